//! Every way in which the fake CBS misbehaves, on a night with a new version: it ends as described, and nothing half.

use std::fs;

use serde_json::Value;
use sluis_tests::Warehouse;
use testkit::fake_cbs::{FakeCbs, FakeCel, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour};

/// What holds now, without when it came.
const STANDS: &str = "select tabel_id, onderwerp_sk, gebied_sk, periode, versie, waarde, reden_leeg \
                      from dwh.feit_statline where vervallen_op is null order by 1, 2, 3, 4";

/// Five areas, eight years and one measure: forty rows, on pages of ten.
fn tabel() -> FakeTable {
    let regios = (1..=5).map(|nr| (format!("GM000{nr}"), format!("Gemeente {nr}")));
    FakeTable::new("85001NED", "Jeugdhulp")
        .dimensie(FakeDimensie::regios(regios))
        .dimensie(FakeDimensie::perioden((2018..2026).map(|jaar| format!("{jaar}JJ00"))))
        .onderwerp(FakeOnderwerp::new("M000001", "Jongeren met jeugdhulp"))
        .formule(|plek| {
            let sum = plek.posities.iter().fold(1_u32, |sum, at| sum * 9 + at);
            if sum % 7 == 0 {
                FakeCel::Leeg("Impossible".to_owned())
            } else {
                FakeCel::Getal(sum.to_string())
            }
        })
}

fn warehouse(cbs: &FakeCbs, protocol: &str, cached: bool) -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    let url = if protocol == "v3" { cbs.url_v3() } else { cbs.url_v4() };
    let file = warehouse.path("sluis.toml");
    let config = fs::read_to_string(&file).unwrap();
    let cache = if cached { 100 } else { 0 };
    let source = format!(
        "[[source]]\nname = \"jeugd\"\nkind = \"cbs\"\ntable = \"85001NED\"\nprotocol = \"{protocol}\"\n\
         base_url = \"{url}\"\n[cbs]\ntries = 2\nretry_ms = 1\nread_seconds = 1\npage_seconds = 3\n\
         page_mb_max = 1\ncache_mb_max = {cache}\n"
    );
    fs::write(file, config + &source).unwrap();
    warehouse
}

/// Status and code of the task of the table; empty when there was no task.
fn run(warehouse: &Warehouse) -> (String, String) {
    let outcome = warehouse.sluis(&["run", "--json"]).unwrap();
    assert!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    let report = outcome.json().unwrap();
    let tasks = report.get("tasks").and_then(Value::as_array).unwrap();
    let is_its = |task: &&Value| task.get("source").is_some_and(|name| name == "jeugd");
    let task = tasks.iter().find(is_its).cloned().unwrap_or_default();
    let word = |name: &str| task.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    (word("status"), word("error_code"))
}

/// A new version with one other figure.
fn revise(cbs: &FakeCbs, version: &str, figure: &str) {
    cbs.change("85001NED", |table| {
        table.zet_versie(version).zet_cel(&["GM0003", "2020JJ00"], "M000001", figure);
    });
}

/// What goes wrong with the pages, and the code that it ends under; no code: it costs nothing.
fn cases() -> Vec<(&'static str, u32, Misbehaviour, &'static str)> {
    use Misbehaviour::*;
    const ALWAYS: u32 = 1_000;
    vec![
        ("a busy server, once", 1, Status(503), ""),
        ("a busy server that says when, once", 1, RetryAfter(429, 1), ""),
        ("a broken line, once", 1, DropAfter(100), ""),
        ("half a body, once", 1, CutJson, ""),
        ("a mark before the body", ALWAYS, Bom, ""),
        ("a packed body", ALWAYS, Gzip, ""),
        ("a busy server", ALWAYS, Status(503), "HTTP_STATUS"),
        ("a fault of the server", ALWAYS, Status(500), "HTTP_STATUS"),
        ("a closed door", ALWAYS, Reset, "BODY_CUT"),
        ("a broken line", ALWAYS, DropAfter(100), "BODY_CUT"),
        ("a wrong length", ALWAYS, WrongLength(100_000), "BODY_CUT"),
        ("half a body", ALWAYS, CutJson, "JSON_INVALID"),
        ("a page of maintenance", ALWAYS, Html, "JSON_INVALID"),
        ("no body", ALWAYS, Empty, "JSON_INVALID"),
        ("something behind the body", ALWAYS, Garbage("<!-- -->".to_owned()), "JSON_INVALID"),
        ("an error instead of figures", ALWAYS, ErrorObject, "ODATA_ERROR"),
        (
            "another host",
            ALWAYS,
            NextLink("http://169.254.169.254/latest/".to_owned()),
            "ODATA_HOST",
        ),
        ("a file", ALWAYS, NextLink("file:///etc/passwd".to_owned()), "ODATA_HOST"),
        ("a link to itself", ALWAYS, NextIsSelf, "ODATA_LOOP"),
        ("a circle", ALWAYS, NextIsCircle, "ODATA_LOOP"),
        ("empty pages without end", ALWAYS, Endless, "ODATA_PAGES"),
        ("no link to what follows", ALWAYS, NoNextLink, "ODATA_COUNT"),
        ("rows that are skipped", ALWAYS, Gap(3), "ODATA_COUNT"),
        ("rows that come twice", ALWAYS, Overlap(3), ""),
        ("elsewhere", ALWAYS, Redirect("http://127.0.0.2:9/x".to_owned()), "HTTP_REDIRECT"),
        ("round and round", ALWAYS, RedirectToSelf, "HTTP_REDIRECT"),
        ("silence", ALWAYS, Stall, "HTTP_TIMEOUT"),
        (
            "a version that keeps moving",
            ALWAYS,
            NewVersion("85001NED".to_owned(), String::new()),
            "VERSION_MOVED",
        ),
    ]
}

fn check(protocol: &str, set: &str) {
    let cbs = FakeCbs::start(vec![tabel()]);
    cbs.set_page_rows(10, 10);
    let warehouse = warehouse(&cbs, protocol, false);
    assert_eq!(run(&warehouse), ("succeeded".to_owned(), String::new()));
    let mut stands = warehouse.query(STANDS).unwrap();
    assert_eq!(stands.len(), 40);
    for (nr, (what, times, misbehaviour, code)) in (1_u32..).zip(cases()) {
        let what = format!("{protocol}: {what}");
        let version = format!("2026{:02}{:02}0200", 2 + nr / 28, 1 + nr % 28);
        revise(&cbs, &version, &(10_000 + nr).to_string());
        match misbehaviour {
            Misbehaviour::NewVersion(id, _) => {
                // Each pull meets a newer version after its second page.
                for (pages, moved) in [(1, "202701010200"), (6, "202701020200")] {
                    let moved = Misbehaviour::NewVersion(id.clone(), moved.to_owned());
                    cbs.misbehave_after(set, "$top=1", pages, 1, moved);
                }
            }
            other => cbs.misbehave_after(set, "$top=1", 0, times, other),
        }
        let (status, found) = run(&warehouse);
        if code.is_empty() {
            assert_eq!((&*status, &*found), ("succeeded", ""), "{what}");
        } else {
            assert_eq!((&*status, &*found), ("failed", code), "{what}");
            assert_eq!(warehouse.query(STANDS).unwrap(), stands, "{what}: nothing half");
            cbs.behave();
            assert_eq!(run(&warehouse).0, "succeeded", "{what}: the night after it");
        }
        cbs.behave();
        stands = warehouse.query(STANDS).unwrap();
        assert_eq!(stands.len(), 40, "{what}");
        let figure = format!("|{}|", 10_000 + nr);
        assert_eq!(stands.iter().filter(|row| row.contains(&figure)).count(), 1, "{what}");
    }
    let rest = "select (select count(*) from landing.statline_trek) + (select count(*) from landing.statline_cel)";
    assert_eq!(warehouse.value(rest).unwrap(), "0");
    // Every revision of the one cell is there, one after the other.
    let revisions = "select count(*), count(vervallen_op), count(distinct versie) from dwh.feit_statline as f \
                     inner join dwh.dim_gebied as g using (gebied_sk) \
                     where gebiedscode = 'GM0003' and periode = '2020JJ00'";
    let all = cases().len();
    assert_eq!(warehouse.value(revisions).unwrap(), format!("{}|{all}|{}", all + 1, all + 1));
}

#[test]
fn whatever_v4_does_the_figures_that_stand_stay_or_the_new_ones_are_whole() {
    check("v4", "/85001NED/Observations");
}

#[test]
fn whatever_v3_does_the_figures_that_stand_stay_or_the_new_ones_are_whole() {
    check("v3", "/85001NED/UntypedDataSet");
}

#[test]
fn a_last_page_that_is_full_ends_and_a_grown_list_moves_no_figure() {
    let regios = (0..100).map(|nr| (format!("GM{nr:04}"), format!("Gemeente {nr}")));
    let table = FakeTable::new("85001NED", "Jeugdhulp")
        .dimensie(FakeDimensie::regios(regios))
        .dimensie(FakeDimensie::perioden((1926..2026).map(|jaar| format!("{jaar}JJ00"))))
        .onderwerp(FakeOnderwerp::new("M000001", "Aantal"))
        .formule(|plek| FakeCel::Getal(plek.posities.iter().sum::<u32>().to_string()));
    let cbs = FakeCbs::start(vec![table]);
    let warehouse = warehouse(&cbs, "v3", true);
    assert_eq!(run(&warehouse).0, "succeeded");
    assert_eq!(warehouse.query(STANDS).unwrap().len(), 10_000);
    // A code in front shifts the number of every row: no figure is another one.
    cbs.change("85001NED", |table| {
        table.zet_versie("202603010200");
        table.voeg_code_toe("RegioS", 0, testkit::fake_cbs::FakeCode::new("GM1999", "Nieuw"));
    });
    let outcome = warehouse.sluis(&["run", "--json"]).unwrap();
    let report: Value = outcome.json().unwrap();
    let tasks = report["tasks"].as_array().unwrap();
    let task = tasks.iter().find(|task| task["source"] == "jeugd").unwrap();
    let counts = ["new", "changed", "gone", "same"].map(|name| task[name].as_i64().unwrap());
    assert_eq!((counts[0], counts[2]), (100, 0), "{task}");
    assert_eq!(counts[0] + counts[1] + counts[3], 10_100, "{task}");
}
