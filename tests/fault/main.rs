//! The fault suite: the rows of the fault matrix on a real Postgres, each with the invariants that it held.
//!
//! `cargo run -p sluis-tests --bin fault` does all rows, `-- 1 2 16` some. Ends with 1 when an invariant broke.
#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

mod invariant;
mod proxy;
mod rows;
mod server;
mod setup;
mod stranger;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
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
    let mut broken = 0;
    for row in rows {
        let begin = Instant::now();
        match (row.act)(&setup) {
            Ok(held) => {
                let marks = held
                    .marks()
                    .split(' ')
                    .filter(|mark| !mark.is_empty())
                    .fold(String::new(), |line, mark| format!("{line}{mark}  "));
                println!("{:>3}  {marks}{} ({:.1?})", row.number, row.fault, begin.elapsed());
            }
            Err(error) => {
                broken += 1;
                println!("{:>3}  BROKEN  {}: {error:#}", row.number, row.fault);
            }
        }
    }
    println!("{broken} rows broken");
    Ok(if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
