//! What a run needs to know. Made from the configuration and the command line.

use core::time::Duration;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::Pseudoniemsleutel;
use extract_ggk::LeesOpties;
use load::Db;
use load::ledger::FileSet;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::config::{Archive, Cbs, CbsSource};

use super::Progress;
use super::waarnemer::Waarnemer;
use super::zaaksysteem::Zaaksysteem;

/// A folder of iWmo and iJw messages.
#[derive(Debug, Clone)]
pub struct Bron {
    /// Name in the ledger.
    pub naam: String,
    /// The folder.
    pub map: PathBuf,
    /// How its messages are read.
    pub opties: LeesOpties,
}

/// A table of `StatLine`.
#[derive(Debug, Clone)]
pub struct StatlineBron {
    /// Name in the ledger.
    pub naam: String,
    /// Which table, and which part of it.
    pub tabel: CbsSource,
}

/// The tables of `StatLine` that a run may load.
#[derive(Debug, Clone)]
pub struct Statline {
    /// The sources, in order; those that `--source` left out are not in here.
    pub bronnen: Vec<StatlineBron>,
    /// Every table that the configuration follows, also those that `--source` left out.
    pub gevolgd: BTreeSet<String>,
    /// Names of all sources of `StatLine` in the configuration, also those that `--source` left out.
    pub namen: Vec<String>,
    /// How they are fetched.
    pub opties: Cbs,
    /// Folder for the pages that are kept on disk.
    pub map: PathBuf,
}

/// How large a task may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchLimits {
    /// Most files.
    pub files_max: usize,
    /// Most bytes of files; a single larger file makes a task of its own.
    pub bytes_max: u64,
}

impl Default for BatchLimits {
    /// A task does ten copies. Over TCP each costs 40 ms in sqlx 0.9.0, which does not set `TCP_NODELAY`
    /// (transact-rs/sqlx#4335, fixed but not released), so tasks are large: 32 MB of messages, some ten thousand
    /// small files, in memory that stays far below 512 MB.
    fn default() -> Self {
        Self { files_max: 10_000, bytes_max: 32_000_000 }
    }
}

/// How much room a run wants on disk before it begins.
#[derive(Debug, Clone)]
pub struct Schijf {
    /// A folder on the volume.
    pub map: PathBuf,
    /// Free space as a multiple of the bytes of new files; 0 does not look.
    pub factor: u64,
}

/// Everything a run works with.
#[derive(Debug)]
pub struct RunContext {
    /// The warehouse, with a checked schema.
    pub db: Db,
    /// The sources, in order; those that `--source` left out are not in here.
    pub bronnen: Vec<Bron>,
    /// The tables of `StatLine`.
    pub statline: Statline,
    /// The folders of CSV files.
    pub zaak: Zaaksysteem,
    /// Key of the pseudonyms.
    pub sleutel: Pseudoniemsleutel,
    /// The day that counts as today for findings.
    pub peildatum: NaiveDate,
    /// Who asked: a user name, or the scheduler.
    pub gestart_door: String,
    /// Version of the program.
    pub versie: String,
    /// How large a task may be.
    pub limits: BatchLimits,
    /// How long a file must be unchanged before it is taken; zero takes every file at once.
    pub stabiel: Duration,
    /// Threads that parse, at least 1.
    pub workers: usize,
    /// What becomes of files that were read.
    pub archief: Archive,
    /// How much room there must be.
    pub schijf: Schijf,
    /// Asks the run to stop after the transaction in hand.
    pub cancel: CancellationToken,
    /// Who is told how the run goes; never waits.
    pub waarnemer: Option<Arc<dyn Waarnemer>>,
    /// Where the run tells how far it is; [`watch::Sender::subscribe`] before [`super::execute()`].
    pub progress: watch::Sender<Progress>,
}

impl RunContext {
    /// Names of the sources that it may read.
    pub(super) fn names(&self) -> Vec<String> {
        let messages = self.bronnen.iter().map(|bron| &bron.naam);
        let csv = self.zaak.bronnen.iter().map(|bron| &bron.naam);
        let tables = self.statline.bronnen.iter().map(|bron| &bron.naam);
        messages.chain(csv).chain(tables).cloned().collect()
    }
}

/// What is asked of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opdracht {
    /// Load the files that are not known yet.
    Run,
    /// Read them, count, and write nothing.
    DryRun,
    /// Do tasks again.
    Rerun(RerunDoel),
    /// Read quarantined files again.
    Replay {
        /// Numbers of quarantine rows; `None`: all that are open.
        rows: Option<Vec<i64>>,
        /// Code; `None`: all.
        code: Option<String>,
    },
    /// Load older periods of one table of `StatLine`, and keep them up to date from now on.
    Backfill {
        /// Name of the source.
        bron: String,
        /// First period: a year or a code of CBS.
        van: String,
        /// Last period.
        tot: String,
    },
}

/// Which tasks are done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RerunDoel {
    /// All of a run.
    Run(i64),
    /// One task.
    Taak(i64),
    /// What stands as failed: of a run, or of all runs.
    Mislukt(Option<i64>),
    /// All that was read of a source.
    Bron(BronDagen),
}

/// What was read of a source in some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BronDagen {
    /// Name of the source.
    pub bron: String,
    /// Begin of the first day; `None`: from the beginning.
    pub van: Option<DateTime<Utc>>,
    /// End of the last day, which is not in it; `None`: up to now.
    pub tot: Option<DateTime<Utc>>,
}

impl BronDagen {
    /// The days `van` up to and including `tot` in `zone`.
    pub fn new(bron: String, van: Option<NaiveDate>, tot: Option<NaiveDate>, zone: Tz) -> Self {
        let van = van.and_then(|day| clock::begin_of(day, zone));
        let tot = tot.and_then(|day| day.succ_opt()).and_then(|day| clock::begin_of(day, zone));
        Self { bron, van, tot }
    }
}

impl Opdracht {
    /// The files in the ledger that are read again.
    pub(super) fn files(&self) -> Option<FileSet> {
        match self {
            Self::Rerun(RerunDoel::Run(run_id)) => Some(FileSet::Run(*run_id)),
            Self::Rerun(RerunDoel::Taak(taak_id)) => Some(FileSet::Task(*taak_id)),
            Self::Rerun(RerunDoel::Bron(BronDagen { bron, van, tot })) => {
                Some(FileSet::Source { bron: bron.clone(), van: *van, tot: *tot })
            }
            Self::Replay { rows, code } => {
                Some(FileSet::Quarantine { rows: rows.clone(), code: code.clone() })
            }
            Self::Run
            | Self::DryRun
            | Self::Rerun(RerunDoel::Mislukt(_))
            | Self::Backfill { .. } => None,
        }
    }
}
