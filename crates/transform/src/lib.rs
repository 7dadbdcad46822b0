//! One chain of care messages to facts, verdicts and findings: a pure function.
//!
//! No I/O, no clock, no randomness: the reference date comes in as an argument.

mod feit;
mod keten;

use chrono::NaiveDate;

pub use feit::{
    Bevinding, EinddatumBron, FeitKoppeling, FeitLevering, FeitPrestatie, FeitToewijzing,
    FeitToewijzingVersie, Gelijkheid, Houdbaarheid, Koppelstatus, Koppelwijze, PrestatieStatus,
    RecordSleutel, ToewijzingStand, Uitkomst,
};
pub use keten::{
    Antwoord, Herkomst, InKeten, Keten, PrestatieRij, StartRij, StopRij, ToewijzingRij,
};

/// Computes all facts of `keten` as they stand on the reference date `peildatum`.
pub fn transform(_keten: &Keten, _peildatum: NaiveDate) -> Uitkomst {
    Uitkomst::default()
}
