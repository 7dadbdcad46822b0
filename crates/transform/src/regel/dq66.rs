//! DQ66: the provisions of the case system are with another provider than the allocation.

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ66", Ernst::D, "Andere aanbieder dan de voorziening in het zaaksysteem"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.actuele() {
        let agb = toewijzing.actueel.rij.herkomst.agb;
        let rijen = &toewijzing.voorzieningen;
        let is_ander = !rijen.is_empty()
            && rijen.iter().all(|rij| rij.agb.is_some_and(|genoemd| genoemd != agb));
        if is_ander {
            bevindingen.op_toewijzing(
                toewijzing,
                "De voorziening in het zaaksysteem is bij een andere aanbieder.".to_owned(),
            );
        }
    }
}
