//! The rows of one file, on a thread of its own, in pieces for the writer.

use std::collections::BTreeMap;
use std::io::Read;

use chrono::NaiveDate;
use domain::zaaksysteem::{Entiteit, Record};
use domain::{Gemeentecode, Pseudoniemsleutel};
use extract_zaaksysteem::{
    Lezer, Mapping, Meldingsoort, Meldplaats, Omgeving, Rijuitkomst, Weigering,
};
use load::zaak::Geweigerd;
use tokio::sync::mpsc;

/// Rows that go to the writer at once: so few that they stay in the cache of the processor.
const RIJEN: usize = 250;

/// Rows that were read, and what was refused among them.
#[derive(Debug, Default)]
pub(crate) struct Stuk {
    /// Rows, refused ones too.
    pub(crate) gelezen: u64,
    /// Records with the lines where their rows begin.
    pub(crate) records: Vec<(u64, Record)>,
    /// Refused rows.
    pub(crate) geweigerd: Vec<Geweigerd>,
}

/// What comes of a file, in this order: the entities that it tells of, then its rows.
#[derive(Debug)]
pub(crate) enum Deel {
    /// It was opened, and tells of these: not of those of which it lacks a column that they must have.
    Begin(Vec<Entiteit>),
    /// Rows.
    Rijen(Stuk),
}

/// How a file is read.
#[derive(Debug)]
pub(crate) struct Leeswijze<'l> {
    /// The mapping.
    pub(crate) mapping: &'l Mapping,
    /// Key of the pseudonyms.
    pub(crate) sleutel: &'l Pseudoniemsleutel,
    /// Name of the source.
    pub(crate) bron: &'l str,
    /// Municipality of rows that name none.
    pub(crate) gemeente: Option<Gemeentecode>,
    /// The day that the file tells of: value lists hold from day to day.
    pub(crate) peildatum: NaiveDate,
}

/// What was repaired or noticed, in which column.
pub(crate) type Meldingen = BTreeMap<Meldplaats, Gezien>;

/// Lines that are kept of each.
const REGELS_MAX: usize = 5;

/// How often something was repaired or noticed, and where first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Gezien {
    /// How often.
    pub(crate) aantal: u64,
    /// The first lines; none of what is of the file as a whole.
    pub(crate) regels: Vec<u64>,
}

/// Reads all rows and hands them to `geef`, until the end, or until nobody wants them any more.
///
/// # Errors
/// The refusal of the file as a whole.
pub(crate) fn lees(
    bestand: impl Read,
    wijze: &Leeswijze<'_>,
    mut geef: impl FnMut(Deel) -> bool,
) -> Result<Meldingen, Weigering> {
    let Leeswijze { mapping, sleutel, bron, gemeente, peildatum } = *wijze;
    let omgeving = Omgeving { sleutel, bron, gemeente, peildatum };
    let mut lezer = Lezer::open(bestand, mapping, omgeving)?;
    if !geef(Deel::Begin(lezer.entiteiten().collect())) {
        return Ok(Meldingen::new());
    }
    let mut stuk = Stuk::default();
    let mut plaatsen: BTreeMap<Meldplaats, Vec<u64>> = BTreeMap::new();
    while let Some(rij) = lezer.volgende() {
        stuk.gelezen += 1;
        match rij {
            Rijuitkomst::Rij { regel, records } => {
                stuk.records.extend(records.into_iter().map(|record| (regel, record)));
            }
            Rijuitkomst::Geweigerd(weigering) => stuk.geweigerd.push(geweigerd(&weigering)),
        }
        onthoud(&mut lezer, &mut plaatsen);
        let size = stuk.records.len().max(stuk.geweigerd.len());
        if size >= RIJEN && !geef(Deel::Rijen(core::mem::take(&mut stuk))) {
            return Ok(Meldingen::new());
        }
    }
    geef(Deel::Rijen(stuk));
    onthoud(&mut lezer, &mut plaatsen);
    let mut aantallen = lezer.aantallen();
    let set_aside = lezer.telling().voet;
    if set_aside > 0 {
        aantallen.insert((Meldingsoort::Voetregel, None), set_aside);
    }
    let gezien = |(plaats, aantal): (Meldplaats, u64)| {
        let regels = plaatsen.remove(&plaats).unwrap_or_default();
        (plaats, Gezien { aantal, regels })
    };
    Ok(aantallen.into_iter().map(gezien).collect())
}

/// Keeps the first lines of each kind.
fn onthoud<R: Read>(lezer: &mut Lezer<R>, plaatsen: &mut BTreeMap<Meldplaats, Vec<u64>>) {
    for melding in lezer.meldingen().filter(|melding| melding.regel > 0) {
        let regels = plaatsen.entry((melding.soort, melding.kolom)).or_default();
        if regels.len() < REGELS_MAX {
            regels.push(melding.regel);
        }
    }
}

/// As the ledger has it.
pub(crate) fn geweigerd(weigering: &Weigering) -> Geweigerd {
    let Weigering { code, regel, kolom, woorden } = weigering;
    let mut plaats = if *regel > 0 { format!("regel {regel}") } else { String::new() };
    for part in [kolom.as_deref(), Some(&**woorden)].into_iter().flatten() {
        if !part.is_empty() {
            if !plaats.is_empty() {
                plaats.push(' ');
            }
            plaats.push_str(part);
        }
    }
    Geweigerd { regel: *regel, code: *code, plaats }
}

/// Hands pieces over a channel of a run.
pub(crate) fn naar(sender: &mpsc::Sender<Deel>) -> impl FnMut(Deel) -> bool + '_ {
    |deel| sender.blocking_send(deel).is_ok()
}
