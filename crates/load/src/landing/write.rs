//! The transaction of one task.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::Code;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use crate::ledger::{FinishedTask, Status, TaakSoort, Telling, record_task_in};
use crate::slot::Slot;
use crate::{Db, Error};

use super::container::Leden;
use super::judge::{Bekend, Besluiten, beoordeel};
use super::ketenfout::{copy_ketenfouten, find_double};
use super::outcome::{Beoordeeld, describe};
use super::store::{copy_ledger, copy_messages, copy_records};
use super::{Batch, Geschreven, Lezing};

/// Writes `batch`: landing, files, quarantine and the task itself, all or nothing.
///
/// The same batch twice (the answer to a commit may be lost) stores it once. The same files in another batch change
/// nothing but the ledger: a known message is a duplicate, a file with a number replaces its own rows.
///
/// # Errors
/// `SlotLost` when a later run took the slot, `Database`, `Value`, or `CopyCount`; nothing is stored then.
pub async fn write_batch(db: &Db, slot: &Slot, batch: &Batch) -> Result<Geschreven, Error> {
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    slot.check(&mut transaction).await?;
    if let Some(written) = find_written(&mut transaction, batch.taak_id).await? {
        return Ok(written);
    }
    let leden = Leden::find(&mut transaction, batch).await?;
    let nummers = allocate(&mut transaction, batch, &leden).await?;
    let herlezen = leden.herlezen(batch);
    if !herlezen.is_empty() {
        clear(&mut transaction, &herlezen, nummers.taak_id).await?;
    }
    let besluiten = judge(&mut transaction, batch, &nummers.bestanden).await?;
    if !besluiten.verdrongen.is_empty() {
        displace(&mut transaction, &besluiten.verdrongen, nummers.taak_id).await?;
    }
    let dubbele_fouten = find_double(&mut transaction, batch, &nummers.bestanden).await?;
    let files = describe(batch, &nummers.bestanden, besluiten.besluiten, &dubbele_fouten);
    let mut telling = Telling::default();
    for file in &files {
        telling.add(&file.telling);
    }
    let has_quarantine = telling.gequarantaineerd.records > 0 || !besluiten.verdrongen.is_empty();
    let status = if has_quarantine { Status::Partial } else { Status::Succeeded };
    let changes_facts = !herlezen.is_empty() || files.iter().any(Beoordeeld::changes_facts);
    let task = FinishedTask {
        taak_id: Some(nummers.taak_id),
        run_id: batch.run_id,
        bron: batch.bron.clone(),
        soort: TaakSoort::Inlezen,
        eenheid: batch.eenheid.clone(),
        status,
        poging: batch.poging,
        is_gepubliceerd: !changes_facts,
        failure: None,
        gestart_op: batch.gestart_op,
        telling,
    };
    record_task_in(&mut transaction, &task).await?;
    copy_ledger(&mut transaction, &files, &batch.bron, &nummers).await?;
    if !herlezen.is_empty() {
        settle_quarantine(&mut transaction, &herlezen, nummers.nu).await?;
    }
    copy_messages(&mut transaction, &files, nummers.taak_id).await?;
    copy_records(&mut transaction, &files, nummers.taak_id).await?;
    copy_ketenfouten(&mut transaction, &files, nummers.taak_id).await?;
    lapse_replaced(&mut transaction, &files, &batch.bron).await?;
    transaction.commit().await?;
    Ok(Geschreven { taak_id: nummers.taak_id, status, telling })
}

/// The numbers of a task and its files, and the time of the server.
pub(super) struct Nummers {
    pub(super) taak_id: i64,
    pub(super) bestanden: Vec<i64>,
    pub(super) nu: DateTime<Utc>,
}

/// What the task stored before.
async fn find_written(
    connection: &mut PgConnection,
    taak_id: i64,
) -> Result<Option<Geschreven>, Error> {
    let sql = include_str!("../../../../sql/ledger/select_written_task.sql");
    let row: Option<(bool, [i64; 3], [i64; 3])> =
        sqlx::query_as(sql).bind(taak_id).fetch_optional(connection).await?;
    Ok(row.map(|(is_partial, records, bedragen)| Geschreven {
        taak_id,
        status: if is_partial { Status::Partial } else { Status::Succeeded },
        telling: Telling::from_row(records, bedragen),
    }))
}

async fn allocate(
    connection: &mut PgConnection,
    batch: &Batch,
    leden: &Leden,
) -> Result<Nummers, Error> {
    let bekend = leden.bekend(batch);
    let nieuw = bekend.iter().filter(|nummer| nummer.is_none()).count();
    let nieuw = i32::try_from(nieuw).map_err(|_| Error::Value { what: "the size of a batch" })?;
    let sql = include_str!("../../../../sql/ledger/allocate_ids.sql");
    let (fresh, nu): (Vec<i64>, DateTime<Utc>) =
        sqlx::query_as(sql).bind(nieuw).fetch_one(connection).await?;
    let mut fresh = fresh.into_iter();
    let bestanden = bekend.into_iter().map(|nummer| nummer.or_else(|| fresh.next()));
    let bestanden = bestanden
        .collect::<Option<Vec<i64>>>()
        .ok_or(Error::Corrupt { what: "beheer.bestand_id_seq" })?;
    Ok(Nummers { taak_id: batch.taak_id, bestanden, nu })
}

/// Removes what was loaded from files that are read again.
async fn clear(connection: &mut PgConnection, files: &[i64], taak_id: i64) -> Result<(), Error> {
    remove(connection, files, taak_id).await?;
    for sql in [
        include_str!("../../../../sql/landing/delete_conflicts.sql"),
        include_str!("../../../../sql/ledger/delete_files.sql"),
    ] {
        sqlx::query(sql).bind(files).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Joins the refusals of files that are read again with those of the reading before: only what changed, changes.
async fn settle_quarantine(
    connection: &mut PgConnection,
    files: &[i64],
    nu: DateTime<Utc>,
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/ledger/close_quarantine.sql"))
        .bind(files)
        .bind(nu)
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes messages that lose from an earlier dated one, and remembers them (TR056).
async fn displace(connection: &mut PgConnection, files: &[i64], taak_id: i64) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/landing/insert_conflicts.sql"))
        .bind(files)
        .execute(&mut *connection)
        .await?;
    remove(connection, files, taak_id).await?;
    sqlx::query(include_str!("../../../../sql/ledger/quarantine_displaced.sql"))
        .bind(files)
        .bind(Code::Tr056.as_str())
        .bind(Code::Tr056.uitleg())
        .execute(connection)
        .await?;
    Ok(())
}

/// Queues what the messages of `files` touch, then deletes them.
async fn remove(connection: &mut PgConnection, files: &[i64], taak_id: i64) -> Result<(), Error> {
    for sql in [
        include_str!("../../../../sql/landing/queue_chains.sql"),
        include_str!("../../../../sql/landing/queue_messages.sql"),
    ] {
        sqlx::query(sql).bind(files).bind(taak_id).execute(&mut *connection).await?;
    }
    for sql in [
        include_str!("../../../../sql/landing/delete_messages.sql"),
        include_str!("../../../../sql/landing/delete_ketenfouten.sql"),
    ] {
        sqlx::query(sql).bind(files).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Decides over every message of the batch; files without a message are not among the candidates.
async fn judge(
    connection: &mut PgConnection,
    batch: &Batch,
    nummers: &[i64],
) -> Result<Besluiten, Error> {
    let kandidaten: Vec<Bekend> = batch
        .bestanden
        .iter()
        .zip(nummers)
        .filter_map(|(file, bestand_id)| file.bericht().map(|bericht| (bericht, *bestand_id)))
        .map(|(bericht, bestand_id)| Bekend {
            bestand_id,
            identiteit: Uuid::from_bytes(bericht.bericht.identiteit().0),
            inhoud: Uuid::from_bytes(bericht.bericht.inhoud.0),
            dagtekening: bericht.bericht.dagtekening,
        })
        .collect();
    let identiteiten: Vec<Uuid> = kandidaten.iter().map(|bericht| bericht.identiteit).collect();
    let zittend: Vec<Bekend> =
        sqlx::query_as(include_str!("../../../../sql/landing/select_seated.sql"))
            .bind(&identiteiten)
            .fetch_all(&mut *connection)
            .await?;
    let geweigerd: Vec<Bekend> =
        sqlx::query_as(include_str!("../../../../sql/landing/select_refused.sql"))
            .bind(&identiteiten)
            .fetch_all(connection)
            .await?;
    Ok(beoordeel(&kandidaten, &zittend, &geweigerd))
}

/// What stands open of an earlier file lapses when a new file with its name was loaded as a whole.
async fn lapse_replaced(
    connection: &mut PgConnection,
    files: &[Beoordeeld<'_>],
    bron: &str,
) -> Result<(), Error> {
    // An archive is loaded as a whole when everything in it is.
    let onvolledig: BTreeSet<i64> = files
        .iter()
        .filter(|file| !file.is_loaded_whole())
        .filter_map(|file| file.container_id)
        .collect();
    let is_whole = |file: &Beoordeeld<'_>| match file.file.lezing {
        Lezing::Container => !onvolledig.contains(&file.bestand_id),
        _ => file.is_loaded_whole(),
    };
    let nieuw = files.iter().filter(|file| file.is_nieuw && is_whole(file));
    let Some(eerste) = nieuw.clone().map(|file| file.bestand_id).min() else { return Ok(()) };
    let namen: Vec<&str> = nieuw.map(|file| file.file.naam.as_str()).collect();
    sqlx::query(include_str!("../../../../sql/ledger/lapse_replaced.sql"))
        .bind(bron)
        .bind(namen)
        .bind(eerste)
        .execute(connection)
        .await?;
    Ok(())
}
