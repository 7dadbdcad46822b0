//! `sluis referentie`: a list is replaced as a whole or not at all, and rules judge by it from the next run.

use domain::Wet;
use serde_json::{Value, json};
use sluis_tests::{Outcome, Warehouse};
use testkit::bericht::{Kop, Product, Toewijzing, Toewijzingsbericht};

const BSN: &str = "999900006";

fn laden(warehouse: &Warehouse, list: &str, text: &str, more: &[&str]) -> Outcome {
    let file = warehouse.path("lijst.csv");
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let arguments: Vec<&str> =
        ["referentie", "laden", list, file].iter().chain(more).copied().collect();
    warehouse.sluis(&arguments).unwrap()
}

/// One allocation of product 45 45A03 from March 2026.
fn warehouse() -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    let kop = Kop::new(Wet::Jw, "0384", "42420001").bericht("T1", "2026-02-21");
    let toewijzing = Toewijzing::new(1001, Product::new("45", "45A03"), "2026-03-01")
        .moment("2026-02-20", "10:00:00");
    let bericht = Toewijzingsbericht::new(kop, BSN).toewijzing(toewijzing);
    warehouse.deliver("T1.xml", bericht.xml()).unwrap();
    warehouse
}

/// The codes of the rules that the next run could not judge.
fn not_testable(warehouse: &Warehouse) -> Vec<String> {
    let report = warehouse.run().unwrap().json().unwrap();
    let rules = report.get("rules_not_testable").unwrap().as_array().unwrap();
    rules.iter().map(|rule| rule["code"].as_str().unwrap().to_owned()).collect()
}

fn rows(warehouse: &Warehouse) -> Value {
    let outcome = warehouse.sluis(&["referentie", "list", "--json"]).unwrap();
    let list = outcome.json().unwrap();
    let lists = list.get("lists").unwrap().as_array().unwrap();
    lists
        .iter()
        .map(|list| (list["list"].as_str().unwrap().to_owned(), list["rows"].clone()))
        .collect()
}

#[test]
fn a_rule_judges_by_its_list_from_the_next_run() {
    let warehouse = warehouse();
    assert_eq!(not_testable(&warehouse), ["TR378", "TR381", "TR418"]);
    let finding = "select status from dwh.feit_bevinding where regelcode = 'TR381'";
    assert!(warehouse.query(finding).unwrap().is_empty());
    let other = "wet;productcategorie;productcode\njw;45;45A04\n";
    assert_eq!(laden(&warehouse, "productlijst", other, &[]).code, 0);
    assert_eq!(not_testable(&warehouse), ["TR378", "TR418"]);
    assert_eq!(warehouse.query(finding).unwrap(), ["open"]);
    let right = "wet;productcategorie;productcode\njw;45;45A03\njw;45;45A04\n";
    assert_eq!(laden(&warehouse, "productlijst", right, &[]).code, 0);
    warehouse.run().unwrap();
    assert_eq!(warehouse.query(finding).unwrap(), ["opgelost"]);
    // Nothing is published when nothing changed, so nothing is said about rules.
    assert!(not_testable(&warehouse).is_empty());
}

#[test]
fn what_changes_is_told_and_recorded_and_a_trial_changes_nothing() {
    let warehouse = warehouse();
    warehouse.run().unwrap();
    let first = "gemeentecode,geldig_van,geldig_tot\n0363,,\n0384,,2021-12-31\n";
    let trial = laden(&warehouse, "gemeenten", first, &["--dry-run", "--json"]);
    assert_eq!((trial.code, trial.json().unwrap()["added"].as_i64()), (0, Some(2)));
    assert_eq!(rows(&warehouse), json!({ "gemeenten": 0, "productlijst": 0, "tarieven": 0 }));
    assert_eq!(warehouse.value("select count(*) from beheer.audit").unwrap(), "0");
    let report = |text: &str| {
        let outcome = laden(&warehouse, "gemeenten", text, &["--json"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        let report = outcome.json().unwrap();
        ["rows", "added", "removed", "unchanged"].map(|key| report[key].as_i64().unwrap())
    };
    assert_eq!(report(first), [2, 2, 0, 0]);
    assert_eq!(report(first), [2, 0, 0, 2]);
    // The same key with another end is another row.
    let second = "gemeentecode,geldig_van,geldig_tot\n0384,,\n0406,2020-01-01,\n";
    assert_eq!(report(second), [2, 2, 2, 0]);
    assert_eq!(rows(&warehouse), json!({ "gemeenten": 2, "productlijst": 0, "tarieven": 0 }));
    let audit =
        "select handeling, object, resultaat from beheer.audit order by audit_id desc limit 1";
    assert_eq!(
        warehouse.query(audit).unwrap(),
        ["referentielijst geladen|gemeentelijst|2 rijen: 2 erbij, 2 weg"]
    );
    let tariffs = "wet;gemeentecode;agb_code;productcategorie;productcode;eenheid;tarief_eurocent\n\
        jw;0384;42420001;45;45A03;04;6050\n";
    assert_eq!(laden(&warehouse, "tarieven", tariffs, &[]).code, 0);
    let tariff = "select agb_code, eenheid, tarief_eurocent, geldig_van from ref.contract_tarief";
    assert_eq!(warehouse.query(tariff).unwrap(), ["42420001|04|6050|"]);
}

#[test]
fn a_list_that_is_emptied_no_longer_judges() {
    let warehouse = warehouse();
    let other = "wet;productcategorie;productcode\njw;45;45A04\n";
    assert_eq!(laden(&warehouse, "productlijst", other, &[]).code, 0);
    assert_eq!(not_testable(&warehouse), ["TR378", "TR418"]);
    let finding = "select status from dwh.feit_bevinding where regelcode = 'TR381'";
    assert_eq!(warehouse.query(finding).unwrap(), ["open"]);
    let wissen = |reden: &str, more: &[&str]| {
        let arguments = ["referentie", "wissen", "productlijst", "--reden", reden, "--json"];
        let arguments: Vec<&str> = arguments.iter().chain(more).copied().collect();
        warehouse.sluis(&arguments).unwrap()
    };
    let named = wissen("op verzoek van 9999.00.006", &[]);
    assert!(named.code == 2 && named.stderr.contains("could be a BSN"), "{named:?}");
    assert!(!named.stderr.contains("9999"), "{named:?}");
    let trial = wissen("verkeerd bestand", &["--dry-run"]);
    assert_eq!((trial.code, trial.json().unwrap()["removed"].as_i64()), (0, Some(1)));
    assert_eq!(rows(&warehouse)["productlijst"], 1);
    let emptied = wissen("verkeerd bestand", &[]);
    assert_eq!((emptied.code, emptied.json().unwrap()["removed"].as_i64()), (0, Some(1)));
    assert_eq!(rows(&warehouse)["productlijst"], 0);
    let audit =
        "select handeling, object, resultaat from beheer.audit order by audit_id desc limit 1";
    assert_eq!(
        warehouse.query(audit).unwrap(),
        ["referentielijst gewist|productlijst|0 rijen: 0 erbij, 1 weg; reden: verkeerd bestand"]
    );
    assert_eq!(not_testable(&warehouse), ["TR378", "TR381", "TR418"]);
    assert_eq!(warehouse.query(finding).unwrap(), ["opgelost"]);
}

#[test]
fn a_faulty_file_is_2_with_every_line_and_changes_nothing() {
    let warehouse = warehouse();
    warehouse.run().unwrap();
    assert_eq!(laden(&warehouse, "gemeenten", "gemeentecode\n0363\n", &[]).code, 0);
    let faulty = format!("{BSN}\n").repeat(25);
    let outcome = laden(&warehouse, "gemeenten", &format!("gemeentecode\n{faulty}"), &["--json"]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    for text in ["nothing was changed", "\n  line 2: ", "\n  line 21: ", "\n  and 5 more\nhint: "] {
        assert!(outcome.stderr.contains(text), "{text:?}: {outcome:?}");
    }
    assert!(!outcome.stderr.contains("line 22") && !outcome.stderr.contains(BSN), "{outcome:?}");
    assert_eq!(outcome.json().unwrap()["error_code"], "USAGE");
    let away = warehouse.sluis(&["referentie", "laden", "gemeenten", "nergens.csv"]).unwrap();
    assert!(away.code == 2 && away.stderr.contains("read `nergens.csv`"), "{away:?}");
    assert_eq!(warehouse.query("select gemeentecode from ref.gemeentelijst").unwrap(), ["0363"]);
}
