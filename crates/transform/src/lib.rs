//! One chain of care messages to facts, verdicts and findings: a pure function.
//!
//! No I/O, no clock, no randomness: the reference date comes in as an argument. The order of the records in the
//! chain carries no meaning (OP080), so any order gives the same facts.
//!
//! The way through: `toestand` (versions of an allocation), `beschikking` (what a request lends it), `intrekking` (what
//! was withdrawn), `koppeling` (the verdict), `levering` (deliveries), `declaratie` (lines), together the `beeld` that
//! every `regel` looks at; then `verzoek` (requests).

mod beeld;
mod beschikking;
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
mod verzoek;

use chrono::NaiveDate;

pub use feit::{
    Bevinding, EinddatumBron, FeitKoppeling, FeitLevering, FeitPrestatie, FeitToewijzing,
    FeitToewijzingVersie, FeitVerzoek, Gelijkheid, Houdbaarheid, Koppelstatus, Koppelwijze,
    PrestatieStatus, RecordSleutel, ToewijzingStand, Uitkomst, VerzoekUitkomst,
};
pub use keten::{
    Antwoord, AntwoordRij, Herkomst, InKeten, Keten, PrestatieRij, StartRij, StopRij,
    ToewijzingRij, VerzoekRij,
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
        uitkomst.koppelingen.push(koppeling::feit_van_melding(melding));
    }
    for lijn in &beeld.lijnen {
        let (prestatie, koppeling) = declaratie::feiten(lijn);
        uitkomst.prestaties.push(prestatie);
        uitkomst.koppelingen.push(koppeling);
    }
    for levering in &beeld.leveringen {
        if let Some(start) = beeld.starts.get(levering.start) {
            uitkomst.leveringen.push(levering::feit(
                levering,
                start,
                beeld.gevonden(&start.koppeling),
                levering::levering_sk(beeld.wet, start),
            ));
        }
    }
    uitkomst.verzoeken = verzoek::feiten(keten, &beeld);
    uitkomst
}

fn toewijzingen(beeld: &Beeld<'_>, uitkomst: &mut Uitkomst) {
    for toewijzing in beeld.toewijzingen.iter() {
        let keten = toewijzing.keten;
        let momenten = toewijzing.versies.iter().skip(1).map(toestand::Versie::moment);
        let vervangen = momenten.map(Some).chain(core::iter::once(None));
        for ((versie, vervangen_op), rangnummer) in
            toewijzing.versies.iter().zip(vervangen).zip(1..)
        {
            uitkomst.versies.push(FeitToewijzingVersie {
                keten,
                toewijzing: toewijzing.sleutel,
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
            toewijzing: toewijzing.sleutel,
            stand: toewijzing.actueel.stand(),
            einddatum_oorspronkelijk: toewijzing
                .versies
                .first()
                .and_then(|versie| versie.rij.record.periode.eind()),
            aantal_versies: u32::try_from(toewijzing.versies.len()).unwrap_or(u32::MAX),
        });
    }
}
