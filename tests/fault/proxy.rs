//! A TCP proxy before Postgres that reads the protocol of the client, so that a fault strikes at a chosen message.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The message of a client at which a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// The so-manieth piece of COPY data, from 1, over all connections.
    CopyData(u32),
    /// The end of the so-manieth COPY.
    CopyDone(u32),
    /// The so-manieth statement that holds a text (not looking at case).
    Statement(&'static str, u32),
}

/// What happens there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The message waits until [`Proxy::go_on`] or [`Proxy::cut`].
    Hold,
    /// Both sides are closed; the message never arrives.
    Cut,
    /// The message arrives, its answer does not: the client's side is closed instead.
    LoseAnswer,
    /// From here on nothing passes in either direction, and nothing is closed: the network is gone. What was sent
    /// arrives when it comes back ([`Proxy::go_on`]).
    Silence,
    /// The message arrives, its answer is damaged on the way: it announces more than it holds.
    Damage,
    /// Every message from here on takes so long.
    Delay(Duration),
}

#[derive(Debug, Default)]
struct State {
    plan: Option<(Trigger, Fault)>,
    seen: u32,
    has_struck: bool,
    /// What holds a message: `Some(true)` lets it pass, `Some(false)` cuts it off.
    verdict: Option<bool>,
    delay: Option<Duration>,
    is_silent: bool,
    streams: Vec<TcpStream>,
}

/// What happens to the answers of one connection.
#[derive(Debug, Default)]
struct Answers {
    are_lost: AtomicBool,
    are_damaged: AtomicBool,
}

/// A running proxy; ends with the process.
#[derive(Debug, Clone)]
pub(crate) struct Proxy {
    port: u16,
    shared: Arc<(Mutex<State>, Condvar)>,
}

impl Proxy {
    /// Starts a proxy before the server at `upstream`.
    pub(crate) fn start(upstream: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("a port for the proxy")?;
        let port = listener.local_addr()?.port();
        let proxy = Self { port, shared: Arc::default() };
        let acceptor = proxy.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(upstream) else {
                    let _ = client.shutdown(Shutdown::Both);
                    continue;
                };
                acceptor.connect(&client, &server);
            }
        });
        Ok(proxy)
    }

    /// The port it listens on.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// Plans a fault; one at a time.
    pub(crate) fn plan(&self, trigger: Trigger, fault: Fault) {
        let mut state = self.state();
        *state = State { plan: Some((trigger, fault)), ..State::default() };
    }

    /// Waits until the fault struck; false when it did not in time.
    pub(crate) fn wait(&self, at_most: Duration) -> bool {
        let until = Instant::now() + at_most;
        let mut state = self.state();
        while !state.has_struck {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.shared.1.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Lets a held message pass; the network is back.
    pub(crate) fn go_on(&self) {
        let mut state = self.state();
        state.verdict = Some(true);
        state.is_silent = false;
        drop(state);
        self.shared.1.notify_all();
    }

    /// Closes every connection; a held message never arrives.
    pub(crate) fn cut(&self) {
        let mut state = self.state();
        state.verdict = Some(false);
        state.is_silent = false;
        for stream in state.streams.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(state);
        self.shared.1.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connect(&self, client: &TcpStream, server: &TcpStream) {
        let Ok(pairs) = [client, server, client, server, client, server]
            .into_iter()
            .map(TcpStream::try_clone)
            .collect::<std::io::Result<Vec<_>>>()
        else {
            return;
        };
        let Ok([client_in, server_out, client_out, server_in, keep_client, keep_server]) =
            <[TcpStream; 6]>::try_from(pairs)
        else {
            return;
        };
        self.state().streams.extend([keep_client, keep_server]);
        let (up, down) = (self.clone(), self.clone());
        let answers = Arc::new(Answers::default());
        let theirs = Arc::clone(&answers);
        thread::spawn(move || {
            let _ = up.upwards(&client_in, &server_out, &theirs);
            let _ = client_in.shutdown(Shutdown::Both);
            let _ = server_out.shutdown(Shutdown::Both);
        });
        thread::spawn(move || {
            let _ = down.downwards(&server_in, &client_out, &answers);
            let _ = client_out.shutdown(Shutdown::Both);
            let _ = server_in.shutdown(Shutdown::Both);
        });
    }

    /// Copies what the client says, message by message.
    fn upwards(
        &self,
        mut client: &TcpStream,
        mut server: &TcpStream,
        answers: &Answers,
    ) -> std::io::Result<()> {
        // Until the start-up message with version 3.0 there is no type byte: a question for TLS may come first.
        loop {
            let (length, body) = read_body(&mut client)?;
            self.wait_for_network();
            server.write_all(&length)?;
            server.write_all(&body)?;
            if body.starts_with(&[0, 3, 0, 0]) {
                break;
            }
        }
        loop {
            let mut kind = [0];
            client.read_exact(&mut kind)?;
            let (length, body) = read_body(&mut client)?;
            let fault = self.strike(kind[0], &body);
            match fault {
                Some(Fault::Hold) if !self.may_pass() => return Ok(()),
                Some(Fault::Cut) => return Ok(()),
                Some(Fault::LoseAnswer) => answers.are_lost.store(true, Ordering::SeqCst),
                Some(Fault::Damage) => answers.are_damaged.store(true, Ordering::SeqCst),
                _ => {}
            }
            self.wait_for_network();
            let delay = self.state().delay;
            if let Some(delay) = delay {
                thread::sleep(delay);
            }
            server.write_all(&kind)?;
            server.write_all(&length)?;
            server.write_all(&body)?;
            if fault == Some(Fault::LoseAnswer) {
                // The server must have done it before its answer is lost.
                thread::sleep(Duration::from_millis(500));
                return Ok(());
            }
        }
    }

    fn downwards(
        &self,
        mut server: &TcpStream,
        mut client: &TcpStream,
        answers: &Answers,
    ) -> std::io::Result<()> {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = server.read(&mut buffer)?;
            if read == 0 {
                return Ok(());
            }
            self.wait_for_network();
            let Some(bytes) = buffer.get_mut(..read) else { continue };
            if answers.are_damaged.load(Ordering::SeqCst) {
                damage(bytes);
            }
            if !answers.are_lost.load(Ordering::SeqCst) {
                client.write_all(bytes)?;
            }
        }
    }

    /// Whether this message is the one; counts it.
    fn strike(&self, kind: u8, body: &[u8]) -> Option<Fault> {
        let mut state = self.state();
        let (trigger, fault) = state.plan?;
        if state.has_struck {
            return None;
        }
        let (is_one, which) = match trigger {
            Trigger::CopyData(which) => (kind == b'd', which),
            Trigger::CopyDone(which) => (kind == b'c', which),
            Trigger::Statement(text, which) => {
                let said = String::from_utf8_lossy(body).to_lowercase();
                (matches!(kind, b'Q' | b'P') && said.contains(&text.to_lowercase()), which)
            }
        };
        if !is_one {
            return None;
        }
        state.seen += 1;
        if state.seen != which {
            return None;
        }
        state.has_struck = true;
        match fault {
            Fault::Delay(delay) => state.delay = Some(delay),
            Fault::Silence => state.is_silent = true,
            Fault::Hold | Fault::Cut | Fault::LoseAnswer | Fault::Damage => {}
        }
        drop(state);
        self.shared.1.notify_all();
        Some(fault)
    }

    /// Waits as long as the network is gone.
    fn wait_for_network(&self) {
        let mut state = self.state();
        while state.is_silent {
            state = self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for the verdict on a held message.
    fn may_pass(&self) -> bool {
        let mut state = self.state();
        loop {
            if let Some(verdict) = state.verdict {
                return verdict;
            }
            state = self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The length of a message, as it was sent, and what follows it.
fn read_body(stream: &mut impl Read) -> std::io::Result<([u8; 4], Vec<u8>)> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let bytes = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    let mut body = vec![0; bytes.saturating_sub(4).min(1 << 30)];
    stream.read_exact(&mut body)?;
    Ok((length, body))
}

/// Makes the description of parameters in an answer announce thousands more than follow. The answer begins with a
/// message: the client had nothing more to come.
fn damage(answer: &mut [u8]) {
    let mut at = 0;
    while let Some([kind, a, b, c, d, count, ..]) = answer.get_mut(at..) {
        if *kind == b't' {
            *count |= 0x40;
        }
        let length = u32::from_be_bytes([*a, *b, *c, *d]);
        at = at.saturating_add(1).saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
    }
}
