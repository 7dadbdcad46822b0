//! TR056: an identification is used for one message.
//!
//! The second content never reaches a chain: it is refused at landing, and its finding is published from there.

use super::Regel;

pub(super) const REGEL: Regel =
    Regel::officieel("TR056", "9056", "Identificatie is voor twee berichten gebruikt");
