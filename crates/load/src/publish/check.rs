//! Checks on the facts: each is a query that returns the rows that should not be there.

use sqlx::AssertSqlSafe;

use crate::{Db, Error};

/// A check and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Name of its file under `sql/check`.
    pub name: &'static str,
    /// Number of offending rows; 0 is well.
    pub rows: u64,
}

/// The checks. Facts have no foreign keys per row: these queries prove the references instead.
const CHECKS: &[(&str, &str)] = &[
    ("dangling_dimension", include_str!("../../../../sql/check/dangling_dimension.sql")),
    ("dangling_toewijzing", include_str!("../../../../sql/check/dangling_toewijzing.sql")),
    ("dangling_bericht", include_str!("../../../../sql/check/dangling_bericht.sql")),
    ("bevinding_kring", include_str!("../../../../sql/check/bevinding_kring.sql")),
    ("key_of_fact", include_str!("../../../../sql/check/key_of_fact.sql")),
    ("beschikking_key", include_str!("../../../../sql/check/beschikking_key.sql")),
    ("verzoek_antwoord", include_str!("../../../../sql/check/verzoek_antwoord.sql")),
    ("koppelstatus_parts", include_str!("../../../../sql/check/koppelstatus_parts.sql")),
    ("landing_record", include_str!("../../../../sql/check/landing_record.sql")),
    ("prestatie_sum", include_str!("../../../../sql/check/prestatie_sum.sql")),
    ("levering_days", include_str!("../../../../sql/check/levering_days.sql")),
    ("csv_dangling", include_str!("../../../../sql/check/csv_dangling.sql")),
    ("csv_dubbel", include_str!("../../../../sql/check/csv_dubbel.sql")),
    ("dimensie_historie", include_str!("../../../../sql/check/dimensie_historie.sql")),
    ("statline_dangling", include_str!("../../../../sql/check/statline_dangling.sql")),
    ("statline_geldend", include_str!("../../../../sql/check/statline_geldend.sql")),
    ("statline_volgnummer", include_str!("../../../../sql/check/statline_volgnummer.sql")),
    ("statline_kop", include_str!("../../../../sql/check/statline_kop.sql")),
    ("statline_telling", include_str!("../../../../sql/check/statline_telling.sql")),
    ("statline_aandeel", include_str!("../../../../sql/check/statline_aandeel.sql")),
];

/// Runs all checks; each counts its offending rows.
///
/// # Errors
/// `Database`.
pub async fn run_checks(db: &Db) -> Result<Vec<Check>, Error> {
    let mut checks = Vec::with_capacity(CHECKS.len());
    for (name, sql) in CHECKS {
        let query = sql.trim_end().trim_end_matches(';');
        let count = format!("select count(*) from ({query}\n) as offending");
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(db.pool()).await?;
        checks.push(Check { name, rows: u64::try_from(rows).unwrap_or_default() });
    }
    Ok(checks)
}
