//! One model for every table: shown on a page, downloaded as CSV, downloaded as XLSX.
//!
//! A page makes a [`Tabel`] once; what is seen and what is downloaded cannot differ.

mod csv;
mod decimaal;
pub(crate) mod download;
mod html;
mod xlsx;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::Eurocent;

pub use decimaal::Decimaal;
pub use html::Tijdweergave;
pub(crate) use html::{duizendtallen, status_nl};

/// What the cells of a column hold; decides alignment on a page and the type in a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soort {
    /// Text.
    Tekst,
    /// Whole number.
    Getal,
    /// Part of a hundred, in tenths of a percent.
    Promille,
    /// Number with digits behind the comma.
    Decimaal,
    /// Money.
    Euro,
    /// Day.
    Datum,
    /// Day and time.
    Moment,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kolom {
    /// Heading.
    pub titel: String,
    /// What it holds.
    pub soort: Soort,
}

impl Kolom {
    /// A column.
    pub fn new(titel: impl Into<String>, soort: Soort) -> Self {
        Self { titel: titel.into(), soort }
    }
}

/// A value in a table. Never a BSN, a name of a client or free text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cel {
    /// Nothing.
    Leeg,
    /// Text.
    Tekst(String),
    /// Text that leads to another page; a download holds the text.
    Link {
        /// What is shown.
        tekst: String,
        /// Where it leads: a path of this site.
        naar: String,
    },
    /// A status word of the ledger, shown in Dutch with a mark beside it.
    Status(String),
    /// Whole number.
    Getal(i64),
    /// Tenths of a percent: 125 is 12,5 %.
    Promille(i64),
    /// Number with digits behind the comma.
    Decimaal(Decimaal),
    /// Money.
    Euro(Eurocent),
    /// Day.
    Datum(NaiveDate),
    /// Day and time.
    Moment(DateTime<Utc>),
}

impl Cel {
    /// Text.
    pub fn tekst(tekst: impl Into<String>) -> Self {
        Self::Tekst(tekst.into())
    }

    /// Text that leads to another page.
    pub fn link(tekst: impl Into<String>, naar: impl Into<String>) -> Self {
        Self::Link { tekst: tekst.into(), naar: naar.into() }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabel {
    /// Name in the address of a download: lower case, no blanks.
    pub naam: &'static str,
    /// Caption.
    pub titel: String,
    /// Columns.
    pub kolommen: Vec<Kolom>,
    /// Rows, each with a cell per column.
    pub rijen: Vec<Vec<Cel>>,
    /// What is told when there are no rows.
    pub leeg: String,
    /// Address of the downloads without `?`: `CSV` and `XLSX` links are shown when it is set.
    pub download: Option<String>,
    /// What follows the address of a download: empty, or `?` and the selection of the page.
    pub download_vraag: String,
    /// Zone in which moments are shown.
    pub zone: Tz,
}

impl Tabel {
    /// A table without rows.
    pub fn new(naam: &'static str, titel: impl Into<String>, kolommen: Vec<Kolom>) -> Self {
        Self {
            naam,
            titel: titel.into(),
            kolommen,
            rijen: Vec::new(),
            leeg: "Er is niets te tonen.".to_owned(),
            download: None,
            download_vraag: String::new(),
            zone: Tz::Europe__Amsterdam,
        }
    }

    /// Adds a row.
    pub fn rij(&mut self, cellen: Vec<Cel>) {
        debug_assert_eq!(cellen.len(), self.kolommen.len(), "a cell for each column");
        self.rijen.push(cellen);
    }

    /// What is told when there are no rows.
    #[must_use]
    pub fn als_leeg(mut self, tekst: impl Into<String>) -> Self {
        self.leeg = tekst.into();
        self
    }

    /// Offers the table at `pad.csv` and `pad.xlsx`; `vraag` is empty, or `?` and the selection of the page.
    #[must_use]
    pub fn te_downloaden(mut self, pad: impl Into<String>, vraag: impl Into<String>) -> Self {
        self.download = Some(pad.into());
        self.download_vraag = vraag.into();
        self
    }

    /// Shows moments in `zone`.
    #[must_use]
    pub const fn in_zone(mut self, zone: Tz) -> Self {
        self.zone = zone;
        self
    }
}
