//! Exit codes and messages: what a scheduler and an operator see.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::world::World;

#[test]
fn usage_and_configuration_errors_are_2_and_do_nothing() {
    let world = World::new();
    world.run(&[]).expect(2);
    world.run(&["laden"]).expect(2);
    world.run(&["run", "--peildatum", "2026-02-30"]).expect(2);
    world.run(&["run", "--source", "nergens"]).expect_error(2, "there is no source `nergens`");
    world
        .run_with(&["run"], &[("SLUIS_GGK_FILE_MBMAX", "1")])
        .expect_error(2, "unknown key `file_mbmax`; did you mean `file_mb_max`?");
    world
        .run_with(&["run"], &[("SLUIS_SOURCE_BERICHTEN_PATH", "sluis.toml")])
        .expect_error(2, "is not a folder");
    std::fs::write(&world.config, "[database]\nulr = \"embedded\"\n").unwrap();
    world
        .run(&["status"])
        .expect_error(2, "sluis.toml:2:1: unknown key `ulr`; did you mean `url`?");
    std::fs::remove_file(&world.config).unwrap();
    world.run(&["status"]).expect_error(2, "cannot read the configuration");
    assert!(!world.data_dir().exists());
}

#[test]
fn help_is_0_and_names_every_command() {
    let world = World::new();
    let help = world.run(&["--help"]).expect(0);
    for name in [
        "run",
        "rerun",
        "status",
        "runs",
        "show",
        "quarantine",
        "bevinding",
        "explain",
        "referentie",
        "check",
        "migrate",
        "psql",
        "key",
        "pseudoniem",
    ] {
        assert!(help.contains(&format!("\n  {name} ")), "{name}");
        let own = world.run(&[name, "--help"]).expect(0);
        assert!(own.contains("Usage: sluis"), "{name}");
    }
}

#[test]
fn a_database_that_is_away_is_5() {
    let world = World::new();
    let url = [("SLUIS_DATABASE_URL", "postgres://sluis:geheim@127.0.0.1:1/sluis")];
    let key = world.path("pseudoniem.key");
    world.run_with(&["run"], &url).expect_error(2, "there is no file");
    world.run(&["key", "new", key.to_str().unwrap()]).expect(0);
    let (world, url) = (&world, &url);
    // Each waits for the database as long as it may take to start.
    let [run, status] = std::thread::scope(|scope| {
        ["run", "status"]
            .map(|command| scope.spawn(move || world.run_with(&[command, "--json"], url)))
            .map(|waiting| waiting.join().unwrap())
    });
    let failed = run.json();
    assert_eq!(
        (&failed["run_id"], &failed["status"], &failed["error_code"]),
        (&Value::Null, &"failed".into(), &"UNAVAILABLE".into())
    );
    assert_eq!((&failed["tasks"], &failed["totals"]["read"]), (&json!([]), &0.into()));
    assert!(failed["error"].as_str().is_some_and(|text| run.err.contains(text)));
    assert!(!run.err.contains("geheim") && !run.out.contains("geheim"));
    run.expect_error(5, "the database refused");

    let failed = status.json();
    let keys: Vec<&String> = failed.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["error", "error_code", "hint"]);
    status.expect_error(5, "the database refused");
}

#[test]
fn a_run_that_the_database_refuses_is_1_and_names_its_number() {
    let world = World::new();
    world.run(&["run"]).expect(0);
    world.sql("alter table beheer.bestand rename to weg");
    std::fs::write(world.path("inbox/geen.xml"), "geen bericht").unwrap();
    let done = world.run(&["run", "--json"]);
    let failed = done.json();
    assert_eq!(
        (&failed["run_id"], &failed["status"], &failed["error_code"]),
        (&2.into(), &"failed".into(), &"DATABASE".into())
    );
    done.expect_error(1, "the database refused");
}

#[test]
fn check_changes_nothing() {
    let world = World::new();
    let found = world.run(&["check"]).expect(0);
    assert!(found.contains("is made at the first start"), "{found}");
    assert!(!world.data_dir().exists() && !world.path("pseudoniem.key").exists());

    std::fs::remove_dir(world.path("inbox")).unwrap();
    assert!(world.run(&["check"]).expect(2).contains("WRONG  source berichten"));
}

#[test]
fn check_reads_the_certificates_that_a_run_would_trust() {
    let world = World::new();
    let source = "[[source]]\nname = \"jeugd\"\nkind = \"cbs\"\ntable = \"85098NED\"\n[cbs]\nca_file = \"ca.pem\"\n[log]";
    let text = std::fs::read_to_string(&world.config).unwrap();
    std::fs::write(&world.config, text.replace("[log]", source)).unwrap();
    let told = || world.run(&["check"]).expect(2);
    assert!(told().contains("WRONG  cbs: cbs.ca_file `"), "{}", told());
    for content in ["", "geen certificaat"] {
        std::fs::write(world.path("ca.pem"), content).unwrap();
        assert!(told().contains("cbs.ca_file holds no certificate in PEM"), "{}", told());
    }
}

#[test]
fn without_a_source_only_a_run_is_refused() {
    let world = World::new();
    let text = std::fs::read_to_string(&world.config).unwrap();
    let (before, source) = text.split_once("[[source]]").unwrap();
    let rest = source.split_once("[log]").unwrap().1;
    std::fs::write(&world.config, format!("{before}[log]{rest}")).unwrap();
    world.run(&["run"]).expect_error(2, "there is no [[source]]");
    world.run(&["run", "--dry-run", "--source", "x"]).expect_error(2, "there is no [[source]]");
    assert!(!world.data_dir().exists());
    assert!(world.run(&["check"]).expect(0).contains("`sluis run` has nothing to load"));
    assert!(world.run(&["status"]).expect(0).contains("no run yet"));
    world
        .run(&["cbs", "forget", "weg", "--reden", "proef"])
        .expect_error(2, "nothing was loaded of a source called `weg`");
    world
        .run(&["cbs", "export", "85098NED"])
        .expect_error(2, "nothing of table 85098NED is loaded");
}

#[test]
fn a_run_tells_the_truth_in_its_exit_code() {
    let world = World::new();
    assert_eq!(world.run(&["run"]).expect(0), "nothing new");
    let json = world.run(&["run", "--json"]).expect(0);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (report["status"].as_str(), report["tasks"].as_array().unwrap().len()),
        (Some("succeeded"), 0)
    );

    std::fs::write(world.path("inbox/geen.xml"), "geen bericht").unwrap();
    assert!(world.run(&["run", "--dry-run"]).expect(3).contains("dry run partial"));
    let json = world.run(&["run", "--json"]).expect(3);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["totals"]["quarantined"], 1);
    assert_eq!(world.run(&["run"]).expect(0), "nothing new");

    let json = world.run(&["quarantine", "list", "--json"]).expect(0);
    let list: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (list["open"].as_i64(), list["quarantine"][0]["file"].as_str()),
        (Some(1), Some("geen.xml"))
    );
    world.run(&["quarantine", "show", "1"]).expect(0);
    world.run(&["quarantine", "show", "7"]).expect_error(2, "there is no refusal 7");
    world.run(&["quarantine", "replay", "1"]).expect(3);
    let open = world.sql("select quarantaine_id from beheer.quarantaine where status = 'open'");
    let resolve = ["quarantine", "resolve", &open, "--reden", "proef"];
    assert_eq!(world.run(&resolve).expect(0), "1 resolved");
    assert_eq!(world.run(&resolve).expect(0), "0 resolved");
    numbers_that_were_never_given_are_2(&world);
    assert_eq!(world.sql("select count(*) from beheer.audit where resultaat = 'proef'"), "1");

    world.run(&["rerun", "999"]).expect_error(2, "there is no run 999");
    world.run(&["rerun", "task:999"]).expect_error(2, "there is no task 999");
    world.run(&["rerun", "--failed"]).expect(0);
    let json = world.run(&["status", "--json"]).expect(0);
    let status: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(status["sources"][0]["name"], "berichten");
    assert_eq!(status["quarantine_open"], 0);
    assert!(status["last_run"]["run_id"].as_i64().unwrap() > 1);
    let runs = world.run(&["runs", "--json"]).expect(0);
    assert!(serde_json::from_str::<Value>(&runs).unwrap()["runs"][0]["run_id"].is_i64());
    world.run(&["show", "1"]).expect(0);
    world
        .run(&["explain", "--wet", "wmo", "--gemeente", "0363", "--toewijzing", "1"])
        .expect_error(2, "nothing is known");
}

fn numbers_that_were_never_given_are_2(world: &World) {
    let counts = "select (select count(*) from beheer.run) || ' ' || \
                  (select count(*) from beheer.audit)";
    let before = world.sql(counts);
    let missing = "there is no refusal 9999; nothing was done";
    world.run(&["quarantine", "replay", "9999"]).expect_error(2, missing);
    let done = world.run(&["quarantine", "replay", "1", "9999", "--json"]);
    let failed = done.json();
    assert_eq!(
        (&failed["run_id"], &failed["status"], &failed["error_code"]),
        (&Value::Null, &"failed".into(), &"USAGE".into())
    );
    done.expect_error(2, missing);
    let done = world.run(&["quarantine", "resolve", "9999", "--reden", "x", "--json"]);
    assert_eq!(done.json()["error"], missing);
    done.expect_error(2, missing);
    assert_eq!(world.sql(counts), before);
}

#[test]
fn a_source_that_is_away_is_5_and_the_others_go_on() {
    let world = World::new();
    let text = std::fs::read_to_string(&world.config).unwrap();
    let other = "[[source]]\nname = \"ander\"\nkind = \"ggk\"\npath = \"ander\"\n[log]";
    std::fs::write(&world.config, text.replace("[log]", other)).unwrap();
    let of = |name: &str, field: &str| {
        let json = world.run(&["status", "--json"]).expect(0);
        let status: Value = serde_json::from_str(&json).unwrap();
        let mut sources = status["sources"].as_array().unwrap().iter();
        sources.find(|source| source["name"] == name).unwrap()[field].clone()
    };

    let json = world.run(&["run", "--json"]).expect(3);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["tasks"][0]["error_code"], "SOURCE_UNAVAILABLE");
    assert_eq!(
        (of("berichten", "status"), of("ander", "status")),
        ("succeeded".into(), "failed".into())
    );
    world.run(&["run", "--source", "ander"]).expect(5);
    world.run(&["run", "--source", "ander", "--dry-run"]).expect(5);
    world.run(&["rerun", "--failed"]).expect(5);
    assert_eq!(of("ander", "last_success"), Value::Null);

    // Nothing new is a success too: the failure no longer stands.
    std::fs::create_dir(world.path("ander")).unwrap();
    assert_eq!(world.run(&["run"]).expect(0), "nothing new");
    assert_eq!((of("ander", "status"), of("ander", "error")), ("succeeded".into(), Value::Null));
    assert_eq!(of("ander", "last_success"), of("berichten", "last_success").clone());
}

#[test]
fn a_busy_warehouse_is_4() {
    let world = World::new();
    world.run(&["run"]).expect(0);
    // The lock of load::slot, held by somebody else.
    let hold = format!("select pg_advisory_lock({}); select pg_sleep(600)", 0x73_6c75_6973_i64);
    let mut other = world.command(&["psql", "--", "-Xqc", &hold]).spawn().unwrap();
    while world.sql("select count(*) from pg_locks where locktype = 'advisory'") == "0" {}
    world.run(&["run"]).expect_error(4, "another run is busy");
    for command in [&["run", "--json"][..], &["quarantine", "replay", "--json"]] {
        let done = world.run(command);
        let failed = done.json();
        assert_eq!(
            (&failed["run_id"], &failed["status"], &failed["error_code"]),
            (&Value::Null, &"skipped".into(), &"BUSY".into())
        );
        done.expect_error(4, "another run is busy");
    }
    // Killing psql does not end its session while it sleeps in the server.
    world.sql("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
    other.wait().unwrap();
}

#[test]
fn another_or_an_open_key_stops_before_anything_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.run(&["run"]).expect(0);
    std::fs::write(world.path("inbox/geen.xml"), "geen bericht").unwrap();
    let key = world.path("pseudoniem.key");
    let path = key.to_str().unwrap();
    world.run(&["key", "new", path]).expect_error(2, "exists already");

    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    world.run(&["run"]).expect_error(2, "is open to others (mode 0644)");
    std::fs::remove_file(&key).unwrap();
    world.run(&["run"]).expect_error(2, "there is no file");
    world.run(&["key", "new", path]).expect(0);
    world.run(&["run"]).expect_error(2, "but the warehouse was filled with key");
    world.run(&["check"]).expect(2);
    assert_eq!(world.sql("select count(*) from beheer.bestand"), "0");
}

#[test]
fn a_pseudonym_is_given_only_after_it_was_recorded() {
    let world = World::new();
    let ask = |bsn: &str| {
        let mut child = world
            .command(&["pseudoniem", "--reden", "inzageverzoek 1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(bsn.as_bytes()).unwrap();
        crate::world::Done::from(child.wait_with_output().unwrap())
    };
    let sleutel = ask("999900006\n").expect(0);
    assert_eq!(sleutel.len(), 36, "{sleutel}");
    let recorded =
        world.sql("select handeling || ' ' || object || ' ' || resultaat from beheer.audit");
    assert_eq!(recorded, format!("pseudoniem {sleutel} gegeven; reden: inzageverzoek 1"));
    let refused = ask("999900007\n");
    assert!(!refused.err.contains("999900007"));
    refused.expect_error(2, "that is not a valid BSN");
    world.run(&["pseudoniem"]).expect(2);
    assert_eq!(world.sql("select count(*) from beheer.audit"), "1");
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let world = World::new();
    let mut child = world.command(&["check"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
