//! The table that the suite prints.

use std::fmt::Write;
use std::ops::RangeInclusive;
use std::time::Duration;

use anyhow::{Error, Result};

use crate::Row;
use crate::invariant::{self, Held};
use crate::tool::NotRun;

/// The rows that every version must hold.
const REQUIRED: [RangeInclusive<u8>; 4] = [1..=16, 19..=37, 40..=52, 55..=58];

/// Counts what is told of, so that the end can sum it up.
#[derive(Debug)]
pub(crate) struct Table {
    /// Where a tool that is not there is a fault: in CI.
    is_strict: bool,
    asked: Vec<u8>,
    held: usize,
    broken: Vec<u8>,
    not_run: Vec<u8>,
}

impl Table {
    pub(crate) fn new(rows: &[Row]) -> Self {
        let asked = rows.iter().map(|row| row.number).collect();
        Self::of(asked, std::env::var_os("CI").is_some())
    }

    const fn of(asked: Vec<u8>, is_strict: bool) -> Self {
        Self { is_strict, asked, held: 0, broken: Vec::new(), not_run: Vec::new() }
    }

    /// The legend and the names of the columns.
    pub(crate) fn head() -> String {
        let mut text = String::from("\nok  held after this row    -  this row does not touch it\n");
        for (number, meaning) in (1..).zip(invariant::MEANING) {
            let _ = writeln!(text, "I{number}  {meaning}");
        }
        text + "\nrow  I1 I2 I3 I4 I5 I6 I7 I8   time  fault"
    }

    /// What became of one row.
    pub(crate) fn line(&mut self, row: &Row, outcome: &Result<Held>, elapsed: Duration) -> String {
        let time = seconds(elapsed);
        let (marks, told) = match outcome {
            Ok(held) => {
                self.held += 1;
                (held.marks(), row.fault.to_owned())
            }
            Err(error) => match not_run(error) {
                None => {
                    self.broken.push(row.number);
                    ("BROKEN".to_owned(), format!("{}: {error:#}", row.fault))
                }
                Some(why) => {
                    self.not_run.push(row.number);
                    if self.is_strict && why.is_lacking {
                        self.broken.push(row.number);
                    }
                    ("NOT RUN".to_owned(), format!("{}: {why}", row.fault))
                }
            },
        };
        format!("{:>3}  {marks:<23} {time:>7}  {told}", row.number)
    }

    /// What became of all.
    pub(crate) fn end(&self, elapsed: Duration) -> String {
        let mut text = format!("\n{} rows held in {}", self.held, seconds(elapsed));
        for (what, numbers) in [("BROKEN", &self.broken), ("NOT RUN", &self.not_run)] {
            if !numbers.is_empty() {
                let _ = write!(text, "\n{what}: {}", list(numbers.iter().copied()));
            }
        }
        let required = || REQUIRED.iter().flat_map(RangeInclusive::clone);
        let missing: Vec<u8> = required().filter(|number| !self.asked.contains(number)).collect();
        if !missing.is_empty() {
            let _ = write!(
                text,
                "\nof the required rows not asked for, or not written: {}",
                list(missing.into_iter())
            );
        }
        text
    }

    /// Whether the suite fails.
    pub(crate) fn is_broken(&self) -> bool {
        !self.broken.is_empty()
    }
}

fn not_run(error: &Error) -> Option<&NotRun> {
    error.chain().find_map(|cause| cause.downcast_ref())
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

fn list(numbers: impl Iterator<Item = u8>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    fn row(number: u8) -> Row {
        Row { number, fault: "a fault", act: |_| Ok(Held::default()) }
    }

    #[test]
    fn a_table_tells_what_held_broke_and_was_not_run() {
        let time = Duration::from_millis(5_930);
        for (is_strict, broken) in [(false, "2"), (true, "2 3")] {
            let mut table = Table::of(vec![1, 2, 3], is_strict);
            let mut held = Held::default();
            held.add(1);
            held.add(8);
            let lines = [
                table.line(&row(1), &Ok(held), time),
                table.line(&row(2), &Err(anyhow!("I5: why")), time),
                table.line(
                    &row(3),
                    &crate::tool::need("no-such-program", "it").map(|()| Held::default()),
                    time,
                ),
            ];
            assert_eq!(
                lines,
                [
                    "  1  ok  -  -  -  -  -  - ok   5.9 s  a fault",
                    "  2  BROKEN                    5.9 s  a fault: I5: why",
                    "  3  NOT RUN                   5.9 s  a fault: no-such-program is not installed: apt-get install it",
                ]
            );
            let end = table.end(Duration::from_mins(2));
            assert!(
                end.starts_with(&format!(
                    "\n1 rows held in 120.0 s\nBROKEN: {broken}\nNOT RUN: 3\n"
                )),
                "{end}"
            );
            assert!(end.contains(": 4 5 6 7 "), "{end}");
            assert!(table.is_broken());
        }
    }
}
