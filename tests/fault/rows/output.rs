//! Row 58: nobody takes what is said.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::setup::{DEADLINE, Setup, World, signal};

pub(crate) fn rows() -> Vec<Row> {
    vec![Row { number: 58, fault: "log is full, stdout is full or closed", act: unheard }]
}

fn unheard(setup: &Setup) -> Result<Held> {
    let mut world = setup.empty_world()?;
    let half = setup.inbox.len() / 2;
    let (one, other) = setup.inbox.split_at_checked(half).context("an inbox")?;
    world.warehouse.deliver_files("a", one)?;
    // What cannot be told is told by the exit code; the work is done all the same.
    full(&mut world, &["run", "--peildatum", "2026-03-01", "--json"], &[1])?;
    told_in_ledger(&world, one.len())?;
    world.warehouse.deliver_files("b", other)?;
    piped(&mut world, "run --peildatum 2026-03-01")?;
    told_in_ledger(&world, setup.inbox.len())?;
    for arguments in ["runs", "status", "quarantine list --json"] {
        piped(&mut world, arguments)?;
    }
    serve(&mut world)?;
    invariant::check(&world)
}

/// Both ways out are full.
fn full(world: &mut World<'_>, arguments: &[&str], codes: &[i32]) -> Result<()> {
    let full = || File::options().write(true).open("/dev/full");
    let mut command = world.command(arguments)?;
    let child = command.stdout(full()?).stderr(full()?).spawn()?;
    let outcome = world.end_of(child)?;
    ensure!(codes.contains(&outcome.code), "I5: {arguments:?}: {outcome:?}");
    Ok(())
}

/// `sluis .. 2>&1 | head -1`, and the same with a reader that is gone before anything is said.
fn piped(world: &mut World<'_>, arguments: &str) -> Result<()> {
    for reader in ["head -1", "true"] {
        let sluis = world.command(&arguments.split(' ').collect::<Vec<_>>())?;
        let mut command = Command::new("bash");
        command.args(["-c", &format!("\"$@\" 2>&1 | {reader}; exit ${{PIPESTATUS[0]}}"), "sluis"]);
        command.arg(sluis.get_program()).args(sluis.get_args()).stdin(Stdio::null());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let outcome = world.end_of(child)?;
        ensure!(matches!(outcome.code, 0 | 3), "I5: {arguments} | {reader}: {outcome:?}");
        ensure!(!outcome.stderr.contains("panicked"), "{arguments} | {reader}: {outcome:?}");
    }
    Ok(())
}

fn told_in_ledger(world: &World<'_>, files: usize) -> Result<()> {
    let status = world.warehouse.value("select status from beheer.run order by run_id limit 1")?;
    ensure!(["succeeded", "partial"].contains(&&*status), "I5: the run stands as {status}");
    let known =
        world.warehouse.value("select count(*) from beheer.bestand where naam not like '%!%'")?;
    ensure!(known == files.to_string(), "{known} files are known, of {files}");
    Ok(())
}

/// The service answers, and stops in time, with a full log.
fn serve(world: &mut World<'_>) -> Result<()> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let full = || File::options().write(true).open("/dev/full");
    let mut command = world.command(&["serve"])?;
    command.env("SLUIS_SERVE_LISTEN", format!("127.0.0.1:{port}"));
    let child = command.stdout(full()?).stderr(full()?).spawn()?;
    let until = Instant::now() + DEADLINE;
    let healthy = loop {
        match ask(port) {
            Ok(answer) => break answer.starts_with("HTTP/1.1 200"),
            Err(_) if Instant::now() < until => thread::sleep(Duration::from_millis(100)),
            Err(_) => break false,
        }
    };
    let begin = Instant::now();
    signal(&child, "TERM")?;
    let outcome = world.end_of(child)?;
    ensure!(healthy, "the service with a full log does not answer: {outcome:?}");
    ensure!(begin.elapsed() < Duration::from_secs(10), "I8: stopped in {:?}", begin.elapsed());
    ensure!(outcome.code == 143, "I5: {outcome:?}");
    Ok(())
}

fn ask(port: u16) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
