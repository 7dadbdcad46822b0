//! The house stays as it is drawn: arrows between crates, and maps that name only what exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const CRATES: [&str; 8] = [
    "domain",
    "extract-cbs",
    "extract-ggk",
    "extract-zaaksysteem",
    "transform",
    "load",
    "web",
    "service",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Keys of the `[dependencies]` table of a crate.
fn dependencies(krate: &str) -> BTreeSet<String> {
    let manifest =
        fs::read_to_string(root().join("crates").join(krate).join("Cargo.toml")).unwrap();
    manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn arrows_between_crates_go_one_way() {
    let allowed = BTreeMap::from([
        ("domain", vec![]),
        ("extract-cbs", vec!["domain"]),
        ("extract-ggk", vec!["domain"]),
        ("extract-zaaksysteem", vec!["domain"]),
        ("transform", vec!["domain"]),
        ("load", vec!["domain", "transform"]),
        (
            "service",
            vec![
                "domain",
                "extract-cbs",
                "extract-ggk",
                "extract-zaaksysteem",
                "load",
                "transform",
                "web",
            ],
        ),
        ("web", vec!["domain", "load"]),
        ("testkit", vec!["domain"]),
    ]);
    let ours: BTreeSet<String> = allowed.keys().map(|name| (*name).to_owned()).collect();
    let folders: BTreeSet<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, ours, "a crate that the drawing does not have");
    for (krate, may) in allowed {
        let uses: Vec<_> = dependencies(krate).intersection(&ours).cloned().collect();
        assert!(uses.iter().all(|name| may.contains(&name.as_str())), "{krate} uses {uses:?}");
    }
}

#[test]
fn each_outside_crate_has_one_owner() {
    for (outside, owners) in [
        ("quick-xml", &["extract-ggk"][..]),
        ("sqlx", &["load"][..]),
        ("postgres-types", &["load"][..]),
        ("clap", &["service"][..]),
        ("base64", &["extract-ggk"][..]),
        ("encoding_rs", &["extract-zaaksysteem"][..]),
        ("flate2", &["extract-ggk"][..]),
        ("csv", &["extract-cbs", "web", "service"]),
        ("reqwest", &["extract-cbs", "web", "service"][..]),
        ("axum", &["web", "service"][..]),
        ("askama", &["web"][..]),
        ("openidconnect", &["web"][..]),
        ("argon2", &["web"][..]),
        ("rust_xlsxwriter", &["web"][..]),
        ("lettre", &["service"][..]),
        ("metrics", &["service"][..]),
        ("metrics-exporter-prometheus", &["service"][..]),
    ] {
        for krate in CRATES {
            let uses = dependencies(krate).contains(outside);
            assert_eq!(uses, owners.contains(&krate), "{krate} and {outside}");
        }
    }
    for outside in ["tokio", "sqlx", "tracing", "anyhow", "reqwest"] {
        assert!(!dependencies("transform").contains(outside), "transform is pure: {outside}");
    }
}

#[test]
fn what_reads_bytes_opens_nothing() {
    let mut seen = 0;
    let doors = ["std::fs", "std::net", "std::process", "std::env"];
    for krate in ["domain", "extract-cbs", "extract-ggk", "extract-zaaksysteem", "transform"] {
        let mut folders = vec![root().join("crates").join(krate).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if path.is_dir() {
                    // Tests may read files and call xmllint.
                    folders.extend((name != "tests").then_some(path));
                    continue;
                }
                seen += 1;
                if name == "tests.rs" {
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap();
                // HTTP is what extract-cbs is for; files are not.
                let http = ["tokio", "reqwest"].iter().filter(|_| krate != "extract-cbs");
                for door in doors.iter().chain(http) {
                    assert!(!text.contains(door), "{} uses {door}", path.display());
                }
            }
        }
    }
    assert!(seen > 80, "the sources are found");
}

/// Texts between backticks that look like a path of the project.
fn named_paths(text: &str) -> impl Iterator<Item = &str> {
    let folders = ["crates/", "sql/", "docs/", "tests/", "config/", "deploy/"];
    text.split('`').skip(1).step_by(2).filter(move |word| {
        folders.iter().any(|folder| word.starts_with(folder))
            && !word.contains(['*', ' ', '<', '{'])
    })
}

#[test]
fn maps_name_only_what_exists() {
    let mut maps = vec![root().join("README.md"), root().join("ARCHITECTURE.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                maps.push(path);
            }
        }
    }
    let mut seen = 0;
    for map in maps {
        let text = fs::read_to_string(&map).unwrap();
        for path in named_paths(&text) {
            seen += 1;
            let exists = root().join(path).exists() || root().join(format!("{path}.rs")).exists();
            assert!(exists, "{} names {path}, which does not exist", map.display());
        }
    }
    assert!(seen > 20, "the maps name paths");
}

#[test]
fn no_file_grows_out_of_its_room() {
    let mut folders = vec![root().join("crates"), root().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let lines = fs::read_to_string(&path).unwrap().lines().count();
                assert!(lines <= 600, "{} has {lines} lines", path.display());
            }
        }
    }
}
