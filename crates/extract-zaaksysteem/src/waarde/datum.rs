//! Text to a day, by the notations that the mapping names. No other text is a day.

use chrono::{
    DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone,
};
use chrono_tz::Tz;

use super::datumvorm::{Datumvorm, Deel};
use crate::Meldingsoort;

/// The Dutch months; the first three letters will do, and `mrt`.
const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The months as Java writes them.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day that `text` tells in one of these notations, with what was done to read it; `None` when it tells none.
pub(crate) fn lees(
    text: &str,
    vormen: &[Datumvorm],
    tijdzone: Tz,
) -> Option<(NaiveDate, Option<Meldingsoort>)> {
    let mut gevonden = vormen.iter().filter_map(|vorm| match vorm {
        Datumvorm::Patroon(delen) => patroon(text, delen),
        Datumvorm::IsoTijd => iso_tijd(text, tijdzone).map(|dag| (dag, None)),
        Datumvorm::Java => java(text, tijdzone).map(|dag| (dag, None)),
        Datumvorm::Excel => excel(text).map(|dag| (dag, Some(Meldingsoort::DatumSerie))),
    });
    gevonden.next().filter(|(dag, _)| (1800..=9999).contains(&dag.year()))
}

/// At least `min` and at most `max` digits at the start, as a number, and what follows them.
fn cijfers(bytes: &[u8], min: usize, max: usize) -> Option<(u32, &[u8])> {
    let aantal = bytes.iter().take(max).take_while(|byte| byte.is_ascii_digit()).count();
    let (kop, rest) = bytes.split_at_checked(aantal).filter(|_| aantal >= min)?;
    let getal = kop
        .iter()
        .try_fold(0_u32, |som, byte| som.checked_mul(10)?.checked_add(u32::from(byte - b'0')));
    Some((getal?, rest))
}

fn patroon(text: &str, delen: &[Deel]) -> Option<(NaiveDate, Option<Meldingsoort>)> {
    let (mut dag, mut maand, mut jaar, mut melding) = (0, 0, 0, None);
    let mut rest = text.as_bytes();
    for deel in delen {
        rest = match *deel {
            Deel::Dag | Deel::Dag2 => {
                let (getal, na) = cijfers(rest, if *deel == Deel::Dag { 1 } else { 2 }, 2)?;
                dag = getal;
                na
            }
            Deel::Maand | Deel::Maand2 => {
                let (getal, na) = cijfers(rest, if *deel == Deel::Maand { 1 } else { 2 }, 2)?;
                maand = getal;
                na
            }
            Deel::Maandnaam => {
                let (getal, na) = maandnaam(rest)?;
                maand = getal;
                na
            }
            Deel::Jaar2 => {
                let (getal, na) = cijfers(rest, 2, 2)?;
                jaar = 2000 + getal;
                melding = Some(Meldingsoort::JaarTweeCijfers);
                na
            }
            Deel::Jaar4 => {
                let (getal, na) = cijfers(rest, 4, 4)?;
                jaar = getal;
                na
            }
            Deel::Teken(teken) => rest.strip_prefix(&[teken])?,
        };
    }
    // A time without an offset does not move the day.
    if !rest.is_empty() {
        tijd(core::str::from_utf8(rest).ok()?.strip_prefix([' ', 'T'])?)?;
    }
    Some((NaiveDate::from_ymd_opt(i32::try_from(jaar).ok()?, maand, dag)?, melding))
}

/// The Dutch name of a month at the start, its number and what follows.
fn maandnaam(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let aantal = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (naam, rest) = bytes.split_at_checked(aantal)?;
    let past = |maand: &str| {
        let kort = maand.as_bytes().get(..3).unwrap_or_default();
        naam.eq_ignore_ascii_case(maand.as_bytes()) || naam.eq_ignore_ascii_case(kort)
    };
    let plek = if naam.eq_ignore_ascii_case(b"mrt") {
        2
    } else {
        MAANDEN.iter().position(|maand| past(maand))?
    };
    let is_kort = naam.len() == 3;
    let rest = rest.strip_prefix(b".").filter(|_| is_kort).unwrap_or(rest);
    Some((u32::try_from(plek).ok()? + 1, rest))
}

/// `uu:mm`, `uu:mm:ss` or `uu:mm:ss.fff`.
fn tijd(text: &str) -> Option<NaiveTime> {
    let (uur, rest) = cijfers(text.as_bytes(), 1, 2)?;
    let (minuut, rest) = cijfers(rest.strip_prefix(b":")?, 2, 2)?;
    if rest.is_empty() {
        return NaiveTime::from_hms_opt(uur, minuut, 0);
    }
    let (seconde, rest) = cijfers(rest.strip_prefix(b":")?, 2, 2)?;
    if !rest.is_empty() {
        let (_, rest) = cijfers(rest.strip_prefix(b".").or(rest.strip_prefix(b","))?, 1, 9)?;
        rest.is_empty().then_some(())?;
    }
    NaiveTime::from_hms_opt(uur, minuut, seconde)
}

/// An ISO date with a time; an offset or `Z` moves it to the time zone before its day is taken.
fn iso_tijd(text: &str, tijdzone: Tz) -> Option<NaiveDate> {
    let (dag, rest) = text.split_at_checked(10)?;
    let dag = domain::parse_datum(dag).ok()?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    if let Some(utc) = rest.strip_suffix(['Z', 'z']) {
        return verplaats(dag.and_time(tijd(utc)?), 0, tijdzone);
    }
    let Some(plek) = rest.rfind(['+', '-']) else {
        return tijd(rest).map(|_| dag);
    };
    let (klok, offset) = rest.split_at_checked(plek)?;
    let (uren, na) = cijfers(offset.as_bytes().get(1..)?, 2, 2)?;
    let minuten = if na.is_empty() {
        0
    } else {
        let (minuten, na) = cijfers(na.strip_prefix(b":").unwrap_or(na), 2, 2)?;
        (na.is_empty() && minuten < 60).then_some(minuten)?
    };
    let seconden = i32::try_from(uren * 3600 + minuten * 60).ok()?;
    let seconden = if offset.starts_with('-') { -seconden } else { seconden };
    verplaats(dag.and_time(tijd(klok.trim_end())?), seconden, tijdzone)
}

/// The day in the time zone of a moment that was written `seconden` ahead of UTC.
fn verplaats(moment: NaiveDateTime, seconden: i32, tijdzone: Tz) -> Option<NaiveDate> {
    let offset = FixedOffset::east_opt(seconden)?;
    let vast: DateTime<FixedOffset> = offset.from_local_datetime(&moment).single()?;
    Some(vast.with_timezone(&tijdzone).date_naive())
}

/// `Tue Mar 05 00:00:00 CET 2024`: the name of the day must be right, the zone one that can be in a Dutch export.
fn java(text: &str, tijdzone: Tz) -> Option<NaiveDate> {
    let mut woorden = text.split(' ');
    let mut volgende = || woorden.next();
    let (weekdag, maand, dag) = (volgende()?, volgende()?, volgende()?);
    let (klok, zone, jaar) = (volgende()?, volgende()?, volgende()?);
    if woorden.next().is_some() || klok.len() != 8 {
        return None;
    }
    let maand = MONTHS.iter().position(|naam| *naam == maand)?;
    let maand = u32::try_from(maand).ok()? + 1;
    let (dag, na_dag) = cijfers(dag.as_bytes(), 2, 2)?;
    let (jaar, na_jaar) = cijfers(jaar.as_bytes(), 4, 4)?;
    let datum = NaiveDate::from_ymd_opt(i32::try_from(jaar).ok()?, maand, dag)?;
    let is_weekdag = weekdag.len() == 3 && datum.weekday().to_string() == weekdag;
    if !na_dag.is_empty() || !na_jaar.is_empty() || !is_weekdag {
        return None;
    }
    let uren = match zone {
        "CET" => 1,
        "CEST" => 2,
        "UTC" | "GMT" | "Z" => 0,
        _ => return None,
    };
    verplaats(datum.and_time(tijd(klok)?), uren * 3600, tijdzone)
}

/// The day with this serial number in a spreadsheet that counts from 1900; day 60, the 29 February 1900 that never was, is
/// none. A part of a day is its time.
fn excel(text: &str) -> Option<NaiveDate> {
    let (serie, rest) = cijfers(text.as_bytes(), 1, 7)?;
    if !rest.is_empty() {
        let deel = rest.strip_prefix(b".").or(rest.strip_prefix(b","))?;
        (!deel.is_empty() && deel.iter().all(u8::is_ascii_digit)).then_some(())?;
    }
    let (jaar, maand, dag) = match serie {
        1..=59 => (1899, 12, 31),
        61..=2_958_465 => (1899, 12, 30),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(jaar, maand, dag)?.checked_add_days(Days::new(serie.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(vormen: &[&str], text: &str) -> (String, Option<Meldingsoort>) {
        let vormen: Vec<Datumvorm> =
            vormen.iter().map(|een| Datumvorm::lees(een).unwrap()).collect();
        match lees(text, &vormen, chrono_tz::Europe::Amsterdam) {
            Some((dag, melding)) => (dag.to_string(), melding),
            None => (String::new(), None),
        }
    }

    const GEWOON: &[&str] = &["dd-mm-jjjj", "d-m-jjjj", "jjjj-mm-dd"];

    #[test]
    fn a_day_is_written_as_the_mapping_says() {
        for (vormen, text, verwacht) in [
            (GEWOON, "05-03-2024", "2024-03-05"),
            (GEWOON, "2-4-2024", "2024-04-02"),
            (GEWOON, "2024-03-05", "2024-03-05"),
            (GEWOON, "05-03-2024 14:05", "2024-03-05"),
            (GEWOON, "05-03-2024 23:59:59.9", "2024-03-05"),
            (GEWOON, "2024-03-05T00:00:00", "2024-03-05"),
            (GEWOON, "29-02-2024", "2024-02-29"),
            (GEWOON, "30-02-2023", ""),
            (GEWOON, "04/13/2026", ""),
            (GEWOON, "46113", ""),
            (GEWOON, "infinity", ""),
            (GEWOON, "today", ""),
            (GEWOON, "00-00-0000", ""),
            (GEWOON, "1 april 2026", ""),
            (GEWOON, "05-03-24", ""),
            (GEWOON, "05-03-2024 25:00", ""),
            (GEWOON, "05-03-2024 ", ""),
            (GEWOON, "05-03-20245", ""),
            (GEWOON, "2024-03-05T00:00:00Z", ""),
            (GEWOON, "05-03-1024", ""),
            (GEWOON, "٠٥-03-2024", ""),
            (&["jjjjmmdd"], "20240305", "2024-03-05"),
            (&["jjjjmmdd"], "20241305", ""),
            (&["d maand jjjj"], "5 maart 2024", "2024-03-05"),
            (&["d maand jjjj"], "5 Mrt. 2024", "2024-03-05"),
            (&["d maand jjjj"], "05 okt 2024", "2024-10-05"),
            (&["d maand jjjj"], "5 march 2024", ""),
            (&["dd/mm/jjjj"], "05/03/2024", "2024-03-05"),
        ] {
            assert_eq!(check(vormen, text), (verwacht.to_owned(), None), "{text}");
        }
    }

    #[test]
    fn an_offset_moves_the_moment_before_its_day_is_taken() {
        for (text, verwacht) in [
            ("2024-03-05T14:05:00.7", "2024-03-05"),
            ("2024-03-05T00:00:00+01:00", "2024-03-05"),
            ("2024-03-04T23:00:00Z", "2024-03-05"),
            ("2024-07-04T22:30:00Z", "2024-07-05"),
            ("2024-03-05 00:30:00+0200", "2024-03-04"),
            ("2024-03-04T20:00:00-05", "2024-03-05"),
            ("2024-03-04T20:00:00-05:99", ""),
            ("2024-03-05", ""),
            ("2024-02-30T00:00:00Z", ""),
        ] {
            assert_eq!(check(&["iso-tijd"], text).0, verwacht, "{text}");
        }
    }

    #[test]
    fn java_and_spreadsheets_are_read_when_they_are_named() {
        for (vorm, text, verwacht) in [
            ("java", "Tue Mar 05 00:00:00 CET 2024", "2024-03-05"),
            ("java", "Fri Jul 05 00:00:00 CEST 2024", "2024-07-05"),
            ("java", "Mon Mar 04 23:00:00 UTC 2024", "2024-03-05"),
            ("java", "Mon Mar 05 00:00:00 CET 2024", ""),
            ("java", "Tue Mar 05 00:00:00 PST 2024", ""),
            ("java", "Tue Mar 05 00:00:00 CET 2024 x", ""),
            ("excel", "45356", "2024-03-05"),
            ("excel", "45356,75", "2024-03-05"),
            ("excel", "1", "1900-01-01"),
            ("excel", "59", "1900-02-28"),
            ("excel", "60", ""),
            ("excel", "61", "1900-03-01"),
            ("excel", "0", ""),
            ("excel", "-5", ""),
            ("excel", "20240305", ""),
        ] {
            assert_eq!(check(&[vorm], text).0, verwacht, "{text}");
        }
        assert_eq!(check(&["excel"], "45356").1, Some(Meldingsoort::DatumSerie));
        for (vorm, text) in [("dd-mm-jj", "05-03-24"), ("dd-mm-'jj", "05-03-'24")] {
            let verwacht = ("2024-03-05".to_owned(), Some(Meldingsoort::JaarTweeCijfers));
            assert_eq!(check(&[vorm], text), verwacht);
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            check(&["dd-mm-jjjj", "iso-tijd", "java", "excel", "d maand jjjj", "jjjjmmdd"], &text);
        }

        #[test]
        fn reads_what_it_is_written_as(dagen in 0_u64..80_000) {
            let dag = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(dagen);
            for (vorm, notatie) in [("dd-mm-jjjj", "%d-%m-%Y"), ("jjjjmmdd", "%Y%m%d")] {
                let text = dag.format(notatie).to_string();
                proptest::prop_assert_eq!(check(&[vorm], &text).0, dag.to_string());
            }
        }
    }
}
