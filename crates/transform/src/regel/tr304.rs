//! TR304: a declaration line is about the person of its allocation.

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::Gelijkheid;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR304", "8187", "Gedeclareerd voor een andere client")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        if lijn.koppeling.client == Gelijkheid::Verschillend {
            bevindingen.op_lijn(
                lijn,
                format!(
                    "De client is niet die van toewijzing {} bij gemeente {}.",
                    lijn.rij.record.nummer, beeld.gemeente
                ),
            );
        }
    }
}
