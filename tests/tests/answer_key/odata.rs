//! Nasty pages of CBS: each served by a fake CBS to a warehouse of its own, and then a good page.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sluis_tests::{Measured, Warehouse};
use testkit::fake_cbs::FakeCbs;

use super::key::{self, Row};
use super::run::costs;
use super::table::{self, Line};
use super::{PEILDATUM, corpus, fresh, in_parallel, show, template};

/// Cells of the facts, whatever became of them.
const CELLS: &str = "select count(*) from dwh.feit_statline";

#[test]
fn every_nasty_page_gets_the_answer_of_the_key() {
    let Some(folder) = corpus() else { return };
    let rows: Vec<Row> = key::read(&folder.join("EXPECTED.csv"))
        .into_iter()
        .filter(|row| row.kind == "odata")
        .map(|row| Row { file: series(&row.file), ..row })
        .collect();
    assert!(!rows.is_empty(), "the key has no pages of CBS");
    let template = template();
    let rows: Vec<&Row> = rows.iter().collect();
    let mut lines = in_parallel(&rows, |row| alone(&template, &folder, row));
    lines.sort_by(|one, two| one.file.cmp(&two.file));
    show("odata.txt", &table::render(&lines));
    let wrong: Vec<String> = lines
        .iter()
        .filter(|line| !line.faults.is_empty())
        .map(|line| format!("{}: {}", line.file, line.faults.join("; ")))
        .collect();
    assert!(wrong.is_empty(), "{} pages fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// Pages in order are a folder: its first page stands in the key for all.
fn series(file: &str) -> String {
    file.strip_suffix("/page1.json").unwrap_or(file).to_owned()
}

fn alone(template: &Warehouse, folder: &Path, row: &Row) -> Line {
    let warehouse = fresh(template);
    let cbs = FakeCbs::start(vec![]);
    // A page that cannot be read tells no rows: CBS says that there is one, else nobody would ask for it.
    let is_unreadable = ["JSON_INVALID", "ODATA_SHAPE"].contains(&row.code.as_str());
    let told = is_unreadable.then_some(1);
    let table = cbs.serve_file(&folder.join(&row.file), told).unwrap();
    follow(&warehouse, &cbs, table);
    let run = warehouse.measure(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    let task = task(&run);
    let word = |name: &str| task.get(name).and_then(Value::as_str);
    let duplicate = task.get("duplicate").and_then(Value::as_u64).unwrap_or_default();
    let cells: u64 = warehouse.value(CELLS).unwrap().parse().unwrap();
    let code = word("error_code").map(ToOwned::to_owned);
    let is_odd = duplicate > 0 || run.outcome.stderr.contains(" WARN ");
    let got = match (word("status"), is_odd) {
        (Some("failed"), _) => "rejected-file",
        (Some("succeeded" | "partial"), false) => "accepted",
        (Some("succeeded" | "partial"), true) => "warning",
        _ => "not read",
    };
    let mut faults = judge(row, got, cells, code.is_some());
    faults.extend(costs(&run));
    if !matches!(run.outcome.code, 0 | 3) || run.outcome.stderr.contains("panicked") {
        faults.push(format!("exit code {}", run.outcome.code));
    }
    faults.extend(next_good_page(&warehouse, &cbs, table));
    let records = if got == "rejected-file" { (0, row_total(row)) } else { (cells, duplicate) };
    Line {
        file: row.file.clone(),
        expected: row.expected.clone(),
        suggested: row.code.clone(),
        got: got.to_owned(),
        codes: code.into_iter().collect(),
        records,
        elapsed: run.elapsed,
        peak_mb: run.peak_mb(),
        faults,
        is_hard: row.is_hard,
    }
}

fn row_total(row: &Row) -> u64 {
    row.records.map(|(good, bad)| good + bad).unwrap_or_default()
}

fn follow(warehouse: &Warehouse, cbs: &FakeCbs, table: &str) {
    let (protocol, url) =
        if table == "70072ned" { ("v3", cbs.url_v3()) } else { ("v4", cbs.url_v4()) };
    let file = warehouse.path("sluis.toml");
    let config = fs::read_to_string(&file).unwrap();
    let source = format!(
        "[[source]]\nname = \"cijfers\"\nkind = \"cbs\"\ntable = \"{table}\"\nprotocol = \"{protocol}\"\n\
         base_url = \"{url}\"\n[cbs]\ntries = 2\nretry_ms = 1\n"
    );
    fs::write(file, config + &source).unwrap();
}

fn task(run: &Measured) -> Value {
    let report = run.outcome.json().unwrap_or_default();
    let tasks = report.get("tasks").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_its = |task: &Value| task.get("source").is_some_and(|name| name == "cijfers");
    tasks.into_iter().find(is_its).unwrap_or_default()
}

fn judge(row: &Row, got: &str, cells: u64, has_code: bool) -> Vec<String> {
    let mut faults = Vec::new();
    if got != row.expected && !row.also.contains(got) {
        faults.push(format!("{got} instead of {}", row.expected));
    }
    if got == "rejected-file" {
        if cells > 0 {
            faults.push(format!("{cells} cells are visible"));
        }
        if !has_code {
            faults.push("no code".to_owned());
        }
    } else if let Some((loaded, _)) = row.records
        && loaded != cells
    {
        faults.push(format!("{cells} cells instead of {loaded}"));
    }
    faults
}

/// Whether the table loads once CBS serves it well: what was refused left nothing behind.
fn next_good_page(warehouse: &Warehouse, cbs: &FakeCbs, table: &str) -> Option<String> {
    cbs.behave();
    let codes: &[&str] = &["GM0363", "2025JJ00"];
    cbs.change(table, |table| {
        table.zet_versie("202611210200").zet_cel(codes, "M001", "12").zet_aantal(None);
    });
    let run = warehouse.sluis(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    let sql = "select count(*) from dwh.feit_statline where vervallen_op is null and waarde = 12";
    let found = warehouse.value(sql).unwrap();
    (found != "1").then(|| format!("the next good page does not load: {found}, {run:?}"))
}
