//! What was published: the version of the table, the state of the source, and the ledger.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::Error;
use crate::ledger::{Aantal, FinishedTask, Telling, record_task_in};
use crate::statline::vermelding::vermelding;
use crate::statline::{protocol_word, structuur};

use super::cel::Getrokken;
use super::verhuizing::{vast_gebied_sk, vaste_periode};
use super::{Publicatie, Wijziging, telling};

/// What the task published, when it was committed before.
///
/// # Errors
/// `Database`.
pub(super) async fn find_written(
    connection: &mut PgConnection,
    taak_id: Option<i64>,
) -> Result<Option<Wijziging>, Error> {
    let Some(taak_id) = taak_id else { return Ok(None) };
    let sql = include_str!("../../../../../sql/statline/publish/select_written.sql");
    let row: Option<[i64; 5]> =
        sqlx::query_scalar(sql).bind(taak_id).fetch_optional(connection).await?;
    Ok(row.map(|tellingen| {
        let [cellen, nieuw, gewijzigd, verdwenen, gelijk] = tellingen.map(telling);
        Wijziging { cellen, nieuw, gewijzigd, verdwenen, gelijk, herindelingen: 0 }
    }))
}

/// The number of the task: its own, or the next one.
///
/// # Errors
/// `Database`.
pub(super) async fn taak_id(
    connection: &mut PgConnection,
    task: &FinishedTask,
) -> Result<i64, Error> {
    if let Some(taak_id) = task.taak_id {
        return Ok(taak_id);
    }
    let sql = include_str!("../../../../../sql/ledger/next_task_id.sql");
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}

/// The moment that rows begin and end, later than that of any publication of the table before.
///
/// # Errors
/// `Database`.
pub(super) async fn moment(
    connection: &mut PgConnection,
    tabel_id: &str,
) -> Result<DateTime<Utc>, Error> {
    let sql = include_str!("../../../../../sql/statline/publish/select_moment.sql");
    Ok(sqlx::query_scalar(sql).bind(tabel_id).fetch_one(connection).await?)
}

/// Writes down the version with what it changed, and what is now loaded of the source.
///
/// # Errors
/// `Database`, `Value` when a count does not fit.
pub(super) async fn store(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
    wijziging: &Wijziging,
) -> Result<(), Error> {
    let Publicatie { tabel, plaatsing, .. } = publicatie;
    let te_groot = |_| Error::Value { what: "a count of cells" };
    let Wijziging { cellen, nieuw, gewijzigd, verdwenen, gelijk, .. } = *wijziging;
    let tellingen = [cellen, nieuw, gewijzigd, verdwenen, gelijk];
    let tellingen = tellingen.map(i64::try_from).into_iter().collect::<Result<Vec<_>, _>>();
    let tellingen = tellingen.map_err(te_groot)?;
    let aantal = tabel.versie.aantal.map(i64::try_from).transpose().map_err(te_groot)?;
    sqlx::query(include_str!("../../../../../sql/statline/publish/insert_tabel.sql"))
        .bind(publicatie.tabel_id())
        .bind(publicatie.versie())
        .bind(&plaatsing.bron)
        .bind(protocol_word(tabel.protocol))
        .bind(&plaatsing.base_url)
        .bind(&tabel.titel)
        .bind(&tabel.samenvatting)
        .bind(&tabel.toelichting)
        .bind(&tabel.reden)
        .bind(&tabel.status)
        .bind(&tabel.frequentie)
        .bind(&tabel.licentie)
        .bind(&tabel.bron)
        .bind(&tabel.versie.waarnemingen_op)
        .bind(&tabel.versie.metadata_op)
        .bind(aantal)
        .bind(publicatie.taak_id)
        .bind(publicatie.moment)
        .bind(tellingen)
        .bind(vermelding(tabel, &plaatsing.base_url))
        .execute(&mut *connection)
        .await?;
    sqlx::query(include_str!("../../../../../sql/statline/publish/upsert_bron.sql"))
        .bind(&plaatsing.bron)
        .bind(publicatie.tabel_id())
        .bind(&plaatsing.base_url)
        .bind(protocol_word(tabel.protocol))
        .bind(publicatie.versie())
        .bind(&tabel.versie.waarnemingen_op)
        .bind(&tabel.versie.metadata_op)
        .bind(aantal)
        .bind(&plaatsing.selectie)
        .bind(structuur(tabel).to_string())
        .bind(publicatie.taak_id)
        .bind(publicatie.moment)
        .bind(plaatsing.wet.map(domain::Wet::code))
        .bind(vaste_periode(plaatsing))
        .bind(vast_gebied_sk(plaatsing))
        .bind(plaatsing.kaartjaar)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps where every page came from, instead of those of the publication before. While the pages stand in landing.
///
/// # Errors
/// `Database`.
pub(super) async fn keep_paginas(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    let bron = &publicatie.plaatsing.bron;
    sqlx::query(include_str!("../../../../../sql/statline/publish/delete_paginas.sql"))
        .bind(bron)
        .execute(&mut *connection)
        .await?;
    sqlx::query(include_str!("../../../../../sql/statline/publish/insert_paginas.sql"))
        .bind(publicatie.trek.trek_id)
        .bind(bron)
        .bind(publicatie.tabel_id())
        .bind(publicatie.versie())
        .bind(publicatie.taak_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes the task with what it counted: the last thing before the commit.
///
/// # Errors
/// `Database`.
pub(super) async fn record(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
    task: &FinishedTask,
    getrokken: Getrokken,
) -> Result<(), Error> {
    let aantal = |records| Aantal { records, ..Aantal::default() };
    let telling = Telling {
        geladen: aantal(getrokken.cellen),
        dubbel: aantal(getrokken.dubbel),
        ..Telling::default()
    };
    let task = FinishedTask { taak_id: Some(publicatie.taak_id), telling, ..task.clone() };
    record_task_in(connection, &task).await?;
    Ok(())
}
