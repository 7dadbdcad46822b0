//! TLS with a certificate of one's own: refused until its authority is configured.

use std::io::Write as _;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::server::{ok, options, read_head};
use crate::{Client, ClientOptions, Error};

/// A server on this machine, and the PEM of the authority that vouches for it.
fn start() -> (u16, Vec<u8>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let leaf = leaf.signed_by(&key, &authority).unwrap();
    let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], private)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            // A client that does not trust us leaves here.
            if read_head(&mut stream).is_some() {
                let _ = stream.write_all(&ok("{}"));
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    (port, authority.pem().into_bytes())
}

async fn haal(ca_pem: Option<Vec<u8>>, adres: &str) -> Result<usize, Error> {
    let client = Client::new(ClientOptions { ca_pem, ..options() }).unwrap();
    client.haal(adres, &|body: &[u8]| Ok(body.len())).await
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_when_configured() {
    let (port, pem) = start();
    let adres = format!("https://localhost:{port}/");
    assert_eq!(haal(Some(pem.clone()), &adres).await.unwrap(), 2);
    let error = haal(None, &adres).await.unwrap_err();
    assert_eq!((error.code(), error.is_transient()), ("HTTP_CONNECTION", false), "{error}");
    assert!(error.to_string().contains("cbs.ca_file"), "{error}");
    // The name must be that of the certificate too.
    let error = haal(Some(pem), &format!("https://127.0.0.1:{port}/")).await.unwrap_err();
    assert_eq!((error.code(), error.is_transient()), ("HTTP_CONNECTION", false), "{error}");
}
