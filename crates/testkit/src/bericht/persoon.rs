//! The person that a message is about: invented, and recognisable as such.

use super::Veld;
use super::xml::{Ns, Xml};

/// Everything a message says about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persoon {
    /// `Bsn`.
    pub bsn: Veld,
    /// `Geboortedatum`.
    pub geboortedatum: Veld,
    /// `DatumGebruik`.
    pub datum_gebruik: Option<Veld>,
    /// `Geslacht`.
    pub geslacht: Veld,
    /// `Achternaam`.
    pub achternaam: Veld,
    /// `Voorvoegsel`.
    pub voorvoegsel: Option<Veld>,
    /// `Voornamen`.
    pub voornamen: Veld,
    /// `Voorletters`.
    pub voorletters: Veld,
    /// `Commentaar`, 301 and 315 only; not in release 2.0.
    pub commentaar: Option<Veld>,
    /// Address, 301 only.
    pub adres: Adres,
    /// `Contact`, 301 only.
    pub contact: Contact,
}

/// The only `Contact` of a person; 301 only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// `Soort` (COD757).
    pub soort: Veld,
    /// Whether it has `Adres` and `Telefoon`.
    pub is_bereikbaar: bool,
}

impl Default for Contact {
    fn default() -> Self {
        Self { soort: "03".into(), is_bereikbaar: true }
    }
}

/// Where a person lives; 301 only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adres {
    /// `Huisnummer`.
    pub huisnummer: Veld,
    /// `Postcode`.
    pub postcode: Veld,
    /// `Straatnaam`.
    pub straatnaam: Veld,
    /// `Plaatsnaam`.
    pub plaatsnaam: Veld,
    /// `Telefoonnummer`.
    pub telefoon: Veld,
    /// `Emailadres`.
    pub email: Veld,
}

impl Default for Adres {
    fn default() -> Self {
        Self {
            huisnummer: "7".into(),
            postcode: "9999QX".into(),
            straatnaam: "Quaxelaan".into(),
            plaatsnaam: "Quaxterdam".into(),
            telefoon: "0699012345".into(),
            email: "zzyxter@geheim.example".into(),
        }
    }
}

impl<T: Into<Veld>> From<T> for Persoon {
    /// A person with this BSN; everything else is a default.
    fn from(bsn: T) -> Self {
        Self {
            bsn: bsn.into(),
            geboortedatum: "2010-02-14".into(),
            datum_gebruik: None,
            geslacht: "1".into(),
            achternaam: "Zzyxter".into(),
            voorvoegsel: Some("van der".into()),
            voornamen: "Xilomena".into(),
            voorletters: "X".into(),
            commentaar: None,
            adres: Adres::default(),
            contact: Contact::default(),
        }
    }
}

/// How much of a name the message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naamsoort {
    /// With `NaamGebruik` (301).
    Volledig,
    /// Without (305, 307).
    Verkort,
}

impl Persoon {
    /// Writes `Bsn` up to and including `Naam`.
    pub(crate) fn schrijf(&self, xml: &mut Xml, soort: Naamsoort) {
        let is_volledig = soort == Naamsoort::Volledig;
        xml.veld(Ns::Bericht, "Bsn", &self.bsn);
        if xml.is_2_0() {
            if is_volledig {
                xml.tekst(Ns::Bericht, "GeheimeClient", "2");
            }
            // The public examples repeat the BSN here.
            xml.veld(Ns::Bericht, "Clientnummer", &self.bsn);
        }
        xml.open(Ns::Bericht, "Geboortedatum");
        xml.veld(Ns::Basis, "Datum", &self.geboortedatum);
        xml.optie(Ns::Basis, "DatumGebruik", self.datum_gebruik.as_ref());
        xml.sluit(Ns::Bericht, "Geboortedatum");
        xml.veld(Ns::Bericht, "Geslacht", &self.geslacht);
        xml.open(Ns::Bericht, "Naam");
        xml.open(Ns::Basis, "Geslachtsnaam");
        let achternaam = if xml.is_2() { "Naam" } else { "Achternaam" };
        xml.veld(Ns::Basis, achternaam, &self.achternaam);
        xml.optie(Ns::Basis, "Voorvoegsel", self.voorvoegsel.as_ref());
        if xml.is_2_0() {
            xml.tekst(Ns::Basis, "NaamCode", "1");
        }
        xml.sluit(Ns::Basis, "Geslachtsnaam");
        if !xml.is_2_0() {
            xml.veld(Ns::Basis, "Voornamen", &self.voornamen);
        }
        xml.veld(Ns::Basis, "Voorletters", &self.voorletters);
        if is_volledig {
            let gebruik = if xml.is_2_0() { "NaamCode" } else { "NaamGebruik" };
            xml.tekst(Ns::Basis, gebruik, "1");
        }
        xml.sluit(Ns::Bericht, "Naam");
    }

    /// Writes `Commentaar` and `Contactgegevens` of a 301, with the codes of the class `Contact` in a 302.
    pub(crate) fn schrijf_contact(&self, xml: &mut Xml, codes: &[Veld]) {
        let adres = &self.adres;
        let [lijst, klasse] =
            if xml.is_2_0() { ["Adressen", "Adres"] } else { ["Contactgegevens", "Contact"] };
        if xml.is_2_0() {
            xml.tekst(Ns::Bericht, "Leefeenheid", "3");
        } else {
            xml.optie(Ns::Bericht, "Commentaar", self.commentaar.as_ref());
        }
        xml.open(Ns::Bericht, lijst);
        xml.open(Ns::Bericht, klasse);
        xml.veld(Ns::Bericht, "Soort", &self.contact.soort);
        if self.contact.is_bereikbaar {
            self.schrijf_adres(xml);
        }
        xml.veld(Ns::Bericht, "Emailadres", &adres.email);
        xml.retourcodes(codes);
        xml.sluit(Ns::Bericht, klasse);
        xml.sluit(Ns::Bericht, lijst);
    }

    /// Writes `Adres` and `Telefoon`.
    fn schrijf_adres(&self, xml: &mut Xml) {
        let adres = &self.adres;
        xml.open(Ns::Bericht, "Adres");
        xml.open(Ns::Basis, "Huis");
        xml.veld(Ns::Basis, "Huisnummer", &adres.huisnummer);
        xml.sluit(Ns::Basis, "Huis");
        xml.veld(Ns::Basis, "Postcode", &adres.postcode);
        xml.veld(Ns::Basis, "Straatnaam", &adres.straatnaam);
        xml.veld(Ns::Basis, "Plaatsnaam", &adres.plaatsnaam);
        xml.tekst(Ns::Basis, "LandCode", "NL");
        xml.sluit(Ns::Bericht, "Adres");
        xml.open(Ns::Bericht, "Telefoon");
        xml.open(Ns::Basis, "Telefoon01");
        xml.veld(Ns::Basis, "Telefoonnummer", &adres.telefoon);
        xml.tekst(Ns::Basis, "Landnummer", "0031");
        xml.sluit(Ns::Basis, "Telefoon01");
        xml.sluit(Ns::Bericht, "Telefoon");
    }
}
