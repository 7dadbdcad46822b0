//! What `deploy/` promises: a backup that comes back whole, a unit that is shut tight.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sluis_tests::Warehouse;

use crate::generated::generate;

fn deploy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("deploy").join(name)
}

/// A file with the address of `warehouse`, as the scripts want it.
fn url_file(warehouse: &Warehouse) -> PathBuf {
    let path = warehouse.path("database.url");
    fs::write(&path, warehouse.url().unwrap()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    path
}

fn backup(warehouse: &Warehouse, to: &Path) -> Output {
    Command::new(deploy("backup/sluis-backup"))
        .arg("--url-file")
        .arg(url_file(warehouse))
        .arg("--to")
        .arg(to)
        .output()
        .unwrap()
}

fn restore(url: &Path, from: &Path, more: &[&str]) -> Output {
    Command::new(deploy("backup/sluis-restore"))
        .arg("--url-file")
        .arg(url)
        .arg("--from")
        .arg(from)
        .args(more)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(text).unwrap()
}

/// The one backup in `folder`.
fn only_backup(folder: &Path) -> PathBuf {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_restored_backup_of_yesterday_becomes_today_by_a_run() {
    let mut yesterday = Warehouse::new().unwrap();
    let generated = generate(&yesterday, 60, 7, 60, &[]);
    generated.peildatum.clone_into(&mut yesterday.peildatum);
    // Today's post lies aside while the backup is made.
    let files = sluis_tests::files(&yesterday.inbox()).unwrap();
    let today: Vec<PathBuf> = files.iter().skip(files.len() / 2).cloned().collect();
    let aside = yesterday.path("aside");
    fs::create_dir(&aside).unwrap();
    let there = |file: &PathBuf| aside.join(file.file_name().unwrap());
    for file in &today {
        fs::rename(file, there(file)).unwrap();
    }
    yesterday.run().unwrap();

    let to = yesterday.path("backups");
    fs::create_dir(&to).unwrap();
    let made = backup(&yesterday, &to);
    assert!(made.status.success(), "{}", told(&made));
    let found = only_backup(&to);
    let rehearsed = restore(&url_file(&yesterday), &found, &["--rehearse"]);
    assert!(rehearsed.status.success(), "{}", told(&rehearsed));
    assert!(told(&rehearsed).starts_with("rehearsed: "), "{}", told(&rehearsed));

    for file in &today {
        fs::rename(there(file), file).unwrap();
    }
    yesterday.run().unwrap();
    let undisturbed = yesterday.facts().unwrap();

    // The disaster: an empty database, the backup, the inbox as it stands.
    let mut restored = Warehouse::new().unwrap();
    restored.peildatum.clone_from(&yesterday.peildatum);
    for file in &files {
        let target = restored.inbox().join(file.file_name().unwrap());
        assert!(Command::new("cp").arg("-p").arg(file).arg(target).status().unwrap().success());
    }
    let back = restore(&url_file(&restored), &found, &[]);
    assert!(back.status.success(), "{}", told(&back));
    let read = restored.run().unwrap().json().unwrap();
    assert_eq!(restored.facts().unwrap().differences(&undisturbed), Vec::<String>::new());
    assert!(read["totals"]["read"].as_i64().unwrap() > 0, "today was read again: {read}");
    assert!(restored.run().unwrap().stderr.contains("nothing new"));

    let twice = restore(&url_file(&restored), &found, &[]);
    assert_eq!(twice.status.code(), Some(1));
    assert!(told(&twice).contains("the database is not empty"), "{}", told(&twice));
}

#[test]
fn a_backup_that_was_touched_or_cannot_be_made_says_so() {
    let warehouse = Warehouse::new().unwrap();
    warehouse.sluis(&["migrate"]).unwrap();
    let to = warehouse.path("backups");
    fs::create_dir(&to).unwrap();
    assert!(backup(&warehouse, &to).status.success());
    let found = only_backup(&to);
    let counts = fs::read_to_string(found.join("counts")).unwrap();
    fs::write(found.join("counts"), counts.replacen(" 0", " 1", 1)).unwrap();
    let refused = restore(&url_file(&warehouse), &found, &["--rehearse"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("was changed or damaged"), "{}", told(&refused));

    // Rows that are not there are told, table by table.
    let mut sums = Command::new("sha256sum");
    let sums = sums.args(["warehouse.dump", "counts"]).current_dir(&found).output().unwrap();
    fs::write(found.join("SHA256SUMS"), sums.stdout).unwrap();
    let differs = restore(&url_file(&warehouse), &found, &["--rehearse"]);
    assert_eq!(differs.status.code(), Some(3), "{}", told(&differs));

    // No server: nothing is left behind that looks like a backup.
    let nowhere = warehouse.path("nowhere.url");
    fs::write(&nowhere, "postgres://sluis:geheim@127.0.0.1:1/sluis").unwrap();
    let none = warehouse.path("none");
    fs::create_dir(&none).unwrap();
    let failed = Command::new(deploy("backup/sluis-backup"))
        .arg("--url-file")
        .arg(&nowhere)
        .arg("--to")
        .arg(&none)
        .output()
        .unwrap();
    assert_eq!(failed.status.code(), Some(1), "{}", told(&failed));
    assert!(!told(&failed).contains("geheim"), "{}", told(&failed));
    assert_eq!(fs::read_dir(&none).unwrap().count(), 0);
}

#[test]
fn the_units_are_shut_tight() {
    for unit in ["systemd/sluis.service", "systemd/sluis-backup.service"] {
        // 2.0 in tenths: systemd-analyze ends with 1 above it.
        let output = Command::new("systemd-analyze")
            .args(["security", "--offline=true", "--threshold=20"])
            .arg(deploy(unit))
            .output()
            .expect("systemd-analyze is needed: apt-get install systemd");
        assert!(output.status.success(), "{unit}: {}", told(&output));
    }
}
