//! Faults of the hub: which are new, and their rows.

use std::collections::BTreeMap;

use domain::record::Ketenfout;
use sqlx::PgConnection;

use crate::Error;
use crate::copy::{CopyRow, RowEncoder, copy_rows};

use super::Batch;
use super::outcome::Beoordeeld;

/// What makes two faults the same one.
type Kenmerk = (String, String, Option<String>);

/// Finds the faults of `batch` that were there before: their file, and the file that brought the fault first.
///
/// A fault without a number of its own cannot be known again.
pub(super) async fn find_double(
    connection: &mut PgConnection,
    batch: &Batch,
    nummers: &[i64],
) -> Result<BTreeMap<i64, i64>, Error> {
    let fouten: Vec<(i64, Kenmerk)> = batch
        .bestanden
        .iter()
        .zip(nummers)
        .filter_map(|(file, nummer)| Some((*nummer, kenmerk(file.ketenfout()?)?)))
        .collect();
    if fouten.is_empty() {
        return Ok(BTreeMap::new());
    }
    let referenties: Vec<&str> =
        fouten.iter().map(|(_, (referentie, ..))| referentie.as_str()).collect();
    let rows: Vec<(i64, String, String, Option<String>)> =
        sqlx::query_as(include_str!("../../../../sql/landing/select_ketenfouten.sql"))
            .bind(referenties)
            .fetch_all(connection)
            .await?;
    let mut gezien: BTreeMap<Kenmerk, i64> = BTreeMap::new();
    for (bestand_id, referentie, code, betreft) in rows {
        gezien.entry((referentie, code, betreft)).or_insert(bestand_id);
    }
    let mut dubbel = BTreeMap::new();
    for (bestand_id, kenmerk) in fouten {
        let eerste = *gezien.entry(kenmerk).or_insert(bestand_id);
        if eerste != bestand_id {
            dubbel.insert(bestand_id, eerste);
        }
    }
    Ok(dubbel)
}

fn kenmerk(fout: &Ketenfout) -> Option<Kenmerk> {
    let referentie = fout.referentie.as_ref()?.as_str().to_owned();
    let betreft = fout.betreft.as_ref().map(|betreft| betreft.as_str().to_owned());
    Some((referentie, fout.code.as_str().to_owned(), betreft))
}

const COPY_KETENFOUT: &str = "copy landing.ketenfout (bestand_id, taak_id, code, referentienummer, \
     betreft_referentie, zender, ontvanger, gemeentecode, tijdstip) from stdin (format binary)";

/// Row of `landing.ketenfout`.
struct KetenfoutRij<'a> {
    bestand_id: i64,
    taak_id: i64,
    fout: &'a Ketenfout,
}

impl CopyRow for KetenfoutRij<'_> {
    fn encode(&self, row: &mut RowEncoder) {
        let fout = self.fout;
        row.i64(self.bestand_id);
        row.i64(self.taak_id);
        row.text(fout.code.as_str());
        for referentie in [&fout.referentie, &fout.betreft] {
            row.optional(referentie.as_ref(), |row, tekst| row.text(tekst.as_str()));
        }
        for partij in [&fout.zender, &fout.ontvanger] {
            row.optional(partij.as_ref(), |row, tekst| row.text(tekst.as_str()));
        }
        row.optional(fout.gemeente, |row, gemeente| row.display(&gemeente));
        row.optional(fout.tijdstip, RowEncoder::timestamp);
    }
}

/// Copies the new faults.
pub(super) async fn copy_ketenfouten(
    connection: &mut PgConnection,
    files: &[Beoordeeld<'_>],
    taak_id: i64,
) -> Result<(), Error> {
    if files.iter().all(|file| file.nieuwe_fout().is_none()) {
        // Faults are rare, and a copy is a round trip.
        return Ok(());
    }
    let rows = files.iter().filter_map(|file| {
        Some(KetenfoutRij { bestand_id: file.bestand_id, taak_id, fout: file.nieuwe_fout()? })
    });
    copy_rows(connection, COPY_KETENFOUT, rows).await?;
    Ok(())
}
