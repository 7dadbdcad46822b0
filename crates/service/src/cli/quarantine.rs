//! `sluis quarantine list`, `show` and `resolve`.

use load::beheer::{self, QuarantaineFilter};
use load::dienst::Herkomst;

use super::args::{QuarantineListArguments, QuarantineResolveArguments, QuarantineStatus};
use super::exit::{Exit, Failure};
use super::notitie::check_text;
use super::output::{Table, euros, print, print_json, say, thousands};
use super::runs::local;
use super::session::Session;
use super::wire::{Quarantine, QuarantineList};

pub(super) async fn list(
    session: &Session,
    arguments: QuarantineListArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let status = match arguments.status {
        QuarantineStatus::Open => Some("open"),
        QuarantineStatus::Opgelost => Some("opgelost"),
        QuarantineStatus::Vervallen => Some("vervallen"),
        QuarantineStatus::All => None,
    };
    let filter = QuarantaineFilter {
        status: status.map(str::to_owned),
        code: arguments.code,
        bron: arguments.source,
        quarantaine_id: None,
    };
    let rows = beheer::list_quarantine(&session.db, &filter, arguments.limit).await?;
    let list = QuarantineList {
        quarantine: rows.into_iter().map(Quarantine::from).collect(),
        open: beheer::count_open(&session.db).await?,
    };
    if arguments.json {
        print_json(&list)?;
        return Ok(Exit::Ok);
    }
    if list.quarantine.is_empty() {
        print("nothing in quarantine\n")?;
        return Ok(Exit::Ok);
    }
    let head = ["id", "source", "file", "record", "code", "place", "records", "status"];
    let mut table = Table::new(&head, has_colour);
    for row in &list.quarantine {
        table.row([
            row.quarantine_id.to_string(),
            row.source.clone(),
            row.file.clone(),
            row.record.map(|number| number.to_string()).unwrap_or_default(),
            row.code.clone(),
            row.place.clone(),
            thousands(i64::from(row.records)),
            row.status.clone(),
        ]);
    }
    print(&table.render())?;
    say(&format!("{} open in all; `sluis quarantine show ID` tells what to do", list.open));
    Ok(Exit::Ok)
}

pub(super) async fn show(session: &Session, id: i64, is_json: bool) -> Result<Exit, Failure> {
    let filter = QuarantaineFilter { quarantaine_id: Some(id), ..QuarantaineFilter::default() };
    let Some(row) = beheer::list_quarantine(&session.db, &filter, 1).await?.pop() else {
        return Err(unknown(id));
    };
    let row = Quarantine::from(row);
    if is_json {
        print_json(&row)?;
        return Ok(Exit::Ok);
    }
    let zone = session.config.schedule.timezone;
    let optional = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let mut table = Table::new(&["", ""], false);
    let lines = [
        ("refusal", row.quarantine_id.to_string()),
        ("status", row.status),
        ("code", row.code),
        ("rule", optional(row.rule.map(str::to_owned))),
        ("explanation", row.explanation),
        ("source", row.source),
        ("file", row.file),
        ("place", row.place),
        ("record", optional(row.record.map(|number| number.to_string()))),
        ("records", thousands(i64::from(row.records))),
        ("euro", optional(row.amount_eurocent.map(euros))),
        ("refused at", local(row.created_at, zone)),
        ("closed at", optional(row.closed_at.map(|at| local(at, zone)))),
        ("run", optional(row.run_id.map(|number| number.to_string()))),
        ("task", row.task_id.to_string()),
        ("sha256", row.sha256),
    ];
    for (name, value) in lines {
        table.row([name.to_owned(), value]);
    }
    print(table.render().trim_start())?;
    Ok(Exit::Ok)
}

pub(super) async fn resolve(
    session: &Session,
    arguments: &QuarantineResolveArguments,
    who: &str,
) -> Result<Exit, Failure> {
    check_text("--reden", &arguments.reden)?;
    check_known(session, &arguments.ids).await?;
    let (ids, reden) = (&arguments.ids, &arguments.reden);
    let closed =
        beheer::resolve_quarantine(&session.db, ids, who, reden, Herkomst::Opdrachtregel).await?;
    if arguments.json {
        print_json(&serde_json::json!({ "resolved": closed }))?;
    } else {
        print(&format!("{closed} resolved\n"))?;
    }
    let asked = i64::try_from(arguments.ids.len()).unwrap_or(i64::MAX);
    if closed < asked {
        say("the others were closed already");
    }
    Ok(Exit::Ok)
}

/// A number that was never given is a mistake: nothing is done with the others either.
pub(super) async fn check_known(session: &Session, ids: &[i64]) -> Result<(), Failure> {
    for id in ids {
        let filter =
            QuarantaineFilter { quarantaine_id: Some(*id), ..QuarantaineFilter::default() };
        if beheer::list_quarantine(&session.db, &filter, 1).await?.is_empty() {
            return Err(unknown(*id));
        }
    }
    Ok(())
}

fn unknown(id: i64) -> Failure {
    let hint = "`sluis quarantine list --status all` lists them";
    Failure::usage(format!("there is no refusal {id}; nothing was done"), hint)
}
