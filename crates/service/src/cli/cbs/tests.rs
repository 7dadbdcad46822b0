//! The tables that ship in the configuration.

use std::collections::BTreeSet;

use super::bronnen;
use crate::config;

/// `config/sluis.toml` with the lines of the tables of the social domain as settings; its other sources stay comments.
fn with_tables() -> String {
    let text = include_str!("../../../../../config/sluis.toml");
    let keys = [
        "name",
        "kind",
        "table",
        "protocol",
        "base_url",
        "regions",
        "from",
        "to",
        "measures",
        "dimensions",
        "period",
        "region",
        "region_dimension",
        "period_dimension",
        "map_year",
        "wet",
    ];
    let mut is_table = false;
    let lines = text.lines().map(|line| {
        if line.starts_with("# ----") {
            is_table = line.contains("Tables of the social domain");
        }
        let setting = line.strip_prefix("# ").filter(|rest| {
            let key = rest.split_once(" = ").map_or(*rest, |(key, _)| key);
            key == "[[source]]" || keys.contains(&key)
        });
        setting.filter(|_| is_table).unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_table_that_ships_as_a_comment_is_a_source_when_it_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sluis.toml");
    std::fs::write(&file, with_tables()).unwrap();
    let config = config::load(&file, &Vec::new()).unwrap();
    let tables: BTreeSet<&str> =
        bronnen::alle(&config).map(|gekozen| gekozen.bron.table.as_str()).collect();
    for table in [
        "85094NED", "85097NED", "85098NED", "85099NED", "82975NED", "82977NED", "83454NED",
        "85896NED", "86050NED", "86060NED", "86051NED", "86061NED", "83262NED", "84580NED",
        "85967NED", "85984NED", "84799NED", "03759ned", "37230ned", "71486ned", "86088NED",
        "86008NED", "86089NED", "86131NED", "86132NED", "80794ned", "37789ksz", "85615NED",
        "85554NED", "45012NED",
    ] {
        assert!(tables.contains(table), "{table}");
    }
    assert_eq!(tables.len(), 30);
    // A table of tens of millions of rows does not ship without a choice.
    let all = |gekozen: &bronnen::Gekozen<'_>| gekozen.bron.regions.is_empty();
    let whole: Vec<&str> = bronnen::alle(&config).filter(all).map(|gekozen| gekozen.naam).collect();
    assert_eq!(whole, ["sociale_zekerheid", "bijstand_stroom"]);
}

/// The lines of `[cbs]`, those that are comments as settings; `ca_file` has an example and no default.
fn with_defaults() -> String {
    let text = include_str!("../../../../../config/sluis.toml");
    let mut is_cbs = false;
    let lines = text.lines().map(|line| {
        if line.starts_with('[') {
            is_cbs = line == "[cbs]";
        }
        let setting = line.strip_prefix("# ").filter(|rest| {
            let key = rest.split_once(" = ").map(|(key, _)| key);
            key.is_some_and(|key| key != "ca_file" && !key.contains(' '))
        });
        setting.filter(|_| is_cbs).unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_the_file_shows_as_defaults_of_cbs_are_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sluis.toml");
    let shown = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let cbs = config::load(&file, &Vec::new()).unwrap().cbs;
        format!("{cbs:?}")
    };
    let defaults = with_defaults();
    let keys = defaults.split("\n[cbs]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let keys = keys.lines().filter(|line| !line.starts_with('#') && line.contains(" = "));
    assert_eq!(keys.count(), 12, "every key but ca_file");
    assert_eq!(shown(&defaults), shown(include_str!("../../../../../config/sluis.toml")));
}
