//! The header.

use domain::{Berichtsoort, Release, Wet};

use super::Veld;
use super::xml::{Ns, Opmaak, Xml};

/// What every message of a test shares, with the identification of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kop {
    /// Law.
    pub wet: Wet,
    /// Release, 3.2 unless set.
    pub release: Release,
    /// The municipality among sender and receiver.
    pub gemeente: Veld,
    /// The provider among sender and receiver.
    pub agb: Veld,
    /// `Identificatie`.
    pub identificatie: Veld,
    /// `Dagtekening`.
    pub dagtekening: Veld,
    /// Layout.
    pub opmaak: Opmaak,
}

impl Kop {
    /// A header of release 3.2 between `gemeente` and `agb`.
    pub fn new(wet: Wet, gemeente: impl Into<Veld>, agb: impl Into<Veld>) -> Self {
        Self {
            wet,
            release: Release::R3_2,
            gemeente: gemeente.into(),
            agb: agb.into(),
            identificatie: "B1".into(),
            dagtekening: "2026-04-15".into(),
            opmaak: Opmaak::Ingesprongen,
        }
    }

    /// The same parties in another message.
    #[must_use]
    pub fn bericht(&self, identificatie: impl Into<Veld>, dagtekening: impl Into<Veld>) -> Self {
        Self {
            identificatie: identificatie.into(),
            dagtekening: dagtekening.into(),
            ..self.clone()
        }
    }

    /// The same header in another release of version 3.
    #[must_use]
    pub fn release(mut self, subversie: u8) -> Self {
        self.release = Release { versie: 3, subversie };
        self
    }

    /// The same header in a release of version 2.
    #[must_use]
    pub fn release_2(mut self, subversie: u8) -> Self {
        self.release = Release { versie: 2, subversie };
        self
    }

    /// The same header with another layout.
    #[must_use]
    pub fn opmaak(mut self, opmaak: Opmaak) -> Self {
        self.opmaak = opmaak;
        self
    }

    /// Starts a message of `soort`, up to and including `XsdVersie` (release 3); the caller closes `Header`.
    pub(crate) fn open(&self, buffer: Vec<u8>, soort: Berichtsoort) -> Xml {
        let mut xml = Xml::new(buffer, self.wet, self.release, soort, self.opmaak);
        let (afzender, ontvanger) = if soort.afzender_is_gemeente() {
            (&self.gemeente, &self.agb)
        } else {
            (&self.agb, &self.gemeente)
        };
        xml.open(Ns::Bericht, "Header");
        self.schrijf_soort(&mut xml, berichtcode(self.wet, soort));
        xml.veld(Ns::Bericht, "Afzender", afzender);
        xml.veld(Ns::Bericht, "Ontvanger", ontvanger);
        if xml.is_2_0() {
            xml.open(Ns::Bericht, "Berichtidentificatie");
            xml.veld(Ns::Basis, "Identificatie", &self.identificatie);
            xml.veld(Ns::Basis, "Dagtekening", &self.dagtekening);
            xml.tekst(Ns::Basis, "Tekenset", "1");
            xml.sluit(Ns::Bericht, "Berichtidentificatie");
        } else {
            identificatie(&mut xml, "BerichtIdentificatie", &self.identificatie, &self.dagtekening);
        }
        xsd_versie(&mut xml, "XsdVersie");
        xml
    }

    /// Writes what kind of message it is, in which release.
    fn schrijf_soort(&self, xml: &mut Xml, code: &str) {
        let Release { versie, subversie } = self.release;
        if xml.is_2_0() {
            xml.open(Ns::Bericht, "Berichtspecificatie");
            xml.tekst(Ns::Basis, "Code", code);
            xml.getal(Ns::Basis, "Versie", versie.into());
            xml.getal(Ns::Basis, "SubVersie", subversie.into());
            xml.sluit(Ns::Bericht, "Berichtspecificatie");
            return;
        }
        xml.tekst(Ns::Bericht, "BerichtCode", code);
        xml.getal(Ns::Bericht, "BerichtVersie", versie.into());
        xml.getal(Ns::Bericht, "BerichtSubversie", subversie.into());
    }
}

/// Writes a pair of `Identificatie` and `Dagtekening`.
pub(crate) fn identificatie(xml: &mut Xml, naam: &str, identificatie: &Veld, dagtekening: &Veld) {
    xml.open(Ns::Bericht, naam);
    xml.veld(Ns::Basis, "Identificatie", identificatie);
    xml.veld(Ns::Basis, "Dagtekening", dagtekening);
    xml.sluit(Ns::Bericht, naam);
}

/// Version of both schemas.
pub(crate) const XSD_VERSIE: &str = "1.0.0";

/// Writes a pair of schema versions; release 2 has none.
pub(crate) fn xsd_versie(xml: &mut Xml, naam: &str) {
    xsd_versie_van(xml, naam, XSD_VERSIE);
}

/// Writes a pair of schema versions, of which that of the message is `versie`.
pub(crate) fn xsd_versie_van(xml: &mut Xml, naam: &str, versie: &str) {
    if xml.is_2() {
        return;
    }
    xml.open(Ns::Bericht, naam);
    xml.tekst(Ns::Basis, "BasisschemaXsdVersie", XSD_VERSIE);
    xml.tekst(Ns::Basis, "BerichtXsdVersie", versie);
    xml.sluit(Ns::Bericht, naam);
}

/// `BerichtCode` of a message (COD002).
fn berichtcode(wet: Wet, soort: Berichtsoort) -> &'static str {
    let jw = wet == Wet::Jw;
    match soort.code() {
        "301" if jw => "436",
        "301" => "414",
        "302" if jw => "437",
        "302" => "415",
        "305" if jw => "438",
        "305" => "418",
        "306" if jw => "439",
        "306" => "419",
        "307" if jw => "440",
        "307" => "420",
        "308" if jw => "441",
        "308" => "421",
        "315" if jw => "446",
        "315" => "444",
        "316" if jw => "447",
        "316" => "445",
        "317" if jw => "486",
        "317" => "480",
        "318" if jw => "487",
        "318" => "481",
        "319" if jw => "488",
        "319" => "482",
        "320" if jw => "489",
        "320" => "483",
        "323" if jw => "490",
        "323" => "484",
        "325" if jw => "491",
        "325" => "485",
        _ => "000",
    }
}
