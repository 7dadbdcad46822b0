//! What the warehouse knows of catalogues and tables when CBS is not asked.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// A catalogue that was stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CatalogusStand {
    /// Base address.
    pub catalogus: String,
    /// Tables that it holds.
    pub tabellen: i64,
    /// When it was looked at last.
    pub laatst_gezien_op: DateTime<Utc>,
}

/// What a source loaded last.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Geladen {
    /// Name of the source.
    pub bron: String,
    /// Identifier of the table.
    pub tabel_id: String,
    /// Base address.
    pub base_url: String,
    /// `v3` or `v4`.
    pub protocol: String,
    /// Version: `YYYYMMDDHHMM`.
    pub versie: String,
    /// What was asked of it, as text.
    pub selectie: String,
    /// When it was published.
    pub geladen_op: DateTime<Utc>,
}

/// A table as its newest loaded version describes it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct BekendeTabel {
    /// Identifier.
    pub tabel_id: String,
    /// `v3` or `v4`.
    pub protocol: String,
    /// Base address.
    pub base_url: String,
    /// Title.
    pub titel: String,
    /// Short text; may be empty.
    pub samenvatting: String,
    /// Version: `YYYYMMDDHHMM`.
    pub versie: String,
    /// When its figures changed, as CBS writes it.
    pub waarnemingen_op: String,
    /// When its texts changed, as CBS writes it.
    pub metadata_op: String,
    /// Rows according to CBS; `None` when not given.
    pub aantal: Option<i64>,
    /// Why CBS brought the version.
    pub reden: String,
    /// Regulier, Gediscontinueerd or something new.
    pub status: String,
    /// Rhythm of delivery.
    pub frequentie: String,
    /// Licence.
    pub licentie: String,
    /// Source that the table names.
    pub herkomst: String,
}

/// A measure of a loaded table.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct BekendOnderwerp {
    /// Code in the newest loaded version.
    pub onderwerp_code: String,
    /// Titles of its groups.
    pub pad: String,
    /// Title.
    pub titel: String,
    /// Path and title.
    pub label: String,
    /// Unit as written.
    pub eenheid: String,
    /// What a value must be multiplied by to be in single units.
    pub vermenigvuldiger: i64,
    /// Decimals that are published.
    pub decimalen: i16,
    /// `geheel`, `decimaal` or `tekst`.
    pub gegevenstype: String,
}

/// A dimension of a loaded table, in short.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct BekendeDimensie {
    /// Name; empty for the periods, whose name is not kept.
    pub naam: String,
    /// Title; may be empty.
    pub titel: String,
    /// `categorie` or `periode`.
    pub rol: String,
    /// Members.
    pub codes: i64,
    /// Members that are totals.
    pub totalen: i64,
    /// Members that are bounds of margins.
    pub marges: i64,
    /// First member by code.
    pub eerste_code: String,
    /// Its title.
    pub eerste_titel: String,
    /// Last member by code.
    pub laatste_code: String,
    /// Its title.
    pub laatste_titel: String,
}

/// Where a table is.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Vindplaats {
    /// Base address of the catalogue.
    pub base_url: String,
    /// `v3` or `v4`; `None` when nothing was loaded from there.
    pub protocol: Option<String>,
}

/// How many measures of a table were loaded, and how many of those have no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Vulling {
    /// Measures with cells.
    pub geladen: i64,
    /// Those of which every cell is empty.
    pub leeg: i64,
}

/// The stored catalogues that hold a table, by its id in any case; by address.
///
/// # Errors
/// `Database`.
pub async fn vindplaatsen(db: &Db, tabel_id: &str) -> Result<Vec<Vindplaats>, Error> {
    let sql = include_str!("../../../../sql/statline/overzicht/select_plaatsen.sql");
    Ok(sqlx::query_as(sql).bind(tabel_id).fetch_all(db.pool()).await?)
}

/// How many measures of a table are loaded and how many of those are wholly empty.
///
/// # Errors
/// `Database`.
pub async fn vulling(db: &Db, tabel_id: &str) -> Result<Vulling, Error> {
    let sql = include_str!("../../../../sql/statline/overzicht/count_leeg.sql");
    Ok(sqlx::query_as(sql).bind(tabel_id).fetch_one(db.pool()).await?)
}

/// The catalogues that were stored; empty before the first run with a source of CBS.
///
/// # Errors
/// `Database`.
pub async fn catalogi(db: &Db) -> Result<Vec<CatalogusStand>, Error> {
    let sql = include_str!("../../../../sql/statline/overzicht/select_catalogi.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// What every source of CBS loaded last.
///
/// # Errors
/// `Database`.
pub async fn geladen(db: &Db) -> Result<Vec<Geladen>, Error> {
    let sql = include_str!("../../../../sql/statline/overzicht/select_geladen.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// A table as its newest loaded version describes it, by its id in any case; `None` when none was loaded.
///
/// # Errors
/// `Database`.
pub async fn bekende_tabel(db: &Db, tabel_id: &str) -> Result<Option<BekendeTabel>, Error> {
    let sql = include_str!("../../../../sql/statline/overzicht/select_tabel.sql");
    Ok(sqlx::query_as(sql).bind(tabel_id).fetch_optional(db.pool()).await?)
}

/// The measures and dimensions of a loaded table; areas are not among the dimensions, because they are shared by all
/// tables.
///
/// # Errors
/// `Database`.
pub async fn bekende_structuur(
    db: &Db,
    tabel_id: &str,
) -> Result<(Vec<BekendOnderwerp>, Vec<BekendeDimensie>), Error> {
    let sql = include_str!("../../../../sql/statline/overzicht/select_onderwerpen.sql");
    let onderwerpen = sqlx::query_as(sql).bind(tabel_id).fetch_all(db.pool()).await?;
    let mut dimensies = Vec::new();
    for sql in [
        include_str!("../../../../sql/statline/overzicht/select_categorieen.sql"),
        include_str!("../../../../sql/statline/overzicht/select_perioden.sql"),
    ] {
        dimensies.extend(sqlx::query_as(sql).bind(tabel_id).fetch_all(db.pool()).await?);
    }
    Ok((onderwerpen, dimensies))
}
