//! TR355, TR359, TR360 and TR365: an answer comes after its request, before an allocation, and once.
//!
//! A request may be answered with "in onderzoek" once and refused after it. A 319 names no person: it answers by
//! provider and `ReferentieAanbieder`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{AgbCode, ReferentieAanbieder, VerzoekAntwoord};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::AntwoordRij;
use crate::beeld::{Beeld, Volgorde, telt, volgorde};
use crate::bevinding::Bevindingen;
use crate::verzoek::vroegste;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR355", "9355", "Antwoord zonder eerder verzoek")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(zonder_verzoek),
    },
    Controle {
        regel: Regel::officieel("TR359", "9359", "Antwoord na een toewijzing").sinds(RELEASE_3_0),
        toets: Toets::Keten(na_toewijzing),
    },
    Controle {
        regel: Regel::officieel("TR360", "9360", "In onderzoek na een eerder antwoord")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(nogmaals_in_onderzoek),
    },
    Controle {
        regel: Regel::officieel("TR365", "9365", "Antwoord na een afwijzing").sinds(RELEASE_3_0),
        toets: Toets::Keten(na_afwijzing),
    },
];

/// What an answer and what it answers share.
type Sleutel<'a> = (AgbCode, &'a ReferentieAanbieder);

/// Order of answers: of one day the one that says "in onderzoek" comes first, for nobody knows which was sent first.
type Plaats<'a> = (NaiveDate, bool, Volgorde<'a>);

fn zonder_verzoek(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let verzoeken = beeld.records.verzoeken.iter().filter(|rij| telt(&rij.herkomst));
    let eerste = || {
        vroegste(verzoeken.filter_map(|rij| {
            let record = &rij.record;
            let sleutel = (rij.herkomst.agb, record.referentie.as_ref()?);
            Some((sleutel, rij.herkomst.dagtekening))
        }))
    };
    controleer(beeld, bevindingen, eerste, |rij, verzoek| match verzoek {
        Some(verzoek) if *verzoek <= rij.herkomst.dagtekening => None,
        Some(verzoek) => Some(format!("Het verzoek is van {verzoek}.")),
        None => Some("Er is geen verzoek met deze ReferentieAanbieder.".to_owned()),
    });
}

fn na_toewijzing(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let toewijzingen = beeld.records.toewijzingen.iter().filter(|rij| telt(&rij.herkomst));
    let eerste = || {
        vroegste(toewijzingen.filter_map(|rij| {
            let sleutel = (rij.herkomst.agb, rij.record.referentie_aanbieder.as_ref()?);
            Some((sleutel, rij.herkomst.dagtekening))
        }))
    };
    controleer(beeld, bevindingen, eerste, |rij, toewijzing| {
        let eerder = toewijzing.filter(|toewijzing| **toewijzing < rij.herkomst.dagtekening)?;
        Some(format!("Op {eerder} was het verzoek al toegewezen."))
    });
}

fn nogmaals_in_onderzoek(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let eerste = || antwoorden(beeld, |_| true);
    controleer(beeld, bevindingen, eerste, |rij, antwoord| {
        let is_in_onderzoek = rij.record.antwoord == VerzoekAntwoord::InOnderzoek;
        let (eerder, ..) = antwoord.filter(|eerder| is_in_onderzoek && **eerder < gezonden(rij))?;
        Some(format!("Op {eerder} was het verzoek al beantwoord."))
    });
}

fn na_afwijzing(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let eerste = || antwoorden(beeld, |antwoord| antwoord != VerzoekAntwoord::InOnderzoek);
    controleer(beeld, bevindingen, eerste, |rij, afwijzing| {
        let (eerder, ..) = afwijzing.filter(|eerder| **eerder < gezonden(rij))?;
        Some(format!("Op {eerder} was het verzoek al afgewezen."))
    });
}

/// The first 319 that counts, per request.
fn antwoorden<'a>(
    beeld: &Beeld<'a>,
    kies: impl Fn(VerzoekAntwoord) -> bool,
) -> BTreeMap<Sleutel<'a>, Plaats<'a>> {
    let antwoorden = beeld.records.antwoorden.iter();
    vroegste(
        antwoorden
            .filter(|rij| telt(&rij.herkomst) && kies(rij.record.antwoord))
            .map(|rij| (sleutel(rij), gezonden(rij))),
    )
}

fn sleutel(rij: &AntwoordRij) -> Sleutel<'_> {
    (rij.herkomst.agb, &rij.record.referentie)
}

fn gezonden(rij: &AntwoordRij) -> Plaats<'_> {
    let is_afwijzing = rij.record.antwoord != VerzoekAntwoord::InOnderzoek;
    (rij.herkomst.dagtekening, is_afwijzing, volgorde(&rij.herkomst, rij.record.regel))
}

/// A finding on every answer of which `fout` says what is wrong, given the first of what it is compared with.
fn controleer<'a, T>(
    beeld: &Beeld<'a>,
    bevindingen: &mut Bevindingen<'_>,
    eerste: impl FnOnce() -> BTreeMap<Sleutel<'a>, T>,
    fout: impl Fn(&'a AntwoordRij, Option<&T>) -> Option<String>,
) {
    if beeld.records.antwoorden.is_empty() {
        return;
    }
    let eerste = eerste();
    for rij in &beeld.records.antwoorden {
        if let Some(toelichting) = fout(rij, eerste.get(&sleutel(rij))) {
            bevindingen.op_antwoord(rij, toelichting);
        }
    }
}
