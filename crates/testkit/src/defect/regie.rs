//! Starts and stops that are sent too early or too late, or do not say what they should.

use domain::plus_werkdagen;

use super::{DOORGELATEN, begin, besluit, uren};
use crate::kalender::plus;
use crate::oordeel::{Oordeel, Wat};
use crate::verteller::{Levering, Verteller};

/// Care is said to have started some days from now.
pub(super) fn tr134_start(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let dag = plus(d.klok.max(ingang), 8);
    let start = v.start_record(&d, dag);
    let datum = plus(dag, -v.rng.tussen(1, 5));
    let regels = vec![(start.clone(), Wat::met(d.goed(), "TR134"))];
    v.stuur_starts_op(&mut d, datum, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// Care is said to have stopped some days from now.
pub(super) fn tr134_stop(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = plus(d.klok, 10);
    let datum = plus(eind, -v.rng.tussen(1, 5));
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(dag, eind, reden), Wat::met(d.goed(), "TR134"))];
    v.stuur_stops_op(&mut d, datum, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    v.declareer(&d, ingang, Some(eind), None);
    v.sluit(&d)?;
    Ok(true)
}

/// Sent after the term: the sender finds out where it is sent.
pub(super) fn op271(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag);
    let datum = plus(plus_werkdagen(d.klok.max(dag), 5), v.rng.tussen(1, 8));
    let regels = vec![(start.clone(), Wat::goed(d.goed()))];
    v.stuur_starts_op(&mut d, datum, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// Sent after the term: the sender finds out where it is sent.
pub(super) fn op272(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = v.einde(dag, 20);
    let datum = plus(plus_werkdagen(d.klok.max(eind), 5), v.rng.tussen(1, 8));
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(dag, eind, reden), Wat::goed(d.goed()))];
    v.stuur_stops_op(&mut d, datum, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    v.declareer(&d, ingang, Some(eind), None);
    v.sluit(&d)?;
    Ok(true)
}

/// Without a number, while an allocation of the product has one; it fits, so it is found.
pub(super) fn dq11(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag).taakgericht();
    let regels = vec![(start.clone(), Wat::met(Oordeel::kenmerken(d.sk()), "DQ11"))];
    v.stuur_starts(&mut d, dag, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// Shortened by a change of contract, and stopped for another reason.
pub(super) fn dq25(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let eind = v.einde(ingang, 40);
    let datum = plus(eind, -v.rng.tussen(1, 10));
    v.wijzig(&mut d, (Some(eind), "03"), datum)?;
    let reden = v.rng.kies(["37", "02"]);
    let regels = vec![(d.a.stop(dag, eind, reden), Wat::met(d.goed(), "DQ25"))];
    v.stuur_stops(&mut d, eind, regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).eind(eind, reden))?;
    besluit(v, &d)
}

/// Paused for a quarter of a year and more.
pub(super) fn dq27(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(130);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    let pauze = plus(dag, v.rng.tussen(5, 20));
    v.pauzeer(&mut d, dag, pauze)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}
