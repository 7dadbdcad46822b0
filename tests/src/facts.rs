//! The warehouse as a value: what two warehouses must have in common when they saw the same messages.

use std::collections::BTreeMap;

use anyhow::Result;

/// Columns that say when and by which file something came, not what it is.
const LINEAGE: [&str; 11] = [
    "bestand_id",
    "bericht_bestand_id",
    "ontvangen_op",
    "taak_id",
    "run_id",
    "eerst_gezien_op",
    "laatst_gezien_op",
    "opgelost_op",
    "aantal_heropend",
    "geladen_op",
    "gewijzigd_op",
];

/// Every table of `dwh`, its rows in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, Vec<String>>);

impl Facts {
    pub(crate) fn read(query: &dyn Fn(&str) -> Result<Vec<String>>) -> Result<Self> {
        let lineage = LINEAGE.map(|column| format!("'{column}'")).join(", ");
        let columns = query(&format!(
            "select table_name || '|' || string_agg(quote_ident(column_name), ', ' order by ordinal_position) \
             from information_schema.columns where table_schema = 'dwh' and column_name not in ({lineage}) \
             and table_name in (select tablename from pg_tables where schemaname = 'dwh') group by table_name"
        ))?;
        let mut tables = BTreeMap::new();
        for line in &columns {
            let Some((table, columns)) = line.split_once('|') else { continue };
            let filter = if table == "feit_bevinding" { "where status <> 'opgelost'" } else { "" };
            let rows = query(&format!(
                "select (t.*)::text from (select {columns} from dwh.{table} {filter}) as t \
                 order by (t.*)::text collate \"C\""
            ))?;
            tables.insert(table.to_owned(), rows);
        }
        Ok(Self(tables))
    }

    /// Without what comes from CBS: figures, and the dimensions that they add members to.
    #[must_use]
    pub fn without_statline(&self) -> Self {
        let of_messages = |table: &&String| {
            !table.contains("statline")
                && !["dim_gebied", "dim_gemeente", "dim_onderwerp"].contains(&table.as_str())
        };
        let tables = self.0.iter().filter(|(table, _)| of_messages(table));
        Self(tables.map(|(table, rows)| (table.clone(), rows.clone())).collect())
    }

    /// Number of rows of a table.
    pub fn count(&self, table: &str) -> usize {
        self.0.get(table).map_or(0, Vec::len)
    }

    /// Where two warehouses differ: up to five rows per table, empty when they are equal.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for (table, rows) in &self.0 {
            let theirs = other.0.get(table).map_or(&[][..], Vec::as_slice);
            let ours_only = rows.iter().filter(|row| theirs.binary_search(row).is_err());
            let theirs_only = theirs.iter().filter(|row| rows.binary_search(row).is_err());
            differences.extend(ours_only.take(5).map(|row| format!("only left {table}: {row}")));
            differences.extend(theirs_only.take(5).map(|row| format!("only right {table}: {row}")));
            if rows.len() != theirs.len() {
                differences.push(format!("{table}: {} and {} rows", rows.len(), theirs.len()));
            }
        }
        differences
    }
}
