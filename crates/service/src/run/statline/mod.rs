//! The stage that loads tables of `StatLine`: one look at each catalogue, then the tables that changed, one after the
//! other. A table that fails fails alone.

mod herkansing;
mod tabel;
mod uitkomst;

use std::sync::Arc;

use domain::statline::Protocol;
use extract_cbs::{Bron, Catalogus, Client, Endpoint, Error};
use load::ledger::Failure;
use load::statline;
use tokio::task::spawn_blocking;
use tracing::{Instrument, error, info, warn};

use crate::job::cbs::{Paginavoorraad, Uitval, client};

use super::context::{RunContext, StatlineBron};
use super::error::RunError;
use super::progress::Stage;
use super::spoor;
use super::write::{SOURCE_UNAVAILABLE, Warehouse, Writer, retrying};
use herkansing::{Herkansing, wacht};
use tabel::load_table;

/// The table that tells which municipality lies where: what asks "gemeenten van PV26" of another table needs it.
const GEMEENTEKAART: &str = "03759ned";

/// What is asked of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wens<'o> {
    /// All of them, when they changed.
    Alles,
    /// These sources, when they changed.
    Veranderd(Vec<String>),
    /// These sources, changed or not.
    Opnieuw(Vec<String>),
    /// Older periods of one source.
    Aanvulling {
        /// Name of the source.
        bron: &'o str,
        /// First period.
        van: &'o str,
        /// Last period.
        tot: &'o str,
    },
}

impl Wens<'_> {
    fn wil(&self, naam: &str) -> bool {
        match self {
            Self::Alles => true,
            Self::Veranderd(namen) | Self::Opnieuw(namen) => namen.iter().any(|name| name == naam),
            Self::Aanvulling { bron, .. } => *bron == naam,
        }
    }
}

/// What the tables of one catalogue share.
struct Kast<'r> {
    bron: Bron,
    regels: Catalogus,
    /// Tables that were not in it before.
    nieuw: Vec<String>,
    ronde: &'r Ronde<'r>,
}

/// What all catalogues share.
struct Ronde<'r> {
    client: Client,
    voorraad: Option<Arc<Paginavoorraad>>,
    wens: &'r Wens<'r>,
}

/// Loads the tables that are asked for; in a dry run tells what would be loaded.
///
/// # Errors
/// What ends the run; a table that fails alone is in the report.
pub(super) async fn load_tables(
    ctx: &RunContext,
    wens: &Wens<'_>,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    if let Some(Warehouse { slot, .. }) = writer.warehouse {
        let namen = &ctx.statline.namen;
        retrying(async || statline::discard_unknown(&ctx.db, slot, namen).await).await?;
    }
    let bronnen = kaart_eerst(ctx.statline.bronnen.iter().filter(|bron| wens.wil(&bron.naam)));
    if bronnen.is_empty() || writer.is_cut_short {
        return Ok(());
    }
    ctx.progress.send_modify(|progress| progress.stage = Stage::Statline);
    let client = match client(&ctx.statline.opties).await {
        Ok(client) => client,
        Err(error) => {
            let failure = Uitval::Bron(error).failure();
            for source in bronnen {
                failed(source, None, &failure, writer).await?;
            }
            return Ok(());
        }
    };
    let is_dry_run = writer.warehouse.is_none();
    let is_opnieuw = matches!(wens, Wens::Opnieuw(_));
    let voorraad = if is_dry_run { None } else { open_voorraad(ctx, is_opnieuw).await? };
    let ronde = Ronde { client, voorraad, wens };
    let mut eerst = if is_dry_run { Herkansing::geen() } else { Herkansing::nog_een() };
    load_groups(ctx, &ronde, bronnen, &mut eerst, writer).await?;
    if eerst.is_leeg() {
        return Ok(());
    }
    if !writer.is_cut_short && wacht(ctx, ronde.client.rust(), &eerst).await {
        let again = eerst.bronnen();
        return load_groups(ctx, &ronde, again, &mut Herkansing::geen(), writer).await;
    }
    writer.is_cut_short = true;
    eerst.geef_op(writer).await
}

async fn load_groups<'r>(
    ctx: &RunContext,
    ronde: &Ronde<'_>,
    bronnen: Vec<&'r StatlineBron>,
    later: &mut Herkansing<'r>,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    for (endpoint, group) in per_catalogue(bronnen) {
        let mut bron = Bron::new(endpoint, ronde.client.clone());
        if let Some(voorraad) = &ronde.voorraad {
            let voorraad: Arc<dyn extract_cbs::Voorraad> = Arc::<Paginavoorraad>::clone(voorraad);
            bron = bron.met_voorraad(voorraad);
        }
        load_group(ctx, bron, ronde, (&group, later), writer).await?;
        if writer.is_cut_short {
            break;
        }
    }
    Ok(())
}

/// The map of municipalities before all others, whatever its place; these in the order of the configuration.
fn kaart_eerst<'r>(bronnen: impl Iterator<Item = &'r StatlineBron>) -> Vec<&'r StatlineBron> {
    let mut bronnen: Vec<&StatlineBron> = bronnen.collect();
    bronnen.sort_by_key(|bron| bron.tabel.table.as_str() != GEMEENTEKAART);
    bronnen
}

/// The sources of each catalogue, in their order; the catalogue of the first source comes first.
fn per_catalogue(bronnen: Vec<&StatlineBron>) -> Vec<(Endpoint, Vec<&StatlineBron>)> {
    let mut groups: Vec<(Endpoint, Vec<&StatlineBron>)> = Vec::new();
    for bron in bronnen {
        let (protocol, base_url): (Protocol, _) = (bron.tabel.protocol, &bron.tabel.base_url);
        let is_its =
            |endpoint: &Endpoint| endpoint.protocol == protocol && endpoint.base_url == *base_url;
        match groups.iter_mut().find(|(endpoint, _)| is_its(endpoint)) {
            Some((_, group)) => group.push(bron),
            None => {
                groups.push((Endpoint { protocol, base_url: base_url.clone() }, vec![bron]));
            }
        }
    }
    groups
}

/// The pages on disk; without a folder for them the run goes on without.
async fn open_voorraad(
    ctx: &RunContext,
    is_opnieuw: bool,
) -> Result<Option<Arc<Paginavoorraad>>, RunError> {
    let bytes_max = ctx.statline.opties.cache_mb_max.saturating_mul(1 << 20);
    if bytes_max == 0 {
        return Ok(None);
    }
    let map = ctx.statline.map.clone();
    match spawn_blocking(move || Paginavoorraad::open(&map, bytes_max, is_opnieuw)).await? {
        Ok(voorraad) => Ok(Some(Arc::new(voorraad))),
        Err(error) => {
            let folder = ctx.statline.map.display();
            warn!(%folder, "pages are not kept on disk: {error}");
            Ok(None)
        }
    }
}

/// One look at the catalogue, then its tables.
async fn load_group<'r>(
    ctx: &RunContext,
    bron: Bron,
    ronde: &Ronde<'_>,
    (group, later): (&[&'r StatlineBron], &mut Herkansing<'r>),
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let look = tokio::select! {
        biased;
        () = ctx.cancel.cancelled() => {
            writer.is_cut_short = true;
            return Ok(());
        }
        look = bron.catalogus() => look,
    };
    let regels = match look {
        Ok(regels) => regels,
        Err(error) => {
            let failure = catalogue_failure(&error);
            for source in group {
                later.faal(source, None, (&failure, error.is_transient()), writer).await?;
            }
            return Ok(());
        }
    };
    let catalogus = &bron.endpoint().base_url;
    info!(catalogus, tables = regels.regels.len(), "looked what changed");
    let stored = match &writer.warehouse {
        None => Ok(Vec::new()),
        Some(Warehouse { slot, .. }) => {
            let (rows, opzij) = (&regels.regels, regels.opzij());
            let store =
                async || statline::store_catalogus(&ctx.db, slot, catalogus, rows, &opzij).await;
            retrying(store).await
        }
    };
    let nieuw = match stored {
        Ok(nieuw) => nieuw,
        Err(error) if ends_the_run(&error) => return Err(RunError::Load(error)),
        // A catalogue with a value that the warehouse does not take must not hold up the other catalogues.
        Err(error) => {
            let failure = Uitval::Warehouse(error).failure();
            for source in group {
                failed(source, None, &failure, writer).await?;
            }
            return Ok(());
        }
    };
    let kast = Kast { bron, regels, nieuw, ronde };
    for source in group {
        if ctx.cancel.is_cancelled() {
            writer.is_cut_short = true;
            return Ok(());
        }
        let span = spoor::bron(&source.naam);
        load_table(ctx, &kast, (source, later), writer).instrument(span).await?;
    }
    Ok(())
}

/// A catalogue that cannot be reached is a source that is not there; anything else has its own code.
fn catalogue_failure(error: &Error) -> Failure {
    let failure = Uitval::Bron(error.clone()).failure();
    if !error.is_transient() || !failure.code.starts_with("HTTP_") {
        return failure;
    }
    let text = format!("the catalogue cannot be reached: {}: {}", failure.code, failure.text);
    Failure { code: SOURCE_UNAVAILABLE.to_owned(), text }
}

async fn failed(
    source: &StatlineBron,
    taak_id: Option<i64>,
    failure: &Failure,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let (naam, unit) = (&source.naam, eenheid(source));
    error!(source = naam, unit, code = failure.code, "{}", failure.text);
    Ok(writer.record(naam, &unit, taak_id, failure).await?)
}

fn eenheid(source: &StatlineBron) -> String {
    format!("tabel {}", source.tabel.table)
}

/// Whether no other table can be loaded either.
fn ends_the_run(error: &load::Error) -> bool {
    matches!(error, load::Error::SlotLost { .. }) || error.is_unavailable()
}

#[cfg(test)]
mod tests;
