//! Names of files as they may be shown: senders put numbers of persons in them.

use chrono::NaiveDate;

use crate::Bsn;
use crate::notitie::is_onzichtbaar;

/// Groups of digits as people write a BSN: 9999.00.006 and 999 900 006.
const GROEPEN: [[usize; 3]; 2] = [[4, 2, 3], [3, 3, 3]];

/// The name with stars for every run of eight or nine digits that can be a BSN, also one that is written in groups, and
/// for what changes how the rest is shown. The ledger keeps the name.
pub fn verberg_bsn(naam: &str) -> String {
    let mut getoond = String::with_capacity(naam.len());
    let mut rest = naam;
    while let Some(begin) = rest.find(|c: char| c.is_ascii_digit()) {
        let (ervoor, vanaf) = rest.split_at(begin);
        let eind = vanaf.find(|c: char| !c.is_ascii_digit()).unwrap_or(vanaf.len());
        if let Some((groepen, erna)) = in_groepen(vanaf) {
            getoond.push_str(ervoor);
            getoond.extend(groepen.chars().map(|c| if c.is_ascii_digit() { '*' } else { c }));
            rest = erna;
            continue;
        }
        let (cijfers, erna) = vanaf.split_at(eind);
        getoond.push_str(ervoor);
        if is_persoon(cijfers) {
            getoond.push_str(&"*".repeat(cijfers.len()));
        } else {
            getoond.push_str(cijfers);
        }
        rest = erna;
    }
    getoond.push_str(rest);
    getoond.chars().map(|c| if is_onzichtbaar(c) { '*' } else { c }).collect()
}

/// The BSN in groups that `tekst` begins with, and what comes after it.
fn in_groepen(tekst: &str) -> Option<(&str, &str)> {
    let past = |groepen: [usize; 3]| {
        let scheiding = tekst.chars().nth(*groepen.first()?)?;
        if !matches!(scheiding, '.' | '-' | '_' | ' ') {
            return None;
        }
        let (groep, erna) = tekst.split_at_checked(groepen.iter().sum::<usize>() + 2)?;
        let delen: Vec<&str> = groep.split(scheiding).collect();
        let is_zo = delen.iter().map(|deel| deel.len()).eq(groepen)
            && delen.iter().all(|deel| deel.bytes().all(|byte| byte.is_ascii_digit()))
            && !erna.starts_with(|c: char| c.is_ascii_digit());
        (is_zo && is_persoon(&delen.concat())).then_some((groep, erna))
    };
    GROEPEN.into_iter().find_map(past)
}

/// Whether these digits can be a BSN, also one that lost its leading zero; a day of this age is none.
fn is_persoon(cijfers: &str) -> bool {
    let is_dag = cijfers.len() == 8
        && matches!(cijfers.get(..2), Some("19" | "20"))
        && NaiveDate::parse_from_str(cijfers, "%Y%m%d").is_ok();
    matches!(cijfers.len(), 8 | 9)
        && !is_dag
        && cijfers.parse().ok().and_then(Bsn::van_nummer).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_could_be_a_bsn_are_masked_and_nothing_else() {
        for (naam, expect) in [
            ("berichten/999900006.xml", "berichten/*********.xml"),
            ("999900006", "*********"),
            ("a-999900006_999900018.xml", "a-*********_*********.xml"),
            // Eight digits: a leading zero was lost.
            ("10000008.xml", "********.xml"),
            ("zaken_20260301.csv", "zaken_20260301.csv"),
            ("999900007.xml", "999900007.xml"),
            ("1999900006.xml", "1999900006.xml"),
            ("\u{e9}123.xml", "\u{e9}123.xml"),
            ("levering 9999.00.006.xml", "levering ****.**.***.xml"),
            ("999 900 006", "*** *** ***"),
            ("a_999-900-006_b.xml", "a_***-***-***_b.xml"),
            ("999.900.007.xml", "999.900.007.xml"),
            ("999-900.006.xml", "999-900.006.xml"),
            ("999.900.006\u{e9}", "***.***.***\u{e9}"),
            ("9999.00.0061.xml", "9999.00.0061.xml"),
            ("bidi\u{202e}lmx.exe", "bidi*lmx.exe"),
            ("n\nl.xml", "n*l.xml"),
            ("", ""),
        ] {
            assert_eq!(verberg_bsn(naam), expect, "{naam}");
        }
    }

    #[test]
    fn every_day_of_this_age_stays_readable() {
        let mut dag = NaiveDate::from_ymd_opt(1999, 1, 1).unwrap();
        while dag < NaiveDate::from_ymd_opt(2031, 1, 1).unwrap() {
            let naam = dag.format("x_%Y%m%d.csv").to_string();
            assert_eq!(verberg_bsn(&naam), naam);
            dag = dag.succ_opt().unwrap();
        }
    }
}
