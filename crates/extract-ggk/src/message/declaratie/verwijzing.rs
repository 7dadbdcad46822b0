//! TR315 and TR316: which line takes back which, over all persons of a 323.

use std::collections::BTreeSet;

use domain::record::{Prestatie, Waarneming};
use domain::{Referentie, Waarnemingcode};

/// A line that does not load. Others may refer to what it says all the same.
#[derive(Debug)]
pub(super) struct Geweigerd {
    pub(super) regel: u32,
    pub(super) nummer: Referentie,
    pub(super) vorig: Option<Referentie>,
}

/// A reference to another line.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Verwijzing<'a> {
    vorig: &'a str,
    regel: u32,
    /// Only a line that loads can carry an observation.
    laadt: bool,
}

/// The lines that take back what another one takes back too (TR315: all but the first), or a line of this very
/// message (TR316).
pub(super) fn waarnemingen(prestaties: &[Prestatie], geweigerd: &[Geweigerd]) -> Vec<Waarneming> {
    let verwijzingen = prestaties
        .iter()
        .map(|een| (een.regel, een.vorig_referentienummer.as_ref(), true))
        .chain(geweigerd.iter().map(|een| (een.regel, een.vorig.as_ref(), false)));
    let mut verwijzingen: Vec<Verwijzing<'_>> = verwijzingen
        .filter_map(|(regel, vorig, laadt)| {
            Some(Verwijzing { vorig: vorig?.as_str(), regel, laadt })
        })
        .collect();
    verwijzingen.sort_unstable();
    let nummers = prestaties
        .iter()
        .map(|een| &een.referentienummer)
        .chain(geweigerd.iter().map(|een| &een.nummer));
    let eigen: BTreeSet<&str> = nummers
        .map(Referentie::as_str)
        .filter(|nummer| verwijzingen.binary_search_by(|een| een.vorig.cmp(nummer)).is_ok())
        .collect();
    let mut found = Vec::new();
    for gelijk in verwijzingen.chunk_by(|een, ander| een.vorig == ander.vorig) {
        let is_eigen = gelijk.first().is_some_and(|een| eigen.contains(een.vorig));
        for (at, een) in gelijk.iter().enumerate().filter(|(_, een)| een.laadt) {
            let tr315 = (at > 0).then_some(Waarnemingcode::Tr315);
            let tr316 = is_eigen.then_some(Waarnemingcode::Tr316);
            let codes = tr315.into_iter().chain(tr316);
            found.extend(codes.map(|code| Waarneming { code, regel: Some(een.regel) }));
        }
    }
    found.sort_unstable();
    found
}
