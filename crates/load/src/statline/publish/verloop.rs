//! What becomes of municipalities: the moves that the texts of areas tell.

use domain::statline::{Getal, Herindeling};
use sqlx::PgConnection;

use crate::Error;

use super::{Publicatie, telling};

/// Stores the moves that the table tells, one row for the tellings of both municipalities; returns how many there are.
///
/// # Errors
/// `Database`.
pub(super) async fn store(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<u64, Error> {
    let verteld = &publicatie.tabel.herindelingen;
    if verteld.is_empty() {
        return Ok(0);
    }
    let text = |field: fn(&Herindeling) -> String| verteld.iter().map(field).collect::<Vec<_>>();
    sqlx::query(include_str!("../../../../../sql/statline/publish/insert_herindeling.sql"))
        .bind(verteld.iter().map(|een| een.datum).collect::<Vec<_>>())
        .bind(text(|een| een.van.to_string()))
        .bind(text(|een| een.naar.to_string()))
        .bind(verteld.iter().map(|een| een.verteller == een.van).collect::<Vec<_>>())
        .bind(text(|een| een.soort.code().to_owned()))
        .bind(verteld.iter().map(|een| een.hectare.map(Getal::waarde)).collect::<Vec<_>>())
        .bind(verteld.iter().map(|een| een.woningen).collect::<Vec<_>>())
        .bind(verteld.iter().map(|een| een.inwoners).collect::<Vec<_>>())
        .execute(&mut *connection)
        .await?;
    let sql = include_str!("../../../../../sql/statline/publish/delete_herindeling.sql");
    sqlx::query(sql).bind(publicatie.versie()).execute(&mut *connection).await?;
    let sql = include_str!("../../../../../sql/statline/publish/upsert_herindeling.sql");
    sqlx::query(sql)
        .bind(publicatie.versie())
        .bind(publicatie.moment)
        .execute(&mut *connection)
        .await?;
    let sql = include_str!("../../../../../sql/statline/publish/count_herindeling.sql");
    Ok(telling(sqlx::query_scalar(sql).fetch_one(connection).await?))
}
