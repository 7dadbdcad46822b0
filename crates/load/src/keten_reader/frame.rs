//! Cuts a binary `COPY` stream into rows.

use crate::Error;

const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Signature, flags and length of the header extension.
const HEADER_BYTES: usize = SIGNATURE.len() + 8;

/// The rows of a binary `COPY`, whatever the borders of the chunks that they arrive in.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    buffer: Vec<u8>,
    start: usize,
    is_started: bool,
    is_ended: bool,
}

impl Frames {
    /// Adds a chunk of the stream.
    pub(crate) fn push(&mut self, chunk: &[u8]) {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.extend_from_slice(chunk);
    }

    /// The next whole row: its fields, each a length and that many bytes. `None`: more is needed, or the end.
    ///
    /// # Errors
    /// `Corrupt` when this is not a binary `COPY` of rows of `columns` fields.
    ///
    /// # Source
    /// PostgreSQL manual, `COPY`, "Binary Format".
    pub(crate) fn next(&mut self, columns: i16) -> Result<Option<&[u8]>, Error> {
        if !self.is_started && !self.header()? {
            return Ok(None);
        }
        let rest = self.buffer.get(self.start..).unwrap_or_default();
        let Some((count, fields)) = rest.split_first_chunk::<2>() else { return Ok(None) };
        let count = i16::from_be_bytes(*count);
        if count == -1 {
            self.is_ended = true;
            return Ok(None);
        }
        if count != columns {
            return Err(corrupt());
        }
        let Some(length) = row_length(fields, columns)? else { return Ok(None) };
        let from = self.start + 2;
        self.start = from + length;
        Ok(self.buffer.get(from..self.start))
    }

    /// Whether the stream ended as it should: with its trailer.
    pub(crate) const fn is_ended(&self) -> bool {
        self.is_ended
    }

    fn header(&mut self) -> Result<bool, Error> {
        let Some(header) = self.buffer.get(..HEADER_BYTES) else { return Ok(false) };
        let extension = header.last_chunk::<4>().copied().map_or(0, u32::from_be_bytes);
        if !header.starts_with(SIGNATURE) || extension != 0 {
            return Err(corrupt());
        }
        self.start = HEADER_BYTES;
        self.is_started = true;
        Ok(true)
    }
}

/// Number of bytes of `columns` fields; `None` when they are not all there yet.
fn row_length(fields: &[u8], columns: i16) -> Result<Option<usize>, Error> {
    let mut rest = fields;
    for _ in 0..columns {
        let Some((length, after)) = rest.split_first_chunk::<4>() else { return Ok(None) };
        let length = match i32::from_be_bytes(*length) {
            -1 => 0,
            length => usize::try_from(length).map_err(|_| corrupt())?,
        };
        let Some(after) = after.get(length..) else { return Ok(None) };
        rest = after;
    }
    Ok(Some(fields.len() - rest.len()))
}

const fn corrupt() -> Error {
    Error::Corrupt { what: "a binary copy stream" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> Vec<u8> {
        let mut bytes = SIGNATURE.to_vec();
        bytes.extend([0; 8]);
        for text in ["a", "bcd"] {
            bytes.extend(2_i16.to_be_bytes());
            bytes.extend((-1_i32).to_be_bytes());
            bytes.extend(i32::try_from(text.len()).unwrap().to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        bytes.extend((-1_i16).to_be_bytes());
        bytes
    }

    #[test]
    fn rows_do_not_depend_on_the_borders_of_chunks() {
        let stream = stream();
        for size in 1..=stream.len() {
            let mut frames = Frames::default();
            let mut rows = Vec::new();
            for chunk in stream.chunks(size) {
                frames.push(chunk);
                while let Some(row) = frames.next(2).unwrap() {
                    rows.push(row[8..].to_vec());
                }
            }
            assert!(frames.is_ended());
            assert_eq!(rows, [b"a".to_vec(), b"bcd".to_vec()], "chunks of {size}");
        }
    }

    #[test]
    fn something_else_is_refused() {
        let mut frames = Frames::default();
        frames.push(&[7; 64]);
        assert!(frames.next(2).is_err());
        let mut frames = Frames::default();
        frames.push(&stream());
        assert!(frames.next(3).is_err());
    }
}
