//! The same file under another name: a duplicate, when it changes nothing of what stands.
//!
//! Equal bytes alone do not tell: another mapping or value list may make something else of them.

use domain::zaaksysteem::Entiteit;
use sqlx::{AssertSqlSafe, PgConnection};

use crate::Error;

use super::grootboek::Gegeven;
use super::kolommen::{opdracht, vul};

/// An earlier file with the same bytes, and in work tables what stood before this one is folded in.
#[derive(Debug)]
pub(super) struct Dubbelganger {
    bestand_id: i64,
}

impl Dubbelganger {
    /// Looks for an earlier file with the same bytes for the same day, and remembers what stands.
    pub(super) async fn zoek(
        connection: &mut PgConnection,
        gegeven: &Gegeven,
    ) -> Result<Option<Self>, Error> {
        let Some(bestand_id) = gegeven.zoek_dubbel(connection).await? else { return Ok(None) };
        let stand = include_str!("../../../../sql/zaak/landing/create_stand.sql");
        for entiteit in Entiteit::ALLE {
            opdracht(stand, entiteit).bind(&gegeven.bron).execute(&mut *connection).await?;
        }
        Ok(Some(Self { bestand_id }))
    }

    /// Its number, when all still stands as it did.
    pub(super) async fn gelijk(
        &self,
        connection: &mut PgConnection,
        gegeven: &Gegeven,
    ) -> Result<Option<i64>, Error> {
        for entiteit in Entiteit::ALLE {
            let sql = vul(include_str!("../../../../sql/zaak/landing/is_veranderd.sql"), entiteit);
            let is_veranderd: bool = sqlx::query_scalar(AssertSqlSafe(sql))
                .persistent(false)
                .bind(&gegeven.bron)
                .fetch_one(&mut *connection)
                .await?;
            if is_veranderd {
                return Ok(None);
            }
        }
        Ok(Some(self.bestand_id))
    }
}
