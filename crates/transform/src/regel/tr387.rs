//! TR387 and TR388: a product period is a calendar month, as far as the allocation covers that month (IV089).
//!
//! An end of the period outside the allocation is TR307 or TR308 as well.

use chrono::{Datelike, Months, NaiveDate};

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

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
        let ingangsdatum = Some(toewijzing.ingangsdatum());
        let verwacht = in_maand(ingangsdatum, begin).unwrap_or(eerste_dag(begin));
        if begin != verwacht {
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
        let (begin, eind) = (lijn.begin(), lijn.eind());
        let verwacht = in_maand(toewijzing.einddatum(), begin).unwrap_or(laatste_dag(begin));
        if eind != verwacht {
            bevindingen.op_lijn(
                lijn,
                format!("ProductPeriode eindigt op {eind}, verwacht is {verwacht}."),
            );
        }
    }
}

/// `grens` of an allocation, when it lies in the month of `datum`.
fn in_maand(grens: Option<NaiveDate>, datum: NaiveDate) -> Option<NaiveDate> {
    grens.filter(|grens| eerste_dag(*grens) == eerste_dag(datum))
}

fn eerste_dag(datum: NaiveDate) -> NaiveDate {
    datum.with_day(1).unwrap_or(datum)
}

fn laatste_dag(datum: NaiveDate) -> NaiveDate {
    let volgende = eerste_dag(datum).checked_add_months(Months::new(1));
    volgende.and_then(|volgende| volgende.pred_opt()).unwrap_or(datum)
}
