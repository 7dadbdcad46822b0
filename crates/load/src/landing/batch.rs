//! What a task brings: files, each with what was read from it.

use chrono::{DateTime, Utc};
use domain::record::{IngelezenBericht, Inhoud, Ketenfout};
use domain::{Afkeuring, Eurocent};

use crate::ledger::{Aantal, Status, Telling};

/// Files that go into landing together or not at all.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Number of the task, from [`crate::ledger::next_task_id`]: writing it twice stores it once.
    pub taak_id: i64,
    /// The run.
    pub run_id: i64,
    /// The source.
    pub bron: String,
    /// What the task covers, for people.
    pub eenheid: String,
    /// Which attempt this is, from 1.
    pub poging: i32,
    /// When reading began.
    pub gestart_op: DateTime<Utc>,
    /// The files.
    pub bestanden: Vec<Bestand>,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Bestand {
    /// Its number when it was read before: its earlier rows are replaced. `None` for a new file.
    pub bestand_id: Option<i64>,
    /// For a message in an archive: the place of the archive in [`Batch::bestanden`], always before its own.
    pub container: Option<usize>,
    /// Path inside the folder of the source; for a message in an archive that of the archive, `#` and its place in it
    /// from 1.
    pub naam: String,
    /// SHA-256 of its bytes; zeros when it could not be read.
    pub sha256: [u8; 32],
    /// Size in bytes.
    pub grootte: i64,
    /// Time of change, nanoseconds since 1970-01-01 UTC.
    pub gewijzigd_ns: i64,
    /// What it holds.
    pub lezing: Lezing,
}

/// What reading a file gave.
#[derive(Debug, Clone)]
pub enum Lezing {
    /// A message, perhaps with refused records.
    Bericht {
        /// The message with its good records.
        bericht: Box<IngelezenBericht>,
        /// The refused records, one each.
        afkeuringen: Vec<RegelAfkeuring>,
    },
    /// A fault of the hub: one record.
    Ketenfout(Ketenfout),
    /// An archive: no record of its own, its messages follow as files of their own.
    Container,
    /// Refused as a whole.
    Geweigerd {
        /// Why and where.
        afkeuring: Afkeuring,
        /// What it would have brought, as far as that is known; at least one record.
        aantal: Aantal,
    },
}

/// A refused record.
#[derive(Debug, Clone)]
pub struct RegelAfkeuring {
    /// Why and where.
    pub afkeuring: Afkeuring,
    /// `IngediendBedrag` with its sign; `None` when it is unreadable or the record has none.
    pub bedrag: Option<Eurocent>,
}

/// What a task did.
#[derive(Debug, Clone)]
pub struct Geschreven {
    /// Its number.
    pub taak_id: i64,
    /// `Succeeded`, or `Partial` when something is in quarantine.
    pub status: Status,
    /// What became of the records.
    pub telling: Telling,
}

impl Bestand {
    /// The message, when there is one.
    pub(crate) fn bericht(&self) -> Option<&IngelezenBericht> {
        match &self.lezing {
            Lezing::Bericht { bericht, .. } => Some(bericht),
            Lezing::Ketenfout(_) | Lezing::Container | Lezing::Geweigerd { .. } => None,
        }
    }

    /// The fault of the hub, when it is one.
    pub(crate) fn ketenfout(&self) -> Option<&Ketenfout> {
        match &self.lezing {
            Lezing::Ketenfout(fout) => Some(fout),
            _ => None,
        }
    }
}

impl Lezing {
    /// Good records and refused records; together at least one, so that every file counts. An archive has none.
    pub(crate) fn aantallen(&self) -> (Aantal, Aantal) {
        let (bericht, afkeuringen) = match self {
            Self::Bericht { bericht, afkeuringen } => (bericht, afkeuringen),
            Self::Geweigerd { aantal, .. } => return (Aantal::default(), *aantal),
            Self::Ketenfout(_) => return (aantal(1, []), Aantal::default()),
            Self::Container => return Default::default(),
        };
        let (records, bedragen) = match &bericht.inhoud {
            Inhoud::Toewijzing(records) => (records.len(), Vec::new()),
            Inhoud::Start(records) => (records.len(), Vec::new()),
            Inhoud::Stop(records) => (records.len(), Vec::new()),
            // A 317 is one record, however many products it names.
            Inhoud::Verzoek(records) => {
                let eerste = records.iter().filter(|product| product.volgnummer == 1);
                (eerste.count(), Vec::new())
            }
            Inhoud::Antwoord(records) => (records.len(), Vec::new()),
            Inhoud::Declaratie(_, records) => {
                (records.len(), records.iter().map(|line| line.bedrag).collect())
            }
            // A retour and a 325 count as one, whatever they hold.
            _ => (1, Vec::new()),
        };
        let refused =
            aantal(afkeuringen.len(), afkeuringen.iter().filter_map(|refusal| refusal.bedrag));
        let good = if refused.records == 0 { records.max(1) } else { records };
        (aantal(good, bedragen), refused)
    }
}

/// Counts `batch` as if no message in it was seen before (a dry run).
pub fn count_batch(batch: &Batch) -> Telling {
    let mut telling = Telling::default();
    for file in &batch.bestanden {
        let (geladen, gequarantaineerd) = file.lezing.aantallen();
        telling.add(&Telling { geladen, gequarantaineerd, ..Telling::default() });
    }
    telling
}

fn aantal(records: usize, bedragen: impl IntoIterator<Item = Eurocent>) -> Aantal {
    let mut sum =
        Aantal { records: i64::try_from(records).unwrap_or(i64::MAX), ..Aantal::default() };
    for bedrag in bedragen {
        sum.add(Aantal { records: 0, bedrag });
    }
    sum
}
