//! The figures of a loaded table, streamed to whoever writes them down.

use core::future::poll_fn;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// Which values of a cell are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waarden {
    /// The one that holds now.
    Geldend,
    /// Those that were replaced, too.
    MetHerzieningen,
}

/// A figure with its labels; one cell, or one value that a cell had.
///
/// # Source
/// `dwh.feit_statline` and its dimensions.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Cijfer {
    /// Measure: path and title.
    pub onderwerp: String,
    /// Unit, such as `x 1000`.
    pub eenheid: String,
    /// The number in that unit, with its decimals and a decimal point; `None`: text, or no value.
    pub waarde: Option<String>,
    /// The number in single units.
    pub waarde_enkel: Option<String>,
    /// The text of a measure that is no number.
    pub tekst: Option<String>,
    /// Why there is no value.
    pub reden_leeg: Option<String>,
    /// Area; `None`: the table has no areas.
    pub gebiedscode: Option<String>,
    /// Its name.
    pub gebiedsnaam: Option<String>,
    /// Its level, such as `gemeente`.
    pub niveau: Option<String>,
    /// Period, such as `2022JJ00`.
    pub periode: String,
    /// Grain, such as `jaar`.
    pub periode_soort: String,
    /// Its title; may be empty.
    pub periodetitel: String,
    /// First day; `None`: the period has no days.
    pub begindatum: Option<NaiveDate>,
    /// Last day.
    pub einddatum: Option<NaiveDate>,
    /// Status of the period now; may be empty.
    pub status: String,
    /// Other dimensions: a JSON object of name to code.
    pub dimensies: String,
    /// Other dimensions: a JSON object of name to label.
    pub labels: String,
    /// Whether one of them is a total.
    pub is_totaal: bool,
    /// Whether it is a bound of a margin.
    pub is_marge: bool,
    /// Which of the values that the table gives of the cell, from the lowest; 0 for the only one.
    pub volgnummer: i16,
    /// Version of the table that brought it.
    pub versie: String,
    /// When it came.
    pub geladen_op: DateTime<Utc>,
    /// Version of the table that replaced it; `None`: it holds now.
    pub vervallen_versie: Option<String>,
    /// When it was replaced.
    pub vervallen_op: Option<DateTime<Utc>>,
}

/// Names of the dimensions of a loaded table that are no area or period, in alphabetical order.
///
/// # Errors
/// `Database`.
pub async fn dimensies(db: &Db, tabel_id: &str) -> Result<Vec<String>, Error> {
    let sql = include_str!("../../../../sql/statline/export/select_dimensies.sql");
    Ok(sqlx::query_scalar(sql).bind(tabel_id).fetch_all(db.pool()).await?)
}

/// Hands every figure of a table to `neem`, ordered by measure, area, other dimensions and period, until it says
/// false. One statement, so all figures are of one moment; memory does not grow with their number.
///
/// Returns how many figures were handed over.
///
/// # Errors
/// `Database`; figures may have been handed over then.
pub async fn cijfers(
    db: &Db,
    tabel_id: &str,
    waarden: Waarden,
    mut neem: impl FnMut(Cijfer) -> bool + Send,
) -> Result<u64, Error> {
    let sql = include_str!("../../../../sql/statline/export/select_cijfers.sql");
    let mut rows = sqlx::query_as::<_, Cijfer>(sql)
        .bind(tabel_id)
        .bind(waarden == Waarden::MetHerzieningen)
        .fetch(db.pool());
    let mut aantal = 0_u64;
    while let Some(row) = poll_fn(|context| rows.as_mut().poll_next(context)).await {
        aantal += 1;
        if !neem(row?) {
            break;
        }
    }
    Ok(aantal)
}
