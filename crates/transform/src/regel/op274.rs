//! OP274, OP346 and OP359: the municipality reacts on a request in time.
//!
//! Within five working days it allocates, refuses or looks into it; what it looks into ends within eight weeks; a
//! refusal by the woonplaatsbeginsel takes two weeks at most. All terms run from the Dagtekening of the request.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::record::Onderdeel;
use domain::{Berichtsoort, Wet, plus_werkdagen};

use super::tr377::is_woonplaatsbeginsel;
use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::VerzoekRij;
use crate::beeld::{Beeld, telt};
use crate::bevinding::Bevindingen;
use crate::verzoek::{Reactie, Reacties, vroegste};

/// Working days to react.
const WERKDAGEN: u32 = 5;

/// Eight weeks to look into a request.
const ONDERZOEK: Days = Days::new(56);

/// Two weeks to refuse by the woonplaatsbeginsel.
const WOONPLAATS: Days = Days::new(14);

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::plicht("OP274", "Reactie op verzoek om toewijzing ontbreekt of kwam te laat")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(aanvraag),
    },
    Controle {
        regel: Regel::plicht("OP346", "Reactie op verzoek om wijziging ontbreekt of kwam te laat")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(wijziging),
    },
    Controle {
        regel: Regel::plicht("OP359", "Afwijzing om het woonplaatsbeginsel kwam te laat")
            .alleen(Wet::Jw)
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(woonplaatsbeginsel),
    },
];

fn aanvraag(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    controleer(beeld, Berichtsoort::B315, bevindingen);
}

fn wijziging(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    controleer(beeld, Berichtsoort::B317, bevindingen);
}

fn is_aanvraag(rij: &VerzoekRij) -> bool {
    rij.record.onderdeel == Onderdeel::Aangevraagd
}

/// Once per record: the products of a 317 share its `ReferentieAanbieder`.
fn controleer(beeld: &Beeld<'_>, soort: Berichtsoort, bevindingen: &mut Bevindingen<'_>) {
    let mut records: BTreeMap<_, &VerzoekRij> = BTreeMap::new();
    for rij in &beeld.records.verzoeken {
        let herkomst = &rij.herkomst;
        let is_van_soort = is_aanvraag(rij) == (soort == Berichtsoort::B315);
        if is_van_soort && telt(herkomst) && bevindingen.gold_op(herkomst.dagtekening) {
            let sleutel = (&herkomst.identificatie, herkomst.bericht_agb, rij.record.regel);
            let eerste = records.entry(sleutel).or_insert(rij);
            if rij.record.volgnummer < eerste.record.volgnummer {
                *eerste = rij;
            }
        }
    }
    if records.is_empty() {
        return;
    }
    let reacties = Reacties::new(beeld.records);
    for rij in records.into_values() {
        let Some(reactie) = reacties.op(rij) else { continue };
        if let Some(toelichting) = te_laat(rij.herkomst.dagtekening, reactie, bevindingen) {
            bevindingen.op_verzoek(rij, soort, toelichting);
        }
    }
}

fn te_laat(
    gevraagd: NaiveDate,
    reactie: Reactie,
    bevindingen: &mut Bevindingen<'_>,
) -> Option<String> {
    let Reactie { afgehandeld, in_onderzoek } = reactie;
    let termijn = plus_werkdagen(gevraagd, WERKDAGEN);
    let is_op_tijd =
        |datum: Option<NaiveDate>, termijn| datum.is_some_and(|datum| datum <= termijn);
    let (wat, datum, termijn) = if is_op_tijd(in_onderzoek, termijn) {
        ("toewijzing of afwijzing", afgehandeld, gevraagd.checked_add_days(ONDERZOEK)?)
    } else {
        let eerste = afgehandeld.into_iter().chain(in_onderzoek).min();
        ("toewijzing of antwoord", eerste, termijn)
    };
    if is_op_tijd(datum, termijn) || !bevindingen.is_verstreken(termijn) {
        return None;
    }
    Some(match datum {
        Some(datum) => format!("De eerste {wat} is van {datum}; uiterlijk {termijn} verwacht."),
        None => format!("Een {wat} ontbreekt; uiterlijk {termijn} verwacht."),
    })
}

fn woonplaatsbeginsel(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let antwoorden = beeld.records.antwoorden.iter().filter(|rij| is_woonplaatsbeginsel(rij));
    let mut antwoorden = antwoorden.peekable();
    if antwoorden.peek().is_none() {
        return;
    }
    let aanvragen = beeld.records.verzoeken.iter();
    let aanvragen = aanvragen.filter(|rij| telt(&rij.herkomst) && is_aanvraag(rij));
    let aanvragen = vroegste(aanvragen.filter_map(|rij| {
        let sleutel = (rij.herkomst.agb, rij.record.referentie.as_ref()?);
        Some((sleutel, rij.herkomst.dagtekening))
    }));
    for antwoord in antwoorden {
        let aanvraag = aanvragen.get(&(antwoord.herkomst.agb, &antwoord.record.referentie));
        let uiterlijk = aanvraag.and_then(|datum| datum.checked_add_days(WOONPLAATS));
        if let Some(uiterlijk) = uiterlijk.filter(|dag| antwoord.herkomst.dagtekening > *dag) {
            bevindingen.op_antwoord(antwoord, format!("Afwijzing uiterlijk {uiterlijk} verwacht."));
        }
    }
}
