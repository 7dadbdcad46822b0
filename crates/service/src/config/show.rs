//! The effective configuration as text, secrets masked.

use std::fmt::Write;
use std::path::Path;

use extract_cbs::Gebiedskeuze;

use super::alerts::write_alerts;
use super::archive::write_archive;
use super::lineage::write_lineage;
use super::plan::write_plans;
use super::serve::write_serve;
use super::signin::write_signin;
use super::{
    BerichtBijFout, Cbs, CbsSource, Config, DatabaseUrl, EmbeddedStop, GgkSource, LogFormat,
    Source, SourceKind, ZaakSource,
};

/// A text as TOML writes it.
pub(super) fn text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A list of texts as TOML writes it.
pub(super) fn list(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let texts: Vec<String> = texts.into_iter().map(|item| text(item.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

/// A path as TOML writes it.
pub(super) fn path(path: &Path) -> String {
    toml::Value::String(path.display().to_string()).to_string()
}

/// The configuration in force, as TOML, with every secret masked.
pub fn show(config: &Config) -> String {
    let mut text = String::new();
    // Writing to a String does not fail.
    let _ = write_all(&mut text, config);
    text
}

fn write_all(out: &mut String, config: &Config) -> std::fmt::Result {
    let database = &config.database;
    writeln!(out, "[database]")?;
    match &database.url {
        DatabaseUrl::Embedded => {
            writeln!(out, "url = \"embedded\"")?;
            let stop = match database.embedded_stop {
                EmbeddedStop::Leave => "leave",
                EmbeddedStop::AfterRun => "after_run",
            };
            writeln!(out, "embedded_stop = \"{stop}\"")?;
            writeln!(out, "embedded_port = {}", database.embedded_port.unwrap_or(0))?;
        }
        DatabaseUrl::Server(_) => writeln!(out, "url = \"postgres://***\"")?,
    }
    writeln!(out, "\n[paths]\ndata_dir = {}", path(&config.paths.data_dir))?;
    writeln!(out, "\n[privacy]\nkey_file = {}", path(&config.privacy.key_file))?;
    for source in &config.sources {
        write_source(out, source)?;
    }
    let ggk = config.ggk;
    let unit = match ggk.bericht_bij_fout {
        BerichtBijFout::Record => "record",
        BerichtBijFout::Bericht => "bericht",
    };
    writeln!(out, "\n[ggk]\nbericht_bij_fout = \"{unit}\"\nfile_mb_max = {}", ggk.file_mb_max)?;
    writeln!(out, "zip_files_max = {}\nzip_mb_max = {}", ggk.zip_files_max, ggk.zip_mb_max)?;
    writeln!(out, "xml_depth_max = {}", ggk.xml_depth_max)?;
    writeln!(out, "xml_attributes_max = {}", ggk.xml_attributes_max)?;
    writeln!(out, "xml_name_bytes_max = {}", ggk.xml_name_bytes_max)?;
    writeln!(out, "xml_text_kb_max = {}", ggk.xml_text_kb_max)?;
    writeln!(out, "stabiel_ms = {}", ggk.stabiel_ms)?;
    writeln!(out, "batch_files_max = {}", ggk.batch_files_max)?;
    writeln!(out, "batch_mb_max = {}\nworkers = {}", ggk.batch_mb_max, ggk.workers)?;
    write_cbs(out, &config.cbs)?;
    write_serve(out, &config.serve)?;
    writeln!(out, "\n[schedule]")?;
    if let Some(nightly) = &config.schedule.nightly {
        writeln!(out, "nightly = \"{nightly}\"")?;
    }
    writeln!(out, "timezone = \"{}\"", config.schedule.timezone)?;
    write_plans(out, &config.plans)?;
    write_signin(out, &config.signin)?;
    write_alerts(out, &config.alerts)?;
    write_archive(out, &config.archive)?;
    write_lineage(out, &config.lineage)?;
    let format = match config.log.format {
        LogFormat::Text => "text",
        LogFormat::Json => "json",
    };
    writeln!(out, "\n[log]\nfilter = {:?}\nformat = \"{format}\"", config.log.filter)
}

fn write_source(out: &mut String, source: &Source) -> std::fmt::Result {
    writeln!(out, "\n[[source]]\nname = \"{}\"\nkind = \"{}\"", source.name, source.kind.code())?;
    match &source.kind {
        SourceKind::Ggk(GgkSource { path, gemeenten }) => {
            let codes: Vec<String> = gemeenten.iter().map(|code| format!("\"{code}\"")).collect();
            writeln!(out, "path = {}\ngemeenten = [{}]", self::path(path), codes.join(", "))
        }
        SourceKind::Cbs(source) => write_cbs_source(out, source),
        SourceKind::Zaaksysteem(ZaakSource { path, mapping, gemeente }) => {
            writeln!(out, "path = {}\nmapping = {}", self::path(path), self::path(mapping))?;
            gemeente.map_or(Ok(()), |code| writeln!(out, "gemeentecode = \"{code}\""))
        }
    }
}

fn write_cbs(out: &mut String, cbs: &Cbs) -> std::fmt::Result {
    writeln!(out, "\n[cbs]")?;
    if cbs.proxy.is_some() {
        writeln!(out, "proxy = \"***\"")?;
    }
    if let Some(file) = &cbs.ca_file {
        writeln!(out, "ca_file = {}", path(file))?;
    }
    writeln!(out, "connections = {}", cbs.connections)?;
    writeln!(out, "connect_seconds = {}", cbs.connect.as_secs())?;
    writeln!(out, "read_seconds = {}", cbs.read.as_secs())?;
    writeln!(out, "page_seconds = {}", cbs.page.as_secs())?;
    writeln!(out, "tries = {}\nretry_ms = {}", cbs.tries, cbs.retry.as_millis())?;
    writeln!(out, "retry_seconds_max = {}", cbs.retry_max.as_secs())?;
    writeln!(out, "page_mb_max = {}\ncache_mb_max = {}", cbs.page_mb_max, cbs.cache_mb_max)?;
    writeln!(out, "bulk_mb_max = {}\ncontact = {}", cbs.bulk_mb_max, text(&cbs.contact))
}

fn write_cbs_source(out: &mut String, source: &CbsSource) -> std::fmt::Result {
    writeln!(out, "table = \"{}\"\nprotocol = \"{}\"", source.table, source.protocol.code())?;
    writeln!(out, "base_url = {}", text(&source.base_url))?;
    let regions = source.regions.iter().map(|wish| match wish {
        Gebiedskeuze::Code(code) => code.clone(),
        Gebiedskeuze::Begin(begin) => format!("{begin}*"),
        Gebiedskeuze::GemeentenVan(gebied) => format!("gemeenten van {gebied}"),
    });
    writeln!(out, "regions = {}", list(regions))?;
    writeln!(out, "measures = {}", list(&source.measures))?;
    let dimensions = source.dimensions.iter();
    let dimensions = dimensions.map(|(naam, codes)| format!("{} = {}", text(naam), list(codes)));
    let dimensions: Vec<String> = dimensions.collect();
    if !dimensions.is_empty() {
        writeln!(out, "dimensions = {{ {} }}", dimensions.join(", "))?;
    }
    let given = [
        ("from", source.periods.van.clone()),
        ("to", source.periods.tot.clone()),
        ("period", source.period.as_ref().map(ToString::to_string)),
        ("region", source.region.as_ref().map(ToString::to_string)),
        ("region_dimension", source.region_dimension.clone()),
        ("period_dimension", source.period_dimension.clone()),
        ("wet", source.wet.map(|wet| wet.code().to_owned())),
    ];
    for (key, value) in given {
        if let Some(value) = value {
            writeln!(out, "{key} = {}", text(&value))?;
        }
    }
    if let Some(year) = source.map_year {
        writeln!(out, "map_year = {year}")?;
    }
    match &source.bulk {
        Some(address) => writeln!(out, "bulk = true\nbulk_url = {}", text(address)),
        None => writeln!(out, "bulk = false"),
    }
}
