//! The order of the stops on one start: what the rules find, and what can end a delivery.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::Product;

use crate::beeld::{Einde, Melding, Spoor, Stopvolgorde};

/// Judges every stop against the stops that were sent earlier for the same start, and against later starts.
///
/// The rules look at everything that was sent. A delivery looks only at stops that link and were in order
/// themselves: a stop of another product cannot put the right one out of order.
///
/// # Source
/// TR413, TR414, TR415: key Bsn, `ToewijzingNummer`, `Begindatum`, without product. TR382: OP155.
pub(crate) fn bepaal(stops: &mut [Melding<'_>], starts: &[Melding<'_>]) {
    let mut gezonden: BTreeMap<(Spoor<'_>, NaiveDate), Eerder> = BTreeMap::new();
    let mut in_orde: BTreeMap<(Spoor<'_>, Option<&Product>, NaiveDate), Eerder> = BTreeMap::new();
    let mut gestart = Gestart::new(starts);
    for plaats in op_volgorde(stops) {
        let Some(stop) = stops.get_mut(plaats) else { continue };
        let Some(einde) = stop.einde else { continue };
        if stop.is_dubbel || !stop.wordt_getoetst() {
            continue;
        }
        let sleutel = stop.leveringsleutel();
        let geeindigd = in_orde.get(&sleutel).and_then(|eerder| eerder.eerste_einddatum);
        let hervat_op = geeindigd.and_then(|datum| gestart.hervat_op(stop, einde, datum));
        let eerder = gezonden.entry((stop.spoor(), stop.begindatum)).or_default();
        stop.stopvolgorde = Stopvolgorde { hervat_op, ..eerder.volgorde(einde) };
        if !stop.is_geldig() {
            continue;
        }
        eerder.neem(einde);
        if stop.koppeling.is_gekoppeld() {
            let eerder = in_orde.entry(sleutel).or_default();
            let volgorde = eerder.volgorde(einde);
            stop.is_in_orde =
                hervat_op.is_none() && !volgorde.is_tweede_pauze && !volgorde.is_eerder_gedateerd;
            if stop.is_in_orde {
                eerder.neem(einde);
            }
        }
    }
}

/// The places of the stops in the order in which they are judged: of one day the pause comes first, then the earlier
/// end. Nobody knows in which order they were sent, so a finding is what every order gives.
fn op_volgorde(stops: &[Melding<'_>]) -> Vec<usize> {
    let mut stops: Vec<(usize, &Melding<'_>)> = stops.iter().enumerate().collect();
    stops.sort_by_key(|(plaats, stop)| {
        let einde = stop.einde.map(|einde| (!einde.reden.is_tijdelijk(), einde.einddatum));
        (stop.herkomst.dagtekening, einde, *plaats)
    });
    stops.into_iter().map(|(plaats, _)| plaats).collect()
}

/// The starts that link, as time goes on.
#[derive(Debug)]
struct Gestart<'m, 'a> {
    /// What was still to be sent, in order of sending.
    komend: core::slice::Iter<'m, Melding<'a>>,
    gezonden: BTreeSet<(Spoor<'a>, Option<&'a Product>, NaiveDate)>,
}

impl<'m, 'a> Gestart<'m, 'a> {
    fn new(starts: &'m [Melding<'a>]) -> Self {
        Self { komend: starts.iter(), gezonden: BTreeSet::new() }
    }

    /// The first start in the period of `stop` that was not sent after it, came after the start that it copies, and on
    /// or after the day on which that one had ended. Stops are asked for by Dagtekening.
    ///
    /// A start that came while another ran does not make the stop of that one wrong (TR326).
    fn hervat_op(
        &mut self,
        stop: &Melding<'a>,
        einde: Einde,
        geeindigd: NaiveDate,
    ) -> Option<NaiveDate> {
        let dagtekening = stop.herkomst.dagtekening;
        while let Some(start) = self.komend.as_slice().first()
            && start.herkomst.dagtekening <= dagtekening
        {
            if start.is_geldig() && start.koppeling.is_gekoppeld() {
                self.gezonden.insert(start.leveringsleutel());
            }
            self.komend.next();
        }
        let (spoor, product, begin) = stop.leveringsleutel();
        let vanaf = begin.succ_opt()?.max(geeindigd);
        let (eerste_spoor, eerste_product, hervat_op) =
            self.gezonden.range((spoor, product, vanaf)..).next()?;
        let is_zelfde = *eerste_spoor == spoor && *eerste_product == product;
        (is_zelfde && *hervat_op <= einde.einddatum).then_some(*hervat_op)
    }
}

/// What the stops that were sent so far for one start say.
#[derive(Debug, Default)]
struct Eerder {
    pauze: bool,
    definitief: bool,
    eerste_einddatum: Option<NaiveDate>,
    laatste_einddatum: Option<NaiveDate>,
}

impl Eerder {
    fn volgorde(&self, einde: Einde) -> Stopvolgorde {
        Stopvolgorde {
            is_tweede_pauze: self.pauze && einde.reden.is_tijdelijk(),
            is_eerder_gedateerd: self
                .laatste_einddatum
                .is_some_and(|datum| einde.einddatum < datum),
            is_na_definitief: self.definitief,
            hervat_op: None,
        }
    }

    fn neem(&mut self, einde: Einde) {
        self.pauze |= einde.reden.is_tijdelijk();
        self.definitief |= !einde.reden.is_tijdelijk();
        let eerste = self.eerste_einddatum.map_or(einde.einddatum, |it| it.min(einde.einddatum));
        self.eerste_einddatum = Some(eerste);
        self.laatste_einddatum = self.laatste_einddatum.max(Some(einde.einddatum));
    }
}
