//! What a night costs at 1x, 10x and 50x history, and whether it gives the facts of a rebuild from scratch.
//!
//! `cargo build --release -p service -p testkit && cargo bench -p sluis-tests --bench nights -- CLIENTS` with
//! `DATABASE_URL` naming a server; CLIENTS is the history at 1x. Prints Markdown and exits with 1 when a limit is broken.
#![expect(clippy::print_stdout, reason = "a bench reports on stdout")]
#![expect(clippy::disallowed_types, reason = "ratios of measured times, never money")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};
use sluis_tests::{Warehouse, files};

/// How many times the history of the smallest.
const HISTORIES: [u32; 3] = [1, 10, 50];
/// New messages of a night.
const NIGHT_FILES: usize = 250;
/// Nights of which the median counts.
const NIGHTS: usize = 3;
/// How much dearer a touched chain may be at the longest history.
const RATIO_MAX: f64 = 2.0;
/// The day that every run looks at.
const PEILDATUM: &str = "2026-03-01";

fn main() -> Result<ExitCode> {
    let clients: u32 =
        std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(500);
    println!("| history | messages | chains a night | publish | a chain | log a chain | equal |");
    println!("|---|---|---|---|---|---|---|");
    let mut costs = Vec::new();
    let mut is_equal = true;
    for history in HISTORIES {
        let measured = measure(clients * history)?;
        println!(
            "| {history}x | {} | {} | {:.3} s | {:.2} ms | {:.0} B | {} |",
            measured.messages,
            measured.chains,
            measured.seconds,
            measured.seconds * 1000.0 / measured.chains,
            measured.wal / measured.chains,
            measured.is_equal
        );
        is_equal = is_equal && measured.is_equal;
        costs.push(measured.seconds / measured.chains);
    }
    let (Some(first), Some(last)) = (costs.first(), costs.last()) else {
        return Ok(ExitCode::FAILURE);
    };
    let ratio = last / first;
    let is_held = ratio <= RATIO_MAX && is_equal;
    println!(
        "\n- a touched chain at the longest history, times that at 1x: {ratio:.2} (limit {RATIO_MAX:.2}) {}",
        if is_held { "PASS" } else { "FAIL" }
    );
    Ok(if is_held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The median night of one history.
struct Measured {
    messages: usize,
    chains: f64,
    seconds: f64,
    wal: f64,
    is_equal: bool,
}

fn measure(clients: u32) -> Result<Measured> {
    let warehouse = Warehouse::new()?;
    let generated = warehouse.path("generated");
    generate(&generated, clients)?;
    let all = files(&generated)?;
    // Every so many files one waits for a night: those come from the whole year.
    let step = (all.len() / NIGHT_FILES).max(2 * NIGHTS);
    let waits = |index: usize| (index % step < NIGHTS).then_some(index % step);
    let history = all.iter().enumerate().filter(|(index, _)| waits(*index).is_none());
    warehouse.deliver_files("h", history.map(|(_, file)| file))?;
    run(&warehouse)?;
    warehouse.query("vacuum analyze")?;
    let mut nights = Vec::new();
    for number in 0..NIGHTS {
        let files = all.iter().enumerate().filter(|(index, _)| waits(*index) == Some(number));
        warehouse.deliver_files(&format!("n{number}-"), files.map(|(_, file)| file))?;
        nights.push(night(&warehouse)?);
    }
    let is_equal = digest(&warehouse)? == rebuild(&all)?;
    nights.sort_by(|left, right| left.seconds.total_cmp(&right.seconds));
    let median = nights.into_iter().nth(NIGHTS / 2).context("no night was measured")?;
    Ok(Measured { messages: all.len(), is_equal, ..median })
}

/// One run with new messages: the cost of its publication, as the ledger has it, and its log.
fn night(warehouse: &Warehouse) -> Result<Measured> {
    warehouse.query("checkpoint")?;
    let start = warehouse.value("select pg_current_wal_insert_lsn()")?;
    run(warehouse)?;
    let number = |sql: &str| -> Result<f64> { Ok(warehouse.value(sql)?.parse()?) };
    let wal = number(&format!("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '{start}')"))?;
    let last = "from beheer.taak where soort = 'publiceren' order by taak_id desc limit 1";
    Ok(Measured {
        messages: 0,
        chains: number(&format!("select greatest(gelezen, 1) {last}"))?,
        seconds: number(&format!("select extract(epoch from geeindigd_op - gestart_op) {last}"))?,
        wal,
        is_equal: false,
    })
}

/// The facts of all messages at once, in a warehouse of their own.
fn rebuild(all: &[PathBuf]) -> Result<Vec<String>> {
    let warehouse = Warehouse::new()?;
    warehouse.deliver_files("a", all)?;
    run(&warehouse)?;
    digest(&warehouse)
}

/// Per table of dwh the number of its rows and a sum of their hashes, without lineage and the life of findings.
fn digest(warehouse: &Warehouse) -> Result<Vec<String>> {
    let tables = warehouse
        .query("select tablename from pg_tables where schemaname = 'dwh' order by tablename")?;
    let memory = "array['bestand_id', 'bericht_bestand_id', 'ontvangen_op', 'eerst_gezien_op', \
                  'laatst_gezien_op', 'opgelost_op', 'aantal_heropend']";
    tables
        .iter()
        .map(|table| {
            let filter = if table == "feit_bevinding" { "where status <> 'opgelost'" } else { "" };
            warehouse.value(&format!(
                "select '{table} ' || count(*) || ' ' || \
                 coalesce(sum(hashtextextended((to_jsonb(feit) - {memory})::text, 0)), 0) \
                 from dwh.{table} as feit {filter}"
            ))
        })
        .collect()
}

fn run(warehouse: &Warehouse) -> Result<()> {
    let outcome = warehouse.sluis(&["run", "--peildatum", PEILDATUM, "--json"])?;
    ensure!(matches!(outcome.code, 0 | 3), "sluis run: {outcome:?}");
    Ok(())
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
    // The truth is not a message.
    for entry in fs::read_dir(out)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "xml") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
