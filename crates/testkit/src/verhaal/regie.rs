//! Pauses, second deliveries, and starts and stops that are withdrawn and sent again.

use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::verteller::{Antwoord, Eind, Levering, Verteller};

/// Paused and restarted; half of them stopped for good later.
pub(super) fn pauze(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let pauze = plus(begin, v.rng.tussen(5, 20));
    v.stop(&mut d, begin, pauze, "20")?;
    let weer = plus(pauze, v.rng.tussen(1, 15));
    v.start(&mut d, weer)?;
    let mut levering_eind = None;
    if v.rng.kans(500) {
        let eind = v.einde(weer, 7);
        let reden = v.reden_stop(&d.a);
        v.stop(&mut d, weer, eind, reden)?;
        levering_eind = Some((eind, reden));
    }
    let mut levering = Levering::new(&d, &start, begin).pauze(pauze, weer);
    if let Some((eind, reden)) = levering_eind {
        levering = levering.eind(eind, reden);
    }
    v.levering(&levering)?;
    v.declareer(&d, ingang, levering_eind.map(|(eind, _)| eind), None);
    v.sluit(&d)?;
    Ok(true)
}

/// Paused and then stopped for good, without a restart: no interruption.
pub(super) fn pauze_dan_stop(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let pauze = plus(begin, v.rng.tussen(5, 20));
    let reden = v.reden_stop(&d.a);
    let eind = if v.rng.kans(300) {
        // On one day, the last one first: their order of that day is not known, so nothing is wrong (TR413, TR415).
        let eind = plus(pauze, v.rng.tussen(1, 2));
        let datum = plus(d.klok.max(eind), 1);
        for (eind, reden) in [(eind, reden), (pauze, "20")] {
            let regels = vec![(d.a.stop(begin, eind, reden), Wat::goed(d.goed()))];
            v.stuur_stops_op(&mut d, datum, regels, Antwoord::Toeval)?;
        }
        eind
    } else {
        v.stop(&mut d, begin, pauze, "20")?;
        let eind = v.einde(plus(pauze, 1), 5);
        v.stop(&mut d, begin, eind, reden)?;
        eind
    };
    v.levering(&Levering::new(&d, &start, begin).eind(eind, reden))?;
    v.declareer(&d, ingang, Some(eind), None);
    v.sluit(&d)?;
    Ok(true)
}

/// Stopped for good and started anew: two deliveries.
pub(super) fn tweede_levering(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let eind = plus(begin, v.rng.tussen(5, 20));
    let reden = v.reden_stop(&d.a);
    v.stop(&mut d, begin, eind, reden)?;
    v.levering(&Levering::new(&d, &start, begin).eind(eind, reden))?;
    let weer = plus(eind, v.rng.tussen(2, 20));
    let start = v.start(&mut d, weer)?;
    if v.rng.kans(500) {
        let laatste = v.einde(weer, 7);
        let reden = v.reden_stop(&d.a);
        v.stop(&mut d, weer, laatste, reden)?;
        v.levering(&Levering::new(&d, &start, weer).eind(laatste, reden))?;
    } else {
        v.levering(&Levering::new(&d, &start, weer))?;
    }
    v.declareer(&d, ingang, Some(eind), None);
    v.sluit(&d)?;
    Ok(true)
}

/// The start is withdrawn and sent again with another date, in one message.
pub(super) fn start_opnieuw(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(60);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let weg = v.start_record(&d, begin);
    let ingetrokken = Wat::goed(d.goed().ingetrokken());
    v.stuur_starts(&mut d, begin, vec![(weg.clone(), ingetrokken.clone())], Antwoord::Toeval)?;
    let beter = plus(begin, v.rng.tussen(1, 9));
    let start = v.start_record(&d, beter);
    let regels = vec![(weg.status("3"), ingetrokken), (start.clone(), Wat::goed(d.goed()))];
    v.stuur_starts(&mut d, beter, regels, Antwoord::Toeval)?;
    v.levering(&Levering::new(&d, &start, beter))?;
    v.declareer(&d, ingang, None, None);
    v.sluit(&d)?;
    Ok(true)
}

/// The stop is withdrawn and sent again with another date and reason, in one message.
pub(super) fn stop_opnieuw(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let eerst = v.einde(begin, 20);
    let weg = d.a.stop(begin, eerst, v.reden_stop(&d.a.clone()));
    let ingetrokken = Wat::goed(d.goed().ingetrokken());
    v.stuur_stops(&mut d, eerst, vec![(weg.clone(), ingetrokken.clone())], Antwoord::Toeval)?;
    let eind = plus(eerst, -v.rng.tussen(1, 8));
    let reden = v.reden_stop(&d.a);
    let regels =
        vec![(weg.status("3"), ingetrokken), (d.a.stop(begin, eind, reden), Wat::goed(d.goed()))];
    v.stuur_stops(&mut d, eerst, regels, Antwoord::Toeval)?;
    v.levering(&Levering::new(&d, &start, begin).eind(eind, reden))?;
    v.declareer(&d, ingang, Some(eind), None);
    v.sluit(&d)?;
    Ok(true)
}
