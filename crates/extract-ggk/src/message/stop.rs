//! 307: ends of delivery. A stop that ends before it begins loads: that is a finding, not a refusal.

use chrono::NaiveDate;
use domain::record::{Inhoud, Stop};
use domain::{Clientsleutel, Product, RedenBeeindiging, Toewijzingnummer};

use super::registratie::{NOG_ONBEKEND, Registratie};
use super::start::{BEGINDATUM, NUMMER, STATUS, TOEWIJZING_INGANGSDATUM, lees_status};
use super::toewijzing::{PRODUCT, lees_product};
use crate::error::Fault;
use crate::persoon::{BSN_VELD, GEBOORTEDATUM_VELD, GESLACHT_VELD, VERKORTE_NAAM};
use crate::release::Dialect;
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Regel, Waarde};
use crate::schema::{Element, RETOURCODES};
use crate::veld::{Slot, Soort, Velden};

const REDEN: Slot = Slot::new(6, "RedenBeeindiging");
const EINDDATUM: Slot = Slot::new(7, "Einddatum");

impl Registratie for Stop {
    type Sleutel =
        (Option<Toewijzingnummer>, Option<Product>, NaiveDate, Option<RedenBeeindiging>, NaiveDate);
    const PAD: &'static str = "Bericht/Client/StopProducten/StopProduct";
    const CLIENT: &'static [Element] = &[
        BSN_VELD,
        GEBOORTEDATUM_VELD,
        GESLACHT_VELD,
        VERKORTE_NAAM,
        Element::bericht(
            "StopProducten",
            Een,
            Groep(&[Element::bericht("StopProduct", Veel, Regel)]),
        ),
        RETOURCODES,
    ];
    const ELEMENTEN: &'static [Element] = &[
        Element::bericht("ToewijzingNummer", NulOfEen, Waarde(NUMMER)),
        PRODUCT,
        Element::bericht("ToewijzingIngangsdatum", NulOfEen, Waarde(TOEWIJZING_INGANGSDATUM)),
        Element::bericht("Begindatum", Een, Waarde(BEGINDATUM)),
        Element::bericht("RedenBeeindiging", Een, Waarde(REDEN)),
        Element::bericht("Einddatum", Een, Waarde(EINDDATUM)),
        Element::bericht("StatusAanlevering", Een, Waarde(STATUS)),
        RETOURCODES,
    ];

    fn lees(velden: &Velden<'_>, dialect: Dialect, regel: u32) -> Result<Self, Fault> {
        let reden = |text: &str| RedenBeeindiging::parse(dialect.wet, text);
        Ok(Self {
            regel,
            client: NOG_ONBEKEND,
            nummer: velden.lees_optioneel(NUMMER, Soort::Getal, str::parse)?,
            product: lees_product(velden, dialect.wet)?,
            toewijzing_ingangsdatum: velden.datum_optioneel(TOEWIJZING_INGANGSDATUM)?,
            begindatum: velden.datum(BEGINDATUM)?,
            reden_beeindiging: velden.lees(REDEN, Soort::Code, reden)?,
            einddatum: velden.datum(EINDDATUM)?,
            status: lees_status(velden)?,
        })
    }

    fn sleutel(&self, dialect: Dialect) -> Self::Sleutel {
        let reden = dialect.reden_hoort_bij_stopsleutel().then_some(self.reden_beeindiging);
        (self.nummer, self.product.clone(), self.begindatum, reden, self.einddatum)
    }

    fn set_client(&mut self, client: Clientsleutel) {
        self.client = client;
    }

    fn regel(&self) -> u32 {
        self.regel
    }

    fn inhoud(records: Vec<Self>) -> Inhoud {
        Inhoud::Stop(records)
    }
}
