//! A service with a clock of the test, and a browser that keeps cookies.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Form, Router};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt;
use load::Db;
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, PgPool};
use tower::ServiceExt;
use web::{AanmeldInstellingen, Bediening, BronInfo, Gebruiker, Omgeving, Rol, Volgende};

pub(crate) const HOST: &str = "localhost:8437";
pub(crate) const WACHTWOORD: &str = "dijk-lantaarn-7";

/// A clock that stands still until the test moves it.
pub(crate) struct Klok(Mutex<DateTime<Utc>>);

impl Klok {
    pub(crate) fn verder(&self, tijd: TimeDelta) {
        *self.0.lock().unwrap() += tijd;
    }
}

impl Bediening for Klok {
    fn nu(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
    fn volgende(&self) -> Vec<Volgende> {
        vec![]
    }
    fn bronnen(&self) -> Vec<BronInfo> {
        vec![]
    }
    fn instellingen(&self) -> String {
        String::new()
    }
    fn is_leider(&self) -> bool {
        true
    }
}

pub(crate) struct Wereld {
    pub(crate) pool: PgPool,
    pub(crate) db: Db,
    pub(crate) klok: Arc<Klok>,
    pub(crate) omgeving: Omgeving,
}

impl Wereld {
    pub(crate) async fn new(pool: PgPool, signin: AanmeldInstellingen, nu: DateTime<Utc>) -> Self {
        let db = Db::from_pool(pool.clone());
        db.migrate().await.unwrap();
        let klok = Arc::new(Klok(Mutex::new(nu)));
        let omgeving = Omgeving {
            db: db.clone(),
            feiten: db.clone(),
            bediening: klok.clone(),
            tijdzone: chrono_tz::Tz::Europe__Amsterdam,
            versie: "0",
            signin,
        };
        Self { pool, db, klok, omgeving }
    }

    /// With local accounts only, on a morning.
    pub(crate) async fn lokaal(pool: PgPool) -> Self {
        let nu = "2026-11-23T08:00:00Z".parse().unwrap();
        Self::new(pool, AanmeldInstellingen::default(), nu).await
    }

    pub(crate) fn nu(&self) -> DateTime<Utc> {
        self.klok.nu()
    }

    pub(crate) async fn account(&self, naam: &str, rol: &str) {
        let hash = web::hash_wachtwoord(naam, &SecretString::from(WACHTWOORD)).unwrap();
        let given = (naam, hash.as_str(), rol);
        assert!(load::aanmelding::add_account(&self.db, given, "test", self.nu()).await.unwrap());
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(router(&self.omgeving))
    }

    /// The audit, without what the command line did.
    pub(crate) async fn audit(&self) -> Vec<String> {
        self.regels(
            "select concat_ws(' | ', wie, handeling, object, resultaat, herkomst) \
             from beheer.audit where herkomst <> 'opdrachtregel' order by audit_id",
        )
        .await
    }

    pub(crate) async fn regels(&self, sql: &str) -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&self.pool).await.unwrap()
    }
}

#[derive(serde::Deserialize)]
struct Veld {
    tekst: String,
}

/// Pages as the product has them: one to look at, an action, a number in the path, one that stops.
pub(crate) fn router(omgeving: &Omgeving) -> Router {
    let eigen = Router::new()
        .route("/wie", get(async |wie: Gebruiker| format!("{} {}", wie.naam, wie.rol.code())))
        .route("/csrf", get(async |wie: Gebruiker| wie.csrf))
        .route("/proef/{id}/opnieuw", post(async |Form(veld): Form<Veld>| veld.tekst))
        .route(
            "/proef/{id}",
            get(async |axum::extract::Path(id): axum::extract::Path<i64>| id.to_string()),
        )
        .route(
            "/baas",
            get(async |wie: Gebruiker| wie.eis(Rol::Beheerder).map(|()| "ja".into_response())),
        )
        .route("/paniek", get(stop));
    web::bescherm_paginas(omgeving.clone(), eigen.merge(web::paginas(omgeving.clone())))
}

async fn stop() -> String {
    panic!("999900006")
}

/// An answer, read.
pub(crate) struct Antwoord {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) tekst: String,
}

impl Antwoord {
    pub(crate) fn naar(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn veld(&self, naam: &str) -> String {
        let begin = format!("name=\"{naam}\" value=\"");
        let (_, rest) = self.tekst.split_once(&begin).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

/// Keeps cookies, and sends what browsers send.
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) adres: String,
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), adres: "127.0.0.1:50000".to_owned() }
    }

    pub(crate) fn cookie(&self) -> String {
        let pairs: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// Sends a request as it is, with the cookies.
    pub(crate) async fn stuur(&mut self, mut request: Request<Body>) -> Antwoord {
        let adres: SocketAddr = self.adres.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(adres));
        let headers = request.headers_mut();
        if !headers.contains_key(header::HOST) {
            headers.insert(header::HOST, HOST.parse().unwrap());
        }
        if !self.cookies.is_empty() {
            headers.insert(header::COOKIE, self.cookie().parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = body.collect().await.unwrap().to_bytes();
        let tekst = String::from_utf8(body.to_vec()).unwrap();
        Antwoord { status: parts.status, headers: parts.headers, tekst }
    }

    pub(crate) async fn get(&mut self, pad: &str) -> Antwoord {
        self.stuur(Request::get(pad).body(Body::empty()).unwrap()).await
    }

    /// Posts a form from a page of ours.
    pub(crate) async fn post(&mut self, pad: &str, velden: &[(&str, &str)]) -> Antwoord {
        self.stuur(formulier(pad, velden)).await
    }

    /// Opens the page and signs in.
    pub(crate) async fn meld_aan(&mut self, naam: &str, wachtwoord: &str) -> Antwoord {
        let csrf = self.get("/aanmelden").await.veld("csrf");
        let velden = [("csrf", csrf.as_str()), ("naam", naam), ("wachtwoord", wachtwoord)];
        self.post("/aanmelden", &velden).await
    }
}

/// A form as browsers send it from a page of ours.
pub(crate) fn formulier(pad: &str, velden: &[(&str, &str)]) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri(pad)
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(codeer(velden)))
        .unwrap()
}

pub(crate) fn codeer(velden: &[(&str, &str)]) -> String {
    let mut text = openidconnect::url::form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(velden);
    text.finish()
}
