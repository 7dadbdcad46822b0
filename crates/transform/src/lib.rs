//! One chain of care messages to facts, verdicts and findings: a pure function.
//!
//! No I/O, no clock, no randomness: the reference date comes in as an argument. The order of the records in the
//! chain carries no meaning (OP080), so any order gives the same facts.
//!
//! The way through: `toestand` (versions of an allocation), `intrekking` (what was withdrawn), `koppeling` (the
//! verdict), `levering` (deliveries), `declaratie` (lines), together the `beeld` that every `regel` looks at.

mod beeld;
mod bevinding;
mod declaratie;
mod feit;
mod intrekking;
mod keten;
mod koppeling;
mod levering;
mod melding;
mod regel;
mod stopvolgorde;
#[cfg(test)]
mod tests;
mod toestand;

use chrono::NaiveDate;

pub use feit::{
    Bevinding, EinddatumBron, FeitKoppeling, FeitLevering, FeitPrestatie, FeitToewijzing,
    FeitToewijzingVersie, Gelijkheid, Houdbaarheid, Koppelstatus, Koppelwijze, PrestatieStatus,
    RecordSleutel, ToewijzingStand, Uitkomst,
};
pub use keten::{
    Antwoord, Herkomst, InKeten, Keten, PrestatieRij, StartRij, StopRij, ToewijzingRij,
};
pub use regel::{Ernst, REGELS, Regel};

use crate::beeld::Beeld;

/// Computes all facts of `keten` as they stand on the reference date `peildatum`.
pub fn transform(keten: &Keten, peildatum: NaiveDate) -> Uitkomst {
    let beeld = Beeld::new(keten, peildatum);
    let mut uitkomst = Uitkomst {
        bevindingen: regel::bevindingen(&beeld),
        houdbaarheid: regel::houdbaarheid(&beeld),
        ..Uitkomst::default()
    };
    toewijzingen(&beeld, &mut uitkomst);
    for melding in beeld.starts.iter().chain(&beeld.stops) {
        uitkomst
            .koppelingen
            .push(koppeling::feit_van_melding(melding, |nummer| beeld.keten_van(nummer)));
    }
    for lijn in &beeld.lijnen {
        let (prestatie, koppeling) = declaratie::feiten(lijn, |nummer| beeld.keten_van(nummer));
        uitkomst.prestaties.push(prestatie);
        uitkomst.koppelingen.push(koppeling);
    }
    for levering in &beeld.leveringen {
        if let Some(start) = beeld.starts.get(levering.start) {
            uitkomst.leveringen.push(levering::feit(
                levering,
                start,
                beeld.gevonden(&start.koppeling),
                |nummer| beeld.keten_van(nummer),
                levering::levering_sk(beeld.wet, start),
            ));
        }
    }
    uitkomst
}

fn toewijzingen(beeld: &Beeld<'_>, uitkomst: &mut Uitkomst) {
    for (nummer, toewijzing) in &beeld.toewijzingen {
        let keten = beeld.keten_van(*nummer);
        let momenten = toewijzing.versies.iter().skip(1).map(toestand::Versie::moment);
        let vervangen = momenten.map(Some).chain(core::iter::once(None));
        for ((versie, vervangen_op), rangnummer) in
            toewijzing.versies.iter().zip(vervangen).zip(1..)
        {
            uitkomst.versies.push(FeitToewijzingVersie {
                keten,
                versie: rangnummer,
                stand: versie.stand(),
                toewijzingsmoment: versie.moment(),
                vervangen_op,
                bericht_identificatie: versie.rij.herkomst.identificatie.clone(),
                regelnummer: versie.rij.record.regel,
            });
        }
        uitkomst.toewijzingen.push(FeitToewijzing {
            keten,
            stand: toewijzing.actueel.stand(),
            einddatum_oorspronkelijk: toewijzing
                .versies
                .first()
                .and_then(|versie| versie.rij.record.periode.eind()),
            aantal_versies: u32::try_from(toewijzing.versies.len()).unwrap_or(u32::MAX),
        });
    }
}
