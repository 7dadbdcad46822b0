//! Everything that was recorded of CBS, through `sluis run` into the star, with the counts that were measured in it.
//!
//! Skipped with a reason where the shared folder is absent; the shapes are tested on tables of our own in `statline`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sluis_tests::Warehouse;
use testkit::fake_cbs::FakeCbs;

/// Tables with what is asked of each and the cells that this gives: rows times measures.
const V4: [(&str, &str, u64); 5] = [
    ("37789ksz", "region = \"NL01\"", 6_470),
    ("82610NED", "", 3_863),
    ("80072ned", "", 4_409),
    (
        "03759ned",
        "regions = [\"NL*\", \"PV*\", \"GM*\"]\nfrom = 2019\ndimensions = { Geslacht = [\"T001038\"], \
         Leeftijd = [\"10000\"], BurgerlijkeStaat = [\"T001019\"] }",
        13_568,
    ),
    ("83625NED", "from = 2015", 8_195),
];
const V3: [(&str, &str, u64); 8] = [
    ("83599NED", "", 15_504),
    ("80137ned", "", 675 * 12),
    ("83583NED", "", 7_440),
    (
        "83262NED",
        "regions = [\"NL01\", \"GM0518\"]\ndimensions = { Geslacht = [\"T001038\"], \
         KenmerkenVanPersonen = [\"T009002\", \"2012655\", \"2012657\"], TypeMaatwerkarrangement = [\"T001024\"] }",
        96 * 2,
    ),
    ("84799NED", "period = 2020", 399 * 116),
    (
        "45012NED",
        "regions = [\"PV27\"]\ndimensions = { Verslagsoort = [\"2013X000\", \"2013X005\"] }",
        12_096 * 2,
    ),
    ("82602NED", "dimensions = { SoortMutaties = [\"vlptsa\"] }", 115 * 213),
    ("84489NED", "period = 2019", 2_500 * 7),
];

#[expect(clippy::print_stdout, reason = "a skipped test says why")]
fn replay() -> Option<FakeCbs> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/domain/cbs/fixtures");
    if !folder.exists() {
        println!("skipped: there are no recordings in {}", folder.display());
        return None;
    }
    Some(FakeCbs::replay(0, &folder).unwrap())
}

fn follow(warehouse: &Warehouse, cbs: &FakeCbs) {
    warehouse.configure(&[]).unwrap();
    let file = warehouse.path("sluis.toml");
    let mut config = fs::read_to_string(&file).unwrap();
    let [v4, v3] = [("v4", cbs.url_v4()), ("v3", cbs.url_v3())];
    let tables = V4.iter().map(|table| (table, &v4)).chain(V3.iter().map(|table| (table, &v3)));
    for ((id, keys, _), (protocol, url)) in tables {
        writeln!(
            config,
            "[[source]]\nname = \"{}\"\nkind = \"cbs\"\ntable = \"{id}\"\nprotocol = \"{protocol}\"\n\
             base_url = \"{url}\"\n{keys}",
            id.to_ascii_lowercase()
        )
        .unwrap();
    }
    config.push_str("[cbs]\ntries = 2\nretry_ms = 1\n");
    fs::write(file, config).unwrap();
}

#[test]
fn every_recording_loads_with_its_counts_and_a_second_night_loads_nothing() {
    let Some(cbs) = replay() else { return };
    cbs.set_page_rows(10_000, 2_500);
    let warehouse = Warehouse::new().unwrap();
    follow(&warehouse, &cbs);
    let outcome = warehouse.sluis(&["run", "--json"]).unwrap();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let report = outcome.json().unwrap();
    for (id, _, cells) in V4.iter().chain(&V3) {
        let name = id.to_ascii_lowercase();
        let tasks = report["tasks"].as_array().unwrap();
        let task = tasks.iter().find(|task| task["source"] == name.as_str()).unwrap();
        assert_eq!(task["loaded"], Value::from(*cells), "{id}: {task}");
        let stored = format!("select count(*) from dwh.feit_statline where tabel_id = '{id}'");
        assert_eq!(warehouse.value(&stored).unwrap(), cells.to_string(), "{id}");
    }
    known_of_v4(&warehouse);
    known_of_v3(&warehouse);
    municipalities(&warehouse);

    cbs.forget();
    let second = warehouse.sluis(&["run", "--json"]).unwrap();
    assert_eq!(second.code, 0, "{second:?}");
    assert_eq!(second.json().unwrap()["tasks"], Value::Array(vec![]));
    let asked: Vec<String> = cbs.log().into_iter().map(|entry| entry.target).collect();
    assert_eq!(asked.len(), 2, "one look in each catalogue: {asked:?}");
}

fn count(warehouse: &Warehouse, what: &str) -> u64 {
    warehouse.value(&format!("select count(*) from {what}")).unwrap().parse().unwrap()
}

fn known_of_v4(warehouse: &Warehouse) {
    let impossible = |id: &str| {
        format!("dwh.feit_statline where tabel_id = '{id}' and reden_leeg = 'onmogelijk'")
    };
    // Of 6,624 cells 154 are absent: they are no rows, and no zeros.
    assert_eq!(count(warehouse, &impossible("37789ksz")), 819);
    assert_eq!(count(warehouse, &impossible("03759ned")), 8_165);
    assert_eq!(count(warehouse, &impossible("83625NED")), 4_023);
    let label = "select distinct label, eenheid, vermenigvuldiger, decimalen from dwh.dim_onderwerp \
                 where tabel_id = '37789ksz' and onderwerp_code = 'D000198_2'";
    let label = warehouse.value(label).unwrap();
    assert!(label.ends_with("Totaal arbeidsongeschiktheidsuitkeringen|x 1000|1000|1"), "{label}");
    let value = "select waarde, waarde_enkel, gebiedscode from mart.statline where tabel_id = '37789ksz' \
                 and periode = '1998MM01' and onderwerp like '%Totaal arbeidsongeschiktheidsuitkeringen'";
    assert_eq!(warehouse.value(value).unwrap(), "884.4|884400.0|NL01");
    let grains = "select string_agg(distinct periode_soort, ',' order by periode_soort) \
                  from dwh.feit_statline where tabel_id = '37789ksz'";
    assert_eq!(warehouse.value(grains).unwrap(), "jaar,maand");
    // The lists of 80072ned have groups: a category tells its path.
    assert!(
        count(warehouse, "dwh.dim_statline_categorie where tabel_id = '80072ned' and pad <> ''")
            > 0
    );
}

fn known_of_v3(warehouse: &Warehouse) {
    let halves = "dwh.dim_statline_periode where tabel_id = '83262NED' and periode_soort = 'halfjaar' \
                  and einddatum is not null";
    assert_eq!(count(warehouse, halves), 11);
    let unknown = "dwh.feit_statline where tabel_id = '82602NED' and reden_leeg = 'onbekend'";
    assert_eq!(count(warehouse, unknown), 14_485);
    let vacancies = "select waarde from mart.statline where tabel_id = '83599NED' and gebiedscode = 'NL01' \
                     and periode = '2011KW01' and dimensies ->> 'BedrijfstakkenBranchesSBI2008' = 'T001081'";
    assert_eq!(warehouse.value(vacancies).unwrap(), "135.5");
    // Keys of 9, 8 and 6 wide are stored without their blanks.
    let padded = "dwh.dim_statline_categorie where code <> trim(code)";
    assert_eq!(count(warehouse, padded), 0);
    let iv3 = "select distinct gebiedscode, niveau, periode, periode_soort from mart.statline \
               where tabel_id = '45012NED' order by periode";
    let expect = ["PV27|provincie|2013X000|verslag", "PV27|provincie|2013X005|verslag"];
    assert_eq!(warehouse.query(iv3).unwrap(), expect);
    let kwb = "select count(distinct gebiedscode), min(indelingsjaar), min(periode) from mart.statline \
               where tabel_id = '84799NED'";
    assert_eq!(warehouse.value(kwb).unwrap(), "399|2020|2020JJ00");
    let buurt = "select distinct ouder_gebiedscode, gemeentecode from dwh.dim_gebied \
                 where gebiedscode = 'BU04060001' and jaar = 2020";
    assert_eq!(warehouse.value(buurt).unwrap(), "WK040600|0406");
    // Not a float on its way: no figure has more decimals than CBS publishes.
    let decimals = "dwh.feit_statline as f inner join dwh.dim_onderwerp as o using (onderwerp_sk) \
                    where scale(trim_scale(f.waarde)) > o.decimalen";
    assert_eq!(count(warehouse, decimals), 0);
    let texts = "dwh.feit_statline where tabel_id = '84489NED' and tekst <> trim(tekst)";
    assert_eq!(count(warehouse, texts), 0);
}

fn municipalities(warehouse: &Warehouse) {
    let living = "dwh.dim_gebied where niveau = 'gemeente' and jaar is null and geldig_tot is null \
                  and gebiedscode not in ('GM0997', 'GM0998')";
    assert_eq!(count(warehouse, living), 342);
    let peopled = "select count(distinct gebiedscode) from mart.statline where tabel_id = '03759ned' \
                   and niveau = 'gemeente' and periode = '2026JJ00' and waarde > 0";
    assert_eq!(warehouse.value(peopled).unwrap(), "342");
    let weesp = "select datum, naar_gemeentecode, aandeel from ref.herindeling \
                 where van_gemeentecode = '0457' and soort = 'opgeheven'";
    assert_eq!(
        warehouse.value(weesp).unwrap().split('|').take(2).collect::<Vec<_>>(),
        ["2022-03-24", "0363"]
    );
    let whole = "(select van_gemeentecode, datum from ref.herindeling where aandeel is not null \
                 group by 1, 2 having abs(sum(aandeel) - 1) > 0.000001) as broken";
    assert_eq!(count(warehouse, whole), 0);
    let utrecht = "select ouder_gebiedscode, provinciecode from dwh.dim_gebied \
                   where gebiedscode = 'GM0344' and jaar is null";
    assert_eq!(warehouse.value(utrecht).unwrap(), "PV26|PV26");
}
