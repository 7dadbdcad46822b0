//! Logs go to stderr. They hold names of fields, counts, codes and ids, never a value of a person.
//!
//! Nobody reading, or a full disk behind stderr, is no failure: lines get lost then, the work goes on. A reader that
//! keeps a pipe open and reads nothing is one: once the pipe is full the next line waits, and so does who writes it, the
//! sign of life included. That is meant: a service nobody hears does no work unheard. The watchdog of systemd restarts it
//! (`WatchdogSec`), another instance takes the lead over; the journal always reads.

mod json;

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use indicatif::MultiProgress;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};

/// Progress bars of this process; log lines step aside for them.
static BARS: OnceLock<MultiProgress> = OnceLock::new();

/// The progress bars on stderr.
pub fn bars() -> &'static MultiProgress {
    BARS.get_or_init(MultiProgress::new)
}

/// Starts logging. Called twice (tests), the second call changes nothing.
pub fn init(log: &Log, is_colour_allowed: bool) {
    // On a terminal a run shows bars and a table; its steps are for the log of a service.
    let filter =
        if log.filter == "info" && io::stderr().is_terminal() { "warn" } else { &log.filter };
    // The driver prints messages of the server, which can hold values; what matters of them is in our own errors.
    let filter = EnvFilter::builder()
        .parse(format!("{filter},sqlx=off"))
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=off"));
    let _ = match log.format {
        LogFormat::Json => tracing_subscriber::registry()
            .with(json::Regels::new(Stderr).with_filter(filter))
            .try_init(),
        LogFormat::Text => tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(Stderr)
            .with_target(false)
            .log_internal_errors(false)
            .with_ansi(is_colour_allowed && io::stderr().is_terminal())
            .finish()
            .try_init(),
    };
}

/// Stderr that hides the progress bars while it writes.
#[derive(Debug, Clone, Copy)]
struct Stderr;

impl Write for Stderr {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let written = match BARS.get() {
            Some(bars) => bars.suspend(|| io::stderr().write(line)),
            None => io::stderr().write(line),
        };
        // A failure would be told on stderr by the formatter, with a macro that panics when that fails too.
        Ok(written.unwrap_or(line.len()))
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = io::stderr().flush();
        Ok(())
    }
}

impl MakeWriter<'_> for Stderr {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        *self
    }
}
