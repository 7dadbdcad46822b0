//! `sluis bevinding`: what people decide about findings, and that it lasts.

use domain::Wet;
use sluis_tests::{Outcome, Warehouse};
use testkit::bericht::{Kop, Product, Start, Startbericht, Toewijzing, Toewijzingsbericht};

const BSN: &str = "999900006";

fn kop(identificatie: &str, dagtekening: &str) -> Kop {
    Kop::new(Wet::Wmo, "0384", "42420001").bericht(identificatie, dagtekening)
}

fn start(identificatie: &str, nummer: u32) -> Startbericht {
    let start = Start::new(nummer, Product::new("01", "01A01"), "2026-03-02");
    Startbericht::new(kop(identificatie, "2026-03-04"), BSN)
        .start(start.toewijzing_ingangsdatum("2026-03-01"))
}

/// Two starts on allocations that were never sent.
fn two_orphans() -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    for (name, nummer) in [("S1", 1001), ("S2", 1002)] {
        let start = start(name, nummer);
        warehouse.deliver(&format!("{name}.xml"), start.xml()).unwrap();
        let retour = start.retour(format!("R{name}"), "2026-03-05");
        warehouse.deliver(&format!("{name}_retour.xml"), retour.xml()).unwrap();
    }
    assert_eq!(warehouse.run().unwrap().code, 0);
    warehouse
}

fn list(warehouse: &Warehouse, arguments: &[&str]) -> serde_json::Value {
    let arguments: Vec<&str> =
        ["bevinding", "list", "--json"].iter().chain(arguments).copied().collect();
    let outcome = warehouse.sluis(&arguments).unwrap();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome.json().unwrap()
}

/// The number of the TR019 on allocation `nummer`.
fn orphan(warehouse: &Warehouse, nummer: i64) -> String {
    let list = list(warehouse, &["--regel", "tr019", "--status", "all"]);
    let findings = list.get("findings").unwrap().as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["allocation"] == nummer).unwrap();
    finding["finding_id"].as_str().unwrap().to_owned()
}

fn decide(warehouse: &Warehouse, what: &str, ids: &[&str], note: &str) -> Outcome {
    let arguments: Vec<&str> =
        ["bevinding", what, "--note", note, "--json"].iter().chain(ids).copied().collect();
    warehouse.sluis(&arguments).unwrap()
}

fn status(warehouse: &Warehouse, id: &str) -> String {
    let sql = format!("select status from dwh.feit_bevinding where bevinding_sk = {id}");
    warehouse.value(&sql).unwrap()
}

#[test]
fn a_finding_is_accepted_with_a_note_and_opened_again() {
    let warehouse = two_orphans();
    let id = orphan(&warehouse, 1001);
    let accepted = decide(&warehouse, "accept", &[&id], "afgesproken, zaak 2026-014");
    assert_eq!(accepted.code, 0, "{accepted:?}");
    assert_eq!(accepted.json().unwrap()["changed"], serde_json::json!([id]));
    assert_eq!(status(&warehouse, &id), "geaccepteerd");
    let again = decide(&warehouse, "accept", &[&id], "nog eens");
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(again.json().unwrap()["unchanged"], 1);
    assert!(again.stderr.contains("accepted already"), "{again:?}");
    let open = list(&warehouse, &["--regel", "TR019"]);
    assert_eq!((open["total"].as_i64(), open["findings"].as_array().unwrap().len()), (Some(1), 1));
    let found = list(&warehouse, &["--status", "geaccepteerd"]);
    assert_eq!(found["findings"][0]["finding_id"], id.as_str());
    assert_eq!(found["findings"][0]["note"], "afgesproken, zaak 2026-014");
    // Nothing changed in the data, so it stays accepted, also when everything is computed anew.
    warehouse.run().unwrap();
    warehouse.sluis(&["rerun", "1", "--reason", "test"]).unwrap();
    assert_eq!(status(&warehouse, &id), "geaccepteerd");
    let reopened = decide(&warehouse, "reopen", &[&id], "de afspraak is voorbij");
    assert_eq!(reopened.code, 0, "{reopened:?}");
    assert_eq!(status(&warehouse, &id), "open");
    let besluiten = "select besluit, notitie, b.toelichting = f.toelichting, genomen_door <> '' \
        from beheer.bevinding_besluit as b \
        inner join dwh.feit_bevinding as f using (bevinding_sk, gemeentecode) order by besluit_id";
    assert_eq!(
        warehouse.query(besluiten).unwrap(),
        ["geaccepteerd|afgesproken, zaak 2026-014|t|t", "heropend|de afspraak is voorbij|t|t"]
    );
    let audit = "select handeling, object, resultaat from beheer.audit order by audit_id";
    assert_eq!(
        warehouse.query(audit).unwrap(),
        [
            format!("bevinding geaccepteerd|bevinding {id} (TR019)|afgesproken, zaak 2026-014"),
            "rerun|run=1|test".to_owned(),
            format!("bevinding heropend|bevinding {id} (TR019)|de afspraak is voorbij"),
        ]
    );
}

#[test]
fn an_accepted_finding_that_was_mended_and_broken_again_is_open() {
    let warehouse = two_orphans();
    let id = orphan(&warehouse, 1001);
    assert_eq!(decide(&warehouse, "accept", &[&id], "zaak 2026-014").code, 0);
    let toewijzing = Toewijzing::new(1001, Product::new("01", "01A01"), "2026-03-01")
        .moment("2026-02-20", "10:00:00");
    let bericht = Toewijzingsbericht::new(kop("T1", "2026-02-21"), BSN).toewijzing(toewijzing);
    warehouse.deliver("T1.xml", bericht.xml()).unwrap();
    warehouse.run().unwrap();
    assert_eq!(status(&warehouse, &id), "opgelost");
    // The provider rejects the allocation: it was never sent.
    let retour = bericht.retour("RT1", "2026-02-23").regelcode(1, "0001");
    warehouse.deliver("RT1.xml", retour.xml()).unwrap();
    warehouse.run().unwrap();
    assert_eq!(status(&warehouse, &id), "open");
    let found = list(&warehouse, &["--regel", "TR019"]);
    let found = found.get("findings").unwrap().as_array().unwrap();
    let found = found.iter().find(|finding| finding["finding_id"] == id.as_str()).unwrap();
    assert_eq!((&found["times_reopened"], &found["note"]), (&1.into(), &"zaak 2026-014".into()));
}

#[test]
fn what_cannot_be_decided_is_2_and_decides_nothing() {
    let warehouse = two_orphans();
    let id = orphan(&warehouse, 1001);
    let late = Toewijzing::new(1002, Product::new("01", "01A01"), "2026-03-01")
        .moment("2026-02-20", "10:00:00");
    let late = Toewijzingsbericht::new(kop("T1", "2026-02-21"), BSN).toewijzing(late);
    warehouse.deliver("T1.xml", late.xml()).unwrap();
    assert_eq!(warehouse.run().unwrap().code, 0);
    let gone = orphan(&warehouse, 1002);
    assert_eq!(status(&warehouse, &gone), "opgelost");
    let cases = [
        (vec![id.as_str(), "7"], "zaak 2026-014", "there is no finding 7"),
        (vec![&id, &gone], "zaak 2026-014", "no longer holds"),
        (vec![&id], "mevrouw met 9999.00.006", "could be a BSN"),
    ];
    for (ids, note, message) in cases {
        for what in ["accept", "reopen"] {
            let outcome = decide(&warehouse, what, &ids, note);
            assert_eq!(outcome.code, 2, "{outcome:?}");
            assert!(outcome.stderr.contains(message), "{outcome:?}");
            assert!(outcome.stderr.contains("nothing was done\nhint: "), "{outcome:?}");
            assert!(!outcome.stdout.contains("9999") && !outcome.stderr.contains("9999"));
        }
    }
    assert_eq!(status(&warehouse, &id), "open");
    assert_eq!(warehouse.value("select count(*) from beheer.bevinding_besluit").unwrap(), "0");
    assert_eq!(warehouse.value("select count(*) from beheer.audit").unwrap(), "0");
}

#[test]
fn the_list_says_what_is_wrong_and_where() {
    let warehouse = two_orphans();
    let outcome = warehouse.sluis(&["bevinding", "list", "--limit", "1", "--ernst", "r"]).unwrap();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.stdout.contains("TR019") && outcome.stdout.contains("42420001"), "{outcome:?}");
    assert!(outcome.stderr.contains("1 of 2 shown"), "{outcome:?}");
    for (arguments, expect) in [
        (&["--agb", "42420002"][..], 0),
        (&["--gemeente", "0384", "--regel", "TR019"], 2),
        (&["--gemeente", "0363"], 0),
        (&["--ernst", "D", "--regel", "TR019"], 0),
    ] {
        assert_eq!(list(&warehouse, arguments)["total"], expect, "{arguments:?}");
    }
}

/// What is kept in the audit names no person.
#[test]
fn a_reason_with_a_possible_bsn_is_refused() {
    let warehouse = two_orphans();
    for arguments in [
        &["quarantine", "resolve", "1", "--reden", "mevrouw met 9999.00.006"][..],
        &["pseudoniem", "--reden", "inzage van 999900006"],
    ] {
        let outcome = warehouse.sluis(arguments).unwrap();
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains("could be a BSN; nothing was done\nhint: "), "{outcome:?}");
        assert!(!outcome.stdout.contains("9999") && !outcome.stderr.contains("9999"));
    }
    assert_eq!(warehouse.value("select count(*) from beheer.audit").unwrap(), "0");
}
