//! A CSV file to landing, against psql's `\copy` of the same file into a typed table.
//!
//! `cargo build --release -p service && cargo bench -p service --bench csv` with `DATABASE_URL` naming a server;
//! `-- ROWS` sets the number of rows (1000000). First into an empty landing, then the same file a day later with one row in
//! a hundred changed. Prints Markdown and exits with 1 when the limit is broken.
#![expect(clippy::print_stdout, reason = "a bench reports on stdout")]
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "times and ratios, and the server to measure on"
)]
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use core::time::Duration;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// Share of the speed of `\copy` that a load with all checks must reach.
const SHARE_MIN: f64 = 0.5;

const MAPPING: &str = "[bestand]\npatroon = \"voorzieningen_*.csv\"\n\
    peildatum = 'voorzieningen_(\\d{8})'\n[voorziening]\nvast = { wet = \"wmo\" }\n[voorziening.velden]\n\
    beschikkingnummer = \"Beschikking\"\nvolgnummer = \"Volgnummer\"\n\
    client = { kop = \"BSN\", als = \"bsn\" }\nproductcategorie = \"Categorie\"\n\
    productcode = \"Product\"\naanbieder_agb = \"AGB\"\ntoewijzingnummer = \"Toewijzing\"\n\
    volume = \"Volume\"\neenheid = \"Eenheid\"\nfrequentie = \"Frequentie\"\nbudget = \"Budget\"\n\
    ingangsdatum = \"Ingang\"\neinddatum = \"Einde\"\nstatus = \"Status\"\n";

const TYPED: &str = "create table public.kaal (beschikking text, volgnummer text, bsn text, categorie text, product text, \
    agb text, toewijzing bigint, volume bigint, eenheid text, frequentie text, budget numeric, ingang date, einde date, \
    status text)";

/// The key that every landing of these rows needs.
const KEY: &str = "alter table public.kaal add primary key (beschikking, volgnummer)";

fn main() -> ExitCode {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let rows: u32 = rows.unwrap_or(1_000_000);
    let database = Database::new(&std::env::var("DATABASE_URL").unwrap());
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let file = folder.path().join("in/voorzieningen_20240101.csv");
    write_rows(&file, rows, false);
    let megabytes = fs::metadata(&file).unwrap().len() / 1_000_000;
    configure(folder.path(), &database.url);
    sluis(folder.path(), &["migrate"]);
    println!("## {rows} rows, 14 columns, {megabytes} MB\n\n| what | s | rows/s |\n|---|---|---|");
    let [bare, keyed] = [false, true].map(|has_key| {
        let times = (0..3).map(|_| copy_alone(&database.url, &file, has_key));
        times.min().unwrap_or_default().as_secs_f64()
    });
    let (peak, first) = load(folder.path(), &database.url, rows);
    // One row in a hundred stands twice: as it was, and as it is.
    write_rows(&file.with_file_name("voorzieningen_20240102.csv"), rows, true);
    let (later_peak, nightly) = load(folder.path(), &database.url, rows + rows.div_ceil(100));
    let (load, nightly) = (first.as_secs_f64(), nightly.as_secs_f64());
    for (what, time) in [
        ("psql \\copy into a typed table without a key, best of three", bare),
        ("psql \\copy into a typed table with its primary key, best of three", keyed),
        ("CSV to landing, all checks, with its keys", load),
        ("the same a day later, one row in a hundred changed", nightly),
    ] {
        println!("| {what} | {time:.2} | {:.0} |", f64::from(rows) / time);
    }
    let share = keyed / load;
    let verdict = if share >= SHARE_MIN { "ok" } else { "**broken**" };
    println!(
        "\n- share of the speed of \\copy with a key: {share:.2}, without: {:.2} (limit {SHARE_MIN:.2}) {verdict}",
        bare / load
    );
    println!("- a day later: {:.2} of the speed of \\copy with a key", keyed / nightly);
    println!(
        "- peak memory of `sluis run`: {} MB, a day later {} MB",
        peak / 1024,
        later_peak / 1024
    );
    println!("\n{}", if share >= SHARE_MIN { "PASS" } else { "FAIL" });
    if share >= SHARE_MIN { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A database of its own, dropped at the end.
struct Database {
    server: String,
    name: String,
    url: String,
}

impl Database {
    fn new(server: &str) -> Self {
        let name = format!("sluis_csv_{}", std::process::id());
        psql(server, &format!("create database {name}"));
        let (base, options) = server.split_once('?').unwrap_or((server, ""));
        let url = format!("{}/{name}?{options}", base.rsplit_once('/').unwrap().0);
        Self { server: server.to_owned(), name, url }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        psql(&self.server, &format!("drop database {} with (force)", self.name));
    }
}

/// Whether a number passes the eleven test.
fn is_bsn(number: u32) -> bool {
    let digits = (0..9_u32).map(|place| (number / 10_u32.pow(8 - place)) % 10);
    let sum: u32 = digits.zip((2..=9).rev()).map(|(digit, weight)| digit * weight).sum();
    sum % 11 == number % 10
}

fn write_rows(path: &Path, rows: u32, is_later: bool) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let head = "Beschikking;Volgnummer;BSN;Categorie;Product;AGB;Toewijzing;Volume;Eenheid;Frequentie;Budget;Ingang;\
        Einde;Status";
    writeln!(file, "{head}").unwrap();
    // Valid numbers with a leading 9.
    let bsns = (900_000_000..999_999_990).filter(|number| is_bsn(*number));
    for (row, bsn) in (0..rows).zip(bsns) {
        let (day, month) = (row % 28 + 1, row % 12 + 1);
        let status = if is_later && row % 100 == 0 { "Beeindigd" } else { "Actief" };
        writeln!(
            file,
            "{};{};{bsn};02;02A{:02};424200{:02};{};{};01;2;{},{:02};2026-{month:02}-{day:02};2027-{month:02}-{day:02};{status}",
            400_000_000 + row / 2,
            row % 2 + 1,
            row % 30,
            row % 90,
            1_000_000 + row,
            row % 3_000,
            row % 90_000,
            row % 100
        )
        .unwrap();
    }
    file.into_inner().unwrap().sync_all().unwrap();
}

fn configure(folder: &Path, database: &str) {
    let key = folder.join("key");
    fs::write(&key, "5a17c0de".repeat(8)).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o400)).unwrap();
    fs::write(folder.join("mapping.toml"), MAPPING).unwrap();
    let config = format!(
        "[database]\nurl = \"{database}\"\n[paths]\ndata_dir = \"var\"\n[privacy]\nkey_file = \"key\"\n\
         [ggk]\nstabiel_ms = 0\n[[source]]\nname = \"csv\"\nkind = \"zaaksysteem\"\npath = \"in\"\n\
         mapping = \"mapping.toml\"\ngemeentecode = \"0406\"\n"
    );
    fs::write(folder.join("sluis.toml"), config).unwrap();
}

fn sluis(folder: &Path, arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_sluis"))
        .args(arguments)
        .arg("--config")
        .arg(folder.join("sluis.toml"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "sluis {arguments:?}");
}

/// Loads the newest file, after which so many rows stand; peak in kB, and the time of its task by the ledger.
fn load(folder: &Path, url: &str, rows: u32) -> (u64, Duration) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sluis"))
        .args(["run", "--json", "--config"])
        .arg(folder.join("sluis.toml"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut high = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let mark = mark.and_then(|mark| mark.split_whitespace().next()?.parse().ok());
        high = high.max(mark.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(child.wait().unwrap().success(), "sluis run");
    let landed = psql(url, "select count(*) from landing.csv_voorziening");
    assert_eq!(landed.trim(), rows.to_string(), "every row is in landing");
    let micros = "select (extract(epoch from geeindigd_op - gestart_op) * 1000000)::bigint from beheer.taak \
                  where bron = 'csv' and soort = 'inlezen' order by taak_id desc limit 1";
    (high, Duration::from_micros(psql(url, micros).trim().parse().unwrap()))
}

/// Copies the file into a typed table, as a text CSV, which is what psql can do with it.
fn copy_alone(url: &str, file: &Path, has_key: bool) -> Duration {
    psql(url, "drop table if exists public.kaal");
    psql(url, TYPED);
    if has_key {
        psql(url, KEY);
    }
    // The decimal comma is no number for COPY: a twin of the file with a point.
    let twin = file.with_extension("kaal");
    let text = fs::read_to_string(file).unwrap().replace(',', ".");
    fs::write(&twin, text).unwrap();
    let command = format!(
        "\\copy public.kaal from '{}' (format csv, header true, delimiter ';')",
        twin.display()
    );
    let begin = Instant::now();
    psql(url, &command);
    let time = begin.elapsed();
    fs::remove_file(twin).unwrap();
    time
}

fn psql(url: &str, command: &str) -> String {
    let output = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", command])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
