//! The schema explains itself, and every statement fits it.

use std::path::{Path, PathBuf};

use sqlx::{Executor, PgPool};

#[sqlx::test(migrations = "../../sql/migrations")]
async fn every_table_and_column_has_a_comment(pool: PgPool) {
    let missing: Vec<String> = sqlx::query_scalar(
        "select concat_ws('.', n.nspname, c.relname, a.attname) \
         from pg_class as c \
         inner join pg_namespace as n on c.relnamespace = n.oid \
         left join pg_attribute as a on c.oid = a.attrelid and a.attnum >= 0 and not a.attisdropped \
         where n.nspname in ('landing', 'dwh', 'ref', 'mart', 'ggm', 'beheer') \
         and c.relkind in ('r', 'v', 'm', 'p') \
         and (obj_description(c.oid, 'pg_class') is null \
              or col_description(c.oid, a.attnum) is null)",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(missing.is_empty(), "{missing:?}");
}

fn sql_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sql_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            files.push(path);
        }
    }
}

/// A file of several statements runs, and leaves its tables behind for those that follow; one statement is prepared.
#[sqlx::test(migrations = "../../sql/migrations")]
async fn every_statement_of_publishing_fits_the_schema(pool: PgPool) {
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sql");
    let mut files = Vec::new();
    for folder in ["dwh", "check", "ref", "signaal"] {
        sql_files(&sql.join(folder), &mut files);
    }
    // Work tables first.
    files.sort_by_key(|path| (!path.ends_with("create_tables.sql"), path.clone()));
    assert!(files.len() > 50);
    let mut connection = pool.acquire().await.unwrap();
    sqlx::query("begin").execute(&mut *connection).await.unwrap();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("-- "), "{} says what it does", path.display());
        let code: Vec<&str> = text.lines().filter(|line| !line.starts_with("--")).collect();
        let statements = code.join("\n");
        if statements.matches(';').count() > 1 {
            sqlx::raw_sql(sqlx::AssertSqlSafe(statements)).execute(&mut *connection).await.unwrap();
        } else {
            let statement = sqlx::AssertSqlSafe(statements);
            let fits = connection.prepare(sqlx::SqlSafeStr::into_sql_str(statement)).await;
            assert!(fits.is_ok(), "{}: {:?}", path.display(), fits.err());
        }
    }
}
