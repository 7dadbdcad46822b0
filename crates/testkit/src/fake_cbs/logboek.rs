//! What was asked, in order.

use super::request::Request;

/// A request as it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Number, from 0, in the order in which requests came in.
    pub number: u64,
    /// Method.
    pub method: String,
    /// Decoded path.
    pub path: String,
    /// Decoded query: `$filter=..&$skip=10000`.
    pub query: String,
    /// Path and query as they came.
    pub target: String,
    /// `User-Agent`.
    pub user_agent: String,
    /// Status of the answer; `None` while it is not answered, or when the connection was closed instead.
    pub status: Option<u16>,
    /// Requests that were being answered at that moment, this one included.
    pub concurrent: u32,
}

/// The log of a fake.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) entries: Vec<LogEntry>,
    pub(super) busy: u32,
    pub(super) busy_max: u32,
    pub(super) connections: u32,
}

impl Log {
    /// Notes a request and returns its place.
    pub(super) fn begin(&mut self, request: &Request) -> usize {
        self.busy = self.busy.saturating_add(1);
        self.busy_max = self.busy_max.max(self.busy);
        let place = self.entries.len();
        self.entries.push(LogEntry {
            number: u64::try_from(place).unwrap_or(u64::MAX),
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query_text(),
            target: request.target.clone(),
            user_agent: request.user_agent.clone(),
            status: None,
            concurrent: self.busy,
        });
        place
    }

    /// Notes its answer. The log may have been emptied in between.
    pub(super) fn answer(&mut self, place: usize, status: Option<u16>) {
        if let Some(entry) = self.entries.get_mut(place) {
            entry.status = status;
        }
    }

    /// Notes that the answer is all but sent, or broken off.
    pub(super) fn end(&mut self) {
        self.busy = self.busy.saturating_sub(1);
    }
}
