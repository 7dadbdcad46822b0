//! Text to an exact number, as the mapping says numbers are written. No floats: a number is its digits and where its comma
//! stands.

use domain::Code;
use rust_decimal::Decimal;

/// How numbers are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Getalvorm {
    /// Between the whole and the rest.
    pub(crate) decimaal: char,
    /// Between thousands; `None`: never there.
    pub(crate) duizend: Option<char>,
    /// What may stand before or after an amount.
    pub(crate) valuta: Vec<Box<str>>,
}

/// A number: `cijfers` divided by ten to the power `decimalen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Getal {
    cijfers: i128,
    decimalen: u32,
    /// Whether it stood in scientific notation.
    pub(crate) is_wetenschappelijk: bool,
}

/// More digits than any number that means something here, and less than fit.
const CIJFERS_MAX: u32 = 28;

impl Getal {
    /// Reads `text`; a number in scientific notation only when `mag_wetenschappelijk`.
    pub(crate) fn lees(text: &str, vorm: &Getalvorm, exponent: Exponent) -> Result<Self, Code> {
        let (is_negatief, kaal) = zonder_teken(text, vorm)?;
        let (mantisse, macht) = match (exponent, kaal.split_once(['e', 'E'])) {
            (_, None) => (kaal, None),
            (Exponent::Mag, Some((mantisse, macht))) => (mantisse, Some(lees_macht(macht)?)),
            (Exponent::MagNiet, Some(_)) => return Err(Code::NumberInvalid),
        };
        let (geheel, breuk) = splits(mantisse, vorm)?;
        let alle = geheel.bytes().chain(breuk.bytes()).filter(u8::is_ascii_digit);
        let mut cijfers = 0_i128;
        for byte in alle {
            cijfers = cijfers * 10 + i128::from(byte - b'0');
            if cijfers >= 10_i128.pow(CIJFERS_MAX) {
                return Err(Code::NumberRange);
            }
        }
        let decimalen = u32::try_from(breuk.len()).map_err(|_| Code::NumberRange)?;
        let cijfers = if is_negatief { -cijfers } else { cijfers };
        let getal = Self { cijfers, decimalen, is_wetenschappelijk: macht.is_some() };
        macht.map_or(Ok(getal), |macht| getal.maal_tien_tot(macht))
    }

    fn maal_tien_tot(self, macht: i32) -> Result<Self, Code> {
        let schaal = i64::from(self.decimalen) - i64::from(macht);
        let (mut cijfers, mut decimalen) =
            (self.cijfers, u32::try_from(schaal.max(0)).unwrap_or(0));
        if schaal < 0 {
            let factor = u32::try_from(-schaal).ok().and_then(|n| 10_i128.checked_pow(n));
            cijfers = factor
                .and_then(|factor| cijfers.checked_mul(factor))
                .filter(|cijfers| cijfers.unsigned_abs() < 10_u128.pow(CIJFERS_MAX))
                .ok_or(Code::NumberRange)?;
        }
        while decimalen > 0 && cijfers % 10 == 0 {
            cijfers /= 10;
            decimalen -= 1;
        }
        Ok(Self { cijfers, decimalen, is_wetenschappelijk: true })
    }

    /// In hundredths; a third decimal is refused, also when it is 0: it could be a thousand.
    pub(crate) fn eurocent(self) -> Result<i64, Code> {
        let factor = match self.decimalen {
            0 => 100,
            1 => 10,
            2 => 1,
            _ => return Err(Code::NumberInvalid),
        };
        let cent = self.cijfers.checked_mul(factor).ok_or(Code::NumberRange)?;
        i64::try_from(cent).map_err(|_| Code::NumberRange)
    }

    /// As a whole number; `2,0` and `2,00` are 2, `2,000` is refused: it could be two thousand.
    pub(crate) fn geheel(self) -> Result<i64, Code> {
        let factor = match self.decimalen {
            0 => 1,
            1 => 10,
            2 => 100,
            _ => return Err(Code::NumberInvalid),
        };
        if self.cijfers % factor != 0 {
            return Err(Code::NumberInvalid);
        }
        i64::try_from(self.cijfers / factor).map_err(|_| Code::NumberRange)
    }

    /// As an exact decimal number.
    pub(crate) fn decimaal(self) -> Result<Decimal, Code> {
        Decimal::try_from_i128_with_scale(self.cijfers, self.decimalen)
            .map_err(|_| Code::NumberRange)
    }
}

/// Whether scientific notation may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exponent {
    /// The mapping says so.
    Mag,
    /// It is refused.
    MagNiet,
}

/// The number without a minus in front and the currency; anything else around it is left for the digits to refuse.
fn zonder_teken<'t>(text: &'t str, vorm: &Getalvorm) -> Result<(bool, &'t str), Code> {
    let (voor, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let Some(kaal) = zonder_valuta(rest, vorm) else { return Ok((voor, rest)) };
    match kaal.strip_prefix('-') {
        Some(_) if voor => Err(Code::NumberInvalid),
        Some(kaal) => Ok((true, kaal)),
        None => Ok((voor, kaal)),
    }
}

fn zonder_valuta<'t>(text: &'t str, vorm: &Getalvorm) -> Option<&'t str> {
    vorm.valuta.iter().find_map(|valuta| {
        let voor = text.strip_prefix(&**valuta).map(str::trim_start);
        voor.or_else(|| text.strip_suffix(&**valuta).map(str::trim_end))
    })
}

fn lees_macht(text: &str) -> Result<i32, Code> {
    let cijfers = text.strip_prefix(['-', '+']).unwrap_or(text);
    if cijfers.is_empty() || cijfers.len() > 3 || !cijfers.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Err(Code::NumberInvalid);
    }
    text.parse().map_err(|_| Code::NumberInvalid)
}

/// The whole and the rest: digits, with in the whole nothing but thousands at their places.
fn splits<'t>(text: &'t str, vorm: &Getalvorm) -> Result<(&'t str, &'t str), Code> {
    let is_cijfers = |deel: &str| deel.bytes().all(|byte| byte.is_ascii_digit());
    let (geheel, breuk) = match text.split_once(vorm.decimaal) {
        Some((_, "")) => return Err(Code::NumberInvalid),
        Some(delen) => delen,
        None => (text, ""),
    };
    if is_cijfers(breuk) && is_cijfers(geheel) && !geheel.is_empty() {
        return Ok((geheel, breuk));
    }
    let mag = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || is_duizend(c, vorm);
    if !text.chars().all(mag)
        || !text.starts_with(|c: char| c.is_ascii_digit())
        || text.ends_with(['.', ','])
    {
        return Err(Code::NumberInvalid);
    }
    // Only digits and marks: whether the marks stand where the mapping says is all that is left to tell.
    let mut groepen = geheel.split(|c: char| is_duizend(c, vorm));
    let eerste = groepen.next().unwrap_or_default();
    let is_groep = |groep: &str| groep.len() == 3 && is_cijfers(groep);
    let klopt = (1..=3).contains(&eerste.len()) && is_cijfers(eerste) && groepen.all(is_groep);
    if klopt && is_cijfers(breuk) { Ok((geheel, breuk)) } else { Err(Code::NumberAmbiguous) }
}

/// Whether the character stands between thousands; a blank also as the blanks that do not break.
fn is_duizend(c: char, vorm: &Getalvorm) -> bool {
    match vorm.duizend {
        Some(' ') => matches!(c, ' ' | '\u{a0}' | '\u{202f}'),
        Some(duizend) => c == duizend,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vorm(decimaal: char, duizend: Option<char>, valuta: &[&str]) -> Getalvorm {
        let valuta = valuta.iter().map(|een| Box::from(*een)).collect();
        Getalvorm { decimaal, duizend, valuta }
    }

    fn cent(text: &str, vorm: &Getalvorm) -> Result<i64, Code> {
        Getal::lees(text, vorm, Exponent::MagNiet).and_then(Getal::eurocent)
    }

    #[test]
    fn an_amount_is_read_as_it_is_written_in_the_netherlands() {
        let nl = vorm(',', Some('.'), &[]);
        for (text, verwacht) in [
            ("1234,56", Ok(123_456)),
            ("1.234,56", Ok(123_456)),
            ("1.234.567,8", Ok(123_456_780)),
            ("-12,50", Ok(-1250)),
            ("0", Ok(0)),
            ("1.000.000,00", Ok(100_000_000)),
            ("1.234", Ok(123_400)),
            ("007", Ok(700)),
            ("1234.56", Err(Code::NumberAmbiguous)),
            ("12.5", Err(Code::NumberAmbiguous)),
            ("1,234.56", Err(Code::NumberAmbiguous)),
            ("1,234,567", Err(Code::NumberAmbiguous)),
            ("1.2345,00", Err(Code::NumberAmbiguous)),
            ("1234.567,00", Err(Code::NumberAmbiguous)),
            ("12,345", Err(Code::NumberInvalid)),
            ("12,340", Err(Code::NumberInvalid)),
            ("€ 12,50", Err(Code::NumberInvalid)),
            ("(12,50)", Err(Code::NumberInvalid)),
            ("12,50-", Err(Code::NumberInvalid)),
            ("+12,50", Err(Code::NumberInvalid)),
            ("--12", Err(Code::NumberInvalid)),
            ("- 12", Err(Code::NumberInvalid)),
            ("12,-", Err(Code::NumberInvalid)),
            ("12,", Err(Code::NumberInvalid)),
            (",50", Err(Code::NumberInvalid)),
            ("1 234,56", Err(Code::NumberInvalid)),
            ("Infinity", Err(Code::NumberInvalid)),
            ("NaN", Err(Code::NumberInvalid)),
            ("#WAARDE!", Err(Code::NumberInvalid)),
            ("1,2E+05", Err(Code::NumberInvalid)),
            ("\u{661}2", Err(Code::NumberInvalid)),
            ("", Err(Code::NumberInvalid)),
            ("-", Err(Code::NumberInvalid)),
            ("99999999999999999999,99", Err(Code::NumberRange)),
            ("9999999999999999999999999999999999999999999", Err(Code::NumberRange)),
            ("92233720368547758,07", Ok(i64::MAX)),
            ("92233720368547758,08", Err(Code::NumberRange)),
        ] {
            assert_eq!(cent(text, &nl), verwacht, "{text}");
        }
    }

    #[test]
    fn other_marks_are_read_when_they_are_named() {
        let euro = vorm(',', Some('.'), &["€", "EUR"]);
        for text in ["€ 1.250,50", "€1250,50", "EUR 1250,5", "1.250,50 €", "1250,50"] {
            assert_eq!(cent(text, &euro), Ok(125_050), "{text}");
        }
        for text in ["-€ 12,50", "€ -12,50", "-12,50 €"] {
            assert_eq!(cent(text, &euro), Ok(-1250), "{text}");
        }
        for text in ["-€ -12,50", "€ € 12", "$ 12", "€"] {
            assert_eq!(cent(text, &euro), Err(Code::NumberInvalid), "{text}");
        }
        let engels = vorm('.', Some(','), &[]);
        assert_eq!(cent("1,234.56", &engels), Ok(123_456));
        assert_eq!(cent("1.234,56", &engels), Err(Code::NumberAmbiguous));
        let spatie = vorm(',', Some(' '), &[]);
        assert_eq!(cent("1\u{a0}234,56", &spatie), Ok(123_456));
        let kaal = vorm('.', None, &[]);
        assert_eq!(cent("1234.56", &kaal), Ok(123_456));
        assert_eq!(cent("1,234.56", &kaal), Err(Code::NumberAmbiguous));
    }

    #[test]
    fn scientific_notation_is_exact() {
        let nl = vorm(',', Some('.'), &[]);
        let lees = |text: &str| Getal::lees(text, &nl, Exponent::Mag);
        assert_eq!(lees("1,2345E+03").unwrap().eurocent(), Ok(123_450));
        assert!(lees("1,2345E+03").unwrap().is_wetenschappelijk);
        assert_eq!(lees("1,2E-1").unwrap().decimaal(), Ok("0.12".parse().unwrap()));
        assert_eq!(lees("12E2").unwrap().geheel(), Ok(1200));
        assert_eq!(lees("1E999"), Err(Code::NumberRange));
        assert_eq!(lees("0E0").unwrap().geheel(), Ok(0));
        for text in ["E3", "1E", "1E1,5", "1E+", "1E9999"] {
            assert_eq!(lees(text), Err(Code::NumberInvalid), "{text}");
        }
    }

    #[test]
    fn a_whole_number_has_no_rest() {
        let nl = vorm(',', Some('.'), &[]);
        let geheel = |text: &str| Getal::lees(text, &nl, Exponent::MagNiet).and_then(Getal::geheel);
        assert_eq!(geheel("1.234"), Ok(1234));
        assert_eq!(geheel("2,00"), Ok(2));
        assert_eq!(geheel("2,000"), Err(Code::NumberInvalid));
        assert_eq!(geheel("2,5"), Err(Code::NumberInvalid));
        let breed = format!("0,{}", "1".repeat(30));
        assert_eq!(Getal::lees(&breed, &nl, Exponent::MagNiet), Err(Code::NumberRange));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[-0-9.,eE+ €]{0,40}") {
            let _ = Getal::lees(&text, &vorm(',', Some('.'), &["€"]), Exponent::Mag)
                .map(|getal| (getal.eurocent(), getal.geheel(), getal.decimaal()));
        }

        #[test]
        fn reads_back_what_an_amount_prints(bedrag in proptest::num::i64::ANY) {
            let text = domain::Eurocent::new(bedrag).to_string();
            proptest::prop_assert_eq!(cent(&text, &vorm(',', Some('.'), &[])), Ok(bedrag));
        }
    }
}
