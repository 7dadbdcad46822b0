//! A thousand planned nights in simulated time, on a real Postgres: each starts exactly once.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use core::time::Duration;
use std::collections::BTreeMap;
use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Amsterdam;
use load::Db;
use load::dienst::{self, Afloop, Gestart, Leider};
use load::ledger::Status;
use service::clock;
use service::config::Plan;
use service::serve::planner::tik;

const NIGHTS: usize = 1000;

/// Longer than any night is away, so that no night is merged with the next.
const AWAY_MAX_HOURS: u64 = 20;

/// The next number of a small generator; the seed stands in the message of a failure.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn psql(url: &str, sql: &str) -> Vec<String> {
    let output = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql])
        .output()
        .unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(ToOwned::to_owned).collect()
}

/// An empty database that goes when it is dropped.
struct Database {
    server: String,
    name: String,
    url: String,
}

impl Database {
    #[expect(
        clippy::disallowed_methods,
        reason = "the test server is handed over in the environment"
    )]
    fn new(name: &str) -> Self {
        let server = std::env::var("DATABASE_URL").expect("run the tests by ./test.sh");
        let name = format!("sluis_{name}_{}", std::process::id());
        psql(&server, &format!("create database {name}"));
        let (base, options) = server.split_once('?').unwrap_or((&server, ""));
        let url = format!("{}/{name}?{options}", base.rsplit_once('/').unwrap().0);
        Self { server, name, url }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        psql(&self.server, &format!("drop database if exists {} with (force)", self.name));
    }
}

fn plan(name: &str, at: &str, jitter_seconds: u32) -> Plan {
    let at = vec![at.parse().unwrap()];
    Plan { name: name.to_owned(), at, sources: Vec::new(), catch_up: true, jitter_seconds }
}

/// Two instances, one clock that is not to be trusted, and a worker that does what is asked at once.
struct World {
    db: Db,
    url: String,
    plans: Vec<Plan>,
    instances: [Option<Leider>; 2],
    started: BTreeMap<(String, DateTime<Utc>), u32>,
    takeovers: u32,
    tries: u32,
}

impl World {
    /// One instance looks; it takes the lead when it can.
    async fn look(&mut self, who: usize, now: DateTime<Utc>) {
        if self.instances[who].is_none() {
            self.tries += 1;
            // Trying costs a connection; while the other leads, now and then is enough.
            if self.instances[1 - who].is_some() && !self.tries.is_multiple_of(8) {
                return;
            }
            let taken = Leider::take(&self.db, "test", Duration::from_hours(1)).await.unwrap();
            self.takeovers += u32::from(taken.is_some());
            self.instances[who] = taken;
        }
        let Some(leider) = &self.instances[who] else { return };
        match tik(&self.db, leider, (&self.plans, Amsterdam), now).await {
            Ok(started) => {
                let is_new =
                    started.iter().any(|(.., gestart)| matches!(gestart, Gestart::Nieuw(_)));
                for (plan, moment, gestart) in started {
                    if matches!(gestart, Gestart::Nieuw(_)) {
                        *self.started.entry((plan, moment)).or_default() += 1;
                    }
                }
                if !is_new {
                    return;
                }
                let taken = dienst::take(&self.db, leider, now + TimeDelta::days(9999)).await;
                let id = taken.unwrap().unwrap().verzoek_id;
                let afloop = Afloop { status: Status::Succeeded, failure: None };
                dienst::finish(&self.db, leider, id, &afloop, now).await.unwrap();
            }
            Err(load::Error::LeaderLost { .. }) => self.instances[who] = None,
            Err(error) => panic!("{error}"),
        }
    }

    /// The process ends, or its session does while it goes on believing that it leads.
    fn disturb(&mut self, who: usize, chance: u64) {
        match chance % 40 {
            0 | 1 => self.instances[who] = None,
            2 => {
                let _ = psql(
                    &self.url,
                    "select count(pg_terminate_backend(pid)) from pg_locks where \
                     locktype = 'advisory' and database = \
                     (select oid from pg_database where datname = current_database())",
                );
            }
            _ => {}
        }
    }
}

async fn nights(name: &str, mut seed: u64, plans: Vec<Plan>) {
    let database = Database::new(name);
    let db = Db::connect(&database.url).await.unwrap();
    db.migrate().await.unwrap();
    let begin: DateTime<Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    let mut world = World {
        db: db.clone(),
        url: database.url.clone(),
        plans,
        instances: [None, None],
        started: BTreeMap::new(),
        takeovers: 0,
        tries: 0,
    };
    let first = &world.plans[0].at[0];
    let expected: Vec<DateTime<Utc>> = clock::upcoming(first, Amsterdam, begin, NIGHTS)
        .iter()
        .map(|moment| moment.with_timezone(&Utc))
        .collect();
    let until = *expected.last().unwrap() + TimeDelta::hours(3);
    let mut now = begin;
    world.look(0, now).await;
    while now < until {
        let step = next(&mut seed);
        let minutes = match step % 20 {
            // Nobody is there for a while.
            0 => 60 * (1 + next(&mut seed) % AWAY_MAX_HOURS),
            1..=3 => 1 + next(&mut seed) % 15,
            _ => 60 + next(&mut seed) % 360,
        };
        now += TimeDelta::minutes(i64::try_from(minutes).unwrap());
        let who = usize::try_from(next(&mut seed) % 2).unwrap();
        let chance = next(&mut seed);
        world.disturb(who, chance);
        world.look(who, now).await;
        // Either may lead: both look, as they do every second.
        world.look(1 - who, now).await;
        if step.is_multiple_of(17) {
            // The clock goes back up to two hours, and is set right.
            let back = TimeDelta::minutes(i64::try_from(1 + next(&mut seed) % 120).unwrap());
            world.look(who, now - back).await;
            world.look(1 - who, now - back).await;
        }
    }
    world.look(0, now).await;
    world.look(1, now).await;
    for plan in &world.plans {
        let moments = clock::upcoming(&plan.at[0], Amsterdam, begin, NIGHTS);
        assert_eq!(moments.len(), NIGHTS);
        let wrong: Vec<String> = moments
            .iter()
            .map(|moment| moment.with_timezone(&Utc))
            .map(|moment| (moment, world.started.get(&(plan.name.clone(), moment)).copied()))
            .filter(|(_, times)| *times != Some(1))
            .map(|(moment, times)| format!("{moment}: {times:?}"))
            .collect();
        assert!(wrong.is_empty(), "{} seed {seed}: {wrong:?}", plan.name);
    }
    assert!(world.takeovers > 50, "the lead changed {} times", world.takeovers);
    let rows = psql(
        &database.url,
        "select plan || ' ' || count(*) || ' ' || count(distinct inhoud) from beheer.verzoek \
         where status = 'succeeded' group by plan order by plan",
    );
    let counts: Vec<String> =
        world.plans.iter().map(|plan| format!("{} {NIGHTS} {NIGHTS}", plan.name)).collect();
    assert_eq!(rows, counts);
    db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_nights_start_once_each() {
    nights("nachten", 7, vec![plan("nightly", "0 0 4 * * *", 0)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_nights_in_the_hour_that_dst_skips_and_doubles() {
    nights("dst", 8, vec![plan("dst", "0 30 2 * * *", 0)]).await;
}
