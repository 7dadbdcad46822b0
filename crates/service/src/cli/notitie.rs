//! What people write beside what they decide.

use domain::{Notitiefout, check_notitie};

use super::exit::Failure;

/// Refuses a text that could hold a BSN: it is kept for years and read by many, so it names no person. Refuses what is
/// not one line that reads as it is written.
///
/// `what` is the name of the text. The text itself is not repeated, which is why no parser of arguments judges it.
///
/// # Errors
/// A usage error.
pub(super) fn check_text(what: &str, text: &str) -> Result<(), Failure> {
    let Err(fout) = check_notitie(text) else { return Ok(()) };
    let hint = match fout {
        Notitiefout::Vorm => "say it shorter, without line breaks and invisible characters",
        Notitiefout::Bsn => {
            "refer to a case number, not to a person; a number of nine digits can be written otherwise"
        }
    };
    Err(Failure::usage(format!("the {what} {fout}; nothing was done"), hint))
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
