//! TR385: an allocation on which declared lines were approved is not removed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Toewijzingnummer;

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::PrestatieStatus;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR385", "9385", "Verwijderd terwijl er declaraties zijn goedgekeurd")
        .sinds(RELEASE_3_1),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let verwijderingen = beeld
        .records
        .toewijzingen
        .iter()
        .filter(|rij| rij.record.reden_wijziging.is_some_and(|reden| reden.is_verwijderd()));
    let mut goedgekeurd: Option<BTreeMap<Toewijzingnummer, NaiveDate>> = None;
    for rij in verwijderingen {
        let goedgekeurd = goedgekeurd.get_or_insert_with(|| eerste_goedgekeurde(beeld));
        let eerste = rij.record.nummer.and_then(|nummer| goedgekeurd.get(&nummer));
        if let Some(eerste) = eerste.filter(|eerste| **eerste <= rij.herkomst.dagtekening) {
            bevindingen.op_toewijzing_rij(
                rij,
                format!("Een declaratie van {eerste} is goedgekeurd en niet gecrediteerd."),
            );
        }
    }
}

/// First Dagtekening of an approved debit that no approved credit took back, per allocation number.
fn eerste_goedgekeurde(beeld: &Beeld<'_>) -> BTreeMap<Toewijzingnummer, NaiveDate> {
    let mut eerste = BTreeMap::new();
    for lijn in &beeld.lijnen {
        if lijn.is_debet() && lijn.status == PrestatieStatus::Goedgekeurd {
            // Lines come in order of sending.
            eerste.entry(lijn.rij.record.nummer).or_insert(lijn.dagtekening());
        }
    }
    eerste
}
