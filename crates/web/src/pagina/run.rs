//! One run: what it did, what went wrong, and doing it again.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Utc};
use load::beheer::{self, TaakRij};
use load::pagina::{self, RunRegel};
use serde::Deserialize;

use super::raad::{Raad, raad};
use super::run_tabel;
use super::tekst;
use super::verzoek::{self, Ingevuld, nieuwe_sleutel};
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::{Tabel, Tijdweergave, duizendtallen, status_nl};
use crate::tekening::{Balk, Tijdlijn};
use crate::{Fout, Gebruiker, Rol};

/// With more tasks than this the timeline has a bar for each source instead.
const BALKEN_MAX: usize = 24;
/// Requests shown with a run.
const VERZOEKEN_MAX: i64 = 20;

pub(crate) fn routes() -> Router<Omgeving> {
    let router = Router::new().route("/runs/{run}", get(toon));
    run_tabel::downloads(router)
}

#[derive(Debug, Deserialize)]
struct Vraag {
    melding: Option<String>,
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Path(run): Path<String>,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    let run_id = run.parse().map_err(|_| Fout::NietGevonden)?;
    let melding = verzoek::melding(vraag.melding.as_deref());
    pagina(&omgeving, &gebruiker, run_id, Ingevuld::default(), melding).await
}

/// A choice in the form to do something again.
struct TaakKeuze {
    taak_id: i64,
    naam: String,
    is_gekozen: bool,
}

/// Failed tasks with one code, and what to do.
struct Misgegaan {
    code: String,
    aantal: String,
    raad: Raad,
    is_overgedaan: bool,
}

/// What the visitor may do with the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Actie {
    Geen,
    Stoppen,
    Opnieuw,
}

#[derive(Template)]
#[template(path = "run.html")]
struct Runpagina {
    kader: Kader,
    run_id: i64,
    status: &'static str,
    feiten: Vec<(&'static str, String)>,
    tellingen: Vec<(&'static str, String)>,
    rerun_van: Option<i64>,
    fout: Option<(Option<String>, Raad)>,
    misgegaan: Vec<Misgegaan>,
    actie: Actie,
    has_mislukt: bool,
    is_gepubliceerd: bool,
    keuzes: Vec<TaakKeuze>,
    wat: String,
    ingevuld: Ingevuld,
    sleutel: String,
    tijdlijn: Tijdlijn,
    taken: Tabel,
    weigeringen: Tabel,
    bestanden: Tabel,
    verzoeken: Tabel,
}

/// Whether a process is still at it.
pub(crate) fn is_bezig(regel: &RunRegel) -> bool {
    !regel.is_verdwenen && matches!(regel.run.status.as_str(), "queued" | "running")
}

/// The status word, with one more for a run whose process is gone.
pub(crate) fn status(regel: &RunRegel) -> &str {
    if regel.is_verdwenen { "verdwenen" } else { &regel.run.status }
}

/// How long it took, or takes already; nothing when that cannot be known.
pub(crate) fn duur(regel: &RunRegel, nu: DateTime<Utc>) -> String {
    let run = &regel.run;
    match run.geeindigd_op {
        Some(eind) => tekst::duur(eind - run.gestart_op),
        None if is_bezig(regel) => format!("al {}", tekst::duur(nu - run.gestart_op)),
        None => String::new(),
    }
}

/// The page of a run, with the form as it was filled in.
pub(crate) async fn pagina(
    omgeving: &Omgeving,
    gebruiker: &Gebruiker,
    run_id: i64,
    ingevuld: Ingevuld,
    melding: Option<String>,
) -> Result<Response, Fout> {
    let db = &omgeving.db;
    let regel = pagina::find_run(db, run_id).await?.ok_or(Fout::NietGevonden)?;
    let taken = beheer::list_tasks(db, run_id).await?;
    let weigeringen = beheer::refusals_of_run(db, run_id).await?;
    let bestanden = pagina::list_files_of_run(db, run_id).await?;
    let verzoeken = pagina::list_requests_of_run(db, run_id, VERZOEKEN_MAX).await?;
    let actie = match is_bezig(&regel) {
        _ if gebruiker.rol < Rol::Operator => Actie::Geen,
        true => Actie::Stoppen,
        false => Actie::Opnieuw,
    };
    let titel = if ingevuld.fout.is_some() { "Fout: run" } else { "Run" };
    let mut kader = Kader::new(omgeving, gebruiker, "/runs", format!("{titel} {run_id}"));
    kader.melding = melding;
    let has_mislukt = regel.staat_mislukt > 0;
    let standaard = if has_mislukt { "mislukt" } else { "run" };
    let wat = if ingevuld.form.wat.is_empty() { standaard } else { &ingevuld.form.wat }.to_owned();
    opmaak::pagina(&Runpagina {
        kader,
        run_id,
        status: statuswoord(&regel),
        feiten: feiten(omgeving, &regel),
        tellingen: tellingen(&regel),
        rerun_van: regel.run.rerun_van,
        fout: (regel.run.status == "failed")
            .then(|| (regel.run.foutcode.clone(), raad(regel.run.foutcode.as_deref()))),
        misgegaan: misgegaan(&regel, &taken),
        actie,
        has_mislukt,
        is_gepubliceerd: regel.is_gepubliceerd,
        keuzes: keuzes(&taken, &ingevuld.form.taak),
        wat,
        sleutel: nieuwe_sleutel()?,
        tijdlijn: tijdlijn(omgeving, &regel, &taken),
        taken: run_tabel::taken(omgeving, run_id, taken),
        weigeringen: run_tabel::weigeringen(omgeving, run_id, weigeringen),
        bestanden: run_tabel::bestanden(omgeving, run_id, bestanden),
        verzoeken: run_tabel::verzoeken(omgeving, run_id, verzoeken),
        ingevuld,
    })
}

fn statuswoord(regel: &RunRegel) -> &'static str {
    match status(regel) {
        "queued" => "queued",
        "running" => "running",
        "succeeded" => "succeeded",
        "partial" => "partial",
        "cancelled" => "cancelled",
        "skipped" => "skipped",
        "verdwenen" => "verdwenen",
        _ => "failed",
    }
}

fn feiten(omgeving: &Omgeving, regel: &RunRegel) -> Vec<(&'static str, String)> {
    let tijd = Tijdweergave { zone: omgeving.tijdzone };
    let run = &regel.run;
    let niet = if regel.is_verdwenen { "niet" } else { "nog niet" };
    let eind = run.geeindigd_op.map_or_else(|| niet.to_owned(), |op| tijd.moment(op));
    let mut feiten = vec![
        ("Soort", tekst::soort_run(&run.soort).to_owned()),
        ("Begonnen", tijd.moment(run.gestart_op)),
        ("Klaar", eind),
        ("Duur", duur(regel, omgeving.bediening.nu())),
        ("Gestart door", run.gestart_door.clone()),
        ("Peildatum", run.peildatum.format("%d-%m-%Y").to_string()),
        ("Versie", run.versie.clone()),
    ];
    feiten.retain(|(_, waarde)| !waarde.is_empty());
    feiten
}

fn tellingen(regel: &RunRegel) -> Vec<(&'static str, String)> {
    let run = &regel.run;
    [
        ("Gelezen", run.gelezen),
        ("Geladen", run.geladen),
        ("Quarantaine", run.gequarantaineerd),
        ("Dubbel", run.dubbel),
        ("Taken", run.taken),
        ("Mislukt", run.mislukt),
    ]
    .map(|(naam, getal)| (naam, duizendtallen(getal)))
    .into()
}

/// The failed tasks by code: ten folders that are gone are one thing to mend. What ended the run is told above them.
fn misgegaan(regel: &RunRegel, taken: &[TaakRij]) -> Vec<Misgegaan> {
    let mut per_code: BTreeMap<(bool, &str), i64> = BTreeMap::new();
    for taak in taken.iter().filter(|taak| taak.status == "failed") {
        let code = taak.foutcode.as_deref().unwrap_or_default();
        *per_code.entry((taak.overgedaan_in_run.is_some(), code)).or_default() += 1;
    }
    let run = regel.run.foutcode.as_deref();
    per_code.retain(|(is_overgedaan, code), _| *is_overgedaan || Some(*code) != run);
    let lijst = per_code.into_iter().map(|((is_overgedaan, code), aantal)| Misgegaan {
        code: code.to_owned(),
        aantal: tekst::aantal(aantal, "taak", "taken"),
        raad: raad(Some(code)),
        is_overgedaan,
    });
    lijst.collect()
}

fn keuzes(taken: &[TaakRij], gekozen: &str) -> Vec<TaakKeuze> {
    let gelezen = taken.iter().filter(|taak| taak.soort == "inlezen");
    let keuze = |taak: &TaakRij| TaakKeuze {
        taak_id: taak.taak_id,
        naam: format!(
            "taak {}: {}, {} ({})",
            taak.taak_id,
            taak.bron,
            domain::verberg_bsn(&taak.eenheid),
            status_nl(&taak.status)
        ),
        is_gekozen: taak.taak_id.to_string() == gekozen,
    };
    gelezen.map(keuze).collect()
}

fn tijdlijn(omgeving: &Omgeving, regel: &RunRegel, taken: &[TaakRij]) -> Tijdlijn {
    let nu = omgeving.bediening.nu();
    let begin = regel.run.gestart_op;
    let laatste = taken.iter().filter_map(|taak| taak.geeindigd_op).max();
    let eind = regel.run.geeindigd_op.or(laatste.filter(|_| !is_bezig(regel))).unwrap_or(nu);
    let plek = |op: DateTime<Utc>| (op - begin).num_milliseconds().max(0);
    let mut balken: Vec<Balk> = Vec::new();
    if taken.len() <= BALKEN_MAX {
        balken.extend(taken.iter().map(|taak| {
            let tot = taak.geeindigd_op.unwrap_or(eind);
            let (status, soort) = (&taak.status, tekst::soort_taak(&taak.soort));
            let duur = tekst::duur(tot - taak.gestart_op);
            Balk {
                label: format!("{soort} {}", taak.bron),
                tekst: format!("{duur}, {}", status_nl(status)),
                status: status.clone(),
                van: plek(taak.gestart_op),
                tot: plek(tot),
            }
        }));
    } else {
        balken.extend(per_bron(taken, eind, &plek));
    }
    let uur =
        |op: DateTime<Utc>| op.with_timezone(&omgeving.tijdzone).format("%H:%M:%S").to_string();
    Tijdlijn {
        id: "tijdlijn".to_owned(),
        titel: format!("Tijdlijn van run {}", regel.run.run_id),
        beschrijving: format!(
            "Wanneer elke taak bezig was, van {} tot {}. De tabel met taken heeft dezelfde \
             gegevens.",
            uur(begin),
            uur(eind)
        ),
        balken,
        duur: plek(eind),
        uitersten: (uur(begin), uur(eind)),
    }
}

fn per_bron(
    taken: &[TaakRij],
    eind: DateTime<Utc>,
    plek: &impl Fn(DateTime<Utc>) -> i64,
) -> Vec<Balk> {
    let mut balken: BTreeMap<(&str, &str), (Balk, i64)> = BTreeMap::new();
    for taak in taken {
        let (van, tot) = (plek(taak.gestart_op), plek(taak.geeindigd_op.unwrap_or(eind)));
        let label = format!("{} {}", tekst::soort_taak(&taak.soort), taak.bron);
        let leeg = Balk { label, tekst: String::new(), status: "succeeded".to_owned(), van, tot };
        let (balk, aantal) =
            balken.entry((taak.bron.as_str(), taak.soort.as_str())).or_insert((leeg, 0));
        *aantal += 1;
        (balk.van, balk.tot) = (balk.van.min(van), balk.tot.max(tot));
        if taak.status == "failed" || (balk.status != "failed" && taak.status == "partial") {
            balk.status.clone_from(&taak.status);
        }
    }
    let mut lijst: Vec<Balk> = balken
        .into_values()
        .map(|(mut balk, aantal)| {
            let taken = tekst::aantal(aantal, "taak", "taken");
            balk.tekst = format!("{taken}, {}", status_nl(&balk.status));
            balk
        })
        .collect();
    lijst.sort_by_key(|balk| balk.van);
    lijst
}
