//! A table that was only kept as the CSV files of a download: they are put back into JSON.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::{Bodies, read};

/// Fields of `DataProperties` that are null where they do not apply; the others are absent.
const NULL_WHEN_EMPTY: [&str; 3] = ["Position", "ParentID", "Description"];

/// The bodies of a table below `v3_csv`.
pub(super) fn bodies(folder: &Path, id: &str) -> anyhow::Result<Bodies> {
    let mut bodies = Bodies::new();
    for (file, set) in [
        ("TableInfos", "TableInfos"),
        ("DataProperties", "DataProperties"),
        ("CategoryGroups", "CategoryGroups"),
        ("SoortMutaties", "SoortMutaties"),
        ("Perioden", "Perioden"),
        ("data", "UntypedDataSet"),
    ] {
        let rows = objects(&read(folder, &format!("v3_csv/{id}/{file}.csv"))?, set);
        let context = format!(
            "https://opendata.cbs.nl/ODataFeed/OData/{id}/$metadata#Cbs.OData.WebAPI.{set}"
        );
        let body = json!({"odata.metadata": context, "value": rows});
        bodies.insert(set.to_owned(), vec![body.to_string()]);
    }
    Ok(bodies)
}

/// A cell: its text, and whether it was in quotes.
type Cell = (String, bool);

/// The rows as objects: what is in quotes is text, `TRUE` and digits are what they look like, nothing is null.
fn objects(text: &str, set: &str) -> Vec<Value> {
    let mut rows = split(text).into_iter();
    let Some(names) = rows.next().filter(|names| names.len() > 1) else { return Vec::new() };
    let objects = rows.filter(|row| row.len() == names.len()).map(|row| {
        let mut fields = Map::new();
        for ((name, _), (cell, is_quoted)) in names.iter().zip(row) {
            let value = match cell.as_str() {
                _ if is_quoted => cell.into(),
                "" | "NA" => Value::Null,
                "TRUE" => true.into(),
                "FALSE" => false.into(),
                digits => digits.parse::<i64>().map_or_else(|_| digits.into(), Value::from),
            };
            let is_left_out = set == "DataProperties"
                && value.is_null()
                && !NULL_WHEN_EMPTY.contains(&name.as_str());
            if !is_left_out {
                fields.insert(name.clone(), value);
            }
        }
        Value::Object(fields)
    });
    objects.collect()
}

fn split(text: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut cell: Cell = Cell::default();
    let mut is_open = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if is_open && rest.next_if_eq(&'"').is_some() => cell.0.push('"'),
            '"' => {
                is_open = !is_open;
                cell.1 = true;
            }
            ',' if !is_open => row.push(core::mem::take(&mut cell)),
            '\r' if !is_open => {}
            '\n' if !is_open => {
                row.push(core::mem::take(&mut cell));
                rows.push(core::mem::take(&mut row));
            }
            c => cell.0.push(c),
        }
    }
    if !row.is_empty() || cell != Cell::default() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_becomes_json_with_its_kinds() {
        let text =
            "\"ID\",\"Title\",\"Text\",\"Flag\"\n0,\"a, \"\"b\"\"\nc\",,TRUE\n1,\"\",\"7\",\n";
        let expect = [
            json!({"ID": 0, "Title": "a, \"b\"\nc", "Text": null, "Flag": true}),
            json!({"ID": 1, "Title": "", "Text": "7", "Flag": null}),
        ];
        assert_eq!(objects(text, "x"), expect);
        let expect = json!({"ID": 0, "Title": "a, \"b\"\nc", "Flag": true});
        assert_eq!(objects(text, "DataProperties")[0], expect);
        assert!(objects("\"\"\n", "x").is_empty());
    }
}
