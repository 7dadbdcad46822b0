//! `StatLine` of CBS over `OData` v3 and v4: bytes to one neutral model ([`domain::statline`]), or a named refusal.
//!
//! A [`Bron`] is one catalogue with its tables. Its way: [`Bron::catalogus`] tells what changed, [`Bron::beschrijf`]
//! what a table is, [`Selectie::kies`] which part of it is wanted, [`Bron::plan`] in which disjoint parts it is
//! fetched, [`Bron::pagina`] one page of such a part. The crate keeps nothing and writes nothing.

mod bron;
mod client;
mod error;
mod filter;
mod link;
mod metadata;
mod plan;
mod retry;
mod selectie;
mod storing;
mod v3;
mod v4;
mod verzameling;
mod voorraad;
mod waarneming;
mod zoek;

pub use bron::{Bron, Deel, Endpoint, Pagina, Plan};
pub use client::{Client, ClientOptions};
pub use error::Error;
pub use selectie::{Gebiedskeuze, Periodekeuze, Selectie};
pub use waarneming::lees_pagina;
pub use voorraad::Voorraad;
pub use zoek::zoek_in_catalogus;
