//! 315: requests for an allocation.

use domain::record::{Inhoud, Onderdeel, Verzoek};
use domain::{
    Beschikkingnummer, Clientsleutel, Code, Eurocent, Periode, Product, ReferentieAanbieder,
    Verwijzer, WaardeFout,
};

use super::Context;
use super::beschikking::lees_periode;
use super::product::{lees_aanbieder, lees_beschikking, lees_omvang, lees_product};
use super::registratie::{NOG_ONBEKEND, Registratie};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::release::verzoek::{
    BESCHIKKING_INGANGSDATUM, BUDGET, EINDDATUM, INGANGSDATUM, RAAMCONTRACT, REFERENTIE, VERWIJZER,
};
use crate::veld::{Soort, Velden};

/// COD260.
fn parse_ja_nee(text: &str) -> Result<bool, WaardeFout> {
    match text {
        "1" => Ok(true),
        "2" => Ok(false),
        _ => Err(WaardeFout::Code),
    }
}

impl Registratie for Verzoek {
    /// Without a reference (2.0) what is asked, by which decision, from when.
    type Sleutel = (
        Option<ReferentieAanbieder>,
        Option<(Option<Beschikkingnummer>, Option<Product>, Option<Periode>)>,
    );

    fn lees(velden: &Velden<'_>, context: Context<'_>, regel: u32) -> Result<Self, Fault> {
        let dialect = context.dialect;
        let verwijzer = |text: &str| Verwijzer::parse(dialect.release, text);
        let referentie = velden.lees_optioneel(REFERENTIE, Soort::Tekst, str::parse)?;
        if dialect.verschil.referentie_verplicht && referentie.is_none() {
            return Err(velden.fault(REFERENTIE, Code::FieldMissing));
        }
        Ok(Self {
            regel,
            volgnummer: 1,
            client: NOG_ONBEKEND,
            onderdeel: Onderdeel::Aangevraagd,
            referentie,
            aanbieder: lees_aanbieder(velden)?,
            nummer: None,
            product: lees_product(velden, dialect)?,
            beschikking: lees_beschikking(velden)?,
            beschikking_ingangsdatum: velden.datum_optioneel(BESCHIKKING_INGANGSDATUM)?,
            periode: Some(lees_periode(velden, INGANGSDATUM, EINDDATUM)?),
            omvang: lees_omvang(velden, dialect)?,
            budget: velden.lees_optioneel(BUDGET, Soort::Getal, Eurocent::parse_bedrag)?,
            verwijzer: velden.lees_optioneel(VERWIJZER, Soort::Code, verwijzer)?,
            raamcontract: velden.lees_optioneel(RAAMCONTRACT, Soort::Code, parse_ja_nee)?,
            reden_verzoek: None,
        })
    }

    fn sleutel(&self, _: Context<'_>) -> Self::Sleutel {
        let anders = || (self.beschikking, self.product.clone(), self.periode);
        (self.referentie.clone(), self.referentie.is_none().then(anders))
    }

    fn client(&self) -> Clientsleutel {
        self.client
    }

    fn set_client(&mut self, client: Clientsleutel) {
        self.client = client;
    }

    fn regel(&self) -> u32 {
        self.regel
    }

    fn kenmerk(&self) -> Option<(&str, &'static str)> {
        self.referentie.as_ref().map(|tekst| (tekst.as_str(), REFERENTIE.pad()))
    }

    fn waarschuwing(&self) -> Option<Waarschuwing> {
        super::toewijzing::opvulwaarde(self.periode?)
    }

    fn inhoud(records: Vec<Self>) -> Inhoud {
        Inhoud::Verzoek(records)
    }
}
