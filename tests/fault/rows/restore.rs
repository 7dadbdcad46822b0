//! Row 56: the database is struck so badly that only the backup of yesterday is left.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::setup::{Setup, World};

pub(crate) fn rows() -> Vec<Row> {
    vec![Row { number: 56, fault: "yesterday's backup, today's files archived", act: restored }]
}

/// A script of `deploy/backup`; its exit code and what it told.
fn script(world: &mut World<'_>, name: &str, arguments: &[&str]) -> Result<(i32, String)> {
    let url_file = world.warehouse.path("database.url");
    if !url_file.exists() {
        fs::write(&url_file, world.warehouse.url()?)?;
        fs::set_permissions(&url_file, fs::Permissions::from_mode(0o400))?;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/backup");
    let mut command = Command::new(folder.join(name));
    let output = command.arg("--url-file").arg(url_file).args(arguments).output()?;
    let told = String::from_utf8([output.stdout, output.stderr].concat())?;
    world.heard(told.clone());
    Ok((output.status.code().unwrap_or(-1), told))
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path in UTF-8")
}

/// Everything that was read is in the archive: nothing is in the inbox to read again.
fn night(world: &mut World<'_>) -> Result<()> {
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    let left = sluis_tests::files(&world.warehouse.inbox())?.len();
    ensure!(left == 0, "{left} files were not moved to the archive");
    Ok(())
}

/// An empty database in place of the one that is lost.
fn lose_database(world: &World<'_>) -> Result<()> {
    let url = world.warehouse.url()?;
    let (server, name) = url.rsplit_once('/').context("a name of a database")?;
    let name = name.split('?').next().unwrap_or_default();
    for sql in [format!("drop database {name} with (force)"), format!("create database {name}")] {
        sluis_tests::query_at(&format!("{server}/postgres"), &sql)?;
    }
    Ok(())
}

fn restored(setup: &Setup) -> Result<Held> {
    let mut world = setup.empty_world()?;
    world.configure("[archive]\nmode = \"move\"\n")?;
    let (yesterday, today) = setup.inbox.split_at(setup.inbox.len() / 2);
    world.warehouse.deliver_files("a", yesterday)?;
    night(&mut world)?;
    let backups = world.warehouse.path("backups");
    fs::create_dir(&backups)?;
    let (code, told) = script(&mut world, "sluis-backup", &["--to", text(&backups)?])?;
    ensure!(code == 0, "{told}");
    world.warehouse.deliver_files("b", today)?;
    night(&mut world)?;

    lose_database(&world)?;
    let backup: PathBuf = sluis_tests::files(&backups)?.pop().context("a backup")?;
    let (code, told) = script(&mut world, "sluis-restore", &["--from", text(&backup)?])?;
    ensure!(code == 0, "{told}");
    let archive = world.warehouse.path("var/archive/berichten");
    let arguments = ["--archive", text(&archive)?];
    let (code, told) = script(&mut world, "sluis-reconcile", &arguments)?;
    ensure!(code == 3, "the ledger of yesterday knows the files of today: {told}");
    let inbox = world.warehouse.inbox();
    let arguments = ["--archive", text(&archive)?, "--put-back", text(&inbox)?];
    let (code, told) = script(&mut world, "sluis-reconcile", &arguments)?;
    ensure!(code == 0, "{told}");
    night(&mut world)?;
    world.rerun_archive()?;
    night(&mut world)?;
    invariant::check(&world)
}
