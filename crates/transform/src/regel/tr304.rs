//! TR304: a declaration line is about the person of its allocation, a line of a 325 about that of its declaration.

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::{Berichtkring, Gelijkheid};

const REGEL: Regel =
    Regel::officieel("TR304", "8187", "Client is niet die van toewijzing of declaratie")
        .sinds(RELEASE_3_0);

pub(super) const CONTROLES: &[Controle] = &[
    Controle { regel: REGEL, toets: Toets::Keten(lijnen) },
    Controle { regel: REGEL, toets: Toets::Bericht(teruggestuurd) },
];

fn lijnen(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        if lijn.koppeling.client == Gelijkheid::Verschillend {
            bevindingen.op_lijn(
                lijn,
                format!(
                    "De client is niet die van toewijzing {} bij gemeente {}.",
                    lijn.rij.record.nummer, beeld.gemeente
                ),
            );
        }
    }
}

fn teruggestuurd(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &bericht.teruggestuurd {
        let (Some(antwoord), Some(ingediend)) = (&lijn.waarden, &lijn.ingediend) else { continue };
        if antwoord.client != ingediend.client {
            bevindingen.op_bericht(
                bericht,
                (Some(lijn.regel), lijn.nummer),
                "De client is niet die van de prestatie in de declaratie.".to_owned(),
            );
        }
    }
}
