//! How a message is read.

use crate::release::Dialect;

/// Whether a message is sent, or answers another.
///
/// An answer repeats what it answers, faults included, so only its structure and codes are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Richting {
    Heen,
    Antwoord,
}

/// How a part is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wijze {
    pub(crate) dialect: Dialect,
    pub(crate) richting: Richting,
    /// Whether the schema is public. When it is not, an element that the table does not have is passed over with
    /// a warning, the order is free, and what is missing is missed only by the record that needs it.
    pub(crate) is_streng: bool,
}

impl Wijze {
    /// The same with every value judged, as in a header.
    pub(crate) fn heen(self) -> Self {
        Self { richting: Richting::Heen, ..self }
    }
}
