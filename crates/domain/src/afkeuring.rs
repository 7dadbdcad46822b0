//! A refused record or file: data, not an error.

use core::fmt;

use crate::Code;

/// Where in the input: line and byte, and the path of element names. Never a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaats {
    /// Line, from 1.
    pub regel: u32,
    /// Byte offset in the file, from 0.
    pub offset: u64,
    /// Path of local element names, such as `Bericht/Client/Bsn`. A name that is not of the schema
    /// is `?`: the sender chose it.
    pub pad: String,
}

impl fmt::Display for Plaats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "regel {} (byte {}) {}", self.regel, self.offset, self.pad)
    }
}

/// One refusal of a record or of a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afkeuring {
    /// Why.
    pub code: Code,
    /// Where.
    pub plaats: Plaats,
    /// Which product record or line, from 1 in document order; `None` for a whole file.
    pub regelnummer: Option<u32>,
}
