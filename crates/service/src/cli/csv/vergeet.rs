//! `sluis csv vergeet`.

use load::slot::Slot;
use load::zaak::{self, Vergeten};
use serde::Serialize;
use tracing::warn;

use crate::cli::args::CsvVergeetArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::notitie::check_text;
use crate::cli::output::{print, print_json, say};
use crate::cli::session::Session;
use crate::config::SourceKind;

/// What was removed. Field names are a public contract.
#[derive(Debug, Serialize)]
struct Forgotten<'f> {
    source: &'f str,
    deliveries: u64,
    rows: u64,
}

/// Removes what a source brought. Also of one that is not in the configuration.
pub(in crate::cli) async fn vergeet(
    session: &Session,
    arguments: &CsvVergeetArguments,
    who: &str,
) -> Result<Exit, Failure> {
    check_text("--reden", &arguments.reden)?;
    let CsvVergeetArguments { source, reden, json } = arguments;
    let Some(slot) = Slot::take(&session.db).await? else {
        return Err(Failure::new(
            Exit::Busy,
            "a run is at work; nothing was done",
            "try again when it has ended; `sluis runs` shows it",
        ));
    };
    let outcome = zaak::vergeet(&session.db, &slot, source, who, reden).await;
    if let Err(error) = slot.release().await {
        warn!(code = error.code(), "the slot could not be given back; the server will free it");
    }
    let Some(Vergeten { leveringen, rijen }) = outcome? else {
        return Err(Failure::usage(
            format!("nothing was loaded of a source called `{source}`"),
            "give the name of a source, as in the configuration when it was loaded",
        ));
    };
    if *json {
        print_json(&Forgotten { source, deliveries: leveringen, rows: rijen })?;
    } else {
        print(&format!("{source}: {rijen} rows of {leveringen} deliveries are removed\n"))?;
        say("the next run publishes that");
    }
    let is_asked = |other: &crate::config::Source| {
        other.name == *source && matches!(other.kind, SourceKind::Zaaksysteem(_))
    };
    if session.config.sources.iter().any(is_asked) {
        say("the source is still in the configuration: the next run reads its files again");
    }
    Ok(Exit::Ok)
}
