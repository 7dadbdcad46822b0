//! The months that an inbox tells about.

use anyhow::{Context as _, ensure};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};

/// Whole months from `begin`, and the reference date of the truth.
#[derive(Debug, Clone)]
pub(crate) struct Kalender {
    /// First day of the first month.
    pub(crate) begin: NaiveDate,
    /// Last day of the last month.
    pub(crate) eind: NaiveDate,
    /// Number of months.
    pub(crate) maanden: u32,
    /// Date that missing starts and stops are judged on.
    pub(crate) peildatum: NaiveDate,
}

/// The day `dagen` later.
pub(crate) fn plus(datum: NaiveDate, dagen: i64) -> NaiveDate {
    datum + TimeDelta::days(dagen)
}

/// Calendar days from `van` to `tot`.
pub(crate) fn dagen(van: NaiveDate, tot: NaiveDate) -> i64 {
    tot.signed_duration_since(van).num_days()
}

/// Days after the last month on which the truth about missing stops and starts holds, with weeks to spare:
/// everything planted is long overdue on the first, nothing else is yet on the last.
const PEILDATUM_DAGEN: core::ops::RangeInclusive<i64> = 28..=180;

/// Days after the last month at which allocations end that still run: past every allowed reference date.
pub(crate) const TOEKOMST_DAGEN: i64 = 200;

impl Kalender {
    /// `maanden` months from the month of `begin`; the reference date is two months after the last by default.
    pub(crate) fn new(
        begin: NaiveDate,
        maanden: u32,
        peildatum: Option<NaiveDate>,
    ) -> anyhow::Result<Self> {
        ensure!((1..=120).contains(&maanden), "months must be 1 to 120");
        let begin = begin.with_day(1).context("begin has no first day")?;
        let na = begin + Months::new(maanden);
        let eind = plus(na, -1);
        let peildatum = peildatum.unwrap_or(na + Months::new(2));
        ensure!(
            PEILDATUM_DAGEN.contains(&dagen(eind, peildatum)),
            "the reference date must lie {} to {} days after {eind}, so that the truth is certain",
            PEILDATUM_DAGEN.start(),
            PEILDATUM_DAGEN.end(),
        );
        Ok(Self { begin, eind, maanden, peildatum })
    }

    /// First and last day of month `index`, from 0.
    pub(crate) fn maand(&self, index: u32) -> (NaiveDate, NaiveDate) {
        let eerste = self.begin + Months::new(index);
        (eerste, plus(eerste + Months::new(1), -1))
    }

    /// The month that `datum` is in; the first or last one when it lies outside.
    pub(crate) fn index(&self, datum: NaiveDate) -> u32 {
        if datum < self.begin {
            return 0;
        }
        let years = datum.year() - self.begin.year();
        let months = u32::try_from(years).unwrap_or_default() * 12 + datum.month0();
        (months - self.begin.month0()).min(self.maanden - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_whole() {
        let begin = "2025-11-15".parse().unwrap();
        let kalender = Kalender::new(begin, 4, None).unwrap();
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(kalender.maand(0), (date("2025-11-01"), date("2025-11-30")));
        assert_eq!(kalender.maand(3), (date("2026-02-01"), date("2026-02-28")));
        assert_eq!(kalender.eind, date("2026-02-28"));
        assert_eq!(kalender.peildatum, date("2026-05-01"));
        for (datum, index) in
            [("2025-01-01", 0), ("2025-11-30", 0), ("2026-01-01", 2), ("2027-01-01", 3)]
        {
            assert_eq!(kalender.index(date(datum)), index);
        }
    }

    #[test]
    fn a_reference_date_without_margin_is_refused() {
        let begin = "2025-01-01".parse().unwrap();
        for datum in ["2025-01-10", "2025-02-10", "2026-03-01"] {
            assert!(Kalender::new(begin, 1, Some(datum.parse().unwrap())).is_err());
        }
    }
}
