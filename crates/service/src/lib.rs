//! The `sluis` command: configuration, command line, runs and the embedded Postgres.
//!
//! Business rules are in `transform`, SQL is in `load`, reading messages in `extract-ggk`.

pub mod config;
pub mod embedded;
