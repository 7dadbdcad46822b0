//! The client of all tables, from the configuration.

use extract_cbs::{Client, ClientOptions, Error};
use secrecy::ExposeSecret;

use crate::config::Cbs;

/// Makes the client that all tables share.
///
/// # Errors
/// `CONFIG_INVALID` when the file with certificates cannot be read, or the proxy or they are not what they should be.
pub(crate) async fn client(cbs: &Cbs) -> Result<Client, Error> {
    let ca_pem = match &cbs.ca_file {
        None => None,
        Some(file) => Some(tokio::fs::read(file).await.map_err(|error| {
            let what = format!("cbs.ca_file `{}` cannot be read: {error}", file.display());
            Error::new("CONFIG_INVALID", what, "")
        })?),
    };
    Client::new(ClientOptions {
        proxy: cbs.proxy.as_ref().map(|proxy| proxy.expose_secret().trim().to_owned()),
        ca_pem,
        connect_timeout: cbs.connect,
        read_timeout: cbs.read,
        page_timeout: cbs.page,
        tries: cbs.tries,
        backoff: cbs.retry,
        backoff_max: cbs.retry_max,
        body_bytes_max: cbs.page_mb_max.saturating_mul(1 << 20),
        contact: cbs.contact.clone(),
    })
}
