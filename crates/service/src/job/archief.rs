//! The archive of files that were read: `FOLDER/source/YYYY/MM/DD/SHA256-name`.
//!
//! The place of a file follows from the ledger alone (source, time of change, content, name), so that a file that was
//! moved is found again. Nothing here decides what may go.

use std::fs::{self, File, FileTimes};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, NaiveDate};
use ring::digest::{Context, SHA256};

use crate::config::{ArchiveMode, hex};

/// Bytes of a name that are kept.
const NAME_BYTES_MAX: usize = 100;
/// Hexadecimal digits of a hash.
const HASH_DIGITS: usize = 64;

/// What the ledger knows of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stuk<'a> {
    pub(crate) bron: &'a str,
    pub(crate) naam: &'a str,
    pub(crate) sha256: &'a str,
    pub(crate) gewijzigd_ns: i64,
}

/// What was done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gedaan {
    /// It is in the archive now.
    Bewaard,
    /// It was there already.
    Stond,
    /// Its content is not what the ledger knows: it is left alone.
    Anders,
}

/// Where a file is kept.
pub(crate) fn place(folder: &Path, stuk: Stuk<'_>) -> PathBuf {
    let day = DateTime::from_timestamp_nanos(stuk.gewijzigd_ns).date_naive();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let plain: String =
        stuk.naam.chars().map(|c| if is_plain(c) { c } else { '_' }).take(NAME_BYTES_MAX).collect();
    folder
        .join(stuk.bron)
        .join(format!("{:04}", day.year()))
        .join(format!("{:02}", day.month()))
        .join(format!("{:02}", day.day()))
        .join(format!("{}-{plain}", stuk.sha256))
}

/// Keeps the file `from`: safely written before anything of the old place goes.
///
/// # Errors
/// Of the file system; the file is where it was then.
pub(crate) fn keep(
    folder: &Path,
    stuk: Stuk<'_>,
    from: &Path,
    mode: ArchiveMode,
) -> io::Result<Gedaan> {
    let to = place(folder, stuk);
    let is_there = to.try_exists()?;
    if is_there && mode != ArchiveMode::Move {
        return Ok(Gedaan::Stond);
    }
    let mut file = File::open(from)?;
    if hash(&mut file, &mut io::sink())? != stuk.sha256 {
        return Ok(Gedaan::Anders);
    }
    let above = to.parent().ok_or(io::ErrorKind::NotFound)?;
    if !is_there || hash(&mut File::open(&to)?, &mut io::sink())? != stuk.sha256 {
        make_folders(folder, above)?;
        let is_moved = mode == ArchiveMode::Move && {
            file.sync_all()?;
            // Another file system (EXDEV), or anything else that renaming cannot do: a copy can.
            fs::rename(from, &to).is_ok()
        };
        if !is_moved && !copy(from, &to, stuk.sha256)? {
            return Ok(Gedaan::Anders);
        }
        sync_folder(above)?;
    }
    if mode == ArchiveMode::Move {
        match fs::remove_file(from) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        from.parent().map_or(Ok(()), sync_folder)?;
    }
    Ok(Gedaan::Bewaard)
}

/// Copies through a name of its own, so that what is under `to` is always whole; `false`: it changed meanwhile.
fn copy(from: &Path, to: &Path, sha256: &str) -> io::Result<bool> {
    let part = to.with_extension("part");
    let copied = copy_whole(from, &part, sha256).and_then(|is_same| {
        if is_same {
            fs::rename(&part, to)?;
        }
        Ok(is_same)
    });
    if !matches!(copied, Ok(true)) {
        // Half a file would take the room that a full disk lacks; why it is half counts more than that it stays.
        let _ = fs::remove_file(&part);
    }
    copied
}

/// Writes all of `from` to `part`, safely on disk; `false`: it is not what it should be.
fn copy_whole(from: &Path, part: &Path, sha256: &str) -> io::Result<bool> {
    let mut source = File::open(from)?;
    let mut target = File::create(part)?;
    let is_same = hash(&mut source, &mut target)? == sha256;
    if is_same {
        // The place of a file, and its reference date, follow from its time of change.
        target.set_times(FileTimes::new().set_modified(source.metadata()?.modified()?))?;
        target.sync_all()?;
    }
    Ok(is_same)
}

/// The hash of what `source` holds from here on, in hexadecimal digits; all of it goes to `target` too.
fn hash(source: &mut impl Read, target: &mut impl Write) -> io::Result<String> {
    let mut context = Context::new(&SHA256);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = source.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        context.update(bytes);
        target.write_all(bytes)?;
    }
    Ok(hex(context.finish().as_ref()))
}

/// Makes `below` and writes every new name down in the folder above it.
fn make_folders(folder: &Path, below: &Path) -> io::Result<()> {
    fs::create_dir_all(below)?;
    let inside = below.ancestors().take_while(|path| path.starts_with(folder));
    for path in inside {
        path.parent().map_or(Ok(()), sync_folder)?;
    }
    Ok(())
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The files of a source that were changed before `day`, with their hashes.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn older(
    folder: &Path,
    bron: &str,
    day: NaiveDate,
) -> io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for (year, path) in numbered(&folder.join(bron))? {
        for (month, path) in numbered(&path)? {
            for (number, path) in numbered(&path)? {
                let date = i32::try_from(year)
                    .ok()
                    .and_then(|year| NaiveDate::from_ymd_opt(year, month, number));
                if date.is_none_or(|date| date >= day) {
                    continue;
                }
                for entry in fs::read_dir(path)? {
                    let entry = entry?;
                    let name = entry.file_name().to_string_lossy().into_owned();
                    let hash = name
                        .get(..HASH_DIGITS)
                        .filter(|_| name.get(HASH_DIGITS..=HASH_DIGITS) == Some("-"));
                    found.extend(hash.map(|hash| (entry.path(), hash.to_owned())));
                }
            }
        }
    }
    Ok(found)
}

/// The folders in `folder` that are called a number; none when it is not there.
fn numbered(folder: &Path) -> io::Result<Vec<(u32, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let number = entry.file_name().to_str().and_then(|name| name.parse().ok());
        found.extend(number.map(|number| (number, entry.path())));
    }
    Ok(found)
}

/// Takes a file out of the archive, and its folders when they are empty.
///
/// # Errors
/// When the file cannot be removed.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    // Day, month, year: a folder that is not empty stays.
    for folder in path.ancestors().skip(1).take(3) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    /// 2026-03-04 12:00 UTC.
    const CHANGED: i64 = 1_772_625_600_000_000_000;

    fn stuk(naam: &str) -> Stuk<'_> {
        Stuk { bron: "berichten", naam, sha256: HASH, gewijzigd_ns: CHANGED }
    }

    #[test]
    fn the_place_follows_from_the_ledger_and_stays_inside() {
        for (naam, expect) in [
            ("a.xml", "a.xml"),
            ("map/b c.xml", "map_b_c.xml"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("a\nb\u{e9}.xml", "a_b_.xml"),
        ] {
            let path = place(Path::new("/archive"), stuk(naam));
            let expect = format!("/archive/berichten/2026/03/04/{HASH}-{expect}");
            assert_eq!(path, Path::new(&expect));
        }
        let long = place(Path::new("/a"), stuk(&"x".repeat(255)));
        assert_eq!(long.file_name().unwrap().len(), HASH_DIGITS + 1 + NAME_BYTES_MAX);
    }

    #[test]
    fn a_file_is_kept_whole_and_goes_only_after() {
        for (mode, stays) in [(ArchiveMode::Copy, true), (ArchiveMode::Move, false)] {
            let folder = tempfile::tempdir().unwrap();
            let (inbox, archive) = (folder.path().join("inbox"), folder.path().join("archive"));
            fs::create_dir(&inbox).unwrap();
            let from = inbox.join("a.xml");
            fs::write(&from, "abc").unwrap();
            assert_eq!(keep(&archive, stuk("a.xml"), &from, mode).unwrap(), Gedaan::Bewaard);
            let to = place(&archive, stuk("a.xml"));
            assert_eq!(fs::read_to_string(&to).unwrap(), "abc");
            assert_eq!(from.exists(), stays);
            // Killed after the archive was written, before the old name was gone.
            fs::write(&from, "abc").unwrap();
            keep(&archive, stuk("a.xml"), &from, mode).unwrap();
            assert_eq!(from.exists(), stays);
            // Half of a copy, or another content in the inbox.
            fs::write(&to, "ab").unwrap();
            fs::write(&from, "abc").unwrap();
            keep(&archive, stuk("a.xml"), &from, ArchiveMode::Move).unwrap();
            assert_eq!((fs::read_to_string(&to).unwrap().as_str(), from.exists()), ("abc", false));
            fs::write(&from, "abd").unwrap();
            assert_eq!(
                keep(&archive, stuk("a.xml"), &from, ArchiveMode::Move).unwrap(),
                Gedaan::Anders
            );
            assert!(from.exists());
        }
    }

    #[test]
    fn a_copy_keeps_its_time_of_change() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&from, "abc").unwrap();
        let changed = std::time::SystemTime::UNIX_EPOCH + core::time::Duration::from_hours(9999);
        File::options().append(true).open(&from).unwrap().set_modified(changed).unwrap();
        assert!(copy(&from, &to, HASH).unwrap());
        assert_eq!(fs::metadata(&to).unwrap().modified().unwrap(), changed);
        assert!(!copy(&from, &folder.path().join("c"), &HASH.replace('b', "c")).unwrap());
        // A folder has the name: it cannot be renamed to that, and nothing half is left.
        fs::create_dir_all(folder.path().join("d/in")).unwrap();
        assert!(copy(&from, &folder.path().join("d"), HASH).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn only_days_before_the_border_are_old() {
        let folder = tempfile::tempdir().unwrap();
        let (archive, from) = (folder.path().join("archive"), folder.path().join("a.xml"));
        fs::write(&from, "abc").unwrap();
        keep(&archive, stuk("a.xml"), &from, ArchiveMode::Copy).unwrap();
        fs::write(archive.join("berichten/2026/03/04/vreemd"), "x").unwrap();
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        assert!(older(&archive, "berichten", day(4)).unwrap().is_empty());
        assert!(older(&archive, "zaken", day(9)).unwrap().is_empty());
        let found = older(&archive, "berichten", day(5)).unwrap();
        assert_eq!(found, [(place(&archive, stuk("a.xml")), HASH.to_owned())]);
        fs::remove_file(archive.join("berichten/2026/03/04/vreemd")).unwrap();
        remove(&found[0].0).unwrap();
        assert_eq!(fs::read_dir(archive.join("berichten")).unwrap().count(), 0);
    }
}
