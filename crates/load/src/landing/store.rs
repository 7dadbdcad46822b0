//! Copies what a task brings into its tables.

use chrono::DateTime;
use domain::record::{IngelezenBericht, Inhoud};
use sqlx::PgConnection;

use crate::Error;
use crate::copy::{CopyRow, copy_rows};

use super::judge::Besluit;
use super::ledger_rows::{COPY_BESTAND, COPY_QUARANTAINE};
use super::outcome::Beoordeeld;
use super::record_rows::{self as rows, Conflict, Ontvangst, Rij};
use super::request_rows;
use super::write::Nummers;

/// The files and their refusals.
pub(super) async fn copy_ledger(
    connection: &mut PgConnection,
    files: &[Beoordeeld<'_>],
    bron: &str,
    nummers: &Nummers,
) -> Result<(), Error> {
    let bestanden = files.iter().map(|file| file.bestand(nummers.taak_id, bron));
    copy_rows(connection, COPY_BESTAND, bestanden).await?;
    let quarantaine = files.iter().flat_map(|file| file.quarantaine(nummers.nu));
    copy_rows(connection, COPY_QUARANTAINE, quarantaine).await?;
    Ok(())
}

/// The headers: of what is loaded, and of what was refused with TR056.
pub(super) async fn copy_messages(
    connection: &mut PgConnection,
    files: &[Beoordeeld<'_>],
    taak_id: i64,
) -> Result<(), Error> {
    let berichten = files.iter().filter_map(|file| {
        let gelezen = file.met(Besluit::Laden)?;
        let record = Ontvangst {
            op: DateTime::from_timestamp_nanos(file.file.gewijzigd_ns),
            envelop: gelezen.envelop.as_ref(),
        };
        Some(Rij { bestand_id: file.bestand_id, taak_id, bericht: &gelezen.bericht, record })
    });
    copy_rows(connection, rows::COPY_BERICHT, berichten).await?;
    let conflicten = files.iter().filter_map(|file| {
        let bericht = &file.met(Besluit::Conflict)?.bericht;
        Some(Rij { bestand_id: file.bestand_id, taak_id, bericht, record: Conflict })
    });
    copy_rows(connection, rows::COPY_CONFLICT, conflicten).await?;
    Ok(())
}

/// The records of what is loaded, table by table.
pub(super) async fn copy_records(
    connection: &mut PgConnection,
    files: &[Beoordeeld<'_>],
    taak_id: i64,
) -> Result<(), Error> {
    let geladen: Vec<(i64, &IngelezenBericht)> = files
        .iter()
        .filter_map(|file| Some((file.bestand_id, file.met(Besluit::Laden)?)))
        .collect();
    let mut berichten = Berichten { connection, taak_id, geladen: &geladen };
    berichten
        .copy(rows::COPY_CLIENT, |gelezen| match gelezen.inhoud {
            // A declaration says nothing of the person but who it is.
            Inhoud::Declaratie(..) => &[],
            _ => gelezen.clienten.as_slice(),
        })
        .await?;
    berichten
        .copy(rows::COPY_TOEWIJZING, |gelezen| match &gelezen.inhoud {
            Inhoud::Toewijzing(records) => records.as_slice(),
            _ => &[],
        })
        .await?;
    berichten
        .copy(rows::COPY_START, |gelezen| match &gelezen.inhoud {
            Inhoud::Start(records) => records.as_slice(),
            _ => &[],
        })
        .await?;
    berichten
        .copy(rows::COPY_STOP, |gelezen| match &gelezen.inhoud {
            Inhoud::Stop(records) => records.as_slice(),
            _ => &[],
        })
        .await?;
    berichten.copy(rows::COPY_WAARNEMING, |gelezen| gelezen.waarnemingen.as_slice()).await?;
    berichten.copy_verzoeken().await?;
    berichten.copy_declaraties().await
}

/// The messages of a task that go into landing.
struct Berichten<'c, 'a> {
    connection: &'c mut PgConnection,
    taak_id: i64,
    geladen: &'a [(i64, &'a IngelezenBericht)],
}

impl<'a> Berichten<'_, 'a> {
    /// Copies one table: `part` gives the records of a message that belong there.
    async fn copy<R>(
        &mut self,
        statement: &'static str,
        part: impl Fn(&'a IngelezenBericht) -> &'a [R],
    ) -> Result<(), Error>
    where
        R: 'a,
        Rij<'a, &'a R>: CopyRow,
    {
        let taak_id = self.taak_id;
        let rows = self.geladen.iter().flat_map(|(bestand_id, gelezen)| {
            part(gelezen).iter().map(|record| Rij {
                bestand_id: *bestand_id,
                taak_id,
                bericht: &gelezen.bericht,
                record,
            })
        });
        copy_rows(self.connection, statement, rows).await?;
        Ok(())
    }

    async fn copy_verzoeken(&mut self) -> Result<(), Error> {
        self.copy(request_rows::COPY_BESCHIKKING, |gelezen| gelezen.beschikkingen.as_slice())
            .await?;
        self.copy(request_rows::COPY_VERZOEK, |gelezen| match &gelezen.inhoud {
            Inhoud::Verzoek(records) => records.as_slice(),
            _ => &[],
        })
        .await?;
        self.copy(request_rows::COPY_ANTWOORD, |gelezen| match &gelezen.inhoud {
            Inhoud::Antwoord(records) => records.as_slice(),
            _ => &[],
        })
        .await
    }

    async fn copy_declaraties(&mut self) -> Result<(), Error> {
        self.copy(rows::COPY_DECLARATIE, |gelezen| match &gelezen.inhoud {
            Inhoud::Declaratie(declaratie, _) => core::slice::from_ref(declaratie),
            _ => &[],
        })
        .await?;
        self.copy(rows::COPY_PRESTATIE, |gelezen| match &gelezen.inhoud {
            Inhoud::Declaratie(_, records) => records.as_slice(),
            _ => &[],
        })
        .await?;
        self.copy(rows::COPY_DECLARATIE_ANTWOORD, |gelezen| match &gelezen.inhoud {
            Inhoud::DeclaratieAntwoord(antwoord, _) => antwoord.as_slice(),
            _ => &[],
        })
        .await?;
        self.copy(rows::COPY_AFGEWEZEN_PRESTATIE, |gelezen| match &gelezen.inhoud {
            Inhoud::DeclaratieAntwoord(_, records) => records.as_slice(),
            _ => &[],
        })
        .await
    }
}
