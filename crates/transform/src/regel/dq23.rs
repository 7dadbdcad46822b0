//! DQ23: an allocation that ended while its delivery runs on, five working days later (OP272, OP288).

use chrono::NaiveDate;
use domain::plus_werkdagen;

use super::{Controle, Ernst, Regel};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::toestand::Toewijzing;

/// Working days after the end of the allocation.
const WERKDAGEN: u32 = 5;

pub(super) const CONTROLE: Controle = Controle {
    regel: Regel::eigen("DQ23", Ernst::P, "Toewijzing beeindigd zonder stopbericht"),
    controleer,
};

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for (toewijzing, termijn) in termijnen(beeld).filter(|(_, termijn)| beeld.peildatum > *termijn)
    {
        let Some(eind) = toewijzing.einddatum() else { continue };
        bevindingen.op_toewijzing(
            toewijzing,
            format!(
                "De toewijzing eindigde op {eind}; een stop werd uiterlijk {termijn} verwacht."
            ),
        );
    }
}

/// Allocations with an end and a running delivery that counts, with the last day on which that is no signal.
pub(super) fn termijnen<'b, 'a>(
    beeld: &'b Beeld<'a>,
) -> impl Iterator<Item = (&'b Toewijzing<'a>, NaiveDate)> {
    beeld.toewijzingen.iter().filter_map(|toewijzing| {
        let eind = toewijzing.einddatum()?;
        let loopt = beeld.leveringen.iter().any(|levering| {
            levering.telt_mee
                && levering.einde.is_none()
                && levering.toewijzing == Some(toewijzing.sleutel)
        });
        (loopt && toewijzing.is_geldig() && !toewijzing.actueel.is_verwijderd)
            .then(|| (toewijzing, plus_werkdagen(eind, WERKDAGEN)))
    })
}
