//! The rows, by what is struck.

mod connection;
mod disk;
mod files;
mod http;
mod memory;
mod process;
mod restore;
mod service;
mod state;

use crate::Row;

/// Every row, in the order of the matrix.
pub(crate) fn all() -> Vec<Row> {
    let mut rows = [
        memory::rows(),
        process::rows(),
        restore::rows(),
        service::rows(),
        connection::rows(),
        disk::rows(),
        files::rows(),
        http::rows(),
        state::rows(),
    ]
    .concat();
    rows.sort_by_key(|row| row.number);
    rows
}
