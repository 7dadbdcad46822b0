//! Requests to the service as a table, and who does them.

use chrono::{DateTime, TimeDelta, Utc};
use load::pagina::{GevraagdRij, LeiderRij};

use super::tekst;
use crate::omgeving::Omgeving;
use crate::tabel::{Cel, Kolom, Soort, Tabel, Tijdweergave};

/// A leader that says nothing for this long may be gone.
const STIL_MAX: TimeDelta = TimeDelta::minutes(5);

/// The requests, with `titel` above them.
pub(crate) fn tabel(omgeving: &Omgeving, titel: &str, verzoeken: Vec<GevraagdRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "verzoeken",
        titel,
        vec![
            Kolom::new("Verzoek", Soort::Getal),
            Kolom::new("Wat", Soort::Tekst),
            Kolom::new("Stand", Soort::Tekst),
            Kolom::new("Gevraagd door", Soort::Tekst),
            Kolom::new("Gevraagd op", Soort::Moment),
            Kolom::new("Begonnen op", Soort::Moment),
            Kolom::new("Klaar op", Soort::Moment),
            Kolom::new("Run", Soort::Tekst),
            Kolom::new("Foutcode", Soort::Tekst),
        ],
    )
    .als_leeg("Er zijn geen verzoeken.")
    .in_zone(omgeving.tijdzone);
    for verzoek in verzoeken {
        let door = match &verzoek.plan {
            Some(plan) => format!("{} (plan {plan})", verzoek.wie),
            None => format!("{} ({})", verzoek.wie, verzoek.herkomst),
        };
        tabel.rij(vec![
            Cel::Getal(verzoek.verzoek_id),
            Cel::tekst(tekst::gevraagd(&verzoek)),
            Cel::Status(verzoek.status),
            Cel::tekst(door),
            Cel::Moment(verzoek.gevraagd_op),
            verzoek.begonnen_op.map_or(Cel::Leeg, Cel::Moment),
            verzoek.afgehandeld_op.map_or(Cel::Leeg, Cel::Moment),
            verzoek
                .run_id
                .map_or(Cel::Leeg, |run| Cel::link(format!("run {run}"), format!("/runs/{run}"))),
            verzoek.foutcode.map_or(Cel::Leeg, Cel::Tekst),
        ]);
    }
    tabel
}

/// Whether a service is there to do what is asked.
pub(crate) fn is_geleid(omgeving: &Omgeving, leider: Option<&LeiderRij>) -> bool {
    let nu = omgeving.bediening.nu();
    let leeft = |op: DateTime<Utc>| nu - op < STIL_MAX;
    omgeving.bediening.is_leider() || leider.and_then(|leider| leider.hartslag).is_some_and(leeft)
}

/// Who does what is asked, in a sentence.
pub(crate) fn leiding(omgeving: &Omgeving, leider: Option<&LeiderRij>) -> String {
    let tijd = Tijdweergave { zone: omgeving.tijdzone };
    if omgeving.bediening.is_leider() {
        return "Deze dienst leidt: hij start de runs en voert de verzoeken uit.".to_owned();
    }
    let Some(leider) = leider else {
        return "Er is nog geen dienst die leidt. Verzoeken wachten tot er een is.".to_owned();
    };
    let host = leider.host.as_deref().unwrap_or("een andere machine");
    if is_geleid(omgeving, Some(leider)) {
        let sinds = tijd.moment(leider.sinds);
        return format!("De dienst op {host} leidt sinds {sinds}; deze wacht tot die stopt.");
    }
    let laatst = tijd.moment(leider.hartslag.unwrap_or(leider.sinds));
    format!(
        "Er is nu geen dienst die leidt. De dienst op {host} gaf het laatst een teken van leven op \
         {laatst}. Verzoeken wachten."
    )
}
