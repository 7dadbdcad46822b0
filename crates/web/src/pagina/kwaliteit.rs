//! The quality views of `mart`: an index, and a page for each. What a view and its columns mean comes from the database.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use load::pagina::kwaliteit::{self as rijen, KolomRij, Selectie};
use serde::Deserialize;

use super::adres::{self, Keuze, gevuld};
use super::weergave;
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::download::{self, RIJEN_GEVRAAGD};
use crate::tabel::{Tabel, duizendtallen};
use crate::{Fout, Gebruiker};

/// Rows on a page: more is for a download or a smaller selection.
const PAGINA: usize = 200;

/// Groups of the index: heading, and views with their titles.
const GROEPEN: [(&str, &[(&str, &str)]); 5] = [
    ("Per aanbieder", &[("kwaliteit_aanbieder", "Het blad van een aanbieder")]),
    (
        "Bevindingen",
        &[
            ("kwaliteit_bevinding", "Bevindingen per regel"),
            ("kwaliteit_bevinding_regel", "Bevindingen een voor een"),
            ("kwaliteit_herstel", "Herstel van bevindingen"),
            ("kwaliteit_dubbel", "Wat dubbel kwam"),
            ("verantwoordelijke", "Wie herstelt welke bevinding"),
        ],
    ),
    (
        "Tijdigheid en samenhang",
        &[
            ("kwaliteit_tijdigheid", "Tijdigheid"),
            ("kwaliteit_tijdigheid_regel", "Tijdigheid per bericht"),
            ("kwaliteit_koppeling", "Aansluiting op de toewijzing"),
            ("kwaliteit_regie", "Toewijzingen zonder start of stop"),
            ("kwaliteit_volledigheid", "Volledigheid van velden"),
            ("brug_beschikking", "Toewijzingen en beschikkingen"),
        ],
    ),
    (
        "Volume en tarief",
        &[
            ("kwaliteit_volume", "Volume per periode"),
            ("kwaliteit_volume_persoon", "Meer uren dan de maand heeft"),
            ("kwaliteit_uitschieter", "Uitschieters geteld"),
            ("kwaliteit_uitschieter_regel", "Uitschieters een voor een"),
            ("kwaliteit_uitschieter_grens", "Wat gewoon is"),
        ],
    ),
    (
        "Retourberichten",
        &[
            ("retour_verschil_telling", "Retourcodes: wij en de ontvanger"),
            ("retour_verschil", "Verschillen een voor een"),
        ],
    ),
];

pub(crate) fn routes() -> Router<Omgeving> {
    let mut router = Router::new().route("/kwaliteit", get(overzicht));
    for (naam, titel) in GROEPEN.iter().flat_map(|(_, weergaven)| *weergaven) {
        let weergave = Weergave { naam, titel };
        let toon = get(async move |State(omgeving), gebruiker, Query(vraag)| {
            toon(weergave, omgeving, gebruiker, vraag).await
        });
        let alles = move |omgeving: Omgeving, _gebruiker: Gebruiker, vraag: Vraag| async move {
            let kolommen = rijen::list_columns(&omgeving.db, weergave.naam).await?;
            let (tabel, _) = lees(&omgeving, weergave, &kolommen, &vraag, RIJEN_GEVRAAGD).await?;
            Ok(tabel)
        };
        router = download::met_pagina(router, &weergave.pad(), toon, alles);
    }
    router
}

/// A view with its title.
#[derive(Debug, Clone, Copy)]
struct Weergave {
    naam: &'static str,
    titel: &'static str,
}

impl Weergave {
    fn pad(self) -> String {
        format!("/kwaliteit/{}", self.naam)
    }
}

/// What the address selects.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Vraag {
    wet: String,
    gemeente: String,
    aanbieder: String,
    van: String,
    tot: String,
}

impl Vraag {
    fn selectie(&self) -> Selectie {
        let tekst = |veld: &str| gevuld(veld).map(str::to_owned);
        Selectie {
            wet: tekst(&self.wet),
            gemeentecode: tekst(&self.gemeente),
            agb_code: tekst(&self.aanbieder),
            van: adres::maand(&self.van),
            tot: adres::maand(&self.tot),
        }
    }

    fn adres(&self) -> String {
        adres::vraag(&[
            ("wet", &self.wet),
            ("gemeente", &self.gemeente),
            ("aanbieder", &self.aanbieder),
            ("van", &self.van),
            ("tot", &self.tot),
        ])
    }
}

/// A link of the index.
struct Ingang {
    pad: String,
    titel: &'static str,
    uitleg: String,
}

#[derive(Template)]
#[template(path = "kwaliteit.html")]
struct Overzicht {
    kader: Kader,
    groepen: Vec<(&'static str, Vec<Ingang>)>,
}

async fn overzicht(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
) -> Result<Response, Fout> {
    let weergaven = rijen::list_views(&omgeving.db).await?;
    let ingang = |(naam, titel): &(&'static str, &'static str)| {
        let rij = weergaven.iter().find(|rij| rij.naam == *naam)?;
        let uitleg = weergave::uitleg(&rij.uitleg).0;
        Some(Ingang { pad: Weergave { naam, titel }.pad(), titel, uitleg })
    };
    let groepen = GROEPEN
        .iter()
        .map(|(kop, weergaven)| (*kop, weergaven.iter().filter_map(ingang).collect::<Vec<_>>()));
    opmaak::pagina(&Overzicht {
        kader: Kader::new(&omgeving, &gebruiker, "/kwaliteit", "Kwaliteit"),
        groepen: groepen.filter(|(_, ingangen)| !ingangen.is_empty()).collect(),
    })
}

/// A column with what it means.
struct Kolomuitleg {
    titel: String,
    uitleg: String,
}

#[derive(Template)]
#[template(path = "kwaliteit_weergave.html")]
struct Pagina {
    kader: Kader,
    pad: String,
    uitleg: String,
    let_op: Option<String>,
    /// What the view can be selected by; empty when it has no such column.
    wetten: Vec<Keuze>,
    gemeenten: Vec<Keuze>,
    aanbieders: Vec<Keuze>,
    heeft_maand: bool,
    van: String,
    tot: String,
    tabel: Tabel,
    /// Told when there are more rows than the page shows.
    meer: Option<String>,
    kolommen: Vec<Kolomuitleg>,
}

async fn toon(
    weergave: Weergave,
    omgeving: Omgeving,
    gebruiker: Gebruiker,
    vraag: Vraag,
) -> Result<Response, Fout> {
    let db = &omgeving.db;
    let kolommen = rijen::list_columns(db, weergave.naam).await?;
    let max = i64::try_from(PAGINA).unwrap_or(i64::MAX).saturating_add(1);
    let (mut tabel, aantal) = lees(&omgeving, weergave, &kolommen, &vraag, max).await?;
    tabel.rijen.truncate(PAGINA);
    let meer = (aantal > PAGINA).then(|| {
        let getal = duizendtallen(i64::try_from(PAGINA).unwrap_or(i64::MAX));
        format!(
            "Dit zijn de eerste {getal} rijen. Kies minder, of download de tabel voor alle rijen."
        )
    });
    let weergaven = rijen::list_views(db).await?;
    let tekst = weergaven.into_iter().find(|rij| rij.naam == weergave.naam);
    let (uitleg, let_op) = weergave::uitleg(&tekst.map(|rij| rij.uitleg).unwrap_or_default());
    let heeft = |naam: &str| kolommen.iter().any(|kolom| kolom.naam == naam);
    let keuzes = rijen::list_choices(db).await?;
    let kies = |naam: &str, alles: &str, waarden: &[String], gekozen: &str| {
        if heeft(naam) { adres::keuzes(alles, waarden, gekozen) } else { Vec::new() }
    };
    let wetten = ["wmo".to_owned(), "jw".to_owned()];
    opmaak::pagina(&Pagina {
        kader: Kader::new(&omgeving, &gebruiker, "/kwaliteit", weergave.titel),
        pad: weergave.pad(),
        uitleg,
        let_op,
        wetten: kies("wet", "beide", &wetten, &vraag.wet),
        gemeenten: kies("gemeentecode", "alle", &keuzes.gemeenten, &vraag.gemeente),
        aanbieders: kies("agb_code", "alle", &keuzes.aanbieders, &vraag.aanbieder),
        heeft_maand: heeft("maand"),
        van: vraag.van,
        tot: vraag.tot,
        tabel,
        meer,
        kolommen: kolommen
            .into_iter()
            .map(|kolom| Kolomuitleg { titel: weergave::titel(&kolom.naam), uitleg: kolom.uitleg })
            .collect(),
    })
}

/// The table of a view, and how many rows were read.
async fn lees(
    omgeving: &Omgeving,
    weergave: Weergave,
    kolommen: &[KolomRij],
    vraag: &Vraag,
    rijen_max: i64,
) -> Result<(Tabel, usize), Fout> {
    let selectie = vraag.selectie();
    let gelezen =
        rijen::list_rows(&omgeving.db, weergave.naam, kolommen, &selectie, rijen_max).await;
    let gelezen = match gelezen {
        Err(error) if error.code() == "57014" => {
            let tekst = "Deze tabel kost te veel tijd. Kies een gemeente, een aanbieder of een \
                         kortere periode en probeer het opnieuw.";
            return Err(Fout::Verzoek(tekst.to_owned()));
        }
        gelezen => gelezen?,
    };
    let aantal = gelezen.len();
    let leeg = if vraag.adres().is_empty() {
        "Er is nog niets geladen waar deze tabel over gaat, of er is niets gevonden."
    } else {
        "Met deze selectie is er niets gevonden."
    };
    let tabel = weergave::tabel(weergave.naam, weergave.titel, kolommen, gelezen)
        .als_leeg(leeg)
        .te_downloaden(weergave.pad(), vraag.adres())
        .in_zone(omgeving.tijdzone);
    Ok((tabel, aantal))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_view_that_may_be_read_has_a_place_in_the_index_once() {
        let namen: Vec<&str> =
            GROEPEN.iter().flat_map(|(_, weergaven)| *weergaven).map(|(naam, _)| *naam).collect();
        assert_eq!(namen.len(), rijen::WEERGAVEN.len());
        let namen: BTreeSet<&str> = namen.into_iter().collect();
        assert_eq!(namen, rijen::WEERGAVEN.into_iter().collect());
    }
}
