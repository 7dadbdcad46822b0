//! Linkage and rules over a generated year, against reading the same rows without any rule.
//!
//! `cargo build --release -p service -p testkit && cargo bench -p load --bench ketens -- CLIENTS` with `DATABASE_URL`
//! naming a server. Prints Markdown and exits with 1 when a limit is broken.
#![expect(clippy::print_stdout, reason = "a bench reports on stdout")]
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "times, and the server to measure on"
)]
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]
#![expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "ratios of measurements")]

use std::hint::black_box;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use load::Db;
use load::keten_reader::{Gelezen, walk};
use transform::{Kader, Keten, toets_bericht, toets_dossier, toets_kenmerk, transform};

/// Records of landing that linkage and rules take in a second on one core.
const RECORDS_PER_SECOND_MIN: f64 = 200_000.0;
/// Peak memory of reading and judging at ten times the chains, times that at one.
const MEMORY_GROWTH_MAX: f64 = 1.5;
/// Of which the best counts.
const ROUNDS: u8 = 3;
/// The word that makes this program a reader whose memory is measured.
const READER: &str = "reader";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, url] = arguments.as_slice()
        && word == READER
    {
        run(async {
            let db = Db::connect(url).await.unwrap();
            let kader = kader();
            walk(&db, |gelezen| judge(&gelezen, &kader)).await.unwrap();
        });
        println!("{}", peak_kb());
        return ExitCode::SUCCESS;
    }
    let clients = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(5_000_u32);
    let landing = Landing::generate(clients);
    println!("## {clients} clients, 12 months\n");
    let is_fast = run(measure(&landing.url));
    let small_kb = landing.reader_kb();
    drop(landing);
    let large_kb = Landing::generate(clients * 10).reader_kb();
    println!("- peak memory: {} MB, at ten times {} MB", small_kb / 1024, large_kb / 1024);
    let growth = large_kb as f64 / small_kb as f64;
    let is_flat =
        verdict("peak memory at 10x, times that at 1x", growth, growth <= MEMORY_GROWTH_MAX);
    if is_fast && is_flat { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One thread: what is measured is one core.
fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn kader() -> Kader {
    Kader::op(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap())
}

fn judge(gelezen: &Gelezen, kader: &Kader) {
    match gelezen {
        Gelezen::Keten(keten) => drop(black_box(transform(keten, kader))),
        Gelezen::Dossier(sleutel, keten) => drop(black_box(toets_dossier(keten, *sleutel, kader))),
        Gelezen::Bericht(bericht) => drop(black_box(toets_bericht(bericht, kader))),
        Gelezen::Kenmerk(groep) => drop(black_box(toets_kenmerk(groep, kader))),
    }
}

async fn measure(url: &str) -> bool {
    let db = Db::connect(url).await.unwrap();
    let kader = kader();
    let (mut bare, mut whole) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        walk(&db, |gelezen| drop(black_box(gelezen))).await.unwrap();
        bare = bare.min(started.elapsed());
        let started = Instant::now();
        walk(&db, |gelezen| judge(&gelezen, &kader)).await.unwrap();
        whole = whole.min(started.elapsed());
    }
    let mut all = Vec::new();
    walk(&db, |gelezen| all.push(gelezen)).await.unwrap();
    let records: usize = all.iter().map(records).sum();
    println!("- {records} records in landing");
    println!("- read and decode, no rule: {:.2} s", bare.as_secs_f64());
    println!("- read, decode, link and judge: {:.2} s", whole.as_secs_f64());
    println!("- times reading alone: {:.2}", whole.as_secs_f64() / bare.as_secs_f64());
    let mut best = [Duration::MAX; KINDS.len()];
    for _ in 0..ROUNDS {
        for (best, (_, is_kind)) in best.iter_mut().zip(KINDS) {
            let kind = all.iter().filter(|gelezen| is_kind(gelezen));
            *best = cpu(|| kind.for_each(|gelezen| judge(gelezen, &kader))).min(*best);
        }
    }
    for ((name, is_kind), best) in KINDS.into_iter().zip(best) {
        let number = all.iter().filter(|gelezen| is_kind(gelezen)).count();
        println!("  - {number} {name} in {:.3} s of one core", best.as_secs_f64());
    }
    let best: Duration = best.iter().sum();
    let speed = records as f64 / best.as_secs_f64();
    verdict("records per second per core, in memory", speed, speed >= RECORDS_PER_SECOND_MIN)
}

type Kind = (&'static str, fn(&Gelezen) -> bool);

/// What is computed, each with its test.
const KINDS: [Kind; 4] = [
    ("chains", |gelezen| matches!(gelezen, Gelezen::Keten(_))),
    ("dossiers", |gelezen| matches!(gelezen, Gelezen::Dossier(..))),
    ("messages", |gelezen| matches!(gelezen, Gelezen::Bericht(_))),
    ("marks", |gelezen| matches!(gelezen, Gelezen::Kenmerk(_))),
];

/// Every record of landing is in one chain; other kringen show it again.
fn records(gelezen: &Gelezen) -> usize {
    let Gelezen::Keten(Keten {
        toewijzingen,
        starts,
        stops,
        prestaties,
        verzoeken,
        antwoorden,
        ..
    }) = gelezen
    else {
        return 0;
    };
    toewijzingen.len()
        + starts.len()
        + stops.len()
        + prestaties.len()
        + verzoeken.len()
        + antwoorden.len()
}

fn verdict(what: &str, value: f64, is_held: bool) -> bool {
    println!("- {what}: {value:.2} {}", if is_held { "PASS" } else { "FAIL" });
    is_held
}

/// Processor time of this thread: others on the machine do not count.
fn cpu(work: impl FnOnce()) -> Duration {
    let before = on_cpu();
    work();
    on_cpu().saturating_sub(before)
}

fn on_cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split_whitespace().next().unwrap().parse().unwrap())
}

fn peak_kb() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    mark.split_whitespace().next().unwrap().parse().unwrap()
}

/// A database with the messages of a generated year; it goes when it is dropped.
struct Landing {
    server: String,
    database: String,
    url: String,
    folder: PathBuf,
}

impl Landing {
    fn generate(clients: u32) -> Self {
        let server = std::env::var("DATABASE_URL").unwrap();
        let database = format!("sluis_bench_{}_{clients}", std::process::id());
        psql(&server, &format!("create database {database}"));
        let (base, options) = server.split_once('?').unwrap_or((&server, ""));
        let url = format!("{}/{database}?{options}", base.rsplit_once('/').unwrap().0);
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = root.join(&database);
        std::fs::create_dir(&folder).unwrap();
        let landing = Self { server, database, url, folder };
        landing.fill(clients);
        landing
    }

    fn fill(&self, clients: u32) {
        let (inbox, key) = (self.folder.join("inbox"), self.folder.join("pseudoniem.key"));
        std::fs::write(&key, "5a17c0de".repeat(8)).unwrap();
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o400)).unwrap();
        let config = self.folder.join("sluis.toml");
        let text = format!(
            "[database]\nurl = \"{}\"\n[paths]\ndata_dir = \"var\"\n[privacy]\nkey_file = \
             \"pseudoniem.key\"\n[[source]]\nname = \"berichten\"\nkind = \"ggk\"\npath = \"inbox\"\n",
            self.url
        );
        std::fs::write(&config, text).unwrap();
        let mut generate = Command::new(binary("sluis-testkit"));
        generate.args(["generate", "--large-bsn", "--months", "12", "--seed", "7", "--clients"]);
        done(generate.arg(clients.to_string()).arg("--out").arg(inbox), &[0]);
        let mut load = Command::new(binary("sluis"));
        load.args(["run", "--peildatum", "2026-03-01", "--json", "--config"]).arg(config);
        done(&mut load, &[0, 3]);
    }

    /// Peak memory of a process that reads and judges it all.
    fn reader_kb(&self) -> u64 {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([READER, &self.url])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        psql(&self.server, &format!("drop database if exists {} with (force)", self.database));
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

/// A program of the workspace, built beside this one.
fn binary(name: &str) -> PathBuf {
    let path = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join(name);
    assert!(path.exists(), "build it first: cargo build --release -p service -p testkit");
    path
}

fn done(command: &mut Command, codes: &[i32]) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let is_done = output.status.code().is_some_and(|code| codes.contains(&code));
    assert!(is_done, "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn psql(url: &str, sql: &str) {
    done(
        Command::new("psql").args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql]),
        &[0],
    );
}
