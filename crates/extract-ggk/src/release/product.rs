//! `Product` and `Omvang`, in slots that they share in every record.

use crate::schema::Aantal::{Een, NulOfEen};
use crate::schema::Element;
use crate::schema::Inhoud::{Groep, Waarde};
use crate::veld::Slot;

pub(crate) const CATEGORIE: Slot = Slot::new(2, "Product/Categorie");
pub(crate) const CODE: Slot = Slot::new(3, "Product/Code");
pub(crate) const VOLUME: Slot = Slot::new(9, "Omvang/Volume");
pub(crate) const EENHEID: Slot = Slot::new(10, "Omvang/Eenheid");
pub(crate) const FREQUENTIE: Slot = Slot::new(11, "Omvang/Frequentie");
/// 2.x: the provider of a record.
pub(crate) const AANBIEDER: Slot = Slot::new(13, "Aanbieder");
/// 2.x, and 315.
pub(crate) const BESCHIKKING: Slot = Slot::new(14, "BeschikkingNummer");

const DELEN: &[Element] = &[
    Element::basis("Categorie", Een, Waarde(CATEGORIE)),
    Element::basis("Code", NulOfEen, Waarde(CODE)),
];

/// 3.x.
pub(crate) const PRODUCT: Element = Element::bericht("Product", NulOfEen, Groep(DELEN));
/// 2.x: generiek does not exist.
pub(super) const PRODUCT_VERPLICHT: Element = Element::bericht("Product", Een, Groep(DELEN));

pub(crate) const OMVANG: Element = Element::bericht(
    "Omvang",
    NulOfEen,
    Groep(&[
        Element::basis("Volume", Een, Waarde(VOLUME)),
        Element::basis("Eenheid", Een, Waarde(EENHEID)),
        Element::basis("Frequentie", Een, Waarde(FREQUENTIE)),
    ]),
);

pub(super) const AANBIEDER_VELD: Element = Element::bericht("Aanbieder", Een, Waarde(AANBIEDER));
