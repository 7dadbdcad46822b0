//! A database, an inbox and a configuration that live as long as one test.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::Facts;

/// Key of every test warehouse, so that truth files can be made for it beforehand.
const KEY: &str = "5a17c0de5a17c0de5a17c0de5a17c0de5a17c0de5a17c0de5a17c0de5a17c0de";

/// Reference date when a test names none.
const PEILDATUM: &str = "2026-06-01";

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// What a call of `sluis` gave.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Exit code; -1 after a signal.
    pub code: i32,
    /// Data.
    pub stdout: String,
    /// Talk.
    pub stderr: String,
}

impl Outcome {
    /// The one JSON object on stdout.
    ///
    /// # Errors
    /// When stdout is something else; the talk is in the message.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.stdout)
            .with_context(|| format!("stdout is not one JSON object; stderr: {}", self.stderr))
    }
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A fresh warehouse; its database goes when it is dropped.
#[derive(Debug)]
pub struct Warehouse {
    dir: TempDir,
    server: String,
    database: String,
    /// Reference date of every run.
    pub peildatum: String,
}

impl Warehouse {
    /// Makes an empty database on the server of `DATABASE_URL`, an empty inbox, a key and a configuration.
    ///
    /// # Errors
    /// When `DATABASE_URL` is not set (`./test.sh` sets it) or the server does not answer.
    pub fn new() -> Result<Self> {
        Self::from_template("template1")
    }

    /// A warehouse with the database of `template` as it is now, and an empty inbox: much faster than migrating.
    ///
    /// # Errors
    /// When something is still connected to `template`.
    pub fn copy_of(template: &Self) -> Result<Self> {
        Self::from_template(&template.database)
    }

    /// An empty warehouse on another server than that of `DATABASE_URL`.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn on(server: String) -> Result<Self> {
        Self::make(server, "template1")
    }

    fn from_template(template: &str) -> Result<Self> {
        Self::make(env("DATABASE_URL")?, template)
    }

    fn make(server: String, template: &str) -> Result<Self> {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let database = format!("sluis_e2e_{}_{number}", std::process::id());
        // Tens of thousands of small files: in memory where the machine offers that.
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }?;
        fs::create_dir(dir.path().join("inbox"))?;
        let key = dir.path().join("pseudoniem.key");
        fs::write(&key, KEY)?;
        fs::set_permissions(&key, fs::Permissions::from_mode(0o400))?;
        let warehouse = Self { dir, server, database, peildatum: PEILDATUM.to_owned() };
        psql(
            &warehouse.server,
            &format!("create database {} template {template}", warehouse.database),
        )?;
        warehouse.configure(&[])?;
        Ok(warehouse)
    }

    /// Writes the configuration anew, with the municipalities that may enter (none: all).
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn configure(&self, gemeenten: &[&str]) -> Result<()> {
        let gemeenten = serde_json::to_string(gemeenten)?;
        let config = format!(
            "[database]\nurl = \"{}\"\n[paths]\ndata_dir = \"var\"\n[privacy]\nkey_file = \"pseudoniem.key\"\n\
             [[source]]\nname = \"berichten\"\nkind = \"ggk\"\npath = \"inbox\"\ngemeenten = {gemeenten}\n",
            self.url()?
        );
        fs::write(self.path("sluis.toml"), config)?;
        Ok(())
    }

    /// The folder of this test.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The inbox.
    pub fn inbox(&self) -> PathBuf {
        self.path("inbox")
    }

    /// Key file, for a truth with pseudonyms.
    pub fn key_file(&self) -> PathBuf {
        self.path("pseudoniem.key")
    }

    /// Puts `content` in the inbox under `name`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn deliver(&self, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.inbox().join(name);
        fs::write(&path, content).context("write into the inbox")?;
        // A file that has just been written may still grow; this one is finished.
        let finished = SystemTime::now() - Duration::from_secs(10);
        fs::File::options().append(true).open(path)?.set_modified(finished)?;
        Ok(())
    }

    /// Links `files` into the inbox, each under a name of its own in the given order; copies where a link cannot be.
    ///
    /// # Errors
    /// When a file cannot be linked or copied.
    pub fn deliver_files<'f>(
        &self,
        prefix: &str,
        files: impl IntoIterator<Item = &'f PathBuf>,
    ) -> Result<()> {
        for (index, file) in files.into_iter().enumerate() {
            let target = self.inbox().join(format!("{prefix}{index:06}.xml"));
            if fs::hard_link(file, &target).is_err() {
                fs::copy(file, &target)?;
            }
        }
        Ok(())
    }

    /// Runs `sluis` with `args` and this warehouse's configuration.
    ///
    /// # Errors
    /// When the binary is not built.
    pub fn sluis(&self, args: &[&str]) -> Result<Outcome> {
        Ok(self.command(args)?.output().context("start sluis")?.into())
    }

    /// Runs `sluis run --json`; every exit but 0 and 3 is an error.
    ///
    /// # Errors
    /// With the talk of the run.
    pub fn run(&self) -> Result<Outcome> {
        let outcome = self.sluis(&["run", "--peildatum", &self.peildatum, "--json"])?;
        ensure!(matches!(outcome.code, 0 | 3), "run failed: {outcome:?}");
        Ok(outcome)
    }

    /// The command, ready to start, with the configuration behind `args`.
    ///
    /// # Errors
    /// When the binary is not built.
    pub fn command(&self, args: &[&str]) -> Result<Command> {
        let binary = assert_cmd::cargo::cargo_bin("sluis");
        ensure!(binary.exists(), "build the sluis binary first: cargo build -p service");
        let mut command = Command::new(binary);
        command.args(args).arg("--config").arg(self.path("sluis.toml")).stdin(Stdio::null());
        Ok(command)
    }

    /// URL of the database.
    ///
    /// # Errors
    /// When `DATABASE_URL` has no database part.
    pub fn url(&self) -> Result<String> {
        with_database(&self.server, &self.database)
    }

    /// Rows of a query, columns separated by `|`.
    ///
    /// # Errors
    /// With the message of Postgres.
    pub fn query(&self, sql: &str) -> Result<Vec<String>> {
        Ok(psql(&self.url()?, sql)?.lines().map(ToOwned::to_owned).collect())
    }

    /// The one value of a query.
    ///
    /// # Errors
    /// When there is not exactly one row.
    pub fn value(&self, sql: &str) -> Result<String> {
        match self.query(sql)?.as_slice() {
            [value] => Ok(value.clone()),
            rows => bail!("expected one row, got {}", rows.len()),
        }
    }

    /// All facts and dimensions, without lineage and the memory of findings.
    ///
    /// # Errors
    /// When a query fails.
    pub fn facts(&self) -> Result<Facts> {
        Facts::read(&|sql| self.query(sql))
    }

    /// The whole database as `pg_dump` writes it.
    ///
    /// # Errors
    /// When `pg_dump` fails.
    pub fn dump(&self) -> Result<Vec<u8>> {
        let output = Command::new("pg_dump").arg(self.url()?).output().context("start pg_dump")?;
        ensure!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
        Ok(output.stdout)
    }
}

impl Drop for Warehouse {
    fn drop(&mut self) {
        let sql = format!("drop database if exists {} with (force)", self.database);
        if let Err(error) = psql(&self.server, &sql) {
            // A test that failed for its own reason must not be hidden by the cleaning up.
            let _ = fs::write(self.dir.path().join("drop.log"), error.to_string());
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the test server is handed over in the environment")]
fn env(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set: run the tests by ./test.sh"))
}

fn with_database(server: &str, database: &str) -> Result<String> {
    let (base, options) = server.split_once('?').map_or((server, None), |(b, o)| (b, Some(o)));
    let (host, _) = base.rsplit_once('/').context("DATABASE_URL has no database")?;
    Ok(match options {
        Some(options) => format!("{host}/{database}?{options}"),
        None => format!("{host}/{database}"),
    })
}

fn psql(url: &str, sql: &str) -> Result<String> {
    let output = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql])
        .output()
        .context("start psql")?;
    ensure!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// Files of a folder, sorted by name.
///
/// # Errors
/// When the folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}
