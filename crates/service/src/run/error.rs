//! Why a run ended before its work was done.

use std::path::PathBuf;

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
    /// There is too little room on disk (code `DISK_LOW`).
    #[error("`{}` has {free_mb} MB free, and {new_mb} MB of new files ask for {needed_mb} MB", map.display())]
    DiskLow {
        /// A folder on the volume.
        map: PathBuf,
        /// Free now, in MB (10^6 bytes).
        free_mb: u64,
        /// New files, in MB.
        new_mb: u64,
        /// What should be free, in MB.
        needed_mb: u64,
    },
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
            Self::DiskLow { .. } => "DISK_LOW",
            Self::Worker => "WORKER",
        }
    }
}
