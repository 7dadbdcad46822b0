use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use domain::statline::{Dimensierol, Onderwerp, Tabel, TabelId};
use serde_json::json;

use super::beschrijving::{
    Dienst, Dimensierij, Dimensiestuk, Eigenschappen, Stukken, bouw, heeft_dienst,
};
use super::catalogus;
use crate::Error;
use crate::metadata::tests::{beeld, maten, opname, rijen, rijen_van};

const ADRES: &str = "https://cbs.test/odata/v1/CBS/99001NED";

fn eigenschappen() -> serde_json::Value {
    json!({
        "Identifier": "99001NED", "Title": " Cliënten; regio ", "Description": "Kort.",
        "LongDescription": "Lang.\r\nWijzigingen", "Modified": "2026-06-23T00:00:00+02:00",
        "Version": "202606230000", "VersionReason": "Actualisering", "Status": "Regulier",
        "Frequency": "Per jaar", "ObservationCount": 12, "Source": "CBS",
        "ObservationsModified": "2026-06-23T00:00:00+02:00", "License": "CC BY",
        "Distributions": [{"Format": "csv"}]
    })
}

fn dimensie(naam: &str, kind: &str, codes: &serde_json::Value) -> Dimensiestuk {
    let rij = json!({"Identifier": naam, "Title": naam, "Kind": kind, "MapYear": "2025",
                     "ReleasePolicy": null, "ContainsGroups": true});
    Dimensiestuk {
        rij: serde_json::from_value(rij).unwrap(),
        codes: serde_json::from_value(codes.clone()).unwrap(),
        groepen: serde_json::from_value(json!([
            {"Id": "0", "Index": 1, "Title": "Alle ", "ParentId": null},
            {"Id": "1", "Index": 2, "Title": "Deel", "ParentId": "0"}
        ]))
        .unwrap(),
    }
}

fn stukken() -> Stukken {
    Stukken {
        eigenschappen: serde_json::from_value(eigenschappen()).unwrap(),
        dimensies: vec![
            dimensie(
                "Geslacht",
                "Dimension",
                &json!([
                    {"Identifier": "3000", "Index": 2, "Title": "Mannen", "DimensionGroupId": "1"},
                    {"Identifier": "T001038", "Index": 1, "Title": "Totaal ", "DimensionGroupId": "0"}
                ]),
            ),
            dimensie(
                "RegioS",
                "GeoDimension",
                &json!([
                    {"Identifier": "GM9101", "Index": 1, "Title": "Oud", "DimensionGroupId": "GMPV26",
                     "Description": "Opgeheven per 01-01-2019, overgegaan naar:\r\n- Nieuw (GM9102),"},
                    {"Identifier": "GM9102", "Index": 2, "Title": "Nieuw", "Description": null}
                ]),
            ),
            dimensie(
                "Perioden",
                "TimeDimension",
                &json!([
                    {"Identifier": "2025JJ00", "Title": "2025", "Status": "Voorlopig"}
                ]),
            ),
        ],
        onderwerpen: serde_json::from_value(json!([
            {"Identifier": "M2", "Index": 9, "Title": "Kosten", "MeasureGroupId": null,
             "DataType": "Double", "Unit": "1 000 euro", "Decimals": 1, "PresentationType": "Relative"},
            {"Identifier": "M1", "Index": 8, "Title": "Cliënten", "MeasureGroupId": "M1",
             "DataType": "Long", "Unit": "aantal", "Decimals": null}
        ]))
        .unwrap(),
        groepen: serde_json::from_value(json!([
            {"Id": "M1", "Index": 1, "Title": "Wmo", "ParentId": null}
        ]))
        .unwrap(),
    }
}

fn bouw_klein(stukken: Stukken) -> Result<Tabel, Error> {
    bouw(stukken, &"99001NED".parse().unwrap(), ADRES)
}

#[test]
fn a_description_is_built_from_its_parts() {
    let tabel = bouw_klein(stukken()).unwrap();
    insta::assert_snapshot!(beeld(&tabel), @r#"
    v4 99001NED: Cliënten; regio
    version 202606230000 2026-06-23T00:00:00+02:00 2026-06-23T00:00:00+02:00 Some(12); Actualisering; Regulier; Per jaar; CC BY; CBS
    Geslacht (Dimension, Categorie, map Some(2025)): 2 codes
      "T001038" Totaal (Alle) totaal kop
      "3000" Mannen (Alle > Deel)
    RegioS (GeoDimension, Gebied, map Some(2025)): 2 codes
      "GM9101" Oud () in PV26 tot 2019-01-01
      "GM9102" Nieuw ()
    Perioden (TimeDimension, Periode, map Some(2025)): 1 codes
      "2025JJ00" 2025 () status Voorlopig
    M1 "Wmo / Cliënten" [aantal x1] geheel 0 Onbekend telbaar
    M2 "Kosten" [1 000 euro x1000] decimaal 1 Onbekend
    2 measures
    "#);
    assert_eq!((&*tabel.samenvatting, &*tabel.toelichting), ("Kort.", "Lang.\r\nWijzigingen"));
    assert_eq!(tabel.herindelingen.len(), 1);
}

type Change = fn(&mut Stukken);

/// What is wrong, and the change that makes it so.
const CASES: [(&str, Change); 14] = [
    ("no codes", |stukken| stukken.dimensies[0].codes.clear()),
    ("no dimensions", |stukken| stukken.dimensies.clear()),
    ("no measures", |stukken| stukken.onderwerpen.clear()),
    ("a code twice", |stukken| {
        let code = stukken.dimensies[0].codes[0].clone();
        stukken.dimensies[0].codes.push(code);
    }),
    ("a dimension twice", |stukken| stukken.dimensies[2] = stukken.dimensies[1].clone()),
    ("a measure twice", |stukken| stukken.onderwerpen[1] = stukken.onderwerpen[0].clone()),
    ("a code without text", |stukken| {
        let codes = json!([{"Identifier": "3000"}, {"Identifier": null}]);
        stukken.dimensies[0] = dimensie("Geslacht", "Dimension", &codes);
    }),
    ("an area that is none", |stukken| {
        stukken.dimensies[1] =
            dimensie("RegioS", "GeoDimension", &json!([{"Identifier": "Den Haag"}]));
    }),
    ("a name that is none", |stukken| {
        stukken.dimensies[0] =
            dimensie("../Geslacht", "Dimension", &json!([{"Identifier": "3000"}]));
    }),
    ("a zero character", |stukken| {
        stukken.dimensies[0] =
            dimensie("Geslacht", "Dimension", &json!([{"Identifier": "3000", "Title": "a\u{0}b"}]));
    }),
    ("an unknown unit", |stukken| {
        stukken.onderwerpen = serde_json::from_value(json!([
            {"Identifier": "M1", "DataType": "Long", "Unit": "x 1,000"}
        ]))
        .unwrap();
    }),
    ("an unknown type", |stukken| {
        stukken.onderwerpen = serde_json::from_value(json!([
            {"Identifier": "M1", "DataType": "Complex", "Unit": "aantal"}
        ]))
        .unwrap();
    }),
    ("another table", |stukken| {
        let mut other = eigenschappen();
        other["Identifier"] = json!("99001ned");
        stukken.eigenschappen = serde_json::from_value(other).unwrap();
    }),
    ("no version", |stukken| {
        stukken.eigenschappen = serde_json::from_value(json!({"Identifier": "99001NED"})).unwrap();
    }),
];

#[test]
fn a_description_that_cannot_be_right_is_refused_with_words() {
    let mut text = String::new();
    for (name, change) in CASES {
        let mut stukken = stukken();
        change(&mut stukken);
        let error = bouw_klein(stukken).unwrap_err();
        writeln!(text, "{name}: {} {error}", error.code()).unwrap();
    }
    insta::assert_snapshot!(text, @r"
    no codes: ZERO_ROWS the code list of Geslacht is empty (https://cbs.test/odata/v1/CBS/99001NED)
    no dimensions: ZERO_ROWS the table has no dimensions (https://cbs.test/odata/v1/CBS/99001NED)
    no measures: ZERO_ROWS the table has no measures (https://cbs.test/odata/v1/CBS/99001NED)
    a code twice: ODATA_SHAPE Geslacht lists `3000` twice (https://cbs.test/odata/v1/CBS/99001NED)
    a dimension twice: ODATA_SHAPE dimension lists `RegioS` twice (https://cbs.test/odata/v1/CBS/99001NED)
    a measure twice: ODATA_SHAPE measure lists `M2` twice (https://cbs.test/odata/v1/CBS/99001NED)
    a code without text: FIELD_MISSING row 2 of the code list of Geslacht has no code (https://cbs.test/odata/v1/CBS/99001NED)
    an area that is none: TEXT_INVALID code `Den Haag` of RegioS cannot be one (https://cbs.test/odata/v1/CBS/99001NED)
    a name that is none: ODATA_SHAPE `../Geslacht` is no name of a dimension (https://cbs.test/odata/v1/CBS/99001NED)
    a zero character: TEXT_INVALID table 99001NED: the title of code 3000 of Geslacht holds a zero character: `ab` (https://cbs.test/odata/v1/CBS/99001NED)
    an unknown unit: UNIT_UNKNOWN units with a factor that is not in the list: `x 1,000` of M1; report it, the list is closed (https://cbs.test/odata/v1/CBS/99001NED)
    an unknown type: TYPE_MISMATCH measure M1 has data type `Complex`, which is not known (https://cbs.test/odata/v1/CBS/99001NED)
    another table: TABLE_CASE table 99001NED was asked and `99001ned` answered; write its id as CBS does (https://cbs.test/odata/v1/CBS/99001NED)
    no version: FIELD_MISSING the table does not tell its version (https://cbs.test/odata/v1/CBS/99001NED)
    ");
}

#[test]
fn every_text_of_a_table_is_checked_by_name() {
    let long = |tekens: usize| json!("\u{eb}".repeat(tekens));
    for (field, value, expect) in [
        ("Title", json!("a\0b"), "the title holds a zero character: `ab`"),
        ("Description", json!("\0"), "the summary holds a zero character"),
        ("LongDescription", json!("x\0"), "the explanation holds a zero character"),
        ("VersionReason", json!("x\0"), "the reason of the version holds a zero character"),
        ("Status", json!("\0Regulier"), "the status holds a zero character: `Regulier`"),
        ("Frequency", json!("\0"), "the frequency holds a zero character"),
        ("License", json!("\0"), "the licence holds a zero character"),
        ("Source", json!("\0"), "the source holds a zero character"),
        ("Version", json!("2026\0"), "the version `2026` is not one word of at most 40"),
        ("Version", json!("2026 06"), "the version `2026 06` is not one word"),
        ("Version", json!("\u{202e}2026"), "the version `"),
        ("Version", json!("2".repeat(41)), "the version `22"),
        ("Modified", json!("\u{1b}[2J"), "the moment of the texts `[2J`"),
        ("ObservationsModified", json!("a b"), "the moment of the observations `a b`"),
        ("ObservationCount", json!(u64::MAX), "the number of rows 18446744073709551615"),
        ("Title", long(2_001), "the title is longer than 2000 characters"),
        ("Title", long(2_000), ""),
        ("LongDescription", long(200_001), "the explanation is longer than 200000"),
        ("LongDescription", long(200_000), ""),
        ("Version", json!("2".repeat(40)), ""),
    ] {
        let mut properties = eigenschappen();
        properties[field] = value;
        let mut stukken = stukken();
        stukken.eigenschappen = serde_json::from_value(properties).unwrap();
        let told = bouw_klein(stukken).err().map(|error| format!("{} {error}", error.code()));
        let code = if field == "ObservationCount" { "NUMBER_INVALID" } else { "TEXT_INVALID" };
        match told {
            None => assert!(expect.is_empty(), "{field} {expect}"),
            Some(told) => {
                let start = format!("{code} table 99001NED: {expect}");
                assert!(!expect.is_empty() && told.starts_with(&start), "{field}: {told}");
            }
        }
    }
    let mut long_label = stukken();
    long_label.groepen[0] =
        serde_json::from_value(json!({"Id": "M1", "Title": "x".repeat(1_999)})).unwrap();
    let told = bouw_klein(long_label).unwrap_err().to_string();
    assert!(told.starts_with("table 99001NED: the label of measure M1 is longer"), "{told}");
}

#[test]
fn groups_are_read_when_the_service_document_lists_them() {
    let diensten: Vec<Dienst> =
        rijen(r#"{"value":[{"name":"LeeftijdGroups","kind":"EntitySet","url":"LeeftijdGroups"}]}"#);
    for (json, expect) in [
        (r#"{"Identifier":"Leeftijd","ContainsGroups":true}"#, true),
        (r#"{"Identifier":"Leeftijd"}"#, true),
        (r#"{"Identifier":"Leeftijd","ContainsGroups":false}"#, false),
        (r#"{"Identifier":"Geslacht","ContainsGroups":true}"#, false),
    ] {
        let rij: Dimensierij = serde_json::from_str(json).unwrap();
        assert_eq!(rij.heeft_groepen(&diensten), expect, "{json}");
    }
    assert!(!heeft_dienst(&diensten, "MeasureGroups"));
}

#[test]
fn a_catalogue_row_tells_what_decides_about_a_change() {
    let regels = catalogus::lees(&rijen(
        r#"{"value":[
            {"Identifier":"99001ned","Title":" A ","Description":"\nTekst\n","Language":"nl",
             "Status":"Regulier","Version":"202606230000","VersionReason":"Nieuw",
             "Modified":"2026-02-13T02:00:00+01:00","ObservationsModified":"2025-12-19T02:00:00+01:00",
             "ObservationCount":4409,"Catalog":"CBS"},
            {"Identifier":"99002NED","Title":null},
            {"Identifier":"99002NED","Title":"again"},
            {"Identifier":"../x"},
            {"Title":"no id"}]}"#,
    ))
    .regels;
    let [first, second] = &regels[..] else { panic!("two rows, not {}", regels.len()) };
    assert_eq!((first.tabel_id.as_str(), &*first.titel), ("99001ned", "A"));
    assert_eq!((&*first.omschrijving, &*first.reden, &*first.taal), ("Tekst", "Nieuw", "nl"));
    assert_eq!(first.versie.aantal, Some(4409));
    assert_eq!(first.versie.waarnemingen_op, "2025-12-19T02:00:00+01:00");
    assert_eq!((&*second.titel, &*second.versie.versie), ("", ""));
    let adres = catalogus::adres("https://cbs.test/odata/v1/CBS");
    assert!(adres.starts_with("https://cbs.test/odata/v1/CBS/Datasets?$select=Identifier,Title,"));
    assert!(!adres.contains(' '));
}

#[test]
fn the_recorded_catalogues_are_read() {
    for (path, rows, with_version) in
        [("v4/_catalog.json", 83, 0), ("v4_2020/Datasets.json", 53, 53)]
    {
        let Some(path) = opname(path) else { return };
        let regels = catalogus::lees(&rijen_van(&path)).regels;
        let versions = regels.iter().filter(|regel| !regel.versie.versie.is_empty()).count();
        assert_eq!((regels.len(), versions), (rows, with_version), "{}", path.display());
        assert!(regels.iter().all(|regel| !regel.titel.is_empty() && !regel.status.is_empty()));
    }
}

/// Reads a recorded table: the names of its files differ between the recordings.
fn opgenomen(folder: &str) -> Option<Tabel> {
    let folder = opname(folder)?;
    let id: TabelId = folder.file_name()?.to_str()?.parse().unwrap();
    let first = |names: &[String]| {
        let mut paths = names.iter().map(|name| folder.join(name));
        paths.find(|path| path.exists()).unwrap_or_else(|| folder.join("absent"))
    };
    let name = |name: &str| name.to_owned();
    let properties = first(&[name("properties.json"), name("Properties.json")]);
    let eigenschappen: Eigenschappen =
        serde_json::from_str(&fs::read_to_string(properties).unwrap()).unwrap();
    let rows: Vec<Dimensierij> =
        rijen_van(&first(&[name("dimensions.json"), name("Dimensions.json")]));
    let mut dimensies = Vec::new();
    for rij in rows {
        let naam = rij.naam();
        let codes = first(&[
            format!("codes-{naam}.json"),
            format!("{naam}Codes.json"),
            format!("{naam}Codes.subset.json"),
        ]);
        let groepen = first(&[format!("{naam}Groups.json")]);
        let (codes, groepen) = (rijen_van(&codes), rijen_van(&groepen));
        dimensies.push(Dimensiestuk { rij, codes, groepen });
    }
    let onderwerpen = rijen_van(&first(&[name("measure-codes.json"), name("MeasureCodes.json")]));
    let groepen = rijen_van(&first(&[name("MeasureGroups.json")]));
    let stukken = Stukken { eigenschappen, dimensies, onderwerpen, groepen };
    Some(bouw(stukken, &id, &folder.display().to_string()).unwrap())
}

#[test]
fn every_recorded_table_is_described() {
    for (folder, dimensies, onderwerpen) in [
        ("v4/03759ned", "5 3 108 G892 P39", 2),
        ("v4/37789ksz", "P368", 18),
        ("v4/82610NED", "15 P36", 8),
        ("v4/83163NED", "6 P11", 2),
        ("v4/83625NED", "G745 P31", 1),
        ("v4/84826NED", "31 3 4 P10", 1),
        ("v4/85554NED", "3 4 3 G53 P160", 1),
        ("v4/85615NED", "6 4 5 9 P56", 3),
        ("v4_2020/80072ned", "P121 39", 1),
        ("v4_converted/83765NED", "G432", 103),
    ] {
        let Some(tabel) = opgenomen(folder) else { return };
        let found = (maten(&tabel), tabel.onderwerpen.len());
        assert_eq!(found, (dimensies.to_owned(), onderwerpen), "{folder}");
        assert_eq!(tabel.versie.versie.len(), 12, "{folder}");
        assert!(!tabel.toelichting.is_empty() && !tabel.licentie.is_empty(), "{folder}");
    }
}

#[test]
fn recorded_groups_give_members_and_measures_their_path() {
    let Some(tabel) = opgenomen("v4_2020/80072ned") else { return };
    let depths = |plek: usize| -> Vec<usize> {
        let mut depths: Vec<usize> =
            tabel.dimensies[plek].codes.iter().map(|code| code.pad.len()).collect();
        depths.dedup();
        depths
    };
    assert_eq!((depths(0), depths(1)), (vec![1], vec![2]));
    let Some(tabel) = opgenomen("v4_converted/83765NED") else { return };
    assert!(tabel.onderwerpen.iter().all(|onderwerp| !onderwerp.pad.is_empty()));
    let labels: BTreeSet<String> = tabel.onderwerpen.iter().map(Onderwerp::label).collect();
    assert_eq!(labels.len(), tabel.onderwerpen.len(), "a label is unique with its path");
    let buurten = tabel.dimensies[0].codes.iter().filter(|code| code.code.starts_with("BU"));
    assert!(buurten.clone().count() > 0);
    assert!(buurten.clone().all(|code| code.ouder.as_deref() == Some("GM0406")));
}

#[test]
fn recorded_units_get_their_factor() {
    for (folder, factor) in
        [("v4/37789ksz", 1_000), ("v4/84826NED", 1_000), ("v4/83625NED", 1), ("v4/85554NED", 1)]
    {
        let Some(tabel) = opgenomen(folder) else { return };
        let mut factors = tabel.onderwerpen.iter().map(|onderwerp| onderwerp.vermenigvuldiger);
        assert!(factors.all(|found| found == factor), "{folder}");
    }
}

#[test]
fn a_recorded_margin_and_total_are_flagged() {
    let Some(tabel) = opgenomen("v4/85554NED") else { return };
    let flagged = |is: fn(&domain::statline::Dimensiecode) -> bool| -> Vec<String> {
        let codes = tabel.dimensies.iter().flat_map(|dimensie| &dimensie.codes);
        codes.filter(|code| is(code)).map(|code| code.code.clone()).collect()
    };
    assert_eq!(flagged(|code| code.is_marge), ["MOG0095", "MBG0095"]);
    assert_eq!(flagged(|code| code.is_totaal), ["T001038", "10000"]);
}

#[test]
fn the_whole_history_of_municipalities_is_read() {
    let Some(tabel) = opgenomen("v4/03759ned") else { return };
    let Some(events) = opname("derived/region_events_03759ned.tsv") else { return };
    let regions = &tabel.dimensies[tabel.met_rol(Dimensierol::Gebied)[0]].codes;
    let living =
        regions.iter().filter(|code| code.code.starts_with("GM") && code.geldig_tot.is_none());
    assert_eq!(living.count(), 342);
    let provinces =
        regions.iter().filter(|code| code.code.starts_with("GM") && code.ouder.is_some());
    // All 835 but GM0997, the register of people without a municipality.
    assert_eq!(provinces.count(), 834);

    let expect = read_events(&events);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for event in &tabel.herindelingen {
        let getal = |getal: Option<i64>| getal.map_or(String::new(), |getal| getal.to_string());
        // A municipality that is named as a part of itself tells what it keeps: among what it receives.
        let is_naar = event.verteller == event.van && event.van != event.naar;
        let ander = if is_naar { event.naar } else { event.van };
        let line = [
            event.verteller.to_string(),
            event.soort.code().to_owned(),
            event.datum.to_string(),
            if is_naar { "to" } else { "from" }.to_owned(),
            ander.to_string(),
            event.hectare.map_or(String::new(), |ha| ha.to_string()),
            getal(event.woningen),
            getal(event.inwoners),
        ];
        *found.entry(line.join(" ")).or_default() += 1;
    }
    assert_eq!(tabel.herindelingen.len(), 2_899);
    let differ = found.iter().filter(|(line, count)| expect.get(*line) != Some(count));
    assert_eq!(differ.collect::<Vec<_>>(), [], "events that the vectors do not have");
    assert_eq!(found.len(), expect.len());
}

fn read_events(path: &Path) -> BTreeMap<String, usize> {
    let mut events: BTreeMap<String, usize> = BTreeMap::new();
    for line in fs::read_to_string(path).unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, _, event, date, direction, other, _, ha, homes, people] = fields[..] else {
            panic!("ten fields: {line}")
        };
        let event = match event {
            "Wijziging" => "grenswijziging".to_owned(),
            "Gemeentelijke herindeling" => "herindeling".to_owned(),
            event => event.to_lowercase(),
        };
        let (code, other) = (code.trim_start_matches("GM"), other.trim_start_matches("GM"));
        let line = [code, &event, date, direction, other, ha, homes, people].join(" ");
        *events.entry(line).or_default() += 1;
    }
    events
}
