//! What needs a hand: each thing with what to do and where to go.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use load::pagina::{GevraagdRij, LeiderRij, MislukteTaakRij, OpenQuarantaineRij, RunRegel};

use super::bronnen::Bron;
use super::raad::raad;
use super::{bron, tekst, wachtrij};
use crate::omgeving::Omgeving;

/// Reasons of quarantine that are told one by one; the rest is a number with a link.
const CODES_MAX: usize = 5;
/// A request that waits longer than this, while nobody leads, is told.
const WACHT_MAX: TimeDelta = TimeDelta::minutes(15);

/// A thing that needs a hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Punt {
    /// Class of the mark.
    pub(crate) status: &'static str,
    /// Word in the mark.
    pub(crate) woord: &'static str,
    /// What it is.
    pub(crate) wat: String,
    /// What to do.
    pub(crate) doe: String,
    /// Where to go.
    pub(crate) naar: String,
    /// What the link says.
    pub(crate) link: String,
}

/// What there is to look at.
pub(crate) struct Gegevens<'a> {
    pub(crate) runs: &'a [RunRegel],
    pub(crate) taken: &'a [MislukteTaakRij],
    pub(crate) quarantaine: &'a [OpenQuarantaineRij],
    pub(crate) bronnen: &'a [Bron],
    pub(crate) verzoeken: &'a [GevraagdRij],
    pub(crate) leider: Option<&'a LeiderRij>,
}

/// All that needs a hand, the worst first.
pub(crate) fn lijst(omgeving: &Omgeving, gegevens: &Gegevens<'_>) -> Vec<Punt> {
    let mut lijst = verdwenen(gegevens.runs);
    lijst.extend(taken(gegevens.taken));
    lijst.extend(bronnen(omgeving, gegevens.bronnen));
    lijst.extend(verzoeken(omgeving, gegevens));
    lijst.extend(quarantaine(gegevens.quarantaine));
    lijst
}

fn verdwenen(runs: &[RunRegel]) -> Vec<Punt> {
    let weg = runs.iter().filter(|regel| regel.is_verdwenen).map(|regel| regel.run.run_id);
    let raad = raad(Some("CRASHED"));
    weg.map(|run| Punt {
        status: "failed",
        woord: "afgebroken",
        wat: format!("Run {run} is afgebroken. {}", raad.wat),
        doe: raad.doe.to_owned(),
        naar: format!("/runs/{run}"),
        link: format!("Naar run {run}"),
    })
    .collect()
}

/// The failed tasks by source and code: ten tasks with one cause are one thing to mend.
fn taken(taken: &[MislukteTaakRij]) -> Vec<Punt> {
    let mut groepen: BTreeMap<(&str, &str), (i64, &MislukteTaakRij)> = BTreeMap::new();
    for taak in taken {
        let code = taak.foutcode.as_deref().unwrap_or_default();
        // The first one seen is the newest.
        groepen.entry((taak.bron.as_str(), code)).or_insert((0, taak)).0 += 1;
    }
    let punt = |((naam, code), (aantal, nieuwste)): ((&str, &str), (i64, &MislukteTaakRij))| {
        let raad = raad(Some(code));
        let bron = if nieuwste.soort == "publiceren" {
            "Publiceren".to_owned()
        } else {
            format!("Bron {naam}")
        };
        let met = if code.is_empty() { String::new() } else { format!(" ({code})") };
        Punt {
            status: "failed",
            woord: "mislukt",
            wat: format!(
                "{bron}: {} mislukt{met}. {}",
                tekst::aantal(aantal, "taak", "taken"),
                raad.wat
            ),
            doe: raad.doe.to_owned(),
            naar: format!("/runs/{}", nieuwste.run_id),
            link: format!("Naar run {}", nieuwste.run_id),
        }
    };
    groepen.into_iter().map(punt).collect()
}

fn bronnen(omgeving: &Omgeving, bronnen: &[Bron]) -> Vec<Punt> {
    let nu = omgeving.bediening.nu();
    let oud = bronnen.iter().filter(|bron| bron.is_te_oud);
    let punt = |oud: &Bron| Punt {
        status: "partial",
        woord: "te oud",
        wat: format!(
            "Bron {} is voor het laatst {} geleden goed gelezen.",
            oud.naam,
            oud.leeftijd(nu).unwrap_or_default()
        ),
        doe: "Kijk of er nog iets wordt aangeleverd en waarom de laatste run niet lukte."
            .to_owned(),
        naar: bron::pad(&oud.naam),
        link: format!("Naar bron {}", oud.naam),
    };
    oud.map(punt).collect()
}

fn verzoeken(omgeving: &Omgeving, gegevens: &Gegevens<'_>) -> Vec<Punt> {
    let mut lijst = Vec::new();
    let nu = omgeving.bediening.nu();
    let wachtend = gegevens.verzoeken.iter().filter(|verzoek| verzoek.status == "queued");
    let lang = wachtend.filter(|verzoek| nu - verzoek.gevraagd_op > WACHT_MAX).count();
    if lang > 0 && !wachtrij::is_geleid(omgeving, gegevens.leider) {
        let lang = i64::try_from(lang).unwrap_or(i64::MAX);
        lijst.push(Punt {
            status: "failed",
            woord: "wacht",
            wat: format!(
                "{} langer dan een kwartier: er is geen dienst die leidt.",
                tekst::aantal(lang, "verzoek wacht", "verzoeken wachten")
            ),
            doe: "Start de dienst (sluis serve), of laat een beheerder dat doen.".to_owned(),
            naar: "#verzoeken".to_owned(),
            link: "Naar de verzoeken".to_owned(),
        });
    }
    // A request with a run is told by that run.
    let niet_gelukt = gegevens
        .verzoeken
        .iter()
        .filter(|verzoek| verzoek.status == "failed" && verzoek.run_id.is_none());
    lijst.extend(niet_gelukt.map(|verzoek| {
        let raad = raad(verzoek.foutcode.as_deref());
        Punt {
            status: "failed",
            woord: "mislukt",
            wat: format!(
                "Verzoek {} ({}) is niet uitgevoerd. {}",
                verzoek.verzoek_id,
                tekst::gevraagd(verzoek),
                raad.wat
            ),
            doe: raad.doe.to_owned(),
            naar: "#verzoeken".to_owned(),
            link: "Naar de verzoeken".to_owned(),
        }
    }));
    lijst
}

fn quarantaine(rijen: &[OpenQuarantaineRij]) -> Vec<Punt> {
    let records = |aantal| tekst::aantal(aantal, "record", "records");
    let mut lijst: Vec<Punt> = rijen
        .iter()
        .take(CODES_MAX)
        .map(|rij| Punt {
            status: "partial",
            woord: "quarantaine",
            wat: format!(
                "{} geweigerd wegens {} ({}).",
                records(rij.records),
                rij.code,
                tekst::aantal(rij.aantal, "weigering", "weigeringen"),
            ),
            doe: rij.uitleg.clone(),
            naar: format!("/quarantaine?code={}", rij.code),
            link: format!("Bekijk {}", rij.code),
        })
        .collect();
    let rest = rijen.get(CODES_MAX..).unwrap_or_default();
    if !rest.is_empty() {
        let som = rest.iter().map(|rij| rij.records).sum();
        let redenen = i64::try_from(rest.len()).unwrap_or(i64::MAX);
        lijst.push(Punt {
            status: "partial",
            woord: "quarantaine",
            wat: format!(
                "Nog {} wegens {}.",
                records(som),
                tekst::aantal(redenen, "andere reden", "andere redenen")
            ),
            doe: "Bekijk de redenen; bij elke staat wat te doen.".to_owned(),
            naar: "/quarantaine".to_owned(),
            link: "Naar de quarantaine".to_owned(),
        });
    }
    lijst
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_with_one_cause_are_one_thing() {
        let taak = |taak_id, bron: &str, code: &str| MislukteTaakRij {
            taak_id,
            run_id: taak_id / 10,
            bron: bron.to_owned(),
            soort: "inlezen".to_owned(),
            eenheid: "map".to_owned(),
            foutcode: Some(code.to_owned()),
            gestart_op: "2026-11-22T03:00:00Z".parse().unwrap(),
        };
        let lijst = taken(&[
            taak(52, "berichten", "53100"),
            taak(51, "berichten", "53100"),
            taak(40, "zaken", "SOURCE_UNAVAILABLE"),
        ]);
        let wat: Vec<_> = lijst.iter().map(|punt| (&*punt.wat, &*punt.naar)).collect();
        assert_eq!(wat.len(), 2);
        assert!(wat[0].0.starts_with("Bron berichten: 2 taken mislukt (53100)."), "{wat:?}");
        assert_eq!((wat[0].1, wat[1].1), ("/runs/5", "/runs/4"));
    }

    #[test]
    fn the_many_reasons_of_quarantine_end_in_one_line() {
        let rij = |nummer: i64| OpenQuarantaineRij {
            code: format!("CODE_{nummer}"),
            aantal: 1,
            records: nummer,
            oudste: "2026-11-22T03:00:00Z".parse().unwrap(),
            uitleg: "Doe iets.".to_owned(),
        };
        let rijen: Vec<_> = (1..=7).map(rij).collect();
        let lijst = quarantaine(&rijen);
        assert_eq!(lijst.len(), 6);
        assert_eq!(lijst[0].wat, "1 record geweigerd wegens CODE_1 (1 weigering).");
        assert_eq!(lijst[5].wat, "Nog 13 records wegens 2 andere redenen.");
        assert!(quarantaine(&[]).is_empty());
    }
}
