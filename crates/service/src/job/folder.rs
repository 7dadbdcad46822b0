//! Lists a folder and the folders in it, in constant memory. Only what is certainly a finished file is offered.

use core::time::Duration;
use std::collections::BTreeMap;
use std::fs::{DirEntry, FileType, Metadata, ReadDir};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use load::ledger::BestandKenmerk;
use tokio::sync::mpsc;

use crate::clock;

/// Files that are compared with the ledger at once: enough to make a round trip cheap.
const CHUNK_FILES: usize = 5000;
/// Folders inside each other; each costs an open folder.
const DEPTH_MAX: usize = 16;
/// How long the wait for young files goes on without looking whether anybody still listens.
const NAP: Duration = Duration::from_millis(100);

/// Why a name in the folder is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Overgeslagen {
    /// A folder too many inside each other.
    Deep,
    /// A symbolic link: it may point anywhere.
    Link,
    /// A pipe, socket or device: reading it may hang.
    Special,
    /// A name that begins with a dot.
    Hidden,
    /// Not called as the files of this source are, such as a `.part` that is still being written.
    Name,
    /// Gone, or without rights, before it could be looked at.
    Vanished,
    /// Younger than a finished file is, and changed when it was looked at again.
    Writing,
    /// Changed while it was read, twice.
    Changing,
    /// To be read again, but no longer what the ledger knows.
    Replaced,
    /// To be read again, but its source is not in the configuration.
    SourceUnknown,
    /// Not called as the `patroon` of the mapping says.
    Pattern,
}

impl Overgeslagen {
    /// The reason, for a log line.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::Deep => "a folder more than 16 folders deep",
            Self::Link => "a symbolic link",
            Self::Special => "not a regular file",
            Self::Hidden => "a hidden name",
            Self::Name => "not called as the files of this source are",
            Self::Vanished => "gone, or not to be looked at, before it could be read",
            Self::Writing => "still being written; the next run tries again",
            Self::Changing => "changed while it was read; the next run tries again",
            Self::Replaced => "not the file that was read before; `sluis run` reads it as new",
            Self::SourceUnknown => "its source is not in the configuration",
            Self::Pattern => "its name does not fit `patroon` of the mapping",
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

/// Sends everything in `folder` and below to `chunks`, in parts, each sorted by name. Stops when nobody listens.
///
/// Only names that end in one of `extensions` are offered. A file that changed less than `stabiel` ago is looked at again after that time: one wait for all of a part.
///
/// # Errors
/// When the folder cannot be read. A folder inside it that cannot be read is left alone.
pub(crate) fn list_folder(
    folder: &Path,
    extensions: &[&str],
    stabiel: Duration,
    chunks: &mpsc::Sender<Chunk>,
) -> io::Result<()> {
    let mut chunk = Chunk::default();
    // The open folders, outermost first, each with the path that its names begin with.
    let mut open: Vec<(ReadDir, String)> = vec![(std::fs::read_dir(folder)?, String::new())];
    while let Some((entries, prefix)) = open.last_mut() {
        let Some(entry) = entries.next() else {
            open.pop();
            continue;
        };
        let entry = entry?;
        match look_at(&entry, prefix, extensions) {
            Ok(Found::File(kenmerk)) => chunk.files.push((kenmerk, entry.path())),
            Ok(Found::Folder(_)) if open.len() > DEPTH_MAX => chunk.skip(Overgeslagen::Deep),
            Ok(Found::Folder(prefix)) => match std::fs::read_dir(entry.path()) {
                Ok(entries) => open.push((entries, prefix)),
                Err(_) => chunk.skip(Overgeslagen::Vanished),
            },
            Err(reason) => chunk.skip(reason),
        }
        if chunk.files.len() >= CHUNK_FILES && !send(chunks, core::mem::take(&mut chunk), stabiel) {
            return Ok(());
        }
    }
    send(chunks, chunk, stabiel);
    Ok(())
}

impl Chunk {
    fn skip(&mut self, reason: Overgeslagen) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    /// Waits for the files that may still be written, and leaves out those that changed meanwhile. Gives up when nobody
    /// listens.
    fn settle(&mut self, stabiel: Duration, chunks: &mpsc::Sender<Self>) {
        let finished_ns = nanoseconds_ago(stabiel);
        if self.files.iter().all(|(file, _)| file.gewijzigd_ns <= finished_ns) {
            return;
        }
        let mut rest = stabiel;
        while !rest.is_zero() && !chunks.is_closed() {
            let nap = rest.min(NAP);
            std::thread::sleep(nap);
            rest = rest.saturating_sub(nap);
        }
        for (file, path) in core::mem::take(&mut self.files) {
            match again(&file, &path, finished_ns) {
                Ok(()) => self.files.push((file, path)),
                Err(reason) => self.skip(reason),
            }
        }
    }
}

/// Whether a file that was young is still what it was. A time of change in the future says nothing, so it counts as young.
fn again(file: &BestandKenmerk, path: &Path, finished_ns: i64) -> Result<(), Overgeslagen> {
    if file.gewijzigd_ns <= finished_ns {
        return Ok(());
    }
    let metadata = std::fs::symlink_metadata(path).map_err(|_| Overgeslagen::Vanished)?;
    if metadata.is_file() && kenmerk(file.naam.clone(), &metadata) == *file {
        Ok(())
    } else {
        Err(Overgeslagen::Writing)
    }
}

/// The moment that long ago, as files have it; with no time at all every file is older.
fn nanoseconds_ago(time: Duration) -> i64 {
    if time.is_zero() {
        return i64::MAX;
    }
    let now = clock::now().timestamp_nanos_opt().unwrap_or(i64::MAX);
    now.saturating_sub(i64::try_from(time.as_nanos()).unwrap_or(i64::MAX))
}

fn send(chunks: &mpsc::Sender<Chunk>, mut chunk: Chunk, stabiel: Duration) -> bool {
    chunk.settle(stabiel, chunks);
    chunk.files.sort_by(|(one, _), (two, _)| one.naam.cmp(&two.naam));
    chunks.blocking_send(chunk).is_ok()
}

/// What a name stands for.
enum Found {
    File(BestandKenmerk),
    /// A folder, with what the names in it begin with.
    Folder(String),
}

fn look_at(entry: &DirEntry, prefix: &str, extensions: &[&str]) -> Result<Found, Overgeslagen> {
    let naam = entry.file_name().to_string_lossy().into_owned();
    if naam.starts_with('.') {
        return Err(Overgeslagen::Hidden);
    }
    let is_wanted = has_extension(&naam, extensions);
    // Not followed: a link is seen as a link.
    let metadata = entry.metadata().map_err(|_| Overgeslagen::Vanished)?;
    let naam = format!("{prefix}{naam}");
    match Kind::of(metadata.file_type()) {
        Kind::Folder => Ok(Found::Folder(naam + "/")),
        Kind::Link => Err(Overgeslagen::Link),
        Kind::Special => Err(Overgeslagen::Special),
        Kind::File if !is_wanted => Err(Overgeslagen::Name),
        Kind::File => Ok(Found::File(kenmerk(naam, &metadata))),
    }
}

enum Kind {
    Folder,
    Link,
    Special,
    File,
}

impl Kind {
    fn of(kind: FileType) -> Self {
        match () {
            () if kind.is_dir() => Self::Folder,
            () if kind.is_symlink() => Self::Link,
            () if kind.is_file() => Self::File,
            () => Self::Special,
        }
    }
}

fn has_extension(naam: &str, extensions: &[&str]) -> bool {
    let extension = Path::new(naam).extension();
    extension.is_some_and(|end| extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// What tells an unchanged file.
pub(crate) fn kenmerk(naam: String, metadata: &Metadata) -> BestandKenmerk {
    let grootte = i64::try_from(metadata.len()).unwrap_or(i64::MAX);
    let seconds = metadata.mtime().saturating_mul(1_000_000_000);
    BestandKenmerk { naam, grootte, gewijzigd_ns: seconds.saturating_add(metadata.mtime_nsec()) }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::job::ggk::EXTENSIONS;

    /// Names and reasons of a listing without waiting.
    fn list(folder: &Path) -> (Vec<String>, Vec<(Overgeslagen, u64)>) {
        list_after(folder, Duration::ZERO)
    }

    fn list_after(folder: &Path, stabiel: Duration) -> (Vec<String>, Vec<(Overgeslagen, u64)>) {
        let (sender, mut receiver) = mpsc::channel(1);
        list_folder(folder, &EXTENSIONS, stabiel, &sender).unwrap();
        let chunk = receiver.try_recv().unwrap();
        let names = chunk.files.into_iter().map(|(file, _)| file.naam).collect();
        (names, chunk.skipped.into_iter().collect())
    }

    #[test]
    fn only_regular_files_of_the_right_name_are_offered() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [
            "b.xml",
            "a.XML",
            "z.zip",
            "g.Gz",
            "e.ei",
            "e.asc",
            "n.txt",
            "d'\n.xml", // taken
            "c.xml.part",
            "c.tmp",
            "c.filepart",
            "c.xml~",
            "notes.md",
            "xml", // not
            ".b.xml",
        ] {
            std::fs::write(path(name), "x").unwrap();
        }
        std::os::unix::fs::symlink(path("b.xml"), path("f.xml")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(path("s.xml")).unwrap();
        let (names, skipped) = list(folder.path());
        assert_eq!(
            names,
            ["a.XML", "b.xml", "d'\n.xml", "e.asc", "e.ei", "g.Gz", "n.txt", "z.zip"]
        );
        let expect = [
            (Overgeslagen::Link, 1),
            (Overgeslagen::Special, 1),
            (Overgeslagen::Hidden, 1),
            (Overgeslagen::Name, 6),
        ];
        assert_eq!(skipped, expect);
        let (sender, _receiver) = mpsc::channel(1);
        assert!(list_folder(&path("gone"), &EXTENSIONS, Duration::ZERO, &sender).is_err());
    }

    #[test]
    fn folders_are_read_to_a_depth_but_not_through_links() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path("2024/a.xml")).unwrap();
        std::fs::create_dir(path(".git")).unwrap();
        for name in ["2024/a.xml/b.xml", "2024/c.xml", "d.xml", ".git/e.xml"] {
            std::fs::write(path(name), "x").unwrap();
        }
        std::os::unix::fs::symlink(path("2024"), path("link")).unwrap();
        std::os::unix::fs::symlink(folder.path(), path("2024/loop")).unwrap();
        let (names, skipped) = list(folder.path());
        assert_eq!(names, ["2024/a.xml/b.xml", "2024/c.xml", "d.xml"]);
        assert_eq!(skipped, [(Overgeslagen::Link, 2), (Overgeslagen::Hidden, 1)]);

        let deep = "d/".repeat(DEPTH_MAX);
        std::fs::create_dir_all(path(&format!("{deep}d"))).unwrap();
        std::fs::write(path(&format!("{deep}in.xml")), "x").unwrap();
        std::fs::write(path(&format!("{deep}d/too_deep.xml")), "x").unwrap();
        let (names, skipped) = list(folder.path());
        assert!(names.contains(&format!("{deep}in.xml")), "{names:?}");
        assert_eq!((names.len(), skipped[0]), (4, (Overgeslagen::Deep, 1)));
    }

    #[test]
    fn a_young_file_is_taken_when_it_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let set = |name: &str, time: SystemTime| {
            std::fs::write(path(name), "x").unwrap();
            std::fs::File::options()
                .append(true)
                .open(path(name))
                .unwrap()
                .set_modified(time)
                .unwrap();
        };
        let now = SystemTime::now();
        set("old.xml", now - Duration::from_hours(1));
        set("future.xml", now + Duration::from_hours(1));
        set("young.xml", now);
        set("growing.xml", now);
        set("moving.xml", now);
        let stabiel = Duration::from_millis(600);
        let writer = std::thread::spawn({
            let (growing, moving, moved) =
                (path("growing.xml"), path("moving.xml"), path("m.part"));
            move || {
                std::thread::sleep(Duration::from_millis(200));
                std::fs::write(growing, "more").unwrap();
                std::fs::rename(moving, moved).unwrap();
            }
        });
        let (names, skipped) = list_after(folder.path(), stabiel);
        writer.join().unwrap();
        assert_eq!(names, ["future.xml", "old.xml", "young.xml"]);
        assert_eq!(skipped, [(Overgeslagen::Vanished, 1), (Overgeslagen::Writing, 1)]);
    }

    #[test]
    fn finished_files_cost_no_wait() {
        let folder = tempfile::tempdir().unwrap();
        let file = std::fs::File::create(folder.path().join("a.xml")).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_mins(2)).unwrap();
        let started = std::time::Instant::now();
        let (names, _) = list_after(folder.path(), Duration::from_mins(1));
        assert_eq!(names, ["a.xml"]);
        assert!(started.elapsed() < Duration::from_secs(10));
    }
}
