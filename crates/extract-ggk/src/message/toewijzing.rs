//! 301: allocations.

use chrono::NaiveDate;
use domain::record::{Inhoud, Toewijzing};
use domain::{
    Clientsleutel, Eurocent, Omvang, Periode, Product, Productcategorie, RedenWijziging,
    Toewijzingnummer, WaardeFout, Wet, parse_tijd,
};

use super::registratie::{NOG_ONBEKEND, Registratie};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::persoon::{
    BSN_VELD, COMMENTAAR, COMMUNICATIE, CONTACTGEGEVENS, GEBOORTEDATUM_VELD, GESLACHT_VELD,
    JURIDISCHE_STATUS, RELATIES, VOLLEDIGE_NAAM, WETTELIJKE_VERTEGENWOORDIGING,
};
use crate::release::Dialect;
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Regel, Waarde};
use crate::schema::{Element, RETOURCODES};
use crate::veld::{Slot, Soort, Velden};

const NUMMER: Slot = Slot::new(0, "ToewijzingNummer");
const REFERENTIE: Slot = Slot::new(1, "ReferentieAanbieder");
const CATEGORIE: Slot = Slot::new(2, "Product/Categorie");
const CODE: Slot = Slot::new(3, "Product/Code");
const TOEWIJZINGSDATUM: Slot = Slot::new(4, "Toewijzingsdatum");
const TOEWIJZINGSTIJD: Slot = Slot::new(5, "Toewijzingstijd");
const INGANGSDATUM: Slot = Slot::new(6, "Ingangsdatum");
const EINDDATUM: Slot = Slot::new(7, "Einddatum");
const REDEN: Slot = Slot::new(8, "RedenWijziging");
const VOLUME: Slot = Slot::new(9, "Omvang/Volume");
const EENHEID: Slot = Slot::new(10, "Omvang/Eenheid");
const FREQUENTIE: Slot = Slot::new(11, "Omvang/Frequentie");
const BUDGET: Slot = Slot::new(12, "Budget");

/// `Product` in 301, 305 and 307, its values in slots 2 and 3.
pub(super) const PRODUCT: Element = Element::bericht(
    "Product",
    NulOfEen,
    Groep(&[
        Element::basis("Categorie", Een, Waarde(CATEGORIE)),
        Element::basis("Code", NulOfEen, Waarde(CODE)),
    ]),
);

/// The `Product` of a record that holds [`PRODUCT`].
pub(super) fn lees_product(velden: &Velden<'_>, wet: Wet) -> Result<Option<Product>, Fault> {
    let parse = |text: &str| Productcategorie::parse(wet, text);
    let Some(categorie) = velden.lees_optioneel(CATEGORIE, Soort::Code, parse)? else {
        return Ok(None);
    };
    let code = velden.lees_optioneel(CODE, Soort::Tekst, str::parse)?;
    Ok(Some(Product { categorie, code }))
}

/// Some systems write an open end as this date.
const OPVULDATUM: Option<NaiveDate> = NaiveDate::from_ymd_opt(9999, 12, 31);

impl Registratie for Toewijzing {
    type Sleutel = Toewijzingnummer;
    const PAD: &'static str = "Bericht/Client/ToegewezenProducten/ToegewezenProduct";
    const CLIENT: &'static [Element] = &[
        BSN_VELD,
        GEBOORTEDATUM_VELD,
        GESLACHT_VELD,
        VOLLEDIGE_NAAM,
        COMMUNICATIE,
        JURIDISCHE_STATUS,
        WETTELIJKE_VERTEGENWOORDIGING,
        COMMENTAAR,
        RELATIES,
        CONTACTGEGEVENS,
        Element::bericht(
            "ToegewezenProducten",
            Een,
            Groep(&[Element::bericht("ToegewezenProduct", Veel, Regel)]),
        ),
        RETOURCODES,
    ];
    const ELEMENTEN: &'static [Element] = &[
        Element::bericht("ToewijzingNummer", Een, Waarde(NUMMER)),
        Element::bericht("ReferentieAanbieder", NulOfEen, Waarde(REFERENTIE)),
        PRODUCT,
        Element::bericht("Toewijzingsdatum", Een, Waarde(TOEWIJZINGSDATUM)),
        Element::bericht("Toewijzingstijd", Een, Waarde(TOEWIJZINGSTIJD)),
        Element::bericht("Ingangsdatum", Een, Waarde(INGANGSDATUM)),
        Element::bericht("Einddatum", NulOfEen, Waarde(EINDDATUM)),
        Element::bericht("RedenWijziging", NulOfEen, Waarde(REDEN)),
        Element::bericht(
            "Omvang",
            NulOfEen,
            Groep(&[
                Element::basis("Volume", Een, Waarde(VOLUME)),
                Element::basis("Eenheid", Een, Waarde(EENHEID)),
                Element::basis("Frequentie", Een, Waarde(FREQUENTIE)),
            ]),
        ),
        Element::bericht("Budget", NulOfEen, Waarde(BUDGET)),
        COMMENTAAR,
        RETOURCODES,
    ];

    fn lees(velden: &Velden<'_>, dialect: Dialect, regel: u32) -> Result<Self, Fault> {
        let wet = dialect.wet;
        let ingangsdatum = velden.datum(INGANGSDATUM)?;
        let einddatum = velden.datum_optioneel(EINDDATUM)?;
        let reden = |text: &str| RedenWijziging::parse(wet, text);
        let omvang = match velden.lees_optioneel(VOLUME, Soort::Getal, str::parse)? {
            Some(volume) => Some(Omvang {
                volume,
                eenheid: velden.lees(EENHEID, Soort::Code, str::parse)?,
                frequentie: velden.lees(FREQUENTIE, Soort::Code, str::parse)?,
            }),
            None => None,
        };
        Ok(Self {
            regel,
            client: NOG_ONBEKEND,
            nummer: velden.lees(NUMMER, Soort::Getal, str::parse)?,
            referentie_aanbieder: velden.lees_optioneel(REFERENTIE, Soort::Tekst, str::parse)?,
            product: lees_product(velden, wet)?,
            toewijzingsdatum: velden.datum(TOEWIJZINGSDATUM)?,
            toewijzingstijd: velden.lees(TOEWIJZINGSTIJD, Soort::Tijd, parse_tijd)?,
            // CS003: an allocation does not end before it begins.
            periode: Periode::new(ingangsdatum, einddatum)
                .map_err(|fout: WaardeFout| velden.fault(EINDDATUM, fout.into()))?,
            reden_wijziging: velden.lees_optioneel(REDEN, Soort::Code, reden)?,
            omvang,
            budget: velden.lees_optioneel(BUDGET, Soort::Getal, Eurocent::parse_bedrag)?,
        })
    }

    fn sleutel(&self, _: Dialect) -> Toewijzingnummer {
        self.nummer
    }

    fn set_client(&mut self, client: Clientsleutel) {
        self.client = client;
    }

    fn regel(&self) -> u32 {
        self.regel
    }

    fn waarschuwing(&self) -> Option<Waarschuwing> {
        let is_sentinel = self.periode.eind().is_some() && self.periode.eind() == OPVULDATUM;
        is_sentinel.then_some(Waarschuwing::EinddatumOpvulwaarde)
    }

    fn inhoud(records: Vec<Self>) -> Inhoud {
        Inhoud::Toewijzing(records)
    }
}
