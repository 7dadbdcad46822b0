//! DQ22: an allocation without a start, five working days after it could have been sent (OP271, OP295, OP363).
//!
//! The term of OP271 runs from the actual start, which nobody sees when it is not reported: so a signal only.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::plus_werkdagen;

use super::{Controle, Ernst, Regel};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::toestand::Toewijzing;

/// Working days after the allocation began or was known.
const WERKDAGEN: u32 = 5;

/// Starts became mandatory with release 2.4, on 30 March 2020 (OP295).
const SINDS: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 3, 30);

pub(super) const CONTROLE: Controle = Controle {
    regel: Regel {
        geldig_van: SINDS,
        ..Regel::eigen("DQ22", Ernst::P, "Toewijzing zonder startbericht")
    },
    controleer,
};

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for (toewijzing, termijn) in termijnen(beeld).filter(|(_, termijn)| beeld.peildatum > *termijn)
    {
        bevindingen.op_toewijzing(
            toewijzing,
            format!(
                "De toewijzing begon op {}; een start werd uiterlijk {termijn} verwacht.",
                toewijzing.ingangsdatum()
            ),
        );
    }
}

/// Allocations without any start, with the last day on which that is no signal.
pub(super) fn termijnen<'b, 'a>(
    beeld: &'b Beeld<'a>,
) -> impl Iterator<Item = (&'b Toewijzing<'a>, NaiveDate)> {
    let starts = beeld.starts.iter().filter(|start| start.is_geldig());
    let gestart: BTreeSet<_> = starts.filter_map(|start| start.koppeling.toewijzing).collect();
    beeld.toewijzingen.iter().filter_map(move |toewijzing| {
        let bekend = toewijzing.eerste_dagtekening?;
        let ingang = toewijzing.ingangsdatum();
        let heeft_start = gestart.contains(&toewijzing.sleutel);
        let is_verwacht = Some(ingang) >= SINDS && !toewijzing.actueel.is_verwijderd;
        (is_verwacht && !heeft_start)
            .then(|| (toewijzing, plus_werkdagen(ingang.max(bekend), WERKDAGEN)))
    })
}
