//! Credits and debits that do not fit each other, and numbers that are used twice. Care itself is in order.

use super::declaratie::een_regel;
use super::gestart;
use super::regel::{eerste_maand, lot, maandregel, zenddag};
use crate::bericht::Prestatie;
use crate::declaraties::{Berichtlot, Opzet, Regelplan};
use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::verteller::{Dossier, Verteller};

fn plan(d: &Dossier, prestatie: &Prestatie, bevindingen: &[&'static str]) -> Regelplan {
    let wat = Wat::Laadt(d.goed(), bevindingen.to_vec());
    Regelplan::new(&d.a.bsn, prestatie.clone(), wat)
}

/// Sends one wrong line beside the ordinary ones.
fn extra(
    v: &mut Verteller<'_>,
    d: &Dossier,
    (maand, prestatie): (u32, &Prestatie),
    bevinding: &'static str,
    code: &'static str,
) -> anyhow::Result<bool> {
    let mut plan = plan(d, prestatie, &[bevinding]);
    let lot = lot(v, &mut plan, code);
    let datum = zenddag(v, maand);
    v.declareer_los(d, maand, &[plan], &Opzet::los(lot, datum))?;
    v.declareer(d, d.a.ingang, None, Some(maand));
    v.sluit(d)?;
    Ok(true)
}

/// A debit that says which line it replaces.
pub(super) fn cd060_debet(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, mut prestatie)) = een_regel(v, &d) else { return Ok(true) };
    prestatie.vorig_referentienummer = Some(v.uit.nummer('X').into());
    extra(v, &d, (maand, &prestatie), "CD060", "0001")
}

/// A credit that does not say what it takes back.
pub(super) fn cd060_credit(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, mut prestatie)) = een_regel(v, &d) else { return Ok(true) };
    prestatie.debet_credit = "C".into();
    extra(v, &d, (maand, &prestatie), "CD060", "0001")
}

/// A credit of a line that was never sent.
pub(super) fn tr323(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Some((maand, prestatie)) = een_regel(v, &d) else { return Ok(true) };
    let onbekend = v.uit.nummer('X');
    extra(v, &d, (maand, &prestatie.credit(onbekend)), "TR323", "8017")
}

/// Sends a debit that is approved and later taken back; gives it with the month of the credits.
fn debet(v: &mut Verteller<'_>, d: &Dossier) -> anyhow::Result<(Prestatie, u32)> {
    let maand = eerste_maand(v, d);
    let prestatie = maandregel(v, d, maand)?;
    let mut plan = plan(d, &prestatie, &[]);
    plan.is_gecrediteerd = true;
    let datum = zenddag(v, maand);
    v.declareer_los(d, maand, &[plan], &Opzet::los(Berichtlot::Beantwoord, datum))?;
    Ok((prestatie, maand + 1))
}

/// A credit of `debet` with a number of its own.
fn credit(v: &mut Verteller<'_>, debet: &Prestatie) -> Prestatie {
    let nummer = v.uit.nummer('L');
    debet.clone().credit(&debet.referentienummer).referentie(nummer)
}

/// Taken back twice, in two messages.
pub(super) fn tr390(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let (debet, maand) = debet(v, &d)?;
    let (_, laatste) = v.wereld.kalender.maand(maand);
    let eerste = plan(&d, &credit(v, &debet), &[]);
    let opzet = Opzet::los(Berichtlot::Beantwoord, plus(laatste, 4));
    v.declareer_los(&d, maand, &[eerste], &opzet)?;
    let tweede = plan(&d, &credit(v, &debet), &["TR390"]);
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Kop, Berichtlot::Beantwoord]);
    v.declareer_los(&d, maand, &[tweede], &Opzet::los(lot, plus(laatste, 9)))?;
    v.sluit(&d)?;
    Ok(true)
}

/// The same line twice in one message: that is no double over messages (TR389).
pub(super) fn tr416(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let een = maandregel(v, &d, maand)?;
    let nummer = v.uit.nummer('L');
    let twee = een.clone().referentie(nummer);
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Kop, Berichtlot::Beantwoord]);
    let plannen = [plan(&d, &een, &[]), plan(&d, &twee, &["TR416"])];
    let datum = zenddag(v, maand);
    v.declareer_los(&d, maand, &plannen, &Opzet::los(lot, datum))?;
    v.declareer(&d, d.a.ingang, None, Some(maand));
    v.sluit(&d)?;
    Ok(true)
}

/// Taken back twice in one message: the second is the second credit too (TR390).
pub(super) fn tr315(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let (debet, maand) = debet(v, &d)?;
    let [een, twee] = [credit(v, &debet), credit(v, &debet)];
    let plannen = [plan(&d, &een, &[]), plan(&d, &twee, &["TR315", "TR390"])];
    let datum = zenddag(v, maand);
    v.declareer_los(&d, maand, &plannen, &Opzet::los(Berichtlot::Beantwoord, datum))?;
    v.sluit(&d)?;
    Ok(true)
}

/// Taken back in its own message: no other message has the line (TR323).
pub(super) fn tr316(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let debet = maandregel(v, &d, maand)?;
    let credit = credit(v, &debet);
    let lot = v.rng.kies([Berichtlot::Open, Berichtlot::Beantwoord]);
    let mut plannen = [plan(&d, &debet, &[]), plan(&d, &credit, &["TR316", "TR323"])];
    let [eerste, _] = &mut plannen;
    eerste.is_gecrediteerd = lot == Berichtlot::Beantwoord;
    let datum = zenddag(v, maand);
    v.declareer_los(&d, maand, &plannen, &Opzet::los(lot, datum))?;
    v.declareer(&d, d.a.ingang, None, Some(maand));
    v.sluit(&d)?;
    Ok(true)
}

/// A number that a line of the month before has; whether the second one was sent back for it does not matter.
pub(super) fn tr314(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let maand = eerste_maand(v, &d);
    let een = maandregel(v, &d, maand)?;
    let twee = maandregel(v, &d, maand + 1)?.referentie(&een.referentienummer);
    for (maand, prestatie, bevindingen) in [(maand, een, &[][..]), (maand + 1, twee, &["TR314"])] {
        let mut plan = plan(&d, &prestatie, bevindingen);
        let lot = if bevindingen.is_empty() {
            v.rng.kies([Berichtlot::Open, Berichtlot::Beantwoord])
        } else {
            lot(v, &mut plan, "8021")
        };
        let datum = zenddag(v, maand);
        v.declareer_los(&d, maand, &[plan], &Opzet::los(lot, datum))?;
    }
    v.sluit(&d)?;
    Ok(true)
}
