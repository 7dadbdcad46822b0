//! `sluis check`: is everything in place? Starts nothing, makes nothing, changes nothing.

use std::os::unix::fs::MetadataExt;

use chrono::DateTime;
use domain::SleutelId;
use load::Db;
use load::dienst::{self, Leider, LeiderStand};
use load::rollen::{self, Verschil};
use secrecy::ExposeSecret;

use super::csv::read_mapping;
use super::exit::{Exit, Failure};
use super::output::{line, print};
use super::session::blocking;
use crate::clock;
use crate::config::{self, Config, DatabaseUrl, GgkSource, KeyError, SourceKind, ZaakSource};
use crate::embedded::{Cluster, Settings};

/// Times of the next runs that are shown.
const NEXT_SHOWN: usize = 3;
/// Requests to the service that are looked at; those that are open come first.
const REQUESTS_SHOWN: i64 = 20;

/// What was found; the worst exit code decides.
struct Findings {
    text: String,
    exit: Exit,
}

impl Findings {
    fn good(&mut self, what: &str, text: &str) {
        line(&mut self.text, format_args!("ok     {what}: {text}"));
    }

    fn note(&mut self, what: &str, text: &str) {
        line(&mut self.text, format_args!("note   {what}: {text}"));
    }

    /// A wrong configuration outweighs a database that is away: it has to be mended first.
    fn wrong(&mut self, what: &str, exit: Exit, text: &str, hint: &str) {
        line(&mut self.text, format_args!("WRONG  {what}: {text}\n       hint: {hint}"));
        if self.exit == Exit::Ok || exit == Exit::Usage {
            self.exit = exit;
        }
    }

    fn failure(&mut self, what: &str, failure: &Failure) {
        self.wrong(what, failure.exit, &format!("{:#}", failure.error), &failure.hint);
    }
}

pub(super) async fn check(config: &Config) -> Result<Exit, Failure> {
    let mut found = Findings { text: config::show(config), exit: Exit::Ok };
    found.text.push('\n');
    found.good("configuration", &config.file.display().to_string());
    if config.sources.is_empty() {
        found.note("source", "there is no [[source]]: `sluis run` has nothing to load");
    }
    for source in &config.sources {
        let what = format!("source {}", source.name);
        match (&source.kind, config::folder_fault(source)) {
            (_, Some(fault)) => {
                found.wrong(&what, Exit::Usage, &fault, "make the folder, or change its path");
            }
            (SourceKind::Ggk(source), None) => {
                found.good(&what, &source.path.display().to_string());
            }
            (SourceKind::Cbs(source), None) => {
                let (table, protocol) = (&source.table, source.protocol.code());
                let text = format!("table {table} over {protocol} at {}", source.base_url);
                found.good(&what, &text);
            }
            (SourceKind::Zaaksysteem(source), None) => match read_mapping(&source.mapping) {
                Ok(_) => {
                    let (path, mapping) = (source.path.display(), source.mapping.display());
                    found.good(&what, &format!("{path} by {mapping}"));
                }
                Err(failure) => found.failure(&what, &failure),
            },
        }
    }
    check_reader(config, &mut found);
    check_cbs(config, &mut found).await;
    let key = check_key_file(config, &mut found);
    check_database(config, key.as_ref(), &mut found).await;
    check_disk(config, &mut found);
    check_schedule(config, &mut found);
    print(&found.text)?;
    Ok(found.exit)
}

/// Root may read every folder: what it finds says nothing about the user of the service.
fn check_reader(config: &Config, found: &mut Findings) {
    if !std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
        return;
    }
    for source in &config.sources {
        let (SourceKind::Ggk(GgkSource { path, .. })
        | SourceKind::Zaaksysteem(ZaakSource { path, .. })) = &source.kind
        else {
            continue;
        };
        let text = format!(
            "looked as root, who may read everything; as the service: runuser -u sluis -- ls {}",
            path.display()
        );
        found.note(&format!("source {}", source.name), &text);
    }
}

/// What can be told of `[cbs]` without asking CBS anything.
async fn check_cbs(config: &Config, found: &mut Findings) {
    if !config.sources.iter().any(|source| matches!(source.kind, SourceKind::Cbs(_))) {
        return;
    }
    // As a run would make it: the file with certificates is read, and what is in it.
    if let Err(error) = crate::job::cbs::client(&config.cbs).await {
        let hint = "see [cbs] in config/sluis.toml; ca_file is a file with certificates in PEM, or left out";
        found.wrong("cbs", Exit::Usage, &error.to_string(), hint);
    }
    found.note("cbs", "nothing was asked of CBS; `sluis run --dry-run` looks without loading");
}

fn check_key_file(config: &Config, found: &mut Findings) -> Option<SleutelId> {
    let is_embedded = matches!(config.database.url, DatabaseUrl::Embedded);
    match config::read_key_file(&config.privacy.key_file) {
        Ok(key) => {
            found.good("key", &format!("key id {}", key.id().as_str()));
            return Some(key.id());
        }
        Err(KeyError::Missing(path))
            if is_embedded
                && Cluster::exists(&Settings::from_config(config)).is_ok_and(|exists| !exists) =>
        {
            found.note("key", &format!("`{}` is made at the first start", path.display()));
        }
        Err(error) => found.failure("key", &error.into()),
    }
    None
}

async fn check_database(config: &Config, key: Option<&SleutelId>, found: &mut Findings) {
    match database(config, key, found).await {
        Ok(()) => {}
        Err(failure) => found.failure("database", &failure),
    }
}

async fn database(
    config: &Config,
    key: Option<&SleutelId>,
    found: &mut Findings,
) -> Result<(), Failure> {
    let mut cluster = None;
    let url = match &config.database.url {
        DatabaseUrl::Server(url) => url.clone(),
        DatabaseUrl::Embedded => {
            let settings = Settings::from_config(config);
            let bin = Cluster::find_binaries(&settings)?;
            found.good("postgres", &bin.display().to_string());
            let attached =
                blocking(move || Cluster::attach(&settings).map_err(Failure::from)).await?;
            let Some(attached) = attached else {
                found.note("database", "the embedded cluster does not run; `sluis run` starts it");
                return Ok(());
            };
            found.good("embedded", &format!("runs on 127.0.0.1:{}", attached.port()));
            let url = attached.url()?;
            cluster = Some(attached);
            url
        }
    };
    let db = Db::connect(url.expose_secret()).await?;
    let mut outcome = schema_and_key(&db, key, found).await;
    if outcome.is_ok() {
        outcome = check_service(&db, config, found).await.map_err(Failure::from);
    }
    db.close().await;
    drop(cluster);
    outcome
}

async fn schema_and_key(
    db: &Db,
    key: Option<&SleutelId>,
    found: &mut Findings,
) -> Result<(), Failure> {
    db.check_schema().await?;
    found.good("database", "reached, schema up to date");
    if let Some(key) = key {
        load::ledger::check_key(db, key).await?;
        found.good("key", "fits the warehouse");
    }
    check_rights(db, found).await?;
    Ok(())
}

/// Rights on a database are not in a backup: after a restore they are missing, and the pages or the backup find out.
async fn check_rights(db: &Db, found: &mut Findings) -> Result<(), load::Error> {
    // Without roles one login does everything, as the embedded cluster does.
    let Some(verschillen) = rollen::check_given(db).await? else { return Ok(()) };
    let missing: Vec<&str> = verschillen
        .iter()
        .filter_map(|verschil| match verschil {
            Verschil::Ontbreekt(line) => Some(line.as_str()),
            Verschil::Teveel(_) => None,
        })
        .collect();
    if let Some(first) = missing.first() {
        let text = format!("{} rights or roles are missing, such as: {first}", missing.len());
        let hint = "`sluis roles check` tells all; `sluis roles apply` as an administrator of the database mends it";
        found.wrong("rights", Exit::Failed, &text, hint);
    } else {
        found.good("rights", "nothing is missing");
    }
    if missing.len() < verschillen.len() {
        let more = verschillen.len() - missing.len();
        found.note("rights", &format!("{more} more than meant: `sluis roles check` tells them"));
    }
    Ok(())
}

fn check_schedule(config: &Config, found: &mut Findings) {
    if config.schedule.nightly.is_none() {
        found.note("schedule", "schedule.nightly is not set: nothing is planned by it");
    }
    let zone = config.schedule.timezone;
    let now = clock::now();
    for plan in &config.plans {
        let what = if plan.name == config::NIGHTLY {
            "next runs".to_owned()
        } else {
            format!("plan {}", plan.name)
        };
        let times = plan.at.iter().flat_map(|at| clock::upcoming(at, zone, now, NEXT_SHOWN));
        let mut times: Vec<_> = times.collect();
        times.sort_unstable();
        times.dedup();
        times.truncate(NEXT_SHOWN);
        if times.is_empty() {
            found.note(&what, "never comes again");
            continue;
        }
        let times: Vec<String> = times.iter().map(DateTime::to_rfc3339).collect();
        let sources = match plan.sources.as_slice() {
            [] => String::new(),
            sources => format!(" of {}", sources.join(", ")),
        };
        found.good(&what, &format!("{}{sources}", times.join(", ")));
    }
}

/// Which service leads, and what is asked of it.
async fn check_service(db: &Db, config: &Config, found: &mut Findings) -> Result<(), load::Error> {
    match Leider::stand(db).await? {
        Some(LeiderStand { leidt: true, host, pid, sinds, stil_seconden, .. }) => {
            let (host, pid) = (host.unwrap_or_default(), pid.unwrap_or_default());
            let zone = config.schedule.timezone;
            let since = sinds.map(|at| at.with_timezone(&zone).to_rfc3339()).unwrap_or_default();
            let text = format!("process {pid} on {host} leads since {since}");
            // It lets know that it lives every few seconds.
            if u64::try_from(stil_seconden).unwrap_or_default() > config.serve.takeover_seconds {
                found
                    .note("service", &format!("{text}, but is silent for {stil_seconden} seconds"));
            } else {
                found.good("service", &text);
            }
        }
        _ => found.note("service", "no `sluis serve` leads: nothing starts by itself"),
    }
    for request in dienst::list(db, REQUESTS_SHOWN).await? {
        if matches!(request.status.as_str(), "queued" | "running") {
            let text = format!("{} {}: {}", request.verzoek_id, request.status, request.inhoud);
            found.note("request", &text);
        }
    }
    Ok(())
}

/// How much room there is where everything is kept.
fn check_disk(config: &Config, found: &mut Findings) {
    let map = &config.paths.data_dir;
    if let Some(free) = crate::run::free_bytes(map) {
        found.good("disk", &format!("{} MB free at {}", free / 1_000_000, map.display()));
    }
}
