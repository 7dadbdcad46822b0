//! Dates and times as the standard writes them.

use chrono::{NaiveDate, NaiveTime};

use crate::WaardeFout;

/// Reads a number of ASCII digits; `None` when any byte is something else.
fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |sum, byte| {
        byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0'))
    })
}

/// Reads `YYYY-MM-DD`: exactly ten characters, in the calendar, years 1800 to 9999, no zone.
///
/// # Errors
/// `Leeg` or `Datum`.
///
/// # Source
/// RS032; XSD `LDT_Datum`, pattern `[^:Z]*`.
pub fn parse_datum(text: &str) -> Result<NaiveDate, WaardeFout> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        return Err(if text.is_empty() { WaardeFout::Leeg } else { WaardeFout::Datum });
    };
    let year = digits(&[y1, y2, y3, y4]).and_then(|year| i32::try_from(year).ok());
    match (year, digits(&[m1, m2]), digits(&[d1, d2])) {
        (Some(year), Some(month), Some(day)) if year >= 1800 => {
            NaiveDate::from_ymd_opt(year, month, day).ok_or(WaardeFout::Datum)
        }
        _ => Err(WaardeFout::Datum),
    }
}

/// Reads `HH:MM:SS` with an optional fraction, kept to microseconds, without zone.
///
/// # Errors
/// `Leeg` or `Tijd`.
///
/// # Source
/// RS034; XSD `Toewijzingstijd`, pattern `[^Z+-]+`.
pub fn parse_tijd(text: &str) -> Result<NaiveTime, WaardeFout> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let [h1, h2, b':', m1, m2, b':', s1, s2] = *whole.as_bytes() else {
        return Err(if text.is_empty() { WaardeFout::Leeg } else { WaardeFout::Tijd });
    };
    let micros = match fraction.map(str::as_bytes) {
        None => 0,
        Some(part) if !part.is_empty() && part.len() <= 9 => {
            let mut padded = *b"000000";
            for (target, source) in padded.iter_mut().zip(part) {
                *target = *source;
            }
            digits(part).and(digits(&padded)).ok_or(WaardeFout::Tijd)?
        }
        Some(_) => return Err(WaardeFout::Tijd),
    };
    match (digits(&[h1, h2]), digits(&[m1, m2]), digits(&[s1, s2])) {
        (Some(hour), Some(minute), Some(second)) => {
            NaiveTime::from_hms_micro_opt(hour, minute, second, micros).ok_or(WaardeFout::Tijd)
        }
        _ => Err(WaardeFout::Tijd),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_in_the_calendar() {
        for good in ["2024-02-29", "2026-04-01", " 2026-04-01\r\n", "9999-12-31", "1900-01-01"] {
            assert!(parse_datum(good).is_ok(), "{good:?}");
        }
        for bad in [
            "2023-02-29",
            "2023-02-30",
            "1900-02-29",
            "2023-00-00",
            "01-04-2026",
            "2026-04-01Z",
            "2026-04-01+01:00",
            "12026-04-01",
            "2026-4-1",
            "today",
            "infinity",
            "2026-04-01T00:00:00",
            "20260401",
            "2026-04-0\u{661}",
        ] {
            assert_eq!(parse_datum(bad), Err(WaardeFout::Datum), "{bad:?}");
        }
        assert_eq!(parse_datum(""), Err(WaardeFout::Leeg));
    }

    #[test]
    fn a_time_has_seconds_and_no_zone() {
        assert_eq!(parse_tijd("12:34:56").unwrap().to_string(), "12:34:56");
        assert!(parse_tijd("12:34:56.7").unwrap() > parse_tijd("12:34:56.65").unwrap());
        for bad in ["25:00:00", "12:34", "12:34:56Z", "12:34:56+01:00", "12:34:56.", "123456"] {
            assert_eq!(parse_tijd(bad), Err(WaardeFout::Tijd), "{bad:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,12}") {
            let _ = parse_datum(&text);
            let _ = parse_tijd(&text);
        }

        #[test]
        fn reads_back_what_it_prints(days in 0_i32..80_000) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days.unsigned_abs().into());
            proptest::prop_assert_eq!(parse_datum(&date.to_string()), Ok(date));
        }
    }
}
