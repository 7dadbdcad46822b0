//! `sluis alert test` and `list`.

use chrono::{DateTime, Utc};
use load::signaal::{SignaalRij, signalen};
use serde::Serialize;

use super::args::{AlertListArguments, AlertTestArguments};
use super::exit::{Exit, Failure};
use super::output::{Table, print, print_json, say};
use super::runs::local;
use super::session::Session;
use crate::clock;
use crate::config::{Config, random_hex};
use crate::signaal::{Brief, Kanaal};

/// `alert list --json`. Field names are a public contract.
#[derive(Debug, Serialize)]
struct AlertList {
    alerts: Vec<Alert>,
}

/// A signal.
#[derive(Debug, Serialize)]
struct Alert {
    rule: String,
    object: String,
    status: String,
    title: String,
    since: DateTime<Utc>,
    over_at: Option<DateTime<Utc>>,
    told_at: DateTime<Utc>,
    messages_waiting: i64,
}

impl From<SignaalRij> for Alert {
    fn from(rij: SignaalRij) -> Self {
        Self {
            rule: rij.regel,
            object: rij.object,
            status: rij.status,
            title: rij.titel,
            since: rij.sinds,
            over_at: rij.over_op,
            told_at: rij.laatst_gemeld,
            messages_waiting: rij.wacht,
        }
    }
}

/// Sends a message to the channels.
pub(super) async fn test(config: &Config, arguments: AlertTestArguments) -> Result<Exit, Failure> {
    let known = config.alerts.kanalen();
    if known.is_empty() {
        return Err(Failure::usage(
            "no channel is configured; nothing was sent",
            "add [[alerts.mail]] or [[alerts.webhook]]: config/sluis.toml has examples",
        ));
    }
    if let Some(name) = arguments.channel.as_ref().filter(|name| !known.contains(name)) {
        let hint = format!("known channels: {}", known.join(", "));
        return Err(Failure::usage(format!("there is no channel `{name}`"), hint));
    }
    let kanalen = Kanaal::of(&config.alerts).await.map_err(|error| {
        Failure::because(Exit::Usage, error, "see [alerts] in the configuration")
    })?;
    let zone = config.schedule.timezone;
    let base_url = config.serve.link_base();
    let brief = Brief::test(random_hex()?, base_url.as_deref(), zone, clock::now());
    let mut exit = Exit::Ok;
    let is_asked =
        |kanaal: &&Kanaal| arguments.channel.as_ref().is_none_or(|name| name == kanaal.naam());
    for kanaal in kanalen.iter().filter(is_asked) {
        match kanaal.stuur(&brief).await {
            Ok(()) => print(&format!("{}: sent\n", kanaal.naam()))?,
            Err(error) => {
                say(&format!("error: {}: {error}", kanaal.naam()));
                exit = Exit::Failed;
            }
        }
    }
    if exit != Exit::Ok {
        say("hint: check host, port, tls, user and address of the channel in [alerts]");
    }
    Ok(exit)
}

/// Lists signals.
pub(super) async fn list(
    session: &Session,
    arguments: &AlertListArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let rows = signalen(&session.db, !arguments.all).await?;
    let list = AlertList { alerts: rows.into_iter().map(Alert::from).collect() };
    if arguments.json {
        print_json(&list)?;
        return Ok(Exit::Ok);
    }
    if list.alerts.is_empty() {
        print("no open alerts\n")?;
        return Ok(Exit::Ok);
    }
    let zone = session.config.schedule.timezone;
    let head = ["rule", "object", "status", "since", "waiting", "what"];
    let mut table = Table::new(&head, has_colour);
    for alert in list.alerts {
        table.row([
            alert.rule,
            alert.object,
            alert.status,
            local(alert.since, zone),
            alert.messages_waiting.to_string(),
            alert.title,
        ]);
    }
    print(&table.render())?;
    Ok(Exit::Ok)
}
