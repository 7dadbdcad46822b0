//! TR337, TR376 and TR371: a 325 answers a known declaration, by its number and its XSD.

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::Berichtkring;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: van_325("TR337", "Declaratie-antwoord op een onbekende declaratie"),
        toets: Toets::Bericht(identificatie),
    },
    Controle {
        regel: van_325("TR376", "Declaratie-antwoord met een ander DeclaratieNummer"),
        toets: Toets::Bericht(nummer),
    },
    Controle {
        regel: van_325("TR371", "Declaratie-antwoord met een andere XsdVersieDeclaratie"),
        toets: Toets::Bericht(xsd_versie),
    },
];

/// Nothing answers a 325, so its rules have no answer code.
const fn van_325(code: &'static str, onderwerp: &'static str) -> Regel {
    Regel::officieel(code, "", onderwerp).zonder_retourcode().sinds(RELEASE_3_0)
}

fn identificatie(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    if bericht.declaratie_antwoord.as_ref().is_some_and(|kop| !kop.is_declaratie_bekend) {
        bevindingen.op_bericht(
            bericht,
            (None, None),
            "Het declaratiebericht dat het antwoord noemt is niet ontvangen.".to_owned(),
        );
    }
}

fn nummer(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(kop) = &bericht.declaratie_antwoord else { return };
    let Some(genoemd) = &kop.declaratienummer else { return };
    // The numbers are the sender's to choose and could name a person: the text does not repeat them.
    let tekst = match &kop.van_declaratie {
        Some(ingediend) if genoemd != ingediend => {
            "DeclaratieNummer is niet dat van de beantwoorde declaratie."
        }
        None if !kop.is_declaratie_bekend && !kop.is_nummer_bekend => {
            "Geen declaratie van de aanbieder heeft dit DeclaratieNummer."
        }
        _ => return,
    };
    bevindingen.op_bericht(bericht, (None, None), tekst.to_owned());
}

fn xsd_versie(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(kop) = &bericht.declaratie_antwoord else { return };
    if kop.is_andere_xsd_versie == Some(true) {
        bevindingen.op_bericht(
            bericht,
            (None, None),
            "XsdVersieDeclaratie is niet de XsdVersie van de declaratie.".to_owned(),
        );
    }
}
