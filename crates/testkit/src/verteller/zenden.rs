//! Sends 301, 305 and 307 with their retours.

use chrono::NaiveDate;
use domain::{Berichtsoort, Gemeentecode, Wet, plus_werkdagen};

use super::Verteller;
use crate::allocatie::Allocatie;
use crate::bericht::{
    Heenbericht, Kop, Persoon, Product, Start, Startbericht, Stop, Stopbericht, Toewijzing,
    Toewijzingsbericht, Veld,
};
use crate::declaraties::{Record, noteer_oordeel};
use crate::kalender::plus;
use crate::oordeel::{Lot, Wat};
use crate::schrijver::Plek;
use crate::uitvoer::{Post, Som, Telling, opmaak};
use crate::wereld::Aanbieder;

/// What the receiver of a 301, 305 or 307 answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Antwoord {
    /// Accepted in four of five cases, else nothing yet.
    Toeval,
    /// Accepted in time.
    Akkoord,
    /// Accepted, after the term of three working days (OP090).
    Laat,
    /// Nothing yet.
    Geen,
    /// Accepted, and later a second answer that rejects and does not count.
    Dubbel,
    /// Rejected in the header.
    Kop,
    /// Rejected on a record, from 1.
    Regel(u32, &'static str),
    /// Rejected on `Client`.
    Client,
}

/// Who sends about whom.
#[derive(Debug, Clone)]
pub(crate) struct Partij {
    pub(crate) wet: Wet,
    pub(crate) gemeente: Gemeentecode,
    pub(crate) aanbieder: Aanbieder,
    pub(crate) bsn: Veld,
}

impl Allocatie {
    /// The parties of the allocation.
    pub(crate) fn partij(&self) -> Partij {
        let Self { wet, gemeente, aanbieder, .. } = *self;
        Partij { wet, gemeente, aanbieder, bsn: self.bsn.clone() }
    }
}

/// A message that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Zending {
    /// Its header.
    pub(crate) kop: Kop,
    /// Its `Dagtekening`.
    pub(crate) datum: NaiveDate,
    /// Whether its retour rejected it.
    pub(crate) lot: Lot,
    /// `retour_status`.
    pub(crate) status: &'static str,
}

impl Verteller<'_> {
    pub(super) fn kop(&mut self, partij: &Partij, letter: char, datum: NaiveDate) -> Kop {
        let identificatie = self.uit.nummer(letter);
        let mut kop = Kop::new(partij.wet, partij.gemeente, partij.aanbieder.agb)
            .bericht(identificatie, datum)
            .opmaak(opmaak(self.rng.next() >> 60));
        kop.release = partij.aanbieder.release;
        kop
    }

    pub(super) fn persoon(&self, bsn: &Veld) -> Persoon {
        Persoon { bsn: bsn.clone(), ..self.client.persoon.clone() }
    }

    /// Sends a 301 with these records; `None` loads, a code is a refusal.
    pub(crate) fn zend_toewijzingen(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        regels: Vec<(Toewijzing, Option<&'static str>)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let kop = self.kop(partij, 'T', datum);
        let persoon = self.persoon(&partij.bsn);
        let weigeringen: Vec<Option<&str>> = regels.iter().map(|(_, code)| *code).collect();
        let mut bericht = Toewijzingsbericht::new(kop.clone(), persoon);
        bericht.toewijzingen = regels.into_iter().map(|(toewijzing, _)| toewijzing).collect();
        for toewijzing in &mut bericht.toewijzingen {
            if self.rng.kans(100) {
                toewijzing.commentaar = Some(crate::namen::tekst(&mut self.rng));
            }
        }
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let zending = (kop, Berichtsoort::B301, datum);
        self.rond_af(zending, &weigeringen, (&bericht).into(), antwoord)
    }

    /// Sends a 305 with these records.
    pub(crate) fn zend_starts(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        regels: Vec<(Start, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let kop = self.kop(partij, 'S', datum);
        let mut bericht = Startbericht::new(kop.clone(), self.persoon(&partij.bsn));
        let (starts, wat): (Vec<_>, Vec<_>) = regels.into_iter().unzip();
        bericht.starts = starts;
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let zending = (kop, Berichtsoort::B305, datum);
        let zending = self.rond_af(zending, &codes(&wat), (&bericht).into(), antwoord)?;
        for ((start, wat), regel) in bericht.starts.iter().zip(&wat).zip(1..) {
            let Start { nummer, product, .. } = start;
            self.noteer(&zending, Berichtsoort::B305, &partij.bsn, (regel, nummer, product), wat)?;
        }
        Ok(zending)
    }

    /// Sends a 307 with these records.
    pub(crate) fn zend_stops(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        regels: Vec<(Stop, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let kop = self.kop(partij, 'P', datum);
        let mut bericht = Stopbericht::new(kop.clone(), self.persoon(&partij.bsn));
        let (stops, wat): (Vec<_>, Vec<_>) = regels.into_iter().unzip();
        bericht.stops = stops;
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let zending = (kop, Berichtsoort::B307, datum);
        let zending = self.rond_af(zending, &codes(&wat), (&bericht).into(), antwoord)?;
        for ((stop, wat), regel) in bericht.stops.iter().zip(&wat).zip(1..) {
            let Stop { nummer, product, .. } = stop;
            self.noteer(&zending, Berichtsoort::B307, &partij.bsn, (regel, nummer, product), wat)?;
        }
        Ok(zending)
    }

    /// Writes the message in the buffer, sometimes twice, and its retour.
    pub(super) fn rond_af(
        &mut self,
        (kop, soort, datum): (Kop, Berichtsoort, NaiveDate),
        weigeringen: &[Option<&str>],
        heen: Heenbericht<'_>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let all = u64::try_from(weigeringen.len()).unwrap_or_default();
        let refused = u64::try_from(weigeringen.iter().flatten().count()).unwrap_or_default();
        let telling = Telling {
            geladen: Som::records(all - refused),
            gequarantaineerd: Som::records(refused),
            dubbel: Som::default(),
        };
        let identificatie = kop.identificatie.clone();
        let identificatie = identificatie.as_str();
        let post = Post { kop: &kop, soort, identificatie, datum, plek: Plek::Gewoon };
        let naam = self.uit.verzend(post, telling)?;
        for (code, regel) in weigeringen.iter().zip(1..) {
            if let Some(code) = code {
                self.uit.noteer_quarantaine(&naam, Some(regel), code, None)?;
            }
        }
        if refused == 0 && self.rng.kans(8) {
            self.uit.merk("dubbel_bestand");
            self.uit.verzend_kopie(post, Som::records(all))?;
        }
        let (status, codes) = self.beantwoord(post, heen, antwoord)?;
        self.uit.noteer_bericht(post, u32::try_from(all).ok(), status, &codes)?;
        let lot = if status == "afgewezen" { Lot::Afgewezen } else { Lot::Telt };
        Ok(Zending { kop, datum, lot, status })
    }

    /// Writes the retour and gives what `feit_bericht` says about the heen message.
    fn beantwoord(
        &mut self,
        post: Post<'_>,
        heen: Heenbericht<'_>,
        antwoord: Antwoord,
    ) -> anyhow::Result<(&'static str, Vec<&'static str>)> {
        let term = plus_werkdagen(post.datum, 3);
        let is_open = match antwoord {
            Antwoord::Toeval => self.rng.kans(200),
            _ => antwoord == Antwoord::Geen,
        };
        let is_late =
            antwoord == Antwoord::Laat || is_open && self.wereld.kalender.peildatum > term;
        // The term exists since release 3.0.
        if is_late && post.kop.release.versie >= 3 {
            let waar = (post.soort, Some(post.identificatie), None);
            self.uit.noteer_bevinding("OP090", post.kop, waar, None)?;
        }
        if is_open {
            self.uit.merk("retour_open");
            return Ok(("open", Vec::new()));
        }
        let na = self.rng.tussen(1, 3);
        let datum = plus(if antwoord == Antwoord::Laat { term } else { post.datum }, na);
        let (status, codes, naam) = match antwoord {
            Antwoord::Toeval
            | Antwoord::Akkoord
            | Antwoord::Laat
            | Antwoord::Geen
            | Antwoord::Dubbel => ("geaccepteerd", vec![], "retour_akkoord"),
            Antwoord::Kop => ("afgewezen", vec!["0001"], "retour_kop"),
            Antwoord::Regel(_, code) => ("afgewezen", vec!["0200", code], "retour_regel"),
            Antwoord::Client => ("afgewezen", vec!["0001", "0200", "0233"], "retour_client"),
        };
        self.uit.merk(naam);
        self.zend_retour(post, heen, (datum, antwoord), &codes)?;
        if antwoord == Antwoord::Dubbel {
            self.uit.merk("retour_dubbel");
            self.zend_retour(post, heen, (plus(datum, 4), Antwoord::Kop), &["0001"])?;
        }
        Ok((status, codes))
    }

    fn zend_retour(
        &mut self,
        post: Post<'_>,
        heen: Heenbericht<'_>,
        (datum, antwoord): (NaiveDate, Antwoord),
        codes: &[&str],
    ) -> anyhow::Result<()> {
        let identificatie = self.uit.nummer('R');
        let mut retour = heen.retour(&identificatie, datum);
        match antwoord {
            Antwoord::Kop => retour = retour.kopcode("0001"),
            Antwoord::Regel(regel, code) => retour = retour.regelcode(regel, code),
            Antwoord::Client => retour = retour.clientcode("0001"),
            Antwoord::Toeval
            | Antwoord::Akkoord
            | Antwoord::Laat
            | Antwoord::Geen
            | Antwoord::Dubbel => {}
        }
        self.uit.buffer = retour.schrijf(core::mem::take(&mut self.uit.buffer));
        let soort = heen.soort();
        let post = Post { soort, identificatie: &identificatie, datum, ..post };
        self.uit.verzend(post, Telling::geladen(Som::records(1)))?;
        self.uit.noteer_bericht(post, None, "nvt", codes)
    }

    /// Writes down what becomes of a 305 or 307 record.
    pub(super) fn noteer(
        &mut self,
        zending: &Zending,
        soort: Berichtsoort,
        bsn: &Veld,
        (regelnummer, nummer, product): (u32, &Option<Veld>, &Option<Product>),
        wat: &Wat,
    ) -> anyhow::Result<()> {
        let Wat::Laadt(oordeel, bevindingen) = wat else { return Ok(()) };
        let kop = &zending.kop;
        let record = Record {
            soort,
            regelnummer,
            bsn,
            categorie: product.as_ref().map(|product| &product.categorie),
            code: product.as_ref().and_then(|product| product.code.as_ref()),
            nummer: nummer.as_ref(),
        };
        noteer_oordeel(self.uit, kop, &record, oordeel, oordeel.koppelstatus(zending.lot))?;
        let waar = (soort, Some(kop.identificatie.as_str()), Some(regelnummer));
        for code in bevindingen {
            self.uit.noteer_bevinding(code, kop, waar, nummer.as_ref().map(Veld::as_str))?;
        }
        Ok(())
    }
}

/// The codes of the records that are refused.
fn codes(wat: &[Wat]) -> Vec<Option<&'static str>> {
    wat.iter()
        .map(|wat| match wat {
            Wat::Laadt(..) => None,
            Wat::Geweigerd(code) => Some(*code),
        })
        .collect()
}
