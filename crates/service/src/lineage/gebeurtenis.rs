//! The events, in the shapes of the specification (2-0-2). Names, counts, codes: never a value.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SecondsFormat, Utc};
use load::signaal::Kolom;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::run::{RunBegin, RunEinde, TaskReport};

const SCHEMA: &str = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
const PRODUCER: &str = concat!("urn:sluis:", env!("CARGO_PKG_VERSION"));
/// The source of the task that publishes.
const PUBLICEREN: &str = "dwh";
const STATLINE: &str = "dwh.feit_statline";

/// Tables that a publication writes, and the one of the figures of CBS.
pub(super) const DWH: [&str; 14] = [
    "dwh.feit_bericht",
    "dwh.feit_bevinding",
    "dwh.feit_ketenfout",
    "dwh.feit_koppeling",
    "dwh.feit_levering",
    "dwh.feit_meting",
    "dwh.feit_prestatie",
    STATLINE,
    "dwh.feit_toewijzing",
    "dwh.feit_toewijzing_versie",
    "dwh.feit_uitkering",
    "dwh.feit_verzoek",
    "dwh.feit_voorziening",
    "dwh.feit_zaak",
];

/// What every event of this warehouse needs.
#[derive(Debug)]
pub(super) struct Boek {
    namespace: String,
    omgeving: Uuid,
    /// Sources, and whether they are tables of `StatLine`.
    soorten: BTreeMap<String, bool>,
    kolommen: BTreeMap<String, Vec<Value>>,
}

/// A run that is busy, and what it wrote so far.
#[derive(Debug)]
pub(super) struct Begin {
    pub(super) run_id: i64,
    op: DateTime<Utc>,
    bronnen: Vec<String>,
    geladen: BTreeMap<String, i64>,
    is_gepubliceerd: bool,
}

/// What a task wrote.
#[derive(Debug)]
pub(super) struct Uitvoer {
    bron: String,
    records: i64,
}

impl Uitvoer {
    pub(super) fn of(taak: &TaskReport) -> Self {
        Self { bron: taak.source.clone(), records: taak.loaded }
    }
}

impl Begin {
    pub(super) fn new(run: RunBegin) -> Self {
        let RunBegin { run_id, bronnen, op, .. } = run;
        Self { run_id, op, bronnen, geladen: BTreeMap::new(), is_gepubliceerd: false }
    }

    pub(super) fn add(&mut self, uitvoer: &Uitvoer) {
        if uitvoer.bron == PUBLICEREN {
            self.is_gepubliceerd = true;
        } else {
            *self.geladen.entry(uitvoer.bron.clone()).or_default() += uitvoer.records;
        }
    }
}

/// The id of a run for the world: the same run of the same warehouse has the same one, always.
fn run_uuid(omgeving: Uuid, run_id: i64) -> Uuid {
    let mut text = omgeving.as_bytes().to_vec();
    text.extend_from_slice(&run_id.to_be_bytes());
    let digest = ring::digest::digest(&ring::digest::SHA256, &text);
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(digest.as_ref()) {
        *to = *from;
    }
    // Version 8 of RFC 9562: made in a way of our own.
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn facet(schema: &str, mut fields: Value) -> Value {
    if let Some(fields) = fields.as_object_mut() {
        fields.insert("_producer".to_owned(), PRODUCER.into());
        let url = format!("https://openlineage.io/spec/facets/{schema}");
        fields.insert("_schemaURL".to_owned(), url.into());
    }
    fields
}

impl Boek {
    pub(super) fn new(
        namespace: String,
        omgeving: Uuid,
        soorten: BTreeMap<String, bool>,
        kolommen: Vec<Kolom>,
    ) -> Self {
        let mut per_tabel: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for Kolom { tabel, kolom, soort } in kolommen {
            let field = json!({ "name": kolom, "type": soort });
            per_tabel.entry(tabel).or_default().push(field);
        }
        Self { namespace, omgeving, soorten, kolommen: per_tabel }
    }

    fn event(
        &self,
        kind: &str,
        op: DateTime<Utc>,
        run_id: i64,
        (inputs, outputs): (Vec<Value>, Vec<Value>),
    ) -> Value {
        json!({
            "eventType": kind,
            "eventTime": op.to_rfc3339_opts(SecondsFormat::Millis, true),
            "run": { "runId": run_uuid(self.omgeving, run_id).to_string(), "facets": {} },
            "job": { "namespace": self.namespace, "name": "sluis.run", "facets": {} },
            "inputs": inputs,
            "outputs": outputs,
            "producer": PRODUCER,
            "schemaURL": SCHEMA,
        })
    }

    /// A dataset with where it is, and its columns where they are known.
    fn dataset(&self, name: &str, plek: &str) -> Map<String, Value> {
        let uri = format!("urn:sluis:{}:{plek}", self.omgeving);
        let source = facet(
            "1-0-1/DatasourceDatasetFacet.json#/$defs/DatasourceDatasetFacet",
            json!({ "name": plek, "uri": uri }),
        );
        let mut facets = Map::from_iter([("dataSource".to_owned(), source)]);
        if let Some(fields) = self.kolommen.get(name) {
            let schema = "1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet";
            facets.insert("schema".to_owned(), facet(schema, json!({ "fields": fields })));
        }
        Map::from_iter([
            ("namespace".to_owned(), self.namespace.clone().into()),
            ("name".to_owned(), name.into()),
            ("facets".to_owned(), facets.into()),
        ])
    }

    fn input(&self, bron: &str) -> Value {
        self.dataset(&format!("bron.{bron}"), &format!("bron:{bron}")).into()
    }

    fn output(&self, name: &str, rows: Option<i64>) -> Value {
        let mut set = self.dataset(name, "magazijn");
        if let Some(rows) = rows {
            let schema = "1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet";
            let facet = facet(schema, json!({ "rowCount": rows }));
            set.insert("outputFacets".to_owned(), json!({ "outputStatistics": facet }));
        }
        set.into()
    }

    /// What loading a source writes: figures of CBS go straight to their facts, all else to landing.
    fn geladen(&self, bron: &str, rows: i64) -> Value {
        if self.soorten.get(bron).copied().unwrap_or(false) {
            self.output(STATLINE, Some(rows))
        } else {
            self.output(&format!("landing.{bron}"), Some(rows))
        }
    }

    fn gepubliceerd(&self) -> Vec<Value> {
        let tables = DWH.iter().filter(|table| **table != STATLINE);
        tables.map(|table| self.output(table, None)).collect()
    }

    pub(super) fn start(&self, begin: &Begin) -> Value {
        let inputs = begin.bronnen.iter().map(|bron| self.input(bron)).collect();
        self.event("START", begin.op, begin.run_id, (inputs, Vec::new()))
    }

    pub(super) fn running(&self, begin: &Begin, op: DateTime<Utc>, uitvoer: &Uitvoer) -> Value {
        let sets = if uitvoer.bron == PUBLICEREN {
            let landing = begin.geladen.iter().map(|(bron, rows)| self.geladen(bron, *rows));
            (landing.map(without_statistics).collect(), self.gepubliceerd())
        } else {
            (vec![self.input(&uitvoer.bron)], vec![self.geladen(&uitvoer.bron, uitvoer.records)])
        };
        self.event("RUNNING", op, begin.run_id, sets)
    }

    pub(super) fn einde(&self, kind: &str, begin: &Begin, run: &RunEinde) -> Value {
        let bronnen: BTreeSet<&String> = begin.bronnen.iter().chain(begin.geladen.keys()).collect();
        let inputs = bronnen.into_iter().map(|bron| self.input(bron)).collect();
        let mut statline = None;
        let mut outputs = Vec::new();
        for (bron, rows) in &begin.geladen {
            if self.soorten.get(bron).copied().unwrap_or(false) {
                *statline.get_or_insert(0) += rows;
            } else {
                outputs.push(self.geladen(bron, *rows));
            }
        }
        outputs.extend(statline.map(|rows| self.output(STATLINE, Some(rows))));
        if begin.is_gepubliceerd {
            outputs.extend(self.gepubliceerd());
        }
        let mut event = self.event(kind, run.op, run.run_id, (inputs, outputs));
        if let Some(failure) = &run.failure
            && let Some(facets) = event.pointer_mut("/run/facets").and_then(Value::as_object_mut)
        {
            let schema = "1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet";
            // The code alone: the ledger has the words.
            let fields = json!({ "message": failure.code, "programmingLanguage": "Rust" });
            facets.insert("errorMessage".to_owned(), facet(schema, fields));
        }
        event
    }
}

/// A dataset that is read has no statistics of what was written.
fn without_statistics(mut set: Value) -> Value {
    if let Some(set) = set.as_object_mut() {
        set.remove("outputFacets");
    }
    set
}
