//! What signals to people are judged by, which stand open, and whether what was told of them arrived.

mod bezorging;
mod meting;
mod stand;
mod verwerk;

pub use bezorging::{Bericht, bezorgd, claim, mislukt, omgeving, vervallen};
pub use meting::{Kolom, Meting, kolommen, metingen};
pub use stand::{BronVersheid, Dagvolume, LaatsteRun, Plan, Stand, stand};
pub use verwerk::{Melding, Meldsoort, NieuwSignaal, SignaalRij, signalen, verwerk};
