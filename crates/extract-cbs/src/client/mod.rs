//! HTTP: one client for all tables, polite and bounded.

#[cfg(test)]
pub(crate) mod tests;

use core::time::Duration;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::header::{ACCEPT, DATE, HeaderValue, RETRY_AFTER};
use reqwest::{Certificate, Proxy, Response, StatusCode, Url, redirect};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::retry::{self, Onderbreker};
use crate::{Error, link, storing};

/// Redirects that are followed, all of them on the same place.
const REDIRECTS_MAX: usize = 5;

/// Longest time of a bulk file: it is far larger than a page, and a stall ends it by the read timeout anyway.
const DOWNLOAD_TIMEOUT: Duration = Duration::from_hours(2);

/// What a page is asked as.
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// What a file is asked as: that of a bulk file was never recorded, and a server may refuse (406) what it does not have.
const IETS: HeaderValue = HeaderValue::from_static("*/*");

/// Body from which decoding leaves the reactor: below, moving it costs more than it takes.
const GROOT_BYTES: usize = 64 * 1024;

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
    /// First wait between attempts; doubles up to a minute, with jitter.
    pub backoff: Duration,
    /// Longest wait between attempts, whatever the server asks.
    pub backoff_max: Duration,
    /// Largest body, unpacked.
    pub body_bytes_max: u64,
    /// Who may be called when our requests are a nuisance; part of the user agent.
    pub contact: String,
}

/// The HTTP client. Cheap to clone; clones share their connections and know together which host fails.
#[derive(Debug, Clone)]
pub struct Client {
    options: Arc<ClientOptions>,
    http: reqwest::Client,
    onderbreker: Arc<Onderbreker>,
    /// Room for bodies that is free now: as many as there were requests at a time. Pages are megabytes; were each to
    /// have room of its own, the holes that they leave in memory would grow with the size of the table.
    ruimte: Arc<Mutex<Vec<Vec<u8>>>>,
}

/// An attempt that failed, and how long the server asks to wait.
struct Mislukt {
    error: Error,
    retry_after: Option<Duration>,
}

impl From<Error> for Mislukt {
    fn from(error: Error) -> Self {
        Self { error, retry_after: None }
    }
}

impl Client {
    /// Makes a client. A system without root certificates is no fault until `https` is asked of it.
    ///
    /// # Errors
    /// `CONFIG_INVALID` for a proxy or certificates that are not.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        Self::bouw(options, |builder| builder)
    }

    pub(crate) fn bouw(
        options: ClientOptions,
        pas_aan: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, Error> {
        // Whoever was first installed a provider; it is ring either way, the only one in the build.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let certificaten = certificaten(options.ca_pem.as_deref())?;
        let merged = pas_aan(builder(&options)?).tls_certs_merge(certificaten.clone()).build();
        let http = merged.or_else(|_| {
            // No root certificates on this system: what the configuration gives is all that is trusted.
            pas_aan(builder(&options)?).tls_certs_only(certificaten).build().map_err(|error| {
                let what = format!("no HTTP client: {}", storing::keten(&error));
                Error::new("CONFIG_INVALID", what, "")
            })
        })?;
        let onderbreker = Arc::new(Onderbreker::new(retry::rust(options.backoff)));
        Ok(Self { options: Arc::new(options), http, onderbreker, ruimte: Arc::default() })
    }

    /// How long a host that keeps failing is left alone: after that a request is made again.
    pub fn rust(&self) -> Duration {
        retry::rust(self.options.backoff)
    }

    /// How requests are made.
    pub fn options(&self) -> &ClientOptions {
        &self.options
    }

    /// Fetches and reads a body, again when that may help. What `lees` refuses as `JSON_INVALID` is fetched again too:
    /// it is a maintenance page or was cut.
    ///
    /// # Errors
    /// Of the last attempt.
    pub(crate) async fn haal<T: Send>(
        &self,
        adres: &str,
        lees: &(dyn Fn(&[u8]) -> Result<T, Error> + Sync),
    ) -> Result<T, Error> {
        let url = toets(adres)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        self.onderbreker.vraag(&host)?;
        let tries = self.options.tries.max(1);
        let mut poging = 1;
        loop {
            let result = self.probeer(&url, lees).await;
            let Err(Mislukt { error, retry_after }) = result else {
                self.onderbreker.noteer(&host, None);
                return result.map_err(|mislukt| mislukt.error);
            };
            let again = retry::is_herhaalbaar(&error);
            let tries = retry::pogingen(&error, tries);
            if !again || poging >= tries {
                self.onderbreker.noteer(&host, Some(&error));
                return Err(match again {
                    true if poging > 1 => {
                        error.met_woorden(&format!("after {poging} attempts")).transient()
                    }
                    true => error.transient(),
                    false => error,
                });
            }
            let ClientOptions { backoff, backoff_max, .. } = *self.options;
            let wait = retry::wachttijd(backoff, poging, retry_after, backoff_max, retry::toeval());
            tracing::warn!(
                code = error.code(),
                attempt = poging,
                wait_ms = wait.as_millis(),
                "request failed and is repeated: {error}"
            );
            tokio::time::sleep(wait).await;
            poging = poging.saturating_add(1);
        }
    }

    async fn probeer<T: Send>(
        &self,
        url: &Url,
        lees: &(dyn Fn(&[u8]) -> Result<T, Error> + Sync),
    ) -> Result<T, Mislukt> {
        let answer = self.vraag(url, JSON, self.options.page_timeout).await?;
        let mut body = self.ruimte().pop().unwrap_or_default();
        let read = self.body(url, answer, &mut body).await;
        let result = read.and_then(|()| buiten_de_reactor(body.len(), || lees(&body)));
        body.clear();
        self.ruimte().push(body);
        Ok(result?)
    }

    fn ruimte(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.ruimte.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the request; an answer is one with a status of success.
    async fn vraag(
        &self,
        url: &Url,
        accept: HeaderValue,
        timeout: Duration,
    ) -> Result<Response, Mislukt> {
        let request = self.http.get(url.clone()).header(ACCEPT, accept).timeout(timeout);
        let answer = request.send().await.map_err(|error| self.vertaal(&error, url))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let text = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let retry_after = text(RETRY_AFTER).and_then(|wait| retry::retry_after(wait, text(DATE)));
        let told = storing::melding(answer).await;
        Err(Mislukt { error: status_fout(status, told.as_deref(), url), retry_after })
    }

    /// A failure of the transport; behind a proxy that may be its doing, so it is named.
    fn vertaal(&self, error: &reqwest::Error, url: &Url) -> Error {
        let error = storing::vertaal(error, url);
        let is_transport = matches!(error.code(), "HTTP_CONNECTION" | "HTTP_TIMEOUT" | "BODY_CUT");
        match self.options.proxy.as_deref().and_then(proxy_plek).filter(|_| is_transport) {
            Some(proxy) => error.met_woorden(&format!("through the proxy {proxy} (cbs.proxy)")),
            None => error,
        }
    }

    /// Reads the body, unpacked, as long as it stays within bounds.
    async fn body(&self, url: &Url, mut answer: Response, body: &mut Vec<u8>) -> Result<(), Error> {
        let max = self.options.body_bytes_max;
        let too_large = || {
            let what = format!("the body is larger than {max} bytes; raise cbs.page_mb_max");
            Error::new("BODY_TOO_LARGE", what, url.as_str())
        };
        let announced = answer.content_length().unwrap_or_default();
        if announced > max {
            return Err(too_large());
        }
        // What is announced is a promise of the server, not a size to reserve without limit.
        body.reserve(usize::try_from(announced.min(1 << 20)).unwrap_or(0));
        while let Some(chunk) = answer.chunk().await.map_err(|error| self.vertaal(&error, url))? {
            body.extend_from_slice(&chunk);
            if u64::try_from(body.len()).is_ok_and(|bytes| bytes > max) {
                return Err(too_large());
            }
        }
        Ok(())
    }

    /// Streams a file, such as the bulk ZIP of a table, into `writer`: one attempt, because what was written cannot be
    /// taken back here. Returns its number of bytes, at most `bytes_max`.
    ///
    /// # Errors
    /// As [`Error::code`]; `CONFIG_INVALID` when `writer` fails.
    pub async fn download(
        &self,
        adres: &str,
        bytes_max: u64,
        writer: &mut (dyn Write + Send),
    ) -> Result<u64, Error> {
        let url = toets(adres)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        self.onderbreker.vraag(&host)?;
        let result = self.stroom(&url, bytes_max, writer).await;
        self.onderbreker.noteer(&host, result.as_ref().err());
        result
    }

    async fn stroom(
        &self,
        url: &Url,
        bytes_max: u64,
        writer: &mut (dyn Write + Send),
    ) -> Result<u64, Error> {
        let answer = self.vraag(url, IETS, DOWNLOAD_TIMEOUT).await;
        let mut answer = answer.map_err(|mislukt| mislukt.error)?;
        let mut bytes = 0_u64;
        while let Some(chunk) = answer.chunk().await.map_err(|error| self.vertaal(&error, url))? {
            bytes = bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            if bytes > bytes_max {
                let what = format!("the file is larger than {bytes_max} bytes");
                return Err(Error::new("BODY_TOO_LARGE", what, url.as_str()));
            }
            writer.write_all(&chunk).map_err(|error| {
                Error::new(
                    "CONFIG_INVALID",
                    format!("cannot write the file: {error}"),
                    url.as_str(),
                )
            })?;
        }
        Ok(bytes)
    }
}

/// An address that may be asked: `https`, or `http` to this machine, without a password in it.
fn toets(adres: &str) -> Result<Url, Error> {
    let refuse = |what: &str| Error::new("CONFIG_INVALID", what, "");
    let url = Url::parse(adres)
        .map_err(|error| refuse(&format!("the address is no URL ({error}); check base_url")))?;
    let is_local = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if !(url.scheme() == "https" || (url.scheme() == "http" && is_local)) {
        return Err(refuse("only https:// is asked, or http:// on this machine; check base_url"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("an address may hold no name and password; check base_url"));
    }
    Ok(url)
}

/// Runs what may take long where it does not hold up other requests, when the runtime has such a place.
fn buiten_de_reactor<T>(bytes: usize, werk: impl FnOnce() -> T) -> T {
    let flavor = Handle::try_current().map(|handle| handle.runtime_flavor());
    match flavor {
        Ok(RuntimeFlavor::MultiThread) if bytes > GROOT_BYTES => tokio::task::block_in_place(werk),
        _ => werk(),
    }
}

fn builder(options: &ClientOptions) -> Result<reqwest::ClientBuilder, Error> {
    let contact = &*options.contact;
    let agent = match contact {
        "" => format!("sluis/{}", env!("CARGO_PKG_VERSION")),
        contact => format!("sluis/{} (+{contact})", env!("CARGO_PKG_VERSION")),
    };
    let agent = HeaderValue::from_str(&agent)
        .map_err(|_| Error::new("CONFIG_INVALID", "cbs.contact cannot be in a header", ""))?;
    let builder = reqwest::Client::builder()
        .user_agent(agent)
        .connect_timeout(options.connect_timeout)
        .read_timeout(options.read_timeout)
        .redirect(redirect::Policy::custom(omleiding));
    match &options.proxy {
        None => Ok(builder.no_proxy()),
        Some(proxy) => {
            // Without the text: it may hold a password.
            let proxy = Proxy::all(proxy)
                .map_err(|_| Error::new("CONFIG_INVALID", "cbs.proxy is no URL of a proxy", ""))?;
            Ok(builder.no_proxy().proxy(proxy))
        }
    }
}

/// Host and port of a proxy, without the name and password that its address may hold.
fn proxy_plek(proxy: &str) -> Option<String> {
    let url = Url::parse(proxy).ok()?;
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

fn omleiding(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let away =
        attempt.previous().first().is_none_or(|from| !link::is_zelfde_plek(from, attempt.url()));
    if away {
        attempt.error("redirected to another place")
    } else if attempt.previous().len() > REDIRECTS_MAX {
        attempt.error("redirected again and again")
    } else {
        attempt.follow()
    }
}

fn certificaten(pem: Option<&[u8]>) -> Result<Vec<Certificate>, Error> {
    let Some(pem) = pem else {
        return Ok(Vec::new());
    };
    let found = Certificate::from_pem_bundle(pem).unwrap_or_default();
    if found.is_empty() {
        let what = "cbs.ca_file holds no certificate in PEM";
        return Err(Error::new("CONFIG_INVALID", what, ""));
    }
    Ok(found)
}

fn status_fout(status: StatusCode, told: Option<&str>, url: &Url) -> Error {
    let hint = match status.as_u16() {
        401 | 403 => "access refused: does a proxy or firewall stand between?",
        404 => "not found",
        407 => "the proxy wants a password; set it in cbs.proxy",
        414 => "the address is too long for the server; select fewer codes",
        429 => "too many requests; lower cbs.connections",
        300..=399 => "an answer that leads nowhere",
        500.. => "the server failed",
        _ => "refused by the server",
    };
    let told = told.map(|text| format!("; the server says: {text}")).unwrap_or_default();
    let what = format!("status {}: {hint}{told}", status.as_u16());
    let error = Error::new("HTTP_STATUS", what, url.as_str()).met_status(status.as_u16());
    if retry::is_tijdelijk(status.as_u16()) { error.transient() } else { error }
}
