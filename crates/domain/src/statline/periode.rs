//! Period codes: eight characters, year first.

use core::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::WaardeFout;

/// The grain of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Periodesoort {
    /// `YYYYJJ00`.
    Jaar,
    /// `YYYYHJ01` and `02`.
    Halfjaar,
    /// `YYYYKW01` to `04`.
    Kwartaal,
    /// `YYYYMM01` to `12`.
    Maand,
    /// `YYYYW1nn`: ISO week.
    Week,
    /// `YYYYMMDD`, all digits.
    Dag,
    /// `YYYYX0nn`: a kind of report (Iv3: 000 begroting, 001 to 004 quarters, 005 jaarrekening) or a part of a week.
    Verslag,
    /// Anything else: kept, without dates.
    Overig,
}

impl Periodesoort {
    /// The word in `periode_soort`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jaar => "jaar",
            Self::Halfjaar => "halfjaar",
            Self::Kwartaal => "kwartaal",
            Self::Maand => "maand",
            Self::Week => "week",
            Self::Dag => "dag",
            Self::Verslag => "verslag",
            Self::Overig => "overig",
        }
    }
}

/// A period as CBS codes it, trimmed; any text of 1 to 20 printable ASCII characters, so that an unknown pattern is kept.
///
/// # Source
/// The codes of the time dimension of a table, such as `2022JJ00`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Periodecode(Box<str>);

impl Periodecode {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The grain.
    pub fn soort(&self) -> Periodesoort {
        self.lees().0
    }

    /// The year that the code begins with, whatever its grain.
    pub fn jaar(&self) -> Option<i32> {
        let digits = self.0.get(..4)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    }

    /// First day and first day after it; `None` for a report and for what is not known.
    pub fn dagen(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.lees().1
    }

    /// Whether the code looks like one of a period: a year and a known pattern, or `X`.
    pub fn is_herkend(&self) -> bool {
        self.soort() != Periodesoort::Overig
    }

    fn lees(&self) -> (Periodesoort, Option<(NaiveDate, NaiveDate)>) {
        self.herken().unwrap_or((Periodesoort::Overig, None))
    }

    fn herken(&self) -> Option<(Periodesoort, Option<(NaiveDate, NaiveDate)>)> {
        let text = &*self.0;
        if text.len() != 8 {
            return None;
        }
        let jaar = self.jaar()?;
        let rest = text.get(4..)?;
        // Days first: they are the only code that is all digits.
        if let Ok(month_day) = rest.parse::<u32>()
            && rest.bytes().all(|byte| byte.is_ascii_digit())
        {
            let begin = NaiveDate::from_ymd_opt(jaar, month_day / 100, month_day % 100)?;
            return Some((Periodesoort::Dag, Some((begin, begin.checked_add_days(Days::new(1))?))));
        }
        let nummer: u32 = rest.get(2..)?.parse().ok()?;
        let months = |soort, months: u32, max: u32| {
            let index = nummer.checked_sub(1).filter(|_| nummer <= max)?;
            let begin = NaiveDate::from_ymd_opt(jaar, index * months + 1, 1)?;
            Some((soort, Some((begin, begin.checked_add_months(Months::new(months))?))))
        };
        match rest.get(..2)? {
            "JJ" if nummer == 0 => {
                let begin = NaiveDate::from_ymd_opt(jaar, 1, 1)?;
                Some((
                    Periodesoort::Jaar,
                    Some((begin, begin.checked_add_months(Months::new(12))?)),
                ))
            }
            "HJ" => months(Periodesoort::Halfjaar, 6, 2),
            "KW" => months(Periodesoort::Kwartaal, 3, 4),
            "MM" => months(Periodesoort::Maand, 1, 12),
            "W1" => {
                let begin = NaiveDate::from_isoywd_opt(jaar, nummer, Weekday::Mon)?;
                debug_assert!(begin.weekday() == Weekday::Mon, "an ISO week begins on Monday");
                Some((Periodesoort::Week, Some((begin, begin.checked_add_days(Days::new(7))?))))
            }
            "X0" => Some((Periodesoort::Verslag, None)),
            _ => None,
        }
    }
}

impl core::str::FromStr for Periodecode {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        let text = text.trim_end_matches(' ');
        if text.is_empty() {
            return Err(WaardeFout::Leeg);
        }
        if text.len() > 20 {
            return Err(WaardeFout::TeLang { max: 20 });
        }
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain.then(|| Self(text.into())).ok_or(WaardeFout::Vorm)
    }
}

impl fmt::Display for Periodecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_its_grain_and_days() {
        for (code, soort, days) in [
            ("2022JJ00", "jaar", "2022-01-01 2023-01-01"),
            ("2015HJ01", "halfjaar", "2015-01-01 2015-07-01"),
            ("2015HJ02", "halfjaar", "2015-07-01 2016-01-01"),
            ("2003KW04", "kwartaal", "2003-10-01 2004-01-01"),
            ("1998MM12", "maand", "1998-12-01 1999-01-01"),
            ("20240229", "dag", "2024-02-29 2024-03-01"),
            ("2020W153", "week", "2020-12-28 2021-01-04"),
            ("2013X005", "verslag", ""),
            ("2013JJ01", "overig", ""),
            ("2013HJ03", "overig", ""),
            ("2013MM13", "overig", ""),
            ("2021W153", "overig", ""),
            ("20230229", "overig", ""),
            ("2025XX99", "overig", ""),
            ("2019SJ00", "overig", ""),
            ("2013", "overig", ""),
        ] {
            let periode: Periodecode = code.parse().unwrap();
            let dagen = periode.dagen();
            let dagen = dagen.map_or_else(String::new, |(begin, eind)| format!("{begin} {eind}"));
            assert_eq!((periode.soort().code(), &*dagen), (soort, days), "{code}");
        }
        assert!("".parse::<Periodecode>().is_err());
        assert_eq!("2020JJ00 ".parse::<Periodecode>().unwrap().as_str(), "2020JJ00");
    }
}
