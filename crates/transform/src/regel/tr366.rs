//! TR366 and TR367: a line that a 325 sends back stands in its 323, with the same values (IV087).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::bevinding::Bevindingen;
use crate::{Berichtkring, Lijnwaarden};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel(
            "TR366",
            "9366",
            "Teruggestuurde prestatie staat niet in de declaratie",
        )
        .sinds(RELEASE_3_0),
        toets: Toets::Bericht(bestaat),
    },
    Controle {
        regel: Regel::officieel("TR367", "9367", "Teruggestuurde prestatie heeft andere waarden")
            .sinds(RELEASE_3_0),
        toets: Toets::Bericht(waarden),
    },
];

fn bestaat(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(kop) = &bericht.declaratie_antwoord else { return };
    // A line that was refused at our gate is not known, and may well be this one.
    if !kop.is_declaratie_bekend || kop.heeft_geweigerde_regels {
        return;
    }
    for lijn in bericht.teruggestuurd.iter().filter(|lijn| lijn.ingediend.is_none()) {
        bevindingen.op_bericht(
            bericht,
            (Some(lijn.regel), lijn.nummer),
            "De declaratie heeft geen prestatie met deze ProductReferentie.".to_owned(),
        );
    }
}

fn waarden(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &bericht.teruggestuurd {
        let (Some(antwoord), Some(ingediend)) = (&lijn.waarden, &lijn.ingediend) else { continue };
        let verschillen = verschillen(antwoord, ingediend);
        if !verschillen.is_empty() {
            bevindingen.op_bericht(
                bericht,
                (Some(lijn.regel), lijn.nummer),
                format!("Anders dan in de declaratie: {}.", verschillen.join(", ")),
            );
        }
    }
}

/// The elements that differ; another person is TR304.
fn verschillen(een: &Lijnwaarden, twee: &Lijnwaarden) -> Vec<&'static str> {
    let elementen = [
        ("ToewijzingNummer", een.nummer == twee.nummer),
        ("ProductCategorie", een.product.categorie == twee.product.categorie),
        ("ProductCode", een.product.code == twee.product.code),
        ("ProductPeriode", een.periode == twee.periode),
        ("GeleverdVolume", een.volume == twee.volume),
        ("Eenheid", een.eenheid == twee.eenheid),
        ("ProductTarief", een.tarief == twee.tarief),
        ("IngediendBedrag", een.bedrag == twee.bedrag),
    ];
    elementen.into_iter().filter(|(_, gelijk)| !gelijk).map(|(element, _)| element).collect()
}
