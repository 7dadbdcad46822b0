//! Is last night good, how old is each source, what needs a hand.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use chrono::TimeDelta;
use load::pagina::{self, GevraagdRij, RunFilter, RunRegel};
use serde::Deserialize;

use super::aandacht::{self, Gegevens, Punt};
use super::bronnen::{self, Bron};
use super::oordeel::{Oordeel, oordeel};
use super::verzoek::{self, nieuwe_sleutel};
use super::{bron, run, tekst, wachtrij};
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::download::{RIJEN_GEVRAAGD, met_downloads};
use crate::tabel::{Cel, Kolom, Soort, Tabel, Tijdweergave, duizendtallen};
use crate::{Fout, Gebruiker, Rol};

/// Runs that are looked at for the first sentence: more than are busy at once.
const RUNS_MAX: i64 = 5;
/// Failed tasks that are told; with more than this the cause is the same for most.
const TAKEN_MAX: i64 = 500;
/// Codes of quarantine that are counted; there are fewer.
const CODES_MAX: i64 = 200;
/// Requests in the table.
const VERZOEKEN_MAX: i64 = 20;

pub(crate) fn routes() -> Router<Omgeving> {
    let router = Router::new().route("/", get(toon));
    let router = met_downloads(router, "/overzicht/bronnen", alle_bronnen);
    met_downloads(router, "/overzicht/verzoeken", alle_verzoeken)
}

#[derive(Debug, Deserialize)]
struct Vraag {
    melding: Option<String>,
}

#[derive(Template)]
#[template(path = "overzicht.html")]
struct Overzicht {
    kader: Kader,
    oordeel: Oordeel,
    run: Option<Samenvatting>,
    has_gelopen: bool,
    punten: Vec<Punt>,
    has_mislukt: bool,
    may_act: bool,
    namen: Vec<String>,
    sleutels: [String; 2],
    bronnen: Tabel,
    leiding: String,
    verzoeken: Tabel,
}

/// The run of the first sentence.
struct Samenvatting {
    run_id: i64,
    soort: String,
    begonnen: String,
    duur: String,
    tellingen: [(&'static str, String); 4],
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    let db = &omgeving.db;
    let nu = omgeving.bediening.nu();
    let runs = pagina::list_runs(db, &RunFilter::default(), RUNS_MAX).await?;
    let taken = pagina::list_failed_tasks(db, TAKEN_MAX).await?;
    let quarantaine = pagina::list_open_quarantine(db, CODES_MAX).await?;
    let verzoeken = pagina::list_requests(db, nu - TimeDelta::days(1), VERZOEKEN_MAX).await?;
    let leider = pagina::find_leider(db).await?;
    let lijst = bronnen::lees(&omgeving).await?;
    let is_gepland = lijst.iter().any(|bron| !bron.volgende.is_empty());
    let staat_mislukt = i64::try_from(taken.len()).unwrap_or(i64::MAX);
    let oordeel = oordeel(&runs, staat_mislukt, is_gepland, nu, omgeving.tijdzone);
    let gegevens = Gegevens {
        runs: &runs,
        taken: &taken,
        quarantaine: &quarantaine,
        bronnen: &lijst,
        verzoeken: &verzoeken,
        leider: leider.as_ref(),
    };
    let punten = aandacht::lijst(&omgeving, &gegevens);
    let mut kader = Kader::new(&omgeving, &gebruiker, "/", "Overzicht");
    kader.melding = verzoek::melding(vraag.melding.as_deref());
    opmaak::pagina(&Overzicht {
        kader,
        run: oordeel.run.as_ref().map(|regel| samenvatting(&omgeving, regel)),
        has_gelopen: !runs.is_empty(),
        oordeel,
        punten,
        has_mislukt: staat_mislukt > 0,
        may_act: gebruiker.rol >= Rol::Operator,
        namen: omgeving.bediening.bronnen().into_iter().map(|bron| bron.naam).collect(),
        sleutels: [nieuwe_sleutel()?, nieuwe_sleutel()?],
        bronnen: tabel(&omgeving, &lijst),
        leiding: wachtrij::leiding(&omgeving, leider.as_ref()),
        verzoeken: verzoektabel(&omgeving, verzoeken),
    })
}

/// A download of this page takes no selection.
#[derive(Debug, Deserialize)]
struct Niets {}

async fn alle_bronnen(omgeving: Omgeving, _: Gebruiker, _: Niets) -> Result<Tabel, Fout> {
    let lijst = bronnen::lees(&omgeving).await?;
    Ok(tabel(&omgeving, &lijst))
}

async fn alle_verzoeken(omgeving: Omgeving, _: Gebruiker, _: Niets) -> Result<Tabel, Fout> {
    let sinds = omgeving.bediening.nu() - TimeDelta::days(1);
    let rijen = pagina::list_requests(&omgeving.db, sinds, RIJEN_GEVRAAGD).await?;
    Ok(verzoektabel(&omgeving, rijen))
}

fn verzoektabel(omgeving: &Omgeving, rijen: Vec<GevraagdRij>) -> Tabel {
    wachtrij::tabel(omgeving, "Verzoeken die open staan of vandaag zijn afgehandeld", rijen)
        .als_leeg("Er staan geen verzoeken open en er is vandaag niets gevraagd.")
        .te_downloaden("/overzicht/verzoeken", "")
}

fn samenvatting(omgeving: &Omgeving, regel: &RunRegel) -> Samenvatting {
    let tijd = Tijdweergave { zone: omgeving.tijdzone };
    let run = &regel.run;
    Samenvatting {
        run_id: run.run_id,
        soort: tekst::soort_run(&run.soort).to_owned(),
        begonnen: tijd.moment(run.gestart_op),
        duur: run::duur(regel, omgeving.bediening.nu()),
        tellingen: [
            ("Gelezen", run.gelezen),
            ("Geladen", run.geladen),
            ("Quarantaine", run.gequarantaineerd),
            ("Dubbel", run.dubbel),
        ]
        .map(|(naam, getal)| (naam, duizendtallen(getal))),
    }
}

fn tabel(omgeving: &Omgeving, bronnen: &[Bron]) -> Tabel {
    let mut tabel = Tabel::new(
        "bronnen",
        "Hoe oud elke bron is en wanneer zij weer komt",
        vec![
            Kolom::new("Bron", Soort::Tekst),
            Kolom::new("Stand", Soort::Tekst),
            Kolom::new("Laatst gelukt", Soort::Moment),
            Kolom::new("Leeftijd", Soort::Tekst),
            Kolom::new("Volgende keer", Soort::Moment),
        ],
    )
    .als_leeg("Er staan geen bronnen in de configuratie. Voeg er een toe in config/sluis.toml.")
    .te_downloaden("/overzicht/bronnen", "")
    .in_zone(omgeving.tijdzone);
    let nu = omgeving.bediening.nu();
    for rij in bronnen.iter().filter(|bron| bron.info.is_some()) {
        let te_oud = if rij.is_te_oud { ", te oud" } else { "" };
        let succes = rij.stand.as_ref().and_then(|stand| stand.laatste_succes);
        tabel.rij(vec![
            Cel::link(rij.naam.clone(), bron::pad(&rij.naam)),
            rij.cel(),
            succes.map_or(Cel::Leeg, Cel::Moment),
            rij.leeftijd(nu).map_or(Cel::Leeg, |oud| Cel::tekst(format!("{oud}{te_oud}"))),
            rij.volgende.first().copied().map_or_else(|| Cel::tekst("niet gepland"), Cel::Moment),
        ]);
    }
    tabel
}
