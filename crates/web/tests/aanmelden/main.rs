//! Sign-in and protection of the whole router, on a real Postgres: every test has a database of its own
//! (`DATABASE_URL`).
#![expect(
    clippy::expect_used,
    clippy::get_unwrap,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod lokaal;
mod oidc;
mod rij_98;
mod wereld;

/// Without a server these tests prove nothing, so they fail.
#[test]
fn the_database_of_the_tests_is_known() {
    assert!(std::env::vars().any(|(name, _)| name == "DATABASE_URL"), "set DATABASE_URL (test.sh)");
}
