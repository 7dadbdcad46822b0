//! DQ64: the provisions of the case system run over other days than the allocation.

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ64", Ernst::D, "Andere periode dan de voorziening in het zaaksysteem"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.actuele() {
        let rijen = &toewijzing.voorzieningen;
        // Several provisions on one number are read as one, from the first day of the first to the last of the last.
        let begin = rijen.iter().filter_map(|rij| rij.ingangsdatum).min();
        let eind = rijen.iter().try_fold(None, |eind, rij| Some(eind.max(Some(rij.einddatum?))));
        let eind = eind.flatten();
        let (ingangsdatum, einddatum) = (toewijzing.ingangsdatum(), toewijzing.einddatum());
        let mut verschillen = Vec::new();
        if let Some(begin) = begin.filter(|begin| *begin != ingangsdatum) {
            verschillen.push(format!("Ingangsdatum is {ingangsdatum}, in het zaaksysteem {begin}."));
        }
        if let Some(eind) = eind.filter(|eind| Some(*eind) != einddatum) {
            let toegewezen = einddatum.map_or("niet gevuld".to_owned(), |dag| dag.to_string());
            verschillen.push(format!("Einddatum is {toegewezen}, in het zaaksysteem {eind}."));
        }
        if !verschillen.is_empty() {
            bevindingen.op_toewijzing(toewijzing, verschillen.join(" "));
        }
    }
}
