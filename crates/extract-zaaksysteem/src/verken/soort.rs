//! What values of a column look like. A guess for a person to judge: nothing is read by it.

use core::fmt;

use chrono::{Datelike, NaiveDate};
use domain::Bsn;

use crate::waarde;

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kolomsoort {
    /// There is none.
    Leeg,
    /// Days, in this notation of a mapping.
    Datum(&'static str),
    /// Ja and Nee, in some spelling.
    JaNee,
    /// Numbers of persons: all pass the eleven test.
    Bsn,
    /// AGB codes.
    Agb,
    /// Postcodes.
    Postcode,
    /// Whole numbers.
    Geheel,
    /// Numbers with decimals behind this character.
    Bedrag(char),
    /// Anything else.
    Tekst,
}

impl fmt::Display for Kolomsoort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leeg => f.write_str("leeg"),
            Self::Datum(notatie) => write!(f, "datum {notatie}"),
            Self::JaNee => f.write_str("ja/nee"),
            Self::Bsn => f.write_str("bsn"),
            Self::Agb => f.write_str("agb"),
            Self::Postcode => f.write_str("postcode"),
            Self::Geheel => f.write_str("geheel"),
            Self::Bedrag(decimaal) => write!(f, "bedrag met {decimaal}"),
            Self::Tekst => f.write_str("tekst"),
        }
    }
}

/// Notations of days, as a mapping writes them, with the format of their day.
const DATUMS: [(&str, &str); 6] = [
    ("d-m-jjjj", "%d-%m-%Y"),
    ("jjjj-mm-dd", "%Y-%m-%d"),
    ("d/m/jjjj", "%d/%m/%Y"),
    ("d.m.jjjj", "%d.%m.%Y"),
    ("jjjjmmdd", "%Y%m%d"),
    ("d-m-jj", "%d-%m-%y"),
];
const ISO_TIJD: &str = "iso-tijd";
const JAVA: &str = "java";

/// What a column can be, the most particular first: the first that nearly all values look like, is it.
pub(crate) const SOORTEN: [Kolomsoort; 15] = [
    Kolomsoort::Datum("d-m-jjjj"),
    Kolomsoort::Datum("jjjj-mm-dd"),
    Kolomsoort::Datum("d/m/jjjj"),
    Kolomsoort::Datum("d.m.jjjj"),
    Kolomsoort::Datum("jjjjmmdd"),
    Kolomsoort::Datum("d-m-jj"),
    Kolomsoort::Datum(ISO_TIJD),
    Kolomsoort::Datum(JAVA),
    Kolomsoort::JaNee,
    Kolomsoort::Bsn,
    Kolomsoort::Agb,
    Kolomsoort::Postcode,
    Kolomsoort::Geheel,
    Kolomsoort::Bedrag(','),
    Kolomsoort::Bedrag('.'),
];

const JA_NEE: [&str; 12] =
    ["ja", "nee", "j", "n", "true", "false", "waar", "onwaar", "yes", "no", "0", "1"];

/// Counts for each kind how many values look like it.
#[derive(Default)]
pub(super) struct Proef([u64; SOORTEN.len()]);

impl Proef {
    pub(super) fn neem(&mut self, cel: &str) {
        let datum = is_datum(cel);
        for (soort, aantal) in SOORTEN.iter().zip(&mut self.0) {
            *aantal += u64::from(match *soort {
                Kolomsoort::Datum(notatie) => datum == Some(notatie),
                Kolomsoort::JaNee => JA_NEE.iter().any(|woord| woord.eq_ignore_ascii_case(cel)),
                Kolomsoort::Bsn => is_bsn(cel),
                Kolomsoort::Agb => cel.len() == 8 && is_cijfers(cel),
                Kolomsoort::Postcode => is_postcode(cel),
                Kolomsoort::Geheel => is_geheel(cel),
                Kolomsoort::Bedrag(decimaal) => is_bedrag(cel, decimaal),
                Kolomsoort::Leeg | Kolomsoort::Tekst => false,
            });
        }
    }

    /// What the column is, and how many of its values look like that.
    pub(super) fn kies(&self, naam: &str, gevuld: u64, verschillend: usize) -> (Kolomsoort, u64) {
        if gevuld == 0 {
            return (Kolomsoort::Leeg, 0);
        }
        let is_agb = naam.to_lowercase().contains("agb");
        let past = |soort: Kolomsoort, aantal: u64| match soort {
            // A person that is not seen as one is worse than a number that is.
            Kolomsoort::Bsn => aantal == gevuld && !is_agb,
            Kolomsoort::JaNee => aantal == gevuld && verschillend >= 2,
            Kolomsoort::Agb | Kolomsoort::Geheel => aantal == gevuld,
            // One in ten may be wrong: that is for the mapping to see.
            _ => aantal.saturating_mul(10) >= gevuld.saturating_mul(9),
        };
        let mut proeven = SOORTEN.iter().copied().zip(self.0);
        proeven
            .find(|(soort, aantal)| *aantal > 0 && past(*soort, *aantal))
            .unwrap_or((Kolomsoort::Tekst, gevuld))
    }
}

fn is_cijfers(cel: &str) -> bool {
    !cel.is_empty() && cel.bytes().all(|byte| byte.is_ascii_digit())
}

/// A BSN, also one that lost its leading zero.
fn is_bsn(cel: &str) -> bool {
    matches!(cel.len(), 8 | 9)
        && is_cijfers(cel)
        && cel.parse().ok().and_then(Bsn::van_nummer).is_some()
}

fn is_postcode(cel: &str) -> bool {
    let Some((cijfers, letters)) = cel.split_at_checked(4) else {
        return false;
    };
    let letters = letters.strip_prefix(' ').unwrap_or(letters);
    is_cijfers(cijfers)
        && letters.len() == 2
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// A whole number; what has leading zeros is a code.
pub(super) fn is_geheel(cel: &str) -> bool {
    let cijfers = cel.strip_prefix('-').unwrap_or(cel);
    is_cijfers(cijfers) && cijfers.len() <= 18 && (cijfers.len() == 1 || !cijfers.starts_with('0'))
}

/// A number with or without decimals, groups of thousands and a euro sign.
fn is_bedrag(cel: &str, decimaal: char) -> bool {
    let cel = cel.strip_prefix('€').unwrap_or(cel).trim_start();
    let cel = cel.strip_prefix('-').unwrap_or(cel);
    let duizend = if decimaal == ',' { '.' } else { ',' };
    let (geheel, rest) = match cel.split_once(decimaal) {
        Some((geheel, rest)) => (geheel, Some(rest)),
        None => (cel, None),
    };
    let mut groepen = geheel.split(duizend);
    // What has leading zeros is a code.
    let is_eerste = groepen.next().is_some_and(|eerste| {
        is_cijfers(eerste) && (eerste.len() == 1 || !eerste.starts_with('0'))
    });
    let is_groep = |groep: &str| groep.len() == 3 && is_cijfers(groep);
    is_eerste && groepen.all(is_groep) && rest.is_none_or(is_cijfers)
}

/// The notation in which a mapping reads this as a day.
pub(super) fn is_datum(cel: &str) -> Option<&'static str> {
    // What looks like a day and would not be read as one is none.
    raad_datum(cel).filter(|notatie| waarde::is_dag(cel, notatie))
}

fn raad_datum(cel: &str) -> Option<&'static str> {
    if !(6..=35).contains(&cel.len()) {
        return None;
    }
    if cel.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return is_java(cel).then_some(JAVA);
    }
    let (dag, tijd) = match cel.split_once(['T', ' ']) {
        Some((dag, tijd)) => (dag, Some(tijd)),
        None => (cel, None),
    };
    let is_tijd = |tijd: &str| {
        tijd.starts_with(|c: char| c.is_ascii_digit())
            && tijd.contains(':')
            && tijd.chars().all(|c| c.is_ascii_digit() || ":.,+-Z ".contains(c))
    };
    if !tijd.is_none_or(is_tijd) {
        return None;
    }
    let (notatie, _) = DATUMS.iter().find(|(notatie, vorm)| {
        let is_kort = notatie.len() == "d-m-jj".len();
        let datum = NaiveDate::parse_from_str(dag, vorm);
        let is_jaar = |jaar: i32| is_kort || (1800..=9999).contains(&jaar);
        datum.is_ok_and(|datum| is_jaar(datum.year()))
    })?;
    Some(if *notatie == "jjjj-mm-dd" && tijd.is_some() { ISO_TIJD } else { notatie })
}

/// `Tue Mar 05 00:00:00 CET 2024`.
fn is_java(cel: &str) -> bool {
    let delen: Vec<&str> = cel.split_ascii_whitespace().collect();
    let [_, maand, dag, tijd, _, jaar] = delen.as_slice() else {
        return false;
    };
    tijd.contains(':')
        && NaiveDate::parse_from_str(&format!("{dag} {maand} {jaar}"), "%d %b %Y").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cellen: &[&str], verwacht: &str, passend: u64) {
        let mut proef = Proef::default();
        for cel in cellen {
            proef.neem(cel);
        }
        let gevuld = u64::try_from(cellen.len()).unwrap();
        let (soort, aantal) = proef.kies("Kolom", gevuld, cellen.len());
        assert_eq!((soort.to_string().as_str(), aantal), (verwacht, passend), "{cellen:?}");
    }

    #[test]
    fn values_tell_what_a_column_is() {
        check(&[], "leeg", 0);
        check(&["05-03-2024", "5-3-2024", "05-03-2024 14:05"], "datum d-m-jjjj", 3);
        check(&["2024-03-05"], "datum jjjj-mm-dd", 1);
        check(&["2024-03-05T14:05:00.7", "2024-03-05T00:00:00+01:00"], "datum iso-tijd", 2);
        check(&["20240305", "19991231"], "datum jjjjmmdd", 2);
        check(&["05-03-24"], "datum d-m-jj", 1);
        check(&["Tue Mar 05 00:00:00 CET 2024"], "datum java", 1);
        check(&["30-02-2024"], "tekst", 1);
        check(&["Ja", "Nee", "J"], "ja/nee", 3);
        check(&["0", "1"], "ja/nee", 2);
        check(&["1"], "geheel", 1);
        check(&["999900006", "999990019"], "bsn", 2);
        check(&["999900006", "999900007"], "geheel", 2);
        check(&["12345672"], "bsn", 1);
        check(&["73735001", "01000001"], "agb", 2);
        check(&["1234 AB", "1234ab"], "postcode", 2);
        check(&["0363"], "tekst", 1);
        check(&["12", "-3"], "geheel", 2);
        check(&["1.234,50", "€ 75,00", "12", "-3,5"], "bedrag met ,", 4);
        check(&["1234.50", "1,234.50"], "bedrag met .", 2);
        check(&["12,5 %"], "tekst", 1);
        check(&["é", "€", "", "1234é"], "tekst", 4);
        let mut meest = ["05-03-2024"; 10];
        meest[3] = "onbekend";
        check(&meest, "datum d-m-jjjj", 9);
        meest[4] = "later";
        check(&meest, "tekst", 10);
    }

    #[test]
    fn the_name_tells_a_provider_from_a_person() {
        let mut proef = Proef::default();
        proef.neem("12345672");
        assert_eq!(proef.kies("Agb-code", 1, 1).0, Kolomsoort::Agb);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_something(cel in "\\PC{0,40}") {
            let mut proef = Proef::default();
            proef.neem(&cel);
            let (_, aantal) = proef.kies("x", 1, 1);
            proptest::prop_assert_eq!(aantal, 1);
        }
    }
}
