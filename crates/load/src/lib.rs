//! Postgres: schema, ledger, binary COPY into landing, reading chains and publishing the star schema.
//!
//! The only crate that speaks SQL. Every statement stands in a file under `sql/` and is read with `include_str!`.

pub mod aanmelding;
pub mod beheer;
pub mod copy;
mod db;
pub mod dienst;
mod error;
pub mod keten_reader;
pub mod landing;
pub mod ledger;
mod mart;
mod migrate;
mod onderhoud;
pub mod pagina;
pub mod publish;
pub mod referentie;
pub mod rollen;
pub mod signaal;
pub mod slot;
pub mod statline;
pub mod verhaal;
pub mod zaak;
pub mod zaak_publish;

pub use db::Db;
pub use error::{DbFailure, Error, Remedy};
