//! `sluis bevinding list`, `accept` and `reopen`.

use load::beheer::{self, Besluit, BevindingFilter};

use super::args::{BevindingDecideArguments, BevindingListArguments, BevindingStatus, Ernst};
use super::exit::{Exit, Failure};
use super::notitie::check_text;
use super::output::{Table, print, print_json, say, thousands, wrap};
use super::session::Session;
use super::wire::{Decided, Finding, FindingList};

/// Characters on a line of an explanation.
const WIDTH: usize = 96;

/// Lists findings; each with its explanation below it.
pub(super) async fn list(
    session: &Session,
    arguments: BevindingListArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let status = match arguments.status {
        BevindingStatus::Open => Some("open"),
        BevindingStatus::Geaccepteerd => Some("geaccepteerd"),
        BevindingStatus::Opgelost => Some("opgelost"),
        BevindingStatus::All => None,
    };
    let filter = BevindingFilter {
        status: status.map(str::to_owned),
        regelcode: arguments.regel.as_deref().map(regelcode),
        ernst: arguments.ernst.map(Ernst::code).map(str::to_owned),
        agb_code: arguments.agb.map(|agb| agb.to_string()),
        gemeentecode: arguments.gemeente.map(|gemeente| gemeente.to_string()),
    };
    let rows = beheer::list_findings(&session.db, &filter, arguments.limit).await?;
    let list = FindingList {
        findings: rows.into_iter().map(Finding::from).collect(),
        total: beheer::count_findings(&session.db, &filter).await?,
    };
    if arguments.json {
        print_json(&list)?;
        return Ok(Exit::Ok);
    }
    if list.findings.is_empty() {
        if let Some(code) = filter.regelcode.filter(|code| transform::regel(code).is_none()) {
            return Err(Failure::usage(
                format!("no rule is called {code}, and nothing was ever found under that name"),
                "docs/rules.md lists the rules",
            ));
        }
        print("no findings\n")?;
        return Ok(Exit::Ok);
    }
    print(&render(&list.findings, has_colour))?;
    let shown = i64::try_from(list.findings.len()).unwrap_or(i64::MAX);
    if shown < list.total {
        say(&format!(
            "{} of {} shown; --limit shows more",
            thousands(shown),
            thousands(list.total)
        ));
    }
    say("`sluis bevinding accept ID --note TEXT` accepts one; `sluis explain` tells its story");
    Ok(Exit::Ok)
}

/// A code as the rules write it, whatever the case that it was typed in; one that no rule has stays as it is.
fn regelcode(getypt: &str) -> String {
    let codes = transform::regels().map(|(regel, _)| regel.code);
    let gevonden = codes.into_iter().find(|code| code.eq_ignore_ascii_case(getypt));
    gevonden.map_or_else(|| getypt.to_ascii_uppercase(), str::to_owned)
}

fn render(findings: &[Finding], has_colour: bool) -> String {
    let head = [
        "id",
        "rule",
        "sev.",
        "status",
        "law",
        "mun.",
        "provider",
        "message",
        "allocation",
        "since",
    ];
    let mut table = Table::new(&head, has_colour);
    for row in findings {
        let place = row.record.map(|record| format!(" #{record}")).unwrap_or_default();
        let message = row.message.as_deref().unwrap_or_default();
        let kind = if row.message.is_some() { row.kind.as_str() } else { "" };
        table.row([
            row.finding_id.clone(),
            row.rule.clone(),
            row.severity.clone(),
            row.status.clone(),
            row.law.clone(),
            row.municipality.clone(),
            row.provider.clone(),
            format!("{kind} {message}{place}").trim().to_owned(),
            row.allocation.map(|number| number.to_string()).unwrap_or_default(),
            row.first_seen.to_string(),
        ]);
    }
    let table = table.render();
    let mut lines = table.lines();
    let mut text = lines.next().unwrap_or_default().to_owned();
    text.push('\n');
    for (line, row) in lines.zip(findings) {
        text.push_str(line);
        text.push('\n');
        wrap(&mut text, &row.explanation, "    ", WIDTH);
        if let (Some(decision), Some(note)) = (&row.decision, &row.note) {
            let who = row.decided_by.as_deref().unwrap_or_default();
            wrap(&mut text, &format!("{decision} door {who}: {note}"), "    ", WIDTH);
        }
    }
    text
}

/// Accepts open findings, or opens accepted ones.
pub(super) async fn decide(
    session: &Session,
    arguments: &BevindingDecideArguments,
    besluit: Besluit,
    who: &str,
) -> Result<Exit, Failure> {
    check_text("note", &arguments.note)?;
    check_ids(session, &arguments.ids, besluit).await?;
    let mut ids = arguments.ids.clone();
    ids.sort_unstable();
    ids.dedup();
    let beslist = beheer::decide_findings(&session.db, &ids, besluit, &arguments.note, who).await?;
    let (done, state) = match besluit {
        Besluit::Geaccepteerd => ("accepted", "accepted"),
        Besluit::Heropend => ("reopened", "open"),
    };
    let texts = |ids: &[i64]| -> Vec<String> { ids.iter().map(ToString::to_string).collect() };
    if arguments.json {
        print_json(&Decided {
            decision: besluit.woord(),
            changed: texts(&beslist.gewijzigd),
            unchanged: beslist.ongewijzigd.len(),
            resolved: texts(&beslist.opgelost),
        })?;
    } else {
        print(&format!("{} {done}\n", beslist.gewijzigd.len()))?;
    }
    if !beslist.ongewijzigd.is_empty() {
        say(&format!("{} left as they were: {state} already", beslist.ongewijzigd.len()));
    }
    if !beslist.opgelost.is_empty() {
        let ids = texts(&beslist.opgelost).join(", ");
        say(&format!("not {done}, a run that ended just now found that it no longer holds: {ids}"));
    }
    Ok(Exit::Ok)
}

/// A number that was never given, or a finding that no longer holds, is a mistake: nothing is done with the others
/// either.
async fn check_ids(session: &Session, ids: &[i64], besluit: Besluit) -> Result<(), Failure> {
    let found = beheer::find_findings(&session.db, ids).await?;
    for id in ids {
        let Some(row) = found.iter().find(|row| row.bevinding_sk == *id) else {
            let hint = "`sluis bevinding list --status all` lists them";
            return Err(Failure::usage(
                format!("there is no finding {id}; nothing was done"),
                hint,
            ));
        };
        if row.status == "opgelost" {
            let what = match besluit {
                Besluit::Geaccepteerd => "so there is nothing to accept",
                Besluit::Heropend => "and opens by itself when it does again",
            };
            return Err(Failure::usage(
                format!(
                    "finding {id} ({}) no longer holds, {what}; nothing was done",
                    row.regelcode
                ),
                "leave it out and give the command again",
            ));
        }
    }
    Ok(())
}
