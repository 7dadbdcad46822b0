//! Why there is no embedded cluster, and what to do about it.

use std::path::PathBuf;

/// Why there is no embedded cluster.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmbeddedError {
    /// No folder with `postgres`, `initdb` and `pg_ctl` was found.
    #[error("no PostgreSQL server is installed (looked in {looked_in})")]
    NoBinaries {
        /// The places, for people.
        looked_in: String,
    },
    /// `PG_BIN` names a folder without them.
    #[error("PG_BIN is `{}`, but there is no postgres, initdb and pg_ctl in it", .0.display())]
    WrongPgBin(PathBuf),
    /// Only versions that are too old were found.
    #[error(
        "PostgreSQL {found} is installed, Sluis needs {} or newer",
        super::binaries::VERSION_MIN
    )]
    TooOld {
        /// The newest that was found.
        found: u32,
    },
    /// The cluster was made by another major version.
    #[error("the cluster was made by PostgreSQL {cluster}, but only version {found} is installed")]
    OtherVersion {
        /// Version of the cluster.
        cluster: u32,
        /// Versions that were found.
        found: String,
    },
    /// Root, and nobody to run Postgres as.
    #[error("running as root, and there is no user `postgres` or `nobody` to run PostgreSQL as")]
    NoAccount,
    /// Something on disk cannot be used.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A program of Postgres failed.
    #[error("{program} failed: {message}")]
    Program {
        /// Its name.
        program: &'static str,
        /// The end of what it said.
        message: String,
    },
    /// The server did not come up.
    #[error("PostgreSQL did not start: {message}")]
    NotStarted {
        /// The end of its log.
        message: String,
        /// The whole log.
        log: PathBuf,
    },
    /// The configured port is taken.
    #[error("port {0} of 127.0.0.1 is taken by another program")]
    PortTaken(u16),
    /// The cluster belongs to somebody else.
    #[error("`{}` belongs to another user", .0.display())]
    NotOurs(PathBuf),
    /// Processes of a crashed server go on.
    #[error("processes of a crashed server still use `{}`: {pids}", folder.display())]
    Orphans {
        /// The cluster.
        folder: PathBuf,
        /// Their ids.
        pids: String,
    },
    /// No random numbers for the password.
    #[error("the system gave no random numbers for the password")]
    NoRandomness,
}

impl EmbeddedError {
    /// One thing to do.
    pub fn hint(&self) -> String {
        match self {
            Self::NoBinaries { .. } | Self::TooOld { .. } => {
                "install it (Debian, Ubuntu: apt-get install postgresql), or set PG_BIN".to_owned()
            }
            Self::WrongPgBin(_) => "set PG_BIN to the folder with the server programs".to_owned(),
            Self::OtherVersion { cluster, .. } => {
                format!("install postgresql-{cluster}, or move the data over with pg_upgrade")
            }
            Self::NoAccount => "make a user `postgres`, or run as an ordinary user".to_owned(),
            Self::Io { .. } => "check that the folder exists and who may write there".to_owned(),
            Self::Program { .. } => "check free disk space and the rights on data_dir".to_owned(),
            Self::NotStarted { log, .. } => format!("read {}", log.display()),
            Self::PortTaken(_) => "choose another database.embedded_port, or 0 for any".to_owned(),
            Self::NotOurs(_) => "run as the user that made the cluster".to_owned(),
            Self::Orphans { .. } => "end these processes, then try again".to_owned(),
            Self::NoRandomness => "check /dev/urandom".to_owned(),
        }
    }
}
