//! Why a text is not a value. Carries no part of the text: it may belong to a person.

/// The reason that a text was refused as a value of a domain type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WaardeFout {
    /// The element is there but holds nothing, or only white space (RS031, RS033).
    #[error("empty value")]
    Leeg,
    /// The text does not have the form that the schema asks for.
    #[error("value does not have the required form")]
    Vorm,
    /// The text is longer than the schema allows. It is never cut.
    #[error("value is longer than {max} characters")]
    TeLang {
        /// Largest number of characters.
        max: usize,
    },
    /// A number outside its range.
    #[error("number outside its range")]
    Bereik,
    /// A date that is not in the calendar, or not written as `YYYY-MM-DD` (RS032).
    #[error("not a calendar date written as YYYY-MM-DD")]
    Datum,
    /// A time that is not `HH:MM:SS[.fff]` without zone (RS034).
    #[error("not a time written as HH:MM:SS")]
    Tijd,
    /// A code that is not in the code list of this law.
    #[error("code is not in the code list")]
    Code,
    /// A BSN that is not nine digits or fails the eleven test (CS002, RS037).
    #[error("not a valid BSN")]
    Bsn,
    /// A BSN that stands for `unknown` (000000000, 999999999) and so for nobody.
    #[error("a placeholder instead of a BSN")]
    BsnPlaatshouder,
    /// A period that ends before it begins.
    #[error("period ends before it begins")]
    Volgorde,
}
