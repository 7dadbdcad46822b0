//! TR307 and TR308: a declaration line lies inside the period of its allocation (OP279, OP368).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::koppeling::{is_te_laat, is_te_vroeg};

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR307", "9307", "ProductPeriode begint voor de toewijzing")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(begin),
}, Controle {
    regel: Regel::officieel("TR308", "9308", "ProductPeriode eindigt na de toewijzing")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(einde),
}];


fn begin(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        if is_te_vroeg(lijn.rij, toewijzing) {
            bevindingen.op_lijn(
                lijn,
                format!(
                    "ProductPeriode begint op {}, de toewijzing op {}.",
                    lijn.rij.record.periode.begin(),
                    toewijzing.ingangsdatum()
                ),
            );
        }
    }
}

fn einde(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        let einden = lijn.rij.record.periode.eind().zip(toewijzing.einddatum());
        if let Some((lijn_eind, eind)) = einden.filter(|_| is_te_laat(lijn.rij, toewijzing)) {
            bevindingen.op_lijn(
                lijn,
                format!("ProductPeriode eindigt op {lijn_eind}, de toewijzing op {eind}."),
            );
        }
    }
}
