//! The neutral model of `StatLine`: what holds for every code, number and selection.

#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::path::PathBuf;

use domain::statline::{
    Blok, Gebiedscode, Gegevenstype, Keuze, LeegBetekenis, Leegte, Onderwerp, Periodecode,
    Periodesoort, Protocol, TabelId, Tabelversie,
};
use proptest::prelude::*;

#[test]
fn an_identifier_of_a_table_keeps_its_case() {
    for text in ["37789ksz", "83932NED", "7425zuiv", "A", "12345678901234567890"] {
        assert_eq!(text.parse::<TabelId>().unwrap().as_str(), text);
    }
    for text in ["", " 37789ksz", "37789ksz ", "a/b", "é", "a'b", "123456789012345678901"] {
        assert!(text.parse::<TabelId>().is_err(), "{text}");
    }
    let (lower, upper): (TabelId, TabelId) =
        ("37789ksz".parse().unwrap(), "37789KSZ".parse().unwrap());
    assert_ne!(lower, upper, "an address tells them apart");
}

fn versie(
    versie: &str,
    waarnemingen_op: &str,
    metadata_op: &str,
    aantal: Option<u64>,
) -> Tabelversie {
    Tabelversie {
        versie: versie.to_owned(),
        waarnemingen_op: waarnemingen_op.to_owned(),
        metadata_op: metadata_op.to_owned(),
        aantal,
    }
}

#[test]
fn a_table_is_unchanged_when_its_observations_are() {
    let stand = versie("202606230000", "2026-06-23", "2026-06-23", Some(6_470));
    for (name, next, is_zelfde) in [
        ("the same", versie("202606230000", "2026-06-23", "2026-06-23", Some(6_470)), true),
        ("texts changed", versie("202606230000", "2026-06-23", "2026-07-01", Some(6_470)), true),
        ("no count told", versie("202606230000", "2026-06-23", "2026-06-23", None), true),
        ("other version", versie("202606240000", "2026-06-23", "2026-06-23", Some(6_470)), false),
        ("other moment", versie("202606230000", "2026-06-24", "2026-06-23", Some(6_470)), false),
        ("other count", versie("202606230000", "2026-06-23", "2026-06-23", Some(6_471)), false),
    ] {
        assert_eq!(stand.is_zelfde(&next), is_zelfde, "{name}");
        assert_eq!(next.is_zelfde(&stand), is_zelfde, "{name}, the other way round");
    }
    assert_eq!((Protocol::V3.code(), Protocol::V4.code()), ("v3", "v4"));
}

#[test]
fn a_choice_tells_what_is_wanted() {
    let alles = Keuze::alles(2);
    assert!(alles.is_alles() && alles.wil_onderwerp(99) && alles.wil_code(1, 99));
    assert!(!alles.wil_code(2, 0), "there is no third dimension");
    let deel = Keuze { dimensies: vec![None, Some(vec![1, 4])], onderwerpen: Some(vec![0, 3]) };
    assert!(!deel.is_alles());
    assert!(deel.wil_code(0, 7) && deel.wil_code(1, 4) && !deel.wil_code(1, 2));
    assert!(deel.wil_onderwerp(3) && !deel.wil_onderwerp(1));
    let named = Keuze { dimensies: vec![Some(vec![0])], onderwerpen: None };
    assert!(!named.is_alles(), "a selection that happens to be everything stays a selection");
}

#[test]
fn a_block_gives_the_codes_of_a_row() {
    let mut blok = Blok::new(2);
    blok.codes.extend([1, 2, 3, 4]);
    assert_eq!((blok.rij(0), blok.rij(1)), (&[1, 2][..], &[3, 4][..]));
    assert_eq!(blok.rij(2), &[0_u32; 0]);
    assert_eq!(blok.rij(u32::MAX), &[0_u32; 0]);
    assert_eq!(Blok::new(0).rij(0), &[0_u32; 0]);
}

#[test]
fn every_kind_of_emptiness_has_its_own_word() {
    let kinds = [
        Leegte::Onmogelijk,
        Leegte::Onbekend,
        Leegte::Geheim,
        Leegte::NietBeschikbaar,
        Leegte::Ontbreekt,
        Leegte::Nihil,
        Leegte::ZonderReden,
        Leegte::Overig("Provisional".into()),
    ];
    let mut words: Vec<&str> = kinds.iter().map(Leegte::code).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), kinds.len());
    assert!(words.contains(&"Provisional"));
}

#[test]
fn a_label_is_the_path_and_the_title() {
    let onderwerp = |pad: &[&str]| Onderwerp {
        code: "M1".to_owned(),
        pad: pad.iter().map(|titel| (*titel).to_owned()).collect(),
        titel: "Totaal".to_owned(),
        omschrijving: String::new(),
        eenheid: "aantal".to_owned(),
        vermenigvuldiger: 1,
        decimalen: 0,
        gegevenstype: Gegevenstype::Geheel,
        leeg: LeegBetekenis::Onbekend,
        is_relatief: false,
    };
    assert_eq!(onderwerp(&["Uitkeringen", "WW"]).label(), "Uitkeringen / WW / Totaal");
    assert_eq!(onderwerp(&[]).label(), "Totaal");
}

#[test]
fn only_a_number_that_counts_can_be_added_up() {
    let onderwerp = |eenheid: &str, titel: &str| Onderwerp {
        code: "M1".to_owned(),
        pad: vec!["Zorg".to_owned()],
        titel: titel.to_owned(),
        omschrijving: String::new(),
        eenheid: eenheid.to_owned(),
        vermenigvuldiger: 1,
        decimalen: 0,
        gegevenstype: Gegevenstype::Geheel,
        leeg: LeegBetekenis::Onbekend,
        is_relatief: false,
    };
    let telling = onderwerp("aantal", "Wmo-cliënten");
    assert!(telling.is_telbaar());
    let decimaal = Onderwerp { gegevenstype: Gegevenstype::Decimaal, ..telling.clone() };
    assert!(decimaal.is_telbaar());
    let pad = vec!["Nabijheid voorzieningen".to_owned(), "Scholen binnen 3 km".to_owned()];
    for not in [
        Onderwerp { gegevenstype: Gegevenstype::Tekst, ..telling.clone() },
        Onderwerp { is_relatief: true, ..telling.clone() },
        Onderwerp { pad, ..telling.clone() },
        onderwerp("km", "Wmo-cliënten"),
        onderwerp("aantal", "Gemiddeld aantal cliënten"),
    ] {
        assert!(!not.is_telbaar(), "{not:?}");
    }
}

#[test]
fn recorded_period_codes_are_recognised_with_their_year() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/domain/cbs/fixtures/derived/period_codes.tsv");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: the shared folder has no period codes here");
        return;
    };
    let mut seen = 0;
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let mut fields = line.split('\t');
        let (code, title) = (fields.next().unwrap(), fields.next().unwrap());
        let periode: Periodecode = code.parse().unwrap();
        assert!(periode.is_herkend(), "{code}");
        let year = periode.jaar().unwrap().to_string();
        let is_verslag = periode.soort() == Periodesoort::Verslag;
        assert_eq!(periode.dagen().is_none(), is_verslag, "{code}: days unless a report");
        assert!(is_verslag || title.contains(&year), "{code} {title}");
        seen += 1;
    }
    assert_eq!(seen, 215);
}

proptest! {
    /// Outside input never panics, and what parses prints itself.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,12}|[A-Z0-9]{8}|20[0-9]{2}(JJ|HJ|KW|MM|W1|X0)[0-9]{2}") {
        if let Ok(periode) = text.parse::<Periodecode>() {
            prop_assert_eq!(periode.as_str(), text.trim_end_matches(' '));
            prop_assert_eq!(periode.is_herkend(), periode.soort() != Periodesoort::Overig);
            if let Some((begin, eind)) = periode.dagen() {
                prop_assert!(begin < eind);
                prop_assert!(periode.is_herkend());
            }
        }
        if let Ok(gebied) = text.parse::<Gebiedscode>() {
            prop_assert_eq!(gebied.as_str(), text.trim_end_matches(' '));
            if let Some(ouder) = gebied.ouder() {
                prop_assert!(ouder.niveau() < gebied.niveau());
                prop_assert_eq!(ouder.gemeente(), gebied.gemeente());
            }
        }
        let _ = text.parse::<TabelId>();
        let _ = Gebiedscode::is_vorm(&text);
    }

    /// The parts of a year fill it without a gap or an overlap.
    #[test]
    fn the_periods_of_a_year_follow_each_other(year in 1900_i32..2100) {
        let whole = format!("{year}JJ00").parse::<Periodecode>().unwrap().dagen().unwrap();
        for (kind, count) in [("HJ", 2), ("KW", 4), ("MM", 12)] {
            let mut day = whole.0;
            for nummer in 1..=count {
                let code: Periodecode = format!("{year}{kind}{nummer:02}").parse().unwrap();
                let (begin, eind) = code.dagen().unwrap();
                prop_assert_eq!(begin, day);
                day = eind;
            }
            prop_assert_eq!(day, whole.1);
        }
    }
}
