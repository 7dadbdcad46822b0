//! A first load from the file with the whole of a table: the same figures as by pages, or none.
//!
//! No such file was ever recorded: the fake makes one as it is told.

use std::fs;
use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sluis_tests::{Outcome, Warehouse};
use testkit::fake_cbs::{FakeCbs, FakeCel, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What holds now, without when it came.
const STANDS: &str = "select o.onderwerp_code, g.gebiedscode, f.dimensies, f.periode, f.versie, f.waarde, f.tekst, f.reden_leeg \
                      from dwh.feit_statline as f inner join dwh.dim_gebied as g using (gebied_sk) \
                      inner join dwh.dim_onderwerp as o using (onderwerp_sk) \
                      where f.vervallen_op is null order by 1, 2, 3, 4";
/// What a pull leaves when it is not ended.
const REST: &str = "select (select count(*) from landing.statline_trek) + (select count(*) from landing.statline_cel) \
                    + (select count(*) from landing.statline_pagina)";
const FILE: &str = "/csv/CBS/nl/85001NED";

/// Three areas, two members, six years and three measures: numbers with and without decimals, texts, empty cells, and a
/// cell that is absent. 107 rows.
fn tabel() -> FakeTable {
    let regios = [("NL01", "Nederland"), ("GM0344", "Utrecht; stad"), ("GM0363", "Amsterdam")];
    FakeTable::new("85001NED", "Jeugdhulp")
        .dimensie(FakeDimensie::categorie("Geslacht", [("T001038", "Totaal"), ("3000", "Mannen")]))
        .dimensie(FakeDimensie::regios(regios))
        .dimensie(FakeDimensie::perioden((2020..2026).map(|jaar| format!("{jaar}JJ00"))))
        .onderwerp(FakeOnderwerp::new("M000001", "Jongeren met jeugdhulp"))
        .onderwerp(FakeOnderwerp::new("M000002", "Aandeel").eenheid("%").decimalen(1))
        .onderwerp(FakeOnderwerp::new("M000003", "Naam").gegevenstype("String"))
        .formule(|plek| {
            let sum = plek.posities.iter().fold(3_u32, |sum, at| sum * 7 + at);
            match (sum % 9, plek.plek_onderwerp) {
                (0, _) => FakeCel::Leeg("Impossible".to_owned()),
                (1, _) => FakeCel::Leeg("Confidential".to_owned()),
                (_, 0) => FakeCel::Getal((sum * 10).to_string()),
                (_, 1) => FakeCel::Getal(format!("-{}.{}", sum % 100, sum % 10)),
                _ => FakeCel::Tekst(format!("Zo \"{sum}\"; en zo")),
            }
        })
        .cel(&["3000", "GM0363", "2025JJ00"], "M000001", FakeCel::Afwezig)
}

/// A warehouse that follows the table.
fn follow(cbs: &FakeCbs, more: &str) -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    configure(&warehouse, cbs, more, "");
    warehouse
}

fn configure(warehouse: &Warehouse, cbs: &FakeCbs, more: &str, section: &str) {
    warehouse.configure(&[]).unwrap();
    let file = warehouse.path("sluis.toml");
    let base = fs::read_to_string(&file).unwrap();
    let url = cbs.url_v4();
    let source = format!(
        "[[source]]\nname = \"jeugd\"\nkind = \"cbs\"\ntable = \"85001NED\"\nbase_url = \"{url}\"\n\
         {more}\n[cbs]\ntries = 1\nretry_ms = 1\n{section}\n"
    );
    fs::write(file, base + &source).unwrap();
}

fn run(warehouse: &Warehouse, code: i32) -> (Value, Outcome) {
    let outcome = warehouse.sluis(&["run", "--json"]).unwrap();
    assert_eq!(outcome.code, code, "{outcome:?}");
    let report = outcome.json().unwrap();
    let tasks = report.get("tasks").and_then(Value::as_array).unwrap();
    let is_its = |task: &&Value| task.get("source").is_some_and(|name| name == "jeugd");
    let task = tasks.iter().find(is_its).cloned().unwrap_or_default();
    (task, outcome)
}

/// Code and words of the last failure.
fn failure(warehouse: &Warehouse) -> (String, String) {
    let told = "select foutcode, fout from beheer.taak where status = 'failed' order by taak_id desc limit 1";
    let row = warehouse.query(told).unwrap().pop().unwrap();
    let (code, text) = row.split_once('|').unwrap();
    (code.to_owned(), text.to_owned())
}

/// Nothing half in the warehouse, and no file on disk.
fn assert_nothing_half(warehouse: &Warehouse, what: &str) {
    assert_eq!(warehouse.query(STANDS).unwrap(), Vec::<String>::new(), "{what}");
    assert_eq!(warehouse.value(REST).unwrap(), "0", "{what}");
    assert_no_file(warehouse, what);
}

fn assert_no_file(warehouse: &Warehouse, what: &str) {
    let files = fs::read_dir(warehouse.path("var/cbs")).into_iter().flatten();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let zips: Vec<String> = files.filter(|name| name.contains("bulk")).collect();
    assert_eq!(zips, Vec::<String>::new(), "{what}");
}

/// Waits for what a run does; far longer than it takes.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_mins(1), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Requests for rows, in pages.
fn pages(cbs: &FakeCbs) -> usize {
    let asked = cbs.requests("/Observations").into_iter();
    asked.filter(|entry| !entry.query.contains("$count")).count()
}

#[test]
fn a_first_load_by_file_is_that_by_pages_and_later_nights_use_pages() {
    for (selection, rows) in [
        ("", 107),
        ("regions = [\"GM0363\"]\nfrom = 2024\nmeasures = [\"M000001\", \"M000003\"]", 7),
    ] {
        let cbs = FakeCbs::start(vec![tabel()]);
        cbs.set_page_rows(10, 10);
        let by_pages = follow(&cbs, selection);
        run(&by_pages, 0);
        assert_eq!(cbs.requests(FILE).len(), 0);
        cbs.forget();
        let by_file = follow(&cbs, &format!("bulk = true\n{selection}"));
        let (task, _) = run(&by_file, 0);
        assert_eq!((&task["read"], &task["new"]), (&rows.into(), &rows.into()), "{task}");
        assert_eq!((cbs.requests(FILE).len(), pages(&cbs)), (1, 0), "{:?}", cbs.log());
        let stands = by_pages.query(STANDS).unwrap();
        assert_eq!(stands.len(), rows);
        assert_eq!(by_file.query(STANDS).unwrap(), stands, "{selection}");
        let parts = "select cellen, nieuw from ref.statline_tabel";
        assert_eq!(by_file.query(parts).unwrap(), by_pages.query(parts).unwrap());
        assert_eq!(by_file.value(REST).unwrap(), "0");
        assert_no_file(&by_file, selection);

        // A quiet night: the look at the catalogue and nothing else.
        cbs.forget();
        run(&by_file, 0);
        assert_eq!(cbs.log().len(), 1, "{:?}", cbs.log());
        // To load it by pages from now on is another way to the same figures.
        configure(&by_file, &cbs, selection, "");
        run(&by_file, 0);
        assert_eq!(cbs.log().len(), 2, "{:?}", cbs.log());
        configure(&by_file, &cbs, &format!("bulk = true\n{selection}"), "");

        cbs.change("85001NED", |table| {
            table.zet_versie("202607010200");
            table.zet_cel(&["3000", "GM0363", "2024JJ00"], "M000001", "5820");
        });
        cbs.forget();
        let (task, _) = run(&by_file, 0);
        assert_eq!((&task["changed"], &task["new"]), (&1.into(), &0.into()), "{task}");
        assert_eq!(cbs.requests(FILE).len(), 0);
        assert!(pages(&cbs) > 0);
        run(&by_pages, 0);
        assert_eq!(by_file.query(STANDS).unwrap(), by_pages.query(STANDS).unwrap());
    }
}

#[test]
fn many_rows_come_in_several_pages_of_the_file() {
    // 120,000 rows: three pages of the file, of which the last has no row of the selection.
    let cbs = FakeCbs::start(vec![FakeTable::groot("85001NED", 20, 100, 30)]);
    let selection = "from = 2000\ndimensions = { Kenmerken = [\"A000001\", \"A000050\"] }";
    let by_file = follow(&cbs, &format!("bulk = true\n{selection}"));
    let (task, _) = run(&by_file, 0);
    assert_eq!(task["read"], 2 * 20 * 30 * 2, "{task}");
    assert_eq!((cbs.requests(FILE).len(), pages(&cbs)), (1, 0));
    let by_pages = follow(&cbs, selection);
    run(&by_pages, 0);
    assert_eq!(by_file.query(STANDS).unwrap(), by_pages.query(STANDS).unwrap());
    let whole = follow(&cbs, "bulk = true");
    cbs.forget();
    let (task, outcome) = run(&whole, 0);
    assert_eq!(task["read"], 120_000, "{task}");
    // What the table says of itself is its count: no part of it is counted.
    assert_eq!(cbs.requests("/Observations").len(), 0, "{:?}", cbs.log());
    assert!(outcome.stderr.contains("fetching the file of a whole table"), "{}", outcome.stderr);
}

/// A ZIP with these rows as its observations.
fn zip_of(lines: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("Observations.csv", SimpleFileOptions::default()).unwrap();
    zip.write_all(lines.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_file_that_is_not_right_loads_nothing_and_tells_the_way_back() {
    const ALWAYS: u32 = 100;
    let columns = "Id;Measure;Geslacht;RegioS;Perioden;Waarde;StringValue;ValueAttribute\r\n";
    let one = "Id;Measure;Geslacht;RegioS;Perioden;Value;StringValue;ValueAttribute\r\n\
               0;M000001;T001038;NL01;2020JJ00;1;;None\r\n";
    let cases = [
        ("no file", Misbehaviour::Status(404), "HTTP_STATUS"),
        ("a busy server", Misbehaviour::Status(503), "HTTP_STATUS"),
        ("a cut file", Misbehaviour::CutJson, "BODY_CUT"),
        ("a broken line", Misbehaviour::DropAfter(100), "BODY_CUT"),
        ("a page of maintenance", Misbehaviour::Html, "BODY_CUT"),
        ("another column", Misbehaviour::Body(zip_of(columns)), "ODATA_FIELD"),
        ("one row", Misbehaviour::Body(zip_of(one)), "ODATA_COUNT"),
        ("silence", Misbehaviour::Stall, "HTTP_TIMEOUT"),
        // Larger than it may be.
        ("a large file", Misbehaviour::Body(vec![b'x'; 1 << 21]), "BODY_TOO_LARGE"),
    ];
    let cbs = FakeCbs::start(vec![tabel()]);
    let warehouse = follow(&cbs, "");
    configure(&warehouse, &cbs, "bulk = true", "bulk_mb_max = 1\nread_seconds = 2");
    for (what, misbehaviour, expect) in cases {
        cbs.misbehave(FILE, ALWAYS, misbehaviour);
        let (task, _) = run(&warehouse, 3);
        assert_eq!(task["error_code"], expect, "{what}: {task}");
        let (code, text) = failure(&warehouse);
        assert_eq!(code, expect, "{what}");
        assert!(text.contains("set bulk = false"), "{what}: {text}");
        assert_nothing_half(&warehouse, what);
        assert_eq!(pages(&cbs), 0, "{what}: no other way than the one that was chosen");
        cbs.behave();
    }
    let (_, text) = failure(&warehouse);
    assert!(text.contains("raise cbs.bulk_mb_max, or set bulk = false"), "{text}");
    // What it advises helps.
    configure(&warehouse, &cbs, "bulk = false", "");
    run(&warehouse, 0);
    assert_eq!(warehouse.query(STANDS).unwrap().len(), 107);
}

#[test]
fn a_download_that_breaks_off_once_is_repeated_once() {
    let cbs = FakeCbs::start(vec![tabel()]);
    let warehouse = follow(&cbs, "bulk = true");
    cbs.misbehave(FILE, 1, Misbehaviour::DropAfter(100));
    run(&warehouse, 0);
    assert_eq!(cbs.requests(FILE).len(), 2);
    assert_eq!(warehouse.query(STANDS).unwrap().len(), 107);
}

#[test]
fn a_wrong_count_loads_nothing() {
    // The table says more, or less, than its file has.
    for aantal in [106, 108] {
        let cbs = FakeCbs::start(vec![tabel().aantal(aantal)]);
        let warehouse = follow(&cbs, "bulk = true");
        let (task, _) = run(&warehouse, 3);
        assert_eq!(task["error_code"], "ODATA_COUNT", "{task}");
        assert!(failure(&warehouse).1.contains("set bulk = false"));
        assert_nothing_half(&warehouse, "a wrong count");
    }
    // The count of the selection is another one.
    let cbs = FakeCbs::start(vec![tabel()]);
    let warehouse = follow(&cbs, "bulk = true\nregions = [\"GM0344\"]");
    cbs.misbehave("$count=true", 100, Misbehaviour::WrongCount(35));
    let (task, _) = run(&warehouse, 3);
    assert_eq!(task["error_code"], "ODATA_COUNT", "{task}");
    let (_, text) = failure(&warehouse);
    assert!(text.contains("it gave 36 rows of the selection, it must give 35"), "{text}");
    assert_nothing_half(&warehouse, "a wrong count of the selection");
    cbs.behave();
    run(&warehouse, 0);
    assert_eq!(warehouse.query(STANDS).unwrap().len(), 36);
}

#[test]
fn a_version_that_moves_under_the_file_is_pulled_again_once() {
    let cbs = FakeCbs::start(vec![tabel()]);
    let warehouse = follow(&cbs, "bulk = true");
    let moves = |version: &str| Misbehaviour::NewVersion("85001NED".to_owned(), version.to_owned());
    cbs.misbehave(FILE, 1, moves("202602010200"));
    cbs.misbehave_after(FILE, "", 1, 1, moves("202602020200"));
    let (task, _) = run(&warehouse, 3);
    assert_eq!(task["error_code"], "VERSION_MOVED", "{task}");
    assert_nothing_half(&warehouse, "a moved version");
    cbs.behave();
    cbs.forget();
    cbs.misbehave(FILE, 1, moves("202603010200"));
    run(&warehouse, 0);
    assert_eq!(cbs.requests(FILE).len(), 2);
    let stands = warehouse.query(STANDS).unwrap();
    assert_eq!(stands.len(), 107);
    assert!(stands.iter().all(|row| row.contains("|202603010200|")));
}

#[test]
fn a_killed_or_stopped_run_fetches_the_file_again() {
    for signal in ["KILL", "INT"] {
        let cbs = FakeCbs::start(vec![tabel()]);
        let warehouse = follow(&cbs, "bulk = true");
        // The file comes very slowly.
        cbs.misbehave(FILE, 1, Misbehaviour::Slow(100));
        let mut command = warehouse.command(&["run"]).unwrap();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait_until("the file is asked", || !cbs.requests(FILE).is_empty());
        let status = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(status.unwrap().success());
        let ended = child.wait().unwrap();
        if signal == "INT" {
            assert_eq!(ended.code(), Some(130), "{ended:?}");
        }
        assert_eq!(warehouse.query(STANDS).unwrap(), Vec::<String>::new(), "{signal}");
        assert_no_file(&warehouse, signal);
        run(&warehouse, 0);
        assert_eq!(cbs.requests(FILE).len(), 2);
        assert_eq!(warehouse.query(STANDS).unwrap().len(), 107);
        assert_eq!(warehouse.value(REST).unwrap(), "0");
    }
}

#[test]
fn pages_of_a_file_that_is_gone_are_not_gone_on_with() {
    let cbs = FakeCbs::start(vec![FakeTable::groot("85001NED", 20, 100, 30)]);
    let warehouse = follow(&cbs, "bulk = true");
    cbs.misbehave(FILE, 1, Misbehaviour::Status(404));
    run(&warehouse, 3);
    // The second page takes for ever, so that the run is killed when one of three is stored.
    let slow = "create function landing.slaap() returns trigger language plpgsql as \
                $$ begin perform pg_sleep(600); return new; end $$; \
                create trigger slaap before insert on landing.statline_pagina \
                for each row when (new.pagina = 1) execute function landing.slaap()";
    warehouse.query(slow).unwrap();
    let mut command = warehouse.command(&["run"]).unwrap();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let stored = "select count(*) from landing.statline_pagina";
    wait_until("a page in landing", || warehouse.value(stored).unwrap() == "1");
    child.kill().unwrap();
    child.wait().unwrap();
    let wake = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
                where datname = current_database() and wait_event = 'PgSleep'";
    wait_until("no one sleeps", || warehouse.value(wake).unwrap() == "0");
    warehouse.query("drop function landing.slaap() cascade").unwrap();
    assert_no_file(&warehouse, "killed while it is read");
    assert_eq!(warehouse.value(stored).unwrap(), "1");
    // A file is made anew at CBS: its first rows need not be those that are stored.
    cbs.change("85001NED", |table| {
        table.zet_cel(&["A000000", "GM0000", "2000JJ00"], "M000001", "987654");
    });
    let (task, _) = run(&warehouse, 0);
    assert_eq!((&task["read"], &task["new"]), (&120_000.into(), &120_000.into()), "{task}");
    let anew = "select count(*) from dwh.feit_statline where waarde = 987654";
    assert_eq!(warehouse.value(anew).unwrap(), "1");
    assert_eq!(warehouse.value(REST).unwrap(), "0");
}

#[test]
fn a_dry_run_fetches_no_file_and_an_address_can_be_given() {
    let cbs = FakeCbs::start(vec![tabel()]);
    let elsewhere = FakeCbs::start(vec![tabel()]);
    let address = elsewhere.url_bulk("85001NED");
    let warehouse = follow(&cbs, &format!("bulk = true\nbulk_url = \"{address}\""));
    let outcome = warehouse.sluis(&["run", "--dry-run", "--json"]).unwrap();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(outcome.json().unwrap()["tasks"][0]["read"], 107);
    assert_eq!(elsewhere.log().len(), 0);
    run(&warehouse, 0);
    assert_eq!((elsewhere.log().len(), cbs.requests("/csv/").len()), (1, 0));
    assert_eq!(warehouse.query(STANDS).unwrap().len(), 107);
}
