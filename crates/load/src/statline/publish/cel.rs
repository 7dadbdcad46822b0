//! Cells: whether all are there, and what of them differs from what stands.

use sqlx::postgres::PgQueryResult;
use sqlx::{FromRow, PgConnection};

use crate::Error;
use crate::onderhoud::Onderhoud;

use super::{Publicatie, Wijziging, telling};

/// SQLSTATE of a number that does not fit its column.
const OUT_OF_RANGE: &str = "22003";

/// What a pull counted when it stored its pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Getrokken {
    /// Cells.
    pub(super) cellen: i64,
    /// Rows that came twice.
    pub(super) dubbel: i64,
}

/// The counts of a pull, and the first part of it that is not whole.
#[derive(Debug, Clone, Copy, FromRow)]
struct Stand {
    delen: i64,
    cellen: i64,
    dubbel: i64,
    deel: Option<i32>,
    is_klaar: Option<bool>,
    rijen: Option<i64>,
    rijen_verwacht: Option<i64>,
}

impl Stand {
    /// What is missing, in words.
    fn gebrek(&self, delen: usize) -> Option<String> {
        if i64::try_from(delen).ok() != Some(self.delen) {
            return Some(format!("it has {} parts of {delen}", self.delen));
        }
        // Counted from 1 for people; the file of a whole table is one part, under a number of its own.
        let deel = match (self.deel?, self.delen) {
            (_, 1) => "the only part".to_owned(),
            (deel, delen) => format!("part {} of {delen}", deel.saturating_add(1)),
        };
        let (rijen, verwacht) =
            (self.rijen.unwrap_or_default(), self.rijen_verwacht.unwrap_or_default());
        Some(if self.is_klaar == Some(true) {
            format!("{deel} gave {rijen} rows where {verwacht} were announced")
        } else {
            format!("{deel} stopped after {rijen} of {verwacht} rows")
        })
    }
}

fn incomplete(publicatie: &Publicatie<'_>, what: String) -> Error {
    Error::Incomplete { table: publicatie.tabel_id().to_owned(), what }
}

/// Makes sure that the pull holds every row that was announced, and every cell that was counted.
///
/// # Errors
/// `Incomplete`, `Database`.
pub(super) async fn check_complete(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<Getrokken, Error> {
    let sql = include_str!("../../../../../sql/statline/publish/select_pull.sql");
    let trek = publicatie.trek;
    let stand: Stand = sqlx::query_as(sql).bind(trek.trek_id).fetch_one(&mut *connection).await?;
    if let Some(what) = stand.gebrek(trek.delen.len()) {
        return Err(incomplete(publicatie, what));
    }
    let sql = include_str!("../../../../../sql/statline/count_cellen.sql");
    let stored: i64 =
        sqlx::query_scalar(sql).bind(trek.trek_id).fetch_one(&mut *connection).await?;
    if stored != stand.cellen {
        let what = format!("{stored} cells are stored where {} were counted", stand.cellen);
        return Err(incomplete(publicatie, what));
    }
    Ok(Getrokken { cellen: stand.cellen, dubbel: stand.dubbel })
}

/// Whether a cell of the table has, or ever had, more than one value.
///
/// # Errors
/// `Database`.
pub(super) async fn has_double(
    connection: &mut PgConnection,
    tabel_id: &str,
) -> Result<bool, Error> {
    let sql = include_str!("../../../../../sql/statline/publish/has_double.sql");
    Ok(sqlx::query_scalar(sql).bind(tabel_id).fetch_one(connection).await?)
}

/// Numbers the values of cells that came more than once; returns how many such cells there are.
///
/// # Errors
/// `DuplicateCell` when a cell came more often than there are numbers, `Database`.
pub(super) async fn number(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<u64, Error> {
    let sql = include_str!("../../../../../sql/statline/publish/number_cellen.sql");
    let numbered = sqlx::query_scalar(sql).bind(publicatie.trek.trek_id).fetch_one(connection);
    match numbered.await.map_err(Error::from) {
        Ok(cellen) => Ok(telling(cellen)),
        Err(Error::Database(failure)) if failure.sqlstate.as_deref() == Some(OUT_OF_RANGE) => {
            Err(Error::DuplicateCell { table: publicatie.tabel_id().to_owned() })
        }
        Err(error) => Err(error),
    }
}

/// Writes the facts: all of a first load, else what differs. Cells that stayed the same are not touched.
/// `None`: a cell came twice under one number, and nothing may be committed.
///
/// # Errors
/// `Incomplete` when a cell has a key that was not asked for, `Database`.
pub(super) async fn store(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
    cellen: i64,
) -> Result<Option<Wijziging>, Error> {
    let has_facts = include_str!("../../../../../sql/statline/publish/has_facts.sql");
    let has_facts: bool = sqlx::query_scalar(has_facts)
        .bind(publicatie.tabel_id())
        .fetch_one(&mut *connection)
        .await?;
    let written = if has_facts {
        revise(connection, publicatie, cellen).await?
    } else {
        insert_first(connection, publicatie, cellen).await?
    };
    let Some(wijziging) = written else { return Ok(None) };
    if wijziging.nieuw + wijziging.gewijzigd + wijziging.verdwenen > 0 {
        Onderhoud::AnalyseStatline.run(connection).await?;
    }
    Ok(Some(wijziging))
}

async fn insert_first(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
    cellen: i64,
) -> Result<Option<Wijziging>, Error> {
    let sql = include_str!("../../../../../sql/statline/publish/insert_first.sql");
    let inserted = sqlx::query(sql)
        .bind(publicatie.trek.trek_id)
        .bind(publicatie.tabel_id())
        .bind(publicatie.versie())
        .bind(publicatie.moment)
        .bind(publicatie.taak_id)
        .bind(publicatie.plaatsing.wet.map(domain::Wet::code))
        .execute(connection)
        .await;
    let Some(nieuw) = unless_twice(inserted)? else { return Ok(None) };
    if nieuw != telling(cellen) {
        return Err(strange(publicatie, telling(cellen).saturating_sub(nieuw)));
    }
    Ok(Some(Wijziging { cellen: nieuw, nieuw, ..Wijziging::default() }))
}

async fn revise(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
    cellen: i64,
) -> Result<Option<Wijziging>, Error> {
    let sql = include_str!("../../../../../sql/statline/publish/count_strange.sql");
    let trek_id = publicatie.trek.trek_id;
    let vreemd: i64 = sqlx::query_scalar(sql).bind(trek_id).fetch_one(&mut *connection).await?;
    if vreemd != 0 {
        return Err(strange(publicatie, telling(vreemd)));
    }
    let [onderwerpen, gebieden, perioden, combinaties] = is_alles(publicatie);
    let sql = include_str!("../../../../../sql/statline/publish/insert_verschil.sql");
    sqlx::query(sql)
        .bind(trek_id)
        .bind(publicatie.tabel_id())
        .bind(onderwerpen)
        .bind(gebieden)
        .bind(perioden)
        .bind(combinaties)
        .execute(&mut *connection)
        .await?;
    let verschil = count_verschil(connection).await?;
    // A cell that stands has one partner at most: more partners than such cells means that one came twice.
    if cellen - verschil.nieuw != count_old(connection, publicatie).await? - verschil.verdwenen {
        return Ok(None);
    }
    if !write(connection, publicatie, &verschil).await? {
        return Ok(None);
    }
    let Verschil { nieuw, gewijzigd, verdwenen } = verschil;
    Ok(Some(Wijziging {
        cellen: telling(cellen),
        nieuw: telling(nieuw),
        gewijzigd: telling(gewijzigd),
        verdwenen: telling(verdwenen),
        gelijk: telling(cellen - nieuw - gewijzigd),
        herindelingen: 0,
    }))
}

/// How many cells differ.
#[derive(Debug, Clone, Copy, FromRow)]
struct Verschil {
    nieuw: i64,
    gewijzigd: i64,
    verdwenen: i64,
}

async fn count_verschil(connection: &mut PgConnection) -> Result<Verschil, Error> {
    let analyze = include_str!("../../../../../sql/statline/publish/analyze_verschil.sql");
    sqlx::query(analyze).execute(&mut *connection).await?;
    let sql = include_str!("../../../../../sql/statline/publish/count_verschil.sql");
    Ok(sqlx::query_as(sql).fetch_one(connection).await?)
}

/// Cells that stand within the selection.
async fn count_old(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<i64, Error> {
    let [onderwerpen, gebieden, perioden, combinaties] = is_alles(publicatie);
    let sql = include_str!("../../../../../sql/statline/publish/count_old.sql");
    let oud = sqlx::query_scalar(sql)
        .bind(publicatie.tabel_id())
        .bind(onderwerpen)
        .bind(gebieden)
        .bind(perioden)
        .bind(combinaties)
        .fetch_one(connection)
        .await?;
    Ok(oud)
}

/// Of which of measures, areas, periods and combinations the selection means all, also those that the table no longer has.
fn is_alles(publicatie: &Publicatie<'_>) -> [bool; 4] {
    let Publicatie { plaatsing, keuze, tabel, .. } = publicatie;
    let is_alles = |plek: usize| matches!(keuze.dimensies.get(plek), Some(None));
    [
        keuze.onderwerpen.is_none(),
        plaatsing.gebied.is_some_and(is_alles),
        plaatsing.periode.is_some_and(is_alles),
        (0..tabel.dimensies.len()).all(|plek| !publicatie.is_overig(plek) || is_alles(plek)),
    ]
}

/// Closes rows that changed or are gone, and opens those that are new or changed; false when one of those came twice.
async fn write(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
    verschil: &Verschil,
) -> Result<bool, Error> {
    let sql = include_str!("../../../../../sql/statline/publish/close_facts.sql");
    let closed = sqlx::query(sql)
        .bind(publicatie.tabel_id())
        .bind(publicatie.versie())
        .bind(publicatie.moment)
        .execute(&mut *connection)
        .await?;
    if closed.rows_affected() != telling(verschil.gewijzigd + verschil.verdwenen) {
        return Err(Error::Corrupt { what: "dwh.feit_statline" });
    }
    let sql = include_str!("../../../../../sql/statline/publish/insert_facts.sql");
    let inserted = sqlx::query(sql)
        .bind(publicatie.tabel_id())
        .bind(publicatie.versie())
        .bind(publicatie.moment)
        .bind(publicatie.taak_id)
        .bind(publicatie.plaatsing.wet.map(domain::Wet::code))
        .execute(connection)
        .await;
    let Some(opened) = unless_twice(inserted)? else { return Ok(false) };
    if opened != telling(verschil.nieuw + verschil.gewijzigd) {
        return Err(Error::Corrupt { what: "dwh.feit_statline" });
    }
    Ok(true)
}

/// How many rows were inserted; `None` when the primary key refuses a cell that came twice.
fn unless_twice(inserted: Result<PgQueryResult, sqlx::Error>) -> Result<Option<u64>, Error> {
    match inserted.map_err(Error::from) {
        Ok(done) => Ok(Some(done.rows_affected())),
        Err(Error::Database(failure))
            if failure.constraint.as_deref() == Some("feit_statline_pkey") =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn strange(publicatie: &Publicatie<'_>, aantal: u64) -> Error {
    incomplete(publicatie, format!("{aantal} cells have a code that was not asked for"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_in_words() {
        let whole = Stand {
            delen: 2,
            cellen: 10,
            dubbel: 0,
            deel: None,
            is_klaar: None,
            rijen: None,
            rijen_verwacht: None,
        };
        assert_eq!(whole.gebrek(2), None);
        let part = |is_klaar, rijen| Stand {
            deel: Some(1),
            is_klaar: Some(is_klaar),
            rijen: Some(rijen),
            rijen_verwacht: Some(100),
            ..whole
        };
        for (stand, words) in [
            (part(false, 40), "part 2 of 2 stopped after 40 of 100 rows"),
            (part(true, 99), "part 2 of 2 gave 99 rows where 100 were announced"),
            (Stand { delen: 1, ..whole }, "it has 1 parts of 2"),
        ] {
            assert_eq!(stand.gebrek(2).as_deref(), Some(words));
        }
    }
}
