//! The rows, by what is struck.

mod clock;
mod connection;
mod disk;
mod files;
mod http;
mod memory;
mod output;
mod process;
mod refusal;
mod restore;
mod service;
mod state;

use crate::Row;

/// Every row, in the order of the matrix.
pub(crate) fn all() -> Vec<Row> {
    let mut rows = [
        clock::rows(),
        connection::rows(),
        disk::rows(),
        files::rows(),
        http::rows(),
        memory::rows(),
        output::rows(),
        process::rows(),
        refusal::rows(),
        restore::rows(),
        service::rows(),
        state::rows(),
    ]
    .concat();
    rows.sort_by_key(|row| row.number);
    rows
}
