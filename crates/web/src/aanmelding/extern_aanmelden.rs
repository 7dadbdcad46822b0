//! Signing in at the provider of the organisation: going there, and coming back.

use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use load::aanmelding;
use serde::Deserialize;
use tracing::warn;

use super::oidc::OidcFout;
use super::{Aanmelding, Adres, Persoon, audit_geweigerd, begin_sessie, geheim, rem, veilig_pad};
use crate::{Fout, opmaak};

/// What the audit calls it.
const WIJZE: &str = "aanmelddienst";
/// Somebody may have to find a phone for a second factor.
const ONDERWEG_MAX: TimeDelta = TimeDelta::minutes(10);

#[derive(Template)]
#[template(path = "aanmelden_doorsturen.html")]
struct Doorsturen<'a> {
    kop: &'a str,
    url: &'a str,
}

/// A page that leads elsewhere at once. A redirect would be refused by `form-action`, and allowing the provider there
/// would not allow the providers behind it.
pub(super) fn stuur_door(kop: &str, url: &str) -> Result<Response, Fout> {
    opmaak::pagina(&Doorsturen { kop, url })
}

/// What the button sends.
#[derive(Debug, Deserialize)]
pub(super) struct Formulier {
    #[serde(default)]
    naar: String,
}

pub(super) async fn begin(
    State(aanmelding): State<Aanmelding>,
    Extension(adres): Extension<Adres>,
    headers: HeaderMap,
    Form(formulier): Form<Formulier>,
) -> Result<Response, Fout> {
    let oidc = aanmelding.instellingen().oidc.clone().ok_or(Fout::NietGevonden)?;
    // The form was checked, so the cookie is there.
    let begin = geheim::lees_cookie(&headers, geheim::BEGIN).ok_or(Fout::NietAangemeld)?;
    rem::tel_begin(&aanmelding, adres).await?;
    let basis = &aanmelding.instellingen().basis;
    let heen = aanmelding
        .provider
        .heen(&oidc, basis, veilig_pad(&formulier.naar), aanmelding.nu())
        .await
        .inspect_err(meld)?;
    let hashes = (&geheim::hash("staat", &heen.staat), &geheim::hash("begin", &begin));
    let until = aanmelding.nu() + ONDERWEG_MAX;
    let db = &aanmelding.omgeving.db;
    if !aanmelding::begin_onderweg(db, hashes, &heen.onderweg, until).await? {
        return Err(Fout::TeVeel { seconden: 60 });
    }
    stuur_door("Aanmelden bij uw organisatie", &heen.url)
}

/// What the provider sends back. Its own texts are never shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Antwoord {
    code: String,
    state: String,
    iss: Option<String>,
    error: Option<String>,
}

pub(super) async fn terug(
    State(aanmelding): State<Aanmelding>,
    Extension(adres): Extension<Adres>,
    headers: HeaderMap,
    Query(antwoord): Query<Antwoord>,
) -> Result<Response, Fout> {
    let oidc = aanmelding.instellingen().oidc.clone().ok_or(Fout::NietGevonden)?;
    let (db, nu) = (&aanmelding.omgeving.db, aanmelding.nu());
    let begin = geheim::lees_cookie(&headers, geheim::BEGIN).ok_or(OidcFout::Onbekend)?;
    let hashes = (&geheim::hash("staat", &antwoord.state), &geheim::hash("begin", &begin));
    let onderweg = aanmelding::take_onderweg(db, hashes, nu).await?.ok_or(OidcFout::Onbekend)?;
    let fout = match (&antwoord.error, &antwoord.iss) {
        // RFC 9207: an answer of another provider.
        (_, Some(iss)) if *iss != oidc.issuer => Some(OidcFout::Ongeldig("iss")),
        (Some(error), _) => Some(OidcFout::van_code(error)),
        _ => None,
    };
    let basis = &aanmelding.instellingen().basis;
    let outcome = match fout {
        Some(fout) => Err(fout),
        None => aanmelding.provider.wissel(&oidc, basis, (&antwoord.code, &onderweg), nu).await,
    };
    let wie = match outcome {
        Ok(wie) => wie,
        Err(fout) => {
            meld(&fout);
            audit_geweigerd(&aanmelding, (None, WIJZE), fout.melding(), adres).await?;
            return Err(fout.into());
        }
    };
    let mut naam = wie.naam;
    if aanmelding::is_known(db, &naam.to_lowercase()).await? {
        // The audit must tell this person from the local account of that name.
        naam.push_str(" (extern)");
    }
    let Some(rol) = wie.rol else {
        audit_geweigerd(&aanmelding, (Some(&naam), WIJZE), "geen rol", adres).await?;
        return Err(OidcFout::GeenRol.into());
    };
    let wijze = format!("{WIJZE}, sub {}", wie.sub);
    let persoon = Persoon { naam: &naam, rol, gebruiker_id: None, wijze: &wijze };
    let oud = geheim::lees_cookie(&headers, geheim::SESSIE).map(|oud| geheim::sessie_hash(&oud));
    let antwoord = begin_sessie(&aanmelding, &persoon, (adres, oud), &onderweg.naar).await?;
    antwoord.ok_or(Fout::NietAangemeld)
}

fn meld(fout: &OidcFout) {
    warn!("signing in at the provider failed: {}", fout.log());
}
