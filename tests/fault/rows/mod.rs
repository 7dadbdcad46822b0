//! The rows, by what is struck.

mod clock;
mod connection;
mod files;
mod http;
mod output;
mod process;
mod refusal;
mod state;

use crate::Row;

/// Every row, in the order of the matrix.
pub(crate) fn all() -> Vec<Row> {
    let mut rows = [
        clock::rows(),
        connection::rows(),
        files::rows(),
        http::rows(),
        output::rows(),
        process::rows(),
        refusal::rows(),
        state::rows(),
    ]
    .concat();
    rows.sort_by_key(|row| row.number);
    rows
}
