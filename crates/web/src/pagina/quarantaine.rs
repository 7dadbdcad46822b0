//! What was refused: by reason, and one by one. Never what stood in the file.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::{Code, Eurocent};
use load::pagina::quarantaine::{self as rijen, RedenGroep, Selectie, WeigeringRij};
use serde::Deserialize;

use super::adres::{self, Keuze, gevuld};
use super::weigering;
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::download::{self, RIJEN_GEVRAAGD};
use crate::tabel::{Cel, Kolom, Soort, Tabel};
use crate::{Fout, Gebruiker, Rol};

/// Refusals on a page.
const PAGINA: usize = 100;
/// What refusals can be.
const STATUSSEN: [(&str, &str); 4] =
    [("open", "open"), ("opgelost", "opgelost"), ("vervallen", "vervallen"), ("alle", "alle")];

pub(crate) fn routes() -> Router<Omgeving> {
    let router = Router::new().merge(weigering::routes());
    let router = download::met_pagina(router, "/quarantaine", get(toon), alle_weigeringen);
    download::met_downloads(router, "/quarantaine/redenen", alle_redenen)
}

/// What the address selects.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Vraag {
    status: String,
    code: String,
    bron: String,
    /// Only what is older than this refusal.
    voor: String,
    /// What was just done.
    melding: String,
}

impl Vraag {
    fn status(&self) -> &str {
        gevuld(&self.status).unwrap_or("open")
    }

    fn selectie(&self) -> Selectie<'_> {
        Selectie {
            status: Some(self.status()).filter(|status| *status != "alle"),
            code: gevuld(&self.code),
            bron: gevuld(&self.bron),
        }
    }

    /// The selection as it stands in an address, with what is older than `voor`.
    fn adres(&self, voor: &str) -> String {
        let paren =
            [("status", &*self.status), ("code", &self.code), ("bron", &self.bron), ("voor", voor)];
        adres::vraag(&paren)
    }
}

#[derive(Template)]
#[template(path = "quarantaine.html")]
struct Pagina {
    kader: Kader,
    statussen: Vec<Keuze>,
    codes: Vec<Keuze>,
    bronnen: Vec<Keuze>,
    redenen: Tabel,
    lijst: Tabel,
    /// Address of the rows that do not fit.
    ouder: Option<String>,
    is_vervolg: bool,
    /// What can be read again, for who may: the selected code.
    opnieuw: Option<Opnieuw>,
}

struct Opnieuw {
    sleutel: String,
    code: Option<String>,
    aantal: i64,
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    let db = &omgeving.db;
    let selectie = vraag.selectie();
    let groepen = rijen::list_reasons(db, &selectie).await?;
    let voor = gevuld(&vraag.voor).and_then(|voor| voor.parse().ok());
    let max = i64::try_from(PAGINA).unwrap_or(i64::MAX);
    let mut weigeringen = rijen::list(db, &selectie, voor, max.saturating_add(1)).await?;
    let has_more = weigeringen.len() > PAGINA;
    weigeringen.truncate(PAGINA);
    let laatste = weigeringen.last().filter(|_| has_more);
    let ouder =
        laatste.map(|rij| format!("/quarantaine{}", vraag.adres(&rij.quarantaine_id.to_string())));
    let keuzes = rijen::list_choices(db).await?;
    let opnieuw = opnieuw(&gebruiker, &vraag, &groepen)?;
    let mut kader = Kader::new(&omgeving, &gebruiker, "/quarantaine", "Quarantaine");
    kader.melding = weigering::melding(&vraag.melding);
    let statussen = STATUSSEN.iter().map(|(waarde, naam)| Keuze {
        waarde: (*waarde).to_owned(),
        naam: (*naam).to_owned(),
        is_gekozen: *waarde == vraag.status(),
    });
    opmaak::pagina(&Pagina {
        statussen: statussen.collect(),
        codes: adres::keuzes("alle codes", &keuzes.codes, &vraag.code),
        bronnen: adres::keuzes("alle bronnen", &keuzes.bronnen, &vraag.bron),
        redenen: redenen(&omgeving, &vraag, groepen),
        lijst: lijst(&omgeving, &vraag, weigeringen),
        ouder,
        is_vervolg: voor.is_some(),
        opnieuw,
        kader,
    })
}

/// What an operator can have read again: what is open, of the selected code or of all.
fn opnieuw(
    gebruiker: &Gebruiker,
    vraag: &Vraag,
    groepen: &[RedenGroep],
) -> Result<Option<Opnieuw>, Fout> {
    // A request goes by code, not by source: a button must not do more than it shows.
    if gebruiker.rol < Rol::Operator || gevuld(&vraag.bron).is_some() {
        return Ok(None);
    }
    let aantal: i64 = groepen.iter().map(|groep| groep.nog_open).sum();
    if aantal == 0 {
        return Ok(None);
    }
    let code = gevuld(&vraag.code).map(str::to_owned);
    Ok(Some(Opnieuw { sleutel: super::verzoek::nieuwe_sleutel()?, code, aantal }))
}

async fn alle_redenen(
    omgeving: Omgeving,
    _gebruiker: Gebruiker,
    vraag: Vraag,
) -> Result<Tabel, Fout> {
    let groepen = rijen::list_reasons(&omgeving.db, &vraag.selectie()).await?;
    Ok(redenen(&omgeving, &vraag, groepen))
}

async fn alle_weigeringen(
    omgeving: Omgeving,
    _gebruiker: Gebruiker,
    vraag: Vraag,
) -> Result<Tabel, Fout> {
    let alle = rijen::list(&omgeving.db, &vraag.selectie(), None, RIJEN_GEVRAAGD).await?;
    Ok(lijst(&omgeving, &vraag, alle))
}

fn redenen(omgeving: &Omgeving, vraag: &Vraag, groepen: Vec<RedenGroep>) -> Tabel {
    let mut tabel = Tabel::new(
        "quarantaine-redenen",
        "Per reden",
        vec![
            Kolom::new("Code", Soort::Tekst),
            Kolom::new("Regel", Soort::Tekst),
            Kolom::new("Wat er is en wat u doet", Soort::Tekst),
            Kolom::new("Aantal", Soort::Getal),
            Kolom::new("Records", Soort::Getal),
            Kolom::new("Bedrag", Soort::Euro),
            Kolom::new("Sinds", Soort::Moment),
            Kolom::new("Bronnen", Soort::Tekst),
        ],
    )
    .als_leeg(match vraag.status() {
        "open" => "Er staat niets open in quarantaine.",
        _ => "Met deze selectie is er niets gevonden.",
    })
    .te_downloaden("/quarantaine/redenen", vraag.adres(""))
    .in_zone(omgeving.tijdzone);
    for groep in groepen {
        let kies = Vraag { code: groep.code.clone(), ..vraag.clone() };
        let regel = regel(&groep.code);
        tabel.rij(vec![
            Cel::link(groep.code, format!("/quarantaine{}", kies.adres(""))),
            regel.map_or(Cel::Leeg, Cel::tekst),
            Cel::tekst(groep.uitleg),
            Cel::Getal(groep.aantal),
            Cel::Getal(groep.records),
            groep.bedrag_eurocent.map_or(Cel::Leeg, |cent| Cel::Euro(Eurocent::new(cent))),
            Cel::Moment(groep.sinds),
            Cel::tekst(groep.bronnen.join(", ")),
        ]);
    }
    tabel
}

/// The rule that a code enforces, when it is one of the messages.
pub(super) fn regel(code: &str) -> Option<&'static str> {
    Code::ALLE.iter().find(|bekend| bekend.as_str() == code).map(|bekend| bekend.regel())
}

fn lijst(omgeving: &Omgeving, vraag: &Vraag, weigeringen: Vec<WeigeringRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "quarantaine",
        "Een voor een, de nieuwste eerst",
        vec![
            Kolom::new("Nummer", Soort::Tekst),
            Kolom::new("Stand", Soort::Tekst),
            Kolom::new("Code", Soort::Tekst),
            Kolom::new("Bron", Soort::Tekst),
            Kolom::new("Bestand", Soort::Tekst),
            Kolom::new("Record", Soort::Getal),
            Kolom::new("Records", Soort::Getal),
            Kolom::new("Bedrag", Soort::Euro),
            Kolom::new("Geweigerd op", Soort::Moment),
            Kolom::new("Plaats", Soort::Tekst),
        ],
    )
    .als_leeg("Er is niets dat aan de selectie voldoet.")
    .te_downloaden("/quarantaine", vraag.adres(""))
    .in_zone(omgeving.tijdzone);
    for rij in weigeringen {
        let nummer = rij.quarantaine_id;
        tabel.rij(vec![
            Cel::link(nummer.to_string(), format!("/quarantaine/{nummer}")),
            Cel::Status(rij.status),
            Cel::tekst(rij.code),
            Cel::tekst(rij.bron),
            Cel::tekst(domain::verberg_bsn(&rij.naam)),
            rij.regelnummer.map_or(Cel::Leeg, |regel| Cel::Getal(regel.into())),
            Cel::Getal(rij.records.into()),
            rij.bedrag_eurocent.map_or(Cel::Leeg, |cent| Cel::Euro(Eurocent::new(cent))),
            Cel::Moment(rij.gemaakt_op),
            Cel::tekst(rij.plaats),
        ]);
    }
    tabel
}
