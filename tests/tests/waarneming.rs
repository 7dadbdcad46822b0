//! What a run tells of itself: its log and its lineage, and that nobody has to listen. And the channels of alerts.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;
use sluis_tests::{Outcome, Warehouse};

use crate::generated::{EVERYTHING, Generated, generate};

const RUN: [&str; 4] = ["run", "--peildatum", "2026-03-01", "--json"];

fn filled() -> (Warehouse, Generated) {
    let warehouse = Warehouse::new().unwrap();
    let generated = generate(&warehouse, 40, 5, 300, EVERYTHING);
    (warehouse, generated)
}

/// Every BSN of the generator.
fn bsns(generated: &Generated) -> BTreeSet<String> {
    let secrets = fs::read_to_string(generated.truth.join("geheimen.txt")).unwrap();
    let is_bsn = |secret: &&str| secret.len() == 9 && secret.bytes().all(|b| b.is_ascii_digit());
    let found: BTreeSet<String> = secrets.lines().filter(is_bsn).map(ToOwned::to_owned).collect();
    assert!(found.len() > 20, "the generator wrote down its secrets");
    found
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_line_of_a_run_tells_which_run_and_which_task() {
    let (warehouse, generated) = filled();
    let lineage = warehouse.path("lineage.jsonl");
    let output = warehouse
        .command(&RUN)
        .unwrap()
        .env("SLUIS_LOG_FORMAT", "json")
        .env("SLUIS_LOG_FILTER", "debug")
        .env("SLUIS_LINEAGE_FILE", &lineage)
        .output()
        .unwrap();
    let outcome = Outcome::from(output);
    assert!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    let lines = json_lines(&outcome.stderr);
    let at = |message: &str| lines.iter().position(|line| line["message"] == message).unwrap();
    let (begin, end) = (at("the run begins"), at("the run has ended"));
    let tasks: BTreeSet<String> =
        warehouse.query("select taak_id from beheer.taak").unwrap().into_iter().collect();
    let mut told = BTreeSet::new();
    let ours = lines[begin..=end].iter().filter(|line| {
        let target = line["target"].as_str().unwrap();
        ["service", "load", "extract", "transform"].iter().any(|part| target.starts_with(part))
    });
    for line in ours {
        assert_eq!(line["run_id"], 1, "{line}");
        let has = |key: &str| line.as_object().unwrap().contains_key(key);
        assert!(has("task_id") && has("source") && has("level"), "{line}");
        if line["message"] == "loaded a task" || line["message"] == "published the facts" {
            assert!(line["source"].is_string(), "{line}");
            told.insert(line["task_id"].to_string());
        }
    }
    assert_eq!(told, tasks, "each task of the ledger told of itself under its number");
    let events = fs::read_to_string(lineage).unwrap();
    let types: Vec<Value> =
        json_lines(&events).into_iter().map(|event| event["eventType"].clone()).collect();
    assert_eq!(types.first().unwrap(), "START");
    assert_eq!(types.last().unwrap(), "COMPLETE");
    assert_eq!(types.len(), tasks.len() + 2);
    assert!(events.contains("\"levering_sk\"") || events.contains("feit_levering"), "columns");
    for bsn in bsns(&generated) {
        assert!(!outcome.stderr.contains(&bsn) && !events.contains(&bsn), "a BSN got out");
    }
}

#[test]
fn a_run_goes_on_when_nobody_can_hear_it() {
    for ear in ["full", "closed", "gone"] {
        let (warehouse, _) = filled();
        let mut command = warehouse.command(&RUN).unwrap();
        command.env("SLUIS_LOG_FILTER", "debug").stdout(Stdio::null());
        let code = match ear {
            "full" => {
                let full = File::options().write(true).open("/dev/full").unwrap();
                command.stderr(full).status().unwrap().code()
            }
            "closed" => {
                let mut shell = std::process::Command::new("sh");
                shell.args(["-c", "exec \"$@\" 2>&-", "sh"]).arg(command.get_program());
                shell.args(command.get_args()).stdin(Stdio::null()).stdout(Stdio::null());
                shell.status().unwrap().code()
            }
            _ => {
                let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
                let mut first = String::new();
                let stderr = child.stderr.take().unwrap();
                BufReader::new(stderr).read_line(&mut first).unwrap();
                assert!(!first.is_empty());
                child.wait().unwrap().code()
            }
        };
        assert!(matches!(code, Some(0 | 3)), "{ear}: {code:?}");
        let status = warehouse.value("select status from beheer.run").unwrap();
        assert!(matches!(status.as_str(), "succeeded" | "partial"), "{ear}: {status}");
    }
}

#[test]
fn a_dead_receiver_of_lineage_neither_fails_nor_delays_a_run() {
    let (warehouse, _) = filled();
    // It accepts in its backlog and never answers.
    let deaf = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api/v1/lineage", deaf.local_addr().unwrap());
    let output = warehouse.command(&RUN).unwrap().env("SLUIS_LINEAGE_URL", url).output().unwrap();
    let outcome = Outcome::from(output);
    assert!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    assert!(outcome.stderr.contains("lineage events were left behind"), "{}", outcome.stderr);
}

#[test]
fn alerts_can_be_tried_and_listed() {
    let warehouse = Warehouse::new().unwrap();
    let none = warehouse.sluis(&["alert", "test"]).unwrap();
    assert_eq!((none.code, none.stdout.as_str()), (2, ""), "{none:?}");
    assert!(none.stderr.contains("no channel is configured"), "{}", none.stderr);
    let config = warehouse.path("sluis.toml");
    let mut text = fs::read_to_string(&config).unwrap();
    text.push_str(
        "[[alerts.webhook]]\nname = \"haak\"\nkind = \"json\"\nurl = \"http://127.0.0.1:1/geheim\"\n",
    );
    fs::write(&config, text).unwrap();
    let failed = warehouse.sluis(&["alert", "test"]).unwrap();
    assert_eq!(failed.code, 1, "{failed:?}");
    assert!(failed.stderr.contains("error: haak: "), "{}", failed.stderr);
    assert!(!failed.stderr.contains("geheim"), "{}", failed.stderr);
    let unknown = warehouse.sluis(&["alert", "test", "--channel", "x"]).unwrap();
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("known channels: haak"), "{}", unknown.stderr);
    let list = warehouse.sluis(&["alert", "list"]).unwrap();
    assert_eq!((list.code, list.stdout.as_str()), (0, "no open alerts\n"), "{list:?}");
    let sql = "insert into beheer.signaal (regel, object, status, kenmerk, titel, sinds, laatst_gemeld) \
               values ('schijf_vol', '/data', 'open', '', 'De schijf is bijna vol', now(), now())";
    warehouse.query(sql).unwrap();
    let list = warehouse.sluis(&["alert", "list", "--json"]).unwrap().json().unwrap();
    assert_eq!(list["alerts"][0]["rule"], "schijf_vol");
    assert_eq!(list["alerts"][0]["messages_waiting"], 0);
    let list = warehouse.sluis(&["alert", "list"]).unwrap();
    assert!(list.stdout.contains("De schijf is bijna vol"), "{}", list.stdout);
}
