//! Makes a cluster: complete or not at all, because it is renamed into place when it is ready.

use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Output, Stdio};

use super::account::{Account, command, give};
use super::place::{Place, io};
use super::{EmbeddedError, NAME};
use crate::config::random_hex;

/// Settings that do not depend on the machine. `local.conf` in the same folder is read after them.
///
/// Logs never show a statement or a value: both may hold what belongs to a person. Memory is set for a machine of
/// 4 GB that does other work too. A large WAL keeps checkpoints out of a nightly load.
const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 60
shared_buffers = '256MB'
effective_cache_size = '1GB'
work_mem = '32MB'
maintenance_work_mem = '256MB'
max_wal_size = '4GB'
checkpoint_timeout = '15min'
wal_compression = on
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_error_verbosity = 'terse'
log_min_error_statement = 'panic'
log_statement = 'none'
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
tcp_keepalives_idle = 30
tcp_keepalives_interval = 10
tcp_keepalives_count = 3
client_connection_check_interval = '10s'
include_if_exists = 'local.conf'
";

/// Makes the cluster with its login and its database.
pub(super) fn initialise(
    place: &Place,
    bin: &Path,
    account: Option<&Account>,
) -> Result<(), EmbeddedError> {
    let draft = place.folder().join("data.new");
    if draft.exists() {
        std::fs::remove_dir_all(&draft).map_err(io("remove", &draft))?;
    }
    write_password(place, account)?;
    let mut initdb = command(&bin.join("initdb"), account);
    initdb.arg("-D").arg(&draft).args(["-U", NAME, "-E", "UTF8", "--locale=C.UTF-8"]);
    initdb.args(["-A", "scram-sha-256", "--data-checksums", "--no-instructions"]);
    initdb.arg("--pwfile").arg(place.password_file());
    finish("initdb", initdb.output())?;
    create_database(&draft, bin, account)?;
    std::fs::rename(&draft, place.data()).map_err(io("rename", &draft))
}

/// Writes the password once; it stays when an earlier attempt came that far.
fn write_password(place: &Place, account: Option<&Account>) -> Result<(), EmbeddedError> {
    let path = place.password_file();
    if path.exists() {
        std::fs::remove_file(&path).map_err(io("remove", &path))?;
    }
    let password = random_hex().map_err(|_| EmbeddedError::NoRandomness)?;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .map_err(io("create", &path))?;
    writeln!(file, "{password}").map_err(io("write", &path))?;
    file.sync_all().map_err(io("write", &path))?;
    give(&path, account)
}

/// Single-user mode needs no port, no password and no client programs.
fn create_database(
    data: &Path,
    bin: &Path,
    account: Option<&Account>,
) -> Result<(), EmbeddedError> {
    let mut single = command(&bin.join("postgres"), account);
    single.args(["--single", "-j", "-D"]).arg(data).arg("postgres");
    let spawned = single
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .and_then(|mut child| {
            if let Some(mut stdin) = child.stdin.take() {
                stdin.write_all(format!("create database {NAME};\n\n").as_bytes())?;
            }
            child.wait_with_output()
        });
    finish("postgres --single", spawned)
}

fn finish(program: &'static str, output: std::io::Result<Output>) -> Result<(), EmbeddedError> {
    let message = match output {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => last_lines(&String::from_utf8_lossy(&output.stderr)),
        Err(error) => error.to_string(),
    };
    Err(EmbeddedError::Program { program, message })
}

/// The end of what a program said, on one line.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let from = lines.len().saturating_sub(3);
    lines.get(from..).unwrap_or_default().join(" | ")
}

/// Writes `postgresql.conf`: ours at every start, so that an upgrade of Sluis brings its settings along.
pub(super) fn write_settings(
    place: &Place,
    account: Option<&Account>,
    port: u16,
    socket_folder: &Path,
) -> Result<(), EmbeddedError> {
    let path = place.data().join("postgresql.conf");
    let mut text =
        "# Made by sluis at every start. Own settings belong in local.conf.\n".to_owned();
    let socket = socket_folder.display().to_string().replace('\'', "''");
    // Writing to a String does not fail.
    let _ = writeln!(text, "port = {port}\nunix_socket_directories = '{socket}'");
    let _ = writeln!(text, "cluster_name = '{}'", place.cluster_name());
    text.push_str(SETTINGS);
    std::fs::write(&path, text).map_err(io("write", &path))?;
    give(&path, account)
}
