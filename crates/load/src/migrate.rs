//! The schema: numbered migrations, forward only, and the views on top of them.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Connection, PgConnection, PgPool};

use crate::{DbFailure, Error, mart, onderhoud, rollen};

static MIGRATOR: Migrator = sqlx::migrate!("../../sql/migrations");

/// Applies what is missing, then makes functions and views anew when they or the schema below them changed.
///
/// Where the warehouse belongs to `wh_owner` it acts as that role, whoever signed in: what it makes must not get
/// another owner, whose rights a view would read by.
pub(crate) async fn apply(pool: &PgPool) -> Result<(), Error> {
    // Detached: a connection that took another role must not go back to the pool.
    let mut connection = pool.acquire().await?.detach();
    let applied = apply_as_owner(&mut connection).await;
    connection.close().await?;
    applied
}

async fn apply_as_owner(connection: &mut PgConnection) -> Result<(), Error> {
    let sql = include_str!("../../../sql/beheer/functie/select_eigenaar.sql");
    let has_roles: bool = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
    if has_roles {
        sqlx::query("set role wh_owner").execute(&mut *connection).await?;
    }
    MIGRATOR.run(&mut *connection).await.map_err(failure)?;
    onderhoud::apply(connection).await?;
    // Before a view can show what is in a new table.
    if has_roles {
        rollen::close_rows(connection).await?;
    }
    let versions: Vec<String> =
        MIGRATOR.iter().map(|migration| migration.version.to_string()).collect();
    mart::apply(connection, &versions.join(" ")).await
}

fn failure(error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) => Error::from(error),
        MigrateError::ExecuteMigration(error, version) => {
            Error::Migration { version, failure: DbFailure::from(error) }
        }
        MigrateError::VersionMissing(found)
        | MigrateError::VersionMismatch(found)
        | MigrateError::VersionTooNew(found, _)
        | MigrateError::Dirty(found) => Error::SchemaUnknown { found },
        _ => Error::SchemaUnknown { found: 0 },
    }
}

/// Compares what was applied with what the program has.
pub(crate) async fn check(pool: &PgPool) -> Result<(), Error> {
    let needed = MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or_default();
    let has_table: bool =
        sqlx::query_scalar(include_str!("../../../sql/ledger/has_migrations.sql"))
            .fetch_one(pool)
            .await?;
    if !has_table {
        return Err(Error::SchemaOld { found: 0, needed });
    }
    let applied: Vec<(i64, Vec<u8>)> =
        sqlx::query_as(include_str!("../../../sql/ledger/select_migrations.sql"))
            .fetch_all(pool)
            .await?;
    for (version, checksum) in &applied {
        let known = MIGRATOR
            .iter()
            .any(|migration| migration.version == *version && *migration.checksum == **checksum);
        if !known {
            return Err(Error::SchemaUnknown { found: *version });
        }
    }
    let found = applied.iter().map(|(version, _)| *version).max().unwrap_or_default();
    if applied.len() == MIGRATOR.iter().count() {
        Ok(())
    } else {
        Err(Error::SchemaOld { found, needed })
    }
}
