//! The fault suite: the rows of the fault matrix on a real Postgres, each with the invariants that it held.
//!
//! `cargo run -p sluis-tests --bin fault` does all rows, `-- 1 2 16` some. Ends with 1 when an invariant broke.
#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

mod invariant;
mod proxy;
mod rows;
mod server;
mod service;
mod setup;
mod stranger;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use invariant::Held;
use setup::Setup;

/// A row of the matrix.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// Its number in the matrix.
    pub(crate) number: u8,
    /// The fault, in a few words.
    pub(crate) fault: &'static str,
    /// Brings it about, checks what is expected, and tells which invariants held.
    pub(crate) act: fn(&Setup) -> Result<Held>,
}

fn main() -> Result<ExitCode> {
    let wanted = std::env::args()
        .skip(1)
        .map(|number| number.parse().with_context(|| format!("`{number}` is no number of a row")))
        .collect::<Result<Vec<u8>>>()?;
    let rows: Vec<Row> = rows::all()
        .into_iter()
        .filter(|row| wanted.is_empty() || wanted.contains(&row.number))
        .collect();
    let setup = Setup::new()?;
    println!("row  I1 I2 I3 I4 I5 I6 I7 I8  fault");
    let broken = all(&setup, &rows);
    println!("{broken} rows broken");
    Ok(if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Rows that are busy at once: each works alone, and several mostly wait.
const TOGETHER: usize = 3;

/// Does all rows and prints them in their order; how many broke.
fn all(setup: &Setup, rows: &[Row]) -> usize {
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..TOGETHER {
            let (next, sender) = (&next, sender.clone());
            scope.spawn(move || {
                while let Some((number, row)) = take(rows, next) {
                    let begin = Instant::now();
                    let outcome = catch_unwind(AssertUnwindSafe(|| (row.act)(setup)))
                        .unwrap_or_else(|_| Err(anyhow!("the row itself panicked")));
                    let line = line(row, outcome.as_ref(), begin);
                    let _ = sender.send((number, line, outcome.is_err()));
                }
            });
        }
        drop(sender);
        let (mut early, mut printed, mut broken) = (BTreeMap::new(), 0, 0);
        for (number, line, is_broken) in results {
            broken += usize::from(is_broken);
            early.insert(number, line);
            while let Some(line) = early.remove(&printed) {
                println!("{line}");
                printed += 1;
            }
        }
        broken
    })
}

/// The next row that nobody has begun.
fn take<'r>(rows: &'r [Row], next: &AtomicUsize) -> Option<(usize, &'r Row)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    rows.get(number).map(|row| (number, row))
}

/// A row as it is printed.
fn line(row: &Row, outcome: Result<&Held, &anyhow::Error>, begin: Instant) -> String {
    match outcome {
        Ok(held) => {
            let marks = held
                .marks()
                .replace(' ', "")
                .chars()
                .fold(String::new(), |line, mark| format!("{line}{mark}  "));
            format!("{:>3}  {marks}{} ({:.1?})", row.number, row.fault, begin.elapsed())
        }
        Err(error) => format!("{:>3}  BROKEN  {}: {error:#}", row.number, row.fault),
    }
}
