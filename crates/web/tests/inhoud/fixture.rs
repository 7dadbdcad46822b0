//! The pages on a database of the test, with a clock that stands still.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use http_body_util::BodyExt;
use load::Db;
use sqlx::PgPool;
use tower::ServiceExt;
use web::{Bediening, BronInfo, Gebruiker, Omgeving, Rol, Volgende};

struct Dienst;

impl Bediening for Dienst {
    fn nu(&self) -> DateTime<Utc> {
        "2026-11-22T23:30:00Z".parse().unwrap()
    }

    fn volgende(&self) -> Vec<Volgende> {
        Vec::new()
    }

    fn bronnen(&self) -> Vec<BronInfo> {
        Vec::new()
    }

    fn instellingen(&self) -> String {
        "[database]\nurl = \"postgres://sluis:***@db/sluis\"\n".to_owned()
    }

    fn is_leider(&self) -> bool {
        true
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Antwoord {
    pub(crate) status: StatusCode,
    /// Where a redirect leads.
    pub(crate) naar: Option<String>,
    pub(crate) bestand: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

impl Antwoord {
    pub(crate) fn tekst(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// The content of a page, without what differs each time.
    pub(crate) fn inhoud(&self) -> String {
        let (_, rest) = self.tekst().split_once("<main id=\"inhoud\">").unwrap();
        let (inhoud, _) = rest.split_once("</main>").unwrap();
        let mut delen = inhoud.split("name=\"sleutel\" value=\"");
        let mut schoon = delen.next().unwrap().to_owned();
        for deel in delen {
            schoon.push_str("name=\"sleutel\" value=\"SLEUTEL");
            schoon.push_str(deel.get(36..).unwrap());
        }
        schoon
    }
}

/// The pages around a database.
pub(crate) struct Site {
    pub(crate) pool: PgPool,
}

impl Site {
    /// An empty warehouse.
    pub(crate) async fn leeg(pool: PgPool) -> Self {
        Db::from_pool(pool.clone()).migrate().await.unwrap();
        Self { pool }
    }

    /// With the refusals and acts of `nacht.sql`.
    pub(crate) async fn gevuld(pool: PgPool) -> Self {
        let site = Self::leeg(pool).await;
        sqlx::raw_sql(include_str!("nacht.sql")).execute(&site.pool).await.unwrap();
        site
    }

    pub(crate) async fn get(&self, rol: Rol, pad: &str) -> Antwoord {
        self.stuur(rol, Method::GET, pad, String::new()).await
    }

    pub(crate) async fn post(&self, rol: Rol, pad: &str, velden: &str) -> Antwoord {
        self.stuur(rol, Method::POST, pad, format!("csrf=C&{velden}")).await
    }

    async fn stuur(&self, rol: Rol, methode: Method, pad: &str, body: String) -> Antwoord {
        let omgeving = Omgeving {
            db: Db::from_pool(self.pool.clone()),
            feiten: Db::from_pool(self.pool.clone()),
            bediening: Arc::new(Dienst),
            tijdzone: Tz::Europe__Amsterdam,
            versie: "0.1.0",
            signin: web::AanmeldInstellingen::default(),
        };
        let gebruiker = Gebruiker { naam: "o.perator".to_owned(), rol, csrf: "C".to_owned() };
        let request = Request::builder()
            .method(methode)
            .uri(pad)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let paginas = web::paginas(omgeving).layer(Extension(gebruiker));
        let response = paginas.oneshot(request).await.unwrap();
        let status = response.status();
        let kop =
            |naam| response.headers().get(naam).map(|waarde| waarde.to_str().unwrap().to_owned());
        let (naar, bestand) = (kop(LOCATION), kop(CONTENT_DISPOSITION));
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Antwoord { status, naar, bestand, bytes }
    }

    pub(crate) async fn teksten(&self, sql: &'static str) -> Vec<String> {
        sqlx::query_scalar(sql).fetch_all(&self.pool).await.unwrap()
    }
}
