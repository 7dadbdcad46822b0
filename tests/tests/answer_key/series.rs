//! Files that belong together: in the order of their numbers, then in reverse; the end state is the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sluis_tests::{Measured, Warehouse};

use super::key::Row;
use super::run::{Ledger, costs, judge, warnings};
use super::table::{Line, TIE};
use super::{PEILDATUM, fresh};

/// The series: files that share what stands before the first underscore, in the order of their numbers.
pub(super) fn groups<'r>(rows: &[&'r Row]) -> Vec<Vec<&'r Row>> {
    let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(series(&row.file)).or_default().push(row);
    }
    let mut groups: Vec<Vec<&Row>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|row| number(&row.file));
    }
    groups
}

/// `s1` of `xml_reeks/s1_2_zelfde_bytes.xml`.
fn series(file: &str) -> &str {
    file.rsplit('/').next().and_then(|name| name.split('_').next()).unwrap_or_default()
}

/// 2 of `xml_reeks/s1_2_zelfde_bytes.xml`.
fn number(file: &str) -> u32 {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.split('_').nth(1).and_then(|part| part.parse().ok()).unwrap_or_default()
}

fn name(row: &Row) -> &str {
    row.file.rsplit('/').next().unwrap_or_default()
}

/// Delivers one file and runs.
fn step(warehouse: &Warehouse, folder: &Path, row: &Row) -> Measured {
    warehouse.deliver(name(row), fs::read(folder.join(&row.file)).unwrap()).unwrap();
    let run = warehouse.measure(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    assert!(matches!(run.outcome.code, 0 | 3), "{}: {run:?}", row.file);
    run
}

/// Whether another file of the series stands in quarantine as a second content of one message.
fn is_rival_refused(warehouse: &Warehouse, group: &[&Row]) -> bool {
    let refused = |row: &&Row| {
        let ledger = Ledger::of(warehouse, name(row));
        ledger.is_refused && ledger.codes.contains("TR056")
    };
    group.iter().any(refused)
}

/// Runs a series both ways.
pub(super) fn run(template: &Warehouse, folder: &Path, group: &[&Row]) -> Vec<Line> {
    let forward = fresh(template);
    let mut lines = Vec::new();
    for row in group {
        let run = step(&forward, folder, row);
        let ledger = Ledger::of(&forward, name(row));
        let mut codes = warnings(&run);
        let got = ledger.outcome(!codes.is_empty());
        codes.extend(ledger.codes.iter().cloned());
        let findings = "select count(*) > 0 from dwh.feit_bevinding";
        let has_findings = forward.value(findings).unwrap() == "t";
        let mut faults = judge(row, &ledger, got, has_findings);
        let is_tie = row.code == "TR056" && got == "accepted" && is_rival_refused(&forward, group);
        if is_tie {
            // Two contents of one date: the contract keeps the one with the smaller hash, not the first to come, so
            // that the order of arrival does not matter. The other one is refused all the same.
            faults.clear();
        }
        faults.extend(costs(&run));
        lines.push(Line {
            file: row.file.clone(),
            expected: row.expected.clone(),
            suggested: row.code.clone(),
            got: if is_tie { TIE } else { got }.to_owned(),
            codes: codes.into_iter().collect(),
            records: (ledger.loaded, ledger.quarantined),
            elapsed: run.elapsed,
            peak_mb: run.peak_mb(),
            faults,
            is_hard: row.is_hard,
        });
    }
    let backward = fresh(template);
    for row in group.iter().rev() {
        step(&backward, folder, row);
    }
    let differences = forward.facts().unwrap().differences(&backward.facts().unwrap());
    if let Some(last) = lines.last_mut()
        && !differences.is_empty()
    {
        last.faults.push(format!("another end state in reverse: {}", differences.join(" | ")));
    }
    lines
}

#[test]
fn files_are_grouped_and_ordered_by_their_numbers() {
    let row = |file: &str| Row {
        file: file.to_owned(),
        kind: "xml-sequence".to_owned(),
        expected: "accepted".to_owned(),
        records: Some((1, 0)),
        code: String::new(),
        also: std::collections::BTreeSet::default(),
        is_hard: true,
    };
    let rows = ["r/s2_1_a.xml", "r/s1_10_b.xml", "r/s1_9_a.xml"].map(row);
    let groups = groups(&rows.iter().collect::<Vec<_>>());
    let names: Vec<Vec<&str>> =
        groups.iter().map(|group| group.iter().map(|row| name(row)).collect()).collect();
    assert_eq!(names, [vec!["s1_9_a.xml", "s1_10_b.xml"], vec!["s2_1_a.xml"]]);
}
