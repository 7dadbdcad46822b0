//! Addresses with a selection in them, and what selections are made of.

use core::fmt::Write as _;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

/// An option of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keuze {
    pub(crate) waarde: String,
    pub(crate) naam: String,
    pub(crate) is_gekozen: bool,
}

/// Options from values that are their own names, with one for everything in front.
pub(crate) fn keuzes(alles: &str, waarden: &[String], gekozen: &str) -> Vec<Keuze> {
    let keuze = |waarde: &str, naam: &str| Keuze {
        waarde: waarde.to_owned(),
        naam: naam.to_owned(),
        is_gekozen: waarde == gekozen,
    };
    core::iter::once(keuze("", alles))
        .chain(waarden.iter().map(|waarde| keuze(waarde, waarde)))
        .collect()
}

/// Nothing when a field was left open.
pub(crate) fn gevuld(veld: &str) -> Option<&str> {
    Some(veld.trim()).filter(|tekst| !tekst.is_empty())
}

/// `?a=1&b=2` of what is filled in; empty when nothing is.
pub(crate) fn vraag(paren: &[(&str, &str)]) -> String {
    let mut tekst = String::new();
    for (naam, waarde) in paren.iter().filter(|(_, waarde)| gevuld(waarde).is_some()) {
        tekst.push(if tekst.is_empty() { '?' } else { '&' });
        tekst.push_str(naam);
        tekst.push('=');
        tekst.push_str(&gecodeerd(waarde));
    }
    tekst
}

/// A text as a part of an address.
pub(crate) fn gecodeerd(waarde: &str) -> String {
    let mut tekst = String::new();
    for byte in waarde.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            tekst.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(tekst, "%{byte:02X}");
        }
    }
    tekst
}

/// The day that a date field holds; nothing when it was left open or cannot be read.
pub(crate) fn dag(veld: &str) -> Option<NaiveDate> {
    gevuld(veld)?.parse().ok().filter(|dag| is_mogelijk(*dag))
}

/// Whether anything can be of that day. Far years can be written down, but Postgres does not know all of them.
pub(crate) fn is_mogelijk(dag: NaiveDate) -> bool {
    (1900..=9999).contains(&dag.year())
}

/// The first day of the month that a month field holds: `2025-03`.
pub(crate) fn maand(veld: &str) -> Option<NaiveDate> {
    dag(&format!("{}-01", gevuld(veld)?))
}

/// When a day begins here. A day that begins twice, or not at midnight, begins as early as it can.
pub(crate) fn begin_van(dag: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let middernacht = dag.and_time(NaiveTime::MIN);
    let hier = middernacht.and_local_timezone(zone).earliest();
    hier.map_or_else(|| middernacht.and_utc(), |moment| moment.with_timezone(&Utc))
}

/// When the day after `dag` begins here.
pub(crate) fn einde_van(dag: NaiveDate, zone: Tz) -> DateTime<Utc> {
    begin_van(dag.checked_add_days(Days::new(1)).unwrap_or(dag), zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_stands_in_the_address_and_cannot_break_it() {
        assert_eq!(vraag(&[("a", ""), ("b", " ")]), "");
        assert_eq!(
            vraag(&[("a", "x&y=\"é\""), ("b", ""), ("c", "1")]),
            "?a=x%26y%3D%22%C3%A9%22&c=1"
        );
    }

    #[test]
    fn a_day_runs_from_midnight_here_to_the_next() {
        let zone = Tz::Europe__Amsterdam;
        for (dag, begin, einde) in [
            ("2026-07-01", "2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z"),
            ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        ] {
            let dag: NaiveDate = dag.parse().unwrap();
            assert_eq!(begin_van(dag, zone), begin.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(einde_van(dag, zone), einde.parse::<DateTime<Utc>>().unwrap());
        }
    }

    #[test]
    fn what_cannot_be_read_selects_nothing_away() {
        assert_eq!(
            (dag("31-12-2025"), dag(""), maand("2025-13"), maand("x")),
            (None, None, None, None)
        );
        for far in ["-262143-01-01", "+262142-12-31", "10000-01-01", "1899-12-31"] {
            assert_eq!(dag(far), None, "{far}");
        }
        assert_eq!(maand("-9999-01"), None);
        assert_eq!(maand("2025-03"), NaiveDate::from_ymd_opt(2025, 3, 1));
    }
}
