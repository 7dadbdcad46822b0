//! The rows of an explanation, as far as the story tells them.

#![expect(
    clippy::disallowed_types,
    reason = "`flatten` names every type of number that JSON knows; no field here is a float"
)]

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::cli::exit::{Exit, Failure};

/// What the receiver said of a message.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Retour {
    pub(super) oordeel: Option<String>,
    pub(super) retourcodes: Option<Vec<String>>,
    pub(super) antwoord_soort: Option<String>,
    pub(super) antwoord_dagtekening: Option<NaiveDate>,
    pub(super) antwoord_bestand: Option<String>,
}

/// What is allocated or asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Inhoud {
    pub(super) productcategorie: Option<String>,
    pub(super) productcode: Option<String>,
    pub(super) ingangsdatum: Option<NaiveDate>,
    pub(super) einddatum: Option<NaiveDate>,
    pub(super) volume: Option<i64>,
    pub(super) eenheid: Option<String>,
    pub(super) frequentie: Option<String>,
    pub(super) budget_eurocent: Option<i64>,
}

/// The allocation as it stands.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Toewijzing {
    #[serde(flatten)]
    pub(super) inhoud: Inhoud,
    pub(super) agb_code: String,
    pub(super) beschikkingnummer: Option<String>,
    pub(super) beschikking_bron: Option<String>,
    pub(super) referentie_aanbieder: Option<String>,
    pub(super) is_verwijderd: bool,
    pub(super) retour_status: String,
    pub(super) aantal_versies: i32,
}

/// A 301 record.
#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_field_names, reason = "`versie` is the name of the column")]
pub(super) struct Versie {
    pub(super) versie: Option<i32>,
    pub(super) toewijzingsdatum: NaiveDate,
    #[serde(flatten)]
    pub(super) inhoud: Inhoud,
    pub(super) reden_wijziging: Option<String>,
    pub(super) agb_code: String,
    pub(super) bericht_agb_code: String,
    pub(super) referentie_aanbieder: Option<String>,
    pub(super) identificatie: String,
    pub(super) dagtekening: NaiveDate,
    pub(super) release: String,
    #[serde(flatten)]
    pub(super) retour: Retour,
    pub(super) bestand: Option<String>,
    pub(super) regel: i32,
}

/// A product of a 315 or 317.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Verzoek {
    pub(super) berichtsoort: String,
    pub(super) identificatie: String,
    pub(super) dagtekening: NaiveDate,
    pub(super) release: String,
    pub(super) agb_code: String,
    pub(super) bericht_agb_code: String,
    pub(super) referentie_aanbieder: Option<String>,
    pub(super) onderdeel: String,
    pub(super) toewijzingnummer: Option<i64>,
    #[serde(flatten)]
    pub(super) inhoud: Inhoud,
    pub(super) antwoord: Option<String>,
    pub(super) antwoorddatum: Option<NaiveDate>,
    pub(super) reden_afwijzing: Option<String>,
    pub(super) doorlooptijd_dagen: Option<i32>,
    pub(super) toegewezen_toewijzingnummer: Option<i64>,
    #[serde(flatten)]
    pub(super) retour: Retour,
    pub(super) bestand: Option<String>,
    pub(super) regel: i32,
    pub(super) volgnummer: i32,
}

/// A 319.
#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_field_names, reason = "`antwoord` is the name of the column")]
pub(super) struct Antwoord {
    pub(super) identificatie: String,
    pub(super) dagtekening: NaiveDate,
    pub(super) release: String,
    pub(super) agb_code: String,
    pub(super) referentie_aanbieder: Option<String>,
    pub(super) antwoord: String,
    pub(super) reden_afwijzing: Option<String>,
    pub(super) woonplaats_gemeentecode: Option<String>,
    #[serde(flatten)]
    pub(super) retour: Retour,
    pub(super) bestand: Option<String>,
}

/// The verdict on a record.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Oordeel {
    pub(super) koppelstatus: Option<String>,
    pub(super) koppelwijze: Option<String>,
    pub(super) koppelreden: Option<String>,
    pub(super) client_gelijk: Option<String>,
    pub(super) aanbieder_gelijk: Option<String>,
    pub(super) product_gelijk: Option<String>,
    pub(super) periode_gelijk: Option<String>,
    pub(super) beschikking_gelijk: Option<String>,
}

/// A 305 or 307 record; 323 lines are told from [`Prestatie`].
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Melding {
    pub(super) berichtsoort: String,
    pub(super) identificatie: String,
    pub(super) regel: i32,
    pub(super) dagtekening: NaiveDate,
    pub(super) release: String,
    pub(super) agb_code: String,
    pub(super) bericht_agb_code: String,
    pub(super) productcategorie: Option<String>,
    pub(super) productcode: Option<String>,
    pub(super) begindatum: NaiveDate,
    pub(super) einddatum: Option<NaiveDate>,
    pub(super) status_aanlevering: Option<String>,
    pub(super) reden_beeindiging: Option<String>,
    #[serde(flatten)]
    pub(super) koppeling: Oordeel,
    #[serde(flatten)]
    pub(super) retour: Retour,
    pub(super) bestand: Option<String>,
}

/// A declaration line.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Prestatie {
    pub(super) declaratienummer: String,
    pub(super) referentienummer: String,
    pub(super) vorig_referentienummer: Option<String>,
    pub(super) agb_code: String,
    pub(super) bericht_agb_code: String,
    pub(super) productperiode_begin: NaiveDate,
    pub(super) productperiode_eind: NaiveDate,
    pub(super) productcategorie: Option<String>,
    pub(super) productcode: Option<String>,
    pub(super) geleverd_volume: i64,
    pub(super) eenheid: String,
    pub(super) tarief_eurocent: Option<i64>,
    pub(super) bedrag_eurocent: i64,
    pub(super) debet_credit: String,
    pub(super) status: String,
    pub(super) telt_mee: bool,
    pub(super) bericht_identificatie: String,
    pub(super) regelnummer: i32,
    pub(super) dagtekening: NaiveDate,
    pub(super) release: String,
    #[serde(flatten)]
    pub(super) koppeling: Oordeel,
    #[serde(flatten)]
    pub(super) retour: Retour,
    pub(super) bestand: Option<String>,
}

/// A finding.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Bevinding {
    pub(super) regelcode: String,
    pub(super) ernst: String,
    pub(super) status: String,
    pub(super) agb_code: String,
    pub(super) berichtsoort: String,
    pub(super) bericht_identificatie: Option<String>,
    pub(super) regelnummer: Option<i32>,
    pub(super) toelichting: String,
    pub(super) besluit: Option<String>,
    pub(super) notitie: Option<String>,
    pub(super) genomen_door: Option<String>,
}

/// A period of delivery.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Levering {
    pub(super) startdatum: NaiveDate,
    pub(super) einddatum: Option<NaiveDate>,
    pub(super) reden_beeindiging: Option<String>,
    pub(super) onderbrekingen: i32,
    pub(super) dagen_onderbroken: i32,
    pub(super) wachttijd_dagen: Option<i32>,
    pub(super) wachttijd_toewijzing_dagen: Option<i32>,
    pub(super) planningsbuffer_dagen: Option<i32>,
    pub(super) duur_dagen: Option<i32>,
    pub(super) telt_mee: bool,
    pub(super) bericht_identificatie: String,
    pub(super) regelnummer: i32,
}

/// A refusal in a file of the chain.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Weigering {
    pub(super) quarantaine_id: i64,
    pub(super) code: String,
    pub(super) uitleg: String,
    pub(super) status: String,
    pub(super) bestand: String,
    pub(super) plaats: String,
}

/// All that is known of one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Rijen {
    pub(super) toewijzing: Option<Toewijzing>,
    pub(super) versies: Vec<Versie>,
    pub(super) verzoeken: Vec<Verzoek>,
    pub(super) antwoorden: Vec<Antwoord>,
    pub(super) meldingen: Vec<Melding>,
    pub(super) bevindingen: Vec<Bevinding>,
    pub(super) leveringen: Vec<Levering>,
    pub(super) prestaties: Vec<Prestatie>,
    pub(super) weigeringen: Vec<Weigering>,
}

impl Rijen {
    /// Reads the parts of an explanation.
    pub(super) fn lees(parts: &[(&str, Vec<Value>)]) -> Result<Self, Failure> {
        let mut meldingen: Vec<Melding> = rows(parts, "records")?;
        meldingen.retain(|melding| melding.berichtsoort != "323");
        Ok(Self {
            toewijzing: rows(parts, "toewijzing")?.pop(),
            versies: rows(parts, "versies")?,
            verzoeken: rows(parts, "verzoeken")?,
            antwoorden: rows(parts, "antwoorden")?,
            meldingen,
            bevindingen: rows(parts, "bevindingen")?,
            leveringen: rows(parts, "leveringen")?,
            prestaties: rows(parts, "prestaties")?,
            weigeringen: rows(parts, "quarantaine")?,
        })
    }
}

fn rows<T: DeserializeOwned>(parts: &[(&str, Vec<Value>)], name: &str) -> Result<Vec<T>, Failure> {
    let rows = parts.iter().filter(|(part, _)| *part == name).flat_map(|(_, rows)| rows);
    rows.map(|row| T::deserialize(row)).collect::<Result<_, _>>().map_err(|error| {
        let error = anyhow::Error::new(error).context(format!("read the {name} of the chain"));
        Failure::because(Exit::Failed, error, "report this as a bug")
    })
}
