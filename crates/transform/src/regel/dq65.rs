//! DQ65: the provisions of the case system grant another product than was allocated.

use domain::Product;

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ65", Ernst::D, "Ander product dan de voorziening in het zaaksysteem"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.actuele() {
        let Some(toegewezen) = &toewijzing.actueel.rij.record.product else { continue };
        let producten: Option<Vec<_>> =
            toewijzing.voorzieningen.iter().map(|rij| rij.product.as_ref()).collect();
        if let Some([eerste, rest @ ..]) = producten.as_deref()
            && is_ander(eerste, toegewezen)
            && rest.iter().all(|product| is_ander(product, toegewezen))
        {
            bevindingen.op_toewijzing(
                toewijzing,
                "De voorziening in het zaaksysteem heeft een ander product.".to_owned(),
            );
        }
    }
}

/// Whether the two differ in what both name.
fn is_ander(product: &Product, toegewezen: &Product) -> bool {
    let codes = product.code.as_ref().zip(toegewezen.code.as_ref());
    product.categorie != toegewezen.categorie || codes.is_some_and(|(een, twee)| een != twee)
}
