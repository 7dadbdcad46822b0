//! 323 and 325 of 3.x: their elements.

use super::persoon::BSN_VELD;
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Klasse as Deel, Waarde};
use crate::schema::{Element, Klasse, RETOURCODES};
use crate::veld::Slot;

pub(crate) const REFERENTIENUMMER: Slot = Slot::new(0, "ProductReferentie/ReferentieNummer");
pub(crate) const VORIG: Slot = Slot::new(1, "ProductReferentie/VorigReferentieNummer");
pub(crate) const NUMMER: Slot = Slot::new(2, "ToewijzingNummer");
pub(crate) const CATEGORIE: Slot = Slot::new(3, "ProductCategorie");
pub(crate) const CODE: Slot = Slot::new(4, "ProductCode");
pub(crate) const BEGIN: Slot = Slot::new(5, "ProductPeriode/Begindatum");
pub(crate) const EIND: Slot = Slot::new(6, "ProductPeriode/Einddatum");
pub(crate) const VOLUME: Slot = Slot::new(7, "GeleverdVolume");
pub(crate) const EENHEID: Slot = Slot::new(8, "Eenheid");
pub(crate) const TARIEF: Slot = Slot::new(9, "ProductTarief");
pub(crate) const BEDRAG: Slot = Slot::new(10, "IngediendBedrag/Bedrag");
pub(crate) const TEKEN: Slot = Slot::new(11, "IngediendBedrag/DebetCredit");

/// `Prestatie` of a 323 and a 325.
const PRESTATIE: &[Element] = &[
    Element::bericht(
        "ProductReferentie",
        Een,
        Groep(&[
            Element::basis("ReferentieNummer", Een, Waarde(REFERENTIENUMMER)),
            Element::basis("VorigReferentieNummer", NulOfEen, Waarde(VORIG)),
        ]),
    ),
    Element::bericht("ToewijzingNummer", Een, Waarde(NUMMER)),
    Element::bericht("ProductCategorie", Een, Waarde(CATEGORIE)),
    Element::bericht("ProductCode", Een, Waarde(CODE)),
    Element::bericht(
        "ProductPeriode",
        Een,
        Groep(&[
            Element::basis("Begindatum", Een, Waarde(BEGIN)),
            Element::basis("Einddatum", Een, Waarde(EIND)),
        ]),
    ),
    Element::bericht("GeleverdVolume", Een, Waarde(VOLUME)),
    Element::bericht("Eenheid", Een, Waarde(EENHEID)),
    Element::bericht("ProductTarief", NulOfEen, Waarde(TARIEF)),
    Element::bericht(
        "IngediendBedrag",
        Een,
        Groep(&[
            Element::basis("Bedrag", Een, Waarde(BEDRAG)),
            Element::basis("DebetCredit", Een, Waarde(TEKEN)),
        ]),
    ),
    RETOURCODES,
];

/// `Client` of a 323 and a 325.
const CLIENT: &[Element] = &[
    BSN_VELD,
    Element::bericht(
        "Prestaties",
        Een,
        Groep(&[Element::bericht("Prestatie", Veel, Deel(Klasse::Record, PRESTATIE))]),
    ),
    RETOURCODES,
];
const CLIENT_VELD: Element = Element::bericht("Client", Veel, Deel(Klasse::Client, CLIENT));

const DECLARATIENUMMER_VELD: Element =
    Element::bericht("DeclaratieNummer", Een, Waarde(DECLARATIENUMMER));
pub(crate) const DECLARATIENUMMER: Slot = Slot::new(0, "DeclaratieNummer");
pub(crate) const PERIODE_BEGIN: Slot = Slot::new(1, "DeclaratiePeriode/Begindatum");
pub(crate) const PERIODE_EIND: Slot = Slot::new(2, "DeclaratiePeriode/Einddatum");
pub(crate) const DAGTEKENING: Slot = Slot::new(3, "DeclaratieDagtekening");
pub(crate) const TOTAAL: Slot = Slot::new(4, "TotaalIngediendBedrag/TotaalBedrag");
pub(crate) const TOTAAL_TEKEN: Slot = Slot::new(5, "TotaalIngediendBedrag/DebetCredit");
pub(crate) const TOEGEKEND: Slot = Slot::new(6, "TotaalToegekendBedrag/TotaalBedrag");
pub(crate) const TOEGEKEND_TEKEN: Slot = Slot::new(7, "TotaalToegekendBedrag/DebetCredit");

const INGEDIEND_VELD: Element = Element::bericht(
    "TotaalIngediendBedrag",
    Een,
    Groep(&[
        Element::basis("TotaalBedrag", Een, Waarde(TOTAAL)),
        Element::basis("DebetCredit", Een, Waarde(TOTAAL_TEKEN)),
    ]),
);

/// 323 `Declaratie`.
pub(super) const DECLARATIE: &[Element] = &[
    DECLARATIENUMMER_VELD,
    Element::bericht(
        "DeclaratiePeriode",
        Een,
        Groep(&[
            Element::basis("Begindatum", Een, Waarde(PERIODE_BEGIN)),
            Element::basis("Einddatum", Een, Waarde(PERIODE_EIND)),
        ]),
    ),
    Element::bericht("DeclaratieDagtekening", Een, Waarde(DAGTEKENING)),
    INGEDIEND_VELD,
    Element::bericht("Clienten", Een, Groep(&[CLIENT_VELD])),
];

/// 325 `DeclaratieAntwoord`.
pub(super) const ANTWOORD: &[Element] = &[
    DECLARATIENUMMER_VELD,
    INGEDIEND_VELD,
    Element::bericht(
        "TotaalToegekendBedrag",
        Een,
        Groep(&[
            Element::basis("TotaalBedrag", Een, Waarde(TOEGEKEND)),
            Element::basis("DebetCredit", Een, Waarde(TOEGEKEND_TEKEN)),
        ]),
    ),
    Element::bericht("Clienten", NulOfEen, Groep(&[CLIENT_VELD])),
    RETOURCODES,
];
