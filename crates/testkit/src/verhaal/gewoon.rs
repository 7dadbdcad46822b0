//! Allocated, started, declared, and mostly stopped.

use crate::allocatie::Vorm;
use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::verteller::{Antwoord, Dossier, Eind, Levering, Verteller};

/// Runs on.
pub(super) fn lopend(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(40);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    v.levering(&Levering::new(&d, &start, begin))?;
    v.declareer(&d, ingang, None, None);
    v.sluit(&d)?;
    Ok(true)
}

/// Ends with its allocation, or a little before.
pub(super) fn beeindigd(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let eind = v.einde(ingang, 40);
    let a = v.allocatie(ingang, Eind::Op(eind));
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let eerder = if v.rng.kans(700) { 0 } else { v.rng.tussen(1, 25) };
    let laatste = plus(eind, -eerder);
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, begin, laatste, reden)?;
    v.levering(&Levering::new(&d, &start, begin).eind(laatste, reden))?;
    v.declareer(&d, ingang, Some(laatste), None);
    v.sluit(&d)?;
    Ok(true)
}

/// Ends while its allocation goes on.
pub(super) fn vroeg_gestopt(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(60);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let laatste = v.einde(begin, 10);
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, begin, laatste, reden)?;
    v.levering(&Levering::new(&d, &start, begin).eind(laatste, reden))?;
    v.declareer(&d, ingang, Some(laatste), None);
    v.sluit(&d)?;
    Ok(true)
}

/// Two allocations in one 301 and two starts in one 305.
pub(super) fn samen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let [mut een, mut twee] = paar(v)?;
    let begin = v.begin(een.a.ingang);
    let starts = [&een, &twee].map(|d| (v.start_record(d, begin), Wat::goed(d.goed())));
    let [(eerste, _), (tweede, _)] = starts.clone();
    v.stuur_starts(&mut een, begin, starts.to_vec(), Antwoord::Toeval)?;
    twee.klok = een.klok;
    for (d, start) in [(&een, &eerste), (&twee, &tweede)] {
        v.levering(&Levering::new(d, start, begin))?;
        v.declareer(d, begin, None, None);
        v.sluit(d)?;
    }
    Ok(true)
}

/// A second allocation at the same provider, and then an earlier end of the first: every 301 names both (OP087).
pub(super) fn twee_toewijzingen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let aanbieder = v.aanbieder();
    let een = v.allocatie_van(Vorm::Inspanning, aanbieder, ingang, Eind::Lopend);
    let mut een = v.toewijs(een)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut een, begin)?;
    let later = plus(een.klok, v.rng.tussen(1, 20));
    let mut twee = v.allocatie_van(Vorm::Inspanning, aanbieder, later, Eind::Lopend);
    twee.datum = plus(een.klok, v.rng.tussen(1, 5));
    let mut paar = [een, Dossier::new(twee)];
    v.toewijs_samen(&mut paar, Antwoord::Toeval)?;
    let [mut een, mut twee] = paar;
    let begin_twee = v.begin(later);
    let start_twee = v.start(&mut twee, begin_twee)?;
    een.klok = twee.klok;
    let eind = v.einde(plus(een.klok, 1), 10);
    let datum = plus(eind, -v.rng.tussen(0, 9));
    v.wijzig_naast(&mut een, &mut twee, (eind, "05"), datum)?;
    let reden = v.reden_stop_na(&een.a.clone(), "05");
    v.stop(&mut een, begin, eind, reden)?;
    v.levering(&Levering::new(&een, &start, begin).eind(eind, reden))?;
    v.levering(&Levering::new(&twee, &start_twee, begin_twee))?;
    v.declareer(&een, ingang, Some(eind), None);
    v.declareer(&twee, later, None, None);
    v.sluit(&een)?;
    v.sluit(&twee)?;
    Ok(true)
}

/// Sends one 301 with two running allocations of one provider from one day on.
pub(crate) fn paar(v: &mut Verteller<'_>) -> anyhow::Result<[Dossier; 2]> {
    let ingang = v.ingang(60);
    let aanbieder = v.aanbieder();
    let mut a = || v.allocatie_van(Vorm::Inspanning, aanbieder, ingang, Eind::Lopend);
    let (een, mut twee) = (a(), a());
    (twee.datum, twee.tijd) = (een.datum, een.tijd);
    let regels = vec![(een.toewijzing(), None), (twee.toewijzing(), None)];
    let zending =
        v.zend_toewijzingen(&een.partij(), plus(een.datum, 1), regels, Antwoord::Toeval)?;
    let mut paar = [Dossier::new(een), Dossier::new(twee)];
    for d in &mut paar {
        d.versie(&zending);
    }
    Ok(paar)
}
