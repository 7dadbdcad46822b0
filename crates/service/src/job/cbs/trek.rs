//! One table from description to published figures.

use std::path::Path;
use std::sync::Arc;

use domain::statline::{CatalogusRegel, Keuze, Tabel, Tabelversie};
use extract_cbs::{Bron, Error, Plan};
use load::Db;
use load::ledger::FinishedTask;
use load::slot::Slot;
use load::statline::{self, DeelPlan, Plaatsing, Wijziging};
use serde_json::Value;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::config::CbsSource;
use crate::run::{Progress, retrying};

use super::bulk;
use super::kiezen::{Vraag, plaats};
use super::uitval::Uitval;
use super::voorraad::Paginavoorraad;
use super::werker::haal;

/// Pulls of one table in a run: the second when its version moved under the first.
const PULLS_MAX: usize = 2;

/// How often a pull of a run begins anew because a link to a next page had grown old: at first pages on disk may still
/// hold that link.
const VERLOPEN_MAX: usize = 2;

/// What the pulls of a run share.
#[derive(Debug)]
pub(crate) struct Omgeving<'r> {
    pub(crate) db: &'r Db,
    pub(crate) slot: &'r Slot,
    pub(crate) cancel: &'r CancellationToken,
    pub(crate) progress: &'r watch::Sender<Progress>,
    /// Pages that are fetched at the same time.
    pub(crate) connections: usize,
    pub(crate) voorraad: Option<Arc<Paginavoorraad>>,
    /// Folder for what comes from CBS.
    pub(crate) map: &'r Path,
    /// Largest file of a whole table.
    pub(crate) bulk_bytes_max: u64,
    /// Who asked for the run.
    pub(crate) wie: &'r str,
}

/// A table that is to be loaded.
#[derive(Debug)]
pub(crate) struct Tabelwerk<'r> {
    pub(crate) naam: &'r str,
    pub(crate) config: &'r CbsSource,
    /// The catalogue it is in.
    pub(crate) bron: &'r Bron,
    pub(crate) regel: &'r CatalogusRegel,
    /// All that is asked of it.
    pub(crate) vraag: Vraag,
    /// The part of it that has to come as long as the table is the version that stands.
    pub(crate) rest: Option<Rest<'r>>,
    /// Address of the file with the whole table; `None`: by pages.
    pub(crate) bestand: Option<&'r str>,
    /// Structure of what stands; `None`: any is good.
    pub(crate) structuur: Option<Value>,
    /// Periods to remember as asked for once the table turned out to have them.
    pub(crate) aanvulling: Option<(&'r str, &'r str)>,
}

/// What is missing of a wish, of which the other part stands.
#[derive(Debug)]
pub(crate) struct Rest<'r> {
    pub(crate) vraag: Vraag,
    /// Version that stands.
    pub(crate) versie: &'r Tabelversie,
}

impl Tabelwerk<'_> {
    /// What has to be fetched of this version. The catalogue may be behind: of another version than the one that stands
    /// all of it, else what stands would pass for that version.
    fn te_halen(&self, versie: &Tabelversie) -> &Vraag {
        match &self.rest {
            Some(rest) if rest.versie.is_zelfde(versie) => &rest.vraag,
            _ => &self.vraag,
        }
    }
}

/// All that is known before the first page.
#[derive(Debug)]
pub(crate) struct Voorbereid {
    pub(crate) tabel: Tabel,
    pub(crate) plaatsing: Plaatsing,
    pub(crate) keuze: Keuze,
    pub(crate) plan: Plan,
}

/// What became of a table.
#[derive(Debug)]
pub(crate) struct Geladen {
    pub(crate) versie: String,
    pub(crate) status: String,
    pub(crate) wijziging: Wijziging,
    /// Rows that came twice.
    pub(crate) dubbel: u64,
    /// What is odd but allowed, in words.
    pub(crate) waarschuwingen: Vec<String>,
}

/// Describes the table, checks its structure and the selection, and divides it.
///
/// # Errors
/// `SCHEMA_DRIFT`, `ZERO_ROWS`, those of [`plaats`], of the selection and of the requests.
pub(crate) async fn bereid_voor(werk: &Tabelwerk<'_>) -> Result<Voorbereid, Error> {
    let Tabelwerk { naam, config, bron, .. } = werk;
    let mut tabel = bron.beschrijf(&werk.regel.tabel_id).await?;
    let vraag = werk.te_halen(&tabel.versie);
    if let Some(structuur) = &werk.structuur {
        let anders = statline::afwijkingen(structuur, &tabel);
        if !anders.is_empty() {
            return Err(structuur_anders(naam, &tabel, &anders));
        }
    }
    let plaatsing = plaats(naam, config, &mut tabel, vraag.tekst.clone())?;
    let keuze = vraag.selectie.kies(&tabel)?;
    // What stands would otherwise all seem to have disappeared.
    let plan = match verdeel(werk, &tabel, &keuze).await {
        Ok(plan) if plan.rijen > 0 => plan,
        Err(error) if error.code() != "ZERO_ROWS" => return Err(error),
        _ => return Err(geen_rijen(&tabel, werk.structuur.is_some())),
    };
    Ok(Voorbereid { tabel, plaatsing, keuze, plan })
}

async fn verdeel(werk: &Tabelwerk<'_>, tabel: &Tabel, keuze: &Keuze) -> Result<Plan, Error> {
    let bron = werk.bron;
    match (werk.bestand, tabel.versie.aantal) {
        (None, _) => bron.plan(tabel, keuze).await,
        // What the table says of itself needs no counting in parts.
        (Some(adres), Some(aantal)) if keuze.is_alles() => {
            Ok(bulk::plan(adres, aantal, Vec::new()))
        }
        (Some(adres), _) => {
            let plan = bron.plan(tabel, keuze).await?;
            Ok(bulk::plan(adres, plan.rijen, plan.waarschuwingen))
        }
    }
}

/// `is_geladen`: whether something of the table stands.
fn geen_rijen(tabel: &Tabel, is_geladen: bool) -> Error {
    let id = &tabel.tabel_id;
    let then = if is_geladen {
        "what stands of it stays".to_owned()
    } else {
        format!("nothing of it is loaded; `sluis cbs show {id}` tells what it has")
    };
    let what = format!("table {id} has no rows for this selection; {then}");
    Error::new("ZERO_ROWS", what, "")
}

fn structuur_anders(naam: &str, tabel: &Tabel, anders: &[statline::Afwijking]) -> Error {
    const SHOWN: usize = 5;
    let mut words: Vec<String> = anders.iter().take(SHOWN).map(ToString::to_string).collect();
    if anders.len() > SHOWN {
        words.push(format!("and {} more", anders.len() - SHOWN));
    }
    let what = format!(
        "table {} means something else than what stands: {}; look with `sluis cbs show {}`, then \
         `sluis cbs accept {naam}`",
        tabel.tabel_id,
        words.join("; "),
        tabel.tabel_id,
    );
    Error::new("SCHEMA_DRIFT", what, "")
}

/// Loads a table: all of the selection, of one version, or nothing.
///
/// # Errors
/// As [`Uitval`]; what stood of the table stays.
pub(crate) async fn laad(
    om: &Omgeving<'_>,
    werk: &Tabelwerk<'_>,
    task: &FinishedTask,
) -> Result<Geladen, Uitval> {
    let (mut pull, mut moved, mut stale, mut emptied) = (0, 0, 0, false);
    while moved < PULLS_MAX {
        pull += 1;
        let voorbereid = of_stop(om, bereid_voor(werk)).await??;
        let voorbereid = Arc::new(voorbereid);
        if let (1, Some((van, tot))) = (pull, werk.aanvulling) {
            let store =
                async || statline::store_aanvulling(om.db, werk.naam, van, tot, om.wie).await;
            retrying(store).await?;
        }
        if let Some(voorraad) = &om.voorraad {
            voorraad.begin();
        }
        let begin = &voorbereid.tabel.versie;
        let pulled = match trek(om, werk, &voorbereid, task).await {
            Ok(Some(geladen)) => return Ok(geladen),
            Ok(None) => None,
            Err(uitval) if uitval.is_refusal() => Some(uitval),
            // Nobody goes on in the middle of a file.
            Err(uitval @ Uitval::Bron(_)) if werk.bestand.is_some() => Some(uitval),
            Err(uitval) => return Err(uitval),
        };
        if let Some(uitval) = &pulled
            && uitval.is_geleegd()
            && !emptied
        {
            // The pages on disk are as good as they were; they are thrown away when it happens again.
            emptied = true;
            retrying(async || statline::discard(om.db, om.slot, werk.naam).await).await?;
            let text = uitval.failure().text;
            warn!(source = werk.naam, pull, "the table is stored again from its begin: {text}");
            continue;
        }
        vergeet(om, werk.naam).await?;
        let Some(uitval) = pulled else {
            moved += 1;
            warn!(
                source = werk.naam,
                versie = begin.versie,
                pull,
                "the table changed under the pull"
            );
            continue;
        };
        if uitval.is_verlopen() && stale < VERLOPEN_MAX {
            stale += 1;
            let text = uitval.failure().text;
            warn!(source = werk.naam, pull, "the table is pulled from its begin: {text}");
            continue;
        }
        // Pages of two versions do not fit together, so a refusal may only mean that CBS published meanwhile.
        if !of_stop(om, is_verplaatst(werk, begin)).await? {
            return Err(uitval);
        }
        moved += 1;
        warn!(source = werk.naam, versie = begin.versie, pull, "the table changed under the pull");
    }
    let what = format!(
        "table {} got another version during each of {PULLS_MAX} pulls; the next run tries again",
        werk.regel.tabel_id
    );
    Err(Uitval::Bron(Error::new("VERSION_MOVED", what, "")))
}

/// Waits for `work` until the run is asked to stop: what it waits for may take minutes.
async fn of_stop<T>(om: &Omgeving<'_>, work: impl Future<Output = T>) -> Result<T, Uitval> {
    tokio::select! {
        biased;
        () = om.cancel.cancelled() => Err(Uitval::Stop),
        done = work => Ok(done),
    }
}

/// Pulls and publishes. `None`: the version moved.
async fn trek(
    om: &Omgeving<'_>,
    werk: &Tabelwerk<'_>,
    voorbereid: &Arc<Voorbereid>,
    task: &FinishedTask,
) -> Result<Option<Geladen>, Uitval> {
    let Voorbereid { tabel, plaatsing, keuze, plan } = &**voorbereid;
    let delen: Vec<DeelPlan> =
        plan.delen.iter().map(|deel| DeelPlan { nummer: deel.nummer, rijen: deel.rijen }).collect();
    let open = async || statline::open(om.db, om.slot, plaatsing, tabel, keuze, &delen).await;
    let mut trek = retrying(&open).await?;
    if werk.bestand.is_some() && trek.is_hervat {
        // Of a file that is no longer there: it is read from its begin.
        retrying(async || statline::discard(om.db, om.slot, werk.naam).await).await?;
        trek = retrying(open).await?;
    }
    let stored = trek.delen.iter().map(|deel| deel.rijen).sum();
    om.progress.send_modify(|progress| {
        tabel.tabel_id.as_str().clone_into(&mut progress.table);
        progress.rows = stored;
        progress.rows_total = plan.rijen;
        progress.file_mb = 0;
    });
    let versie = tabel.versie.versie.as_str();
    let (naam, rows, parts) = (werk.naam, plan.rijen, plan.delen.len());
    info!(source = naam, table = %tabel.tabel_id, versie, rows, parts, stored, "pulling a table");
    let gehaald = match werk.bestand {
        None => haal(om, werk.bron, voorbereid, &mut trek).await?,
        Some(adres) => bulk::haal(om, (werk.bron, adres), voorbereid, &mut trek).await?,
    };
    let after = of_stop(om, werk.bron.versie(&werk.regel.tabel_id)).await??;
    if !after.is_zelfde(&tabel.versie) {
        return Ok(None);
    }
    let publish =
        async || statline::publish(om.db, om.slot, &trek, plaatsing, tabel, keuze, task).await;
    // Half-way nothing is published, and the pages stay; a commit that got through after all is seen by the next run.
    let wijziging = of_stop(om, retrying(publish)).await??;
    let mut waarschuwingen = plan.waarschuwingen.clone();
    if !gehaald.onbekende_velden.is_empty() {
        let velden: Vec<&str> = gehaald.onbekende_velden.iter().map(String::as_str).collect();
        waarschuwingen
            .push(format!("fields that are not in the description: {}", velden.join(", ")));
    }
    Ok(Some(Geladen {
        versie: tabel.versie.versie.clone(),
        status: tabel.status.clone(),
        wijziging,
        dubbel: gehaald.dubbel,
        waarschuwingen,
    }))
}

/// Whether the table has another version now. Not to be reached: as far as known not.
async fn is_verplaatst(werk: &Tabelwerk<'_>, begin: &Tabelversie) -> bool {
    let now = werk.bron.versie(&werk.regel.tabel_id).await;
    now.is_ok_and(|now| !now.is_zelfde(begin))
}

async fn vergeet(om: &Omgeving<'_>, naam: &str) -> Result<(), Uitval> {
    if let Some(voorraad) = &om.voorraad {
        voorraad.vergeet();
    }
    retrying(async || statline::discard(om.db, om.slot, naam).await).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::kiezen::tests::tabel;
    use super::*;

    #[test]
    fn no_rows_tell_of_old_figures_only_where_they_are() {
        let tabel = tabel("", Vec::new());
        let told = |is_geladen| geen_rijen(&tabel, is_geladen).to_string();
        insta::assert_snapshot!(told(true), @"table 85098NED has no rows for this selection; what stands of it stays");
        insta::assert_snapshot!(told(false), @"table 85098NED has no rows for this selection; nothing of it is loaded; `sluis cbs show 85098NED` tells what it has");
    }
}
