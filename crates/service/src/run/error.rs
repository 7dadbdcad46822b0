//! Why a run ended before its work was done.

use load::slot::Holder;

/// A run that could not start, or had to end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// Another run has the slot (exit code 4).
    #[error("another run is busy")]
    Busy(Option<Holder>),
    /// The warehouse refused or was lost.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// A thread that reads files panicked.
    #[error("a reading thread stopped unexpectedly")]
    Worker,
}

impl From<tokio::task::JoinError> for RunError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Worker
    }
}

impl RunError {
    /// Code for the ledger.
    pub fn code(&self) -> &str {
        match self {
            Self::Busy(_) => "BUSY",
            Self::Load(error) => error.code(),
            Self::Worker => "WORKER",
        }
    }
}
