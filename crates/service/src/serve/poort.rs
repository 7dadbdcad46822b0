//! The door of the pages: so many visitors at a time, and none that says nothing.
//!
//! Every connection is an open file. Visitors that begin a request and never end it would take those that a run needs.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// Most connections; the next one waits until one is closed. Far below the open files that a process may have.
pub(super) const VERBINDINGEN_MAX: usize = 256;
/// A connection over which nothing goes for this long is closed; longer than a page may take.
pub(super) const STIL_MAX: Duration = Duration::from_mins(1);

/// A listener with a bound.
#[derive(Debug)]
pub(super) struct Poort {
    listener: TcpListener,
    plaatsen: Arc<Semaphore>,
    stil_max: Duration,
}

impl Poort {
    pub(super) fn new(listener: TcpListener, verbindingen_max: usize, stil_max: Duration) -> Self {
        Self { listener, plaatsen: Arc::new(Semaphore::new(verbindingen_max)), stil_max }
    }
}

impl Listener for Poort {
    type Io = Verbinding;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Verbinding, SocketAddr) {
        // Never closed; without a place the connection would only be unbounded.
        let plaats = Arc::clone(&self.plaatsen).acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        let (stil_max, stilte) = (self.stil_max, Box::pin(sleep(self.stil_max)));
        (Verbinding { stream, stil_max, stilte, _plaats: plaats }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that ends when it is silent.
#[derive(Debug)]
pub(super) struct Verbinding {
    stream: TcpStream,
    stil_max: Duration,
    stilte: Pin<Box<Sleep>>,
    /// Given back when the connection is closed.
    _plaats: Option<OwnedSemaphorePermit>,
}

impl Verbinding {
    /// What became of reading or writing; when nothing did for too long, an error.
    fn of_stil<T>(
        &mut self,
        cx: &mut Context<'_>,
        gedaan: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if gedaan.is_ready() {
            self.stilte.as_mut().reset(Instant::now() + self.stil_max);
            return gedaan;
        }
        self.stilte.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Verbinding {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let gedaan = Pin::new(&mut self.stream).poll_read(cx, into);
        self.of_stil(cx, gedaan)
    }
}

impl AsyncWrite for Verbinding {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let gedaan = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.of_stil(cx, gedaan)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let gedaan = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.of_stil(cx, gedaan)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;
    use axum::serve::ListenerExt as _;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::time::timeout;

    use super::*;

    /// The end of a hang.
    const LONG: Duration = Duration::from_secs(30);

    #[tokio::test]
    async fn visitors_who_never_end_their_request_make_room_for_others() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let poort = Poort::new(listener, 2, Duration::from_millis(200)).tap_io(|_| {});
        let router = Router::new().route("/", get(async || "daar"));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async { axum::serve(poort, service).await });
        let half = async || {
            let mut half = TcpStream::connect(address).await.unwrap();
            half.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
            half
        };
        let mut held = [half().await, half().await];
        // The door is full: this one is heard when a silent one is put out.
        let mut third = TcpStream::connect(address).await.unwrap();
        third.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        timeout(LONG, third.read_to_string(&mut answer)).await.unwrap().unwrap();
        assert!(answer.ends_with("daar"), "{answer}");
        for half in &mut held {
            let mut rest = Vec::new();
            // Closed, whether in peace or not.
            let _ = timeout(LONG, half.read_to_end(&mut rest)).await.unwrap();
        }
    }
}
