//! Tables that could not be fetched because CBS was away: tried once more, after all others.

use core::time::Duration;

use load::ledger::Failure;
use tracing::warn;

use super::failed;
use crate::run::context::{RunContext, StatlineBron};
use crate::run::error::RunError;
use crate::run::write::Writer;

/// Tables that failed, of which some get another chance.
pub(super) struct Herkansing<'r> {
    /// Whether there is another chance.
    is_mogelijk: bool,
    /// With the number of their task and why they failed.
    mislukt: Vec<(&'r StatlineBron, Option<i64>, Failure)>,
}

impl<'r> Herkansing<'r> {
    /// What fails for now is tried once more.
    pub(super) const fn nog_een() -> Self {
        Self { is_mogelijk: true, mislukt: Vec::new() }
    }

    /// What fails has failed.
    pub(super) const fn geen() -> Self {
        Self { is_mogelijk: false, mislukt: Vec::new() }
    }

    pub(super) const fn is_leeg(&self) -> bool {
        self.mislukt.is_empty()
    }

    /// The tables that are tried once more, in their order.
    pub(super) fn bronnen(&self) -> Vec<&'r StatlineBron> {
        self.mislukt.iter().map(|(source, ..)| *source).collect()
    }

    /// Whether this table gets another chance.
    pub(super) fn wacht_op(&self, tabel: &str) -> bool {
        self.mislukt.iter().any(|(source, ..)| source.tabel.table.as_str() == tabel)
    }

    /// Writes a failure down, or keeps it until the other tables are done.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub(super) async fn faal(
        &mut self,
        source: &'r StatlineBron,
        taak_id: Option<i64>,
        (failure, is_tijdelijk): (&Failure, bool),
        writer: &mut Writer<'_>,
    ) -> Result<(), RunError> {
        if !self.is_mogelijk || !is_tijdelijk {
            return failed(source, taak_id, failure, writer).await;
        }
        let (naam, code) = (&source.naam, &failure.code);
        warn!(source = naam, code, "tried once more after the other tables: {}", failure.text);
        self.mislukt.push((source, taak_id, failure.clone()));
        Ok(())
    }

    /// Writes the failures down: there will be no other chance.
    ///
    /// # Errors
    /// When they cannot be written down.
    pub(super) async fn geef_op(self, writer: &mut Writer<'_>) -> Result<(), RunError> {
        for (source, taak_id, failure) in self.mislukt {
            failed(source, taak_id, &failure, writer).await?;
        }
        Ok(())
    }
}

/// Waits until a host that failed may be asked again. False: the run was asked to stop.
pub(super) async fn wacht(ctx: &RunContext, rust: Duration, eerst: &Herkansing<'_>) -> bool {
    let (tables, seconds) = (eerst.mislukt.len(), rust.as_secs());
    // A terminal shows warnings only: who waits must know for what.
    warn!(
        tables,
        "CBS could not be reached; the run waits {seconds} s and tries these tables once more"
    );
    tokio::select! {
        biased;
        () = ctx.cancel.cancelled() => false,
        () = tokio::time::sleep(rust) => true,
    }
}
