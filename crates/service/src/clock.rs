//! The only place that reads the clock; everything else gets the time as an argument.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// The moment, in UTC.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The day it is in `timezone`.
pub fn today(timezone: Tz) -> NaiveDate {
    now().with_timezone(&timezone).date_naive()
}

/// The moment that `day` begins in `timezone`.
pub fn begin_of(day: NaiveDate, timezone: Tz) -> Option<DateTime<Utc>> {
    let begin = moment_of(day.and_time(chrono::NaiveTime::MIN), timezone)?;
    Some(begin.with_timezone(&Utc))
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
    // The fields of a schedule are those of a wall clock: found on a clock without DST, and only then given a moment.
    let wall = from.with_timezone(&timezone).naive_local().and_utc();
    let mut moments: Vec<DateTime<Tz>> = Vec::new();
    for wall in schedule.after(&wall) {
        if moments.len() == count {
            break;
        }
        let Some(moment) = moment_of(wall.naive_utc(), timezone) else { continue };
        // The second pass of an autumn hour lies behind; all that a spring gap swallowed is one moment.
        if moment > from && moments.last() != Some(&moment) {
            moments.push(moment);
        }
    }
    moments
}

/// The last moment of `schedule` not after `until`, later than `after`; `is_wanted` may pass over some.
pub fn latest(
    schedule: &cron::Schedule,
    timezone: Tz,
    (after, until): (DateTime<Utc>, DateTime<Utc>),
    is_wanted: impl Fn(DateTime<Utc>) -> bool,
) -> Option<DateTime<Utc>> {
    let wall = until.with_timezone(&timezone).naive_local();
    // In the second pass of an autumn hour, moments of the first stand later on the wall; no zone repeats three hours.
    let is_twice = matches!(timezone.from_local_datetime(&wall), LocalResult::Ambiguous(..));
    let wall = wall + if is_twice { TimeDelta::hours(3) } else { TimeDelta::seconds(1) };
    let moments = schedule.after(&wall.and_utc()).rev();
    let moments = moments.filter_map(|wall| moment_of(wall.naive_utc(), timezone));
    let mut moments = moments.map(|moment| moment.with_timezone(&Utc));
    moments
        .by_ref()
        .take_while(|moment| *moment > after)
        .find(|moment| *moment <= until && is_wanted(*moment))
}

/// When a clock on the wall shows `wall`: the first time when it does so twice, the end of the gap when it never does.
fn moment_of(wall: NaiveDateTime, timezone: Tz) -> Option<DateTime<Tz>> {
    // No zone skips more than a day.
    (0..=24 * 60).find_map(|minutes| {
        // To the minute from the second step on: the gap ends at a whole one.
        let wall = if minutes == 0 { wall } else { wall.with_second(0)? };
        timezone.from_local_datetime(&(wall + TimeDelta::minutes(minutes))).earliest()
    })
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

    #[test]
    fn a_moment_in_the_spring_gap_comes_once_at_its_end() {
        check(
            "0 30 2 * * *",
            "2026-03-28T12:00:00Z",
            &["2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"],
        );
        check(
            "15 */20 1-3 * * *",
            "2026-03-29T00:30:00Z",
            &[
                "2026-03-29T01:40:15+01:00",
                "2026-03-29T03:00:00+02:00",
                "2026-03-29T03:00:15+02:00",
                "2026-03-29T03:20:15+02:00",
            ],
        );
    }

    #[test]
    fn the_second_pass_of_an_autumn_hour_gives_nothing() {
        // Asked between the two.
        check("0 30 2 * * *", "2026-10-25T00:45:00Z", &["2026-10-26T02:30:00+01:00"]);
        check("0 30 2 * * *", "2026-10-25T01:10:00Z", &["2026-10-26T02:30:00+01:00"]);
    }

    #[test]
    fn the_latest_moment_is_the_last_that_came() {
        let zone = chrono_tz::Europe::Amsterdam;
        for (schedule, begin) in [
            ("0 30 2 * * *", "2026-03-20T00:00:00Z"),
            ("0 0 4 * * *", "2026-10-20T00:00:00Z"),
            ("0 */7 1-3 * * *", "2026-10-24T23:00:00Z"),
            ("30 */11 * * * *", "2026-03-28T23:00:00Z"),
            ("0 0 6 * * Mon", "2026-03-20T00:00:00Z"),
        ] {
            let schedule: cron::Schedule = schedule.parse().unwrap();
            let begin: DateTime<Utc> = begin.parse().unwrap();
            let moments: Vec<DateTime<Utc>> = upcoming(&schedule, zone, begin, 40)
                .iter()
                .map(|moment| moment.with_timezone(&Utc))
                .collect();
            for step in 0..600 {
                let until = begin + TimeDelta::minutes(step * 13);
                let expect = moments.iter().rev().find(|moment| **moment <= until).copied();
                if moments.last().is_some_and(|last| until > *last) {
                    break;
                }
                let found = latest(&schedule, zone, (begin, until), |_| true);
                assert_eq!(found, expect, "{schedule} until {until}");
            }
        }
    }
}
