#![doc = include_str!("../README.md")]

mod bron;
mod bulk;
mod catalogus;
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
pub use bulk::{BULK_RIJEN, BulkLezer, Bulkbestand};
pub use catalogus::{Catalogus, Onleesbaar};
pub use client::{Client, ClientOptions};
pub use error::Error;
pub use selectie::{Gebiedskeuze, Periodekeuze, Selectie};
pub use voorraad::Voorraad;
pub use waarneming::lees_pagina;
pub use zoek::zoek_in_catalogus;
