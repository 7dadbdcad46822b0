//! TR063: a removal (status 3) removes something that was delivered.

use super::{Controle, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR063", "9063", "Verwijdering zonder eerdere aanlevering"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.verwijderingen().filter(|melding| melding.is_loze_verwijdering) {
        bevindingen.op_melding(
            melding,
            format!(
                "Geen eerdere aanlevering met dezelfde sleutel en Begindatum {}.",
                melding.begindatum
            ),
        );
    }
}
