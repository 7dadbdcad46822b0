//! The views of `mart`: made anew from their files whenever one of those, or the schema below them, changed.
//!
//! They are dropped and made in one transaction: a report sees the old ones or the new ones. Only views that Sluis made
//! are dropped; what others put in `mart` under another name stays. A migration that drops or retypes a column which a
//! view reads drops that view itself.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use crate::{DbFailure, Error};

/// A view and the statements that make and explain it.
#[derive(Debug)]
struct View {
    name: &'static str,
    sql: &'static str,
}

macro_rules! view {
    ($name:literal) => {
        View { name: $name, sql: include_str!(concat!("../../../sql/mart/", $name, ".sql")) }
    };
}

/// Every view, each after those that it reads.
const VIEWS: [View; 29] = [
    view!("peildatum"),
    view!("werkdag"),
    view!("verantwoordelijke"),
    view!("kwaliteit_bevinding_regel"),
    view!("kwaliteit_bevinding"),
    view!("kwaliteit_volledigheid"),
    view!("kwaliteit_tijdigheid_regel"),
    view!("kwaliteit_tijdigheid"),
    view!("kwaliteit_koppeling"),
    view!("kwaliteit_regie"),
    view!("kwaliteit_volume"),
    view!("kwaliteit_volume_persoon"),
    view!("kwaliteit_uitschieter_grens"),
    view!("kwaliteit_uitschieter_regel"),
    view!("kwaliteit_uitschieter"),
    view!("kwaliteit_dubbel"),
    view!("kwaliteit_herstel"),
    view!("retour_verschil"),
    view!("retour_verschil_telling"),
    view!("kwaliteit_aanbieder"),
    view!("brug_beschikking"),
    view!("statline"),
    view!("statline_dubbel"),
    view!("statline_herziening"),
    view!("statline_periode"),
    view!("herindeling_naar_nu"),
    view!("statline_naar_nu"),
    view!("zaak"),
    view!("caseload"),
];

/// SQLSTATE of an object that cannot be dropped because another depends on it.
const IN_USE: &str = "2BP01";

/// Makes the views anew when the database has other ones; `migrations` stands for the schema below them.
///
/// Costs one query when nothing changed. A view that comes again has the rights that it had:
/// what was revoked from it stays revoked.
///
/// # Errors
/// `ViewsInUse` when something of others depends on a view: then nothing changes. `Database` when a report holds a
/// view for longer than the lock timeout.
pub(crate) async fn apply(connection: &mut PgConnection, migrations: &str) -> Result<(), Error> {
    let names: Vec<&str> = VIEWS.iter().map(|view| view.name).collect();
    let texts = VIEWS.iter().map(|view| view.sql);
    let text: String = core::iter::once(migrations).chain(texts).collect();
    if is_current(connection, &text, &names).await? {
        return Ok(());
    }
    let mut transaction = connection.begin().await?;
    sqlx::query(include_str!("../../../sql/mart/apply/lock.sql"))
        .execute(&mut *transaction)
        .await?;
    // Another program may have made them while this one waited.
    if is_current(&mut transaction, &text, &names).await? {
        return Ok(());
    }
    drop_views(&mut transaction, &names).await?;
    for view in &VIEWS {
        sqlx::raw_sql(view.sql).execute(&mut *transaction).await?;
    }
    give_rights_back(&mut transaction).await?;
    sqlx::query(include_str!("../../../sql/mart/apply/insert_weergave.sql"))
        .bind(&text)
        .bind(&names)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

async fn is_current(
    connection: &mut PgConnection,
    text: &str,
    names: &[&str],
) -> Result<bool, Error> {
    let is_current = sqlx::query_scalar(include_str!("../../../sql/mart/apply/is_current.sql"))
        .bind(text)
        .bind(names)
        .fetch_one(connection)
        .await?;
    Ok(is_current)
}

/// Drops what Sluis made before; the transaction remembers the rights on it.
async fn drop_views(connection: &mut PgConnection, names: &[&str]) -> Result<(), Error> {
    let objects: Vec<String> =
        sqlx::query_scalar(include_str!("../../../sql/mart/apply/select_obstacles.sql"))
            .bind(names)
            .fetch_all(&mut *connection)
            .await?;
    if !objects.is_empty() {
        return Err(Error::ViewsInUse { objects });
    }
    sqlx::raw_sql(include_str!("../../../sql/mart/apply/create_recht.sql"))
        .execute(&mut *connection)
        .await?;
    let statement: Option<String> =
        sqlx::query_scalar(include_str!("../../../sql/mart/apply/select_drop.sql"))
            .fetch_one(&mut *connection)
            .await?;
    if let Some(statement) = statement {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await.map_err(refused)?;
    }
    sqlx::query(include_str!("../../../sql/mart/apply/delete_weergave.sql"))
        .execute(connection)
        .await?;
    Ok(())
}

async fn give_rights_back(connection: &mut PgConnection) -> Result<(), Error> {
    let statements: Vec<String> =
        sqlx::query_scalar(include_str!("../../../sql/mart/apply/select_rechten.sql"))
            .fetch_all(&mut *connection)
            .await?;
    for statement in statements {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await?;
    }
    Ok(())
}

/// A dependency that the query for obstacles does not see, such as that of a function on the row of a view.
fn refused(error: sqlx::Error) -> Error {
    let failure = DbFailure::from(error);
    if failure.sqlstate.as_deref() == Some(IN_USE) {
        Error::ViewsInUse {
            objects: vec!["an object that the log of the database names".to_owned()],
        }
    } else {
        Error::Database(failure)
    }
}
