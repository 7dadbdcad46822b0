//! Made-up messages with a known truth: a builder for single messages and a generator of whole inboxes.
//!
//! The truth is written down from the plan of each story and never computed by `transform`.
//!
//! ```sh
//! sluis-testkit generate --out inbox --clients 1000 --months 12 --seed 1 --truth waarheid --key pseudoniem.key
//! ```
//!
//! | where | what |
//! |---|---|
//! | [`bericht`] | typed structs that write themselves as XML, for hand-made messages |
//! | `verhaal`, `defect` | the stories: what happens to an allocation, ordinary or with a planted defect |
//! | `verteller` | sends the messages of a story and writes down the truth as it goes |
//! | `declaraties` | gathers the lines of a block of clients into 323s and answers them |
//! | `waarheid` | the files of the truth and their columns |
//! | [`fake_cbs`] | a server that is `StatLine`, in both protocols, with all its whims |

mod allocatie;
pub mod bericht;
pub mod bsn;
mod declaraties;
mod defect;
pub mod fake_cbs;
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
    gewoon.chain(defecten())
}

/// Every planted defect.
pub fn defecten() -> impl Iterator<Item = &'static str> {
    defect::DEFECTEN.iter().map(|(naam, _)| *naam)
}

/// Every story about messages of release 2.
pub fn historie() -> impl Iterator<Item = &'static str> {
    verhaal::historie::VERHALEN.iter().map(|(_, (naam, _))| *naam)
}
