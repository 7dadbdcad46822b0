//! The ways by which a message reaches people.

mod mail;
mod webhook;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use load::signaal::Bericht;
use uuid::Uuid;

use super::tekst::moment;
use crate::config::Alerts;

use mail::Mailkanaal;
use webhook::Webhookkanaal;

/// Why a message was not delivered; holds no secret.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct KanaalFout(pub(super) String);

/// Characters of what a server answered.
const ANTWOORD_MAX: usize = 200;

impl KanaalFout {
    /// The first characters, on one line: what a server answers is not ours.
    fn new(text: &str) -> Self {
        let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        Self(line.take(ANTWOORD_MAX).collect())
    }
}

/// A message, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Name that is the same at every attempt, without the part behind the `@`.
    pub kenmerk: String,
    /// Rule, or `test`.
    pub regel: String,
    /// What it is about.
    pub object: String,
    /// `open`, `gewijzigd`, `over` or `test`.
    pub soort: String,
    /// One line.
    pub titel: String,
    /// What happened.
    pub wat: String,
    /// Since when, in words.
    pub sinds: String,
    /// Since when.
    pub sinds_op: DateTime<Utc>,
    /// What to do.
    pub doen: String,
    /// Address of the page that tells more.
    pub link: Option<String>,
    /// When it was made.
    pub gemaakt_op: DateTime<Utc>,
}

impl Brief {
    /// Words `bericht`.
    pub fn new(bericht: &Bericht, omgeving: Uuid, base_url: Option<&str>, zone: Tz) -> Self {
        Self {
            kenmerk: format!("{omgeving}.{}", bericht.melding_id),
            regel: bericht.regel.clone(),
            object: bericht.object.clone(),
            soort: bericht.soort.clone(),
            titel: bericht.titel.clone(),
            wat: bericht.wat.clone(),
            sinds: moment(bericht.sinds, zone),
            sinds_op: bericht.sinds,
            doen: bericht.doen.clone(),
            link: base_url.map(|base| format!("{base}{}", bericht.pad)),
            gemaakt_op: bericht.gemaakt_op,
        }
    }

    /// A message to try a channel.
    pub fn test(kenmerk: String, base_url: Option<&str>, zone: Tz, nu: DateTime<Utc>) -> Self {
        Self {
            kenmerk,
            regel: "test".to_owned(),
            object: "test".to_owned(),
            soort: "test".to_owned(),
            titel: "Proefbericht".to_owned(),
            wat: "Dit is een proefbericht: dit kanaal werkt.".to_owned(),
            sinds: moment(nu, zone),
            sinds_op: nu,
            doen: "U hoeft niets te doen.".to_owned(),
            link: base_url.map(|base| format!("{base}/")),
            gemaakt_op: nu,
        }
    }

    /// Subject.
    pub(super) fn onderwerp(&self) -> String {
        format!("[Sluis] {}", self.titel)
    }

    /// The message as plain text.
    pub(super) fn tekst(&self) -> String {
        let Self { wat, sinds, doen, .. } = self;
        let link = self.link.as_ref().map(|link| format!("\nMeer weten:\n{link}\n"));
        format!(
            "Wat is er:\n{wat}\n\nSinds:\n{sinds}\n\nWat te doen:\n{doen}\n{}",
            link.unwrap_or_default()
        )
    }
}

/// One way.
#[derive(Debug)]
pub enum Kanaal {
    /// Mail.
    Mail(Box<Mailkanaal>),
    /// An address over HTTP.
    Webhook(Webhookkanaal),
}

impl Kanaal {
    /// The channels of the configuration, in its order.
    ///
    /// # Errors
    /// When the file of certificates cannot be read or holds none.
    pub async fn of(alerts: &Alerts) -> anyhow::Result<Vec<Self>> {
        let pem = match &alerts.ca_file {
            None => None,
            Some(file) => Some(tokio::fs::read(file).await.map_err(|error| {
                anyhow::Error::new(error).context(format!("read `{}`", file.display()))
            })?),
        };
        let pem = pem.as_deref();
        let mut kanalen = Vec::new();
        for mail in &alerts.mail {
            kanalen.push(Self::Mail(Box::new(Mailkanaal::new(mail, pem, alerts.timeout)?)));
        }
        if !alerts.webhook.is_empty() {
            let http = webhook::client(alerts, pem)?;
            let made = alerts.webhook.iter().map(|hook| Webhookkanaal::new(hook, http.clone()));
            kanalen.extend(made.map(Self::Webhook));
        }
        Ok(kanalen)
    }

    /// Its name in the configuration.
    pub fn naam(&self) -> &str {
        match self {
            Self::Mail(mail) => mail.naam(),
            Self::Webhook(webhook) => webhook.naam(),
        }
    }

    /// Delivers.
    ///
    /// # Errors
    /// When the other side did not say that it took the message.
    pub async fn stuur(&self, brief: &Brief) -> Result<(), KanaalFout> {
        match self {
            Self::Mail(mail) => mail.stuur(brief).await,
            Self::Webhook(webhook) => webhook.stuur(brief).await,
        }
    }
}

#[cfg(test)]
mod tests;
