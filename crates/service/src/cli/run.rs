//! `sluis run`, `rerun` and `quarantine replay`.

use super::args::{QuarantineReplayArguments, RerunArguments, RunArguments};
use super::exit::{Exit, Failure};
use super::session::Session;
use super::signal::Signals;
use crate::config::Config;

pub(super) async fn run(
    config: Config,
    _arguments: RunArguments,
    _who: &str,
    _signals: &Signals,
) -> Result<Exit, Failure> {
    Session::open(config).await?.close().await?;
    Ok(Exit::Ok)
}

pub(super) async fn rerun(
    config: Config,
    _arguments: RerunArguments,
    _who: &str,
    _signals: &Signals,
) -> Result<Exit, Failure> {
    Session::open(config).await?.close().await?;
    Ok(Exit::Ok)
}

pub(super) async fn replay(
    config: Config,
    _arguments: QuarantineReplayArguments,
    _who: &str,
    _signals: &Signals,
) -> Result<Exit, Failure> {
    Session::open(config).await?.close().await?;
    Ok(Exit::Ok)
}
