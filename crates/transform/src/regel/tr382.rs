//! TR382: a stop copies the key of the start that it ends, which is the last one (OP072, OP155).

use std::collections::BTreeSet;

use super::{Controle, Regel, Toets};
use crate::beeld::{Beeld, Melding};
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR382", "9069", "Stop zonder start met dezelfde sleutel"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let starts = beeld.starts.iter().filter(|start| start.is_geldig());
    let starts: BTreeSet<_> = starts.map(Melding::leveringsleutel).collect();
    for stop in beeld.stops.iter().filter(|stop| stop.wordt_getoetst()) {
        if !starts.contains(&stop.leveringsleutel()) {
            bevindingen.op_melding(
                stop,
                format!("Geen start met dezelfde sleutel en Begindatum {}.", stop.begindatum),
            );
        } else if let Some(hervat_op) = stop.stopvolgorde.hervat_op {
            bevindingen.op_melding(
                stop,
                format!(
                    "De stop noemt de start van {}, maar de levering is per {hervat_op} hervat.",
                    stop.begindatum
                ),
            );
        }
    }
}
