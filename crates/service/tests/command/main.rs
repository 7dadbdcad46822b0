//! The `sluis` command as a user runs it, with a real Postgres of its own.

mod embedded;
mod exit_code;
mod world;
