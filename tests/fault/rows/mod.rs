//! The rows, by what is struck.

mod connection;
mod files;
mod http;
mod process;
mod state;

use crate::Row;

/// Every row, in the order of the matrix.
pub(crate) fn all() -> Vec<Row> {
    let mut rows =
        [process::rows(), connection::rows(), files::rows(), http::rows(), state::rows()].concat();
    rows.sort_by_key(|row| row.number);
    rows
}
