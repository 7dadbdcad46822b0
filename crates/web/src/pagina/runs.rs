//! All runs, newest first.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use load::pagina::{self, RunFilter, RunRegel};
use serde::Deserialize;

use super::{adres, run, tekst, verzoek};
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::download::{self, RIJEN_GEVRAAGD};
use crate::tabel::{Cel, Kolom, Soort, Tabel, status_nl};
use crate::{Fout, Gebruiker};

/// Runs on a page: a month of nights and some reruns.
const RIJEN: i64 = 50;

const STATUSSEN: [&str; 5] = ["running", "succeeded", "partial", "failed", "cancelled"];
const SOORTEN: [&str; 3] = ["run", "rerun", "replay"];

pub(crate) fn routes() -> Router<Omgeving> {
    download::met_pagina(Router::new(), "/runs", get(toon), alle)
}

#[derive(Debug, Default, Deserialize)]
struct Vraag {
    #[serde(default)]
    status: String,
    #[serde(default)]
    soort: String,
    #[serde(default)]
    voor: String,
    melding: Option<String>,
}

/// A choice of a filter.
struct Keuze {
    waarde: &'static str,
    naam: String,
    is_gekozen: bool,
}

#[derive(Template)]
#[template(path = "runs.html")]
struct Runs {
    kader: Kader,
    statussen: Vec<Keuze>,
    soorten: Vec<Keuze>,
    is_gefilterd: bool,
    tabel: Tabel,
    nieuwste: Option<String>,
    ouder: Option<String>,
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    let filter = filter(&vraag)?;
    let mut regels = pagina::list_runs(&omgeving.db, &filter, RIJEN + 1).await?;
    let rijen = usize::try_from(RIJEN).unwrap_or(usize::MAX);
    let has_meer = regels.len() > rijen;
    regels.truncate(rijen);
    let laatste = regels.last().map(|regel| regel.run.run_id).filter(|_| has_meer);
    let adres = |voor: Option<i64>| {
        let voor = voor.map(|voor| format!("&voor={voor}")).unwrap_or_default();
        format!("/runs?status={}&soort={}{voor}", vraag.status, vraag.soort)
    };
    let is_gefilterd = filter.status.is_some() || filter.soort.is_some();
    let mut kader = Kader::new(&omgeving, &gebruiker, "/runs", "Runs");
    kader.melding = verzoek::melding(vraag.melding.as_deref());
    let tabel = tabel(&omgeving, regels).als_leeg(if is_gefilterd {
        "Er zijn geen runs die aan deze keuze voldoen."
    } else {
        "Er is nog geen run geweest. Laad de bronnen op het overzicht, of wacht op de eerste nacht."
    });
    let keuze = |waarde: &'static str, naam: &str, gekozen: &str| Keuze {
        waarde,
        naam: naam.to_owned(),
        is_gekozen: waarde == gekozen,
    };
    let gekozen = adres::vraag(&[("status", &*vraag.status), ("soort", &*vraag.soort)]);
    let tabel = tabel.te_downloaden("/runs", gekozen);
    opmaak::pagina(&Runs {
        kader,
        statussen: STATUSSEN.map(|status| keuze(status, status_nl(status), &vraag.status)).into(),
        soorten: SOORTEN.map(|soort| keuze(soort, tekst::soort_run(soort), &vraag.soort)).into(),
        is_gefilterd,
        tabel,
        nieuwste: filter.voor.map(|_| adres(None)),
        ouder: laatste.map(|voor| adres(Some(voor))),
    })
}

/// All runs that pass the filter, for a download.
async fn alle(omgeving: Omgeving, _: Gebruiker, vraag: Vraag) -> Result<Tabel, Fout> {
    let filter = filter(&vraag)?;
    Ok(tabel(&omgeving, pagina::list_runs(&omgeving.db, &filter, RIJEN_GEVRAAGD).await?))
}

/// What was asked; a word that does not exist is not found rather than ignored.
fn filter(vraag: &Vraag) -> Result<RunFilter, Fout> {
    let woord = |tekst: &str, bekend: &[&str]| match tekst {
        "" => Ok(None),
        tekst if bekend.contains(&tekst) => Ok(Some(tekst.to_owned())),
        _ => Err(Fout::Verzoek("Deze keuze bestaat niet.".to_owned())),
    };
    let voor = match vraag.voor.as_str() {
        "" => None,
        tekst => {
            Some(tekst.parse().map_err(|_| Fout::Verzoek("Deze keuze bestaat niet.".to_owned()))?)
        }
    };
    let status = woord(&vraag.status, &STATUSSEN)?;
    Ok(RunFilter { status, soort: woord(&vraag.soort, &SOORTEN)?, voor })
}

/// Runs as a table.
pub(crate) fn tabel(omgeving: &Omgeving, regels: Vec<RunRegel>) -> Tabel {
    let mut tabel = Tabel::new(
        "runs",
        "Runs, nieuwste eerst",
        vec![
            Kolom::new("Run", Soort::Tekst),
            Kolom::new("Stand", Soort::Tekst),
            Kolom::new("Soort", Soort::Tekst),
            Kolom::new("Begonnen", Soort::Moment),
            Kolom::new("Duur", Soort::Tekst),
            Kolom::new("Gestart door", Soort::Tekst),
            Kolom::new("Gelezen", Soort::Getal),
            Kolom::new("Geladen", Soort::Getal),
            Kolom::new("Quarantaine", Soort::Getal),
            Kolom::new("Dubbel", Soort::Getal),
            Kolom::new("Mislukte taken", Soort::Getal),
        ],
    )
    .in_zone(omgeving.tijdzone);
    let nu = omgeving.bediening.nu();
    for regel in regels {
        let status = run::status(&regel).to_owned();
        let duur = run::duur(&regel, nu);
        let run = regel.run;
        tabel.rij(vec![
            Cel::link(format!("run {}", run.run_id), format!("/runs/{}", run.run_id)),
            Cel::Status(status),
            Cel::tekst(tekst::soort_run(&run.soort)),
            Cel::Moment(run.gestart_op),
            Cel::tekst(duur),
            Cel::tekst(run.gestart_door),
            Cel::Getal(run.gelezen),
            Cel::Getal(run.geladen),
            Cel::Getal(run.gequarantaineerd),
            Cel::Getal(run.dubbel),
            Cel::Getal(run.mislukt),
        ]);
    }
    tabel
}
