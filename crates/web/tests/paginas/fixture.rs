//! The pages on a database of the test, with a clock that stands still.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made is a failing test")]

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use http_body_util::BodyExt;
use load::Db;
use sqlx::PgPool;
use tower::ServiceExt;
use web::{Bediening, BronInfo, Gebruiker, Omgeving, Rol, Volgende};

/// Sunday morning, nine o'clock in Amsterdam.
pub(crate) const NU: &str = "2026-11-22T08:00:00Z";

/// What the tests have for a service.
struct Dienst {
    has_bronnen: bool,
    is_leider: bool,
}

impl Bediening for Dienst {
    fn nu(&self) -> DateTime<Utc> {
        NU.parse().unwrap()
    }

    fn volgende(&self) -> Vec<Volgende> {
        let nacht = |dag| self.nu() + TimeDelta::days(dag) - TimeDelta::hours(5);
        let plan = |bron: &str, dag| Volgende {
            plan: "nacht".to_owned(),
            bron: bron.to_owned(),
            moment: nacht(dag),
        };
        if self.has_bronnen { vec![plan("berichten", 1), plan("berichten", 2)] } else { Vec::new() }
    }

    fn bronnen(&self) -> Vec<BronInfo> {
        let bron = |naam: &str, soort: &str, plaats: &str| BronInfo {
            naam: naam.to_owned(),
            soort: soort.to_owned(),
            plaats: plaats.to_owned(),
        };
        if !self.has_bronnen {
            return Vec::new();
        }
        vec![
            bron("berichten", "ggk", "inbox"),
            bron("zaken", "zaaksysteem", "zaken"),
            bron("jeugd <zorg>", "cbs", "85099NED"),
        ]
    }

    fn instellingen(&self) -> String {
        String::new()
    }

    fn is_leider(&self) -> bool {
        self.is_leider
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Antwoord {
    pub(crate) status: StatusCode,
    /// Where a redirect leads.
    pub(crate) naar: Option<String>,
    pub(crate) html: String,
    /// Whether a browser keeps it as a file.
    pub(crate) is_download: bool,
}

/// The pages around a database.
pub(crate) struct Site {
    pub(crate) db: Db,
    pub(crate) pool: PgPool,
    pub(crate) has_bronnen: bool,
    pub(crate) is_leider: bool,
}

impl Site {
    pub(crate) fn new(pool: PgPool) -> Self {
        Self { db: Db::from_pool(pool.clone()), pool, has_bronnen: true, is_leider: true }
    }

    /// With the three nights of `nacht.sql`.
    pub(crate) async fn met_nachten(pool: PgPool) -> Self {
        // The views of mart are not migrations.
        Db::from_pool(pool.clone()).migrate().await.unwrap();
        sqlx::raw_sql(include_str!("nacht.sql")).execute(&pool).await.unwrap();
        Self::new(pool)
    }

    pub(crate) async fn get(&self, rol: Rol, pad: &str) -> Antwoord {
        self.stuur(rol, Method::GET, pad, String::new()).await
    }

    pub(crate) async fn post(&self, rol: Rol, pad: &str, velden: &str) -> Antwoord {
        self.stuur(rol, Method::POST, pad, format!("csrf=C&{velden}")).await
    }

    async fn stuur(&self, rol: Rol, methode: Method, pad: &str, body: String) -> Antwoord {
        let dienst = Dienst { has_bronnen: self.has_bronnen, is_leider: self.is_leider };
        let omgeving = Omgeving {
            db: self.db.clone(),
            feiten: self.db.clone(),
            bediening: Arc::new(dienst),
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
        let naar = response.headers().get(LOCATION).map(|naar| naar.to_str().unwrap().to_owned());
        let is_download = response.headers().contains_key(CONTENT_DISPOSITION);
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Antwoord { status, naar, html: String::from_utf8_lossy(&bytes).into_owned(), is_download }
    }

    pub(crate) async fn getal(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }

    pub(crate) async fn tekst(&self, sql: &'static str) -> Option<String> {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }
}

/// The content of a page, without what differs each time.
pub(crate) fn inhoud(html: &str) -> String {
    let (_, rest) = html.split_once("<main id=\"inhoud\">").unwrap();
    let (inhoud, _) = rest.split_once("</main>").unwrap();
    let mut delen = inhoud.split("name=\"sleutel\" value=\"");
    let mut schoon = delen.next().unwrap().to_owned();
    for deel in delen {
        schoon.push_str("name=\"sleutel\" value=\"SLEUTEL");
        schoon.push_str(deel.get(36..).unwrap());
    }
    schoon
}
