//! The server: a listener and a thread for each connection.

use std::cell::Cell;
use std::io::{self, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::logboek::Log;
use super::misbehaviour::{Misbehaviour, Rule};
use super::request::{Request, read_request};
use super::response::{Response, Wire};
use super::tabel::FakeTable;
use super::{bulk, v3, v4};

/// What is served.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) tables: Vec<Arc<FakeTable>>,
    /// Rows of the v4 catalogue without a table behind them.
    pub(super) extra_v4: Vec<String>,
    /// Rows of the v3 catalogue without a table behind them.
    pub(super) extra_v3: Vec<String>,
    pub(super) page_v3: u64,
    pub(super) page_v4: u64,
}

/// What the threads share.
pub(super) struct Shared {
    site: Mutex<Site>,
    rules: Mutex<Vec<Rule>>,
    log: Mutex<Log>,
    is_stopped: AtomicBool,
}

/// A lock that a panic in a test does not close.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub(super) fn new(site: Site) -> Self {
        Self {
            site: Mutex::new(site),
            rules: Mutex::default(),
            log: Mutex::default(),
            is_stopped: AtomicBool::new(false),
        }
    }

    pub(super) fn site(&self) -> MutexGuard<'_, Site> {
        lock(&self.site)
    }

    pub(super) fn rules(&self) -> MutexGuard<'_, Vec<Rule>> {
        lock(&self.rules)
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// Lets all threads end; connects once so that the listener wakes.
    pub(super) fn stop(&self, address: SocketAddr) {
        self.is_stopped.store(true, Ordering::Relaxed);
        drop(TcpStream::connect_timeout(&address, Duration::from_secs(1)));
    }
}

/// Listens on 127.0.0.1 at `port`; 0: any free one.
pub(super) fn listen(shared: &Arc<Shared>, port: u16) -> io::Result<(SocketAddr, JoinHandle<()>)> {
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    let address = listener.local_addr()?;
    let shared = Arc::clone(shared);
    let handle = thread::Builder::new().name("fake-cbs".to_owned()).spawn(move || {
        for stream in listener.incoming() {
            if shared.is_stopped() {
                return;
            }
            let Ok(stream) = stream else { continue };
            let shared = Arc::clone(&shared);
            // A connection that is broken off is what the fake is for.
            thread::spawn(move || drop(serve(&shared, stream)));
        }
    })?;
    Ok((address, handle))
}

fn serve(shared: &Shared, mut stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(250)))?;
    stream.set_nodelay(true)?;
    {
        let mut log = shared.log();
        log.connections = log.connections.saturating_add(1);
    }
    let mut rest = Vec::new();
    let is_stopped = || shared.is_stopped();
    while let Some(request) = read_request(&mut stream, &mut rest, &is_stopped)? {
        let place = shared.log().begin(&request);
        let answered = respond(shared, request);
        shared.log().answer(place, answered.as_ref().map(|(response, _)| response.status));
        let ended = Cell::new(false);
        let finish = || {
            if !ended.replace(true) {
                shared.log().end();
            }
        };
        let sent = match &answered {
            Some((response, wire)) => response.send(&mut stream, wire, &is_stopped, &finish),
            None => Ok(false),
        };
        finish();
        if !sent? {
            stream.flush()?;
            // The client must see the end at once, also when threads of it still hold the socket.
            return stream.shutdown(Shutdown::Both);
        }
    }
    Ok(())
}

/// The answer and how it is sent; `None`: close the connection.
fn respond(shared: &Shared, mut request: Request) -> Option<(Response, Wire)> {
    let struck: Vec<Misbehaviour> = {
        let mut rules = shared.rules();
        let struck =
            rules.iter_mut().filter_map(|rule| rule.strikes(&request).then(|| rule.what.clone()));
        struck.collect()
    };
    for what in &struck {
        match what {
            Misbehaviour::Reset => return None,
            Misbehaviour::NewVersion(id, versie) => change(shared, id, |table| {
                table.zet_versie(versie);
            }),
            _ => what.bend(&mut request),
        }
    }
    let site = shared.site().clone();
    let instead = struck.iter().find_map(|what| what.instead(&request));
    let mut response = instead.unwrap_or_else(|| answer(&site, &request));
    let mut wire = Wire::default();
    for what in &struck {
        what.spoil(&request, &mut response, &mut wire);
    }
    Some((response, wire))
}

/// Changes a table; nothing happens when there is none with this id.
pub(super) fn change(shared: &Shared, id: &str, how: impl FnOnce(&mut FakeTable)) {
    let mut site = shared.site();
    if let Some(table) = site.tables.iter_mut().find(|table| table.id == id) {
        how(Arc::make_mut(table));
    }
}

fn answer(site: &Site, request: &Request) -> Response {
    if request.method != "GET" {
        return Response::text(405, "text/plain", "only GET");
    }
    let parts: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        ["odata", rest @ ..] => v4::answer(site, request, rest),
        ["csv", "CBS", "nl", id] => {
            bulk::answer(site.tables.iter().find(|table| table.id == *id).map(|table| &**table))
        }
        [first, ..] if first.to_ascii_lowercase().starts_with("odata") => {
            v3::answer(site, request, &parts)
        }
        _ => Response::text(404, "text/plain", "not here"),
    }
}
