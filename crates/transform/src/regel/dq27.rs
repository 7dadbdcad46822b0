//! DQ27: a delivery has been paused for thirteen weeks.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Controle, Ernst, RELEASE_3_0, Regel, Toets};
use crate::beeld::{Beeld, Melding, Spoor};
use crate::bevinding::Bevindingen;

/// Thirteen weeks.
const DAGEN: Days = Days::new(91);

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ27", Ernst::D, "Levering is lang tijdelijk gestopt").sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let pauzes = laatste_pauzes(beeld);
    if pauzes.is_empty() {
        return;
    }
    let starts = laatste_starts(beeld);
    let lopend = beeld.leveringen.iter().filter(|it| it.telt_mee && it.einde.is_none());
    for start in lopend.filter_map(|levering| beeld.starts.get(levering.start)) {
        let Some(pauze) = pauzes.get(&start.spoor()) else { continue };
        let Some(einde) = pauze.einde else { continue };
        let is_hervat = starts
            .get(&start.spoor())
            .is_some_and(|laatste| *laatste > pauze.begindatum && *laatste >= einde.einddatum);
        let Some(termijn) = einde.einddatum.checked_add_days(DAGEN) else { continue };
        if !is_hervat
            && bevindingen.gold_op(pauze.herkomst.dagtekening)
            && bevindingen.is_verstreken(termijn)
        {
            bevindingen.op_melding(
                pauze,
                format!(
                    "De levering is sinds {} tijdelijk gestopt en op {termijn} niet hervat of \
                     beeindigd.",
                    einde.einddatum
                ),
            );
        }
    }
}

/// The pause with the last Einddatum, per spoor.
fn laatste_pauzes<'m, 'a>(beeld: &'m Beeld<'a>) -> BTreeMap<Spoor<'a>, &'m Melding<'a>> {
    let mut laatste: BTreeMap<Spoor<'_>, &Melding<'_>> = BTreeMap::new();
    for stop in beeld.stops.iter().filter(|stop| stop.is_geldig() && stop.is_in_orde) {
        let Some(einde) = stop.einde.filter(|einde| einde.reden.is_tijdelijk()) else { continue };
        let bekend = laatste.entry(stop.spoor()).or_insert(stop);
        if bekend.einde.is_some_and(|bekend| bekend.einddatum < einde.einddatum) {
            *bekend = stop;
        }
    }
    laatste
}

/// The last first day of a start that links, per spoor.
fn laatste_starts<'a>(beeld: &Beeld<'a>) -> BTreeMap<Spoor<'a>, NaiveDate> {
    let mut laatste = BTreeMap::new();
    for start in &beeld.starts {
        if start.is_geldig() && start.koppeling.is_gekoppeld() {
            let bekend = laatste.entry(start.spoor()).or_insert(start.begindatum);
            *bekend = start.begindatum.max(*bekend);
        }
    }
    laatste
}
