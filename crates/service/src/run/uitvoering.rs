//! From an order and the configuration to a run: what the command line and the service have in common.

use core::time::Duration;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use extract_ggk::LeesOpties;
use extract_zaaksysteem::Mapping;
use load::{Db, beheer, ledger};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::config::{self, BerichtBijFout, Config, GgkSource, KeyError, Source, SourceKind};

use super::context::{
    BatchLimits, Bron, Opdracht, RerunDoel, RunContext, Schijf, Statline, StatlineBron,
};
use super::progress::Progress;
use super::zaaksysteem::{ZaakBron, Zaaksysteem};

/// What is asked, and by whom.
#[derive(Debug, Clone)]
pub struct Vraag {
    /// The order.
    pub opdracht: Opdracht,
    /// Names of sources; empty is all.
    pub bronnen: Vec<String>,
    /// The day that counts as today; `None`: today, or of the facts for what is done again.
    pub peildatum: Option<NaiveDate>,
    /// Whether a full CSV delivery may be much smaller than what stands.
    pub is_bevestigd: bool,
    /// Who asked.
    pub wie: String,
}

/// Why no run could be made of an order.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UitvoeringFout {
    /// The configuration has no source.
    #[error("there is no [[source]] in `{}`; nothing was done", .0.display())]
    GeenBron(PathBuf),
    /// A source is not in the configuration.
    #[error("there is no source `{naam}`")]
    OnbekendeBron {
        /// Its name.
        naam: String,
        /// The names that are there.
        bekend: String,
    },
    /// The folder of a source is a file.
    #[error("{0}")]
    GeenMap(String),
    /// A mapping cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingFout),
    /// The key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// There is no such run.
    #[error("there is no run {0}")]
    OnbekendeRun(i64),
    /// There is no such task.
    #[error("there is no task {0}")]
    OnbekendeTaak(i64),
    /// The warehouse.
    #[error(transparent)]
    Load(#[from] load::Error),
}

impl UitvoeringFout {
    /// Code for `beheer.verzoek`.
    pub fn code(&self) -> &str {
        match self {
            Self::GeenBron(_) | Self::OnbekendeBron { .. } | Self::GeenMap(_) => "CONFIG",
            Self::Mapping(_) => "MAPPING",
            Self::Key(_) => "KEY",
            Self::OnbekendeRun(_) | Self::OnbekendeTaak(_) => "UNKNOWN_TARGET",
            Self::Load(error) => error.code(),
        }
    }
}

/// Why a mapping cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the mapping `{}`", path.display())]
pub struct MappingFout {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub source: MappingOorzaak,
}

/// What is wrong with a mapping.
#[derive(Debug, thiserror::Error)]
pub enum MappingOorzaak {
    /// The file cannot be read.
    #[error(transparent)]
    Lezen(std::io::Error),
    /// It is not a mapping.
    #[error(transparent)]
    Inhoud(extract_zaaksysteem::MappingFout),
}

/// Reads and checks a mapping file.
///
/// # Errors
/// `MappingFout`.
pub fn read_mapping(path: &Path) -> Result<Mapping, MappingFout> {
    let fault = |source| MappingFout { path: path.to_path_buf(), source };
    let text =
        std::fs::read_to_string(path).map_err(|error| fault(MappingOorzaak::Lezen(error)))?;
    Mapping::lees(&text).map_err(|error| fault(MappingOorzaak::Inhoud(error)))
}

/// An order that fits the configuration.
#[derive(Debug)]
pub struct Uitvoering {
    vraag: Vraag,
    bronnen: Vec<Source>,
    zaak: Zaaksysteem,
}

impl Uitvoering {
    /// Holds the order against the configuration; opens nothing.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn prepare(config: &Config, vraag: Vraag) -> Result<Self, UitvoeringFout> {
        let bronnen = chosen(config, &vraag.bronnen)?;
        // A folder that is away may come back, so the run tells; what is no folder never becomes one.
        if let Some(fault) = bronnen.iter().find_map(config::not_a_folder) {
            return Err(UitvoeringFout::GeenMap(fault));
        }
        // A warehouse elsewhere needs its key before anything is opened; an embedded one makes it at its first start.
        if matches!(config.database.url, config::DatabaseUrl::Server(_)) {
            config::read_key_file(&config.privacy.key_file)?;
        }
        let zaak = zaaksysteem(config, &bronnen, vraag.is_bevestigd)?;
        Ok(Self { vraag, bronnen, zaak })
    }

    /// Everything the run works with, the order itself, and where the run tells how far it is.
    ///
    /// # Errors
    /// What is wrong with the key or the order, or `Load`.
    pub async fn context(
        self,
        config: &Config,
        db: &Db,
        cancel: CancellationToken,
    ) -> Result<(RunContext, Opdracht, watch::Receiver<Progress>), UitvoeringFout> {
        let Self { vraag, bronnen, mut zaak } = self;
        let sleutel = config::read_key_file(&config.privacy.key_file)?;
        check_target(db, &vraag.opdracht).await?;
        let today = clock::today(config.schedule.timezone);
        // What is done again is of the same date as the facts it joins; time moves on with the next run.
        let again = matches!(
            vraag.opdracht,
            Opdracht::Rerun(_) | Opdracht::Replay { .. } | Opdracht::Backfill { .. }
        );
        let of_facts = if again { ledger::last_peildatum(db).await? } else { None };
        let peildatum = vraag.peildatum.or(of_facts).unwrap_or(today);
        zaak.vandaag = today;
        let (sender, receiver) = watch::channel(Progress::default());
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let day = today.max(peildatum);
        let context = RunContext {
            db: db.clone(),
            bronnen: bronnen.iter().filter_map(|source| bron(config, source, day)).collect(),
            statline: statline(config, &bronnen),
            zaak,
            sleutel,
            peildatum,
            gestart_door: vraag.wie,
            versie: env!("CARGO_PKG_VERSION").to_owned(),
            limits: BatchLimits {
                files_max: config.ggk.batch_files_max,
                bytes_max: config.ggk.batch_mb_max * 1_000_000,
            },
            stabiel: Duration::from_millis(config.ggk.stabiel_ms),
            workers: if config.ggk.workers == 0 { cores } else { config.ggk.workers },
            archief: config.archive.clone(),
            schijf: Schijf { map: config.paths.data_dir.clone(), factor: config.serve.disk_factor },
            cancel,
            waarnemer: None,
            progress: sender,
        };
        Ok((context, vraag.opdracht, receiver))
    }
}

/// The sources to load; a name that is not configured is an error, and so is a run without any source.
fn chosen(config: &Config, names: &[String]) -> Result<Vec<Source>, UitvoeringFout> {
    if config.sources.is_empty() {
        return Err(UitvoeringFout::GeenBron(config.file.clone()));
    }
    let known: Vec<&str> = config.sources.iter().map(|source| source.name.as_str()).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        let (naam, bekend) = (unknown.clone(), known.join(", "));
        return Err(UitvoeringFout::OnbekendeBron { naam, bekend });
    }
    let is_chosen = |source: &&Source| names.is_empty() || names.contains(&source.name);
    Ok(config.sources.iter().filter(is_chosen).cloned().collect())
}

/// A rerun of what does not exist is a mistake, not an empty run.
async fn check_target(db: &Db, order: &Opdracht) -> Result<(), UitvoeringFout> {
    let Opdracht::Rerun(target) = order else { return Ok(()) };
    match target {
        RerunDoel::Run(run) | RerunDoel::Mislukt(Some(run)) => {
            let found = beheer::list_runs(db, 1, Some(*run)).await?;
            if found.is_empty() { Err(UitvoeringFout::OnbekendeRun(*run)) } else { Ok(()) }
        }
        RerunDoel::Taak(task) => match beheer::run_of_task(db, *task).await? {
            Some(_) => Ok(()),
            None => Err(UitvoeringFout::OnbekendeTaak(*task)),
        },
        // Its source was looked for in the configuration.
        RerunDoel::Mislukt(None) | RerunDoel::Bron(_) => Ok(()),
    }
}

fn statline(config: &Config, bronnen: &[Source]) -> Statline {
    let statline = |source: &Source| match &source.kind {
        SourceKind::Cbs(table) => {
            Some(StatlineBron { naam: source.name.clone(), tabel: (**table).clone() })
        }
        SourceKind::Ggk(_) | SourceKind::Zaaksysteem(_) => None,
    };
    let alle: Vec<StatlineBron> = config.sources.iter().filter_map(statline).collect();
    Statline {
        bronnen: bronnen.iter().filter_map(statline).collect(),
        gevolgd: alle.iter().map(|bron| bron.tabel.table.to_string()).collect(),
        namen: alle.into_iter().map(|bron| bron.naam).collect(),
        opties: config.cbs.clone(),
        map: config.paths.data_dir.join("cbs"),
    }
}

/// The folders of CSV files, with their mappings read: a mapping that is wrong is told before anything is opened.
fn zaaksysteem(
    config: &Config,
    sources: &[Source],
    is_bevestigd: bool,
) -> Result<Zaaksysteem, MappingFout> {
    let mut alle = Vec::new();
    for source in &config.sources {
        if let SourceKind::Zaaksysteem(found) = &source.kind {
            alle.push(ZaakBron {
                naam: source.name.clone(),
                map: found.path.clone(),
                mapping: Arc::new(read_mapping(&found.mapping)?),
                gemeente: found.gemeente,
            });
        }
    }
    let is_chosen = |bron: &&ZaakBron| sources.iter().any(|source| source.name == bron.naam);
    Ok(Zaaksysteem {
        bronnen: alle.iter().filter(is_chosen).cloned().collect(),
        alle,
        tijdzone: config.schedule.timezone,
        vandaag: clock::today(config.schedule.timezone),
        is_bevestigd,
    })
}

fn bron(config: &Config, source: &Source, today: NaiveDate) -> Option<Bron> {
    let SourceKind::Ggk(GgkSource { path, gemeenten }) = &source.kind else { return None };
    let mut options = LeesOpties::new(today);
    options.gemeenten = gemeenten.iter().copied().collect::<BTreeSet<_>>();
    options.grenzen = config.ggk.grenzen();
    options.bericht_bij_fout = match config.ggk.bericht_bij_fout {
        BerichtBijFout::Record => extract_ggk::BerichtBijFout::Record,
        BerichtBijFout::Bericht => extract_ggk::BerichtBijFout::Bericht,
    };
    Some(Bron { naam: source.name.clone(), map: path.clone(), opties: options })
}
