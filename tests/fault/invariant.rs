//! I1 to I8 of the fault matrix: what must hold after every row.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use sluis_tests::Warehouse;

use crate::setup::World;

/// What each invariant says.
pub(crate) const MEANING: [&str; 8] = [
    "of every file: in = loaded + quarantined + duplicate, in records and in cents",
    "a reader that polls sees only what stood before, or all that stands after",
    "in the end the facts are those of a night without faults",
    "every file is registered, once, by its hash",
    "exit code and status of the run tell the truth",
    "nothing that is printed or kept in the ledger names a person",
    "no lock, open transaction or temporary table is left",
    "done in time",
];

/// Which invariants a row has shown to hold; I8 (in time) is watched by everything that waits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Held(BTreeSet<u8>);

impl Held {
    pub(crate) fn add(&mut self, number: u8) {
        self.0.insert(number);
    }

    /// One mark per invariant: `ok` held, `-` not touched by this row.
    pub(crate) fn marks(&self) -> String {
        let mark = |number| if self.0.contains(&number) { "ok" } else { " -" };
        (1..=8).map(mark).collect::<Vec<_>>().join(" ")
    }
}

/// Checks everything that can be asked of a warehouse after its last run.
pub(crate) fn check(world: &World<'_>) -> Result<Held> {
    let mut held = Held::default();
    let warehouse = &world.warehouse;
    balance(warehouse)?;
    held.add(1);
    let differences = warehouse.facts()?.differences(&world.setup.expected);
    ensure!(differences.is_empty(), "I3: {differences:#?}");
    held.add(3);
    registered(world)?;
    held.add(4);
    told_truth(warehouse)?;
    held.add(5);
    silent(world)?;
    held.add(6);
    clean(warehouse)?;
    held.add(7);
    held.add(8);
    Ok(held)
}

/// I1: in = loaded + quarantined + duplicate, per file, in records and in cents.
pub(crate) fn balance(warehouse: &Warehouse) -> Result<()> {
    let off = warehouse.value(
        "select count(*) from beheer.bestand where gelezen <> geladen + gequarantaineerd + dubbel \
         or bedrag_gelezen_eurocent <> bedrag_geladen_eurocent + bedrag_gequarantaineerd_eurocent \
         + bedrag_dubbel_eurocent",
    )?;
    ensure!(off == "0", "I1: {off} files do not balance");
    Ok(())
}

/// I4: every file of the inbox and of the archive is registered once, by its hash.
fn registered(world: &World<'_>) -> Result<()> {
    let known = world.warehouse.value(
        "select count(*) || ' ' || count(distinct naam) from beheer.bestand where naam not like '%!%'",
    )?;
    let inbox = sluis_tests::files(&world.warehouse.inbox())?;
    let mut names: BTreeSet<OsString> =
        inbox.iter().filter_map(|path| path.file_name()).map(OsStr::to_owned).collect();
    names.extend(archived(world)?.into_iter().map(|(_, name)| name.into()));
    let there = names.len();
    ensure!(known == format!("{there} {there}"), "I4: {there} files, {known} known");
    Ok(())
}

/// Hash and name of every file in the archive; what is there must be whole and have the content of its name.
pub(crate) fn archived(world: &World<'_>) -> Result<Vec<(String, String)>> {
    let folder = world.warehouse.path("var/archive");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let sums = Command::new("find")
        .arg(folder)
        .args(["-type", "f", "-exec", "sha256sum", "{}", "+"])
        .output()?;
    ensure!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stderr));
    let sums = String::from_utf8(sums.stdout)?;
    sums.lines()
        .map(|line| {
            let (hash, path) = line.split_once("  ").context("a hash and a path")?;
            let name = path.rsplit('/').next().unwrap_or_default();
            let name = name.strip_prefix(hash).and_then(|name| name.strip_prefix('-'));
            let name = name.with_context(|| format!("I4, I7: {path} is not what it is called"))?;
            Ok((hash.to_owned(), name.to_owned()))
        })
        .collect()
}

/// I5: no run stands as busy, and the newest tells how it ended.
fn told_truth(warehouse: &Warehouse) -> Result<()> {
    let busy = warehouse.value("select count(*) from beheer.run where geeindigd_op is null")?;
    ensure!(busy == "0", "I5: {busy} runs stand as busy");
    let newest = warehouse.value("select status from beheer.run order by run_id desc limit 1")?;
    ensure!(["succeeded", "partial"].contains(&newest.as_str()), "I5: the last run: {newest}");
    Ok(())
}

/// I6: nothing that was printed or is in the ledger names a person.
pub(crate) fn silent(world: &World<'_>) -> Result<()> {
    let ledger = world.warehouse.query(
        "select coalesce(fout, '') from beheer.run union all select coalesce(fout, '') from beheer.taak \
         union all select uitleg || plaats from beheer.quarantaine",
    )?;
    let texts = world.talk().iter().chain(&ledger);
    for text in texts {
        let leak = world.setup.secrets.iter().find(|secret| text.contains(secret.as_str()));
        ensure!(leak.is_none(), "I6: a value of a person was told");
    }
    Ok(())
}

/// I7: no lock, no open transaction, no stage table.
pub(crate) fn clean(warehouse: &Warehouse) -> Result<()> {
    let left = warehouse.value(
        "select (select count(*) from pg_locks as lock \
         inner join pg_database as base on lock.database = base.oid \
         where base.datname = current_database() and lock.locktype = 'advisory') + \
         (select count(*) from pg_stat_activity where datname = current_database() \
         and state like 'idle in transaction%') + \
         (select count(*) from pg_class where relpersistence = 't' and relkind = 'r')",
    )?;
    ensure!(left == "0", "I7: {left} locks, open transactions or stage tables");
    Ok(())
}

/// I2: polls the facts in short and in long transactions; each must be of before or of after.
#[derive(Debug)]
pub(crate) struct Reader {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<BTreeSet<String>>>,
}

const SIGHT: &str = "select (select count(*) from dwh.feit_toewijzing) || ' ' || \
    (select count(*) from dwh.feit_koppeling) || ' ' || (select count(*) from dwh.feit_levering) || ' ' || \
    (select count(*) || ' ' || coalesce(sum(bedrag_eurocent), 0) from dwh.feit_prestatie)";

impl Reader {
    pub(crate) fn start(warehouse: &Warehouse) -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        let url = warehouse.url()?;
        let thread = thread::spawn(move || {
            let mut sights = BTreeSet::new();
            while !seen.load(Ordering::Relaxed) {
                sights.extend(sluis_tests::query_at(&url, SIGHT)?);
                // The same twice in one snapshot, with time between.
                let long = format!(
                    "begin isolation level repeatable read; {SIGHT}; select pg_sleep(0.1); {SIGHT}; commit"
                );
                let long = sluis_tests::query_at(&url, &long)?;
                sights.extend(long.into_iter().filter(|line| !line.is_empty()));
                thread::sleep(Duration::from_millis(50));
            }
            Ok(sights)
        });
        Ok(Self { stop, thread })
    }

    /// Ends polling; everything that was seen must be of before or of after.
    pub(crate) fn end(self, warehouse: &Warehouse) -> Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        let sights = self.thread.join().map_err(|_| anyhow::anyhow!("the reader stopped"))??;
        let after = warehouse.value(SIGHT)?;
        let before = "0 0 0 0 0";
        let odd: Vec<&String> =
            sights.iter().filter(|sight| **sight != after && *sight != before).collect();
        ensure!(odd.is_empty(), "I2: a reader saw something in between: {odd:?}");
        ensure!(!sights.is_empty(), "I2: the reader saw nothing");
        Ok(())
    }
}
