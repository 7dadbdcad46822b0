//! Replaces the rows of the touched chains and messages: only what differs is written.

use core::future::poll_fn;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, PgConnection};
use transform::{Ernst, regel};

use super::dimension::{scoped, substitute};
use super::report::TableReport;
use super::row::moment;
use super::store::Target;
use super::table::{COUNT, TABLES};
use super::touched::ANALYZE;
use crate::Error;
use crate::keten_reader::Coverage;
use crate::onderhoud::Onderhoud;

/// Where the rows of a publication go.
pub(super) async fn target(
    connection: &mut PgConnection,
    coverage: Coverage,
) -> Result<Target, Error> {
    if coverage != Coverage::Landing {
        return Ok(Target::Staged);
    }
    let sql = include_str!("../../../../sql/dwh/touch/has_row_security.sql");
    let has_row_security: bool = sqlx::query_scalar(sql).fetch_one(connection).await?;
    Ok(if has_row_security { Target::Through } else { Target::Direct })
}

/// Takes all that a first load copied into the temporary tables to the facts, which are empty and have no indexes.
pub(super) async fn pass_through(connection: &mut PgConnection) -> Result<(), Error> {
    for table in &TABLES {
        sqlx::query(table.pass).execute(&mut *connection).await?;
        sqlx::query(table.clear).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Copies the lists of touched messages, chains and kringen from the reading session to the writing one, which has no access
/// to the temporary tables of the other.
pub(super) async fn copy_touched(
    reader: &mut PgConnection,
    writer: &mut PgConnection,
) -> Result<(), Error> {
    for (out, into) in [
        (
            "copy pub_bericht (bestand_id) to stdout (format binary)",
            "copy pub_bericht (bestand_id) from stdin (format binary)",
        ),
        (
            "copy pub_keten (keten, groep) to stdout (format binary)",
            "copy pub_keten (keten, groep) from stdin (format binary)",
        ),
        (
            "copy pub_kring (sleutel, kring) to stdout (format binary)",
            "copy pub_kring (sleutel, kring) from stdin (format binary)",
        ),
    ] {
        let mut chunks = reader.copy_out_raw(out).await?;
        let mut copy = writer.copy_in_raw(into).await?;
        while let Some(chunk) = poll_fn(|context| chunks.as_mut().poll_next(context)).await {
            match chunk {
                Ok(chunk) => {
                    copy.send(&*chunk).await?;
                }
                Err(error) => {
                    copy.abort("the reader failed").await?;
                    return Err(error.into());
                }
            }
        }
        copy.finish().await?;
    }
    sqlx::query(ANALYZE).execute(writer).await?;
    Ok(())
}

/// Creates the tables for new rows and computes the messages; returns their number.
pub(super) async fn stage_messages(
    connection: &mut PgConnection,
    (coverage, target): (Coverage, Target),
) -> Result<u64, Error> {
    let create = include_str!("../../../../sql/dwh/merge/create_tables.sql");
    sqlx::raw_sql(create).execute(&mut *connection).await?;
    let mut sql =
        scoped(include_str!("../../../../sql/dwh/merge/insert_nieuw_bericht.sql"), coverage)?;
    if target != Target::Staged {
        sql = substitute(&sql, "insert into nieuw_bericht", "insert into dwh.feit_bericht")?;
    }
    Ok(sqlx::query(AssertSqlSafe(sql)).execute(connection).await?.rows_affected())
}

/// Adds the findings about refused messages to the new rows; keeps the moment that findings end.
pub(super) async fn stage_conflicts(
    connection: &mut PgConnection,
    peildatum: NaiveDate,
) -> Result<u64, Error> {
    let set_moment = include_str!("../../../../sql/dwh/merge/set_moment.sql");
    sqlx::query(set_moment).bind(moment(peildatum).to_rfc3339()).execute(&mut *connection).await?;
    let ernst = regel("TR056").map(|regel| regel.ernst);
    let sql = include_str!("../../../../sql/dwh/merge/insert_conflict.sql");
    let done = sqlx::query(sql)
        .bind(ernst.unwrap_or(Ernst::R).code())
        .bind(moment(peildatum))
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// Ends a first load: findings about messages, indexes, statistics.
///
/// Without a message nothing was loaded: then the indexes wait for the load that is worth it.
pub(super) async fn finish_first(
    connection: &mut PgConnection,
    bericht: u64,
    copied: [u64; COUNT],
) -> Result<Vec<TableReport>, Error> {
    let conflicts = include_str!("../../../../sql/dwh/merge/insert_bevinding.sql");
    let conflicts = sqlx::query(conflicts).execute(&mut *connection).await?.rows_affected();
    if bericht > 0 {
        ensure_indexes(connection).await?;
        Onderhoud::AnalyseDwh.run(connection).await?;
    }
    let row = |table, written| TableReport { table, computed: written, written, deleted: 0 };
    let mut reports = vec![row("feit_bericht", bericht)];
    for (table, copied) in TABLES.iter().zip(copied) {
        let extra = if table.name == "feit_bevinding" { conflicts } else { 0 };
        reports.push(row(table.name, copied + extra));
    }
    Ok(reports)
}

/// Builds the indexes of the facts when any is missing: after a first load, and after a migration that dropped one.
async fn ensure_indexes(connection: &mut PgConnection) -> Result<(), Error> {
    let has_indexes = include_str!("../../../../sql/dwh/has_indexes.sql");
    if !sqlx::query_scalar(has_indexes).fetch_one(&mut *connection).await? {
        Onderhoud::IndexenDwh.run(connection).await?;
    }
    Ok(())
}

/// Publishes the differences between the new rows and what stands in the facts.
pub(super) async fn merge(
    connection: &mut PgConnection,
    bericht: u64,
    copied: [u64; COUNT],
) -> Result<Vec<TableReport>, Error> {
    // Before the merge: it finds old rows by their keys.
    ensure_indexes(connection).await?;
    let analyze = include_str!("../../../../sql/dwh/merge/analyze.sql");
    sqlx::query(analyze).execute(&mut *connection).await?;
    let remove = include_str!("../../../../sql/dwh/merge/delete_bericht.sql");
    let write = [include_str!("../../../../sql/dwh/merge/insert_bericht.sql")];
    let mut reports = vec![replace(connection, "feit_bericht", bericht, (remove, &write)).await?];
    for (table, copied) in TABLES.iter().zip(copied) {
        let statements = (table.remove, table.write);
        reports.push(replace(connection, table.name, copied, statements).await?);
    }
    Ok(reports)
}

/// Publishes the faults of the hub: there are few, and no chain knows them.
pub(super) async fn merge_ketenfouten(connection: &mut PgConnection) -> Result<TableReport, Error> {
    let remove = include_str!("../../../../sql/dwh/merge/delete_ketenfout.sql");
    let write = [include_str!("../../../../sql/dwh/merge/insert_ketenfout.sql")];
    let report = replace(connection, "feit_ketenfout", 0, (remove, &write)).await?;
    Ok(TableReport { computed: report.written, ..report })
}

async fn replace(
    connection: &mut PgConnection,
    table: &'static str,
    computed: u64,
    (remove, write): (&'static str, &[&'static str]),
) -> Result<TableReport, Error> {
    let deleted = sqlx::query(remove).execute(&mut *connection).await?.rows_affected();
    let mut written = 0;
    for sql in write {
        written += sqlx::query(*sql).execute(&mut *connection).await?.rows_affected();
    }
    Ok(TableReport { table, computed, written, deleted })
}
