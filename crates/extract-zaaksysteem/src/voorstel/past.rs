//! Whether a column can feed a field, as far as a first look tells.

use domain::zaaksysteem::{Veld, Veldsoort};

use super::namen;
use crate::{Kolomsoort, Kolomverkenning, Verschillend};

/// Whether the column holds BSNs, by its values or by its name.
pub(super) fn is_bsn(kolom: &Kolomverkenning) -> bool {
    let kop = namen::kaal(&kolom.naam);
    kolom.soort == Kolomsoort::Bsn || kop.contains("bsn") || kop.contains("burgerservicenummer")
}

/// Whether the values of the column can be read as those of the field. A column of persons never becomes text.
pub(super) fn past(veld: &Veld, kolom: &Kolomverkenning) -> bool {
    let gezien = kolom.soort;
    let vorm = |is_vorm: &dyn Fn(&str) -> bool| kolom.voorbeelden.iter().all(|een| is_vorm(een));
    // A column of 0 and 1 looks like yes and no.
    let is_geheel = vorm(&is_cijfers)
        && matches!(gezien, Kolomsoort::Geheel | Kolomsoort::JaNee | Kolomsoort::Agb);
    let is_bedrag = is_geheel || matches!(gezien, Kolomsoort::Bedrag(_));
    let is_datum = matches!(gezien, Kolomsoort::Datum(_));
    let is_bsn = is_bsn(kolom);
    let kort = |lengte: usize| {
        !is_bsn && !is_datum && vorm(&|een| een.chars().count() <= lengte && is_code(een))
    };
    if gezien == Kolomsoort::Leeg {
        return !veld.is_verplicht;
    }
    match veld.soort {
        Veldsoort::Tekst | Veldsoort::Lijst => !is_bsn,
        Veldsoort::Datum => is_datum,
        Veldsoort::Geheel => is_geheel,
        Veldsoort::Eurocent | Veldsoort::Decimaal => is_bedrag,
        // These occur as words only: no field is one.
        Veldsoort::JaNee => gezien == Kolomsoort::JaNee,
        Veldsoort::Client => !is_datum && !matches!(gezien, Kolomsoort::Bedrag(_)),
        Veldsoort::Pseudoniem => !is_datum,
        Veldsoort::Wet => gezien == Kolomsoort::Tekst,
        Veldsoort::Gemeente => kort(4) && vorm(&is_cijfers),
        Veldsoort::Agb => !is_bsn && vorm(&|een| is_cijfers(een) && matches!(een.len(), 6..=8)),
        Veldsoort::Productcategorie => kort(2) && vorm(&|een| een.len() == 2 || is_cijfers(een)),
        Veldsoort::Productcode => kort(5),
        Veldsoort::Eenheid => kort(2) && vorm(&is_cijfers),
        Veldsoort::Frequentie => kort(1) && vorm(&is_cijfers),
        Veldsoort::Toewijzingnummer => !is_bsn && !is_datum && vorm(&is_cijfers),
        Veldsoort::Geslacht => {
            (is_geheel && kort(1)) || matches!(gezien, Kolomsoort::Tekst | Kolomsoort::JaNee)
        }
        Veldsoort::Jaar => is_datum || (is_geheel && vorm(&|een| een.len() == 4)),
        Veldsoort::Postcode => gezien == Kolomsoort::Postcode,
        Veldsoort::Gebied => !is_bsn && vorm(&is_gebied),
        Veldsoort::Periode => is_datum || (!is_bsn && vorm(&is_periode)),
    }
}

/// Whether nothing but its kind need tell that the column is the one: for a field that no header names.
pub(super) fn past_alleen(soort: Veldsoort, kolom: &Kolomverkenning) -> bool {
    let is_soort = match soort {
        Veldsoort::Datum => matches!(kolom.soort, Kolomsoort::Datum(_)),
        Veldsoort::Eurocent => matches!(kolom.soort, Kolomsoort::Bedrag(_)),
        Veldsoort::Client => kolom.soort == Kolomsoort::Bsn,
        Veldsoort::Agb => kolom.soort == Kolomsoort::Agb,
        Veldsoort::Postcode => kolom.soort == Kolomsoort::Postcode,
        Veldsoort::Gebied => {
            kolom.soort == Kolomsoort::Tekst && kolom.voorbeelden.iter().all(|een| is_gebied(een))
        }
        _ => false,
    };
    is_soort && kolom.gevuld > 0 && kolom.leeg == 0
}

/// Whether the column could be the key of its rows: a text or number, everywhere another one.
pub(super) fn is_sleutel(kolom: &Kolomverkenning) -> bool {
    let is_anders = match kolom.verschillend {
        Verschillend::Precies(aantal) => u64::try_from(aantal).is_ok_and(|een| een == kolom.gevuld),
        Verschillend::MeerDan(_) => true,
    };
    let is_soort = matches!(kolom.soort, Kolomsoort::Tekst | Kolomsoort::Geheel | Kolomsoort::Agb);
    is_soort && is_anders && !is_bsn(kolom) && kolom.gevuld > 1 && kolom.leeg == 0
}

fn is_cijfers(vorm: &str) -> bool {
    !vorm.is_empty() && vorm.bytes().all(|byte| byte == b'9')
}

fn is_code(vorm: &str) -> bool {
    vorm.bytes().all(|byte| matches!(byte, b'9' | b'x' | b'X'))
}

/// `BU04060101` and the like.
fn is_gebied(vorm: &str) -> bool {
    vorm.strip_prefix("XX").is_some_and(|rest| is_cijfers(rest) && matches!(rest.len(), 4 | 6 | 8))
}

/// `2024`, `2024-03`, `2024Q1`, `2024JJ00`.
fn is_periode(vorm: &str) -> bool {
    matches!(vorm, "9999" | "9999-99" | "9999X9" | "9999XX99")
}
