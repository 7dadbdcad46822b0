//! Finds the programs of Postgres; Debian keeps them off the path.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{EmbeddedError, Settings};

/// Oldest major version Sluis runs on: 15 has `merge` and security-invoker views.
pub(super) const VERSION_MIN: u32 = 15;

const PROGRAMS: [&str; 3] = ["postgres", "initdb", "pg_ctl"];

/// Finds a folder of programs for the cluster (`cluster` is its major version when it exists already).
///
/// Order: `PG_BIN`, `pg_config --bindir`, the distribution's folders newest first, the path.
pub(super) fn find(settings: &Settings, cluster: Option<u32>) -> Result<PathBuf, EmbeddedError> {
    let mut folders = Vec::new();
    if let Some(folder) = &settings.pg_bin {
        if !is_complete(folder) {
            return Err(EmbeddedError::WrongPgBin(folder.clone()));
        }
        folders.push(folder.clone());
    } else {
        folders.extend(from_pg_config());
        folders.extend(from_distribution(Path::new("/usr/lib/postgresql"), "", "bin"));
        folders.extend(from_distribution(Path::new("/usr"), "pgsql-", "bin"));
        folders.extend(std::env::split_paths(&settings.search_path));
    }
    let found: Vec<(u32, PathBuf)> = folders
        .into_iter()
        .filter(|folder| is_complete(folder))
        .filter_map(|folder| Some((version(&folder)?, folder)))
        .collect();
    choose(found, cluster)
}

fn choose(found: Vec<(u32, PathBuf)>, cluster: Option<u32>) -> Result<PathBuf, EmbeddedError> {
    let versions: Vec<u32> = found.iter().map(|(version, _)| *version).collect();
    let Some(newest) = versions.iter().max().copied() else {
        let looked_in = "pg_config, /usr/lib/postgresql, /usr/pgsql-*, the path".to_owned();
        return Err(EmbeddedError::NoBinaries { looked_in });
    };
    let fits = |version: u32| cluster.map_or(version >= VERSION_MIN, |cluster| version == cluster);
    if let Some((_, folder)) = found.into_iter().find(|(version, _)| fits(*version)) {
        return Ok(folder);
    }
    match cluster {
        Some(cluster) => {
            let mut versions: Vec<String> = versions.iter().map(u32::to_string).collect();
            versions.dedup();
            Err(EmbeddedError::OtherVersion { cluster, found: versions.join(", ") })
        }
        None => Err(EmbeddedError::TooOld { found: newest }),
    }
}

fn is_complete(folder: &Path) -> bool {
    PROGRAMS.iter().all(|program| folder.join(program).is_file())
}

fn from_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(text.trim()))
}

/// `/usr/lib/postgresql/<version>/bin`, `/usr/pgsql-<version>/bin`: newest first.
fn from_distribution(root: &Path, prefix: &str, below: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let version = name.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(below)))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, folder)| folder).collect()
}

/// The major version, from `postgres (PostgreSQL) 15.18 (Debian ..)`.
fn version(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    major(&String::from_utf8(output.stdout).ok()?)
}

fn major(text: &str) -> Option<u32> {
    let rest = text.split_once("(PostgreSQL) ")?.1;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        let cases = [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", Some(15)),
            ("postgres (PostgreSQL) 18beta1", Some(18)),
            ("postgres (PostgreSQL) 9.6.24", Some(9)),
            ("mysqld 8", None),
        ];
        for (text, expect) in cases {
            assert_eq!(major(text), expect, "{text}");
        }
    }

    #[test]
    fn the_first_version_that_fits_is_chosen() {
        let folder = |version: u32| (version, PathBuf::from(version.to_string()));
        let check = |found: &[u32], cluster, expect: &str| {
            let found = found.iter().map(|version| folder(*version)).collect();
            let chosen = choose(found, cluster)
                .map_or_else(|error| error.to_string(), |folder| folder.display().to_string());
            assert_eq!(chosen, expect);
        };
        check(&[17, 15], None, "17");
        check(&[14, 15], None, "15");
        check(&[17, 15], Some(15), "15");
        check(&[13, 14], None, "PostgreSQL 14 is installed, Sluis needs 15 or newer");
        check(
            &[17, 16],
            Some(15),
            "the cluster was made by PostgreSQL 15, but only version 17, 16 is installed",
        );
        check(
            &[],
            None,
            "no PostgreSQL server is installed (looked in pg_config, /usr/lib/postgresql, \
             /usr/pgsql-*, the path)",
        );
    }
}
