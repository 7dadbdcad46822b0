//! Tables from recorded answers: `fixtures/replay-map.json` and the files that it names.
//!
//! What was recorded is served as it was recorded, with the host of the fake in its links. What a recording lacks is
//! made from what it has: groups from the ids that codes carry, a service document from the names of the sets, rows of
//! the catalogue from the properties, and for two tables the lists themselves from their rows. A table of which only
//! a part was recorded has only that part; its counts stay those of the whole table.

mod csv;
mod v3;
mod v3_gemaakt;
mod v4;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::FakeTable;
use super::fields::Fields;
use super::tabel::OpnameRij;

/// The recorded tables.
#[derive(Clone)]
pub(super) struct Opnames {
    pub(super) tables: Vec<FakeTable>,
    /// Recorded rows of the catalogue without a table behind them.
    pub(super) extra_v3: Vec<String>,
    pub(super) extra_v4: Vec<String>,
}

#[derive(Deserialize)]
struct ReplayMap {
    routes: Vec<Route>,
}

#[derive(Deserialize)]
struct Route {
    path: String,
    query: String,
    file: String,
}

/// Recorded bodies of one table by the name of their entity set; a set on several pages has several.
pub(super) type Bodies = BTreeMap<String, Vec<String>>;

/// Reads all recordings below a folder.
///
/// # Errors
/// When a file is missing or is not what it should be; it is named.
pub(super) fn read_all(folder: &Path) -> anyhow::Result<Opnames> {
    let map: ReplayMap =
        serde_json::from_str(&read(folder, "replay-map.json")?).context("read replay-map.json")?;
    let mut recorded: BTreeMap<(bool, String), Bodies> = BTreeMap::new();
    for route in &map.routes {
        let Some((is_v4, id, set)) = place(route) else { continue };
        let bodies = recorded.entry((is_v4, id)).or_default();
        bodies.entry(set).or_default().push(read(folder, &route.file)?);
    }
    // A copy in CSV is all there is of this one.
    recorded.insert((false, "82602NED".to_owned()), csv::bodies(folder, "82602NED")?);
    let rows_v3 = objects(&read(folder, "v3/catalog/Tables.json")?).map_err(anyhow::Error::msg)?;
    let rows_v4 = objects(&read(folder, "v4/_catalog.json")?).map_err(anyhow::Error::msg)?;
    let mut tables = Vec::new();
    for ((is_v4, id), mut bodies) in recorded {
        let table = if is_v4 {
            v4::table(&id, bodies)
        } else {
            v3::add_table_infos(folder, &id, &mut bodies, &rows_v3)?;
            v3::table(&id, bodies)
        };
        tables.push(table.with_context(|| format!("read the recording of {id}"))?);
    }
    let is_served = |row: &String, is_v4: bool| {
        let id = Fields::read(row).ok().and_then(|fields| fields.text("Identifier"));
        tables.iter().any(|table| table.has_v4() == is_v4 && Some(&table.id) == id.as_ref())
    };
    let extra_v3 = rows_v3.into_iter().filter(|row| !is_served(row, false)).collect();
    let extra_v4 = rows_v4.into_iter().filter(|row| !is_served(row, true));
    let extra_v4 =
        extra_v4.map(|row| v4::complete_catalogue_row(&row)).collect::<Result<_, _>>()?;
    Ok(Opnames { tables, extra_v3, extra_v4 })
}

fn read(folder: &Path, file: &str) -> anyhow::Result<String> {
    let path = folder.join(file);
    std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))
}

/// Protocol, table and entity set of a route; `None` for the catalogues and for pages that we cut ourselves.
fn place(route: &Route) -> Option<(bool, String, String)> {
    let is_cut = route.file.starts_with("synthetic/") || route.query.starts_with("$count");
    let parts: Vec<&str> = route.path.split('/').filter(|part| !part.is_empty()).collect();
    let (is_v4, rest) = match parts.as_slice() {
        ["odata", "v1", "CBS", rest @ ..] | ["CBS", rest @ ..] => (true, rest),
        [service, _, rest @ ..] if service.starts_with("OData") => (false, rest),
        _ => return None,
    };
    match rest {
        _ if is_cut => None,
        ["Datasets"] => None,
        [id] => Some((is_v4, (*id).to_owned(), String::new())),
        [id, set] => Some((is_v4, (*id).to_owned(), (*set).to_owned())),
        _ => None,
    }
}

/// The objects of an envelope, each as its own JSON text.
pub(super) fn objects(body: &str) -> Result<Vec<String>, String> {
    #[derive(Deserialize)]
    struct Envelope {
        value: Vec<Box<RawValue>>,
    }
    let envelope: Envelope = serde_json::from_str(body).map_err(|error| error.to_string())?;
    Ok(envelope.value.iter().map(|object| object.get().to_owned()).collect())
}

/// The rows of a set, on all its pages.
fn rows(bodies: &Bodies, set: &str) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    for body in bodies.get(set).into_iter().flatten() {
        for object in objects(body).map_err(anyhow::Error::msg)? {
            rows.push(serde_json::from_str(&object).with_context(|| format!("read {set}"))?);
        }
    }
    Ok(rows)
}

/// A text field; empty when it is null, absent or not a text.
fn text(row: &Value, name: &str) -> String {
    row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Only the digits of a moment, up to the minute: `2026-06-30T00:00:00` as `202606300000`.
fn version_of(moment: &str) -> String {
    moment.chars().filter(char::is_ascii_digit).take(12).collect()
}

/// Observations with the places of their codes; `columns` are names and lists, in order.
fn observations(
    bodies: &Bodies,
    set: &str,
    id_name: &str,
    columns: &[(String, Vec<String>)],
) -> anyhow::Result<Vec<OpnameRij>> {
    let places: Vec<(&str, BTreeMap<&str, u32>)> = columns
        .iter()
        .map(|(name, list)| (name.as_str(), list.iter().map(String::as_str).zip(0..).collect()))
        .collect();
    let mut rijen = Vec::new();
    for body in bodies.get(set).into_iter().flatten() {
        for json in objects(body).map_err(anyhow::Error::msg)? {
            let fields = Fields::read(&json).map_err(anyhow::Error::msg)?;
            let id = fields.get(id_name).and_then(|id| id.parse().ok());
            let mut codes = Vec::with_capacity(columns.len());
            for (name, list) in &places {
                let code = fields.text(name).unwrap_or_default();
                match list.get(code.trim_end()) {
                    Some(at) => codes.push(*at),
                    None => bail!("code {code} of a row is not in the list {name}"),
                }
            }
            rijen.push(OpnameRij { codes, id: id.context("a row without a number")?, json });
        }
    }
    Ok(rijen)
}
