//! Nasty pages with an answer key: a file, or a folder with the pages in order, as the observations of a table.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;

use super::misbehaviour::{Misbehaviour, Rule};
use super::request::decode;
use super::{FakeCbs, FakeDimensie, FakeOnderwerp, FakeTable};

/// Requests for one row only: to count, or to see whether a set is there. They get the right answer.
const PROBE: &str = "$top=1";

impl FakeCbs {
    /// Serves a page, or a folder of pages, as the observations of the table that it is about, which is added with a
    /// description that fits: `85001NED` in v4, `70072ned` in v3. `MOCKHOST` becomes the host of the fake. The table
    /// tells as many observations as the pages have, or `told`. Returns its id.
    ///
    /// # Errors
    /// When the file or the folder cannot be read, or has no page.
    pub fn serve_file(&self, path: &Path, told: Option<u64>) -> anyhow::Result<&'static str> {
        let pages = pages(path)?;
        let first = pages.first().context("no page")?;
        let is_v3 = String::from_utf8_lossy(first).contains("\"odata.metadata\"");
        let table = if is_v3 { table_v3() } else { table_v4() };
        self.add(table.aantal(told.unwrap_or_else(|| rows(&pages))));
        let set = if is_v3 { "/TypedDataSet" } else { "/Observations" };
        let mut rules: Vec<Rule> = Vec::new();
        for (page, before) in pages.iter().skip(1).zip(&pages) {
            let query = next_query(before).context("a page without a link to the one after it")?;
            rules.push(rule(&format!("{set}*{query}"), page));
        }
        // Last: the first rule that answers counts.
        rules.push(rule(set, first));
        self.shared.rules().extend(rules);
        Ok(if is_v3 { "70072ned" } else { "85001NED" })
    }
}

fn rule(pattern: &str, page: &[u8]) -> Rule {
    Rule {
        pattern: pattern.to_owned(),
        except: PROBE.to_owned(),
        first_well: 0,
        times: u32::MAX,
        what: Misbehaviour::Body(page.to_vec()),
    }
}

fn pages(path: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut files: Vec<PathBuf> = vec![path.to_owned()];
    if path.is_dir() {
        let entries = std::fs::read_dir(path)
            .with_context(|| format!("list {}", path.display()))?
            .map(|entry| entry.map(|entry| entry.path()));
        files = entries.collect::<Result<_, _>>()?;
        files.sort();
    }
    let pages = files
        .iter()
        .map(|file| std::fs::read(file).with_context(|| format!("read {}", file.display())));
    pages.collect()
}

fn json(page: &[u8]) -> Option<Value> {
    serde_json::from_slice(page.strip_prefix(b"\xef\xbb\xbf").unwrap_or(page)).ok()
}

/// The decoded query of the link to the next page.
fn next_query(page: &[u8]) -> Option<String> {
    let page = json(page)?;
    let link = page.get("@odata.nextLink").or_else(|| page.get("odata.nextLink"))?;
    decode(link.as_str()?.split_once('?')?.1, true)
}

/// Rows of the pages by their number, so that one that comes twice counts once.
fn rows(pages: &[Vec<u8>]) -> u64 {
    let mut ids = BTreeSet::new();
    for page in pages {
        let page = json(page).unwrap_or_default();
        let rows = page.get("value").and_then(Value::as_array);
        for (place, row) in rows.into_iter().flatten().enumerate() {
            let id = row.get("Id").or_else(|| row.get("ID")).and_then(Value::as_u64);
            // What is no row at all counts too: it is there.
            ids.insert(id.map_or_else(|| format!("at {place}"), |id| id.to_string()));
        }
    }
    u64::try_from(ids.len()).unwrap_or(u64::MAX)
}

fn table_v4() -> FakeTable {
    FakeTable::new("85001NED", "Een tabel met streken")
        .dimensie(FakeDimensie::regios([("GM0363", "Amsterdam"), ("GM0344", "Utrecht (gemeente)")]))
        .dimensie(FakeDimensie::perioden(["2024JJ00", "2025JJ00"]))
        .onderwerp(FakeOnderwerp::new("M001", "Aantal").decimalen(1))
        .alleen_v4()
}

/// One area and one period: the row of the corpus has number 0. Its keys are ten wide.
fn table_v3() -> FakeTable {
    FakeTable::new("70072ned", "Regionale kerncijfers")
        .dimensie(FakeDimensie::regios([("GM0363", "Amsterdam")]).breedte(10))
        .dimensie(FakeDimensie::perioden(["2025JJ00"]))
        .onderwerp(FakeOnderwerp::new("M001", "Totale bevolking").sleutel("TotaleBevolking_1"))
        .alleen_v3()
        .zonder_untyped()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_once_and_links_are_decoded() {
        let one =
            br#"{"value":[{"Id":0},{"Id":1}],"@odata.nextLink":"http://h/x?$skip=1&%24p=a%20b"}"#;
        let two = b"\xef\xbb\xbf{\"value\":[{\"Id\":1},{\"Id\":2},[1]]}";
        assert_eq!(rows(&[one.to_vec(), two.to_vec(), b"<html>".to_vec()]), 4);
        assert_eq!(next_query(one).as_deref(), Some("$skip=1&$p=a b"));
        assert_eq!(next_query(two), None);
    }
}
