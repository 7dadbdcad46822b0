//! Made-up messages with a known truth: a builder for single messages and a generator of whole inboxes.
//!
//! The truth is written down from the plan of each story and never computed by `transform`.

mod allocatie;
pub mod bericht;
pub mod bsn;
mod declaraties;
mod defect;
mod generator;
mod kalender;
mod namen;
mod oordeel;
mod rng;
mod schrijver;
mod uitvoer;
mod verhaal;
mod verteller;
mod waarheid;
mod wereld;

pub use generator::{Opdracht, Verslag, genereer};
pub use schrijver::Indeling;

/// Every story that is ever told, ordinary or with a defect.
pub fn verhalen() -> impl Iterator<Item = &'static str> {
    let gewoon = verhaal::VERHALEN.iter().map(|(_, (naam, _))| *naam);
    gewoon.chain(defect::DEFECTEN.iter().map(|(naam, _)| *naam))
}
