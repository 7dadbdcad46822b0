//! Reads one GET request from a socket.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read};

/// A request, with its query decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    pub(super) method: String,
    /// Path and query as they came.
    pub(super) target: String,
    /// Decoded path without a slash at the end.
    pub(super) path: String,
    /// Decoded query options in their order.
    pub(super) query: Vec<(String, String)>,
    pub(super) host: String,
    pub(super) accept: String,
    pub(super) accept_encoding: String,
    pub(super) user_agent: String,
}

/// Longest head that is read: room for an address far beyond what CBS takes.
const HEAD_BYTES_MAX: usize = 64 * 1024;

impl Request {
    /// Value of a query option such as `$filter`.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Value of a query option that is a number; what is no number counts as absent.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.option(name)?.trim().parse().ok()
    }

    /// The decoded query as one text.
    pub(super) fn query_text(&self) -> String {
        let pairs = self.query.iter().map(|(key, value)| format!("{key}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let method = first.next()?.to_owned();
        let target = first.next()?.to_owned();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let path = decode(path.trim_end_matches('/'), false)?;
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(key, true)?, decode(value, true)?))
        });
        let query = pairs.collect::<Option<Vec<_>>>()?;
        let mut request = Self { method, target, path, query, ..Self::default() };
        for line in lines {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim().to_owned();
            match name.to_ascii_lowercase().as_str() {
                "host" => request.host = value,
                "accept" => request.accept = value,
                "accept-encoding" => request.accept_encoding = value,
                "user-agent" => request.user_agent = value,
                _ => {}
            }
        }
        Some(request)
    }
}

/// Reads the head of the next request. `None`: the client is done, or `is_stopped` said so.
pub(super) fn read_request(
    stream: &mut impl Read,
    rest: &mut Vec<u8>,
    is_stopped: &dyn Fn() -> bool,
) -> io::Result<Option<Request>> {
    loop {
        if let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") {
            let head: Vec<u8> = rest.drain(..end.saturating_add(4)).collect();
            let head = String::from_utf8(head).map_err(|_| bad("the head is not UTF-8"))?;
            let request = Request::parse(&head).ok_or_else(|| bad("the request line"))?;
            return Ok(Some(request));
        }
        if rest.len() > HEAD_BYTES_MAX {
            return Err(bad("the head is too long"));
        }
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(None),
            Ok(read) => rest.extend(buffer.iter().take(read)),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if is_stopped() {
                    return Ok(None);
                }
            }
            Err(error) => return Err(error),
        }
    }
}

fn bad(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what.to_owned())
}

/// Undoes percent-encoding. `None`: not UTF-8, or a `%` without two hexadecimal digits.
pub(super) fn decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let digits = core::str::from_utf8(&digits).ok()?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
            }
            b'+' if plus_is_space => bytes.push(b' '),
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// Percent-encodes the value of a query option.
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,()'/$".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_codes_are_undone() {
        let cases = [
            ("RegioS%20eq%20%27GM0344%27", Some("RegioS eq 'GM0344'")),
            ("a+b", Some("a b")),
            ("%C3%A9", Some("é")),
            ("%zz", None),
            ("%4", None),
            ("%ff", None),
        ];
        for (text, expect) in cases {
            assert_eq!(decode(text, true).as_deref(), expect, "{text}");
        }
        assert_eq!(decode("a+b", false).as_deref(), Some("a+b"));
    }

    #[test]
    fn what_is_encoded_is_decoded_again() {
        for text in ["RegioS eq 'NL01  ' and (x ge '2019')", "naam é & = + %", ""] {
            assert_eq!(decode(&encode(text), true).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_request_is_read_with_its_query_and_host() {
        let bytes = b"GET /a/b/?$top=5&%24filter=x%20eq%20'y' HTTP/1.1\r\nHost: h:1\r\nAccept: application/json\r\n\r\nGET";
        let mut rest = Vec::new();
        let request = read_request(&mut bytes.as_slice(), &mut rest, &|| true).unwrap().unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/a/b"));
        assert_eq!(request.number("$top"), Some(5));
        assert_eq!(request.option("$filter"), Some("x eq 'y'"));
        assert_eq!((request.host.as_str(), request.accept.as_str()), ("h:1", "application/json"));
        assert_eq!(rest, b"GET");
    }
}
