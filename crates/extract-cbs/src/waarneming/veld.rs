//! Values of a row as JSON gives them.

use core::fmt;
use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::fout::Fout;

/// A value that should be a text or a whole number: a key, a code, a row number.
#[derive(Debug)]
pub(super) enum Scalar<'de> {
    Tekst(Cow<'de, str>),
    Geheel(i64),
    Null,
    /// Something else, in words.
    Anders(&'static str),
}

impl<'de> Scalar<'de> {
    /// The text of a key or a code.
    pub(super) fn tekst(&self, naam: &str) -> Result<&str, Fout> {
        match self {
            Self::Tekst(text) => Ok(text),
            Self::Null => Err(mist(naam)),
            Self::Geheel(_) => Err(vorm(naam, "a number", "a text")),
            Self::Anders(what) => Err(vorm(naam, what, "a text")),
        }
    }

    /// The text, or nothing.
    pub(super) fn tekst_of_null(self, naam: &str) -> Result<Option<Cow<'de, str>>, Fout> {
        match self {
            Self::Tekst(text) => Ok(Some(text)),
            Self::Null => Ok(None),
            Self::Geheel(_) => Err(vorm(naam, "a number", "a text")),
            Self::Anders(what) => Err(vorm(naam, what, "a text")),
        }
    }

    /// A row number.
    pub(super) fn rijnummer(&self, naam: &str) -> Result<i64, Fout> {
        match self {
            Self::Geheel(number) if *number >= 0 => Ok(*number),
            Self::Geheel(_) => Err(vorm(naam, "a negative number", "a row number")),
            Self::Null => Err(mist(naam)),
            Self::Tekst(_) => Err(vorm(naam, "a text", "a row number")),
            Self::Anders(what) => Err(vorm(naam, what, "a row number")),
        }
    }
}

fn mist(naam: &str) -> Fout {
    Fout::new("FIELD_MISSING", format!("`{naam}` is null, and no row can do without it"))
}

/// The refusal of a value of the wrong kind.
pub(super) fn vorm(naam: &str, found: &str, wanted: &str) -> Fout {
    Fout::new("TYPE_MISMATCH", format!("`{naam}` is {found} where {wanted} is due"))
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Tekst(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Tekst(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Geheel(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar<'de>, E> {
        Ok(i64::try_from(number).map_or(Scalar::Anders("a number too large"), Scalar::Geheel))
    }

    #[expect(clippy::disallowed_types, reason = "serde hands over what is then refused")]
    fn visit_f64<E>(self, _: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Anders("a number with decimals"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Anders("true or false"))
    }

    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Anders("an array"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Anders("an object"))
    }
}

/// A value that should be a number or a padded text: what a cell holds, with the digits as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ruw<'de> {
    Null,
    /// The text of a JSON number.
    Getal(&'de str),
    Tekst(Cow<'de, str>),
    /// Something else, in words.
    Anders(&'static str),
}

impl<'de> Ruw<'de> {
    /// Tells what a value is by its first character.
    ///
    /// # Errors
    /// `JSON_INVALID` for a text with half a character in it.
    pub(super) fn van(raw: &'de RawValue) -> Result<Self, Fout> {
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Self::Getal(text),
            Some(b'n') => Self::Null,
            Some(b'"') => Self::Tekst(tekst(text)?),
            Some(b'[') => Self::Anders("an array"),
            Some(b'{') => Self::Anders("an object"),
            _ => Self::Anders("true or false"),
        })
    }
}

/// The text between the quotes.
fn tekst(quoted: &str) -> Result<Cow<'_, str>, Fout> {
    let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains('\\') => Ok(Cow::Borrowed(inner)),
        _ => serde_json::from_str::<String>(quoted).map(Cow::Owned).map_err(|error| {
            Fout::new("JSON_INVALID", format!("a text is not JSON: {error}")).tijdelijk()
        }),
    }
}
