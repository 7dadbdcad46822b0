//! The file as it is written. Every key is optional here, because it may come from the environment.

use core::fmt;
use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::alerts::RawAlerts;
use super::archive::RawArchive;
use super::lineage::RawLineage;
use super::plan::RawPlan;
use super::signin::RawSignin;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawConfig {
    pub(super) database: RawDatabase,
    pub(super) paths: RawPaths,
    pub(super) privacy: RawPrivacy,
    pub(super) source: Vec<RawSource>,
    pub(super) ggk: RawGgk,
    pub(super) cbs: RawCbs,
    pub(super) serve: RawServe,
    pub(super) schedule: RawSchedule,
    pub(super) plan: Vec<RawPlan>,
    pub(super) signin: RawSignin,
    pub(super) alerts: RawAlerts,
    pub(super) archive: RawArchive,
    pub(super) lineage: RawLineage,
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
    pub(super) from: Option<RawJaar>,
    pub(super) to: Option<RawJaar>,
    pub(super) measures: Option<Vec<String>>,
    pub(super) dimensions: Option<BTreeMap<String, Vec<String>>>,
    pub(super) period: Option<RawJaar>,
    pub(super) region: Option<String>,
    pub(super) region_dimension: Option<String>,
    pub(super) period_dimension: Option<String>,
    pub(super) map_year: Option<i64>,
    pub(super) wet: Option<String>,
    pub(super) bulk: Option<bool>,
    pub(super) bulk_url: Option<String>,
}

/// A year as a number, or a year or a period as text: both are natural to write.
#[derive(Debug)]
pub(super) enum RawJaar {
    Jaar(i64),
    Code(String),
}

impl RawJaar {
    /// The value as text, without blanks around it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Jaar(jaar) => jaar.to_string(),
            Self::Code(code) => code.trim().to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for RawJaar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JaarVisitor;
        impl Visitor<'_> for JaarVisitor {
            type Value = RawJaar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a year such as 2015, or a period such as \"2015HJ02\"")
            }

            fn visit_i64<E: Error>(self, jaar: i64) -> Result<RawJaar, E> {
                Ok(RawJaar::Jaar(jaar))
            }

            fn visit_str<E: Error>(self, code: &str) -> Result<RawJaar, E> {
                Ok(RawJaar::Code(code.to_owned()))
            }
        }
        deserializer.deserialize_any(JaarVisitor)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawCbs {
    pub(super) proxy: Option<SecretString>,
    pub(super) ca_file: Option<String>,
    pub(super) connections: Option<i64>,
    pub(super) connect_seconds: Option<i64>,
    pub(super) read_seconds: Option<i64>,
    pub(super) page_seconds: Option<i64>,
    pub(super) tries: Option<i64>,
    pub(super) retry_ms: Option<i64>,
    pub(super) retry_seconds_max: Option<i64>,
    pub(super) page_mb_max: Option<i64>,
    pub(super) cache_mb_max: Option<i64>,
    pub(super) bulk_mb_max: Option<i64>,
    pub(super) contact: Option<String>,
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
    pub(super) run_minutes_max: Option<i64>,
    pub(super) tries_max: Option<i64>,
    pub(super) takeover_seconds: Option<i64>,
    pub(super) disk_factor: Option<i64>,
    pub(super) base_url: Option<String>,
    pub(super) trusted_proxies: Option<Vec<String>>,
    pub(super) database_url: Option<SecretString>,
    pub(super) database_url_file: Option<String>,
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
