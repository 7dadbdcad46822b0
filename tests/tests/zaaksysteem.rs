//! CSV of case systems through the real command: deliveries in any order, refusals with their line, crashes, reruns.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use sluis_tests::{Outcome, Warehouse};

const MAPPING: &str = r#"
[bestand]
patroon = "zaken_*.csv"
peildatum = 'zaken_(\d{8})'
[zaak.velden]
zaaknummer = "Zaaknummer"
client = { kop = "BSN", als = "bsn", optioneel = true }
aanvraagdatum = { kop = "Aanvraag", optioneel = true }
besluitdatum = { kop = "Besluit", optioneel = true }
status = { kop = "Status", optioneel = true }
"#;

const KOP: &str = "Zaaknummer;BSN;Aanvraag;Besluit;Status\r\n";

/// What stood when, in words.
const STOND: &str = "select concat_ws(' ', zaaknummer, status, gezien_van, coalesce(gezien_tot::text, 'nu')) \
                     from landing.csv_zaak order by 1";

/// A warehouse with one source for each of the names, all with the same mapping.
fn warehouse(sources: &[&str]) -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    warehouse.configure(&[]).unwrap();
    fs::write(warehouse.path("zaken.toml"), MAPPING).unwrap();
    let file = warehouse.path("sluis.toml");
    let mut config = fs::read_to_string(&file).unwrap();
    for (number, source) in sources.iter().enumerate() {
        fs::create_dir_all(warehouse.path(source)).unwrap();
        write!(
            config,
            "[[source]]\nname = \"{source}\"\nkind = \"zaaksysteem\"\npath = \"{source}\"\n\
             mapping = \"zaken.toml\"\ngemeentecode = \"040{}\"\n",
            number + 2
        )
        .unwrap();
    }
    fs::write(file, config).unwrap();
    warehouse
}

fn deliver(warehouse: &Warehouse, name: &str, rows: &[&str]) {
    let text = format!("{KOP}{}\r\n", rows.join("\r\n"));
    fs::write(warehouse.path(name), if rows.is_empty() { KOP.to_owned() } else { text }).unwrap();
}

fn run(warehouse: &Warehouse, more: &[&str]) -> Outcome {
    warehouse.sluis(&[&["run", "--json"], more].concat()).unwrap()
}

fn task(outcome: &Outcome, source: &str) -> Value {
    let report = outcome.json().unwrap();
    let tasks = report.get("tasks").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_its = |task: &Value| task.get("source").is_some_and(|name| name == source);
    tasks.into_iter().find(is_its).unwrap_or_default()
}

#[test]
fn deliveries_give_the_same_in_any_order_and_what_is_missing_has_ended() {
    let days = [
        (
            "zaken/zaken_20260901.csv",
            vec!["1;999900006;01-08-2026;;open", "2;;;;open", "3;;;;open"],
        ),
        (
            "zaken/zaken_20260902.csv",
            vec!["1;999900006;01-08-2026;02-09-2026;klaar", "2;;;;open", "3;;;;open"],
        ),
        (
            "zaken/zaken_20260903.csv",
            vec!["1;999900006;01-08-2026;02-09-2026;klaar", "2;;;;open", "4;;;;open"],
        ),
    ];
    let expect = [
        "1 klaar 2026-09-02 nu",
        "1 open 2026-09-01 2026-09-02",
        "2 open 2026-09-01 nu",
        "3 open 2026-09-01 2026-09-03",
        "4 open 2026-09-03 nu",
    ];
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let warehouse = warehouse(&["zaken"]);
        for day in order {
            let (name, rows) = &days[day];
            deliver(&warehouse, name, rows);
            let outcome = run(&warehouse, &[]);
            assert_eq!(
                (outcome.code, &task(&outcome, "zaken")["read"]),
                (0, &3.into()),
                "{outcome:?}"
            );
        }
        assert_eq!(warehouse.query(STOND).unwrap(), expect, "{order:?}");
        let quiet = run(&warehouse, &[]);
        assert!(quiet.stderr.contains("nothing new"), "{quiet:?}");
        // Reading all of it again changes nothing.
        let runs = warehouse.query("select run_id from beheer.run order by 1").unwrap();
        for run_id in runs.iter().take(3) {
            let again = warehouse.sluis(&["rerun", run_id, "--reason", "test", "--json"]).unwrap();
            assert_eq!(again.code, 0, "{again:?}");
        }
        assert_eq!(warehouse.query(STOND).unwrap(), expect, "{order:?} again");
    }
}

#[test]
fn refused_rows_are_told_with_their_line_and_come_in_once_mended() {
    let warehouse = warehouse(&["zaken"]);
    let rows = [
        "1;999900006;01-08-2026;;open",
        "2;999900007;;;open",
        "3;;31-02-2026;;open",
        "4;;;;open;te veel",
        "5;;;;\"open",
    ];
    deliver(&warehouse, "zaken/zaken_20260901.csv", &rows);
    let outcome = run(&warehouse, &[]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    let found = task(&outcome, "zaken");
    assert_eq!(
        (&found["read"], &found["loaded"], &found["quarantined"]),
        (&5.into(), &1.into(), &4.into())
    );
    let refusals = "select concat_ws(' ', code, plaats) from beheer.quarantaine where status = 'open' \
                    order by quarantaine_id";
    let refusals = warehouse.query(refusals).unwrap();
    for (code, line) in [
        ("BSN_INVALID", "regel 3"),
        ("DATE_INVALID", "regel 4"),
        ("CSV_COLUMNS", "regel 5"),
        ("CSV_QUOTE", "regel 6"),
    ] {
        assert!(
            refusals.iter().any(|text| text.starts_with(code) && text.contains(line)),
            "{refusals:?}"
        );
    }
    let mended = ["1;999900006;01-08-2026;;open", "2;999900018;;;open", "3;;28-02-2026;;open"];
    deliver(&warehouse, "zaken/zaken_20260901.csv", &mended);
    let outcome = run(&warehouse, &[]);
    assert_eq!((outcome.code, &task(&outcome, "zaken")["loaded"]), (0, &3.into()), "{outcome:?}");
    let dump = String::from_utf8(warehouse.dump().unwrap()).unwrap();
    for bsn in ["999900006", "999900018", "999900007"] {
        assert!(!dump.contains(bsn), "{bsn} is in the warehouse");
        assert!(!outcome.stderr.contains(bsn) && !outcome.stdout.contains(bsn));
    }
}

#[test]
fn a_delivery_that_fell_is_refused_until_it_is_confirmed_and_a_header_alone_ends_nothing() {
    let warehouse = warehouse(&["zaken"]);
    let many: Vec<String> = (1..=10).map(|number| format!("{number};;;;open")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    deliver(&warehouse, "zaken/zaken_20260901.csv", &many);
    assert_eq!(run(&warehouse, &[]).code, 0);
    let stands = "select count(*) from landing.csv_zaak where gezien_tot is null";
    deliver(&warehouse, "zaken/zaken_20260902.csv", &[]);
    let empty = run(&warehouse, &[]);
    assert_eq!((empty.code, warehouse.value(stands).unwrap()), (0, "10".to_owned()), "{empty:?}");
    assert!(empty.stdout.contains("ZERO_ROWS"), "{empty:?}");
    deliver(&warehouse, "zaken/zaken_20260903.csv", &many[..5]);
    let fallen = run(&warehouse, &[]);
    assert_eq!((fallen.code, warehouse.value(stands).unwrap()), (3, "10".to_owned()), "{fallen:?}");
    assert!(fallen.stdout.contains("DELIVERY_DROP"), "{fallen:?}");
    // The file is known; who looked at it and finds it right has it read again.
    let confirmed = warehouse.sluis(&["quarantine", "replay", "--toch", "--json"]).unwrap();
    assert_eq!(
        (confirmed.code, warehouse.value(stands).unwrap()),
        (0, "5".to_owned()),
        "{confirmed:?}"
    );
    // What was confirmed stays so: reading it again is no new delivery.
    let run_id = warehouse.value("select max(run_id) from beheer.run").unwrap();
    let again = warehouse.sluis(&["rerun", &run_id, "--reason", "test", "--json"]).unwrap();
    assert_eq!((again.code, warehouse.value(stands).unwrap()), (0, "5".to_owned()), "{again:?}");
    // Nor does a mapping that is wrong for a day take anything away.
    let mapping = MAPPING.replace("zaaknummer = \"Zaaknummer\"", "zaaknummer = \"Zaak nr\"");
    fs::write(warehouse.path("zaken.toml"), mapping).unwrap();
    let run_id = warehouse.value("select max(run_id) from beheer.run").unwrap();
    let wrong = warehouse.sluis(&["rerun", &run_id, "--reason", "test", "--json"]).unwrap();
    assert_eq!((wrong.code, warehouse.value(stands).unwrap()), (3, "5".to_owned()), "{wrong:?}");
    fs::write(warehouse.path("zaken.toml"), MAPPING).unwrap();
    let mended = warehouse.sluis(&["quarantine", "replay", "--json"]).unwrap();
    assert_eq!((mended.code, warehouse.value(stands).unwrap()), (0, "5".to_owned()), "{mended:?}");
    let future = format!("zaken/zaken_{}.csv", "20991231");
    deliver(&warehouse, &future, &many);
    let later = run(&warehouse, &[]);
    assert_eq!((later.code, warehouse.value(stands).unwrap()), (3, "5".to_owned()), "{later:?}");
    assert!(later.stdout.contains("DELIVERY_OLD"), "{later:?}");
}

#[test]
fn two_systems_of_two_municipalities_stand_beside_each_other_and_one_can_be_forgotten() {
    let warehouse = warehouse(&["huizen", "gooise"]);
    deliver(
        &warehouse,
        "huizen/zaken_20260901.csv",
        &["1;999900006;01-08-2026;;open", "2;;;;open"],
    );
    deliver(&warehouse, "gooise/zaken_20260901.csv", &["1;999900006;01-08-2026;;dicht"]);
    assert_eq!(run(&warehouse, &[]).code, 0);
    let where_from = "select concat_ws(' ', zaak.bron, zaak.gemeentecode, bestand.naam, zaak.regel, zaak.status) \
                      from landing.csv_zaak as zaak inner join beheer.bestand as bestand using (bestand_id) order by 1";
    let expect = [
        "gooise 0403 zaken_20260901.csv 2 dicht",
        "huizen 0402 zaken_20260901.csv 2 open",
        "huizen 0402 zaken_20260901.csv 3 open",
    ];
    assert_eq!(warehouse.query(where_from).unwrap(), expect);
    let one = "select count(distinct client) from landing.csv_zaak where client is not null";
    assert_eq!(warehouse.value(one).unwrap(), "1", "one person in two systems");
    let forgotten = warehouse.sluis(&["csv", "vergeet", "gooise", "--reden", "proef"]).unwrap();
    assert_eq!(forgotten.code, 0, "{forgotten:?}");
    assert_eq!(warehouse.query(where_from).unwrap(), expect[1..]);
    let unknown = warehouse.sluis(&["csv", "vergeet", "weg", "--reden", "proef"]).unwrap();
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let again = run(&warehouse, &[]);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(warehouse.query(where_from).unwrap(), expect, "its files are read again");
}

#[test]
fn a_run_that_is_killed_in_a_large_file_leaves_nothing_and_the_next_one_loads_all() {
    let warehouse = warehouse(&["zaken"]);
    let mut text = KOP.to_owned();
    for number in 1..=150_000 {
        writeln!(text, "{number};;01-08-2026;;open").unwrap();
    }
    fs::write(warehouse.path("zaken/zaken_20260901.csv"), text).unwrap();
    assert_eq!(warehouse.sluis(&["migrate"]).unwrap().code, 0);
    let mut command = warehouse.command(&["run"]).unwrap();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let busy = "select count(*) from pg_stat_activity where datname = current_database() \
                and query ilike '%copy%csv%' and state <> 'idle'";
    let begin = Instant::now();
    while warehouse.value(busy).unwrap() == "0" && begin.elapsed() < Duration::from_secs(30) {}
    child.kill().unwrap();
    child.wait().unwrap();
    let landed = "select count(*) from landing.csv_zaak";
    assert_eq!(warehouse.value(landed).unwrap(), "0", "nothing half");
    let keys = "select count(*) from pg_constraint where conname = 'csv_zaak_pkey'";
    assert_eq!(warehouse.value(keys).unwrap(), "1", "what a first delivery takes off is there");
    let next = run(&warehouse, &[]);
    assert_eq!((next.code, warehouse.value(landed).unwrap()), (0, "150000".to_owned()), "{next:?}");
}

#[test]
fn a_file_is_looked_at_and_checked_without_a_warehouse() {
    let warehouse = warehouse(&["zaken"]);
    deliver(
        &warehouse,
        "zaken/zaken_20260901.csv",
        &["1;999900006;01-08-2026;;open", "2;;30-02-2026;;open"],
    );
    let (file, mapping) =
        (warehouse.path("zaken/zaken_20260901.csv"), warehouse.path("zaken.toml"));
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let seen = warehouse.sluis(&["csv", "verken", &text(&file), "--json"]).unwrap();
    assert_eq!(seen.code, 0, "{seen:?}");
    assert_eq!(seen.json().unwrap()["columns"].as_array().unwrap().len(), 5);
    assert!(!seen.stdout.contains("999900006"), "a value is shown: {seen:?}");
    let checked = warehouse
        .sluis(&["csv", "check", &text(&file), "--mapping", &text(&mapping), "--json"])
        .unwrap();
    let report = checked.json().unwrap();
    assert_eq!((checked.code, &report["good"], &report["refused"]), (3, &1.into(), &1.into()));
    assert_eq!(report["first"][0]["code"], "DATE_INVALID");
    assert_eq!(report["first"][0]["line"], 3);
    let wrong =
        warehouse.sluis(&["csv", "check", &text(&mapping), "--mapping", &text(&file)]).unwrap();
    assert_eq!(wrong.code, 2, "{wrong:?}");
    fs::write(&mapping, MAPPING.replace("zaaknummer =", "zaaknumer =")).unwrap();
    let named = run(&warehouse, &[]);
    assert_eq!(named.code, 2, "{named:?}");
    assert!(named.stderr.contains("zaaknumer") && named.stderr.contains("zaaknummer"), "{named:?}");
}

#[test]
fn what_could_name_a_person_is_not_shown() {
    let warehouse = warehouse(&["zaken"]);
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let file = warehouse.path("zonder_kop.csv");
    fs::write(&file, "Jansen;Wmo;open\nPieters;Jw;dicht\nDe Vries;Wmo;open\n").unwrap();
    let seen = warehouse.sluis(&["csv", "verken", &text(&file)]).unwrap();
    assert!(seen.code == 3 && seen.stdout.contains("no header, 3 rows"), "{seen:?}");
    assert!(seen.stdout.contains("kolom 1") && !seen.stdout.contains("Jansen"), "{seen:?}");
    let draft = warehouse.sluis(&["csv", "verken", &text(&file), "--entiteit", "zaak"]).unwrap();
    assert!(draft.code == 1 && draft.stdout.is_empty(), "{draft:?}");
    assert!(!draft.stderr.contains("Jansen"), "{draft:?}");

    // The header stands again, a text holds a person, and so does the name of a file.
    let again = KOP.trim_end();
    deliver(&warehouse, "zaken/zaken_20260901.csv", &["1;;;;bel 999900006", again, "2;;;;open"]);
    deliver(&warehouse, "zaken/zaken_20260902.csv", &["1;;;;bel 999900006", "2;;;;open", again]);
    deliver(&warehouse, "zaken/zaken_999900006.csv", &["3;;;;open"]);
    let outcome = run(&warehouse, &[]);
    assert_eq!(
        (outcome.code, &outcome.json().unwrap()["totals"]["files"]),
        (3, &3.into()),
        "{outcome:?}"
    );
    let told: Vec<String> = outcome.json().unwrap()["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| notice["text"].as_str().unwrap().split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(told, ["csv-bestand 1", "2 x in 2 files", "2 x status in 2 files"], "{outcome:?}");
    let mapping = warehouse.path("zaken.toml");
    let delivered = warehouse.path("zaken/zaken_20260901.csv");
    let checked = warehouse
        .sluis(&["csv", "check", &text(&delivered), "--mapping", &text(&mapping)])
        .unwrap();
    assert!(checked.stdout.contains("CSV_BSN_IN_TEKST status (1; line 2)"), "{checked:?}");
    assert!(checked.stdout.contains("CSV_KOPRIJ_HERHAALD (1; line 3)"), "{checked:?}");
    for arguments in [
        &["quarantine", "list"][..],
        &["quarantine", "list", "--json"],
        &["quarantine", "show", "1"],
    ] {
        let listed = warehouse.sluis(arguments).unwrap();
        assert!(listed.stdout.contains("zaken_*********.csv"), "{listed:?}");
        assert!(!listed.stdout.contains("999900006"), "{listed:?}");
    }
    let named =
        warehouse.query("select count(*) from beheer.bestand where naam like '%999900006%'");
    assert_eq!(named.unwrap(), ["1"]);

    fs::write(&mapping, MAPPING.replace("zaken_*.csv", "[z*")).unwrap();
    let wrong = warehouse
        .sluis(&["csv", "check", &text(&delivered), "--mapping", &text(&mapping)])
        .unwrap();
    assert!(wrong.code == 2 && wrong.stderr.contains("bestand.patroon"), "{wrong:?}");
    assert_eq!(run(&warehouse, &[]).code, 2);
}
