//! 317: what a provider wants to be changed.

use domain::Berichtsoort;

use super::retour::{Klasse, Retourbericht};
use super::xml::{Ns, Xml};
use super::{Kop, Product, Veld, omvang};

/// A `TeWijzigenProduct`: an allocation and what it should become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeWijzigen {
    /// `ToewijzingNummer`.
    pub nummer: Veld,
    /// `GewensteIngangsdatum`.
    pub ingangsdatum: Veld,
    /// `Einddatum`.
    pub einddatum: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
    /// `Budget`.
    pub budget: Option<Veld>,
}

impl TeWijzigen {
    /// A change from `ingangsdatum` on, that says nothing more yet.
    pub fn new(nummer: impl Into<Veld>, ingangsdatum: impl Into<Veld>) -> Self {
        Self {
            nummer: nummer.into(),
            ingangsdatum: ingangsdatum.into(),
            einddatum: None,
            omvang: None,
            budget: None,
        }
    }

    /// Sets `Einddatum`.
    #[must_use]
    pub fn einddatum(mut self, datum: impl Into<Veld>) -> Self {
        self.einddatum = Some(datum.into());
        self
    }

    /// Sets `Omvang`.
    #[must_use]
    pub fn omvang(
        mut self,
        volume: impl Into<Veld>,
        eenheid: impl Into<Veld>,
        frequentie: impl Into<Veld>,
    ) -> Self {
        self.omvang = Some([volume.into(), eenheid.into(), frequentie.into()]);
        self
    }

    fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        xml.open(Ns::Bericht, "TeWijzigenProduct");
        xml.veld(Ns::Bericht, "ToewijzingNummer", &self.nummer);
        xml.veld(Ns::Bericht, "GewensteIngangsdatum", &self.ingangsdatum);
        xml.optie(Ns::Bericht, "Einddatum", self.einddatum.as_ref());
        omvang(self.omvang.as_ref(), xml);
        xml.optie(Ns::Bericht, "Budget", self.budget.as_ref());
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "TeWijzigenProduct");
    }
}

/// A `NieuwProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nieuw {
    /// `Product`; `None` is generiek.
    pub product: Option<Product>,
    /// `GewensteIngangsdatum`.
    pub ingangsdatum: Veld,
    /// `Einddatum`.
    pub einddatum: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
    /// `Budget`.
    pub budget: Option<Veld>,
}

impl Nieuw {
    /// 4 hours a month of a product, open ended.
    pub fn new(product: impl Into<Option<Product>>, ingangsdatum: impl Into<Veld>) -> Self {
        Self {
            product: product.into(),
            ingangsdatum: ingangsdatum.into(),
            einddatum: None,
            omvang: Some(["4".into(), "04".into(), "4".into()]),
            budget: None,
        }
    }

    fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        xml.open(Ns::Bericht, "NieuwProduct");
        Product::schrijf(self.product.as_ref(), xml);
        xml.veld(Ns::Bericht, "GewensteIngangsdatum", &self.ingangsdatum);
        xml.optie(Ns::Bericht, "Einddatum", self.einddatum.as_ref());
        omvang(self.omvang.as_ref(), xml);
        xml.optie(Ns::Bericht, "Budget", self.budget.as_ref());
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "NieuwProduct");
    }
}

/// A 317: one request about all allocations of a person at a provider.
///
/// Records are counted in document order for the codes of a 318: unchanged, to be changed, new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijzigingsbericht {
    /// Header.
    pub kop: Kop,
    /// `Bsn`: all that it says about the person.
    pub bsn: Veld,
    /// `ReferentieAanbieder`.
    pub referentie: Veld,
    /// `RedenVerzoek` (WJ758).
    pub reden: Veld,
    /// `OngewijzigdeProducten`: their numbers.
    pub ongewijzigd: Vec<Veld>,
    /// `TeWijzigenProducten`.
    pub te_wijzigen: Vec<TeWijzigen>,
    /// `NieuweProducten`.
    pub nieuw: Vec<Nieuw>,
}

impl Wijzigingsbericht {
    /// A request without products, for reason 1.
    pub fn new(kop: Kop, bsn: impl Into<Veld>, referentie: impl Into<Veld>) -> Self {
        Self {
            kop,
            bsn: bsn.into(),
            referentie: referentie.into(),
            reden: "1".into(),
            ongewijzigd: Vec::new(),
            te_wijzigen: Vec::new(),
            nieuw: Vec::new(),
        }
    }

    /// Adds an allocation that stays as it is.
    #[must_use]
    pub fn ongewijzigd(mut self, nummer: impl Into<Veld>) -> Self {
        self.ongewijzigd.push(nummer.into());
        self
    }

    /// Adds an allocation to be changed.
    #[must_use]
    pub fn wijzig(mut self, product: TeWijzigen) -> Self {
        self.te_wijzigen.push(product);
        self
    }

    /// Adds a product to be allocated.
    #[must_use]
    pub fn nieuw(mut self, product: Nieuw) -> Self {
        self.nieuw.push(product);
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, Berichtsoort::B317);
        xml.sluit(Ns::Bericht, "Header");
        self.schrijf_client(&mut xml, |_| &[]);
        xml.finish()
    }

    /// Writes `Client`, with the codes of each class in a 318.
    pub(crate) fn schrijf_client<'a>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'a [Veld]) {
        let mut regel = 0;
        let mut next = || {
            regel += 1;
            codes(Klasse::Regel(regel))
        };
        xml.open(Ns::Bericht, "Client");
        xml.veld(Ns::Bericht, "Bsn", &self.bsn);
        xml.open(Ns::Bericht, "Verzoek");
        xml.veld(Ns::Bericht, "ReferentieAanbieder", &self.referentie);
        xml.veld(Ns::Bericht, "RedenVerzoek", &self.reden);
        lijst(xml, "OngewijzigdeProducten", &self.ongewijzigd, |xml, nummer| {
            xml.open(Ns::Bericht, "OngewijzigdProduct");
            xml.veld(Ns::Bericht, "ToewijzingNummer", nummer);
            xml.retourcodes(next());
            xml.sluit(Ns::Bericht, "OngewijzigdProduct");
        });
        lijst(xml, "TeWijzigenProducten", &self.te_wijzigen, |xml, product| {
            product.schrijf(xml, next());
        });
        lijst(xml, "NieuweProducten", &self.nieuw, |xml, product| product.schrijf(xml, next()));
        xml.retourcodes(codes(Klasse::Overig));
        xml.sluit(Ns::Bericht, "Verzoek");
        xml.retourcodes(codes(Klasse::Client));
        xml.sluit(Ns::Bericht, "Client");
    }

    /// The 318 on this message: accepted, until a code is added.
    pub fn retour(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'_> {
        Retourbericht::new(self.into(), identificatie.into(), dagtekening.into())
    }
}

/// Writes a list in its container; an empty list is absent.
fn lijst<T>(xml: &mut Xml, naam: &str, lijst: &[T], mut schrijf: impl FnMut(&mut Xml, &T)) {
    if lijst.is_empty() {
        return;
    }
    xml.open(Ns::Bericht, naam);
    for element in lijst {
        schrijf(xml, element);
    }
    xml.sluit(Ns::Bericht, naam);
}
