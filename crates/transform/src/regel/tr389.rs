//! TR389: a product is declared once per period over all messages, unless the earlier line was credited.
//!
//! Twice within one message is TR416.

use std::collections::BTreeMap;

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::{Betrokkene, Bevindingen};
use crate::declaratie::Lijn;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR389", "9389", "Dezelfde productperiode is dubbel gedeclareerd")
        .sinds(RELEASE_3_1),
    toets: Toets::Keten(controleer),
}];

/// Lines that a finding names; the rest is counted.
const NAMEN_MAX: usize = 10;

fn en_nog(lijnen: usize) -> String {
    match lijnen.saturating_sub(NAMEN_MAX) {
        0 => String::new(),
        rest => format!(" en nog {rest}"),
    }
}

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let mut groepen: BTreeMap<_, Vec<&Lijn<'_>>> = BTreeMap::new();
    for lijn in beeld.lijnen.iter().filter(|lijn| lijn.blijft_staan()) {
        let record = &lijn.rij.record;
        let sleutel = (record.nummer, record.periode, &record.product);
        groepen.entry(sleutel).or_default().push(lijn);
    }
    for ((nummer, periode, product), lijnen) in groepen {
        let [eerste, rest @ ..] = lijnen.as_slice() else { continue };
        if rest.iter().all(|lijn| lijn.bericht() == eerste.bericht()) {
            continue;
        }
        let betrokkene = Betrokkene {
            client: Some(eerste.rij.record.client),
            agb: eerste.rij.herkomst.agb,
            product: Some(product),
        };
        let namen: Vec<String> = lijnen
            .iter()
            .take(NAMEN_MAX)
            .map(|lijn| {
                let sleutel = &lijn.sleutel;
                format!("regel {} van {}", sleutel.regelnummer, sleutel.bericht_identificatie)
            })
            .collect();
        let code = product.code.as_ref().map_or("", |code| code.as_str());
        let onderscheid = format!("{}/{}/{code}", periode.begin(), product.categorie);
        let eind = periode.eind().unwrap_or(periode.begin());
        if !lijnen.iter().any(|lijn| bevindingen.gold_op(lijn.rij.herkomst.dagtekening)) {
            continue;
        }
        bevindingen.op_nummer(
            nummer,
            betrokkene,
            &format!("{onderscheid}/{eind}"),
            format!(
                "Product {}{}{code} over {} t/m {eind} is {} keer gedeclareerd: {}{}.",
                product.categorie,
                if code.is_empty() { "" } else { "/" },
                periode.begin(),
                lijnen.len(),
                namen.join(", "),
                en_nog(lijnen.len())
            ),
        );
    }
}
