//! TR338: a declaration line refers to an allocation by its number.

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR338", "9338", "Gedeclareerd zonder bekende toewijzing")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let nummer = lijn.rij.record.nummer;
        if beeld.toewijzing(nummer).is_none() {
            bevindingen.op_lijn(
                lijn,
                format!("Toewijzing {nummer} is niet bekend bij gemeente {}.", beeld.gemeente),
            );
        }
    }
}
