//! Rows 23 to 25, 52, 55 and 57: rivals, long readers, what a night stands on.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::proxy::{Fault, Trigger};
use crate::setup::{Setup, signal};

const SOON: Duration = Duration::from_mins(1);

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 23, fault: "two runs at once", act: rivals },
        Row { number: 25, fault: "SIGSTOP while another run passes", act: zombie },
        Row { number: 52, fault: "a long query while facts are published", act: long_query },
        Row { number: 55, fault: "a program that is older than the schema", act: newer_schema },
        Row { number: 57, fault: "key missing, empty, short, open, another", act: keys },
    ]
}

fn rivals(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let reader = world.reader()?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    for _ in 0..10 {
        let rival = world.warehouse.sluis(&["run", "--json"])?;
        ensure!(rival.code == 4, "a rival ended with {rival:?}");
        ensure!(rival.stderr.contains("another run is busy"), "{rival:?}");
        world.heard(rival.stderr);
    }
    world.proxy.go_on();
    let outcome = world.end_of(child)?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    reader.end(&world.warehouse)?;
    let mut held = invariant::check(&world)?;
    held.add(2);
    Ok(held)
}

/// The frozen run loses its connections, another does the night, the frozen one wakes and may not write.
fn zombie(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let reader = world.reader()?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    signal(&child, "STOP")?;
    // As its machine would lose the network: the server ends its sessions, and with them its lock.
    world.end_sessions()?;
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "the other run: {outcome:?}");
    let before = world.warehouse.value("select max(run_id) from beheer.taak")?;
    signal(&child, "CONT")?;
    let woken = world.end_of(child)?;
    ensure!(!matches!(woken.code, 0 | 3), "I5: the zombie says that all is well: {woken:?}");
    let after =
        world.warehouse.value("select max(run_id) from beheer.taak where status <> 'failed'")?;
    ensure!(before == after, "the zombie wrote tasks");
    reader.end(&world.warehouse)?;
    let mut held = invariant::check(&world)?;
    held.add(2);
    Ok(held)
}

fn long_query(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let url = world.warehouse.url()?;
    let mut query = Command::new("psql")
        .args(["-X", "-q", "-d", &url, "-c"])
        .arg("begin; select count(*) from dwh.feit_prestatie; select pg_sleep(8); commit")
        .stdout(Stdio::null())
        .spawn()?;
    thread::sleep(Duration::from_millis(300));
    let child = world.start_run()?;
    let outcome = world.end_of(child)?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    ensure!(query.wait()?.success(), "the reader was thrown out");
    invariant::check(&world)
}

fn newer_schema(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    world.warehouse.query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (9999, 'of tomorrow', true, '', 0)",
    )?;
    let outcome = world.warehouse.sluis(&["run", "--json"])?;
    ensure!(!matches!(outcome.code, 0 | 3), "an old program wrote into a new schema: {outcome:?}");
    ensure!(outcome.stderr.contains("version"), "it does not say why: {outcome:?}");
    let touched = world.warehouse.value("select count(*) from beheer.run")?;
    ensure!(touched == "0", "a run was registered");
    world.heard(outcome.stderr);
    world.warehouse.query("delete from _sqlx_migrations where version = 9999")?;
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    invariant::check(&world)
}

fn keys(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let path = world.warehouse.key_file();
    let right = fs::read(&path)?;
    let put = |bytes: Option<&[u8]>, mode: u32| -> Result<()> {
        fs::remove_file(&path)?;
        if let Some(bytes) = bytes {
            fs::write(&path, bytes)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
        }
        Ok(())
    };
    // Half of the night is there, so that another key would double its persons.
    let half = setup.inbox.len() / 2;
    for number in half..setup.inbox.len() {
        fs::remove_file(world.warehouse.inbox().join(format!("m{number:06}.xml")))?;
    }
    let first = world.run_again()?;
    ensure!(matches!(first.code, 0 | 3), "{first:?}");
    let known = world.warehouse.value("select count(*) from beheer.bestand")?;
    let short = right.get(..20).context("a key")?.to_vec();
    let other = [b"1", right.get(1..).context("a key")?].concat();
    let cases: [(&str, Option<&[u8]>, u32); 4] = [
        ("empty", Some(b""), 0o400),
        ("short", Some(&short), 0o400),
        ("open to others", Some(&right), 0o644),
        ("another", Some(&other), 0o400),
    ];
    for (what, bytes, mode) in cases {
        put(bytes, mode)?;
        let outcome = world.warehouse.sluis(&["run", "--json"])?;
        ensure!(outcome.code == 2, "{what}: {outcome:?}");
        let now = world.warehouse.value("select count(*) from beheer.bestand")?;
        ensure!(now == known, "{what}: files were read");
        world.heard(outcome.stderr);
    }
    fs::remove_file(&path)?;
    let outcome = world.warehouse.sluis(&["run", "--json"])?;
    ensure!(outcome.code == 2, "missing: {outcome:?}");
    fs::write(&path, &right)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400))?;
    for (number, file) in setup.inbox.iter().enumerate().skip(half) {
        fs::hard_link(file, world.warehouse.inbox().join(format!("m{number:06}.xml"))).or_else(
            |_| {
                fs::copy(file, world.warehouse.inbox().join(format!("m{number:06}.xml")))
                    .map(|_| ())
            },
        )?;
    }
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    invariant::check(&world)
}
