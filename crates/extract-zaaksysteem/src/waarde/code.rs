//! Text to the codes and identifiers that have a form or a list of their own.

use core::str::FromStr;

use domain::statline::{Gebiedscode, Gebiedsniveau, Periodecode};
use domain::{Bsn, Code, Eenheid, Frequentie, Gemeentecode, Geslacht, Toewijzingnummer, Wet};

/// Most characters of a `Tekst`.
pub(crate) const TEKST_MAX: usize = 200;

/// Reads a BSN.
pub(crate) fn bsn(text: &str) -> Result<Bsn, Code> {
    text.parse().map_err(Code::from)
}

/// Whether a text of at most `max` characters stands on one line.
pub(crate) fn tekst(text: &str, max: usize) -> Result<(), Code> {
    // Most text is plain, and is looked through as bytes.
    let is_gewoon = |byte: u8| (b' '..=b'~').contains(&byte);
    if text.len() <= max && text.bytes().all(is_gewoon) {
        return Ok(());
    }
    match text.chars().find(|c| c.is_control()) {
        Some('\n' | '\r' | '\t') => return Err(Code::TextInvalid),
        Some(_) => return Err(Code::TextControl),
        None => {}
    }
    lengte(text, max)
}

/// Whether a text of at most `max` characters has no control characters but those of lines and tabs.
pub(crate) fn notitie(text: &str, max: usize) -> Result<(), Code> {
    if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Code::TextControl);
    }
    lengte(text, max)
}

fn lengte(text: &str, max: usize) -> Result<(), Code> {
    if text.len() > max && text.chars().count() > max { Err(Code::TextLength) } else { Ok(()) }
}

/// Checks a code by the type that knows its list.
fn in_lijst<T: FromStr>(text: &str) -> Result<(), Code> {
    text.parse::<T>().map(|_| ()).map_err(|_| Code::CodeUnknown)
}

/// A law.
pub(crate) fn wet(text: &str) -> Result<(), Code> {
    in_lijst::<Wet>(text)
}

/// A municipality.
pub(crate) fn gemeente(text: &str) -> Result<(), Code> {
    in_lijst::<Gemeentecode>(text)
}

/// A unit.
pub(crate) fn eenheid(text: &str) -> Result<(), Code> {
    in_lijst::<Eenheid>(text)
}

/// A frequency.
pub(crate) fn frequentie(text: &str) -> Result<(), Code> {
    in_lijst::<Frequentie>(text)
}

/// A sex.
pub(crate) fn geslacht(text: &str) -> Result<(), Code> {
    in_lijst::<Geslacht>(text)
}

/// A provider.
pub(crate) fn agb(text: &str) -> Result<(), Code> {
    text.parse::<domain::AgbCode>().map(|_| ()).map_err(Code::from)
}

/// The form of a product category; whether the law has it is checked with the law.
pub(crate) fn productcategorie(text: &str) -> Result<(), Code> {
    let is_vorm = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_vorm.then_some(()).ok_or(Code::CodeUnknown)
}

/// A product code.
pub(crate) fn productcode(text: &str) -> Result<(), Code> {
    tekst(text, 5)
}

/// The number of an allocation.
pub(crate) fn toewijzingnummer(text: &str) -> Result<i64, Code> {
    let nummer: Result<Toewijzingnummer, _> = text.parse();
    nummer.map(Toewijzingnummer::waarde).map_err(|fout| match fout {
        domain::WaardeFout::Bereik => Code::NumberRange,
        _ => Code::NumberInvalid,
    })
}

/// An area whose level its code tells.
pub(crate) fn gebied(text: &str) -> Result<(), Code> {
    let code: Gebiedscode = text.parse().map_err(Code::from)?;
    let is_bekend = code.niveau() != Gebiedsniveau::Overig;
    is_bekend.then_some(()).ok_or(Code::CodeUnknown)
}

/// A postcode as `1234AB`, however it is spaced and written.
pub(crate) fn postcode(text: &str) -> Result<Box<str>, Code> {
    let teken = |c: char| c.to_ascii_uppercase();
    let kaal: String = text.chars().filter(|c| *c != ' ' && *c != '\u{a0}').map(teken).collect();
    let is_vorm = matches!(kaal.as_bytes(), [b'1'..=b'9', rest @ ..] if rest.len() == 5
        && rest.iter().take(3).all(u8::is_ascii_digit)
        && rest.iter().skip(3).all(u8::is_ascii_uppercase));
    is_vorm.then(|| kaal.into()).ok_or(Code::TextInvalid)
}

/// A period as `StatLine` writes it: as it is, or from a year, a month or a quarter; `None` for any other text.
pub(crate) fn periode(text: &str) -> Option<Box<str>> {
    let (jaar, rest) = text.split_at_checked(4)?;
    let code = match rest.as_bytes() {
        [] => format!("{jaar}JJ00"),
        [b'-', a @ b'0'..=b'1', b @ b'0'..=b'9'] => {
            format!("{jaar}MM{}{}", char::from(*a), char::from(*b))
        }
        [b'Q' | b'K', kwartaal @ b'1'..=b'4'] => format!("{jaar}KW0{}", char::from(*kwartaal)),
        _ => text.to_owned(),
    };
    let code: Periodecode = code.parse().ok()?;
    let is_jaar = code.jaar().is_some_and(|jaar| (1800..=9999).contains(&jaar));
    (is_jaar && code.dagen().is_some()).then(|| code.as_str().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_written_as_statline_does() {
        for (text, verwacht) in [
            ("2024", Some("2024JJ00")),
            ("2024-03", Some("2024MM03")),
            ("2024Q1", Some("2024KW01")),
            ("2024K4", Some("2024KW04")),
            ("2024JJ00", Some("2024JJ00")),
            ("20240305", Some("20240305")),
            ("2024-13", None),
            ("2024-00", None),
            ("2024Q5", None),
            ("2024X001", None),
            ("20241305", None),
            ("jaar", None),
            ("", None),
            ("2024é", None),
        ] {
            assert_eq!(periode(text).as_deref(), verwacht, "{text}");
        }
    }

    #[test]
    fn a_postcode_has_one_form() {
        for (text, verwacht) in [
            ("1234AB", Ok("1234AB")),
            ("1234 ab", Ok("1234AB")),
            ("0234AB", Err(Code::TextInvalid)),
            ("1234", Err(Code::TextInvalid)),
            ("1234A1", Err(Code::TextInvalid)),
            ("12345AB", Err(Code::TextInvalid)),
            ("1234ÉÉ", Err(Code::TextInvalid)),
        ] {
            assert_eq!(postcode(text).as_deref(), verwacht.as_ref().copied(), "{text}");
        }
    }

    #[test]
    fn a_code_is_in_its_list() {
        type Geval = (fn(&str) -> Result<(), Code>, &'static str, &'static str);
        let gevallen: [Geval; 8] = [
            (wet, "pw", "WMO"),
            (gemeente, "0363", "363"),
            (gemeente, "0384", "Amsterdam"),
            (eenheid, "04", "4"),
            (frequentie, "3", "7"),
            (geslacht, "2", "V"),
            (productcategorie, "01", "1"),
            (gebied, "BU03840101", "Diemen"),
        ];
        for (lees, goed, fout) in gevallen {
            assert_eq!((lees(goed), lees(fout)), (Ok(()), Err(Code::CodeUnknown)), "{fout}");
        }
        assert_eq!(agb("1234567"), Err(Code::TextInvalid));
        assert_eq!(productcode("01A033"), Err(Code::TextLength));
        assert_eq!(toewijzingnummer("0012"), Ok(12));
        assert_eq!(toewijzingnummer("1010009_OUD"), Err(Code::NumberInvalid));
        assert_eq!(toewijzingnummer("1000000000"), Err(Code::NumberRange));
        assert_eq!(bsn("12345672").err(), Some(Code::BsnInvalid));
        assert_eq!(bsn("000000000").err(), Some(Code::BsnPlaceholder));
    }

    #[test]
    fn a_text_is_a_label_on_one_line() {
        assert_eq!(tekst("\u{201e}hulp\u{201d}", 8), Ok(()));
        assert_eq!(tekst(&"é".repeat(200), TEKST_MAX), Ok(()));
        assert_eq!(tekst(&"é".repeat(201), TEKST_MAX), Err(Code::TextLength));
        assert_eq!(tekst("a\nb", 9), Err(Code::TextInvalid));
        assert_eq!(tekst("a\0b", 9), Err(Code::TextControl));
        assert_eq!(notitie("a\r\nb", 9), Ok(()));
        assert_eq!(notitie("a\u{1b}b", 9), Err(Code::TextControl));
        assert_eq!(notitie("abc", 2), Err(Code::TextLength));
    }
}
