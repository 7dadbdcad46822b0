//! As whom the server runs: root is refused by Postgres, so root drops to an unprivileged user.

use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::EmbeddedError;

/// An unprivileged user for the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

impl Account {
    /// `None` for an ordinary user, who runs the server under the own name.
    pub(super) fn for_server() -> Result<Option<Self>, EmbeddedError> {
        if own_uid()? != 0 {
            return Ok(None);
        }
        let path = Path::new("/etc/passwd");
        let text = std::fs::read_to_string(path).map_err(|source| EmbeddedError::Io {
            action: "read",
            path: path.to_path_buf(),
            source,
        })?;
        find(&text).map(Some).ok_or(EmbeddedError::NoAccount)
    }

    /// Whether this user can enter `folder`: every folder above must let others through.
    pub(super) fn can_enter(&self, folder: &Path) -> bool {
        folder.ancestors().all(|folder| {
            std::fs::metadata(folder).is_ok_and(|found| {
                let mode = found.mode();
                if found.uid() == self.uid {
                    mode & 0o100 != 0
                } else if found.gid() == self.gid {
                    mode & 0o010 != 0
                } else {
                    mode & 0o001 != 0
                }
            })
        })
    }
}

/// `postgres`, which the Debian package makes, else `nobody`.
fn find(passwd: &str) -> Option<Account> {
    ["postgres", "nobody"].iter().find_map(|name| {
        let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        let uid = fields.next()?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some(Account { uid, gid })
    })
}

/// The effective user of this process: the owner of its folder in `/proc`.
pub(super) fn own_uid() -> Result<u32, EmbeddedError> {
    let path = Path::new("/proc/self");
    std::fs::metadata(path).map(|found| found.uid()).map_err(|source| EmbeddedError::Io {
        action: "read",
        path: path.to_path_buf(),
        source,
    })
}

/// The name of the user of this process, for the ledger; a service often has no `USER` in its environment.
pub fn own_name() -> Option<String> {
    let uid = own_uid().ok()?.to_string();
    let passwd = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = passwd.lines().find(|line| line.split(':').nth(2) == Some(&uid))?;
    line.split(':').next().map(str::to_owned)
}

/// A program of Postgres: as the given user, without our environment, outside our folder and process group.
///
/// Its own process group keeps a Ctrl-C on the terminal away from the server. Setting the user also clears
/// the supplementary groups of root (documented for `CommandExt::uid`).
pub(super) fn command(program: &Path, account: Option<&Account>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").current_dir("/");
    command.process_group(0);
    if let Some(account) = account {
        command.gid(account.gid).uid(account.uid);
    }
    command
}

/// Gives a file or folder to the user of the server.
pub(super) fn give(path: &Path, account: Option<&Account>) -> Result<(), EmbeddedError> {
    let Some(account) = account else { return Ok(()) };
    chown(path, Some(account.uid), Some(account.gid)).map_err(|source| EmbeddedError::Io {
        action: "change the owner of",
        path: path.to_path_buf(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_postgres_is_preferred_to_nobody() {
        let nobody = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";
        let both = format!("{nobody}postgres:x:104:105::/var/lib/postgresql:/bin/bash\n");
        assert_eq!(find(nobody), Some(Account { uid: 65534, gid: 65533 }));
        assert_eq!(find(&both), Some(Account { uid: 104, gid: 105 }));
        assert_eq!(find("root:x:0:0::/:/bin/sh\npostgres:x:0:0::/:/bin/sh\n"), None);
    }
}
