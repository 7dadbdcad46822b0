//! TR390: a debit is credited once.

use std::collections::BTreeMap;

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::koppeling::is_afgewezen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR390", "9390", "Dezelfde debetregel is al gecrediteerd")
        .sinds(RELEASE_3_1),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    // The first credit of a debit that was not rejected; lines come in order of sending.
    let mut eerdere = BTreeMap::new();
    for lijn in beeld.lijnen.iter().filter(|lijn| !lijn.is_debet()) {
        let Some(vorig) = &lijn.rij.record.vorig_referentienummer else { continue };
        let sleutel = (lijn.rij.herkomst.agb, vorig);
        match eerdere.get(&sleutel) {
            Some(&(identificatie, dagtekening)) => bevindingen.op_lijn(
                lijn,
                format!("Al gecrediteerd in bericht {identificatie} van {dagtekening}."),
            ),
            None if is_afgewezen(lijn.rij) => {}
            None => {
                let herkomst = &lijn.rij.herkomst;
                eerdere.insert(sleutel, (&herkomst.identificatie, herkomst.dagtekening));
            }
        }
    }
}
