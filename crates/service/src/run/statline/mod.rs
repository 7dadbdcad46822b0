//! The stage that loads tables of `StatLine`: one look at each catalogue, then the tables that changed, one after the
//! other. A table that fails fails alone.

mod uitkomst;

use std::sync::Arc;

use domain::statline::Protocol;
use extract_cbs::{Bron, Catalogus, Endpoint, Error, zoek_in_catalogus};
use load::ledger::{Failure, FinishedTask, Status, TaakSoort, Telling};
use load::statline::{self, Stand};
use load::{ledger, slot::Slot};
use tokio::task::spawn_blocking;
use tracing::{error, info, warn};

use crate::clock;
use crate::job::cbs::{
    Omgeving, Paginavoorraad, Tabelwerk, Uitval, Vraag, bereid_voor, client, laad, vraag,
};

use super::context::{RunContext, StatlineBron};
use super::error::RunError;
use super::progress::Stage;
use super::report::TaskReport;
use super::write::{SOURCE_UNAVAILABLE, Warehouse, Writer, retrying};
use uitkomst::{loaded, notices, tell_editions, telling};

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
    let bronnen: Vec<&StatlineBron> =
        ctx.statline.bronnen.iter().filter(|bron| wens.wil(&bron.naam)).collect();
    if bronnen.is_empty() || writer.is_cut_short {
        return Ok(());
    }
    ctx.progress.send_modify(|progress| progress.stage = Stage::Statline);
    let client = match client(&ctx.statline.opties).await {
        Ok(client) => client,
        Err(error) => return all_failed(&bronnen, &Uitval::Bron(error).failure(), writer).await,
    };
    let is_dry_run = writer.warehouse.is_none();
    let voorraad = if is_dry_run { None } else { open_voorraad(ctx).await? };
    for (endpoint, group) in per_catalogue(bronnen) {
        let mut bron = Bron::new(endpoint, client.clone());
        if let Some(voorraad) = &voorraad {
            let voorraad: Arc<dyn extract_cbs::Voorraad> = Arc::<Paginavoorraad>::clone(voorraad);
            bron = bron.met_voorraad(voorraad);
        }
        load_group(ctx, bron, (wens, voorraad.clone()), &group, writer).await?;
        if writer.is_cut_short {
            break;
        }
    }
    Ok(())
}

/// The sources of each catalogue, in the order of the configuration.
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
async fn open_voorraad(ctx: &RunContext) -> Result<Option<Arc<Paginavoorraad>>, RunError> {
    let bytes_max = ctx.statline.opties.cache_mb_max.saturating_mul(1 << 20);
    if bytes_max == 0 {
        return Ok(None);
    }
    let map = ctx.statline.map.clone();
    match spawn_blocking(move || Paginavoorraad::open(&map, bytes_max)).await? {
        Ok(voorraad) => Ok(Some(Arc::new(voorraad))),
        Err(error) => {
            let folder = ctx.statline.map.display();
            warn!(%folder, "pages are not kept on disk: {error}");
            Ok(None)
        }
    }
}

/// One look at the catalogue, then its tables.
async fn load_group(
    ctx: &RunContext,
    bron: Bron,
    (wens, voorraad): (&Wens<'_>, Option<Arc<Paginavoorraad>>),
    group: &[&StatlineBron],
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
        Err(error) => return all_failed(group, &catalogue_failure(&error), writer).await,
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
        Err(error) => return all_failed(group, &Uitval::Warehouse(error).failure(), writer).await,
    };
    let kast = Kast { bron, regels, nieuw, voorraad, wens };
    for source in group {
        if ctx.cancel.is_cancelled() {
            writer.is_cut_short = true;
            return Ok(());
        }
        load_table(ctx, &kast, source, writer).await?;
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

async fn all_failed(
    group: &[&StatlineBron],
    failure: &Failure,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    for source in group {
        failed(source, None, failure, writer).await?;
    }
    Ok(())
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

async fn load_table(
    ctx: &RunContext,
    kast: &Kast<'_>,
    source: &StatlineBron,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let regel = match zoek_in_catalogus(&kast.regels, source.tabel.table.as_str()) {
        Ok(regel) => regel,
        Err(error) => {
            return failed(source, None, &Uitval::Bron(error).failure(), writer).await;
        }
    };
    let db = &ctx.db;
    let stand = retrying(async || statline::stand(db, &source.naam).await).await?;
    let later = retrying(async || statline::aanvullingen(db, &source.naam).await).await?;
    let bekend = retrying(async || statline::gemeenten_van(db).await).await?;
    let is_of = |stand: &&Stand| {
        stand.tabel_id == source.tabel.table.as_str() && stand.base_url == source.tabel.base_url
    };
    let stand = stand.as_ref().filter(is_of);
    let is_newest = |vraag: &Vraag| {
        stand.is_some_and(|stand| {
            stand.versie.is_zelfde(&regel.versie) && stand.selectie == vraag.tekst
        })
    };
    let mut asked = vraag(&source.tabel, &later, bekend.clone());
    let mut aanvulling = None;
    match kast.wens {
        Wens::Aanvulling { van, tot, .. } => {
            let is_rest_there = is_newest(&asked);
            let mut all = later.clone();
            all.push(((*van).to_owned(), (*tot).to_owned()));
            asked = vraag(&source.tabel, &all, bekend);
            // What stands is of this version, so only the older periods have to come.
            if is_rest_there {
                asked = asked.alleen(van, tot);
            }
            aanvulling = Some((*van, *tot));
        }
        Wens::Alles | Wens::Veranderd(_) if is_newest(&asked) => {
            tell_editions(ctx, kast, source, false, writer).await?;
            return writer.source_done(&source.naam).await;
        }
        Wens::Alles | Wens::Veranderd(_) | Wens::Opnieuw(_) => {}
    }
    let werk = Tabelwerk {
        naam: &source.naam,
        config: &source.tabel,
        bron: &kast.bron,
        regel,
        vraag: asked,
        // Later nights want little of the table, and pages can be asked for apart.
        bestand: source.tabel.bulk.as_deref().filter(|_| stand.is_none()),
        structuur: stand.and_then(|stand| stand.structuur.clone()),
        aanvulling,
    };
    match writer.warehouse {
        None => dry_run(source, &werk, writer).await,
        Some(warehouse) => {
            if pull(ctx, (warehouse, kast), source, &werk, writer).await? {
                tell_editions(ctx, kast, source, true, writer).await?;
                writer.source_done(&source.naam).await?;
            }
            Ok(())
        }
    }
}

/// Tells what would be loaded.
async fn dry_run(
    source: &StatlineBron,
    werk: &Tabelwerk<'_>,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let voorbereid = match bereid_voor(werk).await {
        Ok(voorbereid) => voorbereid,
        Err(error) => return failed(source, None, &Uitval::Bron(error).failure(), writer).await,
    };
    let (tabel, plan) = (&voorbereid.tabel, &voorbereid.plan);
    // A row of v3 has a cell for every measure, a row of v4 is one.
    let measures = match tabel.protocol {
        Protocol::V4 => 1,
        Protocol::V3 => {
            voorbereid.keuze.onderwerpen.as_ref().map_or(tabel.onderwerpen.len(), Vec::len)
        }
    };
    let cells = plan.rijen.saturating_mul(u64::try_from(measures).unwrap_or(u64::MAX));
    let (naam, parts) = (&source.naam, plan.delen.len());
    let versie = tabel.versie.versie.as_str();
    info!(source = naam, versie, rows = plan.rijen, parts, cells, "would load a table");
    let telling = telling(cells, 0);
    writer.totals.add(&telling);
    writer.tasks.push(TaskReport::new(naam, &eenheid(source), Status::Succeeded, &telling));
    notices(source, &plan.waarschuwingen, &tabel.status, writer);
    writer.source_done(naam).await
}

/// Pulls and publishes a table. False: it failed, or the run was asked to stop.
async fn pull(
    ctx: &RunContext,
    (warehouse, kast): (Warehouse<'_>, &Kast<'_>),
    source: &StatlineBron,
    werk: &Tabelwerk<'_>,
    writer: &mut Writer<'_>,
) -> Result<bool, RunError> {
    let slot: &Slot = warehouse.slot;
    let taak_id = retrying(async || ledger::next_task_id(&ctx.db).await).await?;
    let task = FinishedTask {
        taak_id: Some(taak_id),
        run_id: warehouse.run_id,
        bron: source.naam.clone(),
        soort: TaakSoort::Inlezen,
        eenheid: eenheid(source),
        status: Status::Succeeded,
        poging: 1,
        is_gepubliceerd: true,
        failure: None,
        gestart_op: clock::now(),
        telling: Telling::default(),
    };
    let omgeving = Omgeving {
        db: &ctx.db,
        slot,
        cancel: &ctx.cancel,
        progress: &ctx.progress,
        connections: ctx.statline.opties.connections,
        voorraad: kast.voorraad.clone(),
        map: &ctx.statline.map,
        bulk_bytes_max: ctx.statline.opties.bulk_mb_max.saturating_mul(1 << 20),
        wie: &ctx.gestart_door,
    };
    match laad(&omgeving, werk, &task).await {
        Ok(geladen) => {
            loaded(source, taak_id, &geladen, writer);
            Ok(true)
        }
        Err(Uitval::Stop) => {
            let how = match werk.bestand {
                None => "goes on with the pages that are there",
                Some(_) => "fetches the file again",
            };
            info!(source = source.naam, "stopped; the next run {how}");
            writer.is_cut_short = true;
            Ok(false)
        }
        Err(Uitval::Warehouse(error)) if ends_the_run(&error) => Err(RunError::Load(error)),
        Err(uitval) => {
            failed(source, Some(taak_id), &uitval.failure(), writer).await?;
            Ok(false)
        }
    }
}

/// Whether no other table can be loaded either.
fn ends_the_run(error: &load::Error) -> bool {
    matches!(error, load::Error::SlotLost { .. }) || error.is_unavailable()
}

#[cfg(test)]
mod tests;
