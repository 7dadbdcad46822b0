//! Asking the service for something: forms that are sent, checked, and put in the queue.

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use chrono::NaiveDate;
use load::dienst::{self, Antwoord, Herkomst, NieuwVerzoek, Opdracht};
use load::{beheer, pagina};
use ring::rand::{SecureRandom, SystemRandom};
use serde::Deserialize;
use uuid::Uuid;

use super::adres::is_mogelijk;
use super::reden::{self, Verplicht};
use super::{bron, run};
use crate::omgeving::Omgeving;
use crate::{Fout, Gebruiker, Rol};

pub(crate) fn routes() -> Router<Omgeving> {
    Router::new()
        .route("/verzoek/laden", post(laden))
        .route("/verzoek/opnieuw", post(opnieuw))
        .route("/verzoek/stoppen", post(stoppen))
}

/// A new idempotency key for a form: sent twice, the form counts once.
pub(crate) fn nieuwe_sleutel() -> Result<String, Fout> {
    let mut bytes = [0; 16];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Fout::Verzoek("Er is nu geen formulier te maken.".to_owned()))?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
}

/// The notice for the code that an action put in the address; anything else is no notice.
pub(crate) fn melding(code: Option<&str>) -> Option<String> {
    let (soort, nummer) = code?.rsplit_once('-')?;
    let nummer: u64 = nummer.parse().ok()?;
    match soort {
        "aangenomen" => Some(format!(
            "Aangenomen als verzoek {nummer}. De dienst begint eraan zodra hij vrij is."
        )),
        "stond-al" => {
            Some(format!("Dit stond al open als verzoek {nummer}. Er is niets toegevoegd."))
        }
        _ => None,
    }
}

/// What is sent with every form. The sign-in layer has looked at `csrf` already.
#[derive(Debug, Deserialize)]
struct Laden {
    sleutel: String,
    #[serde(default)]
    bron: String,
    #[serde(default)]
    toch: String,
}

async fn laden(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    form: Result<Form<Laden>, FormRejection>,
) -> Result<Response, Fout> {
    gebruiker.eis(Rol::Operator)?;
    let form = gelezen(form)?;
    let bekend = omgeving.bediening.bronnen();
    let bronnen = match form.bron.as_str() {
        "" => Vec::new(),
        naam if bekend.iter().any(|bron| bron.naam == naam) => vec![form.bron.clone()],
        _ => return Err(Fout::Verzoek("Deze bron staat niet in de configuratie.".to_owned())),
    };
    let is_bevestigd = form.toch == "ja";
    let opdracht = Opdracht::Run { bronnen, peildatum: None, is_bevestigd };
    vraag(&omgeving, &gebruiker, &form.sleutel, opdracht, None, "/").await
}

#[derive(Debug, Deserialize)]
struct Stoppen {
    sleutel: String,
    run: i64,
}

async fn stoppen(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    form: Result<Form<Stoppen>, FormRejection>,
) -> Result<Response, Fout> {
    gebruiker.eis(Rol::Operator)?;
    let form = gelezen(form)?;
    let gevonden = pagina::find_run(&omgeving.db, form.run).await?.ok_or(Fout::NietGevonden)?;
    let terug = format!("/runs/{}", form.run);
    if !run::is_bezig(&gevonden) {
        // Ended while somebody was looking: nothing to do, and the page tells how it ended.
        return Ok(Redirect::to(&terug).into_response());
    }
    vraag(&omgeving, &gebruiker, &form.sleutel, Opdracht::Annuleren(form.run), None, &terug).await
}

/// The form to do something again, as it was sent; on a refusal it is shown again as it was filled in.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Opnieuw {
    /// Idempotency key.
    #[serde(default)]
    pub(crate) sleutel: String,
    /// `run`, `mislukt`, `taak` or `bron`.
    #[serde(default)]
    pub(crate) wat: String,
    /// Number of a run.
    #[serde(default)]
    pub(crate) run: String,
    /// Number of a task.
    #[serde(default)]
    pub(crate) taak: String,
    /// Name of a source.
    #[serde(default)]
    pub(crate) bron: String,
    /// First day.
    #[serde(default)]
    pub(crate) van: String,
    /// Last day.
    #[serde(default)]
    pub(crate) tot: String,
    /// Why.
    #[serde(default)]
    pub(crate) reden: String,
}

/// A field that was not filled in well, and what to tell about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Veldfout {
    /// Name of the field.
    pub(crate) veld: &'static str,
    /// What is wrong and how to mend it.
    pub(crate) tekst: String,
}

impl Veldfout {
    pub(crate) fn new(veld: &'static str, tekst: impl Into<String>) -> Self {
        Self { veld, tekst: tekst.into() }
    }
}

/// A form that is shown again, with what is wrong.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ingevuld {
    pub(crate) form: Opnieuw,
    pub(crate) fout: Option<Veldfout>,
}

impl Ingevuld {
    /// The id of the field that is wrong, and what is wrong with it; for a link at the top of a page.
    pub(crate) fn verwijzing(&self) -> Option<(&'static str, &str)> {
        let fout = self.fout.as_ref()?;
        // A group of radio buttons is reached by its first one that is always there.
        let id = if fout.veld == "wat" { "wat-run" } else { fout.veld };
        Some((id, &fout.tekst))
    }

    /// What is wrong with `veld`; for a template.
    pub(crate) fn fout_bij(&self, veld: &str) -> Option<&str> {
        self.fout.as_ref().filter(|fout| fout.veld == veld).map(|fout| fout.tekst.as_str())
    }
}

/// What was asked, whether it needs a reason, and where to go on.
struct Wens {
    opdracht: Opdracht,
    reden: Verplicht,
    terug: String,
}

async fn opnieuw(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    form: Result<Form<Opnieuw>, FormRejection>,
) -> Result<Response, Fout> {
    gebruiker.eis(Rol::Operator)?;
    let form = gelezen(form)?;
    let wens = match wens(&omgeving, &form).await? {
        Ok(wens) => wens,
        Err(fout) => return nog_eens(&omgeving, &gebruiker, form, fout).await,
    };
    let reden = match reden::lees(&form.reden, wens.reden) {
        Ok(reden) => reden,
        Err(fout) => return nog_eens(&omgeving, &gebruiker, form, fout).await,
    };
    let (opdracht, terug) = (wens.opdracht, wens.terug);
    vraag(&omgeving, &gebruiker, &form.sleutel, opdracht, reden.as_deref(), &terug).await
}

async fn wens(omgeving: &Omgeving, form: &Opnieuw) -> Result<Result<Wens, Veldfout>, Fout> {
    let db = &omgeving.db;
    match form.wat.as_str() {
        "bron" => return bronwens(omgeving, form),
        "mislukt" if form.run.is_empty() => {
            let opdracht = Opdracht::RerunMislukt(None);
            return Ok(Ok(Wens { opdracht, reden: Verplicht::Nee, terug: "/".to_owned() }));
        }
        _ => {}
    }
    let run_id: i64 = form.run.parse().map_err(|_| Fout::NietGevonden)?;
    let regel = pagina::find_run(db, run_id).await?.ok_or(Fout::NietGevonden)?;
    if run::is_bezig(&regel) {
        let tekst = "Deze run is nog bezig. Wacht tot hij klaar is, of stop hem eerst.";
        return Ok(Err(Veldfout::new("wat", tekst)));
    }
    let terug = format!("/runs/{run_id}");
    let (opdracht, reden) = match form.wat.as_str() {
        "run" => (Opdracht::RerunRun(run_id), Verplicht::als(regel.is_gepubliceerd)),
        "mislukt" => (Opdracht::RerunMislukt(Some(run_id)), Verplicht::Nee),
        "taak" => {
            let taken = beheer::list_tasks(db, run_id).await?;
            let taak = taken.iter().find(|taak| taak.taak_id.to_string() == form.taak);
            let Some(taak) = taak.filter(|taak| taak.soort == "inlezen") else {
                return Ok(Err(Veldfout::new("taak", "Kies een taak van deze run.")));
            };
            let is_gedaan = taak.is_gepubliceerd && taak.status != "failed";
            (Opdracht::RerunTaak(taak.taak_id), Verplicht::als(is_gedaan))
        }
        _ => return Ok(Err(Veldfout::new("wat", "Kies wat er opnieuw moet."))),
    };
    Ok(Ok(Wens { opdracht, reden, terug }))
}

fn bronwens(omgeving: &Omgeving, form: &Opnieuw) -> Result<Result<Wens, Veldfout>, Fout> {
    let bekend = omgeving.bediening.bronnen();
    let info = bekend.into_iter().find(|info| info.naam == form.bron).ok_or(Fout::NietGevonden)?;
    let (van, tot) = match (dag("van", &form.van), dag("tot", &form.tot)) {
        (Ok(van), Ok(tot)) => (van, tot),
        (Err(fout), _) | (_, Err(fout)) => return Ok(Err(fout)),
    };
    if let (Some(van), Some(tot)) = (van, tot)
        && van > tot
    {
        let tekst = "De laatste dag ligt voor de eerste dag. Draai ze om.";
        return Ok(Err(Veldfout::new("tot", tekst)));
    }
    let terug = bron::pad(&info.naam);
    let opdracht = Opdracht::RerunBron { bron: info.naam, van, tot };
    // What was read on those days is published, or would not be asked for.
    Ok(Ok(Wens { opdracht, reden: Verplicht::Ja, terug }))
}

/// A day as a browser sends it; empty is none.
fn dag(veld: &'static str, tekst: &str) -> Result<Option<NaiveDate>, Veldfout> {
    let tekst = tekst.trim();
    if tekst.is_empty() {
        return Ok(None);
    }
    let lees = |vorm| NaiveDate::parse_from_str(tekst, vorm).ok();
    lees("%Y-%m-%d")
        .or_else(|| lees("%d-%m-%Y"))
        .filter(|dag| is_mogelijk(*dag))
        .map(Some)
        .ok_or_else(|| Veldfout::new(veld, "Schrijf de dag als 22-11-2026."))
}

/// The page of the form again, with what is wrong.
async fn nog_eens(
    omgeving: &Omgeving,
    gebruiker: &Gebruiker,
    mut form: Opnieuw,
    fout: Veldfout,
) -> Result<Response, Fout> {
    form.reden = reden::terug(&form.reden);
    let ingevuld = Ingevuld { form, fout: Some(fout) };
    let pagina = if ingevuld.form.wat == "bron" {
        let naam = ingevuld.form.bron.clone();
        bron::pagina(omgeving, gebruiker, &naam, ingevuld, None).await?
    } else {
        let run_id = ingevuld.form.run.parse().map_err(|_| Fout::NietGevonden)?;
        run::pagina(omgeving, gebruiker, run_id, ingevuld, None).await?
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, pagina).into_response())
}

/// A form that was cut off or is not of this site is refused.
pub(crate) fn gelezen<T>(form: Result<Form<T>, FormRejection>) -> Result<T, Fout> {
    let onleesbaar = "Het formulier is niet goed aangekomen. Ga terug, laad de pagina opnieuw en \
                      probeer het nog eens.";
    form.map(|Form(form)| form).map_err(|_| Fout::Verzoek(onleesbaar.to_owned()))
}

/// Puts the order in the queue and goes on to `terug` with a notice.
pub(crate) async fn vraag(
    omgeving: &Omgeving,
    gebruiker: &Gebruiker,
    sleutel: &str,
    opdracht: Opdracht,
    reden: Option<&str>,
    terug: &str,
) -> Result<Response, Fout> {
    let sleutel: Uuid = sleutel.parse().map_err(|_| {
        Fout::Verzoek("Het formulier is te oud. Laad de pagina opnieuw.".to_owned())
    })?;
    let verzoek = NieuwVerzoek {
        sleutel,
        opdracht,
        reden,
        plan: None,
        wie: &gebruiker.naam,
        herkomst: Herkomst::Pagina,
    };
    let melding = match dienst::vraag(&omgeving.db, &verzoek).await? {
        Antwoord::Aangenomen(nummer) => format!("aangenomen-{nummer}"),
        Antwoord::Bestond(nummer) => format!("stond-al-{nummer}"),
    };
    Ok(Redirect::to(&format!("{terug}?melding={melding}")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_a_code_and_never_text() {
        for (code, expect) in [
            (Some("aangenomen-12"), Some("Aangenomen als verzoek 12")),
            (Some("stond-al-7"), Some("Dit stond al open als verzoek 7")),
            (Some("aangenomen-<b>"), None),
            (Some("aangenomen--1"), None),
            (Some("u-bent-gehackt-1"), None),
            (Some("aangenomen"), None),
            (None, None),
        ] {
            let melding = melding(code);
            match expect {
                Some(begin) => assert!(melding.unwrap().starts_with(begin)),
                None => assert_eq!(melding, None, "{code:?}"),
            }
        }
    }

    #[test]
    fn a_day_is_read_as_a_browser_or_a_person_writes_it() {
        let expect = NaiveDate::from_ymd_opt(2026, 11, 2);
        assert_eq!(dag("van", " 2026-11-02 ").unwrap(), expect);
        assert_eq!(dag("van", "02-11-2026").unwrap(), expect);
        assert_eq!(dag("van", " ").unwrap(), None);
        for wrong in ["2026-02-30", "gisteren", "02/11/2026", "-262143-01-01", "01-01-99999"] {
            assert_eq!(dag("van", wrong).unwrap_err().veld, "van");
        }
    }

    #[test]
    fn every_form_has_a_key_of_its_own() {
        let (een, ander) = (nieuwe_sleutel().unwrap(), nieuwe_sleutel().unwrap());
        assert_ne!(een, ander);
        assert!(een.parse::<Uuid>().is_ok());
    }
}
