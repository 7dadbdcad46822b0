//! DQ13: a start or stop names another product than its allocation (IV075).

use domain::Product;

use super::{Controle, Ernst, Regel, Toets};
use crate::Gelijkheid;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ13", Ernst::D, "Ander product dan in de toewijzing"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen() {
        let Some(toewijzing) = beeld.gevonden(&melding.koppeling) else { continue };
        if melding.koppeling.product == Gelijkheid::Verschillend {
            bevindingen.op_melding(
                melding,
                format!(
                    "Product {}, toegewezen {}.",
                    naam(melding.product),
                    naam(toewijzing.actueel.rij.record.product.as_ref())
                ),
            );
        }
    }
}

fn naam(product: Option<&Product>) -> String {
    match product {
        None => "geen (generiek)".to_owned(),
        Some(Product { categorie, code: None }) => categorie.to_string(),
        Some(Product { categorie, code: Some(code) }) => format!("{categorie}/{code}"),
    }
}
