//! Rows of a file, one at a time: each physical line is part of a row, a refusal, or counted as something else.

mod openen;
mod telling;

use std::collections::BTreeMap;
use std::io::Read;

use domain::Code;

pub use self::telling::Telling;
#[cfg(test)]
use crate::Codering;
#[cfg(test)]
use crate::codering::BLOK;
use crate::codering::Tekstbron;
use crate::dialect::{Bestandsvorm, Dialect};
use crate::koprij;
use crate::meldingen::{Meldingen, Meldplaats};
use crate::rij::{Ruwerij, maak_los, weiger_tekens};
use crate::snijder::{Cel, Snede, Snijder, eerste_regel, tel_regeleinden};
use crate::{Melding, Meldingsoort, Weigering};

/// A byte order mark, as text in UTF-8 has it.
const MERK: &[u8] = "\u{feff}".as_bytes();

/// Reads the rows of a CSV file in constant memory.
///
/// A row that is refused costs no other row. What a quote that is not closed ran into, or a row of several lines with a
/// wrong number of cells, is read again from the next physical line on. Bytes that the encoding does not know refuse their
/// row.
pub struct Rijenlezer<R: Read> {
    bron: Tekstbron<R>,
    snijder: Snijder,
    vorm: Bestandsvorm,
    kop: Vec<String>,
    /// The names as they stand in the header, also one that is there twice.
    kop_in_bestand: Vec<String>,
    dialect: Dialect,
    meldingen: Meldingen,
    /// Physical line where the window begins.
    regel: u64,
    /// Bytes of the row that was handed out and still stands in the window.
    uitgegeven: usize,
    cellen: Vec<Cel>,
    kladblok: String,
    telling: Telling,
    is_klaar: bool,
}

/// A row in the window, of which the cells are counted and the characters are not yet looked at.
struct Gevonden {
    tekst: usize,
    verder: usize,
    regels: u64,
}

/// What stands at the beginning of the window.
enum Stap {
    Rij(Gevonden),
    Weigering(Weigering),
    Overgeslagen,
    Einde,
}

impl<R: Read> Rijenlezer<R> {
    /// Names of the columns, trimmed; empty for one without a name. Nameless columns at the end are no columns.
    pub fn kop(&self) -> &[String] {
        &self.kop
    }

    /// How the file is written.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// What there is to tell of the file and of its lines since the last time.
    pub fn meldingen(&mut self) -> Vec<Melding> {
        self.meldingen.neem()
    }

    /// How often each was seen until now.
    pub(crate) const fn aantallen(&self) -> &BTreeMap<Meldplaats, u64> {
        self.meldingen.aantallen()
    }

    /// What became of the lines that were read until now.
    pub fn telling(&self) -> &Telling {
        &self.telling
    }

    /// The next row, or why it is refused; `None` at the end. A refusal of line 0 is of the file: it could not be read any
    /// further, and nothing follows.
    pub fn volgende(&mut self) -> Option<Result<Ruwerij<'_>, Weigering>> {
        self.bron.verbruik(std::mem::take(&mut self.uitgegeven));
        if self.is_klaar {
            return None;
        }
        let gevonden = loop {
            match self.stap() {
                Ok(Stap::Rij(gevonden)) => break gevonden,
                Ok(Stap::Weigering(weigering)) => return Some(Err(weigering)),
                Ok(Stap::Overgeslagen) => {}
                Ok(Stap::Einde) => {
                    self.is_klaar = true;
                    return None;
                }
                Err(weigering) => {
                    self.is_klaar = true;
                    return Some(Err(weigering));
                }
            }
        };
        let regel = self.regel;
        self.regel += gevonden.regels;
        self.uitgegeven = gevonden.verder;
        let ruw = self.bron.venster().get(..gevonden.tekst).unwrap_or_default();
        let tekst = weiger_tekens(ruw, &self.cellen, self.vorm.waarde_bytes_max);
        let tekst = match tekst {
            Ok(tekst) => tekst,
            Err(code) => {
                self.telling.weigeringen += 1;
                self.telling.weigerregels += gevonden.regels;
                return Some(Err(Weigering::rij(code, regel)));
            }
        };
        self.telling.rijen += 1;
        self.telling.rijregels += gevonden.regels;
        let teken = self.vorm.aanhaling;
        maak_los(tekst, &mut self.cellen, &mut self.kladblok, teken);
        Some(Ok(Ruwerij { regel, tekst, kladblok: &self.kladblok, cellen: &self.cellen }))
    }

    /// Looks at what stands at the beginning of the window. A row stays there; all else is used up.
    fn stap(&mut self) -> Result<Stap, Weigering> {
        self.neem_merken()?;
        // A row of the greatest length is in sight with its line end; more of the window must make no difference.
        let zicht_max = self.vorm.rij_bytes_max.saturating_add(2);
        let snede = loop {
            let venster = self.bron.venster();
            let zicht = venster.get(..zicht_max).unwrap_or(venster);
            let is_einde = self.bron.is_einde() && zicht.len() == venster.len();
            if is_einde && zicht.is_empty() {
                return Ok(Stap::Einde);
            }
            match self.snijder.snijd(zicht, is_einde, &mut self.cellen) {
                Snede::MeerNodig if zicht.len() < zicht_max => self.bron.vul()?,
                snede => break snede,
            }
        };
        let Snede::Rij { tekst, verder } = snede else {
            return self.weiger_regel(snede);
        };
        if tekst > self.vorm.rij_bytes_max {
            return self.weiger_regel(Snede::MeerNodig);
        }
        let ruw = self.bron.venster().get(..tekst).unwrap_or_default();
        if self.cellen.len() <= 1 && ruw.trim_ascii().is_empty() {
            self.sla_over(verder, |telling| &mut telling.leeg);
            return Ok(Stap::Overgeslagen);
        }
        if !self.past(ruw) {
            return self.weiger_regel(Snede::TeVeelCellen);
        }
        let regels = 1 + tel_regeleinden(ruw);
        if self.is_kop_weer(ruw) {
            self.noteer(Meldingsoort::KoprijHerhaald);
            self.bron.verbruik(verder);
            self.regel += regels;
            self.telling.koppen += regels;
            return Ok(Stap::Overgeslagen);
        }
        if regels == 1 && self.is_voetregel(ruw) {
            self.sla_over(verder, |telling| &mut telling.voet);
            return Ok(Stap::Overgeslagen);
        }
        self.cellen.truncate(self.kop.len());
        Ok(Stap::Rij(Gevonden { tekst, verder, regels }))
    }

    /// Passes over marks in front of a row, as files that were put behind each other have them.
    fn neem_merken(&mut self) -> Result<(), Weigering> {
        loop {
            let venster = self.bron.venster();
            if venster.first().is_some_and(|byte| MERK.first() != Some(byte)) {
                return Ok(());
            }
            if venster.len() < MERK.len() && !self.bron.is_einde() {
                self.bron.vul()?;
            } else if venster.starts_with(MERK) {
                self.bron.verbruik(MERK.len());
                self.noteer(Meldingsoort::Bytemerk);
            } else {
                return Ok(());
            }
        }
    }

    fn noteer(&mut self, soort: Meldingsoort) {
        self.meldingen.noteer(Melding { soort, regel: self.regel, kolom: None });
    }

    /// Whether the cells are the names of the header, which as values they would not be.
    fn is_kop_weer(&self, ruw: &[u8]) -> bool {
        let teken = char::from(self.vorm.aanhaling);
        let is_naam = |(cel, naam): (&Cel, &String)| {
            let tekst = ruw.get(cel.van..cel.tot).and_then(|cel| std::str::from_utf8(cel).ok());
            tekst.is_some_and(|tekst| koprij::naam(tekst, cel, teken) == *naam)
        };
        self.cellen.iter().zip(&self.kop_in_bestand).all(is_naam)
    }

    /// Whether the cells are those of the header, and what is beyond them is empty.
    fn past(&self, ruw: &[u8]) -> bool {
        let (breedte, aantal) = (self.kop.len(), self.cellen.len());
        let is_leeg = |cel: &Cel| {
            ruw.get(cel.van..cel.tot).is_some_and(|tekst| tekst.trim_ascii().is_empty())
        };
        aantal >= breedte
            && aantal <= self.snijder.cellen_max
            && self.cellen.get(breedte..).is_none_or(|meer| meer.iter().all(is_leeg))
    }

    /// Refuses the first physical line of the window, or skips it as a footer.
    fn weiger_regel(&mut self, snede: Snede) -> Result<Stap, Weigering> {
        let grens = self.vorm.rij_bytes_max;
        // How far the window happens to reach must make no difference to what is a footer.
        while self.bron.venster().len() < grens.saturating_add(2)
            && eerste_regel(self.bron.venster(), self.bron.is_einde()).is_none()
        {
            self.bron.vul()?;
        }
        let venster = self.bron.venster();
        let gezien = eerste_regel(venster, self.bron.is_einde());
        let eerste = gezien.filter(|(einde, _)| *einde <= grens);
        if let Some((einde, verder)) = eerste
            && self.is_voetregel(venster.get(..einde).unwrap_or_default())
        {
            self.sla_over(verder, |telling| &mut telling.voet);
            return Ok(Stap::Overgeslagen);
        }
        // Bytes that are no text may have been the separator or the quote.
        let is_tekst = eerste.is_none_or(|(einde, _)| {
            std::str::from_utf8(venster.get(..einde).unwrap_or_default()).is_ok()
        });
        let code = match snede {
            _ if !is_tekst => Code::CsvEncoding,
            Snede::TeVeelCellen | Snede::Rij { .. } => Code::CsvColumns,
            Snede::Aanhaling => Code::CsvQuote,
            // The line ends and the row does not: so a quote is open.
            Snede::MeerNodig if eerste.is_some() => Code::CsvQuote,
            Snede::MeerNodig => Code::CsvLimit,
        };
        let mut weigering = Weigering::rij(code, self.regel);
        if code == Code::CsvColumns {
            weigering.woorden = self.woorden_cellen().into();
        }
        match gezien {
            Some((_, verder)) => self.bron.verbruik(verder),
            None => self.verbruik_regel()?,
        }
        self.regel += 1;
        self.telling.weigeringen += 1;
        self.telling.weigerregels += 1;
        Ok(Stap::Weigering(weigering))
    }

    fn woorden_cellen(&self) -> String {
        let (breedte, aantal) = (self.kop.len(), self.cellen.len());
        if aantal < self.snijder.cellen_max {
            format!("{aantal} cells, the header has {breedte}")
        } else {
            format!("{aantal} cells or more, the header has {breedte}")
        }
    }

    /// Uses up a physical line of which the end is not in sight, however long it is.
    fn verbruik_regel(&mut self) -> Result<(), Weigering> {
        loop {
            let venster = self.bron.venster();
            if let Some((_, verder)) = eerste_regel(venster, self.bron.is_einde()) {
                self.bron.verbruik(verder);
                return Ok(());
            }
            // A CR at its end may be half of a line end.
            let is_half = venster.last() == Some(&b'\r');
            let zonder = venster.len() - usize::from(is_half);
            self.bron.verbruik(zonder);
            self.bron.vul()?;
        }
    }

    fn is_voetregel(&self, ruw: &[u8]) -> bool {
        if self.vorm.voetregels.is_empty() {
            return false;
        }
        let Ok(tekst) = std::str::from_utf8(ruw) else {
            return false;
        };
        self.vorm.voetregels.iter().any(|regel| regel.is_match(tekst.trim()))
    }

    fn sla_over(&mut self, verder: usize, teller: fn(&mut Telling) -> &mut u64) {
        self.bron.verbruik(verder);
        self.regel += 1;
        *teller(&mut self.telling) += 1;
    }
}

#[cfg(test)]
mod eigenschappen;
#[cfg(test)]
mod tests;
