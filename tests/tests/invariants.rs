//! What no order, split, repetition or crash may change.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use sluis_tests::{Facts, Outcome, Warehouse, files};

use crate::generated::{EVERYTHING, PEILDATUM, loaded_with};

const CLIENTS: u32 = 150;

/// Planted defects in a thousand allocations: enough for every kind of trouble in a small inbox.
const DEFECTS: u32 = 300;

fn shuffled(mut files: Vec<PathBuf>, mut seed: u64) -> Vec<PathBuf> {
    for index in (1..files.len()).rev() {
        files.swap(index, usize::try_from(next(&mut seed)).unwrap() % (index + 1));
    }
    files
}

/// The next number of a small generator; the seed of a failure stands in its message.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn fresh() -> Warehouse {
    let mut warehouse = Warehouse::new().unwrap();
    PEILDATUM.clone_into(&mut warehouse.peildatum);
    warehouse
}

#[track_caller]
fn assert_same(warehouse: &Warehouse, expected: &Facts, what: &str) {
    let differences = warehouse.facts().unwrap().differences(expected);
    assert!(differences.is_empty(), "{what}: {differences:#?}");
}

#[test]
fn any_order_split_and_repetition_gives_the_same_facts() {
    let (first, generated) = loaded_with(CLIENTS, 11, DEFECTS, EVERYTHING);
    let expected = first.facts().unwrap();
    assert!(expected.count("feit_prestatie") > 500, "the inbox is not trivial");
    assert!(expected.count("feit_bevinding") > 20, "the inbox has defects");
    assert!(expected.count("feit_verzoek") > 20, "the inbox has requests");
    assert!(expected.count("dim_beschikking") > 20, "the inbox has a history");
    let all = files(&generated.messages).unwrap();
    for seed in 1..=3 {
        let warehouse = fresh();
        let shuffled = shuffled(all.clone(), seed);
        let parts = shuffled.chunks(all.len() / 4 + 1);
        for (number, part) in parts.enumerate() {
            warehouse.deliver_files(&format!("p{number}_"), part).unwrap();
            // Every part also brings back some files of before.
            let again = shuffled.iter().step_by(17 + number);
            warehouse.deliver_files(&format!("d{number}_"), again).unwrap();
            warehouse.run().unwrap();
        }
        assert_same(&warehouse, &expected, &format!("seed {seed}"));
    }
}

#[test]
fn a_second_run_and_a_rerun_change_nothing() {
    let (warehouse, _) = loaded_with(CLIENTS, 12, DEFECTS, EVERYTHING);
    let expected = warehouse.facts().unwrap();
    let again = warehouse.run().unwrap();
    assert_eq!(again.code, 0, "{again:?}");
    assert!(again.stderr.contains("nothing new"), "{again:?}");
    assert_same(&warehouse, &expected, "second run");
    let rerun = warehouse.sluis(&["rerun", "1", "--reason", "test", "--json"]).unwrap();
    assert!(matches!(rerun.code, 0 | 3), "{rerun:?}");
    assert_same(&warehouse, &expected, "rerun");
}

#[test]
fn every_record_and_every_cent_is_accounted_for() {
    let (warehouse, generated) = loaded_with(CLIENTS, 13, DEFECTS, EVERYTHING);
    let balance = "select gelezen - geladen - gequarantaineerd - dubbel, \
        bedrag_gelezen_eurocent - bedrag_geladen_eurocent - bedrag_gequarantaineerd_eurocent - bedrag_dubbel_eurocent \
        from beheer.bestand group by 1, 2";
    assert_eq!(warehouse.query(balance).unwrap(), ["0|0"]);
    let read = warehouse.value("select sum(bedrag_gelezen_eurocent) from beheer.bestand").unwrap();
    let facts = warehouse.value(
        "select (select sum(bedrag_eurocent) from dwh.feit_prestatie) \
         + (select coalesce(sum(bedrag_gequarantaineerd_eurocent + bedrag_dubbel_eurocent), 0) from beheer.bestand)",
    );
    assert_eq!(read, facts.unwrap());
    let totals = std::fs::read_to_string(generated.truth.join("totalen.csv")).unwrap();
    let declared = totals.lines().find(|line| line.starts_with("gelezen,")).unwrap();
    let declared = declared.rsplit(',').next().unwrap();
    assert_eq!(declared, read, "the generator wrote down what it declared");
}

#[test]
fn every_cent_has_one_status_and_every_record_one_verdict() {
    let (warehouse, _) = loaded_with(CLIENTS, 15, DEFECTS, EVERYTHING);
    let money = "select (select coalesce(sum(bedrag_gelezen_eurocent), 0) from beheer.bestand) \
        - (select sum(bedrag_eurocent) filter (where status = 'goedgekeurd') \
           + sum(bedrag_eurocent) filter (where status = 'gecrediteerd') \
           + sum(bedrag_eurocent) filter (where status = 'afgewezen') \
           + sum(bedrag_eurocent) filter (where status = 'ingediend') from dwh.feit_prestatie) \
        - (select sum(bedrag_gequarantaineerd_eurocent + bedrag_dubbel_eurocent) from beheer.bestand)";
    assert_eq!(warehouse.value(money).unwrap(), "0");
    let verdicts = "select (select count(*) from dwh.feit_koppeling) \
        - (select count(*) from landing.start) - (select count(*) from landing.stop) \
        - (select count(*) from landing.prestatie), \
        (select count(*) from dwh.feit_koppeling where koppelstatus not in \
        ('gekoppeld', 'afgekeurd', 'wees', 'ingetrokken', 'afgewezen'))";
    assert_eq!(warehouse.query(verdicts).unwrap(), ["0|0"]);
    let statuses = "select count(distinct koppelstatus) from dwh.feit_koppeling";
    assert_eq!(warehouse.value(statuses).unwrap(), "5", "every verdict occurs");
    let statuses = "select count(distinct status) from dwh.feit_prestatie";
    assert_eq!(warehouse.value(statuses).unwrap(), "4", "every status occurs");
}

#[test]
fn counting_deliveries_of_an_allocation_never_overlap() {
    let (warehouse, _) = loaded_with(CLIENTS, 16, DEFECTS, EVERYTHING);
    let overlap = "select count(*) from dwh.feit_levering as een \
        inner join dwh.feit_levering as twee \
        on een.toewijzing_sk = twee.toewijzing_sk and een.client_sk = twee.client_sk \
        and een.agb_code = twee.agb_code and een.product_sk = twee.product_sk \
        and een.toewijzingnummer is not null and een.startdatum < twee.startdatum \
        and (een.einddatum is null or een.einddatum > twee.startdatum) \
        where een.telt_mee and twee.telt_mee";
    assert_eq!(warehouse.value(overlap).unwrap(), "0");
    let several = "select count(*) from (select 1 from dwh.feit_levering where telt_mee \
        group by toewijzing_sk having count(*) > 1) as meer";
    assert_ne!(warehouse.value(several).unwrap(), "0", "some allocations have two deliveries");
}

#[test]
fn findings_are_stable_under_replay() {
    let (warehouse, _) = loaded_with(CLIENTS, 17, DEFECTS, EVERYTHING);
    let findings = "select bevinding_sk, regelcode, status, toelichting, eerst_gezien_op, \
        laatst_gezien_op, opgelost_op, aantal_heropend from dwh.feit_bevinding order by 1, 2";
    let before = warehouse.query(findings).unwrap();
    assert!(before.len() > 50, "{} findings", before.len());
    assert!(matches!(
        warehouse.sluis(&["rerun", "1", "--reason", "test", "--json"]).unwrap().code,
        0 | 3
    ));
    assert!(matches!(warehouse.sluis(&["quarantine", "replay", "--all"]).unwrap().code, 0 | 3));
    assert_eq!(warehouse.query(findings).unwrap(), before);
    let other_life = "select count(*) from dwh.feit_bevinding \
        where status <> 'open' or aantal_heropend <> 0 or opgelost_op is not null";
    assert_eq!(warehouse.value(other_life).unwrap(), "0");
}

#[test]
fn a_kill_at_any_moment_loses_and_doubles_nothing() {
    let (first, generated) = loaded_with(CLIENTS / 3, 14, DEFECTS, EVERYTHING);
    let expected = first.facts().unwrap();
    let all = files(&generated.messages).unwrap();
    let undisturbed = {
        let warehouse = fresh();
        warehouse.deliver_files("a", &all).unwrap();
        let started = Instant::now();
        warehouse.run().unwrap();
        started.elapsed()
    };
    let mut seed = 14;
    for number in 0..20 {
        let warehouse = fresh();
        warehouse.deliver_files("a", &all).unwrap();
        let moment = undisturbed * u32::try_from(next(&mut seed) % 1000).unwrap() / 1000;
        let mut child = warehouse.command(&["run", "--peildatum", PEILDATUM]).unwrap();
        let mut child = child
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        let outcome = run_when_free(&warehouse);
        assert!(matches!(outcome.code, 0 | 3), "kill {number} after {moment:?}: {outcome:?}");
        assert_same(&warehouse, &expected, &format!("kill {number} after {moment:?}"));
        let half = "select count(*) from beheer.run where status = 'running'";
        assert_eq!(warehouse.value(half).unwrap(), "0", "kill {number}");
    }
}

/// Postgres may need a moment to notice that the killed run is gone.
fn run_when_free(warehouse: &Warehouse) -> Outcome {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let outcome = warehouse.sluis(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
        if outcome.code != 4 || Instant::now() > until {
            return outcome;
        }
    }
}
