//! DQ14: `ToewijzingIngangsdatum` is not the start of the allocation.

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::koppeling::is_andere_ingangsdatum;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ14", Ernst::D, "Andere ingangsdatum dan in de toewijzing"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen() {
        let Some(toewijzing) = beeld.gevonden(&melding.koppeling) else { continue };
        let datum = melding.toewijzing_ingangsdatum;
        if let Some(datum) = datum.filter(|_| is_andere_ingangsdatum(melding, toewijzing)) {
            bevindingen.op_melding(
                melding,
                format!(
                    "ToewijzingIngangsdatum {datum}, de toewijzing begint op {}.",
                    toewijzing.ingangsdatum()
                ),
            );
        }
    }
}
