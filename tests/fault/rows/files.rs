//! Rows 20 and 28 to 37: the inbox is struck.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::proxy::{Fault, Trigger};
use crate::setup::{Setup, World};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 20, fault: "EIO while a file is read", act: eio },
        Row { number: 28, fault: "a file that is still being written", act: partial },
        Row { number: 29, fault: "a file is replaced during the run", act: replaced },
        Row { number: 30, fault: "a file vanishes during the run", act: vanished },
        Row { number: 31, fault: "the same bytes under another name", act: duplicate },
        Row { number: 32, fault: "the same identification, other content", act: rewritten },
        Row { number: 33, fault: "messages out of order, in parts", act: disorder },
        Row { number: 34, fault: "every file, with 64 file descriptors", act: descriptors },
        Row { number: 35, fault: "no permission on a file", act: permission },
        Row { number: 36, fault: "symlink, FIFO and folder named x.xml", act: special },
        Row { number: 37, fault: "odd names of files", act: names },
    ]
}

fn good(world: &mut World<'_>) -> Result<()> {
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    Ok(())
}

/// Reading any `m000000.xml` gives an error of the disk; the others load, and the next run reads it.
fn eio(setup: &Setup) -> Result<Held> {
    crate::tool::need("strace", "strace")?;
    let mut world = setup.world()?;
    let struck = world.warehouse.inbox().join("m000000.xml");
    let command = world.command(&["run", "--peildatum", &world.warehouse.peildatum, "--json"])?;
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=read:error=EIO", "-P"]).arg(&struck);
    traced.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            traced.env(name, value);
        }
    }
    let output = traced.output().context("start strace")?;
    world.heard(String::from_utf8_lossy(&output.stderr));
    let left = world.warehouse.value(
        "select count(*) from beheer.bestand where naam = 'm000000.xml' and status <> 'quarantaine'",
    )?;
    ensure!(left == "0", "a file that could not be read counts as loaded");
    let others = world
        .warehouse
        .value("select count(*) from beheer.bestand where status <> 'quarantaine'")?;
    ensure!(others != "0", "the others did not load: {}", String::from_utf8_lossy(&output.stderr));
    good(&mut world)?;
    let replay = world.warehouse.sluis(&["quarantine", "replay"])?;
    ensure!(matches!(replay.code, 0 | 3), "{replay:?}");
    invariant::check(&world)
}

fn partial(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let inbox = world.warehouse.inbox();
    let first = setup.inbox.first().context("an inbox")?;
    let bytes = fs::read(first)?;
    let target = inbox.join("m000000.xml");
    // A link to the file of all rows: another file takes its place, half of it first, under a name that is not taken.
    fs::remove_file(&target)?;
    let part = inbox.join("m000000.xml.part");
    fs::write(&part, bytes.get(..bytes.len() / 2).context("bytes")?)?;
    good(&mut world)?;
    let taken =
        world.warehouse.value("select count(*) from beheer.bestand where naam like 'm000000%'")?;
    ensure!(taken == "0", "a half file was taken");
    fs::write(&part, &bytes)?;
    fs::rename(&part, &target)?;
    good(&mut world)?;
    invariant::check(&world)
}

/// While the run waits in its first COPY, a file that it has read gets other bytes of the same message.
fn replaced(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(Duration::from_mins(1)), "the run never came to its first COPY");
    let target = world.warehouse.inbox().join("m000001.xml");
    let mut bytes = fs::read(&target)?;
    bytes.extend_from_slice(b"\n<!-- the same message, written again -->\n");
    let fresh = world.warehouse.path("fresh.xml");
    fs::write(&fresh, bytes)?;
    fs::rename(&fresh, &target)?;
    world.proxy.go_on();
    let outcome = world.end_of(child)?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    good(&mut world)?;
    // What was read and what replaced it are both in the ledger; the facts do not change.
    let mut held = Held::default();
    invariant::balance(&world.warehouse)?;
    let differences = world.warehouse.facts()?.differences(&setup.expected);
    ensure!(differences.is_empty(), "I3: {differences:#?}");
    invariant::silent(&world)?;
    invariant::clean(&world.warehouse)?;
    for number in [1, 3, 5, 6, 7, 8] {
        held.add(number);
    }
    Ok(held)
}

/// A file that is listed is gone when it is its turn: small batches, and the last of them waits behind a held COPY.
fn vanished(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let file = world.warehouse.path("sluis.toml");
    let config = fs::read_to_string(&file)?;
    fs::write(&file, config + "[ggk]\nbatch_files_max = 100\nworkers = 1\n")?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(Duration::from_mins(1)), "the run never came to its first COPY");
    let last = setup.inbox.len() - 1;
    let target = world.warehouse.inbox().join(format!("m{last:06}.xml"));
    let aside = world.warehouse.path("aside.xml");
    fs::rename(&target, &aside)?;
    world.proxy.go_on();
    let outcome = world.end_of(child)?;
    ensure!(matches!(outcome.code, 0 | 3), "a file that is gone is not fatal: {outcome:?}");
    fs::rename(&aside, &target)?;
    good(&mut world)?;
    invariant::check(&world)
}

fn duplicate(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    good(&mut world)?;
    world.warehouse.deliver_files("again", setup.inbox.iter().take(20))?;
    good(&mut world)?;
    let doubles = world.warehouse.value(
        "select count(*) from beheer.bestand where naam like 'again%' and status = 'dubbel' and dubbel_van is not null",
    )?;
    let refused = world.warehouse.value(
        "select count(*) from beheer.bestand where naam like 'again%' and status = 'quarantaine'",
    )?;
    let known = doubles.parse::<u32>()? + refused.parse::<u32>()?;
    ensure!(known == 20, "{doubles} duplicates and {refused} refused of 20");
    invariant::check(&world)
}

/// Loaded messages come again with a later date: refused with TR056, and the first stays.
fn rewritten(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    good(&mut world)?;
    let loaded = world.warehouse.query(
        "select naam from beheer.bestand where status = 'geladen' and naam like 'm%' order by naam limit 20",
    )?;
    ensure!(loaded.len() == 20, "only {} files were loaded", loaded.len());
    for name in &loaded {
        let text = fs::read_to_string(world.warehouse.inbox().join(name))?;
        let (before, rest) = text.split_once("Dagtekening>").context("a date")?;
        let after = rest.get("2025-01-01".len()..).context("a date")?;
        world
            .warehouse
            .deliver(&format!("again_{name}"), format!("{before}Dagtekening>2026-02-28{after}"))?;
    }
    good(&mut world)?;
    let refused = world.warehouse.value(
        "select count(*) from beheer.bestand inner join beheer.quarantaine using (bestand_id) \
         where bestand.naam like 'again%' and quarantaine.code = 'TR056'",
    )?;
    ensure!(refused == "20", "{refused} of 20 were refused with TR056");
    // The first of each stays, and the rest of the warehouse; that its sender used the identification twice is new.
    let mut held = Held::default();
    invariant::balance(&world.warehouse)?;
    let differences = world.warehouse.facts()?.differences(&setup.expected);
    let odd: Vec<&String> =
        differences.iter().filter(|line| !line.contains("feit_bevinding")).collect();
    ensure!(odd.is_empty(), "I3: {odd:#?}");
    invariant::silent(&world)?;
    invariant::clean(&world.warehouse)?;
    for number in [1, 3, 5, 6, 7, 8] {
        held.add(number);
    }
    Ok(held)
}

fn disorder(setup: &Setup) -> Result<Held> {
    let mut held = Held::default();
    for seed in 1..=3_usize {
        let mut world = setup.empty_world()?;
        let reader = world.reader()?;
        let count = setup.inbox.len();
        // A step that shares no factor with the number of files visits each once.
        let step =
            (1..1_000).map(|n| n * 7 + seed).find(|step| gcd(*step, count) == 1).unwrap_or(1);
        let order: Vec<_> =
            (0..count).filter_map(|n| setup.inbox.get(n * step % count)).cloned().collect();
        drop(reader);
        for (number, part) in order.chunks(count / 3 + 1).enumerate() {
            world.warehouse.deliver_files(&format!("p{number}_"), part)?;
            good(&mut world)?;
        }
        held = invariant::check(&world)?;
    }
    Ok(held)
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn descriptors(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let command = world.command(&["run", "--peildatum", &world.warehouse.peildatum, "--json"])?;
    let mut limited = Command::new("prlimit");
    limited.arg("--nofile=64:64").arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            limited.env(name, value);
        }
    }
    let output = limited.output().context("prlimit of util-linux is needed")?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(matches!(output.status.code(), Some(0 | 3)), "with 64 descriptors: {told}");
    world.heard(told);
    invariant::check(&world)
}

/// As root every file can be read: another user reads then.
fn permission(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let target = world.warehouse.inbox().join("m000002.xml");
    let bytes = fs::read(&target)?;
    fs::remove_file(&target)?;
    // A link in a circle cannot be opened by anybody, root too, but is left alone; a folder without rights needs
    // another user. What root cannot read either is a file on which reading is made to fail.
    fs::write(&target, bytes)?;
    fs::set_permissions(&target, fs::Permissions::from_mode(0o000))?;
    let command = world.command(&["run", "--peildatum", &world.warehouse.peildatum, "--json"])?;
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=openat,open:error=EACCES", "-P"])
        .arg(&target);
    traced.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            traced.env(name, value);
        }
    }
    let output = traced.output().context("start strace")?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(matches!(output.status.code(), Some(0 | 3)), "others did not go on: {told}");
    world.heard(told);
    let others = world.warehouse.value("select count(*) from beheer.bestand")?.parse::<usize>()?;
    ensure!(others + 1 >= setup.inbox.len(), "only {others} files were read");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o644))?;
    good(&mut world)?;
    let replay = world.warehouse.sluis(&["quarantine", "replay"])?;
    ensure!(matches!(replay.code, 0 | 3), "{replay:?}");
    invariant::check(&world)
}

fn special(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let inbox = world.warehouse.inbox();
    symlink("/etc/passwd", inbox.join("link.xml"))?;
    fs::create_dir(inbox.join("folder.xml"))?;
    let made = Command::new("mkfifo").arg(inbox.join("fifo.xml")).status()?;
    ensure!(made.success(), "mkfifo");
    let child = world.start_run()?;
    let outcome = world.end_of(child)?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    for name in ["link.xml", "fifo.xml", "folder.xml"] {
        let taken = world
            .warehouse
            .value(&format!("select count(*) from beheer.bestand where naam = '{name}'"))?;
        ensure!(taken == "0", "{name} was taken");
    }
    fs::remove_file(inbox.join("link.xml"))?;
    fs::remove_file(inbox.join("fifo.xml"))?;
    fs::remove_dir(inbox.join("folder.xml"))?;
    invariant::check(&world)
}

fn names(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let inbox = world.warehouse.inbox();
    let odd: [&[u8]; 5] =
        [b"a\nb.xml", b"quote'and\"and`.xml", b"up..\\..\\x.xml", b"latin-\xe9.xml", b"--help.xml"];
    let long = format!("{}.xml", "n".repeat(251));
    let names = odd.iter().copied().chain([long.as_bytes()]);
    for (number, name) in names.enumerate() {
        let from = inbox.join(format!("m{number:06}.xml"));
        fs::rename(from, inbox.join(OsStr::from_bytes(name)))?;
    }
    good(&mut world)?;
    let outcome = world.warehouse.sluis(&["quarantine", "list"])?;
    ensure!(outcome.code == 0, "{outcome:?}");
    ensure!(!outcome.stdout.contains("a\nb.xml"), "a name broke a line");
    invariant::check(&world)
}
