//! Deliveries: from a start to its definitive stop, pauses included (CONTRACT "Delivery"; OP289, OP377-OP379).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{KetenSleutel, Toewijzingnummer, Wet};
use ring::digest;

use crate::beeld::{Einde, Melding, Spoor, Stopvolgorde};
use crate::toestand::Toewijzing;
use crate::{EinddatumBron, FeitLevering};

/// A delivery, by the places of its starts in the list of starts.
#[derive(Debug, Clone)]
pub(crate) struct Levering {
    /// The start that opened it.
    pub(crate) start: usize,
    /// The last start that belongs to it.
    laatste_start: usize,
    /// First definitive stop.
    pub(crate) einde: Option<Einde>,
    pub(crate) onderbrekingen: u32,
    pub(crate) dagen_onderbroken: i64,
    /// The allocation that its start was linked to, also when refused.
    pub(crate) toewijzing: Option<Toewijzingnummer>,
    pub(crate) startdatum: NaiveDate,
    pub(crate) telt_mee: bool,
}

/// Judges every stop against the stops that were sent earlier for the same start.
///
/// # Source
/// TR413, TR414, TR415: key Bsn, `ToewijzingNummer`, `Begindatum`, without product.
pub(crate) fn bepaal_stopvolgorde(stops: &mut [Melding<'_>]) {
    let mut per_start: BTreeMap<(Spoor<'_>, NaiveDate), Eerder> = BTreeMap::new();
    for stop in stops.iter_mut() {
        let Some(einde) = stop.einde else { continue };
        if stop.is_dubbel || !stop.wordt_getoetst() {
            continue;
        }
        let eerder = per_start.entry((stop.spoor(), stop.begindatum)).or_default();
        stop.stopvolgorde = Stopvolgorde {
            is_tweede_pauze: eerder.pauze && einde.reden.is_tijdelijk(),
            is_eerder_gedateerd: eerder.einddatum.is_some_and(|datum| einde.einddatum < datum),
            is_na_definitief: eerder.definitief,
        };
        if stop.is_geldig() {
            eerder.pauze |= einde.reden.is_tijdelijk();
            eerder.definitief |= !einde.reden.is_tijdelijk();
            eerder.einddatum = eerder.einddatum.max(Some(einde.einddatum));
        }
    }
}

/// What the stops that were sent so far for one start say.
#[derive(Debug, Default)]
struct Eerder {
    pauze: bool,
    definitief: bool,
    einddatum: Option<NaiveDate>,
}

/// Builds the deliveries of all spoors; a rejected, withdrawn or doubled start makes none.
pub(crate) fn leveringen(
    starts: &[Melding<'_>],
    stops: &[Melding<'_>],
    toewijzingen: &BTreeMap<Toewijzingnummer, Toewijzing<'_>>,
) -> Vec<Levering> {
    let mut sporen: BTreeMap<Spoor<'_>, Spoordelen<'_, '_>> = BTreeMap::new();
    for (index, start) in starts.iter().enumerate() {
        if start.is_geldig() && !start.is_dubbel {
            sporen.entry(start.spoor()).or_default().starts.push((index, start));
        }
    }
    for stop in stops.iter().filter(|stop| stop.is_geldig() && !stop.is_dubbel) {
        if let Some(delen) = sporen.get_mut(&stop.spoor()) {
            delen.stops.push(stop);
        }
    }
    let mut leveringen: Vec<Levering> =
        sporen.into_values().flat_map(Spoordelen::leveringen).collect();
    for levering in &mut leveringen {
        levering.toewijzing =
            levering.toewijzing.filter(|nummer| toewijzingen.contains_key(nummer));
    }
    leveringen
}

/// The starts and stops of one provider, person and allocation number.
#[derive(Debug, Default)]
struct Spoordelen<'m, 'a> {
    starts: Vec<(usize, &'m Melding<'a>)>,
    stops: Vec<&'m Melding<'a>>,
}

impl Spoordelen<'_, '_> {
    fn leveringen(mut self) -> Vec<Levering> {
        self.starts.sort_by(|(_, one), (_, two)| {
            (one.begindatum, one.volgorde()).cmp(&(two.begindatum, two.volgorde()))
        });
        let mut leveringen: Vec<Levering> = Vec::new();
        for (plaats, &(index, start)) in self.starts.iter().enumerate() {
            let is_gekoppeld = start.koppeling.is_gekoppeld();
            let is_tijdens_andere = self
                .starts
                .iter()
                .take(plaats)
                .any(|(_, eerder)| self.is_actief(eerder, start.begindatum));
            let hervat = if is_gekoppeld && !is_tijdens_andere {
                self.gepauzeerd(&leveringen, start.begindatum)
            } else {
                None
            };
            if let Some((levering, pauze)) =
                hervat.and_then(|(plaats, pauze)| Some((leveringen.get_mut(plaats)?, pauze)))
            {
                let dagen = start.begindatum.signed_duration_since(pauze).num_days() - 1;
                levering.onderbrekingen += 1;
                levering.dagen_onderbroken += dagen.max(0);
                levering.laatste_start = index;
                // A definitive stop on an earlier start can still end the delivery first.
                levering.einde = [levering.einde, self.einde(start)]
                    .into_iter()
                    .flatten()
                    .min_by_key(|einde| einde.einddatum);
            } else {
                leveringen.push(Levering {
                    start: index,
                    laatste_start: index,
                    einde: self.einde(start),
                    onderbrekingen: 0,
                    dagen_onderbroken: 0,
                    toewijzing: start.koppeling.toewijzing,
                    startdatum: start.begindatum,
                    telt_mee: is_gekoppeld && !is_tijdens_andere,
                });
            }
        }
        for levering in &mut leveringen {
            levering.telt_mee &=
                levering.einde.is_none_or(|einde| einde.einddatum >= levering.startdatum);
        }
        leveringen
    }

    /// TR326: no stop of `start` ended it by `datum`, temporarily or for good.
    fn is_actief(&self, start: &Melding<'_>, datum: NaiveDate) -> bool {
        !self.stops.iter().any(|stop| {
            stop.is_zelfde_levering(start)
                && stop.einde.is_some_and(|einde| einde.einddatum <= datum)
        })
    }

    /// Stops that link and copy the key of `start`, in order of Einddatum; those out of order only give findings.
    fn einden(&self, start: &Melding<'_>) -> Vec<Einde> {
        let mut einden: Vec<Einde> = self
            .stops
            .iter()
            .filter(|stop| {
                stop.is_zelfde_levering(start)
                    && stop.koppeling.is_gekoppeld()
                    && !stop.stopvolgorde.is_eerder_gedateerd
                    && !stop.stopvolgorde.is_tweede_pauze
            })
            .filter_map(|stop| stop.einde)
            .collect();
        einden.sort_by_key(|einde| einde.einddatum);
        einden
    }

    fn einde(&self, start: &Melding<'_>) -> Option<Einde> {
        self.einden(start).into_iter().find(|einde| !einde.reden.is_tijdelijk())
    }

    /// The newest linked delivery that is paused on `datum`, and when its pause began.
    fn gepauzeerd(&self, leveringen: &[Levering], datum: NaiveDate) -> Option<(usize, NaiveDate)> {
        let (plaats, levering) =
            leveringen.iter().enumerate().rev().find(|(_, levering)| levering.telt_mee)?;
        let (_, start) = self.starts.iter().find(|(index, _)| *index == levering.laatste_start)?;
        let einden = self.einden(start);
        let mut voorbij = einden.iter().filter(|einde| einde.einddatum <= datum);
        let pauze = voorbij.clone().rfind(|einde| einde.reden.is_tijdelijk())?;
        let is_definitief = voorbij.any(|einde| !einde.reden.is_tijdelijk());
        (!is_definitief).then_some((plaats, pauze.einddatum))
    }
}

/// The fact row of a delivery.
pub(crate) fn feit(
    levering: &Levering,
    start: &Melding<'_>,
    toewijzing: Option<&Toewijzing<'_>>,
    keten_van: impl Fn(Toewijzingnummer) -> KetenSleutel,
    levering_sk: i64,
) -> FeitLevering {
    let dagen = |van: NaiveDate, tot: NaiveDate| tot.signed_duration_since(van).num_days();
    let eerste = toewijzing.and_then(Toewijzing::eerste_toewijzingsdatum);
    let ingangsdatum = toewijzing.map(Toewijzing::ingangsdatum);
    let einddatum = levering.einde.map(|einde| einde.einddatum);
    FeitLevering {
        keten: start.keten,
        levering_sk,
        sleutel: start.sleutel.clone(),
        client: start.client,
        product: start.product.cloned(),
        nummer: start.nummer,
        toewijzing: levering.toewijzing.map(keten_van),
        startdatum: levering.startdatum,
        einddatum,
        einddatum_bron: if einddatum.is_some() {
            EinddatumBron::Gemeten
        } else {
            EinddatumBron::Lopend
        },
        reden_beeindiging: levering.einde.map(|einde| einde.reden),
        onderbrekingen: levering.onderbrekingen,
        dagen_onderbroken: levering.dagen_onderbroken,
        wachttijd_dagen: ingangsdatum.map(|ingang| dagen(ingang, levering.startdatum)),
        wachttijd_toewijzing_dagen: eerste.map(|eerste| dagen(eerste, levering.startdatum)),
        planningsbuffer_dagen: eerste
            .zip(ingangsdatum)
            .map(|(eerste, ingang)| dagen(eerste, ingang)),
        duur_dagen: einddatum.map(|eind| dagen(levering.startdatum, eind) + 1),
        telt_mee: levering.telt_mee,
    }
}

/// Surrogate key of a delivery: its natural key and the person, hashed to 63 bits.
pub(crate) fn levering_sk(wet: Wet, start: &Melding<'_>) -> i64 {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(wet.code().as_bytes());
    context.update(&start.keten.waarde().to_be_bytes());
    context.update(&start.herkomst.agb.surrogaat().to_be_bytes());
    context.update(start.client.as_bytes());
    if let Some(product) = start.product {
        context.update(product.categorie.code().as_bytes());
        context.update(product.code.as_ref().map_or("", |code| code.as_str()).as_bytes());
    }
    context.update(start.begindatum.to_string().as_bytes());
    eerste_63_bits(context.finish().as_ref())
}

/// The first 63 bits of a hash, never 0.
pub(crate) fn eerste_63_bits(hash: &[u8]) -> i64 {
    let first = hash.first_chunk::<8>().copied().unwrap_or_default();
    (i64::from_be_bytes(first) & i64::MAX).max(1)
}
