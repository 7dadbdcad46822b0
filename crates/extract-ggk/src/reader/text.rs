//! Runs of text: joined over comments, CDATA and references, line ends normalised, looked at once.

use std::borrow::Cow;

/// What stands in a piece of text, found in one pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scan {
    /// Only white space, or nothing.
    pub(crate) is_blank: bool,
    /// Holds a carriage return: line ends must be normalised.
    pub(crate) has_return: bool,
    /// Holds `>`, so perhaps `]]>`.
    pub(crate) has_greater: bool,
}

const VISIBLE: u8 = 1;
const RETURN: u8 = 2;
const GREATER: u8 = 4;
const MARKUP: u8 = 8;

/// Bits per byte.
const CLASS: [u8; 256] = {
    let mut table = [VISIBLE; 256];
    table[0x20] = 0;
    table[0x09] = 0;
    table[0x0a] = 0;
    table[0x0d] = RETURN;
    table[0x3e] = VISIBLE | GREATER;
    table[0x3c] = VISIBLE | MARKUP;
    table[0x26] = VISIBLE | MARKUP;
    table
};

/// Looks at all of `text`.
pub(crate) fn scan(text: &str) -> Scan {
    let seen = text
        .bytes()
        .fold(0, |seen, byte| seen | CLASS.get(usize::from(byte)).copied().unwrap_or(VISIBLE));
    Scan::from_bits(seen)
}

/// The part of `text` before the first `<` or `&`, looked at.
#[inline]
pub(crate) fn up_to_markup(text: &str) -> (&str, Scan) {
    let mut seen = 0;
    let mut len = 0;
    for byte in text.bytes() {
        let class = CLASS.get(usize::from(byte)).copied().unwrap_or(VISIBLE);
        if class & MARKUP != 0 {
            break;
        }
        seen |= class;
        len += 1;
    }
    (text.get(..len).unwrap_or_default(), Scan::from_bits(seen))
}

impl Scan {
    fn from_bits(seen: u8) -> Self {
        Self {
            is_blank: seen & VISIBLE == 0,
            has_return: seen & RETURN != 0,
            has_greater: seen & GREATER != 0,
        }
    }
}

/// The text between two tags.
#[derive(Debug, Default)]
pub(crate) struct Run<'a> {
    text: Cow<'a, str>,
    has_text: bool,
}

impl<'a> Run<'a> {
    /// Appends a piece as it stands in the file.
    pub(crate) fn push(&mut self, piece: &'a str, scan: Scan) {
        self.has_text |= !scan.is_blank;
        if self.text.is_empty() {
            // Leading white space is cut off before it matters, so it needs no normalising.
            self.text = if scan.has_return && !scan.is_blank {
                Cow::Owned(normalise(piece))
            } else {
                Cow::Borrowed(piece)
            };
        } else if scan.has_return {
            self.text.to_mut().push_str(&normalise(piece));
        } else {
            self.text.to_mut().push_str(piece);
        }
    }

    /// Appends a decoded character.
    pub(crate) fn push_char(&mut self, c: char) {
        self.has_text |= !matches!(c, ' ' | '\t' | '\r' | '\n');
        self.text.to_mut().push(c);
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn is_blank(&self) -> bool {
        !self.has_text
    }

    /// The text without white space around it.
    pub(crate) fn trimmed(&self) -> &str {
        // Form feed, the one more that this trims, is no XML character.
        self.text.trim_ascii()
    }

    pub(crate) fn into_text(self) -> Cow<'a, str> {
        self.text
    }
}

/// Turns CR LF and a lone CR into LF.
///
/// # Source
/// XML 1.0, 2.11.
fn normalise(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The character that `&reference;` stands for; `None` when it is undeclared or no XML character.
///
/// # Source
/// XML 1.0, 4.1 and 4.6: without a DTD there are five entities.
pub(crate) fn decode_reference(reference: &str) -> Option<char> {
    let number = match reference {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => reference.strip_prefix('#')?,
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // `from_str_radix` would take a sign.
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let c = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)?;
    let is_legal = matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    is_legal.then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_decoded_or_refused() {
        let cases = [
            ("amp", Some('&')),
            ("apos", Some('\'')),
            ("#50", Some('2')),
            ("#x1F600", Some('\u{1f600}')),
            ("#10", Some('\n')),
            ("#0", None),
            ("#x1", None),
            ("#xFFFE", None),
            ("#xD800", None),
            ("#x110000", None),
            ("#99999999999", None),
            ("#+50", None),
            ("#X32", None),
            ("#", None),
            ("#x", None),
            ("eacute", None),
            ("", None),
        ];
        for (reference, expect) in cases {
            assert_eq!(decode_reference(reference), expect, "{reference}");
        }
    }

    #[test]
    fn pieces_join_to_one_value() {
        let mut run = Run::default();
        for piece in ["\r\n ", "300", "2", "a\r\nb\rc", "\r\n"] {
            run.push(piece, scan(piece));
        }
        run.push_char('&');
        assert_eq!(run.trimmed(), "3002a\nb\nc\n&");
        assert!(!run.is_blank());
    }

    #[test]
    fn a_single_piece_is_borrowed() {
        let mut run = Run::default();
        run.push("300201", scan("300201"));
        assert!(matches!(run.into_text(), Cow::Borrowed("300201")));
    }
}
