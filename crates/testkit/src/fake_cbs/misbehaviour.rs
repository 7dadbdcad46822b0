//! How CBS, or the way to it, goes wrong.

use std::io::Write as _;
use std::time::Duration;

use super::cel::quoted;
use super::request::{Request, encode};
use super::response::{Response, Wire};

/// One way to go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misbehaviour {
    /// This status with a short text: 404, 429, 500, 503.
    Status(u16),
    /// This status with `Retry-After: n`, in seconds.
    RetryAfter(u16, u32),
    /// This status with these headers and a short text.
    Head(u16, Vec<(&'static str, String)>),
    /// Close the connection without an answer.
    Reset,
    /// Say the true length, send this many bytes of the body, close.
    DropAfter(usize),
    /// Say this length instead of the true one, send everything, close.
    WrongLength(usize),
    /// Send the body in chunks, close before the last.
    CutChunk,
    /// Half of the body, with the length of that half.
    CutJson,
    /// A page of maintenance in HTML with status 200.
    Html,
    /// Nothing, with status 200.
    Empty,
    /// An error object with status 200.
    ErrorObject,
    /// This body with status 200; `MOCKHOST` becomes the host of the fake.
    Body(Vec<u8>),
    /// The right body with this text behind it.
    Garbage(String),
    /// The right body with one text for another, everywhere.
    Replaced(String, String),
    /// The right body with a byte order mark before it.
    Bom,
    /// The right body, packed.
    Gzip,
    /// This link to the next page: `HOST` becomes the host of the fake. For `file:`, another host, a relative link.
    NextLink(String),
    /// A link to the page itself.
    NextIsSelf,
    /// The next page links back to this one.
    NextIsCircle,
    /// Empty pages that link to another one, without end.
    Endless,
    /// No link to the next page, though there is one.
    NoNextLink,
    /// Pages after the first begin this many rows early.
    Overlap(u64),
    /// Pages after the first begin this many rows late.
    Gap(u64),
    /// `@odata.count` and `$count` tell this.
    WrongCount(i64),
    /// Redirect to this address; `HOST` becomes the host of the fake.
    Redirect(String),
    /// Redirect to the same address, again and again.
    RedirectToSelf,
    /// Send this many bytes in a second.
    Slow(usize),
    /// Send the head, then nothing.
    Stall,
    /// Wait this long before the first byte.
    Delay(Duration),
    /// Before the answer: the table of this id is published again at `YYYYMMDDHHMM`.
    NewVersion(String, String),
}

/// A misbehaviour with the requests that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// What the decoded path and query hold, in this order; `*` stands for anything.
    pub(super) pattern: String,
    /// Requests that hold this are left alone; empty: none are.
    pub(super) except: String,
    /// Requests that go well first.
    pub(super) first_well: u32,
    /// Requests that go wrong after that.
    pub(super) times: u32,
    pub(super) what: Misbehaviour,
}

impl Rule {
    /// Whether this request goes wrong; counts it.
    pub(super) fn strikes(&mut self, request: &Request) -> bool {
        let text = format!("{}?{}", request.path, request.query_text());
        let mut rest = text.as_str();
        for part in self.pattern.split('*') {
            let Some((_, after)) = rest.split_once(part) else { return false };
            rest = after;
        }
        if !self.except.is_empty() && text.contains(&self.except) {
            return false;
        }
        if self.first_well > 0 {
            self.first_well = self.first_well.saturating_sub(1);
            return false;
        }
        let is_struck = self.times > 0;
        self.times = self.times.saturating_sub(1);
        is_struck
    }
}

const HTML: &str = "<!DOCTYPE html><html><head><title>Onderhoud</title></head><body>StatLine is tijdelijk niet \
                    beschikbaar.</body></html>";

impl Misbehaviour {
    /// Changes the question: pages that do not fit together.
    pub(super) fn bend(&self, request: &mut Request) {
        let skip = request.number("$skip").filter(|skip| *skip > 0);
        let skip = match (self, skip) {
            (Self::Overlap(rows), Some(skip)) => skip.saturating_sub(*rows),
            (Self::Gap(rows), Some(skip)) => skip.saturating_add(*rows),
            _ => return,
        };
        request.query.retain(|(name, _)| name != "$skip");
        request.query.push(("$skip".to_owned(), skip.to_string()));
    }

    /// An answer instead of the right one.
    pub(super) fn instead(&self, request: &Request) -> Option<Response> {
        let on_host = |text: &str| text.replace("HOST", &request.host);
        let redirect = |to: String| Response {
            headers: vec![("Location", to)],
            ..Response::text(302, "text/html", "<html><body>Object moved</body></html>")
        };
        match self {
            Self::Status(status) => Some(Response::text(*status, "text/plain", "not now")),
            Self::RetryAfter(status, seconds) => Some(Response {
                headers: vec![("Retry-After", seconds.to_string())],
                ..Response::text(*status, "text/plain", "not now")
            }),
            Self::Head(status, headers) => Some(Response {
                headers: headers.clone(),
                ..Response::text(*status, "text/plain", "not now")
            }),
            Self::Html => Some(Response::text(200, "text/html; charset=utf-8", HTML)),
            Self::Empty => Some(Response::json(Vec::new())),
            Self::ErrorObject => {
                let body =
                    r#"{"error":{"code":"500","message":"An internal error has occurred."}}"#;
                Some(Response::json(body))
            }
            Self::Body(body) => Some(Response::json(replaced(body, b"MOCKHOST", &request.host))),
            Self::Redirect(to) => Some(redirect(on_host(to))),
            Self::RedirectToSelf => {
                Some(redirect(format!("http://{}{}", request.host, request.target)))
            }
            Self::Endless if request.option("$skip").is_some() => {
                let skip = request.number("$skip").unwrap_or(0).saturating_add(1);
                let link = with_skip(request, skip);
                let name = next_name(request);
                Some(Response::json(format!("{{\"value\":[],\"{name}\":{}}}", quoted(&link))))
            }
            _ => None,
        }
    }

    /// Changes the right answer.
    pub(super) fn spoil(&self, request: &Request, response: &mut Response, wire: &mut Wire) {
        match self {
            Self::CutJson => response.body.truncate(response.body.len() / 2),
            Self::Garbage(text) => response.body.extend(text.bytes()),
            Self::Replaced(from, to) => {
                response.body = replaced(&response.body, from.as_bytes(), to);
            }
            Self::Bom => {
                response.body.splice(..0, *b"\xef\xbb\xbf");
            }
            Self::Gzip => pack(response),
            Self::NextLink(link) => {
                let link = link.replace("HOST", &request.host);
                set_field(response, next_name(request), Some(&quoted(&link)));
            }
            Self::NextIsSelf => {
                let link = format!("http://{}{}", request.host, request.target);
                set_field(response, next_name(request), Some(&quoted(&link)));
            }
            Self::NextIsCircle => {
                let other = if request.option("$skip") == Some("0") { None } else { Some(0) };
                let link = match other {
                    Some(skip) => with_skip(request, skip),
                    None => with_skip(request, 1),
                };
                set_field(response, next_name(request), Some(&quoted(&link)));
            }
            Self::Endless if request.option("$skip").is_none() => {
                let link = with_skip(request, 1);
                set_field(response, next_name(request), Some(&quoted(&link)));
            }
            Self::NoNextLink => set_field(response, next_name(request), None),
            Self::WrongCount(count) if request.path.ends_with("/$count") => {
                response.body = count.to_string().into_bytes();
            }
            Self::WrongCount(count) => {
                set_field(response, "@odata.count", Some(&count.to_string()));
            }
            Self::DropAfter(bytes) => wire.drop_after = Some(*bytes),
            Self::CutChunk => wire.is_chunk_cut = true,
            Self::WrongLength(length) => wire.length = Some(*length),
            Self::Slow(bytes) => wire.bytes_per_second = Some(*bytes),
            Self::Stall => wire.is_stalled = true,
            Self::Delay(time) => wire.delay = Some(*time),
            _ => {}
        }
    }
}

fn next_name(request: &Request) -> &'static str {
    let is_v3 = request.path.to_ascii_lowercase().starts_with("/odataf");
    if is_v3 { "odata.nextLink" } else { "@odata.nextLink" }
}

fn with_skip(request: &Request, skip: u64) -> String {
    let kept = request.query.iter().filter(|(name, _)| name != "$skip");
    let mut pairs: Vec<String> =
        kept.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.push(format!("$skip={skip}"));
    format!("http://{}{}?{}", request.host, encode(&request.path), pairs.join("&"))
}

/// Sets a field of the envelope, which is the last but for the rows; `None` takes it away.
fn set_field(response: &mut Response, name: &str, json: Option<&str>) {
    let Ok(body) = core::str::from_utf8(&response.body) else { return };
    let Ok(fields) = super::fields::Fields::read(body) else { return };
    let mut text = fields.write(|found, value| (found != name).then(|| value.to_owned()));
    if let Some(json) = json {
        text.pop();
        let comma = if text.len() > 1 { "," } else { "" };
        text.extend([comma, &quoted(name), ":", json, "}"]);
    }
    response.body = text.into_bytes();
}

fn pack(response: &mut Response) {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    // Writing to memory cannot fail.
    if packer.write_all(&response.body).is_ok()
        && let Ok(packed) = packer.finish()
    {
        response.body = packed;
        response.headers.push(("Content-Encoding", "gzip".to_owned()));
    }
}

fn replaced(body: &[u8], from: &[u8], to: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(byte) = rest.first() {
        if let Some(after) = rest.strip_prefix(from) {
            out.extend(to.bytes());
            rest = after;
        } else {
            out.push(*byte);
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(path: &str, query: &[(&str, &str)]) -> Request {
        Request {
            path: path.to_owned(),
            query: query.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
            host: "h:1".to_owned(),
            ..Request::default()
        }
    }

    #[test]
    fn a_rule_strikes_after_the_first_and_not_for_ever() {
        let mut rule = Rule {
            pattern: "/Observations*$skip".to_owned(),
            except: "$count".to_owned(),
            first_well: 1,
            times: 2,
            what: Misbehaviour::Reset,
        };
        let other = request("/x/Observations", &[]);
        let counted = request("/x/Observations", &[("$skip", "1"), ("$count", "true")]);
        let fits = request("/x/Observations", &[("$skip", "1")]);
        let found: Vec<bool> = [&other, &fits, &counted, &fits, &fits, &fits]
            .map(|request| rule.strikes(request))
            .into();
        assert_eq!(found, [false, false, false, true, true, false]);
    }

    #[test]
    fn fields_of_the_envelope_are_set_and_taken_away() {
        let mut response = Response::json(r#"{"@odata.nextLink":"a","value":[{"x":1}]}"#);
        set_field(&mut response, "@odata.nextLink", Some("\"b\""));
        assert_eq!(response.body, br#"{"value":[{"x":1}],"@odata.nextLink":"b"}"#);
        set_field(&mut response, "@odata.nextLink", None);
        assert_eq!(response.body, br#"{"value":[{"x":1}]}"#);
    }

    #[test]
    fn the_host_is_put_into_any_bytes() {
        assert_eq!(replaced(b"\xff//MOCKHOST/a", b"MOCKHOST", "h:1"), b"\xff//h:1/a");
    }
}
