//! The file with the whole of a table: a ZIP of CSV, as it is told (SPEC 2.10). No such file was ever recorded.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::fields::Fields;
use super::opname::objects;
use super::response::Response;
use super::rows::{Shape, Wish, slice};
use super::tabel::{DataSets, FakeTable};
use super::v4::entity_set;

/// Answers a request for the file of a table.
pub(super) fn answer(table: Option<&FakeTable>) -> Response {
    let gone = || Response::text(404, "text/html", "<html><body>Not Found</body></html>");
    let Some(table) = table.filter(|table| table.has_v4() && table.data_sets != DataSets::None)
    else {
        return gone();
    };
    match entries(table).map(|entries| pack(&entries)) {
        Ok(Ok(body)) => {
            Response { status: 200, content_type: "application/zip", body, ..Response::default() }
        }
        Ok(Err(error)) => Response::text(500, "text/plain", &error.to_string()),
        Err(message) => Response::text(500, "text/plain", &message),
    }
}

/// Names and texts of the files in the ZIP.
fn entries(table: &FakeTable) -> Result<Vec<(String, String)>, String> {
    let wish = Wish { take: u64::MAX, ..Wish::default() };
    let rows = slice(table, Shape::V4, &wish)?;
    let rows = objects(&format!("{{\"value\":[{}]}}", rows.json))?;
    let dimensies = table.dimensies.iter().map(|dimensie| dimensie.naam.as_str());
    let columns: Vec<&str> = ["Id", "Measure"]
        .into_iter()
        .chain(dimensies)
        .chain(["Value", "StringValue", "ValueAttribute"])
        .collect();
    let mut entries = vec![("Observations.csv".to_owned(), csv(&columns, &rows)?)];
    let sets = table.dimensies.iter().map(|dimensie| format!("{}Codes", dimensie.naam));
    for name in core::iter::once("MeasureCodes".to_owned()).chain(sets) {
        let found = match table.bodies.get(&format!("v4/{name}")) {
            Some(body) => objects(body)?,
            None => entity_set(table, &name, "").unwrap_or_default(),
        };
        let Some(first) = found.first() else { continue };
        let first = Fields::read(first)?;
        let mut columns = vec!["Identifier", "Index", "Title", "Description"];
        let others = first.0.iter().map(|(name, _)| name.as_str());
        let others: Vec<&str> = others.filter(|name| !columns.contains(name)).collect();
        columns.extend(others);
        entries.push((format!("{name}.csv"), csv(&columns, &found)?));
    }
    Ok(entries)
}

/// `;`, a byte order mark, and a comma in numbers.
fn csv(columns: &[&str], objects: &[String]) -> Result<String, String> {
    let mut out = format!("\u{feff}{}\r\n", columns.join(";"));
    for object in objects {
        let fields = Fields::read(object)?;
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                out.push(';');
            }
            match fields.get(column) {
                None | Some("null") => {}
                Some(json) => match fields.text(column) {
                    Some(text) => push_text(&mut out, &text),
                    None => out.push_str(&json.replace('.', ",")),
                },
            }
        }
        out.push_str("\r\n");
    }
    Ok(out)
}

fn push_text(out: &mut String, text: &str) {
    if text.contains([';', '"', '\r', '\n']) {
        out.extend(["\"", &text.replace('"', "\"\""), "\""]);
    } else {
        out.push_str(text);
    }
}

fn pack(entries: &[(String, String)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::super::{FakeDimensie, FakeOnderwerp};
    use super::*;

    #[test]
    fn a_table_is_written_with_semicolons_and_commas() {
        let table = FakeTable::new("85001NED", "Jeugdhulp")
            .dimensie(FakeDimensie::regios([
                ("NL01", "Nederland; heel"),
                ("GM0344", "\"Utrecht\""),
            ]))
            .onderwerp(FakeOnderwerp::new("M000001", "Aandeel").decimalen(1))
            .cel(&["NL01"], "M000001", "12.5");
        let entries = entries(&table).unwrap();
        let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Observations.csv", "MeasureCodes.csv", "RegioSCodes.csv"]);
        assert_eq!(
            entries[0].1,
            "\u{feff}Id;Measure;RegioS;Value;StringValue;ValueAttribute\r\n\
             0;M000001;NL01;12,5;;None\r\n1;M000001;GM0344;;;Impossible\r\n"
        );
        assert_eq!(
            entries[2].1,
            "\u{feff}Identifier;Index;Title;Description;DimensionGroupId\r\n\
             NL01;1;\"Nederland; heel\";;\r\nGM0344;2;\"\"\"Utrecht\"\"\";;\r\n"
        );
        assert_eq!(pack(&entries).unwrap().get(..2), Some(b"PK".as_slice()));
        assert_eq!(answer(None).status, 404);
        assert_eq!(answer(Some(&table.clone().zonder_waarnemingen())).status, 404);
        assert_eq!(answer(Some(&table)).content_type, "application/zip");
    }
}
