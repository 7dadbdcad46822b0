//! `[alerts]`: when people are told, and by which way.

mod kanaal;

use core::time::Duration;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;

use super::Source;
use super::check::{Section, path};
use super::error::Fault;
use super::show::{path as path_text, text};
use kanaal::{RawMail, RawWebhook, check_mail, check_webhook, write_mail, write_webhook};

pub use kanaal::{Mail, MailTls, Webhook, WebhookKind};

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawAlerts {
    run_failed: Option<bool>,
    run_late_minutes: Option<i64>,
    source_stale_hours: Option<i64>,
    source_stale_hours_of: BTreeMap<String, i64>,
    quarantine_promille: Option<i64>,
    volume_percent: Option<i64>,
    disk_free_mb: Option<i64>,
    disk_free_percent: Option<i64>,
    timeout_seconds: Option<i64>,
    proxy: Option<SecretString>,
    ca_file: Option<String>,
    mail_password: Option<SecretString>,
    mail: Vec<RawMail>,
    webhook: Vec<RawWebhook>,
}

/// The section, checked.
#[derive(Debug, Clone)]
pub struct Alerts {
    /// When something is worth a message.
    pub drempels: Drempels,
    /// Longest time of one delivery.
    pub timeout: Duration,
    /// Proxy for webhooks; the URL may hold a password.
    pub proxy: Option<SecretString>,
    /// PEM file with certificates that are trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Ways by mail.
    pub mail: Vec<Mail>,
    /// Ways by webhook.
    pub webhook: Vec<Webhook>,
}

/// When something is worth a message; `None` switches a rule off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drempels {
    /// Whether a run that failed is told.
    pub run_mislukt: bool,
    /// Minutes after its planned moment that a run must have ended.
    pub run_te_laat_minuten: Option<u32>,
    /// Hours without a success after which a source is stale.
    pub bron_uren: Option<u32>,
    /// The same, for some sources.
    pub bron_uren_van: BTreeMap<String, u32>,
    /// Refused records per thousand.
    pub quarantaine_promille: Option<u32>,
    /// Percent by which a volume may differ.
    pub volume_procent: Option<u32>,
    /// Free space in MB (10^6 bytes).
    pub schijf_mb: Option<u32>,
    /// Free space in percent.
    pub schijf_procent: Option<u32>,
}

impl Drempels {
    /// Hours without a success after which this source is stale; `None`: never.
    pub fn uren_van(&self, bron: &str) -> Option<u32> {
        self.bron_uren_van.get(bron).copied().or(self.bron_uren)
    }
}

impl Default for Drempels {
    fn default() -> Self {
        Self {
            run_mislukt: true,
            run_te_laat_minuten: Some(120),
            bron_uren: Some(36),
            bron_uren_van: BTreeMap::new(),
            quarantaine_promille: Some(50),
            volume_procent: Some(50),
            schijf_mb: Some(2_000),
            schijf_procent: Some(5),
        }
    }
}

impl Default for Alerts {
    fn default() -> Self {
        Self {
            drempels: Drempels::default(),
            timeout: Duration::from_secs(20),
            proxy: None,
            ca_file: None,
            mail: Vec::new(),
            webhook: Vec::new(),
        }
    }
}

impl Alerts {
    /// Names of the channels, in the order of the file.
    pub fn kanalen(&self) -> Vec<String> {
        let mail = self.mail.iter().map(|mail| mail.name.clone());
        mail.chain(self.webhook.iter().map(|webhook| webhook.name.clone())).collect()
    }
}

const SECTION: Section = Section::new("alerts");

/// Checks the section; relative paths start at `base`.
pub(super) fn check_alerts(
    raw: RawAlerts,
    base: &Path,
    sources: &[Source],
) -> Result<Alerts, Fault> {
    let drempels = check_drempels(&raw)?;
    let is_known = |name: &&String| sources.iter().any(|source| source.name == **name);
    if let Some(name) = drempels.bron_uren_van.keys().find(|name| !is_known(name)) {
        let message = format!("there is no source `{name}`");
        return Err(SECTION.fault("source_stale_hours_of", message));
    }
    let ca_file = raw.ca_file.map(|file| path(SECTION, "ca_file", Some(file), base)).transpose()?;
    let seconds = SECTION.number("timeout_seconds", raw.timeout_seconds, (1, 120), 20)?;
    let password = raw.mail_password.as_ref();
    let mail = raw.mail.into_iter().map(|mail| check_mail(mail, password, base));
    let webhook = raw.webhook.into_iter().map(|webhook| check_webhook(webhook, base));
    let alerts = Alerts {
        drempels,
        timeout: Duration::from_secs(seconds),
        proxy: match raw.proxy {
            None => None,
            Some(proxy) => super::cbs::check_proxy(SECTION, proxy)?,
        },
        ca_file,
        mail: mail.collect::<Result<_, _>>()?,
        webhook: webhook.collect::<Result<_, _>>()?,
    };
    let mut names = alerts.kanalen();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair.first() == pair.last()) {
        let name = twice.first().map_or("", String::as_str);
        return Err(SECTION.fault("mail", format!("two channels are named `{name}`")));
    }
    Ok(alerts)
}

fn check_drempels(raw: &RawAlerts) -> Result<Drempels, Fault> {
    let standard = Drempels::default();
    let some = |key, value, max, default: Option<u32>| -> Result<Option<u32>, Fault> {
        let number = SECTION.number(key, value, (0, max), default.unwrap_or(0))?;
        Ok((number > 0).then_some(number))
    };
    let mut per_source = BTreeMap::new();
    for (source, hours) in &raw.source_stale_hours_of {
        let key = "source_stale_hours_of";
        let hours = SECTION.number(key, Some(*hours), (1, 100_000), 1_u32)?;
        per_source.insert(source.clone(), hours);
    }
    Ok(Drempels {
        run_mislukt: raw.run_failed.unwrap_or(true),
        run_te_laat_minuten: some(
            "run_late_minutes",
            raw.run_late_minutes,
            10_080,
            standard.run_te_laat_minuten,
        )?,
        bron_uren: some("source_stale_hours", raw.source_stale_hours, 100_000, standard.bron_uren)?,
        bron_uren_van: per_source,
        quarantaine_promille: some(
            "quarantine_promille",
            raw.quarantine_promille,
            1_000,
            standard.quarantaine_promille,
        )?,
        volume_procent: some("volume_percent", raw.volume_percent, 1_000, standard.volume_procent)?,
        schijf_mb: some("disk_free_mb", raw.disk_free_mb, 10_000_000, standard.schijf_mb)?,
        schijf_procent: some(
            "disk_free_percent",
            raw.disk_free_percent,
            90,
            standard.schijf_procent,
        )?,
    })
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_alerts(out: &mut String, section: &Alerts) -> std::fmt::Result {
    let drempels = &section.drempels;
    writeln!(out, "\n[alerts]")?;
    writeln!(out, "run_failed = {}", drempels.run_mislukt)?;
    for (key, value) in [
        ("run_late_minutes", drempels.run_te_laat_minuten),
        ("source_stale_hours", drempels.bron_uren),
        ("quarantine_promille", drempels.quarantaine_promille),
        ("volume_percent", drempels.volume_procent),
        ("disk_free_mb", drempels.schijf_mb),
        ("disk_free_percent", drempels.schijf_procent),
    ] {
        writeln!(out, "{key} = {}", value.unwrap_or(0))?;
    }
    let of = drempels.bron_uren_van.iter();
    let of: Vec<String> = of.map(|(name, hours)| format!("{} = {hours}", text(name))).collect();
    if !of.is_empty() {
        writeln!(out, "source_stale_hours_of = {{ {} }}", of.join(", "))?;
    }
    writeln!(out, "timeout_seconds = {}", section.timeout.as_secs())?;
    if section.proxy.is_some() {
        writeln!(out, "proxy = \"***\"")?;
    }
    if let Some(file) = &section.ca_file {
        writeln!(out, "ca_file = {}", path_text(file))?;
    }
    section.mail.iter().try_for_each(|mail| write_mail(out, mail))?;
    section.webhook.iter().try_for_each(|webhook| write_webhook(out, webhook))
}

#[cfg(test)]
mod tests;
