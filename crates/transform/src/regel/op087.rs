//! OP087: a 301 names every allocation of the person at the provider that is valid on or after its date.
//!
//! What was valid is what earlier 301s said. An allocation with a record that was refused at the gate is missing here.

use std::collections::BTreeSet;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::telt;
use crate::bevinding::Bevindingen;
use crate::dossier::DossierBeeld;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::plicht("OP087", "Toewijzingsbericht mist een geldige toewijzing")
        .sinds(RELEASE_3_0),
    toets: Toets::Dossier(controleer),
}];

/// Findings per message: who never sends complete messages gives no more than this for each.
const BEVINDINGEN_MAX: usize = 100;

fn controleer(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    // The first has nothing before it.
    let mut berichten = beeld.toewijzingsberichten().skip(1).peekable();
    if berichten.peek().is_none() {
        return;
    }
    let mut actueel = beeld.actueel();
    for bericht in berichten {
        let Some(herkomst) = bericht.first().map(|rij| &rij.herkomst) else { continue };
        if !telt(herkomst) || !bevindingen.gold_op(herkomst.dagtekening) {
            continue;
        }
        let genoemd: BTreeSet<_> = bericht.iter().filter_map(|rij| rij.record.nummer).collect();
        let actueel = actueel.op(herkomst.dagtekening);
        if actueel.keys().all(|nummer| genoemd.contains(nummer)) {
            continue;
        }
        let ontbreken = actueel.iter().filter(|(nummer, _)| !genoemd.contains(nummer));
        for (nummer, stand) in ontbreken.take(BEVINDINGEN_MAX) {
            let Some(toewijzing) = beeld.toewijzingen.met_nummer(*nummer) else { continue };
            let tot = stand.rij.record.periode.eind();
            let tot = tot.map_or("zonder einddatum".to_owned(), |eind| format!("t/m {eind}"));
            bevindingen.op_toewijzing_bij(
                toewijzing,
                Some(herkomst),
                format!(
                    "Toewijzingsbericht {} van {} noemt deze toewijzing niet; zij gold {tot}.",
                    herkomst.identificatie, herkomst.dagtekening
                ),
            );
        }
    }
}
