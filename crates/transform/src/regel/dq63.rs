//! DQ63: a record names another beschikking than its allocation (release 2.x).

use super::{Controle, Ernst, Regel, Toets};
use crate::Gelijkheid;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ63", Ernst::D, "Andere beschikking dan die van de toewijzing"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen() {
        if melding.koppeling.beschikking == Gelijkheid::Verschillend
            && let Some(genoemd) = melding.beschikking
            && let Some(toewijzing) = beeld.gevonden(&melding.koppeling)
            && let Some(beschikking) = toewijzing.actueel.beschikking
        {
            bevindingen.op_melding(
                melding,
                format!("BeschikkingNummer is {genoemd}, van de toewijzing {beschikking}."),
            );
        }
    }
}
