//! The configuration: one TOML file, every value overridable from the environment.
//!
//! Unknown keys are errors, in the file and in the environment. Relative paths are relative to the
//! folder of the file, or, when that folder is called `config`, to the folder above it, so that the
//! outcome never depends on the folder a command was started from.

mod alerts;
mod archive;
mod cbs;
mod check;
mod error;
mod folders;
mod ggk;
mod key_file;
mod lineage;
mod overrides;
mod plan;
mod raw;
mod serve;
mod show;
mod signin;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use domain::Gemeentecode;
use secrecy::SecretString;

pub use alerts::{Alerts, Drempels, Mail, MailTls, Webhook, WebhookKind};
pub use archive::{Archive, ArchiveMode};
pub use cbs::{Cbs, CbsSource, default_base_url};
pub use error::ConfigError;
pub use folders::{folder_fault, not_a_folder};
pub use key_file::{KeyError, create as create_key_file, read as read_key_file};
pub use lineage::Lineage;
pub use plan::{NIGHTLY, Plan};
pub use serve::Serve;
pub use show::show;
pub use signin::Signin;

pub(crate) use key_file::{hex, random_hex};

/// The whole configuration, checked; every path is absolute.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file it came from.
    pub file: PathBuf,
    /// `[database]`.
    pub database: Database,
    /// `[paths]`.
    pub paths: Paths,
    /// `[privacy]`.
    pub privacy: Privacy,
    /// `[[source]]`, in the order of the file.
    pub sources: Vec<Source>,
    /// `[ggk]`.
    pub ggk: Ggk,
    /// `[cbs]`.
    pub cbs: Cbs,
    /// `[serve]`.
    pub serve: Serve,
    /// `[schedule]`.
    pub schedule: Schedule,
    /// `[[plan]]`, with `schedule.nightly` as the first.
    pub plans: Vec<Plan>,
    /// `[signin]`.
    pub signin: Signin,
    /// `[alerts]`.
    pub alerts: Alerts,
    /// `[archive]`.
    pub archive: Archive,
    /// `[lineage]`.
    pub lineage: Lineage,
    /// `[log]`.
    pub log: Log,
}

/// `[database]`: which warehouse.
#[derive(Debug, Clone)]
pub struct Database {
    /// Where it is.
    pub url: DatabaseUrl,
    /// What happens to an embedded cluster when a command ends.
    pub embedded_stop: EmbeddedStop,
    /// TCP port of the embedded cluster on 127.0.0.1; `None` chooses a free one once and keeps it.
    pub embedded_port: Option<u16>,
    /// Folder with `postgres` and `initdb`, from `PG_BIN`; `None` searches the usual places.
    pub pg_bin: Option<PathBuf>,
    /// The `PATH`, where the programs of Postgres are searched last.
    pub search_path: String,
}

/// Where the warehouse is.
#[derive(Debug, Clone)]
pub enum DatabaseUrl {
    /// A private cluster under `data_dir`.
    Embedded,
    /// A server elsewhere; the URL may hold a password.
    Server(SecretString),
}

/// What happens to an embedded cluster when the last command that uses it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmbeddedStop {
    /// It keeps running, so that people can query it.
    Leave,
    /// It is stopped.
    AfterRun,
}

/// `[paths]`.
#[derive(Debug, Clone)]
pub struct Paths {
    /// Everything Sluis keeps on disk.
    pub data_dir: PathBuf,
}

/// `[privacy]`.
#[derive(Debug, Clone)]
pub struct Privacy {
    /// File with the pseudonym key.
    pub key_file: PathBuf,
}

/// `[[source]]`: one thing to load from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name in the ledger; lower case.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
}

/// What a source is.
#[derive(Debug, Clone)]
pub enum SourceKind {
    /// A folder of iWmo and iJw messages.
    Ggk(GgkSource),
    /// A table of `StatLine`.
    Cbs(Box<CbsSource>),
    /// A folder of CSV files of a case system or another source, read by a mapping.
    Zaaksysteem(ZaakSource),
}

impl SourceKind {
    /// The word in the configuration and in `status --json`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ggk(_) => "ggk",
            Self::Cbs(_) => "cbs",
            Self::Zaaksysteem(_) => "zaaksysteem",
        }
    }
}

/// A folder of iWmo and iJw messages.
#[derive(Debug, Clone)]
pub struct GgkSource {
    /// The inbox.
    pub path: PathBuf,
    /// Municipalities whose messages may enter; empty is all.
    pub gemeenten: Vec<Gemeentecode>,
}

/// A folder of CSV files.
#[derive(Debug, Clone)]
pub struct ZaakSource {
    /// The inbox. Several sources may share one, each with files of its own by the pattern of its mapping.
    pub path: PathBuf,
    /// The mapping file.
    pub mapping: PathBuf,
    /// Municipality of rows that name none.
    pub gemeente: Option<Gemeentecode>,
}

/// `[ggk]`: limits and choices for every source of kind `ggk`.
#[derive(Debug, Clone, Copy)]
pub struct Ggk {
    /// What is refused when a record of a message other than a 323 is at fault.
    pub bericht_bij_fout: BerichtBijFout,
    /// Largest message in MB (2^20 bytes).
    pub file_mb_max: usize,
    /// Most files in a zip.
    pub zip_files_max: usize,
    /// Most MB (2^20 bytes) of all files in a zip, unpacked.
    pub zip_mb_max: usize,
    /// Most XML elements inside each other.
    pub xml_depth_max: usize,
    /// Most attributes of an XML element.
    pub xml_attributes_max: usize,
    /// Most bytes of an XML name.
    pub xml_name_bytes_max: usize,
    /// Most kB (2^10 bytes) of an XML value.
    pub xml_text_kb_max: usize,
    /// Milliseconds that a file must be unchanged before it is taken; 0 takes every file at once.
    pub stabiel_ms: u64,
    /// Most files in one task, that is one transaction.
    pub batch_files_max: usize,
    /// Most bytes in one task, in MB (10^6 bytes).
    pub batch_mb_max: u64,
    /// Threads that parse; 0 is one for each core.
    pub workers: usize,
}

impl Ggk {
    /// The limits as the reader of messages wants them.
    pub fn grenzen(&self) -> extract_ggk::Grenzen {
        const KB: usize = 1 << 10;
        const MB: usize = 1 << 20;
        extract_ggk::Grenzen {
            bestand_bytes_max: self.file_mb_max.saturating_mul(MB),
            diepte_max: self.xml_depth_max,
            attributen_max: self.xml_attributes_max,
            naam_bytes_max: self.xml_name_bytes_max,
            tekst_bytes_max: self.xml_text_kb_max.saturating_mul(KB),
            archief_leden_max: self.zip_files_max,
            archief_bytes_max: self.zip_mb_max.saturating_mul(MB),
        }
    }
}

/// The unit that is refused when a record is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BerichtBijFout {
    /// Only that record; the rest of the message loads.
    Record,
    /// The whole message.
    Bericht,
}

/// `[schedule]`: when the service starts a run.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The times of `nightly`; `None` when nothing is scheduled.
    pub nightly: Option<cron::Schedule>,
    /// The zone these times are in.
    pub timezone: chrono_tz::Tz,
}

/// `[log]`: what goes to stderr.
#[derive(Debug, Clone)]
pub struct Log {
    /// Filter in the notation of `RUST_LOG`.
    pub filter: String,
    /// How a line looks.
    pub format: LogFormat,
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The environment as the configuration sees it.
pub type Environment = Vec<(String, String)>;

/// Reads the environment: the only place where Sluis does so.
pub fn environment() -> Environment {
    let known = |name: &OsString| {
        name.to_str().is_some_and(|name| {
            name.starts_with("SLUIS_")
                || matches!(
                    name,
                    "PG_BIN"
                        | "PATH"
                        | "NO_COLOR"
                        | "SUDO_USER"
                        | "USER"
                        | "LOGNAME"
                        | "NOTIFY_SOCKET"
                        | "WATCHDOG_USEC"
                )
        })
    };
    std::env::vars_os()
        .filter(|(name, _)| known(name))
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// The value of one variable; an empty value counts as absent.
pub fn lookup<'a>(environment: &'a Environment, name: &str) -> Option<&'a str> {
    let (_, value) = environment.iter().find(|(key, _)| key == name)?;
    (!value.is_empty()).then_some(value.as_str())
}

/// The configuration file to use: the argument, else `SLUIS_CONFIG`, else `config/sluis.toml` here.
pub fn locate(argument: Option<&Path>, environment: &Environment) -> PathBuf {
    argument
        .map(Path::to_path_buf)
        .or_else(|| lookup(environment, "SLUIS_CONFIG").map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("config/sluis.toml"))
}

/// Reads and checks the file and applies the environment.
///
/// # Errors
/// A [`ConfigError`] with path, line, column and the nearest known key where that applies.
pub fn load(file: &Path, environment: &Environment) -> Result<Config, ConfigError> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| ConfigError::Unreadable { path: file.to_path_buf(), source })?;
    let file = std::path::absolute(file)
        .map_err(|source| ConfigError::Unreadable { path: file.to_path_buf(), source })?;
    let (raw, overridden) = overrides::parse(&file, &text, environment)?;
    check::check(&file, raw, environment)
        .map_err(|fault| error::place(&file, &text, &overridden, fault))
}

/// The folder that relative paths start from.
fn base_folder(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new("/"));
    match (folder.file_name(), folder.parent()) {
        (Some(name), Some(above)) if name == "config" => above.to_path_buf(),
        _ => folder.to_path_buf(),
    }
}

#[cfg(test)]
mod tests;
