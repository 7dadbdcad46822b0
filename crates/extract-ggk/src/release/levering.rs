//! 305 and 307 (306 and 308): the elements of each release.

use super::persoon::{BSN_VELD, GEBOORTEDATUM_VELD, GESLACHT_VELD, v2, v3, v20};
use super::product::{AANBIEDER_VELD, BESCHIKKING, OMVANG, PRODUCT, PRODUCT_VERPLICHT};
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Klasse as Deel, Vorm as Vormt, Waarde};
use crate::schema::{Element, Klasse, RETOURCODES};
use crate::veld::Slot;
use crate::vorm::Vorm::Code;

// 2, 3, 9 to 11, 13 and 14 hold product, size, provider and decision.
pub(crate) const NUMMER: Slot = Slot::new(0, "ToewijzingNummer");
pub(crate) const TOEWIJZING_INGANGSDATUM: Slot = Slot::new(1, "ToewijzingIngangsdatum");
pub(crate) const BEGINDATUM: Slot = Slot::new(4, "Begindatum");
pub(crate) const STATUS: Slot = Slot::new(5, "StatusAanlevering");
pub(crate) const REDEN: Slot = Slot::new(6, "RedenBeeindiging");
pub(crate) const EINDDATUM: Slot = Slot::new(7, "Einddatum");

const NUMMER_VELD: Element = Element::bericht("ToewijzingNummer", NulOfEen, Waarde(NUMMER));
const INGANGSDATUM_VELD: Element =
    Element::bericht("ToewijzingIngangsdatum", NulOfEen, Waarde(TOEWIJZING_INGANGSDATUM));
const BEGINDATUM_VELD: Element = Element::bericht("Begindatum", Een, Waarde(BEGINDATUM));
const STATUS_VELD: Element = Element::bericht("StatusAanlevering", Een, Waarde(STATUS));
const REDEN_VELD: Element = Element::bericht("RedenBeeindiging", Een, Waarde(REDEN));
const EINDDATUM_VELD: Element = Element::bericht("Einddatum", Een, Waarde(EINDDATUM));
const BESCHIKKING_V2: Element =
    Element::bericht("BeschikkingNummer", NulOfEen, Waarde(BESCHIKKING));
const BESCHIKKING_V20: Element = Element::bericht("Beschikkingnummer", Een, Waarde(BESCHIKKING));
const INGANGSDATUM_V20: Element =
    Element::bericht("Ingangsdatum", NulOfEen, Waarde(TOEWIJZING_INGANGSDATUM));
/// 2.x: says nothing that the records do not say themselves (9: the person is unchanged).
pub(super) const STATUS_CLIENT: Element =
    Element::bericht("StatusAanlevering", Een, Vormt(Code(&["1", "2", "3", "9"])));

/// `StartProducten` or `StopProducten` around records of these elements.
macro_rules! producten {
    ($container:literal, $naam:literal, $record:expr) => {
        Element::bericht(
            $container,
            Een,
            Groep(&[Element::bericht($naam, Veel, Deel(Klasse::Record, $record))]),
        )
    };
}

/// 305 `Client` of 3.x.
pub(super) const START_V3: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v3::VERKORTE_NAAM,
    producten!(
        "StartProducten",
        "StartProduct",
        &[NUMMER_VELD, PRODUCT, INGANGSDATUM_VELD, BEGINDATUM_VELD, STATUS_VELD, RETOURCODES]
    ),
    RETOURCODES,
];

/// 305 `Client` of 2.1 to 2.4.
pub(super) const START_V2: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v2::VERKORTE_NAAM,
    STATUS_CLIENT,
    producten!(
        "StartProducten",
        "StartProduct",
        &[
            BESCHIKKING_V2,
            NUMMER_VELD,
            PRODUCT_VERPLICHT,
            INGANGSDATUM_VELD,
            BEGINDATUM_VELD,
            AANBIEDER_VELD,
            OMVANG,
            STATUS_VELD,
            RETOURCODES,
        ]
    ),
    RETOURCODES,
];

/// 305 `Client` of 2.0.
pub(super) const START_V20: &[Element] = &[
    BSN_VELD,
    v20::CLIENTNUMMER,
    v20::GEHEIME_CLIENT,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v20::NAAM,
    STATUS_CLIENT,
    producten!(
        "StartProducten",
        "StartProduct",
        &[
            BESCHIKKING_V20,
            PRODUCT_VERPLICHT,
            INGANGSDATUM_V20,
            BEGINDATUM_VELD,
            AANBIEDER_VELD,
            OMVANG,
            STATUS_VELD,
            RETOURCODES,
        ]
    ),
    RETOURCODES,
];

/// 307 `Client` of 3.x.
pub(super) const STOP_V3: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v3::VERKORTE_NAAM,
    producten!(
        "StopProducten",
        "StopProduct",
        &[
            NUMMER_VELD,
            PRODUCT,
            INGANGSDATUM_VELD,
            BEGINDATUM_VELD,
            REDEN_VELD,
            EINDDATUM_VELD,
            STATUS_VELD,
            RETOURCODES,
        ]
    ),
    RETOURCODES,
];

/// 307 `Client` of 2.1 to 2.4.
pub(super) const STOP_V2: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v2::VERKORTE_NAAM,
    STATUS_CLIENT,
    producten!(
        "StopProducten",
        "StopProduct",
        &[
            BESCHIKKING_V2,
            NUMMER_VELD,
            PRODUCT_VERPLICHT,
            INGANGSDATUM_VELD,
            BEGINDATUM_VELD,
            AANBIEDER_VELD,
            REDEN_VELD,
            EINDDATUM_VELD,
            STATUS_VELD,
            RETOURCODES,
        ]
    ),
    RETOURCODES,
];

/// 307 `Client` of 2.0.
pub(super) const STOP_V20: &[Element] = &[
    BSN_VELD,
    v20::CLIENTNUMMER,
    v20::GEHEIME_CLIENT,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v20::NAAM,
    STATUS_CLIENT,
    producten!(
        "StopProducten",
        "StopProduct",
        &[
            BESCHIKKING_V20,
            PRODUCT_VERPLICHT,
            INGANGSDATUM_V20,
            BEGINDATUM_VELD,
            AANBIEDER_VELD,
            REDEN_VELD,
            EINDDATUM_VELD,
            STATUS_VELD,
            RETOURCODES,
        ]
    ),
    RETOURCODES,
];
