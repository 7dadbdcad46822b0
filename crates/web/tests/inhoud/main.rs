//! The pages about what was loaded, on a real Postgres: every test has a database of its own (`DATABASE_URL`).
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod acties;
mod fixture;
mod leeg;
mod toegang;
mod weergave;
