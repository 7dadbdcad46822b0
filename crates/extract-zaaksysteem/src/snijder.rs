//! Cuts text into rows and cells. Knows no file: it sees the text from where a row begins.

use memchr::{memchr, memchr2, memchr3};

/// Where a cell stands, and whether its text is there as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cel {
    /// First byte.
    pub(crate) van: usize,
    /// Byte after the last.
    pub(crate) tot: usize,
    /// Whether quotes in it are doubled.
    pub(crate) is_verdubbeld: bool,
}

/// What a cut gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Snede {
    /// A row: its text ends at `tekst`, the next one begins at `verder`.
    Rij {
        /// Length of its text, without its line end.
        tekst: usize,
        /// Length with its line end.
        verder: usize,
    },
    /// The end of the row is not in sight.
    MeerNodig,
    /// A quote does not close, or there is text behind it.
    Aanhaling,
    /// More cells than asked for.
    TeVeelCellen,
}

/// How to cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Snijder {
    /// Between cells; ASCII.
    pub(crate) scheiding: u8,
    /// Around a cell; ASCII; `None`: no character is special.
    pub(crate) aanhaling: Option<u8>,
    /// Cells after which cutting stops: what a lost quote runs into must not be read to its end each time.
    pub(crate) cellen_max: usize,
}

impl Snijder {
    /// Cuts the first row of `tekst`, which is not empty, and puts its cells in `cellen`. `is_einde`: nothing follows.
    pub(crate) fn snijd(&self, tekst: &[u8], is_einde: bool, cellen: &mut Vec<Cel>) -> Snede {
        cellen.clear();
        let mut van = 0;
        loop {
            if cellen.len() >= self.cellen_max {
                return Snede::TeVeelCellen;
            }
            let rest = tekst.get(van..).unwrap_or_default();
            let op = match (rest.first(), self.aanhaling) {
                (Some(eerste), Some(teken)) if *eerste == teken => {
                    let Some(cel) = aangehaald(tekst, van + 1, teken, is_einde) else {
                        return if is_einde { Snede::Aanhaling } else { Snede::MeerNodig };
                    };
                    cellen.push(cel);
                    cel.tot + 1
                }
                _ => {
                    let lengte = memchr3(self.scheiding, b'\n', b'\r', rest);
                    let tot = lengte.map_or(tekst.len(), |lengte| van + lengte);
                    cellen.push(Cel { van, tot, is_verdubbeld: false });
                    tot
                }
            };
            match tekst.get(op) {
                Some(byte) if *byte == self.scheiding => van = op + 1,
                None if !is_einde => return Snede::MeerNodig,
                None => return Snede::Rij { tekst: op, verder: op },
                Some(b'\n' | b'\r') => {
                    return match na_regeleinde(tekst, op, is_einde) {
                        Some(verder) => Snede::Rij { tekst: op, verder },
                        None => Snede::MeerNodig,
                    };
                }
                Some(_) => return Snede::Aanhaling,
            }
        }
    }
}

/// The cell whose text begins at `van`, behind its quote; `None`: the quote that closes it is not in sight.
fn aangehaald(tekst: &[u8], van: usize, teken: u8, is_einde: bool) -> Option<Cel> {
    let mut is_verdubbeld = false;
    let mut vanaf = van;
    loop {
        let tot = vanaf + memchr(teken, tekst.get(vanaf..)?)?;
        match tekst.get(tot + 1) {
            Some(volgend) if *volgend == teken => {
                is_verdubbeld = true;
                vanaf = tot + 2;
            }
            None if !is_einde => return None,
            _ => return Some(Cel { van, tot, is_verdubbeld }),
        }
    }
}

/// Where the line begins that follows the line end at `op`; `None`: a CR of which the LF may be yet to come.
fn na_regeleinde(tekst: &[u8], op: usize, is_einde: bool) -> Option<usize> {
    match (tekst.get(op), tekst.get(op + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(op + 2),
        (Some(b'\r'), None) if !is_einde => None,
        _ => Some(op + 1),
    }
}

/// The first physical line: where its text ends and where the next one begins; `None`: its end is not in sight.
pub(crate) fn eerste_regel(tekst: &[u8], is_einde: bool) -> Option<(usize, usize)> {
    match memchr2(b'\n', b'\r', tekst) {
        Some(op) => na_regeleinde(tekst, op, is_einde).map(|verder| (op, verder)),
        None => is_einde.then_some((tekst.len(), tekst.len())),
    }
}

/// Line ends in the text of a row.
pub(crate) fn tel_regeleinden(tekst: &[u8]) -> u64 {
    let mut regels = 0;
    let mut rest = tekst;
    while let Some(op) = memchr2(b'\n', b'\r', rest) {
        regels += 1;
        let verder = na_regeleinde(rest, op, true).unwrap_or(rest.len());
        rest = rest.get(verder..).unwrap_or_default();
    }
    regels
}
