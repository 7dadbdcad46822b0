//! 307: care has stopped.

use domain::Berichtsoort;

use super::persoon::Naamsoort;
use super::retour::{Klasse, Retourbericht};
use super::xml::{Ns, Xml};
use super::{Kop, Persoon, Product, Veld};

/// A `StopProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// `ToewijzingNummer`; `None` is taakgericht.
    pub nummer: Option<Veld>,
    /// `Product`; `None` is generiek.
    pub product: Option<Product>,
    /// `ToewijzingIngangsdatum`.
    pub toewijzing_ingangsdatum: Option<Veld>,
    /// `Begindatum` of the start that is stopped.
    pub begindatum: Veld,
    /// `RedenBeeindiging`; 20 is a pause.
    pub reden: Veld,
    /// `Einddatum`.
    pub einddatum: Veld,
    /// `StatusAanlevering`.
    pub status: Veld,
}

impl Stop {
    /// A first delivery (status 1) for reason 36 (ended by the municipality, in both laws).
    pub fn new(
        nummer: impl Into<Veld>,
        product: impl Into<Option<Product>>,
        begindatum: impl Into<Veld>,
        einddatum: impl Into<Veld>,
    ) -> Self {
        Self {
            nummer: Some(nummer.into()),
            product: product.into(),
            toewijzing_ingangsdatum: None,
            begindatum: begindatum.into(),
            reden: "36".into(),
            einddatum: einddatum.into(),
            status: "1".into(),
        }
    }

    /// Leaves out the allocation number: taakgericht.
    #[must_use]
    pub fn taakgericht(mut self) -> Self {
        self.nummer = None;
        self
    }

    /// Sets `ToewijzingIngangsdatum`.
    #[must_use]
    pub fn toewijzing_ingangsdatum(mut self, datum: impl Into<Veld>) -> Self {
        self.toewijzing_ingangsdatum = Some(datum.into());
        self
    }

    /// Sets `RedenBeeindiging`; 20 is a pause.
    #[must_use]
    pub fn reden(mut self, code: impl Into<Veld>) -> Self {
        self.reden = code.into();
        self
    }

    /// Sets `StatusAanlevering`; 3 withdraws.
    #[must_use]
    pub fn status(mut self, code: impl Into<Veld>) -> Self {
        self.status = code.into();
        self
    }

    fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        xml.open(Ns::Bericht, "StopProduct");
        xml.optie(Ns::Bericht, "ToewijzingNummer", self.nummer.as_ref());
        Product::schrijf(self.product.as_ref(), xml);
        xml.optie(Ns::Bericht, "ToewijzingIngangsdatum", self.toewijzing_ingangsdatum.as_ref());
        xml.veld(Ns::Bericht, "Begindatum", &self.begindatum);
        xml.veld(Ns::Bericht, "RedenBeeindiging", &self.reden);
        xml.veld(Ns::Bericht, "Einddatum", &self.einddatum);
        xml.veld(Ns::Bericht, "StatusAanlevering", &self.status);
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "StopProduct");
    }
}

/// A 307.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopbericht {
    /// Header.
    pub kop: Kop,
    /// The person.
    pub client: Persoon,
    /// The records, in document order.
    pub stops: Vec<Stop>,
}

impl Stopbericht {
    /// A message without records.
    pub fn new(kop: Kop, client: impl Into<Persoon>) -> Self {
        Self { kop, client: client.into(), stops: Vec::new() }
    }

    /// Adds a record.
    #[must_use]
    pub fn stop(mut self, stop: Stop) -> Self {
        self.stops.push(stop);
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, Berichtsoort::B307);
        xml.sluit(Ns::Bericht, "Header");
        self.schrijf_client(&mut xml, |_| &[]);
        xml.finish()
    }

    /// Writes `Client`, with the codes of each class in a 308.
    pub(crate) fn schrijf_client<'a>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'a [Veld]) {
        xml.open(Ns::Bericht, "Client");
        self.client.schrijf(xml, Naamsoort::Verkort);
        xml.open(Ns::Bericht, "StopProducten");
        for (stop, regel) in self.stops.iter().zip(1..) {
            stop.schrijf(xml, codes(Klasse::Regel(regel)));
        }
        xml.sluit(Ns::Bericht, "StopProducten");
        xml.retourcodes(codes(Klasse::Client));
        xml.sluit(Ns::Bericht, "Client");
    }

    /// The 308 on this message: accepted, until a code is added.
    pub fn retour(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'_> {
        Retourbericht::new(self.into(), identificatie.into(), dagtekening.into())
    }
}
