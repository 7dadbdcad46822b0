//! TR134 and TR137: a message reports nothing that is later than itself. Dates of birth are refused by the reader.

use chrono::NaiveDate;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::Berichtkring;
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

const TR134: Regel = Regel::in_bericht("TR134", "Datum ligt na de Dagtekening van het bericht");

const TR137: Regel =
    Regel::in_bericht("TR137", "Periode eindigt na de Dagtekening van het bericht")
        .sinds(RELEASE_3_0);

pub(super) const CONTROLES: &[Controle] = &[
    Controle { regel: TR134, toets: Toets::Keten(records) },
    Controle { regel: TR134, toets: Toets::Bericht(declaratie_begin) },
    Controle { regel: TR134, toets: Toets::Bericht(teruggestuurd_begin) },
    Controle { regel: TR137, toets: Toets::Keten(productperiode_eind) },
    Controle { regel: TR137, toets: Toets::Bericht(declaratie_eind) },
    Controle { regel: TR137, toets: Toets::Bericht(teruggestuurd_eind) },
];

/// The sentence when `datum` is later than the message.
fn te_laat(wat: &str, datum: NaiveDate, dagtekening: NaiveDate) -> Option<String> {
    (datum > dagtekening).then(|| format!("{wat} {datum} ligt na de Dagtekening {dagtekening}."))
}

fn records(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rij in &beeld.records.toewijzingen {
        let datum = rij.record.toewijzingsdatum;
        if let Some(tekst) = te_laat("Toewijzingsdatum", datum, rij.herkomst.dagtekening) {
            bevindingen.op_toewijzing_rij(rij, tekst);
        }
    }
    for melding in beeld.getoetste_meldingen() {
        let (wat, datum) = match melding.einde {
            None => ("Begindatum", melding.begindatum),
            Some(einde) => ("Einddatum", einde.einddatum),
        };
        if let Some(tekst) = te_laat(wat, datum, melding.herkomst.dagtekening) {
            bevindingen.op_melding(melding, tekst);
        }
    }
    for lijn in &beeld.lijnen {
        let begin = lijn.rij.record.periode.begin();
        let dagtekening = lijn.rij.herkomst.dagtekening;
        if let Some(tekst) = te_laat("Begin van ProductPeriode", begin, dagtekening) {
            bevindingen.op_lijn(lijn, tekst);
        }
    }
}

fn productperiode_eind(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let Some(eind) = lijn.rij.record.periode.eind() else { continue };
        if let Some(tekst) = te_laat("Eind van ProductPeriode", eind, lijn.rij.herkomst.dagtekening)
        {
            bevindingen.op_lijn(lijn, tekst);
        }
    }
}

fn declaratie_begin(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(declaratie) = &bericht.declaratie else { return };
    if let Some(tekst) =
        te_laat("Begin van DeclaratiePeriode", declaratie.begin, bericht.dagtekening)
    {
        bevindingen.op_bericht(bericht, (None, None), tekst);
    }
}

fn declaratie_eind(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(eind) = bericht.declaratie.as_ref().and_then(|declaratie| declaratie.eind) else {
        return;
    };
    if let Some(tekst) = te_laat("Eind van DeclaratiePeriode", eind, bericht.dagtekening) {
        bevindingen.op_bericht(bericht, (None, None), tekst);
    }
}

fn teruggestuurd_begin(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    teruggestuurd(bericht, bevindingen, "Begin van ProductPeriode", |periode| {
        Some(periode.begin())
    });
}

fn teruggestuurd_eind(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    teruggestuurd(bericht, bevindingen, "Eind van ProductPeriode", domain::Periode::eind);
}

/// A 325 repeats the lines that it sends back, and is a message itself.
fn teruggestuurd(
    bericht: &Berichtkring,
    bevindingen: &mut Bevindingen<'_>,
    wat: &str,
    datum: fn(&domain::Periode) -> Option<NaiveDate>,
) {
    for lijn in &bericht.teruggestuurd {
        let datum = lijn.waarden.as_ref().and_then(|waarden| datum(&waarden.periode));
        let tekst = datum.and_then(|datum| te_laat(wat, datum, bericht.dagtekening));
        if let Some(tekst) = tekst {
            bevindingen.op_bericht(bericht, (Some(lijn.regel), lijn.nummer), tekst);
        }
    }
}
