//! TR341: a declaration line has the unit of its allocation; hours may be declared in minutes (OP267, IV081).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::volume::eenheden;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR341", "9341", "Gedeclareerd in een andere eenheid")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        // Without Omvang (aspecifiek, generiek) the unit is in the contract, which the messages do not hold.
        let toegewezen = beeld
            .gevonden(&lijn.koppeling)
            .and_then(|toewijzing| toewijzing.actueel.rij.record.omvang)
            .map(|omvang| omvang.eenheid);
        let eenheid = lijn.rij.record.eenheid;
        if let Some(toegewezen) = toegewezen.filter(|it| eenheden(*it, eenheid).is_none()) {
            bevindingen.op_lijn(lijn, format!("Eenheid {eenheid}, toegewezen {toegewezen}."));
        }
    }
}
