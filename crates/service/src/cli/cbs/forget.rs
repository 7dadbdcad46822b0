//! `sluis cbs forget`.

use load::slot::Slot;
use load::statline::{self, Vergeten};
use tracing::warn;

use super::bronnen;
use super::wire::Forgotten;
use crate::cli::args::CbsForgetArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::notitie::check_text;
use crate::cli::output::{print, print_json, say};
use crate::cli::session::Session;

/// Closes what stands of a source that nobody asks any more. Also of one that is not in the configuration.
pub(super) async fn forget(
    session: &Session,
    arguments: &CbsForgetArguments,
    who: &str,
) -> Result<Exit, Failure> {
    check_text("--reden", &arguments.reden)?;
    let CbsForgetArguments { source, reden, json } = arguments;
    let Some(slot) = Slot::take(&session.db).await? else {
        return Err(Failure::new(
            Exit::Busy,
            "a run is at work; nothing was done",
            "try again when it has ended; `sluis runs` shows it",
        ));
    };
    let outcome = statline::forget(&session.db, &slot, source, who, reden).await;
    if let Err(error) = slot.release().await {
        warn!(code = error.code(), "the slot could not be given back; the server will free it");
    }
    let Some(vergeten) = outcome? else {
        return Err(Failure::usage(
            format!("nothing was loaded of a source called `{source}`"),
            "give the name of a source, as in the configuration when it was loaded",
        ));
    };
    let is_asked = bronnen::alle(&session.config).any(|bron| bron.naam == source);
    tell(source, &vergeten, is_asked, *json)
}

fn tell(source: &str, vergeten: &Vergeten, is_asked: bool, is_json: bool) -> Result<Exit, Failure> {
    let Vergeten { tabel_id, gesloten, is_gedeeld } = vergeten;
    if is_json {
        print_json(&Forgotten {
            source: source.to_owned(),
            table: tabel_id.clone(),
            closed: *gesloten,
            still_loaded_by_another: *is_gedeeld,
        })?;
        return Ok(Exit::Ok);
    }
    print(&format!(
        "{source}: {gesloten} figures of {tabel_id} no longer stand; they stay as history\n"
    ))?;
    if *is_gedeeld {
        say(&format!("another source loads {tabel_id}: its figures stand"));
    }
    if is_asked {
        say("the source is still in the configuration: the next run loads it again");
    }
    Ok(Exit::Ok)
}
