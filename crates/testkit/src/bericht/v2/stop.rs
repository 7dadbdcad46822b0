//! `StopProduct` of a 307.

use super::super::xml::{Ns, Xml};
use super::super::{Kop, Product, Veld};
use super::verwijzing;

/// A `StopProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// `BeschikkingNummer`.
    pub beschikking: Option<Veld>,
    /// `ToewijzingNummer`, from 2.1.
    pub nummer: Option<Veld>,
    /// `Product`.
    pub product: Product,
    /// `ToewijzingIngangsdatum`; 2.0: `Ingangsdatum`.
    pub toewijzing_ingangsdatum: Option<Veld>,
    /// `Begindatum` of the start that is stopped.
    pub begindatum: Veld,
    /// `Aanbieder`, when not the sender.
    pub aanbieder: Option<Veld>,
    /// `RedenBeeindiging`; 20 is a pause.
    pub reden: Veld,
    /// `Einddatum`.
    pub einddatum: Veld,
    /// `StatusAanlevering`.
    pub status: Veld,
}

impl Stop {
    /// A first delivery (status 1) for reason 19, the allocation ends, that refers to nothing yet.
    pub fn new(product: Product, begindatum: impl Into<Veld>, einddatum: impl Into<Veld>) -> Self {
        Self {
            beschikking: None,
            nummer: None,
            product,
            toewijzing_ingangsdatum: None,
            begindatum: begindatum.into(),
            aanbieder: None,
            reden: "19".into(),
            einddatum: einddatum.into(),
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

    pub(super) fn schrijf(&self, xml: &mut Xml, kop: &Kop, codes: &[Veld]) {
        xml.open(Ns::Bericht, "StopProduct");
        verwijzing(
            xml,
            [self.beschikking.as_ref(), self.nummer.as_ref()],
            &self.product,
            [self.toewijzing_ingangsdatum.as_ref(), Some(&self.begindatum)],
            self.aanbieder.as_ref().unwrap_or(&kop.agb),
        );
        xml.veld(Ns::Bericht, "RedenBeeindiging", &self.reden);
        xml.veld(Ns::Bericht, "Einddatum", &self.einddatum);
        xml.veld(Ns::Bericht, "StatusAanlevering", &self.status);
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "StopProduct");
    }
}
