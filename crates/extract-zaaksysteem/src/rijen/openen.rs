//! The begin of a file: its encoding, its header, and where its rows begin.

use std::io::Read;

use super::{MERK, Rijenlezer, Telling};
use crate::codering::{BLOK, Tekstbron};
use crate::dialect::{Bestandsvorm, Dialect, sep_regel};
use crate::koprij::{self, Begin, Koprij};
use crate::meldingen::Meldingen;
use crate::snijder::{Snijder, eerste_regel};
use crate::{Codering, Melding, Meldingsoort, Weigering};

/// A file of which the begin is in sight.
struct Geopend<R> {
    bron: Tekstbron<R>,
    codering: Codering,
    /// Marks that were passed over.
    merken: u64,
    /// The separator that a first line names, with where that line ends.
    sep: Option<(u8, usize)>,
}

impl<R: Read> Geopend<R> {
    fn lees(bron: R, vorm: &Bestandsvorm, blok: usize) -> Result<Self, Weigering> {
        let (mut bron, codering) = Tekstbron::open(bron, vorm.codering, blok)?;
        // One mark tells the encoding and is gone; a second one would be part of the first name.
        let mut merken = 0;
        while bron.venster().starts_with(MERK) {
            bron.verbruik(MERK.len());
            merken += 1;
        }
        let tekst = bron.venster();
        let sep = eerste_regel(tekst, bron.is_einde())
            .and_then(|(einde, verder)| Some((sep_regel(tekst.get(..einde)?)?, verder)));
        Ok(Self { bron, codering, merken, sep })
    }

    fn zoek(
        &self,
        vorm: &Bestandsvorm,
        herken: &dyn Fn(&[&str]) -> bool,
    ) -> Result<Koprij, Weigering> {
        let begin = Begin { tekst: self.bron.venster(), is_einde: self.bron.is_einde() };
        koprij::zoek(begin, vorm, vorm.scheiding.or(self.sep.map(|(sep, _)| sep)), herken)
    }
}

impl<R: Read> Rijenlezer<R> {
    /// Opens a file and reads up to its first row. `herken` tells whether these trimmed cells are the header.
    ///
    /// # Errors
    /// Of the file as a whole: `FILE_EMPTY`, `FILE_TYPE_MISMATCH`, `FILE_UNREADABLE`, `CSV_ENCODING` (its byte order mark
    /// contradicts the mapping), `CSV_HEADER` (not found, or a name twice), `CSV_LIMIT` (too many columns).
    pub fn open(
        bron: R,
        vorm: &Bestandsvorm,
        herken: &dyn Fn(&[&str]) -> bool,
    ) -> Result<Self, Weigering> {
        Self::open_in_blokken(bron, vorm, herken, BLOK)
    }

    /// The same with blocks of another size; the header must be in the first.
    pub(crate) fn open_in_blokken(
        bron: R,
        vorm: &Bestandsvorm,
        herken: &dyn Fn(&[&str]) -> bool,
        blok: usize,
    ) -> Result<Self, Weigering> {
        let geopend = Geopend::lees(bron, vorm, blok)?;
        let koprij = geopend.zoek(vorm, herken)?;
        Self::begin(geopend, vorm, koprij)
    }

    /// Opens a file of rows without a header: its columns are called `kolom 1` and so on, as many as its rows have at most
    /// places.
    ///
    /// # Errors
    /// As [`Self::open`]; `CSV_HEADER` when nothing in its begin is a row.
    pub(crate) fn open_zonder_kop(bron: R, vorm: &Bestandsvorm) -> Result<Self, Weigering> {
        let geopend = Geopend::lees(bron, vorm, BLOK)?;
        let is_sep = |cellen: &[&str]| {
            let begin = cellen.first().and_then(|cel| cel.get(..4));
            geopend.sep.is_some() && begin.is_some_and(|begin| begin.eq_ignore_ascii_case("sep="))
        };
        let rij = geopend
            .zoek(vorm, &|cellen| cellen.len() > 1 && !is_sep(cellen))
            .or_else(|_| geopend.zoek(vorm, &|cellen| !is_sep(cellen)))?;
        let begin = geopend.sep.map_or(0, |(_, verder)| verder);
        let namen = (1..=rij.namen.len()).map(|nummer| format!("kolom {nummer}")).collect();
        let volgende_regel = if begin > 0 { 2 } else { 1 };
        let koprij = rij.vervangen_door(namen, volgende_regel, begin);
        Self::begin(geopend, vorm, koprij)
    }

    fn begin(geopend: Geopend<R>, vorm: &Bestandsvorm, koprij: Koprij) -> Result<Self, Weigering> {
        let Geopend { mut bron, codering, merken, sep } = geopend;
        bron.verbruik(koprij.verder);
        let mut kop = koprij.namen;
        let breedte_max = kop.len();
        let breedte = kop.iter().rposition(|naam| !naam.is_empty()).map_or(0, |plek| plek + 1);
        let is_naamloos = kop.iter().any(String::is_empty);
        kop.truncate(breedte);
        let kop_in_bestand = kop.clone();
        koprij::maak_uniek(&mut kop, vorm.dubbele_koppen)?;
        let snijder = Snijder {
            scheiding: koprij.scheiding,
            aanhaling: (vorm.aanhaling != 0).then_some(vorm.aanhaling),
            // One cell that is one too many, empty, is let through.
            cellen_max: breedte_max.max(breedte + 1),
        };
        let dialect = Dialect {
            codering,
            scheiding: koprij.scheiding,
            has_sep_regel: sep.is_some(),
            koprij_regel: koprij.regel,
            regeleinde: koprij.regeleinde,
        };
        Ok(Self {
            bron,
            snijder,
            vorm: vorm.clone(),
            kop,
            kop_in_bestand,
            dialect,
            meldingen: meldingen(codering, is_naamloos, merken),
            regel: koprij.volgende_regel,
            uitgegeven: 0,
            cellen: Vec::new(),
            kladblok: String::new(),
            telling: Telling { kopregels: koprij.volgende_regel - 1, ..Telling::default() },
            is_klaar: false,
        })
    }
}

fn meldingen(codering: Codering, is_naamloos: bool, merken: u64) -> Meldingen {
    let mut meldingen = Meldingen::default();
    let mut noteer = |soort, regel| meldingen.noteer(Melding { soort, regel, kolom: None });
    if codering != Codering::Utf8 {
        noteer(Meldingsoort::Codering, 0);
    }
    if is_naamloos {
        noteer(Meldingsoort::KolomNaamloos, 0);
    }
    for _ in 0..merken {
        noteer(Meldingsoort::Bytemerk, 1);
    }
    meldingen
}
