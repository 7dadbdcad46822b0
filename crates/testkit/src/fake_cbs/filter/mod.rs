//! `$filter`: what CBS is known to understand, and nothing else.

mod mask;
mod parse;

use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) use mask::{Mask, compile};
pub(super) use parse::{Dialect, parse};

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr {
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
    Compare(Operand, Comparison, Operand),
    In(Operand, Vec<Operand>),
    Text(TextTest, Operand, Operand),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A test on a text: does the first hold the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Operand {
    Column(String),
    Text(String),
    Number(i64),
    Null,
    /// `tolower`, `toupper`, `trim`, `substring`.
    Call(String, Vec<Self>),
}

/// Value of a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Number(i64),
}

/// Tells the value of a column; `None`: there is no such column.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<Value<'a>>;

impl Expr {
    /// Whether a row fulfils the condition; the error names a column that is not there or a wrong kind of value.
    pub(super) fn is_true<'a>(&'a self, lookup: Lookup<'a>) -> Result<bool, String> {
        match self {
            Self::And(one, two) => Ok(one.is_true(lookup)? && two.is_true(lookup)?),
            Self::Or(one, two) => Ok(one.is_true(lookup)? || two.is_true(lookup)?),
            Self::Not(inner) => Ok(!inner.is_true(lookup)?),
            Self::Compare(one, how, two) => {
                let (one, two) = (one.value(lookup)?, two.value(lookup)?);
                how.holds(&one, &two)
            }
            Self::In(one, list) => {
                let one = one.value(lookup)?;
                let list = list.iter().map(|item| item.value(lookup));
                Ok(list.collect::<Result<Vec<_>, _>>()?.contains(&one))
            }
            Self::Text(test, whole, part) => {
                let (whole, part) = (whole.text(lookup)?, part.text(lookup)?);
                Ok(match test {
                    TextTest::StartsWith => whole.starts_with(part.as_ref()),
                    TextTest::EndsWith => whole.ends_with(part.as_ref()),
                    TextTest::Contains => whole.contains(part.as_ref()),
                })
            }
        }
    }

    /// Adds the names of the columns that the condition looks at.
    pub(super) fn columns<'e>(&'e self, names: &mut BTreeSet<&'e str>) {
        match self {
            Self::And(one, two) | Self::Or(one, two) => {
                one.columns(names);
                two.columns(names);
            }
            Self::Not(inner) => inner.columns(names),
            Self::Compare(one, _, two) | Self::Text(_, one, two) => {
                one.columns(names);
                two.columns(names);
            }
            Self::In(one, list) => {
                one.columns(names);
                for item in list {
                    item.columns(names);
                }
            }
        }
    }
}

impl Operand {
    fn columns<'e>(&'e self, names: &mut BTreeSet<&'e str>) {
        match self {
            Self::Column(name) => {
                names.insert(name);
            }
            Self::Call(_, list) => {
                for item in list {
                    item.columns(names);
                }
            }
            Self::Text(_) | Self::Number(_) | Self::Null => {}
        }
    }

    fn value<'v>(&'v self, lookup: Lookup<'v>) -> Result<Value<'v>, String> {
        match self {
            Self::Column(name) => lookup(name)
                .ok_or_else(|| format!("Could not find a property named '{name}' on type 'Row'.")),
            Self::Text(text) => Ok(Value::Text(text.into())),
            Self::Number(number) => Ok(Value::Number(*number)),
            Self::Null => Ok(Value::Null),
            Self::Call(name, list) => {
                let text = list.first().ok_or("a function without arguments")?.text(lookup)?;
                let text = match name.as_str() {
                    "tolower" => text.to_lowercase(),
                    "toupper" => text.to_uppercase(),
                    "trim" => text.trim().to_owned(),
                    "substring" => {
                        let start = number(list.get(1)).unwrap_or(0);
                        let length = number(list.get(2)).unwrap_or(usize::MAX);
                        text.chars().skip(start).take(length).collect()
                    }
                    _ => return Err(format!("An unknown function with name '{name}' was found.")),
                };
                Ok(Value::Text(text.into()))
            }
        }
    }

    fn text<'v>(&'v self, lookup: Lookup<'v>) -> Result<Cow<'v, str>, String> {
        match self.value(lookup)? {
            Value::Text(text) => Ok(text),
            Value::Null => Ok("".into()),
            Value::Number(number) => Err(format!("a text is wanted, not {number}")),
        }
    }
}

fn number(operand: Option<&Operand>) -> Option<usize> {
    match operand? {
        Operand::Number(number) => usize::try_from(*number).ok(),
        _ => None,
    }
}

impl Comparison {
    /// Texts compare by their characters, as CBS does: `'2020HJ01' lt '2020JJ00'`.
    fn holds(self, one: &Value<'_>, two: &Value<'_>) -> Result<bool, String> {
        let is_mixed = matches!(
            (one, two),
            (Value::Text(_), Value::Number(_)) | (Value::Number(_), Value::Text(_))
        );
        if is_mixed {
            return Err("A binary operator with incompatible types was detected.".to_owned());
        }
        if *one == Value::Null || *two == Value::Null {
            return Ok(match self {
                Self::Eq => one == two,
                Self::Ne => one != two,
                _ => false,
            });
        }
        Ok(match self {
            Self::Eq => one == two,
            Self::Ne => one != two,
            Self::Lt => one < two,
            Self::Le => one <= two,
            Self::Gt => one > two,
            Self::Ge => one >= two,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str) -> Option<Value<'static>> {
        match name {
            "RegioS" => Some(Value::Text("GM0344".into())),
            "Padded" => Some(Value::Text("NL01  ".into())),
            "Perioden" => Some(Value::Text("2020HJ01".into())),
            "Title" => Some(Value::Text("Wmo-clienten; regio".into())),
            "Id" => Some(Value::Number(12)),
            "Leeg" => Some(Value::Null),
            _ => None,
        }
    }

    fn holds(text: &str, dialect: Dialect) -> Result<bool, String> {
        let expr = parse(text, dialect)?;
        expr.is_true(&|name| row(name))
    }

    #[test]
    fn conditions_of_v4_are_evaluated() {
        let cases = [
            ("RegioS eq 'GM0344'", true),
            ("RegioS ne 'GM0344'", false),
            ("RegioS eq 'gm0344'", false),
            ("Padded eq 'NL01'", false),
            ("Padded eq 'NL01  '", true),
            ("trim(Padded) eq 'NL01'", true),
            ("Perioden ge '2020JJ00'", false),
            ("Perioden ge '2020'", true),
            ("Perioden lt '2021' and Perioden gt '2019'", true),
            ("RegioS in ('GM0344','GM0363')", true),
            ("RegioS in ('GM0363')", false),
            ("startswith(RegioS,'GM')", true),
            ("endswith(RegioS,'44')", true),
            ("contains(tolower(Title),'wmo')", true),
            ("RegioS eq 'x' or RegioS eq 'GM0344' and Perioden eq 'y'", false),
            ("(RegioS eq 'x' or RegioS eq 'GM0344') and Perioden eq '2020HJ01'", true),
            ("not (RegioS eq 'x')", true),
            ("not startswith(RegioS,'PV') and Id ge 12", true),
            ("Id lt 12", false),
            ("substring(Perioden,0,4) eq '2020'", true),
            ("Leeg eq null", true),
            ("Title eq 'O''Neill'", false),
        ];
        for (text, expect) in cases {
            assert_eq!(holds(text, Dialect::V4), Ok(expect), "{text}");
        }
    }

    #[test]
    fn each_dialect_refuses_the_words_of_the_other() {
        assert_eq!(holds("substringof('03',RegioS)", Dialect::V3), Ok(true));
        let refused = [
            ("substringof('03',RegioS)", Dialect::V4),
            ("contains(RegioS,'03')", Dialect::V3),
            ("RegioS in ('GM0344')", Dialect::V3),
            ("Onbekend eq 'x'", Dialect::V4),
            ("RegioS eq", Dialect::V4),
            ("RegioS eq 'x", Dialect::V4),
            ("(RegioS eq 'x'", Dialect::V4),
            ("RegioS eq 'x' RegioS", Dialect::V4),
            ("RegioS eq 5", Dialect::V4),
            ("", Dialect::V3),
        ];
        for (text, dialect) in refused {
            assert!(holds(text, dialect).is_err(), "{text}");
        }
    }
}
