//! `sluis cbs search`.

use std::collections::BTreeMap;

use domain::statline::CatalogusRegel;
use extract_cbs::Endpoint;
use load::statline::{self, Treffer};

use super::fout::failure;
use super::wire::{Catalogue, Found, FoundTable};
use super::{bronnen, tekst, zoeken};
use crate::cli::args::CbsSearchArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{print, print_json, say};
use crate::cli::session::Session;

/// Sources that loaded a table, by its id.
type Geladen = BTreeMap<String, Vec<String>>;

/// Finds tables in the stored catalogues, or in those of CBS now.
pub(super) async fn search(
    session: &Session,
    arguments: &CbsSearchArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let term = arguments.term.join(" ");
    if !term.chars().any(char::is_alphanumeric) {
        return Err(Failure::usage("there is no word to look for", "sluis cbs search jeugdzorg"));
    }
    let mut geladen = Geladen::new();
    for bron in statline::geladen(&session.db).await? {
        geladen.entry(bron.tabel_id).or_default().push(bron.bron);
    }
    let limit = usize::try_from(arguments.limit).unwrap_or(usize::MAX);
    let is_named = arguments.place.base_url.is_some() || arguments.place.protocol.is_some();
    let stored = statline::catalogi(&session.db).await?;
    let found = if arguments.live || is_named || stored.is_empty() {
        if !arguments.live && !is_named {
            say("no catalogue is stored yet: asking CBS");
        }
        let endpoints = if is_named {
            vec![bronnen::plaats(&arguments.place, None)?]
        } else {
            bronnen::catalogi(&session.config)
        };
        live(session, &endpoints, &term, limit, &geladen).await?
    } else {
        // One more than is shown tells whether there are more.
        let rows_max = u32::try_from(limit).unwrap_or(u32::MAX).saturating_add(1);
        let rows = statline::zoek(&session.db, &term, rows_max).await?;
        let has_more = rows.len() > limit;
        let tables = rows.into_iter().take(limit).map(|row| treffer(row, &geladen)).collect();
        let catalogues = stored.into_iter().map(|stand| Catalogue {
            base_url: stand.catalogus,
            tables: stand.tabellen,
            seen_at: Some(stand.laatst_gezien_op),
        });
        Found { is_live: false, catalogues: catalogues.collect(), tables, has_more }
    };
    tell(session, &found, arguments.json, has_colour)
}

fn tell(
    session: &Session,
    found: &Found,
    is_json: bool,
    has_colour: bool,
) -> Result<Exit, Failure> {
    if is_json {
        print_json(found)?;
        return Ok(Exit::Ok);
    }
    if found.tables.is_empty() {
        print("no table has all of these words\n")?;
        say(&format!("try fewer words, or a part of a word; searched: {}", places(found)));
        say("Iv3, RIVM and Politie: --base-url https://dataderden.cbs.nl --protocol v3");
        return Ok(Exit::Ok);
    }
    print(&tekst::found(found, has_colour))?;
    if found.has_more {
        say(&format!("{} shown, there are more; --limit shows more", found.tables.len()));
    }
    let zone = session.config.schedule.timezone;
    let seen = found.catalogues.iter().filter_map(|catalogue| catalogue.seen_at).min();
    if let Some(seen) = seen {
        let seen = crate::cli::runs::local(seen, zone);
        say(&format!("as the catalogues were on {seen}; --live asks CBS now"));
    }
    say("`sluis cbs show TABLE` tells what a table is");
    Ok(Exit::Ok)
}

fn places(found: &Found) -> String {
    let places: Vec<&str> =
        found.catalogues.iter().map(|catalogue| catalogue.base_url.as_str()).collect();
    places.join(", ")
}

async fn live(
    session: &Session,
    endpoints: &[Endpoint],
    term: &str,
    limit: usize,
    geladen: &Geladen,
) -> Result<Found, Failure> {
    let client = bronnen::client(&session.config).await?;
    let mut catalogues = Vec::new();
    let mut regels: Vec<(&Endpoint, CatalogusRegel)> = Vec::new();
    for endpoint in endpoints {
        let bron = bronnen::open(&client, endpoint);
        let gevonden = bron.catalogus().await.map_err(failure)?.regels;
        catalogues.push(Catalogue {
            base_url: endpoint.base_url.clone(),
            tables: i64::try_from(gevonden.len()).unwrap_or(i64::MAX),
            seen_at: None,
        });
        regels.extend(gevonden.into_iter().map(|regel| (endpoint, regel)));
    }
    let treffers = zoeken::zoek(&regels, term);
    let has_more = treffers.len() > limit;
    let tables = treffers.into_iter().take(limit);
    let tables = tables.map(|(endpoint, regel)| gevonden(&endpoint.base_url, regel, geladen));
    Ok(Found { is_live: true, catalogues, tables: tables.collect(), has_more })
}

fn gevonden(base_url: &str, regel: &CatalogusRegel, geladen: &Geladen) -> FoundTable {
    FoundTable {
        table: regel.tabel_id.to_string(),
        title: regel.titel.clone(),
        description: regel.omschrijving.clone(),
        status: regel.status.clone(),
        language: regel.taal.clone(),
        version: regel.versie.versie.clone(),
        rows: regel.versie.aantal.and_then(|aantal| i64::try_from(aantal).ok()),
        base_url: base_url.to_owned(),
        loaded_by: geladen.get(regel.tabel_id.as_str()).cloned().unwrap_or_default(),
    }
}

fn treffer(rij: Treffer, geladen: &Geladen) -> FoundTable {
    FoundTable {
        loaded_by: geladen.get(&rij.tabel_id).cloned().unwrap_or_default(),
        table: rij.tabel_id,
        title: rij.titel,
        description: rij.omschrijving,
        status: rij.status,
        language: rij.taal,
        version: rij.versie,
        rows: rij.aantal,
        base_url: rij.catalogus,
    }
}
