//! Gathers the stream into batches of whole groups.

use core::future::poll_fn;

use sqlx::PgConnection;
use tokio::sync::mpsc::Sender;
use transform::Kring;

use super::frame::Frames;
use super::statement::Stream;
use crate::Error;

/// Rows after which a batch is handed on: enough to make the queue cheap, few enough for a small memory.
const ROWS_MAX: usize = 4_000;

/// Undecoded rows of whole groups of one kind.
#[derive(Debug)]
pub(crate) struct Batch {
    kring: Kring,
    bytes: Vec<u8>,
    /// Per row: the group it belongs to, and where it ends.
    rows: Vec<(i64, usize)>,
}

impl Batch {
    const fn new(kring: Kring) -> Self {
        Self { kring, bytes: Vec::new(), rows: Vec::new() }
    }

    /// What its groups are.
    pub(crate) const fn kring(&self) -> Kring {
        self.kring
    }

    fn push(&mut self, groep: i64, row: &[u8]) {
        self.bytes.extend_from_slice(row);
        self.rows.push((groep, self.bytes.len()));
    }

    fn last_groep(&self) -> Option<i64> {
        self.rows.last().map(|(groep, _)| *groep)
    }

    /// The rows with their group, in the order of the stream.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (i64, &[u8])> {
        let starts = core::iter::once(0).chain(self.rows.iter().map(|(_, end)| *end));
        starts
            .zip(&self.rows)
            .map(|(start, (groep, end))| (*groep, self.bytes.get(start..*end).unwrap_or_default()))
    }
}

/// Streams the rows of `stream` to `batches` until the end; whether anybody still listens.
///
/// # Errors
/// `Database` or `Corrupt`.
pub(super) async fn stream(
    connection: &mut PgConnection,
    stream: &Stream,
    batches: &Sender<Batch>,
) -> Result<bool, Error> {
    let mut chunks = connection.copy_out_raw(&stream.statement).await?;
    let mut frames = Frames::default();
    let mut batch = Batch::new(stream.kring);
    while let Some(chunk) = poll_fn(|context| chunks.as_mut().poll_next(context)).await {
        frames.push(&chunk?);
        while let Some(row) = frames.next(stream.columns)? {
            let groep = groep(row)?;
            if batch.rows.len() >= ROWS_MAX && batch.last_groep() != Some(groep) {
                let full = core::mem::replace(&mut batch, Batch::new(stream.kring));
                batch.bytes.reserve(full.bytes.len());
                batch.rows.reserve(ROWS_MAX);
                if batches.send(full).await.is_err() {
                    return Ok(false);
                }
            }
            batch.push(groep, row);
        }
    }
    if !frames.is_ended() {
        return Err(Error::Corrupt { what: "a binary copy stream" });
    }
    // Nobody may be listening for the last batch either: then an error is on its way elsewhere.
    Ok(batch.rows.is_empty() || batches.send(batch).await.is_ok())
}

/// The first field of a row.
fn groep(row: &[u8]) -> Result<i64, Error> {
    match row.split_at_checked(4) {
        Some(([0, 0, 0, 8], rest)) => rest.first_chunk::<8>().copied().map(i64::from_be_bytes),
        _ => None,
    }
    .ok_or(Error::Corrupt { what: "landing.keten" })
}
