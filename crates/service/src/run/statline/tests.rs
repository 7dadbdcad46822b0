//! Catalogues, failures and wishes.

use std::collections::BTreeMap;

use extract_cbs::Periodekeuze;

use super::*;
use crate::config::CbsSource;

fn source(naam: &str, protocol: Protocol, base_url: &str) -> StatlineBron {
    StatlineBron {
        naam: naam.to_owned(),
        tabel: CbsSource {
            table: "85098NED".parse().unwrap(),
            protocol,
            base_url: base_url.to_owned(),
            regions: Vec::new(),
            periods: Periodekeuze::default(),
            measures: Vec::new(),
            dimensions: BTreeMap::new(),
            period: None,
            region: None,
            region_dimension: None,
            period_dimension: None,
            map_year: None,
            wet: None,
            bulk: None,
        },
    }
}

#[test]
fn the_map_of_municipalities_comes_before_all_others() {
    let mut sources = [
        source("a", Protocol::V3, "https://x.nl"),
        source("b", Protocol::V4, "https://y.nl"),
        source("kaart", Protocol::V4, "https://y.nl"),
        source("c", Protocol::V3, "https://x.nl"),
    ];
    sources[2].tabel.table = GEMEENTEKAART.parse().unwrap();
    let groups = per_catalogue(kaart_eerst(sources.iter()));
    let namen: Vec<&str> =
        groups.iter().flat_map(|(_, group)| group).map(|source| source.naam.as_str()).collect();
    assert_eq!(namen, ["kaart", "b", "a", "c"]);
}

#[test]
fn each_catalogue_is_looked_at_once() {
    let sources = [
        source("a", Protocol::V4, "https://x.nl"),
        source("b", Protocol::V3, "https://x.nl"),
        source("c", Protocol::V4, "https://x.nl"),
        source("d", Protocol::V4, "https://y.nl"),
    ];
    let groups = per_catalogue(sources.iter().collect());
    let namen: Vec<Vec<&str>> = groups
        .iter()
        .map(|(_, group)| group.iter().map(|source| source.naam.as_str()).collect())
        .collect();
    assert_eq!(namen, [vec!["a", "c"], vec!["b"], vec!["d"]]);
}

#[test]
fn a_catalogue_that_is_away_is_a_source_that_is_not_there() {
    let failure = |code, is_transient| {
        let error = Error::new(code, "what", "https://x.nl");
        catalogue_failure(&if is_transient { error.transient() } else { error }).code
    };
    assert_eq!(failure("HTTP_CONNECTION", true), SOURCE_UNAVAILABLE);
    assert_eq!(failure("HTTP_STATUS", true), SOURCE_UNAVAILABLE);
    assert_eq!(failure("HTTP_STATUS", false), "HTTP_STATUS");
    assert_eq!(failure("JSON_INVALID", true), "JSON_INVALID");
}

#[test]
fn a_wish_names_its_sources() {
    let one = || vec!["a".to_owned()];
    for (wens, a, b) in [
        (Wens::Alles, true, true),
        (Wens::Veranderd(one()), true, false),
        (Wens::Opnieuw(one()), true, false),
        (Wens::Veranderd(Vec::new()), false, false),
        (Wens::Aanvulling { bron: "a", van: "2010", tot: "2011" }, true, false),
    ] {
        assert_eq!((wens.wil("a"), wens.wil("b")), (a, b), "{wens:?}");
    }
}
