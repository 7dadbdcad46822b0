//! Withdrawals: which 305 or 307 deliveries were removed with a status-3 record (OP033, TR063, TR074; SPEC c.1, c.4).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Product, Release};

use crate::beeld::{Lot, Melding, Spoor};

/// Key of a 305 or 307 record without `RedenBeeindiging`, which joined the key of a stop only in release 3.2.
type Sleutel<'a> = (Spoor<'a>, Option<&'a Product>, NaiveDate, Option<NaiveDate>);

fn sleutel<'a>(melding: &Melding<'a>) -> Sleutel<'a> {
    let einddatum = melding.einde.map(|einde| einde.einddatum);
    (melding.spoor(), melding.product, melding.begindatum, einddatum)
}

/// Whether two records with an equal [`Sleutel`] have the same key under the releases they were written in.
fn is_zelfde(one: &Melding<'_>, two: &Melding<'_>) -> bool {
    let zonder_reden = one.herkomst.release < Release::R3_2 || two.herkomst.release < Release::R3_2;
    zonder_reden || one.einde.map(|einde| einde.reden) == two.einde.map(|einde| einde.reden)
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

/// Matches removals with deliveries of one key, oldest first; a removal reaches no delivery of a later day.
fn trek_in(meldingen: &mut [Melding<'_>], indexen: &[usize]) {
    for &verwijdering in indexen {
        let Some(melding) = meldingen.get(verwijdering).filter(|melding| melding.is_verwijdering)
        else {
            continue;
        };
        let is_eerder = |index: &&usize| {
            meldingen.get(**index).is_some_and(|levering| {
                !levering.is_verwijdering
                    && levering.lot != Lot::Afgewezen
                    && levering.herkomst.dagtekening <= melding.herkomst.dagtekening
                    && is_zelfde(levering, melding)
            })
        };
        let is_rejected = melding.lot == Lot::Afgewezen;
        let is_geldig = |index: &&usize| {
            meldingen.get(**index).is_some_and(|levering| levering.lot == Lot::Geldig)
        };
        let gevonden = indexen.iter().filter(is_eerder).find(is_geldig).copied();
        // A rejected removal removes nothing; it is void when there never was anything to remove.
        let is_loos = if is_rejected {
            !indexen.iter().any(|index| is_eerder(&index))
        } else {
            gevonden.is_none()
        };
        if let Some(melding) = meldingen.get_mut(verwijdering) {
            melding.is_loze_verwijdering = is_loos;
        }
        if let Some(levering) =
            gevonden.filter(|_| !is_rejected).and_then(|index| meldingen.get_mut(index))
        {
            levering.lot = Lot::Ingetrokken;
        }
    }
}

/// Of the deliveries of one key that are left, the first is real and the later ones are doubles.
fn merk_dubbele(meldingen: &mut [Melding<'_>], indexen: &[usize]) {
    for (plaats, &index) in indexen.iter().enumerate() {
        let Some(melding) = meldingen.get(index).filter(|melding| melding.wordt_getoetst()) else {
            continue;
        };
        let is_dubbel = indexen.iter().take(plaats).any(|&eerder| {
            meldingen
                .get(eerder)
                .is_some_and(|eerder| eerder.is_geldig() && is_zelfde(eerder, melding))
        });
        if let Some(melding) = meldingen.get_mut(index) {
            melding.is_dubbel = is_dubbel;
        }
    }
}
