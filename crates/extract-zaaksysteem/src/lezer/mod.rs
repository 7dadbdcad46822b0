//! A file to records, by a mapping.

use std::collections::BTreeMap;
use std::io::Read;

use chrono::NaiveDate;
use domain::zaaksysteem::{Entiteit, Record};
use domain::{Code, Gemeentecode, Pseudoniemsleutel};

use crate::mapping::Mapping;
use crate::meldingen::{Meldingen, Meldplaats};
use crate::omzetten::Werk;
use crate::plan::{self, Plan};
use crate::{Dialect, Melding, Rijenlezer, Telling, Weigering};

/// What a file does not tell itself.
#[derive(Debug, Clone, Copy)]
pub struct Omgeving<'o> {
    /// Makes pseudonyms of persons.
    pub sleutel: &'o Pseudoniemsleutel,
    /// Name of the source; numbers of its own are pseudonyms in its name, unless the mapping names a system.
    pub bron: &'o str,
    /// Municipality of a row that names none.
    pub gemeente: Option<Gemeentecode>,
    /// Reference date of the delivery: the day by which words have their meaning.
    pub peildatum: NaiveDate,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rijuitkomst {
    /// It tells of these; of none when the mapping chooses other rows.
    Rij {
        /// Line where it begins, from 1.
        regel: u64,
        /// At most one of each entity, in the order of the mapping's entities.
        records: Vec<Record>,
    },
    /// It is refused as a whole; line 0: the file could not be read any further.
    Geweigerd(Weigering),
}

/// Reads a file to records in constant memory. No row vanishes: each is [`Rijuitkomst`], or counted in [`Lezer::telling`].
pub struct Lezer<R: Read> {
    rijen: Rijenlezer<R>,
    plan: Plan,
    werk: Werk,
    meldingen: Meldingen,
}

impl<R: Read> Lezer<R> {
    /// Opens a file and lays the mapping on its header.
    ///
    /// # Errors
    /// Those of [`Rijenlezer::open`], and `CSV_HEADER` with the columns that are missing, in the words of the mapping.
    pub fn open(bron: R, mapping: &Mapping, omgeving: Omgeving<'_>) -> Result<Self, Weigering> {
        let herken = |cellen: &[&str]| plan::herken(mapping, cellen);
        let rijen = Rijenlezer::open(bron, mapping.bestandsvorm(), &herken);
        let rijen = rijen.map_err(|weigering| met_gezocht(weigering, mapping))?;
        let (plan, van_kop) = Plan::maak(mapping, rijen.kop(), &omgeving)?;
        let mut meldingen = Meldingen::default();
        for melding in van_kop {
            meldingen.noteer(melding);
        }
        Ok(Self { rijen, plan, werk: Werk::default(), meldingen })
    }

    /// The next row; `None` at the end.
    pub fn volgende(&mut self) -> Option<Rijuitkomst> {
        let rij = match self.rijen.volgende()? {
            Ok(rij) => rij,
            Err(weigering) => return Some(Rijuitkomst::Geweigerd(weigering)),
        };
        let regel = rij.regel;
        let cel = |plek: usize| rij.cel(plek).unwrap_or_default();
        Some(match self.plan.zet_om(regel, cel, &mut self.werk) {
            Ok(records) => {
                for (soort, plek) in self.werk.meldingen.drain(..) {
                    let kolom = self.plan.stappen.get(plek).map(|stap| stap.kolom.naam.clone());
                    self.meldingen.noteer(Melding { soort, regel, kolom });
                }
                Rijuitkomst::Rij { regel, records }
            }
            Err(weigering) => Rijuitkomst::Geweigerd(weigering),
        })
    }

    /// What was repaired or noticed since the last time: of each kind and column the first hundred of the file.
    pub fn meldingen(&mut self) -> impl Iterator<Item = Melding> {
        self.rijen.meldingen().into_iter().chain(self.meldingen.neem())
    }

    /// How often each kind was seen until now, by column.
    pub fn aantallen(&self) -> BTreeMap<Meldplaats, u64> {
        // Of a row they are told with a column or of its values, of a line by who cut it: no kind is of both.
        let mut aantallen = self.meldingen.aantallen().clone();
        aantallen.extend(self.rijen.aantallen().clone());
        aantallen
    }

    /// The entities that this file can tell of: not those of which it lacks a column that they must have.
    pub fn entiteiten(&self) -> impl Iterator<Item = Entiteit> {
        let verteld = self.plan.doelen.iter().filter(|doel| !doel.begin.is_empty());
        verteld.map(|doel| doel.entiteit)
    }

    /// How the file is written.
    pub fn dialect(&self) -> &Dialect {
        self.rijen.dialect()
    }

    /// What became of the lines of the file until now.
    pub fn telling(&self) -> &Telling {
        self.rijen.telling()
    }
}

/// A header that was not found, with what was looked for.
fn met_gezocht(mut weigering: Weigering, mapping: &Mapping) -> Weigering {
    if weigering.code == Code::CsvHeader {
        let gezocht = plan::gezocht(mapping);
        weigering.woorden = format!("{}; the mapping needs {gezocht}", weigering.woorden).into();
    }
    weigering
}

#[cfg(test)]
mod tests;
