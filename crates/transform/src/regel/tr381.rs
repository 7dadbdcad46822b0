//! TR381: a product code fits its category, by the list of products.

use domain::{Berichtsoort, Product, record::Onderdeel};

use super::{APRIL_2019, Controle, Nodig, Regel, Toets};
use crate::beeld::{Beeld, volgorde};
use crate::bevinding::Bevindingen;
use crate::{Herkomst, Productlijst, VerzoekRij};

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR381", "S329", "Productcode hoort niet bij de categorie")
        .sinds(APRIL_2019)
        .met(Nodig::Productlijst),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let Some(lijst) = &beeld.kader.productlijst else { return };
    for rij in &beeld.records.toewijzingen {
        if let Some(toelichting) = fout(beeld, lijst, rij.record.product.as_ref(), &rij.herkomst) {
            bevindingen.op_toewijzing_rij(rij, toelichting);
        }
    }
    for melding in beeld.getoetste_meldingen() {
        if let Some(toelichting) = fout(beeld, lijst, melding.product, melding.herkomst) {
            bevindingen.op_melding(melding, toelichting);
        }
    }
    for lijn in &beeld.lijnen {
        let product = Some(&lijn.rij.record.product);
        if let Some(toelichting) = fout(beeld, lijst, product, &lijn.rij.herkomst) {
            bevindingen.op_lijn(lijn, toelichting);
        }
    }
    verzoeken(beeld, lijst, bevindingen);
}

/// One finding per record of a 315 or 317, on its first product that does not fit.
fn verzoeken(beeld: &Beeld<'_>, lijst: &Productlijst, bevindingen: &mut Bevindingen<'_>) {
    let mut fouten: Vec<(&VerzoekRij, String)> = beeld
        .records
        .verzoeken
        .iter()
        .filter_map(|rij| {
            Some((rij, fout(beeld, lijst, rij.record.product.as_ref(), &rij.herkomst)?))
        })
        .collect();
    fouten.sort_by(|(een, _), (twee, _)| {
        (record(een), een.record.volgnummer).cmp(&(record(twee), twee.record.volgnummer))
    });
    fouten.dedup_by(|(een, _), (twee, _)| record(een) == record(twee));
    for (rij, toelichting) in fouten {
        bevindingen.op_verzoek(rij, berichtsoort(rij), toelichting);
    }
}

fn berichtsoort(rij: &VerzoekRij) -> Berichtsoort {
    match rij.record.onderdeel {
        Onderdeel::Aangevraagd => Berichtsoort::B315,
        _ => Berichtsoort::B317,
    }
}

fn record(rij: &VerzoekRij) -> impl Ord + '_ {
    (volgorde(&rij.herkomst, rij.record.regel), berichtsoort(rij))
}

/// What is wrong with a product with a code; one without is not in the list.
fn fout(
    beeld: &Beeld<'_>,
    lijst: &Productlijst,
    product: Option<&Product>,
    herkomst: &Herkomst,
) -> Option<String> {
    let product = product?;
    let code = product.code.as_ref()?;
    let dagtekening = herkomst.dagtekening;
    let is_bekend = lijst.kent(beeld.wet, product, dagtekening);
    (!is_bekend).then(|| {
        format!(
            "Productcode {code} staat op {dagtekening} niet in de productlijst bij categorie {}.",
            product.categorie
        )
    })
}
