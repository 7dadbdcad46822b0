//! The table at the end of a run.

use std::time::Duration;

use load::ledger::Status;

use super::output::{Table, euros, line, one_line, thousands};
use crate::run::{Notice, RunReport, TableReport, TaskReport, Totals};

/// Failed tasks that are written out; the rest is in `sluis show`.
const FAILURES_SHOWN: usize = 10;

/// Failures that only a person can mend: the same run would fail in the same way.
const CONFIG_CODES: [&str; 7] = [
    "CONFIG_INVALID",
    "DIMENSION_CHOICE",
    "PERIOD_UNKNOWN",
    "SCHEMA_DRIFT",
    "SELECTION_INVALID",
    "TABLE_CASE",
    "TABLE_UNKNOWN",
];

/// Shortest time that a speed is told of.
const SPEED_FROM: Duration = Duration::from_millis(100);

/// Sums of the tasks of one source.
struct Line<'a> {
    source: &'a str,
    tasks: i64,
    failed: i64,
    read: i64,
    loaded: i64,
    quarantined: i64,
    duplicate: i64,
}

pub(super) fn render(report: &RunReport, elapsed: Duration, has_colour: bool) -> String {
    let head = ["source", "tasks", "failed", "read", "loaded", "quarantined", "duplicate"];
    let mut table = Table::new(&head, has_colour);
    for sum in lines(&report.tasks) {
        let numbers = [sum.tasks, sum.failed, sum.read, sum.loaded, sum.quarantined, sum.duplicate];
        table.row(std::iter::once(sum.source.to_owned()).chain(numbers.map(thousands)));
    }
    let mut text = table.render();
    let totals = &report.totals;
    text.push('\n');
    text.push_str(&messages(totals));
    if !report.warnings.is_empty() {
        let warnings: Vec<String> =
            report.warnings.iter().map(|(code, count)| format!("{code} {count}")).collect();
        line(&mut text, format_args!("odd, but loaded: {}", warnings.join(", ")));
    }
    for notice in &report.notices {
        let Notice { code, source, text: words } = notice;
        line(&mut text, format_args!("{source}: {code}: {}", one_line(words)));
    }
    for (source, table) in
        report.tasks.iter().filter_map(|task| Some((&task.source, task.statline.as_ref()?)))
    {
        let TableReport { table, table_version, new, changed, gone, same } = table;
        let cells = [new, changed, gone, same]
            .map(|number| thousands(i64::try_from(*number).unwrap_or(i64::MAX)));
        let [new, changed, gone, same] = cells;
        let cells = format_args!("{new} new, {changed} changed, {gone} gone, {same} the same");
        let version = one_line(table_version);
        line(&mut text, format_args!("{source}: table {table}, version {version}: {cells}"));
    }
    if !report.rules_not_testable.is_empty() {
        let rules: Vec<String> = report
            .rules_not_testable
            .iter()
            .map(|rule| format!("{} ({})", rule.code, rule.reason))
            .collect();
        line(&mut text, format_args!("niet toetsbaar: {}", rules.join(", ")));
    }
    text.push_str(&failures(report));
    let name = report.run_id.map_or_else(|| "dry run".to_owned(), |run| format!("run {run}"));
    let end = format_args!(
        "{name} {} in {}.{:01} s{}",
        report.status.code(),
        elapsed.as_secs(),
        elapsed.subsec_millis() / 100,
        speed(report, elapsed),
    );
    line(&mut text, end);
    if totals.quarantined > 0 {
        text.push_str("`sluis quarantine list` tells what was refused and why\n");
    }
    text.push_str(what_now(report));
    text
}

/// The first failures in full, and how many there are more.
fn failures(report: &RunReport) -> String {
    let mut text = String::new();
    let failed: Vec<&TaskReport> =
        report.tasks.iter().filter(|task| task.error.is_some()).collect();
    for task in failed.iter().take(FAILURES_SHOWN) {
        let code = task.error_code.as_deref().unwrap_or_default();
        let error = one_line(task.error.as_deref().unwrap_or_default());
        let (status, unit) = (task.status.code(), one_line(&task.unit));
        line(&mut text, format_args!("{} {unit}: {status}, {code}: {error}", task.source));
    }
    let more = failed.len().saturating_sub(FAILURES_SHOWN);
    match (more, report.run_id) {
        (0, _) => {}
        (more, Some(run)) => line(&mut text, format_args!("and {more} more: `sluis show {run}`")),
        (more, None) => line(&mut text, format_args!("and {more} more: see --json")),
    }
    text
}

/// Records in a second; empty where that says nothing: in no time at all, or of tables that a dry run did not read.
fn speed(report: &RunReport, elapsed: Duration) -> String {
    let is_read = report.run_id.is_some() || report.totals.files > 0;
    if !is_read || elapsed < SPEED_FROM {
        return String::new();
    }
    let per_second =
        u128::from(report.totals.read.unsigned_abs()) * 1_000 / elapsed.as_millis().max(1);
    format!(" ({} records/s)", thousands(i64::try_from(per_second).unwrap_or(i64::MAX)))
}

/// What to do about failed tasks: nothing helps a wrong configuration but mending it, and a dry run left no tasks.
fn what_now(report: &RunReport) -> &'static str {
    let mut codes = report
        .tasks
        .iter()
        .filter(|task| task.status == Status::Failed)
        .map(|task| task.error_code.as_deref().unwrap_or_default())
        .peekable();
    let is_failed = codes.peek().is_some();
    let (mut is_config, mut is_drift) = (true, false);
    for code in codes {
        is_config &= CONFIG_CODES.contains(&code);
        is_drift |= code == "SCHEMA_DRIFT";
    }
    match (is_failed, is_config, report.run_id) {
        (true, true, _) if is_drift => {
            "mend the configuration, or take a structure that changed with `sluis cbs accept`; then run again\n"
        }
        (true, true, _) => "mend the configuration and run again\n",
        (true, false, Some(_)) => "`sluis rerun --failed` does the failed tasks again\n",
        _ => "",
    }
}

/// What was read of messages and published; empty for a run without, such as one of tables of CBS only.
fn messages(totals: &Totals) -> String {
    let mut text = String::new();
    if totals.files == 0 && totals.chains == 0 && totals.read_eurocent == 0 {
        return text;
    }
    let files = i64::try_from(totals.files).unwrap_or(i64::MAX);
    let chains = i64::try_from(totals.chains).unwrap_or(i64::MAX);
    let amounts = format_args!(
        "{} files, {} chains published, euro {} read = {} loaded + {} quarantined + {} duplicate",
        thousands(files),
        thousands(chains),
        euros(totals.read_eurocent),
        euros(totals.loaded_eurocent),
        euros(totals.quarantined_eurocent),
        euros(totals.duplicate_eurocent),
    );
    line(&mut text, amounts);
    text
}

/// One line a source, in the order of the tasks.
fn lines(tasks: &[TaskReport]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for task in tasks {
        if !lines.iter().any(|line| line.source == task.source) {
            let source = &task.source;
            lines.push(Line {
                source,
                tasks: 0,
                failed: 0,
                read: 0,
                loaded: 0,
                quarantined: 0,
                duplicate: 0,
            });
        }
        if let Some(line) = lines.iter_mut().find(|line| line.source == task.source) {
            line.tasks += 1;
            line.failed += i64::from(task.status == Status::Failed);
            line.read += task.read;
            line.loaded += task.loaded;
            line.quarantined += task.quarantined;
            line.duplicate += task.duplicate;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_messages_says_nothing_of_them() {
        let only_tables = Totals { read: 12, loaded: 12, files_skipped: 1, ..Totals::default() };
        assert_eq!(messages(&only_tables), "");
        let files =
            Totals { files: 1_200, read_eurocent: 150, loaded_eurocent: 150, ..only_tables };
        insta::assert_snapshot!(messages(&files), @"1 200 files, 0 chains published, euro 1,50 read = 1,50 loaded + 0,00 quarantined + 0,00 duplicate");
        // Nothing new, but what stood was published again.
        let chains = Totals { chains: 3, ..only_tables };
        assert!(messages(&chains).starts_with("0 files, 3 chains published"));
    }

    fn failed(code: &str) -> TaskReport {
        TaskReport {
            task_id: Some(1),
            source: "jeugd".to_owned(),
            unit: "tabel 1".to_owned(),
            status: Status::Failed,
            read: 0,
            loaded: 0,
            quarantined: 0,
            duplicate: 0,
            error_code: Some(code.to_owned()),
            error: Some("title \u{1b}]0;x\u{7}".to_owned()),
            statline: None,
        }
    }

    fn report(run_id: Option<i64>, tasks: Vec<TaskReport>) -> RunReport {
        RunReport {
            run_id,
            status: Status::Failed,
            tasks,
            totals: Totals::default(),
            warnings: std::collections::BTreeMap::new(),
            rules_not_testable: Vec::new(),
            notices: Vec::new(),
        }
    }

    #[test]
    fn what_helps_is_told_by_what_failed() {
        let again = "`sluis rerun --failed` does the failed tasks again\n";
        let mend = "mend the configuration and run again\n";
        for (codes, run, dry) in [
            (&[][..], "", ""),
            (&["HTTP_STATUS"], again, ""),
            (&["SELECTION_INVALID", "HTTP_STATUS"], again, ""),
            (&["SELECTION_INVALID", "TABLE_CASE"], mend, mend),
        ] {
            let tasks: Vec<TaskReport> = codes.iter().map(|code| failed(code)).collect();
            assert_eq!(what_now(&report(Some(1), tasks.clone())), run, "{codes:?}");
            assert_eq!(what_now(&report(None, tasks)), dry, "{codes:?}");
        }
        let drift = report(Some(1), vec![failed("SCHEMA_DRIFT"), failed("PERIOD_UNKNOWN")]);
        assert!(what_now(&drift).contains("`sluis cbs accept`"));
    }

    #[test]
    fn failures_that_are_not_shown_are_counted() {
        let many = |run_id, tasks| failures(&report(run_id, vec![failed("HTTP_STATUS"); tasks]));
        assert!(!many(Some(7), 10).contains("more"));
        assert!(many(Some(7), 13).ends_with("\nand 3 more: `sluis show 7`\n"));
        assert!(many(None, 11).ends_with("\nand 1 more: see --json\n"));
    }

    #[test]
    fn a_speed_is_told_of_what_was_read_in_some_time() {
        let told = |run_id, files, millis| {
            let totals = Totals { read: 500, files, ..Totals::default() };
            let report = RunReport { totals, ..report(run_id, Vec::new()) };
            speed(&report, Duration::from_millis(millis))
        };
        assert_eq!(told(Some(1), 0, 500), " (1 000 records/s)");
        assert_eq!(told(None, 1, 500), " (1 000 records/s)");
        assert_eq!((&*told(None, 0, 500), &*told(Some(1), 1, 40)), ("", ""));
    }

    #[test]
    fn a_text_of_cbs_does_not_steer_the_terminal() {
        let report = RunReport {
            notices: vec![Notice {
                code: "NEW_EDITION",
                source: "jeugd".to_owned(),
                text: "\u{202e}titel\u{2066}".to_owned(),
            }],
            ..report(
                Some(1),
                vec![TaskReport {
                    statline: Some(TableReport {
                        table: "1".to_owned(),
                        table_version: "2026\u{9b}".to_owned(),
                        new: 0,
                        changed: 0,
                        gone: 0,
                        same: 0,
                    }),
                    ..failed("TEXT_INVALID")
                }],
            )
        };
        let text = render(&report, Duration::from_secs(1), false);
        assert!(!text.contains(|c| c != '\n' && crate::cli::output::is_sturend(c)), "{text}");
        for shown in ["\u{fffd}titel\u{fffd}", "2026\u{fffd}", "title \u{fffd}]0;x\u{fffd}"] {
            assert!(text.contains(shown), "{text}");
        }
    }
}
