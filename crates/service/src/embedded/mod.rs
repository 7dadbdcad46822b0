//! A private Postgres under `data_dir`, made and started from the binaries that are installed.
//!
//! Two locks keep several commands apart: one, held briefly, makes starting and stopping happen one at a time;
//! the other is shared by everyone who uses the server, so that nobody stops it under another's feet.
//! As root everything runs as an unprivileged user, because Postgres refuses root.

mod account;
mod binaries;
mod error;
mod init;
mod place;
mod server;

use std::fs::File;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use crate::config::{Config, EmbeddedStop, hex};
use account::Account;
use place::Place;
use server::State;

pub use account::own_name;
pub use error::EmbeddedError;

/// Login and database of the cluster.
pub const NAME: &str = "sluis";

/// What is needed to find or make the cluster.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of everything Sluis keeps.
    pub data_dir: PathBuf,
    /// TCP port; `None` chooses a free one and keeps it.
    pub port: Option<u16>,
    /// Folder of the binaries; `None` searches.
    pub pg_bin: Option<PathBuf>,
    /// The `PATH` to search last.
    pub search_path: String,
}

impl Settings {
    /// The part of the configuration that is about the cluster.
    pub fn from_config(config: &Config) -> Self {
        Self {
            data_dir: config.paths.data_dir.clone(),
            port: config.database.embedded_port,
            pg_bin: config.database.pg_bin.clone(),
            search_path: config.database.search_path.clone(),
        }
    }
}

/// A running cluster that this process uses.
#[derive(Debug)]
pub struct Cluster {
    settings: Settings,
    place: Place,
    bin: PathBuf,
    state: server::Running,
    /// Shared lock: as long as somebody holds it the server is not stopped.
    in_use: File,
    /// Whether this process started the server.
    pub is_started_here: bool,
}

impl Cluster {
    /// Gives the running cluster; makes and starts it first where needed.
    ///
    /// # Errors
    /// An [`EmbeddedError`] that says what to do.
    pub fn start(settings: &Settings) -> Result<Self, EmbeddedError> {
        place::create_folder(&settings.data_dir)?;
        let _one_at_a_time = place::lock_exclusive(&settings.data_dir.join("postgres.lock"))?;
        let account = Account::for_server()?;
        let place = Place::find_or_choose(&settings.data_dir, account.as_ref())?;
        let bin = binaries::find(settings, place.version()?)?;
        if !place.is_initialised() {
            init::initialise(&place, &bin, account.as_ref())?;
        }
        let (state, is_started_here) = match server::state(&place)? {
            State::Running(running) => (running, false),
            State::Stopped => (server::start(&place, &bin, account.as_ref(), settings.port)?, true),
        };
        let in_use = place::lock_shared(&settings.data_dir.join("postgres.use"))?;
        Ok(Self { settings: settings.clone(), place, bin, state, in_use, is_started_here })
    }

    /// Gives the cluster when it runs; starts and changes nothing.
    ///
    /// # Errors
    /// An [`EmbeddedError`] when the folder cannot be read.
    pub fn attach(settings: &Settings) -> Result<Option<Self>, EmbeddedError> {
        let Some(place) = Place::find(&settings.data_dir)? else { return Ok(None) };
        let bin = binaries::find(settings, place.version()?)?;
        let State::Running(state) = server::state(&place)? else { return Ok(None) };
        let in_use = place::lock_shared(&settings.data_dir.join("postgres.use"))?;
        let settings = settings.clone();
        Ok(Some(Self { settings, place, bin, state, in_use, is_started_here: false }))
    }

    /// Whether a cluster was made here before.
    ///
    /// # Errors
    /// An [`EmbeddedError`] when the folder cannot be read.
    pub fn exists(settings: &Settings) -> Result<bool, EmbeddedError> {
        Ok(Place::find(&settings.data_dir)?.is_some_and(|place| place.is_initialised()))
    }

    /// The version of the binaries that would be used.
    ///
    /// # Errors
    /// An [`EmbeddedError`] when none fit.
    pub fn find_binaries(settings: &Settings) -> Result<PathBuf, EmbeddedError> {
        let version = match Place::find(&settings.data_dir)? {
            Some(place) => place.version()?,
            None => None,
        };
        binaries::find(settings, version)
    }

    /// Connection string over the socket, or over TCP where there is no socket.
    ///
    /// # Errors
    /// When the password file cannot be read.
    pub fn url(&self) -> Result<SecretString, EmbeddedError> {
        let password = self.password()?;
        let (password, port) = (password.expose_secret(), self.state.port);
        let url = match &self.state.socket_folder {
            Some(folder) => {
                let host = percent_encode(&folder.to_string_lossy());
                format!("postgres://{NAME}:{password}@localhost:{port}/{NAME}?host={host}")
            }
            None => format!("postgres://{NAME}:{password}@127.0.0.1:{port}/{NAME}"),
        };
        Ok(SecretString::from(url))
    }

    /// The generated password.
    ///
    /// # Errors
    /// When the password file cannot be read.
    pub fn password(&self) -> Result<SecretString, EmbeddedError> {
        self.place.password().map(SecretString::from)
    }

    /// The file with the generated password.
    pub fn password_file(&self) -> PathBuf {
        self.place.password_file()
    }

    /// Port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.state.port
    }

    /// Process of the server.
    pub fn pid(&self) -> u32 {
        self.state.pid
    }

    /// Folder of the socket.
    pub fn socket_folder(&self) -> Option<&Path> {
        self.state.socket_folder.as_deref()
    }

    /// Folder of the binaries.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// Folder of the cluster.
    pub fn folder(&self) -> &Path {
        self.place.folder()
    }

    /// Ends the use of the cluster and stops the server when that is asked and nobody else uses it.
    ///
    /// Gives whether the server was stopped.
    ///
    /// # Errors
    /// An [`EmbeddedError`] when it does not stop in time.
    pub fn release(self, stop: EmbeddedStop) -> Result<bool, EmbeddedError> {
        if stop == EmbeddedStop::Leave {
            return Ok(false);
        }
        let _one_at_a_time = place::lock_exclusive(&self.settings.data_dir.join("postgres.lock"))?;
        drop(self.in_use);
        let use_file = self.settings.data_dir.join("postgres.use");
        let Some(_nobody_else) = place::try_lock_exclusive(&use_file)? else { return Ok(false) };
        server::stop(&self.place, &self.bin, Account::for_server()?.as_ref())?;
        Ok(true)
    }
}

/// Everything but letters, digits and `-._~` as `%` and two digits.
fn percent_encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hex(&[byte]));
        }
    }
    encoded
}
