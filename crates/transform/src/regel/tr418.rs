//! TR418: a line has the tariff of the contract.

use super::{Controle, Nodig, RELEASE_3_2, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR418", "0611", "Tarief is niet dat van het contract")
        .sinds(RELEASE_3_2)
        .met(Nodig::Tarieven),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let Some(tarieven) = &beeld.kader.tarieven else { return };
    for lijn in &beeld.lijnen {
        let record = &lijn.rij.record;
        let sleutel = (beeld.wet, beeld.gemeente, lijn.rij.herkomst.agb, record.eenheid);
        let contract = tarieven.tarief(&sleutel, &record.product, lijn.begin());
        if let Some((tarief, contract)) = record.tarief.zip(contract)
            && tarief != contract
        {
            bevindingen
                .op_lijn(lijn, format!("Tarief {tarief} euro, in het contract {contract} euro."));
        }
    }
}
