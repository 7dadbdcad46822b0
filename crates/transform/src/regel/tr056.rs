//! TR056: an identification is used for one message.
//!
//! The second content never reaches a chain: it is refused at landing, and its finding is published from there.

use super::{Controle, Regel, Toets};

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR056", "9056", "Identificatie is voor twee berichten gebruikt"),
    toets: Toets::Poort,
}];
