//! Tables of CBS in a run: the first night, the nights after it, and the nights on which something goes wrong.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sluis_tests::{Outcome, Warehouse};
use testkit::fake_cbs::{
    FakeCbs, FakeCel, FakeCode, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour,
};

const CELLS: &str = "select count(*) from dwh.feit_statline where vervallen_op is null";
const PAGES: &str = "select count(*) from landing.statline_pagina";

/// Four areas, six years and two measures: 48 cells, of which some are empty.
fn jeugd(id: &str, titel: &str) -> FakeTable {
    let regios = [
        ("NL01", "Nederland"),
        ("PV26", "Utrecht (PV)"),
        ("GM0344", "Utrecht (gemeente)"),
        ("GM0363", "Amsterdam"),
    ];
    let jaren = ["2020JJ00", "2021JJ00", "2022JJ00", "2023JJ00", "2024JJ00", "2025JJ00"];
    FakeTable::new(id, titel)
        .dimensie(FakeDimensie::regios(regios))
        .dimensie(FakeDimensie::perioden(jaren))
        .onderwerp(FakeOnderwerp::new("M000001", "Jongeren met jeugdhulp"))
        .onderwerp(FakeOnderwerp::new("M000002", "Aandeel").eenheid("%").decimalen(1))
        .formule(|plek| {
            let sum = plek.posities.iter().fold(3_u32, |sum, at| sum * 7 + at);
            match (sum % 9, plek.plek_onderwerp) {
                (0, _) => FakeCel::Leeg("Impossible".to_owned()),
                (_, 0) => FakeCel::Getal((sum * 10).to_string()),
                _ => FakeCel::Getal(format!("{}.{}", sum % 100, sum % 10)),
            }
        })
}

fn v4(name: &str, table: &str, cbs: &FakeCbs, more: &str) -> String {
    let url = cbs.url_v4();
    format!(
        "[[source]]\nname = \"{name}\"\nkind = \"cbs\"\ntable = \"{table}\"\nbase_url = \"{url}\"\n{more}\n"
    )
}

fn v3(name: &str, table: &str, cbs: &FakeCbs) -> String {
    let url = cbs.url_v3();
    format!(
        "[[source]]\nname = \"{name}\"\nkind = \"cbs\"\ntable = \"{table}\"\nprotocol = \"v3\"\n\
         base_url = \"{url}\"\n"
    )
}

/// A warehouse that follows these sources of CBS beside its messages; a failed page is tried twice, at once.
fn warehouse(sources: &[String]) -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    follow(&warehouse, sources);
    warehouse
}

fn follow(warehouse: &Warehouse, sources: &[String]) {
    warehouse.configure(&[]).unwrap();
    let file = warehouse.path("sluis.toml");
    let base = fs::read_to_string(&file).unwrap();
    let section = "[cbs]\ntries = 2\nretry_ms = 1\nconnect_seconds = 2\n";
    fs::write(file, format!("{base}{}{section}", sources.concat())).unwrap();
}

fn run(warehouse: &Warehouse, args: &[&str]) -> Outcome {
    let args: Vec<&str> = ["run", "--json"].iter().chain(args).copied().collect();
    warehouse.sluis(&args).unwrap()
}

/// The task of a source in the report of a run.
fn task(report: &Value, source: &str) -> Value {
    let tasks = report.get("tasks").and_then(Value::as_array).unwrap();
    let is_its = |task: &&Value| task.get("source").is_some_and(|name| name == source);
    tasks.iter().find(is_its).unwrap().clone()
}

/// Runs, and gives back how the run ended, and the status and code of the task of `source`.
fn outcome(warehouse: &Warehouse, source: &str) -> (i32, String, String) {
    let outcome = run(warehouse, &[]);
    let task = task(&outcome.json().unwrap(), source);
    let word = |name: &str| task.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    (outcome.code, word("status"), word("error_code"))
}

/// Waits for what a run does; far longer than it takes.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_mins(1), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Starts a run whose third page never comes, and waits until the first two are stored.
fn half_a_pull(warehouse: &Warehouse, cbs: &FakeCbs) -> Child {
    cbs.set_page_rows(10, 10);
    cbs.misbehave_after("/Observations", "$count", 2, 100, Misbehaviour::Stall);
    let mut command = warehouse.command(&["run"]).unwrap();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // Before the schema is there, the question itself is an error.
    wait_until("two pages in landing", || warehouse.value(PAGES).is_ok_and(|pages| pages == "2"));
    child
}

/// Requests for figures, without those that only count.
fn page_requests(cbs: &FakeCbs) -> Vec<String> {
    let requests = cbs.requests("/Observations").into_iter();
    requests.filter(|entry| !entry.query.contains("$count")).map(|entry| entry.target).collect()
}

#[test]
fn a_first_night_loads_all_and_an_unchanged_night_costs_one_request() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp"), jeugd("85002NED", "Wmo")]);
    let sources = [v4("jeugd", "85001NED", &cbs, "wet = \"jw\""), v4("wmo", "85002NED", &cbs, "")];
    let warehouse = warehouse(&sources);
    let first = run(&warehouse, &[]);
    assert_eq!(first.code, 0, "{first:?}");
    let loaded = task(&first.json().unwrap(), "jeugd");
    assert_eq!(
        (&loaded["unit"], &loaded["status"]),
        (&"tabel 85001NED".into(), &"succeeded".into())
    );
    assert_eq!(
        (&loaded["read"], &loaded["loaded"], &loaded["new"]),
        (&48.into(), &48.into(), &48.into())
    );
    assert_eq!(loaded["table_version"], "202601150200");
    assert_eq!(warehouse.value(CELLS).unwrap(), "96");
    let task_id = loaded["task_id"].as_i64().unwrap();
    let ledger = warehouse
        .value(&format!(
            "select gelezen, geladen, status, is_gepubliceerd from beheer.taak where taak_id = {task_id}"
        ))
        .unwrap();
    assert_eq!(ledger, "48|48|succeeded|t");
    let before =
        warehouse.query("select * from dwh.feit_statline order by 1, 2, 3, 4, 5, 6").unwrap();

    cbs.forget();
    let second = run(&warehouse, &[]);
    assert_eq!(second.code, 0, "{second:?}");
    assert_eq!(second.json().unwrap()["tasks"], Value::Array(vec![]));
    assert!(second.stderr.contains("nothing new"), "{}", second.stderr);
    let asked: Vec<String> = cbs.log().into_iter().map(|entry| entry.target).collect();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let after =
        warehouse.query("select * from dwh.feit_statline order by 1, 2, 3, 4, 5, 6").unwrap();
    assert_eq!(before, after);
    let status = warehouse.sluis(&["status", "--json"]).unwrap().json().unwrap();
    let jeugd =
        status["sources"].as_array().unwrap().iter().find(|source| source["name"] == "jeugd");
    assert_eq!(jeugd.unwrap()["status"], "succeeded", "{status}");
}

#[test]
fn both_protocols_bring_the_same_figures() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp"), jeugd("85002NED", "Jeugdhulp")]);
    cbs.set_page_rows(5, 7);
    let warehouse = warehouse(&[v3("oud", "85001NED", &cbs), v4("nieuw", "85002NED", &cbs, "")]);
    let outcome = run(&warehouse, &[]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let figures = |table: &str| {
        warehouse
            .query(&format!(
                "select g.gebiedscode, f.periode, o.titel, f.waarde, f.reden_leeg is null \
                 from dwh.feit_statline f join dwh.dim_gebied g using (gebied_sk) \
                 join dwh.dim_onderwerp o using (onderwerp_sk) where f.tabel_id = '{table}' order by 1, 2, 3"
            ))
            .unwrap()
    };
    assert_eq!(figures("85001NED").len(), 48);
    assert_eq!(figures("85001NED"), figures("85002NED"));
}

#[test]
fn a_revision_keeps_both_values_and_a_rerun_changes_nothing() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
    assert_eq!(run(&warehouse, &[]).code, 0);
    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").zet_cel(&["GM0344", "2025JJ00"], "M000001", "5820");
    });
    let report = run(&warehouse, &[]).json().unwrap();
    let loaded = task(&report, "jeugd");
    let counts = ["new", "changed", "gone", "same"].map(|name| loaded[name].as_i64().unwrap());
    assert_eq!(counts, [0, 1, 0, 47]);
    let both = "select versie, vervallen_versie, waarde from dwh.feit_statline where vervallen_op is not null \
                or waarde = 5820 order by geladen_op";
    let rows = warehouse.query(both).unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("202601150200|202607010200|"), "{rows:?}");
    assert_eq!(rows[1], "202607010200||5820");

    let before =
        warehouse.query("select * from dwh.feit_statline order by 1, 2, 3, 4, 5, 6").unwrap();
    let run_id = report["run_id"].to_string();
    let again = warehouse.sluis(&["rerun", &run_id, "--reason", "test", "--json"]).unwrap();
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(task(&again.json().unwrap(), "jeugd")["same"], 48);
    let after =
        warehouse.query("select * from dwh.feit_statline order by 1, 2, 3, 4, 5, 6").unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_table_that_fails_fails_alone_and_a_dead_cbs_leaves_the_messages() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp"), jeugd("85002NED", "Wmo")]);
    let sources = [v4("jeugd", "85001NED", &cbs, ""), v4("wmo", "85002NED", &cbs, "")];
    let warehouse = warehouse(&sources);
    cbs.misbehave("85001NED/Observations", 100, Misbehaviour::Html);
    let first = run(&warehouse, &[]);
    assert_eq!(first.code, 3, "{first:?}");
    let report = first.json().unwrap();
    assert_eq!(task(&report, "jeugd")["error_code"], "JSON_INVALID", "{report}");
    assert_eq!(task(&report, "wmo")["status"], "succeeded");
    assert_eq!(warehouse.value(CELLS).unwrap(), "48");
    cbs.behave();
    let again = warehouse.sluis(&["rerun", "--failed", "--json"]).unwrap();
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(warehouse.value(CELLS).unwrap(), "96");
    let open =
        "select count(*) from beheer.taak where status = 'failed' and overgedaan_in_run is null";
    assert_eq!(warehouse.value(open).unwrap(), "0");

    // The catalogue is away: each of its tables tells so, what is loaded stays, the inbox is read.
    cbs.misbehave("/Datasets", 100, Misbehaviour::Status(503));
    let dead = run(&warehouse, &[]);
    assert_eq!(dead.code, 3, "{dead:?}");
    let report = dead.json().unwrap();
    for source in ["jeugd", "wmo"] {
        assert_eq!(task(&report, source)["error_code"], "SOURCE_UNAVAILABLE", "{report}");
    }
    let status = warehouse.sluis(&["status", "--json"]).unwrap().json().unwrap();
    let stand = |name: &str| {
        let mut sources = status["sources"].as_array().unwrap().iter();
        sources.find(|source| source["name"] == name).unwrap()["status"].clone()
    };
    assert_eq!((stand("berichten"), stand("jeugd")), ("succeeded".into(), "failed".into()));
    // People see the code, too: the manual is ordered by it.
    let run_id = report["run_id"].to_string();
    for args in [&["status"][..], &["show", &run_id]] {
        let shown = warehouse.sluis(args).unwrap().stdout;
        assert!(shown.contains("  SOURCE_UNAVAILABLE: the catalogue cannot be reached"), "{shown}");
    }
    let only = run(&warehouse, &["--source", "jeugd"]);
    assert_eq!(only.code, 5, "{only:?}");
    assert_eq!(warehouse.value(CELLS).unwrap(), "96");
}

#[test]
fn what_cannot_be_asked_is_told_before_any_page() {
    let cbs = FakeCbs::start(vec![jeugd("85001ned", "Jeugdhulp")]);
    let warehouse = warehouse(&[]);
    for (table, more, code) in [
        ("85001NED", "", "TABLE_CASE"),
        ("85009NED", "", "TABLE_UNKNOWN"),
        ("85001ned", "regions = [\"GM9999\"]", "SELECTION_INVALID"),
        ("85001ned", "period = 2020", "CONFIG_INVALID"),
        ("85001ned", "region_dimension = \"Regio\"", "DIMENSION_CHOICE"),
    ] {
        follow(&warehouse, &[v4("jeugd", table, &cbs, more)]);
        cbs.forget();
        assert_eq!(outcome(&warehouse, "jeugd"), (3, "failed".to_owned(), code.to_owned()));
        assert_eq!(page_requests(&cbs), Vec::<String>::new(), "{code}");
    }
    assert_eq!(warehouse.value(CELLS).unwrap(), "0");
}

#[test]
fn a_table_that_changes_under_the_pull_is_pulled_again_once() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    cbs.set_page_rows(10, 10);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
    let moves = |version: &str| Misbehaviour::NewVersion("85001NED".to_owned(), version.to_owned());
    cbs.misbehave_after("/Observations", "$count", 2, 1, moves("202602010200"));
    assert_eq!(outcome(&warehouse, "jeugd"), (0, "succeeded".to_owned(), String::new()));
    let versions = "select distinct versie from dwh.feit_statline";
    assert_eq!(warehouse.query(versions).unwrap(), ["202602010200"]);
    // Twice is once too often: what stands stays.
    cbs.change("85001NED", |table| {
        table.zet_versie("202603010200").zet_cel(&["NL01", "2025JJ00"], "M000001", "1");
    });
    cbs.misbehave_after("/Observations", "$count", 1, 1, moves("202604010200"));
    cbs.misbehave_after("/Observations", "$count", 6, 1, moves("202605010200"));
    assert_eq!(outcome(&warehouse, "jeugd"), (3, "failed".to_owned(), "VERSION_MOVED".to_owned()));
    assert_eq!(warehouse.query(versions).unwrap(), ["202602010200"]);
    assert_eq!(warehouse.value(PAGES).unwrap(), "0");
    // The next night it holds still.
    cbs.behave();
    assert_eq!(outcome(&warehouse, "jeugd"), (0, "succeeded".to_owned(), String::new()));
    assert_eq!(warehouse.value(CELLS).unwrap(), "48");
}

#[test]
fn a_changed_meaning_waits_for_a_person() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
    assert_eq!(run(&warehouse, &[]).code, 0);
    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").zet_eenheid("M000001", "x 1000");
    });
    let drift = (3, "failed".to_owned(), "SCHEMA_DRIFT".to_owned());
    assert_eq!(outcome(&warehouse, "jeugd"), drift);
    assert_eq!(outcome(&warehouse, "jeugd"), drift);
    assert_eq!(warehouse.value(CELLS).unwrap(), "48");
    let accepted =
        warehouse.sluis(&["cbs", "accept", "jeugd", "--reden", "nieuwe eenheid"]).unwrap();
    assert_eq!(accepted.code, 0, "{accepted:?}");
    assert_eq!(outcome(&warehouse, "jeugd"), (0, "succeeded".to_owned(), String::new()));
    let units =
        "select distinct eenheid from dwh.feit_statline where vervallen_op is null order by 1";
    assert_eq!(warehouse.query(units).unwrap(), ["%", "x 1000"]);
}

#[test]
fn a_killed_run_and_a_stopped_run_cost_one_page() {
    for signal in ["KILL", "INT"] {
        let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
        let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
        let mut child = half_a_pull(&warehouse, &cbs);
        let asked = page_requests(&cbs);
        let status = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(status.unwrap().success());
        let ended = child.wait().unwrap();
        if signal == "INT" {
            assert_eq!(ended.code(), Some(130), "{ended:?}");
        }
        assert_eq!(warehouse.value(CELLS).unwrap(), "0", "nothing half");
        // Without the pages on disk: it is the pull itself that goes on.
        let _ = fs::remove_dir_all(warehouse.path("var/cbs"));
        cbs.behave();
        cbs.forget();
        assert_eq!(outcome(&warehouse, "jeugd"), (0, "succeeded".to_owned(), String::new()));
        assert_eq!(warehouse.value(CELLS).unwrap(), "48");
        let again = page_requests(&cbs);
        assert_eq!(again.len(), 3, "{signal}: {again:?}");
        for page in asked.iter().take(2) {
            assert!(!again.contains(page), "{signal}: page {page} was asked again");
        }
    }
}

#[test]
fn pages_on_disk_serve_a_pull_again_unless_they_were_wrong_or_a_rerun_asks() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    cbs.set_page_rows(10, 10);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
    // Pages that do not add up are refused, and are not served from disk the next night.
    cbs.misbehave_after("/Observations", "$count", 2, 1, Misbehaviour::NoNextLink);
    assert_eq!(outcome(&warehouse, "jeugd"), (3, "failed".to_owned(), "ODATA_COUNT".to_owned()));
    assert_eq!(warehouse.value(PAGES).unwrap(), "0");
    cbs.behave();
    assert_eq!(outcome(&warehouse, "jeugd"), (0, "succeeded".to_owned(), String::new()));
    // Who asks for it again wants it from CBS, not the same bytes.
    let asked = page_requests(&cbs);
    cbs.forget();
    let run_id = warehouse.value("select max(run_id) from beheer.run").unwrap();
    let again = warehouse.sluis(&["rerun", &run_id, "--reason", "test", "--json"]).unwrap();
    assert_eq!(task(&again.json().unwrap(), "jeugd")["same"], 48);
    assert!(!page_requests(&cbs).is_empty() && page_requests(&cbs).len() <= asked.len());
}

#[test]
fn cells_that_a_crash_of_the_server_took_come_back_from_the_pages_on_disk() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
    let mut child = half_a_pull(&warehouse, &cbs);
    let asked = page_requests(&cbs);
    child.kill().unwrap();
    child.wait().unwrap();
    // What a crash does to a table without a log; of the two pages, one also rots on disk.
    warehouse.query("truncate landing.statline_cel").unwrap();
    let pages = sluis_tests::files(&warehouse.path("var/cbs")).unwrap().into_iter();
    let page = pages.into_iter().find(|page| !page.ends_with("index")).unwrap();
    let rotten = vec![b'x'; usize::try_from(fs::metadata(&page).unwrap().len()).unwrap()];
    fs::write(&page, rotten).unwrap();
    // And once more, between the last page and the publication.
    let crash = "create table public.crashed (at timestamptz); \
                 create function public.crash() returns trigger language plpgsql as $$ begin \
                 if (select count(*) from public.crashed) = 0 \
                 and (select every(is_klaar) from landing.statline_deel) then \
                 delete from landing.statline_cel; insert into public.crashed values (now()); end if; \
                 return null; end $$; create trigger crash after insert on landing.statline_pagina \
                 for each statement execute function public.crash()";
    warehouse.query(crash).unwrap();
    cbs.behave();
    cbs.forget();
    assert_eq!(outcome(&warehouse, "jeugd"), (0, "succeeded".to_owned(), String::new()));
    assert_eq!(warehouse.value(CELLS).unwrap(), "48");
    let again = page_requests(&cbs);
    assert_eq!(warehouse.value("select count(*) from public.crashed").unwrap(), "1");
    let twice: Vec<_> = asked.iter().take(2).filter(|page| again.contains(page)).collect();
    assert_eq!(twice.len(), 1, "only the page that rotted: {again:?}");
    let once: std::collections::BTreeSet<_> = again.iter().collect();
    assert_eq!(once.len(), again.len(), "each page is asked once: {again:?}");
}

#[test]
fn a_backfill_asks_only_its_periods_and_stays() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "from = 2024")]);
    assert_eq!(run(&warehouse, &[]).code, 0);
    let years = "select distinct left(periode, 4) from dwh.feit_statline where vervallen_op is null order by 1";
    assert_eq!(warehouse.query(years).unwrap(), ["2024", "2025"]);
    let filled = warehouse
        .sluis(&["cbs", "backfill", "jeugd", "--from", "2020", "--to", "2021", "--json"])
        .unwrap();
    assert_eq!(filled.code, 0, "{filled:?}");
    let loaded = task(&filled.json().unwrap(), "jeugd");
    assert_eq!(
        (&loaded["read"], &loaded["new"], &loaded["gone"]),
        (&16.into(), &16.into(), &0.into())
    );
    assert_eq!(warehouse.query(years).unwrap(), ["2020", "2021", "2024", "2025"]);
    cbs.forget();
    let quiet = run(&warehouse, &[]);
    assert_eq!((quiet.code, cbs.log().len()), (0, 1), "{quiet:?}");
    // A new version brings the older periods too.
    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").zet_cel(&["GM0344", "2020JJ00"], "M000001", "1");
    });
    let report = run(&warehouse, &[]).json().unwrap();
    let loaded = task(&report, "jeugd");
    assert_eq!((&loaded["read"], &loaded["changed"]), (&32.into(), &1.into()));
    // Periods that the table does not have are not remembered.
    let refused = warehouse
        .sluis(&["cbs", "backfill", "jeugd", "--from", "1990", "--to", "1991", "--json"])
        .unwrap();
    assert_ne!(refused.code, 0, "{refused:?}");
    assert_eq!(warehouse.value("select count(*) from beheer.statline_aanvulling").unwrap(), "1");
}

#[test]
fn a_dry_run_tells_what_would_be_loaded_and_writes_nothing() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "regions = [\"GM*\"]\nfrom = 2025")]);
    let outcome = run(&warehouse, &["--dry-run"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let planned = task(&outcome.json().unwrap(), "jeugd");
    assert_eq!((&planned["read"], &planned["task_id"]), (&4.into(), &Value::Null));
    assert_eq!(page_requests(&cbs), Vec::<String>::new());
    for table in
        ["dwh.feit_statline", "beheer.taak", "ref.statline_catalogus", "beheer.statline_bron"]
    {
        assert_eq!(
            warehouse.value(&format!("select count(*) from {table}")).unwrap(),
            "0",
            "{table}"
        );
    }
    assert!(!warehouse.path("var/cbs").exists());
}

/// The map of municipalities: which lies where, by groups of its own.
fn gemeentekaart() -> FakeTable {
    FakeTable::new("03759ned", "Bevolking")
        .dimensie(
            FakeDimensie::regios([("NL01", "Nederland"), ("PV26", "Utrecht (PV)")])
                .groep("NL", "Nederland", None)
                .groep("PV", "Provincies", None)
                .groep("GMPV26", "Gemeenten in Utrecht", None)
                .code(FakeCode::new("GM0344", "Utrecht (gemeente)").groep("GMPV26")),
        )
        .dimensie(FakeDimensie::perioden(["2025JJ00"]))
        .onderwerp(FakeOnderwerp::new("M000001", "Inwoners"))
}

#[test]
fn the_map_of_municipalities_is_loaded_first_whatever_its_place() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp"), gemeentekaart()]);
    // Another catalogue, that would come first, and behind the table that needs the map.
    let jeugd = v3("jeugd", "85001NED", &cbs) + "regions = [\"gemeenten van PV26\"]\n";
    let warehouse = warehouse(&[jeugd, v4("bevolking", "03759ned", &cbs, "")]);
    let dry = run(&warehouse, &["--dry-run"]);
    let planned = task(&dry.json().unwrap(), "jeugd");
    assert_eq!(planned["error_code"], "SELECTION_INVALID", "{dry:?}");
    let told = planned["error"].as_str().unwrap();
    assert!(told.contains("cannot know them before 03759ned is loaded"), "{told}");
    // Not even when the map comes only after another try.
    cbs.misbehave("03759ned/Observations", 2, Misbehaviour::Status(503));
    let report = run(&warehouse, &[]);
    assert_eq!(report.code, 0, "{report:?}");
    assert!(report.stderr.contains("tried once more"), "{}", report.stderr);
    assert_eq!(task(&report.json().unwrap(), "jeugd")["loaded"], 12);
}

#[test]
fn a_newer_edition_is_told_once_with_both_ids() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp 2024")]);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
    let first = run(&warehouse, &[]).json().unwrap();
    assert_eq!(first["notices"], Value::Array(vec![]), "{first}");
    cbs.add(jeugd("85999NED", "Jeugdhulp 2025"));
    let second = run(&warehouse, &[]).json().unwrap();
    let notice = &second["notices"][0];
    assert_eq!(
        (&notice["code"], &notice["source"]),
        (&"NEW_EDITION".into(), &"jeugd".into()),
        "{second}"
    );
    let text = notice["text"].as_str().unwrap();
    assert!(text.contains("85001NED") && text.contains("85999NED"), "{text}");
    assert_eq!(run(&warehouse, &[]).json().unwrap()["notices"], Value::Array(vec![]));
}

#[test]
fn a_first_load_without_rows_tells_of_no_old_figures() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    cbs.change("85001NED", |table| {
        table.zet_cel(&["GM0344", "2025JJ00"], "M000001", FakeCel::Afwezig);
    });
    let one = "regions = [\"GM0344\"]\nfrom = 2025\nmeasures = [\"M000001\"]";
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, one)]);
    let failed = task(&run(&warehouse, &[]).json().unwrap(), "jeugd");
    assert_eq!(failed["error_code"], "ZERO_ROWS", "{failed}");
    assert!(failed["error"].as_str().unwrap().contains("nothing of it is loaded"), "{failed}");
}

#[test]
fn a_table_that_lost_its_rows_keeps_what_stands() {
    let cbs = FakeCbs::start(vec![jeugd("85001NED", "Jeugdhulp")]);
    let warehouse = warehouse(&[v4("jeugd", "85001NED", &cbs, "")]);
    assert_eq!(run(&warehouse, &[]).code, 0);
    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").verberg_waarnemingen();
    });
    assert_eq!(
        outcome(&warehouse, "jeugd"),
        (3, "failed".to_owned(), "OBSERVATIONS_GONE".to_owned())
    );
    assert_eq!(warehouse.value(CELLS).unwrap(), "48");
}
