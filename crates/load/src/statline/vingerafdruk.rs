//! The fingerprint of a pull: pages of another fingerprint are not of this pull.

use core::fmt::Write as _;

use domain::statline::{Keuze, Tabel};
use ring::digest::{Context, SHA256};

use super::onderwerpsleutel::OnderwerpSleutel;
use super::trek::{DeelPlan, Plaatsing};

/// Changes when a program makes other cells of the same page.
const VORM: &str = "statline-trek-1";

/// Text with its length, so that two lists of texts never run together to the same bytes.
struct Afdruk(Context);

impl Afdruk {
    fn tekst(&mut self, tekst: &str) {
        self.getal(tekst.len());
        self.0.update(tekst.as_bytes());
    }

    fn getal<N: TryInto<u64>>(&mut self, getal: N) {
        self.0.update(&getal.try_into().unwrap_or(u64::MAX).to_be_bytes());
    }

    fn optie<T>(&mut self, waarde: Option<T>, schrijf: impl FnOnce(&mut Self, T)) {
        self.getal(u8::from(waarde.is_some()));
        if let Some(waarde) = waarde {
            schrijf(self, waarde);
        }
    }

    fn lijst<T>(&mut self, lijst: &[T], mut schrijf: impl FnMut(&mut Self, &T)) {
        self.getal(lijst.len());
        for item in lijst {
            schrijf(self, item);
        }
    }
}

/// SHA-256, in hexadecimals, of everything that decides what a pull fetches and which cells come of it: version,
/// structure with code lists, selection, placement, parts and the keys of the measures. Texts that CBS may change
/// without touching the observations are not in it.
pub(super) fn vingerafdruk(
    plaatsing: &Plaatsing,
    tabel: &Tabel,
    keuze: &Keuze,
    delen: &[DeelPlan],
    onderwerpen: &[OnderwerpSleutel],
) -> String {
    let mut afdruk = Afdruk(Context::new(&SHA256));
    afdruk.tekst(VORM);
    schrijf_tabel(&mut afdruk, tabel);
    schrijf_plaatsing(&mut afdruk, plaatsing);
    afdruk.lijst(&keuze.dimensies, |afdruk, dimensie| {
        afdruk.optie(dimensie.as_deref(), |afdruk, codes| {
            afdruk.lijst(codes, |afdruk, code| afdruk.getal(*code));
        });
    });
    afdruk.optie(keuze.onderwerpen.as_deref(), |afdruk, plekken| {
        afdruk.lijst(plekken, |afdruk, plek| afdruk.getal(*plek));
    });
    afdruk.lijst(delen, |afdruk, deel| {
        afdruk.getal(deel.nummer);
        afdruk.getal(deel.rijen);
    });
    afdruk.lijst(onderwerpen, |afdruk, sleutel| afdruk.getal(sleutel.onderwerp_sk));
    hexadecimaal(afdruk.0.finish().as_ref())
}

fn schrijf_tabel(afdruk: &mut Afdruk, tabel: &Tabel) {
    afdruk.tekst(tabel.tabel_id.as_str());
    afdruk.tekst(tabel.protocol.code());
    afdruk.tekst(&tabel.versie.versie);
    afdruk.tekst(&tabel.versie.waarnemingen_op);
    afdruk.optie(tabel.versie.aantal, Afdruk::getal);
    afdruk.lijst(&tabel.dimensies, |afdruk, dimensie| {
        afdruk.tekst(&dimensie.naam);
        afdruk.tekst(&dimensie.soort);
        afdruk.lijst(&dimensie.codes, |afdruk, code| afdruk.tekst(&code.sleutel));
    });
    afdruk.lijst(&tabel.onderwerpen, |afdruk, onderwerp| {
        afdruk.tekst(&onderwerp.code);
        afdruk.lijst(&onderwerp.pad, |afdruk, groep| afdruk.tekst(groep));
        afdruk.tekst(&onderwerp.titel);
        afdruk.tekst(&onderwerp.eenheid);
        afdruk.getal(onderwerp.decimalen);
        afdruk.tekst(onderwerp.gegevenstype.code());
    });
}

fn schrijf_plaatsing(afdruk: &mut Afdruk, plaatsing: &Plaatsing) {
    afdruk.tekst(&plaatsing.base_url);
    afdruk.tekst(&plaatsing.selectie);
    afdruk.optie(plaatsing.gebied, Afdruk::getal);
    afdruk.optie(plaatsing.vast_gebied.as_deref(), Afdruk::tekst);
    afdruk.optie(plaatsing.kaartjaar, Afdruk::getal);
    afdruk.optie(plaatsing.periode, Afdruk::getal);
    afdruk.optie(plaatsing.vaste_periode.as_deref(), Afdruk::tekst);
}

fn hexadecimaal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut tekst, byte| {
        // Writing to a text cannot fail.
        let _ = write!(tekst, "{byte:02x}");
        tekst
    })
}
