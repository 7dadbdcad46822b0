//! Folders of CSV files: which files there are, by which mapping and of which day, and what their rows hold.

mod bestand;
mod lezen;
mod pakken;

pub(crate) use bestand::{Geopend, Onleesbaar, open};
pub(crate) use lezen::{Deel, Gezien, Leeswijze, Meldingen, geweigerd, lees, naar};
pub(crate) use pakken::{Zending, pak};

/// How files end that may hold rows.
pub(crate) const EXTENSIONS: [&str; 5] = ["csv", "txt", "tsv", "tab", "dat"];
