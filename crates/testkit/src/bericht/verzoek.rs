//! 315: what a provider wants to be allocated.

use domain::{Berichtsoort, Wet};

use super::persoon::Naamsoort;
use super::retour::{Klasse, Retourbericht};
use super::xml::{Ns, Xml};
use super::{Kop, Persoon, Product, Veld, omvang};

/// `Verwijzer`: who sent the person to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verwijzer {
    /// `Type` (COD327); 01 is the municipality.
    pub soort: Veld,
    /// `Naam`: of a person, so a secret.
    pub naam: Option<Veld>,
    /// `ZorgverlenerCode`, not in release 2.
    pub zorgverlenercode: Option<Veld>,
}

impl Verwijzer {
    /// A referrer of this type without name or code.
    pub fn new(soort: impl Into<Veld>) -> Self {
        Self { soort: soort.into(), naam: None, zorgverlenercode: None }
    }

    pub(crate) fn schrijf(&self, xml: &mut Xml) {
        xml.open(Ns::Bericht, "Verwijzer");
        xml.veld(Ns::Basis, "Type", &self.soort);
        xml.optie(Ns::Basis, "Naam", self.naam.as_ref());
        xml.optie(Ns::Basis, "ZorgverlenerCode", self.zorgverlenercode.as_ref());
        xml.sluit(Ns::Bericht, "Verwijzer");
    }
}

/// An `AangevraagdProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aanvraag {
    /// `ReferentieAanbieder`.
    pub referentie: Veld,
    /// `BeschikkingNummer` with `BeschikkingIngangsdatum`.
    pub beschikking: Option<[Veld; 2]>,
    /// `Product`; `None` is generiek.
    pub product: Option<Product>,
    /// `ToewijzingIngangsdatum`.
    pub ingangsdatum: Veld,
    /// `ToewijzingEinddatum`.
    pub einddatum: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
    /// `Budget`.
    pub budget: Option<Veld>,
    /// `Verwijzer`; releases before 3.2 were seen without.
    pub verwijzer: Option<Verwijzer>,
    /// `Raamcontract` (COD260: 1 is yes, 2 is no).
    pub raamcontract: Option<Veld>,
    /// `Commentaar`.
    pub commentaar: Option<Veld>,
}

impl Aanvraag {
    /// A request for 4 hours a month, open ended, on referral of the municipality.
    pub fn new(
        referentie: impl Into<Veld>,
        product: impl Into<Option<Product>>,
        ingangsdatum: impl Into<Veld>,
    ) -> Self {
        Self {
            referentie: referentie.into(),
            beschikking: None,
            product: product.into(),
            ingangsdatum: ingangsdatum.into(),
            einddatum: None,
            omvang: Some(["4".into(), "04".into(), "4".into()]),
            budget: None,
            verwijzer: Some(Verwijzer::new("01")),
            raamcontract: None,
            commentaar: None,
        }
    }

    /// Sets `BeschikkingNummer` and `BeschikkingIngangsdatum`.
    #[must_use]
    pub fn beschikking(mut self, nummer: impl Into<Veld>, ingangsdatum: impl Into<Veld>) -> Self {
        self.beschikking = Some([nummer.into(), ingangsdatum.into()]);
        self
    }

    /// Sets `ToewijzingEinddatum`.
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

    /// Leaves out `Omvang` and sets `Budget` in eurocents.
    #[must_use]
    pub fn budget(mut self, eurocent: impl Into<Veld>) -> Self {
        self.omvang = None;
        self.budget = Some(eurocent.into());
        self
    }

    /// Sets `Verwijzer`; `None` leaves it out.
    #[must_use]
    pub fn verwijzer(mut self, verwijzer: impl Into<Option<Verwijzer>>) -> Self {
        self.verwijzer = verwijzer.into();
        self
    }

    fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        let [nummer, ingang] = match &self.beschikking {
            Some([nummer, ingang]) => [Some(nummer), Some(ingang)],
            None => [None, None],
        };
        xml.open(Ns::Bericht, "AangevraagdProduct");
        xml.veld(Ns::Bericht, "ReferentieAanbieder", &self.referentie);
        xml.optie(Ns::Bericht, "BeschikkingNummer", nummer);
        Product::schrijf(self.product.as_ref(), xml);
        xml.optie(Ns::Bericht, "BeschikkingIngangsdatum", ingang);
        xml.veld(Ns::Bericht, "ToewijzingIngangsdatum", &self.ingangsdatum);
        xml.optie(Ns::Bericht, "ToewijzingEinddatum", self.einddatum.as_ref());
        omvang(self.omvang.as_ref(), xml);
        xml.optie(Ns::Bericht, "Budget", self.budget.as_ref());
        if let Some(verwijzer) = &self.verwijzer {
            verwijzer.schrijf(xml);
        }
        xml.optie(Ns::Bericht, "Raamcontract", self.raamcontract.as_ref());
        xml.optie(Ns::Bericht, "Commentaar", self.commentaar.as_ref());
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "AangevraagdProduct");
    }
}

/// A 315.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verzoekbericht {
    /// Header.
    pub kop: Kop,
    /// The person; `Commentaar` is written too.
    pub client: Persoon,
    /// `GezagsdragerBekend` (COD260), Jw only.
    pub gezagsdrager_bekend: Option<Veld>,
    /// The records, in document order.
    pub aanvragen: Vec<Aanvraag>,
}

impl Verzoekbericht {
    /// A message without records; in a Jw message the holder of authority is known.
    pub fn new(kop: Kop, client: impl Into<Persoon>) -> Self {
        let gezagsdrager_bekend = (kop.wet == Wet::Jw).then(|| "1".into());
        Self { kop, client: client.into(), gezagsdrager_bekend, aanvragen: Vec::new() }
    }

    /// Adds a record.
    #[must_use]
    pub fn aanvraag(mut self, aanvraag: Aanvraag) -> Self {
        self.aanvragen.push(aanvraag);
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, Berichtsoort::B315);
        xml.sluit(Ns::Bericht, "Header");
        self.schrijf_client(&mut xml, |_| &[]);
        xml.finish()
    }

    /// Writes `Client`, with the codes of each class in a 316.
    pub(crate) fn schrijf_client<'a>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'a [Veld]) {
        xml.open(Ns::Bericht, "Client");
        self.client.schrijf(xml, Naamsoort::Verkort);
        xml.optie(Ns::Bericht, "GezagsdragerBekend", self.gezagsdrager_bekend.as_ref());
        xml.optie(Ns::Bericht, "Commentaar", self.client.commentaar.as_ref());
        xml.open(Ns::Bericht, "AangevraagdeProducten");
        for (aanvraag, regel) in self.aanvragen.iter().zip(1..) {
            aanvraag.schrijf(xml, codes(Klasse::Regel(regel)));
        }
        xml.sluit(Ns::Bericht, "AangevraagdeProducten");
        xml.retourcodes(codes(Klasse::Client));
        xml.sluit(Ns::Bericht, "Client");
    }

    /// The 316 on this message: accepted, until a code is added.
    pub fn retour(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'_> {
        Retourbericht::new(self.into(), identificatie.into(), dagtekening.into())
    }
}
