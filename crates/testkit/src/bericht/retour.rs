//! 302, 306, 308, 316, 318, 320: what the receiver says about a heen message.

use std::collections::BTreeMap;

use domain::Berichtsoort;

use super::xml::{Ns, Xml};
use super::{
    Antwoordbericht, Kop, Startbericht, Stopbericht, Toewijzingsbericht, Veld, Verzoekbericht,
    Wijzigingsbericht, kop, v2,
};

/// A class of a heen message that gets its own codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Klasse {
    /// A class that never has a fault here: `Contact`, `Verzoek`, `Woonplaatsbeginsel`, `Beschikking`.
    Overig,
    /// A product record, from 1; in a 320 `Antwoord` is the only one.
    Regel(u32),
    /// `Client`.
    Client,
}

/// The message that is answered.
#[derive(Debug, Clone, Copy)]
pub enum Heenbericht<'a> {
    /// 301, answered by a 302.
    Toewijzing(&'a Toewijzingsbericht),
    /// 305, answered by a 306.
    Start(&'a Startbericht),
    /// 307, answered by a 308.
    Stop(&'a Stopbericht),
    /// 315, answered by a 316.
    Verzoek(&'a Verzoekbericht),
    /// 317, answered by a 318.
    Wijziging(&'a Wijzigingsbericht),
    /// 319, answered by a 320.
    Antwoord(&'a Antwoordbericht),
    /// 301, 305, 307 or 315 of release 2.
    Versie2(&'a v2::Bericht),
}

macro_rules! heen_from {
    ($($variant:ident($type:ty)),+) => {
        $(impl<'a> From<&'a $type> for Heenbericht<'a> {
            fn from(bericht: &'a $type) -> Self {
                Self::$variant(bericht)
            }
        })+
    };
}

heen_from!(
    Toewijzing(Toewijzingsbericht),
    Start(Startbericht),
    Stop(Stopbericht),
    Verzoek(Verzoekbericht),
    Wijziging(Wijzigingsbericht),
    Antwoord(Antwoordbericht),
    Versie2(v2::Bericht)
);

impl<'a> Heenbericht<'a> {
    /// The retour on this message: accepted, until a code is added.
    pub fn retour(
        self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'a> {
        Retourbericht::new(self, identificatie.into(), dagtekening.into())
    }

    /// The kind of that retour.
    pub fn soort(&self) -> Berichtsoort {
        match self {
            Self::Toewijzing(_) => Berichtsoort::B302,
            Self::Start(_) => Berichtsoort::B306,
            Self::Stop(_) => Berichtsoort::B308,
            Self::Verzoek(_) => Berichtsoort::B316,
            Self::Wijziging(_) => Berichtsoort::B318,
            Self::Antwoord(_) => Berichtsoort::B320,
            Self::Versie2(bericht) => bericht.retoursoort(),
        }
    }

    fn kop(&self) -> &Kop {
        match self {
            Self::Toewijzing(bericht) => &bericht.kop,
            Self::Start(bericht) => &bericht.kop,
            Self::Stop(bericht) => &bericht.kop,
            Self::Verzoek(bericht) => &bericht.kop,
            Self::Wijziging(bericht) => &bericht.kop,
            Self::Antwoord(bericht) => &bericht.kop,
            Self::Versie2(bericht) => &bericht.kop,
        }
    }
}

/// A retour: header only when accepted or rejected by its header, else the content with codes.
#[derive(Debug, Clone)]
pub struct Retourbericht<'a> {
    heen: Heenbericht<'a>,
    identificatie: Veld,
    dagtekening: Veld,
    kopcodes: Vec<Veld>,
    regelcodes: BTreeMap<u32, Vec<Veld>>,
    clientcodes: Vec<Veld>,
}

impl<'a> Retourbericht<'a> {
    pub(crate) fn new(heen: Heenbericht<'a>, identificatie: Veld, dagtekening: Veld) -> Self {
        Self {
            heen,
            identificatie,
            dagtekening,
            kopcodes: Vec::new(),
            regelcodes: BTreeMap::new(),
            clientcodes: Vec::new(),
        }
    }

    /// Adds a code in the header; 0001 rejects the whole message.
    #[must_use]
    pub fn kopcode(mut self, code: impl Into<Veld>) -> Self {
        self.kopcodes.push(code.into());
        self
    }

    /// Adds a code to record `regel` (from 1); all other classes get 0200.
    #[must_use]
    pub fn regelcode(mut self, regel: u32, code: impl Into<Veld>) -> Self {
        self.regelcodes.entry(regel).or_default().push(code.into());
        self
    }

    /// Adds a code to `Client` (release 2: to each of them); its records get 0233.
    #[must_use]
    pub fn clientcode(mut self, code: impl Into<Veld>) -> Self {
        self.clientcodes.push(code.into());
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let has_content = !(self.regelcodes.is_empty() && self.clientcodes.is_empty());
        let goed = [Veld::from("0200")];
        let ongezien = [Veld::from("0233")];
        let mut xml = self.heen.kop().open(buffer, self.heen.soort());
        xml.veld(Ns::Bericht, "IdentificatieRetour", &self.identificatie);
        xml.veld(Ns::Bericht, "DagtekeningRetour", &self.dagtekening);
        kop::xsd_versie(&mut xml, "XsdVersieRetour");
        let kopcodes =
            if has_content && self.kopcodes.is_empty() { &goed } else { &*self.kopcodes };
        xml.retourcodes(kopcodes);
        xml.sluit(Ns::Bericht, "Header");
        if has_content {
            let rest = if self.clientcodes.is_empty() { &goed } else { &ongezien };
            self.schrijf_client(&mut xml, |klasse| match klasse {
                Klasse::Client if !self.clientcodes.is_empty() => &self.clientcodes,
                Klasse::Regel(regel) => self.regelcodes.get(&regel).map_or(rest, Vec::as_slice),
                Klasse::Client | Klasse::Overig => &goed,
            });
        }
        xml.finish()
    }

    fn schrijf_client<'b>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'b [Veld]) {
        match self.heen {
            Heenbericht::Toewijzing(bericht) => bericht.schrijf_client(xml, codes),
            Heenbericht::Start(bericht) => bericht.schrijf_client(xml, codes),
            Heenbericht::Stop(bericht) => bericht.schrijf_client(xml, codes),
            Heenbericht::Verzoek(bericht) => bericht.schrijf_client(xml, codes),
            Heenbericht::Wijziging(bericht) => bericht.schrijf_client(xml, codes),
            Heenbericht::Antwoord(bericht) => bericht.schrijf_antwoord(xml, codes),
            Heenbericht::Versie2(bericht) => bericht.schrijf_clienten(xml, codes),
        }
    }
}
