//! `StartProduct` of a 305.

use super::super::xml::{Ns, Xml};
use super::super::{Kop, Product, Veld, omvang};
use super::verwijzing;

/// A `StartProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// `BeschikkingNummer`.
    pub beschikking: Option<Veld>,
    /// `ToewijzingNummer`, from 2.1.
    pub nummer: Option<Veld>,
    /// `Product`.
    pub product: Product,
    /// `ToewijzingIngangsdatum`; 2.0: `Ingangsdatum`.
    pub toewijzing_ingangsdatum: Option<Veld>,
    /// `Begindatum`.
    pub begindatum: Veld,
    /// `Aanbieder`, when not the sender.
    pub aanbieder: Option<Veld>,
    /// `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
    pub omvang: Option<[Veld; 3]>,
    /// `StatusAanlevering`.
    pub status: Veld,
}

impl Start {
    /// A first delivery (status 1) that refers to nothing yet.
    pub fn new(product: Product, begindatum: impl Into<Veld>) -> Self {
        Self {
            beschikking: None,
            nummer: None,
            product,
            toewijzing_ingangsdatum: None,
            begindatum: begindatum.into(),
            aanbieder: None,
            omvang: None,
            status: "1".into(),
        }
    }

    /// Sets `BeschikkingNummer`.
    #[must_use]
    pub fn beschikking(mut self, nummer: impl Into<Veld>) -> Self {
        self.beschikking = Some(nummer.into());
        self
    }

    /// Sets `ToewijzingNummer`.
    #[must_use]
    pub fn nummer(mut self, nummer: impl Into<Veld>) -> Self {
        self.nummer = Some(nummer.into());
        self
    }

    /// Sets `ToewijzingIngangsdatum`.
    #[must_use]
    pub fn toewijzing_ingangsdatum(mut self, datum: impl Into<Veld>) -> Self {
        self.toewijzing_ingangsdatum = Some(datum.into());
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

    /// Sets `StatusAanlevering`; 3 withdraws.
    #[must_use]
    pub fn status(mut self, code: impl Into<Veld>) -> Self {
        self.status = code.into();
        self
    }

    pub(super) fn schrijf(&self, xml: &mut Xml, kop: &Kop, codes: &[Veld]) {
        xml.open(Ns::Bericht, "StartProduct");
        verwijzing(
            xml,
            [self.beschikking.as_ref(), self.nummer.as_ref()],
            &self.product,
            [self.toewijzing_ingangsdatum.as_ref(), Some(&self.begindatum)],
            self.aanbieder.as_ref().unwrap_or(&kop.agb),
        );
        omvang(self.omvang.as_ref(), xml);
        xml.veld(Ns::Bericht, "StatusAanlevering", &self.status);
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "StartProduct");
    }
}
