//! TR383: every product of a 315 has a `ReferentieAanbieder` of its own.

use std::collections::BTreeMap;

use domain::Berichtsoort;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::bevinding::Bevindingen;
use crate::dossier::DossierBeeld;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::in_bericht("TR383", "ReferentieAanbieder staat tweemaal in de aanvraag")
        .sinds(RELEASE_3_0),
    toets: Toets::Dossier(controleer),
}];

fn controleer(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rijen in beeld.aanvragen().filter(|rijen| rijen.len() > 1) {
        let mut eerste = BTreeMap::new();
        for rij in rijen {
            let Some(referentie) = &rij.record.referentie else { continue };
            let regel = *eerste.entry(referentie).or_insert(rij.record.regel);
            if regel != rij.record.regel {
                bevindingen.op_verzoek(
                    rij,
                    Berichtsoort::B315,
                    format!("De ReferentieAanbieder staat al op regel {regel} van dit bericht."),
                );
            }
        }
    }
}
