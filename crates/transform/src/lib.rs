//! One chain of care messages to facts, verdicts and findings: a pure function.
//!
//! No I/O, no clock, no randomness: the reference date comes in as an argument. The order of the records in the
//! chain carries no meaning (OP080), so any order gives the same facts.
//!
//! The way through: `toestand` (versions of an allocation), `beschikking` (what a request lends it) and `voorziening` (what a case
//! system knows of it), `intrekking` (what
//! was withdrawn), `koppeling` (the verdict), `levering` (deliveries), `declaratie` (lines), together the `beeld` that
//! every `regel` looks at; then `verzoek` (requests).

mod beeld;
mod beschikking;
mod bevinding;
mod declaratie;
mod dossier;
mod feit;
mod intrekking;
mod kader;
mod keten;
mod koppeling;
mod koppelreden;
mod kring;
mod levering;
mod melding;
mod regel;
mod stapeling;
mod stopvolgorde;
mod termijn;
#[cfg(test)]
mod tests;
mod toestand;
mod verzoek;
mod volume;
mod voorziening;

use domain::KetenSleutel;

pub use feit::{
    Beschikkingwijze, Bevinding, EinddatumBron, FeitKoppeling, FeitLevering, FeitPrestatie,
    FeitToewijzing, FeitToewijzingVersie, FeitVerzoek, Gelijkheid, Houdbaarheid, Koppelreden,
    Koppelstatus, Koppelwijze, PrestatieStatus, RecordSleutel, Toetsing, ToewijzingStand, Uitkomst,
    VerzoekUitkomst,
};
pub use kader::{Geldigheid, Gemeentelijst, Kader, Productlijst, Tariefsleutel, Tarieven};
pub use keten::{
    Antwoord, AntwoordRij, Herkomst, InKeten, Keten, PrestatieRij, StartRij, StopRij,
    ToewijzingRij, VerzoekRij, VoorzieningRij,
};
pub use kring::{
    Antwoordkop, Berichtkring, Declaratiekop, Kenmerkgroep, Kenmerklid, Kenmerksoort, Kring,
    Lijnwaarden, Teruggestuurd, Waargenomen,
};
pub use regel::{Ernst, Nodig, Regel, niet_toetsbaar, regel, regels};

use crate::beeld::Beeld;

/// Computes all facts of `keten` as they stand within `kader`.
pub fn transform(keten: &Keten, kader: &Kader) -> Uitkomst {
    let beeld = Beeld::new(keten, kader);
    let Toetsing { bevindingen, houdbaarheid } = regel::keten(&beeld);
    let mut uitkomst = Uitkomst { bevindingen, houdbaarheid, ..Uitkomst::default() };
    toewijzingen(&beeld, &mut uitkomst);
    for melding in beeld.starts.iter().chain(&beeld.stops) {
        uitkomst
            .koppelingen
            .push(koppeling::feit_van_melding(melding, beeld.gevonden(&melding.koppeling)));
    }
    for lijn in &beeld.lijnen {
        let (prestatie, koppeling) = declaratie::feiten(lijn, beeld.gevonden(&lijn.koppeling));
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

/// Judges everything of one person at one provider: its 301, 315 and 317 records, and the 319s on those requests.
///
/// `sleutel` is the key of the findings.
pub fn toets_dossier(dossier: &Keten, sleutel: KetenSleutel, kader: &Kader) -> Toetsing {
    regel::dossier(&dossier::DossierBeeld::new(dossier, sleutel, kader))
}

/// Judges one message with its answers.
pub fn toets_bericht(kring: &Berichtkring, kader: &Kader) -> Toetsing {
    regel::bericht(kring, kader)
}

/// Judges records of one provider that share a reference number.
pub fn toets_kenmerk(groep: &Kenmerkgroep, kader: &Kader) -> Toetsing {
    regel::kenmerk(groep, kader)
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
                stand: versie.stand(&toewijzing.grondslag),
                toewijzingsmoment: versie.moment(),
                vervangen_op,
                bericht_identificatie: versie.rij.herkomst.identificatie.clone(),
                regelnummer: versie.rij.record.regel,
            });
        }
        uitkomst.toewijzingen.push(FeitToewijzing {
            keten,
            toewijzing: toewijzing.sleutel,
            stand: toewijzing.actueel.stand(&toewijzing.grondslag),
            einddatum_oorspronkelijk: toewijzing
                .versies
                .first()
                .and_then(|versie| versie.rij.record.periode.eind()),
            aantal_versies: u32::try_from(toewijzing.versies.len()).unwrap_or(u32::MAX),
        });
    }
}
