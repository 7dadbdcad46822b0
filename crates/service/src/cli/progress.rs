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
    let template = "{prefix:10} {bar:30} {human_pos}/{human_len} {msg} {per_sec} {elapsed}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    let mut stage = Stage::Starting;
    while progress.changed().await.is_ok() {
        let now = *progress.borrow_and_update();
        if now.stage != stage {
            stage = now.stage;
            bar.reset();
            bar.set_prefix(name(stage));
        }
        let (position, length, message) = numbers(now);
        bar.set_length(length);
        bar.set_position(position);
        bar.set_message(message);
    }
    bar.finish_and_clear();
}

async fn tell(mut progress: watch::Receiver<Progress>) {
    let begin = Instant::now();
    let mut stage = Stage::Starting;
    let mut last = begin;
    while progress.changed().await.is_ok() {
        let now = *progress.borrow_and_update();
        let is_new_stage = now.stage != stage;
        if !is_new_stage && last.elapsed() < LINE_EVERY {
            continue;
        }
        (stage, last) = (now.stage, Instant::now());
        let (position, length, message) = numbers(now);
        if matches!(stage, Stage::Inlezen | Stage::Publiceren) && position > 0 {
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
        Stage::Done => "done",
    }
}

/// Position, length and the rest.
fn numbers(progress: Progress) -> (u64, u64, String) {
    if progress.stage == Stage::Publiceren {
        return (progress.chains, progress.chains_total, "chains".to_owned());
    }
    let message = format!("files, {} records", count(progress.records));
    (progress.files, progress.files_total, message)
}

fn count(number: u64) -> String {
    thousands(i64::try_from(number).unwrap_or(i64::MAX))
}
