//! `sluis cbs show`.

mod bekend;
mod nu;
mod straks;

use std::collections::BTreeMap;

use load::statline;

use super::bronnen::{self, Gekozen};
use super::fout::failure;
use super::tekst;
use super::wire::{Edition, Loaded, Shown};
use crate::cli::args::{CbsPlace, CbsShowArguments};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{print, print_json, say};
use crate::cli::session::Session;

/// Shows a table as CBS describes it now; when CBS is away, as the warehouse knows it.
pub(super) async fn show(
    session: &Session,
    arguments: &CbsShowArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let gekozen = bronnen::van(&session.config, &arguments.table);
    let first = gekozen.first().map(|gekozen| gekozen.bron);
    let id = match first {
        Some(bron) => bron.table.clone(),
        None => bronnen::tabel_id(&session.config, &arguments.table)?,
    };
    let CbsPlace { base_url, protocol } = &arguments.place;
    let stored = if first.is_none() && base_url.is_none() && protocol.is_none() {
        let plaatsen = statline::vindplaatsen(&session.db, id.as_str()).await?;
        bronnen::vindplaats(&session.config, &plaatsen)
    } else {
        None
    };
    let endpoint = match stored {
        Some(endpoint) => endpoint,
        None => bronnen::plaats(&arguments.place, first)?,
    };
    let client = bronnen::client(&session.config).await?;
    let bron = bronnen::open(&client, &endpoint);
    let asked = nu::vraag(session, &bron, &id).await.map_err(failure);
    let (shown, exit) = match asked {
        Ok((tabel, editions)) => {
            let mut shown = nu::shown(&tabel, &endpoint);
            shown.newer_editions = editions;
            // A source at another catalogue is about a table of its own.
            let same = |gekozen: &&Gekozen<'_>| gekozen.bron.base_url == endpoint.base_url;
            for gekozen in gekozen.iter().filter(same) {
                shown.next.push(straks::straks(session, gekozen, &bron, &tabel).await?);
            }
            (shown, Exit::Ok)
        }
        Err(away) if away.exit == Exit::Unavailable => {
            let Some(shown) = bekend::shown(session, id.as_str()).await? else { return Err(away) };
            say(&format!("CBS was not reached: {}", away.message()));
            say(&format!("hint: {}", away.hint));
            (shown, Exit::Unavailable)
        }
        Err(refused) => return Err(refused),
    };
    let shown = with_loaded(session, shown).await?;
    if arguments.json {
        print_json(&shown)?;
        return Ok(exit);
    }
    print(&tekst::shown(&shown, session.config.schedule.timezone, has_colour))?;
    if shown.is_live && gekozen.is_empty() {
        say("no source of the configuration loads it; config/sluis.toml shows how to add one");
    }
    Ok(exit)
}

async fn with_loaded(session: &Session, shown: Shown) -> Result<Shown, Failure> {
    let versies = statline::versies(&session.db, &shown.table).await?;
    let loaded = versies.into_iter().map(|versie| Loaded {
        source: versie.bron,
        version: versie.versie,
        cells: versie.cellen,
        added: versie.nieuw,
        changed: versie.gewijzigd,
        removed: versie.verdwenen,
        loaded_at: versie.geladen_op,
    });
    let vulling = statline::vulling(&session.db, &shown.table).await?;
    Ok(Shown {
        loaded: loaded.collect(),
        measures_loaded: vulling.geladen,
        measures_empty: vulling.leeg,
        ..shown
    })
}

/// Tables that followed this one, from the stored catalogues; each once.
async fn opvolgers(session: &Session, tabel_id: &str) -> Result<Vec<Edition>, load::Error> {
    let mut editions = BTreeMap::new();
    for treffer in statline::opvolgers(&session.db, tabel_id).await? {
        let edition = Edition {
            table: treffer.tabel_id.clone(),
            title: treffer.titel,
            status: treffer.status,
            version: treffer.versie,
        };
        editions.insert(treffer.tabel_id, edition);
    }
    Ok(editions.into_values().collect())
}
