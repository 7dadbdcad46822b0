//! Rows 4, 19, 21 and 22: the disk that `sluis` keeps files on is struck.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};
use sluis_tests::Outcome;

use crate::Row;
use crate::invariant::{self, Held};
use crate::setup::{Setup, World};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 4, fault: "kill -9 between moving a file and what follows", act: killed },
        Row { number: 19, fault: "the work disk is full", act: full },
        Row { number: 21, fault: "fsync fails", act: fsync },
        Row { number: 22, fault: "the archive is on another file system", act: other_volume },
    ]
}

/// A volume of its own on `data_dir`; goes with this value. Root may make one.
struct Volume(PathBuf);

impl Volume {
    fn on_data(world: &World<'_>, size: &str) -> Result<Self> {
        let folder = world.warehouse.path("var");
        fs::create_dir_all(&folder)?;
        let options = format!("size={size},mode=0700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "sluis-fault"]).arg(&folder);
        let output = mount.output()?;
        let told = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(crate::tool::not_allowed(&format!("it needs to mount, as root: {told}")));
        }
        Ok(Self(folder))
    }

    fn resize(&self, size: &str) -> Result<()> {
        let options = format!("remount,size={size}");
        let status = Command::new("mount").args(["-o", &options]).arg(&self.0).status()?;
        ensure!(status.success(), "remount");
        Ok(())
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// A world that moves, or copies, what was read to its archive.
fn archiving<'s>(setup: &'s Setup, mode: &str) -> Result<World<'s>> {
    let world = setup.world()?;
    world.configure(&format!("[archive]\nmode = \"{mode}\"\n"))?;
    Ok(world)
}

/// How many files are in the inbox, and how many whole ones in the archive.
fn places(world: &World<'_>) -> Result<(usize, usize)> {
    let inbox = sluis_tests::files(&world.warehouse.inbox())?.len();
    Ok((inbox, invariant::archived(world)?.len()))
}

fn good(world: &mut World<'_>) -> Result<Outcome> {
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    Ok(outcome)
}

/// Whether a run told that files could not be kept.
fn has_told(outcome: &Outcome) -> Result<bool> {
    ensure!(matches!(outcome.code, 0 | 3), "what is read counts all the same: {outcome:?}");
    Ok(outcome.json()?.to_string().contains("ARCHIVE_FAILED"))
}

/// Everything was moved, and is found again there: I3 after a rerun of it all.
fn all_moved(world: &mut World<'_>, setup: &Setup) -> Result<Held> {
    let (inbox, archive) = places(world)?;
    ensure!(
        (inbox, archive) == (0, setup.inbox.len()),
        "I4: {inbox} files in the inbox, {archive} in the archive"
    );
    world.rerun_archive()?;
    good(world)?;
    invariant::check(world)
}

/// Killed as the old name of a file would go, and as the copy of one would get its name.
fn killed(setup: &Setup) -> Result<Held> {
    let mut held = Held::default();
    for (injection, has_volume) in
        [("unlink:signal=KILL:when=20", false), ("rename:signal=KILL:when=20", true)]
    {
        let mut world = archiving(setup, "move")?;
        let volume = has_volume.then(|| Volume::on_data(&world, "64M")).transpose()?;
        let struck = world.run_struck(injection)?;
        ensure!(struck.code != 0 && struck.code != 3, "it was not killed: {struck:?}");
        let left = sluis_tests::files(&world.warehouse.inbox())?.len();
        ensure!(0 < left && left < setup.inbox.len(), "{left} files are left");
        let status = "select status from beheer.run order by run_id desc limit 1";
        ensure!(world.warehouse.value(status)? == "running", "I5: before anybody looked");
        good(&mut world)?;
        let first = "select foutcode from beheer.run order by run_id limit 1";
        ensure!(world.warehouse.value(first)? == "CRASHED", "I5: the run that was killed");
        held = all_moved(&mut world, setup)?;
        drop(volume);
    }
    Ok(held)
}

/// Too little room: refused before anything is read. Told not to look: what does not fit stays in the inbox.
fn full(setup: &Setup) -> Result<Held> {
    let mut world = archiving(setup, "copy")?;
    let volume = Volume::on_data(&world, "400k")?;
    let child = world.start_run()?;
    let refused = world.end_of(child)?;
    ensure!(refused.code == 1 && refused.stderr.contains("MB free"), "{refused:?}");
    let read = world.warehouse.value("select count(*) from beheer.bestand")?;
    ensure!(read == "0", "{read} files were read");
    world.configure("[serve]\ndisk_factor = 0\n")?;
    let child = world.start_run()?;
    let outcome = world.end_of(child)?;
    ensure!(has_told(&outcome)?, "I5: nobody was told: {outcome:?}");
    let (inbox, archive) = places(&world)?;
    ensure!(inbox == setup.inbox.len(), "I4: {inbox} files are left in the inbox");
    ensure!(archive < inbox, "the disk was not full");
    invariant::check(&world)?;
    volume.resize("64M")?;
    ensure!(!has_told(&good(&mut world)?)?, "there is room now");
    let (inbox, archive) = places(&world)?;
    ensure!(inbox == archive, "I4: {archive} of {inbox} files are kept");
    invariant::check(&world)
}

/// Of every write to disk, and of one of them: a file goes from the inbox only when it is safe.
fn fsync(setup: &Setup) -> Result<Held> {
    let mut held = Held::default();
    for (injection, moves) in [("fsync:error=EIO", false), ("fsync:error=EIO:when=9", true)] {
        let mut world = archiving(setup, "move")?;
        let outcome = world.run_struck(injection)?;
        ensure!(has_told(&outcome)?, "I5: {injection}: nobody was told: {outcome:?}");
        let (inbox, archive) = places(&world)?;
        let count = setup.inbox.len();
        ensure!(moves || inbox == count, "I4: {injection}: {inbox} of {count} files are left");
        ensure!(inbox + archive >= count, "I4: {injection}: {inbox} and {archive} of {count}");
        good(&mut world)?;
        held = all_moved(&mut world, setup)?;
    }
    Ok(held)
}

/// Renaming cannot do it (EXDEV): every file is copied, written down, and only then goes.
fn other_volume(setup: &Setup) -> Result<Held> {
    let mut world = archiving(setup, "move")?;
    let _volume = Volume::on_data(&world, "64M")?;
    let probe = world.warehouse.path("probe");
    fs::write(&probe, "")?;
    let renamed = fs::rename(&probe, world.warehouse.path("var/probe"));
    let is_other = renamed.is_err_and(|error| error.kind() == std::io::ErrorKind::CrossesDevices);
    ensure!(is_other, "the archive is on the same file system");
    ensure!(!has_told(&good(&mut world)?)?, "a file could not be kept");
    all_moved(&mut world, setup)
}
