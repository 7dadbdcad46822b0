//! The code lists of requests and their answers (315, 317, 319).

use core::fmt;

use super::CodeFout;
use crate::{Generatie, Release, WaardeFout};

codelijst! {
    /// COD327: who referred.
    Verwijzer {
        /// Municipality.
        Gemeente = "01",
        /// General practitioner.
        Huisarts = "02",
        /// Youth doctor.
        Jeugdarts = "03",
        /// Certified institution.
        GecertificeerdeInstelling = "04",
        /// Medical specialist.
        MedischSpecialist = "05",
        /// Nobody.
        Zelf = "06",
        /// Unknown; until 2.4.
        Onbekend = "07",
        /// Court, child protection board or public prosecutor.
        Rechter = "08",
    }
}

impl Verwijzer {
    /// Reads a kind of referrer of `release`: 07 went with 3.0.
    ///
    /// # Errors
    /// `Code` when it is not in the list of that release.
    pub fn parse(release: Release, text: &str) -> Result<Self, CodeFout> {
        match text.parse()? {
            Self::Onbekend if release.generatie() == Generatie::V3 => Err(WaardeFout::Code),
            verwijzer => Ok(verwijzer),
        }
    }
}

codelijst! {
    /// WJ758: why a 317 asks for a change.
    RedenVerzoek {
        /// The situation of the person changed.
        Clientsituatie = "1",
        /// The plan changed.
        Zorgplan = "2",
    }
}

codelijst! {
    /// WJ760: what a 319 answers.
    VerzoekAntwoord {
        /// The request is refused.
        Afgewezen = "1",
        /// The request is being looked into.
        InOnderzoek = "2",
    }
}

codelijst! {
    /// WJ759: why a 319 refuses.
    RedenAfwijzingVerzoek {
        /// A new request, not a change.
        NieuweAanvraag = "1",
        /// Does not fit the budget.
        Budget = "2",
        /// No contract.
        GeenContract = "3",
        /// Does not fit the contract.
        BuitenContract = "4",
        /// Another municipality.
        AndereGemeente = "5",
        /// On top of other care.
        Stapeling = "6",
        /// On the content.
        Inhoud = "7",
        /// By the woonplaatsbeginsel (Jw).
        Woonplaatsbeginsel = "8",
        /// The age limit is reached.
        Leeftijd = "9",
    }
}
