//! What a CSV file of a municipality may tell: cases, decisions, provisions, persons and master data.
//!
//! One neutral model: an [`Entiteit`] has [`Veld`]en in a fixed order, a [`Record`] has a [`Veldwaarde`] for each. The
//! extractor makes records by a mapping, landing has a table per entity with a column per field.

mod entiteit;
mod record;
mod sleutel;
mod veld;
mod verwijzing;

pub use entiteit::Entiteit;
pub use record::{Record, Veldwaarde};
pub use sleutel::sleutel_van;
pub use veld::{Veld, Veldsoort};
pub use verwijzing::Beschikkingverwijzing;
