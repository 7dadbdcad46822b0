//! The stage of every row: an inbox with defects, what an undisturbed night makes of it, and a warehouse to disturb.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
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

    /// Starts `sluis`; its connections pass the proxy.
    pub(crate) fn start(&self, args: &[&str]) -> Result<Child> {
        let mut command = self.command(args)?;
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().context("start sluis")
    }

    /// Waits for a child, at most until the deadline; then it is killed and the row fails.
    pub(crate) fn end_of(&mut self, child: Child) -> Result<Outcome> {
        let id = child.id().to_string();
        // Read while it talks: a pipe that is full would hold it up.
        let (sender, output) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait_with_output()));
        let Ok(output) = output.recv_timeout(DEADLINE) else {
            let _ = Command::new("kill").args(["-9", &id]).status();
            bail!("I8: not done in {DEADLINE:?}");
        };
        let outcome: Outcome = output?.into();
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

    /// A reader that polls until it is asked what it saw (I2).
    pub(crate) fn reader(&self) -> Result<Reader> {
        Reader::start(&self.warehouse)
    }

    /// What was printed so far.
    pub(crate) fn talk(&self) -> &[String] {
        &self.talk
    }

    /// Adds something that was printed.
    pub(crate) fn heard(&mut self, text: impl Into<String>) {
        self.talk.push(text.into());
    }
}

/// Sends a signal to a child.
pub(crate) fn signal(child: &Child, name: &str) -> Result<()> {
    let status =
        Command::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status()?;
    ensure!(status.success(), "kill -{name} failed");
    Ok(())
}
