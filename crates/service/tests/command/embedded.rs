//! The private cluster: made once, found again, recovered after a crash.

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use crate::world::{Done, World};

#[test]
fn a_cluster_is_made_once_and_then_found_again() {
    let world = World::new();
    world.run(&["embedded", "status"]).expect(5);
    world.run(&["embedded", "start"]).expect(0);
    let (pid, port) = (world.status("pid"), world.status("port"));
    world.run(&["embedded", "start"]).expect(0);
    assert_eq!(world.status("pid"), pid);
    assert_eq!(world.sql("select current_user || ' ' || current_database()"), "sluis sluis");

    assert_eq!(world.run(&["embedded", "stop"]).expect(0), "stopped");
    assert_eq!(world.run(&["embedded", "stop"]).expect(0), "not running");
    world.run(&["embedded", "start"]).expect(0);
    assert_ne!(world.status("pid"), pid);
    assert_eq!(world.status("port"), port, "BI tools find it on the same port");
}

#[test]
fn the_cluster_tells_nothing_and_lets_nobody_in() {
    let world = World::new();
    world.run(&["embedded", "start"]).expect(0);
    for (setting, expect) in [
        ("log_error_verbosity", "terse"),
        ("log_min_error_statement", "panic"),
        ("log_statement", "none"),
        ("log_parameter_max_length_on_error", "0"),
        ("tcp_keepalives_idle", "0"),
        ("jit", "off"),
        ("listen_addresses", "127.0.0.1"),
        ("data_checksums", "on"),
    ] {
        // Keepalives do not exist on a socket: there the value shows as 0.
        assert_eq!(world.sql(&format!("show {setting}")), expect, "{setting}");
    }
    let password_file = world.status("password_file");
    assert_eq!(std::fs::metadata(&password_file).unwrap().mode() & 0o777, 0o600);
    let refused = Command::new("psql")
        .args(["-XAtqw", "-h", "127.0.0.1", "-U", "sluis", "-d", "sluis", "-c", "select 1"])
        .args(["-p", &world.status("port")])
        .output()
        .unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no password supplied"));
}

#[test]
fn a_killed_cluster_recovers_with_its_data() {
    let world = World::new();
    world.run(&["embedded", "start"]).expect(0);
    world.sql("create table proef as select 42 as getal");
    kill(&world.status("pid"));
    assert_eq!(world.sql("select getal from proef"), "42");
}

#[test]
fn a_lock_whose_process_number_was_reused_is_cleared() {
    let world = World::new();
    world.run(&["embedded", "start"]).expect(0);
    let folder = std::path::PathBuf::from(world.status("folder"));
    let lock = folder.join("data/postmaster.pid");
    let text = std::fs::read_to_string(&lock).unwrap();
    world.run(&["embedded", "stop"]).expect(0);
    // This process lives, and is no server.
    let pid = std::process::id().to_string();
    let stale: Vec<&str> = std::iter::once(pid.as_str()).chain(text.lines().skip(1)).collect();
    std::fs::write(&lock, stale.join("\n")).unwrap();
    world.run(&["embedded", "status"]).expect(5);
    world.run(&["embedded", "start"]).expect(0);
}

#[test]
fn commands_that_start_together_share_one_server() {
    let world = World::new();
    let started: Vec<_> =
        (0..4).map(|_| world.command(&["embedded", "start"]).spawn().unwrap()).collect();
    for child in started {
        assert!(child.wait_with_output().unwrap().status.success());
    }
    let folder = world.status("folder");
    let data = format!("\0-D\0{folder}/data\0");
    let servers = std::fs::read_dir("/proc").unwrap().flatten().filter(|process| {
        let line = std::fs::read_to_string(process.path().join("cmdline")).unwrap_or_default();
        line.contains(&data)
    });
    assert_eq!(servers.count(), 1);
}

#[test]
fn the_last_command_stops_the_server_when_that_is_asked() {
    let world = World::new();
    let stop = [("SLUIS_DATABASE_EMBEDDED_STOP", "after_run")];
    world.run_with(&["migrate"], &stop).expect(0);
    world.run(&["embedded", "status"]).expect(5);

    // Somebody else works in it: the server stays.
    let mut other = world.command(&["psql", "--", "-Xqc", "select pg_sleep(600)"]).spawn().unwrap();
    wait_for(|| world.run(&["embedded", "status"]).code == 0);
    wait_for(|| {
        world.sql("select count(*) from pg_stat_activity where query ~ 'sleep\\(600'") == "1"
    });
    world.run_with(&["migrate"], &stop).expect(0);
    world.run(&["embedded", "stop"]).expect_error(4, "another command uses it");
    other.kill().unwrap();
    other.wait().unwrap();
    world.run_with(&["migrate"], &stop).expect(0);
    world.run(&["embedded", "status"]).expect(5);
}

#[test]
fn a_path_too_long_for_a_socket_is_no_obstacle() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
    let data_dir = folder.path().join("lang-".repeat(10)).join("pad-".repeat(10)).join("var");
    let world = World::in_folder(folder, data_dir);
    world.run(&["embedded", "start"]).expect(0);
    let socket = world.status("socket");
    assert!(socket.starts_with("/tmp/sluis-"), "{socket}");
    assert_eq!(world.sql("select 1"), "1");
    drop(world);
    let _ = std::fs::remove_dir_all(socket);
}

#[test]
fn binaries_that_do_not_fit_are_refused_with_advice() {
    let world = World::new();
    let bin = world.path("bin");
    std::fs::create_dir(&bin).unwrap();
    let with = |version: &str| {
        for name in ["postgres", "initdb", "pg_ctl"] {
            let program = bin.join(name);
            let text = format!("#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
            std::fs::write(&program, text).unwrap();
            std::fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
        }
        world.run_with(&["migrate"], &[("PG_BIN", bin.to_str().unwrap())])
    };
    with("14.9").expect_error(5, "PostgreSQL 14 is installed, Sluis needs 15 or newer");
    world
        .run_with(&["migrate"], &[("PG_BIN", "/nowhere")])
        .expect_error(5, "there is no postgres, initdb and pg_ctl in it");

    world.run(&["embedded", "start"]).expect(0);
    let made_by = world.sql("show server_version_num");
    let major = &made_by[..2];
    world.run(&["embedded", "stop"]).expect(0);
    let message = format!("the cluster was made by PostgreSQL {major}, but only version 99");
    with("99.1").expect_error(5, &message);
}

#[test]
fn root_keeps_a_cluster_elsewhere_when_the_data_folder_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
    let is_root = folder.path().metadata().unwrap().uid() == 0;
    let data_dir = folder.path().join("var");
    let world = World::in_folder(folder, data_dir);
    let started: Done = world.run(&["embedded", "start"]);
    assert_eq!(started.code, 0, "{}", started.err);
    let place = world.status("folder");
    assert_eq!(world.sql("select 1"), "1");
    if !is_root {
        assert_eq!(place, world.data_dir().join("postgres").display().to_string());
        return;
    }
    assert!(place.starts_with("/var/lib/sluis/"), "{place}");
    assert!(started.err.contains("the cluster lives elsewhere"));
    let pointer = world.data_dir().join("postgres.location");
    assert_eq!(std::fs::read_to_string(pointer).unwrap().trim_end(), place);
    drop(world);
    std::fs::remove_dir_all(place).unwrap();
}

fn kill(pid: &str) {
    assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
}

fn wait_for(condition: impl Fn() -> bool) {
    let begin = std::time::Instant::now();
    while !condition() {
        assert!(begin.elapsed().as_secs() < 60, "waited too long");
    }
}
