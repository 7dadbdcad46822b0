//! The service on a real Postgres: it leads, works, stops in time, and goes on after anything.

use std::fs::File;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use domain::Wet;
use sluis_tests::Warehouse;
use testkit::bericht::{Kop, Product, Toewijzing, Toewijzingsbericht};

const BSN: &str = "999900006";

/// The end of a hang; nothing is expected to take as long.
const LONG: Duration = Duration::from_mins(1);

/// A running `sluis serve`, killed when it is dropped.
pub(crate) struct Service {
    child: Child,
    log: std::path::PathBuf,
}

impl Service {
    fn start(warehouse: &Warehouse, name: &str) -> Self {
        Self::start_with(warehouse, name, &[])
    }

    pub(crate) fn start_with(warehouse: &Warehouse, name: &str, more: &[(&str, &str)]) -> Self {
        let log = warehouse.path(name);
        let mut command = warehouse.command(&["serve"]).unwrap();
        let child = command
            .env("SLUIS_SERVE_LISTEN", "127.0.0.1:0")
            .envs(more.iter().copied())
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let service = Self { child, log };
        wait_until(&format!("{name} serves"), || service.log().contains("serving"));
        service
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Sends the signal and waits for the end.
    fn end(mut self, signal: &str) -> (ExitStatus, Duration, String) {
        let begin = Instant::now();
        self.signal(signal);
        let status = self.child.wait().unwrap();
        (status, begin.elapsed(), self.log())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < LONG, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A warehouse with its schema, and one message in the inbox.
fn delivered() -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    let toewijzing = Toewijzing::new(1001, Product::new("01", "01A01"), "2026-03-01");
    let kop = Kop::new(Wet::Wmo, "0384", "42420001").bericht("T1", "2026-03-04");
    let bericht = Toewijzingsbericht::new(kop, BSN).toewijzing(toewijzing);
    warehouse.deliver("T1.xml", bericht.xml()).unwrap();
    assert_eq!(warehouse.sluis(&["status"]).unwrap().code, 0);
    warehouse
}

/// Asks for a run of everything.
fn ask(warehouse: &Warehouse) -> String {
    let sql = "insert into beheer.verzoek (sleutel, soort, inhoud, bronnen, is_bevestigd, \
               is_mislukt, wie, herkomst, status, poging, gevraagd_op) values \
               (gen_random_uuid(), 'run', 'run ' || gen_random_uuid(), '{}', false, false, \
               'test', 'pagina', 'queued', 0, now()) returning verzoek_id";
    warehouse.value(sql).unwrap()
}

fn status(warehouse: &Warehouse, verzoek: &str) -> String {
    let sql = format!(
        "select concat_ws(' ', status, foutcode) from beheer.verzoek where verzoek_id = {verzoek}"
    );
    warehouse.value(&sql).unwrap()
}

/// The first message that is written into landing takes for ever, until it is let go.
fn hold(warehouse: &Warehouse) {
    let slow = "create function landing.slaap() returns trigger language plpgsql as \
                $$ begin perform pg_sleep(600); return new; end $$; \
                create trigger slaap before insert on landing.bericht \
                for each row execute function landing.slaap()";
    warehouse.query(slow).unwrap();
}

fn is_held(warehouse: &Warehouse) -> bool {
    let sql = "select count(*) from pg_stat_activity where datname = current_database() \
               and wait_event = 'PgSleep'";
    warehouse.value(sql).unwrap() == "1"
}

/// The function is replaced, not dropped: a drop would wait for the lock of whoever sleeps in
/// the trigger by then.
fn let_go(warehouse: &Warehouse) {
    let awake = "create or replace function landing.slaap() returns trigger language plpgsql as \
                 $$ begin return new; end $$";
    warehouse.query(awake).unwrap();
    let wake = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
                where datname = current_database() and wait_event = 'PgSleep'";
    wait_until("no one sleeps", || warehouse.value(wake).unwrap() == "0");
}

/// As many runs as there were, and each file once.
fn assert_loaded_once(warehouse: &Warehouse) {
    let loaded = "select count(*) from dwh.feit_toewijzing";
    assert_eq!(warehouse.value(loaded).unwrap(), "1");
    let half = "select count(*) from beheer.run where status = 'running'";
    assert_eq!(warehouse.value(half).unwrap(), "0");
}

#[test]
fn a_request_is_done_and_a_signal_ends_the_service() {
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        let warehouse = delivered();
        let service = Service::start(&warehouse, "serve.log");
        let verzoek = ask(&warehouse);
        wait_until("the run is done", || status(&warehouse, &verzoek) == "succeeded");
        assert_loaded_once(&warehouse);
        let run = format!(
            "select r.status || ' by ' || r.gestart_door from beheer.verzoek as v \
             join beheer.run as r using (run_id) where v.verzoek_id = {verzoek}"
        );
        assert_eq!(warehouse.value(&run).unwrap(), "succeeded by test");
        let (ended, time, log) = service.end(signal);
        assert_eq!(ended.code(), Some(code), "{log}");
        assert!(time < Duration::from_secs(10), "{time:?}: {log}");
    }
}

#[test]
fn a_busy_service_stops_within_ten_seconds_and_goes_on_after() {
    let warehouse = delivered();
    hold(&warehouse);
    let service = Service::start(&warehouse, "serve.log");
    let verzoek = ask(&warehouse);
    wait_until("the run writes", || is_held(&warehouse));
    assert_eq!(status(&warehouse, &verzoek), "running");
    let (ended, time, log) = service.end("TERM");
    assert_eq!(ended.code(), Some(143), "{log}");
    assert!(time < Duration::from_secs(10), "{time:?}: {log}");
    assert_eq!(status(&warehouse, &verzoek), "queued", "{log}");
    assert_eq!(warehouse.value("select status from beheer.run").unwrap(), "cancelled");
    let_go(&warehouse);
    assert_eq!(warehouse.value("select count(*) from landing.bericht").unwrap(), "0");
    let _service = Service::start(&warehouse, "again.log");
    wait_until("the request is done", || status(&warehouse, &verzoek) == "succeeded");
    assert_loaded_once(&warehouse);
}

#[test]
fn a_killed_service_goes_on_where_it_was() {
    let warehouse = delivered();
    hold(&warehouse);
    let mut service = Service::start(&warehouse, "serve.log");
    let verzoek = ask(&warehouse);
    wait_until("the run writes", || is_held(&warehouse));
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    let_go(&warehouse);
    // Nobody has marked it yet, but nobody runs it either.
    assert_eq!(warehouse.value("select status from beheer.run").unwrap(), "running");
    wait_until("status tells the truth", || {
        let told = warehouse.sluis(&["status", "--json"]).unwrap().json().unwrap();
        told["last_run"]["status"] == "failed" && told["last_run"]["error_code"] == "CRASHED"
    });
    let service = Service::start(&warehouse, "again.log");
    wait_until("the request is done", || status(&warehouse, &verzoek) == "succeeded");
    let runs = "select status || coalesce(' ' || foutcode, '') from beheer.run order by run_id";
    assert_eq!(
        warehouse.query(runs).unwrap(),
        ["failed CRASHED", "succeeded"],
        "{}",
        service.log()
    );
    let tries = format!("select poging from beheer.verzoek where verzoek_id = {verzoek}");
    assert_eq!(warehouse.value(&tries).unwrap(), "2");
    assert_loaded_once(&warehouse);
}

#[test]
fn of_two_services_one_leads_and_the_other_takes_over() {
    let warehouse = delivered();
    let first = Service::start(&warehouse, "first.log");
    wait_until("the first leads", || first.log().contains("this instance leads"));
    let second = Service::start(&warehouse, "second.log");
    wait_until("the second waits", || second.log().contains("another instance leads"));
    let verzoek = ask(&warehouse);
    wait_until("the run is done", || status(&warehouse, &verzoek) == "succeeded");
    assert!(!second.log().contains("this instance leads"), "{}", second.log());
    drop(first);
    wait_until("the second leads", || second.log().contains("this instance leads"));
    let verzoek = ask(&warehouse);
    wait_until("the next is done", || status(&warehouse, &verzoek) == "succeeded");
    assert_eq!(warehouse.value("select fencing from beheer.leider").unwrap(), "2");
    assert_loaded_once(&warehouse);
}

#[test]
fn a_frozen_leader_that_wakes_can_neither_plan_nor_publish() {
    let warehouse = delivered();
    hold(&warehouse);
    let quick = [("SLUIS_SERVE_TAKEOVER_SECONDS", "10")];
    let frozen = Service::start_with(&warehouse, "frozen.log", &quick);
    let verzoek = ask(&warehouse);
    wait_until("the run writes", || is_held(&warehouse));
    frozen.signal("STOP");
    let second = Service::start_with(&warehouse, "second.log", &quick);
    wait_until("the second leads", || second.log().contains("this instance leads"));
    wait_until("the frozen session is gone", || {
        !is_held(&warehouse) || {
            // The second began the request again, and sleeps in its turn.
            second.log().contains("begins")
        }
    });
    let_go(&warehouse);
    wait_until("the request is done", || status(&warehouse, &verzoek) == "succeeded");
    let facts = warehouse.facts().unwrap();
    frozen.signal("CONT");
    wait_until("the frozen one knows", || frozen.log().contains("no longer leads"));
    wait_until("it waits", || frozen.log().contains("another instance leads"));
    assert_eq!(status(&warehouse, &verzoek), "succeeded", "{}", frozen.log());
    assert!(warehouse.facts().unwrap().differences(&facts).is_empty());
    assert_loaded_once(&warehouse);
    let taken = "select host is not null and pid is not null from beheer.leider";
    assert_eq!(warehouse.value(taken).unwrap(), "t");
    let leads = format!("select pid = {} from beheer.leider", second.child.id());
    assert_eq!(warehouse.value(&leads).unwrap(), "t");
}

#[test]
fn what_is_asked_twenty_times_is_done_once() {
    let warehouse = delivered();
    warehouse.run().unwrap();
    // All wait at one gate, so that they come together.
    let ask = "insert into beheer.verzoek (sleutel, soort, inhoud, bronnen, doel_run_id, \
               is_bevestigd, is_mislukt, reden, wie, herkomst, status, poging, gevraagd_op) \
               values (gen_random_uuid(), 'rerun', 'rerun run=1', '{}', 1, false, false, 'test', \
               'test', 'pagina', 'queued', 0, now()) on conflict do nothing";
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| warehouse.query(ask).unwrap());
        }
    });
    let _service = Service::start(&warehouse, "serve.log");
    let open = "select count(*) from beheer.verzoek where status in ('queued', 'running')";
    wait_until("all is done", || warehouse.value(open).unwrap() == "0");
    let runs = "select soort || ' ' || status || coalesce(' of ' || rerun_van, '') from beheer.run \
                order by run_id";
    assert_eq!(warehouse.query(runs).unwrap(), ["run succeeded", "rerun succeeded of 1"]);
    assert_loaded_once(&warehouse);
}

#[test]
fn a_request_and_a_run_are_cancelled() {
    let warehouse = delivered();
    let refused = warehouse.sluis(&["cancel", "7"]).unwrap();
    assert_eq!(refused.code, 2, "{refused:?}");
    let waiting = ask(&warehouse);
    let cancelled = warehouse.sluis(&["cancel", &format!("request:{waiting}")]).unwrap();
    assert_eq!(cancelled.code, 0, "{cancelled:?}");
    assert_eq!(status(&warehouse, &waiting), "cancelled");
    hold(&warehouse);
    let service = Service::start(&warehouse, "serve.log");
    let busy = ask(&warehouse);
    let behind = ask(&warehouse);
    wait_until("the run writes", || is_held(&warehouse));
    let run_id = "select run_id from beheer.run";
    let run_id = warehouse.value(run_id).unwrap();
    let named = format!("select run_id = {run_id} from beheer.verzoek where verzoek_id = {busy}");
    wait_until("the request knows its run", || warehouse.value(&named).unwrap() == "t");
    let asked = warehouse.sluis(&["cancel", &run_id]).unwrap();
    assert_eq!(asked.code, 0, "{asked:?}");
    let heard = "select status from beheer.verzoek where soort = 'annuleren'";
    wait_until("it was heard", || warehouse.value(heard).unwrap() == "succeeded");
    // Its transaction in hand is finished, or fails.
    let_go(&warehouse);
    wait_until("the run stops", || status(&warehouse, &busy) == "cancelled");
    wait_until("the next is done", || status(&warehouse, &behind) == "succeeded");
    assert_loaded_once(&warehouse);
    let log = service.log();
    drop(service);
    let audit = "select count(*) from beheer.audit where handeling = 'annuleren'";
    assert_eq!(warehouse.value(audit).unwrap(), "2", "{log}");
    warehouse.query("update beheer.run set status = 'running' where run_id = 1").unwrap();
    wait_until("the lock is free", || {
        let alone = warehouse.sluis(&["cancel", "1"]).unwrap();
        alone.code == 1 && alone.stderr.contains("no service is running")
    });
}

#[test]
fn a_plan_starts_and_check_tells_who_leads() {
    let warehouse = delivered();
    let config = std::fs::read_to_string(warehouse.path("sluis.toml")).unwrap();
    let plan = "[[plan]]\nname = \"vaak\"\nat = [\"*/2 * * * * *\"]\nsources = [\"berichten\"]\n";
    std::fs::write(warehouse.path("sluis.toml"), format!("{config}{plan}")).unwrap();
    let alone = warehouse.sluis(&["check"]).unwrap();
    assert!(alone.stdout.contains("no `sluis serve` leads"), "{}", alone.stdout);
    let service = Service::start(&warehouse, "serve.log");
    let done = "select count(*) > 1 from beheer.verzoek where plan = 'vaak' \
                and wie = 'planner' and status = 'succeeded'";
    wait_until("the plan starts", || warehouse.value(done).unwrap() == "t");
    let check = warehouse.sluis(&["check"]).unwrap();
    let leads = format!("service: process {} on ", service.child.id());
    assert!(check.stdout.contains(&leads), "{}", check.stdout);
    assert!(check.stdout.contains("ok     plan vaak: "), "{}", check.stdout);
    assert!(check.stdout.contains("ok     disk: "), "{}", check.stdout);
    let twice = "select count(*) from (select inhoud from beheer.verzoek group by inhoud \
                 having count(*) > 1) as dubbel";
    assert_eq!(warehouse.value(twice).unwrap(), "0");
}

#[test]
fn what_is_published_is_done_again_only_for_a_reason() {
    let warehouse = delivered();
    warehouse.run().unwrap();
    let task = "select 'task:' || min(taak_id) from beheer.taak where soort = 'inlezen'";
    let task = warehouse.value(task).unwrap();
    let source: &[&str] = &["rerun", "--source", "berichten", "--from", "2026-01-01"];
    for call in [&["rerun", "1"][..], &["rerun", &task], source] {
        let refused = warehouse.sluis(call).unwrap();
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.stderr.contains("only done again for a reason"), "{refused:?}");
        let named: Vec<&str> = [call, &["--reason", "gaat over 999900006"]].concat();
        assert_eq!(warehouse.sluis(&named).unwrap().code, 2);
    }
    assert_eq!(warehouse.value("select count(*) from beheer.run").unwrap(), "1");
    for (call, files) in [
        (&["rerun", "1", "--reason", "zaak 1", "--json"][..], 1),
        (&["rerun", "--source", "berichten", "--reason", "zaak 2", "--json"], 1),
        (&["rerun", "--source", "berichten", "--to", "2026-01-01", "--reason", "z", "--json"], 0),
    ] {
        let again = warehouse.sluis(call).unwrap();
        assert_eq!(again.code, 0, "{again:?}");
        assert_eq!(again.json().unwrap()["totals"]["files"], files, "{again:?}");
    }
    for (call, text) in [
        (&["--source", "zaken", "--reason", "z"][..], "there is no source `zaken`"),
        (
            &["--source", "berichten", "--from", "2026-02-01", "--to", "2026-01-01"],
            "--from is after --to",
        ),
    ] {
        let wrong = warehouse.sluis(&[&["rerun"], call].concat()).unwrap();
        assert!(wrong.code == 2 && wrong.stderr.contains(text), "{wrong:?}");
    }
    let audit = "select object || ' ' || resultaat from beheer.audit where handeling = 'rerun' order by audit_id limit 1";
    assert_eq!(warehouse.value(audit).unwrap(), "run=1 zaak 1");
    assert_loaded_once(&warehouse);
}

#[test]
fn a_run_without_room_is_refused_with_figures() {
    let warehouse = delivered();
    // A file with a hole: large by name, and empty on disk.
    let file = File::create(warehouse.inbox().join("groot.xml")).unwrap();
    file.set_len(1 << 46).unwrap();
    let refused = warehouse.sluis(&["run", "--json"]).unwrap();
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.stderr.contains("MB free, and 70368745 MB of new files"), "{refused:?}");
    let run = "select status || ' ' || foutcode from beheer.run";
    assert_eq!(warehouse.value(run).unwrap(), "failed DISK_LOW");
    std::fs::remove_file(warehouse.inbox().join("groot.xml")).unwrap();
    warehouse.run().unwrap();
    assert_loaded_once(&warehouse);
}
