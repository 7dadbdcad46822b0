//! What people write beside what they decide.

use crate::Bsn;

/// Characters of a text: a line on a page.
pub const NOTITIE_MAX: usize = 200;

/// Why a text cannot be kept. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Notitiefout {
    /// Empty, too long, or not one line that reads as it is written.
    #[error("must be one line of 1 to {NOTITIE_MAX} characters")]
    Vorm,
    /// It could name a person.
    #[error("holds nine digits that could be a BSN")]
    Bsn,
}

/// Refuses a text that could hold a BSN: it is kept for years and read by many, so it names no person. Refuses what is
/// not one line that reads as it is written.
///
/// # Errors
/// Why it is refused.
pub fn check_notitie(text: &str) -> Result<(), Notitiefout> {
    if text.trim().is_empty()
        || text.chars().count() > NOTITIE_MAX
        || text.chars().any(is_onzichtbaar)
    {
        return Err(Notitiefout::Vorm);
    }
    if Bsn::kandidaten(text).next().is_none() { Ok(()) } else { Err(Notitiefout::Bsn) }
}

/// A character that ends a line, or that changes how others are shown without being seen itself.
pub(crate) fn is_onzichtbaar(c: char) -> bool {
    let is_opmaak = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_control() || is_opmaak
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_could_name_a_person_is_refused() {
        for (text, expect) in [
            ("afgesproken met de aanbieder, zaak 2026-014", Ok(())),
            ("gaat over 9999.00.006", Err(Notitiefout::Bsn)),
            ("een\u{2028}twee", Err(Notitiefout::Vorm)),
            ("een\ntwee", Err(Notitiefout::Vorm)),
            (" ", Err(Notitiefout::Vorm)),
        ] {
            assert_eq!(check_notitie(text), expect, "{text}");
        }
        assert_eq!(check_notitie(&"é".repeat(NOTITIE_MAX)), Ok(()), "as many as the form lets in");
        assert_eq!(check_notitie(&"x".repeat(NOTITIE_MAX + 1)), Err(Notitiefout::Vorm));
    }
}
