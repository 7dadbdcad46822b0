//! Shows how far a run is: bars on a terminal, a plain line now and then otherwise.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::output::{say, thousands};
use crate::run::{Progress, Stage};
use crate::telemetry;

/// A log that nobody watches needs no more than this.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Follows a run until it drops its end of the channel.
pub(super) fn follow(progress: watch::Receiver<Progress>) -> JoinHandle<()> {
    if io::stderr().is_terminal() {
        tokio::spawn(draw(progress))
    } else {
        tokio::spawn(tell(progress))
    }
}

async fn draw(mut progress: watch::Receiver<Progress>) {
    let bars = telemetry::bars();
    bars.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
    let bar = bars.add(ProgressBar::no_length());
    let template = "{prefix:10} {bar:16} {msg} {elapsed}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    let mut part = (Stage::Starting, String::new());
    let mut begin = Instant::now();
    while progress.changed().await.is_ok() {
        let now = progress.borrow_and_update().clone();
        // Every table has a bar of its own: its total is exact.
        if (now.stage, &now.table) != (part.0, &part.1) {
            (part, begin) = ((now.stage, now.table.clone()), Instant::now());
            bar.reset();
            bar.set_prefix(name(now.stage));
        }
        let (position, length, message) = numbers(&now);
        // A length of zero would draw a full bar: nothing is known yet.
        bar.set_length(length.max(1));
        bar.set_position(position);
        let rate = count(per_second(position, begin.elapsed()));
        bar.set_message(match length {
            0 if now.stage == Stage::Statline => message,
            _ => format!("{}/{} {message}, {rate}/s", count(position), count(length)),
        });
    }
    bar.finish_and_clear();
}

async fn tell(mut progress: watch::Receiver<Progress>) {
    let begin = Instant::now();
    let mut stage = Stage::Starting;
    let mut last = begin;
    while progress.changed().await.is_ok() {
        let now = progress.borrow_and_update().clone();
        let is_new_stage = now.stage != stage;
        if !is_new_stage && last.elapsed() < LINE_EVERY {
            continue;
        }
        (stage, last) = (now.stage, Instant::now());
        let (position, length, message) = numbers(&now);
        let is_counted = matches!(stage, Stage::Inlezen | Stage::Publiceren | Stage::Statline);
        if is_counted && length > 0 && (position > 0 || now.file_mb > 0) {
            let seconds = begin.elapsed().as_secs();
            let of = format!("{}/{}", count(position), count(length));
            say(&format!("{}: {of} {message} after {seconds} s", name(stage)));
        }
    }
}

const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Starting => "starting",
        Stage::Inlezen => "inlezen",
        Stage::Indexeren => "indexeren",
        Stage::Publiceren => "publiceren",
        Stage::Statline => "statline",
        Stage::Done => "done",
    }
}

/// Position, length and the rest.
fn numbers(progress: &Progress) -> (u64, u64, String) {
    match progress.stage {
        Stage::Publiceren => {
            return (progress.chains, progress.chains_total, "chains".to_owned());
        }
        // How many rows a table must give is not known before it is described.
        Stage::Statline if progress.rows_total == 0 => {
            let message = match progress.table.as_str() {
                "" => "what changed at CBS".to_owned(),
                table => format!("the description of {table}"),
            };
            return (0, 0, message);
        }
        Stage::Statline => {
            let message = match progress.file_mb {
                0 => format!("rows of {}", progress.table),
                mb => format!("rows of {}, {} MB came in", progress.table, count(mb)),
            };
            return (progress.rows, progress.rows_total, message);
        }
        _ => {}
    }
    let message = format!("files, {} records", count(progress.records));
    (progress.files, progress.files_total, message)
}

/// Whole units per second.
fn per_second(number: u64, elapsed: Duration) -> u64 {
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    number.saturating_mul(1000) / milliseconds
}

fn count(number: u64) -> String {
    thousands(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_once_their_number_is_known() {
        let progress = |table: &str, rows, rows_total, file_mb| Progress {
            stage: Stage::Statline,
            table: table.to_owned(),
            rows,
            rows_total,
            file_mb,
            ..Progress::default()
        };
        for (progress, expect) in [
            (progress("", 0, 0, 0), (0, 0, "what changed at CBS")),
            (progress("85098NED", 0, 0, 0), (0, 0, "the description of 85098NED")),
            (progress("85098NED", 10, 20, 0), (10, 20, "rows of 85098NED")),
            (progress("85098NED", 0, 20, 7), (0, 20, "rows of 85098NED, 7 MB came in")),
        ] {
            let (position, length, message) = numbers(&progress);
            assert_eq!((position, length, message.as_str()), expect);
        }
    }
}
