//! The header of a message: who, to whom, what, when, and which message it answers.

use core::fmt;

use chrono::NaiveDate;
use ring::digest;

use crate::{
    AgbCode, Berichtsoort, Gemeentecode, Identificatie, Release, Retourcode, Wet, XsdVersie,
};

/// Sender or receiver of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partij {
    /// A municipality, four digits.
    Gemeente(Gemeentecode),
    /// A provider, eight digits.
    Aanbieder(AgbCode),
}

impl fmt::Display for Partij {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gemeente(code) => code.fmt(f),
            Self::Aanbieder(code) => code.fmt(f),
        }
    }
}

/// Points at another message by what its header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BerichtReferentie {
    /// `Identificatie` of that message.
    pub identificatie: Identificatie,
    /// `Dagtekening` of that message.
    pub dagtekening: NaiveDate,
}

/// What the receiver says in an answer about the whole heen message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oordeel {
    /// Accepted; in a 325 single lines may still be rejected.
    Geaccepteerd,
    /// Rejected as a whole: counts as never sent (IV032, OP286).
    Afgewezen,
}

impl Oordeel {
    /// The word as it stands in every table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Geaccepteerd => "geaccepteerd",
            Self::Afgewezen => "afgewezen",
        }
    }
}

/// Fingerprint of everything a message says, blind to layout, prefixes and comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InhoudHash(pub [u8; 16]);

/// Fingerprint of what must be unique for a message (TR056).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identiteit(pub [u8; 16]);

impl Identiteit {
    fn new(parts: &[&str]) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        for part in parts {
            // Length first, so that no two lists of parts run together.
            context.update(&part.len().to_be_bytes());
            context.update(part.as_bytes());
        }
        let hash = context.finish();
        let mut bytes = [0; 16];
        for (target, source) in bytes.iter_mut().zip(hash.as_ref()) {
            *target = *source;
        }
        Self(bytes)
    }
}

/// The header of a message, with the identity that is its own.
///
/// In a retour (302, 306, 308) `Afzender` and `Ontvanger` are those of the heen message (IV028), while
/// `identificatie` and `dagtekening` are `IdentificatieRetour` and `DagtekeningRetour`. A 325 has a header of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bericht {
    /// Law, from the namespace.
    pub wet: Wet,
    /// Kind, from the namespace and `BerichtCode`.
    pub soort: Berichtsoort,
    /// Release, from the namespace, `BerichtVersie` and `BerichtSubversie`.
    pub release: Release,
    /// The municipality among sender and receiver.
    pub gemeente: Gemeentecode,
    /// The provider among sender and receiver.
    pub agb: AgbCode,
    /// Own `Identificatie` (of a retour: `IdentificatieRetour`).
    pub identificatie: Identificatie,
    /// Own `Dagtekening` (of a retour: `DagtekeningRetour`).
    pub dagtekening: NaiveDate,
    /// The heen message that this one answers; `None` for a heen message.
    pub betreft: Option<BerichtReferentie>,
    /// Verdict of an answer on its heen message; `None` for a heen message.
    pub oordeel: Option<Oordeel>,
    /// All answer codes anywhere in the message, distinct and sorted; empty for a heen message.
    pub retourcodes: Vec<Retourcode>,
    /// `XsdVersie`; `None` in release 2.x, and when a number in it is above 999.
    pub xsd_versie: Option<XsdVersie>,
    /// `XsdVersieRetour` of a retour, `XsdVersieDeclaratie` of a 325 (TR371); `None` as [`Bericht::xsd_versie`].
    pub betreft_xsd_versie: Option<XsdVersie>,
    /// Fingerprint of the content.
    pub inhoud: InhoudHash,
    /// Product records or lines of a heen message, refused ones included; lines sent back of a 325; `None` for a retour.
    pub aantal_regels: Option<u32>,
}

impl Bericht {
    /// `Afzender` as in the header.
    pub fn afzender(&self) -> Partij {
        if self.soort.afzender_is_gemeente() {
            Partij::Gemeente(self.gemeente)
        } else {
            Partij::Aanbieder(self.agb)
        }
    }

    /// `Ontvanger` as in the header.
    pub fn ontvanger(&self) -> Partij {
        if self.soort.afzender_is_gemeente() {
            Partij::Aanbieder(self.agb)
        } else {
            Partij::Gemeente(self.gemeente)
        }
    }

    /// What must be unique (TR056): law, kind, sender and identification.
    ///
    /// A retour adds the receiver and the message it answers: its header carries the heen message's sender, so
    /// two answers of different parties may share sender and identification without being the same message.
    pub fn identiteit(&self) -> Identiteit {
        let afzender = self.afzender().to_string();
        let ontvanger = self.ontvanger().to_string();
        let eigen = [self.wet.code(), self.soort.code(), &afzender, self.identificatie.as_str()];
        match (&self.betreft, self.soort) {
            (None, _) | (_, Berichtsoort::B325) => Identiteit::new(&eigen),
            (Some(heen), _) => {
                let [wet, soort, afzender, identificatie] = eigen;
                let heen = heen.identificatie.as_str();
                Identiteit::new(&[wet, soort, afzender, identificatie, &ontvanger, heen])
            }
        }
    }

    /// Identity of the heen message that this answer belongs to: equals its [`Bericht::identiteit`].
    ///
    /// # Source
    /// IV028 (retours repeat sender and identification), TR337 (325: sender and receiver swapped).
    pub fn betreft_identiteit(&self) -> Option<Identiteit> {
        let soort = self.soort.beantwoordt()?;
        let heen = self.betreft.as_ref()?;
        let afzender =
            if self.soort == Berichtsoort::B325 { self.ontvanger() } else { self.afzender() };
        Some(Identiteit::new(&[
            self.wet.code(),
            soort.code(),
            &afzender.to_string(),
            heen.identificatie.as_str(),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bericht(soort: Berichtsoort, identificatie: &str, heen: Option<&str>) -> Bericht {
        let dagtekening = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        Bericht {
            wet: Wet::Jw,
            soort,
            release: Release::R3_2,
            gemeente: "0384".parse().unwrap(),
            agb: "42420001".parse().unwrap(),
            identificatie: identificatie.parse().unwrap(),
            dagtekening,
            betreft: heen
                .map(|id| BerichtReferentie { identificatie: id.parse().unwrap(), dagtekening }),
            oordeel: None,
            retourcodes: Vec::new(),
            xsd_versie: None,
            betreft_xsd_versie: None,
            inhoud: InhoudHash([0; 16]),
            aantal_regels: None,
        }
    }

    #[test]
    fn an_answer_finds_its_heen_message() {
        for (heen, answer) in [
            (Berichtsoort::B301, Berichtsoort::B302),
            (Berichtsoort::B305, Berichtsoort::B306),
            (Berichtsoort::B307, Berichtsoort::B308),
            (Berichtsoort::B323, Berichtsoort::B325),
        ] {
            let heen = bericht(heen, "A1", None);
            let answer = bericht(answer, "R1", Some("A1"));
            assert_eq!(answer.betreft_identiteit(), Some(heen.identiteit()));
            assert_eq!(heen.betreft_identiteit(), None);
            assert_ne!(answer.identiteit(), heen.identiteit());
        }
    }

    #[test]
    fn two_retours_on_two_messages_may_share_a_number() {
        let one = bericht(Berichtsoort::B302, "R1", Some("A1"));
        let two = bericht(Berichtsoort::B302, "R1", Some("A2"));
        assert_ne!(one.identiteit(), two.identiteit());
        let a = bericht(Berichtsoort::B325, "R1", Some("A1"));
        let b = bericht(Berichtsoort::B325, "R1", Some("A2"));
        assert_eq!(a.identiteit(), b.identiteit());
    }
}
