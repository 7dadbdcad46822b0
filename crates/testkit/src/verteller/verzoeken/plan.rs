//! A requested product as planned, and its row in the truth.

use chrono::NaiveDate;
use domain::{Berichtsoort, plus_werkdagen};

use super::super::{Partij, Zending};
use crate::allocatie::{Allocatie, Omvang};
use crate::bericht::{Aanvraag, Nieuw, Product, Veld, Verwijzer};
use crate::kalender::{dagen, plus};
use crate::waarheid::{Rij, Waarheid};

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Wens {
    /// Product; of an allocation to change that of the allocation.
    pub(crate) product: Option<Product>,
    /// First day.
    pub(crate) ingang: NaiveDate,
    /// Last day.
    pub(crate) eind: Option<NaiveDate>,
    /// Size.
    pub(crate) omvang: Option<Omvang>,
    /// Budget in eurocents.
    pub(crate) budget: Option<i64>,
}

impl From<&Allocatie> for Wens {
    fn from(a: &Allocatie) -> Self {
        let Allocatie { ingang, eind, omvang, budget, .. } = *a;
        Self { product: a.product.clone(), ingang, eind, omvang, budget }
    }
}

/// The allocation that honours a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Toekenning {
    /// `Dagtekening` of the first 301 that names the request.
    pub(super) dagtekening: NaiveDate,
    /// `Toewijzingsdatum` with which the allocation names it.
    pub(super) datum: NaiveDate,
    pub(super) sk: Option<i64>,
    pub(super) nummer: Option<u32>,
}

/// What became of a request: the first of each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Uitslag {
    pub(super) onderzocht: Option<NaiveDate>,
    pub(super) afgewezen: Option<(NaiveDate, Option<&'static str>)>,
    pub(super) toegekend: Option<Toekenning>,
}

/// Days in which a request that is being looked into gets its end (OP274).
const ONDERZOEK_DAGEN: i64 = 56;

/// A requested product that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Verzoek {
    pub(super) partij: Partij,
    pub(super) soort: Berichtsoort,
    pub(super) identificatie: Veld,
    pub(super) regel: u32,
    pub(super) datum: NaiveDate,
    /// Place among the products of a 317.
    pub(super) volgnummer: u32,
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
    pub(super) fn omvang(&self) -> Option<[Veld; 3]> {
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
            volgnummer: 1,
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
            uitslag: Uitslag::default(),
        }
    }

    pub(super) fn telt(&self) -> bool {
        self.retour_status != "afgewezen"
    }

    /// Whether the answer is or was too late on `peildatum`: five working days, and eight weeks for its end when it
    /// is being looked into (OP274, OP346).
    pub(super) fn is_te_laat(&self, peildatum: NaiveDate) -> bool {
        let Uitslag { onderzocht, afgewezen, toegekend } = self.uitslag;
        let toegekend = toegekend.map(|toekenning| toekenning.dagtekening);
        let einde = toegekend.into_iter().chain(afgewezen.map(|(datum, _)| datum)).min();
        let na =
            |termijn: NaiveDate, datum: Option<NaiveDate>| datum.unwrap_or(peildatum) > termijn;
        let eerste = onderzocht.into_iter().chain(einde).min();
        if !self.telt() {
            return false;
        }
        let termijn = plus_werkdagen(self.datum, 5);
        let is_onderzocht = onderzocht.is_some() && einde.is_none_or(|einde| einde > termijn);
        na(termijn, eerste) || is_onderzocht && na(plus(self.datum, ONDERZOEK_DAGEN), einde)
    }

    /// The row of `feit_verzoek`.
    pub(super) fn rij(&self, waarheid: &Waarheid) -> Rij {
        let Self { partij, wens, .. } = self;
        let product = wens.product.as_ref();
        let (antwoord, datum, reden, sk, toegewezen) = match self.uitslag {
            Uitslag { toegekend: Some(Toekenning { datum, sk, nummer, .. }), .. } => {
                ("toegewezen", Some(datum), None, sk, nummer)
            }
            Uitslag { afgewezen: Some((datum, reden)), .. } => {
                ("afgewezen", Some(datum), reden, None, None)
            }
            Uitslag { onderzocht: Some(datum), .. } => {
                ("in_onderzoek", Some(datum), None, None, None)
            }
            Uitslag { .. } => ("open", None, None, None, None),
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
            .met(self.volgnummer)
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
