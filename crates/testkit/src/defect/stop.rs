//! Stops that break a rule.

use super::{DOORGELATEN, beeindigd, begin, besluit, lopend};
use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::verteller::{Levering, Verteller};

/// A withdrawal of a stop that was never sent: care runs on.
pub(super) fn tr063(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = plus(dag, 20);
    let weg = d.a.stop(dag, eind, v.reden_stop(&d.a.clone())).status("3");
    let wat = Wat::met(d.goed().ingetrokken(), "TR063");
    v.stuur_stops(&mut d, eind, vec![(weg, wat)], DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// The same stop twice: TR074 and nothing else.
pub(super) fn tr074(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = d.a.eind.unwrap_or(dag);
    let reden = v.reden_stop(&d.a);
    let stop = v.stop(&mut d, dag, eind, reden)?;
    let wat = Wat::met(d.goed(), "TR074");
    v.stuur_stops(&mut d, eind, vec![(stop, wat)], DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    besluit(v, &d)
}

/// Stopped before it began: loads, ends the delivery, which does not count.
pub(super) fn tr018(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = plus(dag, -v.rng.tussen(1, 9));
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(dag, eind, reden), Wat::met(d.goed(), "TR018"))];
    v.stuur_stops(&mut d, dag, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden).telt_niet())?;
    besluit(v, &d)
}

/// The stop names another first day than the start: it ends nothing; nothing is due yet on a running allocation.
pub(super) fn tr382_lopend(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = plus(dag, v.rng.tussen(10, 30));
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(plus(dag, 1), eind, reden), Wat::met(d.goed(), "TR382"))];
    v.stuur_stops(&mut d, eind, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// The same on an allocation that has ended: its delivery misses a stop (OP288).
pub(super) fn tr382_beeindigd(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = d.a.eind.unwrap_or(dag);
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(plus(dag, 1), eind, reden), Wat::met(d.goed(), "TR382"))];
    v.stuur_stops(&mut d, eind, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    v.bevinding(&d, "OP288")?;
    besluit(v, &d)
}

/// Paused, restarted, and stopped by the first day of before the pause: that stop ends nothing.
pub(super) fn tr382_oude_start(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let pauze = plus(dag, v.rng.tussen(5, 15));
    v.stop(&mut d, dag, pauze, "20")?;
    let weer = plus(pauze, v.rng.tussen(1, 10));
    v.start(&mut d, weer)?;
    let eind = plus(weer, v.rng.tussen(0, 15));
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(dag, eind, reden), Wat::met(d.goed(), "TR382"))];
    v.stuur_stops(&mut d, eind, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).pauze(pauze, weer))?;
    besluit(v, &d)
}

/// Paused twice without a restart, then stopped for good: no interruption.
pub(super) fn tr413(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eerste = plus(dag, v.rng.tussen(3, 10));
    v.stop(&mut d, dag, eerste, "20")?;
    let tweede = plus(eerste, v.rng.tussen(1, 10));
    let regels = vec![(d.a.stop(dag, tweede, "20"), Wat::met(d.goed(), "TR413"))];
    v.stuur_stops(&mut d, tweede, regels, DOORGELATEN)?;
    let eind = d.a.eind.unwrap_or(dag);
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, dag, eind, reden)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    besluit(v, &d)
}

/// Stopped for good with an earlier last day than the pause before it: that stop ends nothing, so the pause goes on
/// (DQ27).
pub(super) fn tr414(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let pauze = plus(dag, v.rng.tussen(15, 30));
    v.pauzeer(&mut d, dag, pauze)?;
    let eind = plus(pauze, -v.rng.tussen(1, 10));
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(dag, eind, reden), Wat::met(d.goed(), "TR414"))];
    v.stuur_stops(&mut d, pauze, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// Stopped for good twice: the first last day counts.
pub(super) fn tr415(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = plus(dag, v.rng.tussen(10, 25));
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, dag, eind, reden)?;
    let later = plus(eind, v.rng.tussen(1, 10));
    let nog_een = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(dag, later, nog_een), Wat::met(d.goed(), "TR415"))];
    v.stuur_stops(&mut d, later, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    besluit(v, &d)
}
