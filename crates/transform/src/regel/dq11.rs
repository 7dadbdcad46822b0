//! DQ11: a start or stop without number, though there is an allocation that it may be about (IV096).
//!
//! Taakgericht care has no number; only a contract says which care is.

use std::collections::BTreeSet;

use domain::Generatie;

use super::{Controle, Ernst, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ11", Ernst::D, "Start of stop zonder ToewijzingNummer")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let mut meldingen = beeld
        .getoetste_meldingen()
        .filter(|it| it.nummer.is_none() && it.herkomst.release.generatie() == Generatie::V3)
        .peekable();
    if meldingen.peek().is_none() {
        return;
    }
    let toegewezen: BTreeSet<_> = beeld
        .toewijzingen
        .geldige()
        .map(|toewijzing| &toewijzing.actueel)
        .filter(|versie| !versie.is_verwijderd)
        .map(|versie| {
            let record = &versie.rij.record;
            (versie.rij.herkomst.agb, record.client, record.product.as_ref())
        })
        .collect();
    for melding in meldingen {
        if toegewezen.contains(&(melding.herkomst.agb, melding.client, melding.product)) {
            bevindingen.op_melding(
                melding,
                "ToewijzingNummer ontbreekt; de client heeft bij deze aanbieder een toewijzing \
                 voor dit product."
                    .to_owned(),
            );
        }
    }
}
