//! TR378: a municipality in a message exists, or existed not long ago.
//!
//! After a merger the former code stays allowed for what began before it. When that was, a message does not always say:
//! so only a code that nobody knows, or that ended more than five years before the message, is a breach.

use chrono::{Months, NaiveDate};
use domain::Gemeentecode;

use super::{Controle, Nodig, Regel, Toets};
use crate::Gemeentelijst;
use crate::bevinding::Bevindingen;
use crate::kring::Berichtkring;

const MAANDEN: Months = Months::new(60);

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR378", "S300", "Gemeentecode bestaat niet").met(Nodig::Gemeentelijst),
    toets: Toets::Bericht(controleer),
}];

fn controleer(bericht: &Berichtkring, bevindingen: &mut Bevindingen<'_>) {
    let Some(lijst) = bevindingen.kader().gemeentelijst.as_ref() else { return };
    let Some(sinds) = bericht.dagtekening.checked_sub_months(MAANDEN) else { return };
    let genoemd = [Some(bericht.gemeente), bericht.woonplaats];
    let onbekend: Vec<String> = genoemd
        .into_iter()
        .flatten()
        .filter(|gemeente| !bestond(lijst, *gemeente, (sinds, bericht.dagtekening)))
        .map(|gemeente| gemeente.to_string())
        .collect();
    if !onbekend.is_empty() {
        let onbekend = onbekend.join(" en ");
        bevindingen.op_bericht(
            bericht,
            (None, None),
            format!("Gemeentecode {onbekend} staat niet in de gemeentelijst."),
        );
    }
}

/// Whether the code existed on some day from `sinds` up to and including `tot_en_met`.
fn bestond(
    lijst: &Gemeentelijst,
    gemeente: Gemeentecode,
    (sinds, tot_en_met): (NaiveDate, NaiveDate),
) -> bool {
    lijst.geldigheden(gemeente).any(|geldigheid| {
        geldigheid.van.is_none_or(|van| van <= tot_en_met)
            && geldigheid.tot.is_none_or(|tot| tot >= sinds)
    })
}
