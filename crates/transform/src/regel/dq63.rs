//! DQ63: the case system names another beschikking than the messages, or a record another than its allocation (2.x).

use domain::zaaksysteem::Beschikkingverwijzing;

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::{Beschikkingwijze, Gelijkheid};

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ63", Ernst::D, "Andere beschikking dan die van de toewijzing"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for melding in beeld.getoetste_meldingen() {
        if melding.koppeling.beschikking == Gelijkheid::Verschillend
            && let Some(genoemd) = melding.beschikking
            && let Some(toewijzing) = beeld.gevonden(&melding.koppeling)
            && let Some(beschikking) = toewijzing.grondslag.geldend()
        {
            bevindingen.op_melding(
                melding,
                format!(
                    "BeschikkingNummer is {genoemd}, van de toewijzing {}.",
                    omschrijving(beschikking)
                ),
            );
        }
    }
    for toewijzing in beeld.toewijzingen.geldige() {
        let grondslag = &toewijzing.grondslag;
        if let Some((zaaksysteem, bericht)) = grondslag.verschil() {
            let wie = match grondslag.bericht {
                Some((_, Beschikkingwijze::Verzoek)) => "het verzoek",
                _ => "het bericht",
            };
            bevindingen.op_toewijzing(
                toewijzing,
                format!(
                    "BeschikkingNummer is {bericht} volgens {wie}, {} volgens het zaaksysteem.",
                    omschrijving(zaaksysteem)
                ),
            );
        }
    }
}

/// A text of a case system may hold anything, so it is not repeated.
fn omschrijving(beschikking: Beschikkingverwijzing) -> String {
    match beschikking {
        Beschikkingverwijzing::Nummer(nummer) => nummer.to_string(),
        Beschikkingverwijzing::Kenmerk(_) => "een kenmerk dat geen nummer is".to_owned(),
    }
}
