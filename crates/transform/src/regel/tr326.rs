//! TR326: no start while an earlier start on the allocation is active (OP289); a pause ends it too (OP379).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR326", "9326", "Start terwijl er al een levering loopt")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for start in &beeld.starts {
        if let Some(sinds) = start.loopt_sinds {
            bevindingen.op_melding(
                start,
                format!(
                    "Begindatum {}: de levering die op {sinds} begon is niet gestopt.",
                    start.begindatum
                ),
            );
        }
    }
}
