//! Rows 6, 24, 26 and 27: the service is struck, or asked for more than one thing at once.

use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::proxy::{Fault, Trigger};
use crate::service::{Operator, Service, ask, end_of_request, field, wait_until};
use crate::setup::{Setup, World};

const SOON: Duration = Duration::from_mins(1);
/// Runs that stood open at one moment.
const TOGETHER: &str = "select count(*) from beheer.run as een \
    inner join beheer.run as ander on een.run_id < ander.run_id \
    where ander.gestart_op < coalesce(een.geeindigd_op, 'infinity')";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 6, fault: "a panic in one task of the service", act: panics },
        Row { number: 24, fault: "a leader without network, that comes back", act: cut_off },
        Row { number: 26, fault: "rerun while a run is busy", act: rerun_while_busy },
        Row { number: 27, fault: "rerun pressed 20 times", act: pressed_often },
    ]
}

/// The last night of a row, by hand: the service looked at its data as of today.
fn end(world: &mut World<'_>, services: Vec<Service>) -> Result<Held> {
    for service in services {
        let log = service.end()?;
        world.heard(log);
    }
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    invariant::check(world)
}

/// What a service makes of the messages: some are in quarantine.
fn done(world: &World<'_>, request: &str) -> Result<()> {
    let status = end_of_request(world, request)?;
    ensure!(["succeeded", "partial"].contains(&status.as_str()), "request {request}: {status}");
    Ok(())
}

/// No two runs were open at once.
fn one_by_one(world: &World<'_>) -> Result<()> {
    let together = world.warehouse.value(TOGETHER)?;
    ensure!(together == "0", "{together} runs at the same time");
    Ok(())
}

/// A damaged answer of the server makes the driver panic, in the transaction that publishes: that run fails, and the
/// service lives on and does the next.
fn panics(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let reader = world.reader()?;
    world.proxy.plan(Trigger::Statement("insert into dwh.dim_", 1), Fault::Damage);
    let service = Service::start(&world, world.command(&["serve"])?, "serve.log")?;
    let request = ask(&world)?;
    let status = end_of_request(&world, &request)?;
    ensure!(service.log()?.contains("panicked"), "nothing panicked: {}", service.log()?);
    ensure!(status == "failed WORKER", "I5: {status}");
    let half = world.warehouse.value("select count(*) from dwh.feit_toewijzing")?;
    ensure!(half == "0", "I2: {half} facts of a run that failed");
    let next = ask(&world)?;
    done(&world, &next)?;
    let crashed =
        world.warehouse.value("select foutcode from beheer.run order by run_id limit 1")?;
    ensure!(crashed == "CRASHED", "I5: the run that panicked: {crashed}");
    let mut held = end(&mut world, vec![service])?;
    reader.end(&world.warehouse)?;
    held.add(2);
    Ok(held)
}

/// The first host leads and loses its network in the middle of COPY; the second takes over and does the night; then
/// the network is back, with all that was on its way.
fn cut_off(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let reader = world.reader()?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Silence);
    let first = Service::start(&world, world.command(&["serve"])?, "first.log")?;
    first.wait_for("this instance leads")?;
    let second = Service::start(&world, world.warehouse.command(&["serve"])?, "second.log")?;
    let request = ask(&world)?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    second.wait_for("this instance leads")?;
    done(&world, &request)?;
    let facts = world.warehouse.facts()?;
    // That a task of its own failed is what it may still tell.
    let tasks = "select count(*) from beheer.taak where status <> 'failed'";
    let before = world.warehouse.value(tasks)?;
    world.proxy.go_on();
    first.wait_for("no longer leads")?;
    first.wait_for("another instance leads")?;
    let after = world.warehouse.value(tasks)?;
    ensure!(before == after, "fencing: the first wrote tasks: {before}, then {after}");
    let differences = world.warehouse.facts()?.differences(&facts);
    ensure!(differences.is_empty(), "fencing: the first changed facts: {differences:#?}");
    done(&world, &request)?;
    one_by_one(&world)?;
    let mut held = end(&mut world, vec![first, second])?;
    reader.end(&world.warehouse)?;
    held.add(2);
    Ok(held)
}

/// A warehouse with a first run of half of the messages, and the other half in the inbox.
fn half_done(setup: &Setup) -> Result<World<'_>> {
    let mut world = setup.empty_world()?;
    let (first, second) = setup.inbox.split_at(setup.inbox.len() / 2);
    world.warehouse.deliver_files("a", first)?;
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    world.warehouse.deliver_files("b", second)?;
    Ok(world)
}

/// The form on the page of run 1 to do it again, as a browser would send it.
fn rerun_form(operator: &mut Operator) -> Result<String> {
    let page = operator.get("/runs/1")?;
    // Its second form with a key; there is no form to stop a run that ended.
    let (csrf, key) = (field(&page, "csrf")?, field(&page, "sleutel")?);
    Ok(format!("csrf={csrf}&sleutel={key}&wat=run&run=1&reden=proef+op+storing"))
}

/// The page takes it, the queue keeps it until the run has ended; the command line refuses it.
fn rerun_while_busy(setup: &Setup) -> Result<Held> {
    let mut world = half_done(setup)?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let service = Service::start(&world, world.command(&["serve"])?, "serve.log")?;
    let nightly = ask(&world)?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    let mut operator = service.operator(&world)?;
    let form = rerun_form(&mut operator)?;
    let answer = operator.post("/verzoek/opnieuw", &form)?;
    ensure!(answer == 303, "the page answered {answer}");
    let refused = world.warehouse.sluis(&["rerun", "1", "--reason", "proef", "--json"])?;
    ensure!(refused.code == 4, "the command line: {refused:?}");
    world.heard(refused.stderr);
    let rerun = world.warehouse.value(
        "select verzoek_id from beheer.verzoek where soort = 'rerun' and status = 'queued'",
    )?;
    // Long enough for the queue to look at it a few times.
    thread::sleep(Duration::from_secs(2));
    let runs = world.warehouse.value("select count(*) from beheer.run where status = 'running'")?;
    ensure!(runs == "1", "{runs} runs are busy");
    world.proxy.go_on();
    done(&world, &nightly)?;
    done(&world, &rerun)?;
    one_by_one(&world)?;
    end(&mut world, vec![service])
}

/// Ten people have the page open and press twice, all at once.
fn pressed_often(setup: &Setup) -> Result<Held> {
    let mut world = half_done(setup)?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let service = Service::start(&world, world.command(&["serve"])?, "serve.log")?;
    // Something is busy, so that the queue does not take the first press before the last came.
    let nightly = ask(&world)?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    let mut operator = service.operator(&world)?;
    let forms = (0..10).map(|_| rerun_form(&mut operator)).collect::<Result<Vec<String>>>()?;
    let answers = thread::scope(|scope| {
        let presses: Vec<_> = forms
            .iter()
            .chain(&forms)
            .map(|form| {
                let mut browser = operator.clone();
                scope.spawn(move || browser.post("/verzoek/opnieuw", form))
            })
            .collect();
        let answers = presses
            .into_iter()
            .map(|press| press.join().unwrap_or_else(|_| Err(anyhow!("a press panicked"))));
        answers.collect::<Result<Vec<u16>>>()
    })?;
    ensure!(answers.len() == 20 && answers.iter().all(|code| *code == 303), "{answers:?}");
    world.proxy.go_on();
    done(&world, &nightly)?;
    wait_until("an empty queue", || {
        let open = "select count(*) from beheer.verzoek where status in ('queued', 'running')";
        Ok(world.warehouse.value(open)? == "0")
    })?;
    let reruns = "select count(*) || ' ' || min(rerun_van) from beheer.run where soort = 'rerun'";
    let reruns = world.warehouse.value(reruns)?;
    ensure!(reruns == "1 1", "20 presses became {reruns} reruns");
    one_by_one(&world)?;
    end(&mut world, vec![service])
}
