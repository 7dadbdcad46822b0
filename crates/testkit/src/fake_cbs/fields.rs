//! The fields of a recorded JSON object, with the text of their values as it came.

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::cel::quoted;

/// Fields in their order.
#[derive(Debug)]
pub(super) struct Fields(pub(super) Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Fields;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    fields.push(pair);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

impl Fields {
    /// Reads an object.
    pub(super) fn read(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    /// The JSON text of a field.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.get())
    }

    /// A field that is a text; `None` for null, another kind of value or no field.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.get(name)?).ok()
    }

    /// Writes the object, with `change` of the JSON text of each field; `None` leaves a field out.
    pub(super) fn write(&self, change: impl Fn(&str, &str) -> Option<String>) -> String {
        let fields = self.0.iter().filter_map(|(name, value)| {
            Some(format!("{}:{}", quoted(name), change(name, value.get())?))
        });
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    }
}

/// An object with only these fields, in its own order: `$select`.
pub(super) fn keep_fields(json: &str, names: &[String]) -> Result<String, String> {
    let fields = Fields::read(json)?;
    Ok(fields
        .write(|name, value| names.iter().any(|wanted| wanted == name).then(|| value.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_keeps_the_text_of_numbers() {
        let names = ["Value".to_owned(), "Id".to_owned()];
        let json = r#"{"Id":7,"x":[1, 2],"Value":7559.0}"#;
        assert_eq!(keep_fields(json, &names), Ok(r#"{"Id":7,"Value":7559.0}"#.to_owned()));
        assert!(keep_fields("[]", &names).is_err());
    }
}
