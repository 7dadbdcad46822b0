//! Inboxes made by the generator.

use std::path::{Path, PathBuf};
use std::process::Command;

use sluis_tests::Warehouse;

/// A generated inbox with its truth.
#[derive(Debug)]
pub(crate) struct Generated {
    pub(crate) messages: PathBuf,
    pub(crate) truth: PathBuf,
    pub(crate) peildatum: &'static str,
}

pub(crate) const PEILDATUM: &str = "2026-03-01";

/// Arguments for an inbox with requests and a history in release 2 as well.
pub(crate) const EVERYTHING: &[&str] = &["--requests-promille", "300", "--history-promille", "300"];

/// Writes into the inbox the messages of `clients` over a year, with defects, for the key of `warehouse`.
pub(crate) fn generate(
    warehouse: &Warehouse,
    clients: u32,
    seed: u32,
    defects: u32,
    more: &[&str],
) -> Generated {
    let generated = Generated {
        messages: warehouse.inbox(),
        truth: warehouse.path("truth"),
        peildatum: PEILDATUM,
    };
    let binary = assert_cmd::cargo::cargo_bin("sluis-testkit");
    assert!(binary.exists(), "build the generator first: cargo build -p testkit");
    let output = Command::new(binary)
        .args(["generate", "--months", "12", "--peildatum", PEILDATUM])
        .args(["--clients", &clients.to_string(), "--seed", &seed.to_string()])
        .args(["--defect-promille", &defects.to_string()])
        .args(more)
        .args([path("--out"), &generated.messages])
        .args([path("--truth"), &generated.truth])
        .args([path("--key"), &warehouse.key_file()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    generated
}

fn path(option: &str) -> &Path {
    Path::new(option)
}

/// A warehouse that loaded everything at once, undisturbed.
///
/// `defects` counts planted defects in a thousand allocations.
pub(crate) fn loaded(clients: u32, seed: u32, defects: u32) -> (Warehouse, Generated) {
    loaded_with(clients, seed, defects, &[])
}

/// The same, with `more` arguments for the generator.
pub(crate) fn loaded_with(
    clients: u32,
    seed: u32,
    defects: u32,
    more: &[&str],
) -> (Warehouse, Generated) {
    let mut warehouse = Warehouse::new().unwrap();
    let generated = generate(&warehouse, clients, seed, defects, more);
    generated.peildatum.clone_into(&mut warehouse.peildatum);
    warehouse.run().unwrap();
    (warehouse, generated)
}
