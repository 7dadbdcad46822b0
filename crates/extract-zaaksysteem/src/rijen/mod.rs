//! Rows of a file, one at a time: each physical line is part of a row, a refusal, or counted as something else.

use std::io::Read;

use domain::Code;

use crate::codering::{BLOK, Tekstbron};
use crate::dialect::{Bestandsvorm, Dialect, sep_regel};
use crate::koprij::{self, Begin};
use crate::rij::{Ruwerij, maak_los, weiger_tekens};
use crate::snijder::{Cel, Snede, Snijder, eerste_regel, tel_regeleinden};
use crate::{Codering, Melding, Meldingsoort, Weigering};

/// What became of the physical lines of a file. Together they are all lines that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Telling {
    /// Lines up to and with the header.
    pub kopregels: u64,
    /// Rows that were handed out.
    pub rijen: u64,
    /// Lines of those rows: more than the rows when there are line ends inside quotes.
    pub rijregels: u64,
    /// Refusals that were handed out.
    pub weigeringen: u64,
    /// Lines of those refusals.
    pub weigerregels: u64,
    /// Blank lines.
    pub leeg: u64,
    /// Lines that a `voetregel` matches.
    pub voet: u64,
}

impl Telling {
    /// All physical lines.
    pub const fn regels(&self) -> u64 {
        self.kopregels + self.rijregels + self.weigerregels + self.leeg + self.voet
    }
}

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
    dialect: Dialect,
    meldingen: Vec<Melding>,
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
    /// Opens a file and reads up to its first row. `herken` tells whether these trimmed cells are the header.
    ///
    /// # Errors
    /// Of the file as a whole: `FILE_EMPTY`, `FILE_TYPE_MISMATCH`, `FILE_UNREADABLE`, `CSV_ENCODING` (its byte order mark
    /// contradicts the mapping), `CSV_HEADER` (not found, or a name twice), `CSV_LIMIT` (too many columns).
    pub fn open(
        bron: R,
        vorm: &Bestandsvorm,
        herken: &dyn Fn(&[&str]) -> bool,
    ) -> Result<Self, Weigering> {
        Self::open_in_blokken(bron, vorm, herken, BLOK)
    }

    /// The same with blocks of another size; the header must be in the first.
    pub(crate) fn open_in_blokken(
        bron: R,
        vorm: &Bestandsvorm,
        herken: &dyn Fn(&[&str]) -> bool,
        blok: usize,
    ) -> Result<Self, Weigering> {
        let (mut bron, codering) = Tekstbron::open(bron, vorm.codering, blok)?;
        let begin = Begin { tekst: bron.venster(), is_einde: bron.is_einde() };
        let sep = eerste_regel(begin.tekst, begin.is_einde)
            .and_then(|(einde, _)| sep_regel(begin.tekst.get(..einde)?));
        let koprij = koprij::zoek(begin, vorm, vorm.scheiding.or(sep), herken)?;
        bron.verbruik(koprij.verder);

        let mut kop = koprij.namen;
        let breedte_max = kop.len();
        let breedte = kop.iter().rposition(|naam| !naam.is_empty()).map_or(0, |plek| plek + 1);
        let is_naamloos = kop.iter().any(String::is_empty);
        kop.truncate(breedte);
        koprij::maak_uniek(&mut kop, vorm.dubbele_koppen)?;
        let snijder = Snijder {
            scheiding: koprij.scheiding,
            aanhaling: (vorm.aanhaling != 0).then_some(vorm.aanhaling),
            // One cell that is one too many, empty, is let through.
            cellen_max: breedte_max.max(breedte + 1),
        };
        let dialect = Dialect {
            codering,
            scheiding: koprij.scheiding,
            has_sep_regel: sep.is_some(),
            koprij_regel: koprij.regel,
            regeleinde: koprij.regeleinde,
        };
        Ok(Self {
            bron,
            snijder,
            vorm: vorm.clone(),
            kop,
            dialect,
            meldingen: meldingen(codering, is_naamloos),
            regel: koprij.volgende_regel,
            uitgegeven: 0,
            cellen: Vec::new(),
            kladblok: String::new(),
            telling: Telling { kopregels: koprij.volgende_regel - 1, ..Telling::default() },
            is_klaar: false,
        })
    }

    /// Names of the columns, trimmed; empty for one without a name. Nameless columns at the end are no columns.
    pub fn kop(&self) -> &[String] {
        &self.kop
    }

    /// How the file is written.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// What there is to tell of the file as a whole.
    pub fn meldingen(&self) -> &[Melding] {
        &self.meldingen
    }

    /// What became of the lines that were read until now.
    pub fn telling(&self) -> &Telling {
        &self.telling
    }

    /// Rows that were skipped because a `voetregel` matches them.
    pub fn overgeslagen(&self) -> u64 {
        self.telling.voet
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
        if regels == 1 && self.is_voetregel(ruw) {
            self.sla_over(verder, |telling| &mut telling.voet);
            return Ok(Stap::Overgeslagen);
        }
        self.cellen.truncate(self.kop.len());
        Ok(Stap::Rij(Gevonden { tekst, verder, regels }))
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
        let code = match snede {
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

fn meldingen(codering: Codering, is_naamloos: bool) -> Vec<Melding> {
    let melding = |soort| Melding { soort, regel: 0, kolom: None };
    let anders = (codering != Codering::Utf8).then(|| melding(Meldingsoort::Codering));
    let naamloos = is_naamloos.then(|| melding(Meldingsoort::KolomNaamloos));
    anders.into_iter().chain(naamloos).collect()
}

#[cfg(test)]
mod eigenschappen;
#[cfg(test)]
mod tests;
