//! The page where people sign in, and signing in with a local account.

use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use load::aanmelding::{self, Account};
use secrecy::SecretString;
use serde::Deserialize;
use tracing::warn;

use super::wachtwoord::{BYTES_MAX, geen_hash, is_wachtwoord};
use super::{
    Aanmelding, Adres, Persoon, audit_geweigerd, begin_sessie, geheim, rem, veilig_pad, zet,
};
use crate::{Fout, Rol, opmaak};

/// What the audit calls it.
const WIJZE: &str = "lokaal account";

#[derive(Template)]
#[template(path = "aanmelden.html")]
struct Aanmeldpagina<'a> {
    csrf: String,
    naar: String,
    is_lokaal: bool,
    is_extern: bool,
    melding: Option<&'a str>,
    fout: Option<&'a str>,
}

/// The address of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Vraag {
    naar: String,
    melding: String,
}

pub(super) async fn toon(
    State(aanmelding): State<Aanmelding>,
    headers: HeaderMap,
    Query(gevraagd): Query<Vraag>,
) -> Result<Response, Fout> {
    let melding = match gevraagd.melding.as_str() {
        "afgemeld" => Some("U bent afgemeld."),
        _ => None,
    };
    pagina(&aanmelding, &headers, &gevraagd.naar, melding, None)
}

/// The page, with a cookie that makes its form ours.
fn pagina(
    aanmelding: &Aanmelding,
    headers: &HeaderMap,
    naar: &str,
    melding: Option<&str>,
    fout: Option<&str>,
) -> Result<Response, Fout> {
    let bekend = geheim::lees_cookie(headers, geheim::BEGIN);
    let token = bekend.clone().map_or_else(geheim::nieuw, Ok)?;
    let mut response = opmaak::pagina(&Aanmeldpagina {
        csrf: geheim::begin_csrf(&token),
        naar: veilig_pad(naar),
        is_lokaal: aanmelding.instellingen().is_lokaal,
        is_extern: aanmelding.instellingen().oidc.is_some(),
        melding,
        fout,
    })?;
    if bekend.is_none() {
        zet(&mut response, geheim::zet_cookie(geheim::BEGIN, &token));
    }
    Ok(response)
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Formulier {
    naam: String,
    wachtwoord: SecretString,
    #[serde(default)]
    naar: String,
}

pub(super) async fn meld_aan(
    State(aanmelding): State<Aanmelding>,
    Extension(adres): Extension<Adres>,
    headers: HeaderMap,
    Form(formulier): Form<Formulier>,
) -> Result<Response, Fout> {
    if !aanmelding.instellingen().is_lokaal {
        return Err(Fout::NietGevonden);
    }
    let naam = formulier.naam.trim().to_lowercase();
    let poging = rem::tel(&aanmelding, &naam, adres).await?;
    let db = &aanmelding.omgeving.db;
    if let Some(account) = judge(&aanmelding, &naam, formulier.wachtwoord).await? {
        let rol = Rol::van_code(&account.rol).ok_or(Fout::NietAangemeld)?;
        let persoon = Persoon {
            naam: &account.naam,
            rol,
            gebruiker_id: Some(account.gebruiker_id),
            wijze: WIJZE,
        };
        let oud =
            geheim::lees_cookie(&headers, geheim::SESSIE).map(|oud| geheim::sessie_hash(&oud));
        if let Some(response) =
            begin_sessie(&aanmelding, &persoon, (adres, oud), &formulier.naar).await?
        {
            rem::gelukt(&aanmelding, &poging).await?;
            return Ok(response);
        }
    }
    let bekend = aanmelding::is_known(db, &naam).await?.then_some(naam.as_str());
    audit_geweigerd(&aanmelding, (bekend, WIJZE), "naam of wachtwoord", adres).await?;
    let fout = "De naam of het wachtwoord klopt niet.";
    let page = pagina(&aanmelding, &headers, &formulier.naar, None, Some(fout))?;
    Ok((StatusCode::FORBIDDEN, page).into_response())
}

/// The account, when the password is its. Costs as much when there is no such account.
async fn judge(
    aanmelding: &Aanmelding,
    naam: &str,
    wachtwoord: SecretString,
) -> Result<Option<Account>, Fout> {
    let account = aanmelding::find_account(&aanmelding.omgeving.db, naam).await?;
    let is_possible = secrecy::ExposeSecret::expose_secret(&wachtwoord).len() <= BYTES_MAX;
    let wachtwoord = if is_possible { wachtwoord } else { SecretString::from("") };
    let none = aanmelding.geen_hash.get_or_init(async || geen_hash()).await;
    let hash = account
        .as_ref()
        .map(|account| account.wachtwoord_hash.clone())
        .or_else(|| none.clone())
        .unwrap_or_default();
    // Held until the comparison is done, also when the visitor does not wait for it.
    let permit = aanmelding.vergelijkingen.clone().acquire_owned().await;
    let work = tokio::task::spawn_blocking(move || {
        let is_right = permit.is_ok() && is_wachtwoord(&hash, &wachtwoord);
        drop(permit);
        is_right
    });
    let is_right = work.await.unwrap_or_else(|_| {
        warn!("comparing a password stopped");
        false
    });
    Ok(account.filter(|_| is_right && is_possible))
}
