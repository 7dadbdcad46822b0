//! Requests: what was asked (315, 317), and what the municipality did with it (301, 319).

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use chrono::NaiveDate;
use domain::record::Onderdeel;
use domain::{
    AgbCode, Berichtsoort, Clientsleutel, Product, ReferentieAanbieder, ToewijzingSleutel,
    Toewijzingnummer, VerzoekAntwoord,
};

use crate::beeld::{Beeld, Volgorde, telt, volgorde};
use crate::koppeling::houd;
use crate::toestand::{Toewijzing, sleutel};
use crate::{AntwoordRij, FeitVerzoek, InKeten, Keten, VerzoekRij, VerzoekUitkomst};

/// The fact rows of all requested products, in order of sending.
pub(crate) fn feiten(keten: &Keten, beeld: &Beeld<'_>) -> Vec<FeitVerzoek> {
    if keten.verzoeken.is_empty() {
        return Vec::new();
    }
    let antwoorden = Antwoorden::new(keten, beeld);
    let mut rijen: Vec<&VerzoekRij> = keten
        .verzoeken
        .iter()
        .filter(|rij| rij.record.onderdeel != Onderdeel::Ongewijzigd)
        .collect();
    rijen.sort_by(|one, two| plaats(one).cmp(&plaats(two)));
    rijen.into_iter().map(|rij| feit(keten, beeld, &antwoorden, rij)).collect()
}

fn plaats(rij: &VerzoekRij) -> impl Ord + '_ {
    let record = &rij.record;
    let volgorde = volgorde(&rij.herkomst, record.regel);
    (volgorde, record.volgnummer, soort(record.onderdeel))
}

fn soort(onderdeel: Onderdeel) -> Berichtsoort {
    match onderdeel {
        Onderdeel::Aangevraagd => Berichtsoort::B315,
        Onderdeel::Nieuw | Onderdeel::TeWijzigen | Onderdeel::Ongewijzigd => Berichtsoort::B317,
    }
}

fn feit(
    keten: &Keten,
    beeld: &Beeld<'_>,
    antwoorden: &Antwoorden<'_, '_>,
    rij: &VerzoekRij,
) -> FeitVerzoek {
    let record = &rij.record;
    let Gevolg { toewijzing, antwoord, datum, reden_afwijzing } = antwoorden.gevolg(rij);
    let is_einde = matches!(antwoord, VerzoekUitkomst::Toegewezen | VerzoekUitkomst::Afgewezen);
    let dagen = |tot: NaiveDate| tot.signed_duration_since(rij.herkomst.dagtekening).num_days();
    FeitVerzoek {
        keten: rij.keten(keten.wet, keten.gemeente),
        sleutel: crate::melding::sleutel(&rij.herkomst, soort(record.onderdeel), record.regel),
        volgnummer: record.volgnummer,
        client: record.client,
        agb: rij.herkomst.agb,
        onderdeel: record.onderdeel,
        referentie: record.referentie.clone(),
        product: product(beeld, rij).cloned(),
        nummer: record.nummer,
        toewijzing: toewijzing.map(|toewijzing| toewijzing.sleutel),
        toegewezen_nummer: toewijzing.and_then(Toewijzing::nummer),
        aanvraagdatum: rij.herkomst.dagtekening,
        gevraagd_ingangsdatum: record.ingangsdatum,
        gevraagd_einddatum: record.einddatum,
        omvang: record.omvang,
        budget: record.budget,
        verwijzer: record.verwijzer,
        reden_verzoek: record.reden_verzoek,
        beschikking: record.beschikking,
        retour_status: rij.herkomst.antwoord,
        antwoord,
        antwoorddatum: datum,
        reden_afwijzing,
        doorlooptijd_dagen: datum.filter(|_| is_einde).map(dagen),
    }
}

/// The product that is asked for; a product to change is named by its allocation only.
fn product<'r>(beeld: &'r Beeld<'_>, rij: &'r VerzoekRij) -> Option<&'r Product> {
    rij.record.product.as_ref().or_else(|| {
        let nummer = rij.record.nummer.filter(|_| is_te_wijzigen(rij))?;
        let toewijzing = beeld.toewijzing(nummer)?;
        toewijzing.actueel.rij.record.product.as_ref()
    })
}

fn is_te_wijzigen(rij: &VerzoekRij) -> bool {
    rij.record.onderdeel == Onderdeel::TeWijzigen
}

/// What became of a request.
#[derive(Debug)]
struct Gevolg<'b, 'a> {
    toewijzing: Option<&'b Toewijzing<'a>>,
    antwoord: VerzoekUitkomst,
    datum: Option<NaiveDate>,
    reden_afwijzing: Option<domain::RedenAfwijzingVerzoek>,
}

impl Gevolg<'_, '_> {
    const OPEN: Self = Self {
        toewijzing: None,
        antwoord: VerzoekUitkomst::Open,
        datum: None,
        reden_afwijzing: None,
    };
}

/// What an allocation that honours a request shares with it.
type Sleutel<'a> = (AgbCode, Clientsleutel, &'a ReferentieAanbieder);

/// The earliest 319 that counts, per request and per answer.
type Geantwoord<'a> =
    BTreeMap<(AgbCode, &'a ReferentieAanbieder, VerzoekAntwoord), &'a AntwoordRij>;

/// Everything that can answer a request.
#[derive(Debug)]
struct Antwoorden<'b, 'a> {
    beeld: &'b Beeld<'a>,
    /// 301 records that count and name a request: the allocation, and when it was allocated.
    toegewezen: BTreeMap<Sleutel<'a>, BTreeSet<(ToewijzingSleutel, NaiveDate)>>,
    geantwoord: Geantwoord<'a>,
    /// Allocations that a 317 that counts names: they are no answer to a new product in it.
    genoemd: BTreeMap<Sleutel<'a>, BTreeSet<Toewijzingnummer>>,
}

impl<'b, 'a> Antwoorden<'b, 'a> {
    fn new(keten: &'a Keten, beeld: &'b Beeld<'a>) -> Self {
        let mut antwoorden = Self {
            beeld,
            toegewezen: BTreeMap::new(),
            geantwoord: geantwoord(keten),
            genoemd: BTreeMap::new(),
        };
        for rij in keten.toewijzingen.iter().filter(|rij| telt(&rij.herkomst)) {
            if let Some(referentie) = &rij.record.referentie_aanbieder {
                antwoorden
                    .toegewezen
                    .entry((rij.herkomst.agb, rij.record.client, referentie))
                    .or_default()
                    .insert((sleutel(keten.wet, keten.gemeente, rij), rij.record.toewijzingsdatum));
            }
        }
        for rij in keten.verzoeken.iter().filter(|rij| telt(&rij.herkomst)) {
            if let (Some(referentie), Some(nummer)) = (&rij.record.referentie, rij.record.nummer) {
                antwoorden
                    .genoemd
                    .entry((rij.herkomst.agb, rij.record.client, referentie))
                    .or_default()
                    .insert(nummer);
            }
        }
        antwoorden
    }

    fn gevolg(&self, rij: &VerzoekRij) -> Gevolg<'b, 'a> {
        if !telt(&rij.herkomst) {
            return Gevolg::OPEN;
        }
        let toegewezen = match &rij.record.referentie {
            Some(referentie) => self.op_referentie(rij, referentie),
            None => self.zonder_referentie(rij),
        };
        if let Some((toewijzing, datum)) = toegewezen {
            return Gevolg {
                toewijzing: Some(toewijzing),
                antwoord: VerzoekUitkomst::Toegewezen,
                datum: Some(datum),
                ..Gevolg::OPEN
            };
        }
        let antwoord = |antwoord| {
            let referentie = rij.record.referentie.as_ref()?;
            self.geantwoord.get(&(rij.herkomst.agb, referentie, antwoord)).copied()
        };
        let (uitkomst, gevonden) = match antwoord(VerzoekAntwoord::Afgewezen) {
            Some(gevonden) => (VerzoekUitkomst::Afgewezen, gevonden),
            None => match antwoord(VerzoekAntwoord::InOnderzoek) {
                Some(gevonden) => (VerzoekUitkomst::InOnderzoek, gevonden),
                None => return Gevolg::OPEN,
            },
        };
        Gevolg {
            toewijzing: None,
            antwoord: uitkomst,
            datum: Some(gevonden.herkomst.dagtekening),
            reden_afwijzing: gevonden.record.reden_afwijzing,
        }
    }

    /// The allocation that names the request, and when it was allocated.
    fn op_referentie(
        &self,
        rij: &VerzoekRij,
        referentie: &ReferentieAanbieder,
    ) -> Option<(&'b Toewijzing<'a>, NaiveDate)> {
        let sleutel = (rij.herkomst.agb, rij.record.client, referentie);
        let toegewezen = self.toegewezen.get(&sleutel)?;
        // A 301 on a 317 repeats unchanged allocations with their own, older date: those are not the answer.
        let is_nieuw = |datum: NaiveDate| datum >= rij.herkomst.dagtekening;
        let is_beantwoord = toegewezen.iter().any(|(_, datum)| is_nieuw(*datum));
        let mut datums: BTreeMap<ToewijzingSleutel, NaiveDate> = BTreeMap::new();
        for (toewijzing, datum) in toegewezen {
            if is_nieuw(*datum) || !is_beantwoord {
                datums.entry(*toewijzing).or_insert(*datum);
            }
        }
        let mut kandidaten: Vec<&Toewijzing<'_>> =
            datums.keys().filter_map(|sleutel| self.beeld.toewijzingen.get(*sleutel)).collect();
        self.versmal(&mut kandidaten, rij, self.genoemd.get(&sleutel));
        let toewijzing = *kandidaten.first()?;
        Some((toewijzing, *datums.get(&toewijzing.sleutel)?))
    }

    /// Leaves the allocations that fit best: a step that would leave none is not taken.
    fn versmal(
        &self,
        kandidaten: &mut Vec<&'b Toewijzing<'a>>,
        rij: &VerzoekRij,
        genoemd: Option<&BTreeSet<Toewijzingnummer>>,
    ) {
        let record = &rij.record;
        if let Some(nummer) = record.nummer {
            houd(kandidaten, |toewijzing| toewijzing.nummer() == Some(nummer));
        } else if let Some(genoemd) = genoemd {
            houd(kandidaten, |toewijzing| {
                toewijzing.nummer().is_none_or(|nummer| !genoemd.contains(&nummer))
            });
        }
        let gevraagd = product(self.beeld, rij);
        if gevraagd.is_some() || !is_te_wijzigen(rij) {
            houd(kandidaten, |toewijzing| {
                toewijzing.actueel.rij.record.product.as_ref() == gevraagd
            });
        }
        if let Some(ingangsdatum) = record.ingangsdatum {
            houd(kandidaten, |toewijzing| toewijzing.ingangsdatum() == ingangsdatum);
        }
    }

    /// Without reference (2.0): the first allocation after the request of the same beschikking and product.
    ///
    /// One that names a request honours that one, and no other.
    fn zonder_referentie(&self, rij: &VerzoekRij) -> Option<(&'b Toewijzing<'a>, NaiveDate)> {
        let record = &rij.record;
        self.beeld
            .toewijzingen
            .geldige()
            .filter(|toewijzing| {
                let actueel = &toewijzing.actueel;
                let beide = actueel.beschikking.zip(record.beschikking);
                actueel.rij.herkomst.agb == rij.herkomst.agb
                    && actueel.rij.record.client == record.client
                    && actueel.rij.record.product == record.product
                    && actueel.referentie_aanbieder.is_none()
                    && beide.is_none_or(|(een, twee)| een == twee)
            })
            .filter_map(|toewijzing| Some((toewijzing, toewijzing.eerste_toewijzingsdatum()?)))
            .filter(|(_, datum)| *datum >= rij.herkomst.dagtekening)
            .min_by_key(|(toewijzing, datum)| (*datum, toewijzing.sleutel))
    }
}

fn geantwoord(keten: &Keten) -> Geantwoord<'_> {
    let mut geantwoord = Geantwoord::new();
    for rij in keten.antwoorden.iter().filter(|rij| telt(&rij.herkomst)) {
        let sleutel = (rij.herkomst.agb, &rij.record.referentie, rij.record.antwoord);
        geantwoord
            .entry(sleutel)
            .and_modify(|eerste| {
                if gezonden(rij) < gezonden(eerste) {
                    *eerste = rij;
                }
            })
            .or_insert(rij);
    }
    geantwoord
}

fn gezonden(rij: &AntwoordRij) -> Volgorde<'_> {
    volgorde(&rij.herkomst, rij.record.regel)
}

/// When the municipality reacted on requests, by the Dagtekening of the messages that count.
#[derive(Debug)]
pub(crate) struct Reacties<'a> {
    /// The first 301 that names the request.
    toegewezen: BTreeMap<Sleutel<'a>, NaiveDate>,
    geantwoord: Geantwoord<'a>,
}

/// When the municipality reacted on a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reactie {
    /// The request is allocated or refused.
    pub(crate) afgehandeld: Option<NaiveDate>,
    /// It is being looked into.
    pub(crate) in_onderzoek: Option<NaiveDate>,
}

impl<'a> Reacties<'a> {
    pub(crate) fn new(keten: &'a Keten) -> Self {
        let toegewezen = keten.toewijzingen.iter().filter(|rij| telt(&rij.herkomst));
        let toegewezen = vroegste(toegewezen.filter_map(|rij| {
            let referentie = rij.record.referentie_aanbieder.as_ref()?;
            let sleutel = (rij.herkomst.agb, rij.record.client, referentie);
            Some((sleutel, rij.herkomst.dagtekening))
        }));
        Self { toegewezen, geantwoord: geantwoord(keten) }
    }

    /// What became of a request; `None` when it has no reference (release 2.0).
    pub(crate) fn op(&self, rij: &VerzoekRij) -> Option<Reactie> {
        let referentie = rij.record.referentie.as_ref()?;
        let agb = rij.herkomst.agb;
        let antwoord = |antwoord| {
            let gevonden = self.geantwoord.get(&(agb, referentie, antwoord));
            gevonden.map(|antwoord| antwoord.herkomst.dagtekening)
        };
        let toegewezen = self.toegewezen.get(&(agb, rij.record.client, referentie)).copied();
        Some(Reactie {
            afgehandeld: toegewezen.into_iter().chain(antwoord(VerzoekAntwoord::Afgewezen)).min(),
            in_onderzoek: antwoord(VerzoekAntwoord::InOnderzoek),
        })
    }
}

/// The smallest of what has the same key.
pub(crate) fn vroegste<K: Ord, T: Ord>(rijen: impl Iterator<Item = (K, T)>) -> BTreeMap<K, T> {
    let mut vroegste = BTreeMap::new();
    for (sleutel, nieuw) in rijen {
        match vroegste.entry(sleutel) {
            Entry::Vacant(plaats) => {
                plaats.insert(nieuw);
            }
            Entry::Occupied(mut eerste) if nieuw < *eerste.get() => {
                eerste.insert(nieuw);
            }
            Entry::Occupied(_) => {}
        }
    }
    vroegste
}
