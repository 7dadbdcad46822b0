//! `sluis cbs`: the open data of CBS.

mod accept;
mod backfill;
mod bronnen;
mod doel;
mod export;
mod forget;
mod fout;
mod regels;
mod search;
mod show;
mod tekst;
mod wire;
mod zoeken;

use super::args::CbsCommand;
use super::exit::{Exit, Failure};
use super::session::Session;

pub(super) use backfill::backfill;

/// The commands that need an open warehouse and no slot.
pub(super) async fn cbs(
    session: &Session,
    command: CbsCommand,
    has_colour: bool,
    who: &str,
) -> Result<Exit, Failure> {
    match command {
        CbsCommand::Search(arguments) => search::search(session, &arguments, has_colour).await,
        CbsCommand::Show(arguments) => show::show(session, &arguments, has_colour).await,
        CbsCommand::Accept(arguments) => accept::accept(session, &arguments, who).await,
        CbsCommand::Forget(arguments) => forget::forget(session, &arguments, who).await,
        CbsCommand::Export(arguments) => export::export(session, &arguments).await,
        CbsCommand::Backfill(_) => {
            Err(Failure::new(Exit::Failed, "a backfill is a run", "report this as a bug"))
        }
    }
}

#[cfg(test)]
mod tests;
