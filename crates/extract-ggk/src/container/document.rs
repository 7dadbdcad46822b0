//! One document: a message, a message in an envelope, or the fault that the hub sent instead of an answer.

use domain::record::{Inhoud, Ketenfout};
use domain::{Code, Eurocent, Gemeentecode, Pseudoniemsleutel};

use crate::{BestandAfkeuring, Gelezen, LeesOpties, lees};

use super::envelop::{self, Envelop, Omslag};
use super::{ei, geweigerd};

/// What a document holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// A message.
    Bericht(Box<Gelezen>),
    /// A fault of the hub: a message was not passed on.
    Ketenfout(Ketenfout),
}

/// Reads one unpacked document: pure, no I/O. An envelope is taken off first; places are then those of the message
/// inside, after `envelop!`.
///
/// # Errors
/// The refusal of the whole document: that of [`lees`], or `EI_FLAT_FILE`, `ENVELOPE_INVALID`, `ENVELOPE_MISMATCH`.
pub fn lees_document(
    bytes: &[u8],
    opties: &LeesOpties,
    sleutel: &Pseudoniemsleutel,
) -> Result<Document, BestandAfkeuring> {
    if ei::is_ei(bytes) {
        return Err(geweigerd(Code::EiFlatFile, 0, ""));
    }
    match envelop::open(bytes, &opties.grenzen)? {
        Omslag::Geen => {
            lees(bytes, opties, sleutel).map(|gelezen| Document::Bericht(Box::new(gelezen)))
        }
        Omslag::Fout(fout) => {
            check_gemeente(&fout, opties)?;
            Ok(Document::Ketenfout(fout))
        }
        Omslag::Bericht(envelop) => {
            let gelezen = lees_inhoud(envelop, opties, sleutel)?;
            Ok(Document::Bericht(Box::new(gelezen)))
        }
    }
}

fn lees_inhoud(
    envelop: Envelop,
    opties: &LeesOpties,
    sleutel: &Pseudoniemsleutel,
) -> Result<Gelezen, BestandAfkeuring> {
    let Envelop { referentie, functie, is_xml, inhoud } = envelop;
    if !is_xml || ei::is_ei(&inhoud) {
        return Err(geweigerd(Code::EiFlatFile, 0, "envelop!"));
    }
    let mut gelezen = lees(&inhoud, opties, sleutel).map_err(|mut refused| {
        refused.afkeuring.plaats.pad.insert_str(0, "envelop!");
        refused
    })?;
    let bericht = &gelezen.bericht.bericht;
    let is_same = functie.strip_prefix(bericht.wet.code().to_uppercase().as_str())
        == Some(bericht.soort.code());
    if !is_same {
        let (records, bedrag) = count(&gelezen);
        let refused = geweigerd(Code::EnvelopeMismatch, 0, "stuurgegevens/functie");
        return Err(BestandAfkeuring { records, bedrag, ..refused });
    }
    for regel in &mut gelezen.afkeuringen {
        regel.afkeuring.plaats.pad.insert_str(0, "envelop!");
    }
    gelezen.bericht.envelop = Some(referentie);
    Ok(gelezen)
}

/// Records and money of a message that is refused after all.
fn count(gelezen: &Gelezen) -> (u32, Eurocent) {
    let records = gelezen.bericht.bericht.aantal_regels.unwrap_or(1).max(1);
    let geladen: i64 = match &gelezen.bericht.inhoud {
        Inhoud::Declaratie(_, regels) => regels.iter().map(|regel| regel.bedrag.waarde()).sum(),
        _ => 0,
    };
    let bedragen = gelezen.afkeuringen.iter().filter_map(|regel| regel.bedrag);
    let geweigerd: i64 = bedragen.map(Eurocent::waarde).sum();
    (records, Eurocent::new(geladen.saturating_add(geweigerd)))
}

/// A fault between others says nothing about our messages.
fn check_gemeente(fout: &Ketenfout, opties: &LeesOpties) -> Result<(), BestandAfkeuring> {
    let partijen = [&fout.zender, &fout.ontvanger].into_iter().flatten();
    let mut gemeenten = partijen.filter_map(|partij| partij.as_str().parse::<Gemeentecode>().ok());
    if opties.gemeenten.is_empty() || gemeenten.all(|gemeente| opties.gemeenten.contains(&gemeente))
    {
        return Ok(());
    }
    Err(geweigerd(Code::GemeenteNotAllowed, 0, "Fo01Bericht/stuurgegevens"))
}
