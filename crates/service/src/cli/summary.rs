//! The table at the end of a run.

use std::time::Duration;

use load::ledger::Status;

use super::output::{Table, euros, line, thousands};
use crate::run::{Notice, RunReport, TableReport, TaskReport};

/// Failed tasks that are written out; the rest is in `sluis show`.
const FAILURES_SHOWN: usize = 10;

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
    let (totals, millis) = (&report.totals, elapsed.as_millis().max(1));
    let per_second = u128::from(totals.read.unsigned_abs()) * 1_000 / millis;
    let files = i64::try_from(totals.files).unwrap_or(i64::MAX);
    let chains = i64::try_from(totals.chains).unwrap_or(i64::MAX);
    let amounts = format_args!(
        "\n{} files, {} chains published, euro {} read = {} loaded + {} quarantined + {} duplicate",
        thousands(files),
        thousands(chains),
        euros(totals.read_eurocent),
        euros(totals.loaded_eurocent),
        euros(totals.quarantined_eurocent),
        euros(totals.duplicate_eurocent),
    );
    line(&mut text, amounts);
    if !report.warnings.is_empty() {
        let warnings: Vec<String> =
            report.warnings.iter().map(|(code, count)| format!("{code} {count}")).collect();
        line(&mut text, format_args!("odd, but loaded: {}", warnings.join(", ")));
    }
    for notice in &report.notices {
        let Notice { code, source, text: words } = notice;
        line(&mut text, format_args!("{source}: {code}: {words}"));
    }
    for (source, table) in
        report.tasks.iter().filter_map(|task| Some((&task.source, task.statline.as_ref()?)))
    {
        let TableReport { table, table_version, new, changed, gone, same } = table;
        let cells = [new, changed, gone, same]
            .map(|number| thousands(i64::try_from(*number).unwrap_or(i64::MAX)));
        let [new, changed, gone, same] = cells;
        let cells = format_args!("{new} new, {changed} changed, {gone} gone, {same} the same");
        line(&mut text, format_args!("{source}: table {table}, version {table_version}: {cells}"));
    }
    if !report.rules_not_testable.is_empty() {
        let rules: Vec<String> = report
            .rules_not_testable
            .iter()
            .map(|rule| format!("{} ({})", rule.code, rule.reason))
            .collect();
        line(&mut text, format_args!("niet toetsbaar: {}", rules.join(", ")));
    }
    for task in report.tasks.iter().filter(|task| task.error.is_some()).take(FAILURES_SHOWN) {
        let code = task.error_code.as_deref().unwrap_or_default();
        let error = task.error.as_deref().unwrap_or_default();
        let status = task.status.code();
        line(&mut text, format_args!("{} {}: {status}, {code}: {error}", task.source, task.unit));
    }
    let name = report.run_id.map_or_else(|| "dry run".to_owned(), |run| format!("run {run}"));
    let end = format_args!(
        "{name} {} in {}.{:01} s ({} records/s)",
        report.status.code(),
        elapsed.as_secs(),
        elapsed.subsec_millis() / 100,
        thousands(i64::try_from(per_second).unwrap_or(i64::MAX)),
    );
    line(&mut text, end);
    if totals.quarantined > 0 {
        text.push_str("`sluis quarantine list` tells what was refused and why\n");
    }
    if report.tasks.iter().any(|task| task.status == Status::Failed) {
        text.push_str("`sluis rerun --failed` does the failed tasks again\n");
    }
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
