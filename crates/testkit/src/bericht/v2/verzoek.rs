//! `Product` of a 315.

use super::super::xml::{Ns, Xml};
use super::super::{Kop, Product, Veld, Verwijzer, omvang};
use super::{beschikkingnummer, verwijzing};

/// A requested `Product` (the class; it holds a `Product` of its own).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verzoek {
    /// `ReferentieAanbieder`, from 2.1.
    pub referentie: Veld,
    /// `BeschikkingNummer`.
    pub beschikking: Option<Veld>,
    /// `BeschikkingIngangsdatum`, from 2.1.
    pub beschikking_ingangsdatum: Option<Veld>,
    /// `Product`.
    pub product: Product,
    /// `ToewijzingIngangsdatum`; 2.0: `Ingangsdatum` and `Begindatum`.
    pub ingangsdatum: Veld,
    /// `ToewijzingEinddatum`, from 2.1.
    pub einddatum: Option<Veld>,
    /// `Aanbieder`, when not the sender.
    pub aanbieder: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
    /// `StatusAanlevering`, 2.0 only.
    pub status: Veld,
    /// `Verwijzer`.
    pub verwijzer: Verwijzer,
    /// `Raamcontract` (COD260: 1 is yes, 2 is no).
    pub raamcontract: Option<Veld>,
}

impl Verzoek {
    /// A request without decision, on referral of the municipality.
    pub fn new(
        referentie: impl Into<Veld>,
        product: Product,
        ingangsdatum: impl Into<Veld>,
    ) -> Self {
        Self {
            referentie: referentie.into(),
            beschikking: None,
            beschikking_ingangsdatum: None,
            product,
            ingangsdatum: ingangsdatum.into(),
            einddatum: None,
            aanbieder: None,
            omvang: None,
            status: "1".into(),
            verwijzer: Verwijzer::new("01"),
            raamcontract: None,
        }
    }

    /// Sets `BeschikkingNummer` and `BeschikkingIngangsdatum`.
    #[must_use]
    pub fn beschikking(mut self, nummer: impl Into<Veld>, ingangsdatum: impl Into<Veld>) -> Self {
        self.beschikking = Some(nummer.into());
        self.beschikking_ingangsdatum = Some(ingangsdatum.into());
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

    pub(super) fn schrijf(&self, xml: &mut Xml, kop: &Kop, codes: &[Veld]) {
        let aanbieder = self.aanbieder.as_ref().unwrap_or(&kop.agb);
        let beschikking = self.beschikking.as_ref();
        xml.open(Ns::Bericht, "Product");
        if xml.is_2_0() {
            let ingang = Some(&self.ingangsdatum);
            verwijzing(xml, [beschikking, None], &self.product, [ingang, ingang], aanbieder);
        } else {
            xml.veld(Ns::Bericht, "ReferentieAanbieder", &self.referentie);
            beschikkingnummer(xml, beschikking);
            Product::schrijf(Some(&self.product), xml);
            let ingang = self.beschikking_ingangsdatum.as_ref();
            xml.optie(Ns::Bericht, "BeschikkingIngangsdatum", ingang);
            xml.veld(Ns::Bericht, "ToewijzingIngangsdatum", &self.ingangsdatum);
            xml.optie(Ns::Bericht, "ToewijzingEinddatum", self.einddatum.as_ref());
            xml.veld(Ns::Bericht, "Aanbieder", aanbieder);
        }
        omvang(self.omvang.as_ref(), xml);
        if xml.is_2_0() {
            xml.veld(Ns::Bericht, "StatusAanlevering", &self.status);
        }
        self.verwijzer.schrijf(xml);
        xml.optie(Ns::Bericht, "Raamcontract", self.raamcontract.as_ref());
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "Product");
    }
}
