//! TR304: a declaration line and a 317 are about the person of their allocation, a line of a 325 about that of its
//! declaration.

use domain::{Berichtsoort, record::Onderdeel};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::{Beeld, volgorde};
use crate::bevinding::Bevindingen;
use crate::{Berichtkring, Gelijkheid, VerzoekRij};

const REGEL: Regel =
    Regel::officieel("TR304", "8187", "Client is niet die van toewijzing of declaratie")
        .sinds(RELEASE_3_0);

pub(super) const CONTROLES: &[Controle] = &[
    Controle { regel: REGEL, toets: Toets::Keten(lijnen) },
    Controle { regel: REGEL, toets: Toets::Keten(verzoeken) },
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

/// One finding per 317, on the first allocation that it names and that is of another person.
fn verzoeken(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let van_ander = |rij: &&VerzoekRij| {
        let heeft_nummer =
            matches!(rij.record.onderdeel, Onderdeel::TeWijzigen | Onderdeel::Ongewijzigd);
        let nummer = rij.record.nummer.filter(|_| heeft_nummer);
        let toewijzing = nummer.and_then(|nummer| beeld.toewijzing(nummer));
        toewijzing.is_some_and(|it| it.actueel.rij.record.client != rij.record.client)
    };
    let mut rijen: Vec<_> = beeld.records.verzoeken.iter().filter(van_ander).collect();
    rijen.sort_by_key(|rij| (volgorde(&rij.herkomst, rij.record.regel), rij.record.volgnummer));
    rijen.dedup_by_key(|rij| volgorde(&rij.herkomst, rij.record.regel));
    for rij in rijen {
        let Some(nummer) = rij.record.nummer else { continue };
        bevindingen.op_verzoek(
            rij,
            Berichtsoort::B317,
            format!(
                "De client is niet die van toewijzing {nummer} bij gemeente {}.",
                beeld.gemeente
            ),
        );
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
