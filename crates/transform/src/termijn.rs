//! Terms in working days.

use chrono::{Days, NaiveDate};
use domain::plus_werkdagen;

/// The last day of a term of so many working days after `vanaf`, when `datum` is past it.
pub(crate) fn overschreden(
    vanaf: NaiveDate,
    werkdagen: u32,
    datum: NaiveDate,
) -> Option<NaiveDate> {
    // A working day is a day: what came soon needs no calendar.
    if vanaf.checked_add_days(Days::new(werkdagen.into())).is_none_or(|dag| datum <= dag) {
        return None;
    }
    let termijn = plus_werkdagen(vanaf, werkdagen);
    (datum > termijn).then_some(termijn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_passed_on_the_day_after_it() {
        let dag = |text: &str| text.parse::<NaiveDate>().unwrap();
        // Thursday 2 April 2026, before Easter: five working days are over on Monday 13 April.
        let na = |datum: &str| overschreden(dag("2026-04-02"), 5, dag(datum));
        assert_eq!(na("2026-03-01"), None);
        assert_eq!(na("2026-04-07"), None);
        assert_eq!(na("2026-04-13"), None);
        assert_eq!(na("2026-04-14"), Some(dag("2026-04-13")));
        assert_eq!(overschreden(dag("2026-04-02"), 0, dag("2026-04-03")), Some(dag("2026-04-02")));
        assert_eq!(overschreden(NaiveDate::MAX, 5, NaiveDate::MAX), None);
    }
}
