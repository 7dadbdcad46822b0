//! What was repaired or odd in the files of a source: how often, never where a value would show.

use std::collections::BTreeMap;

use extract_zaaksysteem::Meldplaats;
use tracing::warn;

use crate::job::zaaksysteem::Meldingen;
use crate::run::report::Notice;

use super::ZaakBron;

/// The counts over files: a source has many, and each says the same of a column that nobody loads.
#[derive(Debug, Default)]
pub(super) struct Odd(BTreeMap<Meldplaats, Count>);

#[derive(Debug, Default)]
struct Count {
    files: u64,
    times: u64,
}

impl Odd {
    /// Adds those of a file.
    pub(super) fn add(&mut self, bron: &ZaakBron, meldingen: Meldingen) {
        for (plaats, gezien) in meldingen {
            let (soort, column) = (plaats.0.code(), plaats.1.as_deref().unwrap_or_default());
            warn!(
                source = bron.naam,
                code = soort,
                column,
                count = gezien.aantal,
                "odd, but loaded"
            );
            let count = self.0.entry(plaats).or_default();
            count.files += 1;
            count.times = count.times.saturating_add(gezien.aantal);
        }
    }

    /// A line for each kind and column.
    pub(super) fn notices(self, bron: &ZaakBron) -> impl Iterator<Item = Notice> {
        self.0.into_iter().map(|((soort, kolom), Count { files, times })| {
            let column = kolom.map(|kolom| format!(" {kolom}")).unwrap_or_default();
            let files = if files > 1 { format!(" in {files} files") } else { String::new() };
            Notice {
                code: soort.code(),
                source: bron.naam.clone(),
                text: format!("{times} x{column}{files}: {}", soort.uitleg()),
            }
        })
    }
}
