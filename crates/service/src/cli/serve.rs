//! `sluis serve`: the service.

use core::time::Duration;
use std::sync::Arc;

use load::{Db, signaal};
use secrecy::ExposeSecret as _;
use tokio::time::timeout;

use super::exit::{Exit, Failure};
use super::session::Session;
use super::signal::Signals;
use crate::config::{self, Config, Environment};
use crate::lineage::Lijn;
use crate::run::Waarnemer;
use crate::serve::{Dienst, Melder, ServeError, Systeemklok};

/// How long closing the connections may take: a server that does not answer does not keep the service.
const CLOSE_MAX: Duration = Duration::from_secs(1);

/// The connections of the pages: by their own login when there is one. What is wrong with it is told now, not on a page.
async fn pages(session: &Session) -> Result<Db, Failure> {
    let Some(url) = &session.config.serve.database_url else {
        return Ok(session.db.beside().await?);
    };
    let of_pages = |mut failure: Failure| {
        failure.error = failure.error.context("serve.database_url, the login of the pages");
        failure
    };
    let open = async || {
        let db = Db::connect(url.expose_secret()).await?;
        db.check_schema().await?;
        let is_same = signaal::omgeving(&db).await? == signaal::omgeving(&session.db).await?;
        Ok::<_, load::Error>((db, is_same))
    };
    let (db, is_same) = open().await.map_err(Failure::from).map_err(of_pages)?;
    if is_same {
        return Ok(db);
    }
    let message = "serve.database_url is another warehouse than database.url";
    Err(Failure::usage(message, "give it the same host and database, with another login"))
}

pub(super) async fn serve(
    config: Config,
    environment: &Environment,
    signals: &Signals,
) -> Result<Exit, Failure> {
    // What is wrong with the key is told now, not in the night.
    if matches!(config.database.url, config::DatabaseUrl::Server(_)) {
        config::read_key_file(&config.privacy.key_file)?;
    }
    let session = Session::open(config).await?;
    config::read_key_file(&session.config.privacy.key_file)?;
    let paginas = pages(&session).await?;
    let lijn = Lijn::of(&session.config, &session.db).await;
    let (waarnemer, schrijver) = lijn.map_or((None, None), |(lijn, schrijver)| {
        let waarnemer: Arc<dyn Waarnemer> = lijn;
        (Some(waarnemer), Some(schrijver))
    });
    let dienst = Dienst {
        config: Arc::new(session.config.clone()),
        db: session.db.clone(),
        paginas: paginas.clone(),
        klok: Arc::new(Systeemklok),
        melder: Melder::new(environment),
        waarnemer,
    };
    let served = dienst.serve(signals.token()).await;
    drop(dienst);
    if let Some(schrijver) = schrijver {
        schrijver.wacht(CLOSE_MAX).await;
    }
    let exit = signals.exit().unwrap_or(Exit::Ok);
    let outcome = served.map(|()| exit).map_err(|error| {
        let ServeError::Listen { .. } = &error;
        let hint = "another service may use it: choose another serve.listen";
        Failure::because(Exit::Failed, error.into(), hint)
    });
    let exit = outcome.as_ref().ok().copied();
    let _ = timeout(CLOSE_MAX, paginas.close()).await;
    match (timeout(CLOSE_MAX, session.close_after(outcome)).await, exit) {
        (Ok(closed), _) => closed,
        (Err(_), exit) => Ok(exit.unwrap_or(Exit::Failed)),
    }
}
