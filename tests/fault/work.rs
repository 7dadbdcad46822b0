//! Does rows, some at a time, and tells of them in the order of the matrix.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::Row;
use crate::invariant::Held;
use crate::setup::Setup;

/// Longer than any row takes, with all its runs at their deadline.
const HANGS: Duration = Duration::from_mins(10);

/// Does `rows`, `jobs` at a time. `tell` has what became of each, and how long that took.
pub(crate) fn all(
    rows: &[Row],
    jobs: usize,
    setup: &Setup,
    mut tell: impl FnMut(&Row, Result<Held>, Duration),
) -> Result<()> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let begin = Instant::now();
                    let done = catch_unwind(AssertUnwindSafe(|| (row.act)(setup)));
                    let outcome = done.unwrap_or_else(|_| Err(anyhow!("the row panicked")));
                    if sender.send((row.number, outcome, begin.elapsed())).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut done = BTreeMap::new();
        for row in rows {
            while !done.contains_key(&row.number) {
                match receiver.recv_timeout(HANGS) {
                    Ok((number, outcome, elapsed)) => {
                        done.insert(number, (outcome, elapsed));
                    }
                    Err(_) => bail!("I8: row {} hangs, or one beside it", row.number),
                }
            }
            if let Some((outcome, elapsed)) = done.remove(&row.number) {
                tell(row, outcome, elapsed);
            }
        }
        Ok(())
    })
}
