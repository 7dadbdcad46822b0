//! The writing side: gathers encoded rows per table and copies them in turn over one connection.

use std::collections::BTreeMap;

use sqlx::PgConnection;

use super::encode::Encoded;
use super::keys::ProductRij;
use super::table::{COUNT, TABLES, Table};
use crate::Error;
use crate::copy::{CopyWriter, EncodedRows};

/// A table is copied when this much waits for it: a `copy` costs a round trip, and memory holds all tables.
const TABLE_BYTES: usize = 4 * 1024 * 1024;

/// Where the rows go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The facts themselves, which are empty and have no indexes.
    Direct,
    /// Temporary tables, and from those all of it to the facts, which are empty: row level security forbids a copy.
    Through,
    /// Temporary tables, from which only differences are published.
    Staged,
}

impl Target {
    const fn statement(self, table: &Table) -> &'static str {
        match self {
            Self::Direct => table.copy_direct,
            Self::Through | Self::Staged => table.copy_staged,
        }
    }
}

/// Rows on their way to Postgres.
#[derive(Debug)]
pub(super) struct Store {
    target: Target,
    waiting: [Vec<EncodedRows>; COUNT],
    copied: [u64; COUNT],
    producten: BTreeMap<i64, ProductRij>,
}

impl Store {
    /// A store that copies to `target`.
    pub(super) fn new(target: Target) -> Self {
        Self { target, waiting: Default::default(), copied: [0; COUNT], producten: BTreeMap::new() }
    }

    /// Adds the facts of a batch; copies the tables for which enough waits.
    ///
    /// # Errors
    /// `Database` or `CopyCount`.
    pub(super) async fn add(
        &mut self,
        connection: &mut PgConnection,
        encoded: Encoded,
    ) -> Result<(), Error> {
        for product in encoded.producten {
            self.producten.insert(product.product_sk, product);
        }
        for (waiting, rows) in self.waiting.iter_mut().zip(encoded.tables) {
            if rows.bytes() > 0 {
                waiting.push(rows);
            }
        }
        self.copy(connection, TABLE_BYTES).await
    }

    /// Copies everything that waits; returns the number of rows per table, and the products they name.
    ///
    /// # Errors
    /// `Database` or `CopyCount`.
    pub(super) async fn finish(
        mut self,
        connection: &mut PgConnection,
    ) -> Result<([u64; COUNT], Vec<ProductRij>), Error> {
        self.copy(connection, 1).await?;
        Ok((self.copied, self.producten.into_values().collect()))
    }

    async fn copy(&mut self, connection: &mut PgConnection, bytes: usize) -> Result<(), Error> {
        let tables = self.waiting.iter_mut().zip(&mut self.copied).zip(&TABLES);
        for ((waiting, copied), table) in tables {
            if waiting.iter().map(EncodedRows::bytes).sum::<usize>() < bytes {
                continue;
            }
            let mut writer = CopyWriter::new(connection, self.target.statement(table)).await?;
            for rows in waiting.drain(..) {
                writer.write_encoded(&rows).await?;
            }
            *copied += writer.finish().await?;
        }
        Ok(())
    }
}
