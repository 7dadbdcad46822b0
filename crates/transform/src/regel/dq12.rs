//! DQ12: a record is about another person or comes from another provider than its allocation.
//!
//! No technical rule compares these; for the person of a declaration line TR304 does.

use super::{Controle, Ernst, Regel, Toets};
use crate::Gelijkheid;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ12", Ernst::D, "Andere client of aanbieder dan in de toewijzing"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen() {
        let client = melding.koppeling.client == Gelijkheid::Verschillend;
        let aanbieder = melding.koppeling.aanbieder == Gelijkheid::Verschillend;
        if let Some(toelichting) = toelichting(client, aanbieder) {
            bevindingen.op_melding(melding, toelichting);
        }
    }
    for lijn in &beeld.lijnen {
        let aanbieder = lijn.koppeling.aanbieder == Gelijkheid::Verschillend;
        if let Some(toelichting) = toelichting(false, aanbieder) {
            bevindingen.op_lijn(lijn, toelichting);
        }
    }
}

fn toelichting(client: bool, aanbieder: bool) -> Option<String> {
    let wat = match (client, aanbieder) {
        (true, true) => "De client en de aanbieder zijn niet die",
        (true, false) => "De client is niet die",
        (false, true) => "De aanbieder is niet die",
        (false, false) => return None,
    };
    Some(format!("{wat} van de toewijzing."))
}
