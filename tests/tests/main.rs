//! The `sluis` command on a real Postgres.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod answer_key;
mod architecture;
mod bevinding;
mod browser;
mod containers;
mod dictionary;
mod dienst;
mod dienst_archief;
mod examples;
mod explain;
mod gebruiker;
mod generated;
mod invariants;
mod kwaliteit;
mod leaks;
mod paginas;
mod referentie;
mod release2;
mod requests;
mod rollen;
mod statline;
mod statline_bulk;
mod statline_cli;
mod statline_herstel;
mod statline_opnamen;
mod statline_storing;
mod truth;
mod uitrol;
mod waarneming;
mod zaaksysteem;
mod zaaksysteem_brug;
