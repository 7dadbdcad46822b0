//! Periods in ranges, compared by days and years: as text `2015HJ01` comes before `2015JJ00`, and a day before both.

use chrono::NaiveDate;
use domain::statline::{Dimensie, Periodecode};

use super::{Periodekeuze, onbekende_code, plek_van};
use crate::metadata::kort;

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Grens {
    Jaar(i32),
    Code { periode: Periodecode, jaar: i32, dagen: Option<(NaiveDate, NaiveDate)> },
}

/// Positions of the periods in any of the ranges, in any order; problems are added in words.
pub(super) fn kies_periodes(
    wensen: &[&Periodekeuze],
    dimensie: &Dimensie,
    problems: &mut Vec<String>,
) -> Vec<u32> {
    let mut wanted = Vec::new();
    for wens in wensen {
        let mut grens = |text: &Option<String>| {
            text.as_deref().and_then(|text| {
                let grens = lees_grens(text).filter(|grens| is_bekend(grens, dimensie));
                if grens.is_none() {
                    problems.push(format!(
                        "`{}` is no year and no period code: {}",
                        kort(text),
                        onbekende_code(text, dimensie)
                    ));
                }
                grens
            })
        };
        let (van, tot) = (grens(&wens.van), grens(&wens.tot));
        let codes = (0_u32..).zip(&dimensie.codes);
        wanted.extend(codes.filter_map(|(plek, code)| {
            let periode: Periodecode = code.code.parse().ok()?;
            let is_in = van.as_ref().is_none_or(|van| is_vanaf(&periode, van))
                && tot.as_ref().is_none_or(|tot| is_tot(&periode, tot));
            is_in.then_some(plek)
        }));
    }
    wanted
}

fn lees_grens(text: &str) -> Option<Grens> {
    let text = text.trim();
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Grens::Jaar);
    }
    let periode: Periodecode =
        text.parse().ok().filter(|code: &Periodecode| code.as_str().len() == 8)?;
    Some(Grens::Code { jaar: periode.jaar()?, dagen: periode.dagen(), periode })
}

/// A pattern that is not known has no days, so it can only be compared when the table has it.
fn is_bekend(grens: &Grens, dimensie: &Dimensie) -> bool {
    match grens {
        Grens::Jaar(_) => true,
        Grens::Code { periode, .. } => {
            periode.is_herkend() || plek_van(dimensie, periode.as_str()).is_some()
        }
    }
}

/// Whether a period is not before `van`. A period without year cannot be compared, so it stays.
fn is_vanaf(periode: &Periodecode, van: &Grens) -> bool {
    let Some(jaar) = periode.jaar() else {
        return true;
    };
    match van {
        Grens::Jaar(grens) => jaar >= *grens,
        Grens::Code { periode: grens, jaar: grensjaar, dagen } => match (periode.dagen(), dagen) {
            (Some((begin, _)), Some((grens, _))) => begin >= *grens,
            _ if jaar == *grensjaar && is_gelijksoortig(periode, grens) => periode >= grens,
            _ => jaar >= *grensjaar,
        },
    }
}

/// Whether a period is not behind `tot`.
fn is_tot(periode: &Periodecode, tot: &Grens) -> bool {
    let Some(jaar) = periode.jaar() else {
        return true;
    };
    match tot {
        Grens::Jaar(grens) => jaar <= *grens,
        Grens::Code { periode: grens, jaar: grensjaar, dagen } => match (periode.dagen(), dagen) {
            (Some((_, eind)), Some((_, grens))) => eind <= *grens,
            _ if jaar == *grensjaar && is_gelijksoortig(periode, grens) => periode <= grens,
            _ => jaar <= *grensjaar,
        },
    }
}

/// Codes of one year without days, such as the reports of Iv3, are ordered by their number when they are of one kind.
fn is_gelijksoortig(one: &Periodecode, other: &Periodecode) -> bool {
    one.soort() == other.soort() && one.as_str().get(4..6) == other.as_str().get(4..6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_compares_days_and_years_and_never_text() {
        let all = "2014JJ00 2014HJ02 20141231 2014W152 2014X005 2015HJ01 2015JJ00 2015KW02 2015MM07 \
                   20150101 2015W101 2015X000 2015X001 2015SJ00 2016JJ00 2016X000 ALLES";
        for (van, tot, expect) in [
            (
                Some("2015"),
                Some("2015"),
                "2015HJ01 2015JJ00 2015KW02 2015MM07 20150101 2015W101 2015X000 \
                                          2015X001 2015SJ00 ALLES",
            ),
            (Some("2016"), None, "2016JJ00 2016X000 ALLES"),
            (None, Some("2014"), "2014JJ00 2014HJ02 20141231 2014W152 2014X005 ALLES"),
            (Some("2015KW02"), Some("2015"), "2015MM07 2015KW02 2015X000 2015X001 2015SJ00 ALLES"),
            (
                Some("2015"),
                Some("2015HJ01"),
                "2015HJ01 2015KW02 20150101 2015W101 2015X000 2015X001 \
                                              2015SJ00 ALLES",
            ),
            (
                Some("2015X001"),
                Some("2015"),
                "2015HJ01 2015JJ00 2015KW02 2015MM07 20150101 2015W101 \
                                              2015X001 2015SJ00 ALLES",
            ),
            (None, Some("2014X004"), "2014JJ00 2014HJ02 20141231 2014W152 ALLES"),
        ] {
            let (from, to) =
                (van.map(|van| lees_grens(van).unwrap()), tot.map(|tot| lees_grens(tot).unwrap()));
            let kept = all.split_whitespace().filter(|code| {
                let periode: Periodecode = code.parse().unwrap();
                from.as_ref().is_none_or(|from| is_vanaf(&periode, from))
                    && to.as_ref().is_none_or(|to| is_tot(&periode, to))
            });
            let mut kept: Vec<&str> = kept.collect();
            let mut expect: Vec<&str> = expect.split_whitespace().collect();
            kept.sort_unstable();
            expect.sort_unstable();
            assert_eq!(kept, expect, "{van:?} {tot:?}");
        }
    }

    #[test]
    fn an_end_is_a_year_or_a_code() {
        for text in ["2015", " 2015 ", "2015HJ02", "20150101", "2015X000"] {
            assert!(lees_grens(text).is_some(), "{text}");
        }
        for text in ["", "15", "2015HJ2", "jaar", "20x5JJ00", "2015-01-01"] {
            assert!(lees_grens(text).is_none(), "{text}");
        }
    }
}
