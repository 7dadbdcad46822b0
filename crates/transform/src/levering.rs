//! Deliveries: from a start to its definitive stop, pauses included (CONTRACT "Delivery"; OP289, OP377-OP379).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Product, ToewijzingSleutel, Wet};
use ring::digest;

use crate::beeld::{Einde, Melding, Spoor};
use crate::toestand::Toewijzing;
use crate::{EinddatumBron, FeitLevering};

/// A delivery, by the places of its starts in the list of starts.
#[derive(Debug, Clone)]
pub(crate) struct Levering {
    /// The start that opened it.
    pub(crate) start: usize,
    /// First definitive stop.
    pub(crate) einde: Option<Einde>,
    pub(crate) onderbrekingen: u32,
    pub(crate) dagen_onderbroken: i64,
    /// The allocation that its start was linked to, also when refused.
    pub(crate) toewijzing: Option<ToewijzingSleutel>,
    pub(crate) startdatum: NaiveDate,
    pub(crate) telt_mee: bool,
}

/// Finds for every start that the rules judge the earlier start that was still running (TR326).
pub(crate) fn bepaal_lopende(starts: &mut [Melding<'_>], stops: &[Melding<'_>]) {
    let lopende: Vec<(usize, NaiveDate)> =
        sporen(starts, stops).into_values().flat_map(|delen| delen.lopende()).collect();
    for (index, begindatum) in lopende {
        if let Some(start) = starts.get_mut(index) {
            start.loopt_sinds = Some(begindatum);
        }
    }
}

/// Builds the deliveries of all spoors; a rejected, withdrawn or doubled start makes none.
pub(crate) fn leveringen(starts: &[Melding<'_>], stops: &[Melding<'_>]) -> Vec<Levering> {
    sporen(starts, stops).into_values().flat_map(Spoordelen::leveringen).collect()
}

/// Groups judged starts and stops in force, starts in order of their first day.
fn sporen<'m, 'a>(
    starts: &'m [Melding<'a>],
    stops: &'m [Melding<'a>],
) -> BTreeMap<Spoor<'a>, Spoordelen<'m, 'a>> {
    let mut sporen: BTreeMap<Spoor<'_>, Spoordelen<'_, '_>> = BTreeMap::new();
    for (index, start) in starts.iter().enumerate() {
        if start.wordt_getoetst() && !start.is_dubbel {
            sporen.entry(start.spoor()).or_default().starts.push((index, start));
        }
    }
    for stop in stops.iter().filter(|stop| stop.is_geldig() && !stop.is_dubbel) {
        if let Some(delen) = sporen.get_mut(&stop.spoor()) {
            delen.stops.entry((stop.product, stop.begindatum)).or_default().push(stop);
        }
    }
    for delen in sporen.values_mut() {
        delen.starts.sort_by(|(_, one), (_, two)| {
            (one.begindatum, one.volgorde()).cmp(&(two.begindatum, two.volgorde()))
        });
    }
    sporen
}

/// The starts and stops of one provider, person and allocation number.
#[derive(Debug, Default)]
struct Spoordelen<'m, 'a> {
    starts: Vec<(usize, &'m Melding<'a>)>,
    /// By product and first day of the start that they copy.
    stops: BTreeMap<(Option<&'a Product>, NaiveDate), Vec<&'m Melding<'a>>>,
}

impl<'m, 'a> Spoordelen<'m, 'a> {
    /// Starts that came while another in force was running: their place, and when the one that runs longest began.
    fn lopende(&self) -> Vec<(usize, NaiveDate)> {
        let mut lopende = Vec::new();
        let mut langst: Option<(NaiveDate, NaiveDate)> = None;
        for (index, start) in &self.starts {
            if let Some((tot, sinds)) = langst
                && tot > start.begindatum
            {
                lopende.push((*index, sinds));
            }
            if start.is_geldig() {
                let tot = self.eerste_einde(start).unwrap_or(NaiveDate::MAX);
                if langst.is_none_or(|(langst, _)| tot > langst) {
                    langst = Some((tot, start.begindatum));
                }
            }
        }
        lopende
    }

    fn leveringen(self) -> Vec<Levering> {
        let mut leveringen: Vec<Levering> = Vec::new();
        // The newest delivery that counts, and its last start.
        let mut tellend: Option<(usize, &'m Melding<'a>)> = None;
        for &(index, start) in self.starts.iter().filter(|(_, start)| start.is_geldig()) {
            let telt_mee = start.koppeling.is_gekoppeld() && start.loopt_sinds.is_none();
            let hervat = tellend.filter(|_| telt_mee).and_then(|(plaats, laatste)| {
                Some((plaats, self.gepauzeerd(laatste, start.begindatum)?))
            });
            if telt_mee {
                tellend = Some((hervat.map_or(leveringen.len(), |(plaats, _)| plaats), start));
            }
            if let Some((levering, pauze)) =
                hervat.and_then(|(plaats, pauze)| Some((leveringen.get_mut(plaats)?, pauze)))
            {
                let dagen = start.begindatum.signed_duration_since(pauze).num_days() - 1;
                levering.onderbrekingen += 1;
                levering.dagen_onderbroken += dagen.max(0);
                // A definitive stop on an earlier start can still end the delivery first.
                levering.einde = [levering.einde, self.einde(start)]
                    .into_iter()
                    .flatten()
                    .min_by_key(|einde| einde.einddatum);
            } else {
                leveringen.push(Levering {
                    start: index,
                    einde: self.einde(start),
                    onderbrekingen: 0,
                    dagen_onderbroken: 0,
                    toewijzing: start.koppeling.toewijzing,
                    startdatum: start.begindatum,
                    telt_mee,
                });
            }
        }
        for levering in &mut leveringen {
            levering.telt_mee &=
                levering.einde.is_none_or(|einde| einde.einddatum >= levering.startdatum);
        }
        leveringen
    }

    /// Stops that copy the key of `start`.
    fn stops_van(&self, start: &Melding<'a>) -> impl Iterator<Item = &'m Melding<'a>> {
        self.stops.get(&(start.product, start.begindatum)).into_iter().flatten().copied()
    }

    /// When `start` was first ended, temporarily or for good. A start that does not link is ended by any stop that
    /// copies its key: that stop does not link either.
    fn eerste_einde(&self, start: &Melding<'a>) -> Option<NaiveDate> {
        let is_gekoppeld = start.koppeling.is_gekoppeld();
        self.stops_van(start)
            .filter(|stop| stop.is_in_orde || !is_gekoppeld)
            .filter_map(|stop| stop.einde.map(|einde| einde.einddatum))
            .min()
    }

    /// Stops that link, copy the key of `start` and came in order, by Einddatum.
    fn einden(&self, start: &Melding<'a>) -> Vec<Einde> {
        let mut einden: Vec<Einde> = self
            .stops_van(start)
            .filter(|stop| stop.is_in_orde)
            .filter_map(|stop| stop.einde)
            .collect();
        einden.sort_by_key(|einde| einde.einddatum);
        einden
    }

    fn einde(&self, start: &Melding<'a>) -> Option<Einde> {
        self.einden(start).into_iter().find(|einde| !einde.reden.is_tijdelijk())
    }

    /// When the pause began in which the delivery of `start` is on `datum`, if it is.
    fn gepauzeerd(&self, start: &Melding<'a>, datum: NaiveDate) -> Option<NaiveDate> {
        let einden = self.einden(start);
        let mut voorbij = einden.iter().filter(|einde| einde.einddatum <= datum);
        let pauze = voorbij.clone().rfind(|einde| einde.reden.is_tijdelijk())?;
        let is_definitief = voorbij.any(|einde| !einde.reden.is_tijdelijk());
        (!is_definitief).then_some(pauze.einddatum)
    }
}

/// The fact row of a delivery.
pub(crate) fn feit(
    levering: &Levering,
    start: &Melding<'_>,
    toewijzing: Option<&Toewijzing<'_>>,
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
        agb: start.herkomst.agb,
        product: start.product.cloned(),
        nummer: start.nummer,
        toewijzing: levering.toewijzing,
        startdatum: levering.startdatum,
        einddatum,
        einddatum_bron: if einddatum.is_some() {
            EinddatumBron::Gemeten
        } else {
            EinddatumBron::Lopend
        },
        reden_beeindiging: levering.einde.map(|einde| einde.reden),
        reden_release: levering.einde.map(|einde| einde.release),
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
    if let (None, Some(beschikking)) = (start.nummer, start.beschikking) {
        context.update(&beschikking.waarde().to_be_bytes());
    }
    context.update(start.begindatum.to_string().as_bytes());
    eerste_63_bits(context.finish().as_ref())
}

/// The first 63 bits of a hash, never 0.
pub(crate) fn eerste_63_bits(hash: &[u8]) -> i64 {
    let first = hash.first_chunk::<8>().copied().unwrap_or_default();
    (i64::from_be_bytes(first) & i64::MAX).max(1)
}
