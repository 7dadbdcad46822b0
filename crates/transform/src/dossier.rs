//! The picture of a dossier that its rules look at: everything of one person at one provider.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::record::Onderdeel;
use domain::{Gemeentecode, KetenSleutel, Toewijzingnummer, Wet};

use crate::beeld::{telt, volgorde};
use crate::toestand::{self, Toewijzing, Toewijzingen};
use crate::{Herkomst, Kader, Keten, ToewijzingRij, VerzoekRij};

/// Everything about a dossier that a rule may look at.
#[derive(Debug)]
pub(crate) struct DossierBeeld<'a> {
    pub(crate) sleutel: KetenSleutel,
    pub(crate) wet: Wet,
    pub(crate) gemeente: Gemeentecode,
    pub(crate) kader: &'a Kader,
    /// All 301, 315 and 317 records of the person at the provider, and the 319s on those requests.
    pub(crate) records: &'a Keten,
    /// Every allocation of which a 301 was seen.
    pub(crate) toewijzingen: Toewijzingen<'a>,
    /// 301 records, in order of sending.
    toegewezen: Vec<&'a ToewijzingRij>,
    /// Products of 315s, in order of sending.
    aangevraagd: Vec<&'a VerzoekRij>,
    /// Products of 317s, in order of sending.
    gewijzigd: Vec<&'a VerzoekRij>,
    /// What was known of every allocation number, in order of sending.
    verlopen: BTreeMap<Toewijzingnummer, Vec<Stand<'a>>>,
}

/// What was known of an allocation, from the Dagtekening of a 301 that counts up to that of the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand<'a> {
    pub(crate) bekend_op: NaiveDate,
    /// A record with the content of the newest version that was known.
    pub(crate) rij: &'a ToewijzingRij,
    pub(crate) is_verwijderd: bool,
}

impl Stand<'_> {
    /// Whether it is actual on `dag`: it runs or is to come, and is not removed (TR349).
    pub(crate) fn is_actueel(&self, dag: NaiveDate) -> bool {
        !self.is_verwijderd && self.rij.record.periode.eind().is_none_or(|eind| eind >= dag)
    }
}

impl<'a> DossierBeeld<'a> {
    pub(crate) fn new(records: &'a Keten, sleutel: KetenSleutel, kader: &'a Kader) -> Self {
        let Keten { wet, gemeente, .. } = *records;
        let toewijzingen = Toewijzingen::new(records);
        let mut toegewezen: Vec<_> = records.toewijzingen.iter().collect();
        toegewezen.sort_by(|een, twee| {
            let plaats = |rij: &&'a ToewijzingRij| volgorde(&rij.herkomst, rij.record.regel);
            plaats(een).cmp(&plaats(twee))
        });
        let verzoeken = records.verzoeken.iter();
        let (aangevraagd, gewijzigd): (Vec<_>, Vec<_>) =
            verzoeken.partition(|rij| rij.record.onderdeel == Onderdeel::Aangevraagd);
        let met_nummer =
            |toewijzing: &Toewijzing<'a>| Some((toewijzing.nummer()?, verloop(&toewijzing.rijen)));
        // Nobody asks for it when there is one 301 and no 317.
        let is_een_bericht = toegewezen.windows(2).all(
            |paar| matches!(paar, [een, twee] if bericht(&een.herkomst) == bericht(&twee.herkomst)),
        );
        let verlopen = if is_een_bericht && gewijzigd.is_empty() {
            BTreeMap::new()
        } else {
            toewijzingen.iter().filter_map(met_nummer).collect()
        };
        Self {
            sleutel,
            wet,
            gemeente,
            kader,
            records,
            toewijzingen,
            toegewezen,
            aangevraagd: op_volgorde(aangevraagd),
            gewijzigd: op_volgorde(gewijzigd),
            verlopen,
        }
    }

    /// The records of every 301, in order of sending.
    pub(crate) fn toewijzingsberichten(&self) -> impl Iterator<Item = &[&'a ToewijzingRij]> {
        self.toegewezen.chunk_by(|een, twee| bericht(&een.herkomst) == bericht(&twee.herkomst))
    }

    /// The records of every 315, in order of sending.
    pub(crate) fn aanvragen(&self) -> impl Iterator<Item = &[&'a VerzoekRij]> {
        self.aangevraagd.chunk_by(|een, twee| bericht(&een.herkomst) == bericht(&twee.herkomst))
    }

    /// The products of every 317, in order of sending. A 317 is one record.
    pub(crate) fn wijzigingen(&self) -> impl Iterator<Item = &[&'a VerzoekRij]> {
        self.gewijzigd.chunk_by(|een, twee| bericht(&een.herkomst) == bericht(&twee.herkomst))
    }

    /// What was known of an allocation from 301s of up to and including `dag`.
    pub(crate) fn stand_op(&self, nummer: Toewijzingnummer, dag: NaiveDate) -> Option<&Stand<'a>> {
        let verloop = self.verlopen.get(&nummer)?;
        verloop.get(verloop.partition_point(|stand| stand.bekend_op <= dag).checked_sub(1)?)
    }

    /// Everything that was ever known of the allocations, each until what was known next.
    pub(crate) fn standen(
        &self,
    ) -> impl Iterator<Item = (Toewijzingnummer, &Stand<'a>, Option<&Stand<'a>>)> {
        self.verlopen.iter().flat_map(|(nummer, verloop)| {
            let volgende = verloop.iter().skip(1).map(Some).chain(core::iter::once(None));
            verloop.iter().zip(volgende).map(|(stand, volgende)| (*nummer, stand, volgende))
        })
    }

    /// The actual allocations, to be asked for day after day.
    pub(crate) fn actueel(&self) -> Actueel<'_, 'a> {
        let mut komend: Vec<_> = self.standen().map(|(nummer, stand, _)| (nummer, stand)).collect();
        // Stable, then turned: of two of one day the newer comes out last.
        komend.sort_by_key(|(_, stand)| stand.bekend_op);
        komend.reverse();
        Actueel { komend, nu: BTreeMap::new(), einden: BTreeSet::new() }
    }
}

/// The allocations that are actual, as time goes on.
#[derive(Debug)]
pub(crate) struct Actueel<'b, 'a> {
    /// What was still to be sent, the first last.
    komend: Vec<(Toewijzingnummer, &'b Stand<'a>)>,
    nu: BTreeMap<Toewijzingnummer, &'b Stand<'a>>,
    /// The last days of those in `nu` that have one.
    einden: BTreeSet<(NaiveDate, Toewijzingnummer)>,
}

impl<'b, 'a> Actueel<'b, 'a> {
    /// Those that are actual on `dag`, as was known from 301s before it. Days are asked for in order.
    pub(crate) fn op(&mut self, dag: NaiveDate) -> &BTreeMap<Toewijzingnummer, &'b Stand<'a>> {
        while let Some((nummer, stand)) = self.komend.pop_if(|(_, stand)| stand.bekend_op < dag) {
            let vorige = self.nu.remove(&nummer);
            if let Some(eind) = vorige.and_then(|vorige| vorige.rij.record.periode.eind()) {
                self.einden.remove(&(eind, nummer));
            }
            if stand.is_actueel(dag) {
                self.nu.insert(nummer, stand);
                self.einden.extend(stand.rij.record.periode.eind().map(|eind| (eind, nummer)));
            }
        }
        while let Some((eind, nummer)) = self.einden.first().copied()
            && eind < dag
        {
            self.einden.remove(&(eind, nummer));
            self.nu.remove(&nummer);
        }
        &self.nu
    }
}

/// What names a message of one kind.
fn bericht(herkomst: &Herkomst) -> impl PartialEq + '_ {
    (herkomst.dagtekening, &herkomst.identificatie, herkomst.bericht_agb)
}

fn op_volgorde(mut rijen: Vec<&VerzoekRij>) -> Vec<&VerzoekRij> {
    rijen.sort_by(|een, twee| {
        let een = (volgorde(&een.herkomst, een.record.regel), een.record.volgnummer);
        een.cmp(&(volgorde(&twee.herkomst, twee.record.regel), twee.record.volgnummer))
    });
    rijen
}

/// What was known of an allocation, in order of sending; `rijen` are in order of versions.
fn verloop<'a>(rijen: &[&'a ToewijzingRij]) -> Vec<Stand<'a>> {
    let mut versies = Vec::new();
    let mut standen = Vec::new();
    for (rang, rij) in rijen.iter().filter(|rij| telt(&rij.herkomst)).enumerate() {
        toestand::neem_op(&mut versies, rij);
        let bekend_op = rij.herkomst.dagtekening;
        let versie = versies.last();
        standen.extend(versie.map(|&toestand::Versie { rij, is_verwijderd, .. }| {
            (rang, Stand { bekend_op, rij, is_verwijderd })
        }));
    }
    standen.sort_by_key(|(rang, stand)| (stand.bekend_op, *rang));
    // A record of an older moment that was sent later says nothing new.
    let mut nieuwste = 0;
    standen.retain(|(rang, _)| {
        let is_nieuwer = *rang >= nieuwste;
        nieuwste = nieuwste.max(*rang);
        is_nieuwer
    });
    standen.into_iter().map(|(_, stand)| stand).collect()
}

/// Numbers that a text names; the rest is counted.
const NAMEN_MAX: usize = 10;

/// The first of `aantal` numbers, in one line.
pub(crate) fn opsomming<'n>(
    nummers: impl Iterator<Item = &'n Toewijzingnummer>,
    aantal: usize,
) -> String {
    let namen: Vec<_> = nummers.take(NAMEN_MAX).map(ToString::to_string).collect();
    let rest = match aantal.saturating_sub(NAMEN_MAX) {
        0 => String::new(),
        rest => format!(" en nog {rest}"),
    };
    format!("{}{rest}", namen.join(", "))
}
