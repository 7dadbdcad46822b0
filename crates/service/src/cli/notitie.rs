//! What people write beside what they decide.

use domain::Bsn;

use super::exit::Failure;

/// Bytes of a text: a line on a page.
const BYTES_MAX: usize = 200;

/// Refuses a text that could hold a BSN: it is kept for years and read by many, so it names no person. Refuses what is
/// not one line that reads as it is written.
///
/// `what` is the name of the text. The text itself is not repeated, which is why no parser of arguments judges it.
///
/// # Errors
/// A usage error.
pub(super) fn check_text(what: &str, text: &str) -> Result<(), Failure> {
    if text.trim().is_empty() || text.len() > BYTES_MAX || text.chars().any(is_onzichtbaar) {
        return Err(Failure::usage(
            format!("the {what} must be one line of 1 to {BYTES_MAX} characters; nothing was done"),
            "say it shorter, without line breaks and invisible characters",
        ));
    }
    if Bsn::kandidaten(text).next().is_none() {
        return Ok(());
    }
    Err(Failure::usage(
        format!("the {what} holds nine digits that could be a BSN; nothing was done"),
        "refer to a case number, not to a person; a number of nine digits can be written otherwise",
    ))
}

/// A character that ends a line, or that changes how others are shown without being seen itself.
fn is_onzichtbaar(c: char) -> bool {
    let is_opmaak = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_control() || is_opmaak
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Exit;

    #[test]
    fn a_text_that_could_name_a_person_is_refused_and_not_repeated() {
        for (text, is_refused) in [
            ("afgesproken met de aanbieder, zaak 2026-014", false),
            ("tot 2026-07-01, zie zaak 123456789", false),
            ("gaat over 999900006", true),
            ("gaat over 9999.00.006", true),
            ("gaat over 9999 00 006 en meer", true),
            ("gaat over 999900006\nen meer", true),
            ("\u{202e}99 9900006", true),
            ("een\u{2028}twee", true),
            ("", true),
        ] {
            let outcome = check_text("note", text);
            assert_eq!(outcome.is_err(), is_refused, "{text}");
            if let Err(failure) = outcome {
                assert_eq!(failure.exit, Exit::Usage);
                assert!(!failure.message().contains("9999"), "{}", failure.message());
            }
        }
    }
}
