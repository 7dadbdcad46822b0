//! How a file is written: what a mapping says of it, and what was found.

use regex::Regex;

use crate::Codering;

/// What a mapping says of the form of a file. By default everything is found out.
#[derive(Debug, Clone)]
pub struct Bestandsvorm {
    /// Encoding; `None`: its byte order mark, else UTF-8 when its first 256 KiB are that, else Windows-1252. A file that is
    /// plain ASCII up to there counts as UTF-8: a row further on that is not is refused, unless the mapping names another.
    /// So is one that holds at least as many characters of UTF-8 as bytes that are none.
    pub codering: Option<Codering>,
    /// Separator, ASCII; `None`: a first line `sep=`, else the one of `;` `,` tab `|` with which the header is found.
    pub scheiding: Option<u8>,
    /// Quote, ASCII, doubled inside quotes; 0: the file has none. A backslash is a plain character.
    pub aanhaling: u8,
    /// Rows of one line behind the header whose text, trimmed and with its quotes, matches one of these are no data, such
    /// as `^"?Totaal`. They are counted.
    pub voetregels: Vec<Regex>,
    /// Lines at the top in which the header is looked for; it must be in the first 256 KiB.
    pub koprij_zoeken: u32,
    /// What to do with a name that the header has twice.
    pub dubbele_koppen: DubbeleKoppen,
    /// Columns that a header may have.
    pub kolommen_max: usize,
    /// Bytes of UTF-8 that a value may have.
    pub waarde_bytes_max: usize,
    /// Bytes of UTF-8 that a row may have, and within which a quote must close.
    pub rij_bytes_max: usize,
}

impl Default for Bestandsvorm {
    fn default() -> Self {
        Self {
            codering: None,
            scheiding: None,
            aanhaling: b'"',
            voetregels: Vec::new(),
            koprij_zoeken: 20,
            dubbele_koppen: DubbeleKoppen::Weigeren,
            kolommen_max: 2_000,
            waarde_bytes_max: 64 * 1024,
            rij_bytes_max: 1024 * 1024,
        }
    }
}

/// What to do with a name that the header has twice; capitals and blanks around it make no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DubbeleKoppen {
    /// Refuse the file: which of them is meant cannot be known.
    #[default]
    Weigeren,
    /// Call the second `Datum` `Datum_2`, and so on.
    Nummeren,
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regeleinde {
    /// CR and LF: Windows.
    CrLf,
    /// LF.
    Lf,
    /// CR alone: old Mac.
    Cr,
    /// The header is the last line and has no end.
    Geen,
}

/// How a file turned out to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Encoding.
    pub codering: Codering,
    /// Separator.
    pub scheiding: u8,
    /// Whether it begins with a line `sep=`.
    pub has_sep_regel: bool,
    /// Line of the header, from 1.
    pub koprij_regel: u64,
    /// End of the line of the header; other lines may end otherwise.
    pub regeleinde: Regeleinde,
}

/// Separators that are tried, the likeliest first.
pub(crate) const SCHEIDINGEN: [u8; 4] = [b';', b',', b'\t', b'|'];

/// The separator that a first line `sep=;` names, also when the line is quoted.
pub(crate) fn sep_regel(regel: &[u8]) -> Option<u8> {
    let regel = match regel {
        [b'"', binnen @ .., b'"'] => binnen,
        _ => regel,
    };
    match regel {
        [s, e, p, b'=', teken] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            let is_scheiding = teken.is_ascii_punctuation() || *teken == b'\t' || *teken == b' ';
            (is_scheiding && *teken != b'"').then_some(*teken)
        }
        _ => None,
    }
}
