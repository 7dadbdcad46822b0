//! Rows 1 to 3 and 5: the process of the run is struck.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::proxy::{Fault, Trigger};
use crate::setup::{Setup, signal};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 1, fault: "kill -9 in the middle of COPY", act: kill_in_copy },
        Row { number: 2, fault: "kill -9 after COPY, before COMMIT", act: kill_before_commit },
        Row { number: 3, fault: "kill -9 after COMMIT", act: kill_after_commit },
        Row { number: 5, fault: "SIGTERM, and Ctrl-C", act: terminate },
    ]
}

/// Strikes at `trigger`, kills the run, and lets a second one finish the night.
fn kill_at(setup: &Setup, trigger: Trigger, fault: Fault, is_stored: bool) -> Result<Held> {
    let mut world = setup.world()?;
    let reader = world.reader()?;
    world.proxy.plan(trigger, fault);
    let mut child = world.start_run()?;
    ensure!(world.proxy.wait(Duration::from_mins(1)), "the run never came to {trigger:?}");
    child.kill()?;
    child.wait()?;
    world.proxy.cut();
    let landed = world.warehouse.value("select count(*) from beheer.bestand")?;
    ensure!(is_stored || landed == "0", "{landed} files are registered of a task that did not end");
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "the second run: {outcome:?}");
    reader.end(&world.warehouse)?;
    let mut held = invariant::check(&world)?;
    held.add(2);
    Ok(held)
}

fn kill_in_copy(setup: &Setup) -> Result<Held> {
    kill_at(setup, Trigger::CopyData(2), Fault::Hold, false)
}

fn kill_before_commit(setup: &Setup) -> Result<Held> {
    kill_at(setup, Trigger::Statement("commit", 1), Fault::Hold, true)
}

fn kill_after_commit(setup: &Setup) -> Result<Held> {
    kill_at(setup, Trigger::Statement("commit", 2), Fault::LoseAnswer, true)
}

fn terminate(setup: &Setup) -> Result<Held> {
    let mut held = Held::default();
    for (name, code) in [("TERM", 143), ("INT", 130)] {
        let mut world = setup.world()?;
        let reader = world.reader()?;
        world.proxy.plan(Trigger::CopyDone(1), Fault::Delay(Duration::from_millis(20)));
        let child = world.start_run()?;
        ensure!(world.proxy.wait(Duration::from_mins(1)), "the run never came to its first COPY");
        signal(&child, name)?;
        let begin = std::time::Instant::now();
        let outcome = world.end_of(child)?;
        ensure!(begin.elapsed() < Duration::from_secs(10), "I8: {name}: {:?}", begin.elapsed());
        ensure!(outcome.code == code, "I5: {name} ended with {outcome:?}");
        let status =
            world.warehouse.value("select status from beheer.run order by run_id desc limit 1")?;
        ensure!(status == "cancelled", "I5: {name}: the run is {status}");
        let outcome = world.run_again()?;
        ensure!(matches!(outcome.code, 0 | 3), "the second run: {outcome:?}");
        reader.end(&world.warehouse)?;
        held = invariant::check(&world)?;
        held.add(2);
    }
    Ok(held)
}
