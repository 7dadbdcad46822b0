//! Why somebody does something again: short, and without what belongs to a person.

use domain::{Bsn, Notitiefout, check_notitie};

use super::verzoek::Veldfout;

/// Whether a reason must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verplicht {
    /// The facts hold what is done again.
    Ja,
    /// A refusal is closed without being loaded.
    Sluiten,
    /// Nothing that was published changes.
    Nee,
}

impl Verplicht {
    pub(crate) const fn als(is_gepubliceerd: bool) -> Self {
        if is_gepubliceerd { Self::Ja } else { Self::Nee }
    }
}

/// The reason as it is kept; `None` when none was given and none is needed.
pub(crate) fn lees(tekst: &str, verplicht: Verplicht) -> Result<Option<String>, Veldfout> {
    let fout = |tekst: &str| Err(Veldfout::new("reden", tekst));
    let reden = tekst.trim();
    if reden.is_empty() {
        return match verplicht {
            Verplicht::Nee => Ok(None),
            Verplicht::Ja => fout(
                "Geef een reden: dit staat al in de cijfers, en waarom het opnieuw moet wordt \
                 bewaard.",
            ),
            Verplicht::Sluiten => {
                fout("Geef een reden: waarom dit niet meer geladen wordt, wordt bewaard.")
            }
        };
    }
    match check_notitie(reden) {
        Ok(()) => Ok(Some(reden.to_owned())),
        Err(Notitiefout::Vorm) => fout("Houd de reden bij een regel van hooguit 200 tekens."),
        Err(Notitiefout::Bsn) => {
            fout("In de reden lijkt een BSN te staan. Laat gegevens van personen weg.")
        }
    }
}

/// A refused reason as the form shows it again: not what may be of a person, not even to who wrote it.
pub(crate) fn terug(tekst: &str) -> String {
    if Bsn::kandidaten(tekst).next().is_some() { String::new() } else { tekst.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_short_needed_when_published_and_about_nobody() {
        let lang = "x".repeat(domain::NOTITIE_MAX + 1);
        for (tekst, verplicht, expect) in [
            ("", Verplicht::Nee, Ok(None)),
            ("  ", Verplicht::Ja, Err("Geef een reden")),
            ("  ", Verplicht::Sluiten, Err("Geef een reden: waarom dit niet")),
            (" nieuw tarief ", Verplicht::Ja, Ok(Some("nieuw tarief"))),
            ("run 999900006 nog eens", Verplicht::Ja, Err("In de reden lijkt een BSN")),
            ("voor 999.900.006", Verplicht::Nee, Err("In de reden lijkt een BSN")),
            ("verzoek 999900007", Verplicht::Nee, Ok(Some("verzoek 999900007"))),
            (lang.as_str(), Verplicht::Nee, Err("Houd de reden bij een regel")),
            ("een\ntwee", Verplicht::Nee, Err("Houd de reden bij een regel")),
        ] {
            match (lees(tekst, verplicht), expect) {
                (Ok(reden), Ok(expect)) => assert_eq!(reden.as_deref(), expect),
                (Err(fout), Err(begin)) => assert!(fout.tekst.starts_with(begin), "{fout:?}"),
                (found, _) => panic!("{tekst}: {found:?}"),
            }
        }
    }
}
