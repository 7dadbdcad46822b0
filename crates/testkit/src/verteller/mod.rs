//! Tells what happens to one client: sends the messages and writes down the truth as it goes.

mod boek;
mod declareren;
mod dossier;
mod levering;
mod regie;
mod release2;
mod verzoeken;
mod zenden;

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use domain::{Gemeentecode, Wet};

use crate::allocatie::{Allocatie, Inhoud, Vorm};
use crate::bericht::{Persoon, Veld};
use crate::kalender::{TOEKOMST_DAGEN, plus};
use crate::rng::Rng;
use crate::uitvoer::Uitvoer;
use crate::wereld::{Aanbieder, Wereld, kies_aanbieder};

pub(crate) use declareren::Correctie;
pub(crate) use dossier::Dossier;
pub(crate) use levering::Levering;
pub(crate) use release2::als_start;
use verzoeken::Verzoek;
pub(crate) use verzoeken::{Besluit, Bij, Wens, Wijziging};
pub(crate) use zenden::{Antwoord, Partij, Zending};

/// The person that stories are told about.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    /// Number, from 0.
    pub(crate) index: u64,
    /// Invented person, with BSN.
    pub(crate) persoon: Persoon,
    /// BSN of somebody else.
    pub(crate) ander_bsn: Veld,
    /// Municipality.
    pub(crate) gemeente: Gemeentecode,
    /// Law.
    pub(crate) wet: Wet,
}

/// When an allocation ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Eind {
    /// Open, or far in the future.
    Lopend,
    /// On this date.
    Op(NaiveDate),
}

/// Allocation numbers that a client has for itself.
const NUMMERS_PER_CLIENT: u64 = 32;

/// First number that is never allocated.
const ONBEKEND: u64 = 800_000_000;

/// First number of a beschikking.
const BESCHIKKING: u64 = 500_000_000;

/// A client being told about.
#[derive(Debug)]
pub(crate) struct Verteller<'a> {
    pub(crate) wereld: &'a Wereld,
    pub(crate) uit: &'a mut Uitvoer,
    pub(crate) rng: Rng,
    pub(crate) client: Client,
    /// Whether the client has a story without allocation numbers: a second one could not be told apart.
    pub(crate) has_taakgericht: bool,
    /// Providers that have an allocation or a request of the client: another story takes another provider, so that
    /// each message about all allocations at one provider is complete (OP087).
    bezet: BTreeSet<(Wet, &'static str)>,
    /// Lines and deliveries of the story that is being told.
    boek: boek::Boek,
    /// Requests of the story that is being told.
    verzoeken: Vec<Verzoek>,
    volgend: u64,
}

impl<'a> Verteller<'a> {
    /// Begins with a client that nothing happened to.
    pub(crate) fn new(wereld: &'a Wereld, uit: &'a mut Uitvoer, rng: Rng, client: Client) -> Self {
        Self {
            wereld,
            uit,
            rng,
            client,
            has_taakgericht: false,
            bezet: BTreeSet::new(),
            boek: boek::Boek::default(),
            verzoeken: Vec::new(),
            volgend: 0,
        }
    }

    fn nummer_vanaf(&mut self, eerste: u64) -> u32 {
        let nummer = eerste + self.client.index * NUMMERS_PER_CLIENT + self.volgend;
        self.volgend += 1;
        u32::try_from(nummer).unwrap_or_default()
    }

    /// A number that no allocation has.
    pub(crate) fn onbekend_nummer(&mut self) -> u32 {
        self.nummer_vanaf(ONBEKEND)
    }

    /// A number for an allocation that no other has.
    pub(crate) fn toewijzingnummer(&mut self) -> u32 {
        self.nummer_vanaf(100_000)
    }

    /// A number for a beschikking that no other has.
    pub(crate) fn beschikkingnummer(&mut self) -> u32 {
        self.nummer_vanaf(BESCHIKKING)
    }

    /// A first day that leaves at least `ruimte` days up to the last month's end; mostly long ago.
    pub(crate) fn ingang(&mut self, ruimte: i64) -> NaiveDate {
        let kalender = &self.wereld.kalender;
        let laatste = plus(kalender.eind, -ruimte);
        let oud = plus(kalender.begin, -self.rng.tussen(0, 80));
        let jong = plus(
            kalender.begin,
            self.rng.tussen(0, crate::kalender::dagen(kalender.begin, laatste)),
        );
        if self.rng.kans(550) { oud.min(laatste) } else { jong.min(laatste) }
    }

    /// A last day at least `duur` days after `ingang`, inside the months.
    pub(crate) fn einde(&mut self, ingang: NaiveDate, duur: i64) -> NaiveDate {
        let kalender = &self.wereld.kalender;
        let eerste = plus(ingang, duur).max(kalender.begin);
        plus(eerste, self.rng.tussen(0, crate::kalender::dagen(eerste, kalender.eind)))
            .min(kalender.eind)
    }

    /// Draws what is allocated.
    pub(crate) fn vorm(&mut self) -> Vorm {
        let options = [
            (62, Vorm::Inspanning),
            (16, Vorm::Output),
            (13, Vorm::Aspecifiek),
            (9, Vorm::Generiek),
        ];
        self.rng.weeg(&options, Vorm::Inspanning)
    }

    /// Draws an allocation of any form and provider.
    pub(crate) fn allocatie(&mut self, ingang: NaiveDate, eind: Eind) -> Allocatie {
        let vorm = self.vorm();
        let aanbieder = self.aanbieder();
        self.allocatie_van(vorm, aanbieder, ingang, eind)
    }

    /// Draws an allocation with category, code and size, of a provider with release 3.2.
    pub(crate) fn specifiek(&mut self, ingang: NaiveDate, eind: Eind) -> Allocatie {
        let aanbieder = self.aanbieder_32();
        self.allocatie_van(Vorm::Inspanning, aanbieder, ingang, eind)
    }

    /// A provider that has no story about the client yet.
    pub(crate) fn aanbieder(&mut self) -> Aanbieder {
        let aanbieder = kies_aanbieder(&mut self.rng, &self.bezet, self.client.wet, false);
        self.bezet.insert((self.client.wet, aanbieder.agb));
        aanbieder
    }

    /// The same, of release 3.2.
    pub(crate) fn aanbieder_32(&mut self) -> Aanbieder {
        let aanbieder = kies_aanbieder(&mut self.rng, &self.bezet, self.client.wet, true);
        self.bezet.insert((self.client.wet, aanbieder.agb));
        aanbieder
    }

    /// Draws the rest of an allocation.
    pub(crate) fn allocatie_van(
        &mut self,
        vorm: Vorm,
        aanbieder: Aanbieder,
        ingang: NaiveDate,
        eind: Eind,
    ) -> Allocatie {
        let wet = self.client.wet;
        let nummer = self.toewijzingnummer();
        let volg = u32::try_from(self.volgend).unwrap_or_default();
        let maanden = self.wereld.kalender.maanden;
        let inhoud = Inhoud::kies(&mut self.rng, wet, vorm, volg, maanden);
        let eind = match eind {
            Eind::Op(datum) => Some(datum),
            Eind::Lopend if inhoud.eist_einddatum() || self.rng.kans(500) => {
                let dagen = TOEKOMST_DAGEN + self.rng.tussen(0, 300);
                Some(plus(self.wereld.kalender.eind, dagen))
            }
            Eind::Lopend => None,
        };
        let eerder =
            if self.rng.kans(850) { -self.rng.tussen(0, 30) } else { self.rng.tussen(1, 8) };
        self.uit.merk(inhoud.vorm.naam());
        Allocatie {
            wet,
            gemeente: self.client.gemeente,
            aanbieder,
            bsn: self.client.persoon.bsn.clone(),
            nummer,
            product: inhoud.product,
            omvang: inhoud.omvang,
            budget: inhoud.budget,
            referentie: None,
            datum: plus(ingang, eerder),
            tijd: self.tijd(),
            ingang,
            eind,
            reden: None,
            declaratie: inhoud.declaratie,
            beschikking: None,
            los: None,
        }
    }

    /// A time of the working day.
    pub(crate) fn tijd(&mut self) -> NaiveTime {
        let seconds = u32::try_from(self.rng.tussen(8 * 3600, 17 * 3600)).unwrap_or_default();
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default()
    }

    /// A first day of care on an allocation that begins on `ingang`.
    pub(crate) fn begin(&mut self, ingang: NaiveDate) -> NaiveDate {
        plus(ingang, self.rng.tussen(0, 10))
    }

    /// A reason for the stop after the allocation was changed for `reden`: the one that fits (DQ25), when one does.
    pub(crate) fn reden_stop_na(&mut self, a: &Allocatie, reden: &str) -> &'static str {
        match reden {
            _ if !a.aanbieder.kent_31() => self.reden_stop(a),
            "02" => "02",
            "03" | "05" | "08" | "10" | "11" => "36",
            "06" => "39",
            "07" if a.wet == Wet::Jw => "35",
            "07" => "31",
            "09" => "38",
            "12" => "37",
            _ => self.reden_stop(a),
        }
    }

    /// A reason for a definitive stop.
    pub(crate) fn reden_stop(&mut self, allocatie: &Allocatie) -> &'static str {
        match (allocatie.wet, allocatie.aanbieder.kent_31() && self.rng.kans(150)) {
            (_, true) => self.rng.kies(["38", "39"]),
            (Wet::Jw, _) => self.rng.kies(["31", "31", "32", "33", "34", "35", "36", "37", "02"]),
            _ => self.rng.kies(["19", "19", "21", "22", "23", "31", "36", "37", "02"]),
        }
    }

    /// Everything that must never turn up outside the inbox about this client.
    pub(crate) fn noteer_geheimen(&mut self) -> anyhow::Result<()> {
        if let Some(waarheid) = &mut self.uit.waarheid {
            let Client { persoon: Persoon { bsn, adres, .. }, ander_bsn, .. } = &self.client;
            for geheim in [bsn, ander_bsn, &adres.postcode, &adres.telefoon, &adres.email] {
                waarheid.geheim(geheim.as_str())?;
            }
        }
        Ok(())
    }
}
