//! The quality views of `mart`, read as text by what the catalogue tells of them.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::{Db, Error};

/// The views that pages show. No other name ever reaches a statement.
pub const WEERGAVEN: [&str; 19] = [
    "kwaliteit_aanbieder",
    "kwaliteit_bevinding",
    "kwaliteit_bevinding_regel",
    "kwaliteit_herstel",
    "verantwoordelijke",
    "kwaliteit_tijdigheid",
    "kwaliteit_tijdigheid_regel",
    "kwaliteit_koppeling",
    "kwaliteit_regie",
    "kwaliteit_volledigheid",
    "kwaliteit_volume",
    "kwaliteit_volume_persoon",
    "kwaliteit_uitschieter",
    "kwaliteit_uitschieter_regel",
    "kwaliteit_uitschieter_grens",
    "kwaliteit_dubbel",
    "retour_verschil",
    "retour_verschil_telling",
    "brug_beschikking",
];

/// A page that takes longer helps nobody: a smaller selection does.
const TIMEOUT: &str = "set local statement_timeout = '60s'";

/// A view.
#[derive(Debug, Clone, FromRow)]
pub struct WeergaveRij {
    /// Name.
    pub naam: String,
    /// What it tells, from its comment.
    pub uitleg: String,
}

/// A column of a view.
#[derive(Debug, Clone, FromRow)]
pub struct KolomRij {
    /// Name.
    pub naam: String,
    /// Type as Postgres writes it.
    pub soort: String,
    /// What it means, from its comment.
    pub uitleg: String,
}

/// Which rows; `None` is all. What a view has no column for selects nothing away.
#[derive(Debug, Clone, Default)]
pub struct Selectie {
    /// Law.
    pub wet: Option<String>,
    /// Municipality.
    pub gemeentecode: Option<String>,
    /// Provider.
    pub agb_code: Option<String>,
    /// First month.
    pub van: Option<NaiveDate>,
    /// Last month.
    pub tot: Option<NaiveDate>,
}

/// What the views can be selected by.
#[derive(Debug, Clone, Default, FromRow)]
pub struct Keuzes {
    /// Municipalities.
    pub gemeenten: Vec<String>,
    /// Providers.
    pub aanbieders: Vec<String>,
}

/// The views of [`WEERGAVEN`] that the database has.
///
/// # Errors
/// `Database`.
pub async fn list_views(db: &Db) -> Result<Vec<WeergaveRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_weergaven.sql");
    Ok(sqlx::query_as(sql).bind(&WEERGAVEN[..]).fetch_all(db.pool()).await?)
}

/// The columns of a view that people read; none when it is not one of [`WEERGAVEN`].
///
/// # Errors
/// `Database`.
pub async fn list_columns(db: &Db, weergave: &str) -> Result<Vec<KolomRij>, Error> {
    if !WEERGAVEN.contains(&weergave) {
        return Ok(Vec::new());
    }
    let sql = include_str!("../../../../sql/pagina/select_weergave_kolommen.sql");
    Ok(sqlx::query_as(sql).bind(weergave).fetch_all(db.pool()).await?)
}

/// At most `rows_max` rows of a view, newest month first: the values of `kolommen` as Postgres writes them.
///
/// # Errors
/// `Database`, also when it takes longer than a minute.
pub async fn list_rows(
    db: &Db,
    weergave: &str,
    kolommen: &[KolomRij],
    selectie: &Selectie,
    rows_max: i64,
) -> Result<Vec<Vec<Option<String>>>, Error> {
    if !WEERGAVEN.contains(&weergave) || kolommen.is_empty() {
        return Ok(Vec::new());
    }
    let namen: Vec<&str> = kolommen.iter().map(|kolom| kolom.naam.as_str()).collect();
    let mut transaction = db.pool().begin().await?;
    sqlx::query("set transaction read only").execute(&mut *transaction).await?;
    sqlx::query(TIMEOUT).execute(&mut *transaction).await?;
    let sql = include_str!("../../../../sql/pagina/select_weergave_opdracht.sql");
    let opdracht: String =
        sqlx::query_scalar(sql).bind(weergave).bind(&namen).fetch_one(&mut *transaction).await?;
    // Names of a fixed list and of the catalogue, quoted by Postgres; what was asked for is bound.
    let rows = sqlx::query_scalar(AssertSqlSafe(opdracht))
        .bind(selectie.wet.as_deref())
        .bind(selectie.gemeentecode.as_deref())
        .bind(selectie.agb_code.as_deref())
        .bind(selectie.van)
        .bind(selectie.tot)
        .bind(rows_max)
        .fetch_all(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(rows)
}

/// What there is to select by.
///
/// # Errors
/// `Database`.
pub async fn list_choices(db: &Db) -> Result<Keuzes, Error> {
    let sql = include_str!("../../../../sql/pagina/select_weergave_keuzes.sql");
    Ok(sqlx::query_as(sql).fetch_one(db.pool()).await?)
}
