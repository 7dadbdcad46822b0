//! Lines that break a rule. The care itself is in order.

use super::{begin, lopend};
use crate::allocatie::Declaratieproduct;
use crate::bericht::Prestatie;
use crate::declaraties::{Berichtlot, Opzet, Regelplan};
use crate::kalender::plus;
use crate::oordeel::{Oordeel, Wat};
use crate::verteller::{Correctie, Dossier, Eind, Levering, Verteller};
use crate::wereld::andere_aanbieder;

/// Starts care on a new running allocation.
fn gestart(v: &mut Verteller<'_>) -> anyhow::Result<Dossier> {
    let mut d = lopend(v)?;
    start(v, &mut d)?;
    Ok(d)
}

/// Starts care, all right.
pub(super) fn start(v: &mut Verteller<'_>, d: &mut Dossier) -> anyhow::Result<()> {
    let dag = begin(v, d);
    let start = v.start(d, dag)?;
    v.levering(&Levering::new(d, &start, dag))
}

/// A month in which the allocation holds, with its ordinary line.
pub(super) fn een_regel(v: &mut Verteller<'_>, d: &Dossier) -> Option<(u32, Prestatie)> {
    let eerste = v.wereld.kalender.index(d.a.ingang);
    let laatste = i64::from(v.wereld.kalender.maanden) - 1;
    let maand = u32::try_from(v.rng.tussen(eerste.into(), laatste)).ok()?;
    let product = d.a.declaratie.first()?;
    let periode = v.periode(d, maand)?;
    Some((maand, v.prestatie(d, product, periode)))
}

/// Sends one wrong line instead of the ordinary one of its month, sometimes rejected for it with `code`.
fn verkeerde_regel(
    v: &mut Verteller<'_>,
    d: &Dossier,
    (maand, prestatie): (u32, Prestatie),
    wat: Wat,
    code: &'static str,
) -> anyhow::Result<bool> {
    let is_judged = v.is_los_beoordeeld(d, maand, &d.a.bsn);
    let codes = if is_judged && v.rng.kans(300) { vec![code] } else { Vec::new() };
    let bsn = d.a.bsn.clone();
    v.dien_plan_in(d, maand, Regelplan { bsn, prestatie, wat, codes, is_gecrediteerd: false });
    v.declareer(d, d.a.ingang, None, Some(maand));
    v.sluit(d)?;
    Ok(true)
}

/// The line is sent by another provider.
pub(super) fn dq12(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, prestatie)) = een_regel(v, &d) else { return Ok(true) };
    let mut ander = d.clone();
    ander.a.aanbieder = andere_aanbieder(d.a.aanbieder);
    let wat = Wat::met(d.goed().andere_aanbieder(), "DQ12");
    v.dien_in(&ander, maand, prestatie, wat);
    v.declareer(&d, d.a.ingang, None, Some(maand));
    v.sluit(&d)?;
    Ok(true)
}

/// The line is about somebody else.
pub(super) fn tr304(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, prestatie)) = een_regel(v, &d) else { return Ok(true) };
    let wat = Wat::met(d.goed().andere_client(), "TR304");
    let bsn = v.client.ander_bsn.clone();
    v.dien_plan_in(
        &d,
        maand,
        Regelplan { bsn, prestatie, wat, codes: Vec::new(), is_gecrediteerd: false },
    );
    v.declareer(&d, d.a.ingang, None, Some(maand));
    v.sluit(&d)?;
    Ok(true)
}

/// The line begins on the first of the month, the allocation later: it should have begun with that (TR387).
pub(super) fn tr307(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let maand = v.rng.onder(v.wereld.kalender.maanden.into());
    let maand = u32::try_from(maand).unwrap_or_default();
    let (eerste, laatste) = v.wereld.kalender.maand(maand);
    let ingang = plus(eerste, v.rng.tussen(5, 18));
    let a = v.specifiek(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    start(v, &mut d)?;
    let Some(product) = d.a.declaratie.first().cloned() else { return Ok(true) };
    let prestatie = v.prestatie(&d, &product, (eerste, laatste));
    let wat = Wat::Laadt(d.goed().andere_periode(), vec!["TR307", "TR387"]);
    verkeerde_regel(v, &d, (maand, prestatie), wat, "9307")
}

/// The line ends with the month, the allocation earlier: it should have ended with that (TR388).
pub(super) fn tr308(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let maand = v.rng.onder(v.wereld.kalender.maanden.into());
    let maand = u32::try_from(maand).unwrap_or_default();
    let (eerste, laatste) = v.wereld.kalender.maand(maand);
    let eind = plus(eerste, v.rng.tussen(5, 18));
    let ingang = plus(eind, -v.rng.tussen(60, 120));
    let a = v.specifiek(ingang, Eind::Op(eind));
    let mut d = v.toewijs(a)?;
    let dag = begin(v, &d);
    let gestart = v.start(&mut d, dag)?;
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, dag, eind, reden)?;
    v.levering(&Levering::new(&d, &gestart, dag).eind(eind, reden))?;
    let Some(product) = d.a.declaratie.first().cloned() else { return Ok(true) };
    let prestatie = v.prestatie(&d, &product, (eerste, laatste));
    let wat = Wat::Laadt(d.goed().andere_periode(), vec!["TR308", "TR388"]);
    verkeerde_regel(v, &d, (maand, prestatie), wat, "9308")
}

/// The line names a number that was never allocated.
pub(super) fn tr338(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, mut prestatie)) = een_regel(v, &d) else { return Ok(true) };
    prestatie.nummer = v.onbekend_nummer().into();
    verkeerde_regel(v, &d, (maand, prestatie), Wat::met(Oordeel::wees(), "TR338"), "9338")
}

/// The line names another category, with the same code.
pub(super) fn tr339(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, mut prestatie)) = een_regel(v, &d) else { return Ok(true) };
    prestatie.categorie = d.a.andere_categorie().into();
    let wat = Wat::met(d.goed().ander_product(), "TR339");
    verkeerde_regel(v, &d, (maand, prestatie), wat, "9339")
}

/// The line names another code of the same category.
pub(super) fn tr340(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, mut prestatie)) = een_regel(v, &d) else { return Ok(true) };
    prestatie.code = format!("{}Z99", prestatie.categorie).into();
    let wat = Wat::met(d.goed().ander_product(), "TR340");
    verkeerde_regel(v, &d, (maand, prestatie), wat, "9340")
}

/// The line is in another unit, which does not change the verdict.
pub(super) fn tr341(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, mut prestatie)) = een_regel(v, &d) else { return Ok(true) };
    // Hours may be declared as minutes, but not the other way round.
    prestatie.eenheid = match d.a.omvang.map_or("14", |omvang| omvang.eenheid) {
        "01" => "04",
        "14" => "16",
        _ => "14",
    }
    .into();
    // One of anything fits in a day.
    let tarief = prestatie.tarief.as_ref().and_then(|tarief| tarief.as_str().parse().ok());
    let eenheid = prestatie.eenheid.clone();
    prestatie = prestatie.geleverd(1, eenheid, tarief.unwrap_or(1));
    let wat = Wat::met(d.goed(), "TR341");
    verkeerde_regel(v, &d, (maand, prestatie), wat, "9341")
}

/// Declared for its one day, then removed: the line stands on a removed allocation, inside its last period.
pub(super) fn tr384(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let maand = v.rng.onder(v.wereld.kalender.maanden.into());
    let maand = u32::try_from(maand).unwrap_or_default();
    let (_, laatste) = v.wereld.kalender.maand(maand);
    let a = v.specifiek(laatste, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    v.verwijder(&mut d, plus(laatste, 4))?;
    let Some(product) = d.a.declaratie.first().cloned() else { return Ok(true) };
    let prestatie = v.prestatie(&d, &product, (laatste, laatste));
    let wat = Wat::met(d.goed().andere_periode(), "TR384");
    // After the removal: nothing was approved when it came (TR385).
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Beantwoord]);
    let mut plan = Regelplan::new(&d.a.bsn, prestatie, wat);
    if lot == Berichtlot::Beantwoord && v.rng.kans(300) {
        plan.codes = vec!["9384"];
    }
    let datum = plus(d.klok, v.rng.tussen(1, 3));
    v.declareer_los(&d, maand, &[plan], &Opzet::los(lot, datum))?;
    v.sluit(&d)?;
    Ok(true)
}

/// The same month twice without a credit: one finding on the allocation, both lines count.
pub(super) fn tr389(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = v.specifiek(ingang, Eind::Lopend);
    let mut d = Dossier::new(a);
    let kalender = &v.wereld.kalender;
    let staat = |maand: &u32| v.blijft_staan(&d, *maand, &d.a.bsn);
    let mut maanden = (kalender.index(ingang)..kalender.maanden).filter(staat);
    let (Some(eerst), Some(later)) = (maanden.next(), maanden.next()) else { return Ok(false) };
    let Some(product) = d.a.declaratie.first().cloned() else { return Ok(false) };
    d = v.toewijs(d.a)?;
    start(v, &mut d)?;
    let Some(periode) = v.periode(&d, eerst) else { return Ok(true) };
    dubbel(v, &d, &product, (eerst, later, periode));
    v.bevinding(&d, "TR389")?;
    v.declareer(&d, ingang, None, Some(eerst));
    v.sluit(&d)?;
    Ok(true)
}

fn dubbel(
    v: &mut Verteller<'_>,
    d: &Dossier,
    product: &Declaratieproduct,
    (eerst, later, periode): (u32, u32, (chrono::NaiveDate, chrono::NaiveDate)),
) {
    let een = v.declareer_maand(d, product, (eerst, periode), Correctie::Geen);
    let nummer = v.uit.nummer('L');
    v.dien_in(d, later, een.referentie(nummer), Wat::goed(d.goed()));
}
