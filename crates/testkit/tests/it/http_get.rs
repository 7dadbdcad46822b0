//! A GET by hand: the tests of the fake must not trust a client that hides what goes wrong.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .into_iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> &str {
        core::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn rows(&self) -> Vec<Value> {
        self.json()["value"].as_array().unwrap_or_else(|| panic!("rows: {}", self.text())).clone()
    }

    /// Link to the next page.
    pub(crate) fn next(&self) -> Option<String> {
        let json = self.json();
        let link = json.get("@odata.nextLink").or_else(|| json.get("odata.nextLink"))?;
        Some(link.as_str().unwrap().to_owned())
    }
}

/// Sends a GET on a connection of its own and reads until the end; `None`: closed before the head was whole.
pub(crate) fn try_get(url: &str) -> Option<Answer> {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, target) = rest.split_once('/').unwrap();
    let target = target.replace(' ', "%20");
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET /{target} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 65536];
    loop {
        let read = stream.read(&mut buffer).unwrap_or(0);
        bytes.extend_from_slice(&buffer[..read]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            if read == 0 {
                return None;
            }
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
        let length: usize = length.unwrap().parse().unwrap();
        if read == 0 || bytes.len() >= end + 4 + length {
            let status = head.split(' ').nth(1).unwrap().parse().unwrap();
            return Some(Answer { status, head, body: bytes[end + 4..].to_vec() });
        }
    }
}

pub(crate) fn get(url: &str) -> Answer {
    try_get(url).unwrap_or_else(|| panic!("no answer from {url}"))
}

/// Follows the links from page to page.
pub(crate) fn get_all(url: &str) -> Vec<Answer> {
    let mut pages = vec![get(url)];
    while let Some(link) = pages.last().unwrap().next() {
        assert!(pages.len() < 1_000, "links without end");
        pages.push(get(&link));
    }
    pages
}
