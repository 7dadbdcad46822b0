//! The `sluis` command: configuration, command line, runs and the embedded Postgres.
//!
//! Business rules are in `transform`, SQL is in `load`, reading messages in `extract-ggk`.

pub mod cli;
pub mod clock;
pub mod config;
pub mod embedded;
mod job;
pub mod lineage;
pub mod meting;
pub mod run;
pub mod serve;
pub mod signaal;
pub mod telemetry;
