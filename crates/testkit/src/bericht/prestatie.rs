//! One line of a 323, as it also comes back in a 325.

use super::Veld;
use super::xml::{Ns, Xml};

/// A `Prestatie`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prestatie {
    /// `ReferentieNummer`; when empty the message numbers its lines.
    pub referentienummer: Veld,
    /// `VorigReferentieNummer`.
    pub vorig_referentienummer: Option<Veld>,
    /// `ToewijzingNummer`.
    pub nummer: Veld,
    /// `ProductCategorie`.
    pub categorie: Veld,
    /// `ProductCode`.
    pub code: Veld,
    /// `ProductPeriode`.
    pub periode: [Veld; 2],
    /// `GeleverdVolume`.
    pub volume: Veld,
    /// `Eenheid`.
    pub eenheid: Veld,
    /// `ProductTarief` in eurocents.
    pub tarief: Option<Veld>,
    /// `Bedrag` in eurocents, without sign: what the total is computed with.
    pub bedrag: i64,
    /// `Bedrag` as written, when it must be wrong.
    pub bedrag_tekst: Option<Veld>,
    /// `DebetCredit`.
    pub debet_credit: Veld,
}

impl Prestatie {
    /// A debit line of 4 hours at 12.50 euro over `begin` to `eind`.
    pub fn new(
        nummer: impl Into<Veld>,
        product: (&str, &str),
        begin: impl Into<Veld>,
        eind: impl Into<Veld>,
    ) -> Self {
        Self {
            referentienummer: Veld::default(),
            vorig_referentienummer: None,
            nummer: nummer.into(),
            categorie: product.0.into(),
            code: product.1.into(),
            periode: [begin.into(), eind.into()],
            volume: "4".into(),
            eenheid: "04".into(),
            tarief: Some("1250".into()),
            bedrag: 5000,
            bedrag_tekst: None,
            debet_credit: "D".into(),
        }
    }

    /// Sets `ReferentieNummer`.
    #[must_use]
    pub fn referentie(mut self, nummer: impl Into<Veld>) -> Self {
        self.referentienummer = nummer.into();
        self
    }

    /// Sets volume, unit and tariff in eurocents, and the amount that follows from them.
    #[must_use]
    pub fn geleverd(mut self, volume: i64, eenheid: impl Into<Veld>, tarief: i64) -> Self {
        self.volume = volume.into();
        self.eenheid = eenheid.into();
        self.tarief = Some(tarief.into());
        self.bedrag = volume.saturating_mul(tarief);
        self
    }

    /// Sets an amount in eurocents of unit 83, which has no tariff.
    #[must_use]
    pub fn euro(mut self, bedrag: i64) -> Self {
        self.volume = bedrag.into();
        self.eenheid = "83".into();
        self.tarief = None;
        self.bedrag = bedrag;
        self
    }

    /// Sets the amount in eurocents.
    #[must_use]
    pub fn bedrag(mut self, bedrag: i64) -> Self {
        self.bedrag = bedrag;
        self
    }

    /// Makes it the credit of the line with number `vorig`.
    #[must_use]
    pub fn credit(mut self, vorig: impl Into<Veld>) -> Self {
        self.vorig_referentienummer = Some(vorig.into());
        self.debet_credit = "C".into();
        self
    }

    /// The amount with its sign: what the line adds to a total.
    pub fn met_teken(&self) -> i64 {
        if self.debet_credit.as_str() == "C" { -self.bedrag } else { self.bedrag }
    }

    /// Writes the line, with its codes in a 325.
    pub(crate) fn schrijf(&self, xml: &mut Xml, codes: &[Veld]) {
        xml.open(Ns::Bericht, "Prestatie");
        xml.open(Ns::Bericht, "ProductReferentie");
        xml.veld(Ns::Basis, "ReferentieNummer", &self.referentienummer);
        xml.optie(Ns::Basis, "VorigReferentieNummer", self.vorig_referentienummer.as_ref());
        xml.sluit(Ns::Bericht, "ProductReferentie");
        xml.veld(Ns::Bericht, "ToewijzingNummer", &self.nummer);
        xml.veld(Ns::Bericht, "ProductCategorie", &self.categorie);
        xml.veld(Ns::Bericht, "ProductCode", &self.code);
        periode(xml, "ProductPeriode", &self.periode);
        xml.veld(Ns::Bericht, "GeleverdVolume", &self.volume);
        xml.veld(Ns::Bericht, "Eenheid", &self.eenheid);
        xml.optie(Ns::Bericht, "ProductTarief", self.tarief.as_ref());
        xml.open(Ns::Bericht, "IngediendBedrag");
        match &self.bedrag_tekst {
            Some(tekst) => xml.veld(Ns::Basis, "Bedrag", tekst),
            None => xml.getal(Ns::Basis, "Bedrag", self.bedrag.unsigned_abs()),
        }
        xml.veld(Ns::Basis, "DebetCredit", &self.debet_credit);
        xml.sluit(Ns::Bericht, "IngediendBedrag");
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, "Prestatie");
    }
}

/// Writes a closed period.
pub(crate) fn periode(xml: &mut Xml, naam: &str, [begin, eind]: &[Veld; 2]) {
    xml.open(Ns::Bericht, naam);
    xml.veld(Ns::Basis, "Begindatum", begin);
    xml.veld(Ns::Basis, "Einddatum", eind);
    xml.sluit(Ns::Bericht, naam);
}

/// Writes a total with its sign; nothing is a debit (CS325).
pub(crate) fn totaal(xml: &mut Xml, naam: &str, bedrag: i64) {
    xml.open(Ns::Bericht, naam);
    xml.getal(Ns::Basis, "TotaalBedrag", bedrag.unsigned_abs());
    xml.tekst(Ns::Basis, "DebetCredit", if bedrag < 0 { "C" } else { "D" });
    xml.sluit(Ns::Bericht, naam);
}
