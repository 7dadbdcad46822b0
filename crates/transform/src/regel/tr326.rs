//! TR326: no start while an earlier start on the allocation is active (OP289).

use super::{Controle, Regel};
use crate::beeld::{Beeld, Melding};
use crate::bevinding::Bevindingen;

pub(super) const CONTROLE: Controle = Controle {
    regel: Regel::officieel("TR326", "9326", "Start terwijl er al een levering loopt"),
    controleer,
};

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for start in beeld.starts.iter().filter(|start| start.wordt_getoetst() && !start.is_dubbel) {
        let lopend = beeld
            .starts_van(start)
            .find(|eerder| is_eerder(eerder, start) && loopt(beeld, eerder, start));
        if let Some(lopend) = lopend {
            bevindingen.op_melding(
                start,
                format!(
                    "Begindatum {}: de levering die op {} begon is niet gestopt.",
                    start.begindatum, lopend.begindatum
                ),
            );
        }
    }
}

/// Whether `eerder` is another start in force on the same allocation that began before `start`.
fn is_eerder(eerder: &Melding<'_>, start: &Melding<'_>) -> bool {
    eerder.is_geldig()
        && !eerder.is_dubbel
        && (eerder.begindatum, eerder.volgorde()) < (start.begindatum, start.volgorde())
}

/// A temporary stop ends an active start too (OP379).
fn loopt<'a>(beeld: &Beeld<'a>, eerder: &Melding<'a>, start: &Melding<'a>) -> bool {
    !beeld.stops_van(eerder).any(|stop| {
        stop.is_geldig()
            && stop.is_zelfde_levering(eerder)
            && stop.einde.is_some_and(|einde| einde.einddatum <= start.begindatum)
    })
}
