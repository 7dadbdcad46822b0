//! One page of a pull into landing.

use domain::statline::{Blok, Cel, Celwaarde};
use rust_decimal::Decimal;
use sqlx::{Connection, PgConnection};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

use crate::copy::{CopyRow, CopyWriter, EncodedRows, RowEncoder};
use crate::slot::Slot;
use crate::{Db, Error};

use super::sleutels::Sleutels;
use super::trek::DeelRij;
use super::{DeelStand, Trek};

/// Cells that are encoded in one go: about 1 MB, whatever the size of the page.
const CELLEN_PER_KEER: usize = 8192;
const COPY_CEL: &str = "copy landing.statline_cel (trek_id, onderwerp_sk, gebied_sk, combinatie_sk, periode, \
    waarde, tekst, reden_leeg) from stdin (format binary)";

/// A page that is to be stored.
#[derive(Debug)]
pub struct PaginaRij<'p> {
    /// Part.
    pub deel: u32,
    /// Number in the part, from 0.
    pub nummer: u32,
    /// Where it came from.
    pub adres: &'p str,
    /// Where the next one is; `None`: this was the last.
    pub volgende: Option<&'p str>,
    /// Observations.
    pub blok: &'p Blok,
    /// Rows of the source in the block.
    pub rijen: u32,
    /// Rows that had come before.
    pub dubbel: u32,
    /// Id of the last row so far.
    pub laatste_id: Option<i64>,
    /// Size of the body.
    pub bytes: u64,
    /// SHA-256 of the body.
    pub sha256: &'p str,
}

/// Stores a page and how far its part is, in one transaction. Storing a page again that was stored does nothing, but for
/// telling `trek` how far the part is: the answer to a commit may have been lost.
///
/// # Errors
/// `Value` when a page before it was not stored, its part was done, or a position is not in the table; `Database`,
/// `SlotLost`, `CopyCount`. Nothing is stored then.
pub async fn write_page(
    db: &Db,
    slot: &Slot,
    trek: &mut Trek,
    pagina: &PaginaRij<'_>,
) -> Result<(), Error> {
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    let session = include_str!("../../../../sql/statline/session_pagina.sql");
    sqlx::raw_sql(session).execute(&mut *transaction).await?;
    slot.check(&mut transaction).await?;
    let is_nieuw = store_pagina(&mut transaction, trek.trek_id, pagina).await?;
    if is_nieuw {
        copy_cellen(&mut transaction, trek.trek_id, &mut trek.sleutels, pagina.blok).await?;
    }
    let stand = select_deel(&mut transaction, trek.trek_id, pagina.deel).await?;
    if !is_nieuw && stand.paginas <= pagina.nummer {
        return Err(Error::Value { what: "the order of the pages of a pull" });
    }
    transaction.commit().await?;
    match trek.delen.iter_mut().find(|deel| deel.nummer == stand.nummer) {
        Some(deel) => *deel = stand,
        None => trek.delen.push(stand),
    }
    Ok(())
}

/// Adds the page and brings its part along; false when it is not the next one of a part that is at work.
async fn store_pagina(
    connection: &mut PgConnection,
    trek_id: i64,
    pagina: &PaginaRij<'_>,
) -> Result<bool, Error> {
    let te_groot = |_| Error::Value { what: "a page of a pull" };
    let stored = sqlx::query(include_str!("../../../../sql/statline/insert_pagina.sql"))
        .bind(trek_id)
        .bind(i32::try_from(pagina.deel).map_err(te_groot)?)
        .bind(i32::try_from(pagina.nummer).map_err(te_groot)?)
        .bind(i32::try_from(pagina.rijen).map_err(te_groot)?)
        .bind(i64::try_from(pagina.blok.cellen.len()).map_err(te_groot)?)
        .bind(i64::from(pagina.dubbel))
        .bind(pagina.laatste_id)
        .bind(pagina.volgende)
        .bind(i64::try_from(pagina.bytes).map_err(te_groot)?)
        .bind(pagina.adres)
        .bind(pagina.sha256)
        .execute(connection)
        .await?;
    Ok(stored.rows_affected() == 1)
}

async fn select_deel(
    connection: &mut PgConnection,
    trek_id: i64,
    deel: u32,
) -> Result<DeelStand, Error> {
    let rij: Option<DeelRij> =
        sqlx::query_as(include_str!("../../../../sql/statline/select_deel.sql"))
            .bind(trek_id)
            .bind(i64::from(deel))
            .fetch_optional(connection)
            .await?;
    rij.ok_or(Error::Value { what: "the part of a page of a pull" })?.try_into()
}

/// Copies the cells, a piece at a time, so that memory does not grow with the page.
async fn copy_cellen(
    connection: &mut PgConnection,
    trek_id: i64,
    sleutels: &mut Sleutels,
    blok: &Blok,
) -> Result<(), Error> {
    if blok.cellen.is_empty() {
        return Ok(());
    }
    let mut writer = CopyWriter::new(connection, COPY_CEL).await?;
    for cellen in blok.cellen.chunks(CELLEN_PER_KEER) {
        match aside(|| encode(trek_id, sleutels, blok, cellen)) {
            Ok(rows) => writer.write_encoded(&rows).await?,
            Err(error) => {
                writer.abort().await?;
                return Err(error);
            }
        }
    }
    writer.finish().await?;
    Ok(())
}

/// Does what takes a while; where there are more threads, the other tasks of this one go on elsewhere.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::MultiThread => block_in_place(work),
        _ => work(),
    }
}

fn encode(
    trek_id: i64,
    sleutels: &mut Sleutels,
    blok: &Blok,
    cellen: &[Cel],
) -> Result<EncodedRows, Error> {
    let fout = || Error::Value { what: "a position in a page of a pull" };
    let mut rows = EncodedRows::default();
    for rij in cellen.chunk_by(|one, other| one.rij == other.rij) {
        let Some(eerste) = rij.first() else { continue };
        let codes = blok.rij(eerste.rij);
        if codes.len() != blok.breedte {
            return Err(fout());
        }
        let combinatie_sk = sleutels.onthoud_combinatie(codes).ok_or_else(fout)?;
        let gebied_sk = sleutels.gebied_sk(codes).ok_or_else(fout)?;
        let periode = sleutels.periode(codes).ok_or_else(fout)?;
        for cel in rij {
            let onderwerp_sk = sleutels.onderwerp_sk(cel.onderwerp).ok_or_else(fout)?;
            let (waarde, tekst, reden_leeg) = match &cel.waarde {
                Celwaarde::Getal(getal) => (Some(getal.waarde()), None, None),
                Celwaarde::Tekst(tekst) => (None, Some(&**tekst), None),
                Celwaarde::Leeg(reden) => (None, None, Some(reden.code())),
            };
            rows.push(&CelRij {
                nummers: [trek_id, onderwerp_sk, gebied_sk, combinatie_sk],
                periode,
                waarde,
                tekst,
                reden_leeg,
            })?;
        }
    }
    Ok(rows)
}

/// A row of `landing.statline_cel`.
struct CelRij<'c> {
    /// Pull, and the keys of measure, area and combination.
    nummers: [i64; 4],
    periode: &'c str,
    waarde: Option<Decimal>,
    tekst: Option<&'c str>,
    reden_leeg: Option<&'c str>,
}

impl CopyRow for CelRij<'_> {
    fn encode(&self, row: &mut RowEncoder) {
        for nummer in self.nummers {
            row.i64(nummer);
        }
        row.text(self.periode);
        row.optional(self.waarde, RowEncoder::numeric);
        row.optional(self.tekst, RowEncoder::text);
        row.optional(self.reden_leeg, RowEncoder::text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn encoding_goes_aside_where_there_are_threads() {
        assert_eq!(aside(|| 1), 1);
        assert_eq!(tokio::spawn(async { aside(|| 2) }).await.unwrap(), 2);
    }

    #[tokio::test]
    async fn encoding_stays_where_there_is_one_thread() {
        assert_eq!(aside(|| 1), 1);
    }
}
