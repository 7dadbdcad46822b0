//! DQ24: an allocation was shortened and its delivery runs on, five working days later.

use domain::plus_werkdagen;

use super::{Controle, Ernst, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

const WERKDAGEN: u32 = 5;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ24", Ernst::D, "Toewijzing ingekort zonder stopbericht")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.geldige() {
        let [.., vorige, versie] = toewijzing.versies.as_slice() else { continue };
        let Some(eind) = versie.rij.record.periode.eind() else { continue };
        let eerder_eind = vorige.rij.record.periode.eind();
        let dagtekening = versie.rij.herkomst.dagtekening;
        let is_ingekort = eerder_eind.is_none_or(|eerder| eind < eerder);
        if !is_ingekort || versie.is_verwijderd || !bevindingen.gold_op(dagtekening) {
            continue;
        }
        let termijn = plus_werkdagen(eind.max(dagtekening), WERKDAGEN);
        if beeld.loopt(toewijzing) && bevindingen.is_verstreken(termijn) {
            bevindingen.op_toewijzing(
                toewijzing,
                format!(
                    "De toewijzing is ingekort tot {eind}; een stop werd uiterlijk {termijn} \
                     verwacht."
                ),
            );
        }
    }
}
