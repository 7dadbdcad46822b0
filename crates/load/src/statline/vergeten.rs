//! What no longer belongs to a source: its label, its pull, or all of it.

use domain::Wet;
use sqlx::Connection;

use crate::ledger::{Handeling, record_audit_in};
use crate::slot::Slot;
use crate::{Db, Error};

use super::publish::begin;
use super::publish::verhuizing::{Vorige, sluit_tabel};
use super::stand::HERKOMST;
use super::trek;

/// What was forgotten of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vergeten {
    /// Identifier of its table.
    pub tabel_id: String,
    /// Cells that stood and are closed now; they stay as history.
    pub gesloten: u64,
    /// Whether another source loads the same table: then its cells stand.
    pub is_gedeeld: bool,
}

/// Forgets a source: what was loaded of it, its backfills, and a pull at work. The cells that stand of its table are
/// closed, unless another source loads that table. Recorded in the audit when anything was, together or not at all. `None`: nothing was
/// loaded of a source of this name.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn forget(
    db: &Db,
    slot: &Slot,
    bron: &str,
    wie: &str,
    reden: &str,
) -> Result<Option<Vergeten>, Error> {
    // Detached: who stops half-way drops the work, and the server rolls back when it sees the connection close.
    let mut connection = db.pool().acquire().await?.detach();
    let mut transaction = connection.begin().await?;
    slot.check(&mut transaction).await?;
    begin(&mut transaction).await?;
    trek::lock(&mut transaction).await?;
    trek::clear(&mut transaction, bron).await?;
    let vergeten = match Vorige::van(&mut transaction, bron).await? {
        None => None,
        Some(vorige) => {
            let is_gedeeld = vorige.is_gedeeld;
            let gesloten =
                if is_gedeeld { 0 } else { sluit_tabel(&mut transaction, &vorige).await? };
            Some(Vergeten { tabel_id: vorige.tabel_id, gesloten, is_gedeeld })
        }
    };
    let mut weg = 0;
    for sql in [
        include_str!("../../../../sql/statline/delete_bron.sql"),
        include_str!("../../../../sql/statline/delete_aanvullingen.sql"),
        include_str!("../../../../sql/statline/publish/delete_paginas.sql"),
    ] {
        weg += sqlx::query(sql).bind(bron).execute(&mut *transaction).await?.rows_affected();
    }
    // Of a refusal there is nothing to tell. A backfill that never loaded anything may have been there.
    if weg > 0 {
        let uitkomst = vergeten.as_ref().map_or_else(
            || "niets geladen".to_owned(),
            |vergeten| format!("{}: {} cellen gesloten", vergeten.tabel_id, vergeten.gesloten),
        );
        let handeling = Handeling {
            wie,
            handeling: "statline bron vergeten",
            object: bron,
            resultaat: &format!("{uitkomst}; reden: {reden}"),
            herkomst: HERKOMST,
        };
        record_audit_in(&mut transaction, &handeling).await?;
    }
    transaction.commit().await?;
    connection.close().await?;
    Ok(vergeten)
}

/// Gives the cells that stand of the table of a source another law; the figures stay. Returns how many had another.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn set_wet(db: &Db, slot: &Slot, bron: &str, wet: Option<Wet>) -> Result<u64, Error> {
    let mut connection = db.pool().acquire().await?.detach();
    let mut transaction = connection.begin().await?;
    slot.check(&mut transaction).await?;
    begin(&mut transaction).await?;
    let wet = wet.map(Wet::code);
    let tabel_id: Option<String> =
        sqlx::query_scalar(include_str!("../../../../sql/statline/update_bron_wet.sql"))
            .bind(bron)
            .bind(wet)
            .fetch_optional(&mut *transaction)
            .await?;
    let changed = sqlx::query(include_str!("../../../../sql/statline/update_wet.sql"))
        .bind(tabel_id)
        .bind(wet)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(changed.rows_affected())
}

/// Throws the pulls away of sources that are not in `namen`: nobody goes on with them, and their cells take room.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn discard_unknown(db: &Db, slot: &Slot, namen: &[String]) -> Result<(), Error> {
    let sql = include_str!("../../../../sql/statline/select_trekbronnen.sql");
    let bronnen: Vec<String> = sqlx::query_scalar(sql).bind(namen).fetch_all(db.pool()).await?;
    for bron in bronnen {
        trek::discard(db, slot, &bron).await?;
    }
    Ok(())
}
