//! Which chains and messages a publication recomputes: worked out by Postgres, in temporary tables.

use chrono::NaiveDate;
use domain::KetenSleutel;
use sqlx::PgConnection;

use crate::Error;
use crate::keten_reader::Coverage;

/// What to touch.
#[derive(Debug)]
pub(crate) enum Touch<'k> {
    /// A first load: everything in landing, without a list.
    Landing,
    /// Everything in landing and in the facts.
    Everything,
    /// What changed since the last publication, as of this reference date.
    Due(NaiveDate),
    /// These chains.
    Given(&'k [KetenSleutel]),
}

impl Touch<'_> {
    /// What the reader has to cover.
    pub(crate) const fn coverage(&self) -> Coverage {
        match self {
            Self::Landing => Coverage::Landing,
            Self::Everything => Coverage::AllTouched,
            Self::Due(_) | Self::Given(_) => Coverage::Touched,
        }
    }
}

/// The work tables grow step by step; each step is planned by what the one before found.
pub(super) const ANALYZE: &str = include_str!("../../../../sql/dwh/touch/analyze.sql");

/// Creates the work tables in the transaction of `connection`.
pub(crate) async fn create(connection: &mut PgConnection) -> Result<(), Error> {
    let sql = include_str!("../../../../sql/dwh/touch/create_tables.sql");
    sqlx::raw_sql(sql).execute(connection).await?;
    Ok(())
}

/// Fills `pub_bestand`, `pub_bericht`, `pub_keten`, `pub_kring` and `pub_berichtkring`.
pub(crate) async fn touch(connection: &mut PgConnection, touch: &Touch<'_>) -> Result<(), Error> {
    match touch {
        Touch::Landing => {
            run(connection, include_str!("../../../../sql/dwh/touch/insert_kenmerk_all.sql"))
                .await?;
        }
        Touch::Everything => {
            for sql in [
                include_str!("../../../../sql/dwh/touch/insert_bericht_all.sql"),
                include_str!("../../../../sql/dwh/touch/insert_keten_all.sql"),
                include_str!("../../../../sql/dwh/touch/insert_kenmerk_all.sql"),
                include_str!("../../../../sql/dwh/touch/insert_berichtkring_all.sql"),
                include_str!("../../../../sql/dwh/touch/insert_kring_bericht.sql"),
                include_str!("../../../../sql/dwh/touch/insert_kring_all.sql"),
            ] {
                run(connection, sql).await?;
            }
        }
        Touch::Due(peildatum) => {
            run(connection, include_str!("../../../../sql/dwh/touch/insert_bestand.sql")).await?;
            run(connection, ANALYZE).await?;
            run(connection, include_str!("../../../../sql/dwh/touch/insert_bericht.sql")).await?;
            run(connection, ANALYZE).await?;
            for sql in [
                include_str!("../../../../sql/dwh/touch/insert_keten.sql"),
                include_str!("../../../../sql/dwh/touch/insert_kring.sql"),
            ] {
                sqlx::query(sql).bind(peildatum).execute(&mut *connection).await?;
            }
            for sql in [
                ANALYZE,
                include_str!("../../../../sql/dwh/touch/insert_berichtkring.sql"),
                include_str!("../../../../sql/dwh/touch/insert_kring_bericht.sql"),
            ] {
                run(connection, sql).await?;
            }
        }
        Touch::Given(sleutels) => {
            let sleutels: Vec<i64> = sleutels.iter().map(|sleutel| sleutel.waarde()).collect();
            sqlx::query(include_str!("../../../../sql/dwh/touch/insert_keten_given.sql"))
                .bind(sleutels)
                .execute(&mut *connection)
                .await?;
        }
    }
    run(connection, ANALYZE).await?;
    let sql = include_str!("../../../../sql/dwh/touch/has_negative.sql");
    if sqlx::query_scalar(sql).fetch_one(&mut *connection).await? {
        close(connection, touch).await?;
    }
    Ok(())
}

/// Adds what belongs to the touched chains by records without a number, and gives what belongs together one group.
async fn close(connection: &mut PgConnection, touch: &Touch<'_>) -> Result<(), Error> {
    let add_ends = include_str!("../../../../sql/dwh/touch/insert_keten_kant.sql");
    match touch {
        Touch::Landing | Touch::Everything => {
            run(connection, include_str!("../../../../sql/dwh/touch/insert_kant_all.sql")).await?;
            run(connection, add_ends).await?;
        }
        Touch::Due(_) | Touch::Given(_) => loop {
            let mut added = 0;
            for sql in [
                include_str!("../../../../sql/dwh/touch/insert_keten_published.sql"),
                include_str!("../../../../sql/dwh/touch/insert_kant_negative.sql"),
                include_str!("../../../../sql/dwh/touch/insert_kant_positive.sql"),
            ] {
                added += run(connection, sql).await?;
            }
            added += run(connection, add_ends).await?;
            if added == 0 {
                break;
            }
        },
    }
    let merge = include_str!("../../../../sql/dwh/touch/update_groep.sql");
    while run(connection, merge).await? > 0 {}
    Ok(())
}

async fn run(connection: &mut PgConnection, sql: &'static str) -> Result<u64, Error> {
    Ok(sqlx::query(sql).execute(connection).await?.rows_affected())
}
