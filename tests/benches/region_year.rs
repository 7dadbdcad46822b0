//! Loads a generated region-year and compares it with the limits of the project, in one run.
//!
//! `cargo build --release -p service -p testkit && cargo bench -p sluis-tests --bench region_year -- CLIENTS`
//! with `DATABASE_URL` naming a server. Prints Markdown and exits with 1 when a limit is broken.
#![expect(clippy::print_stdout, reason = "a bench reports on stdout")]
#![expect(clippy::disallowed_types, reason = "ratios of measured times, never money")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use sluis_tests::{Warehouse, files};

/// Memory of the `sluis` process, in kB.
const MEMORY_MAX_KB: u64 = 512 * 1024;
/// Whole load against COPY of all its rows.
const COPY_RATIO_MAX: f64 = 4.0;
/// A night with nothing new, per 100,000 files in the inbox.
const NOTHING_NEW_SECONDS_MAX: f64 = 5.0;
/// Its write-ahead log: some rows of the ledger, and whole pages where they are the first since a checkpoint.
const NOTHING_NEW_WAL_BYTES_MAX: u64 = 1024 * 1024;
/// New files of a small night, which is compared at 1x and 10x history.
const NIGHT_FILES: usize = 1000;
/// Small nights of which the median counts.
const NIGHTS: usize = 3;
/// How much dearer a chain may be at ten times the history.
const NIGHT_RATIO_MAX: f64 = 2.0;

fn main() -> Result<ExitCode> {
    let clients: u32 =
        std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let mut report = Report::default();
    let small = measure(clients / 10, &mut report)?;
    let large = measure(clients, &mut report)?;
    println!("## {} against {} clients\n", clients / 10, clients);
    let growth = as_f64(large.memory_kb) / as_f64(small.memory_kb);
    report.limit("peak memory at 10x, times that at 1x", growth, 1.5);
    let night = large.chain_seconds / small.chain_seconds;
    report.limit(
        "cost of a chain in a small night at 10x, times that at 1x",
        night,
        NIGHT_RATIO_MAX,
    );
    Ok(if report.broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Measured {
    memory_kb: u64,
    chain_seconds: f64,
}

#[derive(Default)]
struct Report {
    broken: u32,
}

impl Report {
    fn limit(&mut self, what: &str, value: f64, max: f64) {
        let verdict = if value <= max { "ok" } else { "**broken**" };
        self.broken += u32::from(value > max);
        println!("- {what}: {value:.2} (limit {max:.2}) {verdict}");
    }
}

/// One region: first load, nothing new, a small night.
fn measure(clients: u32, report: &mut Report) -> Result<Measured> {
    println!("## {clients} clients, 12 months\n");
    let warehouse = Warehouse::new()?;
    let generated = warehouse.path("generated");
    let started = Instant::now();
    generate(&generated, clients)?;
    let all = files(&generated)?;
    println!("- generated {} messages in {:.1} s", all.len(), started.elapsed().as_secs_f64());
    let held = hold_back(&warehouse, &all)?;

    let first = sluis(&warehouse)?;
    report_load(&warehouse, &first, report)?;
    // What Postgres itself does to freshly loaded tables is not the night's.
    warehouse.query("vacuum")?;
    let wal = wal(&warehouse)?;
    let nothing = sluis(&warehouse)?;
    let per_files = nothing.wall.as_secs_f64() * 100_000.0 / as_f64(count(&all)?).max(100_000.0);
    report.limit(
        "a night with nothing new, seconds per 100,000 files",
        per_files,
        NOTHING_NEW_SECONDS_MAX,
    );
    let written = as_f64(wal_since(&warehouse, &wal)?);
    report.limit("its write-ahead log, bytes", written, as_f64(NOTHING_NEW_WAL_BYTES_MAX));

    let mut nights = Vec::new();
    for (number, files) in held.iter().enumerate() {
        for file in files {
            rename(file, &warehouse.inbox())?;
        }
        let night = sluis(&warehouse)?;
        let chains = chains(&warehouse)?;
        // What a night costs before it touches a chain is the night with nothing new.
        let own = night.wall.saturating_sub(nothing.wall).as_secs_f64() / as_f64(chains);
        println!(
            "- small night {}: {} new messages, {:.2} s, {chains} chains, {:.3} ms a chain",
            number + 1,
            files.len(),
            night.wall.as_secs_f64(),
            own * 1000.0
        );
        nights.push(own);
    }
    println!();
    nights.sort_by(f64::total_cmp);
    let chain_seconds = nights.get(NIGHTS / 2).copied().context("no night was measured")?;
    Ok(Measured { memory_kb: first.memory_kb, chain_seconds })
}

fn report_load(warehouse: &Warehouse, load: &Load, report: &mut Report) -> Result<()> {
    let (rows, copy) = copy_alone(warehouse)?;
    let seconds = load.wall.as_secs_f64();
    println!("- whole load: {seconds:.1} s, {rows} rows in landing and dwh");
    println!("- binary COPY of those rows alone: {:.1} s", copy.as_secs_f64());
    report.limit("whole load against COPY alone", seconds / copy.as_secs_f64(), COPY_RATIO_MAX);
    println!("- peak memory: {} MB", load.memory_kb / 1024);
    report.limit("peak memory, MB", as_f64(load.memory_kb / 1024), as_f64(MEMORY_MAX_KB / 1024));
    Ok(())
}

struct Load {
    wall: Duration,
    memory_kb: u64,
}

fn sluis(warehouse: &Warehouse) -> Result<Load> {
    let started = Instant::now();
    let mut child = warehouse
        .command(&["run", "--peildatum", "2026-03-01", "--json"])?
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let memory_kb = watch(&mut child)?;
    let status = child.wait()?;
    ensure!(matches!(status.code(), Some(0 | 3)), "sluis run: {status}");
    Ok(Load { wall: started.elapsed(), memory_kb })
}

/// Follows the high-water mark of a process until it ends.
fn watch(child: &mut Child) -> Result<u64> {
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut high = 0;
    while child.try_wait()?.is_none() {
        if let Ok(text) = fs::read_to_string(&status) {
            let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let mark = mark.and_then(|mark| mark.split_whitespace().next()?.parse().ok());
            high = high.max(mark.unwrap_or(0));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(high)
}

fn generate(out: &Path, clients: u32) -> Result<()> {
    let status = Command::new(assert_cmd::cargo::cargo_bin("sluis-testkit"))
        .args(["generate", "--large-bsn", "--months", "12", "--seed", "7", "--clients"])
        .arg(clients.to_string())
        .arg("--out")
        .arg(out)
        .stdout(Stdio::null())
        .status()
        .context("start sluis-testkit")?;
    ensure!(status.success(), "sluis-testkit: {status}");
    Ok(())
}

/// Moves the messages to the inbox, but for a fixed number for each of the nights that come later.
fn hold_back(warehouse: &Warehouse, all: &[PathBuf]) -> Result<Vec<Vec<PathBuf>>> {
    let step = (all.len() / NIGHT_FILES).max(2 * NIGHTS);
    let mut held = vec![Vec::new(); NIGHTS];
    for (index, file) in all.iter().enumerate() {
        match held.get_mut(index % step) {
            Some(night) => night.push(file.clone()),
            None => rename(file, &warehouse.inbox())?,
        }
    }
    Ok(held)
}

fn rename(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::rename(file, folder.join(name)).context("move into the inbox")
}

/// Copies every table of landing and dwh to a bare twin, with psql and nothing else.
fn copy_alone(warehouse: &Warehouse) -> Result<(u64, Duration)> {
    let tables = warehouse.query(
        "select schemaname || '.' || tablename from pg_tables where schemaname in ('landing', 'dwh') order by 1",
    )?;
    warehouse.query("drop schema if exists kaal cascade")?;
    warehouse.query("create schema kaal")?;
    let (mut rows, mut time) = (0, Duration::ZERO);
    for table in &tables {
        let twin = format!("kaal.{}", table.replace('.', "_"));
        let file = warehouse.path("copy.bin");
        let count = warehouse.value(&format!("select count(*) from {table}"))?;
        rows += count.parse::<u64>()?;
        warehouse.query(&format!("create table {twin} (like {table})"))?;
        warehouse.query(&format!("\\copy {table} to '{}' (format binary)", file.display()))?;
        let started = Instant::now();
        warehouse.query(&format!("\\copy {twin} from '{}' (format binary)", file.display()))?;
        time += started.elapsed();
        fs::remove_file(file)?;
    }
    warehouse.query("drop schema kaal cascade")?;
    Ok((rows, time))
}

fn wal(warehouse: &Warehouse) -> Result<String> {
    warehouse.query("checkpoint")?;
    warehouse.value("select pg_current_wal_insert_lsn()")
}

fn wal_since(warehouse: &Warehouse, start: &str) -> Result<u64> {
    let bytes = warehouse.value(&format!(
        "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '{start}')::bigint"
    ))?;
    Ok(bytes.parse()?)
}

/// Chains that the newest run touched.
fn chains(warehouse: &Warehouse) -> Result<u64> {
    let sql =
        "select gelezen from beheer.taak where soort = 'publiceren' order by taak_id desc limit 1";
    Ok(warehouse.value(sql)?.parse::<u64>()?.max(1))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "for a ratio of measurements"
)]
fn as_f64(number: u64) -> f64 {
    number as f64
}

fn count(files: &[PathBuf]) -> Result<u64> {
    Ok(u64::try_from(files.len())?)
}
