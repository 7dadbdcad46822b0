//! `[serve]`: the service.

use std::fmt::Write;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};

use super::DatabaseUrl;
use super::check::{Section, is_postgres, secret};
use super::error::Fault;
use super::raw::RawServe;
use super::show::list;
use super::signin::{check_base_url, check_proxies};

/// `[serve]`: the service.
#[derive(Debug, Clone)]
pub struct Serve {
    /// Address of the web pages.
    pub listen: std::net::SocketAddr,
    /// Address of the pages as browsers know it.
    pub base_url: web::Basisadres,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<web::Netwerk>,
    /// Minutes after which a run is stopped.
    pub run_minutes_max: u32,
    /// How often work is begun that failed for a reason that may pass.
    pub tries_max: i32,
    /// Seconds of silence after which another instance takes the lead over.
    pub takeover_seconds: u64,
    /// Free disk space that a run wants, as a multiple of the bytes of its new files; 0 does not look.
    pub disk_factor: u64,
    /// Login of the pages; `None` is that of the loader.
    pub database_url: Option<SecretString>,
}

impl Serve {
    /// What links in messages begin with; `None` when it would be localhost, which helps nobody who reads mail.
    pub fn link_base(&self) -> Option<String> {
        Some(self.base_url.origin()).filter(|url| url.starts_with("https:"))
    }
}

pub(super) fn check_serve(
    raw: RawServe,
    base: &Path,
    database: &DatabaseUrl,
) -> Result<Serve, Fault> {
    let section = Section::new("serve");
    let listen = raw.listen.as_deref().unwrap_or("127.0.0.1:8437");
    let listen: std::net::SocketAddr = listen
        .parse()
        .map_err(|_| section.fault("listen", "must be an address and a port: 127.0.0.1:8437"))?;
    let minutes = section.number("run_minutes_max", raw.run_minutes_max, (1, 10_080), 360)?;
    let silent = section.number("takeover_seconds", raw.takeover_seconds, (10, 3600), 60)?;
    let (url, file) = (raw.database_url, raw.database_url_file);
    let is_file = file.is_some();
    let url = secret(section, ("database_url", url), ("database_url_file", file), base)?;
    if let Some(url) = &url {
        check_login(
            section,
            if is_file { "database_url_file" } else { "database_url" },
            url,
            database,
        )?;
    }
    Ok(Serve {
        listen,
        base_url: check_base_url(raw.base_url, listen.port())?,
        trusted_proxies: check_proxies(raw.trusted_proxies)?,
        run_minutes_max: minutes,
        tries_max: section.number("tries_max", raw.tries_max, (1, 10), 3)?,
        takeover_seconds: silent,
        disk_factor: section.number("disk_factor", raw.disk_factor, (0, 100), 5)?,
        database_url: url,
    })
}

/// Checks the login of the pages. The value may hold a password: it is not shown.
fn check_login(
    section: Section,
    key: &'static str,
    url: &SecretString,
    database: &DatabaseUrl,
) -> Result<(), Fault> {
    if !is_postgres(url.expose_secret()) {
        return Err(section.fault(key, "must start with postgres://"));
    }
    match database {
        DatabaseUrl::Server(_) => Ok(()),
        DatabaseUrl::Embedded => {
            let message =
                "the embedded cluster has one login, which the pages use too: leave it out";
            Err(section.fault(key, message))
        }
    }
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_serve(out: &mut String, serve: &Serve) -> std::fmt::Result {
    writeln!(out, "\n[serve]\nlisten = \"{}\"", serve.listen)?;
    writeln!(out, "base_url = \"{}\"", serve.base_url.origin())?;
    let proxies = serve.trusted_proxies.iter().map(ToString::to_string);
    writeln!(out, "trusted_proxies = {}", list(proxies))?;
    writeln!(out, "run_minutes_max = {}\ntries_max = {}", serve.run_minutes_max, serve.tries_max)?;
    writeln!(out, "takeover_seconds = {}", serve.takeover_seconds)?;
    writeln!(out, "disk_factor = {}", serve.disk_factor)?;
    serve
        .database_url
        .as_ref()
        .map_or(Ok(()), |_| writeln!(out, "database_url = \"postgres://***\""))
}
