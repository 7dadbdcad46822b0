//! The clock of the service, so that tests set it.

use chrono::{DateTime, Utc};

use crate::clock;

/// Tells the time.
pub trait Klok: Send + Sync + 'static {
    /// The moment.
    fn nu(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Systeemklok;

impl Klok for Systeemklok {
    fn nu(&self) -> DateTime<Utc> {
        clock::now()
    }
}
