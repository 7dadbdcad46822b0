//! Whole messages that break a rule: a 323, its answer, a 301, or a retour that is late or missing.

use chrono::{Months, NaiveDate};

use super::declaratie::start;
use super::regel::{eerste_maand, maandregel, product, zenddag};
use super::{begin, besluit, gestart, uren};
use crate::bericht::Contact;
use crate::declaraties::{Antwoordfout, Berichtlot, Opzet, Regelplan, verzend_weesantwoord};
use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::verteller::{Antwoord, Dossier, Levering, Verteller};

/// Declares one month in a 323 of its own, with `opzet` and these findings on the line; nothing else is declared.
fn een_bericht(
    v: &mut Verteller<'_>,
    d: &Dossier,
    (maand, bevindingen): (u32, &[&'static str]),
    opzet: &Opzet,
) -> anyhow::Result<bool> {
    let prestatie = maandregel(v, d, maand)?;
    let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::Laadt(d.goed(), bevindingen.to_vec()));
    v.declareer_los(d, maand, &[plan], opzet)?;
    v.sluit(d)?;
    Ok(true)
}

/// Open or judged line by line.
fn telt(v: &mut Verteller<'_>) -> Berichtlot {
    v.rng.kies([Berichtlot::Open, Berichtlot::Beantwoord])
}

/// A day late in the month after the last one: later than all 323s about the last month.
fn laat_na_afloop(v: &Verteller<'_>, dag: i64) -> NaiveDate {
    plus(v.wereld.kalender.eind, dag)
}

/// Sent before the declared month begins; message and line end after it too (TR137).
pub(super) fn tr134(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let lot = telt(v);
    let opzet = Opzet::los(lot, laat_na_afloop(v, 21)).bevinding("TR134").bevinding("TR137");
    let maand = v.wereld.kalender.maanden + 1;
    een_bericht(v, &d, (maand, &["TR134", "TR137"]), &opzet)
}

/// Sent before the declared month ends.
pub(super) fn tr137(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let lot = telt(v);
    let opzet = Opzet::los(lot, laat_na_afloop(v, 20)).bevinding("TR137");
    let maand = v.wereld.kalender.maanden;
    een_bericht(v, &d, (maand, &["TR137"]), &opzet)
}

/// A month after a later one.
pub(super) fn tr318(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let prestatie = maandregel(v, &d, maand)?;
    let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::goed(d.goed()));
    let (_, laatste) = v.wereld.kalender.maand(maand);
    let opzet = Opzet::los(Berichtlot::Beantwoord, plus(laatste, v.rng.tussen(3, 8)));
    v.declareer_los(&d, maand, &[plan], &opzet)?;
    let prestatie = maandregel(v, &d, maand - 1)?;
    let (van, tot) = v.periode(&d, maand - 1).unwrap_or((d.a.ingang, laatste));
    let prestatie = crate::bericht::Prestatie { periode: [van.into(), tot.into()], ..prestatie };
    let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::goed(d.goed()));
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Declaratie, Berichtlot::Beantwoord]);
    let opzet = Opzet::los(lot, plus(laatste, v.rng.tussen(14, 20))).bevinding("TR318");
    v.declareer_los(&d, maand - 1, &[plan], &opzet)?;
    v.sluit(&d)?;
    Ok(true)
}

/// Two months in one declaration, sent before anybody declares the second (TR318).
pub(super) fn cs340(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let (eerste, _) = v.wereld.kalender.maand(maand);
    let (_, laatste) = v.wereld.kalender.maand(maand + 1);
    let lot = telt(v);
    let mut opzet = Opzet::los(lot, plus(laatste, v.rng.tussen(1, 2))).bevinding("CS340");
    opzet.periode = Some((eerste, laatste));
    een_bericht(v, &d, (maand, &[]), &opzet)
}

/// The last month before 323s existed, message and line alike, declared after a month of the calendar: that goes back in
/// time too (TR318), and in the end it is more than five years ago (TR335).
pub(super) fn cs100(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let vorig_jaar = |maand, dag| NaiveDate::from_ymd_opt(2020, maand, dag);
    let (Some(eerste), Some(laatste)) = (vorig_jaar(12, 1), vorig_jaar(12, 31)) else {
        return Ok(false);
    };
    let mut a = uren(v, eerste);
    a.datum = v.wereld.kalender.begin;
    let mut d = v.toewijs(a)?;
    let gestart = v.start(&mut d, eerste)?;
    v.levering(&Levering::new(&d, &gestart, eerste))?;
    let maand = v.wereld.kalender.maanden / 2;
    let prestatie = maandregel(v, &d, maand)?;
    let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::goed(d.goed()));
    let (_, na) = v.wereld.kalender.maand(maand);
    let lot = telt(v);
    v.declareer_los(&d, maand, &[plan], &Opzet::los(lot, plus(na, 3)))?;
    let datum = plus(na, v.rng.tussen(12, 20));
    let is_old = datum - Months::new(60) > laatste;
    let product = product(&d)?;
    let prestatie = v.prestatie(&d, &product, (eerste, laatste));
    let bevindingen = if is_old { vec!["CS100", "TR335"] } else { vec!["CS100"] };
    let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::Laadt(d.goed(), bevindingen));
    let mut opzet = Opzet::los(telt(v), datum).bevinding("CS100").bevinding("TR318");
    opzet.periode = Some((eerste, laatste));
    v.declareer_los(&d, maand, &[plan], &opzet)?;
    v.sluit(&d)?;
    Ok(true)
}

/// Two declarations with one number; whether the second one was sent back for it does not matter.
pub(super) fn tr333(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let prestatie = maandregel(v, &d, maand)?;
    let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::goed(d.goed()));
    let (lot, datum) = (telt(v), zenddag(v, maand));
    let nummer = v.declareer_los(&d, maand, &[plan], &Opzet::los(lot, datum))?;
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Declaratie, Berichtlot::Beantwoord]);
    let datum = zenddag(v, maand + 1);
    let mut opzet = Opzet::los(lot, datum).bevinding("TR333");
    opzet.declaratienummer = Some(nummer);
    een_bericht(v, &d, (maand + 1, &[]), &opzet)
}

/// A total that is seven euro too high.
pub(super) fn tr358(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Kop, Berichtlot::Beantwoord]);
    let datum = zenddag(v, maand);
    let mut opzet = Opzet::los(lot, datum).bevinding("TR358");
    opzet.te_hoog = 700;
    een_bericht(v, &d, (maand, &[]), &opzet)
}

/// One line is rejected and one approved; the answer has this fault.
fn antwoord(v: &mut Verteller<'_>, d: &Dossier, fout: Antwoordfout) -> anyhow::Result<bool> {
    let maand = eerste_maand(v, d);
    let [een, twee] = [maandregel(v, d, maand)?, maandregel(v, d, maand + 1)?];
    let mut plan = Regelplan::new(&d.a.bsn, een, Wat::goed(d.goed()));
    plan.codes = vec!["9321"];
    let plannen = [plan, Regelplan::new(&d.a.bsn, twee, Wat::goed(d.goed()))];
    let datum = zenddag(v, maand + 1);
    let opzet = Opzet { antwoord: fout, ..Opzet::los(Berichtlot::Beantwoord, datum) };
    v.declareer_los(d, maand + 1, &plannen, &opzet)?;
    v.sluit(d)?;
    Ok(true)
}

/// The answer grants too much.
pub(super) fn tr342(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    antwoord(v, &d, Antwoordfout::Totaal)
}

/// The answer names another declaration.
pub(super) fn tr376(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    antwoord(v, &d, Antwoordfout::Nummer)
}

/// The answer names another schema.
pub(super) fn tr371(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    antwoord(v, &d, Antwoordfout::Xsd)
}

/// The answer sends back a line that was never sent.
pub(super) fn tr366(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let vreemd = maandregel(v, &d, maand)?;
    antwoord(v, &d, Antwoordfout::Vreemd(Box::new(vreemd)))
}

/// The answer sends a line back with another volume.
pub(super) fn tr367(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    antwoord(v, &d, Antwoordfout::Volume)
}

/// The answer sends a line back under another person.
pub(super) fn tr304(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let bsn = v.client.ander_bsn.clone();
    antwoord(v, &d, Antwoordfout::Client(bsn))
}

/// An answer to a declaration that was never sent.
pub(super) fn tr337(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let datum = zenddag(v, maand);
    verzend_weesantwoord(v.uit, v.wereld, &Verteller::sleutel(&d, maand), datum)?;
    besluit(v, &d)
}

/// A running allocation, sent in a 301 with this contact.
fn contact(v: &mut Verteller<'_>, contact: Contact, regelcode: &str) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let mut d = Dossier::new(uren(v, ingang));
    v.client.persoon.contact = contact;
    let zending = v.verstuur(&mut d, Antwoord::Toeval)?;
    v.client.persoon.contact = Contact::default();
    v.bevinding_op(&zending, (domain::Berichtsoort::B301, None), None, regelcode)?;
    start(v, &mut d)?;
    besluit(v, &d)
}

/// A contact that can be reached by mail only.
pub(super) fn tr006(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    contact(v, Contact { is_bereikbaar: false, ..Contact::default() }, "TR006")
}

/// Only a temporary address.
pub(super) fn tr061(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    contact(v, Contact { soort: "04".into(), ..Contact::default() }, "TR061")
}

/// One of the messages about an allocation gets this answer.
fn retour(v: &mut Verteller<'_>, antwoord: Antwoord) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let is_301 = v.rng.kans(500);
    let mut d = v.toewijs_met(a, if is_301 { antwoord } else { Antwoord::Akkoord })?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag);
    let regels = vec![(start.clone(), Wat::goed(d.goed()))];
    v.stuur_starts(&mut d, dag, regels, if is_301 { Antwoord::Akkoord } else { antwoord })?;
    v.levering(&Levering::new(&d, &start, dag))?;
    besluit(v, &d)
}

/// A retour after the term: the sender finds out where it is written.
pub(super) fn op090_laat(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    retour(v, Antwoord::Laat)
}

/// No retour.
pub(super) fn op090_geen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    retour(v, Antwoord::Geen)
}

/// A 325 after the term: the sender finds out where it is written.
pub(super) fn op090x4_laat(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let datum = zenddag(v, maand);
    let opzet = Opzet { is_laat: true, ..Opzet::los(Berichtlot::Beantwoord, datum) };
    een_bericht(v, &d, (maand, &[]), &opzet)
}

/// No 325.
pub(super) fn op090x4_geen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let datum = zenddag(v, maand);
    een_bericht(v, &d, (maand, &[]), &Opzet::los(Berichtlot::Open, datum))
}
