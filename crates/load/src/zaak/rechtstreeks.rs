//! A first delivery, straight into landing: no table between, and the indexes built when its rows are there.
//!
//! Where nothing stands, there is nothing to weigh a record against, and keeping up indexes row by row costs more than
//! all the rest. The key tells whether a record is there twice: when it can be built, none is.

use domain::zaaksysteem::Entiteit;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};

use crate::{DbFailure, Error};

use super::grootboek::Gegeven;
use super::kolommen::{opdracht, vul};

/// SQLSTATE of a key that is there twice.
const DUBBEL: &str = "23505";
/// SQLSTATEs of a table that cannot be had for the whole transaction: somebody reads it, or waits for what this one
/// reads, it is of another owner, or something of others leans on its key. A delivery goes the ordinary way then.
const NIET_TE_KRIJGEN: [&str; 4] = ["55P03", "40P01", "42501", "2BP01"];

/// An index that was taken off.
#[derive(Debug, FromRow)]
struct Index {
    is_sleutel: bool,
    weg: String,
    bouw: String,
}

/// The tables of a first delivery, without their indexes.
#[derive(Debug)]
pub(super) struct Rechtstreeks {
    indexen: Vec<Index>,
}

impl Rechtstreeks {
    /// Takes the indexes off, when nothing stands of any entity of the delivery. `None`: it goes the ordinary way.
    pub(super) async fn begin(
        connection: &mut PgConnection,
        gegeven: &Gegeven,
    ) -> Result<Option<Self>, Error> {
        if gegeven.entiteiten.is_empty() || !is_eerste(connection, gegeven).await? {
            return Ok(None);
        }
        sqlx::query("savepoint rechtstreeks").execute(&mut *connection).await?;
        match neem(connection, gegeven).await {
            Ok(Some(rechtstreeks)) => return Ok(Some(rechtstreeks)),
            Ok(None) => {}
            Err(Error::Database(failure)) if is_een_van(&failure, &NIET_TE_KRIJGEN) => {}
            Err(error) => return Err(error),
        }
        sqlx::query("rollback to savepoint rechtstreeks").execute(connection).await?;
        Ok(None)
    }

    /// Builds the keys. False, with nothing built: a record is there twice.
    pub(super) async fn bouw_sleutels(&self, connection: &mut PgConnection) -> Result<bool, Error> {
        let sleutels = self.indexen.iter().filter(|index| index.is_sleutel);
        bouw_eenmalig(connection, sleutels.map(|index| index.bouw.clone())).await
    }

    /// Builds the other indexes.
    pub(super) async fn bouw_rest(&self, connection: &mut PgConnection) -> Result<(), Error> {
        for index in self.indexen.iter().filter(|index| !index.is_sleutel) {
            sqlx::raw_sql(AssertSqlSafe(index.bouw.clone())).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

/// Builds a key on the work table of each entity. False, with nothing built: a record is there twice.
pub(super) async fn bouw_werksleutels(
    connection: &mut PgConnection,
    entiteiten: &[Entiteit],
) -> Result<bool, Error> {
    let index = include_str!("../../../../sql/zaak/landing/index_nieuw.sql");
    bouw_eenmalig(connection, entiteiten.iter().map(|entiteit| vul(index, *entiteit))).await
}

/// Builds keys: a build that fails is the cheapest look for doubles, and where there are none the only one.
async fn bouw_eenmalig(
    connection: &mut PgConnection,
    sleutels: impl Iterator<Item = String>,
) -> Result<bool, Error> {
    sqlx::query("savepoint sleutels").execute(&mut *connection).await?;
    for sleutel in sleutels {
        match sqlx::raw_sql(AssertSqlSafe(sleutel)).execute(&mut *connection).await {
            Ok(_) => {}
            Err(error) => {
                let failure = DbFailure::from(error);
                if !is_een_van(&failure, &[DUBBEL]) {
                    return Err(failure.into());
                }
                sqlx::query("rollback to savepoint sleutels").execute(connection).await?;
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn is_een_van(failure: &DbFailure, codes: &[&str]) -> bool {
    failure.sqlstate.as_deref().is_some_and(|code| codes.contains(&code))
}

async fn is_eerste(connection: &mut PgConnection, gegeven: &Gegeven) -> Result<bool, Error> {
    for entiteit in &gegeven.entiteiten {
        let sql = vul(include_str!("../../../../sql/zaak/landing/is_eerste.sql"), *entiteit);
        let is_eerste: bool = sqlx::query_scalar(AssertSqlSafe(sql))
            .persistent(false)
            .bind(&gegeven.bron)
            .bind(entiteit.naam())
            .fetch_one(&mut *connection)
            .await?;
        if !is_eerste {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Locks the tables and takes their indexes off; `None` when something came in between.
async fn neem(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
) -> Result<Option<Rechtstreeks>, Error> {
    let wait = include_str!("../../../../sql/zaak/landing/lock_wait.sql");
    sqlx::raw_sql(wait).execute(&mut *connection).await?;
    let mut lock = include_str!("../../../../sql/zaak/landing/lock_eerste.sql");
    for entiteit in &gegeven.entiteiten {
        opdracht(lock, *entiteit).execute(&mut *connection).await?;
        lock = include_str!("../../../../sql/zaak/landing/lock_volgende.sql");
    }
    let wait = include_str!("../../../../sql/zaak/landing/lock_default.sql");
    sqlx::raw_sql(wait).execute(&mut *connection).await?;
    if !is_eerste(connection, gegeven).await? {
        return Ok(None);
    }
    let mut indexen: Vec<Index> = Vec::new();
    for entiteit in &gegeven.entiteiten {
        let van_tabel: Vec<Index> =
            sqlx::query_as(include_str!("../../../../sql/zaak/landing/select_indexen.sql"))
                .bind(format!("landing.csv_{entiteit}"))
                .fetch_all(&mut *connection)
                .await?;
        indexen.extend(van_tabel);
    }
    for index in &indexen {
        sqlx::raw_sql(AssertSqlSafe(index.weg.clone())).execute(&mut *connection).await?;
    }
    Ok(Some(Rechtstreeks { indexen }))
}
