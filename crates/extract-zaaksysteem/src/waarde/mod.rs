//! Text of a cell to the value of a field, by the rules that the mapping has for its column.

mod bsn;
pub(crate) mod code;
mod datum;
mod datumvorm;
mod getal;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use domain::zaaksysteem::{Veldsoort, Veldwaarde};
use domain::{Bsn, Clientsleutel, Code, Pseudoniemsleutel};

pub(crate) use self::bsn::BsnInTekst;
pub(crate) use self::datumvorm::Datumvorm;
use self::getal::Getal;
pub(crate) use self::getal::{Exponent, Getalvorm};
use crate::Meldingsoort;
use crate::bewerking::{self, Bewerking};
use crate::waardelijst::Waardelijst;

/// How the values of a column are written.
#[derive(Debug, Clone)]
pub(crate) struct Schrijfwijze {
    pub(crate) datum: Vec<Datumvorm>,
    pub(crate) getal: Getalvorm,
    /// Words for nothing; no text at all always is nothing.
    pub(crate) leeg: Vec<Box<str>>,
    /// Days that mean "no day".
    pub(crate) schijndagen: Vec<NaiveDate>,
    /// The same, for what is not even in the calendar.
    pub(crate) schijnteksten: Vec<Box<str>>,
    pub(crate) waar: Vec<Box<str>>,
    pub(crate) onwaar: Vec<Box<str>>,
    pub(crate) tijdzone: Tz,
}

impl Schrijfwijze {
    /// Whether a text without blanks around it means nothing.
    pub(crate) fn is_leeg(&self, text: &str) -> bool {
        text.is_empty() || bevat(&self.leeg, text)
    }
}

/// Whether it is one of the words; capitals mean nothing.
fn bevat(woorden: &[Box<str>], text: &str) -> bool {
    woorden.iter().any(|woord| woord.len() == text.len() && woord.eq_ignore_ascii_case(text))
}

/// How a cell of several labels is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Splitsing {
    /// It is one label.
    Geen,
    /// At this text.
    Teken(Box<str>),
    /// At this text, between `[` and `]`.
    Haken(Box<str>),
}

/// What the text of a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Als {
    /// A BSN.
    Bsn,
    /// A number of the source itself.
    Nummer,
}

/// The value list of a column, and the field by whose day a word has its meaning.
#[derive(Debug, Clone)]
pub(crate) struct Lijstgebruik {
    pub(crate) lijst: Arc<Waardelijst>,
    /// Position of a field of the same entity; `None`, or when it is empty: the reference date.
    pub(crate) op: Option<usize>,
}

/// The rules of one column.
#[derive(Debug, Clone)]
pub(crate) struct Kolomregels {
    pub(crate) wijze: Arc<Schrijfwijze>,
    pub(crate) bewerkingen: Vec<Bewerking>,
    pub(crate) lijst: Option<Lijstgebruik>,
    pub(crate) splitsing: Splitsing,
    pub(crate) als: Option<Als>,
    pub(crate) exponent: Exponent,
    /// Whether the value may hold the BSN of its row.
    pub(crate) bsn_mag: bool,
    /// What becomes of a text with nine digits that can be a BSN, whoever the row is about.
    pub(crate) bsn_in_tekst: BsnInTekst,
}

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Soort {
    /// As a field of this kind.
    Veld(Veldsoort),
    /// A BSN, to be checked and dropped.
    Bsn,
    /// A text of at most so many characters, to be checked and dropped.
    Notitie(usize),
}

/// The text of a cell without blanks around it and without the guard `="..."` that keeps a spreadsheet from seeing a number.
pub(crate) fn kaal(cel: &str) -> &str {
    let text = cel.trim();
    let binnen = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    binnen.map_or(text, str::trim)
}

/// Reads the cells of one row.
#[derive(Debug)]
pub(crate) struct Waardelezer<'l> {
    pub(crate) sleutel: &'l Pseudoniemsleutel,
    /// The system whose numbers these are.
    pub(crate) ruimte: &'l str,
    /// What was done with the value at hand.
    pub(crate) sporen: &'l mut Vec<Meldingsoort>,
    /// The persons of the row.
    pub(crate) bsns: &'l mut Vec<Bsn>,
    /// The last person that became a pseudonym: one column often feeds several fields, and one person has several rows.
    pub(crate) laatste: &'l mut Option<(Bsn, Clientsleutel)>,
}

impl Waardelezer<'_> {
    /// The value of a cell; `dag` is the day by which a word of a value list has its meaning.
    pub(crate) fn lees(
        &mut self,
        soort: Soort,
        cel: &str,
        regels: &Kolomregels,
        dag: NaiveDate,
    ) -> Result<Veldwaarde, Code> {
        let text = kaal(cel);
        if regels.wijze.is_leeg(text) {
            return Ok(Veldwaarde::Leeg);
        }
        let text = bewerking::doe(text, &regels.bewerkingen, self.sporen);
        if text.is_empty() {
            // There was something, and nothing is left of it: no empty value, but one that was not understood.
            return Err(Code::TextInvalid);
        }
        if soort == Soort::Veld(Veldsoort::Lijst) {
            return self.labels(&text, regels, dag);
        }
        match self.vertaal(&text, regels, dag) {
            "" => Ok(Veldwaarde::Leeg),
            text => self.waarde(soort, text, regels),
        }
    }

    /// What the value list makes of it; a word that it does not have stays as it is, and is told.
    fn vertaal<'t>(&mut self, text: &'t str, regels: &'t Kolomregels, dag: NaiveDate) -> &'t str {
        let Some(gebruik) = &regels.lijst else { return text };
        gebruik.lijst.zoek(text, dag).unwrap_or_else(|| {
            self.sporen.push(Meldingsoort::WaardeOnbekend);
            text
        })
    }

    fn labels(
        &mut self,
        text: &str,
        regels: &Kolomregels,
        dag: NaiveDate,
    ) -> Result<Veldwaarde, Code> {
        let (text, teken) = match &regels.splitsing {
            Splitsing::Geen => (text, None),
            Splitsing::Teken(teken) => (text, Some(teken)),
            Splitsing::Haken(teken) => {
                let binnen = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
                (binnen.ok_or(Code::TextInvalid)?, Some(teken))
            }
        };
        let mut labels = Vec::new();
        let mut neem = |deel: &str| -> Result<(), Code> {
            let deel = deel.trim();
            if regels.wijze.is_leeg(deel) {
                return Ok(());
            }
            let label = self.vertaal(deel, regels, dag);
            code::tekst(label, code::TEKST_MAX)?;
            meld_mojibake(label, self.sporen);
            if !label.is_empty() {
                labels.push(Box::from(label));
            }
            Ok(())
        };
        match teken {
            Some(teken) => text.split(&**teken).try_for_each(neem)?,
            None => neem(text)?,
        }
        Ok(if labels.is_empty() { Veldwaarde::Leeg } else { Veldwaarde::Lijst(labels) })
    }

    fn waarde(
        &mut self,
        soort: Soort,
        text: &str,
        regels: &Kolomregels,
    ) -> Result<Veldwaarde, Code> {
        match soort {
            Soort::Veld(Veldsoort::Client) => self.client(text, regels),
            Soort::Veld(Veldsoort::Pseudoniem) => Ok(self.kenmerk("overig", text)),
            Soort::Veld(soort) => veldwaarde(soort, text, regels, self.sporen),
            Soort::Bsn => {
                self.bsns.push(code::bsn(text)?);
                Ok(Veldwaarde::JaNee(true))
            }
            Soort::Notitie(max) => code::notitie(text, max).map(|()| Veldwaarde::JaNee(true)),
        }
    }

    fn client(&mut self, text: &str, regels: &Kolomregels) -> Result<Veldwaarde, Code> {
        match regels.als {
            Some(Als::Bsn) => {
                let bsn = code::bsn(text)?;
                self.bsns.push(bsn);
                let bekend = self.laatste.filter(|(ander, _)| *ander == bsn);
                let (_, sleutel) =
                    bekend.unwrap_or_else(|| (bsn, self.sleutel.clientsleutel(&bsn)));
                *self.laatste = Some((bsn, sleutel));
                Ok(Veldwaarde::Sleutel(sleutel))
            }
            Some(Als::Nummer) | None => Ok(self.kenmerk("client", text)),
        }
    }

    fn kenmerk(&self, soort: &str, text: &str) -> Veldwaarde {
        Veldwaarde::Sleutel(self.sleutel.kenmerk(soort, self.ruimte, text))
    }
}

/// The value of a field that tells of no person.
pub(crate) fn veldwaarde(
    soort: Veldsoort,
    text: &str,
    regels: &Kolomregels,
    sporen: &mut Vec<Meldingsoort>,
) -> Result<Veldwaarde, Code> {
    let tekst = |oordeel: Result<(), Code>| oordeel.map(|()| Veldwaarde::Tekst(text.into()));
    match soort {
        Veldsoort::Tekst => {
            meld_mojibake(text, sporen);
            tekst(code::tekst(text, code::TEKST_MAX))
        }
        Veldsoort::Datum => {
            Ok(dag(text, regels, sporen)?.map_or(Veldwaarde::Leeg, Veldwaarde::Datum))
        }
        Veldsoort::Geheel => getal(text, regels, sporen)?.geheel().map(Veldwaarde::Geheel),
        Veldsoort::Eurocent => getal(text, regels, sporen)?.eurocent().map(Veldwaarde::Geheel),
        Veldsoort::Decimaal => getal(text, regels, sporen)?.decimaal().map(Veldwaarde::Decimaal),
        Veldsoort::JaNee if bevat(&regels.wijze.waar, text) => Ok(Veldwaarde::JaNee(true)),
        Veldsoort::JaNee if bevat(&regels.wijze.onwaar, text) => Ok(Veldwaarde::JaNee(false)),
        Veldsoort::JaNee => Err(Code::CodeUnknown),
        Veldsoort::Wet => tekst(code::wet(text)),
        Veldsoort::Gemeente => tekst(code::gemeente(text)),
        Veldsoort::Agb => tekst(code::agb(text)),
        Veldsoort::Productcategorie => tekst(code::productcategorie(text)),
        Veldsoort::Productcode => tekst(code::productcode(text)),
        Veldsoort::Eenheid => tekst(code::eenheid(text)),
        Veldsoort::Frequentie => tekst(code::frequentie(text)),
        Veldsoort::Geslacht => tekst(code::geslacht(text)),
        Veldsoort::Gebied => tekst(code::gebied(text)),
        Veldsoort::Toewijzingnummer => code::toewijzingnummer(text).map(Veldwaarde::Geheel),
        Veldsoort::Postcode => code::postcode(text).map(Veldwaarde::Tekst),
        Veldsoort::Jaar => jaar(text, regels, sporen),
        Veldsoort::Periode => periode(text, regels, sporen),
        // Of several labels and of persons the [`Waardelezer`] makes values.
        Veldsoort::Lijst | Veldsoort::Client | Veldsoort::Pseudoniem => Err(Code::TextInvalid),
    }
}

/// Whether the text is a day in this notation of a mapping.
pub(crate) fn is_dag(text: &str, notatie: &str) -> bool {
    let vorm = Datumvorm::lees(notatie);
    vorm.is_some_and(|vorm| datum::lees(text, &[vorm], chrono_tz::Europe::Amsterdam).is_some())
}

/// The day, or `None` for a day that means no day.
fn dag(
    text: &str,
    regels: &Kolomregels,
    sporen: &mut Vec<Meldingsoort>,
) -> Result<Option<NaiveDate>, Code> {
    let wijze = &*regels.wijze;
    if bevat(&wijze.schijnteksten, text) {
        sporen.push(Meldingsoort::SchijndatumLeeg);
        return Ok(None);
    }
    let gelezen = datum::lees(text, &wijze.datum, wijze.tijdzone);
    let (dag, melding) = gelezen.ok_or(Code::DateInvalid)?;
    let is_schijn = wijze.schijndagen.contains(&dag);
    sporen.extend(if is_schijn { Some(Meldingsoort::SchijndatumLeeg) } else { melding });
    Ok((!is_schijn).then_some(dag))
}

fn getal(text: &str, regels: &Kolomregels, sporen: &mut Vec<Meldingsoort>) -> Result<Getal, Code> {
    let getal = Getal::lees(text, &regels.wijze.getal, regels.exponent)?;
    if getal.is_wetenschappelijk {
        sporen.push(Meldingsoort::Wetenschappelijk);
    }
    Ok(getal)
}

fn jaar(
    text: &str,
    regels: &Kolomregels,
    sporen: &mut Vec<Meldingsoort>,
) -> Result<Veldwaarde, Code> {
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let jaar: i64 = text.parse().map_err(|_| Code::DateInvalid)?;
        return if jaar >= 1800 { Ok(Veldwaarde::Geheel(jaar)) } else { Err(Code::DateInvalid) };
    }
    let dag = dag(text, regels, sporen)?;
    Ok(dag.map_or(Veldwaarde::Leeg, |dag| Veldwaarde::Geheel(dag.year().into())))
}

fn periode(
    text: &str,
    regels: &Kolomregels,
    sporen: &mut Vec<Meldingsoort>,
) -> Result<Veldwaarde, Code> {
    if let Some(code) = code::periode(text) {
        return Ok(Veldwaarde::Tekst(code));
    }
    let dag = dag(text, regels, sporen)?;
    Ok(dag
        .map_or(Veldwaarde::Leeg, |dag| Veldwaarde::Tekst(dag.format("%Y%m%d").to_string().into())))
}

/// Tells of text that was UTF-8 and was read as another encoding before it got here: `Ã` with half a character behind it.
fn meld_mojibake(text: &str, sporen: &mut Vec<Meldingsoort>) {
    let is_half = |c: char| matches!(c, '\u{80}'..='\u{bf}' | '\u{152}'..='\u{178}' | '\u{2013}'..='\u{2122}');
    let is_geteld = |deel: &str| deel.chars().next().is_some_and(is_half);
    if !text.is_ascii() && text.split(['\u{c2}', '\u{c3}']).skip(1).any(is_geteld) {
        sporen.push(Meldingsoort::Mojibake);
    }
}
