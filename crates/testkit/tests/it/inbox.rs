//! A generated inbox with its truth, in a folder that goes away.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use testkit::{Opdracht, Verslag, genereer};

/// Messages and truth.
pub(crate) struct Inbox {
    folder: tempfile::TempDir,
    pub(crate) verslag: Verslag,
}

/// A row of the truth by column.
pub(crate) type Rij = BTreeMap<String, String>;

impl Inbox {
    /// Generates `clienten` clients of twelve months, after `wijzig` changed the defaults.
    pub(crate) fn new(clienten: usize, wijzig: impl FnOnce(&mut Opdracht)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut opdracht = Opdracht::new(folder.path().join("in"), clienten, 12, 7).unwrap();
        opdracht.waarheid = Some(folder.path().join("waarheid"));
        wijzig(&mut opdracht);
        let verslag = genereer(&opdracht).unwrap();
        Self { folder, verslag }
    }

    /// The files of the messages, by name.
    pub(crate) fn bestanden(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = Vec::new();
        let mut folders = vec![self.folder.path().join("in")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files.sort();
        files
    }

    /// Name and content of every message.
    pub(crate) fn inhoud(&self) -> BTreeMap<String, Vec<u8>> {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        self.bestanden().iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
    }

    /// A file of the truth as text.
    pub(crate) fn tekst(&self, naam: &str) -> String {
        std::fs::read_to_string(self.folder.path().join("waarheid").join(naam)).unwrap()
    }

    /// The rows of a table of the truth.
    pub(crate) fn rijen(&self, tabel: &str) -> Vec<Rij> {
        let text = self.tekst(&format!("{tabel}.csv"));
        let mut lines = text.lines().map(velden);
        let heading = lines.next().unwrap();
        lines
            .map(|row| {
                assert_eq!(row.len(), heading.len(), "{tabel}: {row:?}");
                heading.iter().cloned().zip(row).collect()
            })
            .collect()
    }
}

/// The fields of a CSV line.
fn velden(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

/// A number of the truth.
pub(crate) fn getal(rij: &Rij, kolom: &str) -> i64 {
    rij[kolom].parse().unwrap_or_else(|_| panic!("{kolom} of {rij:?}"))
}
