//! What every end-to-end test needs: a warehouse of its own, an inbox, and the `sluis` command as a user runs it.
//!
//! Tests talk to Postgres through `psql` and to Sluis through its command line: nothing here knows the inside.

mod facts;
mod measure;
mod warehouse;

pub use facts::Facts;
pub use measure::Measured;
pub use warehouse::{Outcome, Warehouse, files, query_at};
