//! TR413, TR414 and TR415: the order of stops on one start (OP377, OP378).

use super::{Controle, RELEASE_3_2, Regel, Toets};
use crate::beeld::{Beeld, Stopvolgorde};
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR413", "9413", "Tweede tijdelijke stop op dezelfde start")
        .sinds(RELEASE_3_2),
    toets: Toets::Keten(|beeld, bevindingen| {
        meld(
            beeld,
            bevindingen,
            |volgorde| volgorde.is_tweede_pauze,
            "er staat al een tijdelijke stop op",
        );
    }),
}, Controle {
    regel: Regel::officieel("TR414", "9414", "Stop eindigt eerder dan de vorige stop")
        .sinds(RELEASE_3_2),
    toets: Toets::Keten(|beeld, bevindingen| {
        meld(
            beeld,
            bevindingen,
            |volgorde| volgorde.is_eerder_gedateerd,
            "een eerdere stop eindigt later",
        );
    }),
}, Controle {
    regel: Regel::officieel("TR415", "9415", "Stop na een definitieve stop").sinds(RELEASE_3_2),
    toets: Toets::Keten(|beeld, bevindingen| {
        meld(
            beeld,
            bevindingen,
            |volgorde| volgorde.is_na_definitief,
            "er staat al een definitieve stop op",
        );
    }),
}];



fn meld(
    beeld: &Beeld<'_>,
    bevindingen: &mut Bevindingen<'_>,
    is_overtreding: fn(&Stopvolgorde) -> bool,
    reden: &str,
) {
    for stop in beeld.stops.iter().filter(|stop| is_overtreding(&stop.stopvolgorde)) {
        let Some(einde) = stop.einde else { continue };
        bevindingen.op_melding(
            stop,
            format!("Stop per {} op de start van {}: {reden}.", einde.einddatum, stop.begindatum),
        );
    }
}
