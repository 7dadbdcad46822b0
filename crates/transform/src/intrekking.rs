//! Withdrawals: which 305 or 307 deliveries were removed with a status-3 record, or replaced with a status-2 record of
//! release 2.x (OP033, TR063, TR074; SPEC c.1, c.4).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Product, StatusAanlevering};

use crate::beeld::{Lot, Melding, Spoor};

/// Key of a 305 or 307 record without `RedenBeeindiging`, which is in the key of a stop in later releases only.
type Sleutel<'a> = (Spoor<'a>, Option<&'a Product>, NaiveDate, Option<NaiveDate>);

fn sleutel<'a>(melding: &Melding<'a>) -> Sleutel<'a> {
    let einddatum = melding.einde.map(|einde| einde.einddatum);
    (melding.spoor(), melding.product, melding.begindatum, einddatum)
}

/// Whether two records with an equal [`Sleutel`] have the same key under the releases they were written in.
fn is_zelfde(one: &Melding<'_>, two: &Melding<'_>) -> bool {
    let met_reden = |melding: &Melding<'_>| melding.herkomst.release.heeft_reden_in_stopsleutel();
    !(met_reden(one) && met_reden(two))
        || one.einde.map(|einde| einde.reden) == two.einde.map(|einde| einde.reden)
}

/// Decides the lot of all `meldingen` of one kind, which are in order of sending.
pub(crate) fn bepaal(meldingen: &mut [Melding<'_>]) {
    let mut per_sleutel: BTreeMap<Sleutel<'_>, Vec<usize>> = BTreeMap::new();
    for (index, melding) in meldingen.iter().enumerate() {
        per_sleutel.entry(sleutel(melding)).or_default().push(index);
    }
    for indexen in per_sleutel.into_values() {
        trek_in(meldingen, &indexen);
        merk_dubbele(meldingen, &indexen);
    }
}

/// Matches removals with deliveries of one key; a removal reaches no delivery of a later day.
fn trek_in(meldingen: &mut [Melding<'_>], indexen: &[usize]) {
    for &index in indexen {
        let Some(melding) = meldingen.get(index) else { continue };
        match (melding.status, melding.lot) {
            (StatusAanlevering::Verwijderen, Lot::Afgewezen) => {
                // A rejected removal removes nothing; it is void when there never was anything to remove.
                let is_loos = !indexen.iter().any(|&andere| {
                    meldingen.get(andere).is_some_and(|levering| is_te_raken(levering, melding))
                });
                zet_loos(meldingen, index, is_loos);
            }
            (StatusAanlevering::Verwijderen, _) => {
                let is_gevonden = neem_weg(meldingen, indexen, index);
                zet_loos(meldingen, index, !is_gevonden);
            }
            (StatusAanlevering::Gewijzigd, Lot::Geldig) => {
                neem_weg(meldingen, indexen, index);
            }
            _ => {}
        }
    }
}

fn zet_loos(meldingen: &mut [Melding<'_>], index: usize, is_loos: bool) {
    if let Some(melding) = meldingen.get_mut(index) {
        melding.is_loze_verwijdering = is_loos;
    }
}

/// Whether `melding` can reach `levering`: a delivery with its key that was not rejected and not sent later.
fn is_te_raken(levering: &Melding<'_>, melding: &Melding<'_>) -> bool {
    !levering.is_verwijdering()
        && levering.lot != Lot::Afgewezen
        && levering.herkomst.dagtekening <= melding.herkomst.dagtekening
        && is_zelfde(levering, melding)
}

/// Withdraws the oldest delivery in force that the record at `door` can reach; `false` when there is none.
///
/// A record that says that nothing changed (status 9) repeats a delivery: it goes with the last one of its key.
fn neem_weg(meldingen: &mut [Melding<'_>], indexen: &[usize], door: usize) -> bool {
    let Some(melding) = meldingen.get(door) else { return false };
    let is_wijziging = |melding: &Melding<'_>| melding.status == StatusAanlevering::Gewijzigd;
    let mut eigen: Option<usize> = None;
    let mut is_laatste = true;
    let mut herhaald: Vec<usize> = Vec::new();
    for &index in indexen.iter().filter(|index| **index != door) {
        let Some(levering) = meldingen.get(index) else { continue };
        // Of two changes of one day the later one replaces the earlier.
        let is_latere = is_wijziging(melding) && is_wijziging(levering) && index > door;
        if is_latere || !levering.is_geldig() || !is_te_raken(levering, melding) {
            continue;
        }
        if levering.status == StatusAanlevering::Ongewijzigd {
            herhaald.push(index);
        } else if eigen.is_none() {
            eigen = Some(index);
        } else {
            is_laatste = false;
            break;
        }
    }
    if !is_laatste {
        herhaald.clear();
    }
    let mut is_gevonden = false;
    for index in eigen.into_iter().chain(herhaald) {
        if let Some(levering) = meldingen.get_mut(index) {
            levering.lot = Lot::Ingetrokken;
            is_gevonden = true;
        }
    }
    is_gevonden
}

/// Of the deliveries of one key that are left, the first is real and the later ones are doubles.
fn merk_dubbele(meldingen: &mut [Melding<'_>], indexen: &[usize]) {
    for &index in indexen {
        let Some(melding) = meldingen.get(index).filter(|melding| melding.wordt_getoetst()) else {
            continue;
        };
        let is_dubbel = indexen.iter().any(|&andere| {
            meldingen.get(andere).is_some_and(|eerder| {
                rang(eerder, andere) < rang(melding, index)
                    && eerder.is_geldig()
                    && is_zelfde(eerder, melding)
            })
        });
        if let Some(melding) = meldingen.get_mut(index) {
            melding.is_dubbel = is_dubbel;
        }
    }
}

/// Order of deliveries of one key: a record that repeats one comes after those of its day.
fn rang(melding: &Melding<'_>, index: usize) -> (NaiveDate, bool, usize) {
    let is_herhaling = melding.status == StatusAanlevering::Ongewijzigd;
    (melding.herkomst.dagtekening, is_herhaling, index)
}
