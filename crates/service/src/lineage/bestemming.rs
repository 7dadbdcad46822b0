//! Where events go: a file that is put aside when it is large, an address, or both.

use core::time::Duration;
use std::io;
use std::path::{Path, PathBuf};

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::fs::{self, OpenOptions};
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc::Receiver;
use tracing::warn;

use crate::config::Lineage;

/// Longest time of one post.
const POST_MAX: Duration = Duration::from_secs(5);
const MB: u64 = 1_000_000;

/// Where events go.
#[derive(Debug)]
pub(super) struct Bestemming {
    file: Option<(PathBuf, u64)>,
    post: Option<(Client, SecretString, Option<SecretString>)>,
    /// Whether the last event failed: only the first failure of a row is told.
    is_gestoord: bool,
}

impl Bestemming {
    pub(super) fn new(lineage: &Lineage) -> anyhow::Result<Self> {
        let post = match &lineage.url {
            None => None,
            Some(url) => {
                // Whoever was first installed a provider; it is ring either way, the only one in the build.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let client = Client::builder()
                    .user_agent(concat!("sluis/", env!("CARGO_PKG_VERSION")))
                    .timeout(POST_MAX)
                    .redirect(redirect::Policy::none())
                    .no_proxy()
                    .build()?;
                Some((client, url.clone(), lineage.token.clone()))
            }
        };
        let file = lineage.file.clone().map(|(file, mb)| (file, mb.saturating_mul(MB)));
        Ok(Self { file, post, is_gestoord: false })
    }

    /// Writes until everybody who tells has gone.
    pub(super) async fn schrijf(mut self, mut events: Receiver<Value>) {
        while let Some(event) = events.recv().await {
            let text = event.to_string();
            let mut failed = None;
            if let Some((file, max)) = &self.file
                && let Err(error) = append(file, *max, &text).await
            {
                failed = Some(format!("`{}`: {error}", file.display()));
            }
            if let Some((client, url, token)) = &self.post
                && let Err(error) = post(client, url, token.as_ref(), text).await
            {
                failed = Some(error);
            }
            match failed {
                Some(error) if !self.is_gestoord => {
                    warn!("lineage events get lost until this is over: {error}");
                    self.is_gestoord = true;
                }
                Some(_) => {}
                None => self.is_gestoord = false,
            }
        }
    }
}

async fn append(file: &Path, max: u64, text: &str) -> io::Result<()> {
    if fs::metadata(file).await.is_ok_and(|found| found.len() >= max) {
        let mut aside = file.as_os_str().to_owned();
        aside.push(".1");
        fs::rename(file, PathBuf::from(aside)).await?;
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).await?;
    }
    let mut open = OpenOptions::new().create(true).append(true).open(file).await?;
    // In one piece: a second process may write to the same file.
    open.write_all(format!("{text}\n").as_bytes()).await?;
    open.flush().await
}

async fn post(
    client: &Client,
    url: &SecretString,
    token: Option<&SecretString>,
    text: String,
) -> Result<(), String> {
    let mut request =
        client.post(url.expose_secret()).header(CONTENT_TYPE, "application/json").body(text);
    if let Some(token) = token {
        request = request.header(AUTHORIZATION, format!("Bearer {}", token.expose_secret()));
    }
    let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
    let status = answer.status();
    if status.is_success() { Ok(()) } else { Err(format!("the receiver answered {status}")) }
}
