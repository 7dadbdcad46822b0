//! One file: its fingerprint, and whether it stayed what it was while its rows were read.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use load::ledger::BestandKenmerk;
use ring::digest::{Context, SHA256};

use crate::job::folder::{Overgeslagen, kenmerk};

/// Bytes that are hashed at once.
const BLOK: usize = 1 << 20;

/// A file that is open at its begin.
#[derive(Debug)]
pub(crate) struct Geopend {
    /// The file.
    pub(crate) file: File,
    /// Name, size and time of change before it was read.
    pub(crate) kenmerk: BestandKenmerk,
    /// SHA-256 of its bytes.
    pub(crate) sha256: [u8; 32],
}

/// Why a file was not opened.
#[derive(Debug)]
pub(crate) enum Onleesbaar {
    /// It is left alone in this run.
    Overgeslagen(Overgeslagen),
    /// The system refused it; what it looks like from outside.
    Geweigerd(BestandKenmerk),
}

/// Opens `path`, called `naam` in the ledger, not through a link, and reads it once for its fingerprint. A file is read
/// twice rather than kept: it may be gigabytes.
///
/// # Errors
/// Why it is not to be read.
pub(crate) fn open(path: &Path, naam: &str) -> Result<Geopend, Onleesbaar> {
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let mut file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Onleesbaar::Overgeslagen(Overgeslagen::Vanished));
        }
        Err(_) => return Err(from_outside(path, naam)),
    };
    let before = look(&file, naam)?;
    let hashed = hash(&mut file).and_then(|sha256| file.rewind().map(|()| sha256));
    let Ok(sha256) = hashed else { return Err(Onleesbaar::Geweigerd(before)) };
    let opened = Geopend { file, kenmerk: before, sha256 };
    if opened.is_unchanged() {
        Ok(opened)
    } else {
        Err(Onleesbaar::Overgeslagen(Overgeslagen::Changing))
    }
}

impl Geopend {
    /// Whether the file is still what it was when it was opened.
    pub(crate) fn is_unchanged(&self) -> bool {
        look(&self.file, &self.kenmerk.naam).is_ok_and(|now| now == self.kenmerk)
    }
}

fn look(file: &File, naam: &str) -> Result<BestandKenmerk, Onleesbaar> {
    let metadata = file.metadata().map_err(|_| Onleesbaar::Overgeslagen(Overgeslagen::Vanished))?;
    if metadata.is_file() {
        Ok(kenmerk(naam.to_owned(), &metadata))
    } else {
        Err(Onleesbaar::Overgeslagen(Overgeslagen::Special))
    }
}

/// A file that cannot be opened still has a size and a time.
fn from_outside(path: &Path, naam: &str) -> Onleesbaar {
    match std::fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => {
            Onleesbaar::Geweigerd(kenmerk(naam.to_owned(), &metadata))
        }
        Ok(_) => Onleesbaar::Overgeslagen(Overgeslagen::Special),
        Err(_) => Onleesbaar::Overgeslagen(Overgeslagen::Vanished),
    }
}

fn hash(file: &mut File) -> io::Result<[u8; 32]> {
    let mut context = Context::new(&SHA256);
    let mut buffer = vec![0; BLOK];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        context.update(buffer.get(..read).unwrap_or_default());
    }
    let mut sha256 = [0; 32];
    for (target, source) in sha256.iter_mut().zip(context.finish().as_ref()) {
        *target = *source;
    }
    Ok(sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_regular_file_is_opened_and_a_change_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a.csv"), "abc").unwrap();
        std::os::unix::fs::symlink(path("a.csv"), path("link.csv")).unwrap();
        std::fs::create_dir(path("map.csv")).unwrap();
        let opened = open(&path("a.csv"), "a.csv").unwrap();
        assert_eq!(opened.sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
        assert!(opened.is_unchanged());
        let mut text = String::new();
        (&opened.file).read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
        std::fs::write(path("a.csv"), "abcd").unwrap();
        assert!(!opened.is_unchanged());
        for (name, expect) in [
            ("weg.csv", Overgeslagen::Vanished),
            ("link.csv", Overgeslagen::Special),
            ("map.csv", Overgeslagen::Special),
        ] {
            match open(&path(name), name) {
                Err(Onleesbaar::Overgeslagen(found)) => assert_eq!(found, expect, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}
