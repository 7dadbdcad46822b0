//! Row 7: memory is struck.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, ensure};
use sluis_tests::Outcome;

use crate::Row;
use crate::invariant::{self, Held};
use crate::proxy::{Fault, Trigger};
use crate::setup::{Setup, World};

const SOON: Duration = Duration::from_mins(1);
/// Rows of the large file, and the bytes of each: 100 MB.
const ROWS: usize = 25_000;
const ROW_BYTES: usize = 4_000;
/// What a run may have, far less than the file: bytes of private memory.
const LIMIT: &str = "--data=64000000";

const MAPPING: &str = "[bestand]\npatroon = \"zaken_*.csv\"\npeildatum = 'zaken_(\\d{8})'\n\
    [zaak.velden]\nzaaknummer = \"Zaaknummer\"\n\
    status = { kop = \"Status\", optioneel = true }\n";

pub(crate) fn rows() -> Vec<Row> {
    vec![Row { number: 7, fault: "no memory left; a file larger than memory", act: memory }]
}

fn memory(setup: &Setup) -> Result<Held> {
    large_file(setup)?;
    no_memory(setup)
}

/// In the middle of the load no page more is to be had: the run dies, and the next does the night.
fn no_memory(setup: &Setup) -> Result<Held> {
    let mut world = setup.world()?;
    let reader = world.reader()?;
    world.proxy.plan(Trigger::CopyDone(1), Fault::Hold);
    let child = world.start_run()?;
    ensure!(world.proxy.wait(SOON), "the run never came to its first COPY");
    let pid = child.id().to_string();
    let limited = Command::new("prlimit").args(["--data=4096", "--pid", &pid]).status()?;
    ensure!(limited.success(), "prlimit of util-linux is needed");
    world.proxy.go_on();
    let outcome = world.end_of(child)?;
    ensure!(outcome.code == -1, "it should have died: {outcome:?}");
    let half = world.warehouse.value("select count(*) from dwh.feit_toewijzing")?;
    ensure!(half == "0", "I2: {half} facts of a run that died");
    let outcome = world.run_again()?;
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    reader.end(&world.warehouse)?;
    let mut held = invariant::check(&world)?;
    held.add(2);
    Ok(held)
}

/// A file of a case system passes in constant memory.
fn large_file(setup: &Setup) -> Result<()> {
    let mut world = setup.empty_world()?;
    world.configure(
        "[[source]]\nname = \"zaken\"\nkind = \"zaaksysteem\"\npath = \"zaken\"\n\
         mapping = \"zaken.toml\"\ngemeentecode = \"0363\"\n",
    )?;
    std::fs::write(world.warehouse.path("zaken.toml"), MAPPING)?;
    std::fs::create_dir(world.warehouse.path("zaken"))?;
    let file = File::create(world.warehouse.path("zaken/zaken_20260101.csv"))?;
    let mut file = BufWriter::new(file);
    writeln!(file, "Zaaknummer;Status;Toelichting")?;
    let text = "x".repeat(ROW_BYTES);
    for number in 0..ROWS {
        writeln!(file, "Z{number};open;{text}")?;
    }
    file.into_inner()?.set_modified(std::time::SystemTime::now() - Duration::from_mins(5))?;
    let outcome = limited(&mut world)?;
    ensure!(matches!(outcome.code, 0 | 3), "I5: with little memory: {outcome:?}");
    let loaded = world.warehouse.value("select count(*) from landing.csv_zaak")?;
    ensure!(loaded == ROWS.to_string(), "I1: {loaded} of {ROWS} rows");
    invariant::balance(&world.warehouse)?;
    invariant::clean(&world.warehouse)
}

/// A run with little memory.
fn limited(world: &mut World<'_>) -> Result<Outcome> {
    let command = world.command(&["run", "--peildatum", &world.warehouse.peildatum, "--json"])?;
    let mut limited = Command::new("prlimit");
    limited.arg(LIMIT).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            limited.env(name, value);
        }
    }
    let child = limited.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    world.end_of(child)
}
