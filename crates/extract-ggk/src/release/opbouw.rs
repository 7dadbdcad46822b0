//! What stands behind the header of each kind of message, in each release.

use domain::Berichtsoort;

use super::{antwoord, declaratie, levering, toewijzing, verzoek, wijziging};
use crate::schema::Aantal::{Een, Veel};
use crate::schema::Inhoud::{Groep, Klasse as Deel};
use crate::schema::{Element, Klasse};

/// A kind of message in a release. Its retour has the same elements, with codes.
#[derive(Debug)]
pub(crate) struct Opbouw {
    pub(crate) soort: Berichtsoort,
    /// What stands behind the header.
    pub(crate) inhoud: Element,
    /// Path of a person, or of what stands in its place.
    pub(crate) pad_client: &'static str,
    /// Path of a record.
    pub(crate) pad_record: &'static str,
}

/// One person, directly in the root.
const fn een_client(
    soort: Berichtsoort,
    client: &'static [Element],
    pad_record: &'static str,
) -> Opbouw {
    Opbouw {
        soort,
        inhoud: Element::bericht("Client", Een, Deel(Klasse::Client, client)),
        pad_client: "Bericht/Client",
        pad_record,
    }
}

/// Several persons.
macro_rules! clienten {
    ($soort:ident, $client:expr, $pad_record:literal) => {
        Opbouw {
            soort: Berichtsoort::$soort,
            inhoud: Element::bericht(
                "Clienten",
                Een,
                Groep(&[Element::bericht("Client", Veel, Deel(Klasse::Client, $client))]),
            ),
            pad_client: "Bericht/Clienten/Client",
            pad_record: concat!("Bericht/Clienten/Client/", $pad_record),
        }
    };
}

/// 3.x: one person a message.
pub(super) const V3: &[Opbouw] = &[
    een_client(
        Berichtsoort::B301,
        toewijzing::V3,
        "Bericht/Client/ToegewezenProducten/ToegewezenProduct",
    ),
    een_client(
        Berichtsoort::B305,
        levering::START_V3,
        "Bericht/Client/StartProducten/StartProduct",
    ),
    een_client(Berichtsoort::B307, levering::STOP_V3, "Bericht/Client/StopProducten/StopProduct"),
    een_client(
        Berichtsoort::B315,
        verzoek::V3,
        "Bericht/Client/AangevraagdeProducten/AangevraagdProduct",
    ),
    een_client(Berichtsoort::B317, wijziging::V3, "Bericht/Client/Verzoek"),
    Opbouw {
        soort: Berichtsoort::B319,
        inhoud: Element::bericht("Antwoord", Een, Deel(Klasse::Record, antwoord::V3)),
        pad_client: "Bericht/Antwoord",
        pad_record: "Bericht/Antwoord",
    },
    Opbouw {
        soort: Berichtsoort::B323,
        inhoud: Element::bericht("Declaratie", Een, Groep(declaratie::DECLARATIE)),
        pad_client: "Bericht/Declaratie/Clienten/Client",
        pad_record: "Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie",
    },
    Opbouw {
        soort: Berichtsoort::B325,
        inhoud: Element::bericht("DeclaratieAntwoord", Een, Groep(declaratie::ANTWOORD)),
        pad_client: "Bericht/DeclaratieAntwoord/Clienten/Client",
        pad_record: "Bericht/DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie",
    },
];

/// 2.1 to 2.4: several persons, and a decision around the allocations.
pub(super) const V2: &[Opbouw] = &[
    clienten!(B301, toewijzing::V2, "Beschikking/ToegewezenProducten/ToegewezenProduct"),
    clienten!(B305, levering::START_V2, "StartProducten/StartProduct"),
    clienten!(B307, levering::STOP_V2, "StopProducten/StopProduct"),
    clienten!(B315, verzoek::V2, "Producten/Product"),
];

/// 2.0: as 2.1, with names of its own.
pub(super) const V20: &[Opbouw] = &[
    clienten!(B301, toewijzing::V20, "Beschikking/ToegewezenProducten/ToegewezenProduct"),
    clienten!(B305, levering::START_V20, "StartProducten/StartProduct"),
    clienten!(B307, levering::STOP_V20, "StopProducten/StopProduct"),
    clienten!(B315, verzoek::V20, "Producten/Product"),
];
