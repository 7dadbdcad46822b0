//! 317 (and 318): the elements since 3.0.

use domain::record::Onderdeel::{Nieuw, Ongewijzigd, TeWijzigen};

use super::persoon::BSN_VELD;
use super::product::{OMVANG, PRODUCT};
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Klasse as Deel, Waarde};
use crate::schema::{Element, Klasse, RETOURCODES};
use crate::veld::Slot;

pub(crate) const REFERENTIE: Slot = Slot::new(0, "ReferentieAanbieder");
pub(crate) const REDEN: Slot = Slot::new(1, "RedenVerzoek");

// 2, 3 and 9 to 11 hold product and size.
pub(crate) const NUMMER: Slot = Slot::new(0, "ToewijzingNummer");
pub(crate) const INGANGSDATUM: Slot = Slot::new(4, "GewensteIngangsdatum");
pub(crate) const EINDDATUM: Slot = Slot::new(5, "Einddatum");
pub(crate) const BUDGET: Slot = Slot::new(6, "Budget");

const NUMMER_VELD: Element = Element::bericht("ToewijzingNummer", Een, Waarde(NUMMER));
const INGANGSDATUM_VELD: Element =
    Element::bericht("GewensteIngangsdatum", Een, Waarde(INGANGSDATUM));
const EINDDATUM_VELD: Element = Element::bericht("Einddatum", NulOfEen, Waarde(EINDDATUM));
const BUDGET_VELD: Element = Element::bericht("Budget", NulOfEen, Waarde(BUDGET));

/// Products of one kind in their container.
macro_rules! producten {
    ($container:literal, $naam:literal, $onderdeel:expr, $elementen:expr) => {
        Element::bericht(
            $container,
            NulOfEen,
            Groep(&[Element::bericht($naam, Veel, Deel(Klasse::Product($onderdeel), $elementen))]),
        )
    };
}

const VERZOEK: &[Element] = &[
    Element::bericht("ReferentieAanbieder", Een, Waarde(REFERENTIE)),
    Element::bericht("RedenVerzoek", Een, Waarde(REDEN)),
    producten!(
        "OngewijzigdeProducten",
        "OngewijzigdProduct",
        Ongewijzigd,
        &[NUMMER_VELD, RETOURCODES]
    ),
    producten!(
        "TeWijzigenProducten",
        "TeWijzigenProduct",
        TeWijzigen,
        &[NUMMER_VELD, INGANGSDATUM_VELD, EINDDATUM_VELD, OMVANG, BUDGET_VELD, RETOURCODES]
    ),
    producten!(
        "NieuweProducten",
        "NieuwProduct",
        Nieuw,
        &[PRODUCT, INGANGSDATUM_VELD, EINDDATUM_VELD, OMVANG, BUDGET_VELD, RETOURCODES]
    ),
    RETOURCODES,
];

/// `Client` of 3.x: a person of whom only the `Bsn` is given.
pub(super) const V3: &[Element] =
    &[BSN_VELD, Element::bericht("Verzoek", Een, Deel(Klasse::Record, VERZOEK)), RETOURCODES];
