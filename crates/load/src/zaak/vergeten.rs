//! All that a source brought, gone again.

use domain::zaaksysteem::Entiteit;
use sqlx::PgConnection;

use crate::ledger::{Handeling, record_audit_in};
use crate::slot::Slot;
use crate::{Db, Error};

use super::kolommen::opdracht;
use super::samenvoegen::{heeft_berichten, zet_in_wachtrij};
use super::schrijver::maak_werktabellen;
use super::uitvouwen::raak;

/// What was removed of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vergeten {
    /// Its deliveries.
    pub leveringen: u64,
    /// Rows of landing, over all entities.
    pub rijen: u64,
}

/// Removes all that `bron` brought to landing, and its deliveries; recorded in the audit, together or not at all. The
/// chains that it told of wait for publication. Its files count as changed, so a run that reads the source again loads
/// them again. `None`: it has no deliveries.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn vergeet(
    db: &Db,
    slot: &Slot,
    bron: &str,
    door: &str,
    reden: &str,
) -> Result<Option<Vergeten>, Error> {
    let taak_id = crate::ledger::next_task_id(db).await?;
    let mut transactie = db.pool().begin().await?;
    let session = include_str!("../../../../sql/zaak/landing/session.sql");
    sqlx::raw_sql(session).execute(&mut *transactie).await?;
    slot.check(&mut transactie).await?;
    maak_werktabellen(&mut transactie, &[]).await?;
    let forget = include_str!("../../../../sql/zaak/landing/forget_leveringen.sql");
    let leveringen = sqlx::query(forget).bind(bron).execute(&mut *transactie).await?;
    let leveringen = leveringen.rows_affected();
    let vergeten = if leveringen == 0 {
        None
    } else {
        let rijen = verwijder(&mut transactie, bron, taak_id).await?;
        Some(Vergeten { leveringen, rijen })
    };
    let resultaat = vergeten.map_or_else(
        || format!("niets geladen; reden: {reden}"),
        |wat| format!("{} leveringen, {} rijen; reden: {reden}", wat.leveringen, wat.rijen),
    );
    let handeling = Handeling {
        wie: door,
        handeling: "csv bron vergeten",
        object: bron,
        resultaat: &resultaat,
        herkomst: "opdrachtregel",
    };
    record_audit_in(&mut transactie, &handeling).await?;
    transactie.commit().await?;
    Ok(vergeten)
}

async fn verwijder(connection: &mut PgConnection, bron: &str, taak_id: i64) -> Result<u64, Error> {
    if heeft_berichten(connection).await? {
        let gewijzigd = include_str!("../../../../sql/zaak/landing/insert_gewijzigd_bron.sql");
        for entiteit in [Entiteit::Voorziening, Entiteit::Beschikking, Entiteit::Client] {
            let query = opdracht(gewijzigd, entiteit).bind(bron).bind(entiteit.naam());
            query.execute(&mut *connection).await?;
        }
        raak(connection, bron).await?;
    }
    let mut rijen = 0;
    let forget = include_str!("../../../../sql/zaak/landing/forget_entiteit.sql");
    for entiteit in Entiteit::ALLE {
        let done = opdracht(forget, entiteit).bind(bron).execute(&mut *connection).await?;
        rijen += done.rows_affected();
    }
    sqlx::query(include_str!("../../../../sql/zaak/landing/forget_publish.sql"))
        .bind(bron)
        .execute(&mut *connection)
        .await?;
    zet_in_wachtrij(connection, bron, taak_id).await?;
    Ok(rijen)
}
