//! Starts, watches and stops the server process.

use std::fs::{File, OpenOptions};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::EmbeddedError;
use super::account::{Account, command, give};
use super::init::{last_lines, write_settings};
use super::place::{Place, io};

/// Readiness is asked this often: the file is in memory and the start takes about 50 ms.
const POLL: Duration = Duration::from_millis(10);
/// A crashed cluster first replays its WAL (at most `max_wal_size`).
const START_TIMEOUT: Duration = Duration::from_mins(10);
/// Backends of a killed server end by themselves as soon as they notice.
const ORPHAN_TIMEOUT: Duration = Duration::from_secs(20);
/// A log larger than this is set aside at the next start.
const LOG_BYTES_MAX: u64 = 10_000_000;
/// Another program may take the free port between our look and the server's start.
const PORT_ATTEMPTS: u32 = 5;

/// A server that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) pid: u32,
    pub(super) port: u16,
    pub(super) socket_folder: Option<PathBuf>,
}

/// Whether the server runs.
#[derive(Debug)]
pub(super) enum State {
    Running(Running),
    Stopped,
}

/// What `postmaster.pid` says.
#[derive(Debug, PartialEq, Eq)]
struct PidFile {
    running: Running,
    status: String,
}

fn parse_pid_file(text: &str) -> Option<PidFile> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let line = |number: usize| lines.get(number).copied();
    let socket = line(4).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    Some(PidFile {
        running: Running {
            pid: line(0)?.parse().ok()?,
            port: line(3)?.parse().ok()?,
            socket_folder: socket,
        },
        status: line(7).unwrap_or_default().to_owned(),
    })
}

fn read_pid_file(place: &Place) -> Option<PidFile> {
    parse_pid_file(&std::fs::read_to_string(place.data().join("postmaster.pid")).ok()?)
}

/// Finds out whether the server runs; waits while it is starting or stopping, and clears a stale lock.
pub(super) fn state(place: &Place) -> Result<State, EmbeddedError> {
    let deadline = Instant::now() + START_TIMEOUT;
    while let Some(found) = read_pid_file(place) {
        if !is_server(found.running.pid, place) {
            break;
        }
        if found.status == "ready" {
            return Ok(State::Running(found.running));
        }
        if Instant::now() > deadline {
            return Err(not_started(place, "it is neither ready nor gone"));
        }
        std::thread::sleep(POLL);
    }
    Ok(State::Stopped)
}

/// Whether the process belongs to the server of this cluster, and is not another program that was given the same
/// number since the crash.
///
/// Its working folder tells; in a container root may not look there, and then its command line does: the server has
/// the folder as argument, its children have the name of the cluster in their title.
fn is_server(pid: u32, place: &Place) -> bool {
    let working = std::fs::read_link(format!("/proc/{pid}/cwd"));
    if let (Ok(working), Ok(data)) = (working, std::fs::canonicalize(place.data())) {
        return working == data;
    }
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let data = place.data();
    let title = format!("postgres: {}: ", place.cluster_name());
    line.split(|byte| *byte == 0).any(|part| part == data.as_os_str().as_encoded_bytes())
        || line.starts_with(title.as_bytes())
}

/// All processes that work in this cluster.
fn processes(place: &Place) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid| is_server(*pid, place))
        .collect()
}

/// Removes the lock of a server that is gone, once no process of it is left.
///
/// Postgres itself refuses a lock whose process number was reused; and removing it while backends of a killed
/// server still write would damage the data, so they are waited for.
fn clear_stale_lock(place: &Place) -> Result<(), EmbeddedError> {
    let path = place.data().join("postmaster.pid");
    if !path.exists() {
        return Ok(());
    }
    let deadline = Instant::now() + ORPHAN_TIMEOUT;
    loop {
        let left = processes(place);
        if left.is_empty() {
            tracing::warn!("the database was not stopped cleanly: it recovers now");
            return std::fs::remove_file(&path).map_err(io("remove", &path));
        }
        if Instant::now() > deadline {
            let pids = left.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            return Err(EmbeddedError::Orphans { folder: place.data(), pids });
        }
        std::thread::sleep(POLL);
    }
}

/// Removes sockets and their locks: no server of this cluster runs, and the folder has no other purpose. Postgres
/// itself keeps off a lock whose process still has a number, also when that process is dead but not yet reaped.
fn clear_sockets(folder: &Path) -> Result<(), EmbeddedError> {
    let entries = std::fs::read_dir(folder).map_err(io("read", folder))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default();
        if name.as_encoded_bytes().starts_with(b".s.PGSQL.") {
            std::fs::remove_file(&path).map_err(io("remove", &path))?;
        }
    }
    Ok(())
}

/// Starts the server and waits until it answers.
pub(super) fn start(
    place: &Place,
    bin: &Path,
    account: Option<&Account>,
    port: Option<u16>,
) -> Result<Running, EmbeddedError> {
    clear_stale_lock(place)?;
    let socket_folder = place.socket_folder(account)?;
    clear_sockets(&socket_folder)?;
    for _ in 0..PORT_ATTEMPTS {
        let chosen = choose_port(place, port)?;
        write_settings(place, account, chosen, &socket_folder)?;
        let mut child = spawn(place, bin, account)?;
        match wait_until_ready(place, &mut child) {
            Ok(running) => {
                let path = place.port_file();
                std::fs::write(&path, format!("{chosen}\n")).map_err(io("write", &path))?;
                return Ok(running);
            }
            Err(_) if !is_free(chosen) => {}
            Err(error) => return Err(error),
        }
    }
    Err(not_started(place, "no free port was found"))
}

/// The configured port, else the one of last time when it is free, so that BI tools find it again, else any.
fn choose_port(place: &Place, port: Option<u16>) -> Result<u16, EmbeddedError> {
    if let Some(port) = port {
        return if is_free(port) { Ok(port) } else { Err(EmbeddedError::PortTaken(port)) };
    }
    let last = std::fs::read_to_string(place.port_file()).ok();
    let last: Option<u16> = last.and_then(|text| text.trim().parse().ok());
    if let Some(port) = last.filter(|port| is_free(*port)) {
        return Ok(port);
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|_| not_started(place, "no free port was found"))
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn spawn(place: &Place, bin: &Path, account: Option<&Account>) -> Result<Child, EmbeddedError> {
    let log = open_log(place, account)?;
    let errors = log.try_clone().map_err(io("open", &place.log()))?;
    command(&bin.join("postgres"), account)
        .arg("-D")
        .arg(place.data())
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(errors)
        .spawn()
        .map_err(|error| not_started(place, &error.to_string()))
}

fn open_log(place: &Place, account: Option<&Account>) -> Result<File, EmbeddedError> {
    use std::os::unix::fs::OpenOptionsExt;
    let path = place.log();
    if std::fs::metadata(&path).is_ok_and(|found| found.len() > LOG_BYTES_MAX) {
        let aside = path.with_extension("log.1");
        std::fs::rename(&path, &aside).map_err(io("rename", &path))?;
    }
    let log = OpenOptions::new().create(true).append(true).mode(0o600).open(&path);
    let log = log.map_err(io("open", &path))?;
    give(&path, account)?;
    Ok(log)
}

fn wait_until_ready(place: &Place, child: &mut Child) -> Result<Running, EmbeddedError> {
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        if let Some(found) = read_pid_file(place)
            && found.running.pid == child.id()
            && found.status == "ready"
        {
            return Ok(found.running);
        }
        if child.try_wait().is_ok_and(|status| status.is_some()) {
            let log = std::fs::read(place.log()).unwrap_or_default();
            return Err(not_started(place, &last_lines(&String::from_utf8_lossy(&log))));
        }
        if Instant::now() > deadline {
            return Err(not_started(place, "it was not ready in ten minutes"));
        }
        std::thread::sleep(POLL);
    }
}

/// Stops the server: sessions end, a running transaction is rolled back.
pub(super) fn stop(
    place: &Place,
    bin: &Path,
    account: Option<&Account>,
) -> Result<(), EmbeddedError> {
    let output = command(&bin.join("pg_ctl"), account)
        .arg("-D")
        .arg(place.data())
        .args(["-m", "fast", "-w", "-t", "120", "stop"])
        .output();
    match output {
        Ok(output) if output.status.success() || matches!(state(place)?, State::Stopped) => Ok(()),
        Ok(output) => Err(EmbeddedError::Program {
            program: "pg_ctl stop",
            message: last_lines(&String::from_utf8_lossy(&output.stderr)),
        }),
        Err(error) => {
            Err(EmbeddedError::Program { program: "pg_ctl stop", message: error.to_string() })
        }
    }
}

fn not_started(place: &Place, message: &str) -> EmbeddedError {
    EmbeddedError::NotStarted { message: message.to_owned(), log: place.log() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_of_the_server_is_read() {
        let text =
            "4711\n/var/x/data\n1700000000\n5433\n/var/x/socket\n127.0.0.1\n  123 4\nready   \n";
        let found = parse_pid_file(text).unwrap();
        assert_eq!((found.running.pid, found.running.port), (4711, 5433));
        assert_eq!(found.running.socket_folder, Some(PathBuf::from("/var/x/socket")));
        assert_eq!(found.status, "ready");
        assert_eq!(parse_pid_file("4711\n/var/x/data\n"), None);
        assert_eq!(parse_pid_file(""), None);
    }
}
