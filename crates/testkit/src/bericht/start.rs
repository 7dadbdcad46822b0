//! 305: care has started.

use domain::Berichtsoort;

use super::persoon::Naamsoort;
use super::retour::{Klasse, Retourbericht};
use super::xml::{Ns, Xml};
use super::{Kop, Persoon, Product, Veld};

/// A `StartProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// `ToewijzingNummer`; `None` is taakgericht.
    pub nummer: Option<Veld>,
    /// `Product`; `None` is generiek.
    pub product: Option<Product>,
    /// `ToewijzingIngangsdatum`.
    pub toewijzing_ingangsdatum: Option<Veld>,
    /// `Begindatum`.
    pub begindatum: Veld,
    /// `StatusAanlevering`.
    pub status: Veld,
}

impl Start {
    /// A first delivery (status 1) on an allocation.
    pub fn new(
        nummer: impl Into<Veld>,
        product: impl Into<Option<Product>>,
        begindatum: impl Into<Veld>,
    ) -> Self {
        Self {
            nummer: Some(nummer.into()),
            product: product.into(),
            toewijzing_ingangsdatum: None,
            begindatum: begindatum.into(),
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

    /// Sets `StatusAanlevering`; 3 withdraws.
    #[must_use]
    pub fn status(mut self, code: impl Into<Veld>) -> Self {
        self.status = code.into();
        self
    }

    fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        xml.open(Ns::Bericht, "StartProduct");
        xml.optie(Ns::Bericht, "ToewijzingNummer", self.nummer.as_ref());
        Product::schrijf(self.product.as_ref(), xml);
        xml.optie(Ns::Bericht, "ToewijzingIngangsdatum", self.toewijzing_ingangsdatum.as_ref());
        xml.veld(Ns::Bericht, "Begindatum", &self.begindatum);
        xml.veld(Ns::Bericht, "StatusAanlevering", &self.status);
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "StartProduct");
    }
}

/// A 305.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Startbericht {
    /// Header.
    pub kop: Kop,
    /// The person.
    pub client: Persoon,
    /// The records, in document order.
    pub starts: Vec<Start>,
}

impl Startbericht {
    /// A message without records.
    pub fn new(kop: Kop, client: impl Into<Persoon>) -> Self {
        Self { kop, client: client.into(), starts: Vec::new() }
    }

    /// Adds a record.
    #[must_use]
    pub fn start(mut self, start: Start) -> Self {
        self.starts.push(start);
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, Berichtsoort::B305);
        xml.sluit(Ns::Bericht, "Header");
        self.schrijf_client(&mut xml, |_| &[]);
        xml.finish()
    }

    /// Writes `Client`, with the codes of each class in a 306.
    pub(crate) fn schrijf_client<'a>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'a [Veld]) {
        xml.open(Ns::Bericht, "Client");
        self.client.schrijf(xml, Naamsoort::Verkort);
        xml.open(Ns::Bericht, "StartProducten");
        for (start, regel) in self.starts.iter().zip(1..) {
            start.schrijf(xml, codes(Klasse::Regel(regel)));
        }
        xml.sluit(Ns::Bericht, "StartProducten");
        xml.retourcodes(codes(Klasse::Client));
        xml.sluit(Ns::Bericht, "Client");
    }

    /// The 306 on this message: accepted, until a code is added.
    pub fn retour(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'_> {
        Retourbericht::new(self.into(), identificatie.into(), dagtekening.into())
    }
}
