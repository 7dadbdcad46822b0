//! The file as it is written. Every key is optional here, because it may come from the environment.

use secrecy::SecretString;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawConfig {
    pub(super) database: RawDatabase,
    pub(super) paths: RawPaths,
    pub(super) privacy: RawPrivacy,
    pub(super) source: Vec<RawSource>,
    pub(super) ggk: RawGgk,
    pub(super) serve: RawServe,
    pub(super) schedule: RawSchedule,
    pub(super) log: RawLog,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawDatabase {
    pub(super) url: Option<SecretString>,
    pub(super) url_file: Option<String>,
    pub(super) embedded_stop: Option<String>,
    pub(super) embedded_port: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPaths {
    pub(super) data_dir: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPrivacy {
    pub(super) key_file: Option<String>,
}

/// The keys of every kind together; `check` says which belong to which.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawSource {
    pub(super) name: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) path: Option<String>,
    pub(super) gemeenten: Option<Vec<String>>,
    pub(super) gemeentecode: Option<String>,
    pub(super) mapping: Option<String>,
    pub(super) table: Option<String>,
    pub(super) protocol: Option<String>,
    pub(super) base_url: Option<String>,
    pub(super) regions: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawGgk {
    pub(super) bericht_bij_fout: Option<String>,
    pub(super) file_mb_max: Option<i64>,
    pub(super) zip_files_max: Option<i64>,
    pub(super) zip_mb_max: Option<i64>,
    pub(super) xml_depth_max: Option<i64>,
    pub(super) xml_attributes_max: Option<i64>,
    pub(super) xml_name_bytes_max: Option<i64>,
    pub(super) xml_text_kb_max: Option<i64>,
    pub(super) stabiel_ms: Option<i64>,
    pub(super) batch_files_max: Option<i64>,
    pub(super) batch_mb_max: Option<i64>,
    pub(super) workers: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawServe {
    pub(super) listen: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawSchedule {
    pub(super) nightly: Option<String>,
    pub(super) timezone: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawLog {
    pub(super) filter: Option<String>,
    pub(super) format: Option<String>,
}
