//! The `sluis` command as a user runs it, with a real Postgres of its own.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests may panic like the tests themselves"
)]

mod embedded;
mod exit_code;
mod world;
