//! What people write beside what they decide.

use domain::Bsn;

use super::exit::Failure;

/// Refuses a text that could hold a BSN: it is kept for years and read by many, so it names no person.
///
/// `what` is the name of the text. The text itself is not repeated.
///
/// # Errors
/// A usage error, when nine digits in it pass the test of a BSN.
pub(super) fn check_text(what: &str, text: &str) -> Result<(), Failure> {
    if Bsn::kandidaten(text).next().is_none() {
        return Ok(());
    }
    Err(Failure::usage(
        format!("the {what} holds nine digits that could be a BSN; nothing was done"),
        "refer to a case number, not to a person; a number of nine digits can be written otherwise",
    ))
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
