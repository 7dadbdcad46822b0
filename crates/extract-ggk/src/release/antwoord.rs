//! 319 (and 320): the elements since 3.0.

use crate::schema::Aantal::{Een, NulOfEen, NulOfEenJw};
use crate::schema::Inhoud::{Groep, Waarde};
use crate::schema::{Element, RETOURCODES};
use crate::veld::Slot;

pub(crate) const REFERENTIE: Slot = Slot::new(0, "ReferentieAanbieder");
pub(crate) const ANTWOORD: Slot = Slot::new(1, "VerzoekAntwoord");
pub(crate) const REDEN: Slot = Slot::new(2, "RedenAfwijzingVerzoek");
pub(crate) const WOONPLAATS: Slot = Slot::new(3, "Woonplaatsbeginsel/Gemeente");

/// `Antwoord` of 3.x.
pub(super) const V3: &[Element] = &[
    Element::bericht("ReferentieAanbieder", Een, Waarde(REFERENTIE)),
    Element::bericht("VerzoekAntwoord", Een, Waarde(ANTWOORD)),
    Element::bericht("RedenAfwijzingVerzoek", NulOfEen, Waarde(REDEN)),
    Element::bericht(
        "Woonplaatsbeginsel",
        NulOfEenJw,
        Groep(&[Element::bericht("Gemeente", Een, Waarde(WOONPLAATS)), RETOURCODES]),
    ),
    RETOURCODES,
];
