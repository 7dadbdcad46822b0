//! Starts that break a rule.

use chrono::NaiveDate;

use super::{DOORGELATEN, beeindigd, begin, besluit, lopend};
use crate::bericht::{Start, Startbericht};
use crate::kalender::plus;
use crate::oordeel::{Oordeel, Wat};
use crate::schrijver::Plek;
use crate::uitvoer::{Post, Som, Telling};
use crate::verteller::{Antwoord, Dossier, Levering, Verteller};

/// A start on a number that was never allocated.
fn onbekende_start(v: &mut Verteller<'_>, d: &Dossier, dag: NaiveDate) -> Start {
    let mut start = v.start_record(d, dag);
    start.nummer = Some(v.onbekend_nummer().into());
    start
}

/// Unknown number: an orphan delivery that does not count; the real allocation misses its start (OP295).
pub(super) fn tr019(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = onbekende_start(v, &d, dag);
    let regels = vec![(start.clone(), Wat::met(Oordeel::wees(), "TR019"))];
    v.stuur_starts(&mut d, dag, regels, DOORGELATEN)?;
    v.levering(&Levering::los(&d.a.partij(), &start, dag))?;
    v.bevinding(&d, "OP295")?;
    besluit(v, &d)
}

/// Start and stop on the same unknown number: TR019 on both, no TR382, and the orphan stop ends nothing.
pub(super) fn tr019_keten(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = onbekende_start(v, &d, dag);
    let wat = Wat::met(Oordeel::wees(), "TR019");
    v.stuur_starts(&mut d, dag, vec![(start.clone(), wat.clone())], DOORGELATEN)?;
    let eind = plus(dag, 20);
    let reden = v.reden_stop(&d.a);
    let mut stop = d.a.stop(dag, eind, reden);
    stop.nummer.clone_from(&start.nummer);
    v.stuur_stops(&mut d, eind, vec![(stop, wat)], DOORGELATEN)?;
    v.levering(&Levering::los(&d.a.partij(), &start, dag))?;
    v.bevinding(&d, "OP295")?;
    besluit(v, &d)
}

/// The start has an unknown number, the stop the right one: TR019, TR382 on the stop, OP295.
pub(super) fn tr019_goede_stop(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = onbekende_start(v, &d, dag);
    let regels = vec![(start.clone(), Wat::met(Oordeel::wees(), "TR019"))];
    v.stuur_starts(&mut d, dag, regels, DOORGELATEN)?;
    let eind = d.a.eind.unwrap_or(dag);
    let stop = d.a.stop(dag, eind, v.reden_stop(&d.a.clone()));
    let goed = d.goed();
    v.stuur_stops(&mut d, eind, vec![(stop, Wat::met(goed, "TR382"))], DOORGELATEN)?;
    v.levering(&Levering::los(&d.a.partij(), &start, dag))?;
    v.bevinding(&d, "OP295")?;
    besluit(v, &d)
}

/// The receiver saw it too: rejected, so no delivery at all.
pub(super) fn tr019_afgewezen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = onbekende_start(v, &d, dag);
    let regels = vec![(start, Wat::met(Oordeel::wees(), "TR019"))];
    v.stuur_starts(&mut d, dag, regels, Antwoord::Regel(1, "9019"))?;
    v.bevinding(&d, "OP295")?;
    besluit(v, &d)
}

/// A second 305 with the same identification and another content: refused, whichever comes first.
pub(super) fn tr056(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag);
    let regels = vec![(start.clone(), Wat::goed(d.goed()))];
    let zending = v.stuur_starts(&mut d, dag, regels, DOORGELATEN)?;
    let datum = plus(zending.datum, 2);
    let mut kop = zending.kop.clone();
    kop.dagtekening = datum.into();
    let anders = d.a.start(plus(dag, 1));
    let bericht = Startbericht::new(kop, v.client.persoon.clone()).start(anders);
    v.uit.buffer = bericht.schrijf(core::mem::take(&mut v.uit.buffer));
    let plek = v.rng.kies([Plek::Eerst, Plek::Na]);
    let identificatie = bericht.kop.identificatie.as_str();
    let soort = domain::Berichtsoort::B305;
    let post = Post { kop: &bericht.kop, soort, identificatie, datum, plek };
    let telling = Telling { gequarantaineerd: Som::records(1), ..Telling::default() };
    let naam = v.uit.verzend(post, telling)?;
    v.uit.noteer_quarantaine(&naam, None, "TR056", Some(0))?;
    v.uit.noteer_bevinding("TR056", &bericht.kop, (soort, Some(identificatie), None), None)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// A withdrawal of a start that was never sent: the real start stays.
pub(super) fn tr063(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let weg = v.start_record(&d, plus(dag, 1)).status("3");
    let wat = Wat::met(d.goed().ingetrokken(), "TR063");
    v.stuur_starts(&mut d, dag, vec![(weg, wat)], DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// A start is withdrawn while its stop stands: it goes all the same, so the stop has none any more (TR382), there is
/// no delivery, and the allocation misses its start (OP295).
pub(super) fn tr071(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag);
    let ingetrokken = d.goed().ingetrokken();
    v.stuur_starts(&mut d, dag, vec![(start.clone(), Wat::goed(ingetrokken))], DOORGELATEN)?;
    let eind = d.a.eind.unwrap_or(dag);
    let stop = d.a.stop(dag, eind, v.reden_stop(&d.a.clone()));
    let goed = d.goed();
    v.stuur_stops(&mut d, eind, vec![(stop, Wat::met(goed, "TR382"))], DOORGELATEN)?;
    let regels = vec![(start.status("3"), Wat::met(ingetrokken, "TR071"))];
    v.stuur_starts(&mut d, eind, regels, DOORGELATEN)?;
    v.bevinding(&d, "OP295")?;
    besluit(v, &d)
}

/// The receiver rejected that withdrawal: everything stays, but for the finding.
pub(super) fn tr071_afgewezen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = d.a.eind.unwrap_or(dag);
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, dag, eind, reden)?;
    let regels = vec![(start.clone().status("3"), Wat::met(d.goed().ingetrokken(), "TR071"))];
    v.stuur_starts(&mut d, eind, regels, Antwoord::Regel(1, "9071"))?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    besluit(v, &d)
}

/// The same start twice: one delivery.
pub(super) fn tr074(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let wat = Wat::met(d.goed(), "TR074");
    v.stuur_starts(&mut d, dag, vec![(start.clone(), wat)], DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// A start while another is active: a delivery of its own that does not count and that no stop ends.
pub(super) fn tr326(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let later = plus(dag, v.rng.tussen(1, 20));
    let erbij = v.start_record(&d, later);
    let wat = Wat::met(d.goed(), "TR326");
    v.stuur_starts(&mut d, later, vec![(erbij.clone(), wat)], DOORGELATEN)?;
    let eind = d.a.eind.unwrap_or(dag);
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, dag, eind, reden)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    v.levering(&Levering::new(&d, &erbij, later).telt_niet())?;
    besluit(v, &d)
}
