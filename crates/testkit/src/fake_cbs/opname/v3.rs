//! Recorded tables of v3.

use std::path::Path;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::super::onderwerp::FakeGroep;
use super::super::rows::Shape;
use super::super::tabel::{Cellen, DataSets};
use super::super::{FakeCode, FakeDimensie, FakeOnderwerp, FakeTable};
use super::{Bodies, observations, rows, text, v3_gemaakt};

/// Columns of the catalogue that `TableInfos` does not have.
const ONLY_CATALOGUE: [&str; 6] =
    ["Updated", "SummaryAndLinks", "ApiUrl", "FeedUrl", "RecordCount", "ColumnCount"];

/// Makes `TableInfos` of a recorded row of the catalogue when it was not recorded itself.
pub(super) fn add_table_infos(
    folder: &Path,
    id: &str,
    bodies: &mut Bodies,
    catalogue: &[String],
) -> anyhow::Result<()> {
    if bodies.contains_key("TableInfos") {
        return Ok(());
    }
    let file = format!("v3_converted/{id}/TableInfos_or_catalog_row.json");
    let row: Option<Value> = if folder.join(&file).exists() {
        Some(serde_json::from_str(&super::read(folder, &file)?).with_context(|| file.clone())?)
    } else {
        let rows = catalogue.iter().filter_map(|row| serde_json::from_str::<Value>(row).ok());
        rows.into_iter().find(|row| text(row, "Identifier") == id)
    };
    let Some(mut row) = row else { return Ok(()) };
    let description = text(&row, "ShortDescription");
    if let Some(fields) = row.as_object_mut() {
        fields.retain(|name, _| !ONLY_CATALOGUE.contains(&name.as_str()));
        fields.insert("Description".to_owned(), description.into());
    }
    bodies.insert("TableInfos".to_owned(), vec![json!({"value": [row]}).to_string()]);
    Ok(())
}

/// The table behind recorded bodies.
pub(super) fn table(id: &str, mut bodies: Bodies) -> anyhow::Result<FakeTable> {
    let infos = rows(&bodies, "TableInfos")?;
    let infos = infos.first().cloned().unwrap_or_default();
    let mut table = FakeTable::new(id, &text(&infos, "Title")).alleen_v3();
    if infos.is_object() {
        table.versie = super::version_of(&text(&infos, "Modified"));
        table.metadata_versie = super::version_of(&text(&infos, "MetaDataModified"));
        table.samenvatting = text(&infos, "Summary");
        table.toelichting = text(&infos, "Description");
    }
    // Of each table one data set was recorded.
    let (set, shape, data_sets) = if bodies.contains_key("TypedDataSet") {
        ("TypedDataSet", Shape::Typed, DataSets::Typed)
    } else {
        ("UntypedDataSet", Shape::Untyped, DataSets::Untyped)
    };
    table.data_sets = data_sets;
    if bodies.contains_key("DataProperties") {
        describe(&mut table, &bodies)?;
    } else {
        v3_gemaakt::describe(&mut table, &rows(&bodies, set)?)?;
    }
    let columns: Vec<(String, Vec<String>)> = table
        .dimensies
        .iter()
        .map(|dimensie| {
            let codes = dimensie.codes.iter().map(|code| code.code.clone());
            (dimensie.naam.clone(), codes.collect())
        })
        .collect();
    let mut rijen = observations(&bodies, set, "ID", &columns)?;
    rijen.sort_by_key(|rij| rij.id);
    table.cellen = Cellen::Opname { shape, rijen };
    follow_the_law(&mut table);
    bodies.remove(set);
    for (set, pages) in bodies {
        table.bodies.insert(format!("v3/{set}"), pages.into_iter().next().unwrap_or_default());
    }
    Ok(table)
}

fn describe(table: &mut FakeTable, bodies: &Bodies) -> anyhow::Result<()> {
    let category_groups = rows(bodies, "CategoryGroups")?;
    for row in rows(bodies, "DataProperties")? {
        let (id, parent) = (number(&row, "ID"), number(&row, "ParentID"));
        match text(&row, "Type").as_str() {
            "TopicGroup" => {
                let id = id.unwrap_or_default();
                table.groepen.push(FakeGroep::new(&id, &text(&row, "Title"), parent.as_deref()));
            }
            "Topic" => {
                let decimals = row.get("Decimals").and_then(Value::as_u64);
                let decimals = decimals.and_then(|decimals| u8::try_from(decimals).ok());
                let key = text(&row, "Key");
                let mut onderwerp = FakeOnderwerp::new(&key, &text(&row, "Title"))
                    .sleutel(&key)
                    .decimalen(decimals.unwrap_or(0))
                    .gegevenstype(&text(&row, "Datatype"))
                    .eenheid(&text(&row, "Unit"))
                    .leeg(&text(&row, "Default"))
                    .omschrijving(&text(&row, "Description"));
                onderwerp.groep = parent;
                table.onderwerpen.push(onderwerp);
            }
            soort => {
                let mut dimensie = FakeDimensie::new(&text(&row, "Key"), soort);
                dimensie.titel = text(&row, "Title");
                dimensie.omschrijving = text(&row, "Description");
                dimensie.kaartjaar = number(&row, "MapYear");
                add_codes(&mut dimensie, &rows(bodies, &text(&row, "Key"))?);
                let of_this = |group: &&Value| text(group, "DimensionKey") == dimensie.naam;
                let groups = category_groups.iter().filter(of_this).map(|group| {
                    let parent = number(group, "ParentID");
                    let id = number(group, "ID").unwrap_or_default();
                    FakeGroep::new(&id, &text(group, "Title"), parent.as_deref())
                });
                dimensie.groepen = groups.collect();
                table.dimensies.push(dimensie);
            }
        }
    }
    Ok(())
}

fn number(row: &Value, name: &str) -> Option<String> {
    row.get(name).and_then(Value::as_i64).map(|number| number.to_string())
}

fn add_codes(dimensie: &mut FakeDimensie, rows: &[Value]) {
    for row in rows {
        let key = text(row, "Key");
        dimensie.breedte = dimensie.breedte.max(Some(key.len()));
        let mut code = FakeCode::new(key.trim_end(), &text(row, "Title"));
        code.omschrijving = text(row, "Description");
        code.groep = number(row, "CategoryGroupID");
        code.status = row.get("Status").and_then(Value::as_str).map(str::to_owned);
        code.detail = row.get("DetailRegionCode").and_then(Value::as_str).map(str::to_owned);
        dimensie.codes.push(code);
    }
}

/// Where only a part of a list was recorded (84799NED: 399 of 17,341 keys), rows get the number that they have in
/// that part: the table is then whole, and small.
fn follow_the_law(table: &mut FakeTable) {
    let sizes: Vec<i64> = table
        .dimensies
        .iter()
        .map(|dimensie| i64::try_from(dimensie.codes.len()).unwrap_or(i64::MAX))
        .collect();
    let Cellen::Opname { rijen, .. } = &mut table.cellen else { return };
    for rij in rijen {
        let law = rij.codes.iter().zip(&sizes).fold(0_i64, |law, (at, size)| {
            law.saturating_mul(*size).saturating_add(i64::from(*at))
        });
        if law != rij.id
            && let Ok(fields) = super::Fields::read(&rij.json)
        {
            rij.id = law;
            rij.json = fields.write(|name, value| {
                Some(if name == "ID" { law.to_string() } else { value.to_owned() })
            });
        }
    }
}
