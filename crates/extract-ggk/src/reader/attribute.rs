//! Attributes. The messages have none of their own, so speed does not matter here.

use std::borrow::Cow;

use domain::Code;

use super::{name, text};

/// One attribute, its value decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) local: &'a str,
    pub(crate) value: Cow<'a, str>,
}

/// Largest numbers for the attributes of one element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AttributeLimits {
    pub(crate) count: usize,
    pub(crate) name_bytes: usize,
    pub(crate) value_bytes: usize,
}

const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Reads everything between the name of an element and the end of its tag.
pub(crate) fn parse(raw: &str, limits: AttributeLimits) -> Result<Vec<Attribute<'_>>, Code> {
    let mut found: Vec<Attribute<'_>> = Vec::new();
    let mut rest = raw;
    loop {
        let trimmed = rest.trim_start_matches(SPACE);
        if trimmed.is_empty() {
            return Ok(found);
        }
        if trimmed.len() == rest.len() {
            return Err(Code::XmlNotWellformed);
        }
        if found.len() >= limits.count {
            return Err(Code::XmlLimitAttrs);
        }
        let (attribute, after) = take(trimmed, limits)?;
        let is_double = found
            .iter()
            .any(|other| other.local == attribute.local && other.prefix == attribute.prefix);
        if is_double {
            return Err(Code::XmlNotWellformed);
        }
        found.push(attribute);
        rest = after;
    }
}

/// Takes one `name="value"` off the front.
fn take(text: &str, limits: AttributeLimits) -> Result<(Attribute<'_>, &str), Code> {
    let (qualified, rest) = text.split_once('=').ok_or(Code::XmlNotWellformed)?;
    let qualified = qualified.trim_end_matches(SPACE);
    if qualified.len() > limits.name_bytes {
        return Err(Code::XmlLimitName);
    }
    let (prefix, local) = name::split(qualified).ok_or(Code::XmlNotWellformed)?;
    let rest = rest.trim_start_matches(SPACE);
    let quote =
        rest.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or(Code::XmlNotWellformed)?;
    let (value, rest) =
        rest.get(1..).and_then(|rest| rest.split_once(quote)).ok_or(Code::XmlNotWellformed)?;
    if value.len() > limits.value_bytes {
        return Err(Code::XmlLimitText);
    }
    if value.contains('<') {
        return Err(Code::XmlNotWellformed);
    }
    let value = decode(value).ok_or(Code::XmlNotWellformed)?;
    Ok((Attribute { prefix, local, value }, rest))
}

/// Decodes references and turns white space into blanks; `None` for a bad reference.
fn decode(value: &str) -> Option<Cow<'_, str>> {
    if !value.contains(['&', '\t', '\r', '\n']) {
        return Some(Cow::Borrowed(value));
    }
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(&before.replace(['\t', '\r', '\n'], " "));
        let (reference, after) = after.split_once(';')?;
        decoded.push(text::decode_reference(reference)?);
        rest = after;
    }
    decoded.push_str(&rest.replace(['\t', '\r', '\n'], " "));
    Some(Cow::Owned(decoded))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: AttributeLimits = AttributeLimits { count: 2, name_bytes: 8, value_bytes: 15 };

    #[test]
    fn attributes_are_read_with_their_values_decoded_once() {
        let read = parse(" a = '1' x:b=\"&lt;&amp;lt;\"", LIMITS).unwrap();
        let read: Vec<_> = read.iter().map(|a| (a.prefix, a.local, a.value.as_ref())).collect();
        assert_eq!(read, [("", "a", "1"), ("x", "b", "<&lt;")]);
        assert_eq!(parse("  ", LIMITS), Ok(vec![]));
    }

    #[test]
    fn what_is_not_an_attribute_is_refused() {
        for (raw, expect) in [
            (" a='1' a='2'", Code::XmlNotWellformed),
            (" a='1'b='2'", Code::XmlNotWellformed),
            (" a", Code::XmlNotWellformed),
            (" a=1", Code::XmlNotWellformed),
            (" a='1", Code::XmlNotWellformed),
            (" a='<'", Code::XmlNotWellformed),
            (" a='&x;'", Code::XmlNotWellformed),
            (" a='&#0;'", Code::XmlNotWellformed),
            (" 1='1'", Code::XmlNotWellformed),
            (" a='1' b='1' c='1'", Code::XmlLimitAttrs),
            (" abcdefghi=''", Code::XmlLimitName),
            (" a='1234567890123456'", Code::XmlLimitText),
        ] {
            assert_eq!(parse(raw, LIMITS), Err(expect), "{raw}");
        }
    }
}
