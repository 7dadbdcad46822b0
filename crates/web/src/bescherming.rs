//! What stands around every page: our own address, bodies of a bounded size, a session, forms that are ours, headers.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use load::aanmelding;
use load::ledger::{Handeling, record_audit};
use openidconnect::url::form_urlencoded;
use tracing::{error, warn};

use crate::aanmelding::{
    Aangemeld, Aanmelding, Adres, Netwerk, PAD, geheim, tel_adres, veilig_pad,
};
use crate::fout::van_status;
use crate::{Fout, Gebruiker, Rol};

/// Larger than any form of ours.
pub(crate) const BODY_BYTES_MAX: usize = 64 << 10;
/// An upper bound for a page, reading its request included.
const TIJD_MAX: Duration = Duration::from_secs(30);
/// Stylesheet and icon: open to everybody, and kept by browsers for a while.
const OPEN: [&str; 2] = ["/stijl.css", "/icoon.svg"];

/// Nothing but our own style, our own forms and drawings inside the page.
const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What is told of a text that cannot be looked for.
const NUL: &str = "Er staat een teken in dat nergens kan voorkomen. Er is niets gedaan.";

/// On every answer. `same-origin` and not `no-referrer`: under that one browsers send no origin with a form.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The layer around all pages.
pub(crate) async fn bescherm(
    State(aanmelding): State<Aanmelding>,
    request: Request,
    next: Next,
) -> Response {
    let is_vast = OPEN.contains(&request.uri().path());
    let answer = tokio::time::timeout(TIJD_MAX, beantwoord(&aanmelding, request, next)).await;
    let mut response = answer.unwrap_or_else(|_| Fout::TeLang.into_response());
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if aanmelding.instellingen().basis.is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    let keep = if is_vast { "public, max-age=300" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

/// Who asks what, for the audit.
struct Wie {
    adres: Adres,
    /// Method and the path as it stands in the router: no value of the request.
    wat: String,
    gebruiker: Option<Gebruiker>,
}

async fn beantwoord(aanmelding: &Aanmelding, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    let mut wie = Wie {
        adres: adres(&request, &aanmelding.instellingen().proxies),
        wat: format!("{} {path}", request.method()),
        gebruiker: None,
    };
    let mut response = match laat_toe(aanmelding, request, &mut wie).await {
        Ok(Toegang::Verder(request)) => next.run(*request).await,
        Ok(Toegang::Elders(response)) => response,
        Err(fout) => fout.into_response(),
    };
    let status = response.status();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if (status.is_client_error() || status.is_server_error()) && !is_page {
        // A text of a library may repeat what was sent.
        let allow = response.headers_mut().remove(header::ALLOW);
        response = van_status(status).into_response();
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    if let Some(reden) = reden_voor_audit(status) {
        audit(aanmelding, &wie, reden).await;
    }
    response
}

/// What a refusal is called in the audit. What is not there, or makes no sense, is no act.
fn reden_voor_audit(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::FORBIDDEN => Some("geweigerd"),
        StatusCode::METHOD_NOT_ALLOWED => Some("geweigerd: methode"),
        StatusCode::PAYLOAD_TOO_LARGE => Some("geweigerd: te groot"),
        _ => None,
    }
}

/// Writes a refusal of somebody who is signed in to the audit.
async fn audit(aanmelding: &Aanmelding, wie: &Wie, resultaat: &str) {
    let Some(gebruiker) = &wie.gebruiker else { return };
    schrijf(aanmelding, wie, &gebruiker.naam, resultaat).await;
}

async fn schrijf(aanmelding: &Aanmelding, wie: &Wie, naam: &str, resultaat: &str) {
    let handeling = Handeling {
        wie: naam,
        handeling: "verzoek",
        object: &wie.wat,
        resultaat,
        herkomst: &wie.adres.herkomst(),
    };
    if let Err(fout) = record_audit(&aanmelding.omgeving.db, &handeling).await {
        // The request was refused all the same.
        error!(code = fout.code(), "a refusal could not be written to the audit");
    }
}

/// Where a request goes.
enum Toegang {
    /// To its page.
    Verder(Box<Request>),
    /// It is answered already.
    Elders(Response),
}

/// Refuses what is not for us or not from us, and adds who asks.
async fn laat_toe(
    aanmelding: &Aanmelding,
    request: Request,
    wie: &mut Wie,
) -> Result<Toegang, Fout> {
    let (mut parts, body) = request.into_parts();
    let host = host(&parts).ok_or(Fout::AnderAdres)?;
    if !aanmelding.instellingen().basis.is_ons(&host) {
        return Err(Fout::AnderAdres);
    }
    if !matches!(parts.method, Method::GET | Method::HEAD | Method::POST) {
        return Err(Fout::Methode);
    }
    if parts.uri.path_and_query().is_some_and(|asked| has_nul(asked.as_str().as_bytes())) {
        return Err(Fout::Verzoek(NUL.to_owned()));
    }
    parts.extensions.insert(wie.adres);
    let path = parts.uri.path();
    if OPEN.contains(&path) {
        return Ok(Toegang::Verder(Box::new(Request::from_parts(parts, Body::empty()))));
    }
    let is_open = path == PAD || path.strip_prefix(PAD).is_some_and(|rest| rest.starts_with('/'));
    if !is_open {
        let Some((gebruiker, aangemeld)) = sessie(aanmelding, &parts.headers).await? else {
            return Ok(Toegang::Elders(naar_aanmelden(&parts)));
        };
        wie.gebruiker = Some(gebruiker.clone());
        parts.extensions.insert(gebruiker);
        parts.extensions.insert(aangemeld);
    }
    if parts.method != Method::POST {
        return Ok(Toegang::Verder(Box::new(Request::from_parts(parts, Body::empty()))));
    }
    let body = lees(&parts.headers, body).await?;
    if let Err(reden) = onze_formulier(aanmelding, &parts, &host, &body) {
        return Err(weiger(aanmelding, wie, reden).await);
    }
    if has_nul(&body) {
        return Err(Fout::Verzoek(NUL.to_owned()));
    }
    Ok(Toegang::Verder(Box::new(Request::from_parts(parts, Body::from(body)))))
}

/// Whether a text holds a character that nobody types and that Postgres cannot hold, as it is or as an address writes it.
fn has_nul(text: &[u8]) -> bool {
    text.contains(&0) || text.windows(3).any(|part| part == b"%00")
}

/// The name that a request is for. A second one, or another in the request line, is a trick.
fn host(parts: &Parts) -> Option<String> {
    let mut names = parts.headers.get_all(header::HOST).iter();
    let name = names.next()?.to_str().ok()?;
    let is_same = parts.uri.authority().is_none_or(|other| other.as_str() == name);
    (names.next().is_none() && is_same).then(|| name.to_owned())
}

/// To the page where people sign in, and afterwards back to what they wanted to see.
fn naar_aanmelden(parts: &Parts) -> Response {
    let wanted = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let naar = veilig_pad(wanted);
    if naar == "/" || parts.method == Method::POST {
        return Redirect::to(PAD).into_response();
    }
    let naar: String = form_urlencoded::byte_serialize(naar.as_bytes()).collect();
    Redirect::to(&format!("{PAD}?naar={naar}")).into_response()
}

async fn sessie(
    aanmelding: &Aanmelding,
    headers: &HeaderMap,
) -> Result<Option<(Gebruiker, Aangemeld)>, Fout> {
    let Some(token) = geheim::lees_cookie(headers, geheim::SESSIE) else { return Ok(None) };
    let hash = geheim::sessie_hash(&token);
    let (nu, rust) = (aanmelding.nu(), aanmelding.instellingen().sessie_rust);
    let found = aanmelding::find_session(&aanmelding.omgeving.db, &hash, nu, rust).await?;
    Ok(found.and_then(|sessie| {
        let rol = Rol::van_code(&sessie.rol)?;
        let gebruiker = Gebruiker { naam: sessie.naam, rol, csrf: sessie.csrf };
        Some((gebruiker, Aangemeld { hash, is_extern: sessie.is_extern }))
    }))
}

async fn lees(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Fout> {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let told: Option<u64> = told.and_then(|length| length.parse().ok());
    if told.is_some_and(|length| usize::try_from(length).map_or(true, |l| l > BODY_BYTES_MAX)) {
        return Err(Fout::TeGroot);
    }
    let body = to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| Fout::TeGroot)?;
    Ok(body.into())
}

/// Whether a form was sent by a page of ours, in this session. `Err` says why not.
fn onze_formulier(
    aanmelding: &Aanmelding,
    parts: &Parts,
    host: &str,
    body: &[u8],
) -> Result<(), &'static str> {
    let text =
        |name: HeaderName| parts.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let origin = text(header::ORIGIN);
    let basis = &aanmelding.instellingen().basis;
    let is_site = site.is_none_or(|site| site == "same-origin");
    let is_origin = origin.is_none_or(|origin| basis.is_onze_pagina(origin, host));
    if !is_site || !is_origin || (site.is_none() && origin.is_none()) {
        return Err("andere herkomst");
    }
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return Err("geen formulier");
    }
    let wanted = match parts.extensions.get::<Gebruiker>() {
        Some(gebruiker) => Some(gebruiker.csrf.clone()),
        None => geheim::lees_cookie(&parts.headers, geheim::BEGIN)
            .map(|token| geheim::begin_csrf(&token)),
    };
    let mut given = form_urlencoded::parse(body).filter(|(name, _)| name == "csrf");
    let is_right = match (wanted, given.next(), given.next()) {
        (Some(wanted), Some((_, given)), None) => geheim::is_gelijk(&wanted, &given),
        _ => false,
    };
    if is_right { Ok(()) } else { Err("geen geldig formulier") }
}

/// Writes a form that is not ours to the audit, and slows down who sends many without being signed in.
async fn weiger(aanmelding: &Aanmelding, wie: &mut Wie, reden: &str) -> Fout {
    warn!("a form was refused: {reden}");
    // Taken: the answer is not written down a second time.
    let naam = if let Some(gebruiker) = wie.gebruiker.take() {
        gebruiker.naam
    } else {
        if let Err(fout) = tel_adres(aanmelding, wie.adres).await {
            return fout;
        }
        "onbekend".to_owned()
    };
    schrijf(aanmelding, wie, &naam, &format!("geweigerd: {reden}")).await;
    Fout::Formulier
}

/// The address of the visitor: that of the connection, or what a trusted proxy says of it.
fn adres(request: &Request, proxies: &[Netwerk]) -> Adres {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let Some(ConnectInfo(peer)) = peer else { return Adres(None) };
    let forwarded = request.headers().get_all("x-forwarded-for");
    let lines = forwarded.iter().map(|line| line.to_str().unwrap_or_default());
    let path: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    Adres(Some(bezoeker(peer.ip().to_canonical(), &path, proxies)))
}

/// Walks back from the connection over proxies that are trusted; the first other one is the visitor.
fn bezoeker(peer: IpAddr, path: &[&str], proxies: &[Netwerk]) -> IpAddr {
    let mut visitor = peer;
    for before in path.iter().rev() {
        if !proxies.iter().any(|proxy| proxy.bevat(visitor)) {
            break;
        }
        let Ok(address) = before.parse::<IpAddr>() else { break };
        visitor = address.to_canonical();
    }
    visitor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
        let proxies: Vec<Netwerk> = vec!["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
        for (peer, path, expect) in [
            ("192.0.2.9", &["198.51.100.1"][..], "192.0.2.9"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1", "10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1", "<script>"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("::1", &["10.9.9.9"], "10.9.9.9"),
        ] {
            let found = bezoeker(peer.parse().unwrap(), path, &proxies);
            assert_eq!(found, expect.parse::<IpAddr>().unwrap(), "{peer} {path:?}");
            assert_eq!(bezoeker(peer.parse().unwrap(), path, &[]), peer.parse::<IpAddr>().unwrap());
        }
    }
}
