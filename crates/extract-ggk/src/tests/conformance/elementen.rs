//! The published element lists (`elements.csv`), with what they ask of a value.

use std::collections::BTreeMap;
use std::fs;

use super::xmllint::shared;

/// An element as published.
#[derive(Debug, Default)]
pub(super) struct Knoop {
    pub(super) naam: String,
    /// Whether it is in the namespace of the basis schema.
    pub(super) is_basis: bool,
    pub(super) is_verplicht: bool,
    pub(super) is_herhaald: bool,
    pub(super) eisen: Option<Eisen>,
    pub(super) kinderen: Vec<Knoop>,
}

/// What the schema asks of a value.
#[derive(Debug, Default)]
pub(super) struct Eisen {
    soort: String,
    lengte: (usize, Option<usize>),
    bereik: (Option<i128>, Option<i128>),
    patroon: Option<String>,
    lijst: Vec<String>,
}

/// The root of every message, by standard, release and kind (`JW301`).
pub(super) type Schemas = BTreeMap<(String, String, String), Knoop>;

/// Reads all lists; `None` when the shared folder is not here.
pub(super) fn lees() -> Option<Schemas> {
    let text = fs::read_to_string(shared("domain/ggk/elements.csv")?).unwrap();
    let mut schemas = Schemas::new();
    for row in text.lines().skip(1).map(fields) {
        let [standard, release, message, path, namespace, min, max, _, facets, _] = row.as_slice()
        else {
            panic!("a row of the list has another number of fields: {row:?}");
        };
        let path = path.trim_start_matches("/Bericht");
        let mut steps = path.split('/').filter(|step| !step.is_empty());
        let root = schemas
            .entry((standard.clone(), release.clone(), message.clone()))
            .or_insert_with(|| Knoop { naam: "Bericht".to_owned(), ..Knoop::default() });
        let Some(last) = steps.next_back() else { continue };
        let parent = steps.fold(root, |knoop, step| {
            knoop.kinderen.iter_mut().rfind(|kind| kind.naam == step).unwrap()
        });
        parent.kinderen.push(Knoop {
            naam: last.to_owned(),
            is_basis: namespace == "basis",
            is_verplicht: min == "1",
            is_herhaald: max == "unbounded",
            eisen: (!facets.is_empty()).then(|| Eisen::lees(facets)),
            kinderen: Vec::new(),
        });
    }
    Some(schemas)
}

/// Splits a line of CSV; a quoted field may hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

impl Eisen {
    /// Reads `string minLength=1 maxLength=8 pattern=[0-9]{8}`.
    fn lees(text: &str) -> Self {
        let (soort, rest) = text.split_once(' ').unwrap_or((text, ""));
        let mut eisen = Self { soort: soort.to_owned(), ..Self::default() };
        for facet in rest.split(' ').filter(|facet| !facet.is_empty()) {
            let list = facet.strip_prefix("enum{").and_then(|rest| rest.strip_suffix('}'));
            match (list, facet.split_once('=')) {
                (Some(list), _) => eisen.lijst = list.split(',').map(str::to_owned).collect(),
                (None, Some(("minLength", value))) => eisen.lengte.0 = value.parse().unwrap(),
                (None, Some(("maxLength", value))) => eisen.lengte.1 = value.parse().ok(),
                (None, Some(("minInclusive", value))) => eisen.bereik.0 = value.parse().ok(),
                (None, Some(("maxInclusive", value))) => eisen.bereik.1 = value.parse().ok(),
                (None, Some(("pattern", value))) => eisen.patroon = Some(value.to_owned()),
                _ => panic!("a facet that this test does not know: {facet}"),
            }
        }
        eisen
    }

    /// Whether the schema takes `value`.
    pub(super) fn neemt(&self, value: &str) -> bool {
        let collapsed = value.trim_matches([' ', '\t', '\r', '\n']);
        let patroon = self.patroon.as_deref();
        match self.soort.as_str() {
            "string" => {
                let len = value.chars().count();
                let is_listed = self.lijst.is_empty() || self.lijst.iter().any(|one| one == value);
                len >= self.lengte.0
                    && self.lengte.1.is_none_or(|max| len <= max)
                    && patroon.is_none_or(|patroon| past(patroon, value))
                    && is_listed
            }
            "integer" => {
                let digits = collapsed.strip_prefix(['-', '+']).unwrap_or(collapsed);
                let is_number =
                    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                // Longer numbers than these are in no range.
                let number: i128 = match collapsed.parse() {
                    Ok(number) if is_number => number,
                    _ => return false,
                };
                self.bereik.0.is_none_or(|min| number >= min)
                    && self.bereik.1.is_none_or(|max| number <= max)
                    && patroon.is_none_or(|patroon| past(patroon, collapsed))
                    && (self.lijst.is_empty()
                        || self.lijst.iter().any(|one| one.parse() == Ok(number)))
            }
            "date" => is_date(collapsed) && patroon.is_none_or(|patroon| past(patroon, collapsed)),
            "time" => is_time(collapsed) && patroon.is_none_or(|patroon| past(patroon, collapsed)),
            other => panic!("a type that this test does not know: {other}"),
        }
    }
}

/// Whether all of `value` has the form `patroon`. `.` is no line end and `\s` is one of four.
fn past(patroon: &str, value: &str) -> bool {
    let is_space = |c| matches!(c, ' ' | '\t' | '\r' | '\n');
    let is_line = !value.contains(['\r', '\n']);
    let digits = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    let tail = |good: fn(&char) -> bool| {
        let mut chars = value.chars();
        chars.next().is_some_and(|c| !is_space(c)) && chars.all(|c| good(&c))
    };
    match patroon {
        r".*[^\s].*" => is_line && !value.chars().all(is_space),
        r"([.\s]*\S+[.\s]*)+" => !value.chars().all(is_space),
        "[0-9]{4}" => digits(value, 4),
        "[0-9]{8}" => digits(value, 8),
        "[0-9]{9}" => digits(value, 9),
        "[0-9]*" => value.bytes().all(|byte| byte.is_ascii_digit()),
        r"[^\s][0-9]*" => tail(char::is_ascii_digit),
        r"[^\s][a-zA-Z]*" => tail(char::is_ascii_alphabetic),
        "([a-zA-Z\u{c0}-\u{1ef3}])+" => {
            let is_letter =
                |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..='\u{1ef3}').contains(&c);
            !value.is_empty() && value.chars().all(is_letter)
        }
        "([a-zA-Z0-9])+" => {
            !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        }
        "[^:Z]*" => !value.contains([':', 'Z']),
        "[^Z+-]+" => !value.is_empty() && !value.contains(['Z', '+', '-']),
        r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)" => {
            let is_part = |part: &str| {
                !part.is_empty()
                    && part.bytes().all(|byte| byte.is_ascii_digit())
                    && (part == "0" || !part.starts_with('0'))
            };
            value.split('.').count() == 3 && value.split('.').all(is_part)
        }
        code if code.bytes().all(|byte| byte.is_ascii_digit()) => value == code,
        other => panic!("a pattern that this test does not know: {other}"),
    }
}

/// `xs:date` without zone: the year has four digits or more, without needless zeros.
fn is_date(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let is_year = year.len() == 4 || (year.len() > 4 && !year.starts_with('0'));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_year || month.len() != 2 || day.len() != 2 || !parts.iter().all(|part| is_number(part)) {
        return false;
    }
    let (year, month, day) = (year.parse().unwrap(), month.parse().unwrap(), day.parse().unwrap());
    chrono::NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// `xs:time` without zone.
fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<_> = whole.split(':').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() != 3 || parts.iter().any(|part| part.len() != 2 || !is_number(part)) {
        return false;
    }
    let number = |at: usize| parts[at].parse::<u32>().unwrap();
    let is_midnight = (number(0), number(1), number(2)) == (24, 0, 0)
        && fraction.trim_end_matches('0').is_empty();
    is_number(fraction) && (is_midnight || number(0) < 24 && number(1) < 60 && number(2) < 60)
}
