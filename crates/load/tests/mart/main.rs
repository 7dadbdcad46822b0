//! The views of `mart`, on a real Postgres: every test has a database of its own (`DATABASE_URL`).
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod maand;

use std::collections::BTreeSet;
use std::path::Path;

use load::{Db, Error};
use sqlx::{AssertSqlSafe, PgPool};

async fn migrated(pool: &PgPool) -> Db {
    let db = Db::from_pool(pool.clone());
    db.migrate().await.unwrap();
    db
}

async fn execute(pool: &PgPool, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(pool).await.unwrap();
}

async fn texts(pool: &PgPool, sql: &str) -> BTreeSet<String> {
    let rows: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(pool).await.unwrap();
    rows.into_iter().collect()
}

/// Identity of every view: another one after it was made anew.
const IDENTITIES: &str = "select viewname || ' ' || format('mart.%I', viewname)::regclass::oid \
    from pg_views where schemaname = 'mart'";

const NAMES: &str = "select viewname::text from pg_views where schemaname = 'mart'";

/// As if the views were made by an older version of the program.
const OUTDATE: &str = "update beheer.weergave set vingerafdruk = 'of before'";

#[sqlx::test(migrations = false)]
async fn every_file_is_a_view_that_is_made(pool: PgPool) {
    migrated(&pool).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sql/mart");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    assert!(files.len() > 15);
    assert_eq!(texts(&pool, NAMES).await, files);
    assert_eq!(texts(&pool, "select naam from beheer.weergave").await, files);
    for name in files {
        let count: i64 =
            sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from mart.{name}")))
                .fetch_one(&pool)
                .await
                .unwrap();
        let expected = match name.as_str() {
            "peildatum" => 1,
            "werkdag" => 7670,
            // Made of lists, not of facts.
            "verantwoordelijke" => continue,
            _ => 0,
        };
        assert_eq!(count, expected, "{name} of an empty warehouse");
    }
}

#[sqlx::test(migrations = false)]
async fn every_view_and_column_has_a_comment(pool: PgPool) {
    migrated(&pool).await;
    let missing = texts(
        &pool,
        "select concat_ws('.', c.relname, a.attname) from pg_class as c \
         inner join pg_attribute as a on c.oid = a.attrelid and a.attnum >= 0 \
         where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v' \
         and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)",
    )
    .await;
    assert!(missing.is_empty(), "{missing:?}");
}

#[sqlx::test(migrations = false)]
async fn no_view_names_a_person(pool: PgPool) {
    migrated(&pool).await;
    let columns = texts(
        &pool,
        "select table_name || '.' || column_name from information_schema.columns \
         where table_schema = 'mart' and (column_name like '%client%sk%' \
         or column_name like '%clientsleutel%' or column_name like '%bsn%' or data_type = 'uuid')",
    )
    .await;
    assert!(columns.is_empty(), "{columns:?}");
}

#[sqlx::test(migrations = false)]
async fn views_with_a_provider_or_product_carry_its_keys(pool: PgPool) {
    migrated(&pool).await;
    for (natural, surrogate) in [
        ("agb_code", "aanbieder_sk"),
        ("gemeentecode", "gemeente_sk"),
        ("productcode", "product_sk"),
        ("maand", "maand_sk"),
    ] {
        let lonely = texts(
            &pool,
            &format!(
                "select c.table_name::text from information_schema.columns as c \
                 where c.table_schema = 'mart' and c.column_name = '{natural}' and not exists \
                 (select 1 from information_schema.columns as s where s.table_schema = 'mart' \
                 and s.table_name = c.table_name and s.column_name = '{surrogate}')"
            ),
        )
        .await;
        assert!(lonely.is_empty(), "{natural} without {surrogate}: {lonely:?}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_second_migration_changes_nothing(pool: PgPool) {
    let db = migrated(&pool).await;
    let first = texts(&pool, IDENTITIES).await;
    db.migrate().await.unwrap();
    assert_eq!(texts(&pool, IDENTITIES).await, first);
}

/// Every right on every view and column, of whoever has one.
const RIGHTS: &str = "with recht as (select c.relname, '*'::name as kolom, r.* from pg_class as c \
    cross join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) as r \
    where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v' \
    union all select c.relname, a.attname, r.* from pg_class as c \
    inner join pg_attribute as a on c.oid = a.attrelid cross join lateral aclexplode(a.attacl) as r \
    where c.relnamespace = 'mart'::regnamespace) \
    select concat_ws(' ', relname, kolom, case grantee when 0 then 'public' \
    when (select oid from pg_roles where rolname = current_user) then 'owner' else grantee::regrole::text end, \
    privilege_type, is_grantable) from recht";

/// A role is of the whole server: the rights are given to those that every server has.
#[sqlx::test(migrations = false)]
async fn other_texts_make_the_views_anew_and_keep_the_rights_on_them(pool: PgPool) {
    let db = migrated(&pool).await;
    let first = texts(&pool, IDENTITIES).await;
    execute(
        &pool,
        "grant select on mart.kwaliteit_bevinding to public; \
         grant select on mart.kwaliteit_dubbel to pg_monitor with grant option; \
         grant select (agb_code, maand) on mart.kwaliteit_regie to pg_monitor; \
         revoke delete on mart.kwaliteit_regie from current_user",
    )
    .await;
    let before = texts(&pool, RIGHTS).await;
    for right in [
        "kwaliteit_bevinding * public SELECT f",
        "kwaliteit_dubbel * pg_monitor SELECT t",
        "kwaliteit_regie agb_code pg_monitor SELECT f",
    ] {
        assert!(before.contains(right), "{right}");
    }
    assert!(!before.contains("kwaliteit_regie * owner DELETE f"));
    execute(&pool, OUTDATE).await;
    db.migrate().await.unwrap();
    assert!(texts(&pool, IDENTITIES).await.is_disjoint(&first));
    assert_eq!(texts(&pool, RIGHTS).await, before);
}

#[sqlx::test(migrations = false)]
async fn a_right_that_was_revoked_stays_revoked(pool: PgPool) {
    let db = migrated(&pool).await;
    // As docs/quality.md tells to make a role that reads, and then one view that it may not.
    execute(
        &pool,
        "alter default privileges in schema mart grant select on tables to pg_monitor; \
         grant select on all tables in schema mart to pg_monitor; \
         revoke select on mart.retour_verschil from pg_monitor; \
         drop view mart.kwaliteit_aanbieder",
    )
    .await;
    let before = texts(&pool, RIGHTS).await;
    db.migrate().await.unwrap();
    let after = texts(&pool, RIGHTS).await;
    assert!(after.contains("kwaliteit_herstel * pg_monitor SELECT f"));
    assert!(!after.contains("retour_verschil * pg_monitor SELECT f"));
    assert!(after.contains("kwaliteit_aanbieder * pg_monitor SELECT f"), "a new view: by default");
    let others: BTreeSet<_> =
        after.into_iter().filter(|right| !right.starts_with("kwaliteit_aanbieder ")).collect();
    assert_eq!(others, before);
}

#[sqlx::test(migrations = false)]
async fn a_view_that_was_lost_comes_back(pool: PgPool) {
    let db = migrated(&pool).await;
    execute(&pool, "drop view mart.kwaliteit_aanbieder").await;
    db.migrate().await.unwrap();
    assert!(texts(&pool, NAMES).await.contains("kwaliteit_aanbieder"));
}

#[sqlx::test(migrations = false)]
async fn a_view_that_sluis_has_no_more_goes(pool: PgPool) {
    let db = migrated(&pool).await;
    execute(
        &pool,
        "create view mart.of_before as select 1 as een; \
         insert into beheer.weergave values ('of_before', 'of before', now())",
    )
    .await;
    execute(&pool, OUTDATE).await;
    db.migrate().await.unwrap();
    assert!(!texts(&pool, NAMES).await.contains("of_before"));
}

#[sqlx::test(migrations = false)]
async fn what_others_made_in_mart_stays(pool: PgPool) {
    let db = migrated(&pool).await;
    execute(
        &pool,
        "create view mart.of_the_customer as select count(*) as aantal from dwh.feit_bericht; \
         create table mart.list_of_the_customer (code text)",
    )
    .await;
    let of_others =
        "select relname || ' ' || oid from pg_class where relname like '%of_the_customer'";
    let before = texts(&pool, of_others).await;
    execute(&pool, OUTDATE).await;
    db.migrate().await.unwrap();
    assert_eq!(before.len(), 2);
    assert_eq!(texts(&pool, of_others).await, before);
}

#[sqlx::test(migrations = false)]
async fn what_others_built_on_a_view_is_named_and_not_dropped(pool: PgPool) {
    let db = migrated(&pool).await;
    execute(
        &pool,
        "create schema elders; \
         create view public.rapport as select agb_code from mart.kwaliteit_bevinding; \
         create materialized view elders.kopie as select wet from mart.kwaliteit_regie",
    )
    .await;
    let first = texts(&pool, IDENTITIES).await;
    execute(&pool, OUTDATE).await;
    let refused = db.migrate().await.unwrap_err();
    assert!(
        matches!(&refused, Error::ViewsInUse { objects } if objects == &["elders.kopie", "public.rapport"]),
        "{refused}"
    );
    assert_eq!(refused.code(), "VIEWS_IN_USE");
    assert!(refused.hint().contains("sluis migrate"));
    assert_eq!(texts(&pool, IDENTITIES).await, first, "nothing was dropped");
    execute(&pool, "drop schema elders cascade; drop view public.rapport").await;
    db.migrate().await.unwrap();
    assert!(texts(&pool, IDENTITIES).await.is_disjoint(&first));
}

#[sqlx::test(migrations = false)]
async fn a_function_on_the_row_of_a_view_is_in_the_way_too(pool: PgPool) {
    let db = migrated(&pool).await;
    execute(
        &pool,
        "create function public.rijen() returns setof mart.kwaliteit_regie language sql \
         as 'select * from mart.kwaliteit_regie'",
    )
    .await;
    let first = texts(&pool, IDENTITIES).await;
    execute(&pool, OUTDATE).await;
    assert!(matches!(db.migrate().await, Err(Error::ViewsInUse { .. })));
    assert_eq!(texts(&pool, IDENTITIES).await, first);
}

#[sqlx::test(migrations = false)]
async fn a_name_that_others_took_is_refused(pool: PgPool) {
    let db = migrated(&pool).await;
    execute(
        &pool,
        "delete from beheer.weergave where naam = 'kwaliteit_aanbieder'; \
         drop view mart.kwaliteit_aanbieder; create table mart.kwaliteit_aanbieder (mijn text)",
    )
    .await;
    let refused = db.migrate().await.unwrap_err();
    assert!(refused.to_string().contains("mart.kwaliteit_aanbieder"), "{refused}");
    let kept = "select 'kept' from information_schema.columns where column_name = 'mijn'";
    assert_eq!(texts(&pool, kept).await.len(), 1);
}

/// A rule without a place in `mart.verantwoordelijke` would be nobody's.
#[sqlx::test(migrations = false)]
async fn every_rule_tells_who_must_mend_it(pool: PgPool) {
    migrated(&pool).await;
    let kinds = ["301", "305", "307", "315", "317", "319", "323", "325"];
    let placed = texts(
        &pool,
        "select concat_ws(' ', regelcode, berichtsoort, plaats) from mart.verantwoordelijke \
         where verantwoordelijke in ('aanbieder', 'gemeente')",
    )
    .await;
    for (regel, _) in transform::regels() {
        for place in kinds.iter().flat_map(|kind| [(kind, "bericht"), (kind, "record")]) {
            let row = format!("{} {} {}", regel.code, place.0, place.1);
            assert!(
                placed.contains(&row),
                "{row}: give the rule a place in sql/mart/verantwoordelijke.sql"
            );
        }
    }
    let known: BTreeSet<String> = transform::regels()
        .map(|(regel, _)| regel.code.to_owned())
        // The former names of OP295 and OP288, under which resolved findings stay.
        .chain(["DQ22".to_owned(), "DQ23".to_owned()])
        .collect();
    let named = texts(&pool, "select regelcode from mart.verantwoordelijke").await;
    assert_eq!(named, known);
    let twice = "select regelcode from mart.verantwoordelijke \
        group by regelcode, berichtsoort, plaats having count(*) > 1";
    assert!(texts(&pool, twice).await.is_empty());
}

#[sqlx::test(migrations = false)]
async fn the_sender_mends_and_who_is_late_answers(pool: PgPool) {
    migrated(&pool).await;
    for (regel, soort, plaats, wie) in [
        ("TR019", "305", "record", "aanbieder"),
        ("TR332", "301", "record", "gemeente"),
        ("TR355", "319", "record", "gemeente"),
        ("TR366", "325", "record", "gemeente"),
        ("TR351", "317", "record", "aanbieder"),
        ("TR056", "302", "bericht", "aanbieder"),
        ("TR056", "306", "bericht", "gemeente"),
        ("OP090", "301", "bericht", "aanbieder"),
        ("OP090", "319", "bericht", "aanbieder"),
        ("OP090", "305", "bericht", "gemeente"),
        ("OP090x4", "323", "bericht", "gemeente"),
        ("OP274", "315", "record", "gemeente"),
        ("OP346", "317", "record", "gemeente"),
        ("OP359", "319", "record", "gemeente"),
        ("OP087", "301", "bericht", "gemeente"),
        ("OP259", "301", "toewijzing", "gemeente"),
        ("OP295", "301", "toewijzing", "aanbieder"),
        ("TR389", "301", "toewijzing", "aanbieder"),
    ] {
        let shown = texts(
            &pool,
            &format!(
                "select verantwoordelijke from mart.verantwoordelijke where (regelcode, berichtsoort, plaats) \
                 = ('{regel}', '{soort}', '{plaats}')"
            ),
        )
        .await;
        assert_eq!(shown, BTreeSet::from([wie.to_owned()]), "{regel} {soort} {plaats}");
    }
}

/// As `domain::plus_werkdagen` counts: the view and the calendar of the rules may not differ by a day.
#[sqlx::test(migrations = false)]
async fn working_days_count_as_the_rules_do(pool: PgPool) {
    migrated(&pool).await;
    for (van, aantal) in
        [("2026-11-20", 5), ("2026-04-02", 1), ("2025-12-24", 3), ("2026-05-01", 10)]
    {
        let van: chrono::NaiveDate = van.parse().unwrap();
        let tot = domain::plus_werkdagen(van, aantal);
        for (dag, verwacht) in [(tot, aantal), (tot + chrono::Days::new(1), aantal + 1)] {
            let werkdagen: i64 = sqlx::query_scalar(
                "select e.volgnummer - b.volgnummer + case when e.is_werkdag then 0 else 1 end \
                 from mart.werkdag as b cross join mart.werkdag as e where b.datum = $1 and e.datum = $2",
            )
            .bind(van)
            .bind(dag)
            .fetch_one(&pool)
            .await
            .unwrap();
            assert_eq!(werkdagen, i64::from(verwacht), "{van} {dag}");
        }
    }
}
