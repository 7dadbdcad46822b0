//! Divides files over tasks.

use std::path::PathBuf;

use crate::run::BatchLimits;

/// A file that is to be read.
#[derive(Debug, Clone)]
pub(crate) struct Werk {
    /// Path inside the folder of the source.
    pub(crate) naam: String,
    /// Where it is.
    pub(crate) pad: PathBuf,
    /// Size when it was listed.
    pub(crate) grootte: u64,
    /// What the ledger knows of it when it is read again.
    pub(crate) herlees: Option<Herlees>,
}

impl Werk {
    /// Bytes that reading it takes, roughly: messages pack to a tenth.
    fn gewicht(&self) -> u64 {
        let extension = self.pad.extension();
        let is_packed = extension
            .is_some_and(|end| end.eq_ignore_ascii_case("zip") || end.eq_ignore_ascii_case("gz"));
        self.grootte.saturating_mul(if is_packed { 10 } else { 1 })
    }
}

/// A file that was read before.
#[derive(Debug, Clone)]
pub(crate) struct Herlees {
    /// Its number, which it keeps.
    pub(crate) bestand_id: i64,
    /// SHA-256 of what was read, in hexadecimal digits; zeros when it could not be read.
    pub(crate) sha256: String,
}

/// Gathers files until a task is full.
#[derive(Debug)]
pub(crate) struct Divider {
    limits: BatchLimits,
    files: Vec<Werk>,
    bytes: u64,
}

impl Divider {
    pub(crate) const fn new(limits: BatchLimits) -> Self {
        Self { limits, files: Vec::new(), bytes: 0 }
    }

    /// Adds a file; gives back the files before it when it does not fit with them.
    pub(crate) fn push(&mut self, file: Werk) -> Option<Vec<Werk>> {
        let gewicht = file.gewicht();
        let bytes = self.bytes.saturating_add(gewicht);
        let is_full = self.files.len() >= self.limits.files_max || bytes > self.limits.bytes_max;
        let full = if is_full { self.take() } else { None };
        self.bytes = self.bytes.saturating_add(gewicht);
        self.files.push(file);
        full
    }

    /// Gives back what was gathered.
    pub(crate) fn take(&mut self) -> Option<Vec<Werk>> {
        self.bytes = 0;
        let files = core::mem::take(&mut self.files);
        (!files.is_empty()).then_some(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks(files: &[(&str, u64)]) -> Vec<Vec<u64>> {
        let mut divider = Divider::new(BatchLimits { files_max: 2, bytes_max: 100 });
        let mut tasks = Vec::new();
        for (pad, grootte) in files {
            let werk =
                Werk { naam: String::new(), pad: pad.into(), grootte: *grootte, herlees: None };
            tasks.extend(divider.push(werk));
        }
        tasks.extend(divider.take());
        tasks.iter().map(|task| task.iter().map(|file| file.grootte).collect()).collect()
    }

    #[test]
    fn a_task_is_bounded_in_files_and_bytes() {
        let files = [10_u64, 10, 10, 95, 200, 5].map(|grootte| ("a.xml", grootte));
        assert_eq!(tasks(&files), [vec![10, 10], vec![10], vec![95], vec![200], vec![5]]);
    }

    #[test]
    fn what_is_packed_weighs_what_is_in_it() {
        let files = [("a.zip", 5), ("b.GZ", 5), ("c.xml", 50), ("d.zip", 6)];
        assert_eq!(tasks(&files), [vec![5, 5], vec![50], vec![6]]);
    }
}
