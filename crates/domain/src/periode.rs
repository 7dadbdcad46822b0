//! A closed or open period of days.

use chrono::NaiveDate;

use crate::WaardeFout;

/// Days from `begin` up to and including `eind`; `None` is an open end. Never ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Periode {
    begin: NaiveDate,
    eind: Option<NaiveDate>,
}

impl Periode {
    /// # Errors
    /// `Volgorde` when `eind` lies before `begin`.
    pub fn new(begin: NaiveDate, eind: Option<NaiveDate>) -> Result<Self, WaardeFout> {
        match eind {
            Some(eind) if eind < begin => Err(WaardeFout::Volgorde),
            _ => Ok(Self { begin, eind }),
        }
    }

    /// First day.
    pub const fn begin(&self) -> NaiveDate {
        self.begin
    }

    /// Last day, inclusive; `None` is open.
    pub const fn eind(&self) -> Option<NaiveDate> {
        self.eind
    }

    /// Whether `datum` lies inside, borders included.
    pub fn bevat(&self, datum: NaiveDate) -> bool {
        self.begin <= datum && self.eind.is_none_or(|eind| datum <= eind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_does_not_end_before_it_begins() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 4, day).unwrap();
        assert_eq!(Periode::new(day(2), Some(day(1))), Err(WaardeFout::Volgorde));
        let period = Periode::new(day(2), Some(day(4))).unwrap();
        assert_eq!([1, 2, 4, 5].map(|d| period.bevat(day(d))), [false, true, true, false]);
        assert!(Periode::new(day(2), None).unwrap().bevat(NaiveDate::MAX));
    }
}
