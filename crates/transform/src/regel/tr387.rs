//! TR387 and TR388: a product period is a calendar month, as far as the allocation covers it (IV089).

use chrono::{Datelike, Months, NaiveDate};

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::koppeling::{is_te_laat, is_te_vroeg};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR387", "9387", "ProductPeriode begint niet met de maand")
            .sinds(RELEASE_3_1),
        toets: Toets::Keten(begin),
    },
    Controle {
        regel: Regel::officieel("TR388", "9388", "ProductPeriode eindigt niet met de maand")
            .sinds(RELEASE_3_1),
        toets: Toets::Keten(einde),
    },
];

fn begin(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        let begin = lijn.begin();
        let verwacht = eerste_dag(begin).max(toewijzing.ingangsdatum());
        // Before the allocation: TR307.
        if begin != verwacht && !is_te_vroeg(lijn.rij, toewijzing) {
            bevindingen.op_lijn(
                lijn,
                format!("ProductPeriode begint op {begin}, verwacht is {verwacht}."),
            );
        }
    }
}

fn einde(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        let (eind, maand_eind) = (lijn.eind(), laatste_dag(lijn.begin()));
        let verwacht = toewijzing.einddatum().map_or(maand_eind, |datum| datum.min(maand_eind));
        // After the allocation: TR308.
        if eind != verwacht && !is_te_laat(lijn.rij, toewijzing) {
            bevindingen.op_lijn(
                lijn,
                format!("ProductPeriode eindigt op {eind}, verwacht is {verwacht}."),
            );
        }
    }
}

fn eerste_dag(datum: NaiveDate) -> NaiveDate {
    datum.with_day(1).unwrap_or(datum)
}

fn laatste_dag(datum: NaiveDate) -> NaiveDate {
    let volgende = eerste_dag(datum).checked_add_months(Months::new(1));
    volgende.and_then(|volgende| volgende.pred_opt()).unwrap_or(datum)
}
