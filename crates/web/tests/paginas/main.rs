//! The pages over HTTP, on a real Postgres: every test has a database of its own (`DATABASE_URL`).

mod acties;
mod fixture;
mod html;
mod kleur;
mod rondgang;
mod weergave;

/// Without a server these tests prove nothing, so they fail.
#[test]
fn the_database_of_the_tests_is_known() {
    assert!(std::env::vars().any(|(name, _)| name == "DATABASE_URL"), "set DATABASE_URL (test.sh)");
}
