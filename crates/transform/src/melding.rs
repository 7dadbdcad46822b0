//! 305 and 307 records as the picture of a chain holds them, before anything is known about them.

use domain::Berichtsoort;

use crate::beeld::{Einde, Lot, Melding, Stopvolgorde, telt};
use crate::koppeling::Koppeling;
use crate::{Herkomst, InKeten, Keten, RecordSleutel, StartRij, StopRij};

/// The 305 records, in order of sending.
pub(crate) fn starts(keten: &Keten) -> Vec<Melding<'_>> {
    op_volgorde(keten.starts.iter().map(|rij| van_start(keten, rij)).collect())
}

/// The 307 records, in order of sending.
pub(crate) fn stops(keten: &Keten) -> Vec<Melding<'_>> {
    op_volgorde(keten.stops.iter().map(|rij| van_stop(keten, rij)).collect())
}

fn op_volgorde(mut meldingen: Vec<Melding<'_>>) -> Vec<Melding<'_>> {
    meldingen.sort_by(|one, two| one.volgorde().cmp(&two.volgorde()));
    meldingen
}

fn van_start<'a>(keten: &Keten, rij: &'a StartRij) -> Melding<'a> {
    let record = &rij.record;
    Melding {
        herkomst: &rij.herkomst,
        sleutel: sleutel(&rij.herkomst, Berichtsoort::B305, record.regel),
        keten: rij.keten(keten.wet, keten.gemeente),
        client: record.client,
        nummer: record.nummer,
        beschikking: record.beschikking,
        product: record.product.as_ref(),
        toewijzing_ingangsdatum: record.toewijzing_ingangsdatum,
        begindatum: record.begindatum,
        einde: None,
        status: record.status,
        lot: lot(&rij.herkomst),
        is_loze_verwijdering: false,
        is_dubbel: false,
        stopvolgorde: Stopvolgorde::default(),
        is_in_orde: false,
        loopt_sinds: None,
        koppeling: Koppeling::GEEN,
    }
}

fn van_stop<'a>(keten: &Keten, rij: &'a StopRij) -> Melding<'a> {
    let record = &rij.record;
    Melding {
        herkomst: &rij.herkomst,
        sleutel: sleutel(&rij.herkomst, Berichtsoort::B307, record.regel),
        keten: rij.keten(keten.wet, keten.gemeente),
        client: record.client,
        nummer: record.nummer,
        beschikking: record.beschikking,
        product: record.product.as_ref(),
        toewijzing_ingangsdatum: record.toewijzing_ingangsdatum,
        begindatum: record.begindatum,
        einde: Some(Einde {
            einddatum: record.einddatum,
            reden: record.reden_beeindiging,
            release: rij.herkomst.release,
        }),
        status: record.status,
        lot: lot(&rij.herkomst),
        is_loze_verwijdering: false,
        is_dubbel: false,
        stopvolgorde: Stopvolgorde::default(),
        is_in_orde: false,
        loopt_sinds: None,
        koppeling: Koppeling::GEEN,
    }
}

fn lot(herkomst: &Herkomst) -> Lot {
    if telt(herkomst) { Lot::Geldig } else { Lot::Afgewezen }
}

/// Natural key of a record in this chain.
pub(crate) fn sleutel(
    herkomst: &Herkomst,
    berichtsoort: Berichtsoort,
    regelnummer: u32,
) -> RecordSleutel {
    RecordSleutel {
        berichtsoort,
        agb: herkomst.bericht_agb,
        bericht_identificatie: herkomst.identificatie.clone(),
        regelnummer,
    }
}
