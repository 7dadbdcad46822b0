//! Keys that are in one delivery more than once: duplicates, or in doubt.

use domain::zaaksysteem::Entiteit;
use sqlx::{FromRow, PgConnection, Row};

use crate::Error;

use super::kolommen::{Waar, opdracht_waar};

/// What is left of a delivery, and what is not.
#[derive(Debug)]
pub(super) struct Ontdubbeld {
    /// Good records by entity.
    pub(super) goed: Vec<(Entiteit, i64)>,
    /// Lines with a record that tells something else of a key than another line.
    pub(super) conflicten: i64,
    /// The first of those lines.
    pub(super) conflictregels: Vec<Conflictregel>,
    /// Lines that brought nothing but what was there before.
    pub(super) dubbel: i64,
}

impl Ontdubbeld {
    /// Of a delivery in which every key is there once.
    pub(super) const fn heel(goed: Vec<(Entiteit, i64)>) -> Self {
        Self { goed, conflicten: 0, conflictregels: Vec::new(), dubbel: 0 }
    }
}

/// A line with a conflict.
#[derive(Debug, FromRow)]
pub(super) struct Conflictregel {
    pub(super) regel: i64,
    pub(super) entiteit: String,
    pub(super) aantal: i64,
}

/// Takes out the lines in doubt as a whole, then the records that were there before.
pub(super) async fn ontdubbel(
    connection: &mut PgConnection,
    entiteiten: &[Entiteit],
    waar: Waar,
    regels_max: i64,
) -> Result<Ontdubbeld, Error> {
    zoek(connection, entiteiten, waar).await?;
    let conflict = include_str!("../../../../sql/zaak/landing/insert_conflict.sql");
    voor_elk(connection, entiteiten, waar, conflict).await?;
    let conflictregels: Vec<Conflictregel> =
        sqlx::query_as(include_str!("../../../../sql/zaak/landing/select_conflict.sql"))
            .bind(regels_max)
            .fetch_all(&mut *connection)
            .await?;
    let conflicten = conflictregels.first().map_or(0, |regel| regel.aantal);
    if conflicten > 0 {
        for sql in [
            include_str!("../../../../sql/zaak/landing/delete_conflict.sql"),
            include_str!("../../../../sql/zaak/landing/delete_twijfel.sql"),
        ] {
            voor_elk(connection, entiteiten, waar, sql).await?;
        }
        // The first record of a key may have been on a line that is gone now.
        sqlx::query("delete from csv_dubbel").execute(&mut *connection).await?;
        zoek(connection, entiteiten, waar).await?;
    }
    let dubbel = verwijder_dubbel(connection, entiteiten, waar).await?;
    let mut goed = Vec::new();
    for entiteit in entiteiten {
        let sql = include_str!("../../../../sql/zaak/landing/count_nieuw.sql");
        let rij = opdracht_waar(waar, sql, *entiteit).fetch_one(&mut *connection).await?;
        goed.push((*entiteit, rij.try_get(0)?));
    }
    Ok(Ontdubbeld { goed, conflicten, conflictregels, dubbel })
}

async fn zoek(
    connection: &mut PgConnection,
    entiteiten: &[Entiteit],
    waar: Waar,
) -> Result<(), Error> {
    let sql = include_str!("../../../../sql/zaak/landing/insert_dubbel.sql");
    voor_elk(connection, entiteiten, waar, sql).await?;
    sqlx::query("analyze csv_dubbel").execute(connection).await?;
    Ok(())
}

/// Runs a template with the entity as its parameter, for each.
async fn voor_elk(
    connection: &mut PgConnection,
    entiteiten: &[Entiteit],
    waar: Waar,
    sjabloon: &'static str,
) -> Result<(), Error> {
    for entiteit in entiteiten {
        let opdracht = opdracht_waar(waar, sjabloon, *entiteit).bind(entiteit.naam());
        opdracht.execute(&mut *connection).await?;
    }
    Ok(())
}

async fn verwijder_dubbel(
    connection: &mut PgConnection,
    entiteiten: &[Entiteit],
    waar: Waar,
) -> Result<i64, Error> {
    let sql = include_str!("../../../../sql/zaak/landing/delete_dubbel.sql");
    voor_elk(connection, entiteiten, waar, sql).await?;
    let tel = include_str!("../../../../sql/zaak/landing/count_dubbel.sql");
    let regels: i64 = sqlx::query_scalar(tel).fetch_one(&mut *connection).await?;
    if regels == 0 {
        return Ok(0);
    }
    let sql = include_str!("../../../../sql/zaak/landing/delete_dubbelregel.sql");
    for entiteit in entiteiten {
        opdracht_waar(waar, sql, *entiteit).execute(&mut *connection).await?;
    }
    Ok(sqlx::query_scalar(tel).fetch_one(connection).await?)
}
