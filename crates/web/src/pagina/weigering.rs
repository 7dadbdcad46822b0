//! One refusal, and what an operator does about it: have it read again, or close it with a reason.

use askama::Template;
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use load::beheer::{self, QuarantaineFilter, QuarantaineRij};
use load::dienst::{Herkomst, Opdracht};
use serde::Deserialize;

use super::adres::gevuld;
use super::quarantaine::regel;
use super::reden::{self, Verplicht};
use super::verzoek::{self, gelezen, nieuwe_sleutel, vraag};
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::{Cel, Tijdweergave};
use crate::{Fout, Gebruiker, Rol};

pub(super) fn routes() -> Router<Omgeving> {
    Router::new()
        .route("/quarantaine/opnieuw", post(opnieuw))
        .route("/quarantaine/{nummer}", get(toon))
        .route("/quarantaine/{nummer}/opgelost", post(opgelost))
}

/// The notice for the code that an action put in the address; anything else is no notice.
pub(super) fn melding(code: &str) -> Option<String> {
    match code {
        "opgelost" => return Some("De weigering is afgesloten.".to_owned()),
        "was-dicht" => {
            return Some("Deze weigering was al afgesloten. Er is niets veranderd.".to_owned());
        }
        _ => {}
    }
    verzoek::melding(Some(code))
}

#[derive(Template)]
#[template(path = "weigering.html")]
struct Pagina {
    kader: Kader,
    nummer: i64,
    status: String,
    uitleg: String,
    feiten: Vec<(&'static str, String)>,
    run: Option<i64>,
    /// Whether there is something to do, and who looks may do it.
    may_act: bool,
    sleutel: String,
    reden: String,
    fout: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Vraag {
    melding: String,
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Path(nummer): Path<String>,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    let rij = zoek(&omgeving, &nummer).await?;
    let mut pagina = pagina(&omgeving, &gebruiker, rij)?;
    pagina.kader.melding = melding(&vraag.melding);
    opmaak::pagina(&pagina)
}

async fn zoek(omgeving: &Omgeving, nummer: &str) -> Result<QuarantaineRij, Fout> {
    let nummer = nummer.parse().map_err(|_| Fout::NietGevonden)?;
    let filter = QuarantaineFilter { quarantaine_id: Some(nummer), ..QuarantaineFilter::default() };
    let rij = beheer::list_quarantine(&omgeving.db, &filter, 1).await?.pop();
    rij.ok_or(Fout::NietGevonden)
}

fn pagina(omgeving: &Omgeving, gebruiker: &Gebruiker, rij: QuarantaineRij) -> Result<Pagina, Fout> {
    let tijd = Tijdweergave { zone: omgeving.tijdzone };
    let titel = format!("Weigering {}", rij.quarantaine_id);
    let bedrag = rij.bedrag_eurocent.map(|cent| Cel::Euro(domain::Eurocent::new(cent)));
    let streep = || "onbekend".to_owned();
    let feiten = vec![
        ("Code", rij.code.clone()),
        ("Regel", regel(&rij.code).map_or_else(streep, str::to_owned)),
        ("Bron", rij.bron),
        ("Bestand", domain::verberg_bsn(&rij.naam)),
        ("Plaats in het bestand", rij.plaats),
        (
            "Record",
            rij.regelnummer.map_or_else(|| "het hele bestand".to_owned(), |nr| nr.to_string()),
        ),
        ("Records die niet geladen zijn", Cel::Getal(rij.records.into()).weergave(tijd.zone)),
        ("Bedrag", bedrag.map_or_else(streep, |bedrag| bedrag.weergave(tijd.zone))),
        ("Geweigerd op", tijd.moment(rij.gemaakt_op)),
        (
            "Afgehandeld op",
            rij.afgehandeld_op.map_or_else(|| "nog niet".to_owned(), |op| tijd.moment(op)),
        ),
        ("Vingerafdruk van het bestand (SHA-256)", rij.sha256),
    ];
    Ok(Pagina {
        kader: Kader::new(omgeving, gebruiker, "/quarantaine", titel),
        nummer: rij.quarantaine_id,
        may_act: rij.status == "open" && gebruiker.rol >= Rol::Operator,
        status: rij.status,
        uitleg: rij.uitleg,
        feiten,
        run: rij.run_id,
        sleutel: nieuwe_sleutel()?,
        reden: String::new(),
        fout: None,
    })
}

/// What to read again: one refusal, a code, or all. The sign-in layer has looked at `csrf` already.
#[derive(Debug, Deserialize)]
struct Opnieuw {
    sleutel: String,
    #[serde(default)]
    nummer: String,
    #[serde(default)]
    code: String,
}

async fn opnieuw(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    form: Result<Form<Opnieuw>, FormRejection>,
) -> Result<Response, Fout> {
    gebruiker.eis(Rol::Operator)?;
    let form = gelezen(form)?;
    let (rijen, terug) = match gevuld(&form.nummer) {
        Some(nummer) => {
            let rij = zoek(&omgeving, nummer).await?;
            let terug = format!("/quarantaine/{}", rij.quarantaine_id);
            if rij.status != "open" {
                return Ok(Redirect::to(&format!("{terug}?melding=was-dicht")).into_response());
            }
            (Some(vec![rij.quarantaine_id]), terug)
        }
        None => (None, "/quarantaine".to_owned()),
    };
    let code = gevuld(&form.code).filter(|_| rijen.is_none());
    if let Some(code) = code {
        bestaat(&omgeving, code).await?;
    }
    let opdracht = Opdracht::Replay { rijen, code: code.map(str::to_owned) };
    vraag(&omgeving, &gebruiker, &form.sleutel, opdracht, None, &terug).await
}

/// Refuses a code that no refusal has: nothing that was typed gets into the queue or the audit.
async fn bestaat(omgeving: &Omgeving, code: &str) -> Result<(), Fout> {
    let selectie = load::pagina::quarantaine::Selectie { code: Some(code), ..Default::default() };
    let groepen = load::pagina::quarantaine::list_reasons(&omgeving.db, &selectie).await?;
    if groepen.is_empty() { Err(Fout::NietGevonden) } else { Ok(()) }
}

#[derive(Debug, Deserialize)]
struct Opgelost {
    #[serde(default)]
    reden: String,
}

async fn opgelost(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Path(nummer): Path<String>,
    form: Result<Form<Opgelost>, FormRejection>,
) -> Result<Response, Fout> {
    gebruiker.eis(Rol::Operator)?;
    let form = gelezen(form)?;
    let rij = zoek(&omgeving, &nummer).await?;
    let reden = match reden::lees(&form.reden, Verplicht::Sluiten) {
        Ok(reden) => reden.unwrap_or_default(),
        Err(fout) => {
            let mut pagina = pagina(&omgeving, &gebruiker, rij)?;
            pagina.fout = Some(fout.tekst);
            pagina.reden = reden::terug(&form.reden);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, opmaak::pagina(&pagina)?).into_response());
        }
    };
    let (id, wie) = (rij.quarantaine_id, &gebruiker.naam);
    let gesloten =
        beheer::resolve_quarantine(&omgeving.db, &[id], wie, &reden, Herkomst::Pagina).await?;
    let melding = if gesloten == 1 { "opgelost" } else { "was-dicht" };
    Ok(Redirect::to(&format!("/quarantaine/{id}?melding={melding}")).into_response())
}
