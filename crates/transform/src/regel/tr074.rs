//! TR074: a key is delivered once.

use super::{Controle, Regel};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLE: Controle = Controle {
    regel: Regel::officieel("TR074", "9074", "Dezelfde start of stop is twee keer aangeleverd"),
    controleer,
};

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen().filter(|melding| melding.is_dubbel) {
        bevindingen.op_melding(
            melding,
            format!(
                "Er is al een aanlevering met dezelfde sleutel en Begindatum {}.",
                melding.begindatum
            ),
        );
    }
}
