//! One cell and how each protocol writes it.

use super::onderwerp::FakeOnderwerp;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FakeCel {
    /// A number, as its JSON text: `12.5`, `1E3`.
    Getal(String),
    /// A text, for measures of type `String`.
    Tekst(String),
    /// Nothing, with its v4 `ValueAttribute`: `Impossible`, `Confidential`, `NotAvailable`, `Missing` or something new.
    Leeg(String),
    /// A sign of older v3 tables instead of a number: `x`, `-`. In v4 `NotAvailable`.
    Teken(String),
    /// No row in v4; an empty cell in v3.
    Afwezig,
}

impl From<&str> for FakeCel {
    /// A text that is a JSON number is a number, any other text a text.
    fn from(text: &str) -> Self {
        let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
            && serde_json::from_str::<serde_json::Number>(text).is_ok();
        if is_number { Self::Getal(text.to_owned()) } else { Self::Tekst(text.to_owned()) }
    }
}

impl From<i64> for FakeCel {
    fn from(number: i64) -> Self {
        Self::Getal(number.to_string())
    }
}

/// Where a cell is.
#[derive(Debug, Clone, Copy)]
pub struct Plek<'p> {
    /// Codes in the order of the dimensions, without padding.
    pub codes: &'p [&'p str],
    /// Their positions in the lists.
    pub posities: &'p [u32],
    /// v4 `Identifier` of the measure.
    pub onderwerp: &'p str,
    /// Position of the measure.
    pub plek_onderwerp: usize,
}

/// `text` as a JSON string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl FakeCel {
    /// `ValueAttribute`, `Value` and `StringValue` of v4, as JSON texts.
    pub(super) fn v4(&self) -> [String; 3] {
        let null = || "null".to_owned();
        match self {
            Self::Getal(number) => ["\"None\"".to_owned(), number.clone(), null()],
            Self::Tekst(text) => ["\"None\"".to_owned(), null(), quoted(text)],
            Self::Leeg(reason) => [quoted(reason), null(), null()],
            Self::Teken(_) => ["\"NotAvailable\"".to_owned(), null(), null()],
            Self::Afwezig => ["\"Impossible\"".to_owned(), null(), null()],
        }
    }

    /// The cell of `TypedDataSet`: a number, padded text or null. A `Double` has a decimal part on the wire.
    pub(super) fn typed(&self, onderwerp: &FakeOnderwerp) -> String {
        let is_text = onderwerp.gegevenstype == "String";
        match self {
            Self::Getal(number) if is_text => quoted(&format!("{number:<20}")),
            Self::Getal(number) => {
                let is_whole = number.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
                let is_double = matches!(onderwerp.gegevenstype.as_str(), "Double" | "Float");
                if is_whole && is_double { format!("{number}.0") } else { number.clone() }
            }
            Self::Tekst(text) => quoted(&format!("{text:<20}")),
            Self::Leeg(reason) if is_text => quoted(if reason == "Impossible" { "" } else { "." }),
            Self::Leeg(_) | Self::Teken(_) | Self::Afwezig => "null".to_owned(),
        }
    }

    /// The cell of `UntypedDataSet`: text, right aligned; `.` when the value is unknown, empty when there is none.
    pub(super) fn untyped(&self, onderwerp: &FakeOnderwerp) -> String {
        match self {
            Self::Getal(number) => {
                let decimals = usize::from(onderwerp.decimalen);
                let text = match number.split_once('.') {
                    _ if number.contains(['e', 'E']) => number.clone(),
                    Some((whole, part)) => format!("{whole}.{part:0<decimals$}"),
                    None if decimals > 0 => format!("{number}.{:0<decimals$}", ""),
                    None => number.clone(),
                };
                quoted(&format!("{text:>8}"))
            }
            Self::Tekst(text) => quoted(&format!("{text:<20}")),
            Self::Leeg(reason) if reason == "Impossible" => "\"\"".to_owned(),
            Self::Leeg(_) => quoted("       ."),
            Self::Teken(sign) => quoted(&format!("{sign:>8}")),
            Self::Afwezig => "\"\"".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_written_as_each_data_set_does() {
        let double = FakeOnderwerp::new("M", "m").decimalen(1);
        let long = FakeOnderwerp::new("M", "m");
        let text = FakeOnderwerp::new("M", "m").gegevenstype("String");
        let leeg = |reason: &str| FakeCel::Leeg(reason.to_owned());
        let cases = [
            (FakeCel::from("135.5"), &double, "135.5", "\"   135.5\""),
            (FakeCel::from("7559"), &double, "7559.0", "\"  7559.0\""),
            (FakeCel::from(-3), &long, "-3", "\"      -3\""),
            (leeg("Impossible"), &long, "null", "\"\""),
            (leeg("Confidential"), &long, "null", "\"       .\""),
            (FakeCel::Teken("x".to_owned()), &long, "null", "\"       x\""),
            (FakeCel::Afwezig, &long, "null", "\"\""),
            (
                FakeCel::from("Almelo"),
                &text,
                "\"Almelo              \"",
                "\"Almelo              \"",
            ),
            (leeg("Missing"), &text, "\".\"", "\"       .\""),
        ];
        for (cel, onderwerp, typed, untyped) in cases {
            assert_eq!(cel.typed(onderwerp), typed);
            assert_eq!(cel.untyped(onderwerp), untyped);
        }
        assert_eq!(leeg("Missing").v4(), ["\"Missing\"", "null", "null"]);
        assert_eq!(FakeCel::from("0.1").v4(), ["\"None\"", "0.1", "null"]);
        assert_eq!(FakeCel::from("a\"b").v4(), ["\"None\"", "null", "\"a\\\"b\""]);
    }
}
