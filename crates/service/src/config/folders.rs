//! The folders of the sources: there, a folder, readable.

use std::path::Path;

use super::{Source, SourceKind};

/// Why a folder cannot be read from, in words; `None` when all is well.
pub fn folder_fault(source: &Source) -> Option<String> {
    let path = folder(source)?;
    let reason = reason(path)?;
    Some(format!("source `{}`: the folder `{}` {reason}", source.name, path.display()))
}

/// Why a path can never be read from: it is there, and no folder. `None` when it is one, or is not there.
pub fn not_a_folder(source: &Source) -> Option<String> {
    let path = folder(source)?;
    let is_other = std::fs::metadata(path).is_ok_and(|found| !found.is_dir());
    is_other.then(|| format!("source `{}`: `{}` is not a folder", source.name, path.display()))
}

/// The folder of a source that has one.
fn folder(source: &Source) -> Option<&Path> {
    match &source.kind {
        SourceKind::Ggk(source) => Some(&source.path),
        SourceKind::Zaaksysteem(source) => Some(&source.path),
        SourceKind::Cbs(_) => None,
    }
}

fn reason(path: &Path) -> Option<String> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Some("does not exist".to_owned())
        }
        Err(error) => Some(format!("cannot be reached: {error}")),
        Ok(found) if !found.is_dir() => Some("is not a folder".to_owned()),
        Ok(_) => match std::fs::read_dir(path) {
            Ok(_) => None,
            Err(error) => Some(format!("cannot be read: {error}")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_must_be_there_and_be_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert_eq!(reason(folder.path()), None);
        assert_eq!(reason(&file).unwrap(), "is not a folder");
        assert_eq!(reason(&folder.path().join("none")).unwrap(), "does not exist");
    }
}
