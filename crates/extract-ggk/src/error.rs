//! What was refused, and where.

use core::fmt;

use domain::{Afkeuring, Code, Eurocent, Plaats};

/// The refusal of a whole file, with what it would have brought.
///
/// The ledger counts records and money of a refused file too, so they travel with the refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestandAfkeuring {
    /// Why and where.
    pub afkeuring: Afkeuring,
    /// Records in the file as far as it could be read; at least 1.
    pub records: u32,
    /// Sum of the readable amounts of those records (323 only), credit negative.
    pub bedrag: Eurocent,
}

impl fmt::Display for BestandAfkeuring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.afkeuring.code, self.afkeuring.plaats)
    }
}

impl core::error::Error for BestandAfkeuring {}

impl From<BestandAfkeuring> for Afkeuring {
    fn from(geweigerd: BestandAfkeuring) -> Self {
        geweigerd.afkeuring
    }
}

/// A fault while reading. The line is counted later, once for all faults of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    /// Bytes from the start of the file.
    pub(crate) offset: usize,
    /// Path of local element names, those that are not of the schema as `?`.
    pub(crate) pad: String,
}

impl Fault {
    pub(crate) fn new(code: Code, offset: usize, pad: impl Into<String>) -> Self {
        Self { code, offset, pad: pad.into() }
    }

    /// Whether the text is not an XML document of a sane size, so that reading on makes no sense.
    pub(crate) fn is_about_xml(&self) -> bool {
        matches!(
            self.code,
            Code::XmlNotWellformed
                | Code::XmlDoctype
                | Code::XmlLimitDepth
                | Code::XmlLimitAttrs
                | Code::XmlLimitName
                | Code::XmlLimitText
        )
    }
}

/// Counts lines forward through a file, so that many places cost one pass when they come in order.
#[derive(Debug)]
pub(crate) struct LineCounter<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: u32,
}

impl<'a> LineCounter<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0, line: 1 }
    }

    /// The line of the byte at `offset`, from 1. A place before the last one asked for costs a new
    /// pass.
    fn line(&mut self, offset: usize) -> u32 {
        if offset < self.offset {
            (self.offset, self.line) = (0, 1);
        }
        let passed = self.bytes.get(self.offset..offset).unwrap_or_default();
        let ends = passed.iter().fold(0_u32, |ends, byte| ends + u32::from(*byte == b'\n'));
        self.line = self.line.saturating_add(ends);
        self.offset = offset;
        self.line
    }

    /// Turns `fault` into a refusal, of record `regelnummer` or of the whole file.
    pub(crate) fn afkeuring(&mut self, fault: Fault, regelnummer: Option<u32>) -> Afkeuring {
        let plaats = Plaats {
            regel: self.line(fault.offset),
            offset: u64::try_from(fault.offset).unwrap_or(u64::MAX),
            pad: fault.pad,
        };
        Afkeuring { code: fault.code, plaats, regelnummer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one_in_any_order() {
        let mut lines = LineCounter::new(b"a\nb\r\nc");
        assert_eq!([0, 2, 5, 2, 99].map(|offset| lines.line(offset)), [1, 2, 3, 2, 2]);
    }
}
