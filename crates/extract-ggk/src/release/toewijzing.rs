//! 301 (and 302): the elements of each release.

use super::persoon::{
    BSN_VELD, COMMENTAAR, COMMENTAAR_V2, COMMUNICATIE, GEBOORTEDATUM_VELD, GESLACHT_VELD,
    JURIDISCHE_STATUS, WETTELIJKE_VERTEGENWOORDIGING, v2, v3, v20,
};
use super::product::{AANBIEDER_VELD, OMVANG, PRODUCT, PRODUCT_VERPLICHT};
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Klasse as Deel, Vorm as Vormt, Waarde};
use crate::schema::{Element, Klasse, RETOURCODES};
use crate::veld::Slot;
use crate::vorm::Vorm::Code;

// 2, 3, 9 to 11 and 13 hold product, size and provider.
pub(crate) const NUMMER: Slot = Slot::new(0, "ToewijzingNummer");
pub(crate) const REFERENTIE: Slot = Slot::new(1, "ReferentieAanbieder");
pub(crate) const TOEWIJZINGSDATUM: Slot = Slot::new(4, "Toewijzingsdatum");
pub(crate) const TOEWIJZINGSTIJD: Slot = Slot::new(5, "Toewijzingstijd");
pub(crate) const INGANGSDATUM: Slot = Slot::new(6, "Ingangsdatum");
pub(crate) const EINDDATUM: Slot = Slot::new(7, "Einddatum");
pub(crate) const REDEN: Slot = Slot::new(8, "RedenWijziging");
pub(crate) const BUDGET: Slot = Slot::new(12, "Budget");
/// 2.0.
pub(crate) const GEMEENTECODE: Slot = Slot::new(15, "Gemeentecode");

const TOEWIJZINGSDATUM_VELD: Element =
    Element::bericht("Toewijzingsdatum", Een, Waarde(TOEWIJZINGSDATUM));
const TOEWIJZINGSTIJD_VELD: Element =
    Element::bericht("Toewijzingstijd", Een, Waarde(TOEWIJZINGSTIJD));
const INGANGSDATUM_VELD: Element = Element::bericht("Ingangsdatum", Een, Waarde(INGANGSDATUM));
const EINDDATUM_VELD: Element = Element::bericht("Einddatum", NulOfEen, Waarde(EINDDATUM));
const REFERENTIE_VELD: Element =
    Element::bericht("ReferentieAanbieder", NulOfEen, Waarde(REFERENTIE));

/// `ToegewezenProducten` around records of these elements.
macro_rules! toegewezen {
    ($record:expr) => {
        Element::bericht(
            "ToegewezenProducten",
            Een,
            Groep(&[Element::bericht("ToegewezenProduct", Veel, Deel(Klasse::Record, $record))]),
        )
    };
}

/// `Client` of 3.x.
pub(super) const V3: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v3::VOLLEDIGE_NAAM,
    COMMUNICATIE,
    JURIDISCHE_STATUS,
    WETTELIJKE_VERTEGENWOORDIGING,
    COMMENTAAR,
    v3::RELATIES,
    v3::CONTACTGEGEVENS,
    toegewezen!(&[
        Element::bericht("ToewijzingNummer", Een, Waarde(NUMMER)),
        REFERENTIE_VELD,
        PRODUCT,
        TOEWIJZINGSDATUM_VELD,
        TOEWIJZINGSTIJD_VELD,
        INGANGSDATUM_VELD,
        EINDDATUM_VELD,
        Element::bericht("RedenWijziging", NulOfEen, Waarde(REDEN)),
        OMVANG,
        Element::bericht("Budget", NulOfEen, Waarde(BUDGET)),
        COMMENTAAR,
        RETOURCODES,
    ]),
    RETOURCODES,
];

/// `Beschikking` of 2.x.
pub(crate) mod beschikking {
    use super::{
        COMMENTAAR, COMMENTAAR_V2, Code, Deel, Een, Element, Groep, Klasse, NulOfEen, OMVANG,
        PRODUCT_VERPLICHT, RETOURCODES, Slot, Veel, Vormt, Waarde,
    };

    pub(crate) const NUMMER: Slot = Slot::new(0, "BeschikkingNummer");
    pub(crate) const AFGIFTEDATUM: Slot = Slot::new(1, "Afgiftedatum");
    pub(crate) const INGANGSDATUM: Slot = Slot::new(2, "Ingangsdatum");
    pub(crate) const EINDDATUM: Slot = Slot::new(3, "Einddatum");

    const GRONDSLAG: &[&str] = &["01", "02", "03", "04", "05", "06", "07"];
    pub(super) const GRONDSLAGEN: Element = Element::bericht(
        "Grondslagen",
        NulOfEen,
        Groep(&[
            Element::basis("Grondslag01", Een, Vormt(Code(GRONDSLAG))),
            Element::basis("Grondslag02", NulOfEen, Vormt(Code(GRONDSLAG))),
        ]),
    );
    pub(super) const AFGIFTEDATUM_VELD: Element =
        Element::bericht("Afgiftedatum", Een, Waarde(AFGIFTEDATUM));
    pub(super) const INGANGSDATUM_VELD: Element =
        Element::bericht("Ingangsdatum", Een, Waarde(INGANGSDATUM));
    pub(super) const EINDDATUM_VELD: Element =
        Element::bericht("Einddatum", NulOfEen, Waarde(EINDDATUM));

    /// The questions of each category of limitation, by its first two digits.
    #[rustfmt::skip]
    const VRAAG: &[&str] = &[
        "0101", "0102", "0103", "0104", "0105", "0106", "0107", "0108", "0109", "0110", "0111",
        "0112", "0113", "0114", "0201", "0202", "0203", "0204", "0205", "0206", "0207", "0208",
        "0209", "0210", "0211", "0212", "0213", "0214", "0301", "0302", "0303", "0304", "0305",
        "0306", "0307", "0308", "0309", "0401", "0402", "0403", "0404", "0405", "0406", "0407",
        "0408", "0409", "0410", "0411", "0501", "0502", "0503", "0504", "0505", "0506", "0601",
        "0602", "0603", "0604", "0605", "0606", "0607", "0608", "0609", "0610", "0611",
    ];
    /// `Beperkingen` with comments of this form.
    macro_rules! beperkingen {
        ($commentaar:expr) => {{
            const SCORE: &[Element] = &[
                Element::bericht("Vraag", Een, Vormt(Code(VRAAG))),
                Element::bericht("Score", Een, Vormt(Code(&["0", "1", "2", "3", "9"]))),
                $commentaar,
                RETOURCODES,
            ];
            const BEPERKING: &[Element] = &[
                Element::bericht("Beperking", Een, Vormt(Code(&["1", "2", "3", "4", "5", "6"]))),
                Element::bericht("Duur", NulOfEen, Vormt(Code(&["1", "2", "3", "4"]))),
                $commentaar,
                Element::bericht(
                    "BeperkingScores",
                    NulOfEen,
                    Groep(&[Element::bericht("BeperkingScore", Veel, Groep(SCORE))]),
                ),
                RETOURCODES,
            ];
            Element::bericht(
                "Beperkingen",
                NulOfEen,
                Groep(&[Element::bericht("Beperking", Veel, Groep(BEPERKING))]),
            )
        }};
    }
    pub(super) const BEPERKINGEN_V2: Element = beperkingen!(COMMENTAAR_V2);
    pub(super) const BEPERKINGEN_V20: Element = beperkingen!(COMMENTAAR);

    /// `BeschiktProducten` with comments of this form.
    macro_rules! beschikte_producten {
        ($commentaar:expr) => {{
            const BESCHIKT: &[Element] = &[
                PRODUCT_VERPLICHT,
                super::INGANGSDATUM_VELD,
                super::EINDDATUM_VELD,
                OMVANG,
                $commentaar,
                RETOURCODES,
            ];
            Element::bericht(
                "BeschiktProducten",
                Een,
                Groep(&[Element::bericht(
                    "BeschiktProduct",
                    Veel,
                    Deel(Klasse::BeschiktProduct, BESCHIKT),
                )]),
            )
        }};
    }
    pub(super) const BESCHIKTE_PRODUCTEN_V2: Element = beschikte_producten!(COMMENTAAR_V2);
    pub(super) const BESCHIKTE_PRODUCTEN_V20: Element = beschikte_producten!(COMMENTAAR);
}

const BESCHIKKING_V2: &[Element] = &[
    Element::bericht("BeschikkingNummer", Een, Waarde(beschikking::NUMMER)),
    beschikking::GRONDSLAGEN,
    beschikking::AFGIFTEDATUM_VELD,
    beschikking::INGANGSDATUM_VELD,
    beschikking::EINDDATUM_VELD,
    COMMENTAAR_V2,
    beschikking::BEPERKINGEN_V2,
    beschikking::BESCHIKTE_PRODUCTEN_V2,
    toegewezen!(&[
        Element::bericht("ToewijzingNummer", NulOfEen, Waarde(NUMMER)),
        REFERENTIE_VELD,
        PRODUCT_VERPLICHT,
        AANBIEDER_VELD,
        TOEWIJZINGSDATUM_VELD,
        TOEWIJZINGSTIJD_VELD,
        INGANGSDATUM_VELD,
        EINDDATUM_VELD,
        Element::bericht("RedenWijziging", NulOfEen, Waarde(REDEN)),
        OMVANG,
        RETOURCODES,
    ]),
    RETOURCODES,
];

/// `Client` of 2.1 to 2.4.
pub(super) const V2: &[Element] = &[
    BSN_VELD,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v2::VOLLEDIGE_NAAM,
    COMMUNICATIE,
    JURIDISCHE_STATUS,
    WETTELIJKE_VERTEGENWOORDIGING,
    COMMENTAAR_V2,
    v2::RELATIES,
    v2::CONTACTGEGEVENS,
    Element::bericht("Beschikking", Een, Deel(Klasse::Beschikking, BESCHIKKING_V2)),
    RETOURCODES,
];

const BESCHIKKING_V20: &[Element] = &[
    Element::bericht("Beschikkingnummer", Een, Waarde(beschikking::NUMMER)),
    beschikking::GRONDSLAGEN,
    beschikking::AFGIFTEDATUM_VELD,
    beschikking::INGANGSDATUM_VELD,
    beschikking::EINDDATUM_VELD,
    COMMENTAAR,
    beschikking::BEPERKINGEN_V20,
    beschikking::BESCHIKTE_PRODUCTEN_V20,
    toegewezen!(&[
        PRODUCT_VERPLICHT,
        AANBIEDER_VELD,
        Element::bericht("Gemeentecode", NulOfEen, Waarde(GEMEENTECODE)),
        TOEWIJZINGSDATUM_VELD,
        TOEWIJZINGSTIJD_VELD,
        INGANGSDATUM_VELD,
        EINDDATUM_VELD,
        Element::bericht("RedenIntrekking", NulOfEen, Waarde(REDEN)),
        OMVANG,
        RETOURCODES,
    ]),
    RETOURCODES,
];

/// `Client` of 2.0.
pub(super) const V20: &[Element] = &[
    BSN_VELD,
    v20::GEHEIME_CLIENT,
    v20::CLIENTNUMMER,
    GEBOORTEDATUM_VELD,
    GESLACHT_VELD,
    v20::NAAM,
    COMMUNICATIE,
    JURIDISCHE_STATUS,
    WETTELIJKE_VERTEGENWOORDIGING,
    v20::LEEFEENHEID,
    COMMENTAAR,
    v20::RELATIES,
    v20::ADRESSEN,
    Element::bericht("Beschikking", Een, Deel(Klasse::Beschikking, BESCHIKKING_V20)),
    RETOURCODES,
];
