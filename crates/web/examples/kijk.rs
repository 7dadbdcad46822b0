//! The pages on 127.0.0.1:8438 without sign-in, for looking at them while they are made. Never part of the product.
//!
//! `DATABASE_URL=postgres://... cargo run -p web --example kijk [lezer|operator|beheerder] [moment]`
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a tool for developers")]

use std::sync::Arc;

use axum::Extension;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use load::Db;
use web::{Bediening, BronInfo, Gebruiker, Omgeving, Rol, Volgende};

const ADRES: &str = "127.0.0.1:8438";

/// A service that does nothing.
struct Kijker {
    nu: Option<DateTime<Utc>>,
    bronnen: Vec<BronInfo>,
}

impl Bediening for Kijker {
    fn nu(&self) -> DateTime<Utc> {
        self.nu.unwrap_or_else(Utc::now)
    }

    fn volgende(&self) -> Vec<Volgende> {
        let nacht = self.nu().date_naive().and_hms_opt(3, 0, 0).map(|op| op.and_utc());
        let nachten = (1..=3).filter_map(|dag| Some(nacht? + TimeDelta::days(dag)));
        nachten
            .flat_map(|moment| {
                self.bronnen.iter().map(move |bron| Volgende {
                    plan: "nacht".to_owned(),
                    bron: bron.naam.clone(),
                    moment,
                })
            })
            .collect()
    }

    fn bronnen(&self) -> Vec<BronInfo> {
        self.bronnen.clone()
    }

    fn instellingen(&self) -> String {
        "[database]\nurl = \"postgres://***\"\n".to_owned()
    }

    fn is_leider(&self) -> bool {
        true
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("DATABASE_URL")?;
    let mut arguments = std::env::args().skip(1);
    let rol = match arguments.next().as_deref() {
        Some("lezer") => Rol::Lezer,
        Some("operator") => Rol::Operator,
        _ => Rol::Beheerder,
    };
    let nu = arguments.next().map(|moment| moment.parse()).transpose()?;
    let bron = |naam: &str, soort: &str, plaats: &str| BronInfo {
        naam: naam.to_owned(),
        soort: soort.to_owned(),
        plaats: plaats.to_owned(),
    };
    let bronnen = vec![
        bron("berichten", "ggk", "/srv/sluis/inbox"),
        bron("zaken", "zaaksysteem", "/srv/sluis/zaken"),
        bron("jeugdzorg", "cbs", "85099NED"),
    ];
    let db = Db::connect(&url).await?;
    let omgeving = Omgeving {
        feiten: db.clone(),
        db,
        bediening: Arc::new(Kijker { nu, bronnen }),
        tijdzone: Tz::Europe__Amsterdam,
        versie: env!("CARGO_PKG_VERSION"),
        signin: web::AanmeldInstellingen::default(),
    };
    let gebruiker = Gebruiker { naam: "a.jansen".to_owned(), rol, csrf: "kijk".to_owned() };
    let pages = web::paginas(omgeving).layer(Extension(gebruiker));
    let listener = tokio::net::TcpListener::bind(ADRES).await?;
    println!("http://{ADRES}/");
    axum::serve(listener, pages).await?;
    Ok(())
}
