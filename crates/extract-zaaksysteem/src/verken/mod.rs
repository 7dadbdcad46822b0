//! A first look at a file of which nothing is known: how it is written and what its columns seem to hold, no value of it.

mod kolom;
mod kopproef;
mod soort;

use std::collections::BTreeMap;
use std::io::Read;

use domain::{Bsn, Code};

pub use self::kolom::{Kolomverkenning, Verschillend};
pub use self::soort::Kolomsoort;
#[cfg(test)]
pub(crate) use self::soort::SOORTEN;
use self::soort::{is_datum, is_geheel};
use crate::Rijenlezer;
use crate::codering::BLOK;
use crate::{Bestandsvorm, Dialect, DubbeleKoppen, Melding, Telling, Weigering};

/// What a first look tells.
#[derive(Debug, Clone)]
pub struct Verkenning {
    /// How it is written.
    pub dialect: Dialect,
    /// Its columns, in their order.
    pub kolommen: Vec<Kolomverkenning>,
    /// What became of its lines.
    pub telling: Telling,
    /// Refused rows by their code.
    pub weigeringen: BTreeMap<&'static str, u64>,
    /// What there is to tell of the file.
    pub meldingen: Vec<Melding>,
    /// Whether the look ended before the file did.
    pub is_deel: bool,
    /// Whether there is no header: what stands first looks like data, and the columns have numbers for names.
    pub is_zonder_kop: bool,
    /// Rows that look like a total and are not counted as values.
    pub totalen: u64,
}

/// Looks at the first `grens` rows.
///
/// The header is the first line of distinct names, none of them a number or a day, that has as many cells as the rows
/// behind it. A name that occurs twice gets a number. When no line is that, or when the one that is looks like a row of data
/// (`kopproef`), the columns are called `kolom 1` and so on, so that no value is told as a name.
///
/// # Errors
/// As [`Rijenlezer::open`]; `FILE_UNREADABLE` as well when the file breaks off.
pub fn verken<R: Read>(mut bron: R, grens: u64) -> Result<Verkenning, Weigering> {
    let vorm = Bestandsvorm { dubbele_koppen: DubbeleKoppen::Nummeren, ..Bestandsvorm::default() };
    let mut begin = Vec::new();
    let blok = u64::try_from(BLOK).unwrap_or(u64::MAX);
    bron.by_ref()
        .take(blok)
        .read_to_end(&mut begin)
        .map_err(|fout| Weigering::bestand(Code::FileUnreadable, fout.kind().to_string()))?;
    let breedte = kies_breedte(&begin, &vorm);
    let herken = |cellen: &[&str]| is_kop(cellen, breedte);
    let is_zonder_kop = match Rijenlezer::open(begin.as_slice(), &vorm, &herken) {
        Ok(proef) => kopproef::is_rij(proef, &begin, &vorm),
        Err(weigering) => weigering.code == Code::CsvHeader,
    };
    let alles = begin.as_slice().chain(bron);
    let mut lezer = if is_zonder_kop {
        Rijenlezer::open_zonder_kop(alles, &vorm)?
    } else {
        Rijenlezer::open(alles, &vorm, &herken)?
    };

    let namen = lezer.kop().to_vec();
    let mut kolommen: Vec<kolom::Verzamelaar> =
        namen.into_iter().map(kolom::Verzamelaar::new).collect();
    let mut weigeringen = BTreeMap::new();
    let mut totalen = 0;
    let (telling, is_deel) = loop {
        let telling = *lezer.telling();
        let is_genoeg = telling.rijen >= grens;
        match lezer.volgende() {
            rij if is_genoeg => break (telling, rij.is_some()),
            None => break (*lezer.telling(), false),
            Some(Ok(rij)) if is_totaal(rij.cellen()) => totalen += 1,
            Some(Ok(rij)) => {
                kolommen.iter_mut().zip(rij.cellen()).for_each(|(kolom, cel)| kolom.neem(cel));
            }
            Some(Err(weigering)) if weigering.regel == 0 => return Err(weigering),
            Some(Err(weigering)) => {
                *weigeringen.entry(weigering.code.as_str()).or_default() += 1;
            }
        }
    };
    Ok(Verkenning {
        dialect: *lezer.dialect(),
        kolommen: kolommen.into_iter().map(kolom::Verzamelaar::klaar).collect(),
        telling,
        weigeringen,
        meldingen: lezer.meldingen(),
        is_deel,
        is_zonder_kop,
        totalen,
    })
}

/// Whether a row is a total under the rows: it says so first, and leaves at least half of its other cells empty.
fn is_totaal<'c>(cellen: impl Iterator<Item = &'c str>) -> bool {
    let (mut aantal, mut leeg, mut begint_zo) = (0_u32, 0_u32, false);
    for cel in cellen {
        let cel = cel.trim();
        if aantal == 0 {
            let klein = cel.to_lowercase();
            begint_zo = TOTALEN.iter().any(|woord| klein.starts_with(woord));
            if !begint_zo {
                return false;
            }
        }
        aantal += 1;
        leeg += u32::from(cel.is_empty());
    }
    begint_zo && (leeg + 1) * 2 > aantal
}

/// How the first cell of a total begins; the draft of a mapping has an expression for the same words.
const TOTALEN: [&str; 3] = ["totaal", "subtotaal", "eindtotaal"];

/// Cells that a header must have at least: a title of two cells is none when the rows behind it have more.
fn kies_breedte(begin: &[u8], vorm: &Bestandsvorm) -> usize {
    let mut beste: Option<(u64, usize)> = None;
    let mut breedte = 2;
    while let Ok(mut lezer) = Rijenlezer::open(begin, vorm, &|cellen| is_kop(cellen, breedte)) {
        while lezer.volgende().is_some() {}
        let rijen = lezer.telling().rijen;
        if beste.is_none_or(|(meeste, _)| rijen > meeste) {
            beste = Some((rijen, breedte));
        }
        // Each turn asks for more cells than the header that was found has, so this ends.
        breedte = lezer.kop().len().max(breedte) + 1;
    }
    beste.map_or(1, |(_, breedte)| breedte)
}

/// Whether these cells look like names of columns. Cells without a name at the end do not count.
fn is_kop(cellen: &[&str], breedte: usize) -> bool {
    let aantal = cellen.iter().rposition(|cel| !cel.is_empty()).map_or(0, |plek| plek + 1);
    let is_naam = |cel: &&str| {
        !cel.is_empty()
            && cel.chars().any(char::is_alphabetic)
            && !is_geheel(cel)
            && is_datum(cel).is_none()
            && Bsn::kandidaten(cel).next().is_none()
    };
    aantal >= breedte && cellen.iter().take(aantal).all(is_naam)
}

#[cfg(test)]
mod tests;
