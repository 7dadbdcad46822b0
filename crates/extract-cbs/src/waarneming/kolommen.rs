//! Field names of a row to their columns.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::fout::{Fout, kort};

/// Most unknown fields that are remembered by name.
const ONBEKEND_MAX: usize = 20;

/// The columns of the rows of a page. Rows mostly have the same fields in the same order, so the field that followed
/// last time is tried before the search.
#[derive(Debug)]
pub(super) struct Kolommen<'t> {
    lijst: Vec<Kolom<'t>>,
    op_naam: BTreeMap<&'t str, usize>,
    verplicht: usize,
    /// Per column the one that came after it last time; the last number is of the beginning of a row.
    opvolger: Vec<usize>,
    vorige: usize,
    rij: u32,
    gezien: usize,
    onbekend: BTreeSet<String>,
}

#[derive(Debug)]
struct Kolom<'t> {
    naam: &'t str,
    is_verplicht: bool,
    /// Number of the row that it was last seen in; 0: none.
    gezien_in: u32,
}

/// What a field name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Veld {
    /// A column, by position.
    Kolom(usize),
    /// A name that the description does not have.
    Onbekend,
    /// A name that the row had already.
    Dubbel(usize),
}

impl<'t> Kolommen<'t> {
    /// Columns by name, each with whether a row must have it.
    pub(super) fn new(namen: impl Iterator<Item = (&'t str, bool)>) -> Self {
        let lijst: Vec<_> =
            namen.map(|(naam, is_verplicht)| Kolom { naam, is_verplicht, gezien_in: 0 }).collect();
        let places = lijst.iter().enumerate();
        let aantal = lijst.len();
        Self {
            op_naam: places.map(|(plek, kolom)| (kolom.naam, plek)).collect(),
            verplicht: lijst.iter().filter(|kolom| kolom.is_verplicht).count(),
            opvolger: (1..aantal).chain([aantal, 0]).collect(),
            vorige: aantal,
            rij: 0,
            gezien: 0,
            onbekend: BTreeSet::new(),
            lijst,
        }
    }

    /// Begins a row.
    pub(super) fn begin(&mut self) {
        self.rij = self.rij.saturating_add(1);
        self.vorige = self.lijst.len();
        self.gezien = 0;
    }

    /// Number of the row at hand, from 1.
    pub(super) const fn rij(&self) -> u32 {
        self.rij
    }

    /// Ends a row.
    ///
    /// # Errors
    /// `ODATA_FIELD` when a column is missing.
    pub(super) fn eind(&self) -> Result<(), Fout> {
        if self.gezien == self.verplicht {
            return Ok(());
        }
        let missing = self
            .lijst
            .iter()
            .find(|kolom| kolom.is_verplicht && kolom.gezien_in != self.rij)
            .map_or("", |kolom| kolom.naam);
        let what = format!(
            "the row has no `{missing}`: CBS renamed or left out a field, so the table must be \
             described anew; run again"
        );
        Err(Fout::new("ODATA_FIELD", what))
    }

    /// A name that stands twice in the row at hand.
    pub(super) fn dubbel(&self, plek: usize) -> Fout {
        let naam = self.lijst.get(plek).map_or("", |kolom| kolom.naam);
        Fout::new("JSON_DUPLICATE_KEY", format!("`{naam}` stands twice in one row"))
    }

    /// The name of a column.
    pub(super) fn naam(&self, plek: usize) -> &'t str {
        self.lijst.get(plek).map_or("", |kolom| kolom.naam)
    }

    /// Fields that are no column: sorted.
    pub(super) fn onbekende_velden(self) -> Vec<String> {
        self.onbekend.into_iter().collect()
    }

    fn zoek(&mut self, naam: &str) -> Veld {
        let expected = self.opvolger.get(self.vorige).copied().unwrap_or_default();
        let is_expected = self.lijst.get(expected).is_some_and(|kolom| kolom.naam == naam);
        let plek = if is_expected {
            expected
        } else if let Some(plek) = self.op_naam.get(naam) {
            if let Some(next) = self.opvolger.get_mut(self.vorige) {
                *next = *plek;
            }
            *plek
        } else {
            return self.zoek_onbekend(naam);
        };
        self.vorige = plek;
        let Some(kolom) = self.lijst.get_mut(plek) else { return Veld::Onbekend };
        if kolom.gezien_in == self.rij {
            return Veld::Dubbel(plek);
        }
        kolom.gezien_in = self.rij;
        self.gezien += usize::from(kolom.is_verplicht);
        Veld::Kolom(plek)
    }

    fn zoek_onbekend(&mut self, naam: &str) -> Veld {
        // Annotations of the protocol, such as `@odata.id`, are no data.
        let is_annotation = naam.contains("odata.");
        if !is_annotation && self.onbekend.len() < ONBEKEND_MAX {
            self.onbekend.insert(kort(naam));
        }
        Veld::Onbekend
    }
}

/// Reads a field name.
pub(super) struct Sleutel<'k, 't>(pub(super) &'k mut Kolommen<'t>);

impl<'de> DeserializeSeed<'de> for Sleutel<'_, '_> {
    type Value = Veld;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Veld, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Sleutel<'_, '_> {
    type Value = Veld;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: serde::de::Error>(self, naam: &str) -> Result<Veld, E> {
        Ok(self.0.zoek(naam))
    }
}
