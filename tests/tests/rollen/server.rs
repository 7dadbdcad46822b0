//! A server of its own: roles belong to a whole server, and other tests share theirs.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use sluis_tests::{Outcome, Warehouse};
use tempfile::TempDir;

/// Roles that can sign in.
const LOGINS: [&str; 8] =
    ["wh_load", "wh_ops", "wh_steward", "wh_audit", "wh_key", "bi_0363", "bi_0384", "bi_9999"];

/// An embedded cluster that is stopped at the end.
pub(crate) struct Server {
    _folder: TempDir,
    config: PathBuf,
    port: String,
    password: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // As root the server is another user, who has to pass this folder.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
        let config = folder.path().join("sluis.toml");
        std::fs::write(
            &config,
            "[database]\nurl = \"embedded\"\n[paths]\ndata_dir = \"var\"\n\
             [privacy]\nkey_file = \"pseudoniem.key\"\n",
        )
        .unwrap();
        let mut server =
            Self { _folder: folder, config, port: String::new(), password: String::new() };
        server.sluis(&["embedded", "start"]);
        let status: serde_json::Value =
            serde_json::from_str(&server.sluis(&["embedded", "status", "--json"])).unwrap();
        server.port = status.get("port").unwrap().to_string();
        let file = status.get("password_file").unwrap().as_str().unwrap();
        let password = std::fs::read_to_string(file).unwrap();
        password.trim().clone_into(&mut server.password);
        server
    }

    fn sluis(&self, arguments: &[&str]) -> String {
        let binary = assert_cmd::cargo::cargo_bin("sluis");
        let output = Command::new(binary)
            .args(arguments)
            .arg("--config")
            .arg(&self.config)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The server as its superuser sees it.
    pub(crate) fn admin(&self) -> String {
        format!("postgres://sluis:{}@127.0.0.1:{}/sluis", self.password, self.port)
    }

    /// An empty warehouse with a configuration of the superuser.
    pub(crate) fn warehouse(&self) -> Warehouse {
        Warehouse::on(&self.admin()).unwrap()
    }

    /// Gives every role that can sign in a password, as an administrator does.
    pub(crate) fn set_passwords(&self, warehouse: &Warehouse) {
        for login in LOGINS {
            let exists = format!("select to_regrole('{login}') is not null");
            if warehouse.value(&exists).unwrap() == "t" {
                let sql = format!("alter role {login} password '{}'", self.password);
                warehouse.query(&sql).unwrap();
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let binary = assert_cmd::cargo::cargo_bin("sluis");
        let _ = Command::new(binary)
            .args(["embedded", "stop", "--config"])
            .arg(&self.config)
            .stdin(Stdio::null())
            .output();
    }
}

/// The database of a warehouse, for another login.
pub(crate) fn url(warehouse: &Warehouse, login: &str) -> String {
    warehouse.url().unwrap().replacen("postgres://sluis:", &format!("postgres://{login}:"), 1)
}

/// Runs `sluis` by another login.
pub(crate) fn sluis_as(warehouse: &Warehouse, login: &str, arguments: &[&str]) -> Outcome {
    command_as(warehouse, login, arguments).output().unwrap().into()
}

/// The command, ready to start, by another login.
pub(crate) fn command_as(warehouse: &Warehouse, login: &str, arguments: &[&str]) -> Command {
    let mut command = warehouse.command(arguments).unwrap();
    command.env("SLUIS_DATABASE_URL", url(warehouse, login));
    command
}

/// What psql gives when it reads `script` as `login`.
pub(crate) fn psql_as(warehouse: &Warehouse, login: &str, script: &str) -> Output {
    let mut child = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-d", &url(warehouse, login)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let script = script.to_owned();
    // Beside the reading of what psql says: pipes are small.
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// The lines of one query as `login`; an error of Postgres ends the test.
pub(crate) fn query_as(warehouse: &Warehouse, login: &str, sql: &str) -> Vec<String> {
    let output = psql_as(warehouse, login, &format!("\\set ON_ERROR_STOP on\n{sql};\n"));
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{login}: {sql}: {talk}");
    String::from_utf8(output.stdout).unwrap().lines().map(ToOwned::to_owned).collect()
}

/// Tries every statement as `login`, each in a transaction of its own that is rolled back; gives the SQLSTATEs.
///
/// A reader may set his transactions to read and write, so that is done: what stops him must be his rights.
pub(crate) fn try_as(warehouse: &Warehouse, login: &str, statements: &[String]) -> Vec<String> {
    let mut script = "set default_transaction_read_only = off;\n".to_owned();
    for statement in statements {
        script.push_str("begin;\n");
        script.push_str(statement);
        script.push_str("\n\\echo sqlstate :SQLSTATE\nrollback;\nreset role;\n");
        script.push_str("reset session authorization;\n");
    }
    let output = psql_as(warehouse, login, &script);
    let states: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.strip_prefix("sqlstate ").map(ToOwned::to_owned))
        .collect();
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(states.len(), statements.len(), "{login}: {talk}");
    states
}
