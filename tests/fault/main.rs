//! The fault suite: the rows of the fault matrix on a real Postgres, each with the invariants that it held.
//!
//! `cargo run -p sluis-tests --bin fault -- --help` tells how. Ends with 1 when a row broke.
#![expect(clippy::print_stdout, reason = "the table is what this program is for")]
#![expect(
    clippy::print_stderr,
    reason = "what is wrong with the arguments is no part of the table"
)]

mod invariant;
mod proxy;
mod rows;
mod server;
mod service;
mod setup;
mod stranger;
mod table;
mod tool;
mod work;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use invariant::Held;
use setup::Setup;
use table::Table;

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

const HELP: &str = "\
fault: strikes sluis with the faults of the matrix, row by row, and checks after each what must hold

usage: cargo build -p service -p testkit && cargo run -p sluis-tests --bin fault -- [OPTIONS] [ROW ...]

ROW          number of a row, such as 41; none: all rows
--jobs N     rows at a time, 1 to 8 (3)
--list       tell which rows there are, and do nothing
--help       this text

Makes servers of its own: needs the programs of PostgreSQL, and strace, openssl and libfaketime for some rows. A row
whose program is not there is not run; where CI is set that counts as broken. Ends with 0 when every row held, 1 when
a row broke, 2 when it was asked wrongly.";

/// What was asked.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    Help,
    List,
    Rows { numbers: Vec<u8>, jobs: usize },
}

impl Wish {
    fn read(arguments: impl IntoIterator<Item = String>) -> Result<Self> {
        // Several rows mostly wait.
        let (mut numbers, mut jobs) = (Vec::new(), 3);
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--help" | "-h" => return Ok(Self::Help),
                "--list" => return Ok(Self::List),
                "--jobs" => {
                    let given = arguments.next().context("--jobs needs a number")?;
                    jobs = given.parse().ok().filter(|jobs| (1..=8).contains(jobs)).with_context(
                        || format!("`{given}` is no number of rows at a time: 1 to 8"),
                    )?;
                }
                text => match text.parse() {
                    Ok(number) => numbers.push(number),
                    Err(_) => bail!("`{text}` is no option and no number of a row"),
                },
            }
        }
        Ok(Self::Rows { numbers, jobs })
    }
}

fn main() -> Result<ExitCode> {
    let (rows, jobs) = match asked() {
        Ok(Some(asked)) => asked,
        Ok(None) => return Ok(ExitCode::SUCCESS),
        Err(error) => {
            eprintln!("error: {error:#}\nhint: --help tells what can be asked");
            return Ok(ExitCode::from(2));
        }
    };
    let begin = Instant::now();
    println!("making the night that is to be struck ..");
    let setup = Setup::new()?;
    let mut table = Table::new(&rows);
    println!("{}", Table::head());
    work::all(&rows, jobs, &setup, |row, outcome, elapsed| {
        println!("{}", table.line(row, &outcome, elapsed));
    })?;
    println!("{}", table.end(begin.elapsed()));
    Ok(if table.is_broken() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The rows to do, and how many at a time; nothing when the question was answered already.
fn asked() -> Result<Option<(Vec<Row>, usize)>> {
    let mut rows = rows::all();
    match Wish::read(std::env::args().skip(1))? {
        Wish::Help => println!("{HELP}"),
        Wish::List => {
            for row in rows {
                println!("{:>3}  {}", row.number, row.fault);
            }
        }
        Wish::Rows { numbers, jobs } => {
            for number in &numbers {
                let is_there = rows.iter().any(|row| row.number == *number);
                ensure!(is_there, "there is no row {number}; --list tells which there are");
            }
            rows.retain(|row| numbers.is_empty() || numbers.contains(&row.number));
            return Ok(Some((rows, jobs)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_or_refused() {
        let read = |text: &str| Wish::read(text.split_whitespace().map(str::to_owned));
        for (text, expect) in [
            ("", Wish::Rows { numbers: vec![], jobs: 3 }),
            ("1 --jobs 4 41", Wish::Rows { numbers: vec![1, 41], jobs: 4 }),
            ("--list 1", Wish::List),
            ("-h", Wish::Help),
        ] {
            assert_eq!(read(text).unwrap(), expect, "{text}");
        }
        for text in ["--jobs", "--jobs 0", "--jobs x", "300", "row", "--all"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_number_is_there_once_and_in_order() {
        let numbers: Vec<u8> = rows::all().iter().map(|row| row.number).collect();
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    }
}
