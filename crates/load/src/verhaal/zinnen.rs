//! The sentences about the whole of a story: the allocation as it stands, its deliveries.

use super::rij::{Levering, Rijen, Toewijzing};
use super::tijdlijn::telling;
use super::woorden::{self, Redenen};

/// A period of delivery, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leveringzin {
    /// From when to when, why it ended, whether it counts.
    pub wat: String,
    /// Waiting times and interruptions; may be empty.
    pub tijden: String,
    /// Where it was told.
    pub bron: String,
}

/// The allocation as it stands: what, and how it is with it.
pub(super) fn stand(toewijzing: &Toewijzing) -> [String; 2] {
    let stand = match toewijzing.retour_status.as_str() {
        _ if toewijzing.is_verwijderd => "verwijderd",
        "open" => "nog niet beantwoord",
        other => other,
    };
    let inhoud = woorden::inhoud(&toewijzing.inhoud);
    let wat = format!("aanbieder {}: {inhoud}", toewijzing.agb_code);
    let versies = match toewijzing.aantal_versies {
        1 => "1 versie".to_owned(),
        aantal => format!("{aantal} versies"),
    };
    let mut stand = vec![stand.to_owned(), versies];
    if let Some(nummer) = &toewijzing.beschikkingnummer {
        let bron = toewijzing.beschikking_bron.as_deref().unwrap_or("onbekend");
        stand.push(format!("beschikking {nummer} (bron: {bron})"));
    }
    let kenmerk = toewijzing.referentie_aanbieder.as_ref();
    stand.extend(kenmerk.map(|kenmerk| format!("kenmerk {kenmerk}")));
    [wat, stand.join(", ")]
}

/// The deliveries, in order.
pub(super) fn leveringen(rijen: &Rijen, redenen: &Redenen) -> Vec<Leveringzin> {
    let release = release(rijen);
    rijen.leveringen.iter().map(|levering| zin(levering, redenen, release)).collect()
}

/// The release in which the story ends: what a code of a fact meant.
fn release(rijen: &Rijen) -> &str {
    let stop = rijen.meldingen.iter().rfind(|melding| melding.einddatum.is_some());
    stop.map_or("3.2", |melding| &melding.release)
}

fn zin(levering: &Levering, redenen: &Redenen, release: &str) -> Leveringzin {
    let periode = woorden::periode(Some(levering.startdatum), levering.einddatum);
    let duur = levering.duur_dagen.map(|dagen| format!(", {}", telling(dagen)));
    let reden = levering
        .reden_beeindiging
        .as_ref()
        .map(|code| format!(", beeindigd: {}", redenen.noem("reden_beeindiging", code, release)));
    let loopt = if levering.einddatum.is_none() { ", loopt nog" } else { "" };
    let telt = if levering.telt_mee { "telt mee" } else { "telt niet mee" };
    let (duur, reden) = (duur.unwrap_or_default(), reden.unwrap_or_default());
    let mut tijden = Vec::new();
    let waits = [
        (levering.wachttijd_dagen, "de ingangsdatum"),
        (levering.wachttijd_toewijzing_dagen, "de toewijzing"),
    ];
    for (dagen, sinds) in waits {
        tijden.extend(dagen.map(|dagen| {
            let kant = if dagen < 0 { "voor" } else { "na" };
            format!("begonnen {} {kant} {sinds}", telling(dagen.saturating_abs()))
        }));
    }
    let buffer = levering.planningsbuffer_dagen;
    tijden.extend(buffer.map(|dagen| format!("planningsbuffer {}", telling(dagen))));
    if levering.onderbrekingen > 0 {
        let dagen = telling(levering.dagen_onderbroken);
        let aantal = levering.onderbrekingen;
        tijden.push(format!("{aantal} keer onderbroken, samen {dagen}"));
    }
    let start = &levering.bericht_identificatie;
    Leveringzin {
        wat: format!("{periode}{duur}{loopt}{reden}; {telt}"),
        tijden: tijden.join("; "),
        bron: format!("uit start 305 {start}, record {}", levering.regelnummer),
    }
}
