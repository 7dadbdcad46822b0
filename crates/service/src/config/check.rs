//! From what is written to what is right: required keys, ranges, words, paths.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};

use super::alerts::check_alerts;
use super::archive::check_archive;
use super::cbs::{check_cbs, check_cbs_source, check_samen};
use super::error::{Fault, nearest};
use super::ggk::check_ggk;
use super::lineage::check_lineage;
use super::plan::check_plans;
use super::raw::{RawConfig, RawDatabase, RawLog, RawSchedule, RawSource};
use super::serve::check_serve;
use super::signin::check_signin;
use super::{
    Config, Database, DatabaseUrl, EmbeddedStop, Environment, GgkSource, Log, LogFormat, Paths,
    Privacy, Schedule, Source, SourceKind, ZaakSource, base_folder, key_file, lookup,
};

/// A section of the file, to name the place of a fault.
#[derive(Clone, Copy)]
pub(super) struct Section {
    name: &'static str,
    index: Option<usize>,
}

impl Section {
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, index: None }
    }

    pub(super) const fn nth(name: &'static str, index: usize) -> Self {
        Self { name, index: Some(index) }
    }

    pub(super) fn fault(self, key: &'static str, message: impl Into<String>) -> Fault {
        Fault { section: self.name, index: self.index, key, message: message.into() }
    }

    pub(super) fn require<T>(self, key: &'static str, value: Option<T>) -> Result<T, Fault> {
        value.ok_or_else(|| self.fault(key, format!("`{}.{key}` is missing", self.name)))
    }

    /// A word out of a list; the first is the default.
    pub(super) fn word<T: Copy>(
        self,
        key: &'static str,
        value: Option<String>,
        words: &[(&str, T)],
    ) -> Result<Option<T>, Fault> {
        let Some(value) = value else { return Ok(None) };
        if let Some((_, found)) = words.iter().find(|(word, _)| *word == value) {
            return Ok(Some(*found));
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let suggestion = nearest(&value, &known)
            .map_or_else(String::new, |word| format!("; did you mean \"{word}\"?"));
        let known = known.join("\", \"");
        Err(self.fault(key, format!("`{value}` is not one of \"{known}\"{suggestion}")))
    }

    pub(super) fn number<T: TryFrom<i64> + Copy>(
        self,
        key: &'static str,
        value: Option<i64>,
        (min, max): (i64, i64),
        default: T,
    ) -> Result<T, Fault> {
        let Some(value) = value else { return Ok(default) };
        let outside = || self.fault(key, format!("{value} is not between {min} and {max}"));
        if !(min..=max).contains(&value) {
            return Err(outside());
        }
        T::try_from(value).map_err(|_| outside())
    }
}

pub(super) fn check(
    file: &Path,
    raw: RawConfig,
    environment: &Environment,
) -> Result<Config, Fault> {
    let base = base_folder(file);
    let paths = Section::new("paths");
    let data_dir = path(paths, "data_dir", raw.paths.data_dir, &base)?;
    let privacy = Section::new("privacy");
    let key_file = path(privacy, "key_file", raw.privacy.key_file, &base)?;
    let sources = check_sources(raw.source, &base)?;
    for source in &sources {
        if let SourceKind::Ggk(GgkSource { path, .. }) = &source.kind
            && *path == data_dir
        {
            return Err(paths.fault("data_dir", "an inbox cannot be the data folder itself"));
        }
    }
    let schedule = check_schedule(raw.schedule)?;
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let alerts = check_alerts(raw.alerts, &base, &sources)?;
    let database = check_database(raw.database, &base, environment)?;
    Ok(Config {
        file: file.to_path_buf(),
        serve: check_serve(raw.serve, &base, &database.url)?,
        database,
        privacy: Privacy { key_file },
        sources,
        ggk: check_ggk(raw.ggk)?,
        cbs: check_cbs(raw.cbs, &base)?,
        plans: check_plans(raw.plan, schedule.nightly.as_ref(), &names)?,
        signin: check_signin(raw.signin, &base)?,
        alerts,
        archive: check_archive(raw.archive, &data_dir)?,
        paths: Paths { data_dir },
        lineage: check_lineage(raw.lineage, &base)?,
        schedule,
        log: check_log(raw.log)?,
    })
}

pub(super) fn path(
    section: Section,
    key: &'static str,
    value: Option<String>,
    base: &Path,
) -> Result<PathBuf, Fault> {
    let value = section.require(key, value)?;
    if value.trim().is_empty() {
        return Err(section.fault(key, "an empty path"));
    }
    Ok(normalise(&base.join(value)))
}

/// Takes `.` and `..` out, so that two spellings of one folder are equal.
fn normalise(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

/// A secret that is given as it is, or as a file that holds it.
pub(super) fn secret(
    section: Section,
    (key, value): (&'static str, Option<SecretString>),
    (file_key, file): (&'static str, Option<String>),
    base: &Path,
) -> Result<Option<SecretString>, Fault> {
    let Some(file) = file else { return Ok(value) };
    if value.is_some() {
        let message = format!("give `{key}` or `{file_key}`, not both");
        return Err(section.fault(file_key, message));
    }
    let file = path(section, file_key, Some(file), base)?;
    let text =
        key_file::read_secret(&file).map_err(|error| section.fault(file_key, error.to_string()))?;
    Ok(Some(SecretString::from(text.trim_end().to_owned())))
}

/// Whether an address is that of a server.
pub(super) fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

fn check_database(
    raw: RawDatabase,
    base: &Path,
    environment: &Environment,
) -> Result<Database, Fault> {
    let section = Section::new("database");
    let url = secret(section, ("url", raw.url), ("url_file", raw.url_file), base)?;
    let url = section.require("url", url)?;
    let url = match url.expose_secret() {
        "embedded" => DatabaseUrl::Embedded,
        text if is_postgres(text) => DatabaseUrl::Server(url),
        // The value may hold a password: it is not shown.
        _ => return Err(section.fault("url", "must be \"embedded\" or start with postgres://")),
    };
    let words = [("leave", EmbeddedStop::Leave), ("after_run", EmbeddedStop::AfterRun)];
    let stop = section.word("embedded_stop", raw.embedded_stop, &words)?;
    let port = section.number("embedded_port", raw.embedded_port, (0, 65_535), 0)?;
    Ok(Database {
        url,
        embedded_stop: stop.unwrap_or(EmbeddedStop::Leave),
        embedded_port: (port > 0).then_some(port),
        pg_bin: lookup(environment, "PG_BIN").map(PathBuf::from),
        search_path: lookup(environment, "PATH").unwrap_or_default().to_owned(),
    })
}

fn check_sources(raw: Vec<RawSource>, base: &Path) -> Result<Vec<Source>, Fault> {
    let mut sources: Vec<Source> = Vec::new();
    let mut folders: BTreeMap<PathBuf, Vec<(String, PathBuf)>> = BTreeMap::new();
    for (index, raw) in raw.into_iter().enumerate() {
        let section = Section { name: "source", index: Some(index) };
        let source = check_source(section, raw, base)?;
        if sources.iter().any(|other| other.name == source.name) {
            return Err(section.fault("name", format!("a second source named `{}`", source.name)));
        }
        // CSV files of several kinds may come in one folder: the pattern of the mapping tells them apart.
        let folder = match &source.kind {
            SourceKind::Ggk(GgkSource { path, .. }) => Some((path, Path::new(""))),
            SourceKind::Zaaksysteem(source) => Some((&source.path, source.mapping.as_path())),
            SourceKind::Cbs(_) => None,
        };
        if let Some((path, mapping)) = folder {
            let theirs = folders.entry(path.clone()).or_default();
            let is_csv = !mapping.as_os_str().is_empty();
            let other = theirs
                .iter()
                .find(|(_, other)| !is_csv || other.as_os_str().is_empty() || *other == mapping);
            if let Some((other, _)) = other {
                return Err(section.fault("path", format!("the folder of source `{other}` too")));
            }
            theirs.push((source.name.clone(), mapping.to_path_buf()));
        }
        if let SourceKind::Cbs(bron) = &source.kind {
            check_samen(section, &sources, bron)?;
        }
        sources.push(source);
    }
    Ok(sources)
}

fn check_source(section: Section, raw: RawSource, base: &Path) -> Result<Source, Fault> {
    let name = section.require("name", raw.name.clone())?;
    let is_plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    if name.is_empty() || name.len() > 40 || !name.bytes().all(is_plain) {
        return Err(section.fault("name", "use 1 to 40 of a-z, 0-9, `_` and `-`"));
    }
    let kind = section.require("kind", raw.kind.clone())?;
    let words = [("ggk", 0), ("cbs", 1), ("zaaksysteem", 2)];
    let kind_number = section.word("kind", Some(kind.clone()), &words)?;
    only_keys_of_kind(section, &kind, &raw)?;
    let kind = match kind_number {
        Some(1) => SourceKind::Cbs(Box::new(check_cbs_source(section, raw)?)),
        Some(2) => SourceKind::Zaaksysteem(ZaakSource {
            path: path(section, "path", raw.path, base)?,
            mapping: path(section, "mapping", raw.mapping, base)?,
            gemeente: raw
                .gemeentecode
                .map(|code| gemeente(section, "gemeentecode", &code))
                .transpose()?,
        }),
        _ => SourceKind::Ggk(GgkSource {
            path: path(section, "path", raw.path, base)?,
            gemeenten: raw
                .gemeenten
                .unwrap_or_default()
                .iter()
                .map(|code| gemeente(section, "gemeenten", code))
                .collect::<Result<_, _>>()?,
        }),
    };
    Ok(Source { name, kind })
}

fn gemeente(
    section: Section,
    key: &'static str,
    code: &str,
) -> Result<domain::Gemeentecode, Fault> {
    domain::Gemeentecode::from_str(code).map_err(|_| {
        section.fault(key, format!("`{code}` is not a CBS code of four digits, such as \"0363\""))
    })
}

/// A key of another kind of source is a mistake, not something to ignore.
fn only_keys_of_kind(section: Section, kind: &str, raw: &RawSource) -> Result<(), Fault> {
    let given = [
        ("path", raw.path.is_some(), ["ggk", "zaaksysteem"].as_slice()),
        ("gemeenten", raw.gemeenten.is_some(), &["ggk"]),
        ("gemeentecode", raw.gemeentecode.is_some(), &["zaaksysteem"]),
        ("mapping", raw.mapping.is_some(), &["zaaksysteem"]),
        ("table", raw.table.is_some(), &["cbs"]),
        ("protocol", raw.protocol.is_some(), &["cbs"]),
        ("base_url", raw.base_url.is_some(), &["cbs"]),
        ("regions", raw.regions.is_some(), &["cbs"]),
        ("from", raw.from.is_some(), &["cbs"]),
        ("to", raw.to.is_some(), &["cbs"]),
        ("measures", raw.measures.is_some(), &["cbs"]),
        ("dimensions", raw.dimensions.is_some(), &["cbs"]),
        ("period", raw.period.is_some(), &["cbs"]),
        ("region", raw.region.is_some(), &["cbs"]),
        ("region_dimension", raw.region_dimension.is_some(), &["cbs"]),
        ("period_dimension", raw.period_dimension.is_some(), &["cbs"]),
        ("map_year", raw.map_year.is_some(), &["cbs"]),
        ("wet", raw.wet.is_some(), &["cbs"]),
        ("bulk", raw.bulk.is_some(), &["cbs"]),
        ("bulk_url", raw.bulk_url.is_some(), &["cbs"]),
    ];
    for (key, is_given, kinds) in given {
        if is_given && !kinds.contains(&kind) {
            let message = format!("a source of kind \"{kind}\" has no `{key}`");
            return Err(section.fault(key, message));
        }
    }
    Ok(())
}

fn check_schedule(raw: RawSchedule) -> Result<Schedule, Fault> {
    let section = Section::new("schedule");
    let timezone = raw.timezone.unwrap_or_else(|| "Europe/Amsterdam".to_owned());
    let timezone = timezone.parse().map_err(|_| {
        section.fault("timezone", format!("`{timezone}` is not a zone such as Europe/Amsterdam"))
    })?;
    let nightly = raw.nightly.map(|text| times(section, "nightly", &text)).transpose()?;
    Ok(Schedule { nightly, timezone })
}

/// Times as cron writes them.
pub(super) fn times(
    section: Section,
    key: &'static str,
    text: &str,
) -> Result<cron::Schedule, Fault> {
    // The crate wants seconds; crontab has five fields.
    let fields = text.split_whitespace().count();
    let expression = if fields == 5 { format!("0 {text}") } else { text.to_owned() };
    cron::Schedule::from_str(&expression).map_err(|_| {
        let want = "seconds minutes hours days months weekdays, such as \"0 0 4 * * *\"";
        section.fault(key, format!("`{text}` is not a schedule: want {want}"))
    })
}

fn check_log(raw: RawLog) -> Result<Log, Fault> {
    let section = Section::new("log");
    let filter = raw.filter.unwrap_or_else(|| "info".to_owned());
    tracing_subscriber::EnvFilter::builder().parse(&filter).map_err(|_| {
        section.fault("filter", format!("`{filter}` is not a filter such as \"info,load=debug\""))
    })?;
    let words = [("text", LogFormat::Text), ("json", LogFormat::Json)];
    let format = section.word("format", raw.format, &words)?.unwrap_or(LogFormat::Text);
    Ok(Log { filter, format })
}
