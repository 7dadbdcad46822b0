//! Computes chains and wider kringen and encodes what they give, off the threads that talk to Postgres.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::record::Onderdeel;
use domain::{KetenSleutel, Product, ToewijzingSleutel, Wet};
use transform::{
    Antwoord, Bevinding, Ernst, FeitVerzoek, Kader, Keten, Kring, Toetsing, Uitkomst, regels,
    toets_bericht, toets_dossier, toets_kenmerk, transform,
};

use super::keys::{PRODUCT_ONBEKEND, ProductRij, Producten};
use super::reden::Redenen;
use super::report::Geteld;
use super::row::{Gezien, Houdbaar, Row, Versie};
use super::table::COUNT;
use crate::Error;
use crate::copy::EncodedRows;
use crate::keten_reader::{Batch, decode, decode_berichten, decode_kenmerken};

/// The facts of a batch.
#[derive(Debug, Default)]
pub(super) struct Encoded {
    /// Rows per table, in the order of [`super::table::TABLES`].
    pub(super) tables: [EncodedRows; COUNT],
    /// Products that this worker had not met before.
    pub(super) producten: Vec<ProductRij>,
    /// What was computed.
    pub(super) geteld: Geteld,
}

/// Computes and encodes; remembers the keys of products.
#[derive(Debug)]
pub(super) struct Encoder {
    kader: Arc<Kader>,
    redenen: Arc<Redenen>,
    ernst: BTreeMap<&'static str, Ernst>,
    producten: Producten,
}

impl Encoder {
    /// An encoder for facts as they stand within `kader`.
    pub(super) fn new(kader: Arc<Kader>, redenen: Arc<Redenen>) -> Self {
        Self {
            kader,
            redenen,
            ernst: regels().map(|(regel, _)| (regel.code, regel.ernst)).collect(),
            producten: Producten::default(),
        }
    }

    /// Computes what is in `batch`.
    ///
    /// # Errors
    /// `Corrupt` when landing holds what cannot be, `Value` when a fact does not fit its table.
    pub(super) fn compute(&mut self, batch: &Batch) -> Result<Encoded, Error> {
        let mut encoded = Encoded::default();
        let kader = Arc::clone(&self.kader);
        match batch.kring() {
            Kring::Poort => {}
            Kring::Keten => {
                for (groep, keten) in decode(batch)? {
                    let uitkomst = transform(&keten, &kader);
                    self.encode_toewijzingen(&keten, &uitkomst, &mut encoded)?;
                    self.encode(&keten, &uitkomst, &mut encoded)?;
                    let Uitkomst { bevindingen, houdbaarheid, .. } = uitkomst;
                    let toetsing = Toetsing { bevindingen, houdbaarheid };
                    self.encode_toetsing(
                        keten.wet,
                        (Kring::Keten, groep),
                        &toetsing,
                        &mut encoded,
                    )?;
                    encoded.geteld.ketens += 1;
                }
            }
            kring @ Kring::Dossier => {
                for (sleutel, dossier) in decode(batch)? {
                    let toetsing = toets_dossier(&dossier, sleutel, &kader);
                    self.encode_toetsing(dossier.wet, (kring, sleutel), &toetsing, &mut encoded)?;
                    encoded.geteld.dossiers += 1;
                }
            }
            kring @ Kring::Bericht => {
                for bericht in decode_berichten(batch)? {
                    let toetsing = toets_bericht(&bericht, &kader);
                    let waar = (kring, bericht.sleutel);
                    self.encode_toetsing(bericht.wet, waar, &toetsing, &mut encoded)?;
                    encoded.geteld.berichten += 1;
                }
            }
            kring @ Kring::Kenmerk => {
                for groep in decode_kenmerken(batch)? {
                    let toetsing = toets_kenmerk(&groep, &kader);
                    let waar = (kring, groep.sleutel);
                    self.encode_toetsing(groep.wet, waar, &toetsing, &mut encoded)?;
                    encoded.geteld.kenmerken += 1;
                }
            }
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
        keten: &Keten,
        uitkomst: &Uitkomst,
        encoded: &mut Encoded,
    ) -> Result<(), Error> {
        let [_, _, koppeling, _, prestatie, verzoek, ..] = &mut encoded.tables;
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
        Ok(())
    }

    /// The findings of one kring, and how long they hold.
    fn encode_toetsing(
        &mut self,
        wet: Wet,
        (kring, sleutel): (Kring, KetenSleutel),
        toetsing: &Toetsing,
        encoded: &mut Encoded,
    ) -> Result<(), Error> {
        let [.., bevinding, houdbaarheid] = &mut encoded.tables;
        for feit in &toetsing.bevindingen {
            let ernst = self.ernst.get(feit.regelcode).copied();
            let ernst = ernst.ok_or(Error::Value { what: "regelcode" })?;
            let gezien = Gezien { bevinding: feit, ernst, peildatum: self.kader.peildatum };
            let product_sk = self.bevonden_product_sk(wet, feit, &mut encoded.producten);
            let gemeente = feit.gemeente;
            bevinding.push(&Row { wet, gemeente, product_sk, reden_sk: 0, feit: &gezien })?;
        }
        let grens = toetsing.houdbaarheid;
        if grens.vanaf.is_some() || grens.tot.is_some() {
            houdbaarheid.push(&Houdbaar { keten: sleutel, kring, houdbaarheid: grens })?;
        }
        Ok(())
    }

    /// The product of a finding; one about a message has none that is known.
    fn bevonden_product_sk(
        &mut self,
        wet: Wet,
        feit: &Bevinding,
        nieuw: &mut Vec<ProductRij>,
    ) -> i64 {
        match feit.client {
            Some(_) => self.producten.sleutel(wet, feit.product.as_ref(), nieuw),
            None => PRODUCT_ONBEKEND,
        }
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

    fn product_sk(&mut self, product: Option<&Product>) -> i64 {
        self.encoder.producten.sleutel(self.keten.wet, product, self.nieuw)
    }
}
