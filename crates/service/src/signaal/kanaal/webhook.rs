//! Webhooks: our own JSON, a workflow of Teams, Slack.

use anyhow::Context;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Certificate, Client, ClientBuilder, Proxy, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::mail::keten;
use super::{Brief, KanaalFout};
use crate::config::{Alerts, Webhook, WebhookKind};

/// An address that takes messages.
#[derive(Debug)]
pub struct Webhookkanaal {
    naam: String,
    kind: WebhookKind,
    url: SecretString,
    http: Client,
}

/// The client of all webhooks. It follows no redirect: a message goes where the configuration says, or nowhere.
pub(super) fn client(alerts: &Alerts, pem: Option<&[u8]>) -> anyhow::Result<Client> {
    // Whoever was first installed a provider; it is ring either way, the only one in the build.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let certificates = match pem {
        None => Vec::new(),
        Some(pem) => Certificate::from_pem_bundle(pem).context("alerts.ca_file")?,
    };
    let builder = || -> anyhow::Result<ClientBuilder> {
        let builder = Client::builder()
            .user_agent(concat!("sluis/", env!("CARGO_PKG_VERSION")))
            .timeout(alerts.timeout)
            .redirect(redirect::Policy::none())
            .no_proxy();
        match &alerts.proxy {
            None => Ok(builder),
            Some(proxy) => {
                let proxy = Proxy::all(proxy.expose_secret())
                    .map_err(|_| anyhow::Error::msg("alerts.proxy is no URL of a proxy"))?;
                Ok(builder.proxy(proxy))
            }
        }
    };
    let merged = builder()?.tls_certs_merge(certificates.clone()).build();
    match merged {
        Ok(client) => Ok(client),
        // No root certificates on this system: what the configuration gives is all that is trusted.
        Err(_) => Ok(builder()?.tls_certs_only(certificates).build()?),
    }
}

impl Webhookkanaal {
    pub(super) fn new(webhook: &Webhook, http: Client) -> Self {
        let Webhook { name, kind, url } = webhook;
        Self { naam: name.clone(), kind: *kind, url: url.clone(), http }
    }

    pub(super) fn naam(&self) -> &str {
        &self.naam
    }

    pub(super) async fn stuur(&self, brief: &Brief) -> Result<(), KanaalFout> {
        let request = self
            .http
            .post(self.url.expose_secret())
            .header(CONTENT_TYPE, "application/json")
            // Who takes messages can tell one that came twice.
            .header("Idempotency-Key", &brief.kenmerk)
            .body(inhoud(self.kind, brief).to_string());
        let answer = request.send().await;
        // Without the address: who has it may post.
        let answer = answer.map_err(|error| KanaalFout::new(&keten(&error.without_url())))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        Err(KanaalFout::new(&format!("the webhook answered {status}")))
    }
}

/// What is posted.
pub(super) fn inhoud(kind: WebhookKind, brief: &Brief) -> Value {
    match kind {
        WebhookKind::Json => json!({
            "id": brief.kenmerk,
            "regel": brief.regel,
            "object": brief.object,
            "soort": brief.soort,
            "titel": brief.titel,
            "wat": brief.wat,
            "sinds": brief.sinds_op.to_rfc3339(),
            "doen": brief.doen,
            "link": brief.link,
        }),
        WebhookKind::Teams => teams(brief),
        WebhookKind::Slack => {
            let link = brief.link.iter().map(|link| format!("\n\n<{link}|Meer weten>"));
            let text = format!(
                "*{}*\n\n*Wat is er*\n{}\n\n*Sinds*\n{}\n\n*Wat te doen*\n{}{}",
                slack(&brief.onderwerp()),
                slack(&brief.wat),
                slack(&brief.sinds),
                slack(&brief.doen),
                link.collect::<String>()
            );
            json!({ "text": text })
        }
    }
}

fn teams(brief: &Brief) -> Value {
    let block = |text: &str, weight: &str| json!({ "type": "TextBlock", "text": text, "weight": weight, "wrap": true });
    let mut titel = block(&brief.onderwerp(), "Bolder");
    if let Some(titel) = titel.as_object_mut() {
        let color = if matches!(&*brief.soort, "over" | "test") { "Good" } else { "Attention" };
        titel.insert("size".to_owned(), "Medium".into());
        titel.insert("color".to_owned(), color.into());
    }
    let actions = brief.link.iter();
    let actions: Vec<Value> = actions
        .map(|link| json!({ "type": "Action.OpenUrl", "title": "Meer weten", "url": link }))
        .collect();
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "body": [
                    titel,
                    block("Wat is er", "Bolder"),
                    block(&brief.wat, "Default"),
                    block("Sinds", "Bolder"),
                    block(&brief.sinds, "Default"),
                    block("Wat te doen", "Bolder"),
                    block(&brief.doen, "Default"),
                ],
                "actions": actions,
            },
        }],
    })
}

/// The three characters that Slack reads as markup.
fn slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
