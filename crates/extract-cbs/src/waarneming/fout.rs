//! Why a row or a body is refused, before it is known which page it is of.

use crate::Error;

/// Longest part of a text of the source that an error repeats, in characters.
const TEKST_MAX: usize = 40;

/// A refusal without its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fout {
    code: &'static str,
    wat: String,
    is_transient: bool,
}

impl Fout {
    pub(crate) fn new(code: &'static str, wat: impl Into<String>) -> Self {
        Self { code, wat: wat.into(), is_transient: false }
    }

    /// A body that a next attempt may bring whole.
    pub(crate) fn tijdelijk(mut self) -> Self {
        self.is_transient = true;
        self
    }

    /// The same, with where in the page it is.
    pub(crate) fn bij(mut self, plaats: &str) -> Self {
        self.wat = format!("{plaats}: {}", self.wat);
        self
    }

    /// The same, with the address.
    pub(crate) fn op(self, adres: &str) -> Error {
        let error = Error::new(self.code, self.wat, adres);
        if self.is_transient { error.transient() } else { error }
    }
}

/// The beginning of a text of the source, fit for one line of a log.
pub(crate) fn kort(text: &str) -> String {
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(TEKST_MAX).map(plain).collect();
    if text.chars().nth(TEKST_MAX).is_some() {
        short.push_str("..");
    }
    short
}
