//! `sluis-testkit`: generates an inbox of made-up messages with a known truth, or serves a fake CBS.

mod aanwijzing;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use domain::Gemeentecode;
use testkit::bsn::Reeks;
use testkit::fake_cbs::{FakeCbs, voorbeelden};
use testkit::{Indeling, Opdracht, genereer};

/// Made-up messages with a known truth.
#[derive(Debug, Parser)]
#[command(name = "sluis-testkit", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fill a folder with messages.
    Generate(Generate),
    /// Serve a fake CBS, to try tables of `StatLine` without internet.
    Cbs(Cbs),
}

#[derive(Debug, Args)]
struct Cbs {
    /// Port on 127.0.0.1; 0: any free one.
    #[arg(long, default_value_t = 8439)]
    port: u16,
    /// Folder with replay-map.json: serves what was recorded. Without: a few small made-up tables and a huge one.
    #[arg(long)]
    fixtures: Option<PathBuf>,
    /// Rows on a page: v3, v4.
    #[arg(long, value_name = "V3,V4", value_parser = page_rows, default_value = "10000,100000")]
    page_rows: (u64, u64),
}

/// Reads `10000,100000`.
fn page_rows(text: &str) -> Result<(u64, u64), String> {
    let rows = text.split_once(',').map(|(v3, v4)| (v3.trim().parse(), v4.trim().parse()));
    match rows {
        Some((Ok(v3), Ok(v4))) if v3 > 0 && v4 > 0 => Ok((v3, v4)),
        _ => Err("two numbers with a comma between, such as 100,1000".to_owned()),
    }
}

#[derive(Debug, Args)]
struct Generate {
    /// Folder of the messages; made when needed.
    #[arg(long)]
    out: PathBuf,
    /// Number of clients.
    #[arg(long)]
    clients: usize,
    /// Number of months.
    #[arg(long)]
    months: u32,
    /// The same seed gives the same bytes.
    #[arg(long)]
    seed: u64,
    /// A day in the first month.
    #[arg(long, default_value = "2025-01-01")]
    begin: NaiveDate,
    /// Municipalities.
    #[arg(long, value_delimiter = ',', default_value = "0363,0384", value_parser = gemeente)]
    gemeenten: Vec<Gemeentecode>,
    /// Planted defects in a thousand allocations; none when there are fewer than three months.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(0..=1000))]
    defect_promille: u64,
    /// Requests (315, 317) in a thousand allocations.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=1000))]
    requests_promille: u64,
    /// Clients in a thousand with messages of release 2, of 2018 to 2020.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=1000))]
    history_promille: u64,
    /// Reference date of the truth; default: two months after the last one.
    #[arg(long)]
    peildatum: Option<NaiveDate>,
    /// Go on with other valid BSNs when those kept free for tests run out; for benchmarks only.
    #[arg(long)]
    large_bsn: bool,
    /// Folder of the truth; made when needed.
    #[arg(long)]
    truth: Option<PathBuf>,
    /// File with the pseudonym key: the truth then has pseudonyms instead of BSNs.
    #[arg(long)]
    key: Option<PathBuf>,
    /// Write only messages of this month (from 1) and later; the truth is about all.
    #[arg(long)]
    from_month: Option<u32>,
    /// Write only messages before this month (from 1); the truth is about all.
    #[arg(long)]
    until_month: Option<u32>,
    /// How the files are laid out.
    #[arg(long, value_enum, default_value_t)]
    layout: Indeling,
    /// Clients whose declarations are gathered into one 323 per provider and month.
    #[arg(long, default_value_t = 500)]
    block: usize,
}

fn gemeente(text: &str) -> Result<Gemeentecode, String> {
    text.parse().map_err(|_| "a municipality is four digits, such as 0363".to_owned())
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Generate(args) => generate(args),
        Command::Cbs(args) => serve(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // In words only: where in the program it went wrong is no help to who called it.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Serves until the process is ended; what to put in the configuration goes to stdout.
fn serve(args: &Cbs) -> anyhow::Result<()> {
    let cbs = open(args)?;
    let (v3, v4) = args.page_rows;
    cbs.set_page_rows(v3, v4);
    let mut out = std::io::stdout().lock();
    out.write_all(aanwijzing::bronnen(&cbs, args.fixtures.is_some()).as_bytes())?;
    out.flush()?;
    loop {
        std::thread::park();
    }
}

fn open(args: &Cbs) -> anyhow::Result<FakeCbs> {
    let opened = match &args.fixtures {
        Some(folder) => FakeCbs::replay(args.port, folder),
        None => FakeCbs::start_on(args.port, voorbeelden()).map_err(Into::into),
    };
    opened.map_err(|error| match error.downcast_ref::<std::io::Error>() {
        Some(cause) if cause.kind() == std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
            "port {} of 127.0.0.1 is in use; choose another with --port, or 0 for any free one",
            args.port
        ),
        _ => error,
    })
}

fn generate(args: Generate) -> anyhow::Result<()> {
    let sleutel = args
        .key
        .as_ref()
        .map(|path| {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("read {}", path.display()))?;
            text.parse().with_context(|| format!("use {}", path.display()))
        })
        .transpose()?;
    let opdracht = Opdracht {
        map: args.out,
        waarheid: args.truth,
        sleutel,
        clienten: args.clients,
        begin: args.begin,
        maanden: args.months,
        seed: args.seed,
        gemeenten: args.gemeenten,
        defect_promille: args.defect_promille,
        verzoek_promille: args.requests_promille,
        historie_promille: args.history_promille,
        peildatum: args.peildatum,
        reeks: if args.large_bsn { Reeks::Groot } else { Reeks::Test },
        vanaf_maand: args.from_month,
        tot_maand: args.until_month,
        indeling: args.layout,
        blok: args.block,
    };
    let begonnen = Instant::now();
    let verslag = genereer(&opdracht)?;
    let millis = begonnen.elapsed().as_millis().max(1);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} files, {} bytes, {millis} ms, {} MB/s; reference date {}",
        verslag.bestanden,
        verslag.bytes,
        u128::from(verslag.bytes) / 1000 / millis,
        verslag.peildatum,
    )
    .context("write the report")
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[test]
    fn a_port_that_is_in_use_is_named_with_the_way_out() {
        let first = FakeCbs::start(Vec::new());
        let port = first.host().rsplit_once(':').unwrap().1.parse().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let args = |fixtures| Cbs { port, fixtures, page_rows: (1, 1) };
        let told = open(&args(None)).err().unwrap().to_string();
        assert!(told.starts_with(&format!("port {port} of 127.0.0.1 is in use; choose")), "{told}");
        // What is wrong with a folder is told as it is.
        let told = open(&args(Some(folder.path().to_path_buf()))).err().unwrap().to_string();
        assert!(told.contains("replay-map.json"), "{told}");
    }

    #[test]
    fn the_rows_of_a_page_are_two_numbers_with_a_comma() {
        for (text, expect) in [
            ("100,1000", Some((100, 1_000))),
            ("100, 1000", Some((100, 1_000))),
            ("100", None),
            ("0,5", None),
            ("1,2,3", None),
            ("een,twee", None),
        ] {
            assert_eq!(page_rows(text).ok(), expect, "{text}");
            let asked = Cli::try_parse_from(["sluis-testkit", "cbs", "--page-rows", text]);
            assert_eq!(asked.is_ok(), expect.is_some(), "{text}");
        }
    }
}
