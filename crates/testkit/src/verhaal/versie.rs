//! Allocations that change, are sent again, or are removed.

use crate::kalender::{TOEKOMST_DAGEN, plus};
use crate::verteller::{Antwoord, Dossier, Eind, Levering, Verteller};

/// Shortened, and stopped on the new last day.
pub(super) fn ingetrokken(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = kort_in(v)?;
    v.sluit(&d)?;
    Ok(true)
}

fn kort_in(v: &mut Verteller<'_>) -> anyhow::Result<Dossier> {
    let ingang = v.ingang(75);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let eind = v.einde(ingang, 40);
    let code = v.rng.kies(["02", "03", "05", "06", "07", "08", "09", "12"]);
    let datum = plus(eind, -v.rng.tussen(0, 20));
    v.wijzig(&mut d, (Some(eind), code), datum)?;
    let reden = v.reden_stop_na(&d.a.clone(), code);
    v.stop(&mut d, begin, eind, reden)?;
    v.levering(&Levering::new(&d, &start, begin).eind(eind, reden))?;
    v.declareer(&d, ingang, Some(eind), None);
    Ok(d)
}

/// Lengthened: into the future, or to a later last day on which care stops.
pub(super) fn opgerekt(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let eerst = v.einde(ingang, 30);
    let a = v.allocatie(ingang, Eind::Op(eerst));
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start(&mut d, begin)?;
    let datum = plus(eerst, -v.rng.tussen(1, 15));
    let later = plus(eerst, 1 + v.rng.tussen(10, 90));
    let (levering, laatste) = if later <= v.wereld.kalender.eind {
        v.wijzig(&mut d, (Some(later), "04"), datum)?;
        let reden = v.reden_stop(&d.a);
        v.stop(&mut d, begin, later, reden)?;
        (Levering::new(&d, &start, begin).eind(later, reden), Some(later))
    } else {
        let toekomst = plus(v.wereld.kalender.eind, TOEKOMST_DAGEN + v.rng.tussen(0, 100));
        v.wijzig(&mut d, (Some(toekomst), "04"), datum)?;
        (Levering::new(&d, &start, begin), None)
    };
    v.levering(&levering)?;
    v.declareer(&d, ingang, laatste, None);
    v.sluit(&d)?;
    Ok(true)
}

/// Lengthened after its last day, and only then started: the start is in time by the 301 that allows it (OP271).
pub(super) fn opgerekt_en_gestart(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let eerst = plus(ingang, v.rng.tussen(20, 30));
    let a = v.allocatie(ingang, Eind::Op(eerst));
    let mut d = v.toewijs(a)?;
    d.a.datum = plus(d.klok.max(eerst), v.rng.tussen(10, 15));
    d.a.tijd = v.tijd();
    d.a.eind = Some(plus(v.wereld.kalender.eind, TOEKOMST_DAGEN + v.rng.tussen(0, 100)));
    d.a.reden = Some("04");
    d.a.referentie = None;
    v.verstuur(&mut d, Antwoord::Toeval)?;
    let begin = plus(eerst, v.rng.tussen(1, 8));
    let start = v.start(&mut d, begin)?;
    v.levering(&Levering::new(&d, &start, begin))?;
    v.declareer(&d, begin, None, None);
    v.sluit(&d)?;
    Ok(true)
}

/// Sent again unchanged, once or twice; after a change too.
pub(super) fn herzonden(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = if v.rng.kans(500) {
        kort_in(v)?
    } else {
        let ingang = v.ingang(60);
        let a = v.allocatie(ingang, Eind::Lopend);
        let mut d = v.toewijs(a)?;
        v.herzend(&mut d, ingang)?;
        let begin = v.begin(ingang);
        let start = v.start(&mut d, begin)?;
        v.levering(&Levering::new(&d, &start, begin))?;
        v.declareer(&d, ingang, None, None);
        d
    };
    let datum = plus(d.klok, v.rng.tussen(3, 20));
    v.herzend(&mut d, datum)?;
    v.sluit(&d)?;
    Ok(true)
}

/// Removed before any start; half of them sent again unchanged afterwards.
pub(super) fn verwijderd(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(40);
    let a = v.allocatie(ingang, Eind::Lopend);
    let mut d = v.toewijs(a)?;
    let datum = plus(ingang, v.rng.tussen(0, 20));
    v.verwijder(&mut d, datum)?;
    if v.rng.kans(500) {
        v.uit.merk("herzonden_na_verwijderen");
        v.herzend(&mut d, datum)?;
    }
    v.sluit(&d)?;
    Ok(true)
}
