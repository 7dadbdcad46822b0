//! Row 51: the clock of the machine goes where it likes; that of the server does not go with it.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::setup::{DEADLINE, Setup, World, signal};
use crate::tool;

pub(crate) fn rows() -> Vec<Row> {
    vec![Row {
        number: 51,
        fault: "clock: a day on, back, 2038, 29 February, DST nights",
        act: jumps,
    }]
}

/// Where the clock stands while a part of the messages comes in.
const MOMENTS: [&str; 7] = [
    "+1d",
    "-1h",
    "@2038-01-19 03:14:06",
    "@2028-02-29 23:59:58",
    "@2026-03-29 00:59:58",
    "@2026-10-25 00:59:58",
    "+0",
];

fn jumps(setup: &Setup) -> Result<Held> {
    let library = tool::faketime()?;
    let mut world = setup.empty_world()?;
    configure(&world)?;
    let parts = setup.inbox.chunks(setup.inbox.len().div_ceil(MOMENTS.len()));
    for (number, (moment, part)) in MOMENTS.into_iter().zip(parts).enumerate() {
        world.warehouse.deliver_files(&format!("{number}-"), part)?;
        let mut command =
            at(&world, &library, moment, &["run", "--peildatum", &world.warehouse.peildatum])?;
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let outcome = world.end_of(child)?;
        ensure!(matches!(outcome.code, 0 | 3), "{moment}: {outcome:?}");
    }
    nights(&mut world, &library)?;
    let backwards = "select (select count(*) from beheer.taak where geeindigd_op < gestart_op) + \
        (select count(*) from beheer.run where geeindigd_op < gestart_op) + \
        (select count(*) from beheer.taak inner join beheer.run using (run_id) \
        where taak.gestart_op < run.gestart_op - interval '1 second' \
        or taak.geeindigd_op > run.geeindigd_op + interval '1 second')";
    let backwards = world.warehouse.value(backwards)?;
    ensure!(
        backwards == "0",
        "{backwards} runs and tasks end before they begin, or outside their run"
    );
    let again = world.run_again()?;
    ensure!(matches!(again.code, 0 | 3), "{again:?}");
    let held = invariant::check(&world)?;
    // Thirty days passed by the clock of the machine; nothing was kept that long.
    let (kept, there) = (count(&world.warehouse.path("var/archive"))?, setup.inbox.len());
    ensure!(kept == there, "{kept} files in the archive, of {there}");
    Ok(held)
}

/// The service, started and stopped where the clock stands at odd hours: how many runs there are after each.
fn nights(world: &mut World<'_>, library: &PathBuf) -> Result<()> {
    for (moment, started, what) in [
        ("@2026-10-24 12:00:00", 0, "a plan that is new begins now"),
        ("@2026-10-25 00:29:58", 1, "half past two, summer time"),
        ("@2026-10-25 01:29:58", 1, "half past two once more, winter time"),
        ("@2026-10-26 12:00:00", 2, "a day on: what was missed is caught up, once"),
        ("@2026-10-26 01:29:58", 2, "back, and over the same moment again"),
        (
            "@2027-03-28 00:59:58",
            4,
            "what was missed, and half past two that does not exist: at the end of the gap",
        ),
        ("@2028-02-29 12:00:00", 5, "29 February, after a year without a service"),
        ("@2038-01-20 12:00:00", 6, "beyond 2038"),
        ("@2026-10-27 12:00:00", 6, "all the way back"),
        ("@2026-10-28 01:29:58", 7, "the night after that"),
    ] {
        let log = world.warehouse.path("serve.log");
        let mut command = at(world, library, moment, &["serve"])?;
        command.env("SLUIS_SERVE_LISTEN", "127.0.0.1:0");
        let child = command.stdout(Stdio::null()).stderr(File::create(&log)?).spawn()?;
        let seen = served(world, &log, started);
        signal(&child, "TERM")?;
        let outcome = world.end_of(child)?;
        world.heard(fs::read_to_string(&log)?);
        ensure!(outcome.code == 143, "{moment}: {outcome:?}");
        let seen = seen.with_context(|| format!("{moment}: {what}"))?;
        ensure!(seen == started, "{moment}: {what}: {seen} runs, not {started}");
    }
    Ok(())
}

/// How many runs the planner asked for, once as many are done as are expected and some more looks passed.
fn served(world: &World<'_>, log: &PathBuf, expected: i64) -> Result<i64> {
    let until = Instant::now() + DEADLINE;
    let is_up = || -> Result<bool> { Ok(fs::read_to_string(log)?.contains("serving")) };
    while !is_up()? {
        ensure!(Instant::now() < until, "I8: it does not serve");
        thread::sleep(Duration::from_millis(50));
    }
    // From two seconds before a moment to one after it.
    thread::sleep(Duration::from_secs(3));
    let sql =
        "select count(*) filter (where status in ('succeeded', 'partial')) from beheer.verzoek";
    while world.warehouse.value(sql)?.parse::<i64>()? < expected {
        ensure!(Instant::now() < until, "I8: a run that is due does not come");
        thread::sleep(Duration::from_millis(100));
    }
    Ok(world.warehouse.value("select count(*) from beheer.verzoek")?.parse()?)
}

fn configure(world: &World<'_>) -> Result<()> {
    let file = world.warehouse.path("sluis.toml");
    let config = fs::read_to_string(&file)?;
    let more =
        "[schedule]\nnightly = \"0 30 2 * * *\"\n[archive]\nmode = \"copy\"\nkeep_days = 30\n";
    Ok(fs::write(file, config + more)?)
}

/// `sluis` with its clock set; time passes there as it does here, and files keep their dates.
fn at(world: &World<'_>, library: &PathBuf, moment: &str, args: &[&str]) -> Result<Command> {
    let mut command = world.warehouse.command(args)?;
    command.env("LD_PRELOAD", library).env("FAKETIME", moment).env("TZ", "UTC");
    command.env("NO_FAKE_STAT", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    Ok(command)
}

fn count(folder: &PathBuf) -> Result<usize> {
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        files += if path.is_dir() { count(&path)? } else { 1 };
    }
    Ok(files)
}
