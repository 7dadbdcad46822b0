//! DQ24: an allocation was shortened and its delivery runs on, five working days later.

use domain::plus_werkdagen;

use super::{Controle, Ernst, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::toestand::Versie;

const WERKDAGEN: u32 = 5;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ24", Ernst::D, "Toewijzing ingekort zonder stopbericht")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.geldige() {
        let Some(eind) = toewijzing.einddatum().filter(|_| !toewijzing.actueel.is_verwijderd)
        else {
            continue;
        };
        let eind_van = |versie: &Versie<'_>| versie.rij.record.periode.eind();
        // A later version may have changed something else: the one that brought this end tells when it was known.
        let versies = &toewijzing.versies;
        let vorige = versies.iter().rposition(|versie| eind_van(versie) != Some(eind));
        let Some(versie) = vorige.and_then(|vorige| versies.get(vorige + 1)) else { continue };
        let is_ingekort =
            versies.iter().any(|versie| eind_van(versie).is_none_or(|eerder| eind < eerder));
        let dagtekening = versie.rij.herkomst.dagtekening;
        if !is_ingekort || !bevindingen.gold_op(dagtekening) {
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
