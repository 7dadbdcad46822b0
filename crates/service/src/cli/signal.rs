//! Ctrl-C and SIGTERM: the first asks to stop after the transaction in hand, the second stops at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::exit::{Exit, Failure};
use super::output::say;

/// Listens for signals as long as the command runs.
#[derive(Debug, Clone)]
pub(super) struct Signals {
    token: CancellationToken,
    /// The exit code of the signal that came; 0 when none came.
    code: Arc<AtomicU8>,
}

impl Signals {
    pub(super) fn listen() -> Result<Self, Failure> {
        let signals = Self { token: CancellationToken::new(), code: Arc::new(AtomicU8::new(0)) };
        for (kind, exit) in [
            (SignalKind::interrupt(), Exit::Interrupted),
            (SignalKind::terminate(), Exit::Terminated),
        ] {
            let stream = signal(kind).map_err(|error| Failure::io("listen for signals", error))?;
            tokio::spawn(signals.clone().watch(stream, exit));
        }
        Ok(signals)
    }

    async fn watch(self, mut stream: Signal, exit: Exit) {
        while stream.recv().await.is_some() {
            if self.token.is_cancelled() {
                at_once(exit);
            }
            self.code.store(exit.code(), Ordering::Relaxed);
            self.token.cancel();
        }
    }

    /// The token that asks the work to stop.
    pub(super) fn token(&self) -> CancellationToken {
        self.token.clone()
    }

    /// The exit code of the signal that came.
    pub(super) fn exit(&self) -> Option<Exit> {
        [Exit::Interrupted, Exit::Terminated]
            .into_iter()
            .find(|exit| exit.code() == self.code.load(Ordering::Relaxed))
    }

    /// Does work that may be dropped half-way; stops it at a signal.
    pub(super) async fn or_stop(
        &self,
        work: impl Future<Output = Result<Exit, Failure>>,
    ) -> Result<Exit, Failure> {
        tokio::select! {
            outcome = work => outcome,
            () = self.token.cancelled() => Ok(self.exit().unwrap_or(Exit::Interrupted)),
        }
    }
}

#[expect(clippy::exit, reason = "a second signal means now; Postgres rolls back what is open")]
fn at_once(exit: Exit) {
    say("stopped at once");
    std::process::exit(i32::from(exit.code()));
}
