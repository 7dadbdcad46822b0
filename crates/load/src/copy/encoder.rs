//! The columns of one row, in the binary form of `COPY`.

use core::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use rust_decimal::Decimal;

use super::CopyRow;
use crate::Error;

const NULL: [u8; 4] = (-1_i32).to_be_bytes();
const OID_TEXT: i32 = 25;
/// Groups of four digits that a decimal of 96 bits can have.
const NUMERIC_GROUPS: usize = 8;
const NUMERIC_NEGATIVE: i16 = 0x4000;
const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// Writes the columns of one row at the end of its buffer.
#[derive(Debug, Default)]
pub struct RowEncoder {
    pub(super) buffer: Vec<u8>,
    columns: i16,
    is_too_large: bool,
}

impl RowEncoder {
    /// Adds a row; one that does not fit leaves nothing behind.
    pub(super) fn row(&mut self, row: &impl CopyRow) -> Result<(), Error> {
        let start = self.buffer.len();
        self.buffer.extend_from_slice(&[0; 2]);
        self.columns = 0;
        self.is_too_large = false;
        row.encode(self);
        if self.is_too_large {
            self.buffer.truncate(start);
            return Err(Error::Value { what: "a copied row" });
        }
        patch(&mut self.buffer, start, self.columns.to_be_bytes());
        Ok(())
    }

    fn field<const N: usize>(&mut self, length: [u8; 4], bytes: [u8; N]) {
        self.columns = self.columns.saturating_add(1);
        self.buffer.extend_from_slice(&length);
        self.buffer.extend_from_slice(&bytes);
    }

    fn length(&mut self, length: usize) -> i32 {
        i32::try_from(length).unwrap_or_else(|_| {
            self.is_too_large = true;
            0
        })
    }

    /// Writes a null.
    pub fn null(&mut self) {
        self.field(NULL, []);
    }

    /// Writes a value with `encode`, or a null.
    pub fn optional<T>(&mut self, value: Option<T>, encode: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => encode(self, value),
            None => self.null(),
        }
    }

    /// Writes a `smallint`.
    pub fn i16(&mut self, value: i16) {
        self.field([0, 0, 0, 2], value.to_be_bytes());
    }

    /// Writes an `integer`.
    pub fn i32(&mut self, value: i32) {
        self.field([0, 0, 0, 4], value.to_be_bytes());
    }

    /// Writes a `bigint`.
    pub fn i64(&mut self, value: i64) {
        self.field([0, 0, 0, 8], value.to_be_bytes());
    }

    /// Writes a count as an `integer`; one that does not fit refuses the row.
    pub fn count(&mut self, value: u32) {
        self.integer(i64::from(value));
    }

    /// Writes a number as an `integer`, such as days and volumes; one that does not fit refuses the row.
    pub fn integer(&mut self, value: i64) {
        let value = i32::try_from(value).unwrap_or_else(|_| {
            self.is_too_large = true;
            0
        });
        self.i32(value);
    }

    /// Writes a `boolean`.
    pub fn bool(&mut self, value: bool) {
        self.field([0, 0, 0, 1], [u8::from(value)]);
    }

    /// Writes a `text`.
    pub fn text(&mut self, value: &str) {
        let length = self.length(value.len());
        self.field(length.to_be_bytes(), []);
        self.buffer.extend_from_slice(value.as_bytes());
    }

    /// Writes a `text` from something that prints itself, without an allocation.
    pub fn display(&mut self, value: &impl fmt::Display) {
        self.field([0; 4], []);
        let start = self.buffer.len();
        let printed = fmt::write(&mut Sink(&mut self.buffer), format_args!("{value}"));
        let length = self.length(self.buffer.len() - start);
        self.is_too_large |= printed.is_err();
        patch(&mut self.buffer, start - 4, length.to_be_bytes());
    }

    /// Writes a `text` of exactly `N` decimal digits, with leading zeros: codes that are kept as numbers.
    pub fn digits<const N: usize>(&mut self, value: i64) {
        let mut digits = [b'0'; N];
        let mut rest = value.unsigned_abs();
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        self.is_too_large |= rest > 0;
        let length = self.length(N);
        self.field(length.to_be_bytes(), digits);
    }

    /// Writes a `uuid`.
    pub fn uuid(&mut self, value: &[u8; 16]) {
        self.field([0, 0, 0, 16], *value);
    }

    /// Writes a `numeric`, exactly: the same digits and the same number of decimals.
    ///
    /// # Source
    /// PostgreSQL, `numeric_recv`: number of groups, weight of the first, sign, decimals, then groups of four digits.
    /// The point lies between two groups; groups of zeros at either end are left out.
    pub fn numeric(&mut self, value: Decimal) {
        let scale = value.scale();
        // At most 29 digits, and 3 more to let the last decimal end a group.
        let shift = scale.next_multiple_of(4) - scale;
        let mut rest = value.mantissa().unsigned_abs() * 10_u128.pow(shift);
        let mut groups = [0_i16; NUMERIC_GROUPS];
        let mut first = NUMERIC_GROUPS;
        for (place, group) in groups.iter_mut().enumerate().rev() {
            if rest > 0 {
                *group = i16::try_from(rest % 10_000).unwrap_or_default();
                rest /= 10_000;
                first = place;
            }
        }
        let is_zero = first == NUMERIC_GROUPS;
        let used = groups.get(first..).unwrap_or_default();
        let trailing = used.iter().rev().take_while(|group| **group == 0).count();
        let kept = used.get(..used.len() - trailing).unwrap_or_default();
        let weight = self.short(used.len()) - self.short(scale.div_ceil(4)) - 1;
        let header = [
            self.short(kept.len()),
            if is_zero { 0 } else { weight },
            if value.is_sign_negative() && !is_zero { NUMERIC_NEGATIVE } else { 0 },
            self.short(scale),
        ];
        let length = self.length(2 * (header.len() + kept.len()));
        self.field(length.to_be_bytes(), []);
        for part in header.iter().chain(kept) {
            self.buffer.extend_from_slice(&part.to_be_bytes());
        }
    }

    fn short<N: TryInto<i16>>(&mut self, value: N) -> i16 {
        value.try_into().unwrap_or_else(|_| {
            self.is_too_large = true;
            0
        })
    }

    /// Writes a `date`.
    pub fn date(&mut self, value: NaiveDate) {
        let days = value.signed_duration_since(EPOCH).num_days();
        let days = i32::try_from(days).unwrap_or_else(|_| {
            self.is_too_large = true;
            0
        });
        self.i32(days);
    }

    /// Writes a `time`, to the microsecond.
    pub fn time(&mut self, value: NaiveTime) {
        let since = value.signed_duration_since(NaiveTime::MIN);
        self.microseconds(since);
    }

    /// Writes a `timestamp`, to the microsecond.
    pub fn timestamp(&mut self, value: NaiveDateTime) {
        self.microseconds(value.signed_duration_since(EPOCH.and_time(NaiveTime::MIN)));
    }

    /// Writes a `timestamptz`, to the microsecond.
    pub fn timestamptz(&mut self, value: DateTime<Utc>) {
        self.timestamp(value.naive_utc());
    }

    fn microseconds(&mut self, since: TimeDelta) {
        let value = since.num_microseconds().unwrap_or_else(|| {
            self.is_too_large = true;
            0
        });
        self.i64(value);
    }

    /// Writes a `text[]` of one dimension without nulls.
    pub fn text_array<'v>(&mut self, values: impl ExactSizeIterator<Item = &'v str>) {
        self.field([0; 4], []);
        let start = self.buffer.len();
        let count = self.length(values.len());
        // One dimension, no nulls, its size, counted from 1.
        for part in [1, 0, OID_TEXT, count, 1] {
            self.buffer.extend_from_slice(&part.to_be_bytes());
        }
        for value in values {
            let length = self.length(value.len());
            self.buffer.extend_from_slice(&length.to_be_bytes());
            self.buffer.extend_from_slice(value.as_bytes());
        }
        let length = self.length(self.buffer.len() - start);
        patch(&mut self.buffer, start - 4, length.to_be_bytes());
    }
}

/// Overwrites the bytes at `start`, which are there.
fn patch<const N: usize>(buffer: &mut [u8], start: usize, bytes: [u8; N]) {
    if let Some(place) = buffer.get_mut(start..start + N) {
        place.copy_from_slice(&bytes);
    }
}

/// Prints into a byte buffer.
struct Sink<'b>(&'b mut Vec<u8>);

impl fmt::Write for Sink<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use postgres_types::{IsNull, ToSql, Type, private::BytesMut};

    use super::*;

    struct Row<F>(F);

    impl<F: Fn(&mut RowEncoder)> CopyRow for Row<F> {
        fn encode(&self, row: &mut RowEncoder) {
            (self.0)(row);
        }
    }

    fn encode(write: impl Fn(&mut RowEncoder)) -> Result<Vec<u8>, Error> {
        let mut encoder = RowEncoder::default();
        encoder.row(&Row(write)).map(|()| encoder.buffer)
    }

    /// Compares one column with what postgres-types makes of the same value.
    fn check(write: impl Fn(&mut RowEncoder), value: &(dyn ToSql + Sync), column: &Type) {
        let mut field = BytesMut::new();
        let is_null = value.to_sql_checked(column, &mut field).unwrap();
        let length = match is_null {
            IsNull::No => i32::try_from(field.len()).unwrap(),
            IsNull::Yes => -1,
        };
        let expect = [&1_i16.to_be_bytes()[..], &length.to_be_bytes(), &field].concat();
        assert_eq!(encode(write).unwrap(), expect, "{column}");
    }

    #[test]
    fn a_column_is_written_as_postgres_types_writes_it() {
        let date = NaiveDate::from_ymd_opt(1899, 12, 31).unwrap();
        let time = NaiveTime::from_hms_micro_opt(23, 59, 58, 999_999).unwrap();
        let moment = date.and_time(time);
        check(|row| row.i16(-7), &-7_i16, &Type::INT2);
        check(|row| row.i32(-70_000), &-70_000_i32, &Type::INT4);
        check(|row| row.count(70_000), &70_000_i32, &Type::INT4);
        check(|row| row.integer(-70_000), &-70_000_i32, &Type::INT4);
        check(|row| row.i64(i64::MIN), &i64::MIN, &Type::INT8);
        check(|row| row.bool(true), &true, &Type::BOOL);
        check(|row| row.text("\u{e9}"), &"\u{e9}", &Type::TEXT);
        check(|row| row.display(&12), &"12", &Type::TEXT);
        check(|row| row.digits::<4>(34), &"0034", &Type::TEXT);
        check(|row| row.date(date), &date, &Type::DATE);
        check(|row| row.time(time), &time, &Type::TIME);
        check(|row| row.timestamp(moment), &moment, &Type::TIMESTAMP);
        check(|row| row.timestamptz(moment.and_utc()), &moment.and_utc(), &Type::TIMESTAMPTZ);
        check(RowEncoder::null, &None::<i32>, &Type::INT4);
        check(|row| row.optional(None, RowEncoder::date), &None::<NaiveDate>, &Type::DATE);
        check(|row| row.optional(Some(date), RowEncoder::date), &date, &Type::DATE);
        let empty: [&str; 0] = [];
        let codes = ["0200", "8001"];
        check(|row| row.text_array(empty.into_iter()), &empty.as_slice(), &Type::TEXT_ARRAY);
        check(|row| row.text_array(codes.into_iter()), &codes.as_slice(), &Type::TEXT_ARRAY);
        let uuid = [[0, 2, 0, 0, 0, 16].as_slice(), &[9; 16]].concat();
        let row = encode(|row| {
            row.uuid(&[9; 16]);
            row.null();
        });
        assert_eq!(row.unwrap(), [uuid.as_slice(), &NULL].concat());
    }

    /// Groups of zeros at the end mean nothing; the other side leaves some of them in.
    fn without_trailing_groups(field: &[u8]) -> Vec<u8> {
        let (header, mut groups) = field.split_at(8);
        while let Some(rest) = groups.strip_suffix(&[0, 0]) {
            groups = rest;
        }
        let count = i16::try_from(groups.len() / 2).unwrap().to_be_bytes();
        [&count, &header[2..], groups].concat()
    }

    fn check_numeric(value: Decimal) {
        let mut expect = BytesMut::new();
        value.to_sql_checked(&Type::NUMERIC, &mut expect).unwrap();
        if value.is_zero() {
            // The other side forgets the decimals of a zero.
            let scale = u16::try_from(value.scale()).unwrap();
            expect[6..].copy_from_slice(&scale.to_be_bytes());
        }
        let row = encode(|row| row.numeric(value)).unwrap();
        let length = i32::try_from(row.len() - 6).unwrap().to_be_bytes();
        assert_eq!(row[..6], [&1_i16.to_be_bytes()[..], &length].concat(), "{value}");
        assert_eq!(without_trailing_groups(&expect), row[6..], "{value}");
    }

    #[test]
    fn a_numeric_is_written_with_its_own_digits() {
        for text in
            ["0", "0.00", "-0.0", "1", "-1", "10000", "9999.9999", "0.1", "-0.00001", "100000000"]
        {
            check_numeric(text.parse().unwrap());
        }
        for scale in 0..=28 {
            for mantissa in [1, 10, 10_000, 123_456_789_012_345_678, i128::from(u64::MAX)] {
                check_numeric(Decimal::from_i128_with_scale(mantissa, scale));
                check_numeric(Decimal::from_i128_with_scale(-mantissa, scale));
            }
            for extreme in [Decimal::MAX, Decimal::MIN] {
                check_numeric(Decimal::from_i128_with_scale(extreme.mantissa(), scale));
            }
        }
        // Number of groups, weight, sign, decimals, groups: -12345.60 and 0.00.
        let row = encode(|row| row.numeric("-12345.60".parse().unwrap())).unwrap();
        assert_eq!(row[6..], [0, 3, 0, 1, 64, 0, 0, 2, 0, 1, 9, 41, 23, 112]);
        let row = encode(|row| row.numeric("0.00".parse().unwrap())).unwrap();
        assert_eq!(row[6..], [0, 0, 0, 0, 0, 0, 0, 2]);
    }

    proptest::proptest! {
        #[test]
        fn any_numeric_is_written_with_its_own_digits(
            low: u32, middle: u32, high: u32, is_negative: bool, scale in 0_u32..=28,
        ) {
            check_numeric(Decimal::from_parts(low, middle, high, is_negative, scale));
        }
    }

    #[test]
    fn a_value_that_does_not_fit_refuses_the_row() {
        assert!(encode(|row| row.digits::<4>(12_345)).is_err());
        assert!(encode(|row| row.count(u32::MAX)).is_err());
        assert!(encode(|row| row.integer(i64::from(i32::MIN) - 1)).is_err());
    }
}
