//! Roles and rights in the database: sql/rollen.sql and what belongs to it.
//!
//! Who may do what stands in SQL; `docs/rollen.md` tells why. Passwords are never set here.

use std::collections::BTreeSet;

use domain::Gemeentecode;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{Db, Error, migrate};

const ROLLEN: &str = include_str!("../../../sql/rollen.sql");
const EIGENDOM: &str = include_str!("../../../sql/rollen/eigendom.sql");
const RECHTEN: &str = include_str!("../../../sql/rollen/rechten.sql");
const RIJEN: &str = include_str!("../../../sql/rollen/rijen.sql");
const GEMEENTE: &str = include_str!("../../../sql/rollen/gemeente.sql");

/// How everything should stand, as [`stand`] tells it; `<gemeente>` is a line for each municipality.
const WANTED: &str = include_str!("../../../sql/rollen/rechten.txt");

/// Stands for the code of a municipality, in [`WANTED`].
const PLACE: &str = "<gemeente>";

/// A difference between how the rights stand and how they should.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verschil {
    /// A line that should be there and is not.
    Ontbreekt(String),
    /// A line that is there and should not be.
    Teveel(String),
}

/// Makes the roles, takes the warehouse over for its owner, brings its schema up to date, gives the rights, and makes
/// a login for the reports of each of `gemeenten`. Doing it again changes nothing.
///
/// # Errors
/// Those of [`Db::migrate`]; `Database` with SQLSTATE 42501 when the login is no administrator.
pub async fn apply(db: &Db, gemeenten: &[Gemeentecode]) -> Result<(), Error> {
    let mut connection = db.pool().acquire().await?.detach();
    let outcome = take_over(&mut connection).await;
    connection.close().await?;
    outcome?;
    migrate::apply(db.pool()).await?;
    let mut connection = db.pool().acquire().await?.detach();
    let outcome = give_rights(&mut connection, gemeenten).await;
    connection.close().await?;
    outcome
}

async fn take_over(connection: &mut PgConnection) -> Result<(), Error> {
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql(ROLLEN).execute(&mut *transaction).await?;
    sqlx::raw_sql(EIGENDOM).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}

async fn give_rights(
    connection: &mut PgConnection,
    gemeenten: &[Gemeentecode],
) -> Result<(), Error> {
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql(RECHTEN).execute(&mut *transaction).await?;
    sqlx::raw_sql(RIJEN).execute(&mut *transaction).await?;
    for gemeente in gemeenten {
        sqlx::raw_sql(AssertSqlSafe(van_gemeente(*gemeente))).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Gives row level security to tables that a migration made after the roles were given.
///
/// # Errors
/// `Database`.
pub(crate) async fn close_rows(connection: &mut PgConnection) -> Result<(), Error> {
    let is_open = include_str!("../../../sql/rollen/is_open.sql");
    if sqlx::query_scalar(is_open).fetch_one(&mut *connection).await? {
        let mut transaction = connection.begin().await?;
        sqlx::raw_sql(RIJEN).execute(&mut *transaction).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// What [`apply`] does, for an administrator who runs it with psql.
pub fn script(gemeenten: &[Gemeentecode]) -> String {
    let mut text = format!(
        "\\set ON_ERROR_STOP on\nbegin;\n\n{ROLLEN}\n{EIGENDOM}\ncommit;\n\n\
         -- A new warehouse, or a new version: `sluis migrate` comes here, before the rest.\n\n\
         begin;\n\n{RECHTEN}\n{RIJEN}"
    );
    for gemeente in gemeenten {
        text.push('\n');
        text.push_str(&van_gemeente(*gemeente));
    }
    text.push_str("\ncommit;\n");
    text
}

/// The script of one municipality; a code is four digits, so quotes are enough.
fn van_gemeente(gemeente: Gemeentecode) -> String {
    GEMEENTE.replace(":'gemeente'", &format!("'{gemeente}'"))
}

/// How roles, owners, rights and row level security stand, a line each, sorted.
///
/// # Errors
/// `Database`.
pub async fn stand(db: &Db) -> Result<BTreeSet<String>, Error> {
    let sql = include_str!("../../../sql/rollen/select_stand.sql");
    let lines: Vec<String> = sqlx::query_scalar(sql).fetch_all(db.pool()).await?;
    Ok(lines.into_iter().collect())
}

/// The same lines with every municipality as one, as sql/rollen/rechten.txt has them.
pub fn generalise(stand: &BTreeSet<String>) -> BTreeSet<String> {
    let codes = gemeenten(stand);
    let general = |line: &String| {
        codes.iter().fold(line.clone(), |line, code| {
            if names(&line, code) { line.replace(code.as_str(), PLACE) } else { line }
        })
    };
    stand.iter().map(general).collect()
}

/// What differs from how it should stand; empty when all is well.
///
/// # Errors
/// `Database`.
pub async fn check(db: &Db) -> Result<Vec<Verschil>, Error> {
    Ok(compare(&stand(db).await?, WANTED))
}

/// As [`check`]; `None` when the roles were never given in this database.
///
/// # Errors
/// `Database`.
pub async fn check_given(db: &Db) -> Result<Option<Vec<Verschil>>, Error> {
    let stand = stand(db).await?;
    // Roles are of the server: that they exist says nothing about this database.
    let is_given = stand.contains("eigenaar | schema beheer | wh_owner");
    Ok(is_given.then(|| compare(&stand, WANTED)))
}

fn compare(stand: &BTreeSet<String>, wanted: &str) -> Vec<Verschil> {
    let codes = gemeenten(stand);
    let mut expected = BTreeSet::new();
    for line in wanted.lines().filter(|line| !line.is_empty()) {
        if line.contains(PLACE) {
            expected.extend(codes.iter().map(|code| line.replace(PLACE, code)));
        } else {
            expected.insert(line.to_owned());
        }
    }
    let missing = expected.difference(stand).cloned().map(Verschil::Ontbreekt);
    let surplus = stand.difference(&expected).cloned().map(Verschil::Teveel);
    missing.chain(surplus).collect()
}

/// The municipalities that have a login for reports.
fn gemeenten(stand: &BTreeSet<String>) -> BTreeSet<String> {
    let code = |line: &String| {
        let (name, _) = line.strip_prefix("gemeente | bi_")?.split_once(" | ")?;
        Some(name.to_owned())
    };
    stand.iter().filter_map(code).collect()
}

/// Whether a line is about the login of this municipality, and not a number that looks like its code.
fn names(line: &str, code: &str) -> bool {
    line.contains(&format!("bi_{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> BTreeSet<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    const GOLDEN: &str = "gemeente | bi_<gemeente> | <gemeente>\nlid | bi_<gemeente> | bi_reader\n\
                          rol | wh_load | login\n";

    #[test]
    fn every_municipality_is_held_against_the_same_lines() {
        let right = lines(&[
            "gemeente | bi_0363 | 0363",
            "gemeente | bi_0599 | 0599",
            "lid | bi_0363 | bi_reader",
            "lid | bi_0599 | bi_reader",
            "rol | wh_load | login",
        ]);
        assert_eq!(compare(&right, GOLDEN), []);
        assert_eq!(generalise(&right), GOLDEN.lines().map(str::to_owned).collect());
        let none = lines(&["rol | wh_load | login"]);
        assert_eq!(compare(&none, GOLDEN), []);
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_are_told() {
        let wrong = lines(&[
            "gemeente | bi_0363 | 0363",
            "lid | bi_0363 | wh_owner",
            "rol | wh_load | login SUPERUSER",
        ]);
        assert_eq!(
            compare(&wrong, GOLDEN),
            [
                Verschil::Ontbreekt("lid | bi_0363 | bi_reader".to_owned()),
                Verschil::Ontbreekt("rol | wh_load | login".to_owned()),
                Verschil::Teveel("lid | bi_0363 | wh_owner".to_owned()),
                Verschil::Teveel("rol | wh_load | login SUPERUSER".to_owned()),
            ]
        );
    }

    #[test]
    fn the_script_for_psql_has_no_variable_left() {
        let text = script(&["0363".parse().unwrap()]);
        assert!(text.contains("set_config('sluis.gemeente', '0363', false)"), "{text}");
        assert!(!text.contains(":'gemeente'"), "{text}");
    }
}
