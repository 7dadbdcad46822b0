//! TR416: a product is declared once per period within a message.

use std::collections::BTreeMap;

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::in_bericht("TR416", "Dezelfde productperiode staat dubbel in de declaratie")
        .sinds(RELEASE_3_1),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    // The first debit per message, number, product and period; lines of a message come in order.
    let mut eerste = BTreeMap::new();
    for lijn in beeld.lijnen.iter().filter(|lijn| lijn.is_debet()) {
        let record = &lijn.rij.record;
        let sleutel = (lijn.bericht(), record.nummer, &record.product, record.periode);
        match eerste.get(&sleutel) {
            None => {
                eerste.insert(sleutel, record.regel);
            }
            Some(regel) => {
                bevindingen.op_lijn(
                    lijn,
                    format!(
                        "Regel {regel} van dit bericht declareert hetzelfde over {} t/m {}.",
                        lijn.begin(),
                        lijn.eind()
                    ),
                );
            }
        }
    }
}
