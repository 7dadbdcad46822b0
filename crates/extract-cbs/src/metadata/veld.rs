//! A field of metadata that CBS writes now as text, now as a number, now as nothing.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// One field of metadata; absent and `null` are the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Veld(Option<String>);

impl Veld {
    /// The text as it stands; empty when there is none.
    pub(crate) fn ruw(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// The text without blanks around it: titles carry them at times, v3 keys always.
    pub(crate) fn kort(&self) -> &str {
        self.ruw().trim()
    }

    /// As [`Veld::kort`], for a field of the model.
    pub(crate) fn tekst(&self) -> String {
        self.kort().to_owned()
    }

    /// The first of both that says something.
    pub(crate) fn of<'v>(&'v self, other: &'v Self) -> &'v Self {
        if self.kort().is_empty() { other } else { self }
    }

    /// The number, when it is a whole one.
    pub(crate) fn aantal(&self) -> Option<u64> {
        self.kort().parse().ok()
    }
}

impl<'de> Deserialize<'de> for Veld {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Null => Ok(Self(None)),
            Value::String(text) => Ok(Self(Some(text))),
            Value::Number(number) => Ok(Self(Some(number.to_string()))),
            Value::Bool(is_true) => Ok(Self(Some(is_true.to_string()))),
            Value::Array(_) => Err(D::Error::custom("a list where a text or number belongs")),
            Value::Object(_) => Err(D::Error::custom("an object where a text or number belongs")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_number_and_nothing_are_read_and_nothing_else() {
        for (json, raw, short, count) in [
            (r#""Gemiddelde bevolking ""#, "Gemiddelde bevolking ", "Gemiddelde bevolking", None),
            ("2020", "2020", "2020", Some(2020)),
            ("null", "", "", None),
            ("true", "true", "true", None),
            ("-1", "-1", "-1", None),
        ] {
            let veld: Veld = serde_json::from_str(json).unwrap();
            assert_eq!((veld.ruw(), veld.kort(), veld.aantal()), (raw, short, count), "{json}");
        }
        for json in ["[]", "{}"] {
            assert!(serde_json::from_str::<Veld>(json).is_err(), "{json}");
        }
    }
}
