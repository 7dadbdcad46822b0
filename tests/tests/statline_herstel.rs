//! What a run mends by itself: a version that comes at the wrong moment, a CBS that was away for a while, a link that grew
//! old, and a configuration that said something else before.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sluis_tests::{Outcome, Warehouse};
use testkit::fake_cbs::{FakeCbs, FakeCel, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour};

/// Period, law and number of the cells that stand, of each table.
const STANDS: &str = "select tabel_id, periode, wet, count(*) from dwh.feit_statline \
                      where vervallen_op is null group by 1, 2, 3 order by 1, 2, 3";

fn onderwerp(table: FakeTable) -> FakeTable {
    table.onderwerp(FakeOnderwerp::new("M000001", "Jongeren met jeugdhulp")).formule(|plek| {
        FakeCel::Getal(plek.posities.iter().fold(3, |sum, at| sum * 7 + at).to_string())
    })
}

fn regios() -> FakeDimensie {
    FakeDimensie::regios([("NL01", "Nederland"), ("GM0344", "Utrecht"), ("GM0363", "Amsterdam")])
}

/// Three areas, four years and one measure: 12 cells.
fn jeugd(id: &str) -> FakeTable {
    let jaren = ["2022JJ00", "2023JJ00", "2024JJ00", "2025JJ00"];
    onderwerp(
        FakeTable::new(id, "Jeugdhulp").dimensie(regios()).dimensie(FakeDimensie::perioden(jaren)),
    )
}

/// Three areas without periods.
fn kerncijfers(id: &str) -> FakeTable {
    onderwerp(FakeTable::new(id, "Kerncijfers 2020").dimensie(regios()))
}

fn v4(name: &str, table: &str, cbs: &FakeCbs, more: &str) -> String {
    let url = cbs.url_v4();
    format!(
        "[[source]]\nname = \"{name}\"\nkind = \"cbs\"\ntable = \"{table}\"\nbase_url = \"{url}\"\n{more}\n"
    )
}

fn follow(warehouse: &Warehouse, sources: &[String]) {
    warehouse.configure(&[]).unwrap();
    let file = warehouse.path("sluis.toml");
    let base = fs::read_to_string(&file).unwrap();
    fs::write(file, format!("{base}{}[cbs]\ntries = 2\nretry_ms = 1\n", sources.concat())).unwrap();
}

fn run(warehouse: &Warehouse) -> Outcome {
    warehouse.sluis(&["run", "--json"]).unwrap()
}

/// Runs and expects it to go well.
fn run_well(warehouse: &Warehouse) -> Outcome {
    let outcome = run(warehouse);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome
}

/// Number of tasks in the report of a run.
fn tasks(outcome: &Outcome) -> usize {
    outcome.json().unwrap().get("tasks").and_then(Value::as_array).unwrap().len()
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_mins(1), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_version_that_comes_under_a_backfill_is_loaded_as_a_whole() {
    // The catalogue is behind the description, or the version moves while the pages come.
    for (pattern, except, well) in [("85001NED/Properties", "", 1), ("/Observations", "$count", 0)]
    {
        let cbs = FakeCbs::start(vec![jeugd("85001NED")]);
        let warehouse = Warehouse::new().unwrap();
        follow(&warehouse, &[v4("jeugd", "85001NED", &cbs, "from = 2024")]);
        run_well(&warehouse);
        // Revised, but not yet told.
        cbs.change("85001NED", |table| {
            table.zet_cel(&["GM0344", "2025JJ00"], "M000001", "5820");
        });
        let moves = Misbehaviour::NewVersion("85001NED".to_owned(), "202607010200".to_owned());
        cbs.misbehave_after(pattern, except, well, 1, moves);
        let filled = warehouse
            .sluis(&["cbs", "backfill", "jeugd", "--from", "2022", "--to", "2023"])
            .unwrap();
        assert_eq!(filled.code, 0, "{pattern}: {filled:?}");
        assert_eq!(
            warehouse.value("select versie from beheer.statline_bron").unwrap(),
            "202607010200"
        );
        let revised =
            "select count(*) from dwh.feit_statline where vervallen_op is null and waarde = 5820";
        assert_eq!(warehouse.value(revised).unwrap(), "1", "{pattern}");
        let years =
            "select count(distinct periode) from dwh.feit_statline where vervallen_op is null";
        assert_eq!(warehouse.value(years).unwrap(), "4", "{pattern}");
        cbs.forget();
        assert_eq!((tasks(&run_well(&warehouse)), cbs.log().len()), (0, 1), "{pattern}");
    }
}

#[test]
fn a_cbs_that_was_away_for_a_while_costs_no_table() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED"), jeugd("85002NED")]);
    let warehouse = Warehouse::new().unwrap();
    follow(&warehouse, &[v4("een", "85001NED", &cbs, ""), v4("twee", "85002NED", &cbs, "")]);
    // All attempts of one request fail, on the catalogue and then on the figures.
    for (pattern, cells) in [("/Datasets", "12"), ("85001NED/Observations", "12")] {
        cbs.misbehave(pattern, 2, Misbehaviour::Status(503));
        let report = run_well(&warehouse);
        assert_eq!(tasks(&report), 2, "{pattern}: {report:?}");
        assert!(report.stderr.contains("tried once more"), "{}", report.stderr);
        assert!(report.stderr.contains("the run waits "), "{}", report.stderr);
        assert_eq!(
            warehouse.query(STANDS).unwrap().len(),
            8,
            "{pattern}: each year of each table, {cells}"
        );
        let failed = "select count(*) from beheer.taak where status = 'failed'";
        assert_eq!(warehouse.value(failed).unwrap(), "0");
        for table in ["85001NED", "85002NED"] {
            cbs.change(table, |table| {
                table.zet_versie("202607010200");
            });
        }
    }
    // A table that cannot be had at all fails once, after its second chance.
    cbs.behave();
    cbs.change("85001NED", |table| {
        table.zet_versie("202608010200");
    });
    cbs.misbehave("85001NED/Observations", 1_000, Misbehaviour::Status(503));
    let report = run(&warehouse);
    assert_eq!((report.code, tasks(&report)), (3, 1), "{report:?}");
}

#[test]
fn a_link_that_grew_old_begins_the_table_anew() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED")]);
    cbs.set_page_rows(4, 4);
    let warehouse = Warehouse::new().unwrap();
    follow(&warehouse, &[v4("jeugd", "85001NED", &cbs, "")]);
    cbs.misbehave_after("/Observations", "$count", 1, 100, Misbehaviour::Status(503));
    assert_eq!(run(&warehouse).code, 3);
    let pages = "select count(*) from landing.statline_pagina";
    assert_eq!(warehouse.value(pages).unwrap(), "1", "what came through stays");
    cbs.behave();
    // The first time the link is that of landing, the second time that of the page on disk.
    cbs.misbehave("/Observations", 2, Misbehaviour::Status(404));
    let report = run_well(&warehouse);
    assert!(report.stderr.contains("no longer taken by CBS"), "{}", report.stderr);
    assert_eq!(warehouse.query(STANDS).unwrap().len(), 4);
}

#[test]
fn a_stop_waits_for_no_answer_of_cbs() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED")]);
    let warehouse = Warehouse::new().unwrap();
    follow(&warehouse, &[v4("jeugd", "85001NED", &cbs, "")]);
    cbs.misbehave_after("/Observations", "$count", 0, 100, Misbehaviour::ErrorObject);
    // After a refusal the version is asked, and that answer never comes.
    cbs.misbehave_after("85001NED/Properties", "", 1, 100, Misbehaviour::Stall);
    let mut command = warehouse.command(&["run"]).unwrap();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_until("the version is asked", || cbs.requests("85001NED/Properties").len() > 1);
    let killed = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status();
    assert!(killed.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(cbs.requests("85001NED/Properties").len(), 2, "it was not tried again");
}

#[test]
fn what_is_no_longer_asked_is_closed_and_stays_as_history() {
    let cbs = FakeCbs::start(vec![kerncijfers("85003NED"), kerncijfers("85004NED")]);
    let warehouse = Warehouse::new().unwrap();
    // A slip in the period, then in the area of nothing, then another table.
    for (table, more, stands, closed) in [
        ("85003NED", "period = \"2002\"", "85003NED|2002JJ00||3", "0"),
        ("85003NED", "period = \"2020\"", "85003NED|2020JJ00||3", "3"),
        ("85004NED", "period = \"2020\"", "85004NED|2020JJ00||3", "6"),
    ] {
        follow(&warehouse, &[v4("kern", table, &cbs, more)]);
        run_well(&warehouse);
        assert_eq!(warehouse.query(STANDS).unwrap(), [stands], "{table} {more}");
        let history = "select count(*) from dwh.feit_statline where vervallen_op is not null";
        assert_eq!(warehouse.value(history).unwrap(), closed, "{table} {more}");
        assert_eq!(tasks(&run_well(&warehouse)), 0);
    }
    // Two sources of one table, each with its own period: what one leaves, the other keeps.
    let two = |one: &str, other: &str| {
        [v4("kern", "85004NED", &cbs, one), v4("ander", "85004NED", &cbs, other)]
    };
    follow(&warehouse, &two("period = \"2020\"", "period = \"2020\""));
    run_well(&warehouse);
    follow(&warehouse, &two("period = \"2021\"", "period = \"2020\""));
    run_well(&warehouse);
    let both = ["85004NED|2020JJ00||3", "85004NED|2021JJ00||3"];
    assert_eq!(warehouse.query(STANDS).unwrap(), both);
}

#[test]
fn another_law_asks_nothing_of_cbs() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED")]);
    let warehouse = Warehouse::new().unwrap();
    follow(&warehouse, &[v4("jeugd", "85001NED", &cbs, "from = 2025\nwet = \"wmo\"")]);
    run_well(&warehouse);
    assert_eq!(warehouse.query(STANDS).unwrap(), ["85001NED|2025JJ00|wmo|3"]);
    follow(&warehouse, &[v4("jeugd", "85001NED", &cbs, "from = 2025\nwet = \"jw\"")]);
    cbs.forget();
    assert_eq!((tasks(&run_well(&warehouse)), cbs.log().len()), (0, 1));
    assert_eq!(warehouse.query(STANDS).unwrap(), ["85001NED|2025JJ00|jw|3"]);
    // Together with a new version, of which most cells are the same.
    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").zet_cel(&["GM0344", "2025JJ00"], "M000001", "1");
    });
    follow(&warehouse, &[v4("jeugd", "85001NED", &cbs, "from = 2025")]);
    run_well(&warehouse);
    assert_eq!(warehouse.query(STANDS).unwrap(), ["85001NED|2025JJ00||3"]);
}

#[test]
fn a_pull_of_a_source_that_is_gone_is_thrown_away() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED")]);
    cbs.set_page_rows(4, 4);
    let warehouse = Warehouse::new().unwrap();
    follow(&warehouse, &[v4("jeugd", "85001NED", &cbs, "")]);
    cbs.misbehave_after("/Observations", "$count", 1, 100, Misbehaviour::Status(503));
    assert_eq!(run(&warehouse).code, 3);
    let cells = "select count(*) from landing.statline_cel";
    assert_eq!(warehouse.value(cells).unwrap(), "4");
    follow(&warehouse, &[]);
    run_well(&warehouse);
    assert_eq!(warehouse.value(cells).unwrap(), "0");
}

#[test]
fn a_source_is_forgotten_with_a_reason_and_its_figures_stay_as_history() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED")]);
    let warehouse = Warehouse::new().unwrap();
    let two =
        [v4("oud", "85001NED", &cbs, "from = 2025"), v4("nieuw", "85001NED", &cbs, "from = 2024")];
    follow(&warehouse, &two);
    run_well(&warehouse);
    let forget = |source: &str| {
        warehouse
            .sluis(&["cbs", "forget", source, "--reden", "niet meer gevolgd", "--json"])
            .unwrap()
    };
    let unknown = forget("nooit");
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let refused = "select count(*) from beheer.audit where handeling = 'statline bron vergeten'";
    assert_eq!(warehouse.value(refused).unwrap(), "0", "nothing was done");
    // The other source still loads the table.
    let shared = forget("oud").json().unwrap();
    assert_eq!((&shared["closed"], &shared["still_loaded_by_another"]), (&0.into(), &true.into()));
    assert_eq!(warehouse.query(STANDS).unwrap().len(), 2);
    follow(&warehouse, &[]);
    let last = forget("nieuw").json().unwrap();
    assert_eq!((&last["table"], &last["closed"]), (&"85001NED".into(), &6.into()));
    assert_eq!(warehouse.query(STANDS).unwrap(), Vec::<String>::new());
    let history = "select count(*) from dwh.feit_statline where vervallen_versie = versie";
    assert_eq!(warehouse.value(history).unwrap(), "6");
    let soorten = "select soort, count(*) from mart.statline_herziening group by 1";
    assert_eq!(warehouse.query(soorten).unwrap(), ["niet meer gevolgd|6"]);
    for table in ["beheer.statline_bron", "beheer.statline_aanvulling", "landing.statline_trek"] {
        assert_eq!(
            warehouse.value(&format!("select count(*) from {table}")).unwrap(),
            "0",
            "{table}"
        );
    }
    let audit = "select object, resultaat from beheer.audit where handeling = 'statline bron vergeten' \
                 order by op desc limit 1";
    let told = warehouse.query(audit).unwrap();
    assert_eq!(told, ["nieuw|85001NED: 6 cellen gesloten; reden: niet meer gevolgd"]);
    assert_eq!(warehouse.sluis(&["check"]).unwrap().code, 0);
    // Asked again, it is loaded again.
    follow(&warehouse, &[v4("nieuw", "85001NED", &cbs, "from = 2025")]);
    run_well(&warehouse);
    assert_eq!(warehouse.query(STANDS).unwrap(), ["85001NED|2025JJ00||3"]);
}
