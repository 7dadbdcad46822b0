//! Deliveries of CSV into landing, on a real Postgres: every test has a database of its own (`DATABASE_URL`).

mod dubbel;
mod eerste;
mod fixture;
mod grootboek;
mod ketens;
mod kolommen;
mod looptijd;
mod volgorde;

/// Without a server these tests prove nothing, so they fail.
#[test]
fn the_database_of_the_tests_is_known() {
    assert!(std::env::vars().any(|(name, _)| name == "DATABASE_URL"), "set DATABASE_URL (test.sh)");
}
