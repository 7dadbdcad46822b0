//! Why a request or a body was refused.

/// What went wrong, where, and under which stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{what} ({adres})")]
pub struct Error {
    /// Stable code, such as `JSON_INVALID`; the list is in the README of the crate.
    code: &'static str,
    /// What is wrong, in words for an operator, with what to do.
    what: String,
    /// The address; empty when it is not about one.
    adres: String,
    /// Whether the same request may succeed later.
    is_transient: bool,
}

impl Error {
    /// A refusal that stays.
    pub fn new(code: &'static str, what: impl Into<String>, adres: impl Into<String>) -> Self {
        Self { code, what: what.into(), adres: adres.into(), is_transient: false }
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
}
