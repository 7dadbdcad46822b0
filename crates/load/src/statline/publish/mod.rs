//! Publishing a complete pull: dimensions, revisions, what was loaded, and the ledger, in one transaction.
//!
//! Lists of codes go to work tables (`lijst`), cells never leave the server (`cel`): the work is done by statements on
//! whole tables, so that ten million cells cost the client nothing.

mod cel;
mod combinatie;
mod lijst;
pub(super) mod verhuizing;
mod verloop;
mod verslag;

use chrono::{DateTime, Utc};
use domain::statline::{Dimensiecode, Keuze, Tabel};
use sqlx::{Connection, PgConnection};
use tracing::info;

use crate::ledger::FinishedTask;
use crate::onderhoud::Onderhoud;
use crate::slot::Slot;
use crate::{Db, Error};

use super::{Plaatsing, Trek, trek};

/// What publishing changed, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wijziging {
    /// Cells that were pulled.
    pub cellen: u64,
    /// Cells that were not there.
    pub nieuw: u64,
    /// Cells with another value or reason.
    pub gewijzigd: u64,
    /// Cells of the selection that are no longer there, and those that stood where nobody puts them any more.
    pub verdwenen: u64,
    /// Cells that stayed the same.
    pub gelijk: u64,
    /// Changes of municipalities that were read from the texts of the areas.
    pub herindelingen: u64,
}

/// What is published, and as what.
#[derive(Clone, Copy)]
struct Publicatie<'p> {
    trek: &'p Trek,
    plaatsing: &'p Plaatsing,
    tabel: &'p Tabel,
    keuze: &'p Keuze,
    /// Task that the rows name.
    taak_id: i64,
    /// Moment that rows begin and end.
    moment: DateTime<Utc>,
}

impl Publicatie<'_> {
    fn tabel_id(&self) -> &str {
        self.tabel.tabel_id.as_str()
    }

    fn versie(&self) -> &str {
        &self.tabel.versie.versie
    }

    /// Whether the dimension at this position is neither that of the areas nor that of the periods.
    fn is_overig(&self, plek: usize) -> bool {
        Some(plek) != self.plaatsing.gebied && Some(plek) != self.plaatsing.periode
    }

    /// The members of a dimension, each with whether it is wanted.
    fn codes(&self, plek: usize) -> impl Iterator<Item = (&Dimensiecode, bool)> {
        let dimensie = self.tabel.dimensies.get(plek);
        let codes = dimensie.into_iter().flat_map(|dimensie| (0_u32..).zip(&dimensie.codes));
        codes.map(move |(nummer, code)| (code, self.keuze.wil_code(plek, nummer)))
    }
}

/// Publishes a complete pull: dimensions, revisions, what was loaded, the ledger, and the end of the pull, in one
/// transaction. `task` gets the counts: read = cells, loaded = cells, duplicate = rows that came twice.
///
/// A task that was published before (the answer to its commit was lost) changes nothing. Hardly any table gives a cell
/// more than once: only when the facts turn out to hold one does the work begin anew, with numbers for its values.
///
/// # Errors
/// `Incomplete` when the stored cells are not those that were counted, `DuplicateCell` when a cell came more often than
/// there are numbers, `VersionOld` when another source brought a newer version, `Database`, `SlotLost`; nothing changed
/// then.
pub async fn publish(
    db: &Db,
    slot: &Slot,
    trek: &Trek,
    plaatsing: &Plaatsing,
    tabel: &Tabel,
    keuze: &Keuze,
    task: &FinishedTask,
) -> Result<Wijziging, Error> {
    // Detached: who stops half-way drops the work, and the server rolls back when it sees the connection close.
    let mut connection = db.pool().acquire().await?.detach();
    let tabel_id = tabel.tabel_id.as_str();
    for is_again in [false, true] {
        let mut transaction = connection.begin().await?;
        slot.check(&mut transaction).await?;
        begin(&mut transaction).await?;
        if let Some(written) = verslag::find_written(&mut transaction, task.taak_id).await? {
            return Ok(written);
        }
        check_newest(&mut transaction, &plaatsing.bron, tabel).await?;
        let taak_id = verslag::taak_id(&mut transaction, task).await?;
        let moment = verslag::moment(&mut transaction, tabel_id).await?;
        let publicatie = Publicatie { trek, plaatsing, tabel, keuze, taak_id, moment };
        let is_numbered = is_again || cel::has_double(&mut transaction, tabel_id).await?;
        let cells = if is_numbered { cel::number(&mut transaction, &publicatie).await? } else { 0 };
        if let Some(wijziging) = prepare(&mut transaction, &publicatie, task).await? {
            slot.check(&mut transaction).await?;
            transaction.commit().await?;
            if cells > 0 {
                info!(table = tabel_id, cells, "cells with more than one value: all are kept");
            }
            return Ok(wijziging);
        }
        transaction.rollback().await?;
    }
    Err(Error::Corrupt { what: "dwh.feit_statline" })
}

/// Whether no other source brought a newer version of the table: its cells are one and the same.
async fn check_newest(
    connection: &mut PgConnection,
    bron: &str,
    tabel: &Tabel,
) -> Result<(), Error> {
    let nieuwer: Option<(String, String)> =
        sqlx::query_as(include_str!("../../../../../sql/statline/publish/select_nieuwer.sql"))
            .bind(bron)
            .bind(tabel.tabel_id.as_str())
            .bind(&tabel.versie.versie)
            .fetch_optional(connection)
            .await?;
    let Some((bron, nieuwer)) = nieuwer else { return Ok(()) };
    let (table, versie) = (tabel.tabel_id.to_string(), tabel.versie.versie.clone());
    Err(Error::VersionOld { table, versie, bron, nieuwer })
}

pub(super) async fn begin(connection: &mut PgConnection) -> Result<(), Error> {
    for sql in [
        include_str!("../../../../../sql/statline/publish/session.sql"),
        include_str!("../../../../../sql/ledger/watch_client.sql"),
        include_str!("../../../../../sql/statline/publish/lock.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Everything but the commit. `None`: a cell came twice under one number.
async fn prepare(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
    task: &FinishedTask,
) -> Result<Option<Wijziging>, Error> {
    let getrokken = cel::check_complete(connection, publicatie).await?;
    let create = include_str!("../../../../../sql/statline/publish/create_tables.sql");
    sqlx::raw_sql(create).execute(&mut *connection).await?;
    lijst::stage(connection, publicatie).await?;
    Onderhoud::AnalyseTrek.run(connection).await?;
    let analyze = include_str!("../../../../../sql/statline/publish/analyze_lijsten.sql");
    sqlx::query(analyze).execute(&mut *connection).await?;
    lijst::store(connection, publicatie).await?;
    combinatie::store(connection, publicatie).await?;
    let herindelingen = verloop::store(connection, publicatie).await?;
    let fill = include_str!("../../../../../sql/dwh/dimension/fill_gemeente.sql");
    sqlx::query(fill).execute(&mut *connection).await?;
    let Some(geteld) = cel::store(connection, publicatie, getrokken.cellen).await? else {
        return Ok(None);
    };
    let verdwenen = geteld.verdwenen + verhuizing::store(connection, publicatie).await?;
    let wijziging = Wijziging { verdwenen, herindelingen, ..geteld };
    verslag::store(connection, publicatie, &wijziging).await?;
    verslag::keep_paginas(connection, publicatie).await?;
    trek::lock(connection).await?;
    trek::clear(connection, &publicatie.plaatsing.bron).await?;
    verslag::record(connection, publicatie, task, getrokken).await?;
    Ok(Some(wijziging))
}

/// A count of the database, which is never negative.
fn telling(aantal: i64) -> u64 {
    u64::try_from(aantal).unwrap_or_default()
}
