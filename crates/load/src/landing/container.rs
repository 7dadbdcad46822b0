//! Archives that are read again: their messages keep the numbers they had.

use std::collections::BTreeMap;

use sqlx::PgConnection;

use crate::Error;

use super::Batch;

/// The messages that archives of a batch held when they were read before.
#[derive(Debug, Default)]
pub(super) struct Leden {
    nummers: BTreeMap<(i64, String), i64>,
}

impl Leden {
    /// Asks for the messages of the files that are read again.
    pub(super) async fn find(connection: &mut PgConnection, batch: &Batch) -> Result<Self, Error> {
        let herlezen: Vec<i64> =
            batch.bestanden.iter().filter_map(|file| file.bestand_id).collect();
        if herlezen.is_empty() {
            return Ok(Self::default());
        }
        let sql = include_str!("../../../../sql/ledger/select_members.sql");
        let rows: Vec<(i64, i64, String)> =
            sqlx::query_as(sql).bind(&herlezen).fetch_all(connection).await?;
        let nummers =
            rows.into_iter().map(|(nummer, container, naam)| ((container, naam), nummer)).collect();
        Ok(Self { nummers })
    }

    /// The numbers of `batch` that are known, in its order.
    pub(super) fn bekend(&self, batch: &Batch) -> Vec<Option<i64>> {
        let known = batch.bestanden.iter().map(|file| {
            let container = file.container.and_then(|container| batch.bestanden.get(container));
            match container.and_then(|container| container.bestand_id) {
                Some(container) => self.nummers.get(&(container, file.naam.clone())).copied(),
                None => file.bestand_id,
            }
        });
        known.collect()
    }

    /// All files whose rows make room for this reading: those of `batch` that are read again, and every message that
    /// their archives held, also those that are not found any more.
    pub(super) fn herlezen(&self, batch: &Batch) -> Vec<i64> {
        let files = batch.bestanden.iter().filter_map(|file| file.bestand_id);
        files.chain(self.nummers.values().copied()).collect()
    }
}
