//! One allocation over time: its versions, and what was sent about it.

use chrono::NaiveDate;
use domain::{Berichtsoort, plus_werkdagen};

use super::{Antwoord, Verteller, Zending};
use crate::allocatie::Allocatie;
use crate::bericht::{Kop, Start, Stop, Toewijzing, Veld};
use crate::kalender::plus;
use crate::oordeel::{Lot, Oordeel, Wat};
use crate::waarheid::{Rij, Tabel};

/// An allocation that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    /// As it stands now.
    pub(crate) a: Allocatie,
    /// Versions that count, oldest first.
    versies: Vec<Versie>,
    /// `is_verwijderd`.
    is_verwijderd: bool,
    /// `Dagtekening` of the newest message about it: the next one is later.
    pub(crate) klok: NaiveDate,
    /// First `Dagtekening` of a 301 that counts.
    ontvangen: Option<NaiveDate>,
    /// What was sent about its deliveries.
    gemeld: Gemeld,
}

/// What starts and stops were sent: some of the later ones have no term any more (OP271, OP272).
#[derive(Debug, Clone, Default)]
struct Gemeld {
    start_ingetrokken: bool,
    stop_ingetrokken: bool,
    /// `Begindatum` of the starts that were paused.
    gepauzeerd: Vec<Veld>,
}

/// Days after which a pause is no longer one (DQ27).
const PAUZE_DAGEN: i64 = 91;

/// A version that counts.
#[derive(Debug, Clone)]
struct Versie {
    a: Allocatie,
    is_verwijderd: bool,
    retour_status: &'static str,
}

impl Dossier {
    /// A dossier about which nothing was sent.
    pub(crate) fn new(a: Allocatie) -> Self {
        Self {
            klok: a.datum,
            a,
            versies: Vec::new(),
            is_verwijderd: false,
            ontvangen: None,
            gemeld: Gemeld::default(),
        }
    }

    /// `toewijzing_sk`.
    pub(crate) fn sk(&self) -> Option<i64> {
        self.a.toewijzing_sk()
    }

    /// The verdict on a record that is all right.
    pub(crate) fn goed(&self) -> Oordeel {
        Oordeel::goed(self.sk())
    }

    /// First `Toewijzingsdatum`.
    pub(super) fn eerste_datum(&self) -> NaiveDate {
        self.versies.first().map_or(self.a.datum, |versie| versie.a.datum)
    }

    /// Notes that `zending` brought the allocation as it stands now.
    pub(crate) fn versie(&mut self, zending: &Zending) {
        self.klok = self.klok.max(zending.datum);
        if zending.lot == Lot::Telt {
            self.ontvangen.get_or_insert(zending.datum);
            let is_verwijderd = self.is_verwijderd;
            let retour_status = zending.status;
            self.versies.push(Versie { a: self.a.clone(), is_verwijderd, retour_status });
        }
    }

    /// The date of the next message, after `dag`.
    pub(super) fn volgende(&mut self, dag: NaiveDate, extra: i64) -> NaiveDate {
        self.klok = plus(self.klok.max(dag), extra);
        self.klok
    }
}

impl Verteller<'_> {
    /// Sends the first 301 of an allocation.
    pub(crate) fn toewijs(&mut self, a: Allocatie) -> anyhow::Result<Dossier> {
        self.toewijs_met(a, Antwoord::Toeval)
    }

    /// Sends the first 301 of an allocation, with this answer.
    pub(crate) fn toewijs_met(
        &mut self,
        mut a: Allocatie,
        antwoord: Antwoord,
    ) -> anyhow::Result<Dossier> {
        self.verzoek_vooraf(&mut a, antwoord)?;
        let mut d = Dossier::new(a);
        self.verstuur(&mut d, antwoord)?;
        Ok(d)
    }

    fn verstuur(&mut self, d: &mut Dossier, antwoord: Antwoord) -> anyhow::Result<()> {
        let extra = self.rng.tussen(0, 2);
        let datum = d.volgende(d.a.datum, extra);
        let regels = vec![(d.a.toewijzing(), None)];
        let zending = self.zend_toewijzingen(&d.a.partij(), datum, regels, antwoord)?;
        d.versie(&zending);
        self.honoreer(&d.a, &zending);
        Ok(())
    }

    /// Sends a new version: another end for `reden`, decided on `datum` or on the day after the last message.
    pub(crate) fn wijzig(
        &mut self,
        d: &mut Dossier,
        (eind, reden): (Option<NaiveDate>, &'static str),
        datum: NaiveDate,
    ) -> anyhow::Result<()> {
        let referentie = self.verzoek_wijziging(d, (eind, reden), datum)?;
        d.a.datum = datum.max(plus(d.klok, 1));
        d.a.tijd = self.tijd();
        d.a.eind = eind;
        d.a.reden = Some(reden);
        d.a.referentie = referentie;
        self.verstuur(d, Antwoord::Toeval)
    }

    /// Removes the allocation: reason 13, or 01 where 13 does not exist yet.
    pub(crate) fn verwijder(&mut self, d: &mut Dossier, datum: NaiveDate) -> anyhow::Result<()> {
        d.is_verwijderd = true;
        let reden = if d.a.aanbieder.kent_31() { "13" } else { "01" };
        self.wijzig(d, (Some(d.a.ingang), reden), datum)
    }

    /// Sends the newest version again, unchanged: same moment, no reason (IV013, IV099).
    pub(crate) fn herzend(&mut self, d: &mut Dossier, datum: NaiveDate) -> anyhow::Result<()> {
        let mut toewijzing = d.a.toewijzing();
        toewijzing.reden_wijziging = None;
        toewijzing.referentie_aanbieder = None;
        self.herzend_met(d, datum, vec![(toewijzing, None)])
    }

    /// Sends a 301 of which the record that loads is the newest version, unchanged.
    pub(crate) fn herzend_met(
        &mut self,
        d: &mut Dossier,
        datum: NaiveDate,
        regels: Vec<(Toewijzing, Option<&'static str>)>,
    ) -> anyhow::Result<()> {
        let datum = d.volgende(datum, 1);
        let zending = self.zend_toewijzingen(&d.a.partij(), datum, regels, Antwoord::Toeval)?;
        if let Some(versie) = d.versies.last_mut()
            && zending.status == "geaccepteerd"
        {
            versie.retour_status = "geaccepteerd";
        }
        Ok(())
    }

    /// Sends one 301 with all allocations of a person at a provider (OP087): those that were sent before unchanged, and
    /// all with the reference of the request that one of them honours (IV097).
    pub(crate) fn toewijs_samen(&mut self, dossiers: &mut [Dossier]) -> anyhow::Result<Zending> {
        let referentie = dossiers.iter().find_map(|d| match d.versies.as_slice() {
            [] => d.a.referentie.clone(),
            _ => None,
        });
        let mut regels = Vec::new();
        let mut datum = None;
        for d in dossiers.iter_mut() {
            let mut toewijzing = d.a.toewijzing();
            toewijzing.referentie_aanbieder.clone_from(&referentie);
            let dag = if d.versies.is_empty() {
                d.a.datum
            } else {
                toewijzing.reden_wijziging = None;
                plus(d.klok, 1)
            };
            datum = datum.max(Some(dag));
            regels.push((toewijzing, None));
        }
        let (Some(eerste), Some(datum)) = (dossiers.first(), datum) else {
            anyhow::bail!("a 301 about nothing")
        };
        let partij = eerste.a.partij();
        let zending = self.zend_toewijzingen(&partij, datum, regels, Antwoord::Toeval)?;
        for d in dossiers {
            d.klok = d.klok.max(datum);
            match d.versies.last_mut() {
                Some(versie) => {
                    if zending.status == "geaccepteerd" {
                        versie.retour_status = "geaccepteerd";
                    }
                    versie.a.referentie = versie.a.referentie.take().or_else(|| referentie.clone());
                }
                None => {
                    d.versie(&zending);
                    self.honoreer(&d.a, &zending);
                }
            }
        }
        Ok(zending)
    }

    /// Sends an ordinary 305.
    pub(crate) fn start(&mut self, d: &mut Dossier, begin: NaiveDate) -> anyhow::Result<Start> {
        let start = self.start_record(d, begin);
        let regels = vec![(start.clone(), Wat::goed(d.goed()))];
        self.stuur_starts(d, begin, regels, Antwoord::Toeval)?;
        Ok(start)
    }

    /// The record of an ordinary 305; `ToewijzingIngangsdatum` is optional.
    pub(crate) fn start_record(&mut self, d: &Dossier, begin: NaiveDate) -> Start {
        let mut start = d.a.start(begin);
        if self.rng.kans(400) {
            start.toewijzing_ingangsdatum = None;
        }
        start
    }

    /// Sends a 305 about this allocation, after `dag`.
    pub(crate) fn stuur_starts(
        &mut self,
        d: &mut Dossier,
        dag: NaiveDate,
        regels: Vec<(Start, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let extra = self.rng.tussen(1, 5);
        let datum = d.volgende(dag, extra);
        self.stuur_starts_op(d, datum, regels, antwoord)
    }

    /// Sends a 305 about this allocation on `datum`, which may be late (OP271).
    pub(crate) fn stuur_starts_op(
        &mut self,
        d: &mut Dossier,
        datum: NaiveDate,
        regels: Vec<(Start, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        d.klok = d.klok.max(datum);
        let zending = self.zend_starts(&d.a.partij(), datum, regels.clone(), antwoord)?;
        let has_term = !d.gemeld.start_ingetrokken;
        for ((start, wat), regel) in regels.iter().zip(1..) {
            d.gemeld.start_ingetrokken |= wat.is_ingetrokken() && start.status.as_str() == "1";
            if !has_term || !wat.is_gekoppeld(zending.lot) || start.status.as_str() != "1" {
                continue;
            }
            let begin = start.begindatum.as_str().parse().ok().max(d.ontvangen);
            if begin.is_some_and(|begin| datum > plus_werkdagen(begin, 5)) {
                let nummer = start.nummer.as_ref().map(Veld::as_str);
                let kop = zending.kop.clone();
                let waar = (Berichtsoort::B305, Some(kop.identificatie.as_str()), Some(regel));
                self.uit.noteer_bevinding("OP271", &kop, waar, nummer)?;
            }
        }
        Ok(zending)
    }

    /// Sends an ordinary 307.
    pub(crate) fn stop(
        &mut self,
        d: &mut Dossier,
        begin: NaiveDate,
        eind: NaiveDate,
        reden: &'static str,
    ) -> anyhow::Result<Stop> {
        let stop = d.a.stop(begin, eind, reden);
        let regels = vec![(stop.clone(), Wat::goed(d.goed()))];
        self.stuur_stops(d, eind, regels, Antwoord::Toeval)?;
        Ok(stop)
    }

    /// Sends a pause that no restart or stop ends (DQ27).
    pub(crate) fn pauzeer(
        &mut self,
        d: &mut Dossier,
        begin: NaiveDate,
        pauze: NaiveDate,
    ) -> anyhow::Result<()> {
        let is_long = self.wereld.kalender.peildatum > plus(pauze, PAUZE_DAGEN);
        let wat = if is_long { Wat::met(d.goed(), "DQ27") } else { Wat::goed(d.goed()) };
        let regels = vec![(d.a.stop(begin, pauze, "20"), wat)];
        self.stuur_stops(d, pauze, regels, Antwoord::Toeval).map(drop)
    }

    /// Sends a 307 about this allocation, after `dag`.
    pub(crate) fn stuur_stops(
        &mut self,
        d: &mut Dossier,
        dag: NaiveDate,
        regels: Vec<(Stop, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let extra = self.rng.tussen(1, 5);
        let datum = d.volgende(dag, extra);
        self.stuur_stops_op(d, datum, regels, antwoord)
    }

    /// Sends a 307 about this allocation on `datum`, which may be late (OP272).
    pub(crate) fn stuur_stops_op(
        &mut self,
        d: &mut Dossier,
        datum: NaiveDate,
        regels: Vec<(Stop, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        d.klok = d.klok.max(datum);
        let zending = self.zend_stops(&d.a.partij(), datum, regels.clone(), antwoord)?;
        let has_term = !d.gemeld.stop_ingetrokken;
        for ((stop, wat), regel) in regels.iter().zip(1..) {
            d.gemeld.stop_ingetrokken |= wat.is_ingetrokken() && stop.status.as_str() == "1";
            if !has_term || !wat.is_gekoppeld(zending.lot) || stop.status.as_str() != "1" {
                continue;
            }
            let is_pauze = stop.reden.as_str() == "20";
            if !is_pauze && d.gemeld.gepauzeerd.contains(&stop.begindatum) {
                continue;
            }
            if is_pauze {
                d.gemeld.gepauzeerd.push(stop.begindatum.clone());
            }
            let eind = stop.einddatum.as_str().parse().ok().max(d.ontvangen);
            if eind.is_some_and(|eind| datum > plus_werkdagen(eind, 5)) {
                let nummer = stop.nummer.as_ref().map(Veld::as_str);
                let kop = zending.kop.clone();
                let waar = (Berichtsoort::B307, Some(kop.identificatie.as_str()), Some(regel));
                self.uit.noteer_bevinding("OP272", &kop, waar, nummer)?;
            }
        }
        Ok(zending)
    }

    /// Notes a finding on the allocation itself.
    pub(crate) fn bevinding(&mut self, d: &Dossier, regelcode: &str) -> anyhow::Result<()> {
        let kop = Kop::new(d.a.wet, d.a.gemeente, d.a.aanbieder.agb);
        let nummer = d.a.nummer().map(Veld::from);
        let waar = (Berichtsoort::B301, None, None);
        self.uit.noteer_bevinding(regelcode, &kop, waar, nummer.as_ref().map(Veld::as_str))
    }

    /// Writes down the allocation and its versions, when nothing more happens to them.
    pub(crate) fn sluit(&mut self, d: &Dossier) -> anyhow::Result<()> {
        let eerste = d.versies.first();
        let laatste = d.versies.last();
        let retour_status = laatste.map_or("afgewezen", |versie| versie.retour_status);
        let referentie = d.versies.iter().rev().find_map(|versie| versie.a.referentie.clone());
        self.uit.noteer(Tabel::Toewijzingen, |waarheid| {
            let a = &d.a;
            let rij = rij_kop(a, waarheid)
                .met(a.datum)
                .met(a.ingang)
                .met(a.eind)
                .met(eerste.and_then(|versie| versie.a.eind))
                .met(a.reden);
            let referentie =
                if laatste.is_some() { referentie.as_ref() } else { a.referentie.as_ref() };
            rij_inhoud(rij, a)
                .met(referentie)
                .met(d.is_verwijderd)
                .met(retour_status)
                .met(u32::try_from(d.versies.len()).unwrap_or_default())
                .met(a.beschikking_sk())
        })?;
        let mut referentie = None;
        for (versie, index) in d.versies.iter().zip(1_u32..) {
            let volgende = usize::try_from(index).ok().and_then(|index| d.versies.get(index));
            referentie = versie.a.referentie.clone().or(referentie);
            self.uit.noteer(Tabel::Versies, |waarheid| {
                let a = &versie.a;
                let rij = rij_kop(a, waarheid)
                    .met(index)
                    .met(a.datum.and_time(a.tijd))
                    .met(volgende.map(|volgende| volgende.a.datum.and_time(volgende.a.tijd)))
                    .met(a.datum)
                    .met(a.ingang)
                    .met(a.eind)
                    .met(a.reden);
                rij_inhoud(rij, a)
                    .met(referentie.as_ref())
                    .met(versie.is_verwijderd)
                    .met(versie.retour_status)
            })?;
        }
        Ok(())
    }
}

fn rij_kop(a: &Allocatie, waarheid: &crate::waarheid::Waarheid) -> Rij {
    let product = a.product.as_ref();
    Rij::default()
        .met(a.wet)
        .met(a.gemeente)
        .met(a.aanbieder.agb)
        .met(waarheid.client(&a.bsn))
        .met(product.map(|product| &product.categorie))
        .met(product.and_then(|product| product.code.as_ref()))
        .met(a.toewijzing_sk())
        .met(a.nummer())
}

fn rij_inhoud(rij: Rij, a: &Allocatie) -> Rij {
    rij.met(a.omvang.map(|omvang| omvang.volume))
        .met(a.omvang.map(|omvang| omvang.eenheid))
        .met(a.omvang.map(|omvang| omvang.frequentie))
        .met(a.budget)
}
