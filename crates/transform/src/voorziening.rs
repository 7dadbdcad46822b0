//! What a case system knows of an allocation: the provisions with its number, else those with its characteristics.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{AgbCode, Clientsleutel, Product, Toewijzingnummer};

use crate::toestand::Toewijzing;
use crate::{Beschikkingwijze, VoorzieningRij};

/// What a provision without number and its allocation share.
type Kenmerken<'a> = (Clientsleutel, AgbCode, Option<&'a Product>, NaiveDate);

/// The provisions of a chain, as an allocation finds them: those that stand, else those that the case system told before.
#[derive(Debug)]
pub(crate) struct Voorzieningen<'a> {
    staand: Register<'a>,
    vervallen: Register<'a>,
}

impl<'a> Voorzieningen<'a> {
    pub(crate) fn new(rijen: &'a [VoorzieningRij]) -> Self {
        Self {
            staand: Register::new(rijen.iter().filter(|rij| rij.is_staand)),
            vervallen: Register::new(rijen.iter().filter(|rij| !rij.is_staand)),
        }
    }

    /// The beschikking of an allocation, by what it was found, and the provisions of that beschikking for it.
    pub(crate) fn van(
        &self,
        toewijzing: &Toewijzing<'_>,
    ) -> Option<(Beschikkingverwijzing, Beschikkingwijze, Vec<&'a VoorzieningRij>)> {
        let passend = || self.vervallen.passend(toewijzing);
        let (rijen, beschikking, wijze) = self.staand.passend(toewijzing).or_else(passend)?;
        let beschikking = beschikking?;
        let van_haar = rijen.iter().copied().filter(|rij| rij.beschikking == beschikking);
        Some((beschikking, wijze, van_haar.collect()))
    }
}

/// Provisions by what an allocation finds them by.
#[derive(Debug, Default)]
struct Register<'a> {
    op_nummer: BTreeMap<Toewijzingnummer, Vec<&'a VoorzieningRij>>,
    op_kenmerken: BTreeMap<Kenmerken<'a>, Vec<&'a VoorzieningRij>>,
}

impl<'a> Register<'a> {
    fn new(rijen: impl Iterator<Item = &'a VoorzieningRij>) -> Self {
        let mut register = Self::default();
        for rij in rijen {
            if let Some(nummer) = rij.nummer {
                register.op_nummer.entry(nummer).or_default().push(rij);
            } else if let (Some(client), Some(agb), Some(begin)) =
                (rij.client, rij.agb, rij.ingangsdatum)
            {
                let kenmerken = (client, agb, rij.product.as_ref(), begin);
                register.op_kenmerken.entry(kenmerken).or_default().push(rij);
            }
        }
        register
    }

    /// The provisions of an allocation, their beschikking when it is known, and by what they were found.
    fn passend<'t>(
        &'t self,
        toewijzing: &Toewijzing<'t>,
    ) -> Option<(&'t [&'a VoorzieningRij], Option<Beschikkingverwijzing>, Beschikkingwijze)> {
        let begin = toewijzing.ingangsdatum();
        let genummerd = toewijzing.nummer().and_then(|nummer| self.op_nummer.get(&nummer));
        if let Some(rijen) = genummerd {
            return Some((rijen, passende(rijen, begin), Beschikkingwijze::Toewijzingnummer));
        }
        let rij = toewijzing.actueel.rij;
        let product = rij.record.product.as_ref();
        let kenmerken = (rij.record.client, rij.herkomst.agb, product, begin);
        let rijen = self.op_kenmerken.get(&kenmerken)?;
        Some((rijen, enige(rijen), Beschikkingwijze::Kenmerken))
    }
}

/// The beschikking of provisions that have the number of one allocation: of those that begin with it, else of those that
/// begin last; none when even these are of several.
fn passende(rijen: &[&VoorzieningRij], ingangsdatum: NaiveDate) -> Option<Beschikkingverwijzing> {
    let rang = |rij: &VoorzieningRij| (rij.ingangsdatum == Some(ingangsdatum), rij.ingangsdatum);
    let hoogste = rijen.iter().map(|rij| rang(rij)).max()?;
    let laatste: Vec<_> = rijen.iter().copied().filter(|rij| rang(rij) == hoogste).collect();
    enige(&laatste)
}

/// The beschikking that all provisions have.
fn enige(rijen: &[&VoorzieningRij]) -> Option<Beschikkingverwijzing> {
    let beschikking = rijen.first()?.beschikking;
    rijen.iter().all(|rij| rij.beschikking == beschikking).then_some(beschikking)
}
