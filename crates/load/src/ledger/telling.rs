//! Counters that add up by construction: read is the sum of what became of it.

use domain::Eurocent;

/// A number of records and the money in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Aantal {
    /// Records.
    pub records: i64,
    /// Signed sum of `IngediendBedrag` of 323 lines, in eurocents.
    pub bedrag: Eurocent,
}

impl Aantal {
    /// Adds `other`.
    pub fn add(&mut self, other: Self) {
        self.records = self.records.saturating_add(other.records);
        self.bedrag = Eurocent::new(self.bedrag.waarde().saturating_add(other.bedrag.waarde()));
    }
}

/// What became of the records of a file, a task or a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Telling {
    /// In landing.
    pub geladen: Aantal,
    /// Refused.
    pub gequarantaineerd: Aantal,
    /// In a message that was loaded before.
    pub dubbel: Aantal,
}

impl Telling {
    /// What was read: the sum of the others.
    pub fn gelezen(&self) -> Aantal {
        let mut sum = self.geladen;
        sum.add(self.gequarantaineerd);
        sum.add(self.dubbel);
        sum
    }

    /// Adds `other`.
    pub fn add(&mut self, other: &Self) {
        self.geladen.add(other.geladen);
        self.gequarantaineerd.add(other.gequarantaineerd);
        self.dubbel.add(other.dubbel);
    }

    /// The counters of a row of the ledger: loaded, quarantined, duplicate.
    pub(crate) fn from_row(records: [i64; 3], bedragen: [i64; 3]) -> Self {
        let aantal = |records, bedrag| Aantal { records, bedrag: Eurocent::new(bedrag) };
        let ([r0, r1, r2], [b0, b1, b2]) = (records, bedragen);
        Self { geladen: aantal(r0, b0), gequarantaineerd: aantal(r1, b1), dubbel: aantal(r2, b2) }
    }

    /// Records: loaded, quarantined, duplicate.
    pub(crate) fn records(&self) -> [i64; 3] {
        [self.geladen.records, self.gequarantaineerd.records, self.dubbel.records]
    }

    /// Eurocents: loaded, quarantined, duplicate.
    pub(crate) fn bedragen(&self) -> [i64; 3] {
        [self.geladen, self.gequarantaineerd, self.dubbel].map(|part| part.bedrag.waarde())
    }
}
