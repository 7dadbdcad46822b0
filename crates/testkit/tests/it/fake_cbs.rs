//! The fake CBS answers as `StatLine` does, and misbehaves when asked to.

use serde_json::{Value, json};
use testkit::fake_cbs::{FakeCbs, FakeCel, FakeCode, FakeDimensie, FakeOnderwerp, FakeTable};

use crate::http_get::{get, get_all};

/// Three areas, four periods, two measures; one cell without a row, one secret, one revised by hand.
pub(crate) fn klein() -> FakeTable {
    FakeTable::new("85001NED", "Jeugdhulp; regio")
        .dimensie(FakeDimensie::regios([
            ("NL01", "Nederland"),
            ("PV26", "Utrecht (PV)"),
            ("GM0344", "Utrecht (gemeente)"),
        ]))
        .dimensie(FakeDimensie::perioden(["2024HJ01", "2024HJ02", "2024JJ00", "2025HJ01"]))
        .groep("G1", "Jeugdhulp", None)
        .onderwerp(FakeOnderwerp::new("M000001", "Jongeren").groep("G1"))
        .onderwerp(FakeOnderwerp::new("M000002", "Per 100 jongeren").eenheid("%").decimalen(1))
        .formule(|plek| {
            let sum: u32 = plek.posities.iter().map(|at| at + 1).product();
            match plek.plek_onderwerp {
                0 => i64::from(sum * 100).into(),
                _ => FakeCel::Getal(format!("{sum}.5")),
            }
        })
        .cel(&["NL01", "2024HJ01"], "M000002", FakeCel::Afwezig)
        .cel(&["GM0344", "2025HJ01"], "M000001", FakeCel::Leeg("Confidential".to_owned()))
}

fn ids(rows: &[Value], name: &str) -> Vec<i64> {
    rows.iter().map(|row| row[name].as_i64().unwrap()).collect()
}

#[test]
fn v4_describes_a_table_as_the_specification_has_it() {
    let cbs = FakeCbs::start(vec![klein()]);
    let root = format!("{}/85001NED", cbs.url_v4());
    let properties = get(&format!("{root}/Properties")).json();
    assert_eq!(properties["Version"], "202601150200");
    assert_eq!(properties["ObservationCount"], 23);
    assert_eq!(properties["ObservationsModified"], "2026-01-15T02:00:00+01:00");
    let service = get(&root).rows();
    let names: Vec<&str> = service.iter().map(|set| set["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "MeasureCodes",
            "MeasureGroups",
            "Dimensions",
            "RegioSCodes",
            "PeriodenCodes",
            "Observations",
            "Properties"
        ]
    );
    let dimensions = get(&format!("{root}/Dimensions")).rows();
    assert_eq!(dimensions[0]["Kind"], "GeoDimension");
    assert_eq!(dimensions[1]["@odata.type"], "#Cbs.Ccb.Models.TimeDimension");
    assert_eq!(dimensions[0]["CodesUrl"], format!("{root}/RegioSCodes"));
    let codes = get(&format!("{root}/RegioSCodes")).rows();
    assert_eq!(codes[2]["Identifier"], "GM0344");
    let perioden = get(&format!("{root}/PeriodenCodes")).rows();
    assert_eq!(perioden[0]["Title"], "1e halfjaar 2024");
    assert_eq!(perioden[0]["Status"], "Definitief");
    let measures = get(&format!("{root}/MeasureCodes")).rows();
    assert_eq!(measures[1]["Unit"], "%");
    assert_eq!(measures[0]["MeasureGroupId"], "G1");
    assert_eq!(get(&format!("{root}/RegioSGroups")).status, 404);
}

#[test]
fn v4_numbers_the_rows_that_are_there() {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.set_page_rows(10_000, 10);
    let root = format!("{}/85001NED/Observations", cbs.url_v4());
    let pages = get_all(&root);
    assert_eq!(pages.iter().map(|page| page.rows().len()).collect::<Vec<_>>(), [10, 10, 3]);
    let rows: Vec<Value> = pages.iter().flat_map(crate::http_get::Answer::rows).collect();
    assert_eq!(ids(&rows, "Id"), (0..23).collect::<Vec<_>>());
    assert_eq!(
        rows[0],
        json!({"Id": 0, "Measure": "M000001", "ValueAttribute": "None", "Value": 100,
            "StringValue": null, "RegioS": "NL01", "Perioden": "2024HJ01"})
    );
    assert_eq!(rows[1]["Perioden"], "2024HJ02");
    assert_eq!(rows[21]["ValueAttribute"], "Confidential");
    assert_eq!(rows[21]["Value"], Value::Null);
    let cases = [
        ("RegioS eq 'GM0344'", 8),
        ("RegioS in ('GM0344','NL01')", 15),
        ("(startswith(RegioS,'GM') or startswith(RegioS,'PV')) and Perioden ge '2024JJ00'", 8),
        ("Perioden ge '2024' and Measure eq 'M000002'", 11),
        ("RegioS eq 'gm0344'", 0),
    ];
    for (filter, expect) in cases {
        let counted = get(&format!("{root}?$filter={filter}&$count=true&$top=1"));
        assert_eq!(counted.json()["@odata.count"], expect, "{filter}");
        assert_eq!(counted.next(), None);
        assert_eq!(get(&format!("{root}/$count?$filter={filter}")).text(), expect.to_string());
        let pages = get_all(&format!("{root}?$filter={filter}"));
        let rows: usize = pages.iter().map(|page| page.rows().len()).sum();
        assert_eq!(rows, expect, "{filter}");
    }
    let chosen = get(&format!("{root}?$select=Id,Value&$skip=20")).rows();
    assert_eq!(chosen[0], json!({"Id": 20, "Value": 9.5}));
    assert_eq!(get(&format!("{root}?$filter=Regio eq 'x'")).status, 400);
    assert_eq!(get(&format!("{root}?$filter=substringof('GM',RegioS)")).status, 400);
}

#[test]
fn v3_pads_keys_and_gives_wide_dense_rows() {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.set_page_rows(5, 100_000);
    let root = format!("{}/ODataFeed/odata/85001NED", cbs.url_v3());
    let pages = get_all(&format!("{root}/TypedDataSet?$format=json"));
    assert_eq!(pages.iter().map(|page| page.rows().len()).collect::<Vec<_>>(), [5, 5, 2]);
    let link = pages[0].next().unwrap();
    assert_eq!(
        link,
        format!("{}/ODataFeed/OData/85001NED/TypedDataSet/?$format=json&$skip=5", cbs.url_v3())
    );
    let rows: Vec<Value> = pages.iter().flat_map(crate::http_get::Answer::rows).collect();
    assert_eq!(ids(&rows, "ID"), (0..12).collect::<Vec<_>>());
    assert_eq!(
        rows[0],
        json!({"ID": 0, "RegioS": "NL01  ", "Perioden": "2024HJ01", "Jongeren_1": 100,
            "Per100Jongeren_2": null})
    );
    let untyped = get(&format!(
        "{root}/UntypedDataSet?$format=json&$filter=RegioS eq 'GM0344' and Perioden eq '2025HJ01'"
    ))
    .rows();
    assert_eq!(
        untyped,
        [json!({"ID": 11, "RegioS": "GM0344", "Perioden": "2025HJ01",
            "Jongeren_1": "       .", "Per100Jongeren_2": "    12.5"})]
    );
    let cases = [
        ("RegioS eq 'NL01'", 0),
        ("RegioS eq 'NL01  '", 4),
        ("substringof('HJ',Perioden)", 9),
        ("substring(Perioden,0,4) eq '2025'", 3),
        ("(RegioS eq 'PV26  ') or (RegioS eq 'GM0344')", 8),
    ];
    for (filter, expect) in cases {
        let pages = get_all(&format!("{root}/TypedDataSet?$format=json&$filter={filter}"));
        let rows: usize = pages.iter().map(|page| page.rows().len()).sum();
        assert_eq!(rows, expect, "{filter}");
    }
    // The count is known to ignore the filter.
    let count = format!("{root}/UntypedDataSet/$count?$filter=RegioS eq 'GM0344'");
    assert_eq!(get(&count).text(), "12");
    assert_eq!(get(&format!("{root}/TypedDataSet?$filter=RegioS in ('x')")).status, 400);
    let long = "x".repeat(6_100);
    assert_eq!(get(&format!("{root}/TypedDataSet?$filter=RegioS eq '{long}'")).status, 414);
}

#[test]
fn v3_describes_a_table_with_keys_of_fixed_width() {
    let cbs = FakeCbs::start(vec![klein()]);
    let root = format!("{}/odatafeed/OData/85001ned", cbs.url_v3());
    let service = get(&format!("{root}?$format=json")).rows();
    let names: Vec<&str> = service.iter().map(|set| set["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "TableInfos",
            "UntypedDataSet",
            "TypedDataSet",
            "DataProperties",
            "CategoryGroups",
            "RegioS",
            "Perioden"
        ]
    );
    let infos = get(&format!("{root}/TableInfos?$format=json")).rows();
    assert_eq!(infos[0]["Modified"], "2026-01-15T02:00:00");
    let properties = get(&format!("{root}/DataProperties?$format=json")).rows();
    let kinds: Vec<&str> = properties.iter().map(|row| row["Type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["GeoDimension", "TimeDimension", "TopicGroup", "Topic", "Topic"]);
    assert_eq!(properties[3]["ParentID"], properties[2]["ID"]);
    assert_eq!(properties[4]["Key"], "Per100Jongeren_2");
    assert_eq!(properties[3].get("ReleasePolicy"), None);
    assert_eq!(get(&format!("{root}/RegioS?$format=json")).rows()[0]["Key"], "NL01  ");
    assert!(get(&format!("{root}/CategoryGroups?$format=json")).rows().is_empty());
}

#[test]
fn the_catalogue_is_one_page_and_can_be_asked_for_a_few_tables() {
    let cbs =
        FakeCbs::start(vec![klein(), FakeTable::new("37789ksz", "Sociale zekerheid").alleen_v4()]);
    let select = "Identifier,Status,Version,Modified,ObservationsModified,ObservationCount,VersionReason,Title";
    let rows = get(&format!("{}/Datasets?$select={select}", cbs.url_v4())).rows();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].as_object().unwrap().len(), 8);
    let one = get(&format!("{}/Datasets?$filter=Identifier eq '37789ksz'", cbs.url_v4()));
    assert_eq!(one.rows()[0]["Title"], "Sociale zekerheid");
    let v3 = format!("{}/ODataCatalog/Tables?$format=json", cbs.url_v3());
    let rows = get(&v3).rows();
    assert_eq!((rows.len(), &rows[0]["RecordCount"]), (1, &json!(12)));
    assert_eq!(rows[0]["Updated"], "2026-01-15T02:00:00");
    let none = get(&format!("{v3}&$filter=substringof('wmo',tolower(Title))"));
    assert_eq!(none.rows().len(), 0);
}

#[test]
fn ids_have_a_case_in_v4_and_none_in_v3() {
    let cbs = FakeCbs::start(vec![klein()]);
    let cases = [
        (format!("{}/85001NED/Properties", cbs.url_v4()), 200),
        (format!("{}/85001ned/Properties", cbs.url_v4()), 404),
        (format!("{}/ODataFeed/odata/85001ned/TableInfos", cbs.url_v3()), 200),
        (format!("{}/odatafeed/ODATA/85001NED/tableinfos", cbs.url_v3()), 200),
        (format!("{}/ODataFeed/odata/99999NED/TableInfos", cbs.url_v3()), 404),
    ];
    for (url, status) in cases {
        assert_eq!(get(&url).status, status, "{url}");
    }
}

#[test]
fn a_night_changes_what_it_says_and_no_more() {
    let cbs = FakeCbs::start(vec![klein()]);
    let root = format!("{}/85001NED", cbs.url_v4());
    let rows = || get(&format!("{root}/Observations")).rows();
    let before = rows();
    cbs.change("85001NED", |table| {
        table.zet_teksten("202602010200");
    });
    let properties = get(&format!("{root}/Properties")).json();
    assert_eq!(properties["Version"], "202601150200");
    assert_eq!(properties["Modified"], "2026-02-01T02:00:00+01:00");
    assert_eq!(rows(), before);
    cbs.change("85001NED", |table| {
        table.zet_versie("202603010200").zet_cel(&["PV26", "2024JJ00"], "M000001", 601);
    });
    let after = rows();
    let changed = before.iter().zip(&after).filter(|(one, two)| one != two).count();
    assert_eq!((after.len(), changed), (before.len(), 1));
    cbs.change("85001NED", |table| {
        let code = FakeCode::new("GM0307", "Amersfoort");
        table.voeg_code_toe("RegioS", 1, code).voeg_periode_toe("2025HJ02");
    });
    let grown = rows();
    assert_eq!(grown.len(), 4 * 5 * 2 - 1);
    assert_eq!(ids(&grown, "Id"), (0..39).collect::<Vec<_>>());
    let revised = grown.iter().find(|row| {
        row["RegioS"] == "PV26" && row["Perioden"] == "2024JJ00" && row["Measure"] == "M000001"
    });
    assert_eq!(revised.unwrap()["Value"], 601);
    cbs.change("85001NED", |table| {
        table.zet_eenheid("M000002", "x 1000").hef_op(
            "GM0307",
            "01-01-2026",
            &[("GM0344", "Utrecht (gemeente)", "5041 hectare met 5167 woningen en 13321 inwoners")],
        );
        table.voeg_onderwerp_vooraan(FakeOnderwerp::new("M000000", "Nieuw"));
    });
    assert_eq!(get(&format!("{root}/MeasureCodes")).rows()[2]["Unit"], "x 1000");
    let text =
        get(&format!("{root}/RegioSCodes")).rows()[1]["Description"].as_str().unwrap().to_owned();
    assert!(text.starts_with(
        "Opgeheven per 01-01-2026, overgegaan naar:\r\n- Utrecht (gemeente) (GM0344),"
    ));
    let feed = format!("{}/ODataFeed/odata/85001NED", cbs.url_v3());
    let topics = get(&format!("{feed}/DataProperties?$format=json")).rows();
    assert_eq!(topics.last().unwrap()["Key"], "Per100Jongeren_3");
    cbs.remove("85001NED");
    assert_eq!(get(&root).status, 404);
    assert_eq!(get(&format!("{}/Datasets", cbs.url_v4())).rows().len(), 0);
}

#[test]
fn a_huge_table_is_computed_page_by_page() {
    let cbs = FakeCbs::start(vec![FakeTable::groot("90000NED", 500, 400, 25)]);
    cbs.set_page_rows(50, 50);
    let root = format!("{}/90000NED", cbs.url_v4());
    let last = get(&format!("{root}/Observations?$skip=9999960"));
    assert_eq!((last.rows().len(), last.next()), (40, None));
    assert_eq!(last.rows()[39]["Id"], 9_999_999);
    let filter = "RegioS eq 'GM0344' and Perioden ge '2020' and startswith(Kenmerken,'A0003')";
    let part = get(&format!("{root}/Observations?$filter={filter}&$count=true&$top=1")).json();
    assert_eq!(part["@odata.count"], 100 * 5 * 2);
    let wide =
        get(&format!("{}/ODataFeed/odata/90000NED/TypedDataSet?$skip=4999990", cbs.url_v3()));
    assert_eq!((wide.rows().len(), wide.next()), (10, None));
}

#[test]
fn what_was_asked_is_in_the_log() {
    let cbs = FakeCbs::start(vec![klein()]);
    get(&format!("{}/Datasets?$select=Identifier", cbs.url_v4()));
    get(&format!("{}/85001NED/Observations?$filter=RegioS%20eq%20%27NL01%27", cbs.url_v4()));
    let log = cbs.log();
    let asked: Vec<(&str, &str)> =
        log.iter().map(|entry| (entry.path.as_str(), entry.query.as_str())).collect();
    assert_eq!(
        asked,
        [
            ("/odata/v1/CBS/Datasets", "$select=Identifier"),
            ("/odata/v1/CBS/85001NED/Observations", "$filter=RegioS eq 'NL01'"),
        ]
    );
    assert_eq!(cbs.requests("/Observations").len(), 1);
    assert_eq!((cbs.connections(), cbs.max_concurrent()), (2, 1));
    cbs.forget();
    assert_eq!(cbs.log(), []);
    let address = cbs.host();
    drop(cbs);
    assert!(std::net::TcpStream::connect(address).is_err());
}
