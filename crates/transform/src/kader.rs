//! What a judgement depends on beside the records: the reference date and the lists that a municipality may load.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{AgbCode, Eenheid, Eurocent, Gemeentecode, Product, Wet};

/// The reference date and the reference lists of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kader {
    /// "Today" for everything that has a term.
    pub peildatum: NaiveDate,
    /// Product codes per category (TR381); `None`: not loaded.
    pub productlijst: Option<Productlijst>,
    /// Contract tariffs (TR418); `None`: not loaded.
    pub tarieven: Option<Tarieven>,
    /// Municipality codes of CBS (TR378); `None`: not loaded.
    pub gemeentelijst: Option<Gemeentelijst>,
}

impl Kader {
    /// A reference date without any list.
    pub const fn op(peildatum: NaiveDate) -> Self {
        Self { peildatum, productlijst: None, tarieven: None, gemeentelijst: None }
    }
}

/// From and until when a row of a reference list holds; `None` is not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Geldigheid {
    /// First day.
    pub van: Option<NaiveDate>,
    /// Last day.
    pub tot: Option<NaiveDate>,
}

impl Geldigheid {
    /// Whether it holds on `datum`.
    pub fn op(&self, datum: NaiveDate) -> bool {
        self.van.is_none_or(|van| van <= datum) && self.tot.is_none_or(|tot| datum <= tot)
    }
}

/// Products with a code, per law.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Productlijst {
    rijen: BTreeMap<Wet, BTreeMap<Product, BTreeSet<Geldigheid>>>,
}

impl Productlijst {
    /// Adds a code that fits a category.
    pub fn voeg_toe(&mut self, wet: Wet, product: Product, geldigheid: Geldigheid) {
        self.rijen.entry(wet).or_default().entry(product).or_default().insert(geldigheid);
    }

    /// Whether this code fits this category on `datum`.
    pub fn kent(&self, wet: Wet, product: &Product, datum: NaiveDate) -> bool {
        let rijen = self.rijen.get(&wet).and_then(|producten| producten.get(product));
        rijen.is_some_and(|rijen| rijen.iter().any(|geldigheid| geldigheid.op(datum)))
    }
}

/// What a contract tariff is agreed for.
pub type Tariefsleutel = (Wet, Gemeentecode, AgbCode, Eenheid);

/// Contract tariffs per unit, in eurocents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tarieven {
    rijen: BTreeMap<Tariefsleutel, BTreeMap<Product, BTreeMap<Geldigheid, Eurocent>>>,
}

impl Tarieven {
    /// Adds a tariff.
    pub fn voeg_toe(
        &mut self,
        sleutel: Tariefsleutel,
        product: Product,
        geldigheid: Geldigheid,
        tarief: Eurocent,
    ) {
        let producten = self.rijen.entry(sleutel).or_default();
        producten.entry(product).or_default().insert(geldigheid, tarief);
    }

    /// The tariff that was agreed for `datum`.
    pub fn tarief(
        &self,
        sleutel: &Tariefsleutel,
        product: &Product,
        datum: NaiveDate,
    ) -> Option<Eurocent> {
        let rijen = self.rijen.get(sleutel)?.get(product)?;
        rijen.iter().find(|(geldigheid, _)| geldigheid.op(datum)).map(|(_, tarief)| *tarief)
    }
}

/// Municipality codes, current and former.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gemeentelijst {
    rijen: BTreeMap<Gemeentecode, BTreeSet<Geldigheid>>,
}

impl Gemeentelijst {
    /// Adds a code.
    pub fn voeg_toe(&mut self, gemeente: Gemeentecode, geldigheid: Geldigheid) {
        self.rijen.entry(gemeente).or_default().insert(geldigheid);
    }

    /// The periods in which the code existed; empty when it never did.
    pub fn geldigheden(&self, gemeente: Gemeentecode) -> impl Iterator<Item = &Geldigheid> {
        self.rijen.get(&gemeente).into_iter().flatten()
    }
}
