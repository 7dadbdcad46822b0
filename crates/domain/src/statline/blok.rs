//! Observations of one page.

use super::Getal;

/// Why a cell has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leegte {
    /// It cannot occur: v4 `Impossible`; v3 an empty cell of a measure whose `Default` says so.
    Onmogelijk,
    /// v3 `.`: unknown, not reliable enough, or secret.
    Onbekend,
    /// v4 `Confidential`; `x` in older tables.
    Geheim,
    /// v4 `NotAvailable`.
    NietBeschikbaar,
    /// v4 `Missing`; v3 an empty cell of a measure whose `Default` says so.
    Ontbreekt,
    /// v3 an empty cell of a measure whose `Default` is `Zero`; `-` in older tables. Never turned into 0.
    Nihil,
    /// Empty without a reason: `TypedDataSet` does not give one.
    ZonderReden,
    /// A reason that is not known yet, as CBS writes it.
    Overig(Box<str>),
}

impl Leegte {
    /// The word in `reden_leeg`.
    pub fn code(&self) -> &str {
        match self {
            Self::Onmogelijk => "onmogelijk",
            Self::Onbekend => "onbekend",
            Self::Geheim => "geheim",
            Self::NietBeschikbaar => "niet_beschikbaar",
            Self::Ontbreekt => "ontbreekt",
            Self::Nihil => "nihil",
            Self::ZonderReden => "zonder_reden",
            Self::Overig(text) => text,
        }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Celwaarde {
    /// A number.
    Getal(Getal),
    /// A text of a measure of type text, trimmed.
    Tekst(Box<str>),
    /// Nothing, with the reason.
    Leeg(Leegte),
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cel {
    /// Row of the block, for its codes.
    pub rij: u32,
    /// Position of the measure in the table.
    pub onderwerp: u32,
    /// What it holds.
    pub waarde: Celwaarde,
}

/// The observations of one page, as positions in the description of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blok {
    /// Number of dimensions of the table.
    pub breedte: usize,
    /// Per row the position of the code in each dimension, `breedte` numbers a row.
    pub codes: Vec<u32>,
    /// Cells, in the order of the source.
    pub cellen: Vec<Cel>,
}

impl Blok {
    /// An empty block of a table with `breedte` dimensions.
    pub fn new(breedte: usize) -> Self {
        Self { breedte, codes: Vec::new(), cellen: Vec::new() }
    }

    /// The positions of a row; empty when there is no such row, or no dimension.
    pub fn rij(&self, rij: u32) -> &[u32] {
        let rij = usize::try_from(rij).unwrap_or(usize::MAX);
        let start = rij.saturating_mul(self.breedte);
        self.codes.get(start..start.saturating_add(self.breedte)).unwrap_or_default()
    }
}
