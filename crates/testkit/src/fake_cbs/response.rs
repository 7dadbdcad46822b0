//! What the fake sends back, whole or broken off.

use std::io::{self, Write};
use std::thread::sleep;
use std::time::Duration;

/// An answer, before it goes on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    /// Other headers.
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

/// How an answer goes wrong on its way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wire {
    /// Stop after this many bytes of the body and close.
    pub(super) drop_after: Option<usize>,
    /// Say this length instead of the true one.
    pub(super) length: Option<usize>,
    /// Send the body as one chunk, and close before the chunk that tells that it was the last.
    pub(super) is_chunk_cut: bool,
    /// Send no faster than this.
    pub(super) bytes_per_second: Option<usize>,
    /// Send the head, then nothing until the client leaves.
    pub(super) is_stalled: bool,
    /// Wait before the first byte.
    pub(super) delay: Option<Duration>,
}

impl Response {
    pub(super) fn json(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            content_type: "application/json; odata.metadata=minimal; charset=utf-8",
            body: body.into(),
            ..Self::default()
        }
    }

    pub(super) fn text(status: u16, content_type: &'static str, body: &str) -> Self {
        Self { status, content_type, body: body.into(), ..Self::default() }
    }

    /// An error of v4, as the standard has it: no error body of CBS was ever recorded.
    pub(super) fn error_v4(status: u16, message: &str) -> Self {
        let body = serde_json::json!({"error": {"code": "", "message": message}});
        Self { status, ..Self::json(body.to_string()) }
    }

    /// An error of v3, as the standard has it.
    pub(super) fn error_v3(status: u16, message: &str) -> Self {
        let message = serde_json::json!({"lang": "", "value": message});
        let body = serde_json::json!({"odata.error": {"code": "", "message": message}});
        Self { status, ..Self::json(body.to_string()) }
    }

    /// Sends it. Returns whether the connection can be used again. `finish` is called before the last byte: a client
    /// that has it all and asks again must not be counted twice.
    pub(super) fn send(
        &self,
        stream: &mut impl Write,
        wire: &Wire,
        is_stopped: &dyn Fn() -> bool,
        finish: &dyn Fn(),
    ) -> io::Result<bool> {
        if let Some(delay) = wire.delay {
            sleep(delay);
        }
        if wire.is_chunk_cut {
            let head = self.head("Transfer-Encoding: chunked", false);
            write!(stream, "{head}{:x}\r\n", self.body.len())?;
            stream.write_all(&self.body)?;
            stream.write_all(b"\r\n")?;
            finish();
            return Ok(false);
        }
        let length = wire.length.unwrap_or(self.body.len());
        let is_whole = wire.drop_after.is_none() && length == self.body.len();
        let end = wire.drop_after.unwrap_or(usize::MAX).min(self.body.len());
        let body = self.body.get(..end).unwrap_or_default();
        let (most, last) = body.split_at(end.saturating_sub(1));
        if body.is_empty() {
            finish();
        }
        let told = format!("Content-Length: {length}");
        stream.write_all(self.head(&told, is_whole).as_bytes())?;
        if wire.is_stalled {
            stream.flush()?;
            pause(is_stopped);
            return Ok(false);
        }
        match wire.bytes_per_second {
            None => stream.write_all(most)?,
            Some(bytes) => {
                for chunk in most.chunks(bytes.div_ceil(10).max(1)) {
                    stream.write_all(chunk)?;
                    stream.flush()?;
                    if is_stopped() {
                        return Ok(false);
                    }
                    sleep(Duration::from_millis(100));
                }
            }
        }
        if !body.is_empty() {
            finish();
        }
        stream.write_all(last)?;
        stream.flush()?;
        Ok(is_whole)
    }

    fn head(&self, length: &str, is_whole: bool) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        }
        let connection = if is_whole { "keep-alive" } else { "close" };
        head + &format!(
            "Content-Type: {}\r\n{length}\r\nConnection: {connection}\r\n\r\n",
            self.content_type
        )
    }
}

/// Waits until the server stops, a minute at most: longer than any test waits.
fn pause(is_stopped: &dyn Fn() -> bool) {
    for _ in 0..600 {
        if is_stopped() {
            break;
        }
        sleep(Duration::from_millis(100));
    }
}

const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        414 => "URI Too Long",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}
