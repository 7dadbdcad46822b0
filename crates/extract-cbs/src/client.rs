//! HTTP: one client for all tables, polite and bounded.

use core::time::Duration;

use crate::Error;

/// How requests are made.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Proxy, such as `http://proxy:3128`; `None`: none (the environment is not read).
    pub proxy: Option<String>,
    /// Extra root certificates, PEM.
    pub ca_pem: Option<Vec<u8>>,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest silence while a body comes in.
    pub read_timeout: Duration,
    /// Longest time of one page as a whole.
    pub page_timeout: Duration,
    /// Attempts of one page, at least 1.
    pub tries: u32,
    /// First wait between attempts; doubles, with jitter.
    pub backoff: Duration,
    /// Largest body, unpacked.
    pub body_bytes_max: u64,
    /// Who may be called when our requests are a nuisance; part of the user agent.
    pub contact: String,
}

/// The HTTP client. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    options: ClientOptions,
}

impl Client {
    /// Makes a client.
    ///
    /// # Errors
    /// `CONFIG_INVALID` for a proxy or certificates that are not.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        Ok(Self { options })
    }

    /// How requests are made.
    pub const fn options(&self) -> &ClientOptions {
        &self.options
    }
}
