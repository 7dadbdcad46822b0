//! TR332: an allocation number is of one person at one provider (OP275).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::ToewijzingRij;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR332", "9332", "ToewijzingNummer is al van een andere toewijzing")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn van_wie(rij: &ToewijzingRij) -> impl PartialEq {
    (rij.record.client, rij.herkomst.agb)
}

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.geldige() {
        let Some(nummer) = toewijzing.nummer() else { continue };
        let Some(eerste) = toewijzing.versies.first().map(|versie| versie.rij) else { continue };
        for rij in toewijzing.rijen.iter().filter(|rij| van_wie(rij) != van_wie(eerste)) {
            bevindingen.op_toewijzing_rij(
                rij,
                format!(
                    "Toewijzing {nummer} is sinds {} van een andere client of aanbieder.",
                    eerste.record.toewijzingsdatum
                ),
            );
        }
    }
}
