//! The declarations of a story: by month, a correction below what it corrects, and what it comes to.

use core::ops::Add;
use std::collections::BTreeMap;

use serde::Serialize;

use super::bevinding::{Bevindingen, Plaats};
use super::getal::euros;
use super::rij::Prestatie;
use super::tijdlijn::{Fase, Gebeurtenis};
use super::woorden::{self, Redenen};

/// Sums in eurocents.
///
/// Debit lines: `ingediend` = `goedgekeurd` + `afgewezen` + `gecrediteerd` + `open`. Credit lines are negative and
/// stand apart; of those only the approved ones take money back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Bedragen {
    /// Debit lines that were sent.
    pub ingediend_eurocent: i64,
    /// Debit lines that were approved.
    pub goedgekeurd_eurocent: i64,
    /// Debit lines that were rejected.
    pub afgewezen_eurocent: i64,
    /// Debit lines that were taken back.
    pub gecrediteerd_eurocent: i64,
    /// Debit lines without an answer.
    pub open_eurocent: i64,
    /// Credit lines that were approved.
    pub credit_goedgekeurd_eurocent: i64,
    /// Credit lines that were rejected.
    pub credit_afgewezen_eurocent: i64,
    /// Credit lines without an answer.
    pub credit_open_eurocent: i64,
    /// What is to be paid: approved debits, also those that were taken back, and approved credits.
    pub betaalbaar_eurocent: i64,
}

impl Bedragen {
    fn van(prestatie: &Prestatie) -> Self {
        let bedrag = prestatie.bedrag_eurocent;
        let mut som = Self::default();
        let is_credit = prestatie.debet_credit == "C";
        match (prestatie.status.as_str(), is_credit) {
            ("afgewezen", true) => som.credit_afgewezen_eurocent = bedrag,
            ("ingediend", true) => som.credit_open_eurocent = bedrag,
            (_, true) => som.credit_goedgekeurd_eurocent = bedrag,
            ("goedgekeurd", false) => som.goedgekeurd_eurocent = bedrag,
            ("afgewezen", false) => som.afgewezen_eurocent = bedrag,
            ("gecrediteerd", false) => som.gecrediteerd_eurocent = bedrag,
            (_, false) => som.open_eurocent = bedrag,
        }
        if !is_credit {
            som.ingediend_eurocent = bedrag;
        }
        som.betaalbaar_eurocent =
            som.goedgekeurd_eurocent + som.gecrediteerd_eurocent + som.credit_goedgekeurd_eurocent;
        som
    }
}

impl Add for Bedragen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            ingediend_eurocent: self.ingediend_eurocent + other.ingediend_eurocent,
            goedgekeurd_eurocent: self.goedgekeurd_eurocent + other.goedgekeurd_eurocent,
            afgewezen_eurocent: self.afgewezen_eurocent + other.afgewezen_eurocent,
            gecrediteerd_eurocent: self.gecrediteerd_eurocent + other.gecrediteerd_eurocent,
            open_eurocent: self.open_eurocent + other.open_eurocent,
            credit_goedgekeurd_eurocent: self.credit_goedgekeurd_eurocent
                + other.credit_goedgekeurd_eurocent,
            credit_afgewezen_eurocent: self.credit_afgewezen_eurocent
                + other.credit_afgewezen_eurocent,
            credit_open_eurocent: self.credit_open_eurocent + other.credit_open_eurocent,
            betaalbaar_eurocent: self.betaalbaar_eurocent + other.betaalbaar_eurocent,
        }
    }
}

/// What was declared over one month.
#[derive(Debug, Clone, Serialize)]
pub struct Maand {
    /// `2026-03`: the month in which the period of the product begins.
    pub maand: String,
    /// What they come to.
    #[serde(flatten)]
    pub bedragen: Bedragen,
    /// Its lines, a correction below what it corrects.
    pub regels: Vec<Gebeurtenis>,
}

/// The lines by month: by date, a correction right below the line that it corrects.
pub(super) fn maanden(
    prestaties: &[Prestatie],
    redenen: &Redenen,
    gemeente: &str,
    bevindingen: &mut Bevindingen,
) -> Vec<Maand> {
    let mut months: BTreeMap<String, Vec<&Prestatie>> = BTreeMap::new();
    for prestatie in prestaties {
        let maand = prestatie.productperiode_begin.format("%Y-%m").to_string();
        months.entry(maand).or_default().push(prestatie);
    }
    let mut maanden = Vec::new();
    for (maand, mut lines) in months {
        let mut first = BTreeMap::new();
        for line in &lines {
            let date = first.entry(oorsprong(line)).or_insert(line.dagtekening);
            *date = line.dagtekening.min(*date);
        }
        lines.sort_by_key(|line| {
            let oorsprong = oorsprong(line);
            let since = first.get(oorsprong).copied();
            let is_credit = line.debet_credit == "C";
            (since, oorsprong, is_credit, line.dagtekening, line.regelnummer)
        });
        let bedragen =
            lines.iter().fold(Bedragen::default(), |sum, line| sum + Bedragen::van(line));
        let mut vertel = |line: &&Prestatie| regel(line, redenen, gemeente, bevindingen);
        maanden.push(Maand { maand, bedragen, regels: lines.iter().map(&mut vertel).collect() });
    }
    maanden
}

/// The reference that a line and its corrections share.
fn oorsprong(line: &Prestatie) -> &str {
    line.vorig_referentienummer.as_deref().unwrap_or(&line.referentienummer)
}

fn regel(
    line: &Prestatie,
    redenen: &Redenen,
    gemeente: &str,
    bevindingen: &mut Bevindingen,
) -> Gebeurtenis {
    let product = woorden::product(line.productcategorie.as_deref(), line.productcode.as_deref());
    let periode = woorden::periode(Some(line.productperiode_begin), Some(line.productperiode_eind));
    let bedrag = euros(line.bedrag_eurocent);
    let (fase, naam) = match &line.vorig_referentienummer {
        Some(vorig) if line.debet_credit == "C" => {
            (Fase::Correctie, format!("Correctie {} op {vorig}", line.referentienummer))
        }
        _ if line.debet_credit == "C" => {
            (Fase::Correctie, format!("Correctie {}", line.referentienummer))
        }
        _ => (Fase::Declaratie, format!("Declaratieregel {}", line.referentienummer)),
    };
    let hoeveel = match line.tarief_eurocent {
        Some(tarief) => {
            let volume = woorden::hoeveelheid(line.geleverd_volume, &line.eenheid);
            // A credit repeats volume and rate of what it takes back.
            let teken = if line.debet_credit == "C" { ", terug:" } else { " =" };
            format!("{volume} x {}{teken} {bedrag} euro", euros(tarief))
        }
        None => format!("{bedrag} euro"),
    };
    let telt = if line.telt_mee { "telt mee" } else { "telt niet mee" };
    let koppeling = woorden::oordeel(&line.koppeling);
    let mut oordeel = format!("{}, {telt}", line.status);
    // What was rejected says so once.
    if koppeling != line.status {
        oordeel = format!("{oordeel}; {koppeling}");
    }
    let plaats = Plaats {
        aanbieders: [&line.agb_code, &line.bericht_agb_code],
        identificatie: &line.bericht_identificatie,
        regel: line.regelnummer,
    };
    Gebeurtenis {
        datum: line.dagtekening,
        fase,
        wat: format!(
            "{naam} (323, declaratie {}): {product}, {periode}, {hoeveel}",
            line.declaratienummer
        ),
        door: format!("aanbieder {} aan gemeente {gemeente}", line.agb_code),
        oordeel: Some(oordeel),
        antwoord: redenen.antwoord(&line.retour, &line.release),
        antwoord_bestand: line.retour.antwoord_bestand.clone(),
        bevindingen: bevindingen.neem("323", &plaats),
        bestand: line.bestand.clone(),
        regel: line.regelnummer,
    }
}
