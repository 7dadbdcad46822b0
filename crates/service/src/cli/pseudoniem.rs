//! `sluis pseudoniem` and `sluis key new`.

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use domain::Bsn;
use load::ledger::{Handeling, check_key, record_audit};

use super::exit::{Exit, Failure};
use super::notitie::check_text;
use super::output::{print, say};
use super::session::{Session, blocking};
use crate::config;

/// A BSN and a line end; anything longer is not a BSN.
const INPUT_BYTES_MAX: u64 = 64;

/// Prints the client key of one person, after it was recorded who asked and why.
pub(super) async fn pseudoniem(session: &Session, reden: &str, who: &str) -> Result<Exit, Failure> {
    check_text("--reden", reden)?;
    let key = config::read_key_file(&session.config.privacy.key_file)?;
    check_key(&session.db, &key.id()).await?;
    let bsn = blocking(ask).await?;
    let sleutel = key.clientsleutel(&bsn).to_string();
    let handeling = Handeling {
        wie: who,
        handeling: "pseudoniem",
        object: &sleutel,
        resultaat: &format!("gegeven; reden: {reden}"),
        herkomst: "opdrachtregel",
    };
    record_audit(&session.db, &handeling).await?;
    print(&format!("{sleutel}\n"))?;
    Ok(Exit::Ok)
}

/// Asks without echo on a terminal, else reads standard input. What was typed is never repeated.
fn ask() -> Result<Bsn, Failure> {
    let text = if io::stdin().is_terminal() {
        rpassword::prompt_password("BSN (not shown): ")
            .map_err(|e| Failure::io("read the BSN", e))?
    } else {
        let mut text = String::new();
        io::stdin()
            .take(INPUT_BYTES_MAX)
            .read_to_string(&mut text)
            .map_err(|error| Failure::io("read the BSN", error))?;
        text
    };
    text.trim().parse().map_err(|_| {
        Failure::usage("that is not a valid BSN", "nine digits that pass the eleven test")
    })
}

/// Makes a key file.
pub(super) fn new_key(file: &Path) -> Result<Exit, Failure> {
    let key = config::create_key_file(file)?;
    say(&format!("made {} (key id {})", file.display(), key.id().as_str()));
    say("keep a copy in a safe place: without this key no person can be recognised again");
    Ok(Exit::Ok)
}
