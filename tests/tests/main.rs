//! The `sluis` command on a real Postgres.

mod architecture;
