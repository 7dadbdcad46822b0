//! The 323s and 325s of one block of clients: lines wait here until the block is told.

mod noteren;
mod verzenden;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Gemeentecode, Wet};

pub(crate) use noteren::{Record, noteer_oordeel};
pub(crate) use verzenden::{verzend, verzend_weesantwoord};

use crate::bericht::{Prestatie, Veld};
use crate::kalender::plus;
use crate::oordeel::{Lot, Wat};
use crate::rng::meng;
use crate::uitvoer::{Uitvoer, wet_getal};
use crate::wereld::{Aanbieder, Wereld};

/// One 323: a municipality, a law, a provider and a month; the block is the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sleutel {
    /// Municipality.
    pub(crate) gemeente: Gemeentecode,
    /// Law.
    pub(crate) wet: Wet,
    /// Provider.
    pub(crate) aanbieder: Aanbieder,
    /// Month, from 0.
    pub(crate) maand: u32,
}

/// What the municipality says about a 323.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Berichtlot {
    /// Nothing yet.
    Open,
    /// Rejected in the header.
    Kop,
    /// Rejected on the class `Declaratie`.
    Declaratie,
    /// Judged line by line.
    Beantwoord,
}

/// A line as planned.
#[derive(Debug, Clone)]
pub(crate) struct Regelplan {
    /// `Bsn` of the line.
    pub(crate) bsn: Veld,
    /// The line.
    pub(crate) prestatie: Prestatie,
    /// What becomes of it.
    pub(crate) wat: Wat,
    /// Codes with which the line itself is rejected; only used when the 323 is judged line by line.
    pub(crate) codes: Vec<&'static str>,
    /// Whether an accepted credit takes it back.
    pub(crate) is_gecrediteerd: bool,
}

impl Regelplan {
    /// A line that is approved when it is judged.
    pub(crate) fn new(bsn: &Veld, prestatie: Prestatie, wat: Wat) -> Self {
        Self { bsn: bsn.clone(), prestatie, wat, codes: Vec::new(), is_gecrediteerd: false }
    }

    /// Whether the line is rejected, given the fate of its message and of its person in it.
    pub(crate) fn lot(&self, lot: Berichtlot, is_client: bool) -> Lot {
        match lot {
            Berichtlot::Open => Lot::Telt,
            Berichtlot::Beantwoord if self.codes.is_empty() && !is_client => Lot::Telt,
            _ => Lot::Afgewezen,
        }
    }
}

/// The lines of a block of clients.
#[derive(Debug, Default)]
pub(crate) struct Blok {
    nummer: u64,
    regels: BTreeMap<Sleutel, Vec<Regelplan>>,
}

impl Blok {
    /// Adds a line to the 323 of `sleutel`.
    pub(crate) fn voeg_toe(&mut self, sleutel: Sleutel, regel: Regelplan) {
        self.regels.entry(sleutel).or_default().push(regel);
    }

    fn getal(&self, wereld: &Wereld, sleutel: &Sleutel, wat: u64) -> u64 {
        let Sleutel { gemeente, wet, aanbieder, maand } = sleutel;
        let agb = aanbieder.agb.bytes().fold(0, |sum, byte| meng(&[sum, byte.into()]));
        let gemeente = u64::try_from(gemeente.surrogaat()).unwrap_or_default();
        meng(&[wereld.seed, self.nummer, gemeente, wet_getal(*wet), agb, (*maand).into(), wat])
    }

    /// What becomes of the 323 of `sleutel`: known before its lines are, so that the stories can go on from there.
    pub(crate) fn lot(&self, wereld: &Wereld, sleutel: &Sleutel) -> Berichtlot {
        let is_last = sleutel.maand + 1 == wereld.kalender.maanden;
        match self.getal(wereld, sleutel, 1) % 100 {
            0 | 1 => Berichtlot::Kop,
            2 | 3 => Berichtlot::Declaratie,
            4..10 => Berichtlot::Open,
            10..40 if is_last => Berichtlot::Open,
            _ => Berichtlot::Beantwoord,
        }
    }

    /// Whether the line of `plan` is rejected in the 323 of `sleutel`.
    pub(crate) fn lot_van(&self, wereld: &Wereld, sleutel: &Sleutel, plan: &Regelplan) -> Lot {
        let is_client = self.is_client_afgewezen(wereld, sleutel, &plan.bsn);
        plan.lot(self.lot(wereld, sleutel), is_client)
    }

    /// Whether all lines of this person in the 323 of `sleutel` come back with a code on the person.
    pub(crate) fn is_client_afgewezen(
        &self,
        wereld: &Wereld,
        sleutel: &Sleutel,
        bsn: &Veld,
    ) -> bool {
        let bsn = bsn.as_str().bytes().fold(0, |sum, byte| meng(&[sum, byte.into()]));
        self.getal(wereld, sleutel, bsn).is_multiple_of(200)
    }
}

/// A line with its place and fate.
#[derive(Debug)]
struct Regel<'a> {
    plan: &'a Regelplan,
    nummer: u32,
    status: &'static str,
    codes: Vec<&'static str>,
}

/// How a 323 is sent and answered.
#[derive(Debug, Clone)]
pub(crate) struct Opzet {
    /// What the municipality says.
    pub(crate) lot: Berichtlot,
    /// `Dagtekening`.
    pub(crate) datum: NaiveDate,
    /// Whether it is one of a block: it may come twice, and persons in it may be rejected.
    pub(crate) is_van_blok: bool,
    /// `DeclaratiePeriode`, when it is not the month.
    pub(crate) periode: Option<(NaiveDate, NaiveDate)>,
    /// `DeclaratieNummer`, when it is not a new one.
    pub(crate) declaratienummer: Option<Veld>,
    /// How much the total is more than the sum of the lines.
    pub(crate) te_hoog: i64,
    /// Findings on the message.
    pub(crate) bevindingen: Vec<&'static str>,
    /// What is wrong with the answer.
    pub(crate) antwoord: Antwoordfout,
    /// Whether the answer comes after its term (`OP090x4`).
    pub(crate) is_laat: bool,
}

impl Opzet {
    /// A 323 of a story by itself, in order and answered in time.
    pub(crate) fn los(lot: Berichtlot, datum: NaiveDate) -> Self {
        Self {
            lot,
            datum,
            is_van_blok: false,
            periode: None,
            declaratienummer: None,
            te_hoog: 0,
            bevindingen: Vec::new(),
            antwoord: Antwoordfout::Geen,
            is_laat: false,
        }
    }

    /// With this finding on the message.
    #[must_use]
    pub(crate) fn bevinding(mut self, code: &'static str) -> Self {
        self.bevindingen.push(code);
        self
    }
}

/// What is wrong with a 325.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Antwoordfout {
    /// Nothing.
    Geen,
    /// It names another `DeclaratieNummer` (TR376).
    Nummer,
    /// It names another schema than the 323 (TR371).
    Xsd,
    /// It grants too much (TR342).
    Totaal,
    /// It sends back a line that the 323 does not have (TR366).
    Vreemd(Box<Prestatie>),
    /// It sends the first line back with another volume (TR367).
    Volume,
    /// It sends the lines back under another person (TR304).
    Client(Veld),
}

/// Writes all 323s of the block with their answers, and begins the next block.
pub(crate) fn sluit_blok(uit: &mut Uitvoer, wereld: &Wereld) -> anyhow::Result<()> {
    for (sleutel, mut plannen) in core::mem::take(&mut uit.blok.regels) {
        plannen.sort_by(|a, b| a.bsn.cmp(&b.bsn));
        let (_, laatste) = wereld.kalender.maand(sleutel.maand);
        let getal = uit.blok.getal(wereld, &sleutel, 2);
        let datum = plus(laatste, 3 + i64::try_from(getal % 9).unwrap_or_default());
        let lot = uit.blok.lot(wereld, &sleutel);
        let opzet = Opzet { is_van_blok: true, ..Opzet::los(lot, datum) };
        verzend(uit, wereld, &sleutel, &plannen, &opzet)?;
    }
    uit.blok.nummer += 1;
    Ok(())
}
