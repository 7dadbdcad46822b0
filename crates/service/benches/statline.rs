//! `StatLine` from JSON bytes to `dwh`, against parsing the same bytes alone and binary COPY of the same rows alone, and
//! the memory of `sluis run` for a table of a million and of ten million cells.
//!
//! `cargo build --release -p service && cargo bench -p service --bench statline` with `DATABASE_URL` naming a server;
//! `-- MILLIONS` sets the size of the large table (10). Prints Markdown and exits with 1 when a limit is broken.
#![expect(clippy::print_stdout, reason = "a bench reports on stdout")]
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "times and ratios, and the server to measure on"
)]
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use core::time::Duration;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use domain::statline::{Keuze, Protocol, Tabel};
use extract_cbs::{Bron, Client, ClientOptions, Deel, Endpoint, Pagina, lees_pagina};
use load::Db;
use load::ledger::{
    FinishedTask, NewRun, RunSoort, Status, TaakSoort, Telling, next_task_id, start_run,
};
use load::slot::Slot;
use load::statline::{self, DeelPlan, PaginaRij, Plaatsing};
use testkit::fake_cbs::{FakeCbs, FakeTable};
use tokio::sync::mpsc;

/// How many times the time of COPY alone the whole way may take.
const COPY_RATIO_MAX: f64 = 6.0;
/// How much more memory ten times the cells may take.
const MEMORY_RATIO_MAX: f64 = 1.25;
/// Areas, members and years of the table that is timed: two measures, two million cells.
const TIMED: (u32, u32, u32) = (500, 80, 25);
/// Pages that are read ahead of the writer, as in a run.
const AHEAD: usize = 4;

#[tokio::main]
async fn main() -> ExitCode {
    let millions =
        std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10);
    let server = std::env::var("DATABASE_URL").unwrap();
    let timed = timed(&server).await;
    let memory = memory(&server, millions);
    let is_held = timed && memory;
    println!("\n{}", if is_held { "PASS" } else { "FAIL" });
    if is_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A database of its own, dropped at the end.
struct Database {
    server: String,
    name: String,
}

impl Database {
    fn new(server: &str, name: &str) -> Self {
        let name = format!("sluis_statline_{name}_{}", std::process::id());
        psql(server, &format!("create database {name}"));
        Self { server: server.to_owned(), name }
    }

    fn url(&self) -> String {
        let (base, options) = self.server.split_once('?').unwrap_or((&self.server, ""));
        format!("{}/{}?{options}", base.rsplit_once('/').unwrap().0, self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        psql(&self.server, &format!("drop database {} with (force)", self.name));
    }
}

/// A page as it came, and which part it is of.
struct Kept {
    deel: Deel,
    nummer: u32,
    adres: String,
    body: Vec<u8>,
    laatste_id: Option<i64>,
}

async fn timed(server: &str) -> bool {
    let (regios, kenmerken, jaren) = TIMED;
    let cbs = FakeCbs::start(vec![FakeTable::groot("85001NED", regios, kenmerken, jaren)]);
    let bron = bron(&cbs);
    let tabel = bron.beschrijf(&"85001NED".parse().unwrap()).await.unwrap();
    let keuze = Keuze::alles(tabel.dimensies.len());
    let plan = bron.plan(&tabel, &keuze).await.unwrap();
    let (pages, decode) = keep(&tabel, &keuze, &plan.delen);
    let bytes: usize = pages.iter().map(|page| page.body.len()).sum();
    let cells = as_f64(plan.rijen);
    println!(
        "## {} cells in {} pages, {} MB of JSON\n",
        plan.rijen,
        pages.len(),
        bytes / 1_000_000
    );
    println!("| what | s | cells/s |\n|---|---|---|");
    let row = |what: &str, time: Duration| {
        println!("| {what} | {:.2} | {:.0} |", time.as_secs_f64(), cells / time.as_secs_f64());
    };
    let begin = Instant::now();
    for page in &pages {
        let _: serde::de::IgnoredAny = serde_json::from_slice(&page.body).unwrap();
    }
    row("parsing the JSON alone (serde_json, nothing kept)", begin.elapsed());
    row("reading and checking the pages, one core", decode);

    let database = Database::new(server, "timed");
    let db = Db::connect(&database.url()).await.unwrap();
    db.migrate().await.unwrap();
    let begin = Instant::now();
    load_all(&db, &tabel, &keuze, &plan.delen, pages).await;
    let whole = begin.elapsed();
    drop(db);
    row("JSON bytes to dwh: read, landed, published", whole);
    let copy = copy_alone(&database.url());
    row("binary COPY alone of the same facts", copy);
    let ratio = whole.as_secs_f64() / copy.as_secs_f64();
    let verdict = if ratio <= COPY_RATIO_MAX { "ok" } else { "**broken**" };
    println!(
        "\n- the whole way against COPY alone: {ratio:.2} (limit {COPY_RATIO_MAX:.2}) {verdict}"
    );
    ratio <= COPY_RATIO_MAX
}

fn bron(cbs: &FakeCbs) -> Bron {
    let options = ClientOptions {
        proxy: None,
        ca_pem: None,
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_mins(1),
        page_timeout: Duration::from_mins(5),
        tries: 1,
        backoff: Duration::from_millis(10),
        backoff_max: Duration::from_secs(1),
        body_bytes_max: 1 << 30,
        contact: String::new(),
    };
    let endpoint = Endpoint { protocol: Protocol::V4, base_url: cbs.url_v4() };
    Bron::new(endpoint, Client::new(options).unwrap())
}

/// Fetches every page, and times what reading it costs.
fn keep(tabel: &Tabel, keuze: &Keuze, delen: &[Deel]) -> (Vec<Kept>, Duration) {
    let mut pages = Vec::new();
    let mut decode = Duration::ZERO;
    for deel in delen {
        let (mut adres, mut laatste_id, mut nummer) = (deel.adres.clone(), None, 0);
        loop {
            let body = get(&adres);
            let begin = Instant::now();
            let pagina = lees_pagina(&body, tabel, keuze, &adres, laatste_id).unwrap();
            decode += begin.elapsed();
            pages.push(Kept { deel: deel.clone(), nummer, adres, body, laatste_id });
            let Some(volgende) = pagina.volgende else { break };
            (adres, laatste_id, nummer) = (volgende, pagina.laatste_id, nummer + 1);
        }
    }
    (pages, decode)
}

/// The whole way, with pages read ahead of the writer as a run does.
async fn load_all(db: &Db, tabel: &Tabel, keuze: &Keuze, delen: &[Deel], pages: Vec<Kept>) {
    let slot = Slot::take(db).await.unwrap().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let run = NewRun {
        soort: RunSoort::Run,
        gestart_door: "bench",
        versie: "0",
        peildatum: day,
        rerun_van: None,
    };
    let run_id = start_run(db, &slot, &run).await.unwrap();
    let plaatsing = Plaatsing {
        bron: "bench".to_owned(),
        base_url: "http://127.0.0.1".to_owned(),
        wet: None,
        gebied: Some(1),
        vast_gebied: None,
        kaartjaar: None,
        periode: Some(2),
        vaste_periode: None,
        selectie: String::new(),
    };
    let delen: Vec<DeelPlan> =
        delen.iter().map(|deel| DeelPlan { nummer: deel.nummer, rijen: deel.rijen }).collect();
    let mut trek = statline::open(db, &slot, &plaatsing, tabel, keuze, &delen).await.unwrap();
    let mut read = read_ahead(tabel, keuze, pages);
    while let Some((page, pagina)) = read.recv().await {
        let rij = PaginaRij {
            deel: page.deel.nummer,
            nummer: page.nummer,
            adres: &page.adres,
            volgende: pagina.volgende.as_deref(),
            blok: &pagina.blok,
            rijen: pagina.rijen,
            dubbel: pagina.dubbel,
            laatste_id: pagina.laatste_id,
            bytes: pagina.bytes,
            sha256: &pagina.sha256,
        };
        statline::write_page(db, &slot, &mut trek, &rij).await.unwrap();
    }
    let task = FinishedTask {
        taak_id: Some(next_task_id(db).await.unwrap()),
        run_id,
        bron: "bench".to_owned(),
        soort: TaakSoort::Inlezen,
        eenheid: "tabel 85001NED".to_owned(),
        status: Status::Succeeded,
        poging: 1,
        is_gepubliceerd: true,
        failure: None,
        gestart_op: chrono::Utc::now(),
        telling: Telling::default(),
    };
    let wijziging =
        statline::publish(db, &slot, &trek, &plaatsing, tabel, keuze, &task).await.unwrap();
    assert_eq!(wijziging.nieuw, wijziging.cellen, "a first load");
    slot.release().await.unwrap();
}

fn read_ahead(tabel: &Tabel, keuze: &Keuze, pages: Vec<Kept>) -> mpsc::Receiver<(Kept, Pagina)> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    let (tabel, keuze) = (tabel.clone(), keuze.clone());
    tokio::task::spawn_blocking(move || {
        for page in pages {
            let pagina =
                lees_pagina(&page.body, &tabel, &keuze, &page.adres, page.laatste_id).unwrap();
            if sender.blocking_send((page, pagina)).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Copies the facts to a bare twin, with psql and nothing else.
fn copy_alone(url: &str) -> Duration {
    let file = std::env::temp_dir().join(format!("sluis-statline-{}.bin", std::process::id()));
    psql(url, "create table public.kaal (like dwh.feit_statline)");
    psql(url, &format!("\\copy dwh.feit_statline to '{}' (format binary)", file.display()));
    let begin = Instant::now();
    psql(url, &format!("\\copy public.kaal from '{}' (format binary)", file.display()));
    let time = begin.elapsed();
    fs::remove_file(file).unwrap();
    time
}

/// The peak of `sluis run` for a million cells and for `millions`.
fn memory(server: &str, millions: u32) -> bool {
    println!("\n## Memory of `sluis run`\n\n| cells | s | cells/s | peak |\n|---|---|---|---|");
    let small = peak(server, 1);
    let large = peak(server, millions);
    let ratio = as_f64(large) / as_f64(small);
    let verdict = if ratio <= MEMORY_RATIO_MAX { "ok" } else { "**broken**" };
    println!(
        "\n- peak against that of a million: {ratio:.2} (limit {MEMORY_RATIO_MAX:.2}) {verdict}"
    );
    ratio <= MEMORY_RATIO_MAX
}

/// Loads a table of that many million cells (500 areas, 25 years, two measures) and gives the peak in kB.
fn peak(server: &str, millions: u32) -> u64 {
    let database = Database::new(server, &format!("m{millions}"));
    let cbs = FakeCbs::start(vec![FakeTable::groot("85001NED", 500, 40 * millions, 25)]);
    let folder = tempfile::tempdir().unwrap();
    write_config(folder.path(), &database.url(), &cbs.url_v4());
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sluis"))
        .args(["run", "--json", "--config"])
        .arg(folder.path().join("sluis.toml"))
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
    let seconds = begin.elapsed().as_secs_f64();
    let cells = u64::from(millions) * 1_000_000;
    let found = psql(&database.url(), "select count(*) from dwh.feit_statline");
    assert_eq!(found.trim(), cells.to_string(), "every cell is in the star");
    println!("| {cells} | {seconds:.1} | {:.0} | {} MB |", as_f64(cells) / seconds, high / 1024);
    high
}

fn write_config(folder: &Path, database: &str, base_url: &str) {
    let key = folder.join("key");
    fs::write(&key, "5a17c0de".repeat(8)).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o400)).unwrap();
    let config = format!(
        "[database]\nurl = \"{database}\"\n[paths]\ndata_dir = \"var\"\n[privacy]\nkey_file = \"key\"\n\
         [[source]]\nname = \"groot\"\nkind = \"cbs\"\ntable = \"85001NED\"\nbase_url = \"{base_url}\"\n"
    );
    fs::write(folder.join("sluis.toml"), config).unwrap();
}

/// The body of a page, with a connection of its own; the fake keeps connections open, so the length tells its end.
fn get(adres: &str) -> Vec<u8> {
    let (host, path) = adres.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = BufReader::new(TcpStream::connect(host).unwrap());
    write!(stream.get_mut(), "GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut length = None;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        length = length.or_else(|| line.strip_prefix("content-length: ")?.parse().ok());
    }
    let mut body = vec![0; length.unwrap()];
    stream.read_exact(&mut body).unwrap();
    body
}

fn psql(url: &str, command: &str) -> String {
    let output = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", command])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "for ratios")]
fn as_f64(number: u64) -> f64 {
    number as f64
}
