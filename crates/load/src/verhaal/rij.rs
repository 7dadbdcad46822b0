//! The rows of an explanation, as far as the story tells them.

#![expect(
    clippy::disallowed_types,
    reason = "`flatten` names every type of number that JSON knows; no field here is a float"
)]

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Error;

/// One part of what is known: rows with columns of `landing`, `dwh` and `beheer`.
#[derive(Debug, Clone)]
pub struct Deel {
    /// Name of the part.
    pub naam: &'static str,
    /// One JSON object a row.
    pub rijen: Vec<Value>,
}

/// What the receiver said of a message.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Retour {
    pub oordeel: Option<String>,
    pub retourcodes: Option<Vec<String>>,
    pub antwoord_soort: Option<String>,
    pub antwoord_dagtekening: Option<NaiveDate>,
    pub antwoord_bestand: Option<String>,
}

/// What is allocated or asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Inhoud {
    pub productcategorie: Option<String>,
    pub productcode: Option<String>,
    pub ingangsdatum: Option<NaiveDate>,
    pub einddatum: Option<NaiveDate>,
    pub volume: Option<i64>,
    pub eenheid: Option<String>,
    pub frequentie: Option<String>,
    pub budget_eurocent: Option<i64>,
}

/// The allocation as it stands.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Toewijzing {
    #[serde(flatten)]
    pub inhoud: Inhoud,
    pub agb_code: String,
    pub beschikkingnummer: Option<String>,
    pub beschikking_bron: Option<String>,
    pub referentie_aanbieder: Option<String>,
    pub is_verwijderd: bool,
    pub retour_status: String,
    pub aantal_versies: i32,
}

/// A 301 record.
#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_field_names, reason = "`versie` is the name of the column")]
pub(super) struct Versie {
    pub versie: Option<i32>,
    pub toewijzingsdatum: NaiveDate,
    #[serde(flatten)]
    pub inhoud: Inhoud,
    pub reden_wijziging: Option<String>,
    pub agb_code: String,
    pub bericht_agb_code: String,
    pub referentie_aanbieder: Option<String>,
    pub identificatie: String,
    pub dagtekening: NaiveDate,
    pub release: String,
    #[serde(flatten)]
    pub retour: Retour,
    pub bestand: Option<String>,
    pub regel: i32,
}

/// A product of a 315 or 317.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Verzoek {
    pub berichtsoort: String,
    pub identificatie: String,
    pub dagtekening: NaiveDate,
    pub release: String,
    pub agb_code: String,
    pub bericht_agb_code: String,
    pub referentie_aanbieder: Option<String>,
    pub onderdeel: String,
    pub toewijzingnummer: Option<i64>,
    #[serde(flatten)]
    pub inhoud: Inhoud,
    pub antwoord: Option<String>,
    pub antwoorddatum: Option<NaiveDate>,
    pub reden_afwijzing: Option<String>,
    pub doorlooptijd_dagen: Option<i32>,
    pub toegewezen_toewijzingnummer: Option<i64>,
    #[serde(flatten)]
    pub retour: Retour,
    pub bestand: Option<String>,
    pub regel: i32,
    pub volgnummer: i32,
}

/// A 319.
#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_field_names, reason = "`antwoord` is the name of the column")]
pub(super) struct Antwoord {
    pub identificatie: String,
    pub dagtekening: NaiveDate,
    pub release: String,
    pub agb_code: String,
    pub referentie_aanbieder: Option<String>,
    pub antwoord: String,
    pub reden_afwijzing: Option<String>,
    pub woonplaats_gemeentecode: Option<String>,
    #[serde(flatten)]
    pub retour: Retour,
    pub bestand: Option<String>,
}

/// The verdict on a record.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Oordeel {
    pub koppelstatus: Option<String>,
    pub koppelwijze: Option<String>,
    pub koppelreden: Option<String>,
    pub client_gelijk: Option<String>,
    pub aanbieder_gelijk: Option<String>,
    pub product_gelijk: Option<String>,
    pub periode_gelijk: Option<String>,
    pub beschikking_gelijk: Option<String>,
}

/// A 305 or 307 record; 323 lines are told from [`Prestatie`].
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Melding {
    pub berichtsoort: String,
    pub identificatie: String,
    pub regel: i32,
    pub dagtekening: NaiveDate,
    pub release: String,
    pub agb_code: String,
    pub bericht_agb_code: String,
    pub productcategorie: Option<String>,
    pub productcode: Option<String>,
    pub begindatum: NaiveDate,
    pub einddatum: Option<NaiveDate>,
    pub status_aanlevering: Option<String>,
    pub reden_beeindiging: Option<String>,
    #[serde(flatten)]
    pub koppeling: Oordeel,
    #[serde(flatten)]
    pub retour: Retour,
    pub bestand: Option<String>,
}

/// A declaration line.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Prestatie {
    pub declaratienummer: String,
    pub referentienummer: String,
    pub vorig_referentienummer: Option<String>,
    pub agb_code: String,
    pub bericht_agb_code: String,
    pub productperiode_begin: NaiveDate,
    pub productperiode_eind: NaiveDate,
    pub productcategorie: Option<String>,
    pub productcode: Option<String>,
    pub geleverd_volume: i64,
    pub eenheid: String,
    pub tarief_eurocent: Option<i64>,
    pub bedrag_eurocent: i64,
    pub debet_credit: String,
    pub status: String,
    pub telt_mee: bool,
    pub bericht_identificatie: String,
    pub regelnummer: i32,
    pub dagtekening: NaiveDate,
    pub release: String,
    #[serde(flatten)]
    pub koppeling: Oordeel,
    #[serde(flatten)]
    pub retour: Retour,
    pub bestand: Option<String>,
}

/// A finding.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Bevinding {
    pub regelcode: String,
    pub ernst: String,
    pub status: String,
    pub agb_code: String,
    pub berichtsoort: String,
    pub bericht_identificatie: Option<String>,
    pub regelnummer: Option<i32>,
    pub toelichting: String,
    pub besluit: Option<String>,
    pub notitie: Option<String>,
    pub genomen_door: Option<String>,
}

/// A period of delivery.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Levering {
    pub startdatum: NaiveDate,
    pub einddatum: Option<NaiveDate>,
    pub reden_beeindiging: Option<String>,
    pub onderbrekingen: i32,
    pub dagen_onderbroken: i32,
    pub wachttijd_dagen: Option<i32>,
    pub wachttijd_toewijzing_dagen: Option<i32>,
    pub planningsbuffer_dagen: Option<i32>,
    pub duur_dagen: Option<i32>,
    pub telt_mee: bool,
    pub bericht_identificatie: String,
    pub regelnummer: i32,
}

/// A refusal in a file of the chain.
#[derive(Debug, Clone, Deserialize)]
pub struct Weigering {
    /// Number in quarantine.
    pub quarantaine_id: i64,
    /// Code of the reason.
    pub code: String,
    /// What the code means and what to do.
    pub uitleg: String,
    /// `open`, `opgelost` or `vervallen`.
    pub status: String,
    /// Source and path of the file.
    pub bestand: String,
    /// Place within the file.
    pub plaats: String,
}

/// All that is known of one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Rijen {
    pub toewijzing: Option<Toewijzing>,
    pub versies: Vec<Versie>,
    pub verzoeken: Vec<Verzoek>,
    pub antwoorden: Vec<Antwoord>,
    pub meldingen: Vec<Melding>,
    pub bevindingen: Vec<Bevinding>,
    pub leveringen: Vec<Levering>,
    pub prestaties: Vec<Prestatie>,
    pub weigeringen: Vec<Weigering>,
}

impl Rijen {
    /// Reads the delen of an explanation.
    pub(super) fn lees(delen: &[Deel]) -> Result<Self, Error> {
        let mut meldingen: Vec<Melding> = rows(delen, "records")?;
        meldingen.retain(|melding| melding.berichtsoort != "323");
        Ok(Self {
            toewijzing: rows(delen, "toewijzing")?.pop(),
            versies: rows(delen, "versies")?,
            verzoeken: rows(delen, "verzoeken")?,
            antwoorden: rows(delen, "antwoorden")?,
            meldingen,
            bevindingen: rows(delen, "bevindingen")?,
            leveringen: rows(delen, "leveringen")?,
            prestaties: rows(delen, "prestaties")?,
            weigeringen: rows(delen, "quarantaine")?,
        })
    }
}

fn rows<T: DeserializeOwned>(delen: &[Deel], naam: &'static str) -> Result<Vec<T>, Error> {
    let rows = delen.iter().filter(|deel| deel.naam == naam).flat_map(|deel| &deel.rijen);
    let rows = rows.map(|row| T::deserialize(row)).collect::<Result<_, _>>();
    rows.map_err(|_| Error::Corrupt { what: naam })
}
