//! OP271 and OP272: a start or stop is reported within five working days.
//!
//! A report that corrects one that was withdrawn is as old as that one, which nobody can tell: it is not judged.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::StatusAanlevering;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::{Beeld, Lot, Melding, Spoor, Volgorde, telt};
use crate::bevinding::Bevindingen;
use crate::termijn;
use crate::toestand::Toewijzing;

const WERKDAGEN: u32 = 5;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::plicht("OP271", "Startbericht kwam te laat").sinds(RELEASE_3_0),
        toets: Toets::Keten(starts),
    },
    Controle {
        regel: Regel::plicht("OP272", "Stopbericht kwam te laat").sinds(RELEASE_3_0),
        toets: Toets::Keten(stops),
    },
];

fn starts(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let ingetrokken = eerste_ingetrokken(&beeld.starts);
    for start in beeld.starts.iter().filter(|start| is_te_toetsen(start)) {
        let Some(toewijzing) = beeld.gevonden(&start.koppeling) else { continue };
        let (begin, gemeld) = (start.begindatum, toewijzing.eerste_dagtekening);
        // Most starts are in time for the first 301 already.
        let gemist = gemiste_termijn(start, begin, gemeld)
            .and_then(|_| gemiste_termijn(start, begin, gedekt_sinds(toewijzing, begin)));
        if let Some(termijn) = gemist
            && !is_correctie(start, &ingetrokken)
        {
            bevindingen.op_melding(
                start,
                format!(
                    "De levering begon op {}; de start werd uiterlijk {termijn} verwacht.",
                    start.begindatum
                ),
            );
        }
    }
}

fn stops(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let ingetrokken = eerste_ingetrokken(&beeld.stops);
    let mut gepauzeerd = BTreeSet::new();
    for stop in &beeld.stops {
        let Some(einde) = stop.einde else { continue };
        // Whether a pause is for good is known later.
        let is_na_pauze = !einde.reden.is_tijdelijk()
            && !gepauzeerd.is_empty()
            && gepauzeerd.contains(&stop.leveringsleutel());
        if einde.reden.is_tijdelijk() && stop.is_geldig() {
            gepauzeerd.insert(stop.leveringsleutel());
        }
        if !is_na_pauze
            && is_te_toetsen(stop)
            && let Some(toewijzing) = beeld.gevonden(&stop.koppeling)
            && let Some(termijn) =
                gemiste_termijn(stop, einde.einddatum, toewijzing.eerste_dagtekening)
            && !is_correctie(stop, &ingetrokken)
        {
            bevindingen.op_melding(
                stop,
                format!(
                    "De levering eindigde op {}; de stop werd uiterlijk {termijn} verwacht.",
                    einde.einddatum
                ),
            );
        }
    }
}

fn is_te_toetsen(melding: &Melding<'_>) -> bool {
    melding.is_geldig()
        && melding.status == StatusAanlevering::Eerste
        && !melding.is_dubbel
        && melding.koppeling.is_gekoppeld()
}

/// The term that the record missed. It begins when the allocation was sent, when that was after `datum`.
fn gemiste_termijn(
    melding: &Melding<'_>,
    datum: NaiveDate,
    gemeld: Option<NaiveDate>,
) -> Option<NaiveDate> {
    termijn::overschreden(datum.max(gemeld?), WERKDAGEN, melding.herkomst.dagtekening)
}

/// The first Dagtekening of a 301 that counts and allocates `datum`; when none does, of any that counts.
fn gedekt_sinds(toewijzing: &Toewijzing<'_>, datum: NaiveDate) -> Option<NaiveDate> {
    let rijen = toewijzing.rijen.iter().filter(|rij| telt(&rij.herkomst));
    let dekkend = rijen.filter(|rij| rij.record.periode.bevat(datum));
    dekkend.map(|rij| rij.herkomst.dagtekening).min().or(toewijzing.eerste_dagtekening)
}

/// The first record that was withdrawn, per spoor.
fn eerste_ingetrokken<'a>(meldingen: &[Melding<'a>]) -> BTreeMap<Spoor<'a>, Volgorde<'a>> {
    let mut eerste = BTreeMap::new();
    for melding in meldingen.iter().filter(|melding| melding.lot == Lot::Ingetrokken) {
        eerste.entry(melding.spoor()).or_insert_with(|| melding.volgorde());
    }
    eerste
}

fn is_correctie(melding: &Melding<'_>, ingetrokken: &BTreeMap<Spoor<'_>, Volgorde<'_>>) -> bool {
    !ingetrokken.is_empty()
        && ingetrokken.get(&melding.spoor()).is_some_and(|eerder| *eerder < melding.volgorde())
}
