//! TR019: a start or stop refers to an allocation by its number.

use super::{Controle, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR019", "9019", "Start of stop hoort bij geen bekende toewijzing"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen() {
        if let Some(nummer) = melding.nummer.filter(|nummer| beeld.toewijzing(*nummer).is_none()) {
            bevindingen.op_melding(
                melding,
                format!("Toewijzing {nummer} is niet bekend bij gemeente {}.", beeld.gemeente),
            );
        }
    }
}
