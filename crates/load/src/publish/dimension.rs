//! Dimensions: code lists and rules of the program, and members for whatever the messages name.

use sqlx::{AssertSqlSafe, PgConnection};
use transform::{Kring, Nodig, Regel, regels};

use super::keys::ProductRij;
use crate::Error;
use crate::keten_reader::Coverage;

/// The statements that start from what was touched.
const SCOPED: [&str; 4] = [
    include_str!("../../../../sql/dwh/dimension/upsert_gemeente.sql"),
    include_str!("../../../../sql/dwh/dimension/upsert_aanbieder.sql"),
    include_str!("../../../../sql/dwh/dimension/insert_persoon.sql"),
    include_str!("../../../../sql/dwh/dimension/insert_beschikking.sql"),
];

/// Brings the code lists and the rules in line with the program; writes only what differs.
///
/// # Errors
/// `Database`.
pub async fn refresh_reference(connection: &mut PgConnection) -> Result<(), Error> {
    for sql in [
        include_str!("../../../../sql/ref/productcategorie.sql"),
        include_str!("../../../../sql/ref/dim_reden.sql"),
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    let (rijen, kringen): (Vec<&Regel>, Vec<Kring>) = regels().unzip();
    let column = |field: fn(&Regel) -> Option<&'static str>| {
        rijen.iter().map(|regel| field(regel)).collect::<Vec<_>>()
    };
    sqlx::query(include_str!("../../../../sql/dwh/dimension/upsert_regel.sql"))
        .bind(column(|regel| Some(regel.code)))
        .bind(column(|regel| regel.retourcode))
        .bind(column(|regel| regel.wet.map(domain::Wet::code)))
        .bind(column(|regel| Some(regel.onderwerp)))
        .bind(column(|regel| Some(regel.niveau)))
        .bind(column(|regel| Some(regel.ernst.code())))
        .bind(rijen.iter().map(|regel| regel.geldig_van).collect::<Vec<_>>())
        .bind(rijen.iter().map(|regel| regel.geldig_tot).collect::<Vec<_>>())
        .bind(kringen.iter().map(|kring| kring.code()).collect::<Vec<_>>())
        .bind(column(|regel| lijst(regel.nodig)))
        .execute(connection)
        .await?;
    Ok(())
}

/// The list of schema `ref` that a rule needs.
const fn lijst(nodig: Nodig) -> Option<&'static str> {
    match nodig {
        Nodig::Niets => None,
        Nodig::Productlijst => Some("productlijst"),
        Nodig::Tarieven => Some("contract_tarief"),
        Nodig::Gemeentelijst => Some("gemeentelijst"),
    }
}

/// Adds municipalities, providers, persons and beschikkingen of the touched messages and chains.
pub(super) async fn add_members(
    connection: &mut PgConnection,
    coverage: Coverage,
) -> Result<(), Error> {
    let count = include_str!("../../../../sql/dwh/dimension/count_gemeente.sql");
    let known: i64 = sqlx::query_scalar(count).fetch_one(&mut *connection).await?;
    for sql in SCOPED {
        sqlx::query(AssertSqlSafe(scoped(sql, coverage)?)).execute(&mut *connection).await?;
    }
    let sql = include_str!("../../../../sql/dwh/dimension/insert_gemeente_ketenfout.sql");
    sqlx::query(sql).execute(&mut *connection).await?;
    // What CBS told of a municipality is there before its first message.
    if known < sqlx::query_scalar(count).fetch_one(&mut *connection).await? {
        for sql in [
            include_str!("../../../../sql/dwh/dimension/fill_gemeente.sql"),
            include_str!("../../../../sql/dwh/dimension/link_statline.sql"),
        ] {
            sqlx::query(sql).execute(&mut *connection).await?;
        }
    }
    let has_zaaksysteem = include_str!("../../../../sql/dwh/dimension/has_zaaksysteem.sql");
    let has_zaaksysteem = sqlx::query_scalar(has_zaaksysteem)
        .bind(coverage != Coverage::Touched)
        .fetch_one(&mut *connection)
        .await?;
    if has_zaaksysteem {
        let sql = include_str!("../../../../sql/dwh/dimension/insert_beschikking_zaaksysteem.sql");
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    for sql in [
        include_str!("../../../../sql/dwh/dimension/upsert_gebied.sql"),
        include_str!("../../../../sql/dwh/dimension/analyze.sql"),
        include_str!("../../../../sql/dwh/dimension/upsert_client.sql"),
        include_str!("../../../../sql/dwh/dimension/upsert_beschikking.sql"),
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Adds the products that the facts name.
pub(super) async fn add_products(
    connection: &mut PgConnection,
    producten: &[ProductRij],
) -> Result<(), Error> {
    let column = |field: fn(&ProductRij) -> &str| producten.iter().map(field).collect::<Vec<_>>();
    sqlx::query(include_str!("../../../../sql/dwh/dimension/upsert_product.sql"))
        .bind(producten.iter().map(|product| product.product_sk).collect::<Vec<_>>())
        .bind(column(|product| product.wet.code()))
        .bind(column(|product| &product.categorie))
        .bind(column(|product| &product.code))
        .execute(connection)
        .await?;
    Ok(())
}

/// A statement on what was touched, or, for a first load, on everything: its work tables are empty then.
///
/// # Errors
/// `Value` when the statement does not start from what was touched.
pub(crate) fn scoped(sql: &str, coverage: Coverage) -> Result<String, Error> {
    match coverage {
        Coverage::Landing => substitute(sql, "inner join pub_", "left join pub_"),
        Coverage::AllTouched | Coverage::Touched => Ok(sql.to_owned()),
    }
}

/// `sql` with `part` replaced: a statement without it would do something else than was meant, in silence.
///
/// # Errors
/// `Value` when it is not there.
pub(super) fn substitute(sql: &str, part: &str, by: &str) -> Result<String, Error> {
    if sql.contains(part) {
        Ok(sql.replace(part, by))
    } else {
        Err(Error::Value { what: "a statement for a first load" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The statement without its comments.
    fn code(sql: &str) -> String {
        sql.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_first_load_filters_on_no_work_table() {
        for (sql, joins) in SCOPED.into_iter().zip([1, 2, 10, 4]) {
            assert_eq!(code(sql).matches("inner join pub_").count(), joins, "{sql}");
            assert!(!scoped(sql, Coverage::Landing).unwrap().contains("inner join pub_"));
            assert_eq!(scoped(sql, Coverage::Touched).unwrap(), sql);
        }
        let records = include_str!("../../../../sql/dwh/read/select_records.sql");
        assert_eq!(code(records).matches("inner join pub_keten ").count(), 7);
    }

    #[test]
    fn a_statement_without_the_part_is_refused() {
        assert!(substitute("select 1", "inner join pub_", "left join pub_").is_err());
    }
}
