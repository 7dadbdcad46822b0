//! What a table brought, and what there is to know of it.

use load::ledger::{Aantal, Status, Telling};
use load::statline;
use tracing::{info, warn};

use super::{Kast, eenheid};
use crate::job::cbs::Geladen;
use crate::run::context::{RunContext, StatlineBron};
use crate::run::error::RunError;
use crate::run::report::{Notice, TableReport, TaskReport};
use crate::run::write::{Writer, retrying};

/// The counts of a task.
pub(super) fn telling(cells: u64, dubbel: u64) -> Telling {
    let aantal = |records: u64| Aantal {
        records: i64::try_from(records).unwrap_or(i64::MAX),
        ..Aantal::default()
    };
    Telling { geladen: aantal(cells), dubbel: aantal(dubbel), ..Telling::default() }
}

/// Writes down what a table brought.
pub(super) fn loaded(
    source: &StatlineBron,
    taak_id: i64,
    geladen: &Geladen,
    writer: &mut Writer<'_>,
) {
    let Geladen { versie, wijziging, .. } = geladen;
    let telling = telling(wijziging.cellen, geladen.dubbel);
    writer.totals.add(&telling);
    info!(
        source = source.naam,
        table = %source.tabel.table,
        versie,
        cells = wijziging.cellen,
        new = wijziging.nieuw,
        changed = wijziging.gewijzigd,
        gone = wijziging.verdwenen,
        "loaded a table"
    );
    let report = TaskReport::new(&source.naam, &eenheid(source), Status::Succeeded, &telling);
    let changes = TableReport {
        table: source.tabel.table.to_string(),
        table_version: versie.clone(),
        new: wijziging.nieuw,
        changed: wijziging.gewijzigd,
        gone: wijziging.verdwenen,
        same: wijziging.gelijk,
    };
    writer.add_task(TaskReport { task_id: Some(taak_id), statline: Some(changes), ..report });
    notices(source, &geladen.waarschuwingen, &geladen.status, writer);
}

/// What is odd in a table that went well.
pub(super) fn notices(
    source: &StatlineBron,
    odd: &[String],
    status: &str,
    writer: &mut Writer<'_>,
) {
    let table = &source.tabel.table;
    for text in odd {
        notice(source, "TABLE_ODD", format!("table {table}: {text}"), writer);
    }
    if !matches!(status, "" | "Regulier") {
        let text = format!("table {table} is {status} at CBS: it gets no new figures");
        notice(source, "TABLE_DISCONTINUED", text, writer);
    }
}

fn notice(source: &StatlineBron, code: &'static str, text: String, writer: &mut Writer<'_>) {
    warn!(source = source.naam, code, "{text}");
    writer.notices.push(Notice { code, source: source.naam.clone(), text });
}

/// Tells of newer editions that nobody follows: when they appear, and when the table is loaded.
pub(super) async fn tell_editions(
    ctx: &RunContext,
    kast: &Kast<'_>,
    source: &StatlineBron,
    is_loaded: bool,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    if writer.warehouse.is_none() || (!is_loaded && kast.nieuw.is_empty()) {
        return Ok(());
    }
    let table = source.tabel.table.as_str();
    let later = retrying(async || statline::opvolgers(&ctx.db, table).await).await?;
    let is_news = |id: &String| is_loaded || kast.nieuw.contains(id);
    for edition in later {
        let id = &edition.tabel_id;
        if edition.catalogus == source.tabel.base_url
            && !ctx.statline.gevolgd.contains(id)
            && is_news(id)
        {
            let titel = &edition.titel;
            let text =
                format!("table {table} has a newer edition that no source loads: {id}, {titel}");
            notice(source, "NEW_EDITION", text, writer);
        }
    }
    Ok(())
}
