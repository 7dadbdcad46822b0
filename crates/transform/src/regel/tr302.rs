//! TR302 and OP259: a product is not allocated twice for (partly) the same period.
//!
//! TR302 looks at what one message says; OP259 at what holds now, whatever messages said it.

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::bevinding::Bevindingen;
use crate::dossier::DossierBeeld;
use crate::stapeling::Stapel;
use crate::toestand::{Toewijzing, Versie, is_verwijderd};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::in_bericht("TR302", "Hetzelfde product staat gestapeld in een toewijzing")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(in_bericht),
    },
    Controle {
        regel: Regel::plicht("OP259", "Hetzelfde product is gestapeld toegewezen")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(toegewezen),
    },
];

fn in_bericht(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for bericht in beeld.toewijzingsberichten().filter(|bericht| bericht.len() > 1) {
        let mut stapel = Stapel::new(beeld.wet);
        for rij in bericht.iter().filter(|rij| !is_verwijderd(false, rij)) {
            let record = &rij.record;
            let eerder = stapel.leg(record.product.as_ref(), record.periode, record.regel);
            if let Some(regel) = eerder {
                bevindingen.op_toewijzing_rij(
                    rij,
                    format!("De periode overlapt met die van hetzelfde product op regel {regel}."),
                );
            }
        }
    }
}

/// The finding hangs on the allocation that was made later.
fn toegewezen(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let mut toewijzingen: Vec<_> =
        beeld.toewijzingen.geldige().filter(|een| !een.actueel.is_verwijderd).collect();
    if toewijzingen.len() < 2 {
        return;
    }
    toewijzingen.sort_by_key(|een| (een.versies.first().map(Versie::moment), een.sleutel));
    let mut stapel = Stapel::new(beeld.wet);
    for toewijzing in toewijzingen {
        let rij = toewijzing.actueel.rij;
        let product = rij.record.product.as_ref();
        let eerder = stapel.leg(product, rij.record.periode, toewijzing);
        if let Some(eerder) = eerder.filter(|_| bevindingen.gold_op(rij.herkomst.dagtekening)) {
            bevindingen.op_toewijzing(
                toewijzing,
                format!("De periode overlapt met die van hetzelfde product in {}.", noem(eerder)),
            );
        }
    }
}

fn noem(toewijzing: &Toewijzing<'_>) -> String {
    toewijzing.nummer().map_or_else(
        || format!("een toewijzing zonder nummer vanaf {}", toewijzing.ingangsdatum()),
        |nummer| format!("toewijzing {nummer}"),
    )
}
