//! Rows 8 to 16: the server, or the way to it, is struck while a run is at work.

use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::proxy::{Fault, Trigger};
use crate::server::{Server, Stop};
use crate::setup::{Setup, World};

const SOON: Duration = Duration::from_mins(1);

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 8, fault: "kill -9 of the server's backend", act: kill_backend },
        Row { number: 9, fault: "pg_terminate_backend", act: terminate_backend },
        Row { number: 10, fault: "server restart (fast) during the load", act: restart_fast },
        Row { number: 11, fault: "server restart (immediate), recovery", act: restart_immediate },
        Row { number: 12, fault: "server down at the start", act: down_at_start },
        Row { number: 13, fault: "the network is gone, nothing is closed", act: half_open },
        Row { number: 14, fault: "connection reset in the middle of COPY", act: reset },
        Row { number: 15, fault: "every message 5 ms late", act: late },
        Row { number: 16, fault: "the answer to COMMIT is lost", act: lost_answer },
    ]
}

/// What must hold when a run ended, by itself or after one more.
fn end(world: &mut World<'_>, code: i32, must_succeed: bool) -> Result<Held> {
    ensure!(matches!(code, 0 | 1 | 3 | 5), "I5: the run ended with {code}");
    ensure!(!must_succeed || matches!(code, 0 | 3), "the run did not try again: exit code {code}");
    let again = world.run_again()?;
    ensure!(matches!(again.code, 0 | 3), "the second run: {again:?}");
    invariant::check(world)
}

/// Holds the run in its first COPY, strikes, and lets it go on.
fn strike(world: &mut World<'_>, act: impl FnOnce(&World<'_>) -> Result<()>) -> Result<i32> {
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    act(world)?;
    world.proxy.go_on();
    Ok(world.end_of(child)?.code)
}

fn kill_backend(setup: &Setup) -> Result<Held> {
    let server = Server::new()?;
    let mut world = setup.world_on(&server)?;
    let code = strike(&mut world, |world| {
        let pid = world.warehouse.value(
            "select pid from pg_stat_activity where datname = current_database() and query ilike 'copy%' limit 1",
        )?;
        ensure!(Command::new("kill").args(["-9", &pid]).status()?.success(), "kill -9 {pid}");
        server.answers()
    })?;
    end(&mut world, code, true)
}

fn end_sessions(world: &World<'_>) -> Result<()> {
    world.end_sessions()
}

fn terminate_backend(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let code = strike(&mut world, end_sessions)?;
    end(&mut world, code, true)
}

fn restart(setup: &Setup, how: Stop) -> Result<Held> {
    let server = Server::new()?;
    let mut world = setup.world_on(&server)?;
    let code = strike(&mut world, |_| {
        server.stop(how)?;
        thread::sleep(Duration::from_millis(500));
        server.start()
    })?;
    end(&mut world, code, true)
}

fn restart_fast(setup: &Setup) -> Result<Held> {
    restart(setup, Stop::Fast)
}

fn restart_immediate(setup: &Setup) -> Result<Held> {
    restart(setup, Stop::Immediate)
}

fn down_at_start(setup: &Setup) -> Result<Held> {
    let server = Server::new()?;
    let mut world = setup.world_on(&server)?;
    server.stop(Stop::Fast)?;
    let child = world.start_run()?;
    let outcome = world.end_of(child)?;
    ensure!(outcome.code == 5, "unavailable is exit code 5: {outcome:?}");
    server.start()?;
    let touched = world.warehouse.value("select count(*) from beheer.run")?;
    ensure!(touched == "0", "a run was registered");
    end(&mut world, outcome.code, false)
}

/// The run gives up by itself, and its slot is free once the server misses it (here: when the proxy hangs up).
fn half_open(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Silence);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    let outcome = world.end_of(child)?;
    ensure!(outcome.code == 5, "unavailable is exit code 5: {outcome:?}");
    world.proxy.cut();
    end(&mut world, outcome.code, false)
}

fn reset(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    world.proxy.plan(Trigger::CopyData(2), Fault::Cut);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(SOON), "the run never came to its second piece of COPY");
    let code = world.end_of(child)?.code;
    end(&mut world, code, true)
}

fn late(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    world.proxy.plan(Trigger::CopyData(1), Fault::Delay(Duration::from_millis(5)));
    let child = world.start_run()?;
    let code = world.end_of(child)?.code;
    end(&mut world, code, true)
}

fn lost_answer(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    world.proxy.plan(Trigger::Statement("commit", 1), Fault::LoseAnswer);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(SOON), "the run never came to a COMMIT");
    let code = world.end_of(child)?.code;
    end(&mut world, code, true)
}
