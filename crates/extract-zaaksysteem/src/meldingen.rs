//! What was repaired or noticed: counted all, kept with their lines up to a bound.

use std::collections::BTreeMap;

use crate::{Melding, Meldingsoort};

/// So many lines are kept per kind and column: enough to look at, whatever the size of the file.
pub(crate) const REGELS_MAX: u64 = 100;

/// A kind of repair with the column it was in; `None`: the row or file as a whole.
pub type Meldplaats = (Meldingsoort, Option<Box<str>>);

/// The repairs of a file.
#[derive(Debug, Default)]
pub(crate) struct Meldingen {
    aantallen: BTreeMap<Meldplaats, u64>,
    klaar: Vec<Melding>,
}

impl Meldingen {
    /// Counts one, and keeps it when there is room.
    pub(crate) fn noteer(&mut self, melding: Melding) {
        let aantal = self.aantallen.entry((melding.soort, melding.kolom.clone())).or_default();
        *aantal = aantal.saturating_add(1);
        if *aantal <= REGELS_MAX {
            self.klaar.push(melding);
        }
    }

    /// The ones kept since the last time.
    pub(crate) fn neem(&mut self) -> Vec<Melding> {
        core::mem::take(&mut self.klaar)
    }

    /// How many there were of each, kept or not.
    pub(crate) const fn aantallen(&self) -> &BTreeMap<Meldplaats, u64> {
        &self.aantallen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_are_kept() {
        let mut meldingen = Meldingen::default();
        for regel in 1..=250 {
            for kolom in [None, Some("x".into())] {
                meldingen.noteer(Melding { soort: Meldingsoort::DatumSerie, regel, kolom });
            }
        }
        assert_eq!(meldingen.neem().len(), 200);
        assert!(meldingen.neem().is_empty());
        assert!(
            meldingen.aantallen().len() == 2 && meldingen.aantallen().values().all(|n| *n == 250)
        );
    }
}
