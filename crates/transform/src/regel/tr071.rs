//! TR071: a start is not removed while a stop on it stands.

use super::{Controle, Regel};
use crate::beeld::{Beeld, Melding};
use crate::bevinding::Bevindingen;

pub(super) const CONTROLE: Controle = Controle {
    regel: Regel::officieel("TR071", "9071", "Start verwijderd terwijl er een stop op staat"),
    controleer,
};

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.starts.iter().filter(|start| start.is_verwijdering) {
        if beeld.stops_van(melding).any(|stop| stond_al(stop, melding)) {
            bevindingen.op_melding(
                melding,
                format!("Op de start van {} staat een stop.", melding.begindatum),
            );
        }
    }
}

/// Whether `stop` stood on the start that is removed when the removal was sent.
fn stond_al(stop: &Melding<'_>, verwijdering: &Melding<'_>) -> bool {
    stop.is_geldig()
        && stop.is_zelfde_levering(verwijdering)
        && stop.herkomst.dagtekening <= verwijdering.herkomst.dagtekening
}
