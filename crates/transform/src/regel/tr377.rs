//! TR377 and TR409: a refusal by the woonplaatsbeginsel names the municipality, and no other answer does.

use domain::{RedenAfwijzingVerzoek, Wet};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::AntwoordRij;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::in_bericht("TR377", "Woonplaatsbeginsel ontbreekt bij de afwijzing")
            .alleen(Wet::Jw)
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(ontbreekt),
    },
    Controle {
        regel: Regel::in_bericht("TR409", "Woonplaatsbeginsel bij een ander antwoord")
            .alleen(Wet::Jw)
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(overbodig),
    },
];

/// Whether an answer refuses by the woonplaatsbeginsel.
pub(super) fn is_woonplaatsbeginsel(rij: &AntwoordRij) -> bool {
    rij.record.reden_afwijzing == Some(RedenAfwijzingVerzoek::Woonplaatsbeginsel)
}

fn ontbreekt(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rij in &beeld.records.antwoorden {
        if is_woonplaatsbeginsel(rij) && rij.record.woonplaats.is_none() {
            bevindingen.op_antwoord(
                rij,
                "Afgewezen om het woonplaatsbeginsel, zonder de gemeente.".to_owned(),
            );
        }
    }
}

fn overbodig(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rij in &beeld.records.antwoorden {
        if let Some(gemeente) = rij.record.woonplaats.filter(|_| !is_woonplaatsbeginsel(rij)) {
            bevindingen.op_antwoord(
                rij,
                format!("Gemeente {gemeente} genoemd zonder afwijzing om het woonplaatsbeginsel."),
            );
        }
    }
}
