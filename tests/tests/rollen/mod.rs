//! Roles, rights and rows: who signs in as what, and what he can and cannot do.

mod matrix;
mod paginas;
mod rijen;
mod server;

use std::process::Command;

use sluis_tests::Warehouse;

use crate::generated::{EVERYTHING, PEILDATUM, generate};
use server::{Server, query_as, sluis_as, url};

const CLIENTS: u32 = 60;
const SEED: u32 = 31;
const DEFECTS: u32 = 400;

/// Roles of three municipalities: two with rows, one without.
const APPLY: [&str; 8] =
    ["roles", "apply", "--gemeente", "0363", "--gemeente", "0384", "--gemeente", "9999"];

#[track_caller]
fn ended(warehouse: &Warehouse, login: &str, arguments: &[&str], codes: &[i32]) -> String {
    let outcome = sluis_as(warehouse, login, arguments);
    assert!(codes.contains(&outcome.code), "{login} {arguments:?}: {outcome:?}");
    format!("{}{}", outcome.stdout, outcome.stderr)
}

fn run_as(warehouse: &Warehouse, login: &str) -> String {
    ended(warehouse, login, &["run", "--peildatum", PEILDATUM, "--json"], &[0, 3])
}

/// A new warehouse with everything in it, loaded by the loader.
fn loaded(server: &Server) -> Warehouse {
    let warehouse = server.warehouse();
    ended(&warehouse, "sluis", &APPLY, &[0]);
    server.set_passwords(&warehouse);
    generate(&warehouse, CLIENTS, SEED, DEFECTS, EVERYTHING);
    run_as(&warehouse, "wh_load");
    warehouse
}

#[test]
fn each_role_does_its_work_and_nothing_else() {
    let server = Server::start();
    let warehouse = loaded(&server);
    let check = ended(&warehouse, "wh_load", &["roles", "check"], &[0, 1]);
    assert!(check.contains("as they should be"), "regenerate sql/rollen/rechten.txt?\n{check}");

    nights(&server, &warehouse);
    matrix::try_everything(&warehouse);
    rijen::own_rows_only(&warehouse);
    rijen::leaks_nothing(&warehouse);
    rijen::steward_decides_for_his_own(&warehouse);
    key_and_pages(&warehouse);
    paginas::work_with_their_own_login(&warehouse);
    paginas::do_not_hold_up_who_takes_the_lead(&warehouse);
    paginas::are_refused_a_wrong_login(&server, &warehouse);
    backup(&warehouse);
    closed_by_migration(&warehouse);
    drift(&warehouse);
}

/// The nightly work by the loader gives what a superuser gets; a migration in between takes nothing away.
fn nights(server: &Server, warehouse: &Warehouse) {
    let plain = server.warehouse();
    generate(&plain, CLIENTS, SEED, DEFECTS, EVERYTHING);
    run_as(&plain, "sluis");
    assert_eq!(warehouse.facts().unwrap(), plain.facts().unwrap());

    ended(warehouse, "sluis", &["migrate"], &[0]);
    // Views that are made anew belong to the owner again, and are read by the same people.
    warehouse.query("update beheer.weergave set vingerafdruk = 'oud'").unwrap();
    ended(warehouse, "sluis", &["migrate"], &[0]);
    ended(warehouse, "wh_load", &["roles", "check"], &[0]);
    run_as(warehouse, "wh_load");
    let everything = ["rerun", "1", "--reason", "proef", "--json"];
    ended(warehouse, "wh_load", &everything, &[0, 3]);
    assert_eq!(warehouse.facts().unwrap(), plain.facts().unwrap());
    for what in [&["check"][..], &["status"], &["quarantine", "list"], &["bevinding", "list"]] {
        ended(warehouse, "wh_load", what, &[0]);
    }
    let refused = ended(warehouse, "wh_load", &["roles", "apply"], &[1]);
    assert!(refused.contains("42501") && refused.contains("administrator"), "{refused}");
}

/// What is asked of the other logins in daily life works.
fn key_and_pages(warehouse: &Warehouse) {
    let mut command =
        server::command_as(warehouse, "wh_key", &["pseudoniem", "--reden", "inzage 2026-001"]);
    let file = warehouse.path("bsn");
    std::fs::write(&file, "999900006\n").unwrap();
    let output = command.stdin(std::fs::File::open(file).unwrap()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let acts = "select count(*) from beheer.audit where handeling = 'pseudoniem'";
    assert_eq!(query_as(warehouse, "wh_audit", acts), ["1"]);
    for question in [
        "select count(*) > 0 from beheer.run",
        "select count(*) > 0 from mart.kwaliteit_aanbieder",
        "select count(distinct gemeentecode) > 1 from mart.kwaliteit_volledigheid",
    ] {
        assert_eq!(query_as(warehouse, "wh_ops", question), ["t"], "{question}");
    }
    for (login, settings) in [("bi_0363", "on|5min|30min|mart"), ("wh_ops", "off|1min|0|")] {
        let sql = "select current_setting('default_transaction_read_only'), \
                   current_setting('statement_timeout'), current_setting('idle_session_timeout'), \
                   nullif(current_setting('search_path'), '\"$user\", public')";
        assert_eq!(query_as(warehouse, login, sql), [settings], "{login}");
    }
}

/// A backup needs a role that row level security does not hold for; any other is refused, not given a part.
fn backup(warehouse: &Warehouse) {
    let dump = |login: &str| {
        let url = url(warehouse, login);
        Command::new("pg_dump").args(["-d", &url, "-n", "dwh"]).output().unwrap()
    };
    let password = warehouse.url().unwrap();
    let password = password.split(':').nth(2).unwrap().split('@').next().unwrap().to_owned();
    let database = warehouse.value("select current_database()").unwrap();
    warehouse
        .query(&format!(
            "create role wh_backup login password '{password}'; \
             grant pg_read_all_data to wh_backup; grant connect on database {database} to wh_backup"
        ))
        .unwrap();
    let refused = dump("wh_backup");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("row-level security"));
    warehouse.query("alter role wh_backup bypassrls").unwrap();
    ended(warehouse, "wh_load", &["roles", "check"], &[0]);
    let made = dump("wh_backup");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = String::from_utf8_lossy(&made.stdout).into_owned();
    let rows = text.split("COPY dwh.feit_toewijzing (").nth(1).unwrap();
    let rows = rows.split("\\.\n").next().unwrap().lines().count() - 1;
    let count = warehouse.value("select count(*) from dwh.feit_toewijzing").unwrap();
    assert_eq!(rows.to_string(), count);
    warehouse
        .query(&format!("revoke all on database {database} from wh_backup; drop role wh_backup"))
        .unwrap();
}

/// A table that came later is closed by the migration that brings it, before a view can show it.
fn closed_by_migration(warehouse: &Warehouse) {
    warehouse
        .query("alter table dwh.feit_uitkering no force row level security, disable row level security")
        .unwrap();
    ended(warehouse, "sluis", &["migrate"], &[0]);
    ended(warehouse, "wh_load", &["roles", "check"], &[0]);
}

/// What is given or taken by hand is told, and mended by doing it again.
fn drift(warehouse: &Warehouse) {
    warehouse
        .query(
            "grant select on dwh.dim_client to bi_0363; revoke select on beheer.run from wh_ops; \
             alter table dwh.feit_zaak no force row level security; alter role wh_key createdb; \
             alter table dwh.feit_meting owner to sluis; create view mart.eigen as select 1 as a; \
             grant select on mart.eigen to bi_reader",
        )
        .unwrap();
    let told = ended(warehouse, "wh_load", &["roles", "check"], &[1]);
    for line in [
        "too much  recht | dwh.dim_client | bi_0363: select",
        "missing   recht | beheer.run | wh_ops: select",
        "missing   rijen | dwh.feit_zaak | enabled forced",
        "too much  rol | wh_key | login CREATEDB",
        "too much  eigenaar | dwh.feit_meting | sluis",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert!(!told.contains("mart.eigen"), "a view of others is theirs\n{told}");
    let told = ended(warehouse, "wh_load", &["check"], &[1]);
    assert!(told.contains("WRONG  rights: ") && told.contains("more than meant"), "{told}");
    warehouse.query("revoke select on dwh.dim_client from bi_0363").unwrap();
    ended(warehouse, "sluis", &["roles", "apply"], &[0]);
    ended(warehouse, "wh_load", &["roles", "check"], &[0]);
    assert_eq!(query_as(warehouse, "bi_0363", "select a from mart.eigen"), ["1"]);
}

#[test]
fn a_warehouse_from_before_is_taken_over_once() {
    let server = Server::start();
    let warehouse = server.warehouse();
    generate(&warehouse, CLIENTS, SEED, DEFECTS, EVERYTHING);
    run_as(&warehouse, "sluis");
    let facts = warehouse.facts().unwrap();

    // Roles come with another database of the same server.
    let other = server.warehouse();
    ended(&other, "sluis", &APPLY, &[0]);
    server.set_passwords(&other);
    let refused = ended(&warehouse, "wh_load", &["run"], &[1]);
    assert!(refused.contains("hint: ") && refused.contains("`sluis roles apply`"), "{refused}");
    let unequal = ended(&warehouse, "sluis", &["roles", "check"], &[1]);
    assert!(unequal.contains("missing   eigenaar | dwh.feit_prestatie | wh_owner"), "{unequal}");

    ended(&warehouse, "sluis", &APPLY, &[0]);
    ended(&warehouse, "wh_load", &["roles", "check"], &[0]);
    ended(&warehouse, "sluis", &APPLY, &[0]);
    ended(&warehouse, "wh_load", &["roles", "check"], &[0]);
    assert_eq!(warehouse.facts().unwrap(), facts);
    run_as(&warehouse, "wh_load");
    ended(&warehouse, "wh_load", &["rerun", "1", "--reason", "proef", "--json"], &[0, 3]);
    assert_eq!(warehouse.facts().unwrap(), facts);
}

#[test]
fn an_administrator_who_is_no_superuser_makes_the_roles() {
    let server = Server::start();
    let boss = server.warehouse();
    let password = boss.url().unwrap();
    let password = password.split(':').nth(2).unwrap().split('@').next().unwrap().to_owned();
    let database = boss.value("select current_database()").unwrap();
    boss.query(&format!("create role dba login createrole password '{password}'")).unwrap();
    boss.query(&format!("alter database {database} owner to dba")).unwrap();
    ended(&boss, "dba", &APPLY, &[0]);
    server.set_passwords(&boss);
    generate(&boss, CLIENTS, SEED, DEFECTS, EVERYTHING);
    run_as(&boss, "wh_load");
    ended(&boss, "dba", &["migrate"], &[0]);
    ended(&boss, "dba", &["roles", "apply"], &[0]);
    let told = ended(&boss, "wh_load", &["roles", "check"], &[0, 1]);
    assert!(told.contains("as they should be"), "{told}");
}

#[test]
fn the_sql_for_psql_does_the_same() {
    let server = Server::start();
    let warehouse = server.warehouse();
    let print = ["roles", "apply", "--print", "--gemeente", "0363"];
    run_as(&warehouse, "sluis");
    let sql = sluis_as(&warehouse, "sluis", &print).stdout;
    let output = server::psql_as(&warehouse, "sluis", &sql);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    ended(&warehouse, "sluis", &["roles", "check"], &[0]);
}
