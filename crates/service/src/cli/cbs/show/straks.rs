//! What the next run would load of a table.

use domain::statline::Tabel;
use extract_cbs::{Bron, Error, Gebiedskeuze, Periodekeuze, Plan};
use load::statline;

use crate::cli::cbs::bronnen::Gekozen;
use crate::cli::cbs::fout::failure;
use crate::cli::cbs::wire::{NextLoad, Outcome};
use crate::cli::exit::{Exit, Failure};
use crate::cli::session::Session;
use crate::config::CbsSource;
use crate::job::cbs::{Vraag, plaats, vraag};

/// Works out what the next run would do, by the same steps.
pub(super) async fn straks(
    session: &Session,
    gekozen: &Gekozen<'_>,
    bron: &Bron,
    tabel: &Tabel,
) -> Result<NextLoad, Failure> {
    let later = statline::aanvullingen(&session.db, gekozen.naam).await?;
    let bekend = statline::gemeenten_van(&session.db).await?;
    let stand = statline::stand(&session.db, gekozen.naam).await?;
    let vraag = vraag(gekozen.bron, &later, bekend);
    let mut next = NextLoad {
        source: gekozen.naam.to_owned(),
        selection: selectie(gekozen.bron, &later, tabel),
        outcome: Outcome::Load,
        rows: None,
        parts: None,
        warnings: Vec::new(),
        differences: Vec::new(),
        error_code: None,
        error: None,
    };
    let of_table = stand.filter(|stand| stand.tabel_id == tabel.tabel_id.as_str());
    if let Some(structuur) = of_table.as_ref().and_then(|stand| stand.structuur.as_ref()) {
        let differences = statline::afwijkingen(structuur, tabel);
        next.differences = differences.iter().map(ToString::to_string).collect();
    }
    let is_by_file = gekozen.bron.bulk.is_some()
        && of_table.as_ref().is_none_or(|stand| stand.base_url != gekozen.bron.base_url);
    let is_same = of_table.is_some_and(|stand| {
        stand.versie.is_zelfde(&tabel.versie)
            && stand.selectie == vraag.tekst
            && stand.base_url == gekozen.bron.base_url
    });
    if is_same {
        next.outcome = Outcome::Unchanged;
        return Ok(next);
    }
    match plan(gekozen, bron, tabel, vraag).await {
        Ok(plan) => {
            next.rows = Some(plan.rijen);
            // The file with the whole of a table is one part.
            let parts = if is_by_file { 1 } else { plan.delen.len() };
            next.parts = u64::try_from(parts).ok();
            next.warnings = plan.waarschuwingen;
            if plan.rijen == 0 {
                next.outcome = Outcome::Refused;
                next.error_code = Some("ZERO_ROWS".to_owned());
                next.error = Some("the table has no rows for what is asked".to_owned());
            }
        }
        Err(error) => {
            let code = error.code();
            let text = error.to_string();
            let failure = failure(error);
            if failure.exit == Exit::Unavailable {
                return Err(failure);
            }
            next.outcome = Outcome::Refused;
            next.error_code = Some(code.to_owned());
            next.error = Some(text);
        }
    }
    if !next.differences.is_empty() {
        next.outcome = Outcome::Drift;
    }
    Ok(next)
}

async fn plan(
    gekozen: &Gekozen<'_>,
    bron: &Bron,
    tabel: &Tabel,
    vraag: Vraag,
) -> Result<Plan, Error> {
    let mut tabel = tabel.clone();
    plaats(gekozen.naam, gekozen.bron, &mut tabel, vraag.tekst)?;
    let keuze = vraag.selectie.kies(&tabel)?;
    bron.plan(&tabel, &keuze).await
}

/// What is asked, in words, with the label of each code that the table has.
fn selectie(bron: &CbsSource, later: &[(String, String)], tabel: &Tabel) -> String {
    let mut parts = Vec::new();
    let met_label = |code: &str| {
        let codes = tabel.dimensies.iter().flat_map(|dimensie| &dimensie.codes);
        match codes.into_iter().find(|known| known.code == code) {
            Some(known) if known.titel != code && !known.titel.is_empty() => {
                format!("{code} {}", known.titel)
            }
            _ => code.to_owned(),
        }
    };
    if !bron.regions.is_empty() {
        let regions = bron.regions.iter().map(|wish| match wish {
            Gebiedskeuze::Code(code) => met_label(code),
            Gebiedskeuze::Begin(begin) => format!("{begin}*"),
            Gebiedskeuze::GemeentenVan(gebied) => format!("gemeenten van {}", met_label(gebied)),
        });
        parts.push(format!("areas {}", regions.collect::<Vec<_>>().join(", ")));
    }
    if bron.periods != Periodekeuze::default() {
        let mut periods = vec![periode(&bron.periods)];
        periods.extend(later.iter().map(|(van, tot)| format!("{van} to {tot} (backfill)")));
        parts.push(format!("periods {}", periods.join(", ")));
    }
    if !bron.measures.is_empty() {
        let measures: Vec<String> = bron
            .measures
            .iter()
            .map(|wish| match tabel.onderwerpen.iter().find(|one| one.code == *wish) {
                Some(onderwerp) => format!("{wish} {}", onderwerp.label()),
                None => wish.clone(),
            })
            .collect();
        parts.push(format!("measures {}", measures.join(", ")));
    }
    for (name, codes) in &bron.dimensions {
        let dimensie = tabel.dimensies.iter().find(|dimensie| dimensie.naam == *name);
        let codes = codes.iter().map(|code| {
            let known =
                dimensie.and_then(|dimensie| dimensie.codes.iter().find(|c| c.code == *code));
            known.map_or_else(|| code.clone(), |known| format!("{code} {}", known.titel))
        });
        parts.push(format!("{name} {}", codes.collect::<Vec<_>>().join(", ")));
    }
    if parts.is_empty() { "all of the table".to_owned() } else { parts.join("; ") }
}

fn periode(keuze: &Periodekeuze) -> String {
    match (&keuze.van, &keuze.tot) {
        (Some(van), Some(tot)) => format!("{van} to {tot}"),
        (Some(van), None) => format!("from {van} on"),
        (None, Some(tot)) => format!("up to {tot}"),
        (None, None) => "all".to_owned(),
    }
}
