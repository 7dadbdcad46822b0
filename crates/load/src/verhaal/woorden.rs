//! The Dutch words for what the warehouse holds as codes.

use crate::beheer::RedenRij;
use chrono::NaiveDate;

use super::getal::{euros, thousands};
use super::rij::{Inhoud, Oordeel, Retour};

/// The meaning of the codes of one law.
#[derive(Debug, Clone, Default)]
pub struct Redenen(
    /// Codes with their meaning.
    pub Vec<RedenRij>,
);

impl Redenen {
    /// The code, with its meaning in that release when that is known.
    pub fn noem(&self, lijst: &str, code: &str, release: &str) -> String {
        let reden = self.0.iter().find(|reden| {
            reden.lijst == lijst
                && reden.code == code
                && reden.release_van.as_deref().is_none_or(|van| van <= release)
                && reden.release_tot.as_deref().is_none_or(|tot| release < tot)
        });
        reden.map_or_else(|| code.to_owned(), |reden| format!("{code} {}", reden.omschrijving))
    }

    /// The answer of the receiver, with its codes.
    pub fn antwoord(&self, retour: &Retour, release: &str) -> String {
        let Some(soort) = &retour.antwoord_soort else { return "nog geen antwoord".to_owned() };
        let oordeel = retour.oordeel.as_deref().unwrap_or("beantwoord");
        let van = retour.antwoord_dagtekening.map(|datum| format!(" van {datum}"));
        let text = format!("{oordeel} ({soort}{})", van.unwrap_or_default());
        // In order says nothing beside a code that is not.
        let has_more = retour.retourcodes.iter().flatten().any(|code| code != "0200");
        let codes = retour.retourcodes.iter().flatten();
        let codes: Vec<String> = codes
            .filter(|code| !has_more || *code != "0200")
            .map(|code| self.noem("retourcode", code, release))
            .collect();
        if codes.is_empty() { text } else { format!("{text}: {}", codes.join("; ")) }
    }
}

/// Category and code; nothing of either is generiek.
pub(super) fn product(categorie: Option<&str>, code: Option<&str>) -> String {
    let categorie = categorie.filter(|categorie| !categorie.is_empty());
    match (categorie, code.filter(|code| !code.is_empty())) {
        (None, _) => "generiek".to_owned(),
        (Some(categorie), None) => format!("categorie {categorie}"),
        (Some(categorie), Some(code)) => format!("product {categorie} {code}"),
    }
}

/// From when to when.
pub(super) fn periode(begin: Option<NaiveDate>, eind: Option<NaiveDate>) -> String {
    match (begin, eind) {
        (Some(begin), Some(eind)) => format!("{begin} t/m {eind}"),
        (Some(begin), None) => format!("vanaf {begin}"),
        (None, Some(eind)) => format!("t/m {eind}"),
        (None, None) => "zonder datum".to_owned(),
    }
}

/// A volume with its unit.
pub(super) fn hoeveelheid(volume: i64, eenheid: &str) -> String {
    let eenheid = match eenheid {
        "01" => "minuten",
        "04" => "uur",
        "14" => "etmalen",
        "16" => "dagdelen",
        "82" => "stuks (output)",
        "84" => "stuks (inspanning)",
        "83" => return format!("{} euro", euros(volume)),
        other => other,
    };
    format!("{} {eenheid}", thousands(volume))
}

fn frequentie(code: &str) -> &str {
    match code {
        "1" => "per dag",
        "2" => "per week",
        "3" => "per vier weken",
        "4" => "per maand",
        "5" => "per jaar",
        "6" => "in totaal",
        other => other,
    }
}

/// How much: an Omvang, a budget, or neither.
pub(super) fn omvang(inhoud: &Inhoud) -> Option<String> {
    let volume = inhoud.volume.map(|volume| {
        let eenheid = inhoud.eenheid.as_deref().unwrap_or_default();
        let per = inhoud.frequentie.as_deref().map(frequentie).unwrap_or_default();
        format!("{} {per}", hoeveelheid(volume, eenheid)).trim_end().to_owned()
    });
    let budget = inhoud.budget_eurocent.map(|budget| format!("budget {} euro", euros(budget)));
    match (volume, budget) {
        (Some(volume), Some(budget)) => Some(format!("{volume}, {budget}")),
        (volume, budget) => volume.or(budget),
    }
}

/// Product, period and how much.
pub(super) fn inhoud(inhoud: &Inhoud) -> String {
    let wat = product(inhoud.productcategorie.as_deref(), inhoud.productcode.as_deref());
    format!("{wat}, {}", wanneer(inhoud))
}

/// Period and how much.
pub(super) fn wanneer(inhoud: &Inhoud) -> String {
    let wanneer = periode(inhoud.ingangsdatum, inhoud.einddatum);
    match omvang(inhoud) {
        Some(hoeveel) => format!("{wanneer}, {hoeveel}"),
        None => wanneer,
    }
}

/// What differs between two versions, in words.
pub(super) fn verschil(was: &Inhoud, is: &Inhoud) -> Vec<String> {
    let date = |date: Option<NaiveDate>| date.map_or_else(|| "open".to_owned(), |d| d.to_string());
    let size = |inhoud: &Inhoud| omvang(inhoud).unwrap_or_else(|| "geen".to_owned());
    let name = |inhoud: &Inhoud| {
        product(inhoud.productcategorie.as_deref(), inhoud.productcode.as_deref())
    };
    let parts = [
        ("product", name(was), name(is)),
        ("ingangsdatum", date(was.ingangsdatum), date(is.ingangsdatum)),
        ("einddatum", date(was.einddatum), date(is.einddatum)),
        ("omvang", size(was), size(is)),
    ];
    let changed = parts.into_iter().filter(|(_, was, is)| was != is);
    changed.map(|(name, was, is)| format!("{name} was {was}, wordt {is}")).collect()
}

/// The reasons of a verdict: the words of `feit_koppeling.koppelreden`.
fn koppelreden(code: &str) -> &str {
    match code {
        "geen_toewijzing" => "er is geen toewijzing met dit nummer",
        "geen_passende_toewijzing" => "er is geen toewijzing die past",
        "meer_passende_toewijzingen" => "er past meer dan een toewijzing",
        "andere_client" => "de toewijzing is van een andere client",
        "andere_aanbieder" => "de toewijzing is van een andere aanbieder",
        "andere_productcategorie" => "de toewijzing heeft een andere productcategorie",
        "andere_productcode" => "de toewijzing heeft een andere productcode",
        "andere_ingangsdatum" => "de overgenomen ingangsdatum is niet die van de toewijzing",
        "voor_ingangsdatum" => "het begint voor de ingangsdatum van de toewijzing",
        "na_einddatum" => "het valt na de einddatum van de toewijzing",
        "toewijzing_verwijderd" => "de toewijzing is verwijderd",
        "andere_beschikking" => "de toewijzing hoort bij een andere beschikking",
        "ingetrokken" => "de afzender heeft het ingetrokken",
        "afgewezen" => "de ontvanger heeft het afgewezen",
        other => other,
    }
}

/// The verdict with its reasons, in words.
pub(super) fn oordeel(oordeel: &Oordeel) -> String {
    let Some(status) = &oordeel.koppelstatus else { return "nog niet beoordeeld".to_owned() };
    let wijze = match oordeel.koppelwijze.as_deref() {
        Some("toewijzingnummer") => " op toewijzingnummer",
        Some("beschikking") => " op beschikking",
        Some("kenmerken") => " op client, aanbieder, product en datum",
        _ => "",
    };
    let mut text = match status.as_str() {
        "gekoppeld" => format!("gekoppeld{wijze}"),
        "wees" => "wees: hoort bij geen toewijzing".to_owned(),
        "afgekeurd" => format!("afgekeurd (gevonden{wijze})"),
        other => other.to_owned(),
    };
    let codes = oordeel.koppelreden.as_deref().unwrap_or_default();
    let codes = codes.split(", ").filter(|code| !code.is_empty() && code != status);
    let mut redenen: Vec<&str> = codes.map(koppelreden).collect();
    if redenen.is_empty() {
        redenen = delen(oordeel);
    }
    if !redenen.is_empty() {
        text = format!("{text}: {}", redenen.join("; "));
    }
    text
}

/// The parts that differ, for a verdict without reasons.
fn delen(oordeel: &Oordeel) -> Vec<&'static str> {
    let parts = [
        (&oordeel.client_gelijk, "andere client"),
        (&oordeel.aanbieder_gelijk, "andere aanbieder"),
        (&oordeel.product_gelijk, "ander product"),
        (&oordeel.periode_gelijk, "andere periode"),
        (&oordeel.beschikking_gelijk, "andere beschikking"),
    ];
    let different = parts.into_iter().filter(|(part, _)| part.as_deref() == Some("verschillend"));
    different.map(|(_, word)| word).collect()
}

/// What the letter of a severity says.
pub fn ernst(letter: &str) -> &str {
    match letter {
        "R" => "grond voor afwijzing",
        "P" => "plicht niet nagekomen",
        "D" => "eigen signaal",
        other => other,
    }
}
