//! The beschikking of an allocation: who names it, and through the request that it honours (SPEC d.3, the 3.x path).

use std::collections::BTreeMap;

use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{AgbCode, Beschikkingnummer, Clientsleutel, ReferentieAanbieder};

use crate::beeld::{Volgorde, telt, volgorde};
use crate::{Beschikkingwijze, Gelijkheid, ToewijzingRij, VerzoekRij};

/// Which beschikking an allocation is based on, by each who may tell. The case system wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grondslag {
    /// By the case system, with how it was found there.
    pub(crate) zaaksysteem: Option<(Beschikkingverwijzing, Beschikkingwijze)>,
    /// By the messages: its own (2.x), else the 315.
    pub(crate) bericht: Option<(Beschikkingnummer, Beschikkingwijze)>,
}

impl Grondslag {
    /// The beschikking that holds.
    pub(crate) fn geldend(&self) -> Option<Beschikkingverwijzing> {
        self.van_versie(self.bericht.map(|(nummer, _)| nummer))
    }

    /// The beschikking of a version for which the messages name `genoemd`.
    pub(crate) fn van_versie(
        &self,
        genoemd: Option<Beschikkingnummer>,
    ) -> Option<Beschikkingverwijzing> {
        let zaaksysteem = self.zaaksysteem.map(|(beschikking, _)| beschikking);
        zaaksysteem.or(genoemd.map(Beschikkingverwijzing::Nummer))
    }

    /// By what the one that holds was found.
    pub(crate) fn wijze(&self) -> Beschikkingwijze {
        let zaaksysteem = self.zaaksysteem.map(|(_, wijze)| wijze);
        zaaksysteem.or(self.bericht.map(|(_, wijze)| wijze)).unwrap_or(Beschikkingwijze::Geen)
    }

    /// Both that are known, when they differ.
    pub(crate) fn verschil(&self) -> Option<(Beschikkingverwijzing, Beschikkingnummer)> {
        let ((zaaksysteem, _), (bericht, _)) = self.zaaksysteem.zip(self.bericht)?;
        (zaaksysteem != Beschikkingverwijzing::Nummer(bericht)).then_some((zaaksysteem, bericht))
    }

    /// The fifth part of the verdict on a record: by what the record names, else by what both sides know.
    pub(crate) fn oordeel(&self, genoemd: Option<Beschikkingnummer>) -> Gelijkheid {
        let paar = match genoemd {
            Some(nummer) => self.geldend().map(|geldend| (geldend, nummer)),
            None => self.zaaksysteem.zip(self.bericht).map(|((een, _), (twee, _))| (een, twee)),
        };
        match paar {
            None => Gelijkheid::NietToetsbaar,
            Some((een, twee)) if een == Beschikkingverwijzing::Nummer(twee) => Gelijkheid::Gelijk,
            Some(_) => Gelijkheid::Verschillend,
        }
    }
}

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
