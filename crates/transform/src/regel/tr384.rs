//! TR384: nothing is declared on a removed allocation.

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR384", "9384", "Gedeclareerd op een verwijderde toewijzing")
        .sinds(RELEASE_3_1),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let toewijzing = beeld.gevonden(&lijn.koppeling);
        if toewijzing.is_some_and(|toewijzing| toewijzing.actueel.is_verwijderd) {
            let nummer = lijn.rij.record.nummer;
            bevindingen.op_lijn(lijn, format!("Toewijzing {nummer} is verwijderd."));
        }
    }
}
