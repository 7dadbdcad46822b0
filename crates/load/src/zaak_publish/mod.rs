//! From the landing of CSV to the star schema: facts of case systems, master data and lists, in one transaction.
//!
//! What is published is a function of landing alone: of every row of every source its newest content counts, and a row
//! that a full delivery no longer has stays with the day on which it fell out. Statements work on whole tables and write
//! only what differs, so that the order in which deliveries came does not matter, and doing it again changes nothing.

use sqlx::{Connection, FromRow, PgConnection, PgExecutor};

use crate::publish::refresh_reference;
use crate::slot::Slot;
use crate::{Db, Error};

/// Raise it when the statements give other rows for the same landing: the next run then publishes anew.
const VERSIE: u32 = 1;

/// A statement of `sql/zaak/publish`.
macro_rules! zaak {
    ($name:literal) => {
        include_str!(concat!("../../../../sql/zaak/publish/", $name, ".sql"))
    };
}

/// Who and what is named: filled before members get their attributes.
const GENOEMD: [&str; 5] = [
    zaak!("insert_client"),
    zaak!("insert_persoon"),
    zaak!("insert_aanbieder"),
    zaak!("insert_product"),
    zaak!("analyze"),
];

/// Members that nothing names any more; after the attributes.
const VERDWENEN: [&str; 3] =
    [zaak!("delete_client"), zaak!("delete_aanbieder"), zaak!("delete_product")];

/// Tables with the statement that brings them in line with landing, in the order in which they need one another.
const TABELLEN: [(&str, &str); 11] = [
    ("dim_aanbieder", zaak!("upsert_aanbieder")),
    ("dim_product", zaak!("upsert_product")),
    ("dim_team", zaak!("upsert_team")),
    ("dim_medewerker", zaak!("upsert_medewerker")),
    ("feit_zaak", zaak!("upsert_zaak")),
    ("zaak_leefgebied", zaak!("upsert_zaak_leefgebied")),
    ("feit_voorziening", zaak!("upsert_voorziening")),
    ("feit_uitkering", zaak!("upsert_uitkering")),
    ("feit_meting", zaak!("upsert_meting")),
    ("budgetplafond", zaak!("upsert_budgetplafond")),
    ("contract_tarief", zaak!("upsert_contract_tarief")),
];

/// What happened to one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tabelrapport {
    /// Name without schema.
    pub tabel: &'static str,
    /// Rows that were inserted or updated.
    pub geschreven: u64,
    /// Rows that were deleted.
    pub verwijderd: u64,
}

/// What a publication of CSV did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ZaakRapport {
    /// What happened per table; empty when no delivery came since the last publication.
    pub tabellen: Vec<Tabelrapport>,
    /// Tariffs that no rule can judge by, and that stay in landing alone: another law, no product code, unit or
    /// municipality, or a code outside its list.
    pub tarieven_buiten_lijst: u64,
}

impl ZaakRapport {
    /// Rows that were inserted or updated, over all tables.
    pub fn geschreven(&self) -> u64 {
        self.tabellen.iter().map(|tabel| tabel.geschreven).sum()
    }

    /// Rows that were deleted, over all tables.
    pub fn verwijderd(&self) -> u64 {
        self.tabellen.iter().map(|tabel| tabel.verwijderd).sum()
    }
}

#[derive(FromRow)]
struct Geteld {
    geschreven: i64,
    verwijderd: i64,
}

/// Whether a delivery of CSV came, was written again or went since the last publication.
///
/// # Errors
/// `Database`.
pub async fn has_work(db: &Db) -> Result<bool, Error> {
    let vingerafdruk = fingerprint(db.pool()).await?;
    Ok(!is_published(db.pool(), &vingerafdruk).await?)
}

/// Publishes what CSV told, in one transaction, in the name of `run_id`. Does nothing when no delivery was written since
/// the last time.
///
/// It goes before the publication of messages, which judges by the tariffs. Dropping it half-way is sound: the connection
/// closes, and the server rolls back.
///
/// # Errors
/// `Database` or `SlotLost`; nothing is published then.
pub async fn publish(db: &Db, slot: &Slot, run_id: i64) -> Result<ZaakRapport, Error> {
    // Detached: a connection that broke off in the middle of its work must not go back to the pool.
    let mut connection = db.pool().acquire().await?.detach();
    let mut transaction = connection.begin().await?;
    slot.check(&mut transaction).await?;
    let vingerafdruk = fingerprint(&mut *transaction).await?;
    if is_published(&mut *transaction, &vingerafdruk).await? {
        return Ok(ZaakRapport::default());
    }
    let rapport = prepare(&mut transaction).await?;
    sqlx::query(zaak!("upsert_publicatie"))
        .bind(&vingerafdruk)
        .bind(run_id)
        .execute(&mut *transaction)
        .await?;
    slot.check(&mut transaction).await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(rapport)
}

/// What the tables are a function of: the rules and the deliveries.
async fn fingerprint(executor: impl PgExecutor<'_>) -> Result<String, Error> {
    let leveringen: String =
        sqlx::query_scalar(zaak!("select_vingerafdruk")).fetch_one(executor).await?;
    Ok(format!("{VERSIE} {leveringen}"))
}

async fn is_published(executor: impl PgExecutor<'_>, vingerafdruk: &str) -> Result<bool, Error> {
    Ok(sqlx::query_scalar(zaak!("is_published")).bind(vingerafdruk).fetch_one(executor).await?)
}

/// Everything but the commit.
async fn prepare(connection: &mut PgConnection) -> Result<ZaakRapport, Error> {
    for sql in [
        include_str!("../../../../sql/dwh/session.sql"),
        include_str!("../../../../sql/ledger/watch_client.sql"),
        zaak!("create_tables"),
    ] {
        sqlx::raw_sql(sql).execute(&mut *connection).await?;
    }
    // Categories have names by then.
    refresh_reference(connection).await?;
    add_places(connection).await?;
    let postcodes = bring("postcode_gebied", zaak!("upsert_postcode_gebied"), connection).await?;
    run(&GENOEMD, connection).await?;
    let client = include_str!("../../../../sql/dwh/dimension/upsert_client.sql");
    let geschreven = sqlx::query(client).execute(&mut *connection).await?.rows_affected();
    let clients = Tabelrapport { tabel: "dim_client", geschreven, verwijderd: 0 };
    let mut tabellen = vec![postcodes, clients];
    for (tabel, sql) in TABELLEN {
        tabellen.push(bring(tabel, sql, connection).await?);
    }
    run(&VERDWENEN, connection).await?;
    let buiten: i64 =
        sqlx::query_scalar(zaak!("count_tarief_buiten_lijst")).fetch_one(connection).await?;
    Ok(ZaakRapport { tabellen, tarieven_buiten_lijst: u64::try_from(buiten).unwrap_or_default() })
}

/// Adds municipalities and areas; a municipality that is new gets what CBS told of it before.
async fn add_places(connection: &mut PgConnection) -> Result<(), Error> {
    let count = include_str!("../../../../sql/dwh/dimension/count_gemeente.sql");
    let known: i64 = sqlx::query_scalar(count).fetch_one(&mut *connection).await?;
    run(&[zaak!("insert_gemeente")], connection).await?;
    if known < sqlx::query_scalar(count).fetch_one(&mut *connection).await? {
        run(
            &[
                include_str!("../../../../sql/dwh/dimension/fill_gemeente.sql"),
                include_str!("../../../../sql/dwh/dimension/link_statline.sql"),
            ],
            connection,
        )
        .await?;
    }
    let gebied = include_str!("../../../../sql/dwh/dimension/upsert_gebied.sql");
    run(&[gebied, zaak!("insert_gebied")], connection).await
}

async fn run(statements: &[&'static str], connection: &mut PgConnection) -> Result<(), Error> {
    for sql in statements {
        sqlx::query(*sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Brings a table in line with landing.
async fn bring(
    tabel: &'static str,
    sql: &'static str,
    connection: &mut PgConnection,
) -> Result<Tabelrapport, Error> {
    let geteld: Geteld = sqlx::query_as(sql).fetch_one(connection).await?;
    let aantal = |geteld: i64| u64::try_from(geteld).unwrap_or_default();
    Ok(Tabelrapport {
        tabel,
        geschreven: aantal(geteld.geschreven),
        verwijderd: aantal(geteld.verwijderd),
    })
}
