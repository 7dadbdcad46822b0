//! `sluis cbs` on a real Postgres and a fake CBS.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use sluis_tests::{Outcome, Warehouse};
use testkit::fake_cbs::{FakeCbs, FakeDimensie, FakeOnderwerp, FakeTable, voorbeelden};

/// Two areas, four half-years, three ages and two measures.
fn wmo() -> FakeTable {
    let perioden = ["2020HJ01", "2020HJ02", "2021HJ01", "2021HJ02", "2022JJ00"];
    let leeftijden = [("10000", "Totaal"), ("53050", "=15 tot 25 jaar")];
    FakeTable::new("85001NED", "Wmo-cliënten; regio")
        .dimensie(FakeDimensie::regios([("NL01", "Nederland"), ("GM0344", "Utrecht (gemeente)")]))
        .dimensie(FakeDimensie::categorie("Leeftijd", leeftijden))
        .dimensie(FakeDimensie::perioden(perioden))
        .onderwerp(FakeOnderwerp::new("M000001", "Cliënten").eenheid("x 1 000").decimalen(1))
        .formule(|plek| {
            let sum: u32 = plek.posities.iter().sum();
            testkit::fake_cbs::FakeCel::Getal(format!("{sum}.5"))
        })
}

fn follow(cbs: &FakeCbs, more: &str) -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    configure(&warehouse, cbs, more);
    warehouse
}

fn configure(warehouse: &Warehouse, cbs: &FakeCbs, more: &str) {
    warehouse.configure(&[]).unwrap();
    let file = warehouse.path("sluis.toml");
    let base = fs::read_to_string(&file).unwrap();
    let url = cbs.url_v4();
    let source = format!(
        "[[source]]\nname = \"wmo\"\nkind = \"cbs\"\ntable = \"85001NED\"\nbase_url = \"{url}\"\n\
         {more}\n[cbs]\ntries = 1\nretry_ms = 1\nconnect_seconds = 2\n"
    );
    fs::write(file, format!("{base}{source}")).unwrap();
}

fn sluis(warehouse: &Warehouse, args: &[&str], code: i32) -> Outcome {
    let outcome = warehouse.sluis(args).unwrap();
    assert_eq!(outcome.code, code, "{args:?}: {outcome:?}");
    outcome
}

fn json(warehouse: &Warehouse, args: &[&str], code: i32) -> Value {
    sluis(warehouse, args, code).json().unwrap()
}

#[test]
fn a_search_asks_cbs_until_a_run_stored_the_catalogue() {
    let cbs = FakeCbs::start(vec![
        wmo(),
        FakeTable::new("85002NED", "Jeugdzorg; regio")
            .dimensie(FakeDimensie::perioden(["2022JJ00"]))
            .onderwerp(FakeOnderwerp::new("M000001", "Jongeren")),
    ]);
    let warehouse = follow(&cbs, "");
    let live = json(&warehouse, &["cbs", "search", "WMO", "clienten", "--json"], 0);
    assert_eq!((&live["is_live"], &live["tables"][0]["table"]), (&json!(true), &json!("85001NED")));
    assert_eq!(live["tables"][0]["loaded_by"], json!([]));
    sluis(&warehouse, &["run"], 0);
    cbs.forget();
    let stored = json(&warehouse, &["cbs", "search", "WMO", "clienten", "--json"], 0);
    assert_eq!(
        (&stored["is_live"], &stored["tables"][0]["loaded_by"]),
        (&json!(false), &json!(["wmo"]))
    );
    assert!(cbs.log().is_empty());
    let text = sluis(&warehouse, &["cbs", "search", "regio", "--limit", "1"], 0);
    assert!(text.stderr.contains("1 shown, there are more"), "{text:?}");
    let none = sluis(&warehouse, &["cbs", "search", "bijstand"], 0);
    assert_eq!(none.stdout, "no table has all of these words\n");
    sluis(&warehouse, &["cbs", "search", "--", "--"], 2);
    drop(cbs);
    sluis(&warehouse, &["cbs", "search", "wmo", "--live"], 5);
}

#[test]
fn show_tells_what_is_there_what_is_loaded_and_what_the_next_run_does() {
    let cbs = FakeCbs::start(vec![wmo()]);
    let warehouse = follow(&cbs, "from = 2021\nregions = [\"GM*\"]");
    let shown = json(&warehouse, &["cbs", "show", "wmo", "--json"], 0);
    let roles: Vec<&Value> =
        shown["dimensions"].as_array().unwrap().iter().map(|one| &one["role"]).collect();
    assert_eq!(roles, ["gebied", "categorie", "periode"]);
    assert_eq!(shown["measures"][0]["multiplier"], 1_000);
    let next = &shown["next"][0];
    assert_eq!((&next["outcome"], &next["rows"]), (&json!("load"), &json!(6)));
    let before = warehouse.value("select count(*) from dwh.feit_statline").unwrap();
    assert_eq!(before, "0", "show loads nothing");

    sluis(&warehouse, &["run"], 0);
    let shown = json(&warehouse, &["cbs", "show", "85001ned", "--json"], 0);
    assert_eq!(shown["next"][0]["outcome"], "unchanged");
    assert_eq!(
        (&shown["loaded"][0]["cells"], &shown["loaded"][0]["source"]),
        (&json!(6), &json!("wmo"))
    );
    let text = sluis(&warehouse, &["cbs", "show", "wmo"], 0).stdout;
    assert!(text.contains("GM0344 Utrecht (gemeente)"), "labels next to codes: {text}");

    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").zet_eenheid("M000001", "aantal");
    });
    let drift = json(&warehouse, &["cbs", "show", "wmo", "--json"], 0);
    assert_eq!(drift["next"][0]["outcome"], "drift");
    assert_eq!(drift["next"][0]["differences"].as_array().unwrap().len(), 1);

    drop(cbs);
    let known = json(&warehouse, &["cbs", "show", "wmo", "--json"], 5);
    assert_eq!(
        (&known["is_live"], &known["measures"][0]["unit"]),
        (&json!(false), &json!("x 1 000"))
    );
    assert_eq!(known["dimensions"].as_array().unwrap().len(), 2);
    sluis(&warehouse, &["cbs", "show", "85999NED"], 5);
}

#[test]
fn show_finds_a_table_that_nobody_loads_in_the_catalogue_that_holds_it() {
    let other = FakeTable::new("45001NED", "Iv3")
        .dimensie(FakeDimensie::perioden(["2022JJ00"]))
        .onderwerp(FakeOnderwerp::new("M000001", "Lasten"));
    let cbs = FakeCbs::start(vec![wmo(), other]);
    let warehouse = follow(&cbs, "");
    sluis(&warehouse, &["run"], 0);
    let shown = json(&warehouse, &["cbs", "show", "45001NED", "--json"], 0);
    assert_eq!(
        (&shown["title"], &shown["base_url"], &shown["protocol"]),
        (&json!("Iv3"), &json!(cbs.url_v4()), &json!("v4"))
    );
    let case = sluis(&warehouse, &["cbs", "show", "45001ned"], 2);
    assert!(case.stderr.contains("TABLE_CASE") && case.stderr.contains("45001NED"), "{case:?}");
}

#[test]
fn measures_without_any_figure_are_counted() {
    let leeg = FakeOnderwerp::new("M000002", "Jeugdzorg");
    let cbs =
        FakeCbs::start(vec![wmo().onderwerp(leeg).formule(|plek| match plek.plek_onderwerp {
            0 => testkit::fake_cbs::FakeCel::Getal("1.5".to_owned()),
            _ => testkit::fake_cbs::FakeCel::Leeg("Impossible".to_owned()),
        })]);
    let warehouse = follow(&cbs, "");
    sluis(&warehouse, &["run"], 0);
    let shown = json(&warehouse, &["cbs", "show", "wmo", "--json"], 0);
    assert_eq!((&shown["measures_loaded"], &shown["measures_empty"]), (&json!(2), &json!(1)));
    let text = sluis(&warehouse, &["cbs", "show", "wmo"], 0).stdout;
    assert!(text.contains("1 of 2 measures have no figure yet; CBS fills them later"), "{text}");
}

#[test]
fn a_table_that_is_not_there_is_a_mistake_of_who_asks() {
    let cbs = FakeCbs::start(vec![wmo()]);
    let warehouse = follow(&cbs, "");
    let url = cbs.url_v4();
    for (table, code) in [("85001ned", "TABLE_CASE"), ("85001NEE", "TABLE_UNKNOWN")] {
        // Not the source: its name and id are spelled otherwise.
        configure(&warehouse, &cbs, "");
        let file = warehouse.path("sluis.toml");
        let text = fs::read_to_string(&file).unwrap().replace("85001NED", "80000NED");
        fs::write(&file, text).unwrap();
        let outcome = sluis(&warehouse, &["cbs", "show", table, "--base-url", &url], 2);
        assert!(
            outcome.stderr.contains(code) && outcome.stderr.contains("85001NED"),
            "{outcome:?}"
        );
    }
}

#[test]
fn only_the_structure_that_was_seen_is_accepted_and_the_reason_is_kept() {
    let cbs = FakeCbs::start(vec![wmo()]);
    let warehouse = follow(&cbs, "");
    let accept = |reden: &str, code| {
        sluis(&warehouse, &["cbs", "accept", "wmo", "--reden", reden, "--json"], code)
    };
    let change = |versie: &str, eenheid: &str| {
        cbs.change("85001NED", |table| {
            table.zet_versie(versie).zet_eenheid("M000001", eenheid);
        });
    };
    let drift = || {
        let failed = sluis(&warehouse, &["run"], 3);
        assert!(failed.stdout.contains("SCHEMA_DRIFT"), "{failed:?}");
    };
    let none = accept("nog niets geladen", 2);
    assert!(none.stderr.contains("has loaded nothing of table 85001NED yet"), "{none:?}");
    sluis(&warehouse, &["run"], 0);
    let same = accept("er is niets", 2);
    assert!(same.stderr.contains("does not differ"), "{same:?}");

    change("202607010200", "aantal");
    drift();
    let refused = accept("gaat over 999900006", 2);
    assert!(!format!("{refused:?}").contains("999900006"));
    let looked = sluis(&warehouse, &["cbs", "accept", "wmo"], 2);
    assert!(looked.stdout.contains("was \"x 1 000\", now \"aantal\""), "{looked:?}");
    assert!(looked.stderr.contains("--reden TEXT"), "{looked:?}");
    drift();
    let accepted = accept("CBS publiceert nu in aantallen", 0).json().unwrap();
    assert_eq!(
        (&accepted["source"], &accepted["version"], &accepted["is_accepted"]),
        (&json!("wmo"), &json!("202607010200"), &json!(true))
    );
    assert_eq!(accepted["differences"].as_array().unwrap().len(), 1);

    // Not the structure that was seen: CBS changed it once more.
    change("202607020200", "%");
    drift();
    accept("toch procenten", 0);
    sluis(&warehouse, &["run"], 0);
    let units = "select distinct eenheid from mart.statline";
    assert_eq!(warehouse.query(units).unwrap(), ["%"]);
    let audit = "select resultaat from beheer.audit where handeling like 'statline structuur%' \
                 order by op";
    assert_eq!(
        warehouse.query(audit).unwrap(),
        [
            "aanvaard: 85001NED versie 202607010200; reden: CBS publiceert nu in aantallen",
            "aanvaard: 85001NED versie 202607020200; reden: toch procenten",
        ]
    );
    drop(cbs);
    accept("CBS is weg", 5);
}

#[test]
fn a_backfill_is_held_against_the_table_and_kept() {
    let cbs = FakeCbs::start(vec![wmo()]);
    let warehouse = follow(&cbs, "from = 2021");
    sluis(&warehouse, &["run"], 0);
    let backfill = |from: &str, to: &str, code| {
        let args = ["cbs", "backfill", "85001NED", "--from", from, "--to", to, "--json"];
        sluis(&warehouse, &args, code)
    };
    let runs = "select count(*) from beheer.run";
    for (from, to) in [("2020", "2019"), ("20", "2020"), ("2010", "2011"), ("2020HJ09", "2020HJ09")]
    {
        backfill(from, to, 2);
    }
    assert_eq!(warehouse.value(runs).unwrap(), "1", "a slip makes no run");
    let report = backfill("2020HJ02", "2020HJ02", 0).json().unwrap();
    assert_eq!(report["tasks"][0]["new"], 4, "{report}");
    let periods = "select distinct periode from mart.statline order by 1";
    assert_eq!(warehouse.query(periods).unwrap(), ["2020HJ02", "2021HJ01", "2021HJ02", "2022JJ00"]);
    // The next night looks at them, too, and loses none.
    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").zet_cel(&["NL01", "10000", "2020HJ02"], "M000001", "99.5");
    });
    sluis(&warehouse, &["run"], 0);
    let revised = "select waarde_oud, waarde_nieuw from mart.statline_herziening";
    assert_eq!(warehouse.query(revised).unwrap(), ["1.5|99.5"]);
    assert_eq!(warehouse.query(periods).unwrap().len(), 4);
}

#[test]
fn an_export_has_labels_and_replaces_no_file() {
    let cbs = FakeCbs::start(vec![wmo()]);
    let warehouse = follow(&cbs, "regions = [\"GM0344\"]\nfrom = \"2021HJ02\"");
    sluis(&warehouse, &["cbs", "export", "wmo"], 2);
    sluis(&warehouse, &["run"], 0);
    let file = warehouse.path("wmo.csv");
    let name = file.to_str().unwrap();
    let written = sluis(&warehouse, &["cbs", "export", "wmo", "--out", name], 0);
    assert!(written.stderr.contains("4 figures") && written.stderr.contains("CC BY 4.0"));
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("\u{feff}tabel_id;onderwerp;gebiedscode;gebiedsnaam;"), "{text}");
    let line = lines.iter().find(|line| line.contains(";53050;") && line.contains(";2022JJ00;"));
    let line = line.unwrap();
    assert!(line.contains(";GM0344;Utrecht (gemeente);gemeente;2022JJ00;2022;jaar;"), "{line}");
    assert!(line.contains(";x 1 000;6,5;6500,0;53050;'=15 tot 25 jaar;"), "{line}");
    sluis(&warehouse, &["cbs", "export", "wmo", "--out", name], 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);

    cbs.change("85001NED", |table| {
        table.zet_versie("202607010200").zet_cel(
            &["GM0344", "10000", "2022JJ00"],
            "M000001",
            "7.5",
        );
    });
    sluis(&warehouse, &["run"], 0);
    sluis(&warehouse, &["cbs", "export", "85001ned", "--revisions", "--out", name, "--force"], 0);
    let revised = fs::read_to_string(&file).unwrap();
    assert_eq!(revised.lines().count(), 6);
    let plain = sluis(&warehouse, &["cbs", "export", "wmo", "--dialect", "plain"], 0).stdout;
    assert_eq!(plain.lines().count(), 5);
    assert!(plain.contains(",7.5,7500.0,10000,Totaal,") && !plain.contains("'="), "{plain}");
    // A reader that stops reading, such as `head`.
    let mut child = warehouse.command(&["cbs", "export", "wmo", "--revisions"]).unwrap();
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let left: Vec<_> = fs::read_dir(file.parent().unwrap())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(".part"))
        .collect();
    assert!(left.is_empty());
}

/// The sources that ship as comments, in their order, each as settings.
fn shipped() -> Vec<String> {
    let text = include_str!("../../config/sluis.toml");
    let section = text.split("# ---- Tables of the social domain").nth(1).unwrap();
    let section = section.split("# ---- end of the tables").next().unwrap();
    let blocks = section.split("\n# [[source]]\n").skip(1);
    let settings = blocks.map(|block| {
        let lines = block.lines().map_while(|line| line.strip_prefix("# "));
        lines.take_while(|line| line.contains(" = ")).collect::<Vec<_>>().join("\n")
    });
    settings.collect()
}

fn key<'b>(block: &'b str, name: &str) -> Option<&'b str> {
    let start = format!("{name} = \"");
    block.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'))
}

/// Names of the shipped sources whose tables were recorded, after they were configured against the recordings.
fn follow_shipped(warehouse: &Warehouse, cbs: &FakeCbs) -> Vec<String> {
    warehouse.configure(&[]).unwrap();
    let file = warehouse.path("sluis.toml");
    let mut text = fs::read_to_string(&file).unwrap();
    let (v3, v4) = cbs.ids();
    let mut names = Vec::new();
    for block in shipped() {
        let table = key(&block, "table").unwrap();
        let (ids, url) = match key(&block, "protocol") {
            Some("v3") => (&v3, cbs.url_v3()),
            _ => (&v4, cbs.url_v4()),
        };
        if !ids.iter().any(|id| id == table) {
            continue;
        }
        names.push(key(&block, "name").unwrap().to_owned());
        let kept = block.lines().filter(|line| !line.starts_with("base_url = "));
        // Of the wijken and buurten only those of one municipality were recorded.
        let kept = kept.collect::<Vec<_>>().join("\n").replace("0344", "0406");
        writeln!(text, "[[source]]\n{kept}\nbase_url = \"{url}\"").unwrap();
    }
    text.push_str("[cbs]\ntries = 1\nretry_ms = 1\n");
    fs::write(file, text).unwrap();
    names
}

#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says why")]
fn the_sources_that_ship_fit_the_recorded_tables_in_one_run() {
    let blocks = shipped();
    assert_eq!(blocks.len(), 30);
    assert_eq!(key(&blocks[0], "name"), Some("bevolking"), "it tells where municipalities lie");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/domain/cbs/fixtures");
    if !folder.exists() {
        println!("skipped: there are no recordings in {}", folder.display());
        return;
    }
    let cbs = FakeCbs::replay(0, &folder).unwrap();
    let warehouse = Warehouse::new().unwrap();
    let names = follow_shipped(&warehouse, &cbs);
    let recorded = [
        "bevolking",
        "wmo_oud",
        "kwb_2020",
        "sociale_zekerheid",
        "bijstand_stroom",
        "ww",
        "iv3_provincies_2013",
    ];
    assert_eq!(names, recorded);
    let run = warehouse.sluis(&["run", "--json"]).unwrap().json().unwrap();
    let code = |name: &str| {
        let tasks = run["tasks"].as_array().unwrap();
        let task = tasks.iter().find(|task| task["source"] == name).unwrap();
        task["error_code"].as_str().unwrap_or("loaded").to_owned()
    };
    // Of most tables only a part was recorded, or no figures at all; none is refused for what is asked of it.
    let codes: Vec<String> = names.iter().map(|name| format!("{name} {}", code(name))).collect();
    insta::assert_snapshot!(codes.join("\n"), @r"
    bevolking loaded
    wmo_oud ODATA_COUNT
    kwb_2020 loaded
    sociale_zekerheid loaded
    bijstand_stroom OBSERVATIONS_GONE
    ww OBSERVATIONS_GONE
    iv3_provincies_2013 ZERO_ROWS
    ");
    let next = |name: &str| {
        let shown = json(&warehouse, &["cbs", "show", name, "--json"], 0);
        shown["next"][0].clone()
    };
    let plans = names.iter().map(|name| {
        let next = next(name);
        format!("{name} {} {}", next["outcome"], next["error_code"])
    });
    insta::assert_snapshot!(plans.collect::<Vec<_>>().join("\n"), @r#"
    bevolking "unchanged" null
    wmo_oud "load" null
    kwb_2020 "unchanged" null
    sociale_zekerheid "unchanged" null
    bijstand_stroom "refused" "OBSERVATIONS_GONE"
    ww "refused" "OBSERVATIONS_GONE"
    iv3_provincies_2013 "load" null
    "#);
    // Six arrangements in sixteen periods, of the country and the municipalities that Utrecht has, and had in 2015.
    let rows = next("wmo_oud")["rows"].as_u64().unwrap();
    assert!(rows % 96 == 0 && (27..=35).contains(&(rows / 96)), "{rows}");
}

#[test]
fn the_queries_of_the_manual_run() {
    let manual = include_str!("../../docs/statline.md");
    let warehouse = Warehouse::new().unwrap();
    sluis(&warehouse, &["migrate"], 0);
    let blocks: Vec<&str> = manual.split("```sql\n").skip(1).collect();
    let mut queries = 0;
    for block in blocks {
        let sql = block.split("```").next().unwrap();
        queries += sql.matches(";\n").count();
        warehouse.query(sql).unwrap();
    }
    assert_eq!(queries, 9);
}

#[test]
fn the_example_without_internet_fits_what_the_fake_has() {
    let manual = include_str!("../../docs/statline.md");
    let example = manual.split("## Trying it without internet").nth(1).unwrap();
    let query = example.split("```sql\n").nth(1).unwrap().split("```").next().unwrap();
    let cbs = FakeCbs::start(voorbeelden());
    let warehouse = Warehouse::new().unwrap();
    let file = warehouse.path("sluis.toml");
    let mut text = fs::read_to_string(&file).unwrap();
    for id in ["85099NED", "85494NED"] {
        let (name, url) = (id.to_ascii_lowercase(), cbs.url_v4());
        writeln!(
            text,
            "[[source]]\nname = \"{name}\"\nkind = \"cbs\"\ntable = \"{id}\"\nbase_url = \"{url}\""
        )
        .unwrap();
    }
    fs::write(&file, text).unwrap();
    let mut commands = 0;
    for line in example.lines() {
        let Some(command) = line.strip_prefix("sluis --config proef.toml ") else { continue };
        let command = command.split(" #").next().unwrap();
        let args: Vec<&str> = command.split_whitespace().collect();
        let outcome = sluis(&warehouse, &args, 0);
        assert!(!outcome.stdout.contains("no table has"), "{command}: {outcome:?}");
        commands += 1;
    }
    assert_eq!(commands, 4);
    // Three areas and ten years, as the policy adviser has them.
    let rows = warehouse.query(query).unwrap();
    assert_eq!((rows.len(), &*rows[0]), (30, "Nederland|2013|67.9|%"), "{rows:?}");
}
