//! What people read.

use chrono::NaiveDate;

use super::*;
use crate::cli::cbs::wire::{Catalogue, Dimension, Edition, FoundTable};

fn found_table(table: &str, title: &str, base_url: &str) -> FoundTable {
    FoundTable {
        table: table.to_owned(),
        title: title.to_owned(),
        description: String::new(),
        status: "Regulier".to_owned(),
        language: "nl".to_owned(),
        version: "202606171000".to_owned(),
        rows: Some(1_744_741),
        base_url: base_url.to_owned(),
        loaded_by: vec![],
    }
}

fn found_tables(tables: Vec<FoundTable>) -> Found {
    let catalogues =
        vec![Catalogue { base_url: "https://a".to_owned(), tables: 4_888, seen_at: None }];
    Found { is_live: true, catalogues, tables, has_more: false }
}

#[test]
fn tables_stand_with_their_title_below() {
    let loaded = FoundTable {
        loaded_by: vec!["jeugd".to_owned(), "jeugd_utrecht".to_owned()],
        ..found_table("85097NED", "Jeugdhulptrajecten in natura; verwijzer, regio", "https://a")
    };
    let english = FoundTable {
        language: "en".to_owned(),
        rows: None,
        status: "Gediscontinueerd".to_owned(),
        version: String::new(),
        ..found_table("85097ENG", "Youth care; region", "https://a")
    };
    let tables = found_tables(vec![loaded, english]);
    insta::assert_snapshot!(found(&tables, false), @r"
    table        changed       rows  status            loaded by
    85097NED  2026-06-17  1 744 741  Regulier          jeugd, jeugd_utrecht
        Jeugdhulptrajecten in natura; verwijzer, regio
    85097ENG                         Gediscontinueerd
        Youth care; region [en]
    ");
}

#[test]
fn the_catalogue_is_named_when_there_are_more() {
    let tables = found_tables(vec![
        found_table("85097NED", "Jeugdhulp", "https://a"),
        found_table("50097NED", "Zorg", "https://b"),
    ]);
    insta::assert_snapshot!(found(&tables, false), @r"
    table        changed       rows  status    loaded by  catalogue
    85097NED  2026-06-17  1 744 741  Regulier             https://a
        Jeugdhulp
    50097NED  2026-06-17  1 744 741  Regulier             https://b
        Zorg
    ");
}

fn code(code: &str, label: &str) -> Code {
    Code { code: code.to_owned(), label: label.to_owned() }
}

fn dimension(name: &str, role: &str, codes: u64, first: Code, last: Code) -> Dimension {
    Dimension {
        name: name.to_owned(),
        title: name.to_owned(),
        role: role.to_owned(),
        codes,
        totals: u64::from(role == "categorie"),
        margins: 0,
        first: Some(first),
        last: Some(last),
        members: Vec::new(),
    }
}

fn next(outcome: Outcome) -> NextLoad {
    NextLoad {
        source: "jeugd".to_owned(),
        selection: "areas NL01 Nederland, gemeenten van PV26 Utrecht (PV); periods from 2015 on"
            .to_owned(),
        outcome,
        rows: Some(5_200),
        parts: Some(2),
        warnings: vec![],
        differences: vec![],
        error_code: None,
        error: None,
    }
}

fn table() -> Shown {
    let geladen = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap().and_hms_opt(2, 4, 0).unwrap();
    Shown {
        table: "85098NED".to_owned(),
        title: "Indicatoren jeugdzorg in natura; gemeenten".to_owned(),
        summary: String::new(),
        protocol: "v4".to_owned(),
        base_url: "https://datasets.cbs.nl/odata/v1/CBS".to_owned(),
        is_live: true,
        status: "Regulier".to_owned(),
        version: "202606171000".to_owned(),
        reason: "Actualisering".to_owned(),
        observations_modified: "2026-06-17T02:00:00+02:00".to_owned(),
        metadata_modified: String::new(),
        frequency: "Perjaar".to_owned(),
        licence: "CC BY 4.0".to_owned(),
        origin: "CBS".to_owned(),
        rows: Some(23_734),
        dimensions: vec![
            dimension(
                "Geslacht",
                "categorie",
                3,
                code("T001038", "Totaal"),
                code("4000", "Vrouwen"),
            ),
            dimension(
                "Perioden",
                "periode",
                16,
                code("2015HJ01", "2015 1e halfjaar"),
                code("2022JJ00", "2022"),
            ),
        ],
        measures: vec![Measure {
            code: "M003371".to_owned(),
            label: "Jongeren / Met jeugdzorg".to_owned(),
            unit: "x 1 000".to_owned(),
            multiplier: 1_000,
            decimals: 1,
            kind: "decimaal".to_owned(),
        }],
        measures_loaded: 116,
        measures_empty: 42,
        loaded: vec![Loaded {
            source: "jeugd".to_owned(),
            version: "202512171000".to_owned(),
            cells: 5_100,
            added: 100,
            changed: 12,
            removed: 0,
            loaded_at: geladen.and_utc(),
        }],
        next: vec![next(Outcome::Load)],
        newer_editions: vec![Edition {
            table: "86098NED".to_owned(),
            title: "Indicatoren jeugdzorg in natura; gemeenten, 2026".to_owned(),
            status: "Regulier".to_owned(),
            version: "202607011000".to_owned(),
        }],
    }
}

#[test]
fn a_table_is_told_with_labels_next_to_codes() {
    insta::assert_snapshot!(shown(&table(), chrono_tz::Europe::Amsterdam, false), @r"
    85098NED
        Indicatoren jeugdzorg in natura; gemeenten

    asked       CBS, now
    place       v4 at https://datasets.cbs.nl/odata/v1/CBS
    status      Regulier
    version     202606171000 (2026-06-17, Actualisering)
    figures of  2026-06-17T02:00:00+02:00
    delivered   Perjaar
    rows        23 734
    licence     CC BY 4.0
    source      CBS

    dimensions (2)
    dimension  role       codes  totals  margins  first                      last
    Geslacht   categorie      3       1           T001038 Totaal             4000 Vrouwen
    Perioden   periode       16                   2015HJ01 2015 1e halfjaar  2022JJ00 2022

    measures (1)
    measure  label                     unit     decimals  kind
    M003371  Jongeren / Met jeugdzorg  x 1 000         1  decimaal

    loaded
    loaded at         by          version  cells  new  changed  gone
    2026-06-18 04:04  jeugd  202512171000  5 100  100       12     0
    42 of 116 measures have no figure yet; CBS fills them later

    next run, source jeugd: 5 200 rows in 2 parts
      asked: areas NL01 Nederland, gemeenten van PV26 Utrecht (PV); periods from 2015 on

    newer editions
      86098NED (Regulier): Indicatoren jeugdzorg in natura; gemeenten, 2026
    ");
}

#[test]
fn what_the_warehouse_knows_is_told_as_such() {
    let known = Shown {
        is_live: false,
        measures_loaded: 0,
        measures_empty: 0,
        loaded: vec![],
        next: vec![],
        newer_editions: vec![],
        dimensions: vec![],
        measures: vec![],
        rows: None,
        version: String::new(),
        ..table()
    };
    insta::assert_snapshot!(shown(&known, chrono_tz::Europe::Amsterdam, false), @r"
    85098NED
        Indicatoren jeugdzorg in natura; gemeenten

    asked       the warehouse: CBS was not reached
    place       v4 at https://datasets.cbs.nl/odata/v1/CBS
    status      Regulier
    version     not told
    figures of  2026-06-17T02:00:00+02:00
    delivered   Perjaar
    rows        not told
    licence     CC BY 4.0
    source      CBS

    nothing of it is loaded
    ");
}

#[test]
fn the_next_run_says_what_becomes_of_the_table() {
    let refused = NextLoad {
        error_code: Some("PERIOD_UNKNOWN".to_owned()),
        error: Some("the table has no periods; say which with period = \"2024\"".to_owned()),
        rows: None,
        ..next(Outcome::Refused)
    };
    let drift = NextLoad {
        warnings: vec!["no reasons of empty cells".to_owned()],
        differences: vec!["measure Jongeren has unit x 1 000 instead of aantal".to_owned()],
        ..next(Outcome::Drift)
    };
    let mut text = String::new();
    for one in [next(Outcome::Unchanged), refused, drift] {
        next_load(&mut text, &one);
    }
    insta::assert_snapshot!(text, @r#"
    next run, source jeugd: nothing: this version is loaded
      asked: areas NL01 Nederland, gemeenten van PV26 Utrecht (PV); periods from 2015 on

    next run, source jeugd: nothing: it cannot be loaded like this
      asked: areas NL01 Nederland, gemeenten van PV26 Utrecht (PV); periods from 2015 on
      PERIOD_UNKNOWN: the table has no periods; say which with period = "2024"

    next run, source jeugd: nothing: its structure changed, so the old figures stay
      asked: areas NL01 Nederland, gemeenten van PV26 Utrecht (PV); periods from 2015 on
      warning: no reasons of empty cells
      differs: measure Jongeren has unit x 1 000 instead of aantal
      look at the explanation of CBS, then: sluis cbs accept jeugd --reden TEXT
    "#);
}

#[test]
fn a_long_list_of_measures_is_cut_and_says_so() {
    let mut shown = table();
    let measure = |number: usize| Measure {
        code: format!("M{number:06}"),
        label: "x".to_owned(),
        unit: String::new(),
        multiplier: 1,
        decimals: 0,
        kind: "geheel".to_owned(),
    };
    shown.measures = (0..MEASURES_SHOWN + 3).map(measure).collect();
    let text = super::shown(&shown, chrono_tz::Europe::Amsterdam, false);
    assert!(text.contains("\nmeasures (63)\n") && text.contains("\nand 3 more; --json has all\n"));
    assert!(text.contains("M000059") && !text.contains("M000060"));
}
