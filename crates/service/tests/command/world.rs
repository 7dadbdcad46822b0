//! A folder with a configuration, an inbox and an embedded cluster that is stopped at the end.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// One installation of Sluis.
pub(crate) struct World {
    folder: TempDir,
    data_dir: PathBuf,
    pub(crate) config: PathBuf,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // As root the server is another user, who has to pass this folder.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
        let data_dir = folder.path().join("var");
        Self::in_folder(folder, data_dir)
    }

    pub(crate) fn in_folder(folder: TempDir, data_dir: PathBuf) -> Self {
        let config = folder.path().join("sluis.toml");
        std::fs::create_dir(folder.path().join("inbox")).unwrap();
        let text = format!(
            "[database]\nurl = \"embedded\"\n[paths]\ndata_dir = \"{}\"\n[privacy]\n\
             key_file = \"pseudoniem.key\"\n[[source]]\nname = \"berichten\"\nkind = \"ggk\"\n\
             path = \"inbox\"\n[log]\nfilter = \"warn\"\n",
            data_dir.display()
        );
        std::fs::write(&config, text).unwrap();
        Self { folder, data_dir, config }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(cargo_bin("sluis"));
        command.arg("--config").arg(&self.config).args(arguments).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Done {
        Done::from(self.command(arguments).output().unwrap())
    }

    pub(crate) fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Done {
        let output = self.command(arguments).envs(environment.iter().copied()).output().unwrap();
        Done::from(output)
    }

    /// One value out of the warehouse.
    pub(crate) fn sql(&self, query: &str) -> String {
        self.run(&["psql", "--", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", query]).expect(0)
    }

    /// What `embedded status --json` says of the running cluster.
    pub(crate) fn status(&self, field: &str) -> String {
        let text = self.run(&["embedded", "status", "--json"]).expect(0);
        let status: serde_json::Value = serde_json::from_str(&text).unwrap();
        status[field].to_string().trim_matches('"').to_owned()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.command(&["embedded", "stop"]).output();
    }
}

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).trim_end().to_owned(),
            err: String::from_utf8_lossy(&output.stderr).trim_end().to_owned(),
        }
    }
}

impl Done {
    /// Checks the exit code and gives stdout.
    pub(crate) fn expect(self, code: i32) -> String {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self.out
    }

    /// The one JSON object on stdout.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// Checks the exit code, what stderr holds, and that it ends with a hint.
    pub(crate) fn expect_error(self, code: i32, message: &str) {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        assert!(self.err.contains(message), "stderr: {}", self.err);
        let last = self.err.lines().last().unwrap_or_default();
        assert!(last.starts_with("hint: "), "stderr: {}", self.err);
    }
}
