//! A mail server and a webhook receiver of tests: real sockets, real TLS, no manners.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

trait Beide: Read + Write + Send {}
impl<T: Read + Write + Send> Beide for T {}

/// How a fake mail server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spraak {
    Plat,
    Starttls,
    Implicit,
}

/// A certificate of an authority of its own, for `localhost`.
pub(crate) struct Certificaat {
    /// The authority.
    pub(crate) ca: String,
    server: Arc<ServerConfig>,
}

impl Certificaat {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let leaf = leaf.signed_by(&key, &ca).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let server = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key)
            .unwrap();
        Self { ca: ca.pem(), server: Arc::new(server) }
    }

    fn wrap(&self, stream: TcpStream) -> Box<dyn Beide> {
        let connection = ServerConnection::new(Arc::clone(&self.server)).unwrap();
        Box::new(StreamOwned::new(connection, stream))
    }
}

/// A fake mail server.
pub(crate) struct Mailserver {
    pub(crate) port: u16,
    /// Messages as they came in, headers and all.
    pub(crate) post: Arc<Mutex<Vec<String>>>,
    /// Whether it answers that it cannot now.
    pub(crate) is_stuk: Arc<AtomicBool>,
}

impl Mailserver {
    pub(crate) fn start(spraak: Spraak, certificaat: &Arc<Certificaat>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let arrived = Arc::<Mutex<Vec<String>>>::default();
        let is_stuk = Arc::new(AtomicBool::new(false));
        let (inbox, broken) = (Arc::clone(&arrived), Arc::clone(&is_stuk));
        let certificaat = Arc::clone(certificaat);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let (inbox, broken) = (Arc::clone(&inbox), Arc::clone(&broken));
                let certificaat = Arc::clone(&certificaat);
                std::thread::spawn(move || talk(&stream, spraak, &certificaat, &inbox, &broken));
            }
        });
        Self { port, post: arrived, is_stuk }
    }

    pub(crate) fn mails(&self) -> Vec<String> {
        self.post.lock().unwrap().clone()
    }
}

fn line(stream: &mut dyn Beide) -> Option<String> {
    let (mut text, mut byte) = (Vec::new(), [0]);
    while !text.ends_with(b"\r\n") {
        stream.read_exact(&mut byte).ok()?;
        text.push(byte[0]);
    }
    Some(String::from_utf8(text).unwrap().trim_end().to_owned())
}

fn talk(
    tcp: &TcpStream,
    spraak: Spraak,
    certificaat: &Certificaat,
    inbox: &Mutex<Vec<String>>,
    is_broken: &AtomicBool,
) -> Option<()> {
    let plain = tcp.try_clone().ok()?;
    let mut is_secure = spraak == Spraak::Implicit;
    let mut stream: Box<dyn Beide> =
        if is_secure { certificaat.wrap(plain) } else { Box::new(plain) };
    stream.write_all(b"220 nep ESMTP\r\n").ok()?;
    loop {
        let word = line(stream.as_mut())?;
        let verb = word.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" if spraak == Spraak::Starttls && !is_secure => b"250-nep\r\n250 STARTTLS\r\n",
            "EHLO" => b"250-nep\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n",
            "STARTTLS" => {
                stream.write_all(b"220 go\r\n").ok()?;
                stream = certificaat.wrap(tcp.try_clone().ok()?);
                is_secure = true;
                continue;
            }
            "AUTH" if word == "AUTH PLAIN AHNsdWlzAGdlaGVpbQ==" => b"235 ok\r\n",
            "AUTH" => b"535 who?\r\n",
            "MAIL" if is_broken.load(Ordering::SeqCst) => b"451 not now\r\n",
            "DATA" => {
                stream.write_all(b"354 go\r\n").ok()?;
                let mut mail = String::new();
                loop {
                    let text = line(stream.as_mut())?;
                    if text == "." {
                        break;
                    }
                    mail.push_str(&text);
                    mail.push('\n');
                }
                inbox.lock().unwrap().push(mail);
                b"250 taken\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        stream.write_all(answer).ok()?;
    }
}

/// A fake receiver of webhooks; gives what was posted: path, headers and body.
pub(crate) struct Ontvanger {
    pub(crate) port: u16,
    pub(crate) post: Arc<Mutex<Vec<String>>>,
    /// Status line that it answers.
    pub(crate) antwoord: Arc<Mutex<&'static str>>,
}

impl Ontvanger {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let arrived = Arc::<Mutex<Vec<String>>>::default();
        let antwoord = Arc::new(Mutex::new("200 OK"));
        let (inbox, answer) = (Arc::clone(&arrived), Arc::clone(&antwoord));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                take(&mut stream, &inbox, *answer.lock().unwrap());
            }
        });
        Self { port, post: arrived, antwoord }
    }

    pub(crate) fn bodies(&self) -> Vec<serde_json::Value> {
        let body = |text: &String| text.split_once("\n\n").unwrap().1.to_owned();
        let post = self.post.lock().unwrap();
        post.iter().map(|text| serde_json::from_str(&body(text)).unwrap()).collect()
    }
}

fn take(stream: &mut TcpStream, inbox: &Mutex<Vec<String>>, answer: &str) -> Option<()> {
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let text = line(stream)?;
        if let Some(value) = text.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if text.is_empty() {
            break;
        }
        head.push_str(&text);
        head.push('\n');
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    inbox.lock().unwrap().push(format!("{head}\n{}", String::from_utf8(body).unwrap()));
    let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).ok()
}
