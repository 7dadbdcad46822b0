//! `[signin]`: who may sign in to the pages, and how.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;
use secrecy::SecretString;
use serde::Deserialize;
use web::{AanmeldInstellingen, Basisadres, Netwerk, OidcInstellingen, Rol};

use super::check::{Section, path};
use super::error::Fault;
use super::{Serve, key_file};

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawSignin {
    mode: Option<String>,
    session_hours: Option<i64>,
    idle_minutes: Option<i64>,
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret_file: Option<String>,
    scopes: Option<Vec<String>>,
    role_claim: Option<String>,
    name_claim: Option<String>,
    roles: Option<BTreeMap<String, String>>,
}

/// The section, checked.
#[derive(Debug, Clone)]
pub struct Signin {
    /// Whether local accounts may sign in.
    pub is_local: bool,
    /// The provider of the organisation.
    pub oidc: Option<Arc<OidcInstellingen>>,
    /// Where the secret of Sluis at the provider came from.
    pub client_secret_file: Option<PathBuf>,
    /// Longest session in hours.
    pub session_hours: i64,
    /// Longest time without use in minutes.
    pub idle_minutes: i64,
}

impl Signin {
    /// The section as the pages want it.
    pub fn settings(&self, serve: &Serve) -> AanmeldInstellingen {
        AanmeldInstellingen {
            basis: serve.base_url.clone(),
            is_lokaal: self.is_local,
            oidc: self.oidc.clone(),
            sessie_max: TimeDelta::hours(self.session_hours),
            sessie_rust: TimeDelta::minutes(self.idle_minutes),
            proxies: serve.trusted_proxies.clone(),
        }
    }
}

/// Ways to sign in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Local,
    Oidc,
    Both,
}

const SECTION: Section = Section::new("signin");

/// Checks the section; relative paths start at `base`.
pub(super) fn check_signin(raw: RawSignin, base: &Path) -> Result<Signin, Fault> {
    let words = [("local", Mode::Local), ("oidc", Mode::Oidc), ("both", Mode::Both)];
    let mode = SECTION.word("mode", raw.mode.clone(), &words)?.unwrap_or(Mode::Local);
    let session_hours = SECTION.number("session_hours", raw.session_hours, (1, 24), 12)?;
    let idle_minutes = SECTION.number("idle_minutes", raw.idle_minutes, (5, 480), 30)?;
    if mode == Mode::Local {
        only_keys_of_oidc(&raw)?;
        let (oidc, client_secret_file) = (None, None);
        return Ok(Signin {
            is_local: true,
            oidc,
            client_secret_file,
            session_hours,
            idle_minutes,
        });
    }
    let file = raw.client_secret_file.clone();
    let file =
        file.map(|file| path(SECTION, "client_secret_file", Some(file), base)).transpose()?;
    let client_secret = file.as_deref().map(secret).transpose()?;
    let oidc = check_oidc(raw, client_secret)?;
    Ok(Signin {
        is_local: mode == Mode::Both,
        oidc: Some(Arc::new(oidc)),
        client_secret_file: file,
        session_hours,
        idle_minutes,
    })
}

/// A provider that nobody can sign in at is a mistake, not something to ignore.
fn only_keys_of_oidc(raw: &RawSignin) -> Result<(), Fault> {
    let given = [
        ("issuer", raw.issuer.is_some()),
        ("client_id", raw.client_id.is_some()),
        ("client_secret_file", raw.client_secret_file.is_some()),
        ("scopes", raw.scopes.is_some()),
        ("role_claim", raw.role_claim.is_some()),
        ("name_claim", raw.name_claim.is_some()),
        ("roles", raw.roles.is_some()),
    ];
    match given.into_iter().find(|(_, is_given)| *is_given) {
        Some((key, _)) => Err(SECTION.fault(
            key,
            format!("mode = \"local\" has no `{key}`; want mode \"oidc\" or \"both\""),
        )),
        None => Ok(()),
    }
}

fn secret(file: &Path) -> Result<SecretString, Fault> {
    let text = key_file::read_secret(file)
        .map_err(|error| SECTION.fault("client_secret_file", error.to_string()))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(SECTION.fault("client_secret_file", format!("`{}` is empty", file.display())));
    }
    Ok(SecretString::from(text))
}

fn check_oidc(
    raw: RawSignin,
    client_secret: Option<SecretString>,
) -> Result<OidcInstellingen, Fault> {
    let issuer = SECTION.require("issuer", raw.issuer)?;
    // Scheme, nothing, host: as safe as an address of ours has to be.
    let origin: Vec<&str> = issuer.split('/').take(3).collect();
    let is_safe = origin.join("/").parse::<Basisadres>().is_ok();
    if !is_safe || issuer.contains(['?', '#', '@', ' ']) {
        let message = "must start with https://; http:// only for localhost, 127.0.0.1 and [::1]";
        return Err(SECTION.fault("issuer", message));
    }
    let client_id = SECTION.require("client_id", raw.client_id)?;
    if client_id.trim().is_empty() {
        return Err(SECTION.fault("client_id", "is empty"));
    }
    let claim = |key: &'static str, value: Option<String>, default: &str| {
        let value = value.unwrap_or_else(|| default.to_owned());
        if value.trim().is_empty() { Err(SECTION.fault(key, "is empty")) } else { Ok(value) }
    };
    Ok(OidcInstellingen {
        issuer,
        client_id,
        client_secret,
        scopes: raw.scopes.unwrap_or_else(|| vec!["openid".to_owned(), "profile".to_owned()]),
        rol_claim: claim("role_claim", raw.role_claim, "roles")?,
        naam_claim: claim("name_claim", raw.name_claim, "preferred_username")?,
        rollen: check_roles(SECTION.require("roles", raw.roles)?)?,
    })
}

fn check_roles(raw: BTreeMap<String, String>) -> Result<BTreeMap<String, Rol>, Fault> {
    if raw.is_empty() {
        return Err(SECTION.fault("roles", "is empty: nobody would have a role"));
    }
    raw.into_iter()
        .map(|(value, rol)| {
            let known = "is not one of \"lezer\", \"operator\", \"beheerder\"";
            let found = Rol::van_code(&rol);
            let found = found.ok_or_else(|| SECTION.fault("roles", format!("`{rol}` {known}")))?;
            Ok((value, found))
        })
        .collect()
}

/// Checks `serve.base_url`: our address as browsers know it.
pub(super) fn check_base_url(text: Option<String>, port: u16) -> Result<Basisadres, Fault> {
    let Some(text) = text else { return Ok(Basisadres::localhost(port)) };
    text.parse().map_err(|error| Section::new("serve").fault("base_url", format!("{error}")))
}

/// Checks `serve.trusted_proxies`.
pub(super) fn check_proxies(texts: Option<Vec<String>>) -> Result<Vec<Netwerk>, Fault> {
    let section = Section::new("serve");
    let one = |text: String| {
        text.parse().map_err(|error| section.fault("trusted_proxies", format!("`{text}` {error}")))
    };
    texts.unwrap_or_default().into_iter().map(one).collect()
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_signin(out: &mut String, section: &Signin) -> std::fmt::Result {
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mode = match (&section.oidc, section.is_local) {
        (None, _) => "local",
        (Some(_), false) => "oidc",
        (Some(_), true) => "both",
    };
    writeln!(out, "\n[signin]\nmode = \"{mode}\"")?;
    writeln!(out, "session_hours = {}", section.session_hours)?;
    writeln!(out, "idle_minutes = {}", section.idle_minutes)?;
    let Some(oidc) = &section.oidc else { return Ok(()) };
    writeln!(out, "issuer = {}\nclient_id = {}", text(&oidc.issuer), text(&oidc.client_id))?;
    if let Some(file) = &section.client_secret_file {
        writeln!(out, "client_secret_file = {}", text(&file.display().to_string()))?;
    }
    let scopes: Vec<String> = oidc.scopes.iter().map(|scope| text(scope)).collect();
    writeln!(out, "scopes = [{}]", scopes.join(", "))?;
    writeln!(out, "role_claim = {}", text(&oidc.rol_claim))?;
    writeln!(out, "name_claim = {}", text(&oidc.naam_claim))?;
    let roles = oidc.rollen.iter();
    let roles: Vec<String> =
        roles.map(|(value, rol)| format!("{} = \"{}\"", text(value), rol.code())).collect();
    writeln!(out, "roles = {{ {} }}", roles.join(", "))
}
