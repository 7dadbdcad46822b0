//! The pseudonym key on disk: 64 hexadecimal digits that only its owner may read.

use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use domain::Pseudoniemsleutel;
use ring::rand::SecureRandom;

/// A key file is at most this long: 64 digits and a line end, with room to say that it is too long.
const SECRET_BYTES_MAX: u64 = 4_096;

/// Why there is no usable key. Shows the path, never the content.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// No such file.
    #[error("there is no file `{}`", .0.display())]
    Missing(PathBuf),
    /// It cannot be read or written.
    #[error("cannot use the file `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Others than the owner may read it.
    #[error("`{}` is open to others (mode {mode:04o}): chmod 400", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It is a folder, a pipe or a device.
    #[error("`{}` is not a regular file", .0.display())]
    NotAFile(PathBuf),
    /// It does not hold 64 hexadecimal digits.
    #[error("`{}` does not hold 64 hexadecimal digits", .0.display())]
    NotAKey(PathBuf),
    /// It is there already and is never overwritten: a new key would double every person.
    #[error("`{}` exists already; a key is never overwritten", .0.display())]
    Exists(PathBuf),
    /// The system gave no random numbers.
    #[error("the system gave no random numbers")]
    NoRandomness,
}

/// Reads the key.
///
/// # Errors
/// A [`KeyError`] when the file is missing, open to others, or does not hold a key.
pub fn read(path: &Path) -> Result<Pseudoniemsleutel, KeyError> {
    read_secret(path)?.parse().map_err(|_| KeyError::NotAKey(path.to_path_buf()))
}

/// Reads a small file that only its owner may read.
pub(super) fn read_secret(path: &Path) -> Result<String, KeyError> {
    let io = |source| KeyError::Io { path: path.to_path_buf(), source };
    let found = match std::fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(KeyError::Missing(path.to_path_buf()));
        }
        Err(error) => return Err(io(error)),
    };
    if !found.is_file() {
        return Err(KeyError::NotAFile(path.to_path_buf()));
    }
    let mode = found.mode() & 0o7777;
    if is_open(path, mode) {
        return Err(KeyError::Open { path: path.to_path_buf(), mode });
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(io)?;
    file.take(SECRET_BYTES_MAX).read_to_end(&mut bytes).map_err(io)?;
    String::from_utf8(bytes).map_err(|_| KeyError::NotAKey(path.to_path_buf()))
}

/// Whether others than the owner may read it.
///
/// systemd gives a credential to the user of a unit by an access list, of which the mode shows the mask as rights of the
/// group; its folder lets nobody else in.
fn is_open(path: &Path, mode: u32) -> bool {
    let shut = if path.starts_with("/run/credentials") { 0o037 } else { 0o077 };
    mode & shut != 0
}

/// Makes a new key with mode 0400 and gives it.
///
/// The file appears complete or not at all: a crash half-way leaves no half key behind.
///
/// # Errors
/// A [`KeyError`]; `Exists` when the file is there already.
pub fn create(path: &Path) -> Result<Pseudoniemsleutel, KeyError> {
    let io = |source| KeyError::Io { path: path.to_path_buf(), source };
    let text = random_hex()?;
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}.part", std::process::id()));
    let draft = PathBuf::from(draft);
    let write = || -> std::io::Result<()> {
        let mut file =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o400).open(&draft)?;
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        // A link fails when the target exists, a rename would replace it.
        std::fs::hard_link(&draft, path)
    };
    let outcome = write();
    let _ = std::fs::remove_file(&draft);
    match outcome {
        Ok(()) => read(path),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(KeyError::Exists(path.to_path_buf()))
        }
        Err(error) => Err(io(error)),
    }
}

/// 32 random bytes as 64 hexadecimal digits.
pub(crate) fn random_hex() -> Result<String, KeyError> {
    let mut bytes = [0_u8; 32];
    ring::rand::SystemRandom::new().fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
    Ok(hex(&bytes))
}

/// Two digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_new_key_is_for_its_owner_only_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pseudoniem.key");
        let key = create(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o7777, 0o400);
        assert_eq!(read(&path).unwrap().id(), key.id());
        assert!(matches!(create(&path), Err(KeyError::Exists(_))));
        assert_eq!(read(&path).unwrap().id(), key.id());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_access_list_of_a_credential_does_not_count_as_open() {
        let credential = Path::new("/run/credentials/sluis.service/pseudoniem.key");
        for (path, mode, expect) in [
            (credential, 0o400, false),
            (credential, 0o440, false),
            (credential, 0o444, true),
            (credential, 0o460, true),
            (Path::new("/etc/sluis/pseudoniem.key"), 0o440, true),
            (Path::new("/etc/sluis/pseudoniem.key"), 0o600, false),
        ] {
            assert_eq!(is_open(path, mode), expect, "{} {mode:o}", path.display());
        }
    }

    #[test]
    fn a_key_file_is_refused_for_a_named_reason() {
        let folder = tempfile::tempdir().unwrap();
        let good = "0f".repeat(32);
        let cases = [
            (good.clone(), 0o400, "ok"),
            (good.clone(), 0o600, "ok"),
            (good.clone(), 0o440, "is open to others (mode 0440): chmod 400"),
            (good.clone(), 0o604, "is open to others (mode 0604): chmod 400"),
            (String::new(), 0o400, "does not hold 64 hexadecimal digits"),
            ("0f".repeat(31), 0o400, "does not hold 64 hexadecimal digits"),
            (good.replace('f', "g"), 0o400, "does not hold 64 hexadecimal digits"),
        ];
        for (number, (text, mode, expect)) in cases.into_iter().enumerate() {
            let path = folder.path().join(number.to_string());
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let outcome = read(&path).map_or_else(|error| error.to_string(), |_| "ok".to_owned());
            assert!(outcome.ends_with(expect), "{number}: {outcome}");
        }
        let missing = read(&folder.path().join("none"));
        assert!(matches!(missing, Err(KeyError::Missing(_))));
        assert!(matches!(read(folder.path()), Err(KeyError::NotAFile(_))));
    }
}
