//! What stands of a source: what was loaded last, and what was asked on top of the configuration.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::Wet;
use domain::statline::{Tabel, Tabelversie};
use sqlx::{Connection, FromRow};

use super::structuur::structuur;
use crate::ledger::{Handeling, record_audit_in};
use crate::{Db, Error};

/// Where the acts of this module come from: there is no other way to ask for them.
pub(super) const HERKOMST: &str = "opdrachtregel";

/// What was last loaded of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    /// Identifier of the table.
    pub tabel_id: String,
    /// Base address.
    pub base_url: String,
    /// Its version.
    pub versie: Tabelversie,
    /// What was asked of it, as text.
    pub selectie: String,
    /// Its structure, or the one that was accepted after it; `None`: the next one passes whatever it is.
    pub structuur: Option<serde_json::Value>,
    /// Law that its figures have.
    pub wet: Option<Wet>,
    /// When.
    pub geladen_op: DateTime<Utc>,
}

#[derive(FromRow)]
struct StandRij {
    tabel_id: String,
    base_url: String,
    versie: String,
    waarnemingen_op: String,
    metadata_op: String,
    aantal: Option<i64>,
    selectie: String,
    /// As text: the one type that needs no feature of the driver.
    structuur: Option<String>,
    wet: Option<String>,
    geladen_op: DateTime<Utc>,
}

impl TryFrom<StandRij> for Stand {
    type Error = Error;

    fn try_from(rij: StandRij) -> Result<Self, Error> {
        let corrupt = || Error::Corrupt { what: "beheer.statline_bron" };
        let aantal = rij.aantal.map(u64::try_from).transpose().map_err(|_| corrupt())?;
        let structuur = rij.structuur.map(|tekst| serde_json::from_str(&tekst)).transpose();
        Ok(Self {
            tabel_id: rij.tabel_id,
            base_url: rij.base_url,
            versie: Tabelversie {
                versie: rij.versie,
                waarnemingen_op: rij.waarnemingen_op,
                metadata_op: rij.metadata_op,
                aantal,
            },
            selectie: rij.selectie,
            structuur: structuur.map_err(|_| corrupt())?,
            wet: rij.wet.map(|wet| wet.parse()).transpose().map_err(|_| corrupt())?,
            geladen_op: rij.geladen_op,
        })
    }
}

/// What was last loaded of a source.
///
/// # Errors
/// `Database`, `Corrupt`.
pub async fn stand(db: &Db, bron: &str) -> Result<Option<Stand>, Error> {
    let rij: Option<StandRij> =
        sqlx::query_as(include_str!("../../../../sql/statline/select_stand.sql"))
            .bind(bron)
            .fetch_optional(db.pool())
            .await?;
    rij.map(Stand::try_from).transpose()
}

/// A structure of a table that somebody looked at, against what stands.
#[derive(Debug, Clone)]
pub struct GezieneStructuur<'s> {
    /// What stood when it was looked at.
    pub stand: &'s Stand,
    /// The table as it was described.
    pub tabel: &'s Tabel,
}

/// Takes the structure that was seen as that of a source: the next run compares with it, so that no other passes.
/// Recorded in the audit, together or not at all. False when the source was loaded, or forgotten, since it was looked at:
/// then nothing changes.
///
/// # Errors
/// `Database`.
pub async fn accept(
    db: &Db,
    bron: &str,
    gezien: &GezieneStructuur<'_>,
    wie: &str,
    reden: &str,
) -> Result<bool, Error> {
    let GezieneStructuur { stand, tabel } = gezien;
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    let rows = sqlx::query(include_str!("../../../../sql/statline/accept_structuur.sql"))
        .bind(bron)
        .bind(structuur(tabel).to_string())
        .bind(stand.geladen_op)
        .execute(&mut *transaction)
        .await?
        .rows_affected();
    let is_aanvaard = rows > 0;
    let uitkomst = if is_aanvaard { "aanvaard" } else { "intussen geladen" };
    let versie = &tabel.versie.versie;
    let handeling = Handeling {
        wie,
        handeling: "statline structuur aanvaarden",
        object: bron,
        resultaat: &format!("{uitkomst}: {} versie {versie}; reden: {reden}", tabel.tabel_id),
        herkomst: HERKOMST,
    };
    record_audit_in(&mut transaction, &handeling).await?;
    transaction.commit().await?;
    Ok(is_aanvaard)
}

/// The ranges of periods that were asked for with a backfill, as (first, last).
///
/// # Errors
/// `Database`.
pub async fn aanvullingen(db: &Db, bron: &str) -> Result<Vec<(String, String)>, Error> {
    let sql = include_str!("../../../../sql/statline/select_aanvullingen.sql");
    Ok(sqlx::query_as(sql).bind(bron).fetch_all(db.pool()).await?)
}

/// Remembers a backfill; recorded in the audit, together or not at all. A range that is known stays as it is.
///
/// # Errors
/// `Database`.
pub async fn store_aanvulling(
    db: &Db,
    bron: &str,
    van: &str,
    tot: &str,
    wie: &str,
) -> Result<(), Error> {
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    sqlx::query(include_str!("../../../../sql/statline/insert_aanvulling.sql"))
        .bind(bron)
        .bind(van)
        .bind(tot)
        .bind(wie)
        .execute(&mut *transaction)
        .await?;
    let handeling = Handeling {
        wie,
        handeling: "statline aanvulling",
        object: bron,
        resultaat: &format!("periodes {van} tot en met {tot}"),
        herkomst: HERKOMST,
    };
    record_audit_in(&mut transaction, &handeling).await?;
    transaction.commit().await?;
    Ok(())
}

/// The municipalities in each area around them (province, country), those that ended too: code of the area to codes
/// such as `GM0344`, ascending.
///
/// # Errors
/// `Database`.
pub async fn gemeenten_van(db: &Db) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let sql = include_str!("../../../../sql/statline/select_gemeenten.sql");
    let rows: Vec<(String, Vec<String>)> = sqlx::query_as(sql).fetch_all(db.pool()).await?;
    Ok(rows.into_iter().collect())
}
