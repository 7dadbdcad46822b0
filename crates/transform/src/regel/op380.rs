//! OP380: care that goes on unchanged is prolonged on the allocation that it has, not with a new number.

use std::collections::BTreeMap;

use domain::Frequentie;

use super::{Controle, RELEASE_3_2, Regel, Toets};
use crate::ToewijzingRij;
use crate::bevinding::Bevindingen;
use crate::dossier::DossierBeeld;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::plicht("OP380", "Nieuwe toewijzing waar de vorige verlengd moest worden")
        .sinds(RELEASE_3_2),
    toets: Toets::Dossier(controleer),
}];

fn controleer(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    if beeld.toewijzingen.geldige().nth(1).is_none() {
        return;
    }
    let mut per_einde: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (nummer, stand, volgende) in beeld.standen().filter(|(_, stand, _)| !stand.is_verwijderd) {
        let record = &stand.rij.record;
        if let Some(eind) = record.periode.eind() {
            let bekend_tot = volgende.map(|volgende| volgende.bekend_op);
            let einde = per_einde.entry((eind, record.product.as_ref())).or_default();
            einde.push((nummer, stand, bekend_tot));
        }
    }
    for toewijzing in beeld.toewijzingen.geldige() {
        let (Some(eerste), Some(gezonden)) =
            (toewijzing.versies.first(), toewijzing.eerste_dagtekening)
        else {
            continue;
        };
        let record = &eerste.rij.record;
        let Some(eind) = record.periode.begin().pred_opt() else { continue };
        if record.nummer.is_none() || gezonden > eind || !bevindingen.gold_op(gezonden) {
            continue;
        }
        let kandidaten = per_einde.get(&(eind, record.product.as_ref())).into_iter().flatten();
        let vorige = kandidaten.into_iter().find(|(nummer, stand, bekend_tot)| {
            Some(*nummer) != record.nummer
                && stand.bekend_op < gezonden
                && bekend_tot.is_none_or(|tot| tot >= gezonden)
                && is_zelfde_omvang(stand.rij, eerste.rij)
        });
        if let Some((vorige, ..)) = vorige {
            bevindingen.op_toewijzing(
                toewijzing,
                format!(
                    "Toewijzing {vorige} liep t/m {eind} en was op {gezonden} nog te verlengen."
                ),
            );
        }
    }
}

/// The same volume per the same time, or none at all, whatever the budget; a total for the whole allocation is made anew.
fn is_zelfde_omvang(een: &ToewijzingRij, twee: &ToewijzingRij) -> bool {
    let (een, twee) = (&een.record, &twee.record);
    match (een.omvang, twee.omvang) {
        (Some(een), Some(twee)) => een == twee && een.frequentie != Frequentie::Totaal,
        (None, None) => true,
        _ => false,
    }
}
