//! OP295: an allocation without a start, five working days after it could have been sent (OP271, OP363).
//!
//! The term of OP271 runs from the actual start, which nobody sees when it is not reported: so a signal only.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::plus_werkdagen;

use super::{Controle, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

/// Working days after the allocation began or was known.
const WERKDAGEN: u32 = 5;

/// Starts became mandatory with release 2.4, on 30 March 2020 (OP295).
const SINDS: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 3, 30);

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::plicht("OP295", "Toewijzing zonder startbericht").sinds(SINDS),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let starts = beeld.starts.iter().filter(|start| start.is_geldig());
    let gestart: BTreeSet<_> = starts.filter_map(|start| start.koppeling.toewijzing).collect();
    for toewijzing in beeld.toewijzingen.iter() {
        let Some(bekend) = toewijzing.eerste_dagtekening else { continue };
        let ingang = toewijzing.ingangsdatum();
        let is_verwacht = Some(ingang) >= SINDS && !toewijzing.actueel.is_verwijderd;
        if !is_verwacht || gestart.contains(&toewijzing.sleutel) {
            continue;
        }
        let termijn = plus_werkdagen(ingang.max(bekend), WERKDAGEN);
        if bevindingen.is_verstreken(termijn) {
            bevindingen.op_toewijzing(
                toewijzing,
                format!(
                    "De toewijzing begon op {ingang}; een start werd uiterlijk {termijn} verwacht."
                ),
            );
        }
    }
}
