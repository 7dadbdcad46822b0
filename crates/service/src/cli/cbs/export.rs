//! `sluis cbs export`.

use std::io;

use load::statline::{self, BekendeTabel, Waarden};

use super::doel::{Doel, Overschrijven};
use super::regels::Schrijver;
use super::{bronnen, tekst};
use crate::cli::args::CbsExportArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{one_line, say};
use crate::cli::session::Session;

/// Writes the figures of a loaded table.
pub(super) async fn export(
    session: &Session,
    arguments: &CbsExportArguments,
) -> Result<Exit, Failure> {
    let table = loaded_table(session, &arguments.table).await?;
    let doel = match &arguments.out {
        Some(file) if arguments.force => Doel::bestand(file, Overschrijven::Ja)?,
        Some(file) => Doel::bestand(file, Overschrijven::Nee)?,
        None => Doel::uitvoer(),
    };
    match write(session, arguments, &table, doel).await? {
        Ok(written) => {
            say(&format!(
                "{} figures of {}; source: CBS StatLine, table {}, version {}, CC BY 4.0",
                tekst::count(written),
                one_line(&table.titel),
                table.tabel_id,
                one_line(&table.versie)
            ));
            Ok(Exit::Ok)
        }
        // A reader that stops reading is no error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Ok),
        Err(error) => Err(match &arguments.out {
            Some(file) => Failure::io(&format!("write `{}`", file.display()), error),
            None => Failure::io("write to standard output", error),
        }),
    }
}

async fn loaded_table(session: &Session, asked: &str) -> Result<BekendeTabel, Failure> {
    let configured = bronnen::van(&session.config, asked);
    let id = configured.first().map_or(asked, |gekozen| gekozen.bron.table.as_str());
    statline::bekende_tabel(&session.db, id).await?.ok_or_else(|| {
        let hint = "`sluis run` loads the tables of the configuration; `sluis cbs show TABLE` tells \
                    what is loaded";
        Failure::usage(format!("nothing of table {id} is loaded"), hint)
    })
}

/// Returns how many figures were written, or what the place they go to says.
async fn write(
    session: &Session,
    arguments: &CbsExportArguments,
    table: &BekendeTabel,
    doel: Doel,
) -> Result<io::Result<u64>, Failure> {
    let waarden = if arguments.revisions { Waarden::MetHerzieningen } else { Waarden::Geldend };
    let dimensies = statline::dimensies(&session.db, &table.tabel_id).await?;
    let begun = Schrijver::new(doel, arguments.dialect, &table.tabel_id, dimensies, waarden);
    let mut schrijver = match begun {
        Ok(schrijver) => schrijver,
        Err(error) => return Ok(Err(van_csv(error))),
    };
    let mut fault = None;
    let written = statline::cijfers(&session.db, &table.tabel_id, waarden, |cijfer| {
        fault = schrijver.schrijf(&cijfer).err();
        fault.is_none()
    })
    .await?;
    if let Some(error) = fault {
        return Ok(Err(van_csv(error)));
    }
    Ok(schrijver.sluit().and_then(Doel::sluit).map(|()| written))
}

/// What the place says that is written to. The conversion of the library hides its kind, such as a pipe that is closed.
fn van_csv(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_known_as_one() {
        let broken = csv::Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(van_csv(broken).kind(), io::ErrorKind::BrokenPipe);
        let full = csv::Error::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(van_csv(full).kind(), io::ErrorKind::StorageFull);
    }
}
