//! A server of raw bytes: what it answers is up to the test, byte for byte.

use core::net::SocketAddr;
use core::time::Duration;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::{Client, ClientOptions};

/// What the server does with a request.
pub(crate) enum Antwoord {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends these bytes and says nothing more until the other side leaves.
    Stil(Vec<u8>),
}

/// A running server; its thread ends with the process.
pub(crate) struct Server {
    pub(crate) adres: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers the request with this number, from 0, and this target.
    pub(crate) fn start(
        antwoord: impl Fn(usize, &str) -> Antwoord + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let adres = listener.local_addr().unwrap();
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&heads);
        let antwoord = Arc::new(antwoord);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, antwoord) = (Arc::clone(&log), Arc::clone(&antwoord));
                thread::spawn(move || serve(stream, &log, &*antwoord));
            }
        });
        Self { adres, heads }
    }

    /// Always the same bytes.
    pub(crate) fn vast(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |_, _| Antwoord::Bytes(bytes.clone()))
    }

    /// These bytes in turn; the last ones for every request after it.
    pub(crate) fn reeks(bodies: Vec<Vec<u8>>) -> Self {
        Self::start(move |nummer, _| Antwoord::Bytes(bodies[nummer.min(bodies.len() - 1)].clone()))
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.adres)
    }

    /// Heads of the requests so far.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    pub(crate) fn aantal(&self) -> usize {
        self.heads.lock().unwrap().len()
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<String>>,
    antwoord: &dyn Fn(usize, &str) -> Antwoord,
) {
    let Some(head) = read_head(&stream) else { return };
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let nummer = {
        let mut log = log.lock().unwrap();
        log.push(head);
        log.len() - 1
    };
    // A client that left early is what some tests are about.
    match antwoord(nummer, &target) {
        Antwoord::Bytes(bytes) => {
            let _ = stream.write_all(&bytes);
            let _ = stream.shutdown(Shutdown::Write);
            let _ = stream.read(&mut [0; 16]);
        }
        Antwoord::Stil(bytes) => {
            let _ = stream.write_all(&bytes);
            let _ = stream.read(&mut [0; 16]);
        }
    }
}

pub(crate) fn read_head(stream: impl std::io::Read) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    Some(head)
}

/// A whole answer with a status, such as `503 Service Unavailable`, and lines of headers.
pub(crate) fn antwoord(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for line in headers.iter().chain(&["Connection: close", ""]) {
        head.push_str(line);
        head.push_str("\r\n");
    }
    [head.as_bytes(), body].concat()
}

/// A body with status 200.
pub(crate) fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    antwoord("200 OK", &["Content-Type: application/json"], body)
}

pub(crate) fn options() -> ClientOptions {
    ClientOptions {
        proxy: None,
        ca_pem: None,
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(30),
        page_timeout: Duration::from_mins(1),
        tries: 3,
        backoff: Duration::from_millis(1),
        backoff_max: Duration::from_secs(1),
        body_bytes_max: 10_000,
        contact: "beheer@gemeente.test".to_owned(),
    }
}

pub(crate) fn client() -> Client {
    Client::new(options()).unwrap()
}
