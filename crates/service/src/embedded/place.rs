//! Where the cluster lives, and the locks beside it.
//!
//! Normally in `data_dir/postgres`. As root the server runs as another user, who cannot pass a closed folder
//! such as `/root`; then the cluster lives under `/var/lib/sluis` and `data_dir/postgres.location` says where.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use ring::digest;

use super::EmbeddedError;
use super::account::{Account, give, own_uid};
use crate::config::{hex, random_hex};

/// Home of clusters whose `data_dir` is closed to the user of the server.
const FALLBACK: &str = "/var/lib/sluis";
/// Longest path of a Unix socket, without the closing zero.
const SOCKET_PATH_MAX: usize = 107;

/// The folder of a cluster.
#[derive(Debug, Clone)]
pub(super) struct Place {
    folder: PathBuf,
}

impl Place {
    /// The cluster that was made before, if any.
    pub(super) fn find(data_dir: &Path) -> Result<Option<Self>, EmbeddedError> {
        let pointer = data_dir.join("postgres.location");
        let folder = match std::fs::read_to_string(&pointer) {
            Ok(text) => PathBuf::from(text.trim_end()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => data_dir.join("postgres"),
            Err(source) => return Err(io("read", &pointer)(source)),
        };
        let found = match std::fs::metadata(&folder) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(io("read", &folder)(source)),
        };
        let uid = own_uid()?;
        if uid != 0 && found.uid() != uid {
            return Err(EmbeddedError::NotOurs(folder));
        }
        Ok(Some(Self { folder }))
    }

    /// The cluster that was made before, else a folder for a new one.
    pub(super) fn find_or_choose(
        data_dir: &Path,
        account: Option<&Account>,
    ) -> Result<Self, EmbeddedError> {
        if let Some(place) = Self::find(data_dir)? {
            return Ok(place);
        }
        let folder = match account {
            Some(account) if !account.can_enter(data_dir) => fallback(data_dir, account)?,
            _ => data_dir.join("postgres"),
        };
        make_folder(&folder, 0o700)?;
        give(&folder, account)?;
        Ok(Self { folder })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What Postgres calls `PGDATA`.
    pub(super) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("postgres.log")
    }

    pub(super) fn password_file(&self) -> PathBuf {
        self.folder.join("password")
    }

    pub(super) fn port_file(&self) -> PathBuf {
        self.folder.join("port")
    }

    pub(super) fn is_initialised(&self) -> bool {
        self.data().join("PG_VERSION").is_file()
    }

    /// Major version of the cluster; `None` when there is none yet.
    pub(super) fn version(&self) -> Result<Option<u32>, EmbeddedError> {
        if !self.is_initialised() {
            return Ok(None);
        }
        let path = self.data().join("PG_VERSION");
        let text = std::fs::read_to_string(&path).map_err(io("read", &path))?;
        Ok(text.trim().parse().ok())
    }

    pub(super) fn password(&self) -> Result<String, EmbeddedError> {
        let path = self.password_file();
        let text = std::fs::read_to_string(&path).map_err(io("read", &path))?;
        Ok(text.trim_end().to_owned())
    }

    /// Short name that differs between clusters: in the title of its processes.
    pub(super) fn cluster_name(&self) -> String {
        let hash = digest::digest(&digest::SHA256, self.folder.as_os_str().as_encoded_bytes());
        let short = hash.as_ref().first_chunk::<6>().copied().unwrap_or_default();
        format!("sluis-{}", hex(&short))
    }

    /// Folder for the socket: inside the cluster, or under `/tmp` where that path would be too long.
    pub(super) fn socket_folder(
        &self,
        account: Option<&Account>,
    ) -> Result<PathBuf, EmbeddedError> {
        let inside = self.folder.join("socket");
        let longest = inside.join(".s.PGSQL.65535.lock");
        let folder = if longest.as_os_str().len() <= SOCKET_PATH_MAX {
            inside
        } else {
            Path::new("/tmp").join(self.cluster_name())
        };
        make_folder(&folder, 0o700)?;
        let owner = std::fs::symlink_metadata(&folder).map_err(io("read", &folder))?;
        let wanted = account.map_or(own_uid()?, |account| account.uid);
        // Under /tmp somebody else may have put a folder or a link of this name.
        if !owner.is_dir() || (owner.uid() != wanted && owner.uid() != own_uid()?) {
            return Err(EmbeddedError::NotOurs(folder));
        }
        give(&folder, account)?;
        Ok(folder)
    }
}

/// Makes a folder under `/var/lib/sluis` and leaves a note in `data_dir` where it is.
fn fallback(data_dir: &Path, account: &Account) -> Result<PathBuf, EmbeddedError> {
    let id: String =
        random_hex().map_err(|_| EmbeddedError::NoRandomness)?.chars().take(12).collect();
    let home = Path::new(FALLBACK);
    make_folder(home, 0o711)?;
    let folder = home.join(id);
    make_folder(&folder, 0o700)?;
    give(&folder, Some(account))?;
    let pointer = data_dir.join("postgres.location");
    std::fs::write(&pointer, format!("{}\n", folder.display())).map_err(io("write", &pointer))?;
    tracing::warn!(
        folder = %folder.display(),
        "the data folder is closed to the user of the server: the cluster lives elsewhere"
    );
    Ok(folder)
}

/// Makes `data_dir` and what is above it; others may pass through, not look around.
pub(super) fn create_folder(folder: &Path) -> Result<(), EmbeddedError> {
    if let Some(above) = folder.parent() {
        std::fs::create_dir_all(above).map_err(io("create", above))?;
    }
    make_folder(folder, 0o711)
}

fn make_folder(folder: &Path, mode: u32) -> Result<(), EmbeddedError> {
    use std::os::unix::fs::PermissionsExt;
    match std::fs::DirBuilder::new().mode(mode).create(folder) {
        // The umask may have taken bits away.
        Ok(()) => std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode))
            .map_err(io("set the mode of", folder)),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(source) => Err(io("create", folder)(source)),
    }
}

fn open_lock(path: &Path) -> Result<File, EmbeddedError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(io("open", path))
}

/// Waits for the lock; it ends with the file.
pub(super) fn lock_exclusive(path: &Path) -> Result<File, EmbeddedError> {
    let file = open_lock(path)?;
    file.lock().map_err(io("lock", path))?;
    Ok(file)
}

pub(super) fn lock_shared(path: &Path) -> Result<File, EmbeddedError> {
    let file = open_lock(path)?;
    file.lock_shared().map_err(io("lock", path))?;
    Ok(file)
}

pub(super) fn try_lock_exclusive(path: &Path) -> Result<Option<File>, EmbeddedError> {
    let file = open_lock(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(io("lock", path)(source)),
    }
}

/// For `map_err`: what was tried on which path.
pub(super) fn io(
    action: &'static str,
    path: &Path,
) -> impl FnOnce(std::io::Error) -> EmbeddedError + use<> {
    let path = path.to_path_buf();
    move |source| EmbeddedError::Io { action, path, source }
}
