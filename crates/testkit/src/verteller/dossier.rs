//! One allocation over time: its versions, and what was sent about it.

use chrono::NaiveDate;
use domain::Berichtsoort;

use super::regie::Gemeld;
use super::{Antwoord, Verteller, Zending};
use crate::allocatie::Allocatie;
use crate::bericht::{Kop, Toewijzing, Veld};
use crate::kalender::plus;
use crate::oordeel::{Lot, Oordeel};
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
    pub(super) ontvangen: Option<NaiveDate>,
    /// What was sent about its deliveries.
    pub(super) gemeld: Gemeld,
}

/// A version that counts.
#[derive(Debug, Clone)]
struct Versie {
    a: Allocatie,
    is_verwijderd: bool,
    retour_status: &'static str,
    /// `Dagtekening` of its first 301.
    ontvangen: NaiveDate,
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

    /// First `Dagtekening` of a 301 that counts and allows care on `dag`; without one, of any (OP271).
    pub(super) fn ontvangen_voor(&self, dag: NaiveDate) -> Option<NaiveDate> {
        let holds = |a: &Allocatie| a.ingang <= dag && a.eind.is_none_or(|eind| dag <= eind);
        let versie = self.versies.iter().find(|versie| holds(&versie.a));
        versie.map(|versie| versie.ontvangen).or(self.ontvangen)
    }

    /// Notes that `zending` brought the allocation as it stands now.
    pub(crate) fn versie(&mut self, zending: &Zending) {
        self.klok = self.klok.max(zending.datum);
        if zending.lot == Lot::Telt {
            self.ontvangen.get_or_insert(zending.datum);
            let is_verwijderd = self.is_verwijderd;
            let retour_status = zending.status;
            let (a, ontvangen) = (self.a.clone(), zending.datum);
            self.versies.push(Versie { a, is_verwijderd, retour_status, ontvangen });
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

    /// Sends the allocation as it stands now.
    pub(crate) fn verstuur(
        &mut self,
        d: &mut Dossier,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let extra = self.rng.tussen(0, 2);
        let datum = d.volgende(d.a.datum, extra);
        let regels = vec![(d.a.toewijzing(), None)];
        let zending = self.zend_toewijzingen(&d.a.partij(), datum, regels, antwoord)?;
        d.versie(&zending);
        self.honoreer(&d.a, &zending);
        Ok(zending)
    }

    /// Sends a new version: another end for `reden`, decided on `datum` or on the day after the last message.
    pub(crate) fn wijzig(
        &mut self,
        d: &mut Dossier,
        (eind, reden): (Option<NaiveDate>, &'static str),
        datum: NaiveDate,
    ) -> anyhow::Result<Zending> {
        let referentie = self.verzoek_wijziging(d, (eind, reden), datum)?;
        d.a.datum = datum.max(plus(d.klok, 1));
        d.a.tijd = self.tijd();
        d.a.eind = eind;
        d.a.reden = Some(reden);
        d.a.referentie = referentie;
        self.verstuur(d, Antwoord::Toeval)
    }

    /// Removes the allocation: reason 13, or 01 where 13 does not exist yet.
    pub(crate) fn verwijder(
        &mut self,
        d: &mut Dossier,
        datum: NaiveDate,
    ) -> anyhow::Result<Zending> {
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
    pub(crate) fn toewijs_samen(
        &mut self,
        dossiers: &mut [Dossier],
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
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
        let zending = self.zend_toewijzingen(&partij, datum, regels, antwoord)?;
        for d in dossiers {
            d.klok = d.klok.max(datum);
            if let Some(versie) = d.versies.last_mut() {
                if zending.status == "geaccepteerd" {
                    versie.retour_status = "geaccepteerd";
                }
                versie.a.referentie = versie.a.referentie.take().or_else(|| referentie.clone());
            } else {
                d.versie(&zending);
                self.honoreer(&d.a, &zending);
            }
        }
        Ok(zending)
    }

    /// Sends a new version of one allocation with another end, and the other one unchanged beside it.
    pub(crate) fn wijzig_naast(
        &mut self,
        een: &mut Dossier,
        twee: &mut Dossier,
        (eind, reden): (NaiveDate, &'static str),
        datum: NaiveDate,
    ) -> anyhow::Result<()> {
        een.a.datum = datum.max(plus(een.klok, 1));
        een.a.tijd = self.tijd();
        (een.a.eind, een.a.reden) = (Some(eind), Some(reden));
        een.a.referentie = None;
        let mut ander = twee.a.toewijzing();
        (ander.reden_wijziging, ander.referentie_aanbieder) = (None, None);
        let regels = vec![(een.a.toewijzing(), None), (ander, None)];
        let datum = een.volgende(een.a.datum, 0);
        let zending = self.zend_toewijzingen(&een.a.partij(), datum, regels, Antwoord::Toeval)?;
        een.versie(&zending);
        twee.klok = datum;
        if let Some(versie) = twee.versies.last_mut()
            && zending.status == "geaccepteerd"
        {
            versie.retour_status = "geaccepteerd";
        }
        Ok(())
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
