//! A pull at work: how far its parts are, so that a later run goes on where an earlier one stopped.

use domain::Wet;
use domain::statline::{Keuze, Tabel};
use sqlx::{Connection, FromRow, PgConnection};

use crate::slot::Slot;
use crate::{Db, Error};

use super::onderwerpsleutel::{BekendOnderwerp, zoek_sleutels};
use super::sleutels::Sleutels;
use super::vingerafdruk::vingerafdruk;

/// How the table of a source is placed in the star.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaatsing {
    /// Name of the source.
    pub bron: String,
    /// Base address.
    pub base_url: String,
    /// Law that the figures are about.
    pub wet: Option<Wet>,
    /// Position of the dimension with the areas; `None`: it has none.
    pub gebied: Option<usize>,
    /// Area of every cell of a table without areas, such as `NL01`; `None`: unknown.
    pub vast_gebied: Option<String>,
    /// Year of the division into wijken and buurten; `None`: codes that do not change their meaning by year.
    pub kaartjaar: Option<i16>,
    /// Position of the dimension with the periods; `None`: it has none.
    pub periode: Option<usize>,
    /// Period of every cell of a table without periods, such as `2020JJ00`.
    pub vaste_periode: Option<String>,
    /// What was asked of it, as text: compared with [`super::Stand::selectie`].
    pub selectie: String,
}

/// A part of a pull as it must become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeelPlan {
    /// Number, from 0.
    pub nummer: u32,
    /// Rows it must give.
    pub rijen: u64,
}

/// How far a part of a pull is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeelStand {
    /// Number, from 0.
    pub nummer: u32,
    /// Pages stored.
    pub paginas: u32,
    /// Whether the last page was stored.
    pub is_klaar: bool,
    /// Rows stored.
    pub rijen: u64,
    /// Id of the last row.
    pub laatste_id: Option<i64>,
    /// Address of the next page; `None`: its first, or it is done.
    pub volgende: Option<String>,
}

/// A pull at work. Holds the keys of codes and measures, so that a page becomes rows without a look-up in the database.
#[derive(Debug)]
pub struct Trek {
    /// Number.
    pub trek_id: i64,
    /// How far its parts are; all at their beginning when it is new.
    pub delen: Vec<DeelStand>,
    /// Whether it goes on where an earlier run stopped.
    pub is_hervat: bool,
    /// Keys of its measures and codes.
    pub(super) sleutels: Sleutels,
}

/// Opens a pull, or goes on with the one that stopped when version, structure, selection, placement and parts are the
/// same, and its cells are all there: a crash of the server empties their table.
///
/// # Errors
/// `Database`, `SlotLost`, `Value` when the placement does not fit the table.
pub async fn open(
    db: &Db,
    slot: &Slot,
    plaatsing: &Plaatsing,
    tabel: &Tabel,
    keuze: &Keuze,
    delen: &[DeelPlan],
) -> Result<Trek, Error> {
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    slot.check(&mut transaction).await?;
    lock(&mut transaction).await?;
    let bekend: Vec<BekendOnderwerp> =
        sqlx::query_as(include_str!("../../../../sql/statline/select_onderwerpen.sql"))
            .bind(tabel.tabel_id.as_str())
            .fetch_all(&mut *transaction)
            .await?;
    let sleutels = Sleutels::new(tabel, plaatsing, zoek_sleutels(tabel, &bekend))?;
    let afdruk = vingerafdruk(plaatsing, tabel, keuze, delen, &sleutels.onderwerpen);
    let bron = &plaatsing.bron;
    let hervat = find(&mut transaction, bron, &afdruk).await?;
    let trek_id = if let Some(trek_id) = hervat {
        trek_id
    } else {
        clear(&mut transaction, bron).await?;
        insert(&mut transaction, plaatsing, tabel, &afdruk, delen).await?
    };
    let delen = select_delen(&mut transaction, trek_id).await?;
    transaction.commit().await?;
    let is_hervat = delen.iter().any(|deel| deel.paginas > 0);
    Ok(Trek { trek_id, delen, is_hervat, sleutels })
}

/// Makes the opening and ending of pulls wait for each other until the end of the transaction; pages go on.
///
/// # Errors
/// `Database`.
pub(super) async fn lock(connection: &mut PgConnection) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/statline/lock_trekken.sql"))
        .execute(connection)
        .await?;
    Ok(())
}

/// The pull of a source that can be gone on with.
async fn find(
    connection: &mut PgConnection,
    bron: &str,
    afdruk: &str,
) -> Result<Option<i64>, Error> {
    let found: Option<(i64, i64)> =
        sqlx::query_as(include_str!("../../../../sql/statline/select_trek.sql"))
            .bind(bron)
            .bind(afdruk)
            .fetch_optional(&mut *connection)
            .await?;
    let Some((trek_id, cellen)) = found else { return Ok(None) };
    let stored: i64 = sqlx::query_scalar(include_str!("../../../../sql/statline/count_cellen.sql"))
        .bind(trek_id)
        .fetch_one(connection)
        .await?;
    Ok((stored == cellen).then_some(trek_id))
}

async fn select_delen(
    connection: &mut PgConnection,
    trek_id: i64,
) -> Result<Vec<DeelStand>, Error> {
    let rows: Vec<DeelRij> =
        sqlx::query_as(include_str!("../../../../sql/statline/select_delen.sql"))
            .bind(trek_id)
            .fetch_all(connection)
            .await?;
    rows.into_iter().map(DeelStand::try_from).collect()
}

/// How far a part is, as the warehouse holds it.
#[derive(FromRow)]
pub(super) struct DeelRij {
    deel: i32,
    paginas: i32,
    is_klaar: bool,
    rijen: i64,
    laatste_id: Option<i64>,
    volgende: Option<String>,
}

impl TryFrom<DeelRij> for DeelStand {
    type Error = Error;

    fn try_from(rij: DeelRij) -> Result<Self, Error> {
        let fout = Error::Corrupt { what: "landing.statline_deel" };
        let (Ok(nummer), Ok(paginas), Ok(rijen)) =
            (rij.deel.try_into(), rij.paginas.try_into(), rij.rijen.try_into())
        else {
            return Err(fout);
        };
        let DeelRij { is_klaar, laatste_id, volgende, .. } = rij;
        Ok(Self { nummer, paginas, is_klaar, rijen, laatste_id, volgende })
    }
}

async fn insert(
    connection: &mut PgConnection,
    plaatsing: &Plaatsing,
    tabel: &Tabel,
    afdruk: &str,
    delen: &[DeelPlan],
) -> Result<i64, Error> {
    let trek_id: i64 = sqlx::query_scalar(include_str!("../../../../sql/statline/insert_trek.sql"))
        .bind(&plaatsing.bron)
        .bind(tabel.tabel_id.as_str())
        .bind(&tabel.versie.versie)
        .bind(afdruk)
        .fetch_one(&mut *connection)
        .await?;
    let te_groot = |_| Error::Value { what: "the parts of a pull" };
    let nummers =
        delen.iter().map(|deel| i32::try_from(deel.nummer)).collect::<Result<Vec<_>, _>>();
    let rijen = delen.iter().map(|deel| i64::try_from(deel.rijen)).collect::<Result<Vec<_>, _>>();
    sqlx::query(include_str!("../../../../sql/statline/insert_delen.sql"))
        .bind(trek_id)
        .bind(nummers.map_err(te_groot)?)
        .bind(rijen.map_err(te_groot)?)
        .execute(connection)
        .await?;
    Ok(trek_id)
}

/// Removes the pull of a source with all its pages and cells. The caller holds [`lock`].
///
/// # Errors
/// `Database`.
pub(super) async fn clear(connection: &mut PgConnection, bron: &str) -> Result<(), Error> {
    let trek_id: Option<i64> =
        sqlx::query_scalar(include_str!("../../../../sql/statline/delete_trek.sql"))
            .bind(bron)
            .fetch_optional(&mut *connection)
            .await?;
    let is_alone: bool =
        sqlx::query_scalar(include_str!("../../../../sql/statline/has_no_trek.sql"))
            .fetch_one(&mut *connection)
            .await?;
    match trek_id {
        // Millions of cells go at once when no other pull has cells in the table.
        _ if is_alone => {
            sqlx::query(include_str!("../../../../sql/statline/truncate_cellen.sql"))
                .execute(connection)
                .await?;
        }
        Some(trek_id) => {
            sqlx::query(include_str!("../../../../sql/statline/delete_cellen.sql"))
                .bind(trek_id)
                .execute(connection)
                .await?;
        }
        None => {}
    }
    Ok(())
}

/// Throws a pull away: its version moved, or it is not complete.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn discard(db: &Db, slot: &Slot, bron: &str) -> Result<(), Error> {
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    slot.check(&mut transaction).await?;
    lock(&mut transaction).await?;
    clear(&mut transaction, bron).await?;
    transaction.commit().await?;
    Ok(())
}
