//! The values of an envelope: only what has the shape of a code, a number or a time is kept.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};
use domain::{Code, EnvelopReferentie, Tekst};

use crate::error::Fault;

/// Reads a value that must be there; `begin` is its place when it is not.
pub(super) fn lees<T>(
    pad: &str,
    gegeven: Option<(Cow<'_, str>, usize)>,
    begin: usize,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Fault> {
    let waarde = misschien(pad, gegeven, parse)?;
    waarde.ok_or_else(|| Fault::new(Code::EnvelopeInvalid, begin, pad))
}

/// Reads a value that may be absent, but not wrong.
pub(super) fn misschien<T>(
    pad: &str,
    gegeven: Option<(Cow<'_, str>, usize)>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Fault> {
    let Some((tekst, offset)) = gegeven else { return Ok(None) };
    let waarde = parse(tekst.trim_ascii());
    waarde.map(Some).ok_or_else(|| Fault::new(Code::EnvelopeInvalid, offset, pad))
}

/// `referentienummer` and `crossRefnummer`: a UUID, in lower case so that the two can be compared.
///
/// # Source
/// Koppelvlak 0210 asks for version 4; the examples of 0310 have version 1, so the version is not looked at.
pub(super) fn referentie(tekst: &str) -> Option<EnvelopReferentie> {
    const GROEPEN: [usize; 5] = [8, 4, 4, 4, 12];
    let groepen = || tekst.split('-').map(str::len);
    let is_hex = tekst.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    if !is_hex || !groepen().eq(GROEPEN) {
        return None;
    }
    tekst.to_ascii_lowercase().parse().ok()
}

/// `tijdstipBericht`: `yyyymmddhhmmss`, perhaps with thousandths.
///
/// # Source
/// `StUF:Tijdstip`.
pub(super) fn tijdstip(tekst: &str) -> Option<NaiveDateTime> {
    if !matches!(tekst.len(), 14..=17) || !tekst.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| tekst.get(from..to)?.parse::<u32>().ok();
    let jaar = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(jaar, number(4, 6)?, number(6, 8)?)?.and_hms_opt(
        number(8, 10)?,
        number(10, 12)?,
        number(12, 14)?,
    )
}

/// `organisatie`: a code of a municipality, a provider or a hub. A name is not kept.
pub(super) fn organisatie(tekst: &str) -> Option<Tekst<20>> {
    let tekst = tekst.trim_ascii();
    let is_code = tekst.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_code { tekst.parse().ok() } else { None }
}

/// `code` of a fault: two to five letters and three digits, such as `IB014` or `StUF055`.
pub(super) fn foutcode(tekst: &str) -> Option<Tekst<8>> {
    let letters = tekst.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_code = matches!(letters.len(), 2..=5)
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tekst.len() - letters.len() == 3;
    if is_code { tekst.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_codes_numbers_and_times_have_a_shape() {
        let uuid = "9C0F7B90-5c69-11e5-a837-0800200c9a66";
        assert_eq!(referentie(uuid).unwrap().as_str(), uuid.to_ascii_lowercase());
        for bad in [
            "",
            "1",
            "9c0f7b90-5c69-11e5-a837-0800200c9a6",
            "9c0f7b905c6911e5a8370800200c9a66----",
            "9c0f7b90-5c69-11e5-a837-0800200c9a6g",
        ] {
            assert_eq!(referentie(bad), None, "{bad}");
        }
        assert_eq!(tijdstip("20160421144534").unwrap().to_string(), "2016-04-21 14:45:34");
        assert!(tijdstip("20160421144534123").is_some());
        for bad in [
            "",
            "20160421",
            "20160231144534",
            "20160421254534",
            "2016-04-21T14:45",
            "201604211445341234",
        ] {
            assert_eq!(tijdstip(bad), None, "{bad}");
        }
        assert!(["IB014", "StUF055", "AB123"].iter().all(|code| foutcode(code).is_some()));
        assert!(
            ["IB14", "I014", "IB0145", "014", "IB01x", "Jansen014", "IB 14", ""]
                .iter()
                .all(|code| foutcode(code).is_none())
        );
        assert!(["0363", "54540051", "IB", "CAK"].iter().all(|code| organisatie(code).is_some()));
        assert!(
            ["", "Gemeente X", "\u{e9}", "123456789012345678901"]
                .iter()
                .all(|naam| organisatie(naam).is_none())
        );
    }
}
