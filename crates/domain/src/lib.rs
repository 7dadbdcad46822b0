//! Value types of the Dutch care messages (iWmo and iJw).
//!
//! A value that exists is right: every type here is made by parsing and refuses what the standard refuses.
//! The crate does no I/O, reads no clock and knows no SQL; every other crate may use it.

mod afkeuring;
mod agb;
mod bericht;
mod berichtsoort;
mod beschikkingnummer;
mod bsn;
mod clientsleutel;
mod code;
mod codelijst;
mod datum;
mod eurocent;
mod fout;
mod gemeente;
mod keten;
mod masker;
mod notitie;
mod omvang;
mod periode;
mod product;
pub mod record;
mod release;
mod retourcode;
pub mod statline;
mod tekst;
mod toewijzingnummer;
mod waarneming;
mod werkdag;
mod wet;
mod xsd_versie;
pub mod zaaksysteem;

pub use afkeuring::{Afkeuring, Plaats};
pub use agb::AgbCode;
pub use bericht::{Bericht, BerichtReferentie, Identiteit, InhoudHash, Oordeel, Partij};
pub use berichtsoort::Berichtsoort;
pub use beschikkingnummer::Beschikkingnummer;
pub use bsn::Bsn;
pub use clientsleutel::{Clientsleutel, Pseudoniemsleutel, SleutelFout, SleutelId};
pub use code::Code;
pub use codelijst::{
    CodeFout, DatumGebruik, DebetCredit, Eenheid, Frequentie, Geslacht, Productcategorie,
    RedenAfwijzingVerzoek, RedenBeeindiging, RedenVerzoek, RedenWijziging, StatusAanlevering,
    Verwijzer, VerzoekAntwoord,
};
pub use datum::{parse_datum, parse_tijd};
pub use eurocent::Eurocent;
pub use fout::WaardeFout;
pub use gemeente::Gemeentecode;
pub use keten::{KetenSleutel, ToewijzingSleutel};
pub use masker::verberg_bsn;
pub use notitie::{NOTITIE_MAX, Notitiefout, check_notitie};
pub use omvang::{Omvang, Volume};
pub use periode::Periode;
pub use product::{Product, Productcode};
pub use release::{Generatie, Release};
pub use retourcode::Retourcode;
pub use tekst::{EnvelopReferentie, Identificatie, Referentie, ReferentieAanbieder, Tekst};
pub use toewijzingnummer::Toewijzingnummer;
pub use waarneming::Waarnemingcode;
pub use werkdag::{is_feestdag, is_werkdag, pasen, plus_werkdagen};
pub use wet::Wet;
pub use xsd_versie::{Versie, XsdVersie};
