//! One source: how it stands, how much it brings, its runs, and reading it again.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use load::pagina::{self, VolumeRij};
use serde::Deserialize;

use super::bronnen::{self, Bron, RUNS, aandeel};
use super::raad::{Raad, raad};
use super::verzoek::{self, Ingevuld, nieuwe_sleutel};
use super::{adres, tekst};
use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::download::{self, RIJEN_GEVRAAGD};
use crate::tabel::{Cel, Kolom, Soort, Tabel, Tijdweergave, duizendtallen};
use crate::tekening::{Lijn, Punt, Staven, mediaan};
use crate::{Fout, Gebruiker, Rol};

/// Planned moments that are shown.
const VOLGENDE_MAX: usize = 5;

pub(crate) fn routes() -> Router<Omgeving> {
    let router = Router::new().route("/bronnen/{bron}", get(toon));
    download::met_downloads(router, "/bronnen/runs", alle_runs)
}

/// The address of the page of a source.
pub(crate) fn pad(naam: &str) -> String {
    format!("/bronnen/{}", adres::gecodeerd(naam))
}

/// Which source a download is of.
#[derive(Debug, Deserialize)]
struct BronVraag {
    bron: String,
}

/// All runs of a source, for a download.
async fn alle_runs(omgeving: Omgeving, _: Gebruiker, vraag: BronVraag) -> Result<Tabel, Fout> {
    let bron = Some(vraag.bron.as_str());
    let volumes = pagina::list_volumes(&omgeving.db, bron, RIJEN_GEVRAAGD).await?;
    Ok(runs(&omgeving, &vraag.bron, volumes))
}

#[derive(Debug, Deserialize)]
struct Vraag {
    melding: Option<String>,
}

async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
    Path(naam): Path<String>,
    Query(vraag): Query<Vraag>,
) -> Result<Response, Fout> {
    let melding = verzoek::melding(vraag.melding.as_deref());
    pagina(&omgeving, &gebruiker, &naam, Ingevuld::default(), melding).await
}

#[derive(Template)]
#[template(path = "bron.html")]
struct Bronpagina {
    kader: Kader,
    bron: Bron,
    cel: String,
    status: String,
    feiten: Vec<(&'static str, String)>,
    volgende: Vec<String>,
    fout: Option<(String, Raad)>,
    may_act: bool,
    is_csv: bool,
    ingevuld: Ingevuld,
    sleutels: [String; 2],
    lijn: Lijn,
    staven: Staven,
    runs: Tabel,
}

/// The page of a source, with the form as it was filled in.
pub(crate) async fn pagina(
    omgeving: &Omgeving,
    gebruiker: &Gebruiker,
    naam: &str,
    ingevuld: Ingevuld,
    melding: Option<String>,
) -> Result<Response, Fout> {
    let bron = bronnen::lees(omgeving).await?.into_iter().find(|bron| bron.naam == naam);
    let bron = bron.ok_or(Fout::NietGevonden)?;
    let volumes = pagina::list_volumes(&omgeving.db, Some(naam), RUNS).await?;
    let voor = if ingevuld.fout.is_some() { "Fout: bron" } else { "Bron" };
    let mut kader = Kader::new(omgeving, gebruiker, "/bronnen", format!("{voor} {naam}"));
    kader.melding = melding;
    let tijd = Tijdweergave { zone: omgeving.tijdzone };
    let stand = bron.stand.as_ref();
    let foutcode = stand.and_then(|stand| stand.foutcode.clone());
    opmaak::pagina(&Bronpagina {
        kader,
        cel: bron.cel().weergave(omgeving.tijdzone),
        status: stand.map_or_else(|| "queued".to_owned(), |stand| stand.status.clone()),
        feiten: feiten(omgeving, &bron, &volumes),
        volgende: bron.volgende.iter().take(VOLGENDE_MAX).map(|&op| tijd.moment(op)).collect(),
        fout: foutcode.map(|code| {
            let raad = raad(Some(&code));
            (code, raad)
        }),
        may_act: gebruiker.rol >= Rol::Operator && bron.info.is_some(),
        is_csv: bron.info.as_ref().is_some_and(|info| info.soort == "zaaksysteem"),
        ingevuld,
        sleutels: [nieuwe_sleutel()?, nieuwe_sleutel()?],
        lijn: lijn(omgeving, "volume", naam, &volumes),
        staven: staven(omgeving, naam, &volumes),
        runs: runs(omgeving, naam, volumes),
        bron,
    })
}

fn feiten(omgeving: &Omgeving, bron: &Bron, volumes: &[VolumeRij]) -> Vec<(&'static str, String)> {
    let tijd = Tijdweergave { zone: omgeving.tijdzone };
    let mut feiten = Vec::new();
    match &bron.info {
        Some(info) => {
            feiten.push(("Soort", tekst::soort_bron(&info.soort).to_owned()));
            feiten.push(("Plaats", info.plaats.clone()));
        }
        None => feiten.push(("Soort", "staat niet meer in de configuratie".to_owned())),
    }
    let succes = bron.stand.as_ref().and_then(|stand| stand.laatste_succes);
    feiten.push(("Laatst gelukt", succes.map_or("nog nooit".to_owned(), |op| tijd.moment(op))));
    if let Some(leeftijd) = bron.leeftijd(omgeving.bediening.nu()) {
        let te_oud = if bron.is_te_oud { " (te oud)" } else { "" };
        feiten.push(("Leeftijd", format!("{leeftijd}{te_oud}")));
    }
    if let Some(aandeel) = aandeel(volumes) {
        let deel = Cel::Promille(aandeel).weergave(omgeving.tijdzone);
        feiten.push(("In quarantaine gezet", format!("{deel} van wat gelezen is")));
    }
    feiten
}

fn dag(omgeving: &Omgeving, rij: &VolumeRij) -> String {
    rij.gestart_op.with_timezone(&omgeving.tijdzone).format("%d-%m").to_string()
}

/// The records read per run as a line.
pub(crate) fn lijn(omgeving: &Omgeving, id: &str, naam: &str, rijen: &[VolumeRij]) -> Lijn {
    let punt = |rij: &VolumeRij| Punt {
        label: dag(omgeving, rij),
        tekst: format!("run {}, {}", rij.run_id, tekst::aantal(rij.gelezen, "record", "records")),
        waarde: rij.gelezen,
        is_bijzonder: rij.mislukt > 0,
    };
    let midden = mediaan(rijen.iter().map(|rij| rij.gelezen).collect());
    let (laagste, hoogste) = rijen
        .iter()
        .map(|rij| rij.gelezen)
        .fold((i64::MAX, 0), |(laag, hoog), waarde| (laag.min(waarde), hoog.max(waarde)));
    Lijn {
        id: id.to_owned(),
        titel: format!("Records gelezen per run, bron {naam}"),
        beschrijving: format!(
            "{} runs; het laagste aantal is {}, het hoogste {}, de mediaan {}.",
            rijen.len(),
            duizendtallen(laagste.min(hoogste)),
            duizendtallen(hoogste),
            duizendtallen(midden.unwrap_or(0))
        ),
        punten: rijen.iter().map(punt).collect(),
        mediaan: midden,
    }
}

fn staven(omgeving: &Omgeving, naam: &str, rijen: &[VolumeRij]) -> Staven {
    let schrijf = |promille: i64| format!("{},{} %", promille / 10, promille % 10);
    let punt = |rij: &VolumeRij| {
        let waarde = aandeel(core::slice::from_ref(rij)).unwrap_or(0);
        let tekst = format!("run {}, {}", rij.run_id, schrijf(waarde));
        Punt { label: dag(omgeving, rij), tekst, waarde, is_bijzonder: rij.mislukt > 0 }
    };
    Staven {
        id: "quarantaine".to_owned(),
        titel: format!("Aandeel in quarantaine per run, bron {naam}"),
        beschrijving: "Welk deel van de gelezen records elke run weigerde. De tabel met runs \
                       heeft dezelfde gegevens."
            .to_owned(),
        punten: rijen.iter().map(punt).collect(),
        schrijf,
    }
}

fn runs(omgeving: &Omgeving, naam: &str, rijen: Vec<VolumeRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "runs",
        "De laatste runs die iets nieuws vonden",
        vec![
            Kolom::new("Run", Soort::Tekst),
            Kolom::new("Begonnen", Soort::Moment),
            Kolom::new("Uitkomst", Soort::Tekst),
            Kolom::new("Gelezen", Soort::Getal),
            Kolom::new("Geladen", Soort::Getal),
            Kolom::new("Quarantaine", Soort::Getal),
            Kolom::new("Aandeel", Soort::Promille),
            Kolom::new("Dubbel", Soort::Getal),
        ],
    )
    .als_leeg("Deze bron heeft nog niets gebracht.")
    .te_downloaden("/bronnen/runs", adres::vraag(&[("bron", naam)]))
    .in_zone(omgeving.tijdzone);
    for rij in rijen.into_iter().rev() {
        tabel.rij(vec![
            Cel::link(format!("run {}", rij.run_id), format!("/runs/{}", rij.run_id)),
            Cel::Moment(rij.gestart_op),
            Cel::Status(rij.status().to_owned()),
            Cel::Getal(rij.gelezen),
            Cel::Getal(rij.geladen),
            Cel::Getal(rij.gequarantaineerd),
            aandeel(core::slice::from_ref(&rij)).map_or(Cel::Leeg, Cel::Promille),
            Cel::Getal(rij.dubbel),
        ]);
    }
    tabel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_source_is_safe_in_an_address() {
        assert_eq!(pad("berichten_2"), "/bronnen/berichten_2");
        assert_eq!(pad("a/b ?é"), "/bronnen/a%2Fb%20%3F%C3%A9");
    }
}
