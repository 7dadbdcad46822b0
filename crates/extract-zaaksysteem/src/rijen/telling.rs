//! What became of the lines of a file.

/// What became of the physical lines of a file. Together they are all lines that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Telling {
    /// Lines up to and with the header.
    pub kopregels: u64,
    /// Rows that were handed out.
    pub rijen: u64,
    /// Lines of those rows: more than the rows when there are line ends inside quotes.
    pub rijregels: u64,
    /// Refusals that were handed out.
    pub weigeringen: u64,
    /// Lines of those refusals.
    pub weigerregels: u64,
    /// Blank lines.
    pub leeg: u64,
    /// Lines that a `voetregel` matches.
    pub voet: u64,
    /// Lines that are the header again.
    pub koppen: u64,
}

impl Telling {
    /// All physical lines.
    pub const fn regels(&self) -> u64 {
        self.kopregels + self.rijregels + self.weigerregels + self.leeg + self.voet + self.koppen
    }
}
