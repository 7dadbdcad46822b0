//! OP288: an allocation that ended while its delivery runs on, five working days later (OP272).
//!
//! The term runs from the message that told the end, when that came later. A delivery that names no allocation
//! (taakgericht) ends without a stop.

use domain::plus_werkdagen;

use super::{APRIL_2019, Controle, Regel, Toets};
use crate::Koppelwijze;
use crate::beeld::{Beeld, Melding};
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
        let gemeld = toewijzing.actueel.rij.herkomst.dagtekening;
        let termijn = plus_werkdagen(eind.max(gemeld), WERKDAGEN);
        if Some(eind) >= APRIL_2019
            && !toewijzing.actueel.is_verwijderd
            && beeld.lopende_starts(toewijzing).any(noemt_toewijzing)
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

/// Whether a start names its allocation, by number or by beschikking.
fn noemt_toewijzing(start: &Melding<'_>) -> bool {
    start.koppeling.wijze != Koppelwijze::Kenmerken
}
