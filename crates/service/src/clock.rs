//! The only place that reads the clock; everything else gets the time as an argument.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// The moment, in UTC.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The day it is in `timezone`.
pub fn today(timezone: Tz) -> NaiveDate {
    now().with_timezone(&timezone).date_naive()
}

/// The next `count` moments of `schedule` after `from`.
///
/// An hour that the clock skips in spring gives the first moment after the gap; an hour that comes twice in autumn
/// gives its first moment only.
pub fn upcoming(
    schedule: &cron::Schedule,
    timezone: Tz,
    from: DateTime<Utc>,
    count: usize,
) -> Vec<DateTime<Tz>> {
    let mut moments: Vec<DateTime<Tz>> = Vec::new();
    for moment in schedule.after(&from.with_timezone(&timezone)) {
        if moments.len() == count {
            break;
        }
        // The second 02:30 of an autumn night reads the same as the first.
        if moments.last().is_none_or(|last| last.naive_local() != moment.naive_local()) {
            moments.push(moment);
        }
    }
    moments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(schedule: &str, from: &str, expect: &[&str]) {
        let schedule: cron::Schedule = schedule.parse().unwrap();
        let from = from.parse().unwrap();
        let zone = chrono_tz::Europe::Amsterdam;
        let found: Vec<String> = upcoming(&schedule, zone, from, expect.len())
            .iter()
            .map(DateTime::to_rfc3339)
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_nightly_moment_keeps_its_local_hour_through_both_dst_nights() {
        check(
            "0 0 4 * * *",
            "2026-03-27T12:00:00Z",
            &[
                "2026-03-28T04:00:00+01:00",
                "2026-03-29T04:00:00+02:00",
                "2026-03-30T04:00:00+02:00",
            ],
        );
        check(
            "0 0 4 * * *",
            "2026-10-24T12:00:00Z",
            &["2026-10-25T04:00:00+01:00", "2026-10-26T04:00:00+01:00"],
        );
    }

    #[test]
    fn a_moment_that_comes_twice_counts_once() {
        check(
            "0 30 2 * * *",
            "2026-10-24T12:00:00Z",
            &["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"],
        );
    }
}
