//! Reads the fields of one row of a binary `COPY`, in order.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::Error;

const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// The fields of a row that were not read yet.
#[derive(Debug)]
pub(crate) struct Fields<'r> {
    rest: &'r [u8],
}

impl<'r> Fields<'r> {
    /// Starts at the first field of `row`.
    pub(crate) const fn new(row: &'r [u8]) -> Self {
        Self { rest: row }
    }

    /// The bytes of the next field; `None` is a null.
    fn bytes(&mut self, what: &'static str) -> Result<Option<&'r [u8]>, Error> {
        let corrupt = Error::Corrupt { what };
        let Some((length, rest)) = self.rest.split_first_chunk::<4>() else { return Err(corrupt) };
        let length = i32::from_be_bytes(*length);
        if length == -1 {
            self.rest = rest;
            return Ok(None);
        }
        let Some((value, rest)) =
            usize::try_from(length).ok().and_then(|length| rest.split_at_checked(length))
        else {
            return Err(corrupt);
        };
        self.rest = rest;
        Ok(Some(value))
    }

    fn fixed<const N: usize>(&mut self, what: &'static str) -> Result<Option<[u8; N]>, Error> {
        match self.bytes(what)? {
            None => Ok(None),
            Some(bytes) => Ok(Some(bytes.try_into().map_err(|_| Error::Corrupt { what })?)),
        }
    }

    /// A `text`.
    pub(crate) fn text(&mut self, what: &'static str) -> Result<Option<&'r str>, Error> {
        match self.bytes(what)? {
            None => Ok(None),
            Some(bytes) => {
                Ok(Some(core::str::from_utf8(bytes).map_err(|_| Error::Corrupt { what })?))
            }
        }
    }

    /// A `smallint`.
    pub(crate) fn i16(&mut self, what: &'static str) -> Result<Option<i16>, Error> {
        Ok(self.fixed(what)?.map(i16::from_be_bytes))
    }

    /// An `integer`.
    pub(crate) fn i32(&mut self, what: &'static str) -> Result<Option<i32>, Error> {
        Ok(self.fixed(what)?.map(i32::from_be_bytes))
    }

    /// A `bigint`.
    pub(crate) fn i64(&mut self, what: &'static str) -> Result<Option<i64>, Error> {
        Ok(self.fixed(what)?.map(i64::from_be_bytes))
    }

    /// A `boolean`.
    pub(crate) fn bool(&mut self, what: &'static str) -> Result<Option<bool>, Error> {
        Ok(self.fixed(what)?.map(|[byte]: [u8; 1]| byte != 0))
    }

    /// A `uuid`.
    pub(crate) fn uuid(&mut self, what: &'static str) -> Result<Option<[u8; 16]>, Error> {
        self.fixed(what)
    }

    /// A `date` that is a day.
    pub(crate) fn date(&mut self, what: &'static str) -> Result<Option<NaiveDate>, Error> {
        let Some(days) = self.i32(what)? else { return Ok(None) };
        let date = TimeDelta::try_days(i64::from(days))
            .and_then(|days| EPOCH.checked_add_signed(days))
            .ok_or(Error::Corrupt { what })?;
        Ok(Some(date))
    }

    /// A `time`.
    pub(crate) fn time(&mut self, what: &'static str) -> Result<Option<NaiveTime>, Error> {
        let Some(micros) = self.i64(what)? else { return Ok(None) };
        let seconds = u32::try_from(micros.div_euclid(1_000_000)).ok();
        let nanos = u32::try_from(micros.rem_euclid(1_000_000) * 1000).ok();
        let time = seconds
            .zip(nanos)
            .and_then(|(seconds, nanos)| {
                NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)
            })
            .ok_or(Error::Corrupt { what })?;
        Ok(Some(time))
    }

    /// A `text[]` of one dimension without nulls; a null is empty.
    pub(crate) fn texts(&mut self, what: &'static str) -> Result<Vec<&'r str>, Error> {
        let Some(bytes) = self.bytes(what)? else { return Ok(Vec::new()) };
        let corrupt = || Error::Corrupt { what };
        let (dimensions, rest) = bytes.split_first_chunk::<4>().ok_or_else(corrupt)?;
        if i32::from_be_bytes(*dimensions) == 0 {
            return Ok(Vec::new());
        }
        // Flags, element type, size, lower bound: the elements follow as fields.
        let elements = rest.get(16..).ok_or_else(corrupt)?;
        let mut fields = Fields::new(elements);
        let mut texts = Vec::new();
        while !fields.rest.is_empty() {
            texts.push(fields.text(what)?.ok_or_else(corrupt)?);
        }
        Ok(texts)
    }
}
