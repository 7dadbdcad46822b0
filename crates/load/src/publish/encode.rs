//! Computes chains and encodes their facts, off the threads that talk to Postgres.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::record::Onderdeel;
use domain::{KetenSleutel, Product, ToewijzingSleutel, Wet};
use transform::{
    Antwoord, Bevinding, Ernst, FeitVerzoek, Kader, Keten, Uitkomst, regels, transform,
};

use super::reden::Redenen;
use super::row::{Gezien, Houdbaar, Row, Versie};
use super::table::COUNT;
use crate::Error;
use crate::copy::EncodedRows;
use crate::keten_reader::{Batch, decode};

/// The facts of a batch of chains.
#[derive(Debug, Default)]
pub(super) struct Encoded {
    /// Rows per table, in the order of [`super::table::TABLES`].
    pub(super) tables: [EncodedRows; COUNT],
    /// Products that this worker had not met before.
    pub(super) producten: Vec<ProductRij>,
    /// Number of chains.
    pub(super) chains: u64,
}

/// What `dim_product` needs to know of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProductRij {
    /// Key.
    pub(super) product_sk: i64,
    /// Law.
    pub(super) wet: Wet,
    /// Category; empty when no product was named.
    pub(super) categorie: String,
    /// Code; empty when only the category was named.
    pub(super) code: String,
}

/// The key of the product that nobody knows.
const PRODUCT_ONBEKEND: i64 = 0;

/// Computes and encodes; remembers the keys of products.
#[derive(Debug)]
pub(super) struct Encoder {
    kader: Kader,
    redenen: Arc<Redenen>,
    ernst: BTreeMap<&'static str, Ernst>,
    generiek: BTreeMap<Wet, i64>,
    producten: BTreeMap<Wet, BTreeMap<Product, i64>>,
}

impl Encoder {
    /// An encoder for facts as they stand on `peildatum`.
    pub(super) fn new(peildatum: NaiveDate, redenen: Arc<Redenen>) -> Self {
        Self {
            kader: Kader::op(peildatum),
            redenen,
            ernst: regels().map(|(regel, _)| (regel.code, regel.ernst)).collect(),
            generiek: BTreeMap::new(),
            producten: BTreeMap::new(),
        }
    }

    /// Computes the chains of `batch`.
    ///
    /// # Errors
    /// `Corrupt` when landing holds what cannot be, `Value` when a fact does not fit its table.
    pub(super) fn compute(&mut self, batch: &Batch) -> Result<Encoded, Error> {
        let mut encoded = Encoded::default();
        for (groep, keten) in decode(batch)? {
            let uitkomst = transform(&keten, &self.kader);
            self.encode_toewijzingen(&keten, &uitkomst, &mut encoded)?;
            self.encode(groep, &keten, &uitkomst, &mut encoded)?;
        }
        Ok(encoded)
    }

    /// The facts that have a reason of an allocation or a stop: what its code means depends on its release.
    fn encode_toewijzingen(
        &mut self,
        keten: &Keten,
        uitkomst: &Uitkomst,
        encoded: &mut Encoded,
    ) -> Result<(), Error> {
        let [toewijzing, versie, _, levering, ..] = &mut encoded.tables;
        let redenen = Arc::clone(&self.redenen);
        let mut keys = Keys { encoder: self, keten, nieuw: &mut encoded.producten };
        let mut oorspronkelijk: BTreeMap<ToewijzingSleutel, Option<NaiveDate>> = BTreeMap::new();
        for feit in &uitkomst.toewijzingen {
            oorspronkelijk.insert(feit.toewijzing, feit.einddatum_oorspronkelijk);
            let reden_sk = redenen.wijziging(keten.wet, &feit.stand);
            let row = keys.row(feit, feit.stand.product.as_ref());
            toewijzing.push(&Row { reden_sk, ..row })?;
        }
        for feit in &uitkomst.versies {
            let einddatum_oorspronkelijk = oorspronkelijk.get(&feit.toewijzing).copied().flatten();
            let reden_sk = redenen.wijziging(keten.wet, &feit.stand);
            let regel = Versie { feit, einddatum_oorspronkelijk };
            let row = keys.row(&regel, feit.stand.product.as_ref());
            versie.push(&Row { reden_sk, ..row })?;
        }
        for feit in &uitkomst.leveringen {
            let reden_sk = redenen.beeindiging(keten.wet, feit);
            let row = keys.row(feit, feit.product.as_ref());
            levering.push(&Row { reden_sk, ..row })?;
        }
        Ok(())
    }

    fn encode(
        &mut self,
        groep: KetenSleutel,
        keten: &Keten,
        uitkomst: &Uitkomst,
        encoded: &mut Encoded,
    ) -> Result<(), Error> {
        encoded.chains += 1;
        let [_, _, koppeling, _, prestatie, verzoek, bevinding, houdbaarheid] = &mut encoded.tables;
        let mut keys = Keys { encoder: self, keten, nieuw: &mut encoded.producten };
        for feit in &uitkomst.koppelingen {
            koppeling.push(&keys.row(feit, feit.product.as_ref()))?;
        }
        for feit in &uitkomst.prestaties {
            prestatie.push(&keys.row(feit, Some(&feit.product)))?;
        }
        for feit in &uitkomst.verzoeken {
            let product_sk = keys.gevraagd_product_sk(feit);
            let reden_sk = keys.encoder.redenen.afwijzing(keten.wet, feit);
            let (wet, gemeente) = (keten.wet, keten.gemeente);
            verzoek.push(&Row { wet, gemeente, product_sk, reden_sk, feit })?;
        }
        for feit in &uitkomst.bevindingen {
            let ernst = keys.ernst(feit.regelcode)?;
            let gezien = Gezien { bevinding: feit, ernst, peildatum: keys.encoder.kader.peildatum };
            let product_sk = keys.bevonden_product_sk(feit);
            let (wet, gemeente) = (keten.wet, feit.gemeente);
            bevinding.push(&Row { wet, gemeente, product_sk, reden_sk: 0, feit: &gezien })?;
        }
        let grens = uitkomst.houdbaarheid;
        if grens.vanaf.is_some() || grens.tot.is_some() {
            houdbaarheid.push(&Houdbaar { keten: groep, houdbaarheid: grens })?;
        }
        Ok(())
    }
}

/// Gives the facts of one chain their keys.
struct Keys<'e> {
    encoder: &'e mut Encoder,
    keten: &'e Keten,
    nieuw: &'e mut Vec<ProductRij>,
}

impl Keys<'_> {
    fn row<'f, F>(&mut self, feit: &'f F, product: Option<&Product>) -> Row<'f, F> {
        let product_sk = self.product_sk(product);
        Row { wet: self.keten.wet, gemeente: self.keten.gemeente, product_sk, reden_sk: 0, feit }
    }

    /// The product of a request. One to change that was not named, of an allocation that does not count, is onbekend.
    fn gevraagd_product_sk(&mut self, feit: &FeitVerzoek) -> i64 {
        let is_bekend = feit.product.is_some()
            || feit.onderdeel != Onderdeel::TeWijzigen
            || self.keten.toewijzingen.iter().any(|rij| {
                rij.herkomst.antwoord != Antwoord::Afgewezen && rij.record.nummer == feit.nummer
            });
        if is_bekend { self.product_sk(feit.product.as_ref()) } else { PRODUCT_ONBEKEND }
    }

    /// The product of a finding; one about a message has none that is known.
    fn bevonden_product_sk(&mut self, feit: &Bevinding) -> i64 {
        match feit.client {
            Some(_) => self.product_sk(feit.product.as_ref()),
            None => PRODUCT_ONBEKEND,
        }
    }

    fn ernst(&self, regelcode: &str) -> Result<Ernst, Error> {
        self.encoder.ernst.get(regelcode).copied().ok_or(Error::Value { what: "regelcode" })
    }

    fn product_sk(&mut self, product: Option<&Product>) -> i64 {
        let wet = self.keten.wet;
        let known = match product {
            None => self.encoder.generiek.get(&wet),
            Some(product) => self.encoder.producten.get(&wet).and_then(|known| known.get(product)),
        };
        if let Some(product_sk) = known {
            return *product_sk;
        }
        let product_sk = Product::surrogaat(wet, product);
        self.nieuw.push(ProductRij {
            product_sk,
            wet,
            categorie: product.map_or("", |product| product.categorie.code()).to_owned(),
            code: product
                .and_then(|product| product.code.as_ref())
                .map_or("", |code| code.as_str())
                .to_owned(),
        });
        match product {
            None => self.encoder.generiek.insert(wet, product_sk),
            Some(product) => {
                self.encoder.producten.entry(wet).or_default().insert(product.clone(), product_sk)
            }
        };
        product_sk
    }
}
