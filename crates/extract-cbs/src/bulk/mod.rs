//! The bulk file of a v4 table: a ZIP with all its observations as CSV, for a first load.
//!
//! No such file was ever recorded: what is known of it is told by others (SPEC 2.10). So the reader takes nothing for
//! granted: columns go by name, every row is checked like a row of the protocol, and what is different is refused.
//! The file has no version inside: read that of the table before and after.

mod begrenzing;
mod kolommen;
mod lezer;

#[cfg(test)]
mod tests;

use std::io::{Read, Seek};

use domain::statline::{Keuze, Tabel};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::waarneming::Fout;
use crate::{Error, Pagina};
pub use lezer::BulkLezer;

/// Rows of a page of a bulk file.
pub const BULK_RIJEN: u32 = 50_000;

/// The entry with the observations.
const WAARNEMINGEN: &str = "Observations.csv";
/// Most entries of a file: one per code list, and some.
const ENTRIES_MAX: usize = 1_000;

/// A bulk file, opened.
///
/// It is read by [`Bulkbestand::lezer`], in pages of [`BULK_RIJEN`] rows and in constant memory.
#[derive(Debug)]
pub struct Bulkbestand<R> {
    archive: ZipArchive<R>,
    naam: String,
}

impl<R: Read + Seek> Bulkbestand<R> {
    /// Opens a file; `naam` is its address or its name, for errors.
    ///
    /// # Errors
    /// `BODY_CUT` when it is no whole ZIP, `ODATA_SHAPE` when it has too many entries.
    pub fn open(reader: R, naam: impl Into<String>) -> Result<Self, Error> {
        let naam = naam.into();
        let archive = ZipArchive::new(reader).map_err(|error| zip_fout(&error).op(&naam))?;
        if archive.len() > ENTRIES_MAX {
            let what =
                format!("the ZIP has more than {ENTRIES_MAX} entries: load by pages instead");
            return Err(Error::new("ODATA_SHAPE", what, naam));
        }
        Ok(Self { archive, naam })
    }

    /// Reads the observations of `tabel`. The file holds the whole table: rows outside `keuze` are left out.
    ///
    /// # Errors
    /// `ODATA_SHAPE` without observations, `ODATA_FIELD` when a column is missing, `BODY_CUT`.
    pub fn lezer<'b>(
        &'b mut self,
        tabel: &'b Tabel,
        keuze: &'b Keuze,
    ) -> Result<BulkLezer<'b>, Error> {
        let entry = self.archive.by_name(WAARNEMINGEN).map_err(|error| {
            let fout = match error {
                ZipError::FileNotFound => {
                    let what = format!("the ZIP has no `{WAARNEMINGEN}`: load by pages instead");
                    Fout::new("ODATA_SHAPE", what)
                }
                error => zip_fout(&error),
            };
            fout.op(&self.naam)
        })?;
        BulkLezer::new(Box::new(entry), tabel, keuze, &self.naam)
    }
}

/// A ZIP that cannot be read: half a download looks like that.
fn zip_fout(error: &ZipError) -> Fout {
    let what = format!("the ZIP cannot be read, fetch it again: {error}");
    Fout::new("BODY_CUT", what).tijdelijk()
}
