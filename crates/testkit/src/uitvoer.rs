//! Where messages and truth go: files, counters, and the lines that wait for their declaration.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Berichtsoort, Wet};

use crate::bericht::{Kop, Opmaak};
use crate::declaraties::Blok;
use crate::schrijver::{Plek, Schrijver};
use crate::waarheid::{Rij, Tabel, Waarheid, lijst};

/// Records and their signed amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Som {
    /// Files.
    pub(crate) bestanden: u64,
    /// Records.
    pub(crate) records: u64,
    /// Signed amount of 323 lines.
    pub(crate) eurocent: i64,
}

impl Som {
    /// Records without an amount.
    pub(crate) const fn records(records: u64) -> Self {
        Self { bestanden: 0, records, eurocent: 0 }
    }

    /// Adds `other`.
    pub(crate) fn tel_op(&mut self, other: Self) {
        self.bestanden += other.bestanden;
        self.records += other.records;
        self.eurocent += other.eurocent;
    }
}

/// What became of the records of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Telling {
    /// Loaded.
    pub(crate) geladen: Som,
    /// In quarantine.
    pub(crate) gequarantaineerd: Som,
    /// Loaded before.
    pub(crate) dubbel: Som,
}

impl Telling {
    /// All records load.
    pub(crate) const fn geladen(geladen: Som) -> Self {
        const NIETS: Som = Som::records(0);
        Self { geladen, gequarantaineerd: NIETS, dubbel: NIETS }
    }

    fn gelezen(&self) -> Som {
        let mut som = self.geladen;
        som.tel_op(self.gequarantaineerd);
        som.tel_op(self.dubbel);
        som
    }

    const fn status(&self) -> &'static str {
        match (self.geladen.records, self.gequarantaineerd.records, self.dubbel.records) {
            (_, 0, 0) => "geladen",
            (_, 0, _) => "dubbel",
            (0, _, _) => "quarantaine",
            _ => "deels",
        }
    }
}

/// A message on its way to a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post<'a> {
    /// Its header.
    pub(crate) kop: &'a Kop,
    /// Its kind.
    pub(crate) soort: Berichtsoort,
    /// Its own `Identificatie`.
    pub(crate) identificatie: &'a str,
    /// Its own `Dagtekening`.
    pub(crate) datum: NaiveDate,
    /// Where its file sorts.
    pub(crate) plek: Plek,
}

/// Everything that is written to.
#[derive(Debug)]
pub(crate) struct Uitvoer {
    /// Files of messages.
    pub(crate) schrijver: Schrijver,
    /// Files of the truth.
    pub(crate) waarheid: Option<Waarheid>,
    /// Lines that wait for their declaration.
    pub(crate) blok: Blok,
    /// How often each story was told.
    pub(crate) verhalen: BTreeMap<&'static str, u64>,
    /// Sums of all files that were written.
    pub(crate) totaal: Telling,
    /// Which planted defect is next.
    pub(crate) defect: usize,
    pub(crate) buffer: Vec<u8>,
    nummer: u64,
}

impl Uitvoer {
    /// Starts with nothing written.
    pub(crate) fn new(schrijver: Schrijver, waarheid: Option<Waarheid>) -> Self {
        Self {
            schrijver,
            waarheid,
            blok: Blok::default(),
            verhalen: BTreeMap::new(),
            totaal: Telling::default(),
            defect: 0,
            buffer: Vec::new(),
            nummer: 0,
        }
    }

    /// The next number that begins with `letter`: unique over everything.
    pub(crate) fn nummer(&mut self, letter: char) -> String {
        self.nummer += 1;
        format!("{letter}{:09}", self.nummer)
    }

    /// Counts a story.
    pub(crate) fn merk(&mut self, verhaal: &'static str) {
        *self.verhalen.entry(verhaal).or_default() += 1;
    }

    /// Adds a row to the truth, when one is kept; `rij` is only made then.
    pub(crate) fn noteer(
        &mut self,
        tabel: Tabel,
        rij: impl FnOnce(&Waarheid) -> Rij,
    ) -> anyhow::Result<()> {
        if let Some(waarheid) = &mut self.waarheid {
            let rij = rij(waarheid);
            waarheid.schrijf(tabel, &rij)?;
        }
        Ok(())
    }

    /// Writes the buffer as a file and notes what became of its records; gives the name.
    pub(crate) fn verzend(&mut self, post: Post<'_>, telling: Telling) -> anyhow::Result<String> {
        let Post { kop, soort, datum, plek, .. } = post;
        let bericht = format!("{}{}", kop.wet, soort);
        let naam = self.schrijver.naam(&bericht, post.identificatie, datum, plek);
        self.schrijver.schrijf(&naam, datum, &self.buffer)?;
        let is_written = self.schrijver.bevat(datum);
        if is_written {
            for (totaal, deel) in [
                (&mut self.totaal.geladen, telling.geladen),
                (&mut self.totaal.gequarantaineerd, telling.gequarantaineerd),
                (&mut self.totaal.dubbel, telling.dubbel),
            ] {
                totaal.tel_op(deel);
                totaal.bestanden += u64::from(deel.records > 0);
            }
        }
        self.noteer(Tabel::Bestanden, |_| {
            let gelezen = telling.gelezen();
            let Telling { geladen, gequarantaineerd, dubbel } = telling;
            let sommen = [gelezen, geladen, gequarantaineerd, dubbel];
            let rij = Rij::default().met(&naam).met(is_written).met(telling.status());
            let rij = sommen.iter().fold(rij, |rij, som| rij.met(som.records));
            sommen.iter().fold(rij, |rij, som| rij.met(som.eurocent))
        })?;
        Ok(naam)
    }

    /// Writes the buffer once more under another name, as a message that was loaded before: the same bytes, or the
    /// same content with a comment behind it.
    pub(crate) fn verzend_kopie(&mut self, post: Post<'_>, som: Som) -> anyhow::Result<()> {
        if self.nummer.is_multiple_of(2) {
            self.merk("dubbel_andere_bytes");
            self.buffer.extend_from_slice(b"<!-- opnieuw -->\r\n");
        }
        let telling = Telling { dubbel: som, ..Telling::default() };
        self.verzend(Post { plek: Plek::Na, ..post }, telling).map(drop)
    }

    /// Notes a row of `feit_bericht`.
    pub(crate) fn noteer_bericht(
        &mut self,
        post: Post<'_>,
        aantal_regels: Option<u32>,
        retour_status: &str,
        retourcodes: &[&str],
    ) -> anyhow::Result<()> {
        let Post { kop, soort, identificatie, datum, .. } = post;
        self.noteer(Tabel::Berichten, |_| {
            let (van, naar) = if soort.afzender_is_gemeente() {
                (&kop.gemeente, &kop.agb)
            } else {
                (&kop.agb, &kop.gemeente)
            };
            Rij::default()
                .met(kop.wet)
                .met(&kop.gemeente)
                .met(&kop.agb)
                .met(soort)
                .met(kop.release)
                .met(van)
                .met(naar)
                .met(identificatie)
                .met(datum)
                .met(aantal_regels)
                .met(retour_status)
                .met(lijst(retourcodes.iter().copied()))
        })
    }

    /// Notes a row of `beheer.quarantaine`; `eurocent` is absent for a record that has no amount.
    pub(crate) fn noteer_quarantaine(
        &mut self,
        bestand: &str,
        regel: Option<u32>,
        code: &str,
        eurocent: Option<i64>,
    ) -> anyhow::Result<()> {
        self.noteer(Tabel::Quarantaine, |_| {
            Rij::default().met(bestand).met(regel).met(code).met(1_u32).met(eurocent)
        })
    }

    /// Notes a finding on a record, a message or (301 without message) an allocation.
    pub(crate) fn noteer_bevinding(
        &mut self,
        regelcode: &str,
        kop: &Kop,
        (soort, identificatie, regel): (Berichtsoort, Option<&str>, Option<u32>),
        nummer: Option<&str>,
    ) -> anyhow::Result<()> {
        self.noteer(Tabel::Bevindingen, |_| {
            Rij::default()
                .met(kop.wet)
                .met(&kop.gemeente)
                .met(&kop.agb)
                .met(regelcode)
                .met(soort)
                .met(identificatie)
                .met(regel)
                .met(nummer)
        })
    }

    /// Notes the sums of all files and the counts of all stories.
    pub(crate) fn sluit(&mut self) -> anyhow::Result<()> {
        let Telling { geladen, gequarantaineerd, dubbel } = self.totaal;
        let mut gelezen = self.totaal.gelezen();
        gelezen.bestanden = self.schrijver.bestanden;
        for (naam, som) in [
            ("gelezen", gelezen),
            ("geladen", geladen),
            ("gequarantaineerd", gequarantaineerd),
            ("dubbel", dubbel),
        ] {
            self.noteer(Tabel::Totalen, |_| {
                Rij::default().met(naam).met(som.bestanden).met(som.records).met(som.eurocent)
            })?;
        }
        for (verhaal, aantal) in self.verhalen.clone() {
            self.noteer(Tabel::Verhalen, |_| Rij::default().met(verhaal).met(aantal))?;
        }
        match &mut self.waarheid {
            Some(waarheid) => waarheid.sluit(),
            None => Ok(()),
        }
    }
}

/// The layout of a message: half of them indented, half flat.
pub(crate) fn opmaak(getal: u64) -> Opmaak {
    if getal.is_multiple_of(2) { Opmaak::Ingesprongen } else { Opmaak::Plat }
}

/// The digit that a law adds to a seed.
pub(crate) const fn wet_getal(wet: Wet) -> u64 {
    match wet {
        Wet::Wmo => 1,
        Wet::Jw => 2,
        Wet::Pw => 3,
    }
}
