//! The picture of a chain that the rules look at: state, lots, verdicts and deliveries, computed once.

use chrono::NaiveDate;
use domain::{
    AgbCode, Beschikkingnummer, Clientsleutel, Gemeentecode, Identificatie, KetenSleutel, Product,
    RedenBeeindiging, Release, StatusAanlevering, Toewijzingnummer, Wet,
};

use crate::declaratie::Lijn;
use crate::koppeling::Koppeling;
use crate::levering::Levering;
use crate::toestand::{Toewijzing, Toewijzingen};
use crate::{Antwoord, Herkomst, Kader, Keten, RecordSleutel};

/// What became of a 305 or 307 record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lot {
    /// In force: accepted, or not answered yet.
    Geldig,
    /// Removed by its sender with a status-3 record.
    Ingetrokken,
    /// Its message was rejected: counts as never sent.
    Afgewezen,
}

/// The end that a 307 reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Einde {
    pub(crate) einddatum: NaiveDate,
    pub(crate) reden: RedenBeeindiging,
    /// Of the message of the stop.
    pub(crate) release: Release,
}

/// Breaches that a 307 makes against stops that were sent earlier for the same start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stopvolgorde {
    /// TR413: a second pause.
    pub(crate) is_tweede_pauze: bool,
    /// TR414: ends before the stop that was sent earlier.
    pub(crate) is_eerder_gedateerd: bool,
    /// TR415: after a definitive stop.
    pub(crate) is_na_definitief: bool,
    /// TR382: the first day of a later start, that was sent when the one it copies had ended and runs on in its period.
    pub(crate) hervat_op: Option<NaiveDate>,
}

/// Deliveries are followed per provider, person and allocation number; without number per beschikking and product.
pub(crate) type Spoor<'a> = (
    AgbCode,
    Clientsleutel,
    Option<Toewijzingnummer>,
    Option<Beschikkingnummer>,
    Option<&'a Product>,
);

/// Order in which records were sent, as far as they say: the order of arrival has no meaning (OP080).
///
/// The provider of the header tells two messages with one identification apart, so records of one kind never tie.
pub(crate) type Volgorde<'a> = (NaiveDate, &'a Identificatie, AgbCode, u32);

/// A 305 (`einde` is none) or 307 record with everything that is known about it.
#[derive(Debug, Clone)]
pub(crate) struct Melding<'a> {
    pub(crate) herkomst: &'a Herkomst,
    pub(crate) sleutel: RecordSleutel,
    pub(crate) keten: KetenSleutel,
    pub(crate) client: Clientsleutel,
    pub(crate) nummer: Option<Toewijzingnummer>,
    /// Of a record of release 2.x.
    pub(crate) beschikking: Option<Beschikkingnummer>,
    pub(crate) product: Option<&'a Product>,
    pub(crate) toewijzing_ingangsdatum: Option<NaiveDate>,
    pub(crate) begindatum: NaiveDate,
    pub(crate) einde: Option<Einde>,
    /// What the record does to earlier ones.
    pub(crate) status: StatusAanlevering,
    pub(crate) lot: Lot,
    /// Of a status-3 record: no earlier delivery with its key (TR063).
    pub(crate) is_loze_verwijdering: bool,
    /// The same key was delivered before and is in force (TR074; status 9: by its own words).
    pub(crate) is_dubbel: bool,
    pub(crate) stopvolgorde: Stopvolgorde,
    /// A stop that links and came in order: it can pause or end a delivery.
    pub(crate) is_in_orde: bool,
    /// Of a start: the first day of an earlier one that was still running (TR326).
    pub(crate) loopt_sinds: Option<NaiveDate>,
    pub(crate) koppeling: Koppeling,
}

impl<'a> Melding<'a> {
    pub(crate) fn spoor(&self) -> Spoor<'a> {
        let (beschikking, product) = match self.nummer {
            Some(_) => (None, None),
            None => (self.beschikking, self.product),
        };
        (self.herkomst.agb, self.client, self.nummer, beschikking, product)
    }

    pub(crate) fn volgorde(&self) -> Volgorde<'a> {
        volgorde(self.herkomst, self.sleutel.regelnummer)
    }

    /// A status-3 record.
    pub(crate) fn is_verwijdering(&self) -> bool {
        self.status == StatusAanlevering::Verwijderen
    }

    /// A delivery that is in force: no status 3, not withdrawn, not rejected.
    pub(crate) fn is_geldig(&self) -> bool {
        !self.is_verwijdering() && self.lot == Lot::Geldig
    }

    /// A delivery that the rules judge: no status 3 and not withdrawn; a rejected one is judged too.
    pub(crate) fn wordt_getoetst(&self) -> bool {
        !self.is_verwijdering() && self.lot != Lot::Ingetrokken
    }

    /// What a start and the stops on it share.
    pub(crate) fn leveringsleutel(&self) -> (Spoor<'a>, Option<&'a Product>, NaiveDate) {
        (self.spoor(), self.product, self.begindatum)
    }
}

pub(crate) fn volgorde(herkomst: &Herkomst, regel: u32) -> Volgorde<'_> {
    (herkomst.dagtekening, &herkomst.identificatie, herkomst.bericht_agb, regel)
}

/// Everything about a chain that a rule may look at.
#[derive(Debug)]
pub(crate) struct Beeld<'a> {
    pub(crate) wet: Wet,
    pub(crate) gemeente: Gemeentecode,
    pub(crate) kader: &'a Kader,
    /// The records as they were landed.
    pub(crate) records: &'a Keten,
    /// Every allocation of which a 301 was seen.
    pub(crate) toewijzingen: Toewijzingen<'a>,
    /// 305 records, in order of sending.
    pub(crate) starts: Vec<Melding<'a>>,
    /// 307 records, in order of sending.
    pub(crate) stops: Vec<Melding<'a>>,
    /// 323 lines, in order of sending.
    pub(crate) lijnen: Vec<Lijn<'a>>,
    /// Deliveries, by spoor and start date.
    pub(crate) leveringen: Vec<Levering>,
}

impl<'a> Beeld<'a> {
    pub(crate) fn new(keten: &'a Keten, kader: &'a Kader) -> Self {
        let toewijzingen = Toewijzingen::new(keten);
        let mut starts = crate::melding::starts(keten);
        let mut stops = crate::melding::stops(keten);
        crate::intrekking::bepaal(&mut starts);
        crate::intrekking::bepaal(&mut stops);
        for melding in starts.iter_mut().chain(&mut stops) {
            melding.koppeling = crate::koppeling::van_melding(melding, &toewijzingen);
        }
        crate::stopvolgorde::bepaal(&mut stops, &starts);
        crate::levering::bepaal_lopende(&mut starts, &stops);
        let lijnen = crate::declaratie::lijnen(keten, &toewijzingen);
        let leveringen = crate::levering::leveringen(&starts, &stops);
        Self {
            wet: keten.wet,
            gemeente: keten.gemeente,
            kader,
            records: keten,
            toewijzingen,
            starts,
            stops,
            lijnen,
            leveringen,
        }
    }

    /// The allocation with this number, when a version of it counts.
    pub(crate) fn toewijzing(&self, nummer: Toewijzingnummer) -> Option<&Toewijzing<'a>> {
        self.toewijzingen.met_nummer(nummer)
    }

    /// The allocation that a record was linked to, also when the link is refused.
    pub(crate) fn gevonden(&self, koppeling: &Koppeling) -> Option<&Toewijzing<'a>> {
        koppeling.toewijzing.and_then(|sleutel| self.toewijzingen.get(sleutel))
    }

    /// Whether a delivery that counts runs on the allocation.
    pub(crate) fn loopt(&self, toewijzing: &Toewijzing<'_>) -> bool {
        self.lopende_starts(toewijzing).next().is_some()
    }

    /// The starts of the deliveries that count and run on the allocation.
    pub(crate) fn lopende_starts(
        &self,
        toewijzing: &Toewijzing<'_>,
    ) -> impl Iterator<Item = &Melding<'a>> {
        let sleutel = toewijzing.sleutel;
        let lopend = self.leveringen.iter().filter(move |levering| {
            levering.telt_mee && levering.einde.is_none() && levering.toewijzing == Some(sleutel)
        });
        lopend.filter_map(|levering| self.starts.get(levering.start))
    }

    /// All 305 and 307 records that the rules judge.
    pub(crate) fn getoetste_meldingen(&self) -> impl Iterator<Item = &Melding<'a>> {
        self.starts.iter().chain(&self.stops).filter(|melding| melding.wordt_getoetst())
    }

    /// All status-3 records.
    pub(crate) fn verwijderingen(&self) -> impl Iterator<Item = &Melding<'a>> {
        self.starts.iter().chain(&self.stops).filter(|melding| melding.is_verwijdering())
    }
}

/// Whether the message of a record counts as sent.
pub(crate) fn telt(herkomst: &Herkomst) -> bool {
    herkomst.antwoord != Antwoord::Afgewezen
}
