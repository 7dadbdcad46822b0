//! DQ39: no more is delivered than fits in the days of the product period. No rule says so; the day does.

use domain::Eenheid;

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::volume::dagen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ39", Ernst::D, "Meer gedeclareerd dan er tijd was"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in beeld.lijnen.iter().filter(|lijn| lijn.is_debet()) {
        let record = &lijn.rij.record;
        let (volume, eenheid) = (record.volume.waarde(), record.eenheid);
        let Some(per_dag) = per_dag(eenheid) else { continue };
        let max = dagen(lijn.begin(), lijn.eind()).saturating_mul(per_dag);
        if volume > max {
            bevindingen.op_lijn(
                lijn,
                format!(
                    "Gedeclareerd {volume} over {} t/m {}, er passen er {max} in (eenheid {eenheid}).",
                    lijn.begin(),
                    lijn.eind()
                ),
            );
        }
    }
}

/// How many of a unit of time fit in a day.
fn per_dag(eenheid: Eenheid) -> Option<i64> {
    match eenheid {
        Eenheid::Minuut => Some(1440),
        Eenheid::Uur => Some(24),
        Eenheid::Etmaal => Some(1),
        Eenheid::Dagdeel => Some(6),
        _ => None,
    }
}
