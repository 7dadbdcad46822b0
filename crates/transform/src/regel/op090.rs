//! OP090 and `OP090x4`: a message is answered within three working days, a declaration within ten.
//!
//! The terms run from the Dagtekening: when a message was received, nobody sees.

use domain::{Berichtsoort, plus_werkdagen};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::Berichtkring;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::plicht("OP090", "Retourbericht ontbreekt of kwam te laat").sinds(RELEASE_3_0),
        toets: Toets::Bericht(retour),
    },
    Controle {
        regel: Regel::plicht("OP090x4", "Declaratie-antwoord ontbreekt of kwam te laat")
            .sinds(RELEASE_3_0),
        toets: Toets::Bericht(declaratie_antwoord),
    },
];

fn retour(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    match bericht.berichtsoort {
        Berichtsoort::B323 | Berichtsoort::B325 => {}
        _ => controleer(bericht, 3, "retourbericht", bevindingen),
    }
}

fn declaratie_antwoord(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    if bericht.berichtsoort == Berichtsoort::B323 {
        controleer(bericht, 10, "declaratie-antwoord", bevindingen);
    }
}

fn controleer(
    bericht: &Berichtkring,
    werkdagen: u32,
    verwacht: &str,
    bevindingen: &mut Bevindingen<'_>,
) {
    if !bevindingen.gold_op(bericht.dagtekening) {
        return;
    }
    let termijn = plus_werkdagen(bericht.dagtekening, werkdagen);
    let antwoord = bericht.eerste_antwoord;
    if antwoord.is_some_and(|datum| datum <= termijn) || !bevindingen.is_verstreken(termijn) {
        return;
    }
    let wat = antwoord.map_or_else(
        || format!("Een {verwacht} ontbreekt"),
        |datum| format!("Het eerste {verwacht} is van {datum}"),
    );
    bevindingen.op_bericht(
        bericht,
        (None, None),
        format!("{wat}; het werd uiterlijk {termijn} verwacht."),
    );
}
