//! A reader that refuses a row without end.

use std::io::{self, Read};

/// Most bytes of one row, and of what is read ahead of it.
const RIJ_BYTES_MAX: u64 = 1_048_576;

/// Counts what is read since the last row.
pub(super) struct Begrensd<'b> {
    inner: Box<dyn Read + 'b>,
    over: u64,
}

impl<'b> Begrensd<'b> {
    pub(super) fn new(inner: Box<dyn Read + 'b>) -> Self {
        Self { inner, over: RIJ_BYTES_MAX }
    }

    /// A row has ended.
    pub(super) const fn rij_klaar(&mut self) {
        self.over = RIJ_BYTES_MAX;
    }
}

impl Read for Begrensd<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.over == 0 {
            return Err(io::Error::other(format!("a row of more than {RIJ_BYTES_MAX} bytes")));
        }
        let read = self.inner.read(buffer)?;
        self.over = self.over.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}
