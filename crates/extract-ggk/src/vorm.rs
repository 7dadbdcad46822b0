//! Forms of values that are checked and then forgotten.

use domain::{Code, Volume, WaardeFout, parse_datum};

use crate::Waarschuwing;
use crate::veld::Soort;

/// The form that the schema asks of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vorm {
    /// Text of at most so many characters, at least one of them visible.
    Tekst(usize),
    /// Free text without largest length.
    Commentaar,
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
            Self::Tekst(max) => check_text(text, max),
            Self::Commentaar => check_text(text, usize::MAX),
            Self::Code(list) => {
                if list.contains(&text) {
                    Ok(None)
                } else {
                    Err(Code::CodeUnknown)
                }
            }
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

fn check_text(text: &str, max: usize) -> Result<Option<Waarschuwing>, Code> {
    let visible = text.trim_matches([' ', '\t', '\r', '\n']);
    if visible.is_empty() {
        return Err(Code::TextBlank);
    }
    if text.len() > max && text.chars().count() > max {
        return Err(Soort::Tekst.code(WaardeFout::TeLang { max }));
    }
    // A no-break space passes the pattern of the schema.
    let is_blank = visible.chars().all(char::is_whitespace);
    Ok(is_blank.then_some(Waarschuwing::TekstBlanco))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_the_form_of_the_schema() {
        let cases = [
            (Vorm::Tekst(3), "abc", Ok(None)),
            (Vorm::Tekst(3), "\u{e9}\u{e9}\u{e9}", Ok(None)),
            (Vorm::Tekst(3), "abcd", Err(Code::TextLength)),
            (Vorm::Tekst(3), " ", Err(Code::TextBlank)),
            (Vorm::Tekst(3), "\u{a0}", Ok(Some(Waarschuwing::TekstBlanco))),
            (Vorm::Commentaar, "a\n\tb", Ok(None)),
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
