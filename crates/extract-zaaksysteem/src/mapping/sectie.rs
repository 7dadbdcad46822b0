//! A table of a mapping: its keys are known, and each is read as what it is.

use core::ops::RangeInclusive;

use toml::{Table, Value};

use super::MappingFout;
use super::naam::raad;

/// A table and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Sectie<'t> {
    pad: String,
    tabel: &'t Table,
}

type Uitkomst<T> = Result<T, MappingFout>;

impl<'t> Sectie<'t> {
    /// # Errors
    /// A key that is not one of `bekend`.
    pub(super) fn new(pad: &str, tabel: &'t Table, bekend: &[&str]) -> Uitkomst<Self> {
        let sectie = Self { pad: pad.to_owned(), tabel };
        match tabel.keys().find(|sleutel| !bekend.contains(&sleutel.as_str())) {
            None => Ok(sectie),
            Some(vreemd) => Err(MappingFout::Onbekend {
                pad: sectie.pad(vreemd),
                raad: raad(vreemd, bekend.iter().copied()),
            }),
        }
    }

    /// Where the key stands.
    pub(super) fn pad(&self, sleutel: &str) -> Box<str> {
        match (self.pad.as_str(), sleutel) {
            ("", _) => sleutel.into(),
            (pad, "") => pad.into(),
            (pad, _) => format!("{pad}.{sleutel}").into(),
        }
    }

    /// The refusal of the value of a key.
    pub(super) fn fout(&self, sleutel: &str, verwacht: impl Into<Box<str>>) -> MappingFout {
        MappingFout::Waarde { pad: self.pad(sleutel), verwacht: verwacht.into() }
    }

    /// Whether the key is there.
    pub(super) fn heeft(&self, sleutel: &str) -> bool {
        self.tabel.contains_key(sleutel)
    }

    fn lees<T>(
        &self,
        sleutel: &str,
        verwacht: &str,
        lees: impl FnOnce(&'t Value) -> Option<T>,
    ) -> Uitkomst<Option<T>> {
        let waarde = self.tabel.get(sleutel);
        waarde.map(|waarde| lees(waarde).ok_or_else(|| self.fout(sleutel, verwacht))).transpose()
    }

    pub(super) fn tekst(&self, sleutel: &str) -> Uitkomst<Option<&'t str>> {
        self.lees(sleutel, "a text between quotes", Value::as_str)
    }

    /// One text, or several.
    pub(super) fn teksten(&self, sleutel: &str) -> Uitkomst<Option<Vec<&'t str>>> {
        self.lees(sleutel, "a text between quotes, or several as [\"a\", \"b\"]", teksten)
    }

    pub(super) fn ja_nee(&self, sleutel: &str) -> Uitkomst<bool> {
        Ok(self.lees(sleutel, "true or false", Value::as_bool)?.unwrap_or(false))
    }

    pub(super) fn getal(
        &self,
        sleutel: &str,
        bereik: RangeInclusive<i64>,
    ) -> Uitkomst<Option<i64>> {
        let verwacht = format!("a whole number of {} to {}", bereik.start(), bereik.end());
        self.lees(sleutel, &verwacht, |waarde| {
            waarde.as_integer().filter(|getal| bereik.contains(getal))
        })
    }

    pub(super) fn tabel(&self, sleutel: &str) -> Uitkomst<Option<&'t Table>> {
        self.lees(sleutel, "a table", Value::as_table)
    }

    /// A table in it, with keys of its own.
    pub(super) fn sectie(&self, sleutel: &str, bekend: &[&str]) -> Uitkomst<Option<Self>> {
        let tabel = self.tabel(sleutel)?;
        tabel.map(|tabel| Self::new(&self.pad(sleutel), tabel, bekend)).transpose()
    }
}

/// One text, or several.
pub(super) fn teksten(waarde: &Value) -> Option<Vec<&str>> {
    match waarde {
        Value::String(text) => Some(vec![text]),
        Value::Array(teksten) => teksten.iter().map(Value::as_str).collect(),
        _ => None,
    }
}
