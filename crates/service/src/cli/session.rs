//! What nearly every command needs: the configuration in force and the warehouse.

use core::time::Duration;
use std::path::Path;

use load::Db;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use super::exit::{Exit, Failure};
use crate::config::{self, Config, DatabaseUrl, Environment, KeyError};
use crate::embedded::{Cluster, Settings};
use crate::telemetry;

/// How long connections may take to close.
const CLOSE_MAX: Duration = Duration::from_secs(5);

/// An open warehouse.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) config: Config,
    pub(super) db: Db,
    cluster: Option<Cluster>,
}

/// Reads the configuration and starts logging.
pub(super) fn load_config(
    file: Option<&Path>,
    environment: &Environment,
) -> Result<Config, Failure> {
    let file = config::locate(file, environment);
    let config = config::load(&file, environment)?;
    telemetry::init(&config.log, config::lookup(environment, "NO_COLOR").is_none());
    Ok(config)
}

impl Session {
    /// Connects to the warehouse and checks its schema; an embedded one is made, started and migrated first.
    ///
    /// A database that was never used gets its schema too: there is nothing in it that a migration could harm.
    pub(super) async fn open(config: Config) -> Result<Self, Failure> {
        let session = Self::connect(config).await?;
        if session.cluster.is_some() {
            session.db.migrate().await?;
            return Ok(session);
        }
        match session.db.check_schema().await {
            Err(load::Error::SchemaOld { .. }) if session.db.is_unused().await? => {
                session.db.migrate().await?;
            }
            checked => checked?,
        }
        Ok(session)
    }

    /// Connects to the warehouse, whatever its schema; an embedded one is made and started first.
    pub(super) async fn connect(config: Config) -> Result<Self, Failure> {
        let cluster = match &config.database.url {
            DatabaseUrl::Embedded => Some(start(&config).await?),
            DatabaseUrl::Server(_) => None,
        };
        let url = url(&config, cluster.as_ref())?;
        let db = Db::connect(url.expose_secret()).await?;
        Ok(Self { config, db, cluster })
    }

    /// The embedded cluster, when there is one.
    pub(super) const fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_ref()
    }

    /// Closes after the work of a command. What went wrong with the work comes first.
    pub(super) async fn close_after(self, outcome: Result<Exit, Failure>) -> Result<Exit, Failure> {
        let closed = self.close().await;
        let exit = outcome?;
        closed.map_err(|failure| Failure { is_after_output: true, ..failure })?;
        Ok(exit)
    }

    /// Closes the connections; stops an embedded cluster when that is configured and nobody else uses it.
    async fn close(self) -> Result<(), Failure> {
        // A server that is silent never takes its connections back.
        let _ = timeout(CLOSE_MAX, self.db.close()).await;
        let Some(cluster) = self.cluster else { return Ok(()) };
        let stop = self.config.database.embedded_stop;
        blocking(move || cluster.release(stop).map_err(Failure::from)).await?;
        Ok(())
    }
}

/// Starts the cluster. The first time the pseudonym key is made too, before the cluster: a cluster without its key
/// is a warehouse whose key was lost.
async fn start(config: &Config) -> Result<Cluster, Failure> {
    let settings = Settings::from_config(config);
    let key_file = config.privacy.key_file.clone();
    blocking(move || {
        if !key_file.exists() && !Cluster::exists(&settings)? {
            if let Some(folder) = key_file.parent() {
                std::fs::create_dir_all(folder)
                    .map_err(|error| Failure::io("create the folder of the key", error))?;
            }
            match config::create_key_file(&key_file) {
                Ok(_) => tracing::info!(file = %key_file.display(), "made a pseudonym key"),
                // Another command was first.
                Err(KeyError::Exists(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Cluster::start(&settings)?)
    })
    .await
}

fn url(config: &Config, cluster: Option<&Cluster>) -> Result<SecretString, Failure> {
    match (&config.database.url, cluster) {
        (DatabaseUrl::Server(url), _) => Ok(url.clone()),
        (DatabaseUrl::Embedded, Some(cluster)) => Ok(cluster.url()?),
        (DatabaseUrl::Embedded, None) => {
            Err(Failure::new(Exit::Unavailable, "the cluster does not run", "sluis run"))
        }
    }
}

/// Runs blocking work beside the async runtime.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::new(
            Exit::Failed,
            "a part of the program stopped",
            "report this as a bug, with the log",
        )),
    }
}
