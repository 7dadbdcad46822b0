//! `sluis cbs accept`.

use load::statline;

use super::bronnen;
use super::wire::Accepted;
use crate::cli::args::CbsAcceptArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::notitie::check_text;
use crate::cli::output::{print, print_json, say};
use crate::cli::session::Session;

/// Takes the next structure of a table as it comes.
pub(super) async fn accept(
    session: &Session,
    arguments: &CbsAcceptArguments,
    who: &str,
) -> Result<Exit, Failure> {
    check_text("--reden", &arguments.reden)?;
    let gekozen = bronnen::een(&session.config, &arguments.table)?;
    if !statline::accept(&session.db, gekozen.naam, who, &arguments.reden).await? {
        return Err(Failure::usage(
            format!(
                "source {} has loaded nothing yet, so there is nothing to accept",
                gekozen.naam
            ),
            "its first load takes any structure: sluis run",
        ));
    }
    if arguments.json {
        print_json(&Accepted {
            source: gekozen.naam.to_owned(),
            table: gekozen.bron.table.to_string(),
        })?;
        return Ok(Exit::Ok);
    }
    print(&format!("{}: the next structure of {} is taken\n", gekozen.naam, gekozen.bron.table))?;
    say(&format!("`sluis run --source {}` loads it now", gekozen.naam));
    Ok(Exit::Ok)
}
