//! The order of the stops on one start: what the rules find, and what can end a delivery.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Product;

use crate::beeld::{Einde, Melding, Spoor, Stopvolgorde};

/// Judges every stop against the stops that were sent earlier for the same start.
///
/// The rules look at everything that was sent. A delivery looks only at stops that link and were in order
/// themselves: a stop of another product cannot put the right one out of order.
///
/// # Source
/// TR413, TR414, TR415: key Bsn, `ToewijzingNummer`, `Begindatum`, without product.
pub(crate) fn bepaal(stops: &mut [Melding<'_>]) {
    let mut gezonden: BTreeMap<(Spoor<'_>, NaiveDate), Eerder> = BTreeMap::new();
    let mut in_orde: BTreeMap<(Spoor<'_>, Option<&Product>, NaiveDate), Eerder> = BTreeMap::new();
    for stop in stops {
        let Some(einde) = stop.einde else { continue };
        if stop.is_dubbel || !stop.wordt_getoetst() {
            continue;
        }
        let eerder = gezonden.entry((stop.spoor(), stop.begindatum)).or_default();
        stop.stopvolgorde = eerder.volgorde(einde);
        if !stop.is_geldig() {
            continue;
        }
        eerder.neem(einde);
        if stop.koppeling.is_gekoppeld() {
            let sleutel = (stop.spoor(), stop.product, stop.begindatum);
            let eerder = in_orde.entry(sleutel).or_default();
            let volgorde = eerder.volgorde(einde);
            stop.is_in_orde = !volgorde.is_tweede_pauze && !volgorde.is_eerder_gedateerd;
            if stop.is_in_orde {
                eerder.neem(einde);
            }
        }
    }
}

/// What the stops that were sent so far for one start say.
#[derive(Debug, Default)]
struct Eerder {
    pauze: bool,
    definitief: bool,
    einddatum: Option<NaiveDate>,
}

impl Eerder {
    fn volgorde(&self, einde: Einde) -> Stopvolgorde {
        Stopvolgorde {
            is_tweede_pauze: self.pauze && einde.reden.is_tijdelijk(),
            is_eerder_gedateerd: self.einddatum.is_some_and(|datum| einde.einddatum < datum),
            is_na_definitief: self.definitief,
        }
    }

    fn neem(&mut self, einde: Einde) {
        self.pauze |= einde.reden.is_tijdelijk();
        self.definitief |= !einde.reden.is_tijdelijk();
        self.einddatum = self.einddatum.max(Some(einde.einddatum));
    }
}
