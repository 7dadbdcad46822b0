//! Pages of observations: bytes to positions in the description of the table, or a named refusal.
//!
//! A page is accepted whole or refused whole. What is refused is told with the row, its `Id` and the field; a body
//! that is not JSON is always told as `JSON_INVALID`, whatever else is odd about it.

mod cel;
mod codes;
mod envelop;
mod fout;
mod kolommen;
mod syntaxis;
mod v3;
mod v4;
mod veld;

#[cfg(test)]
pub(crate) mod proef;
#[cfg(test)]
mod tests;

use domain::statline::{Blok, Cel, Celwaarde, Keuze, Protocol, Tabel};

use crate::{Error, Pagina};
use envelop::{Kop, lees_envelop};

pub(crate) use cel::{cel, fout_getal};
pub(crate) use codes::Codelijst;
pub(crate) use fout::{Fout, kort};

/// What a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lezing {
    /// The observations; repeats are left out.
    pub(crate) blok: Blok,
    /// Text of the next link as it stands; `None`: there is none, or it is null or empty.
    pub(crate) volgende: Option<String>,
    /// `@odata.count` or `odata.count`.
    pub(crate) aantal: Option<u64>,
    /// Rows of the source in `blok`.
    pub(crate) rijen: u32,
    /// Rows whose number had been passed already: not in `blok`.
    pub(crate) dubbel: u32,
    /// `Id` or `ID` of the last row so far.
    pub(crate) laatste_id: Option<i64>,
    /// Fields that the description does not have: sorted, at most 20.
    pub(crate) onbekende_velden: Vec<String>,
}

/// What the rows of a page come to, whatever the protocol.
#[derive(Debug)]
pub(crate) struct Rijstand {
    pub(crate) blok: Blok,
    pub(crate) rijen: u32,
    pub(crate) dubbel: u32,
    pub(crate) laatste_id: Option<i64>,
}

impl Rijstand {
    pub(crate) fn new(tabel: &Tabel, laatste_id: Option<i64>) -> Self {
        Self { blok: Blok::new(tabel.dimensies.len()), rijen: 0, dubbel: 0, laatste_id }
    }

    /// Counts a row; false when its number was passed already, so that it is a repeat.
    pub(crate) fn tel(&mut self, id: i64) -> bool {
        let is_new = self.laatste_id.is_none_or(|last| id > last);
        if is_new {
            self.rijen += 1;
            self.laatste_id = Some(id);
        } else {
            self.dubbel += 1;
        }
        is_new
    }

    /// Adds a cell. The measures of one combination of codes come together, so it mostly has that of the last one.
    pub(crate) fn neem(&mut self, codes: &[u32], onderwerp: u32, waarde: Celwaarde) {
        let blok = &mut self.blok;
        let rij = match blok.cellen.last() {
            Some(cel) if blok.rij(cel.rij) == codes => cel.rij,
            last => {
                let rij = last.map_or(0, |cel| cel.rij + 1);
                blok.codes.extend_from_slice(codes);
                rij
            }
        };
        blok.cellen.push(Cel { rij, onderwerp, waarde });
    }
}

/// Reads a page. `adres` tells which data set of v3 it is, and stands in errors; `laatste_id` is that of the page
/// before it in the same part.
///
/// # Errors
/// `JSON_INVALID`, `JSON_DUPLICATE_KEY`, `ODATA_SHAPE`, `ODATA_ERROR`, `ODATA_FIELD`, `ODATA_ID_LAW`, `FIELD_MISSING`,
/// `CODE_UNKNOWN`, `TYPE_MISMATCH`, `NUMBER_INVALID`, `TEXT_INVALID`.
pub(crate) fn lees(
    body: &[u8],
    tabel: &Tabel,
    keuze: &Keuze,
    adres: &str,
    laatste_id: Option<i64>,
) -> Result<Lezing, Error> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let (kop, stand, onbekende_velden) = match tabel.protocol {
        Protocol::V4 => {
            let mut rijen = v4::Rijlezer::new(tabel, keuze, laatste_id);
            let kop = lees_envelop(body, &mut rijen).map_err(|fout| fout.op(adres))?;
            let (stand, velden) = rijen.klaar();
            (kop, stand, velden)
        }
        Protocol::V3 => {
            let mut rijen = v3::Rijlezer::new(tabel, keuze, adres, laatste_id);
            let kop = lees_envelop(body, &mut rijen).map_err(|fout| fout.op(adres))?;
            let (stand, velden) = rijen.klaar();
            (kop, stand, velden)
        }
    };
    let Kop { volgende, aantal } = kop;
    let Rijstand { blok, rijen, dubbel, laatste_id } = stand;
    Ok(Lezing { blok, volgende, aantal, rijen, dubbel, laatste_id, onbekende_velden })
}

/// Reads the body of one page, without any network: a page that was kept, or a measurement.
///
/// `adres` is where it came from: it tells which data set of v3 it is, and stands in errors. `laatste_id` is that of
/// the page before it in the same part. The next link is given as it stands in the body: it is not checked.
///
/// # Errors
/// As [`Error::code`].
pub fn lees_pagina(
    body: &[u8],
    tabel: &Tabel,
    keuze: &Keuze,
    adres: &str,
    laatste_id: Option<i64>,
) -> Result<Pagina, Error> {
    let lezing = lees(body, tabel, keuze, adres, laatste_id)?;
    Ok(Pagina {
        blok: lezing.blok,
        volgende: lezing.volgende,
        rijen: lezing.rijen,
        dubbel: lezing.dubbel,
        laatste_id: lezing.laatste_id,
        bytes: u64::try_from(body.len()).unwrap_or(u64::MAX),
        sha256: sha256_hex(body),
        onbekende_velden: lezing.onbekende_velden,
    })
}

/// SHA-256 as 64 hexadecimal digits.
fn sha256_hex(body: &[u8]) -> String {
    hex(ring::digest::digest(&ring::digest::SHA256, body).as_ref())
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
