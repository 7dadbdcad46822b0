//! Downloads of tables: `PATH.csv` and `PATH.xlsx` hold what the page at `PATH` shows, and all rows of it.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;

use super::Tabel;
use crate::omgeving::Omgeving;
use crate::{Fout, Gebruiker};

/// Rows in a download. A spreadsheet that is opened by a person, not an interface: the database is that.
pub(crate) const RIJEN_MAX: usize = 100_000;
/// Rows that a page asks for when it makes a table for a download: one more, so that it is seen when there are more.
pub(crate) const RIJEN_GEVRAAGD: i64 = 100_001;

/// A download of so many rows takes some hundred megabytes for a moment: not more of them at a time.
static BEURTEN: Semaphore = Semaphore::const_new(2);

/// The last row of a download that is not complete.
pub(super) fn afgekapt(rijen_max: usize) -> String {
    format!("Afgekapt na {rijen_max} rijen: er zijn er meer. Maak de selectie kleiner.")
}

/// What a table is downloaded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vorm {
    /// Text for a Dutch Excel.
    Csv,
    /// Workbook.
    Xlsx,
}

impl Vorm {
    const fn soort(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    const fn extensie(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// The table as a file to keep: `sluis-NAME-2026-11-22.csv`.
pub(crate) async fn antwoord(tabel: Tabel, vorm: Vorm, dag: NaiveDate) -> Result<Response, Fout> {
    let naam = bestandsnaam(tabel.naam, dag, vorm);
    // Writing a large workbook takes a second of one core: not of a thread that serves others.
    let inhoud = tokio::task::spawn_blocking(move || match vorm {
        Vorm::Csv => tabel.csv(RIJEN_MAX).map_err(|_| Fout::Download),
        Vorm::Xlsx => tabel.xlsx(RIJEN_MAX).map_err(|_| Fout::Download),
    });
    let inhoud = inhoud.await.map_err(|_| Fout::Download)??;
    let headers = [
        (header::CONTENT_TYPE, vorm.soort().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{naam}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, inhoud).into_response())
}

/// A name without blanks, quotes or anything that a file system or header takes amiss.
fn bestandsnaam(naam: &str, dag: NaiveDate, vorm: Vorm) -> String {
    let is_goed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let naam: String = naam.chars().map(|c| if is_goed(c) { c } else { '-' }).collect();
    format!("sluis-{naam}-{dag}.{}", vorm.extensie())
}

/// Adds a page at `pad` and the downloads of its table at `pad.csv` and `pad.xlsx`.
///
/// `maak` gives the table with all its rows (at most [`RIJEN_GEVRAAGD`]) for who asks and the query of the address; it
/// asks for the role itself, like the page.
pub(crate) fn met_pagina<V, F, T>(
    router: Router<Omgeving>,
    pad: &str,
    pagina: MethodRouter<Omgeving>,
    maak: F,
) -> Router<Omgeving>
where
    V: DeserializeOwned + Send + 'static,
    F: Fn(Omgeving, Gebruiker, V) -> T + Clone + Send + Sync + 'static,
    T: Future<Output = Result<Tabel, Fout>> + Send + 'static,
{
    met_downloads(router.route(pad, pagina), pad, maak)
}

/// Adds only the downloads: for a second table on a page.
pub(crate) fn met_downloads<V, F, T>(
    mut router: Router<Omgeving>,
    pad: &str,
    maak: F,
) -> Router<Omgeving>
where
    V: DeserializeOwned + Send + 'static,
    F: Fn(Omgeving, Gebruiker, V) -> T + Clone + Send + Sync + 'static,
    T: Future<Output = Result<Tabel, Fout>> + Send + 'static,
{
    for vorm in [Vorm::Csv, Vorm::Xlsx] {
        let maak = maak.clone();
        let download = async move |State(omgeving): State<Omgeving>,
                                   gebruiker: Gebruiker,
                                   Query(vraag): Query<V>| {
            let nu = omgeving.bediening.nu().with_timezone(&omgeving.tijdzone);
            // Held until the file is made. The semaphore is never closed.
            let _beurt = BEURTEN.acquire().await.map_err(|_| Fout::Download)?;
            let tabel = maak(omgeving, gebruiker, vraag).await?;
            antwoord(tabel, vorm, nu.date_naive()).await
        };
        router = router.route(&format!("{pad}.{}", vorm.extensie()), get(download));
    }
    router
}

#[cfg(test)]
mod tests {
    use super::super::{Kolom, Soort};
    use super::*;

    #[tokio::test]
    async fn a_download_is_a_file_with_a_safe_name() {
        let dag = "2026-11-22".parse().unwrap();
        for (vorm, soort, naam) in [
            (Vorm::Csv, "text/csv; charset=utf-8", "sluis-a-b--c-2026-11-22.csv"),
            (Vorm::Xlsx, Vorm::Xlsx.soort(), "sluis-a-b--c-2026-11-22.xlsx"),
        ] {
            let tabel = Tabel::new("a b\"/c", "X", vec![Kolom::new("K", Soort::Tekst)]);
            let response = antwoord(tabel, vorm, dag).await.unwrap();
            let header = |naam| response.headers().get(naam).unwrap().to_str().unwrap();
            assert_eq!(header(header::CONTENT_TYPE), soort);
            assert_eq!(
                header(header::CONTENT_DISPOSITION),
                format!("attachment; filename=\"{naam}\"")
            );
        }
    }
}
