//! Finds the header among the first lines of a file, and the separator with which it is one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use domain::Code;

use crate::Weigering;
use crate::dialect::{Bestandsvorm, DubbeleKoppen, Regeleinde, SCHEIDINGEN};
use crate::snijder::{Cel, Snede, Snijder, eerste_regel, tel_regeleinden};

/// Rows behind the header that must have as many cells for a separator to be believed over another.
const PROEFRIJEN: usize = 20;

/// The header, where it was found.
#[derive(Debug)]
pub(crate) struct Koprij {
    /// Separator.
    pub(crate) scheiding: u8,
    /// Names, trimmed, as they stand there.
    pub(crate) namen: Vec<String>,
    /// Line, from 1.
    pub(crate) regel: u64,
    /// Line behind it, from 1.
    pub(crate) volgende_regel: u64,
    /// Bytes up to the line behind it.
    pub(crate) verder: usize,
    /// How its line ends.
    pub(crate) regeleinde: Regeleinde,
    /// Rows behind it with as many cells.
    gelijk: usize,
}

/// Text in which to look: the first lines of the file, and whether that is all there is.
#[derive(Clone, Copy)]
pub(crate) struct Begin<'t> {
    pub(crate) tekst: &'t [u8],
    pub(crate) is_einde: bool,
}

/// The header with the separator `vast`, else with the best of those that are tried.
pub(crate) fn zoek(
    begin: Begin<'_>,
    vorm: &Bestandsvorm,
    vast: Option<u8>,
    herken: &dyn Fn(&[&str]) -> bool,
) -> Result<Koprij, Weigering> {
    let mut beste: Option<Koprij> = None;
    let mut is_te_breed = false;
    let proef = match &vast {
        Some(scheiding) => std::slice::from_ref(scheiding),
        None => &SCHEIDINGEN,
    };
    for scheiding in proef {
        match zoek_met(begin, vorm, *scheiding, herken) {
            Vondst::Kop(kop) if beste.as_ref().is_none_or(|beste| kop.is_beter(beste)) => {
                beste = Some(kop);
            }
            Vondst::TeBreed => is_te_breed = true,
            Vondst::Kop(_) | Vondst::Geen => {}
        }
    }
    match beste {
        Some(kop) => Ok(kop),
        None if is_te_breed => {
            let woorden = format!("more than {} columns", vorm.kolommen_max);
            Err(Weigering::bestand(Code::CsvLimit, woorden))
        }
        None => {
            let woorden = format!("none in the first {} lines", vorm.koprij_zoeken);
            Err(Weigering::bestand(Code::CsvHeader, woorden))
        }
    }
}

enum Vondst {
    Kop(Koprij),
    TeBreed,
    Geen,
}

impl Koprij {
    /// A header that stands nowhere, of a file whose rows are cut like this one: they begin at `verder`.
    pub(crate) fn vervangen_door(
        self,
        namen: Vec<String>,
        volgende_regel: u64,
        verder: usize,
    ) -> Self {
        Self { namen, regel: 0, volgende_regel, verder, ..self }
    }

    fn is_beter(&self, ander: &Self) -> bool {
        (self.gelijk, self.namen.len()) > (ander.gelijk, ander.namen.len())
    }
}

fn zoek_met(
    begin: Begin<'_>,
    vorm: &Bestandsvorm,
    scheiding: u8,
    herken: &dyn Fn(&[&str]) -> bool,
) -> Vondst {
    let aanhaling = (vorm.aanhaling != 0).then_some(vorm.aanhaling);
    let snijder = Snijder { scheiding, aanhaling, cellen_max: vorm.kolommen_max };
    let (mut op, mut regel, mut is_te_breed) = (0, 1, false);
    let mut cellen = Vec::new();
    while regel <= u64::from(vorm.koprij_zoeken) && op < begin.tekst.len() {
        let rest = begin.tekst.get(op..).unwrap_or_default();
        let Some((_, na_regel)) = eerste_regel(rest, begin.is_einde) else {
            is_te_breed |= snijder.snijd(rest, true, &mut cellen) == Snede::TeVeelCellen;
            break;
        };
        match snijder.snijd(rest, begin.is_einde, &mut cellen) {
            Snede::Rij { tekst, verder } => {
                let ruw = rest.get(..tekst).unwrap_or_default();
                let namen = namen(ruw, &cellen, vorm.aanhaling);
                let blik: Vec<&str> = namen.iter().map(String::as_str).collect();
                if !ruw.trim_ascii().is_empty() && !blik.is_empty() && herken(&blik) {
                    let volgende_regel = regel + 1 + tel_regeleinden(ruw);
                    let regeleinde = soort_einde(rest.get(tekst..verder).unwrap_or_default());
                    let achter = rest.get(verder..).unwrap_or_default();
                    let gelijk = tel_gelijk(snijder, achter, begin.is_einde, namen.len());
                    let verder = op + verder;
                    return Vondst::Kop(Koprij {
                        scheiding,
                        namen,
                        regel,
                        volgende_regel,
                        verder,
                        regeleinde,
                        gelijk,
                    });
                }
            }
            Snede::TeVeelCellen => is_te_breed = true,
            Snede::MeerNodig | Snede::Aanhaling => {}
        }
        op += na_regel;
        regel += 1;
    }
    if is_te_breed { Vondst::TeBreed } else { Vondst::Geen }
}

/// Cells as names: without the quotes, trimmed. Text that is not UTF-8 gives no names.
fn namen(ruw: &[u8], cellen: &[Cel], aanhaling: u8) -> Vec<String> {
    let teken = char::from(aanhaling);
    let van = |cel: &Cel| {
        let tekst = std::str::from_utf8(ruw.get(cel.van..cel.tot)?).ok()?;
        Some(naam(tekst, cel, teken).into_owned())
    };
    cellen.iter().map(van).collect::<Option<_>>().unwrap_or_default()
}

/// The text of a cell as a name: trimmed, its quotes no longer doubled.
pub(crate) fn naam<'t>(tekst: &'t str, cel: &Cel, aanhaling: char) -> Cow<'t, str> {
    let tekst = tekst.trim();
    if !cel.is_verdubbeld {
        return Cow::Borrowed(tekst);
    }
    let dubbel = String::from_iter([aanhaling, aanhaling]);
    Cow::Owned(tekst.replace(&dubbel, aanhaling.encode_utf8(&mut [0; 4])))
}

fn soort_einde(einde: &[u8]) -> Regeleinde {
    match einde {
        b"\r\n" => Regeleinde::CrLf,
        b"\r" => Regeleinde::Cr,
        [] => Regeleinde::Geen,
        _ => Regeleinde::Lf,
    }
}

/// Rows among the first that have as many cells as the header.
fn tel_gelijk(snijder: Snijder, tekst: &[u8], is_einde: bool, breedte: usize) -> usize {
    let mut cellen = Vec::new();
    let (mut rest, mut gelijk) = (tekst, 0);
    for _ in 0..PROEFRIJEN {
        if rest.is_empty() {
            break;
        }
        let verder = match snijder.snijd(rest, is_einde, &mut cellen) {
            Snede::Rij { verder, .. } => {
                gelijk += usize::from(cellen.len() == breedte);
                verder
            }
            _ => match eerste_regel(rest, is_einde) {
                Some((_, verder)) => verder,
                None => break,
            },
        };
        rest = rest.get(verder..).unwrap_or_default();
    }
    gelijk
}

/// Gives every column a name of its own, or refuses: two columns that differ only in capitals are the same to a mapping.
pub(crate) fn maak_uniek(namen: &mut [String], keuze: DubbeleKoppen) -> Result<(), Weigering> {
    let alle: BTreeSet<String> = namen.iter().map(|naam| naam.to_lowercase()).collect();
    let mut gezien = BTreeSet::new();
    for (plek, naam) in namen.iter_mut().enumerate().filter(|(_, naam)| !naam.is_empty()) {
        if gezien.insert(naam.to_lowercase()) {
            continue;
        }
        if keuze == DubbeleKoppen::Weigeren {
            let woorden = format!("column {} has the name of an earlier one", plek + 1);
            return Err(Weigering::bestand(Code::CsvHeader, woorden));
        }
        let genummerd = (2_u32..).map(|nummer| format!("{naam}_{nummer}"));
        let is_vrij = |kandidaat: &String| {
            let klein = kandidaat.to_lowercase();
            !alle.contains(&klein) && !gezien.contains(&klein)
        };
        if let Some(nieuw) = genummerd.into_iter().find(is_vrij) {
            gezien.insert(nieuw.to_lowercase());
            *naam = nieuw;
        }
    }
    Ok(())
}
