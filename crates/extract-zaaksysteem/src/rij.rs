//! One row, as text.

use domain::Code;
use memchr::memchr_iter;

use crate::snijder::Cel;

/// A row of which the cells are those of the header. Borrows from the reader until the next one is asked for.
#[derive(Clone, Copy)]
pub struct Ruwerij<'r> {
    /// Physical line where it begins, from 1.
    pub regel: u64,
    pub(crate) tekst: &'r str,
    pub(crate) kladblok: &'r str,
    pub(crate) cellen: &'r [Cel],
}

impl<'r> Ruwerij<'r> {
    /// Its cells, as many as the header has, without the quotes around them; not trimmed.
    pub fn cellen(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let rij = *self;
        rij.cellen.iter().map(move |cel| rij.lees(cel))
    }

    /// The cell at this place of the header, from 0; `None`: there is no such column.
    pub fn cel(&self, plek: usize) -> Option<&'r str> {
        self.cellen.get(plek).map(|cel| self.lees(cel))
    }

    /// The row as it stands in the file, without its line end.
    pub fn tekst(&self) -> &'r str {
        self.tekst
    }

    fn lees(&self, cel: &Cel) -> &'r str {
        let bron = if cel.is_verdubbeld { self.kladblok } else { self.tekst };
        bron.get(cel.van..cel.tot).unwrap_or_default()
    }
}

/// The text of a row, or why it is none: bytes that are no text, characters that steer a machine, a value too long.
pub(crate) fn weiger_tekens<'t>(
    ruw: &'t [u8],
    cellen: &[Cel],
    waarde_bytes_max: usize,
) -> Result<&'t str, Code> {
    if ruw.len() > waarde_bytes_max && cellen.iter().any(|cel| cel.tot - cel.van > waarde_bytes_max)
    {
        return Err(Code::CsvLimit);
    }
    let tekst = std::str::from_utf8(ruw).map_err(|_| Code::CsvEncoding)?;
    if has_stuurteken(ruw) { Err(Code::TextControl) } else { Ok(tekst) }
}

/// Whether there is a control character other than a tab and a line end: of ASCII, or one of the 32 behind it.
fn has_stuurteken(tekst: &[u8]) -> bool {
    let is_stuurteken =
        |byte: u8| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F;
    // No early exit: so it is done for many bytes at once.
    tekst.iter().fold(false, |gezien, byte| gezien | is_stuurteken(*byte))
        || memchr_iter(0xC2, tekst)
            .any(|op| tekst.get(op + 1).is_some_and(|volgend| *volgend < 0xA0))
}

/// Frees the values from doubled quotes and from the guard with which Excel keeps digits text (`="0123"`).
pub(crate) fn maak_los(tekst: &str, cellen: &mut [Cel], kladblok: &mut String, aanhaling: u8) {
    kladblok.clear();
    let teken = char::from(aanhaling);
    for cel in cellen {
        if cel.is_verdubbeld {
            let van = kladblok.len();
            let mut is_eerste = false;
            for c in tekst.get(cel.van..cel.tot).unwrap_or_default().chars() {
                is_eerste = c == teken && !is_eerste;
                if !is_eerste {
                    kladblok.push(c);
                }
            }
            (cel.van, cel.tot) = (van, kladblok.len());
        }
        let bron = if cel.is_verdubbeld { kladblok.as_str() } else { tekst };
        if bron.as_bytes().get(cel.van) == Some(&b'=')
            && let Some([b'=', b'"', binnen @ .., b'"']) = bron.as_bytes().get(cel.van..cel.tot)
            && !binnen.contains(&b'"')
        {
            (cel.van, cel.tot) = (cel.van + 2, cel.tot - 1);
        }
    }
}
