//! Messages that their receiver rejects: they count as never sent.

use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::verteller::{Antwoord, Eind, Levering, Verteller};

/// How a whole message is rejected.
fn afwijzing(v: &mut Verteller<'_>, code: &'static str) -> Antwoord {
    v.rng.kies([Antwoord::Kop, Antwoord::Regel(1, code), Antwoord::Client])
}

/// The only 301 is rejected: a row without versions.
pub(super) fn toewijzing(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(40);
    let a = v.allocatie(ingang, Eind::Lopend);
    let antwoord = afwijzing(v, "9332");
    let d = v.toewijs_met(a, antwoord)?;
    v.sluit(&d)?;
    Ok(true)
}

/// The first 301 is rejected, a second one with another moment is not.
pub(super) fn toewijzing_opnieuw(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(60);
    let a = v.allocatie(ingang, Eind::Lopend);
    let antwoord = afwijzing(v, "S329");
    let mut a = v.toewijs_met(a, antwoord)?.a;
    a.datum = plus(a.datum, 6);
    a.tijd = v.tijd();
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    v.levering(&Levering::new(&d, &start, begin))?;
    v.declareer(&d, ingang, None, None);
    v.sluit(&d)?;
    Ok(true)
}

/// The 305 is rejected and sent again in a new message.
pub(super) fn start(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(60);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start_record(&d, begin);
    let regels = vec![(start.clone(), Wat::goed(d.goed()))];
    let antwoord = afwijzing(v, "9019");
    v.stuur_starts(&mut d, begin, regels.clone(), antwoord)?;
    v.stuur_starts(&mut d, begin, regels, Antwoord::Toeval)?;
    v.levering(&Levering::new(&d, &start, begin))?;
    v.declareer(&d, ingang, None, None);
    v.sluit(&d)?;
    Ok(true)
}

/// The 307 is rejected and sent again in a new message.
pub(super) fn stop(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let eind = v.einde(ingang, 40);
    let a = v.allocatie(ingang, Eind::Op(eind));
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let reden = v.reden_stop(&d.a);
    let regels = vec![(d.a.stop(begin, eind, reden), Wat::goed(d.goed()))];
    let antwoord = afwijzing(v, "9069");
    v.stuur_stops(&mut d, eind, regels.clone(), antwoord)?;
    v.stuur_stops(&mut d, eind, regels, Antwoord::Toeval)?;
    v.levering(&Levering::new(&d, &start, begin).eind(eind, reden))?;
    v.declareer(&d, ingang, Some(eind), None);
    v.sluit(&d)?;
    Ok(true)
}

/// A second retour, later and rejecting, changes nothing.
pub(super) fn dubbele_retour(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(60);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs_met(a, Antwoord::Dubbel)?;
    let begin = v.begin(ingang);
    let start = v.start_record(&d, begin);
    let regels = vec![(start.clone(), Wat::goed(d.goed()))];
    v.stuur_starts(&mut d, begin, regels, Antwoord::Dubbel)?;
    v.levering(&Levering::new(&d, &start, begin))?;
    v.declareer(&d, ingang, None, None);
    v.sluit(&d)?;
    Ok(true)
}
