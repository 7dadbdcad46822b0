//! Nasty CSV files: each in the inbox of a warehouse of its own, read by a mapping for the contract of the corpus.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sluis_tests::{Measured, Warehouse};

use super::key::{self, Row};
use super::run::costs;
use super::table::{self, Line};
use super::{PEILDATUM, corpus, fresh, in_parallel, show, template};

/// The contract of the corpus, fed to the entity that has a person, a period and an amount.
const MAPPING: &str = r#"
[bestand]
patroon = "*.csv"
levering = "mutaties"

[uitkering]
[uitkering.velden]
client = { kop = "bsn", als = "bsn" }
regeling = "productcode"
ingangsdatum = "begindatum"
einddatum = { kop = "einddatum", optioneel = true }
bedrag_maand = { kop = "bedrag", verplicht = true }
gemeentecode = { kop = "gemeentecode", verplicht = true }

[controle.geboortedatum]
kop = "geboortedatum"
soort = "datum"
verplicht = true

[controle.omschrijving]
kop = "omschrijving"
soort = "tekst:1000"
"#;

/// Rows that stand.
const ROWS: &str = "select count(*) from landing.csv_uitkering where gezien_tot is null";

/// Files, and what became of them.
const FILE: &str = "select concat_ws(' ', status, coalesce(foutcode, '-'), geladen, gequarantaineerd, dubbel) \
                    from beheer.bestand where bron = 'csv' order by bestand_id";

const CODES: &str = "select distinct code from beheer.quarantaine order by 1";

#[test]
fn every_nasty_csv_gets_the_answer_of_the_key() {
    let Some(folder) = corpus() else { return };
    let rows: Vec<Row> = key::read(&folder.join("EXPECTED.csv"))
        .into_iter()
        .filter(|row| row.kind == "csv")
        .collect();
    assert!(!rows.is_empty(), "the key has no CSV files");
    let template = template();
    let rows: Vec<&Row> = rows.iter().collect();
    let mut lines = in_parallel(&rows, |row| alone(&template, &folder, row));
    lines.sort_by(|one, two| one.file.cmp(&two.file));
    show("csv.txt", &table::render(&lines));
    let wrong: Vec<String> = lines
        .iter()
        .filter(|line| !line.faults.is_empty())
        .map(|line| format!("{}: {}", line.file, line.faults.join("; ")))
        .collect();
    assert!(wrong.is_empty(), "{} files fail:\n{}", wrong.len(), wrong.join("\n"));
}

fn alone(template: &Warehouse, folder: &Path, row: &Row) -> Line {
    let warehouse = fresh(template);
    follow(&warehouse);
    fs::copy(folder.join(&row.file), warehouse.path("csv/bestand.csv")).unwrap();
    let run = warehouse.measure(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    let file = warehouse.query(FILE).unwrap().pop().unwrap_or_default();
    let words: Vec<&str> = file.split(' ').collect();
    let number = |at: usize| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(0_u64);
    let (status, loaded, refused) =
        (words.first().copied().unwrap_or_default(), number(2), number(3));
    let notices = notices(&run);
    let got = match (status, refused, notices.is_empty()) {
        ("quarantaine", _, _) if words.get(1).is_some_and(|code| *code != "-") => "rejected-file",
        (_, 1.., _) => "rejected-record",
        ("geladen" | "dubbel", _, true) => "accepted",
        ("geladen" | "dubbel", _, false) => "warning",
        _ => "not read",
    };
    let mut codes = warehouse.query(CODES).unwrap();
    codes.extend(notices);
    let mut faults = judge(row, got, (loaded, refused));
    faults.extend(costs(&run));
    if !matches!(run.outcome.code, 0 | 3) || run.outcome.stderr.contains("panicked") {
        faults.push(format!("exit code {}", run.outcome.code));
    }
    let stands: u64 = warehouse.value(ROWS).unwrap().parse().unwrap();
    if stands != loaded {
        faults.push(format!("{stands} rows stand of {loaded}"));
    }
    if codes.is_empty() && got != "accepted" {
        faults.push("no code".to_owned());
    }
    faults.extend(next_good_file(&warehouse, folder));
    Line {
        file: row.file.clone(),
        expected: row.expected.clone(),
        suggested: row.code.clone(),
        got: got.to_owned(),
        codes,
        records: (loaded, refused),
        elapsed: run.elapsed,
        peak_mb: run.peak_mb(),
        faults,
        is_hard: row.is_hard,
    }
}

fn follow(warehouse: &Warehouse) {
    fs::create_dir(warehouse.path("csv")).unwrap();
    fs::write(warehouse.path("contract.toml"), MAPPING).unwrap();
    let file = warehouse.path("sluis.toml");
    let config = fs::read_to_string(&file).unwrap();
    let source = "[[source]]\nname = \"csv\"\nkind = \"zaaksysteem\"\npath = \"csv\"\n\
                  mapping = \"contract.toml\"\n";
    fs::write(file, config + source).unwrap();
}

/// Codes of what was odd but loaded.
fn notices(run: &Measured) -> Vec<String> {
    let report = run.outcome.json().unwrap_or_default();
    let notices = report.get("notices").and_then(Value::as_array).cloned().unwrap_or_default();
    let code = |notice: Value| notice.get("code").and_then(Value::as_str).map(str::to_owned);
    let mut codes: Vec<String> = notices.into_iter().filter_map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn judge(row: &Row, got: &str, found: (u64, u64)) -> Vec<String> {
    let mut faults = Vec::new();
    if got != row.expected && !row.also.contains(got) {
        faults.push(format!("{got} instead of {}", row.expected));
    }
    if got == "rejected-file" {
        if found.0 > 0 {
            faults.push(format!("{} rows are loaded", found.0));
        }
    } else if got == row.expected
        && let Some(expected) = row.records
        && expected != found
    {
        faults.push(format!("{found:?} instead of {expected:?}"));
    }
    faults
}

/// Whether the plain file loads afterwards: what was refused left nothing behind.
fn next_good_file(warehouse: &Warehouse, folder: &Path) -> Option<String> {
    let good = folder.join("csv/a01_basis.csv");
    fs::copy(good, warehouse.path("csv/volgende.csv")).unwrap();
    let run = warehouse.sluis(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    let file = warehouse.query(FILE).unwrap().pop().unwrap_or_default();
    let is_good = file.starts_with("geladen") || file.starts_with("dubbel");
    (!is_good).then(|| format!("the next good file does not load: {file}, {run:?}"))
}
