//! TR071: a start is not removed while a stop on it stands.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Controle, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR071", "9071", "Start verwijderd terwijl er een stop op staat"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    // The first stop that was sent on a start decides whether one stood when the start was removed.
    let mut gestopt: BTreeMap<_, NaiveDate> = BTreeMap::new();
    for stop in beeld.stops.iter().filter(|stop| stop.is_geldig()) {
        gestopt.entry(stop.leveringsleutel()).or_insert(stop.herkomst.dagtekening);
    }
    for melding in beeld.starts.iter().filter(|start| start.is_verwijdering()) {
        if gestopt
            .get(&melding.leveringsleutel())
            .is_some_and(|op| *op <= melding.herkomst.dagtekening)
        {
            bevindingen.op_melding(
                melding,
                format!("Op de start van {} staat een stop.", melding.begindatum),
            );
        }
    }
}
