use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::statline::{Dimensierol, LeegBetekenis, Onderwerp, Tabel, TabelId};
use serde_json::json;

use super::beschrijving::{Coderij, Eigenschap, Stukken, Tabelinfo, bouw, dimensies};
use super::catalogus;
use crate::Error;
use crate::metadata::tests::{beeld, maten, opname, rijen, rijen_van};

const ADRES: &str = "https://cbs.test/ODataFeed/odata/99001NED/DataProperties?$format=json";

fn stukken() -> Stukken {
    let info = json!({
        "ID": 0, "Identifier": "99001NED", "Title": "Cliënten; regio", "ShortDescription": "Kort.",
        "Description": "Lang.", "Modified": "2020-11-26T02:00:00",
        "MetaDataModified": "2020-11-27T02:00:00", "ReasonDelivery": "Correctie",
        "OutputStatus": "Regulier", "Frequency": "Perhalfjaar", "Source": "CBS."
    });
    let eigenschappen = json!([
        {"ID": 3, "Position": 3, "ParentID": 2, "Type": "Topic", "Key": "Totaal_1",
         "Title": "Totaal", "Datatype": "Long", "Unit": "aantal", "Decimals": 0, "Default": "Missing"},
        {"ID": 1, "Position": 1, "ParentID": null, "Type": "TimeDimension", "Key": "Perioden",
         "Title": "Perioden", "ReleasePolicy": true},
        {"ID": 0, "Position": 0, "ParentID": null, "Type": "GeoDimension", "Key": "RegioS",
         "Title": "Regio's", "MapYear": 2020},
        {"ID": 2, "Position": null, "ParentID": null, "Type": "TopicGroup", "Key": "", "Title": "Wmo "},
        {"ID": 4, "Position": 4, "ParentID": null, "Type": "Topic", "Key": "Naam_2", "Title": "Naam",
         "Datatype": "String", "Unit": "", "Decimals": 0, "Default": "Zero"}
    ]);
    let lijsten = json!([
        [{"Key": "NL01  ", "Title": "Nederland", "Description": "", "CategoryGroupID": null},
         {"Key": "PV26  ", "Title": "Utrecht (PV)", "Description": null, "CategoryGroupID": null},
         {"Key": "GM9101", "Title": "Oud ", "Description": "Opgeheven per 01-01-2019",
          "CategoryGroupID": 5}],
        [{"Key": "2015HJ01", "Title": "1e halfjaar 2015", "Status": "Definitief"}]
    ]);
    let groepen = json!([
        {"ID": 5, "DimensionKey": "RegioS", "Title": "Utrecht (PV)", "ParentID": 4},
        {"ID": 4, "DimensionKey": "RegioS", "Title": "Gemeenten", "ParentID": null},
        {"ID": 5, "DimensionKey": "Perioden", "Title": "Jaren", "ParentID": null}
    ]);
    Stukken {
        info: serde_json::from_value(info).unwrap(),
        eigenschappen: serde_json::from_value(eigenschappen).unwrap(),
        lijsten: serde_json::from_value(lijsten).unwrap(),
        groepen: serde_json::from_value(groepen).unwrap(),
    }
}

fn bouw_klein(stukken: Stukken) -> Result<Tabel, Error> {
    bouw(stukken, &"99001NED".parse().unwrap(), ADRES)
}

#[test]
fn a_description_is_built_from_its_parts() {
    let tabel = bouw_klein(stukken()).unwrap();
    insta::assert_snapshot!(beeld(&tabel), @r#"
    v3 99001NED: Cliënten; regio
    version 202011260200 2020-11-26T02:00:00 2020-11-27T02:00:00 None; Correctie; Regulier; Perhalfjaar; ; CBS.
    RegioS (GeoDimension, Gebied, map Some(2020)): 3 codes
      "NL01  " Nederland ()
      "PV26  " Utrecht (PV) ()
      "GM9101" Oud (Gemeenten > Utrecht (PV)) in PV26 tot 2019-01-01
    Perioden (TimeDimension, Periode, map None): 1 codes
      "2015HJ01" 1e halfjaar 2015 () status Definitief
    Totaal_1 "Wmo / Totaal" [aantal x1] geheel 0 Ontbreekt telbaar
    Naam_2 "Naam" [ x1] tekst 0 Nihil
    2 measures
    "#);
    assert_eq!(tabel.onderwerpen[1].leeg, LeegBetekenis::Nihil);
}

#[test]
fn a_description_that_cannot_be_right_is_refused_with_words() {
    type Change = fn(&mut Stukken);
    let cases: [(&str, Change); 5] = [
        ("a list without rows", |stukken| stukken.lijsten[1].clear()),
        ("a key twice but for its padding", |stukken| {
            let rows = json!([{"Key": "NL01"}, {"Key": "NL01  "}]);
            stukken.lijsten[0] = serde_json::from_value(rows).unwrap();
        }),
        ("no measures", |stukken| stukken.eigenschappen.retain(|rij| rij.naam() == "RegioS")),
        ("an unknown type", |stukken| {
            let rows = json!([{"Type": "Topic", "Key": "A_1", "Datatype": "Blob"}]);
            stukken.eigenschappen.extend(serde_json::from_value::<Vec<Eigenschap>>(rows).unwrap());
        }),
        ("another case", |stukken| {
            let info = json!({"Identifier": "99001ned", "Modified": "2020-11-26T02:00:00"});
            stukken.info = serde_json::from_value(info).unwrap();
        }),
    ];
    let mut text = String::new();
    for (name, change) in cases {
        let mut stukken = stukken();
        change(&mut stukken);
        let error = bouw_klein(stukken).unwrap_err();
        writeln!(text, "{name}: {} {error}", error.code()).unwrap();
    }
    insta::assert_snapshot!(text, @r"
    a list without rows: ZERO_ROWS the code list of Perioden is empty (https://cbs.test/ODataFeed/odata/99001NED/DataProperties?$format=json)
    a key twice but for its padding: ODATA_SHAPE RegioS lists `NL01` twice (https://cbs.test/ODataFeed/odata/99001NED/DataProperties?$format=json)
    no measures: ZERO_ROWS the table has no measures (https://cbs.test/ODataFeed/odata/99001NED/DataProperties?$format=json)
    an unknown type: TYPE_MISMATCH measure A_1 has data type `Blob`, which is not known (https://cbs.test/ODataFeed/odata/99001NED/DataProperties?$format=json)
    another case: TABLE_CASE table 99001NED was asked and `99001ned` answered; write its id as CBS does (https://cbs.test/ODataFeed/odata/99001NED/DataProperties?$format=json)
    ");
}

#[test]
fn a_row_of_an_unknown_kind_is_what_its_fields_say() {
    let rows: Vec<Eigenschap> = rijen(
        r#"{"value":[{"Type":"NewDimension","Key":"Soort"},{"Type":"NewGroup","Key":""},
                     {"Type":"NewTopic","Key":"A_1","Datatype":"Long"}]}"#,
    );
    let names: Vec<&str> = dimensies(&rows).iter().map(|rij| rij.naam()).collect();
    assert_eq!(names, ["Soort"]);
}

#[test]
fn the_recorded_catalogue_is_read() {
    let Some(path) = opname("v3/catalog/Tables.json") else { return };
    let regels = catalogus::lees(&rijen_van(&path)).regels;
    assert_eq!(regels.len(), 20);
    let first = &regels[0];
    assert_eq!((first.tabel_id.as_str(), &*first.periode), ("84669NED", "2010 t/m 2017"));
    assert_eq!(first.versie.versie, "201912180200");
    assert!(regels.iter().all(|regel| regel.versie.aantal.is_some() && regel.taal.len() == 2));
}

/// Reads a recorded table; the list of a dimension may be a subset.
fn opgenomen(folder: &str) -> Option<Tabel> {
    let folder = opname(folder)?;
    let id: TabelId = folder.file_name()?.to_str()?.parse().unwrap();
    let first = |names: &[String]| {
        let mut paths = names.iter().map(|name| folder.join(name));
        paths.find(|path| path.exists()).unwrap_or_else(|| folder.join("absent"))
    };
    let info: Vec<Tabelinfo> = rijen_van(&first(&[
        "TableInfos.json".to_owned(),
        "TableInfos_or_catalog_row.json".to_owned(),
    ]));
    let eigenschappen: Vec<Eigenschap> = rijen_van(&folder.join("DataProperties.json"));
    let lijsten: Vec<Vec<Coderij>> = dimensies(&eigenschappen)
        .iter()
        .map(|rij| {
            let naam = rij.naam();
            rijen_van(&first(&[format!("{naam}.json"), format!("{naam}.subset.json")]))
        })
        .collect();
    let groepen = rijen_van(&folder.join("CategoryGroups.json"));
    let info = info.into_iter().next().unwrap();
    let stukken = Stukken { info, eigenschappen, lijsten, groepen };
    Some(bouw(stukken, &id, &folder.display().to_string()).unwrap())
}

#[test]
fn every_recorded_table_is_described() {
    for (folder, dimensies, onderwerpen) in [
        ("v3/80137ned", "9 15 P5", 12),
        ("v3_converted/83262NED", "3 20 6 G410 P16", 2),
        ("v3_converted/45012NED", "108 56 G12 P6", 2),
        ("v3_converted/84799NED", "G399", 116),
        ("v3_converted/83583NED", "124 6 P10", 1),
    ] {
        let Some(tabel) = opgenomen(folder) else { return };
        let found = (maten(&tabel), tabel.onderwerpen.len());
        assert_eq!(found, (dimensies.to_owned(), onderwerpen), "{folder}");
        assert_eq!(tabel.versie.versie.len(), 12, "{folder}");
    }
}

#[test]
fn recorded_lists_keep_half_years_ends_and_paths() {
    let Some(tabel) = opgenomen("v3_converted/83262NED") else { return };
    let half_years = tabel.dimensies[4].codes.iter().filter(|code| code.code.contains("HJ"));
    assert_eq!(half_years.count(), 11);
    let ended = tabel.dimensies[3].codes.iter().filter(|code| code.geldig_tot.is_some());
    assert!(ended.count() > 20, "the short text still tells that a municipality ended");
    assert!(tabel.herindelingen.is_empty(), "and names no partners");
    let totals = tabel.dimensies[2].codes.iter().filter(|code| code.is_totaal);
    assert_eq!(totals.count(), 5, "with and without residential care, and three subtotals");
    let heads = tabel.dimensies[2].codes.iter().filter(|code| code.is_kop);
    assert_eq!(heads.map(|code| &*code.code).collect::<Vec<_>>(), ["T001024"]);

    let Some(tabel) = opgenomen("v3_converted/83583NED") else { return };
    assert!(tabel.dimensies[0].codes.iter().all(|code| code.pad.len() == 2));
    let Some(tabel) = opgenomen("v3_converted/84799NED") else { return };
    let labels: BTreeSet<String> = tabel.onderwerpen.iter().map(Onderwerp::label).collect();
    assert_eq!(labels.len(), 116, "a label is unique with its path");
}

/// What of the recorded tables may be added up over areas; all others may not.
#[test]
fn recorded_measures_that_count_are_known() {
    let Some(tabel) = opgenomen("v3_converted/84799NED") else { return };
    let telbaar: Vec<&Onderwerp> =
        tabel.onderwerpen.iter().filter(|onderwerp| onderwerp.is_telbaar()).collect();
    assert_eq!(telbaar.len(), 48);
    assert!(telbaar.iter().all(|onderwerp| onderwerp.eenheid == "aantal"));
    let aantallen = tabel.onderwerpen.iter().filter(|onderwerp| onderwerp.eenheid == "aantal");
    let niet: Vec<&str> = aantallen
        .filter(|onderwerp| !onderwerp.is_telbaar())
        .map(|onderwerp| &*onderwerp.titel)
        .collect();
    assert_eq!(niet, ["Gemiddelde huishoudensgrootte", "Scholen binnen 3 km"]);
    for (folder, expect) in [
        (
            "v3/80137ned",
            ["Totaal", "Werknemers", "Zelfstandigen"]
                .repeat(2)
                .into_iter()
                .chain(["Totaal"])
                .collect(),
        ),
        ("v3_converted/83262NED", vec!["Wmo-cliënten"]),
        // Costs per placement, which only the kind of presentation tells.
        ("v3_converted/45012NED", vec![]),
        ("v3_converted/83583NED", vec!["Banen van werknemers in december"]),
    ] {
        let Some(tabel) = opgenomen(folder) else { return };
        let telbaar = tabel.onderwerpen.iter().filter(|onderwerp| onderwerp.is_telbaar());
        let titels: Vec<&str> = telbaar.map(|onderwerp| &*onderwerp.titel).collect();
        assert_eq!(titels, expect, "{folder}");
    }
}

#[test]
fn recorded_keys_keep_the_width_of_their_list() {
    for (folder, widths) in [
        ("v3_converted/45012NED", vec![6, 8, 9, 8]),
        ("v3_converted/83262NED", vec![7, 7, 7, 6, 8]),
        ("v3_converted/84799NED", vec![10]),
        ("v3/80137ned", vec![2, 2, 8]),
    ] {
        let Some(tabel) = opgenomen(folder) else { return };
        for (dimensie, width) in tabel.dimensies.iter().zip(widths) {
            let lengths = dimensie.codes.iter().map(|code| code.sleutel.len());
            assert!(lengths.clone().all(|length| length == width), "{folder} {}", dimensie.naam);
            assert!(dimensie.codes.iter().all(|code| code.code == code.sleutel.trim()));
        }
    }
}

#[test]
fn recorded_third_parties_have_areas_and_periods_by_their_codes() {
    let Some(tabel) = opgenomen("v3_converted/45012NED") else { return };
    let names = |rol| -> Vec<&str> {
        tabel.met_rol(rol).into_iter().map(|plek| &*tabel.dimensies[plek].naam).collect()
    };
    assert_eq!(names(Dimensierol::Gebied), ["Provincies"]);
    assert_eq!(names(Dimensierol::Periode), ["Verslagsoort"]);
    assert_eq!(tabel.kruisproduct(), 435_456);
}
