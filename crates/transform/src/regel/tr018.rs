//! TR018: a delivery does not end before it begins.

use super::{Controle, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel {
        niveau: "bericht",
        ..Regel::officieel("TR018", "0001", "Einddatum van de stop ligt voor de Begindatum")
    },
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for stop in beeld.stops.iter().filter(|stop| stop.wordt_getoetst()) {
        let Some(einde) = stop.einde.filter(|einde| einde.einddatum < stop.begindatum) else {
            continue;
        };
        bevindingen.op_melding(
            stop,
            format!("Einddatum {} ligt voor Begindatum {}.", einde.einddatum, stop.begindatum),
        );
    }
}
