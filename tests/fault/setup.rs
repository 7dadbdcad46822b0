//! The stage of every row: an inbox with defects, what an undisturbed night makes of it, and a warehouse to disturb.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use sluis_tests::{Facts, Outcome, Warehouse, files};

use crate::invariant::Reader;
use crate::proxy::Proxy;
use crate::server::Server;

const PEILDATUM: &str = "2026-03-01";
/// Longer than any row needs; a hang ends here and is a breach of I8.
pub(crate) const DEADLINE: Duration = Duration::from_mins(2);

/// Made once, for all rows.
pub(crate) struct Setup {
    /// Keeps the folder of `inbox`.
    _origin: Warehouse,
    /// A warehouse with a schema and nothing in it, to copy.
    template: Warehouse,
    /// The messages.
    pub(crate) inbox: Vec<PathBuf>,
    /// What an undisturbed night makes of them.
    pub(crate) expected: Facts,
    /// BSNs, names and other values that may not come out.
    pub(crate) secrets: BTreeSet<String>,
    /// Of every row that does not strike its server; goes last.
    _server: Server,
}

impl Setup {
    pub(crate) fn new() -> Result<Self> {
        let server = Server::new()?;
        let mut origin = Warehouse::on(&server.url())?;
        PEILDATUM.clone_into(&mut origin.peildatum);
        let binary = assert_cmd::cargo::cargo_bin("sluis-testkit");
        let truth = origin.path("truth");
        let made = Command::new(binary)
            .args(["generate", "--months", "12", "--peildatum", PEILDATUM, "--clients", "60"])
            .args(["--seed", "77", "--defect-promille", "200", "--out"])
            .arg(origin.inbox())
            .arg("--truth")
            .arg(&truth)
            .arg("--key")
            .arg(origin.key_file())
            .output()
            .context("build the generator first: cargo build -p testkit")?;
        ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let inbox = files(&origin.inbox())?;
        origin.run()?;
        let expected = origin.facts()?;
        let secrets = fs::read_to_string(truth.join("geheimen.txt"))?;
        let secrets = secrets.lines().filter(|line| line.len() > 3).map(str::to_owned).collect();
        let template = Warehouse::on(&server.url())?;
        let migrated = template.sluis(&["migrate"])?;
        ensure!(migrated.code == 0, "{migrated:?}");
        Ok(Self { _origin: origin, template, inbox, expected, secrets, _server: server })
    }

    /// A warehouse with a schema and all messages in its inbox.
    pub(crate) fn world(&self) -> Result<World<'_>> {
        let world = self.empty_world()?;
        world.warehouse.deliver_files("m", &self.inbox)?;
        Ok(world)
    }

    /// A warehouse with a schema and an empty inbox.
    pub(crate) fn empty_world(&self) -> Result<World<'_>> {
        self.world_of(Warehouse::copy_of(&self.template)?)
    }

    /// A warehouse with a schema and all messages in its inbox, on a server of its own.
    pub(crate) fn world_on(&self, server: &Server) -> Result<World<'_>> {
        let warehouse = Warehouse::on(&server.url())?;
        let migrated = warehouse.sluis(&["migrate"])?;
        ensure!(migrated.code == 0, "{migrated:?}");
        warehouse.deliver_files("m", &self.inbox)?;
        self.world_of(warehouse)
    }

    fn world_of(&self, mut warehouse: Warehouse) -> Result<World<'_>> {
        PEILDATUM.clone_into(&mut warehouse.peildatum);
        let url = warehouse.url()?;
        let server = server_of(&url)?;
        let proxy = Proxy::start(server)?;
        let through =
            url.replacen(&format!(":{}/", server.port()), &format!(":{}/", proxy.port()), 1);
        ensure!(through != url, "the address of the test server has no port");
        Ok(World { setup: self, warehouse, proxy, through, talk: Vec::new() })
    }
}

/// Host and port of an address; the tests use a server on this machine.
fn server_of(url: &str) -> Result<SocketAddr> {
    let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
    let place = place.split('/').next().unwrap_or_default().replace("localhost", "127.0.0.1");
    place.parse().with_context(|| format!("a host and port in the address, not {place}"))
}

/// One warehouse, its inbox, and a proxy before its server.
pub(crate) struct World<'s> {
    pub(crate) setup: &'s Setup,
    pub(crate) warehouse: Warehouse,
    pub(crate) proxy: Proxy,
    through: String,
    /// Everything that was printed, for I6.
    talk: Vec<String>,
}

impl World<'_> {
    /// `sluis` with `args`; its connections pass the proxy.
    pub(crate) fn command(&self, args: &[&str]) -> Result<Command> {
        let mut command = self.warehouse.command(args)?;
        command.env("SLUIS_DATABASE_URL", &self.through);
        Ok(command)
    }

    /// Starts a run whose connections pass the proxy.
    pub(crate) fn start_run(&self) -> Result<Child> {
        self.start(&["run", "--peildatum", PEILDATUM, "--json"])
    }

    /// A run under `strace` with such an injection (`syscall:what`); its connections do not pass the proxy.
    pub(crate) fn run_struck(&mut self, injection: &str) -> Result<Outcome> {
        crate::tool::need("strace", "strace")?;
        let command = self.warehouse.command(&["run", "--peildatum", PEILDATUM, "--json"])?;
        let mut traced = Command::new("strace");
        let syscall = injection.split(':').next().unwrap_or_default();
        traced.args(["-f", "-qq", "-o", "/dev/null", "-e"]);
        traced.arg(format!("trace={syscall}")).arg("-e").arg(format!("inject={injection}"));
        traced.arg(command.get_program()).args(command.get_args());
        traced.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = traced.spawn().context("start strace")?;
        self.end_of(child)
    }

    /// Starts `sluis`; its connections pass the proxy.
    pub(crate) fn start(&self, args: &[&str]) -> Result<Child> {
        let mut command = self.command(args)?;
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().context("start sluis")
    }

    /// Waits for a child, at most until the deadline; then it is killed and the row fails.
    pub(crate) fn end_of(&mut self, mut child: Child) -> Result<Outcome> {
        let until = Instant::now() + DEADLINE;
        // Read meanwhile: who fills a pipe waits for its reader.
        let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
        let mut is_late = false;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if Instant::now() > until {
                is_late = true;
                child.kill()?;
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let [stdout, stderr] = [stdout, stderr].map(|pipe| pipe.join().unwrap_or_default());
        let outcome: Outcome = Output { status, stdout, stderr }.into();
        ensure!(!is_late, "I8: not done in {DEADLINE:?}: {outcome:?}");
        self.talk.push(format!("{}\n{}", outcome.stdout, outcome.stderr));
        Ok(outcome)
    }

    /// Runs until nobody is in the way any more: the server may need a moment to notice that a killed run is gone.
    pub(crate) fn run_again(&mut self) -> Result<Outcome> {
        self.proxy.go_on();
        let until = Instant::now() + DEADLINE;
        loop {
            let mut command =
                self.warehouse.command(&["run", "--peildatum", PEILDATUM, "--json"])?;
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let outcome = self.end_of(command.spawn().context("start sluis")?)?;
            if outcome.code != 4 || Instant::now() > until {
                return Ok(outcome);
            }
        }
    }

    /// The server ends every session of `sluis`, as an administrator may.
    pub(crate) fn end_sessions(&self) -> Result<()> {
        let ended = self.warehouse.value(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity \
             where datname = current_database() and application_name like 'sluis %'",
        )?;
        ensure!(ended != "0", "there was no session to end");
        Ok(())
    }

    /// Adds sections to the configuration.
    pub(crate) fn configure(&self, more: &str) -> Result<()> {
        let file = self.warehouse.path("sluis.toml");
        let config = fs::read_to_string(&file)?;
        Ok(fs::write(file, config + more)?)
    }

    /// A reader that polls until it is asked what it saw (I2).
    pub(crate) fn reader(&self) -> Result<Reader> {
        Reader::start(&self.warehouse)
    }

    /// What was printed so far.
    pub(crate) fn talk(&self) -> &[String] {
        &self.talk
    }

    /// Does everything of the source again: every file of the night is found again where it was put away.
    pub(crate) fn rerun_archive(&mut self) -> Result<()> {
        let arguments = ["rerun", "--source", "berichten", "--reason", "fault suite", "--json"];
        let again = self.warehouse.sluis(&arguments)?;
        ensure!(matches!(again.code, 0 | 3), "{again:?}");
        let report = again.json()?;
        self.heard(again.stderr);
        let read = report.pointer("/totals/files").and_then(serde_json::Value::as_u64);
        let delivered = self.setup.inbox.len();
        ensure!(
            read == u64::try_from(delivered).ok(),
            "I4: {read:?} of {delivered} files are found again"
        );
        Ok(())
    }

    /// Adds something that was printed.
    pub(crate) fn heard(&mut self, text: impl Into<String>) {
        self.talk.push(text.into());
    }
}

/// Reads a pipe to its end, beside what else happens.
fn drain(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before an error is worth more than the error.
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
        bytes
    })
}

/// Sends a signal to a child.
pub(crate) fn signal(child: &Child, name: &str) -> Result<()> {
    let status =
        Command::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status()?;
    ensure!(status.success(), "kill -{name} failed");
    Ok(())
}
