//! `Beschikking` of a 301, with what it decides and allocates.

use super::super::xml::{Ns, Xml};
use super::super::{Kop, Product, Veld, omvang};
use super::beschikkingnummer;

/// A `BeschiktProduct`: what the person may get, from whomever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beschikt {
    /// `Product`.
    pub product: Product,
    /// `Ingangsdatum`.
    pub ingangsdatum: Veld,
    /// `Einddatum`.
    pub einddatum: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
}

impl Beschikt {
    fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        xml.open(Ns::Bericht, "BeschiktProduct");
        Product::schrijf(Some(&self.product), xml);
        xml.veld(Ns::Bericht, "Ingangsdatum", &self.ingangsdatum);
        xml.optie(Ns::Bericht, "Einddatum", self.einddatum.as_ref());
        omvang(self.omvang.as_ref(), xml);
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "BeschiktProduct");
    }
}

/// A `ToegewezenProduct`: what this provider delivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toewijzing {
    /// `ToewijzingNummer`, from 2.1.
    pub nummer: Option<Veld>,
    /// `ReferentieAanbieder`, from 2.1.
    pub referentie_aanbieder: Option<Veld>,
    /// `Product`.
    pub product: Product,
    /// `Aanbieder`, when not the receiver.
    pub aanbieder: Option<Veld>,
    /// `Toewijzingsdatum`.
    pub toewijzingsdatum: Veld,
    /// `Toewijzingstijd`.
    pub toewijzingstijd: Veld,
    /// `Ingangsdatum`.
    pub ingangsdatum: Veld,
    /// `Einddatum`.
    pub einddatum: Option<Veld>,
    /// `RedenWijziging`; 2.0: `RedenIntrekking` (COD172).
    pub reden: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
}

impl Toewijzing {
    /// An allocation without number, open ended, of 4 hours a week, made at noon of its first day.
    pub fn new(product: Product, ingangsdatum: impl Into<Veld>) -> Self {
        let ingangsdatum = ingangsdatum.into();
        Self {
            nummer: None,
            referentie_aanbieder: None,
            product,
            aanbieder: None,
            toewijzingsdatum: ingangsdatum.clone(),
            toewijzingstijd: "12:00:00".into(),
            ingangsdatum,
            einddatum: None,
            reden: None,
            omvang: Some(["4".into(), "04".into(), "2".into()]),
        }
    }

    /// Sets `ToewijzingNummer`.
    #[must_use]
    pub fn nummer(mut self, nummer: impl Into<Veld>) -> Self {
        self.nummer = Some(nummer.into());
        self
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

    /// Sets `RedenWijziging` (2.0: `RedenIntrekking`).
    #[must_use]
    pub fn reden(mut self, code: impl Into<Veld>) -> Self {
        self.reden = Some(code.into());
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

    fn schrijf(&self, xml: &mut Xml, kop: &Kop, codes: &[Veld]) {
        xml.open(Ns::Bericht, "ToegewezenProduct");
        if !xml.is_2_0() {
            xml.optie(Ns::Bericht, "ToewijzingNummer", self.nummer.as_ref());
            xml.optie(Ns::Bericht, "ReferentieAanbieder", self.referentie_aanbieder.as_ref());
        }
        Product::schrijf(Some(&self.product), xml);
        xml.veld(Ns::Bericht, "Aanbieder", self.aanbieder.as_ref().unwrap_or(&kop.agb));
        if xml.is_2_0() {
            xml.veld(Ns::Bericht, "Gemeentecode", &kop.gemeente);
        }
        xml.veld(Ns::Bericht, "Toewijzingsdatum", &self.toewijzingsdatum);
        xml.veld(Ns::Bericht, "Toewijzingstijd", &self.toewijzingstijd);
        xml.veld(Ns::Bericht, "Ingangsdatum", &self.ingangsdatum);
        xml.optie(Ns::Bericht, "Einddatum", self.einddatum.as_ref());
        let reden = if xml.is_2_0() { "RedenIntrekking" } else { "RedenWijziging" };
        xml.optie(Ns::Bericht, reden, self.reden.as_ref());
        omvang(self.omvang.as_ref(), xml);
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "ToegewezenProduct");
    }
}

/// A `Beschikking`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beschikking {
    /// `BeschikkingNummer`.
    pub nummer: Veld,
    /// `Afgiftedatum`.
    pub afgiftedatum: Veld,
    /// `Ingangsdatum`.
    pub ingangsdatum: Veld,
    /// `Einddatum`.
    pub einddatum: Option<Veld>,
    /// `Commentaar`, free text about a person.
    pub commentaar: Option<Veld>,
    /// `BeschiktProducten`; when empty there is one for each allocation.
    pub beschikt: Vec<Beschikt>,
    /// `ToegewezenProducten`: the records.
    pub toegewezen: Vec<Toewijzing>,
}

impl Beschikking {
    /// A decision of `ingangsdatum`, open ended, that allocates nothing yet.
    pub fn new(nummer: impl Into<Veld>, ingangsdatum: impl Into<Veld>) -> Self {
        let ingangsdatum = ingangsdatum.into();
        Self {
            nummer: nummer.into(),
            afgiftedatum: ingangsdatum.clone(),
            ingangsdatum,
            einddatum: None,
            commentaar: None,
            beschikt: Vec::new(),
            toegewezen: Vec::new(),
        }
    }

    /// Sets `Afgiftedatum`.
    #[must_use]
    pub fn afgiftedatum(mut self, datum: impl Into<Veld>) -> Self {
        self.afgiftedatum = datum.into();
        self
    }

    /// Sets `Einddatum`.
    #[must_use]
    pub fn einddatum(mut self, datum: impl Into<Veld>) -> Self {
        self.einddatum = Some(datum.into());
        self
    }

    /// Adds an allocation.
    #[must_use]
    pub fn toewijzing(mut self, toewijzing: Toewijzing) -> Self {
        self.toegewezen.push(toewijzing);
        self
    }

    /// Adds a decided product; without any there is one for each allocation.
    #[must_use]
    pub fn beschikt(mut self, product: Beschikt) -> Self {
        self.beschikt.push(product);
        self
    }

    /// Writes it; `goed` are the codes of the classes that have no fault, `next` those of the next record.
    pub(super) fn schrijf<'a>(
        &self,
        xml: &mut Xml,
        kop: &Kop,
        goed: &[Veld],
        mut next: impl FnMut() -> &'a [Veld],
    ) {
        xml.open(Ns::Bericht, "Beschikking");
        beschikkingnummer(xml, Some(&self.nummer));
        xml.veld(Ns::Bericht, "Afgiftedatum", &self.afgiftedatum);
        xml.veld(Ns::Bericht, "Ingangsdatum", &self.ingangsdatum);
        xml.optie(Ns::Bericht, "Einddatum", self.einddatum.as_ref());
        xml.optie(Ns::Bericht, "Commentaar", self.commentaar.as_ref());
        xml.open(Ns::Bericht, "BeschiktProducten");
        if self.beschikt.is_empty() {
            for toewijzing in &self.toegewezen {
                let Toewijzing { product, ingangsdatum, einddatum, omvang, .. } =
                    toewijzing.clone();
                Beschikt { product, ingangsdatum, einddatum, omvang }.schrijf(xml, goed);
            }
        }
        for beschikt in &self.beschikt {
            beschikt.schrijf(xml, goed);
        }
        xml.sluit(Ns::Bericht, "BeschiktProducten");
        xml.open(Ns::Bericht, "ToegewezenProducten");
        for toewijzing in &self.toegewezen {
            toewijzing.schrijf(xml, kop, next());
        }
        xml.sluit(Ns::Bericht, "ToegewezenProducten");
        xml.retourcodes(goed);
        xml.sluit(Ns::Bericht, "Beschikking");
    }
}
