//! Who did what, on what, with what result, from where, when.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use load::pagina::audit::{self as rijen, AuditRij, Selectie};
use serde::Deserialize;

use super::adres::{self, Keuze, gevuld};
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::download::{self, RIJEN_GEVRAAGD};
use crate::tabel::{Cel, Kolom, Soort, Tabel};
use crate::{Fout, Gebruiker, Rol};

/// Acts on a page.
const PAGINA: usize = 100;

pub(crate) fn routes() -> Router<Omgeving> {
    download::met_pagina(Router::new(), "/audit", get(toon), alles)
}

/// What the address selects.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Vraag {
    handeling: String,
    /// First day.
    van: String,
    /// Last day.
    tot: String,
    /// Only what is older than this act.
    voor: String,
}

impl Vraag {
    fn selectie(&self, omgeving: &Omgeving) -> Selectie<'_> {
        let zone = omgeving.tijdzone;
        Selectie {
            handeling: gevuld(&self.handeling),
            van: adres::dag(&self.van).map(|dag| adres::begin_van(dag, zone)),
            tot: adres::dag(&self.tot).map(|dag| adres::einde_van(dag, zone)),
        }
    }

    fn adres(&self, voor: &str) -> String {
        let Self { handeling, van, tot, .. } = self;
        adres::vraag(&[("handeling", handeling), ("van", van), ("tot", tot), ("voor", voor)])
    }
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Pagina {
    kader: Kader,
    handelingen: Vec<Keuze>,
    van: String,
    tot: String,
    tabel: Tabel,
    ouder: Option<String>,
    is_vervolg: bool,
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    gebruiker.eis(Rol::Beheerder)?;
    let voor = gevuld(&vraag.voor).and_then(|voor| voor.parse().ok());
    let max = i64::try_from(PAGINA).unwrap_or(i64::MAX).saturating_add(1);
    let mut gelezen = rijen::list(&omgeving.db, &vraag.selectie(&omgeving), voor, max).await?;
    let has_more = gelezen.len() > PAGINA;
    gelezen.truncate(PAGINA);
    let laatste = gelezen.last().filter(|_| has_more);
    let ouder = laatste.map(|rij| format!("/audit{}", vraag.adres(&rij.audit_id.to_string())));
    let handelingen = rijen::list_acts(&omgeving.db).await?;
    opmaak::pagina(&Pagina {
        kader: Kader::new(&omgeving, &gebruiker, "/audit", "Audit"),
        handelingen: adres::keuzes("alle handelingen", &handelingen, &vraag.handeling),
        tabel: tabel(&omgeving, &vraag, gelezen),
        van: vraag.van,
        tot: vraag.tot,
        ouder,
        is_vervolg: voor.is_some(),
    })
}

async fn alles(omgeving: Omgeving, gebruiker: Gebruiker, vraag: Vraag) -> Result<Tabel, Fout> {
    gebruiker.eis(Rol::Beheerder)?;
    let selectie = vraag.selectie(&omgeving);
    let gelezen = rijen::list(&omgeving.db, &selectie, None, RIJEN_GEVRAAGD).await?;
    Ok(tabel(&omgeving, &vraag, gelezen))
}

fn tabel(omgeving: &Omgeving, vraag: &Vraag, gelezen: Vec<AuditRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "audit",
        "Handelingen, de nieuwste eerst",
        vec![
            Kolom::new("Op", Soort::Moment),
            Kolom::new("Wie", Soort::Tekst),
            Kolom::new("Handeling", Soort::Tekst),
            Kolom::new("Waarop", Soort::Tekst),
            Kolom::new("Resultaat of reden", Soort::Tekst),
            Kolom::new("Vanwaar", Soort::Tekst),
        ],
    )
    .als_leeg("Er zijn geen handelingen in deze selectie.")
    .te_downloaden("/audit", vraag.adres(""))
    .in_zone(omgeving.tijdzone);
    for rij in gelezen {
        tabel.rij(vec![
            Cel::Moment(rij.op),
            Cel::Tekst(rij.wie),
            Cel::Tekst(rij.handeling),
            Cel::Tekst(rij.object),
            Cel::Tekst(rij.resultaat),
            Cel::Tekst(rij.herkomst),
        ]);
    }
    tabel
}
