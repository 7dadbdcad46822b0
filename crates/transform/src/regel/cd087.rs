//! CD087: a line has a tariff, unless it is in euros.

use domain::Eenheid;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::in_bericht("CD087", "ProductTarief past niet bij de eenheid").sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let record = &lijn.rij.record;
        let eenheid = record.eenheid;
        match (eenheid == Eenheid::Euro, record.tarief) {
            (true, Some(tarief)) => bevindingen
                .op_lijn(lijn, format!("Eenheid {eenheid} (euro's) met tarief {tarief} euro.")),
            (false, None) => {
                bevindingen.op_lijn(lijn, format!("Eenheid {eenheid} zonder tarief."));
            }
            (true, None) | (false, Some(_)) => {}
        }
    }
}
