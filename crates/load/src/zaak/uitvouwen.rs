//! Folds a delivery out of the runs that stand: it is read again, or another of its day goes before it.

use chrono::NaiveDate;
use domain::zaaksysteem::Entiteit;
use sqlx::{FromRow, PgConnection};

use crate::Error;

use super::Leveringsoort;
use super::grootboek::Gegeven;
use super::kolommen::opdracht;
use super::samenvoegen::onthoud;

/// A delivery and an entity of it.
pub(super) struct Plek<'g> {
    gegeven: &'g Gegeven,
    entiteit: Entiteit,
    dag: NaiveDate,
    naam: &'g str,
}

/// A delivery as it was.
#[derive(Debug, FromRow)]
struct Vorige {
    naam: String,
    peildatum: NaiveDate,
    soort: String,
    entiteiten: Vec<String>,
    rijen: i64,
}

/// Whether rows of the file were loaded when it was read before.
pub(super) async fn is_geladen(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
) -> Result<bool, Error> {
    let geladen = sqlx::query_scalar(include_str!("../../../../sql/zaak/landing/is_geladen.sql"))
        .bind(&gegeven.bron)
        .bind(gegeven.bestand_id)
        .fetch_one(connection)
        .await?;
    Ok(geladen)
}

/// Folds out what reading the file before did. True when it did something.
pub(super) async fn vouw_vorige_uit(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
) -> Result<bool, Error> {
    let vorige: Option<Vorige> =
        sqlx::query_as(include_str!("../../../../sql/zaak/landing/delete_levering.sql"))
            .bind(&gegeven.bron)
            .bind(gegeven.bestand_id)
            .fetch_optional(&mut *connection)
            .await?;
    let Some(vorige) = vorige.filter(|vorige| vorige.rijen > 0) else { return Ok(false) };
    let corrupt = || Error::Corrupt { what: "beheer.csv_levering" };
    let soort: Leveringsoort = vorige.soort.parse().map_err(|_| corrupt())?;
    for naam in &vorige.entiteiten {
        let entiteit: Entiteit = naam.parse().map_err(|_| corrupt())?;
        let plek = Plek { gegeven, entiteit, dag: vorige.peildatum, naam: &vorige.naam };
        match soort {
            Leveringsoort::Mutaties => plek.vouw_uit_bestand(connection).await?,
            Leveringsoort::Volledig if plek.is_overtroffen(connection).await? => {}
            Leveringsoort::Volledig => plek.vouw_uit_alles(connection).await?,
        }
    }
    Ok(true)
}

/// Remembers what is told of the voorzieningen that change, now.
pub(super) async fn raak(connection: &mut PgConnection, bron: &str) -> Result<(), Error> {
    sqlx::query("analyze csv_gewijzigd").execute(&mut *connection).await?;
    sqlx::query(include_str!("../../../../sql/zaak/landing/touch_voorziening.sql"))
        .persistent(false)
        .bind(bron)
        .execute(connection)
        .await?;
    Ok(())
}

impl<'g> Plek<'g> {
    /// The delivery itself.
    pub(super) fn van(gegeven: &'g Gegeven, entiteit: Entiteit) -> Self {
        Self { gegeven, entiteit, dag: gegeven.peildatum, naam: &gegeven.naam }
    }

    /// Whether a full delivery of its day goes before it.
    pub(super) async fn is_overtroffen(
        &self,
        connection: &mut PgConnection,
    ) -> Result<bool, Error> {
        let sql = include_str!("../../../../sql/zaak/landing/is_overtroffen.sql");
        let is_overtroffen = sqlx::query_scalar(sql)
            .bind(&self.gegeven.bron)
            .bind(self.entiteit.naam())
            .bind(self.dag)
            .bind(self.naam)
            .bind(self.gegeven.bestand_id)
            .fetch_one(connection)
            .await?;
        Ok(is_overtroffen)
    }

    /// What full deliveries of its day were in doubt of counts no longer.
    pub(super) async fn wis_onbeslist(&self, connection: &mut PgConnection) -> Result<(), Error> {
        sqlx::query(include_str!("../../../../sql/zaak/landing/delete_onbeslist.sql"))
            .bind(&self.gegeven.bron)
            .bind(self.entiteit.naam())
            .bind(self.dag)
            .execute(connection)
            .await?;
        Ok(())
    }

    /// Folds out what its day did, but for changes that go before it.
    pub(super) async fn vouw_uit_alles(&self, connection: &mut PgConnection) -> Result<(), Error> {
        let sql = include_str!("../../../../sql/zaak/landing/herstel_alles.sql");
        opdracht(sql, self.entiteit)
            .bind(&self.gegeven.bron)
            .bind(self.dag)
            .bind(self.naam)
            .bind(self.gegeven.bestand_id)
            .execute(&mut *connection)
            .await?;
        self.herstel(connection).await
    }

    /// Folds out what its day did to the keys that it tells of, but for changes that go before it.
    pub(super) async fn vouw_uit_sleutels(
        &self,
        connection: &mut PgConnection,
    ) -> Result<(), Error> {
        let sql = include_str!("../../../../sql/zaak/landing/herstel_sleutels.sql");
        opdracht(sql, self.entiteit)
            .bind(&self.gegeven.bron)
            .bind(self.dag)
            .bind(self.naam)
            .bind(self.gegeven.bestand_id)
            .execute(&mut *connection)
            .await?;
        self.herstel(connection).await
    }

    /// Folds out the changes that its file told.
    async fn vouw_uit_bestand(&self, connection: &mut PgConnection) -> Result<(), Error> {
        let sql = include_str!("../../../../sql/zaak/landing/herstel_bestand.sql");
        opdracht(sql, self.entiteit)
            .bind(&self.gegeven.bron)
            .bind(self.dag)
            .bind(self.gegeven.bestand_id)
            .execute(&mut *connection)
            .await?;
        self.herstel(connection).await
    }

    /// Puts the runs right of the keys in `csv_herstel`.
    async fn herstel(&self, connection: &mut PgConnection) -> Result<(), Error> {
        let (bron, entiteit) = (self.gegeven.bron.as_str(), self.entiteit);
        sqlx::query("analyze csv_herstel").execute(&mut *connection).await?;
        self.zoek_volgende(connection).await?;
        for sql in [
            include_str!("../../../../sql/zaak/landing/herstel_eind.sql"),
            include_str!("../../../../sql/zaak/landing/herstel_gelijk.sql"),
        ] {
            opdracht(sql, entiteit).bind(bron).bind(self.dag).execute(&mut *connection).await?;
        }
        let samen = include_str!("../../../../sql/zaak/landing/herstel_samen.sql");
        opdracht(samen, entiteit).bind(bron).execute(&mut *connection).await?;
        onthoud(connection, self.gegeven, entiteit).await?;
        for sql in [
            include_str!("../../../../sql/zaak/landing/herstel_delete.sql"),
            include_str!("../../../../sql/zaak/landing/herstel_rest.sql"),
        ] {
            opdracht(sql, entiteit).bind(bron).bind(self.dag).execute(&mut *connection).await?;
        }
        let vorig = include_str!("../../../../sql/zaak/landing/herstel_vorig.sql");
        opdracht(vorig, entiteit).bind(bron).execute(&mut *connection).await?;
        sqlx::query("truncate csv_herstel").execute(connection).await?;
        Ok(())
    }

    async fn zoek_volgende(&self, connection: &mut PgConnection) -> Result<(), Error> {
        let sql = include_str!("../../../../sql/zaak/landing/select_volgende.sql");
        let volgende: Option<NaiveDate> = sqlx::query_scalar(sql)
            .bind(&self.gegeven.bron)
            .bind(self.entiteit.naam())
            .bind(self.dag)
            .fetch_one(&mut *connection)
            .await?;
        let Some(volgende) = volgende else { return Ok(()) };
        sqlx::query(include_str!("../../../../sql/zaak/landing/herstel_volgende.sql"))
            .bind(volgende)
            .execute(&mut *connection)
            .await?;
        sqlx::query(include_str!("../../../../sql/zaak/landing/herstel_onbeslist.sql"))
            .bind(&self.gegeven.bron)
            .bind(self.entiteit.naam())
            .execute(connection)
            .await?;
        Ok(())
    }
}
