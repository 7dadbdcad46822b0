//! Forms of values that are checked and then forgotten.

use domain::{AgbCode, Code, Volume, WaardeFout, parse_datum};

use crate::Waarschuwing;
use crate::veld::Soort;

/// COD032: countries by ISO 3166-1, in alphabetical order.
#[rustfmt::skip]
const LANDEN: &[&str] = &[
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
];

/// The form that the schema asks of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vorm {
    /// Text on one line, of at most so many characters, at least one of them visible.
    Tekst(usize),
    /// Text of at most so many characters, without more demands (2.x).
    Ruim(usize),
    /// Free text without largest length.
    Commentaar,
    /// At most so many letters, with or without accents.
    Letters(usize),
    /// A visible character and then letters without accents, at most so many together (2.x).
    Voorletters(usize),
    /// At most so many digits.
    Cijfers(usize),
    /// A visible character, such as +, and then digits, at most so many together (2.x).
    Telefoon(usize),
    /// The code of a provider in the AGB register.
    Agb,
    /// A country.
    Land,
    /// A code of a list that is the same for both laws.
    Code(&'static [&'static str]),
    /// A date.
    Datum,
    /// A whole number up to this one.
    Geheel(i64),
    /// A version number such as 1.0.2.
    Versie,
}

impl Vorm {
    /// Checks `text`; gives a warning when it is legal yet says nothing.
    pub(crate) fn check(self, text: &str) -> Result<Option<Waarschuwing>, Code> {
        match self {
            Self::Tekst(max) => check_line(text, max),
            Self::Ruim(max) => check_length(text, max).map(|()| warn_blank(text)),
            Self::Commentaar => check_text(text, usize::MAX),
            Self::Letters(max) => check_all(text, max, is_letter),
            Self::Voorletters(max) => check_tail(text, max, |c| c.is_ascii_alphabetic()),
            Self::Cijfers(max) => check_all(text, max, |c| c.is_ascii_digit()),
            Self::Telefoon(max) => check_tail(text, max, |c| c.is_ascii_digit()),
            Self::Agb => match text.parse::<AgbCode>() {
                Ok(_) => Ok(None),
                Err(fout) => Err(Soort::Tekst.code(fout)),
            },
            Self::Land => check_code(LANDEN.binary_search(&text).is_ok()),
            Self::Code(list) => check_code(list.contains(&text)),
            Self::Datum => match parse_datum(text) {
                Ok(_) => Ok(None),
                Err(fout) => Err(Soort::Datum.code(fout)),
            },
            Self::Geheel(max) => match text.parse::<Volume>() {
                Ok(number) if number.waarde() <= max => Ok(None),
                Ok(_) => Err(Code::NumberRange),
                Err(fout) => Err(Soort::Getal.code(fout)),
            },
            Self::Versie => {
                let parts = text.split('.').filter(|part| is_version_part(part)).count();
                let is_good = parts == 3 && text.split('.').count() == 3;
                if is_good { Ok(None) } else { Err(Code::TextInvalid) }
            }
        }
    }
}

fn is_version_part(part: &str) -> bool {
    !part.is_empty()
        && part.bytes().all(|byte| byte.is_ascii_digit())
        && (part == "0" || !part.starts_with('0'))
}

/// # Source
/// The range of the pattern in the schema: `[a-zA-Z` and from A grave to y grave `]`.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{1ef3}')
}

fn check_code(is_known: bool) -> Result<Option<Waarschuwing>, Code> {
    if is_known { Ok(None) } else { Err(Code::CodeUnknown) }
}

fn check_length(text: &str, max: usize) -> Result<(), Code> {
    if text.len() > max && text.chars().count() > max {
        return Err(Soort::Tekst.code(WaardeFout::TeLang { max }));
    }
    Ok(())
}

fn warn_blank(text: &str) -> Option<Waarschuwing> {
    text.chars().all(char::is_whitespace).then_some(Waarschuwing::TekstBlanco)
}

fn check_text(text: &str, max: usize) -> Result<Option<Waarschuwing>, Code> {
    if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
        return Err(Code::TextBlank);
    }
    check_length(text, max)?;
    // A no-break space passes the pattern of the schema.
    Ok(warn_blank(text))
}

/// `.` in a pattern of the schema is no line end.
fn check_line(text: &str, max: usize) -> Result<Option<Waarschuwing>, Code> {
    let warning = check_text(text, max)?;
    let is_line = text.bytes().all(|byte| !matches!(byte, b'\r' | b'\n'));
    if is_line { Ok(warning) } else { Err(Code::TextInvalid) }
}

/// One or more characters, each a `good` one.
fn check_all(
    text: &str,
    max: usize,
    good: impl Fn(char) -> bool,
) -> Result<Option<Waarschuwing>, Code> {
    check_text(text, max)?;
    if text.chars().all(good) { Ok(None) } else { Err(Code::TextInvalid) }
}

/// Any visible character, and then only `good` ones.
fn check_tail(
    text: &str,
    max: usize,
    good: impl Fn(char) -> bool,
) -> Result<Option<Waarschuwing>, Code> {
    check_text(text, max)?;
    let mut chars = text.chars();
    let is_visible = chars.next().is_some_and(|c| !matches!(c, ' ' | '\t' | '\r' | '\n'));
    if is_visible && chars.all(good) { Ok(None) } else { Err(Code::TextInvalid) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_can_be_searched() {
        assert!(LANDEN.is_sorted() && LANDEN.iter().all(|land| land.len() == 2));
    }

    #[test]
    fn values_have_the_form_of_the_schema() {
        let cases = [
            (Vorm::Tekst(3), "abc", Ok(None)),
            (Vorm::Tekst(3), "\u{e9}\u{e9}\u{e9}", Ok(None)),
            (Vorm::Tekst(3), "abcd", Err(Code::TextLength)),
            (Vorm::Tekst(3), " ", Err(Code::TextBlank)),
            (Vorm::Tekst(3), "\u{a0}", Ok(Some(Waarschuwing::TekstBlanco))),
            (Vorm::Tekst(3), "a\tb", Ok(None)),
            (Vorm::Tekst(3), "a\nb", Err(Code::TextInvalid)),
            (Vorm::Ruim(3), "", Ok(Some(Waarschuwing::TekstBlanco))),
            (Vorm::Ruim(3), "a\nb", Ok(None)),
            (Vorm::Ruim(3), "abcd", Err(Code::TextLength)),
            (Vorm::Commentaar, "a\n\tb", Ok(None)),
            (Vorm::Letters(3), "A\u{c0}\u{1ef3}", Ok(None)),
            (Vorm::Letters(3), "A.", Err(Code::TextInvalid)),
            (Vorm::Letters(3), "A\u{bf}", Err(Code::TextInvalid)),
            (Vorm::Letters(3), "", Err(Code::TextBlank)),
            (Vorm::Letters(3), "ABCD", Err(Code::TextLength)),
            (Vorm::Voorletters(3), "\u{c9}Ab", Ok(None)),
            (Vorm::Voorletters(3), " Ab", Err(Code::TextInvalid)),
            (Vorm::Voorletters(3), "A.", Err(Code::TextInvalid)),
            (Vorm::Cijfers(4), "0123", Ok(None)),
            (Vorm::Cijfers(4), "01 2", Err(Code::TextInvalid)),
            (Vorm::Cijfers(4), "\u{664}", Err(Code::TextInvalid)),
            (Vorm::Telefoon(4), "+012", Ok(None)),
            (Vorm::Telefoon(4), "+0-2", Err(Code::TextInvalid)),
            (Vorm::Agb, "00123456", Ok(None)),
            (Vorm::Agb, "0123456", Err(Code::TextInvalid)),
            (Vorm::Land, "NL", Ok(None)),
            (Vorm::Land, "nl", Err(Code::CodeUnknown)),
            (Vorm::Land, "NLD", Err(Code::CodeUnknown)),
            (Vorm::Code(&["1", "2"]), "2", Ok(None)),
            (Vorm::Code(&["1", "2"]), "3", Err(Code::CodeUnknown)),
            (Vorm::Datum, "2023-02-30", Err(Code::DateInvalid)),
            (Vorm::Datum, "", Err(Code::DateInvalid)),
            (Vorm::Geheel(99), "99", Ok(None)),
            (Vorm::Geheel(99), "100", Err(Code::NumberRange)),
            (Vorm::Geheel(99), "x", Err(Code::NumberInvalid)),
            (Vorm::Versie, "1.0.12", Ok(None)),
            (Vorm::Versie, "1.0", Err(Code::TextInvalid)),
            (Vorm::Versie, "1.00.1", Err(Code::TextInvalid)),
            (Vorm::Versie, "1.0.1.", Err(Code::TextInvalid)),
        ];
        for (vorm, text, expect) in cases {
            assert_eq!(vorm.check(text), expect, "{vorm:?} {text:?}");
        }
    }
}
