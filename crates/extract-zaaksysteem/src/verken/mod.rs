//! A first look at a file of which nothing is known: how it is written and what its columns seem to hold, no value of it.

mod kolom;
mod soort;

use std::collections::BTreeMap;
use std::io::Read;

use domain::{Bsn, Code};

pub use self::kolom::{Kolomverkenning, Verschillend};
pub use self::soort::Kolomsoort;
#[cfg(test)]
pub(crate) use self::soort::SOORTEN;
use self::soort::{is_datum, is_geheel};
use crate::codering::BLOK;
use crate::{Bestandsvorm, Dialect, DubbeleKoppen, Melding, Rijenlezer, Telling, Weigering};

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
}

/// Looks at the first `grens` rows.
///
/// The header is the first line of distinct names, none of them a number or a day, that has as many cells as the rows
/// behind it. A name that occurs twice gets a number.
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
    let mut lezer = Rijenlezer::open(begin.as_slice().chain(bron), &vorm, &herken)?;

    let namen = lezer.kop().to_vec();
    let mut kolommen: Vec<kolom::Verzamelaar> =
        namen.into_iter().map(kolom::Verzamelaar::new).collect();
    let mut weigeringen = BTreeMap::new();
    let (telling, is_deel) = loop {
        let telling = *lezer.telling();
        let is_genoeg = telling.rijen >= grens;
        match lezer.volgende() {
            rij if is_genoeg => break (telling, rij.is_some()),
            None => break (*lezer.telling(), false),
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
        meldingen: lezer.meldingen().to_vec(),
        is_deel,
    })
}

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
