//! CS337: a product period lies in one calendar month.

use chrono::Datelike;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::in_bericht("CS337", "ProductPeriode over meer dan een maand").sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let (begin, eind) = (lijn.begin(), lijn.eind());
        if (begin.year(), begin.month()) != (eind.year(), eind.month()) {
            bevindingen.op_lijn(lijn, format!("ProductPeriode loopt van {begin} t/m {eind}."));
        }
    }
}
