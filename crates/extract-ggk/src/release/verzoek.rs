//! 315 (and 316): the elements of each release.

use super::levering::STATUS_CLIENT;
use super::persoon::{BSN_VELD, COMMENTAAR, GEBOORTEDATUM_VELD, GESLACHT_VELD, v2, v3, v20};
use super::product::{AANBIEDER_VELD, BESCHIKKING, OMVANG, PRODUCT, PRODUCT_VERPLICHT};
use crate::schema::Aantal::{Een, NulOfEen, NulOfEenJw, Veel};
use crate::schema::Inhoud::{Groep, Klasse as Deel, Vorm as Vormt, Waarde};
use crate::schema::{Element, Klasse, RETOURCODES};
use crate::veld::Slot;
use crate::vorm::Vorm::{Agb, Code, Datum, Tekst};

// 2, 3, 9 to 11, 13 and 14 hold product, size, provider and decision.
pub(crate) const REFERENTIE: Slot = Slot::new(0, "ReferentieAanbieder");
pub(crate) const BESCHIKKING_INGANGSDATUM: Slot = Slot::new(1, "BeschikkingIngangsdatum");
pub(crate) const INGANGSDATUM: Slot = Slot::new(4, "ToewijzingIngangsdatum");
pub(crate) const EINDDATUM: Slot = Slot::new(5, "ToewijzingEinddatum");
pub(crate) const BUDGET: Slot = Slot::new(6, "Budget");
pub(crate) const VERWIJZER: Slot = Slot::new(7, "Verwijzer/Type");
pub(crate) const RAAMCONTRACT: Slot = Slot::new(8, "Raamcontract");

const REFERENTIE_VELD: Element = Element::bericht("ReferentieAanbieder", Een, Waarde(REFERENTIE));
const BESCHIKKING_VELD: Element =
    Element::bericht("BeschikkingNummer", NulOfEen, Waarde(BESCHIKKING));
const BESCHIKKING_INGANGSDATUM_VELD: Element =
    Element::bericht("BeschikkingIngangsdatum", NulOfEen, Waarde(BESCHIKKING_INGANGSDATUM));
const INGANGSDATUM_VELD: Element =
    Element::bericht("ToewijzingIngangsdatum", Een, Waarde(INGANGSDATUM));
const EINDDATUM_VELD: Element =
    Element::bericht("ToewijzingEinddatum", NulOfEen, Waarde(EINDDATUM));
const VERWIJZER_TYPE: Element = Element::basis("Type", Een, Waarde(VERWIJZER));
const VERWIJZER_NAAM: Element = Element::basis("Naam", NulOfEen, Vormt(Tekst(64)));
const VERWIJZER_V2: Element =
    Element::bericht("Verwijzer", Een, Groep(&[VERWIJZER_TYPE, VERWIJZER_NAAM]));
const RAAMCONTRACT_VELD: Element = Element::bericht("Raamcontract", NulOfEen, Waarde(RAAMCONTRACT));
const GEZAGSDRAGER: Element =
    Element::bericht("GezagsdragerBekend", NulOfEenJw, Vormt(Code(&["1", "2"])));

const AANGEVRAAGD_V3: &[Element] = &[
    REFERENTIE_VELD,
    BESCHIKKING_VELD,
    PRODUCT,
    BESCHIKKING_INGANGSDATUM_VELD,
    INGANGSDATUM_VELD,
    EINDDATUM_VELD,
    OMVANG,
    Element::bericht("Budget", NulOfEen, Waarde(BUDGET)),
    Element::bericht(
        "Verwijzer",
        Een,
        Groep(&[
            VERWIJZER_TYPE,
            VERWIJZER_NAAM,
            Element::basis("ZorgverlenerCode", NulOfEen, Vormt(Agb)),
        ]),
    ),
    RAAMCONTRACT_VELD,
    COMMENTAAR,
    RETOURCODES,
];

/// `Client` of 3.x.
pub(super) const V3: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v3::VERKORTE_NAAM,
    GEZAGSDRAGER,
    COMMENTAAR,
    Element::bericht(
        "AangevraagdeProducten",
        Een,
        Groep(&[Element::bericht(
            "AangevraagdProduct",
            Veel,
            Deel(Klasse::Record, AANGEVRAAGD_V3),
        )]),
    ),
    RETOURCODES,
];

/// `Producten` of 2.x: a `Product` has a `Product` inside.
macro_rules! producten {
    ($record:expr) => {
        Element::bericht(
            "Producten",
            Een,
            Groep(&[Element::bericht("Product", Veel, Deel(Klasse::Record, $record))]),
        )
    };
}

/// `Client` of 2.1 to 2.4.
pub(super) const V2: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v2::VERKORTE_NAAM,
    GEZAGSDRAGER,
    producten!(&[
        REFERENTIE_VELD,
        BESCHIKKING_VELD,
        PRODUCT_VERPLICHT,
        BESCHIKKING_INGANGSDATUM_VELD,
        INGANGSDATUM_VELD,
        EINDDATUM_VELD,
        AANBIEDER_VELD,
        OMVANG,
        VERWIJZER_V2,
        RAAMCONTRACT_VELD,
        RETOURCODES,
    ]),
    RETOURCODES,
];

/// `Client` of 2.0.
pub(super) const V20: &[Element] = &[
    BSN_VELD,
    v20::CLIENTNUMMER,
    v20::GEHEIME_CLIENT,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v20::NAAM,
    STATUS_CLIENT,
    COMMENTAAR,
    producten!(&[
        Element::bericht("Beschikkingnummer", NulOfEen, Waarde(BESCHIKKING)),
        PRODUCT_VERPLICHT,
        Element::bericht("Ingangsdatum", Een, Waarde(INGANGSDATUM)),
        Element::bericht("Einddatum", NulOfEen, Waarde(EINDDATUM)),
        Element::bericht("Begindatum", NulOfEen, Vormt(Datum)),
        AANBIEDER_VELD,
        OMVANG,
        STATUS_CLIENT,
        VERWIJZER_V2,
        RAAMCONTRACT_VELD,
        RETOURCODES,
    ]),
    RETOURCODES,
];
