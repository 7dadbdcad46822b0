//! The beschikking of an allocation through the request that it honours (SPEC d.3, the 3.x path).

use std::collections::BTreeMap;

use domain::{AgbCode, Beschikkingnummer, Clientsleutel, ReferentieAanbieder};

use crate::beeld::{Volgorde, telt, volgorde};
use crate::{ToewijzingRij, VerzoekRij};

/// What a request and the allocation that honours it share.
type Sleutel<'a> = (AgbCode, Clientsleutel, &'a ReferentieAanbieder);

/// The requests that count and name a beschikking.
#[derive(Debug)]
pub(crate) struct Aanvragen<'a> {
    per_sleutel: BTreeMap<Sleutel<'a>, (Volgorde<'a>, Beschikkingnummer)>,
}

impl<'a> Aanvragen<'a> {
    pub(crate) fn new(verzoeken: &'a [VerzoekRij]) -> Self {
        let mut per_sleutel: BTreeMap<Sleutel<'_>, (Volgorde<'_>, Beschikkingnummer)> =
            BTreeMap::new();
        for rij in verzoeken.iter().filter(|rij| telt(&rij.herkomst)) {
            let record = &rij.record;
            let (Some(referentie), Some(beschikking)) = (&record.referentie, record.beschikking)
            else {
                continue;
            };
            let sleutel = (rij.herkomst.agb, record.client, referentie);
            let gevonden = (volgorde(&rij.herkomst, record.regel), beschikking);
            per_sleutel
                .entry(sleutel)
                .and_modify(|eerste| *eerste = (*eerste).min(gevonden))
                .or_insert(gevonden);
        }
        Self { per_sleutel }
    }

    /// The beschikking that the earliest request named which one of the 301 records `rijen` refers to.
    pub(crate) fn beschikking(&self, rijen: &[&ToewijzingRij]) -> Option<Beschikkingnummer> {
        if self.per_sleutel.is_empty() {
            return None;
        }
        rijen
            .iter()
            .filter_map(|rij| {
                let referentie = rij.record.referentie_aanbieder.as_ref()?;
                self.per_sleutel.get(&(rij.herkomst.agb, rij.record.client, referentie))
            })
            .min()
            .map(|(_, beschikking)| *beschikking)
    }
}
