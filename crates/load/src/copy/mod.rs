//! Binary `COPY`: typed rows to Postgres, encoded into one buffer that is sent as it fills.

mod encoder;

pub use encoder::RowEncoder;

use sqlx::PgConnection;
use sqlx::postgres::PgCopyIn;

use crate::Error;

/// Sent when it holds this much: large enough to make the system calls vanish, small enough to stay in the
/// processor's cache and to keep the server busy while the next chunk is encoded.
const CHUNK_BYTES: usize = 256 * 1024;
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Flags and length of the header extension: none.
const HEADER_REST: [u8; 8] = [0; 8];
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();

/// A row of one table, in the column order of its `copy` statement.
pub trait CopyRow {
    /// Writes every column, in order.
    fn encode(&self, row: &mut RowEncoder);
}

/// Rows that were encoded ahead, on another thread than the one that sends them.
#[derive(Debug, Default)]
pub struct EncodedRows {
    encoder: RowEncoder,
    rows: u64,
}

impl EncodedRows {
    /// Adds a row.
    ///
    /// # Errors
    /// `Value` when it cannot be encoded; it is left out then.
    pub fn push(&mut self, row: &impl CopyRow) -> Result<(), Error> {
        self.encoder.row(row)?;
        self.rows += 1;
        Ok(())
    }

    /// Number of encoded bytes.
    pub fn bytes(&self) -> usize {
        self.encoder.buffer.len()
    }
}

/// An open `copy ... from stdin (format binary)`.
///
/// Any error aborts it, so that the connection stays usable; a writer that failed takes no more rows.
pub struct CopyWriter<'c> {
    copy: Option<PgCopyIn<&'c mut PgConnection>>,
    statement: &'c str,
    encoder: RowEncoder,
    rows: u64,
}

impl<'c> CopyWriter<'c> {
    /// Starts `statement`, a `copy <table> (<columns>) from stdin (format binary)`.
    ///
    /// # Errors
    /// `Database`.
    pub async fn new(connection: &'c mut PgConnection, statement: &'c str) -> Result<Self, Error> {
        let copy = connection.copy_in_raw(statement).await?;
        let mut encoder = RowEncoder::default();
        encoder.buffer.reserve(CHUNK_BYTES + CHUNK_BYTES / 4);
        encoder.buffer.extend_from_slice(SIGNATURE);
        encoder.buffer.extend_from_slice(&HEADER_REST);
        Ok(Self { copy: Some(copy), statement, encoder, rows: 0 })
    }

    /// Adds a row; sends what was gathered when there is enough of it.
    ///
    /// # Errors
    /// `Value` when the row cannot be encoded, `Database` when it cannot be sent.
    ///
    /// # Source
    /// PostgreSQL manual, `COPY`, "Binary Format".
    pub async fn write(&mut self, row: &impl CopyRow) -> Result<(), Error> {
        if let Err(error) = self.encoder.row(row) {
            self.abort().await?;
            return Err(error);
        }
        self.rows += 1;
        if self.encoder.buffer.len() >= CHUNK_BYTES {
            self.send().await?;
        }
        Ok(())
    }

    /// Adds rows that were encoded ahead.
    ///
    /// # Errors
    /// `Database` when they cannot be sent.
    pub async fn write_encoded(&mut self, rows: &EncodedRows) -> Result<(), Error> {
        self.send().await?;
        let copy = self.copy.as_mut().ok_or(Error::Value { what: "a copy that was aborted" })?;
        copy.send(rows.encoder.buffer.as_slice()).await?;
        self.rows += rows.rows;
        Ok(())
    }

    async fn send(&mut self) -> Result<(), Error> {
        let copy = self.copy.as_mut().ok_or(Error::Value { what: "a copy that was aborted" })?;
        copy.send(self.encoder.buffer.as_slice()).await?;
        self.encoder.buffer.clear();
        Ok(())
    }

    /// Throws away everything that was sent and leaves the connection usable.
    ///
    /// # Errors
    /// `Database` when the connection is lost.
    pub async fn abort(&mut self) -> Result<(), Error> {
        if let Some(copy) = self.copy.take() {
            copy.abort("the loader gave up").await?;
        }
        Ok(())
    }

    /// Ends the copy and returns the number of rows that Postgres stored.
    ///
    /// # Errors
    /// `CopyCount` when Postgres stored another number than was sent, or `Database`; nothing is stored then once
    /// the transaction is rolled back.
    pub async fn finish(mut self) -> Result<u64, Error> {
        self.encoder.buffer.extend_from_slice(&TRAILER);
        self.send().await?;
        let copy = self.copy.take().ok_or(Error::Value { what: "a copy that was aborted" })?;
        let stored = copy.finish().await?;
        if stored == self.rows {
            return Ok(stored);
        }
        let table = self.statement.split_whitespace().nth(1).unwrap_or_default().to_owned();
        Err(Error::CopyCount { table, sent: self.rows, stored })
    }
}

/// Copies all `rows`; no rows cost nothing.
///
/// # Errors
/// As [`CopyWriter::write`] and [`CopyWriter::finish`].
pub async fn copy_rows<R: CopyRow>(
    connection: &mut PgConnection,
    statement: &'static str,
    rows: impl IntoIterator<Item = R>,
) -> Result<u64, Error> {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_none() {
        return Ok(0);
    }
    let mut writer = CopyWriter::new(connection, statement).await?;
    for row in rows {
        writer.write(&row).await?;
    }
    writer.finish().await
}
