//! Why a request or a body was refused.

#[cfg(test)]
mod tests;

/// Longest address in an error: enough to recognise a request, short enough for a log line.
const ADRES_TEKENS_MAX: usize = 300;

/// What went wrong, where, and under which stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{what}{}", plaats(adres))]
pub struct Error {
    /// Stable code, such as `JSON_INVALID`; the list is in the README of the crate.
    code: &'static str,
    /// What is wrong, in words for an operator, with what to do.
    what: String,
    /// The address; empty when it is not about one.
    adres: String,
    /// Whether the same request may succeed later.
    is_transient: bool,
    /// Status of the answer, where that was the reason.
    status: Option<u16>,
}

impl Error {
    /// A refusal that stays.
    pub fn new(code: &'static str, what: impl Into<String>, adres: impl Into<String>) -> Self {
        let adres = kort(&adres.into(), ADRES_TEKENS_MAX);
        Self { code, what: what.into(), adres, is_transient: false, status: None }
    }

    /// A failure that may be over when it is tried again.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.is_transient = true;
        self
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Whether the same request may succeed later.
    pub const fn is_transient(&self) -> bool {
        self.is_transient
    }

    /// The same failure under a status of the answer.
    pub(crate) const fn met_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Status of the answer, where that was the reason.
    pub(crate) const fn status(&self) -> Option<u16> {
        self.status
    }

    /// The same failure with advice behind it.
    pub(crate) fn met_raad(mut self, raad: &str) -> Self {
        self.what = format!("{}; {raad}", self.what);
        self
    }

    /// The same failure with more words in front.
    pub(crate) fn met_woorden(mut self, woorden: &str) -> Self {
        self.what = format!("{woorden}: {}", self.what);
        self
    }
}

fn plaats(adres: &str) -> String {
    if adres.is_empty() { String::new() } else { format!(" ({adres})") }
}

/// The first characters of a text of a server, on one line.
pub(crate) fn kort(text: &str, tekens_max: usize) -> String {
    let mut plain: String = text
        .chars()
        .take(tekens_max)
        .map(|teken| if teken.is_control() { ' ' } else { teken })
        .collect();
    if text.chars().nth(tekens_max).is_some() {
        plain.push_str("...");
    }
    plain
}
