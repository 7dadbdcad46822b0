//! Every source: how it stands, when it comes again, how much it brings.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Utc};
use load::beheer::{self, BronStand};
use load::pagina::{self, VolumeRij};
use serde::Deserialize;

use super::{bron, tekst};
use crate::omgeving::{BronInfo, Omgeving};
use crate::opmaak::{self, Kader};
use crate::tabel::download;
use crate::tabel::{Cel, Kolom, Soort, Tabel, duizendtallen};
use crate::tekening::mediaan;
use crate::{Fout, Gebruiker};

/// Runs that a trend is made of.
pub(crate) const RUNS: i64 = 30;

pub(crate) fn routes() -> Router<Omgeving> {
    download::met_pagina(Router::new(), "/bronnen", get(toon), alle)
}

/// A source, from the configuration, the ledger and the plans together.
#[derive(Debug, Clone)]
pub(crate) struct Bron {
    pub(crate) naam: String,
    /// As configured; `None`: it was read once and is not in the configuration any more.
    pub(crate) info: Option<BronInfo>,
    /// As the ledger has it; `None`: it was never read.
    pub(crate) stand: Option<BronStand>,
    /// When it comes, soonest first.
    pub(crate) volgende: Vec<DateTime<Utc>>,
    /// Whether its newest success is older than it may be.
    pub(crate) is_te_oud: bool,
}

impl Bron {
    /// Age of the newest success, in words.
    pub(crate) fn leeftijd(&self, nu: DateTime<Utc>) -> Option<String> {
        let succes = self.stand.as_ref()?.laatste_succes?;
        Some(tekst::leeftijd(nu - succes))
    }

    /// What stands under "Stand".
    pub(crate) fn cel(&self) -> Cel {
        self.stand.as_ref().map_or_else(
            || Cel::tekst("nog niet gelezen"),
            |stand| Cel::Status(stand.status.clone()),
        )
    }
}

/// All sources: those of the configuration in its order, then those that only the ledger knows.
pub(crate) async fn lees(omgeving: &Omgeving) -> Result<Vec<Bron>, Fout> {
    let bediening = &omgeving.bediening;
    let mut standen: BTreeMap<String, BronStand> = beheer::list_sources(&omgeving.db)
        .await?
        .into_iter()
        .map(|stand| (stand.bron.clone(), stand))
        .collect();
    let mut momenten: BTreeMap<String, Vec<DateTime<Utc>>> = BTreeMap::new();
    for volgende in bediening.volgende() {
        momenten.entry(volgende.bron).or_default().push(volgende.moment);
    }
    let nu = bediening.nu();
    let mut bronnen = Vec::new();
    for info in bediening.bronnen() {
        let stand = standen.remove(&info.naam);
        let mut volgende = momenten.remove(&info.naam).unwrap_or_default();
        volgende.sort_unstable();
        let succes = stand.as_ref().and_then(|stand| stand.laatste_succes);
        let grens = bediening.leeftijd_max(&info.naam);
        let is_oud = succes.zip(grens).is_some_and(|(op, grens)| nu - op > grens);
        let is_te_oud = is_oud && !volgende.is_empty();
        let naam = info.naam.clone();
        bronnen.push(Bron { naam, info: Some(info), stand, volgende, is_te_oud });
    }
    bronnen.extend(standen.into_iter().map(|(naam, stand)| Bron {
        naam,
        info: None,
        stand: Some(stand),
        volgende: Vec::new(),
        is_te_oud: false,
    }));
    Ok(bronnen)
}

/// Refused of what was read, in tenths of a percent.
pub(crate) fn aandeel(rijen: &[VolumeRij]) -> Option<i64> {
    let som = |veld: fn(&VolumeRij) -> i64| rijen.iter().map(veld).sum::<i64>();
    let gelezen = som(|rij| rij.gelezen);
    let geweigerd = som(|rij| rij.gequarantaineerd);
    (gelezen > 0).then(|| geweigerd.saturating_mul(1000) / gelezen)
}

#[derive(Template)]
#[template(path = "bronnen.html")]
struct Bronnen {
    kader: Kader,
    tabel: Tabel,
    trends: Vec<Trend>,
}

/// The trend of one source.
struct Trend {
    naam: String,
    pad: String,
    samenvatting: String,
    svg: String,
}

/// A download of this page takes no selection.
#[derive(Debug, Deserialize)]
struct Vraag {}

/// What the newest runs read, by source.
async fn volumes(omgeving: &Omgeving) -> Result<BTreeMap<String, Vec<VolumeRij>>, Fout> {
    let mut volumes: BTreeMap<String, Vec<VolumeRij>> = BTreeMap::new();
    for rij in pagina::list_volumes(&omgeving.db, None, RUNS).await? {
        volumes.entry(rij.bron.clone()).or_default().push(rij);
    }
    Ok(volumes)
}

async fn alle(omgeving: Omgeving, _: Gebruiker, _: Vraag) -> Result<Tabel, Fout> {
    let bronnen = lees(&omgeving).await?;
    Ok(tabel(&omgeving, &bronnen, &volumes(&omgeving).await?))
}

async fn toon(State(omgeving): State<Omgeving>, gebruiker: Gebruiker) -> Result<Response, Fout> {
    let bronnen = lees(&omgeving).await?;
    let mut volumes = volumes(&omgeving).await?;
    let tabel = tabel(&omgeving, &bronnen, &volumes);
    let mut trends = Vec::new();
    for (nummer, gelezen) in bronnen.iter().enumerate() {
        let rijen = volumes.remove(&gelezen.naam).unwrap_or_default();
        if rijen.is_empty() {
            continue;
        }
        let lijn = bron::lijn(&omgeving, &format!("trend-{nummer}"), &gelezen.naam, &rijen);
        trends.push(Trend {
            naam: gelezen.naam.clone(),
            pad: bron::pad(&gelezen.naam),
            samenvatting: samenvatting(&rijen),
            svg: lijn.svg()?,
        });
    }
    let kader = Kader::new(&omgeving, &gebruiker, "/bronnen", "Bronnen");
    opmaak::pagina(&Bronnen { kader, tabel, trends })
}

fn samenvatting(rijen: &[VolumeRij]) -> String {
    let runs = tekst::aantal(i64::try_from(rijen.len()).unwrap_or(i64::MAX), "run", "runs");
    let laatste = rijen.last().map_or(0, |rij| rij.gelezen);
    let midden = mediaan(rijen.iter().map(|rij| rij.gelezen).collect()).unwrap_or(0);
    format!(
        "Laatste keer {}, gebruikelijk {} records; {runs} met iets nieuws.",
        duizendtallen(laatste),
        duizendtallen(midden)
    )
}

fn tabel(
    omgeving: &Omgeving,
    bronnen: &[Bron],
    volumes: &BTreeMap<String, Vec<VolumeRij>>,
) -> Tabel {
    let mut tabel = Tabel::new(
        "bronnen",
        "Stand per bron",
        vec![
            Kolom::new("Bron", Soort::Tekst),
            Kolom::new("Stand", Soort::Tekst),
            Kolom::new("Laatst gelukt", Soort::Moment),
            Kolom::new("Leeftijd", Soort::Tekst),
            Kolom::new("Volgende keer", Soort::Moment),
            Kolom::new("Foutcode", Soort::Tekst),
            Kolom::new("Quarantaine", Soort::Promille),
            Kolom::new("Soort", Soort::Tekst),
            Kolom::new("Plaats", Soort::Tekst),
        ],
    )
    .als_leeg("Er staan geen bronnen in de configuratie. Voeg er een toe in config/sluis.toml.")
    .te_downloaden("/bronnen", "")
    .in_zone(omgeving.tijdzone);
    let nu = omgeving.bediening.nu();
    for bron in bronnen {
        let stand = bron.stand.as_ref();
        let foutcode = stand.and_then(|stand| stand.foutcode.clone());
        let te_oud = if bron.is_te_oud { ", te oud" } else { "" };
        let leeftijd = bron.leeftijd(nu).map(|leeftijd| format!("{leeftijd}{te_oud}"));
        let info = bron.info.as_ref();
        tabel.rij(vec![
            Cel::link(bron.naam.clone(), bron::pad(&bron.naam)),
            bron.cel(),
            stand.and_then(|stand| stand.laatste_succes).map_or(Cel::Leeg, Cel::Moment),
            leeftijd.map_or(Cel::Leeg, Cel::Tekst),
            bron.volgende.first().copied().map_or(Cel::Leeg, Cel::Moment),
            foutcode.map_or(Cel::Leeg, Cel::Tekst),
            volumes
                .get(&bron.naam)
                .and_then(|rijen| aandeel(rijen))
                .map_or(Cel::Leeg, Cel::Promille),
            Cel::tekst(
                info.map_or("niet meer in de configuratie", |info| tekst::soort_bron(&info.soort)),
            ),
            info.map_or(Cel::Leeg, |info| Cel::tekst(info.plaats.clone())),
        ]);
    }
    tabel
}
