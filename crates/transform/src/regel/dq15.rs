//! DQ15: delivery begins outside the period of its allocation; a removed allocation has none.

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::koppeling::is_buiten_periode;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ15", Ernst::D, "Begindatum buiten de periode van de toewijzing"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen() {
        let Some(toewijzing) = beeld.gevonden(&melding.koppeling) else { continue };
        if !is_buiten_periode(melding, toewijzing) {
            continue;
        }
        let periode = match toewijzing.einddatum() {
            _ if toewijzing.actueel.is_verwijderd => "de toewijzing is verwijderd".to_owned(),
            Some(eind) => {
                format!("de toewijzing loopt van {} t/m {eind}", toewijzing.ingangsdatum())
            }
            None => format!("de toewijzing loopt vanaf {}", toewijzing.ingangsdatum()),
        };
        bevindingen.op_melding(melding, format!("Begindatum {}, {periode}.", melding.begindatum));
    }
}
