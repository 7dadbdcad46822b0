//! One table of a run: whether it has to be loaded, and what became of it.

use domain::statline::Protocol;
use extract_cbs::zoek_in_catalogus;
use load::ledger::{self, Failure, FinishedTask, Status, TaakSoort, Telling};
use load::slot::Slot;
use load::statline::{self, Stand};
use tracing::info;

use super::herkansing::Herkansing;
use super::uitkomst::{loaded, notices, tell_editions, telling};
use super::{GEMEENTEKAART, Kast, Wens, eenheid, ends_the_run, failed};
use crate::clock;
use crate::job::cbs::{Omgeving, Rest, Tabelwerk, Uitval, Vraag, bereid_voor, laad, vraag};
use crate::run::context::{RunContext, StatlineBron};
use crate::run::error::RunError;
use crate::run::report::TaskReport;
use crate::run::spoor;
use crate::run::write::{Warehouse, Writer, retrying};

/// Loads a table when it changed, or when it is asked for all the same.
///
/// # Errors
/// What ends the run; a table that fails alone is in the report, or waits for another chance.
pub(super) async fn load_table<'r>(
    ctx: &RunContext,
    kast: &Kast<'_>,
    (source, later): (&'r StatlineBron, &mut Herkansing<'r>),
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
    let extra = retrying(async || statline::aanvullingen(db, &source.naam).await).await?;
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
    let mut asked = vraag(&source.tabel, &extra, bekend.clone());
    let (mut aanvulling, mut rest) = (None, None);
    match kast.ronde.wens {
        Wens::Aanvulling { van, tot, .. } => {
            let standing = stand.filter(|_| is_newest(&asked));
            let mut all = extra.clone();
            all.push(((*van).to_owned(), (*tot).to_owned()));
            asked = vraag(&source.tabel, &all, bekend);
            // What stands is of this version, so only the older periods have to come.
            rest = standing
                .map(|stand| Rest { vraag: asked.clone().alleen(van, tot), versie: &stand.versie });
            aanvulling = Some((*van, *tot));
        }
        Wens::Alles | Wens::Veranderd(_) if is_newest(&asked) => {
            if let (Some(warehouse), Some(stand)) = (writer.warehouse, stand) {
                relabel(ctx, warehouse, source, stand).await?;
            }
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
        rest,
        // Later nights want little of the table, and pages can be asked for apart.
        bestand: source.tabel.bulk.as_deref().filter(|_| stand.is_none()),
        structuur: stand.and_then(|stand| stand.structuur.clone()),
        aanvulling,
    };
    match writer.warehouse {
        None => dry_run(source, &werk, writer).await,
        Some(warehouse) => {
            if pull(ctx, (warehouse, kast), (source, later), &werk, writer).await? {
                tell_editions(ctx, kast, source, true, writer).await?;
                writer.source_done(&source.naam).await?;
            }
            Ok(())
        }
    }
}

/// The figures stay as they are; the law that the configuration gives them is another one.
async fn relabel(
    ctx: &RunContext,
    Warehouse { slot, .. }: Warehouse<'_>,
    source: &StatlineBron,
    stand: &Stand,
) -> Result<(), RunError> {
    let wet = source.tabel.wet;
    if stand.wet == wet {
        return Ok(());
    }
    let set = async || statline::set_wet(&ctx.db, slot, &source.naam, wet).await;
    let cells = retrying(set).await?;
    let wet = wet.map_or("none", domain::Wet::code);
    info!(source = source.naam, wet, cells, "the figures of a table got another law");
    Ok(())
}

/// Whether a table failed because nothing tells which municipality lies where.
fn mist_kaart(failure: &Failure) -> bool {
    failure.code == "SELECTION_INVALID" && failure.text.contains(GEMEENTEKAART)
}

/// What a dry run cannot know: it stores nothing, so the map of municipalities is as it was before.
fn in_dry_run(failure: Failure) -> Failure {
    if !mist_kaart(&failure) {
        return failure;
    }
    let text = format!(
        "{}; a dry run stores nothing, so it cannot know them before {GEMEENTEKAART} is loaded; a run loads that \
         before all others",
        failure.text
    );
    Failure { text, ..failure }
}

/// Tells what would be loaded.
async fn dry_run(
    source: &StatlineBron,
    werk: &Tabelwerk<'_>,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let voorbereid = match bereid_voor(werk).await {
        Ok(voorbereid) => voorbereid,
        Err(error) => {
            let failure = in_dry_run(Uitval::Bron(error).failure());
            return failed(source, None, &failure, writer).await;
        }
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
    writer.add_task(TaskReport::new(naam, &eenheid(source), Status::Succeeded, &telling));
    notices(source, &plan.waarschuwingen, &tabel.status, writer);
    writer.source_done(naam).await
}

/// Pulls and publishes a table. False: it failed, or the run was asked to stop.
async fn pull<'r>(
    ctx: &RunContext,
    (warehouse, kast): (Warehouse<'_>, &Kast<'_>),
    (source, later): (&'r StatlineBron, &mut Herkansing<'r>),
    werk: &Tabelwerk<'_>,
    writer: &mut Writer<'_>,
) -> Result<bool, RunError> {
    let slot: &Slot = warehouse.slot;
    let taak_id = retrying(async || ledger::next_task_id(&ctx.db).await).await?;
    spoor::taak(taak_id);
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
        voorraad: kast.ronde.voorraad.clone(),
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
            let failure = uitval.failure();
            // What lies where may be known once the map has had its other chance, which comes before this one.
            let is_tijdelijk =
                uitval.is_tijdelijk() || (mist_kaart(&failure) && later.wacht_op(GEMEENTEKAART));
            later.faal(source, Some(taak_id), (&failure, is_tijdelijk), writer).await?;
            Ok(false)
        }
    }
}
