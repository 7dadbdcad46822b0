//! `sluis cbs accept`.

use domain::statline::Tabel;
use extract_cbs::Endpoint;
use load::statline::{self, GezieneStructuur, Stand};

use super::bronnen::{self, Gekozen};
use super::fout::failure;
use super::tekst;
use super::wire::Acceptance;
use crate::cli::args::CbsAcceptArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::notitie::check_text;
use crate::cli::output::{print, print_json, say};
use crate::cli::session::Session;

/// Tells what differs in the structure of a table, and takes it when a reason is given.
pub(super) async fn accept(
    session: &Session,
    arguments: &CbsAcceptArguments,
    who: &str,
) -> Result<Exit, Failure> {
    if let Some(reden) = &arguments.reden {
        check_text("--reden", reden)?;
    }
    let gekozen = bronnen::een(&session.config, &arguments.table)?;
    let stand = statline::stand(&session.db, gekozen.naam).await?;
    let stand = stand.filter(|stand| is_of(stand, &gekozen));
    let Some(stand) = stand else { return Err(niets_geladen(&gekozen)) };
    let tabel = beschrijf(session, &gekozen).await?;
    let differences = verschillen(&stand, &tabel);
    if differences.is_empty() {
        return Err(niets_anders(&gekozen));
    }
    let mut accepted = Acceptance {
        source: gekozen.naam.to_owned(),
        table: tabel.tabel_id.to_string(),
        version: tabel.versie.versie.clone(),
        differences,
        is_accepted: false,
    };
    if let Some(reden) = &arguments.reden {
        let gezien = GezieneStructuur { stand: &stand, tabel: &tabel };
        if !statline::accept(&session.db, gekozen.naam, &gezien, who, reden).await? {
            return Err(intussen(&gekozen));
        }
        accepted.is_accepted = true;
    }
    if arguments.json {
        print_json(&accepted)?;
    } else {
        print(&tekst::accepted(&accepted))?;
    }
    if !accepted.is_accepted {
        return Err(Failure::usage(
            format!("nothing was accepted for source {}: no reason was given", gekozen.naam),
            format!("if this is right: sluis cbs accept {} --reden TEXT", gekozen.naam),
        ));
    }
    if !arguments.json {
        say(&format!("`sluis run --source {}` loads it now", gekozen.naam));
    }
    Ok(Exit::Ok)
}

/// What stands is of the table that the source names now: that of before has another structure.
fn is_of(stand: &Stand, gekozen: &Gekozen<'_>) -> bool {
    stand.tabel_id == gekozen.bron.table.as_str() && stand.base_url == gekozen.bron.base_url
}

async fn beschrijf(session: &Session, gekozen: &Gekozen<'_>) -> Result<Tabel, Failure> {
    let bron = gekozen.bron;
    let endpoint = Endpoint { protocol: bron.protocol, base_url: bron.base_url.clone() };
    let client = bronnen::client(&session.config).await?;
    bronnen::open(&client, &endpoint).beschrijf(&bron.table).await.map_err(failure)
}

/// A structure that was never stored differs from none.
fn verschillen(stand: &Stand, tabel: &Tabel) -> Vec<String> {
    let structuur = stand.structuur.as_ref();
    let afwijkingen = structuur.map(|structuur| statline::afwijkingen(structuur, tabel));
    afwijkingen.iter().flatten().map(ToString::to_string).collect()
}

fn niets_geladen(gekozen: &Gekozen<'_>) -> Failure {
    let Gekozen { naam, bron } = gekozen;
    Failure::usage(
        format!("source {naam} has loaded nothing of table {} yet; nothing was done", bron.table),
        format!("its first load takes any structure: sluis run --source {naam}"),
    )
}

fn niets_anders(gekozen: &Gekozen<'_>) -> Failure {
    let Gekozen { naam, bron } = gekozen;
    let what = format!(
        "the structure of table {} does not differ from that of source {naam}; nothing was done",
        bron.table
    );
    Failure::usage(what, format!("`sluis run --source {naam}` loads it without accepting"))
}

fn intussen(gekozen: &Gekozen<'_>) -> Failure {
    let naam = gekozen.naam;
    Failure::usage(
        format!("source {naam} was loaded while the table was described; nothing was done"),
        format!("look again: sluis cbs accept {naam}"),
    )
}
