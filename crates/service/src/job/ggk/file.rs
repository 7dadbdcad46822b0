//! Reads the bytes of one file, and makes sure that they belong together.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use load::ledger::BestandKenmerk;
use ring::digest::{Context, SHA256};

use crate::job::folder::{Overgeslagen, kenmerk};

/// The bytes of a file, as they stood at one moment.
#[derive(Debug)]
pub(super) struct Inhoud {
    pub(super) kenmerk: BestandKenmerk,
    pub(super) bytes: Bytes,
}

/// What could be read.
#[derive(Debug)]
pub(super) enum Bytes {
    /// Everything.
    Gelezen {
        /// The bytes.
        bytes: Vec<u8>,
        /// Their SHA-256.
        sha256: [u8; 32],
    },
    /// Nothing: larger than the limit.
    TeGroot,
    /// Nothing: the system refused.
    Onleesbaar,
}

/// Reads `path`, called `naam` in the ledger, of at most `bytes_max` bytes.
///
/// A file that changes while it is read is read once more.
///
/// # Errors
/// The reason to leave it alone in this run.
pub(super) fn read_file(path: &Path, naam: &str, bytes_max: usize) -> Result<Inhoud, Overgeslagen> {
    match read_once(path, naam, bytes_max)? {
        Some(inhoud) => Ok(inhoud),
        None => read_once(path, naam, bytes_max)?.ok_or(Overgeslagen::Changing),
    }
}

fn read_once(path: &Path, naam: &str, bytes_max: usize) -> Result<Option<Inhoud>, Overgeslagen> {
    // Not through a link, and not waiting for the other end of a pipe that took the file's place.
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Overgeslagen::Vanished);
        }
        Err(_) => return unreadable(path, naam).map(Some),
    };
    let before = file.metadata().map_err(|_| Overgeslagen::Vanished)?;
    if !before.is_file() {
        return Err(Overgeslagen::Special);
    }
    let before = kenmerk(naam.to_owned(), &before);
    let size = usize::try_from(before.grootte).unwrap_or(usize::MAX);
    if size > bytes_max {
        return Ok(Some(Inhoud { kenmerk: before, bytes: Bytes::TeGroot }));
    }
    let Ok(bytes) = read_bytes(&file, size) else {
        return Ok(Some(Inhoud { kenmerk: before, bytes: Bytes::Onleesbaar }));
    };
    let after = file.metadata().map_err(|_| Overgeslagen::Vanished)?;
    if bytes.len() != size || kenmerk(naam.to_owned(), &after) != before {
        return Ok(None);
    }
    let sha256 = hash(&bytes);
    Ok(Some(Inhoud { kenmerk: before, bytes: Bytes::Gelezen { bytes, sha256 } }))
}

fn read_bytes(file: &File, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.saturating_add(1));
    // One byte more than expected tells a file that grew, without reading all of what was added.
    file.take(u64::try_from(size).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that cannot be opened still has a size and a time.
fn unreadable(path: &Path, naam: &str) -> Result<Inhoud, Overgeslagen> {
    let metadata = std::fs::symlink_metadata(path).map_err(|_| Overgeslagen::Vanished)?;
    if !metadata.is_file() {
        return Err(Overgeslagen::Special);
    }
    Ok(Inhoud { kenmerk: kenmerk(naam.to_owned(), &metadata), bytes: Bytes::Onleesbaar })
}

/// SHA-256.
pub(super) fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(bytes);
    let mut sha256 = [0; 32];
    for (target, source) in sha256.iter_mut().zip(context.finish().as_ref()) {
        *target = *source;
    }
    sha256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_regular_file_within_the_limit_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a.xml"), "abc").unwrap();
        std::os::unix::fs::symlink(path("a.xml"), path("link.xml")).unwrap();
        std::fs::create_dir(path("folder.xml")).unwrap();
        let read = |name: &str, bytes_max| read_file(&path(name), name, bytes_max);
        let inhoud = read("a.xml", 3).unwrap();
        assert_eq!((inhoud.kenmerk.naam.as_str(), inhoud.kenmerk.grootte), ("a.xml", 3));
        assert!(inhoud.kenmerk.gewijzigd_ns > 0);
        let Bytes::Gelezen { bytes, sha256 } = inhoud.bytes else { panic!("it can be read") };
        assert_eq!(bytes, b"abc");
        assert_eq!(sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
        assert!(matches!(read("a.xml", 2).unwrap().bytes, Bytes::TeGroot));
        assert_eq!(read("gone.xml", 3).unwrap_err(), Overgeslagen::Vanished);
        assert_eq!(read("link.xml", 3).unwrap_err(), Overgeslagen::Special);
        assert_eq!(read("folder.xml", 3).unwrap_err(), Overgeslagen::Special);
    }
}
