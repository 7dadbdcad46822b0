//! 319: what the municipality says about a 315 or 317, other than an allocation.

use domain::Berichtsoort;

use super::retour::{Klasse, Retourbericht};
use super::xml::{Ns, Xml};
use super::{Kop, Veld};

/// A 319.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antwoordbericht {
    /// Header.
    pub kop: Kop,
    /// `ReferentieAanbieder` of the request.
    pub referentie: Veld,
    /// `VerzoekAntwoord` (WJ760): 1 rejected, 2 being looked into.
    pub antwoord: Veld,
    /// `RedenAfwijzingVerzoek` (WJ759).
    pub reden: Option<Veld>,
    /// `Woonplaatsbeginsel`: the municipality that has to pay, Jw only, with reason 8.
    pub gemeente: Option<Veld>,
}

impl Antwoordbericht {
    /// The request is being looked into.
    pub fn in_onderzoek(kop: Kop, referentie: impl Into<Veld>) -> Self {
        Self {
            kop,
            referentie: referentie.into(),
            antwoord: "2".into(),
            reden: None,
            gemeente: None,
        }
    }

    /// The request is rejected.
    pub fn afgewezen(kop: Kop, referentie: impl Into<Veld>, reden: impl Into<Veld>) -> Self {
        Self {
            antwoord: "1".into(),
            reden: Some(reden.into()),
            ..Self::in_onderzoek(kop, referentie)
        }
    }

    /// Names the municipality that has to pay.
    #[must_use]
    pub fn woonplaatsbeginsel(mut self, gemeente: impl Into<Veld>) -> Self {
        self.gemeente = Some(gemeente.into());
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, Berichtsoort::B319);
        xml.sluit(Ns::Bericht, "Header");
        self.schrijf_antwoord(&mut xml, |_| &[]);
        xml.finish()
    }

    /// Writes `Antwoord`, with the codes of each class in a 320.
    pub(crate) fn schrijf_antwoord<'a>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'a [Veld]) {
        xml.open(Ns::Bericht, "Antwoord");
        xml.veld(Ns::Bericht, "ReferentieAanbieder", &self.referentie);
        xml.veld(Ns::Bericht, "VerzoekAntwoord", &self.antwoord);
        xml.optie(Ns::Bericht, "RedenAfwijzingVerzoek", self.reden.as_ref());
        if let Some(gemeente) = &self.gemeente {
            xml.open(Ns::Bericht, "Woonplaatsbeginsel");
            xml.veld(Ns::Bericht, "Gemeente", gemeente);
            xml.retourcodes(codes(Klasse::Overig));
            xml.sluit(Ns::Bericht, "Woonplaatsbeginsel");
        }
        xml.retourcodes(codes(Klasse::Regel(1)));
        xml.sluit(Ns::Bericht, "Antwoord");
    }

    /// The 320 on this message: accepted, until a code is added; `regelcode(1, ..)` is the code of `Antwoord`.
    pub fn retour(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'_> {
        Retourbericht::new(self.into(), identificatie.into(), dagtekening.into())
    }
}
