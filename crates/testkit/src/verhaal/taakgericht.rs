//! Starts and stops without an allocation number.

use crate::allocatie::{Allocatie, Omvang, Vorm};
use crate::bericht::{Product, Start, Stop};
use crate::kalender::plus;
use crate::oordeel::{Oordeel, Wat};
use crate::verteller::{Antwoord, Eind, Levering, Partij, Verteller};

/// Exactly one allocation fits; so the records could have named its number (DQ11).
pub(super) fn kenmerken(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    if core::mem::replace(&mut v.has_taakgericht, true) {
        return Ok(false);
    }
    let ingang = v.ingang(75);
    let [_, _, categorie] = Allocatie::categorieen(v.client.wet);
    let aanbieder = v.aanbieder();
    let is_ended = v.rng.kans(500);
    let eind = if is_ended { Eind::Op(v.einde(ingang, 40)) } else { Eind::Lopend };
    let mut a = v.allocatie_van(Vorm::Aspecifiek, aanbieder, ingang, eind);
    a.product = Some(Product::aspecifiek(categorie));
    a.budget = None;
    if v.rng.kans(400) {
        a.product = Some(Product::new(categorie, format!("{categorie}A01")));
        a.omvang = Some(Omvang { volume: 1, eenheid: "82", frequentie: "6" });
    }
    let mut d = v.toewijs(a)?;
    let begin = v.begin(ingang);
    let start = v.start_record(&d, begin).taakgericht();
    let oordeel = Oordeel::kenmerken(d.sk());
    v.stuur_starts(
        &mut d,
        begin,
        vec![(start.clone(), Wat::met(oordeel, "DQ11"))],
        Antwoord::Toeval,
    )?;
    // A task may end without a stop: OP288 does not ask for one.
    let is_gestopt = is_ended && v.rng.kans(700);
    if let (true, Some(eind)) = (is_gestopt, d.a.eind) {
        let reden = v.reden_stop(&d.a);
        let stop = d.a.stop(begin, eind, reden).taakgericht();
        v.stuur_stops(&mut d, eind, vec![(stop, Wat::met(oordeel, "DQ11"))], Antwoord::Toeval)?;
        v.levering(&Levering::new(&d, &start, begin).eind(eind, reden))?;
    } else {
        v.levering(&Levering::new(&d, &start, begin))?;
    }
    v.sluit(&d)?;
    Ok(true)
}

/// No allocation fits: an orphan without a finding, which no stop can end.
pub(super) fn wees(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    if core::mem::replace(&mut v.has_taakgericht, true) {
        return Ok(false);
    }
    let wet = v.client.wet;
    let [_, _, categorie] = Allocatie::categorieen(wet);
    let partij = Partij {
        wet,
        gemeente: v.client.gemeente,
        aanbieder: v.aanbieder(),
        bsn: v.client.persoon.bsn.clone(),
    };
    let begin = v.ingang(40);
    let product = Product::aspecifiek(categorie);
    let start = Start::new(0, product.clone(), begin).taakgericht();
    let wees = Wat::goed(Oordeel::wees());
    let regels = vec![(start.clone(), wees.clone())];
    v.zend_starts(&partij, plus(begin, 2), regels, Antwoord::Toeval)?;
    if v.rng.kans(500) {
        let eind = plus(begin, 20);
        let stop = Stop::new(0, product, begin, eind).taakgericht();
        v.zend_stops(&partij, plus(eind, 2), vec![(stop, wees)], Antwoord::Toeval)?;
    }
    v.levering(&Levering::los(&partij, &start, begin))?;
    Ok(true)
}
