//! TR382: a stop copies the key of the start that it ends (OP072, OP155).

use super::{Controle, Regel};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLE: Controle = Controle {
    regel: Regel::officieel("TR382", "9069", "Stop zonder start met dezelfde sleutel"),
    controleer,
};

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for stop in beeld.stops.iter().filter(|stop| stop.wordt_getoetst()) {
        let heeft_start =
            beeld.starts_van(stop).any(|start| start.is_geldig() && start.is_zelfde_levering(stop));
        if !heeft_start {
            bevindingen.op_melding(
                stop,
                format!("Geen start met dezelfde sleutel en Begindatum {}.", stop.begindatum),
            );
        }
    }
}
