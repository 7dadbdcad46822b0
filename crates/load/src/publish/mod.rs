//! From landing to the star schema: recomputes the chains that changed and publishes them in one transaction.
//!
//! One connection reads (`touched`, then [`crate::keten_reader`]), worker threads compute (`pipeline`, `encode`), and
//! one connection writes (`store`, `merge`): readers of the facts see the old night or the new one. A first load
//! copies straight into the empty facts and builds their indexes afterwards; any other night copies into temporary
//! tables and writes only the differences.

mod check;
mod dimension;
mod encode;
mod kader;
mod keys;
mod merge;
mod pipeline;
mod reden;
mod report;
mod row;
mod row_verzoek;
mod store;
mod table;
pub(crate) mod touched;

use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use sqlx::{Connection, PgConnection, PgExecutor};
use transform::niet_toetsbaar;

use crate::keten_reader::{self, Coverage};
use crate::slot::Slot;
use crate::{Db, Error};
use pipeline::Pipeline;
use reden::Redenen;
use store::{Store, Target};
use touched::Touch;

pub use check::{Check, run_checks};
pub use dimension::refresh_reference;
pub(crate) use dimension::scoped;
pub use report::{Durations, Geteld, Progress, PublishReport, TableReport};

/// Which chains a publication recomputes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those that changed since the last publication; all when the rules changed.
    Due,
    /// All.
    Everything,
}

/// Whether anything waits for publication as of `peildatum`, or the facts were computed with other rules.
///
/// # Errors
/// `Database`.
pub async fn has_work(db: &Db, peildatum: NaiveDate) -> Result<bool, Error> {
    let sql = include_str!("../../../../sql/dwh/touch/has_work.sql");
    let is_due: bool = sqlx::query_scalar(sql).bind(peildatum).fetch_one(db.pool()).await?;
    if is_due {
        return Ok(true);
    }
    let fingerprint = kader::fingerprint(db.pool()).await?;
    is_outdated(db.pool(), &fingerprint).await
}

/// Whether there are facts that were computed with other rules or lists.
async fn is_outdated(executor: impl PgExecutor<'_>, fingerprint: &str) -> Result<bool, Error> {
    let sql = include_str!("../../../../sql/beheer/is_outdated.sql");
    Ok(sqlx::query_scalar(sql).bind(fingerprint).fetch_one(executor).await?)
}

/// Recomputes the chains of `scope` as of `peildatum` and publishes them in one transaction.
///
/// Doing it again changes nothing. `progress` is called after every batch of chains.
///
/// # Errors
/// `Database`, `SlotLost`, `Corrupt`, `CopyCount`, `WorkerLost` or `Value`; nothing is published then.
pub async fn publish(
    db: &Db,
    slot: &Slot,
    peildatum: NaiveDate,
    scope: Scope,
    progress: impl FnMut(Progress) + Send,
) -> Result<PublishReport, Error> {
    let never = core::future::pending();
    let published = publish_until(db, slot, (peildatum, scope), never, progress).await?;
    Ok(published.unwrap_or_default())
}

/// Does the same until `stop` ends. `None`: it was stopped before the commit, and nothing is published.
///
/// # Errors
/// Those of [`publish`].
pub async fn publish_until(
    db: &Db,
    slot: &Slot,
    (peildatum, scope): (NaiveDate, Scope),
    stop: impl Future<Output = ()> + Send,
    progress: impl FnMut(Progress) + Send,
) -> Result<Option<PublishReport>, Error> {
    let started = Instant::now();
    // Detached: a connection that broke off in the middle of a copy must not go back to the pool.
    let reader = db.pool().acquire().await?.detach();
    let mut writer = db.pool().acquire().await?.detach();
    let mut transaction = writer.begin().await?;
    slot.check(&mut transaction).await?;
    // Dropping the work half-way is sound: both connections close, and the server rolls back what they had open.
    let prepared = tokio::select! {
        biased;
        () = stop => None,
        prepared = prepare(reader, &mut transaction, (peildatum, scope), progress) => Some(prepared?),
    };
    let Some(mut report) = prepared else {
        // Not rolled back in so many words: that would wait for the statement that is running.
        drop(transaction);
        writer.close_hard().await?;
        return Ok(None);
    };
    slot.check(&mut transaction).await?;
    transaction.commit().await?;
    writer.close().await?;
    report.durations.total = started.elapsed();
    Ok(Some(report))
}

/// Everything but the commit.
async fn prepare(
    mut reader: PgConnection,
    transaction: &mut PgConnection,
    (peildatum, scope): (NaiveDate, Scope),
    mut progress: impl FnMut(Progress) + Send,
) -> Result<PublishReport, Error> {
    let started = Instant::now();
    begin_session(transaction).await?;

    // Lists and landing are read as they stand at one moment.
    sqlx::query("begin isolation level repeatable read").execute(&mut reader).await?;
    begin_session(&mut reader).await?;
    let fingerprint = kader::fingerprint(&mut reader).await?;
    let kader = Arc::new(kader::read(&mut reader, peildatum).await?);
    let touch = choose(&mut reader, scope, (peildatum, &fingerprint)).await?;
    let chains_total = prepare_reader(&mut reader, &touch).await?;
    let coverage = touch.coverage();
    touched::create(transaction).await?;
    if coverage != Coverage::Landing {
        merge::copy_touched(&mut reader, transaction).await?;
    }
    let mut report = PublishReport {
        is_first: coverage == Coverage::Landing,
        niet_toetsbaar: niet_toetsbaar(&kader),
        ..Default::default()
    };
    report.durations.touch = started.elapsed();

    refresh_reference(transaction).await?;
    let redenen = Arc::new(Redenen::read(transaction).await?);
    let pipeline = Pipeline::start(reader, coverage, &kader, &redenen);
    dimension::add_members(transaction, coverage).await?;
    let target = merge::target(transaction, coverage).await?;
    let bericht = merge::stage_messages(transaction, (coverage, target)).await?;
    let mut store = Store::new(target);
    report.geteld = compute(pipeline, &mut store, transaction, |chains| {
        progress(Progress { chains, chains_total: chains_total.max(chains) });
    })
    .await?;
    report.chains = report.geteld.ketens;
    let (copied, producten) = store.finish(transaction).await?;
    dimension::add_products(transaction, &producten).await?;
    report.durations.compute = started.elapsed().saturating_sub(report.durations.touch);

    if target == Target::Through {
        merge::pass_through(transaction).await?;
    }
    merge::stage_conflicts(transaction, peildatum).await?;
    report.tables = match target {
        Target::Direct | Target::Through => {
            merge::finish_first(transaction, bericht, copied).await?
        }
        Target::Staged => merge::merge(transaction, bericht, copied).await?,
    };
    report.tables.push(merge::merge_ketenfouten(transaction).await?);
    let finish = include_str!("../../../../sql/dwh/touch/finish.sql");
    sqlx::raw_sql(finish).execute(&mut *transaction).await?;
    sqlx::query(include_str!("../../../../sql/beheer/upsert_publicatie.sql"))
        .bind(&fingerprint)
        .execute(&mut *transaction)
        .await?;
    Ok(report)
}

/// Works out what to recompute, in the reading transaction; returns the number of chains.
async fn prepare_reader(reader: &mut PgConnection, touch: &Touch<'_>) -> Result<u64, Error> {
    touched::create(reader).await?;
    touched::touch(reader, touch).await?;
    keten_reader::prepare(reader, touch.coverage()).await?;
    let chains: i64 =
        sqlx::query_scalar(include_str!("../../../../sql/dwh/touch/count_chains.sql"))
            .bind(touch.coverage() == Coverage::Landing)
            .fetch_one(reader)
            .await?;
    Ok(u64::try_from(chains).unwrap_or_default())
}

async fn choose(
    connection: &mut PgConnection,
    scope: Scope,
    (peildatum, fingerprint): (NaiveDate, &str),
) -> Result<Touch<'static>, Error> {
    let is_first = sqlx::query_scalar(include_str!("../../../../sql/dwh/touch/is_first.sql"))
        .fetch_one(&mut *connection)
        .await?;
    Ok(match scope {
        _ if is_first => Touch::Landing,
        Scope::Due if !is_outdated(connection, fingerprint).await? => Touch::Due(peildatum),
        Scope::Due | Scope::Everything => Touch::Everything,
    })
}

async fn begin_session(connection: &mut PgConnection) -> Result<(), Error> {
    let sql = include_str!("../../../../sql/dwh/session.sql");
    sqlx::raw_sql(sql).execute(&mut *connection).await?;
    let sql = include_str!("../../../../sql/ledger/watch_client.sql");
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}

/// Takes the facts of all batches; tells after each how many chains were computed.
async fn compute(
    mut pipeline: Pipeline,
    store: &mut Store,
    connection: &mut PgConnection,
    mut progress: impl FnMut(u64) + Send,
) -> Result<Geteld, Error> {
    let mut geteld = Geteld::default();
    while let Some(encoded) = pipeline.next().await? {
        geteld += encoded.geteld;
        store.add(connection, encoded).await?;
        progress(geteld.ketens);
    }
    Ok(geteld)
}
