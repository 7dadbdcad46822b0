//! Writes messages to files, one each.

use std::fs::{File, create_dir_all};
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use chrono::NaiveDate;

use crate::rng::meng;

/// Where the files go below the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Indeling {
    /// All in one folder.
    #[default]
    Flat,
    /// A folder per `Dagtekening`.
    PerDay,
}

/// The messages to write, by their own `Dagtekening`: from inclusive, until exclusive.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Venster {
    /// First date.
    pub(crate) vanaf: Option<NaiveDate>,
    /// First date that is too late.
    pub(crate) tot: Option<NaiveDate>,
}

impl Venster {
    /// Whether a message of `datum` is written.
    pub(crate) fn bevat(self, datum: NaiveDate) -> bool {
        self.vanaf.is_none_or(|vanaf| datum >= vanaf) && self.tot.is_none_or(|tot| datum < tot)
    }
}

/// Where a file sorts among those with the same identification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plek {
    /// The only one, or the first.
    Gewoon,
    /// Before the first.
    Eerst,
    /// After the first.
    Na,
}

/// A folder being filled.
#[derive(Debug)]
pub(crate) struct Schrijver {
    map: PathBuf,
    indeling: Indeling,
    venster: Venster,
    dag: Option<NaiveDate>,
    /// Files written.
    pub(crate) bestanden: u64,
    /// Bytes written.
    pub(crate) bytes: u64,
}

impl Schrijver {
    /// Starts filling `map`, which is made when needed.
    pub(crate) fn new(map: PathBuf, indeling: Indeling, venster: Venster) -> anyhow::Result<Self> {
        create_dir_all(&map).with_context(|| format!("create {}", map.display()))?;
        Ok(Self { map, indeling, venster, dag: None, bestanden: 0, bytes: 0 })
    }

    /// The name of the file of a message, below the folder: random at the front, so that names give no order.
    pub(crate) fn naam(
        &self,
        bericht: &str,
        identificatie: &str,
        datum: NaiveDate,
        plek: Plek,
    ) -> String {
        let number = identificatie.bytes().fold(0, |sum, byte| meng(&[sum, byte.into()]));
        let (voor, staart) = match plek {
            Plek::Gewoon => (number & 0xffff, ""),
            Plek::Eerst => (0, "_anders"),
            Plek::Na => (number & 0xffff, "_anders"),
        };
        let naam = format!("{voor:04x}_{bericht}_{identificatie}{staart}.xml");
        match self.indeling {
            Indeling::Flat => naam,
            Indeling::PerDay => format!("{datum}/{naam}"),
        }
    }

    /// Whether a message of `datum` is written.
    pub(crate) fn bevat(&self, datum: NaiveDate) -> bool {
        self.venster.bevat(datum)
    }

    /// Writes a message, unless its date is outside the window.
    pub(crate) fn schrijf(
        &mut self,
        naam: &str,
        datum: NaiveDate,
        xml: &[u8],
    ) -> anyhow::Result<()> {
        if !self.bevat(datum) {
            return Ok(());
        }
        let path = self.map.join(naam);
        if self.indeling == Indeling::PerDay && self.dag.replace(datum) != Some(datum) {
            create_dir_all(self.map.join(datum.to_string()))
                .context("create the folder of a day")?;
        }
        let mut file = File::create(&path).with_context(|| format!("create {}", path.display()))?;
        file.write_all(xml).with_context(|| format!("write {}", path.display()))?;
        self.bestanden += 1;
        self.bytes += u64::try_from(xml.len()).unwrap_or_default();
        Ok(())
    }
}
