//! Everything the warehouse knows about one chain.

use domain::KetenSleutel;

use crate::{Db, Error};

/// One part of the explanation: rows as JSON objects.
#[derive(Debug, Clone)]
pub struct Section {
    /// Name of the part.
    pub name: &'static str,
    /// One JSON object a row, with columns of `landing`, `dwh` and `beheer`.
    pub rows: Vec<String>,
}

const PARTS: [(&str, &str); 9] = [
    ("toewijzing", include_str!("../../../../sql/beheer/explain_toewijzing.sql")),
    ("versies", include_str!("../../../../sql/beheer/explain_versies.sql")),
    ("verzoeken", include_str!("../../../../sql/beheer/explain_verzoeken.sql")),
    ("antwoorden", include_str!("../../../../sql/beheer/explain_antwoorden.sql")),
    ("records", include_str!("../../../../sql/beheer/explain_records.sql")),
    ("bevindingen", include_str!("../../../../sql/beheer/explain_bevindingen.sql")),
    ("leveringen", include_str!("../../../../sql/beheer/explain_leveringen.sql")),
    ("prestaties", include_str!("../../../../sql/beheer/explain_prestaties.sql")),
    ("quarantaine", include_str!("../../../../sql/beheer/explain_quarantaine.sql")),
];

/// The chain from message to fact: versions, requests and answers, records with file and place, verdicts, findings, deliveries, lines.
///
/// All parts are read in one snapshot.
///
/// # Errors
/// `Database`.
pub async fn explain(db: &Db, keten: KetenSleutel) -> Result<Vec<Section>, Error> {
    let mut transaction = db.pool().begin().await?;
    sqlx::query("set transaction isolation level repeatable read, read only")
        .execute(&mut *transaction)
        .await?;
    let mut sections = Vec::new();
    for (name, sql) in PARTS {
        let rows =
            sqlx::query_scalar(sql).bind(keten.waarde()).fetch_all(&mut *transaction).await?;
        sections.push(Section { name, rows });
    }
    transaction.commit().await?;
    Ok(sections)
}
