//! The Dutch words of messages. Counts, names of sources and plans, codes: never anything of a person.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use load::signaal::{Melding, SignaalRij};

use super::regel;

const DAGEN: [&str; 7] =
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// Such as `zondag 22 november 2026 om 04:12`.
pub(super) fn moment(op: DateTime<Utc>, zone: Tz) -> String {
    let op = op.with_timezone(&zone);
    let maand = usize::try_from(op.month0()).ok().and_then(|at| MAANDEN.get(at)).unwrap_or(&"");
    let dag = weekdag(op.date_naive());
    format!("{dag} {} {maand} {} om {}", op.day(), op.year(), op.format("%H:%M"))
}

/// Such as `zondag`.
pub(super) fn weekdag(dag: chrono::NaiveDate) -> &'static str {
    let nummer = usize::try_from(dag.weekday().num_days_from_monday()).unwrap_or_default();
    DAGEN.get(nummer).copied().unwrap_or_default()
}

/// What to do, per rule.
pub(super) fn doen(regel: &str) -> &'static str {
    match regel {
        regel::RUN_MISLUKT => {
            "Open de run: bij elke mislukte taak staat de foutcode. Is de database of de bron weer \
             bereikbaar, start dan wat mislukte opnieuw. Wat eerder gepubliceerd is, blijft staan."
        }
        regel::RUN_TE_LAAT => {
            "Kijk bij Runs of de run nog loopt en of hij vordert. Loopt er niets, kijk dan of de \
             dienst draait en een instantie leidt, en start de run met de hand."
        }
        regel::BRON_VEROUDERD => {
            "Kijk bij Bronnen waarom de laatste keer niet lukte. Komt er niets binnen, vraag dan de \
             leverancier van de bron of de levering is verstuurd. Komt de bron zelden, geef haar dan \
             een eigen grens (source_stale_hours_of)."
        }
        regel::QUARANTAINE_AANDEEL => {
            "Open Quarantaine en kijk welke reden het meest voorkomt. Vraag de afzender om een \
             goede levering, of herstel de oorzaak en lees de records opnieuw in."
        }
        regel::VOLUME_WIJKT_AF => {
            "Vergelijk bij Bronnen het verloop. Ontbreekt een levering of kwam er een dubbel, vraag \
             dan de afzender ernaar. Is er een verklaring, dan hoeft u niets te doen."
        }
        _ => {
            "Maak ruimte op de schijf of vergroot haar. Zonder ruimte stopt de volgende run voordat \
             hij begint; wat geladen is, blijft staan."
        }
    }
}

/// The page that tells more, per rule.
pub(super) fn pad(regel: &str, object: &str) -> String {
    match regel {
        regel::RUN_MISLUKT | regel::RUN_TE_LAAT => "/runs".to_owned(),
        regel::BRON_VEROUDERD | regel::VOLUME_WIJKT_AF => "/bronnen".to_owned(),
        regel::QUARANTAINE_AANDEEL => format!("/quarantaine?bron={object}"),
        _ => "/".to_owned(),
    }
}

/// What is told when a signal is over.
pub(super) fn over(rij: &SignaalRij) -> Melding {
    Melding {
        titel: format!("Voorbij: {}", rij.titel),
        wat: format!("Dit is niet meer zo: {}.", rij.titel),
        doen: "U hoeft niets te doen.".to_owned(),
        pad: pad(&rij.regel, &rij.object),
    }
}
