//! Lines that do not fit their allocation, their period or themselves. Care itself is in order.

use chrono::{Datelike, Months};

use super::declaratie::{een_regel, start};
use super::{gestart, met_omvang, uren};
use crate::allocatie::{Allocatie, Declaratieproduct, Vorm};
use crate::bericht::Prestatie;
use crate::declaraties::{Berichtlot, Opzet, Regelplan};
use crate::kalender::{dagen, plus};
use crate::oordeel::Wat;
use crate::verteller::{Dossier, Eind, Levering, Verteller};

/// Whatever the municipality says about a 323 with one wrong line, the finding stands; `code` is how it may reject it.
pub(super) fn lot(v: &mut Verteller<'_>, plan: &mut Regelplan, code: &'static str) -> Berichtlot {
    let lot = v.rng.kies([
        Berichtlot::Open,
        Berichtlot::Kop,
        Berichtlot::Beantwoord,
        Berichtlot::Beantwoord,
    ]);
    if lot == Berichtlot::Beantwoord && v.rng.kans(500) {
        plan.codes = vec![code];
    }
    lot
}

/// A day on which the 323 about `maand` is sent.
pub(super) fn zenddag(v: &mut Verteller<'_>, maand: u32) -> chrono::NaiveDate {
    let (_, laatste) = v.wereld.kalender.maand(maand);
    plus(laatste, v.rng.tussen(3, 11))
}

/// Sends one wrong line in a 323 of its own instead of the ordinary one of its month.
fn verkeerd(
    v: &mut Verteller<'_>,
    d: &Dossier,
    (maand, prestatie): (u32, Prestatie),
    bevindingen: &[&'static str],
    code: &'static str,
) -> anyhow::Result<bool> {
    let wat = Wat::Laadt(d.goed(), bevindingen.to_vec());
    let mut plan = Regelplan::new(&d.a.bsn, prestatie, wat);
    let lot = lot(v, &mut plan, code);
    let datum = zenddag(v, maand);
    v.declareer_los(d, maand, &[plan], &Opzet::los(lot, datum))?;
    v.declareer(d, d.a.ingang, None, Some(maand));
    v.sluit(d)?;
    Ok(true)
}

/// The first product that is declared on the allocation.
pub(super) fn product(d: &Dossier) -> anyhow::Result<Declaratieproduct> {
    let product = d.a.declaratie.first().cloned();
    product.ok_or_else(|| anyhow::anyhow!("an allocation without products"))
}

/// The month of the first day of care, as the line of it stands.
pub(super) fn eerste_maand(v: &Verteller<'_>, d: &Dossier) -> u32 {
    v.wereld.kalender.index(d.a.ingang) + 1
}

/// A line over a whole month, also one past the calendar.
pub(super) fn maandregel(
    v: &mut Verteller<'_>,
    d: &Dossier,
    maand: u32,
) -> anyhow::Result<Prestatie> {
    let periode = v.wereld.kalender.maand(maand);
    let product = product(d)?;
    Ok(v.prestatie(d, &product, periode))
}

/// A line over a month that has not begun when it is sent: it is past the declared month too (TR319), and it ends after
/// the message as well (TR137).
pub(super) fn tr134(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = v.wereld.kalender.maanden - 1;
    let prestatie = maandregel(v, &d, maand + 2)?;
    verkeerd(v, &d, (maand, prestatie), &["TR134", "TR137", "TR319"], "0001")
}

/// A line over the month in which it is sent: past the declared month too (TR319).
pub(super) fn tr137(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = v.wereld.kalender.maanden - 1;
    let prestatie = maandregel(v, &d, maand + 1)?;
    verkeerd(v, &d, (maand, prestatie), &["TR137", "TR319"], "0001")
}

/// A line over the month after the declared one, sent when that has passed.
pub(super) fn tr319(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let prestatie = maandregel(v, &d, maand)?;
    let mut plan = Regelplan::new(&d.a.bsn, prestatie, Wat::met(d.goed(), "TR319"));
    let lot = lot(v, &mut plan, "9319");
    // Before anybody declares that month: the months of a provider stay in order (TR318).
    let datum = plus(v.wereld.kalender.maand(maand).1, v.rng.tussen(1, 2));
    v.declareer_los(&d, maand - 1, &[plan], &Opzet::los(lot, datum))?;
    v.declareer(&d, d.a.ingang, None, Some(maand));
    v.sluit(&d)?;
    Ok(true)
}

/// A line about care of more than five years ago, on an allocation of that time that was made late; of before 2021 it
/// is too old for a 323 as well (CS100).
pub(super) fn tr335(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let begin = v.wereld.kalender.begin;
    let ingang = begin - Months::new(66);
    let mut a = uren(v, ingang);
    a.datum = plus(begin, v.rng.tussen(0, 9));
    let mut d = v.toewijs(a)?;
    let start = v.start(&mut d, ingang)?;
    v.levering(&Levering::new(&d, &start, ingang))?;
    let eerste = ingang + Months::new(1);
    let periode = (eerste, plus(eerste + Months::new(1), -1));
    let product = product(&d)?;
    let prestatie = v.prestatie(&d, &product, periode);
    let mut bevindingen = vec!["TR335"];
    if eerste.year() < 2021 {
        bevindingen.push("CS100");
    }
    let wat = Wat::Laadt(d.goed(), bevindingen);
    let mut plan = Regelplan::new(&d.a.bsn, prestatie, wat);
    let lot = lot(v, &mut plan, "0001");
    let maand = v.wereld.kalender.maanden - 1;
    let datum = zenddag(v, maand);
    v.declareer_los(&d, maand, &[plan], &Opzet::los(lot, datum))?;
    v.sluit(&d)?;
    Ok(true)
}

/// One hour more than the month has; over all months there is room.
pub(super) fn tr321(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, prestatie)) = een_regel(v, &d) else { return Ok(true) };
    let prestatie = prestatie.geleverd(13, "04", 6000);
    verkeerd(v, &d, (maand, prestatie), &["TR321"], "9321")
}

/// Two lines that fit each by itself and not together.
fn te_veel(
    v: &mut Verteller<'_>,
    a: Allocatie,
    (volume, tarief): (i64, i64),
    regelcode: &str,
) -> anyhow::Result<bool> {
    let mut d = v.toewijs(a)?;
    start(v, &mut d)?;
    let eerste = eerste_maand(v, &d);
    for maand in [eerste, eerste + 1] {
        let prestatie = maandregel(v, &d, maand)?.geleverd(volume, "04", tarief);
        let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::goed(d.goed()));
        let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Beantwoord]);
        let datum = zenddag(v, maand);
        v.declareer_los(&d, maand, &[plan], &Opzet::los(lot, datum))?;
    }
    v.bevinding(&d, regelcode)?;
    v.sluit(&d)?;
    Ok(true)
}

/// Twelve and twelve hours of twenty.
pub(super) fn tr322(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = met_omvang(v, ingang, (20, "04", "6"));
    te_veel(v, a, (12, 6000), "TR322")
}

/// Three and three thousand euro of five.
pub(super) fn tr369(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let aanbieder = v.aanbieder_32();
    let mut a = v.allocatie_van(Vorm::Aspecifiek, aanbieder, ingang, Eind::Lopend);
    a.budget = Some(500_000);
    a.eind = Some(plus(v.wereld.kalender.eind, crate::kalender::TOEKOMST_DAGEN));
    te_veel(v, a, (10, 30_000), "TR369")
}

/// The amount is a euro too high.
pub(super) fn tr346(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, prestatie)) = een_regel(v, &d) else { return Ok(true) };
    let bedrag = prestatie.bedrag + 100;
    verkeerd(v, &d, (maand, prestatie.bedrag(bedrag)), &["TR346"], "9346")
}

/// A line over two months: it cannot end with the month that it begins in (TR388).
pub(super) fn cs337(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let (eerste, _) = v.wereld.kalender.maand(maand);
    let (_, laatste) = v.wereld.kalender.maand(maand + 1);
    let product = product(&d)?;
    let prestatie = v.prestatie(&d, &product, (eerste, laatste));
    verkeerd(v, &d, (maand + 1, prestatie), &["CS337", "TR388"], "0001")
}

/// Euros of which the amount is not the volume.
pub(super) fn cs339(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = met_omvang(v, ingang, (62_500, "83", "4"));
    let mut d = v.toewijs(a)?;
    start(v, &mut d)?;
    let Some((maand, prestatie)) = een_regel(v, &d) else { return Ok(true) };
    let bedrag = prestatie.bedrag + 100;
    verkeerd(v, &d, (maand, prestatie.bedrag(bedrag)), &["CS339"], "0001")
}

/// Hours without a tariff.
pub(super) fn cd087(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, mut prestatie)) = een_regel(v, &d) else { return Ok(true) };
    prestatie.tarief = None;
    verkeerd(v, &d, (maand, prestatie), &["CD087"], "0001")
}

/// A line that begins some days into the month.
pub(super) fn tr387(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let mut prestatie = maandregel(v, &d, maand)?;
    let (eerste, laatste) = v.wereld.kalender.maand(maand);
    prestatie.periode = [plus(eerste, v.rng.tussen(1, 9)).into(), laatste.into()];
    verkeerd(v, &d, (maand, prestatie), &["TR387"], "9387")
}

/// A line that ends some days before the month.
pub(super) fn tr388(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let mut prestatie = maandregel(v, &d, maand)?;
    let (eerste, laatste) = v.wereld.kalender.maand(maand);
    prestatie.periode = [eerste.into(), plus(laatste, -v.rng.tussen(1, 9)).into()];
    verkeerd(v, &d, (maand, prestatie), &["TR388"], "9388")
}

/// Removed after its one day was declared and approved: the line then stands on a removed allocation (TR384).
pub(super) fn tr385(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let maand = v.rng.onder(v.wereld.kalender.maanden.into());
    let maand = u32::try_from(maand).unwrap_or_default();
    let (_, laatste) = v.wereld.kalender.maand(maand);
    let a = v.specifiek(laatste, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let product = product(&d)?;
    let prestatie = v.prestatie(&d, &product, (laatste, laatste));
    let wat = Wat::met(d.goed().andere_periode(), "TR384");
    let plan = Regelplan::new(&d.a.bsn, prestatie, wat);
    let datum = plus(d.klok.max(laatste), v.rng.tussen(3, 6));
    v.declareer_los(&d, maand, &[plan], &Opzet::los(Berichtlot::Beantwoord, datum))?;
    let later = plus(datum, v.rng.tussen(0, 20));
    let zending = v.verwijder(&mut d, later)?;
    let waar = (domain::Berichtsoort::B301, Some(1));
    v.bevinding_op(&zending, waar, Some(d.a.nummer), "TR385")?;
    v.sluit(&d)?;
    Ok(true)
}

/// More hours than the month has.
pub(super) fn dq39(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = met_omvang(v, ingang, (4000, "04", "6"));
    let mut d = v.toewijs(a)?;
    start(v, &mut d)?;
    let maand = eerste_maand(v, &d);
    let (eerste, laatste) = v.wereld.kalender.maand(maand);
    let uren = 24 * (dagen(eerste, laatste) + 1) + v.rng.tussen(1, 9);
    let prestatie = maandregel(v, &d, maand)?.geleverd(uren, "04", 6000);
    verkeerd(v, &d, (maand, prestatie), &["DQ39"], "9321")
}

/// Care begins in the third month and is declared from the first: the book of the story finds it.
pub(super) fn dq47(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    let maand = eerste_maand(v, &d);
    let (eerste, _) = v.wereld.kalender.maand(maand + 1);
    let begin = plus(eerste, v.rng.tussen(0, 9));
    let start = v.start(&mut d, begin)?;
    v.levering(&Levering::new(&d, &start, begin))?;
    let prestatie = maandregel(v, &d, maand)?;
    let plan = Regelplan::new(&d.a.bsn, prestatie, Wat::goed(d.goed()));
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Beantwoord]);
    let datum = zenddag(v, maand);
    v.declareer_los(&d, maand, &[plan], &Opzet::los(lot, datum))?;
    v.declareer(&d, ingang, None, Some(maand));
    v.sluit(&d)?;
    Ok(true)
}
