//! Dutch working days.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Easter Sunday of `jaar` in the Gregorian calendar.
///
/// # Source
/// The computus of Meeus, Jones and Butcher.
#[expect(clippy::many_single_char_names, reason = "the names of the published algorithm")]
pub fn pasen(jaar: i32) -> Option<NaiveDate> {
    let (a, b, c) = (jaar % 19, jaar / 100, jaar % 100);
    let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    let m = (a + 11 * d + 22 * e) / 451;
    let month = (d + e - 7 * m + 114) / 31;
    let day = (d + e - 7 * m + 114) % 31 + 1;
    NaiveDate::from_ymd_opt(jaar, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Whether `datum` is a public holiday: New Year, Good Friday, Easter Monday, King's Day, 5 May, Ascension,
/// Whit Monday and both Christmas days.
///
/// # Source
/// Algemene termijnenwet, article 3 (Good Friday counts by its second paragraph).
pub fn is_feestdag(datum: NaiveDate) -> bool {
    let fixed = matches!((datum.month(), datum.day()), (1, 1) | (5, 5) | (12, 25 | 26));
    let easter = pasen(datum.year()).is_some_and(|easter| {
        matches!(datum.signed_duration_since(easter).num_days(), -2 | 1 | 39 | 50)
    });
    fixed || easter || is_koningsdag(datum)
}

/// King's Day: 27 April, or the 26th when the 27th is a Sunday; Queen's Day (30 April, or the 29th) up to 2013.
fn is_koningsdag(datum: NaiveDate) -> bool {
    let (day, before) = if datum.year() >= 2014 { (27, 26) } else { (30, 29) };
    datum.month() == 4
        && ((datum.day() == day && datum.weekday() != Weekday::Sun)
            || (datum.day() == before && datum.weekday() == Weekday::Sat))
}

/// Whether `datum` is a working day: not Saturday, not Sunday, not a public holiday.
pub fn is_werkdag(datum: NaiveDate) -> bool {
    !matches!(datum.weekday(), Weekday::Sat | Weekday::Sun) && !is_feestdag(datum)
}

/// The `aantal`-th working day after `datum`.
///
/// # Source
/// The terms of OP271 and OP272 are in working days.
pub fn plus_werkdagen(datum: NaiveDate, aantal: u32) -> NaiveDate {
    let mut day = datum;
    let mut left = aantal;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else { return day };
        day = next;
        if is_werkdag(day) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_moves() {
        for day in ["2017-04-16", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"] {
            assert_eq!(pasen(date(day).year()), Some(date(day)));
        }
    }

    #[test]
    fn holidays_of_2025_and_2026() {
        for day in [
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-04-27",
            "2026-05-05",
            "2026-05-14",
            "2026-05-25",
            "2026-12-25",
            "2026-12-26",
            "2025-04-26",
        ] {
            assert!(is_feestdag(date(day)), "{day}");
        }
        for day in ["2025-04-27", "2026-04-07", "2026-04-30", "2026-12-24"] {
            assert!(!is_feestdag(date(day)), "{day}");
        }
    }

    #[test]
    fn working_days_skip_weekends_and_holidays() {
        assert_eq!(plus_werkdagen(date("2026-11-20"), 5), date("2026-11-27"));
        assert_eq!(plus_werkdagen(date("2026-04-02"), 1), date("2026-04-07"));
        assert_eq!(plus_werkdagen(date("2026-11-20"), 0), date("2026-11-20"));
    }
}
