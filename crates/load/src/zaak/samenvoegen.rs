//! Folds one entity of a delivery into the runs that stand.

use chrono::NaiveDate;
use domain::zaaksysteem::Entiteit;
use sqlx::{FromRow, PgConnection};

use crate::Error;

use super::Leveringsoort;
use super::grootboek::Gegeven;
use super::kolommen::opdracht;
use super::uitvouwen::{self, Plek};

/// The deliveries around one, for one entity.
#[derive(Debug, FromRow)]
struct Buren {
    heeft_andere: bool,
    heeft_later: bool,
    volgende: Option<NaiveDate>,
    heeft_zelfde: bool,
}

/// Folds `entiteit` in.
pub(super) async fn voeg_samen(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<(), Error> {
    let plek = Plek::van(gegeven, entiteit);
    if plek.is_overtroffen(connection).await? {
        return Ok(());
    }
    let buren = buren(connection, gegeven, entiteit).await?;
    let is_volledig = gegeven.soort == Leveringsoort::Volledig;
    if buren.heeft_zelfde {
        if is_volledig {
            plek.wis_onbeslist(connection).await?;
            plek.vouw_uit_alles(connection).await?;
        } else {
            plek.vouw_uit_sleutels(connection).await?;
        }
    }
    bewaar_onbeslist(connection, gegeven, entiteit).await?;
    if !buren.heeft_andere {
        return laad_alles(connection, gegeven, entiteit).await;
    }
    maak_plan(connection, gegeven, entiteit, &buren).await?;
    onthoud(connection, gegeven, entiteit).await?;
    voer_uit(connection, gegeven, entiteit).await?;
    sqlx::query("truncate csv_plan").execute(connection).await?;
    Ok(())
}

/// What is left to do for `entiteit` of a first delivery, which stands in landing already.
pub(super) async fn rond_af(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<(), Error> {
    bewaar_onbeslist(connection, gegeven, entiteit).await?;
    if telt_voor_ketens(entiteit) && heeft_berichten(connection).await? {
        let sql = include_str!("../../../../sql/zaak/landing/insert_gewijzigd_bron.sql");
        opdracht(sql, entiteit)
            .bind(&gegeven.bron)
            .bind(entiteit.naam())
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Keeps what a full delivery is in doubt of.
async fn bewaar_onbeslist(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<(), Error> {
    if gegeven.soort == Leveringsoort::Volledig {
        sqlx::query(include_str!("../../../../sql/zaak/landing/insert_onbeslist.sql"))
            .bind(&gegeven.bron)
            .bind(entiteit.naam())
            .bind(gegeven.peildatum)
            .bind(gegeven.bestand_id)
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Whether chains may wait for what a case system tells: without any message none does, and every message that comes
/// queues its own.
pub(super) async fn heeft_berichten(connection: &mut PgConnection) -> Result<bool, Error> {
    let sql = include_str!("../../../../sql/zaak/landing/has_berichten.sql");
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}

async fn buren(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<Buren, Error> {
    let sql = include_str!("../../../../sql/zaak/landing/select_buren.sql");
    let buren = sqlx::query_as(sql)
        .bind(&gegeven.bron)
        .bind(entiteit.naam())
        .bind(gegeven.peildatum)
        .bind(gegeven.bestand_id)
        .fetch_one(connection)
        .await?;
    Ok(buren)
}

/// The only delivery: all that it tells is new.
async fn laad_alles(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<(), Error> {
    opdracht(include_str!("../../../../sql/zaak/landing/apply_alles.sql"), entiteit)
        .bind(&gegeven.bron)
        .bind(gegeven.peildatum)
        .bind(gegeven.bestand_id)
        .execute(&mut *connection)
        .await?;
    if telt_voor_ketens(entiteit) && heeft_berichten(connection).await? {
        let sql = include_str!("../../../../sql/zaak/landing/insert_gewijzigd_alles.sql");
        opdracht(sql, entiteit).bind(entiteit.naam()).execute(connection).await?;
    }
    Ok(())
}

/// Whether a change of it may change what is known of a voorziening.
const fn telt_voor_ketens(entiteit: Entiteit) -> bool {
    matches!(entiteit, Entiteit::Voorziening | Entiteit::Beschikking | Entiteit::Client)
}

/// Decides for every key what is to be done.
async fn maak_plan(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
    buren: &Buren,
) -> Result<(), Error> {
    let (bron, dag) = (gegeven.bron.as_str(), gegeven.peildatum);
    match gegeven.soort {
        Leveringsoort::Volledig => {
            opdracht(include_str!("../../../../sql/zaak/landing/plan_volledig.sql"), entiteit)
                .bind(bron)
                .bind(dag)
                .bind(entiteit.naam())
                .execute(&mut *connection)
                .await?;
        }
        Leveringsoort::Mutaties => {
            opdracht(include_str!("../../../../sql/zaak/landing/plan_mutaties.sql"), entiteit)
                .bind(bron)
                .bind(dag)
                .execute(&mut *connection)
                .await?;
        }
    }
    sqlx::query("analyze csv_plan").execute(&mut *connection).await?;
    if !buren.heeft_later {
        return Ok(());
    }
    if let Some(volgende) = buren.volgende {
        sqlx::query(include_str!("../../../../sql/zaak/landing/plan_volgende.sql"))
            .bind(volgende)
            .execute(&mut *connection)
            .await?;
        sqlx::query(include_str!("../../../../sql/zaak/landing/plan_onbeslist.sql"))
            .bind(bron)
            .bind(entiteit.naam())
            .execute(&mut *connection)
            .await?;
    }
    opdracht(include_str!("../../../../sql/zaak/landing/plan_eind.sql"), entiteit)
        .bind(bron)
        .bind(dag)
        .execute(&mut *connection)
        .await?;
    opdracht(include_str!("../../../../sql/zaak/landing/plan_verlenging.sql"), entiteit)
        .bind(bron)
        .execute(connection)
        .await?;
    Ok(())
}

async fn voer_uit(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<(), Error> {
    let (bron, dag) = (gegeven.bron.as_str(), gegeven.peildatum);
    opdracht(include_str!("../../../../sql/zaak/landing/apply_rest.sql"), entiteit)
        .bind(bron)
        .execute(&mut *connection)
        .await?;
    opdracht(include_str!("../../../../sql/zaak/landing/apply_knip.sql"), entiteit)
        .bind(bron)
        .bind(dag)
        .execute(&mut *connection)
        .await?;
    for sql in [
        include_str!("../../../../sql/zaak/landing/apply_verlenging.sql"),
        include_str!("../../../../sql/zaak/landing/apply_nieuw.sql"),
    ] {
        opdracht(sql, entiteit)
            .bind(bron)
            .bind(dag)
            .bind(gegeven.bestand_id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Remembers the keys that change and, of voorzieningen, what they told before.
pub(super) async fn onthoud(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<(), Error> {
    if !telt_voor_ketens(entiteit) || !heeft_berichten(connection).await? {
        return Ok(());
    }
    sqlx::query(include_str!("../../../../sql/zaak/landing/insert_gewijzigd.sql"))
        .bind(entiteit.naam())
        .execute(&mut *connection)
        .await?;
    uitvouwen::raak(connection, &gegeven.bron).await
}

/// Queues the chains of the voorzieningen that changed, or of which the beschikking or the person changed.
pub(super) async fn zet_in_wachtrij(
    connection: &mut PgConnection,
    bron: &str,
    taak_id: i64,
) -> Result<(), Error> {
    if !heeft_berichten(connection).await? {
        return Ok(());
    }
    uitvouwen::raak(connection, bron).await?;
    sqlx::query("analyze csv_geraakt_voorziening").execute(&mut *connection).await?;
    sqlx::query(include_str!("../../../../sql/zaak/landing/queue_ketens.sql"))
        .persistent(false)
        .bind(taak_id)
        .execute(connection)
        .await?;
    Ok(())
}
