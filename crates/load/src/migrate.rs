//! The schema: numbered migrations, forward only, and the views on top of them.

use sqlx::PgPool;
use sqlx::migrate::{MigrateError, Migrator};

use crate::{DbFailure, Error, mart};

static MIGRATOR: Migrator = sqlx::migrate!("../../sql/migrations");

/// Applies what is missing, then makes the views anew when they or the schema below them changed.
pub(crate) async fn apply(pool: &PgPool) -> Result<(), Error> {
    MIGRATOR.run(pool).await.map_err(failure)?;
    let versions: Vec<String> =
        MIGRATOR.iter().map(|migration| migration.version.to_string()).collect();
    mart::apply(pool, &versions.join(" ")).await
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
