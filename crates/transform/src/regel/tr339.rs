//! TR339 and TR340: a declaration line has the product of its allocation, as far as that names one (OP302).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::koppeling::{is_andere_categorie, is_andere_code};

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR339", "9339", "Gedeclareerd in een andere productcategorie")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(categorie),
}, Controle {
    regel: Regel::officieel("TR340", "9340", "Gedeclareerd met een andere productcode")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(code),
}];


fn categorie(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        let product = &lijn.rij.record.product;
        let toegewezen = toewijzing.actueel.rij.record.product.as_ref();
        if let Some(toegewezen) = toegewezen.filter(|it| is_andere_categorie(product, Some(it))) {
            bevindingen.op_lijn(
                lijn,
                format!("Categorie {}, toegewezen {}.", product.categorie, toegewezen.categorie),
            );
        }
    }
}

fn code(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        let product = &lijn.rij.record.product;
        let toegewezen = toewijzing.actueel.rij.record.product.as_ref();
        let codes = toegewezen
            .filter(|it| is_andere_code(product, Some(it)))
            .and_then(|it| it.code.as_ref())
            .zip(product.code.as_ref());
        if let Some((toegewezen, gedeclareerd)) = codes {
            bevindingen
                .op_lijn(lijn, format!("Productcode {gedeclareerd}, toegewezen {toegewezen}."));
        }
    }
}
