//! 301: what the municipality allocates.

use domain::Berichtsoort;

use super::persoon::Naamsoort;
use super::retour::{Klasse, Retourbericht};
use super::xml::{Ns, Xml};
use super::{Kop, Persoon, Product, Veld, omvang};

/// A `ToegewezenProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toewijzing {
    /// `ToewijzingNummer`.
    pub nummer: Veld,
    /// `ReferentieAanbieder`.
    pub referentie_aanbieder: Option<Veld>,
    /// `Product`; `None` is generiek.
    pub product: Option<Product>,
    /// `Toewijzingsdatum`.
    pub toewijzingsdatum: Veld,
    /// `Toewijzingstijd`.
    pub toewijzingstijd: Veld,
    /// `Ingangsdatum`.
    pub ingangsdatum: Veld,
    /// `Einddatum`.
    pub einddatum: Option<Veld>,
    /// `RedenWijziging`.
    pub reden_wijziging: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
    /// `Budget`.
    pub budget: Option<Veld>,
    /// `Commentaar`.
    pub commentaar: Option<Veld>,
}

impl Toewijzing {
    /// A specific allocation, open ended, of 4 hours a month, made at noon of its first day.
    pub fn new(nummer: impl Into<Veld>, product: Product, ingangsdatum: impl Into<Veld>) -> Self {
        let ingangsdatum = ingangsdatum.into();
        Self {
            nummer: nummer.into(),
            referentie_aanbieder: None,
            product: Some(product),
            toewijzingsdatum: ingangsdatum.clone(),
            toewijzingstijd: "12:00:00".into(),
            ingangsdatum,
            einddatum: None,
            reden_wijziging: None,
            omvang: Some(["4".into(), "04".into(), "4".into()]),
            budget: None,
            commentaar: None,
        }
    }

    /// Sets `Einddatum`.
    #[must_use]
    pub fn einddatum(mut self, datum: impl Into<Veld>) -> Self {
        self.einddatum = Some(datum.into());
        self
    }

    /// Sets `Toewijzingsdatum` and `Toewijzingstijd`: the order of versions.
    #[must_use]
    pub fn moment(mut self, datum: impl Into<Veld>, tijd: impl Into<Veld>) -> Self {
        self.toewijzingsdatum = datum.into();
        self.toewijzingstijd = tijd.into();
        self
    }

    /// Sets `RedenWijziging`.
    #[must_use]
    pub fn reden(mut self, code: impl Into<Veld>) -> Self {
        self.reden_wijziging = Some(code.into());
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

    /// Leaves out `Omvang` and the product code: aspecifiek.
    #[must_use]
    pub fn aspecifiek(mut self, categorie: impl Into<Veld>) -> Self {
        self.omvang = None;
        self.product = Some(Product { categorie: categorie.into(), code: None });
        self
    }

    /// Leaves out `Product` and `Omvang` and sets `Budget` in eurocents: generiek.
    #[must_use]
    pub fn generiek(mut self, budget: impl Into<Veld>) -> Self {
        self.omvang = None;
        self.product = None;
        self.budget = Some(budget.into());
        self
    }

    fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        xml.open(Ns::Bericht, "ToegewezenProduct");
        xml.veld(Ns::Bericht, "ToewijzingNummer", &self.nummer);
        xml.optie(Ns::Bericht, "ReferentieAanbieder", self.referentie_aanbieder.as_ref());
        Product::schrijf(self.product.as_ref(), xml);
        xml.veld(Ns::Bericht, "Toewijzingsdatum", &self.toewijzingsdatum);
        xml.veld(Ns::Bericht, "Toewijzingstijd", &self.toewijzingstijd);
        xml.veld(Ns::Bericht, "Ingangsdatum", &self.ingangsdatum);
        xml.optie(Ns::Bericht, "Einddatum", self.einddatum.as_ref());
        xml.optie(Ns::Bericht, "RedenWijziging", self.reden_wijziging.as_ref());
        omvang(self.omvang.as_ref(), xml);
        xml.optie(Ns::Bericht, "Budget", self.budget.as_ref());
        xml.optie(Ns::Bericht, "Commentaar", self.commentaar.as_ref());
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "ToegewezenProduct");
    }
}

/// A 301.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toewijzingsbericht {
    /// Header.
    pub kop: Kop,
    /// The person.
    pub client: Persoon,
    /// The records, in document order.
    pub toewijzingen: Vec<Toewijzing>,
}

impl Toewijzingsbericht {
    /// A message without records.
    pub fn new(kop: Kop, client: impl Into<Persoon>) -> Self {
        Self { kop, client: client.into(), toewijzingen: Vec::new() }
    }

    /// Adds a record.
    #[must_use]
    pub fn toewijzing(mut self, toewijzing: Toewijzing) -> Self {
        self.toewijzingen.push(toewijzing);
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, Berichtsoort::B301);
        xml.sluit(Ns::Bericht, "Header");
        self.schrijf_client(&mut xml, |_| &[]);
        xml.finish()
    }

    /// Writes `Client`, with the codes of each class in a 302.
    pub(crate) fn schrijf_client<'a>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'a [Veld]) {
        xml.open(Ns::Bericht, "Client");
        self.client.schrijf(xml, Naamsoort::Volledig);
        self.client.schrijf_contact(xml, codes(Klasse::Overig));
        xml.open(Ns::Bericht, "ToegewezenProducten");
        for (toewijzing, regel) in self.toewijzingen.iter().zip(1..) {
            toewijzing.schrijf(xml, codes(Klasse::Regel(regel)));
        }
        xml.sluit(Ns::Bericht, "ToegewezenProducten");
        xml.retourcodes(codes(Klasse::Client));
        xml.sluit(Ns::Bericht, "Client");
    }

    /// The 302 on this message: accepted, until a code is added.
    pub fn retour(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'_> {
        Retourbericht::new(self.into(), identificatie.into(), dagtekening.into())
    }
}
