//! Whether the line that looks like a header is a row of data: then its cells are values, and no value may be told.

use super::kolom::{self, masker};
use super::soort::Kolomsoort;
use crate::{Bestandsvorm, Rijenlezer, voorstel};

/// Whether the header of `lezer` looks like data. `begin` is the begin of the file that it reads.
///
/// A header of which a name is known to us is one. Else it is a row when a cell of it is a value of its own column
/// further on, or a text with digits written as the values of its column are (`Z-1`, `1271 AB`); when a line above it has as
/// many filled cells; or when it is the only column, and all of it is text.
pub(super) fn is_rij(mut lezer: Rijenlezer<&[u8]>, begin: &[u8], vorm: &Bestandsvorm) -> bool {
    let kop = lezer.kop().to_vec();
    if kop.iter().any(|naam| voorstel::is_bekend(naam)) {
        return false;
    }
    let regel = lezer.dialect().koprij_regel;
    let mut kolommen: Vec<kolom::Verzamelaar> =
        kop.iter().cloned().map(kolom::Verzamelaar::new).collect();
    let maskers: Vec<String> = kop.iter().map(|naam| masker(naam)).collect();
    let mut is_waarde = false;
    while let Some(rij) = lezer.volgende() {
        let Ok(rij) = rij else { continue };
        for ((cel, naam), vorm) in rij.cellen().zip(&kop).zip(&maskers) {
            let cel = cel.trim();
            let is_vorm = vorm.contains('9') && masker(cel) == *vorm;
            is_waarde |= !cel.is_empty() && (cel == naam || is_vorm);
        }
        kolommen.iter_mut().zip(rij.cellen()).for_each(|(kolom, cel)| kolom.neem(cel));
    }
    let mut kolommen = kolommen.into_iter().map(kolom::Verzamelaar::klaar);
    let is_tekst = kop.len() == 1
        && kolommen.all(|kolom| kolom.gevuld > 0 && kolom.soort == Kolomsoort::Tekst);
    is_waarde || is_tekst || has_rij_erboven(begin, vorm, regel, kop.len())
}

/// Whether a line above the header is as full as it is. Two cells may be a title with its value.
fn has_rij_erboven(begin: &[u8], vorm: &Bestandsvorm, regel: u64, breedte: usize) -> bool {
    let herken =
        |cellen: &[&str]| cellen.len() >= breedte && cellen.iter().all(|cel| !cel.is_empty());
    let eerste = Rijenlezer::open(begin, vorm, &herken);
    breedte > 2 && eerste.is_ok_and(|lezer| lezer.dialect().koprij_regel < regel)
}
