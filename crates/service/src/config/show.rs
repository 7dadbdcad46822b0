//! The effective configuration as text, secrets masked.

use std::fmt::Write;
use std::path::Path;

use super::{
    BerichtBijFout, Config, DatabaseUrl, EmbeddedStop, GgkSource, LogFormat, Source, SourceKind,
};

/// A path as TOML writes it.
fn path(path: &Path) -> String {
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
    writeln!(out, "\n[serve]\nlisten = \"{}\"", config.serve.listen)?;
    writeln!(out, "\n[schedule]")?;
    if let Some(nightly) = &config.schedule.nightly {
        writeln!(out, "nightly = \"{nightly}\"")?;
    }
    writeln!(out, "timezone = \"{}\"", config.schedule.timezone)?;
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
        SourceKind::Cbs { table } => writeln!(out, "table = \"{table}\""),
        SourceKind::Zaaksysteem { path } => writeln!(out, "path = {}", self::path(path)),
    }
}
