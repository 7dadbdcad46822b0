//! The tables of one run, on its page and as downloads.

use axum::Router;
use load::beheer::{self, TaakRij, WeigeringenRij};
use load::pagina::{self, BestandenRij, GevraagdRij};
use serde::Deserialize;

use super::{tekst, wachtrij};
use crate::omgeving::Omgeving;
use crate::tabel::download::{RIJEN_GEVRAAGD, met_downloads};
use crate::tabel::{Cel, Kolom, Soort, Tabel};
use crate::{Fout, Gebruiker};

/// Which run a download is of.
#[derive(Debug, Deserialize)]
struct Vraag {
    run: i64,
}

/// The downloads of the tables of a run.
pub(crate) fn downloads(router: Router<Omgeving>) -> Router<Omgeving> {
    let router = met_downloads(router, "/runs/taken", alle_taken);
    let router = met_downloads(router, "/runs/weigeringen", alle_weigeringen);
    let router = met_downloads(router, "/runs/bestanden", alle_bestanden);
    met_downloads(router, "/runs/verzoeken", alle_verzoeken)
}

async fn alle_taken(omgeving: Omgeving, _: Gebruiker, vraag: Vraag) -> Result<Tabel, Fout> {
    let rijen = beheer::list_tasks(&omgeving.db, vraag.run).await?;
    Ok(taken(&omgeving, vraag.run, rijen))
}

async fn alle_weigeringen(omgeving: Omgeving, _: Gebruiker, vraag: Vraag) -> Result<Tabel, Fout> {
    let rijen = beheer::refusals_of_run(&omgeving.db, vraag.run).await?;
    Ok(weigeringen(&omgeving, vraag.run, rijen))
}

async fn alle_bestanden(omgeving: Omgeving, _: Gebruiker, vraag: Vraag) -> Result<Tabel, Fout> {
    let rijen = pagina::list_files_of_run(&omgeving.db, vraag.run).await?;
    Ok(bestanden(&omgeving, vraag.run, rijen))
}

async fn alle_verzoeken(omgeving: Omgeving, _: Gebruiker, vraag: Vraag) -> Result<Tabel, Fout> {
    let rijen = pagina::list_requests_of_run(&omgeving.db, vraag.run, RIJEN_GEVRAAGD).await?;
    Ok(verzoeken(&omgeving, vraag.run, rijen))
}

/// Requests that led to a run, or are about it.
pub(crate) fn verzoeken(omgeving: &Omgeving, run_id: i64, rijen: Vec<GevraagdRij>) -> Tabel {
    wachtrij::tabel(omgeving, "Verzoeken bij deze run", rijen)
        .als_leeg("Niemand heeft om deze run gevraagd en er is niets mee gevraagd.")
        .te_downloaden("/runs/verzoeken", format!("?run={run_id}"))
}

/// Tasks of a run.
pub(crate) fn taken(omgeving: &Omgeving, run_id: i64, taken: Vec<TaakRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "taken",
        "Taken van deze run",
        vec![
            Kolom::new("Taak", Soort::Getal),
            Kolom::new("Bron", Soort::Tekst),
            Kolom::new("Soort", Soort::Tekst),
            Kolom::new("Wat", Soort::Tekst),
            Kolom::new("Stand", Soort::Tekst),
            Kolom::new("Foutcode", Soort::Tekst),
            Kolom::new("Overgedaan in", Soort::Tekst),
            Kolom::new("Duur", Soort::Tekst),
            Kolom::new("Gelezen", Soort::Getal),
            Kolom::new("Geladen", Soort::Getal),
            Kolom::new("Quarantaine", Soort::Getal),
            Kolom::new("Dubbel", Soort::Getal),
            Kolom::new("Begonnen", Soort::Moment),
            Kolom::new("Poging", Soort::Getal),
            Kolom::new("Melding van het programma", Soort::Tekst),
        ],
    )
    .als_leeg("Deze run heeft geen taken: er was niets nieuws, of hij kwam niet zo ver.")
    .te_downloaden("/runs/taken", format!("?run={run_id}"))
    .in_zone(omgeving.tijdzone);
    for taak in taken {
        let duur = taak.geeindigd_op.map(|eind| tekst::duur(eind - taak.gestart_op));
        tabel.rij(vec![
            Cel::Getal(taak.taak_id),
            Cel::tekst(taak.bron),
            Cel::tekst(tekst::soort_taak(&taak.soort)),
            // Of a CSV source it is the name of a file.
            Cel::tekst(domain::verberg_bsn(&taak.eenheid)),
            Cel::Status(taak.status),
            taak.foutcode.map_or(Cel::Leeg, Cel::Tekst),
            taak.overgedaan_in_run
                .map_or(Cel::Leeg, |run| Cel::link(format!("run {run}"), format!("/runs/{run}"))),
            duur.map_or(Cel::Leeg, Cel::Tekst),
            Cel::Getal(taak.gelezen),
            Cel::Getal(taak.geladen),
            Cel::Getal(taak.gequarantaineerd),
            Cel::Getal(taak.dubbel),
            Cel::Moment(taak.gestart_op),
            Cel::Getal(taak.poging.into()),
            taak.fout.map_or(Cel::Leeg, |fout| Cel::Tekst(domain::verberg_bsn(&fout))),
        ]);
    }
    tabel
}

/// What the run refused, by reason.
pub(crate) fn weigeringen(omgeving: &Omgeving, run_id: i64, rijen: Vec<WeigeringenRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "weigeringen",
        "Geweigerd in deze run, per reden",
        vec![
            Kolom::new("Bron", Soort::Tekst),
            Kolom::new("Reden", Soort::Tekst),
            Kolom::new("Weigeringen", Soort::Getal),
            Kolom::new("Records", Soort::Getal),
            Kolom::new("Nog open", Soort::Getal),
        ],
    )
    .als_leeg("Deze run heeft niets geweigerd.")
    .te_downloaden("/runs/weigeringen", format!("?run={run_id}"))
    .in_zone(omgeving.tijdzone);
    for rij in rijen {
        let naar = format!("/quarantaine?code={}", rij.code);
        tabel.rij(vec![
            Cel::tekst(rij.bron),
            Cel::link(rij.code, naar),
            Cel::Getal(rij.aantal),
            Cel::Getal(rij.records),
            Cel::Getal(rij.nog_open),
        ]);
    }
    tabel
}

/// What became of the files of the run.
pub(crate) fn bestanden(omgeving: &Omgeving, run_id: i64, rijen: Vec<BestandenRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "bestanden",
        "Bestanden die deze run het laatst heeft gelezen",
        vec![
            Kolom::new("Bron", Soort::Tekst),
            Kolom::new("Uitkomst", Soort::Tekst),
            Kolom::new("Bestanden", Soort::Getal),
            Kolom::new("Kilobytes", Soort::Getal),
        ],
    )
    .als_leeg("Deze run heeft geen bestanden gelezen, of een latere run las ze opnieuw.")
    .te_downloaden("/runs/bestanden", format!("?run={run_id}"))
    .in_zone(omgeving.tijdzone);
    for rij in rijen {
        tabel.rij(vec![
            Cel::tekst(rij.bron),
            Cel::Status(rij.status),
            Cel::Getal(rij.aantal),
            // Rounded up: a file that is there is not nothing.
            Cel::Getal(rij.bytes.saturating_add(1023) / 1024),
        ]);
    }
    tabel
}
