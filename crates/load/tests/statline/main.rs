//! `StatLine` in the warehouse, on a real Postgres: every test has a database of its own (`DATABASE_URL`).

mod catalogus;
mod dubbel;
mod eenheid;
mod fixture;
mod gemeente;
mod herkomst;
mod kop;
mod naar_nu;
mod publish;
mod stand;
mod trek;
mod weergave;
mod wereld;

/// Without a server these tests prove nothing, so they fail.
#[test]
fn the_database_of_the_tests_is_known() {
    assert!(std::env::vars().any(|(name, _)| name == "DATABASE_URL"), "set DATABASE_URL (test.sh)");
}
