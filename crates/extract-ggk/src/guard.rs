//! Looks at the bytes before anything parses them: is this a UTF-8 XML 1.0 document of a sane size?

use domain::Code;

/// Bytes of the UTF-8 byte order mark.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A document that passed the guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Document<'a> {
    /// The text, without byte order mark.
    pub(crate) text: &'a str,
    /// Length of the byte order mark that was taken off.
    pub(crate) bom: usize,
}

/// A refusal by the guard: code and byte offset in the file.
pub(crate) type Refusal = (Code, usize);

/// Checks what can be checked without parsing.
pub(crate) fn check(bytes: &[u8], bytes_max: usize) -> Result<Document<'_>, Refusal> {
    if bytes.len() > bytes_max {
        return Err((Code::FileTooLarge, bytes_max));
    }
    if is_utf16(bytes) {
        return Err((Code::XmlEncoding, 0));
    }
    let body = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let bom = bytes.len() - body.len();
    check_kind(body).map_err(|code| (code, bom))?;
    check_declaration(body).map_err(|code| (code, bom))?;
    let text = core::str::from_utf8(body)
        .map_err(|error| (Code::XmlEncoding, bom + error.valid_up_to()))?;
    match find_illegal(body) {
        Some(offset) => Err((Code::XmlNotWellformed, bom + offset)),
        None => Ok(Document { text, bom }),
    }
}

/// UTF-16 or UTF-32, with a byte order mark or by the zero byte beside the first `<`.
fn is_utf16(bytes: &[u8]) -> bool {
    [&b"\xff\xfe"[..], b"\xfe\xff", b"<\0", b"\0<", b"\0\0\0<", b"\0\0\xfe\xff"]
        .iter()
        .any(|mark| bytes.starts_with(mark))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Empty, XML, or something else that was named `.xml`.
fn check_kind(body: &[u8]) -> Result<(), Code> {
    let trimmed = body.trim_ascii_start();
    let starts_with = |word: &[u8]| {
        trimmed.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    match trimmed.first() {
        None => Err(Code::FileEmpty),
        Some(b'<') if starts_with(b"<html") || starts_with(b"<!doctype html") => {
            Err(Code::FileTypeMismatch)
        }
        Some(b'<') => Ok(()),
        Some(0xef) if trimmed.starts_with(BOM) => Err(Code::XmlNotWellformed),
        Some(_) => Err(Code::FileTypeMismatch),
    }
}

/// Checks `<?xml version="1.0" encoding="UTF-8" standalone=".."?>`; a document may also have none.
///
/// # Source
/// XML 1.0, 2.8 and 4.3.3; OP192 allows UTF-8 only.
fn check_declaration(body: &[u8]) -> Result<(), Code> {
    let Some(rest) = body.strip_prefix(b"<?xml") else {
        // White space before a declaration makes it a forbidden processing instruction.
        let is_late = body.trim_ascii_start().starts_with(b"<?xml ");
        return if is_late { Err(Code::XmlNotWellformed) } else { Ok(()) };
    };
    if !rest.first().copied().is_some_and(is_space) {
        // `<?xml-stylesheet ..?>` is an ordinary processing instruction, `<?xml?>` is nothing.
        let is_bare = rest.starts_with(b"?>");
        return if is_bare { Err(Code::XmlNotWellformed) } else { Ok(()) };
    }
    let (version, rest) = take_pseudo_attribute(rest, b"version").ok_or(Code::XmlNotWellformed)?;
    if version != b"1.0" {
        return Err(Code::XmlNotWellformed);
    }
    let rest = match take_pseudo_attribute(rest, b"encoding") {
        Some((encoding, rest)) if encoding.eq_ignore_ascii_case(b"utf-8") => rest,
        Some(_) => return Err(Code::XmlEncoding),
        None => rest,
    };
    let rest = match take_pseudo_attribute(rest, b"standalone") {
        Some((b"yes" | b"no", rest)) => rest,
        Some(_) => return Err(Code::XmlNotWellformed),
        None => rest,
    };
    if rest.trim_ascii_start().starts_with(b"?>") { Ok(()) } else { Err(Code::XmlNotWellformed) }
}

/// Takes ` name = "value"` off the front: the value and what follows it.
fn take_pseudo_attribute<'a>(bytes: &'a [u8], name: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let spaced = bytes.trim_ascii_start();
    if spaced.len() == bytes.len() {
        return None;
    }
    let rest = spaced.strip_prefix(name)?.trim_ascii_start().strip_prefix(b"=")?;
    let (quote, rest) = rest.trim_ascii_start().split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let end = rest.iter().position(|byte| byte == quote)?;
    let (value, rest) = rest.split_at_checked(end)?;
    Some((value, rest.get(1..)?))
}

/// Finds the first character that XML 1.0 forbids: C0 controls other than tab and line ends,
/// U+FFFE and U+FFFF.
fn find_illegal(bytes: &[u8]) -> Option<usize> {
    // Blocks, so that the compiler can look at many bytes at once.
    const BLOCK: usize = 4096;
    for (index, block) in bytes.chunks(BLOCK).enumerate() {
        let suspect = block.iter().fold(0, |seen, byte| {
            let is_control = (*byte < b' ') & !is_space(*byte);
            seen | u8::from(is_control) | u8::from(*byte == 0xef)
        });
        if suspect == 0 {
            continue;
        }
        // Two bytes more, for a character that lies over the border of the block.
        let start = index * BLOCK;
        let end = bytes.len().min(start + BLOCK + 2);
        let window = bytes.get(start..end).unwrap_or_default();
        let found = (0..window.len()).find(|at| match window.get(*at..) {
            Some([0xef, 0xbf, 0xbe | 0xbf, ..]) => true,
            Some([byte, ..]) => *byte < b' ' && !is_space(*byte),
            _ => false,
        });
        if let Some(found) = found {
            return Some(start + found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(bytes: &[u8], code: Code, offset: usize) {
        assert_eq!(check(bytes, 10_000), Err((code, offset)), "{:?}", bytes.escape_ascii());
    }

    #[test]
    fn what_is_not_xml_is_named() {
        refuses(b"", Code::FileEmpty, 0);
        refuses(b" \r\n\t", Code::FileEmpty, 0);
        refuses(b"\xef\xbb\xbf \n", Code::FileEmpty, 3);
        refuses(b"\x1f\x8b\x08\x00", Code::FileTypeMismatch, 0);
        refuses(b"PK\x03\x04", Code::FileTypeMismatch, 0);
        refuses(b"{\"a\": 1}", Code::FileTypeMismatch, 0);
        refuses(b"<!DOCTYPE HTML><p>", Code::FileTypeMismatch, 0);
        refuses(b"  <html></html>", Code::FileTypeMismatch, 0);
        refuses(b"text <a/>", Code::FileTypeMismatch, 0);
    }

    #[test]
    fn only_utf_8_passes() {
        refuses(b"\xff\xfe<\0a\0", Code::XmlEncoding, 0);
        refuses(b"\xfe\xff\0<\0a", Code::XmlEncoding, 0);
        refuses(b"<\0a\0", Code::XmlEncoding, 0);
        refuses(b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", Code::XmlEncoding, 0);
        refuses(b"<?xml version='1.0' encoding='Shift_JIS'?><a/>", Code::XmlEncoding, 0);
        refuses(b"<a>\xc0\xaf</a>", Code::XmlEncoding, 3);
        refuses(b"<a>\xed\xa0\x80</a>", Code::XmlEncoding, 3);
        refuses(b"<a>caf\xe9</a>", Code::XmlEncoding, 6);
    }

    #[test]
    fn a_declaration_is_right_or_absent() {
        for good in [
            "<a/>",
            "<?xml version=\"1.0\"?><a/>",
            "<?xml version='1.0' encoding='utf-8' standalone='yes' ?><a/>",
            "<?xml\tversion = '1.0'\r\nencoding = \"UTF-8\"?>\n<a/>",
            "<?xml-stylesheet href='x'?><a/>",
            "\n<a/>",
        ] {
            assert!(check(good.as_bytes(), 1_000).is_ok(), "{good}");
        }
        for bad in [
            "<?xml version='1.1'?><a/>",
            "<?xml version='2.0'?><a/>",
            "<?xml encoding='UTF-8'?><a/>",
            "<?xml version='1.0'encoding='UTF-8'?><a/>",
            "<?xml version='1.0' standalone='maybe'?><a/>",
            "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
            "<?xml version='1.0'><a/>",
            "<?xml version='1.0",
            "<?xml?><a/>",
            " <?xml version='1.0'?><a/>",
        ] {
            refuses(bad.as_bytes(), Code::XmlNotWellformed, 0);
        }
    }

    #[test]
    fn forbidden_characters_are_found_anywhere() {
        refuses(b"<a>\0</a>", Code::XmlNotWellformed, 3);
        refuses(b"<a>\x0b</a>", Code::XmlNotWellformed, 3);
        refuses("<a>\u{ffff}</a>".as_bytes(), Code::XmlNotWellformed, 3);
        let border = format!("{:<4095}\u{fffe}</a>", "<a>");
        refuses(border.as_bytes(), Code::XmlNotWellformed, 4095);
        for good in ["<a>\t\r\n\u{85}\u{202e}\u{fffd}\u{f0000}</a>", "<a>\u{ef}</a>"] {
            assert!(check(good.as_bytes(), 1_000).is_ok());
        }
    }

    #[test]
    fn a_file_has_a_largest_size() {
        assert_eq!(check(b"<a></a>", 6), Err((Code::FileTooLarge, 6)));
        assert!(check(b"<a></a>", 7).is_ok());
    }

    #[test]
    fn one_byte_order_mark_is_taken_off() {
        assert_eq!(check(b"\xef\xbb\xbf<a/>", 99), Ok(Document { text: "<a/>", bom: 3 }));
        refuses(b"\xef\xbb\xbf\xef\xbb\xbf<a/>", Code::XmlNotWellformed, 3);
    }
}
