//! A requested product as planned, and its row in the truth.

use chrono::NaiveDate;
use domain::Berichtsoort;

use super::super::{Partij, Zending};
use crate::allocatie::{Allocatie, Omvang};
use crate::bericht::{Aanvraag, Nieuw, Product, Veld, Verwijzer};
use crate::kalender::dagen;
use crate::waarheid::{Rij, Waarheid};

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Wens {
    pub(super) product: Option<Product>,
    pub(super) ingang: NaiveDate,
    pub(super) eind: Option<NaiveDate>,
    pub(super) omvang: Option<Omvang>,
    pub(super) budget: Option<i64>,
}

impl From<&Allocatie> for Wens {
    fn from(a: &Allocatie) -> Self {
        let Allocatie { ingang, eind, omvang, budget, .. } = *a;
        Self { product: a.product.clone(), ingang, eind, omvang, budget }
    }
}

/// What became of a request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Uitslag {
    Open,
    InOnderzoek(NaiveDate),
    Afgewezen(NaiveDate, &'static str),
    Toegewezen { datum: NaiveDate, sk: Option<i64>, nummer: Option<u32> },
}

/// A requested product that was sent.
#[derive(Debug, Clone)]
pub(in super::super) struct Verzoek {
    pub(super) partij: Partij,
    pub(super) soort: Berichtsoort,
    pub(super) identificatie: Veld,
    pub(super) regel: u32,
    pub(super) datum: NaiveDate,
    pub(super) onderdeel: &'static str,
    pub(super) referentie: Veld,
    pub(super) wens: Wens,
    /// Number of the allocation that a 317 wants changed.
    pub(super) nummer: Option<u32>,
    /// Number of the allocation that it is for, so that a second 301 makes no second request.
    pub(super) voor: Option<u32>,
    pub(super) beschikking: Option<u32>,
    pub(super) verwijzer: Option<&'static str>,
    pub(super) reden: Option<&'static str>,
    pub(super) retour_status: &'static str,
    pub(super) uitslag: Uitslag,
}

impl Wens {
    fn omvang(&self) -> Option<[Veld; 3]> {
        let omvang = self.omvang?;
        Some([omvang.volume.into(), omvang.eenheid.into(), omvang.frequentie.into()])
    }

    pub(super) fn aanvraag(&self, referentie: &str, verwijzer: &str) -> Aanvraag {
        Aanvraag {
            einddatum: self.eind.map(Veld::from),
            omvang: self.omvang(),
            budget: self.budget.map(Veld::from),
            verwijzer: Some(Verwijzer::new(verwijzer)),
            ..Aanvraag::new(referentie, self.product.clone(), self.ingang)
        }
    }

    pub(super) fn nieuw(&self) -> Nieuw {
        Nieuw {
            product: self.product.clone(),
            ingangsdatum: self.ingang.into(),
            einddatum: self.eind.map(Veld::from),
            omvang: self.omvang(),
            budget: self.budget.map(Veld::from),
        }
    }
}

impl Verzoek {
    pub(super) fn new(
        partij: &Partij,
        zending: &Zending,
        soort: Berichtsoort,
        referentie: &str,
        wens: Wens,
    ) -> Self {
        Self {
            partij: partij.clone(),
            soort,
            identificatie: zending.kop.identificatie.clone(),
            regel: 1,
            datum: zending.datum,
            onderdeel: "aangevraagd",
            referentie: referentie.into(),
            wens,
            nummer: None,
            voor: None,
            beschikking: None,
            verwijzer: None,
            reden: None,
            retour_status: zending.status,
            uitslag: Uitslag::Open,
        }
    }

    pub(super) fn telt(&self) -> bool {
        self.retour_status != "afgewezen"
    }

    /// The row of `feit_verzoek`.
    pub(super) fn rij(&self, waarheid: &Waarheid) -> Rij {
        let Self { partij, wens, .. } = self;
        let product = wens.product.as_ref();
        let (antwoord, datum, reden, sk, toegewezen) = match self.uitslag {
            Uitslag::Open => ("open", None, None, None, None),
            Uitslag::InOnderzoek(datum) => ("in_onderzoek", Some(datum), None, None, None),
            Uitslag::Afgewezen(datum, reden) => ("afgewezen", Some(datum), Some(reden), None, None),
            Uitslag::Toegewezen { datum, sk, nummer } => {
                ("toegewezen", Some(datum), None, sk, nummer)
            }
        };
        let einde = datum.filter(|_| antwoord != "in_onderzoek");
        Rij::default()
            .met(partij.wet)
            .met(partij.gemeente)
            .met(partij.aanbieder.agb)
            .met(waarheid.client(&partij.bsn))
            .met(product.map(|product| &product.categorie))
            .met(product.and_then(|product| product.code.as_ref()))
            .met(self.soort)
            .met(&self.identificatie)
            .met(self.regel)
            .met(1_u32)
            .met(self.onderdeel)
            .met(&self.referentie)
            .met(self.nummer)
            .met(sk)
            .met(toegewezen)
            .met(self.beschikking)
            .met(self.datum)
            .met(wens.ingang)
            .met(wens.eind)
            .met(wens.omvang.map(|omvang| omvang.volume))
            .met(wens.omvang.map(|omvang| omvang.eenheid))
            .met(wens.omvang.map(|omvang| omvang.frequentie))
            .met(wens.budget)
            .met(self.verwijzer)
            .met(self.reden)
            .met(self.retour_status)
            .met(antwoord)
            .met(datum)
            .met(reden)
            .met(einde.map(|einde| dagen(self.datum, einde)))
    }
}
