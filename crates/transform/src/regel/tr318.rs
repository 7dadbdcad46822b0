//! TR318, CS340 and CS100: a declaration is about one calendar month since 2021, and does not go back in time (IV090).

use chrono::{Datelike, Months};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::Berichtkring;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

const CS100: Regel =
    Regel::in_bericht("CS100", "DeclaratiePeriode of ProductPeriode ligt voor 2021")
        .sinds(RELEASE_3_0);

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel(
            "TR318",
            "8214",
            "DeclaratiePeriode ligt voor een eerder ingediende",
        )
        .sinds(RELEASE_3_0),
        toets: Toets::Bericht(volgorde),
    },
    Controle {
        regel: Regel::in_bericht("CS340", "DeclaratiePeriode is geen hele kalendermaand")
            .sinds(RELEASE_3_0),
        toets: Toets::Bericht(hele_maand),
    },
    Controle { regel: CS100, toets: Toets::Bericht(declaratie_sinds_2021) },
    Controle { regel: CS100, toets: Toets::Keten(lijnen_sinds_2021) },
];

fn volgorde(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(declaratie) = &bericht.declaratie else { return };
    let begin = declaratie.begin;
    if let Some(eerder) = declaratie.laatste_eerdere_begin.filter(|eerder| begin < *eerder) {
        bevindingen.op_bericht(
            bericht,
            (None, None),
            format!(
                "DeclaratiePeriode begint op {begin}; eerder is al een periode vanaf {eerder} \
                 ingediend."
            ),
        );
    }
}

fn hele_maand(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(declaratie) = &bericht.declaratie else { return };
    let begin = declaratie.begin;
    let Some(eind) = declaratie.eind else { return };
    let volgende_maand = begin.checked_add_months(Months::new(1));
    if begin.day() != 1 || eind.succ_opt() != volgende_maand {
        bevindingen.op_bericht(
            bericht,
            (None, None),
            format!("DeclaratiePeriode {begin} t/m {eind} is geen hele kalendermaand."),
        );
    }
}

fn declaratie_sinds_2021(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(declaratie) = &bericht.declaratie else { return };
    if Some(declaratie.begin) < RELEASE_3_0 {
        bevindingen.op_bericht(
            bericht,
            (None, None),
            format!("DeclaratiePeriode begint op {}.", declaratie.begin),
        );
    }
}

fn lijnen_sinds_2021(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in beeld.lijnen.iter().filter(|lijn| Some(lijn.begin()) < RELEASE_3_0) {
        bevindingen.op_lijn(lijn, format!("ProductPeriode begint op {}.", lijn.begin()));
    }
}
