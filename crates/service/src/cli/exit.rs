//! How a command ends: an exit code, and for a failure one thing to do.

use std::process::ExitCode;

use crate::config::{ConfigError, KeyError};
use crate::embedded::EmbeddedError;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All well.
    Ok,
    /// The work failed.
    Failed,
    /// A wrong argument or configuration; nothing was done.
    Usage,
    /// Finished, but something is in quarantine or failed.
    Partial,
    /// Another run is busy.
    Busy,
    /// The database or a source cannot be reached.
    Unavailable,
    /// Stopped by Ctrl-C.
    Interrupted,
    /// Stopped by a service manager.
    Terminated,
}

impl Exit {
    /// The code for the shell.
    pub const fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Partial => 3,
            Self::Busy => 4,
            Self::Unavailable => 5,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command ended before its work was done.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What went wrong, with its causes.
    pub error: anyhow::Error,
    /// One thing to do.
    pub hint: String,
    /// The run that failed, when one was made.
    pub run_id: Option<i64>,
    /// Whether the data of the command is on stdout already.
    pub is_after_output: bool,
}

impl Failure {
    /// A failure in words.
    pub fn new(exit: Exit, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::because(exit, anyhow::Error::msg(message.into()), hint)
    }

    /// A failure with its causes.
    pub fn because(exit: Exit, error: anyhow::Error, hint: impl Into<String>) -> Self {
        Self { exit, error, hint: hint.into(), run_id: None, is_after_output: false }
    }

    /// A wrong argument.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message, hint)
    }

    /// A fault of the surroundings: a file, a pipe.
    pub fn io(what: &str, error: std::io::Error) -> Self {
        let error = anyhow::Error::new(error).context(what.to_owned());
        Self::because(Exit::Failed, error, "check the path, free disk space and rights")
    }

    /// A short code for `--json`; a public contract.
    pub fn code(&self) -> &'static str {
        match self.exit {
            Exit::Usage => "USAGE",
            Exit::Busy => "BUSY",
            Exit::Unavailable => "UNAVAILABLE",
            _ if self.error.is::<load::Error>() => "DATABASE",
            _ => "FAILED",
        }
    }

    /// What went wrong and why, on one line.
    pub fn message(&self) -> String {
        let mut message = String::new();
        for cause in self.error.chain().map(ToString::to_string) {
            // Some errors repeat their cause.
            if message.is_empty() {
                message = cause;
            } else if !message.contains(&cause) {
                message = format!("{message}: {cause}");
            }
        }
        message
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let hint = match &error {
            ConfigError::Unreadable { .. } => "name the file with --config, or set SLUIS_CONFIG",
            _ => {
                "every key is explained in config/sluis.toml; `sluis check` shows what is in force"
            }
        };
        Self::because(Exit::Usage, error.into(), hint)
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        let hint = match &error {
            KeyError::Missing(path) => {
                format!(
                    "put the key of this warehouse back, or for a new warehouse: sluis key new {}",
                    path.display()
                )
            }
            KeyError::Exists(_) => "choose another name".to_owned(),
            _ => "see privacy.key_file in the configuration".to_owned(),
        };
        Self::because(Exit::Usage, error.into(), hint)
    }
}

impl From<EmbeddedError> for Failure {
    fn from(error: EmbeddedError) -> Self {
        let hint = error.hint();
        Self::because(Exit::Unavailable, error.into(), hint)
    }
}

impl From<load::Error> for Failure {
    fn from(error: load::Error) -> Self {
        let exit = match &error {
            _ if error.is_unavailable() => Exit::Unavailable,
            load::Error::OtherKey { .. } | load::Error::Url => Exit::Usage,
            load::Error::SlotLost { .. } => Exit::Busy,
            _ => Exit::Failed,
        };
        let hint = error.hint();
        Self::because(exit, error.into(), hint)
    }
}
