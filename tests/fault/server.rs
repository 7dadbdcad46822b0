//! A Postgres of its own, to stop, crash and restart without harming other tests.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// A running server; stops and goes away with this value.
#[derive(Debug)]
pub(crate) struct Server {
    folder: TempDir,
    bin: PathBuf,
    port: u16,
}

/// How a server is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Sessions are ended, then it stops.
    Fast,
    /// It stops as in a crash; the next start recovers.
    Immediate,
}

impl Server {
    /// Makes and starts one.
    pub(crate) fn new() -> Result<Self> {
        let bin = bin_folder()?;
        let folder = tempfile::tempdir()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Self { folder, bin, port };
        let data = server.data();
        fs::create_dir(&data)?;
        Self::hand_over(server.folder.path())?;
        Self::hand_over(&data)?;
        let made = server
            .program("initdb")
            .arg("-D")
            .arg(&data)
            .args(["-U", "sluis", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
            .output()?;
        ensure!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        // The machine does not lose power here: what was written survives a crash without waiting for the disk.
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\n\
             restart_after_crash = on\nmax_connections = 200\nfsync = off\nlog_error_verbosity = terse\nlog_min_error_statement = panic\n"
        );
        let conf = data.join("postgresql.conf");
        fs::write(&conf, fs::read_to_string(&conf)? + &settings)?;
        server.start()?;
        Ok(server)
    }

    /// Address of its maintenance database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://sluis@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it and waits until it answers.
    pub(crate) fn start(&self) -> Result<()> {
        let log = self.data().join("log");
        let status = self
            .program("pg_ctl")
            .args(["-w", "-s", "-t", "60", "-D"])
            .arg(self.data())
            .arg("-l")
            .arg(log)
            .arg("start")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        ensure!(status.success(), "the server did not start");
        self.answers()
    }

    /// Stops it.
    pub(crate) fn stop(&self, how: Stop) -> Result<()> {
        let mode = match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        let data = self.data();
        let mut command = self.program("pg_ctl");
        let status = command.args(["-w", "-s", "-m", mode, "stop", "-D"]).arg(data).status()?;
        ensure!(status.success(), "the server did not stop");
        Ok(())
    }

    /// Waits until it answers.
    pub(crate) fn answers(&self) -> Result<()> {
        let until = Instant::now() + Duration::from_mins(1);
        loop {
            match sluis_tests::query_at(&self.url(), "select 1") {
                Ok(_) => return Ok(()),
                Err(error) if Instant::now() > until => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Postgres refuses root: as root its programs run as another user, who owns the folder.
    fn program(&self, name: &str) -> Command {
        let path = self.bin.join(name);
        let Some(user) = server_user() else { return Command::new(path) };
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={user}"))
            .arg(format!("--regid={user}"))
            .arg("--clear-groups")
            .arg(path)
            .current_dir("/");
        command
    }

    fn hand_over(folder: &Path) -> Result<()> {
        if let Some(user) = server_user() {
            let status = Command::new("chown").arg(format!("{user}:")).arg(folder).status()?;
            ensure!(status.success(), "chown {}", folder.display());
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be down already.
        let _ = self.stop(Stop::Immediate);
    }
}

/// The user of the server when the tests run as root.
fn server_user() -> Option<&'static str> {
    let is_root =
        fs::metadata("/proc/self").is_ok_and(|of| std::os::unix::fs::MetadataExt::uid(&of) == 0);
    let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let has_postgres = passwd.lines().any(|line| line.starts_with("postgres:"));
    is_root.then_some(if has_postgres { "postgres" } else { "nobody" })
}

/// The folder with the newest `initdb`.
fn bin_folder() -> Result<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = installed.map(|entry| entry.path().join("bin")).collect();
    let output = Command::new("pg_config").arg("--bindir").output();
    if let Ok(output) = output {
        found.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    found.retain(|folder| folder.join("initdb").exists());
    found.sort();
    found.pop().context("no initdb: install postgresql")
}
