//! Why a body is not JSON, in words.
//!
//! Only asked when reading failed: so that a page of HTML, half a body or five thousand brackets is called what it is,
//! whatever the reader stumbled over first.

use serde_json::error::Category;
use serde_json::value::RawValue;

use super::fout::Fout;

/// Deepest nesting that is called JSON; a page of observations has three levels, an error object five.
const DIEPTE_MAX: usize = 64;

/// Checks a body as JSON and nothing else.
///
/// # Errors
/// `JSON_INVALID`.
pub(super) fn toets(body: &[u8]) -> Result<(), Fout> {
    let start = body.trim_ascii_start();
    if start.is_empty() {
        return Err(ongeldig("the body is empty"));
    }
    if start.first() == Some(&b'<') {
        return Err(ongeldig(
            "the body is a page of HTML or XML, with a status that says it is data",
        ));
    }
    if diepte(body) > DIEPTE_MAX {
        return Err(ongeldig(&format!("the body is nested more than {DIEPTE_MAX} levels deep")));
    }
    // Not `IgnoredAny`, which passes over bytes that are no UTF-8.
    serde_json::from_slice::<&RawValue>(body).map(|_| ()).map_err(|error| woorden(body, &error))
}

/// What the parser says, with where.
pub(super) fn woorden(body: &[u8], error: &serde_json::Error) -> Fout {
    let size = body.len();
    let (line, column) = (error.line(), error.column());
    if error.classify() == Category::Eof {
        return ongeldig(&format!("the body ends in the middle, after {size} bytes"));
    }
    let offset = plaats(body, line, column);
    if error.to_string().starts_with("trailing characters") {
        return ongeldig(&format!("there is something behind the document, from byte {offset}"));
    }
    let rest = body.get(offset.saturating_sub(1)..).unwrap_or_default();
    if rest.starts_with(b"N") || rest.starts_with(b"I") {
        return ongeldig(&format!("NaN or Infinity at byte {offset}, which is not JSON"));
    }
    ongeldig(&format!("the body is not JSON from byte {offset} (line {line}): {error}"))
}

fn ongeldig(what: &str) -> Fout {
    Fout::new("JSON_INVALID", format!("{what}; it is fetched again")).tijdelijk()
}

/// Number of the byte, from 1, of a line and a column, from 1.
fn plaats(body: &[u8], line: usize, column: usize) -> usize {
    let before = body.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1));
    before.map(<[u8]>::len).sum::<usize>() + column
}

/// Deepest nesting of brackets outside texts.
fn diepte(body: &[u8]) -> usize {
    let (mut depth, mut deepest, mut is_text, mut is_escaped) = (0_usize, 0, false, false);
    for byte in body {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'[' | b'{' if !is_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_json_is_named() {
        for (body, words) in [
            ("", "the body is empty"),
            (" \r\n\t", "the body is empty"),
            ("<html><body>storing</body></html>", "a page of HTML"),
            ("\n <?xml version=\"1.0\"?><feed/>", "a page of HTML or XML"),
            ("{\"value\":[{\"Id\":1", "ends in the middle, after 17 bytes"),
            ("{\"value\":[]}<!-- cache -->", "something behind the document, from byte 13"),
            ("{\"value\":[]}{\"value\":[]}", "something behind the document, from byte 13"),
            ("{\"value\":[{\"Id\":NaN}]}", "NaN or Infinity at byte 17"),
            ("{\"value\":[{\"Id\":-Infinity}]}", "NaN or Infinity at byte 18"),
            ("{\n\"value\": [1,]}", "not JSON from byte 15 (line 2)"),
            ("{'value': []}", "not JSON from byte 2"),
            ("{\"value\":[01]}", "not JSON from byte"),
            ("Service Unavailable", "not JSON from byte 1"),
        ] {
            let error = toets(body.as_bytes()).unwrap_err().op("");
            assert_eq!(error.code(), "JSON_INVALID", "{body}");
            assert!(error.to_string().contains(words) && error.is_transient(), "{body}: {error}");
        }
        for body in ["{\"value\":[]}", "[]", "3", "{\"a\":\"[[[\\\"[[[\"}"] {
            assert_eq!(toets(body.as_bytes()), Ok(()), "{body}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |levels| [vec![b'['; levels], vec![b']'; levels]].concat();
        assert_eq!(toets(&nested(64)), Ok(()));
        let error = toets(&nested(65)).unwrap_err().op("");
        assert!(error.to_string().contains("more than 64 levels"), "{error}");
        assert_eq!(toets(&nested(1_000_000)).unwrap_err().op("").code(), "JSON_INVALID");
    }
}
