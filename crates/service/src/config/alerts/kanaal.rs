//! `[[alerts.mail]]` and `[[alerts.webhook]]`: the ways by which people are told.

use std::fmt::Write;
use std::net::IpAddr;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::SECTION;
use crate::config::check::path;
use crate::config::error::Fault;
use crate::config::key_file;
use crate::config::show::{list, text};

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawMail {
    name: Option<String>,
    host: Option<String>,
    port: Option<i64>,
    tls: Option<String>,
    user: Option<String>,
    password_file: Option<String>,
    from: Option<String>,
    to: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawWebhook {
    name: Option<String>,
    kind: Option<String>,
    url: Option<SecretString>,
    url_file: Option<String>,
}

/// A mail server, and who gets mail by it.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Name of the channel.
    pub name: String,
    /// Server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is secured.
    pub tls: MailTls,
    /// User and password.
    pub login: Option<(String, SecretString)>,
    /// Sender.
    pub from: String,
    /// Receivers.
    pub to: Vec<String>,
}

/// How a connection to a mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// Plain at first, then STARTTLS, or nothing is sent.
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// Not at all: only to this machine.
    None,
}

impl MailTls {
    /// The word in the configuration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Starttls => "starttls",
            Self::Implicit => "implicit",
            Self::None => "none",
        }
    }
}

/// An address that takes messages over HTTP.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Name of the channel.
    pub name: String,
    /// What it understands.
    pub kind: WebhookKind,
    /// Address; who has it may post.
    pub url: SecretString,
}

/// What a webhook understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookKind {
    /// One JSON object of our own.
    Json,
    /// A workflow of Teams that posts an Adaptive Card.
    Teams,
    /// An incoming webhook of Slack.
    Slack,
}

impl WebhookKind {
    /// The word in the configuration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Teams => "teams",
            Self::Slack => "slack",
        }
    }
}

fn check_name(key: &'static str, name: Option<String>) -> Result<String, Fault> {
    let is_plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    name.filter(|name| (1..=40).contains(&name.len()) && name.bytes().all(is_plain)).ok_or_else(
        || SECTION.fault(key, "every channel needs a `name` of 1 to 40 of a-z, 0-9, `_` and `-`"),
    )
}

/// Whether a host is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

pub(super) fn check_mail(
    raw: RawMail,
    password: Option<&SecretString>,
    base: &Path,
) -> Result<Mail, Fault> {
    let name = check_name("mail", raw.name)?;
    let fault = |message: &str| SECTION.fault("mail", format!("`{name}`: {message}"));
    let host = raw.host.unwrap_or_default();
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    if host.is_empty() || !host.bytes().all(is_host) {
        return Err(fault("`host` must be the name of a mail server"));
    }
    let words =
        [("starttls", MailTls::Starttls), ("implicit", MailTls::Implicit), ("none", MailTls::None)];
    let tls = SECTION.word("mail", raw.tls, &words)?.unwrap_or(MailTls::Starttls);
    if tls == MailTls::None && !is_loopback(&host) {
        return Err(fault("tls = \"none\" is only for a server on this machine (127.0.0.1)"));
    }
    let port = match tls {
        MailTls::Starttls => 587,
        MailTls::Implicit => 465,
        MailTls::None => 25,
    };
    let port = SECTION.number("mail", raw.port, (1, 65_535), port)?;
    let file = raw.password_file.map(|file| -> Result<SecretString, Fault> {
        let file = path(SECTION, "mail", Some(file), base)?;
        let secret = key_file::read_secret(&file).map_err(|error| fault(&error.to_string()))?;
        Ok(SecretString::from(secret.trim_end().to_owned()))
    });
    let login = match (raw.user, file.transpose()?.or_else(|| password.cloned())) {
        (Some(user), Some(secret)) if !user.is_empty() && !secret.expose_secret().is_empty() => {
            Some((user, secret))
        }
        (None, None) => None,
        // The password of the section is for those with a user.
        (None, Some(_)) if password.is_some() => None,
        (Some(_), _) => {
            let hint = "`user` needs a password: `password_file`, or SLUIS_ALERTS_MAIL_PASSWORD";
            return Err(fault(hint));
        }
        (None, Some(_)) => return Err(fault("`password_file` needs a `user`")),
    };
    let from = raw.from.unwrap_or_default();
    if raw.to.is_empty() {
        return Err(fault("`to` is empty: name at least one receiver"));
    }
    for address in raw.to.iter().chain([&from]) {
        if address.parse::<lettre::message::Mailbox>().is_err() {
            return Err(fault(&format!("`{address}` is not an e-mail address (from, to)")));
        }
    }
    Ok(Mail { name, host, port, tls, login, from, to: raw.to })
}

pub(super) fn check_webhook(raw: RawWebhook, base: &Path) -> Result<Webhook, Fault> {
    let name = check_name("webhook", raw.name)?;
    let fault = |message: &str| SECTION.fault("webhook", format!("`{name}`: {message}"));
    let words =
        [("json", WebhookKind::Json), ("teams", WebhookKind::Teams), ("slack", WebhookKind::Slack)];
    let kind = SECTION.word("webhook", raw.kind, &words)?;
    let kind = kind.ok_or_else(|| fault("`kind` is missing: \"json\", \"teams\" or \"slack\""))?;
    let url = match (raw.url, raw.url_file) {
        (Some(url), None) => url,
        (None, Some(file)) => {
            let file = path(SECTION, "webhook", Some(file), base)?;
            let secret = key_file::read_secret(&file).map_err(|error| fault(&error.to_string()))?;
            SecretString::from(secret.trim().to_owned())
        }
        _ => return Err(fault("give `url` or `url_file`, one of them")),
    };
    // The address is a secret: it is not shown.
    let wrong = || fault("the address must start with https:// (http:// only to 127.0.0.1)");
    let parsed = reqwest::Url::parse(url.expose_secret()).map_err(|_| wrong())?;
    let is_good = match (parsed.scheme(), parsed.host_str()) {
        ("https", Some(_)) => true,
        ("http", Some(host)) => is_loopback(host),
        _ => false,
    };
    if is_good { Ok(Webhook { name, kind, url }) } else { Err(wrong()) }
}

pub(super) fn write_mail(out: &mut String, mail: &Mail) -> std::fmt::Result {
    writeln!(out, "\n[[alerts.mail]]\nname = {}\nhost = {}", text(&mail.name), text(&mail.host))?;
    writeln!(out, "port = {}\ntls = \"{}\"", mail.port, mail.tls.code())?;
    if let Some((user, _)) = &mail.login {
        writeln!(out, "user = {}\npassword_file = \"***\"", text(user))?;
    }
    writeln!(out, "from = {}\nto = {}", text(&mail.from), list(&mail.to))
}

pub(super) fn write_webhook(out: &mut String, webhook: &Webhook) -> std::fmt::Result {
    writeln!(out, "\n[[alerts.webhook]]\nname = {}", text(&webhook.name))?;
    writeln!(out, "kind = \"{}\"\nurl = \"***\"", webhook.kind.code())
}
