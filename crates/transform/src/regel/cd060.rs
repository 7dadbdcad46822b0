//! CD060: a credit names the line that it takes back, a debit names none.

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::in_bericht("CD060", "VorigReferentieNummer past niet bij debet of credit")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let toelichting = match (lijn.is_debet(), &lijn.rij.record.vorig_referentienummer) {
            (true, Some(_)) => "Een debetregel met een VorigReferentieNummer.",
            (false, None) => "Een creditregel zonder VorigReferentieNummer.",
            (true, None) | (false, Some(_)) => continue,
        };
        bevindingen.op_lijn(lijn, toelichting.to_owned());
    }
}
