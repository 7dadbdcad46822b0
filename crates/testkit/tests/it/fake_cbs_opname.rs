//! The recordings of the shared folder, served again: the counts that were measured in them.
//!
//! Skipped where that folder is absent; the shapes are tested on tables of our own in `fake_cbs.rs`.

use std::path::PathBuf;

use serde_json::Value;
use testkit::fake_cbs::FakeCbs;

use crate::http_get::{Answer, get, get_all};

fn replay() -> Option<FakeCbs> {
    let folder =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/domain/cbs/fixtures");
    if !folder.exists() {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: the shared folder has no domain/cbs/fixtures here");
        }
        return None;
    }
    Some(FakeCbs::replay(0, &folder).unwrap())
}

fn rows(url: &str) -> Vec<Value> {
    get_all(url).iter().flat_map(Answer::rows).collect()
}

#[test]
fn recorded_tables_of_v4_have_the_counts_that_were_measured() {
    let Some(cbs) = replay() else { return };
    let slice = "Geslacht eq 'T001038' and Leeftijd eq '10000' and BurgerlijkeStaat eq 'T001019' and \
                 (startswith(RegioS,'NL') or startswith(RegioS,'PV') or startswith(RegioS,'GM')) and \
                 Perioden ge '2019JJ00'";
    let cases = [
        ("37789ksz", "", 6_470, 6_470, 819),
        ("82610NED", "", 3_863, 3_863, 0),
        ("80072ned", "", 4_409, 4_409, 0),
        ("03759ned", slice, 13_568, 100_741_875, 8_165),
        ("83625NED", "Perioden ge '2015JJ00'", 8_195, 23_095, 4_023),
        ("83765NED", "", 0, 1_537_850, 0),
    ];
    for (id, filter, expect, told, impossible) in cases {
        let root = format!("{}/{id}", cbs.url_v4());
        let filter = if filter.is_empty() { String::new() } else { format!("?$filter={filter}") };
        let rows = rows(&format!("{root}/Observations{filter}"));
        assert_eq!(rows.len(), expect, "{id}");
        let empty = rows.iter().filter(|row| row["ValueAttribute"] == "Impossible").count();
        if impossible > 0 {
            assert_eq!(empty, impossible, "{id}");
        }
        let properties = get(&format!("{root}/Properties")).json();
        assert_eq!(properties["ObservationCount"], told, "{id}");
    }
    cbs.set_page_rows(10_000, 2_500);
    let pages = get_all(&format!("{}/37789ksz/Observations", cbs.url_v4()));
    let sizes: Vec<usize> = pages.iter().map(|page| page.rows().len()).collect();
    assert_eq!(sizes, [2_500, 2_500, 1_470]);
}

#[test]
fn recorded_tables_of_v3_have_the_counts_that_were_measured() {
    let Some(cbs) = replay() else { return };
    let feed = format!("{}/ODataFeed/odata", cbs.url_v3());
    let cases = [
        ("83599NED", "UntypedDataSet", 15_504, 2),
        ("80137ned", "TypedDataSet", 675, 1),
        ("83583NED", "TypedDataSet", 7_440, 1),
        ("83262NED", "TypedDataSet", 96, 1),
        ("84799NED", "TypedDataSet", 399, 1),
        ("45012NED", "TypedDataSet", 12_096, 2),
        ("82602NED", "UntypedDataSet", 115, 1),
        ("84489NED", "TypedDataSet", 2_500, 1),
    ];
    for (id, set, expect, expect_pages) in cases {
        let pages = get_all(&format!("{feed}/{id}/{set}?$format=json"));
        let rows: usize = pages.iter().map(|page| page.rows().len()).sum();
        assert_eq!((rows, pages.len()), (expect, expect_pages), "{id}");
        let other = if set == "TypedDataSet" { "UntypedDataSet" } else { "TypedDataSet" };
        assert_eq!(get(&format!("{feed}/{id}/{other}?$format=json")).status, 404, "{id}");
    }
    let unknown: usize = rows(&format!("{feed}/82602NED/UntypedDataSet?$format=json"))
        .iter()
        .map(|row| row.as_object().unwrap().values().filter(|cell| **cell == "       .").count())
        .sum();
    assert_eq!(unknown, 14_485);
}

#[test]
fn every_row_of_v3_has_the_number_of_its_place() {
    let Some(cbs) = replay() else { return };
    let feed = format!("{}/ODataFeed/odata", cbs.url_v3());
    let (ids, _) = cbs.ids();
    for id in ids {
        let properties = rows(&format!("{feed}/{id}/DataProperties?$format=json"));
        let dimensions: Vec<String> = properties
            .iter()
            .filter(|row| row["Type"] != "Topic" && row["Type"] != "TopicGroup")
            .map(|row| row["Key"].as_str().unwrap().to_owned())
            .collect();
        let lists: Vec<Vec<Value>> = dimensions
            .iter()
            .map(|name| rows(&format!("{feed}/{id}/{name}?$format=json")))
            .map(|rows| rows.into_iter().map(|row| row["Key"].clone()).collect())
            .collect();
        let set =
            if id == "83599NED" || id == "82602NED" { "UntypedDataSet" } else { "TypedDataSet" };
        for row in rows(&format!("{feed}/{id}/{set}?$format=json")) {
            let law = dimensions.iter().zip(&lists).fold(0, |law, (name, list)| {
                law * list.len() + list.iter().position(|key| *key == row[name]).unwrap()
            });
            assert_eq!(row["ID"], law, "{id}");
        }
        for topic in properties.iter().filter(|row| row["Type"] == "Topic") {
            assert_ne!(topic["Key"], "", "{id}");
        }
    }
}

#[test]
fn recorded_bodies_come_as_they_were_with_the_host_of_the_fake() {
    let Some(cbs) = replay() else { return };
    let root = cbs.url_v4();
    let dimensions = rows(&format!("{root}/37789ksz/Dimensions"));
    assert_eq!(dimensions[0]["CodesUrl"], format!("{root}/37789ksz/PeriodenCodes"));
    let service = rows(&format!("{root}/80072ned"));
    assert!(service.iter().any(|set| set["name"] == "BedrijfskenmerkenSBI2008Groups"));
    let groups = rows(&format!("{root}/03759ned/RegioSGroups"));
    assert!(groups.iter().any(|group| group["Id"] == "GMPV27"));
    let perioden = rows(&format!("{root}/37789ksz/PeriodenGroups"));
    assert_eq!(perioden.len(), 2);
    let regios = rows(&format!("{root}/03759ned/RegioSCodes"));
    assert_eq!(
        regios.iter().filter(|row| row["Identifier"].as_str().unwrap().starts_with("GM")).count(),
        835
    );
    let gone = get(&format!("{root}/85554NED/Observations"));
    assert_eq!(gone.status, 404);
    assert_eq!(rows(&format!("{root}/85554NED/MargesCodes")).len(), 3);
    assert_eq!(rows(&format!("{root}/80416ned/PeriodenCodes")).len(), 7_492);
    let filter = "$filter=Identifier eq 'GM0344' or Identifier eq 'NL01'";
    assert_eq!(rows(&format!("{root}/03759ned/RegioSCodes?{filter}")).len(), 2);
    let catalogue = rows(&format!("{root}/Datasets?$select=Identifier,Version,ObservationCount"));
    assert_eq!(catalogue.len(), 83 + 6);
    let ksz = catalogue.iter().find(|row| row["Identifier"] == "37789ksz").unwrap();
    assert_eq!(
        (&ksz["Version"], &ksz["ObservationCount"]),
        (&"202606300000".into(), &6_470.into())
    );
    let v3 = rows(&format!("{}/ODataCatalog/Tables?$format=json", cbs.url_v3()));
    let count =
        |id: &str| v3.iter().find(|row| row["Identifier"] == id).unwrap()["RecordCount"].clone();
    assert_eq!(
        [count("80137ned"), count("83583NED"), count("84799NED")],
        [675, 7_440, 399].map(Value::from)
    );
}

#[test]
fn a_recording_can_change_overnight() {
    let Some(cbs) = replay() else { return };
    let root = format!("{}/37789ksz", cbs.url_v4());
    let before = rows(&format!("{root}/Observations"));
    cbs.change("37789ksz", |table| {
        table.zet_versie("202607310200").zet_cel(&["1998MM01"], "D000287", "715.5");
    });
    let after = rows(&format!("{root}/Observations"));
    let changed: Vec<_> = before.iter().zip(&after).filter(|(one, two)| one != two).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].1["Value"], 715.5);
    assert_eq!(get(&format!("{root}/Properties")).json()["Version"], "202607310200");
    let feed = format!("{}/ODataFeed/odata/80137ned", cbs.url_v3());
    cbs.change("80137ned", |table| {
        table.zet_versie("202607310200").zet_cel(
            &["T009002", "T001081", "2001JJ00"],
            "Totaal_1",
            1,
        );
    });
    let infos = rows(&format!("{feed}/TableInfos?$format=json"));
    assert_eq!(infos[0]["Modified"], "2026-07-31T02:00:00");
}
