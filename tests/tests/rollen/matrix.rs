//! Who may do what: every role tries everything on every kind of data.

use sluis_tests::Warehouse;

use super::server::try_as;

/// SQLSTATEs of a right that is not there, and of a view that nobody can write to.
const DENIED: [&str; 3] = ["42501", "42809", "55000"];

/// Kinds of data, with a column to update.
const DATA: [(&str, &str); 21] = [
    ("landing.bericht", "wet"),
    ("landing.client", "geslacht"),
    ("landing.prestatie", "wet"),
    ("landing.csv_voorziening", "wet"),
    ("landing.statline_cel", "trek_id"),
    ("dwh.feit_toewijzing", "wet"),
    ("dwh.feit_prestatie", "wet"),
    ("dwh.dim_client", "client_sk"),
    ("dwh.dim_gemeente", "provincie"),
    ("ref.productlijst", "wet"),
    ("beheer.run", "status"),
    ("beheer.quarantaine", "status"),
    ("beheer.quarantaine", "code"),
    ("beheer.verzoek", "status"),
    ("beheer.bron", "bron"),
    ("beheer.audit", "wie"),
    ("beheer.sleutel", "sleutel_id"),
    ("beheer.rol_gemeente", "rol"),
    ("beheer.weergave", "naam"),
    ("mart.kwaliteit_bevinding", "wet"),
    ("public._sqlx_migrations", "success"),
];

/// Rights of every role in the order of [`DATA`]: Read, Insert, Update, Delete, Truncate.
const RIGHTS: [(&str, [&str; 21]); 7] = [
    (
        "wh_load",
        [
            "RIUD", "RIUD", "RIUD", "RIUD", "RIUDT", "RIUD", "RIUD", "RIUD", "RIUD", "RIUD",
            "RIUD", "RIUD", "RIUD", "RIUD", "RIUD", "RI", "RIUD", "R", "R", "R", "R",
        ],
    ),
    (
        "wh_ops",
        [
            "", "", "", "", "", "", "", "", "", "", "R", "RU", "R", "RI", "R", "RI", "R", "", "",
            "R", "R",
        ],
    ),
    (
        "wh_steward",
        [
            "", "", "", "", "", "R", "R", "", "R", "R", "R", "RU", "R", "RI", "R", "I", "", "R",
            "", "R", "",
        ],
    ),
    (
        "wh_audit",
        ["", "", "", "", "", "", "", "", "", "", "R", "R", "R", "R", "", "R", "", "R", "", "", ""],
    ),
    (
        "wh_key",
        ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "I", "R", "", "", "", "R"],
    ),
    ("bi_0363", BI),
    ("bi_9999", BI),
];

/// Reports read the views and nothing else.
const BI: [&str; 21] =
    ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "R", ""];

/// What nobody but an administrator or the owner may.
const FORBIDDEN: [&str; 37] = [
    "create schema van_mij;",
    "create table public.van_mij (a int);",
    "create table mart.van_mij (a int);",
    "create view mart.van_mij as select 1 as a;",
    "create table dwh.van_mij (a int);",
    "create table landing.van_mij (a int);",
    "create table beheer.van_mij (a int);",
    "create function public.van_mij() returns int language sql as 'select 1';",
    "create index on dwh.feit_prestatie (wet);",
    "drop table dwh.feit_prestatie;",
    "drop view mart.kwaliteit_bevinding;",
    "drop schema mart cascade;",
    "alter table dwh.feit_prestatie disable row level security;",
    "alter table dwh.feit_prestatie no force row level security;",
    "alter table dwh.feit_prestatie owner to current_user;",
    "create policy alles on dwh.feit_prestatie using (true);",
    "drop policy sluis_eigenaar on dwh.feit_prestatie;",
    "alter view mart.kwaliteit_bevinding set (security_invoker = true);",
    "select lo_export(1, '/tmp/van_mij');",
    "create role van_mij;",
    "alter role current_user superuser;",
    "alter role current_user bypassrls;",
    "alter role current_user createrole;",
    "grant wh_owner to current_user;",
    "set role wh_owner;",
    "set role sluis;",
    "set role bi_0384;",
    "set session authorization wh_owner;",
    "select pg_read_file('/etc/hostname');",
    "select pg_ls_dir('/');",
    "select pg_stat_file('/etc/hostname');",
    "select lo_import('/etc/hostname');",
    "copy (select 1) to '/tmp/van_mij';",
    "copy (select 1) to program 'true';",
    "set log_statement = 'all';",
    "select rolpassword from pg_catalog.pg_authid;",
    "select stavalues1 from pg_catalog.pg_statistic;",
];

/// What only the loader may of what is no table: upkeep, and tables for a transaction.
const LOADER: [&str; 4] = [
    "create temporary table werk (a int);",
    "select beheer.analyseer_dwh();",
    "select beheer.bouw_indexen_landing();",
    "select nextval('beheer.taak_id_seq');",
];

/// Every role tries everything; what differs from the matrix is told at once.
pub(crate) fn try_everything(warehouse: &Warehouse) {
    let mut wrong = Vec::new();
    for (role, rights) in RIGHTS {
        for ((table, column), right) in DATA.into_iter().zip(rights) {
            wrong.extend(tried(warehouse, role, &on_table(table, column, right)));
        }
        wrong.extend(tried(warehouse, role, &all(&FORBIDDEN, false)));
        wrong.extend(tried(warehouse, role, &all(&LOADER, role == "wh_load")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Statements and whether they are allowed.
type Attempts = Vec<(String, bool)>;

fn all(statements: &[&str], is_allowed: bool) -> Attempts {
    statements.iter().map(|statement| ((*statement).to_owned(), is_allowed)).collect()
}

fn on_table(table: &str, column: &str, rights: &str) -> Attempts {
    let may = |right: char| rights.contains(right);
    vec![
        (format!("select * from {table} limit 1;"), may('R')),
        (format!("explain select * from {table};"), may('R')),
        (format!("copy (select * from {table} limit 1) to stdout;"), may('R')),
        (format!("insert into {table} default values;"), may('I')),
        (format!("copy {table} from stdin;\n\\."), may('I')),
        (format!("update {table} set {column} = {column} where false;"), may('U')),
        (format!("delete from {table} where false;"), may('D')),
        (format!("truncate {table};"), may('T')),
    ]
}

fn tried(warehouse: &Warehouse, role: &str, attempts: &Attempts) -> Vec<String> {
    let statements: Vec<String> = attempts.iter().map(|(statement, _)| statement.clone()).collect();
    let states = try_as(warehouse, role, &statements);
    attempts
        .iter()
        .zip(states)
        // Another error than a missing right is met on the way after the right was found.
        .filter(|((_, is_allowed), state)| DENIED.contains(&state.as_str()) == *is_allowed)
        .map(|((statement, is_allowed), state)| {
            format!("{role}: {statement} gave {state}, allowed: {is_allowed}")
        })
        .collect()
}
