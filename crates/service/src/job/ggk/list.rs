//! Lists a folder in constant memory. Only what is certainly a finished message file is offered.

use std::collections::BTreeMap;
use std::fs::{DirEntry, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use load::ledger::BestandKenmerk;
use tokio::sync::mpsc;

/// Files that are compared with the ledger at once: enough to make a round trip cheap.
const CHUNK_FILES: usize = 5000;

/// Why a name in the folder is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Overgeslagen {
    /// A folder: sources are flat.
    Folder,
    /// A symbolic link: it may point anywhere.
    Link,
    /// A pipe, socket or device: reading it may hang.
    Special,
    /// Not called `.xml`, such as a `.part` that is still being written.
    Name,
    /// Gone, or without rights, before it could be looked at.
    Vanished,
    /// Changed while it was read, twice.
    Changing,
    /// To be read again, but no longer what the ledger knows.
    Replaced,
    /// To be read again, but its source is not in the configuration.
    SourceUnknown,
}

impl Overgeslagen {
    /// The reason, for a log line.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::Folder => "a folder inside the folder",
            Self::Link => "a symbolic link",
            Self::Special => "not a regular file",
            Self::Name => "not called .xml",
            Self::Vanished => "gone before it could be read",
            Self::Changing => "changed while it was read; the next run tries again",
            Self::Replaced => "not the file that was read before; `sluis run` reads it as new",
            Self::SourceUnknown => "its source is not in the configuration",
        }
    }
}

/// Part of a listing.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// The files, by name.
    pub(crate) files: Vec<(BestandKenmerk, PathBuf)>,
    /// What was left alone.
    pub(crate) skipped: BTreeMap<Overgeslagen, u64>,
}

/// Sends everything in `folder` to `chunks`, in parts, each sorted by name. Stops when nobody listens.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn list_folder(folder: &Path, chunks: &mpsc::Sender<Chunk>) -> io::Result<()> {
    let mut chunk = Chunk::default();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        match look_at(&entry) {
            Ok(kenmerk) => chunk.files.push((kenmerk, entry.path())),
            Err(reason) => *chunk.skipped.entry(reason).or_default() += 1,
        }
        if chunk.files.len() >= CHUNK_FILES && !send(chunks, core::mem::take(&mut chunk)) {
            return Ok(());
        }
    }
    send(chunks, chunk);
    Ok(())
}

fn send(chunks: &mpsc::Sender<Chunk>, mut chunk: Chunk) -> bool {
    chunk.files.sort_by(|(one, _), (two, _)| one.naam.cmp(&two.naam));
    chunks.blocking_send(chunk).is_ok()
}

fn look_at(entry: &DirEntry) -> Result<BestandKenmerk, Overgeslagen> {
    let naam = entry.file_name().to_string_lossy().into_owned();
    let is_xml = Path::new(&naam).extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"));
    // Not followed: a link is seen as a link.
    let metadata = entry.metadata().map_err(|_| Overgeslagen::Vanished)?;
    let kind = metadata.file_type();
    match () {
        () if kind.is_dir() => Err(Overgeslagen::Folder),
        () if kind.is_symlink() => Err(Overgeslagen::Link),
        () if !kind.is_file() => Err(Overgeslagen::Special),
        () if !is_xml => Err(Overgeslagen::Name),
        () => Ok(kenmerk(naam, &metadata)),
    }
}

/// What tells an unchanged file.
pub(crate) fn kenmerk(naam: String, metadata: &Metadata) -> BestandKenmerk {
    let grootte = i64::try_from(metadata.len()).unwrap_or(i64::MAX);
    let seconds = metadata.mtime().saturating_mul(1_000_000_000);
    BestandKenmerk { naam, grootte, gewijzigd_ns: seconds.saturating_add(metadata.mtime_nsec()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_xml_files_are_offered() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["b.xml", "a.XML", "c.xml.part", "notes.txt", "d'\n.xml"] {
            std::fs::write(path(name), "x").unwrap();
        }
        std::fs::create_dir(path("e.xml")).unwrap();
        std::os::unix::fs::symlink(path("b.xml"), path("f.xml")).unwrap();
        let (sender, mut receiver) = mpsc::channel(1);
        list_folder(folder.path(), &sender).unwrap();
        let chunk = receiver.try_recv().unwrap();
        let names: Vec<&str> = chunk.files.iter().map(|(file, _)| file.naam.as_str()).collect();
        assert_eq!(names, ["a.XML", "b.xml", "d'\n.xml"]);
        let skipped: Vec<(Overgeslagen, u64)> = chunk.skipped.into_iter().collect();
        assert_eq!(
            skipped,
            [(Overgeslagen::Folder, 1), (Overgeslagen::Link, 1), (Overgeslagen::Name, 2)]
        );
        assert!(list_folder(&path("gone"), &sender).is_err());
    }
}
