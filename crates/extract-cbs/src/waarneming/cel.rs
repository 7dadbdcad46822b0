//! What a cell means: a number, a text, or nothing with its reason.

use domain::WaardeFout;
use domain::statline::{Celwaarde, Gegevenstype, Getal, LeegBetekenis, Leegte, Onderwerp};

use super::fout::{Fout, kort};
use super::veld::{Ruw, vorm};

/// Longest `ValueAttribute` that is kept as a reason, in bytes.
const REDEN_MAX: usize = 40;

/// A cell of v4, or of the bulk file: its number, its text and its attribute must agree.
///
/// # Errors
/// `TYPE_MISMATCH` when there is a value and a reason for none, or neither; `TEXT_INVALID`.
///
/// # Source
/// v4 `Value`, `StringValue`, `ValueAttribute`. `None` never had a null, `Impossible` always, in 105,142 recorded rows.
pub(crate) fn cel(
    onderwerp: &Onderwerp,
    attribuut: &str,
    getal: Option<Getal>,
    tekst: Option<&str>,
) -> Result<Celwaarde, Fout> {
    let is_tekst = onderwerp.gegevenstype == Gegevenstype::Tekst;
    // The column is there for every measure, and blank where it does not apply.
    let tekst = tekst.filter(|text| is_tekst || !text.trim().is_empty());
    match (attribuut, getal, tekst) {
        ("None", Some(getal), None) if !is_tekst => {
            Ok(Celwaarde::Getal(getal.met_decimalen(onderwerp.decimalen)))
        }
        ("None", None, Some(tekst)) if is_tekst => cel_tekst(onderwerp, tekst),
        ("None", None, None) => Err(tegenspraak("there is no value, and no reason for that")),
        ("None", _, _) if is_tekst => Err(tegenspraak("a number where the measure is a text")),
        ("None", _, _) => Err(tegenspraak("a text where the measure is a number")),
        ("", _, _) => Err(Fout::new("FIELD_MISSING", "`ValueAttribute` is blank")),
        (reden, None, None | Some("")) => Ok(Celwaarde::Leeg(leegte(reden)?)),
        (reden, _, _) => {
            let what = format!("there is a value, and `{}` says there is none", kort(reden));
            Err(tegenspraak(&what))
        }
    }
}

fn tegenspraak(what: &str) -> Fout {
    Fout::new("TYPE_MISMATCH", format!("{what}: tell CBS, and run again when it is mended"))
}

fn leegte(attribuut: &str) -> Result<Leegte, Fout> {
    Ok(match attribuut {
        "Impossible" => Leegte::Onmogelijk,
        "Confidential" => Leegte::Geheim,
        "NotAvailable" => Leegte::NietBeschikbaar,
        "Missing" => Leegte::Ontbreekt,
        other if other.len() <= REDEN_MAX && other.bytes().all(|b| b.is_ascii_graphic()) => {
            Leegte::Overig(other.into())
        }
        other => {
            let what = format!("`ValueAttribute` is `{}`, which is no word", kort(other));
            return Err(Fout::new("TEXT_INVALID", what));
        }
    })
}

/// A cell of `UntypedDataSet`: padded text, with a sign where there is no value.
///
/// # Errors
/// `NUMBER_INVALID`, `TYPE_MISMATCH`, `TEXT_INVALID`.
///
/// # Source
/// v3; the signs are explained in the long text of every table.
pub(super) fn cel_untyped(onderwerp: &Onderwerp, ruw: &Ruw<'_>) -> Result<Celwaarde, Fout> {
    match ruw {
        Ruw::Tekst(text) if onderwerp.gegevenstype == Gegevenstype::Tekst => {
            cel_tekst(onderwerp, text)
        }
        Ruw::Tekst(text) => match text.trim_matches(' ') {
            "" => Ok(Celwaarde::Leeg(leeg(onderwerp))),
            "." => Ok(Celwaarde::Leeg(Leegte::Onbekend)),
            "x" => Ok(Celwaarde::Leeg(Leegte::Geheim)),
            "-" => Ok(Celwaarde::Leeg(Leegte::Nihil)),
            text => {
                let getal =
                    Getal::van_tekst(text).map_err(|why| fout_getal(&onderwerp.code, text, why));
                Ok(Celwaarde::Getal(getal?.met_decimalen(onderwerp.decimalen)))
            }
        },
        // Not seen, but exact all the same.
        ruw => cel_typed(onderwerp, ruw),
    }
}

/// A cell of `TypedDataSet`: a number or null, or padded text for a measure that is a text.
///
/// # Errors
/// `NUMBER_INVALID`, `TYPE_MISMATCH`, `TEXT_INVALID`.
pub(super) fn cel_typed(onderwerp: &Onderwerp, ruw: &Ruw<'_>) -> Result<Celwaarde, Fout> {
    let naam = &onderwerp.code;
    match (ruw, onderwerp.gegevenstype) {
        (Ruw::Null, _) => Ok(Celwaarde::Leeg(Leegte::ZonderReden)),
        (Ruw::Tekst(text), Gegevenstype::Tekst) => cel_tekst(onderwerp, text),
        (Ruw::Getal(_), Gegevenstype::Tekst) => Err(vorm(naam, "a number", "a text")),
        (ruw, _) => {
            let getal = getal(naam, ruw)?.map(|getal| getal.met_decimalen(onderwerp.decimalen));
            Ok(getal.map_or(Celwaarde::Leeg(Leegte::ZonderReden), Celwaarde::Getal))
        }
    }
}

/// A JSON number, exact; null is nothing.
///
/// # Errors
/// `NUMBER_INVALID` for a number between quotes or of more than 28 digits, `TYPE_MISMATCH` for anything else.
pub(super) fn getal(naam: &str, ruw: &Ruw<'_>) -> Result<Option<Getal>, Fout> {
    match ruw {
        Ruw::Null => Ok(None),
        Ruw::Getal(text) => {
            Getal::van_json(text).map(Some).map_err(|why| fout_getal(naam, text, why))
        }
        Ruw::Tekst(text) => {
            let what = format!("`{naam}` is the text `{}` where a number is due", kort(text));
            Err(Fout::new("NUMBER_INVALID", what))
        }
        Ruw::Anders(what) => Err(vorm(naam, what, "a number")),
    }
}

/// The refusal of a number.
pub(crate) fn fout_getal(naam: &str, text: &str, why: WaardeFout) -> Fout {
    let why = match why {
        WaardeFout::Bereik => "has more digits than can be kept exactly",
        _ => "is no number as CBS writes them",
    };
    Fout::new("NUMBER_INVALID", format!("`{naam}` is `{}`, which {why}", kort(text)))
}

fn cel_tekst(onderwerp: &Onderwerp, text: &str) -> Result<Celwaarde, Fout> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    if text.contains(is_control) {
        let what = format!("`{}` holds a control character", onderwerp.code);
        return Err(Fout::new("TEXT_INVALID", what));
    }
    Ok(match text.trim() {
        "" => Celwaarde::Leeg(leeg(onderwerp)),
        "." => Celwaarde::Leeg(Leegte::Onbekend),
        text => Celwaarde::Tekst(text.into()),
    })
}

/// What an empty cell of a measure means.
const fn leeg(onderwerp: &Onderwerp) -> Leegte {
    match onderwerp.leeg {
        LeegBetekenis::Nihil => Leegte::Nihil,
        LeegBetekenis::Onmogelijk => Leegte::Onmogelijk,
        LeegBetekenis::Ontbreekt => Leegte::Ontbreekt,
        LeegBetekenis::Onbekend => Leegte::ZonderReden,
    }
}
