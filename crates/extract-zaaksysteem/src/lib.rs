//! CSV files of case systems and other sources to records, by a mapping that a municipality writes.
//!
//! Bytes become text (`codering`), text becomes rows (`rijen`, `dialect`, `koprij`), and a row becomes records by the
//! [`Mapping`] (`waarde`, `bewerking`, `omzetten`). A file is refused before its first row, or each row is
//! records or a refusal with its line: none vanishes. Nothing is repaired without a rule that the mapping names, and each
//! repair is told. Constant memory, whatever the size of the file: whether a row was there before, landing finds out.

mod bewerking;
mod codering;
mod dialect;
mod fout;
mod koprij;
mod lezer;
mod mapping;
mod meldingen;
mod omzetten;
mod plan;
mod rij;
mod rijen;
mod snijder;
mod verken;
mod voorstel;
mod waarde;
mod waardelijst;

pub use codering::Codering;
pub use dialect::{Bestandsvorm, Dialect, DubbeleKoppen, Regeleinde};
pub use fout::{Melding, Meldingsoort, Weigering};
pub use lezer::{Lezer, Omgeving, Rijuitkomst};
pub use mapping::{Levering, Mapping, MappingFout};
pub use meldingen::Meldplaats;
pub use rij::Ruwerij;
pub use rijen::{Rijenlezer, Telling};
pub use verken::{Kolomsoort, Kolomverkenning, Verkenning, Verschillend, verken};
pub use voorstel::{Voorstel, voorstel};
