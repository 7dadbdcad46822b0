//! What a mapping may have done to a text before it is read as a value: named, in order, and nothing else.

use std::borrow::Cow;

use crate::Meldingsoort;

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bewerking {
    /// `trim`: always done; the name is allowed.
    Trim,
    /// `alleen_cijfers`: leaves the ASCII digits.
    AlleenCijfers,
    /// `voorloopnullen:9`: puts back at most two zeros in front of what is all digits.
    Voorloopnullen(usize),
    /// `hoofdletters`.
    Hoofdletters,
    /// `kleine_letters`.
    KleineLetters,
    /// `enkele_spaties`: several blanks become one.
    EnkeleSpaties,
    /// `voor:TEKST`: what stands before its first occurrence; without it all.
    Voor(Box<str>),
    /// `na:TEKST`: what stands after its first occurrence; without it all.
    Na(Box<str>),
    /// `vervang:A:B`: every A becomes B, which may be empty.
    Vervang(Box<str>, Box<str>),
    /// `links:4`: the first characters.
    Links(usize),
    /// `rechts:4`: the last characters.
    Rechts(usize),
}

/// All, as a mapping writes them; for the message about one that is not known.
pub(crate) const NAMEN: &[&str] = &[
    "trim",
    "alleen_cijfers",
    "voorloopnullen:N",
    "hoofdletters",
    "kleine_letters",
    "enkele_spaties",
    "voor:TEKST",
    "na:TEKST",
    "vervang:A:B",
    "links:N",
    "rechts:N",
];

/// So many zeros may have been lost; a text that misses more was never such a number.
const NULLEN_MAX: usize = 2;

impl Bewerking {
    /// Reads an operation; `None` when it is none.
    pub(crate) fn lees(text: &str) -> Option<Self> {
        let (naam, rest) = match text.split_once(':') {
            Some((naam, rest)) => (naam, Some(rest)),
            None => (text, None),
        };
        let aantal = || rest?.parse().ok().filter(|aantal| (1..=100).contains(aantal));
        let tekst = || rest.filter(|rest| !rest.is_empty()).map(Box::from);
        match (naam, rest) {
            ("trim", None) => Some(Self::Trim),
            ("alleen_cijfers", None) => Some(Self::AlleenCijfers),
            ("hoofdletters", None) => Some(Self::Hoofdletters),
            ("kleine_letters", None) => Some(Self::KleineLetters),
            ("enkele_spaties", None) => Some(Self::EnkeleSpaties),
            ("voorloopnullen", _) => aantal().map(Self::Voorloopnullen),
            ("links", _) => aantal().map(Self::Links),
            ("rechts", _) => aantal().map(Self::Rechts),
            ("voor", _) => tekst().map(Self::Voor),
            ("na", _) => tekst().map(Self::Na),
            ("vervang", _) => {
                let (oud, nieuw) = rest?.split_once(':')?;
                (!oud.is_empty()).then(|| Self::Vervang(oud.into(), nieuw.into()))
            }
            _ => None,
        }
    }

    /// Does it. Allocates only when the text becomes one that is no part of it.
    fn doe<'t>(&self, text: Cow<'t, str>, sporen: &mut Vec<Meldingsoort>) -> Cow<'t, str> {
        match self {
            Self::Trim => text,
            Self::AlleenCijfers if text.bytes().all(|byte| byte.is_ascii_digit()) => text,
            Self::AlleenCijfers => Cow::Owned(text.chars().filter(char::is_ascii_digit).collect()),
            Self::Voorloopnullen(lengte) => {
                let tekort = lengte.saturating_sub(text.len());
                let is_cijfers = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                if tekort == 0 || tekort > NULLEN_MAX || !is_cijfers {
                    return text;
                }
                sporen.push(Meldingsoort::Voorloopnullen);
                Cow::Owned(format!("{}{text}", "0".repeat(tekort)))
            }
            Self::Hoofdletters => Cow::Owned(text.to_uppercase()),
            Self::KleineLetters => Cow::Owned(text.to_lowercase()),
            Self::EnkeleSpaties => {
                Cow::Owned(text.split_whitespace().collect::<Vec<&str>>().join(" "))
            }
            Self::Voor(teken) => deel(text, |text| text.split_once(&**teken).map(|(voor, _)| voor)),
            Self::Na(teken) => deel(text, |text| text.split_once(&**teken).map(|(_, na)| na)),
            Self::Vervang(van, _) if !text.contains(&**van) => text,
            Self::Vervang(van, naar) => Cow::Owned(text.replace(&**van, naar)),
            Self::Links(aantal) => deel(text, |text| {
                let (plek, _) = text.char_indices().nth(*aantal)?;
                text.get(..plek)
            }),
            Self::Rechts(aantal) => deel(text, |text| {
                let (plek, _) = text.char_indices().nth_back(aantal.checked_sub(1)?)?;
                text.get(plek..)
            }),
        }
    }
}

/// A part of the text without blanks around it; the text itself when there is no such part.
fn deel(text: Cow<'_, str>, neem: impl Fn(&str) -> Option<&str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(neem(text).unwrap_or(text).trim()),
        Cow::Owned(text) => match neem(&text) {
            Some(deel) => Cow::Owned(deel.trim().to_owned()),
            None => Cow::Owned(text),
        },
    }
}

/// Does all of them in order, then takes the blanks around the text away.
pub(crate) fn doe<'t>(
    text: &'t str,
    bewerkingen: &[Bewerking],
    sporen: &mut Vec<Meldingsoort>,
) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(text);
    for bewerking in bewerkingen {
        text = bewerking.doe(text, sporen);
    }
    deel(text, |text| Some(text.trim()).filter(|kort| kort.len() < text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(namen: &[&str], text: &str) -> (String, usize) {
        let alle: Vec<Bewerking> = namen.iter().map(|een| Bewerking::lees(een).unwrap()).collect();
        let mut sporen = Vec::new();
        let na = doe(text, &alle, &mut sporen).into_owned();
        assert!(sporen.iter().all(|soort| *soort == Meldingsoort::Voorloopnullen));
        (na, sporen.len())
    }

    #[test]
    fn each_operation_does_what_its_name_says() {
        for (naam, text, verwacht) in [
            ("trim", "ab", "ab"),
            ("alleen_cijfers", "9999.00.006", "999900006"),
            ("alleen_cijfers", "geen", ""),
            ("hoofdletters", "wmo é", "WMO É"),
            ("kleine_letters", "WMO", "wmo"),
            ("enkele_spaties", "Stuks  (output)", "Stuks (output)"),
            ("voor:-", "12 - wmo - x", "12"),
            ("voor:-", "12", "12"),
            ("na:-", "12 - wmo - x", "wmo - x"),
            ("na::", "a:b", "b"),
            ("vervang:%:", "12,5 %", "12,5"),
            ("vervang:a:bb", "aa", "bbbb"),
            ("links:2", "éab", "éa"),
            ("links:9", "ab", "ab"),
            ("rechts:2", "abé", "bé"),
            ("rechts:9", "ab", "ab"),
        ] {
            assert_eq!(check(&[naam], text), (verwacht.to_owned(), 0), "{naam} {text}");
        }
        assert_eq!(check(&["na:-", "hoofdletters", "links:3"], "1 - wmo1").0, "WMO");
    }

    #[test]
    fn zeros_come_back_only_in_front_of_a_number_that_misses_a_few() {
        for (text, verwacht, meldingen) in [
            ("12345672", "012345672", 1),
            ("1234567", "001234567", 1),
            ("123456", "123456", 0),
            ("123456789", "123456789", 0),
            ("1234567890", "1234567890", 0),
            ("1234567a", "1234567a", 0),
            ("", "", 0),
        ] {
            assert_eq!(check(&["voorloopnullen:9"], text), (verwacht.to_owned(), meldingen));
        }
    }

    #[test]
    fn an_operation_that_is_none_is_refused() {
        for naam in [
            "",
            "trimm",
            "trim:1",
            "voorloopnullen",
            "voorloopnullen:0",
            "links:x",
            "voor:",
            "vervang:a",
            "vervang::b",
            "rechts:-1",
            "elfproef",
        ] {
            assert_eq!(Bewerking::lees(naam), None, "{naam}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,20}", aantal in 1_usize..9) {
            let links = format!("links:{aantal}");
            let rechts = format!("rechts:{aantal}");
            check(&["voor:a", "na:b", &links, &rechts, "enkele_spaties", "vervang:é:e"], &text);
        }
    }
}
