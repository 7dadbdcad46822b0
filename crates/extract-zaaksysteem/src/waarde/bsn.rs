//! A BSN in a text where none is expected.

use domain::zaaksysteem::Veldwaarde;
use domain::{Bsn, Code};

use crate::Meldingsoort;

/// What becomes of a text with nine digits that can be a BSN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BsnInTekst {
    /// It is loaded and told: one number in eleven passes the test by chance.
    Melden,
    /// Its row is refused.
    Weigeren,
    /// It is read as empty, and told.
    Wissen,
}

impl BsnInTekst {
    /// Does to the value what is said of such texts.
    ///
    /// # Errors
    /// `BSN_IN_REFERENCE`.
    pub(crate) fn toets(
        self,
        waarde: &mut Veldwaarde,
        sporen: &mut Vec<Meldingsoort>,
    ) -> Result<(), Code> {
        let heeft = match waarde {
            Veldwaarde::Tekst(text) => kan_bsn_tonen(text),
            Veldwaarde::Lijst(labels) => labels.iter().any(|label| kan_bsn_tonen(label)),
            _ => false,
        };
        match self {
            _ if !heeft => {}
            Self::Weigeren => return Err(Code::BsnInReference),
            Self::Melden => sporen.push(Meldingsoort::BsnInTekst),
            Self::Wissen => {
                *waarde = Veldwaarde::Leeg;
                sporen.push(Meldingsoort::BsnGewist);
            }
        }
        Ok(())
    }
}

/// Whether nine digits in a row, no more, pass the eleven test.
fn kan_bsn_tonen(text: &str) -> bool {
    text.len() >= 9
        && text
            .as_bytes()
            .split(|byte| !byte.is_ascii_digit())
            .filter(|cijfers| cijfers.len() == 9)
            .filter_map(|cijfers| std::str::from_utf8(cijfers).ok())
            .any(|cijfers| cijfers.parse::<Bsn>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_digits_that_pass_the_test_can_be_a_person() {
        for (text, verwacht) in [
            ("999900006", true),
            ("melding van 999900006, gebeld", true),
            ("é999900006é", true),
            ("999900007", false),
            ("9999000060", false),
            ("99990000", false),
            ("", false),
        ] {
            assert_eq!(kan_bsn_tonen(text), verwacht, "{text}");
        }
    }

    #[test]
    fn the_mapping_says_what_becomes_of_it() {
        let lijst = || Veldwaarde::Lijst(vec!["a".into(), "b 999900006".into()]);
        for (keuze, oordeel, is_leeg, sporen) in [
            (BsnInTekst::Melden, Ok(()), false, &[Meldingsoort::BsnInTekst][..]),
            (BsnInTekst::Weigeren, Err(Code::BsnInReference), false, &[]),
            (BsnInTekst::Wissen, Ok(()), true, &[Meldingsoort::BsnGewist]),
        ] {
            let (mut waarde, mut gezien) = (lijst(), Vec::new());
            assert_eq!(keuze.toets(&mut waarde, &mut gezien), oordeel);
            assert_eq!((waarde.is_leeg(), gezien.as_slice()), (is_leeg, sporen));
        }
        let mut getal = Veldwaarde::Geheel(999_900_006);
        assert_eq!(BsnInTekst::Weigeren.toets(&mut getal, &mut Vec::new()), Ok(()));
    }
}
