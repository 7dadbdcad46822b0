//! The nasty inputs with their answer key, each through the real command into a warehouse of its own.
//!
//! `tests/corpus.sh [FOLDER]` runs this and prints the table. Without the folder it skips and says why.

mod csv;
mod key;
mod large;
mod odata;
mod run;
mod series;
mod table;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use sluis_tests::Warehouse;

use key::Row;
use table::Line;

/// Whose messages may enter.
const GEMEENTEN: [&str; 2] = ["0363", "0384"];

/// Reference date: after everything in the corpus.
const PEILDATUM: &str = "2026-11-21";

/// Kinds of case that this answers; the others are for other sources.
const KINDS: [&str; 4] = ["xml", "xml-sequence", "zip", "gzip"];

/// What a hard row may not exceed.
const SECONDS: u64 = 10;
const PEAK_MB: u64 = 256;

/// The folder with the answer key: given to the script, or beside the checkout.
#[expect(clippy::print_stdout, reason = "a skipped test says why")]
#[expect(clippy::disallowed_methods, reason = "the script hands over its folder")]
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var("ANSWER_KEY").map_or_else(
        |_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    if folder.join("EXPECTED.csv").is_file() {
        return Some(folder);
    }
    println!("skipped: there is no answer key in {} (set ANSWER_KEY)", folder.display());
    None
}

/// Shows a report, and leaves it for the script when that asks for it.
#[expect(clippy::print_stdout, reason = "the report is what the script is for")]
#[expect(clippy::disallowed_methods, reason = "the script says where it wants the report")]
fn show(name: &str, report: &str) {
    println!("{report}");
    if let Ok(folder) = std::env::var("ANSWER_KEY_REPORT") {
        std::fs::write(Path::new(&folder).join(name), report).unwrap();
    }
}

/// A migrated, empty warehouse to copy from.
fn template() -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    warehouse.configure(&GEMEENTEN).unwrap();
    let migrated = warehouse.sluis(&["migrate"]).unwrap();
    assert_eq!(migrated.code, 0, "{migrated:?}");
    warehouse
}

/// An empty warehouse.
fn fresh(template: &Warehouse) -> Warehouse {
    let mut warehouse = Warehouse::copy_of(template).unwrap();
    PEILDATUM.clone_into(&mut warehouse.peildatum);
    warehouse.configure(&GEMEENTEN).unwrap();
    warehouse
}

#[test]
fn every_nasty_input_gets_the_answer_of_the_key() {
    let Some(folder) = corpus() else { return };
    let rows: Vec<Row> = key::read(&folder.join("EXPECTED.csv"))
        .into_iter()
        .filter(|row| KINDS.contains(&row.kind.as_str()))
        .collect();
    assert!(!rows.is_empty(), "the key has no case of a kind that is known here");
    let (series, alone): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.kind == "xml-sequence");
    let template = template();
    let mut lines = in_parallel(&alone, |row| run::alone(&template, &folder, row));
    for group in series::groups(&series) {
        lines.extend(series::run(&template, &folder, &group));
    }
    lines.sort_by(|one, two| one.file.cmp(&two.file));
    let wrong: Vec<String> = lines
        .iter()
        .filter(|line| line.is_hard && !line.faults.is_empty())
        .map(|line| format!("{}: {}", line.file, line.faults.join("; ")))
        .collect();
    show("corpus.txt", &table::render(&lines));
    assert!(wrong.is_empty(), "{} hard rows fail:\n{}", wrong.len(), wrong.join("\n"));
    let undecided: Vec<&Line> = lines.iter().filter(|line| !line.faults.is_empty()).collect();
    assert!(undecided.is_empty(), "a choice is none of the documented ones: {undecided:#?}");
}

/// Two at a time: the server and the measured calls share the machine.
fn in_parallel<'r>(rows: &[&'r Row], job: impl Fn(&'r Row) -> Line + Sync) -> Vec<Line> {
    let queue = Mutex::new(rows.iter());
    let lines = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some(row) = next else { break };
                    let line = job(row);
                    lines.lock().unwrap().push(line);
                }
            });
        }
    });
    lines.into_inner().unwrap()
}
