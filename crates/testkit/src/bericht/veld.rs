//! The text of one element.

use core::fmt;

use chrono::{NaiveDate, NaiveTime};

/// The text of an element, made from anything that prints as one; wrong values are welcome.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Veld(String);

impl Veld {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Veld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Veld {
    fn from(text: String) -> Self {
        Self(text)
    }
}

macro_rules! veld_from {
    ($($type:ty),+) => {
        $(impl From<$type> for Veld {
            fn from(value: $type) -> Self {
                Self(value.to_string())
            }
        })+
    };
}

veld_from!(
    &str,
    &String,
    &Self,
    u8,
    u32,
    i32,
    u64,
    i64,
    usize,
    NaiveTime,
    domain::Gemeentecode,
    domain::AgbCode
);

impl From<NaiveDate> for Veld {
    /// `YYYY-MM-DD`, without the detour over a format string: dates are half of a message.
    fn from(datum: NaiveDate) -> Self {
        use chrono::Datelike;
        let mut text = String::with_capacity(10);
        let cijfers = |text: &mut String, value: u32, from: u32| {
            let mut unit = from;
            while unit > 0 {
                text.extend(char::from_digit(value / unit % 10, 10));
                unit /= 10;
            }
        };
        cijfers(&mut text, datum.year().unsigned_abs(), 1000);
        text.push('-');
        cijfers(&mut text, datum.month(), 10);
        text.push('-');
        cijfers(&mut text, datum.day(), 10);
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_prints_as_in_the_standard() {
        for text in ["2026-04-01", "1900-01-01", "2024-02-29", "0999-12-31"] {
            let datum: NaiveDate = text.parse().unwrap();
            assert_eq!(Veld::from(datum).as_str(), text);
        }
        assert_eq!(Veld::from(300_201_u32).as_str(), "300201");
    }
}
