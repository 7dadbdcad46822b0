//! TR319 and TR335: when a line may be declared: not before its month is, and at most five years later (IV089).

use chrono::Months;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

/// TR335: five years.
const TERMIJN: Months = Months::new(60);

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR319", "9319", "ProductPeriode na de declaratieperiode")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(te_vroeg_gedeclareerd),
    },
    Controle {
        regel: Regel::in_bericht("TR335", "Meer dan vijf jaar na de ProductPeriode gedeclareerd")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(te_laat_gedeclareerd),
    },
];

fn te_vroeg_gedeclareerd(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let eind = lijn.eind();
        if let Some(grens) = lijn.rij.declaratieperiode_eind.filter(|grens| eind > *grens) {
            bevindingen.op_lijn(
                lijn,
                format!("ProductPeriode eindigt op {eind}, de declaratieperiode op {grens}."),
            );
        }
    }
}

fn te_laat_gedeclareerd(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let (eind, dagtekening) = (lijn.eind(), lijn.rij.declaratie_dagtekening);
        let grens = dagtekening.checked_sub_months(TERMIJN);
        if grens.is_some_and(|grens| eind < grens) {
            bevindingen.op_lijn(
                lijn,
                format!("ProductPeriode eindigt op {eind}, de declaratie is van {dagtekening}."),
            );
        }
    }
}
