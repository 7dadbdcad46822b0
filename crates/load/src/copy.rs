//! Binary `COPY`: typed rows to Postgres, encoded into one buffer that is sent as it fills.

use core::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use sqlx::postgres::PgCopyIn;

use crate::Error;

/// Sent when it holds this much: large enough to make the system calls vanish, small enough to stay in the
/// processor's cache and to keep the server busy while the next chunk is encoded.
const CHUNK_BYTES: usize = 256 * 1024;
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Flags and length of the header extension: none.
const HEADER_REST: [u8; 8] = [0; 8];
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();
const NULL: [u8; 4] = (-1_i32).to_be_bytes();
const OID_TEXT: i32 = 25;
/// Groups of four digits that a decimal of 96 bits can have.
const NUMERIC_GROUPS: usize = 8;
const NUMERIC_NEGATIVE: i16 = 0x4000;
const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// A row of one table, in the column order of its `copy` statement.
pub trait CopyRow {
    /// Writes every column, in order.
    fn encode(&self, row: &mut RowEncoder);
}

/// Writes the columns of one row at the end of its buffer.
#[derive(Debug, Default)]
pub struct RowEncoder {
    buffer: Vec<u8>,
    columns: i16,
    is_too_large: bool,
}

impl RowEncoder {
    fn row(&mut self, row: &impl CopyRow) -> Result<(), Error> {
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

/// Rows that were encoded ahead, on another thread than the one that sends them.
#[derive(Debug, Default)]
pub struct EncodedRows {
    encoder: RowEncoder,
    rows: u64,
}

impl EncodedRows {
    /// Adds a row.
    ///
    /// # Errors
    /// `Value` when it cannot be encoded; it is left out then.
    pub fn push(&mut self, row: &impl CopyRow) -> Result<(), Error> {
        self.encoder.row(row)?;
        self.rows += 1;
        Ok(())
    }

    /// Number of encoded bytes.
    pub fn bytes(&self) -> usize {
        self.encoder.buffer.len()
    }
}

/// An open `copy ... from stdin (format binary)`.
///
/// Any error aborts it, so that the connection stays usable; a writer that failed takes no more rows.
pub struct CopyWriter<'c> {
    copy: Option<PgCopyIn<&'c mut PgConnection>>,
    statement: &'static str,
    encoder: RowEncoder,
    rows: u64,
}

impl<'c> CopyWriter<'c> {
    /// Starts `statement`, a `copy <table> (<columns>) from stdin (format binary)`.
    ///
    /// # Errors
    /// `Database`.
    pub async fn new(
        connection: &'c mut PgConnection,
        statement: &'static str,
    ) -> Result<Self, Error> {
        let copy = connection.copy_in_raw(statement).await?;
        let mut buffer = Vec::with_capacity(CHUNK_BYTES + CHUNK_BYTES / 4);
        buffer.extend_from_slice(SIGNATURE);
        buffer.extend_from_slice(&HEADER_REST);
        let encoder = RowEncoder { buffer, ..RowEncoder::default() };
        Ok(Self { copy: Some(copy), statement, encoder, rows: 0 })
    }

    /// Adds a row; sends what was gathered when there is enough of it.
    ///
    /// # Errors
    /// `Value` when the row cannot be encoded, `Database` when it cannot be sent.
    ///
    /// # Source
    /// PostgreSQL manual, `COPY`, "Binary Format".
    pub async fn write(&mut self, row: &impl CopyRow) -> Result<(), Error> {
        if let Err(error) = self.encoder.row(row) {
            self.abort().await?;
            return Err(error);
        }
        self.rows += 1;
        if self.encoder.buffer.len() >= CHUNK_BYTES {
            self.send().await?;
        }
        Ok(())
    }

    /// Adds rows that were encoded ahead.
    ///
    /// # Errors
    /// `Database` when they cannot be sent.
    pub async fn write_encoded(&mut self, rows: &EncodedRows) -> Result<(), Error> {
        self.send().await?;
        let copy = self.copy.as_mut().ok_or(Error::Value { what: "a copy that was aborted" })?;
        copy.send(rows.encoder.buffer.as_slice()).await?;
        self.rows += rows.rows;
        Ok(())
    }

    async fn send(&mut self) -> Result<(), Error> {
        let copy = self.copy.as_mut().ok_or(Error::Value { what: "a copy that was aborted" })?;
        copy.send(self.encoder.buffer.as_slice()).await?;
        self.encoder.buffer.clear();
        Ok(())
    }

    /// Throws away everything that was sent and leaves the connection usable.
    ///
    /// # Errors
    /// `Database` when the connection is lost.
    pub async fn abort(&mut self) -> Result<(), Error> {
        if let Some(copy) = self.copy.take() {
            copy.abort("the loader gave up").await?;
        }
        Ok(())
    }

    /// Ends the copy and returns the number of rows that Postgres stored.
    ///
    /// # Errors
    /// `CopyCount` when Postgres stored another number than was sent, or `Database`; nothing is stored then once
    /// the transaction is rolled back.
    pub async fn finish(mut self) -> Result<u64, Error> {
        self.encoder.buffer.extend_from_slice(&TRAILER);
        self.send().await?;
        let copy = self.copy.take().ok_or(Error::Value { what: "a copy that was aborted" })?;
        let stored = copy.finish().await?;
        if stored == self.rows {
            return Ok(stored);
        }
        let table = self.statement.split_whitespace().nth(1).unwrap_or_default().to_owned();
        Err(Error::CopyCount { table, sent: self.rows, stored })
    }
}

/// Copies all `rows`; no rows cost nothing.
///
/// # Errors
/// As [`CopyWriter::write`] and [`CopyWriter::finish`].
pub async fn copy_rows<R: CopyRow>(
    connection: &mut PgConnection,
    statement: &'static str,
    rows: impl IntoIterator<Item = R>,
) -> Result<u64, Error> {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_none() {
        return Ok(0);
    }
    let mut writer = CopyWriter::new(connection, statement).await?;
    for row in rows {
        writer.write(&row).await?;
    }
    writer.finish().await
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

    #[test]
    fn a_value_that_does_not_fit_refuses_the_row() {
        assert!(encode(|row| row.digits::<4>(12_345)).is_err());
        assert!(encode(|row| row.count(u32::MAX)).is_err());
        assert!(encode(|row| row.integer(i64::from(i32::MIN) - 1)).is_err());
    }
}
