//! The story of one chain: what was asked, allocated, delivered and declared, and what became of it.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::{AgbCode, Gemeentecode, ReferentieAanbieder, Wet};
use load::verhaal::{self, Vraag as Zoekvraag, Zoek};
use serde::Deserialize;

use super::adres::{Keuze, gevuld};
use super::keten_verhaal::Blad;
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::{Fout, Gebruiker};

pub(crate) fn routes() -> Router<Omgeving> {
    Router::new().route("/ketens", get(toon))
}

/// What the form holds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Vraag {
    wet: String,
    gemeente: String,
    toewijzing: String,
    beschikking: String,
    referentie: String,
    agb: String,
}

/// A field that was not filled in well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Veldfout {
    veld: &'static str,
    tekst: &'static str,
}

const fn fout<T>(veld: &'static str, tekst: &'static str) -> Result<T, Veldfout> {
    Err(Veldfout { veld, tekst })
}

impl Vraag {
    fn is_leeg(&self) -> bool {
        let Self { gemeente, toewijzing, beschikking, referentie, agb, .. } = self;
        [gemeente, toewijzing, beschikking, referentie, agb].iter().all(|v| gevuld(v).is_none())
    }

    /// What is asked, or the first field that has to be mended.
    fn lees(&self) -> Result<Zoekvraag, Veldfout> {
        let Ok(wet) = self.wet.parse::<Wet>() else {
            return fout("wet", "Kies een wet.");
        };
        let Ok(gemeente) = self.gemeente.trim().parse::<Gemeentecode>() else {
            return fout("gemeente", "Geef de CBS-code van de gemeente: vier cijfers, zoals 0363.");
        };
        let zoek = self.zoek()?;
        Ok(Zoekvraag { wet, gemeente, zoek })
    }

    fn zoek(&self) -> Result<Zoek, Veldfout> {
        let gevuld = [&self.toewijzing, &self.beschikking, &self.referentie].map(|v| gevuld(v));
        match gevuld {
            [Some(nummer), None, None] => match nummer.parse() {
                Ok(nummer) => Ok(Zoek::Toewijzing(nummer)),
                Err(_) => fout(
                    "toewijzing",
                    "Een toewijzingnummer is een getal van hooguit negen cijfers.",
                ),
            },
            [None, Some(nummer), None] => match nummer.parse() {
                Ok(nummer) => Ok(Zoek::Beschikking(nummer)),
                Err(_) => fout(
                    "beschikking",
                    "Een beschikkingnummer is een getal van hooguit negen cijfers.",
                ),
            },
            [None, None, Some(referentie)] => {
                let Ok(referentie) = referentie.parse::<ReferentieAanbieder>() else {
                    return fout("referentie", "Een referentie heeft hooguit 36 tekens.");
                };
                match self.agb.trim().parse::<AgbCode>() {
                    Ok(agb) => Ok(Zoek::Referentie(agb, referentie)),
                    Err(_) => fout(
                        "agb",
                        "Geef de AGB-code van de aanbieder die de referentie gaf: acht cijfers.",
                    ),
                }
            }
            [None, None, None] => fout(
                "toewijzing",
                "Vul een toewijzingnummer, een beschikkingnummer of een referentie in.",
            ),
            _ => {
                fout("toewijzing", "Vul een van de drie in: toewijzing, beschikking of referentie.")
            }
        }
    }
}

#[derive(Template)]
#[template(path = "ketens.html")]
struct Pagina {
    kader: Kader,
    vraag: Vraag,
    wetten: Vec<Keuze>,
    fout: Option<Veldfout>,
    /// Whether something was asked that nothing is known of.
    is_onbekend: bool,
    bladen: Vec<Blad>,
}

impl Pagina {
    /// What is wrong with `veld`; for the template.
    fn fout_bij(&self, veld: &str) -> Option<&'static str> {
        self.fout.filter(|fout| fout.veld == veld).map(|fout| fout.tekst)
    }
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    let gelezen = if vraag.is_leeg() { None } else { Some(vraag.lees()) };
    let wetten = [("wmo", "Wmo"), ("jw", "Jeugdwet")].map(|(waarde, naam)| Keuze {
        waarde: waarde.to_owned(),
        naam: naam.to_owned(),
        is_gekozen: waarde == vraag.wet,
    });
    let mut pagina = Pagina {
        kader: Kader::new(&omgeving, &gebruiker, "/ketens", "Ketens"),
        vraag,
        wetten: wetten.to_vec(),
        fout: None,
        is_onbekend: false,
        bladen: Vec::new(),
    };
    let status = match gelezen {
        None => StatusCode::OK,
        Some(Err(fout)) => {
            pagina.fout = Some(fout);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Some(Ok(zoekvraag)) => {
            let vertellingen = verhaal::vertel(&omgeving.feiten, &zoekvraag).await?;
            pagina.is_onbekend = vertellingen.is_empty();
            let blad = |vertelling| Blad::van(vertelling, omgeving.tijdzone);
            pagina.bladen = vertellingen.into_iter().map(blad).collect();
            if pagina.is_onbekend { StatusCode::NOT_FOUND } else { StatusCode::OK }
        }
    };
    Ok((status, opmaak::pagina(&pagina)?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_not_filled_in_well_tells_which_field() {
        let vraag = |wet: &str, gemeente: &str, velden: [&str; 4]| {
            let [toewijzing, beschikking, referentie, agb] = velden.map(str::to_owned);
            let (wet, gemeente) = (wet.to_owned(), gemeente.to_owned());
            Vraag { wet, gemeente, toewijzing, beschikking, referentie, agb }
        };
        for (vraag, expect) in [
            (vraag("wmo", "0363", ["300201", "", "", ""]), None),
            (vraag("jw", " 0363 ", ["", " 7001 ", "", ""]), None),
            (vraag("jw", "0363", ["", "", "R-1", "42420001"]), None),
            (vraag("", "0363", ["1", "", "", ""]), Some("wet")),
            (vraag("wmo", "363", ["1", "", "", ""]), Some("gemeente")),
            (vraag("wmo", "0363", ["x", "", "", ""]), Some("toewijzing")),
            (vraag("wmo", "0363", ["", "-1", "", ""]), Some("beschikking")),
            (vraag("wmo", "0363", ["", "", "R-1", ""]), Some("agb")),
            (
                vraag(
                    "wmo",
                    "0363",
                    ["", "", "een referentie die langer is dan zesendertig", "42420001"],
                ),
                Some("referentie"),
            ),
            (vraag("wmo", "0363", ["", "", "", ""]), Some("toewijzing")),
            (vraag("wmo", "0363", ["1", "2", "", ""]), Some("toewijzing")),
        ] {
            let found = vraag.lees().err().map(|fout| fout.veld);
            assert_eq!(found, expect, "{vraag:?}");
        }
    }
}
