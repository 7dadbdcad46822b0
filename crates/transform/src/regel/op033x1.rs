//! `OP033x1`: of an allocation only the end, the budget and the total volume may change (IV066, OP257).

use domain::{Frequentie, record};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::plicht("OP033x1", "Toewijzing is gewijzigd op wat niet mag wijzigen")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.iter().filter(|it| it.nummer().is_some()) {
        for paar in toewijzing.versies.windows(2) {
            let [vorige, versie] = paar else { continue };
            let (was, wordt) = (&vorige.rij.record, &versie.rij.record);
            // A number of two persons or providers is TR332.
            if was.client != wordt.client || vorige.rij.herkomst.agb != versie.rij.herkomst.agb {
                continue;
            }
            let gewijzigd = gewijzigd(was, wordt);
            if !gewijzigd.is_empty() {
                bevindingen.op_toewijzing_rij(
                    versie.rij,
                    format!(
                        "Gewijzigd sinds de versie van {}: {}.",
                        was.toewijzingsdatum,
                        gewijzigd.join(", ")
                    ),
                );
            }
        }
    }
}

/// The elements that changed and may not.
fn gewijzigd(was: &record::Toewijzing, wordt: &record::Toewijzing) -> Vec<&'static str> {
    let [eenheid, frequentie, volume] = match (was.omvang, wordt.omvang) {
        (Some(was), Some(wordt)) => [
            was.eenheid != wordt.eenheid,
            was.frequentie != wordt.frequentie,
            was.volume != wordt.volume && wordt.frequentie != Frequentie::Totaal,
        ],
        _ => [false; 3],
    };
    let elementen = [
        ("Product", was.product != wordt.product),
        ("Ingangsdatum", was.periode.begin() != wordt.periode.begin()),
        ("Omvang", was.omvang.is_some() != wordt.omvang.is_some()),
        ("Eenheid", eenheid),
        ("Frequentie", frequentie),
        ("Volume", volume),
        ("Budget", was.budget.is_some() != wordt.budget.is_some()),
    ];
    elementen.into_iter().filter(|(_, is_anders)| *is_anders).map(|(element, _)| element).collect()
}
