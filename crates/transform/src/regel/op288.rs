//! OP288: an allocation that ended while its delivery runs on, five working days later (OP272).

use domain::plus_werkdagen;

use super::{Controle, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

/// Working days after the end of the allocation.
const WERKDAGEN: u32 = 5;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::plicht("OP288", "Toewijzing beeindigd zonder stopbericht"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.geldige() {
        let Some(eind) = toewijzing.einddatum() else { continue };
        let termijn = plus_werkdagen(eind, WERKDAGEN);
        if !toewijzing.actueel.is_verwijderd
            && beeld.loopt(toewijzing)
            && bevindingen.is_verstreken(termijn)
        {
            bevindingen.op_toewijzing(
                toewijzing,
                format!(
                    "De toewijzing eindigde op {eind}; een stop werd uiterlijk {termijn} verwacht."
                ),
            );
        }
    }
}
