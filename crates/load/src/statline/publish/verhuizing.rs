//! Cells that stand where their source put them before the configuration said otherwise: nobody asks them any more.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use tracing::info;

use crate::Error;
use crate::statline::Plaatsing;
use crate::statline::sleutels::{gebied_sk, gebiedsjaar};

use super::{Publicatie, verslag};

/// Key of the area of every cell of a table without areas, 0: unknown; `None`: it has areas.
pub(super) fn vast_gebied_sk(plaatsing: &Plaatsing) -> Option<i64> {
    if plaatsing.gebied.is_some() {
        return None;
    }
    let code = plaatsing.vast_gebied.as_deref().unwrap_or_default().trim();
    Some(if code.is_empty() { 0 } else { gebied_sk(code, gebiedsjaar(code, plaatsing.kaartjaar)) })
}

/// Period of every cell of a table without periods; `None`: it has periods.
pub(super) fn vaste_periode(plaatsing: &Plaatsing) -> Option<&str> {
    plaatsing.vaste_periode.as_deref().map(str::trim).filter(|_| plaatsing.periode.is_none())
}

/// What a source had loaded, and where.
#[derive(Debug, Clone, FromRow)]
pub(in crate::statline) struct Vorige {
    pub(in crate::statline) tabel_id: String,
    pub(in crate::statline) versie: String,
    wet: Option<String>,
    vaste_periode: Option<String>,
    vast_gebied_sk: Option<i64>,
    kaartjaar: Option<i16>,
    /// Whether another source loads the same table.
    pub(in crate::statline) is_gedeeld: bool,
    /// Whether another source puts the same table at the same place.
    is_zelfde_plaats: bool,
}

/// A place in the star: what is `None` may be anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Plaats<'p> {
    periode: Option<&'p str>,
    gebied_sk: Option<i64>,
    /// Only wijken and buurten of [`Plaats::kaartjaar`].
    is_kaart: bool,
    kaartjaar: Option<i16>,
}

impl Vorige {
    /// What the source had loaded before; `None`: nothing.
    ///
    /// # Errors
    /// `Database`.
    pub(in crate::statline) async fn van(
        connection: &mut PgConnection,
        bron: &str,
    ) -> Result<Option<Self>, Error> {
        let sql = include_str!("../../../../../sql/statline/publish/select_vorige.sql");
        Ok(sqlx::query_as(sql).bind(bron).fetch_optional(connection).await?)
    }

    /// Where this source put its cells and `nu` does not.
    fn verlaten(&self, nu: &Plaatsing) -> Option<Plaats<'_>> {
        let is_verplaatst = match (&self.vaste_periode, vaste_periode(nu)) {
            (Some(toen), Some(nu)) => toen != nu,
            // The table gained or lost its periods: what differs is compared cell by cell.
            _ => false,
        } || matches!((self.vast_gebied_sk, vast_gebied_sk(nu)), (Some(toen), Some(nu)) if toen != nu);
        let plaats = Plaats {
            periode: self.vaste_periode.as_deref(),
            gebied_sk: self.vast_gebied_sk,
            is_kaart: false,
            kaartjaar: None,
        };
        if is_verplaatst {
            return Some(plaats);
        }
        (self.kaartjaar != nu.kaartjaar).then_some(Plaats {
            is_kaart: true,
            kaartjaar: self.kaartjaar,
            ..plaats
        })
    }
}

/// Closes what the source put elsewhere before, and gives the cells of its table the law of now; returns how many cells of
/// the table were closed. Before what was loaded is written down.
///
/// # Errors
/// `Database`.
pub(super) async fn store(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<u64, Error> {
    let plaatsing = publicatie.plaatsing;
    let Some(vorige) = Vorige::van(connection, &plaatsing.bron).await? else { return Ok(0) };
    if vorige.tabel_id != publicatie.tabel_id() {
        if !vorige.is_gedeeld {
            let cells = sluit_tabel(connection, &vorige).await?;
            let (table, now) = (&vorige.tabel_id, publicatie.tabel_id());
            info!(table, now, cells, "a source loads another table: the one before is closed");
        }
        return Ok(0);
    }
    let wet = plaatsing.wet.map(domain::Wet::code);
    if vorige.wet.as_deref() != wet {
        let sql = include_str!("../../../../../sql/statline/update_wet.sql");
        sqlx::query(sql).bind(&vorige.tabel_id).bind(wet).execute(&mut *connection).await?;
    }
    match vorige.verlaten(plaatsing).filter(|_| !vorige.is_zelfde_plaats) {
        None => Ok(0),
        Some(plaats) => {
            let version = (publicatie.versie(), publicatie.moment);
            sluit(connection, &vorige.tabel_id, version, plaats).await
        }
    }
}

/// Closes every cell that stands of the table of a source; returns how many.
///
/// # Errors
/// `Database`.
pub(in crate::statline) async fn sluit_tabel(
    connection: &mut PgConnection,
    vorige: &Vorige,
) -> Result<u64, Error> {
    let moment = verslag::moment(connection, &vorige.tabel_id).await?;
    sluit(connection, &vorige.tabel_id, (&vorige.versie, moment), Plaats::default()).await
}

async fn sluit(
    connection: &mut PgConnection,
    tabel_id: &str,
    (versie, moment): (&str, DateTime<Utc>),
    plaats: Plaats<'_>,
) -> Result<u64, Error> {
    let closed = sqlx::query(include_str!("../../../../../sql/statline/publish/close_plaats.sql"))
        .bind(tabel_id)
        .bind(versie)
        .bind(moment)
        .bind(plaats.periode)
        .bind(plaats.gebied_sk)
        .bind(plaats.is_kaart)
        .bind(plaats.kaartjaar)
        .execute(connection)
        .await?;
    Ok(closed.rows_affected())
}
