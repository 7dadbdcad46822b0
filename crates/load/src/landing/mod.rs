//! One task into landing: every accepted record once, with its ledger rows, in one transaction.

mod batch;
mod container;
mod index;
mod judge;
mod ketenfout;
mod ledger_rows;
mod outcome;
mod record_rows;
mod request_rows;
mod store;
mod write;

pub use batch::{Batch, Bestand, Geschreven, Lezing, RegelAfkeuring, count_batch};
pub use index::ensure_indexes;
pub use write::write_batch;
