//! `StatLine`, the open data of CBS: one neutral model behind its two protocols.
//!
//! A [`Tabel`] describes what there is: dimensions with their codes, and measures. A [`Blok`] holds observations as
//! positions in that description, so that a table of millions of cells costs no text per cell.

mod blok;
mod catalogus;
mod gebied;
mod getal;
mod herindeling;
mod keuze;
mod onderwerp;
mod periode;
mod tabel;
mod telbaar;

pub use blok::{Blok, Cel, Celwaarde, Leegte};
pub use catalogus::{CatalogusRegel, Protocol, TabelId, Tabelversie};
pub use gebied::{Gebiedscode, Gebiedsniveau};
pub use getal::Getal;
pub use herindeling::{Herindeling, Herindelingsoort};
pub use keuze::Keuze;
pub use onderwerp::{Gegevenstype, LeegBetekenis, Onderwerp};
pub use periode::{Periodecode, Periodesoort};
pub use tabel::{Dimensie, Dimensiecode, Dimensierol, Tabel};
