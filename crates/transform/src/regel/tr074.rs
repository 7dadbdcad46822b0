//! TR074: a key is delivered once. Status 2 and 9 (release 2.x) say themselves that they repeat a key.

use domain::StatusAanlevering;

use super::{Controle, Regel, Toets};
use crate::beeld::{Beeld, Melding};
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR074", "9074", "Dezelfde start of stop is twee keer aangeleverd"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let eerste = |melding: &&Melding<'_>| melding.status == StatusAanlevering::Eerste;
    for melding in beeld.getoetste_meldingen().filter(eerste).filter(|melding| melding.is_dubbel) {
        bevindingen.op_melding(
            melding,
            format!(
                "Er is al een aanlevering met dezelfde sleutel en Begindatum {}.",
                melding.begindatum
            ),
        );
    }
}
