//! A case-system export beside the messages: what it makes of the beschikking, and what is left when it goes.

use std::fs;

use domain::Wet;
use sluis_tests::Warehouse;
use testkit::bericht::{
    Aanvraag, Kop, Product, Start, Startbericht, Toewijzing, Toewijzingsbericht, Verzoekbericht,
};

const BSN: &str = "999900006";

const MAPPING: &str = r#"
[bestand]
patroon = "voorzieningen*.csv"
[voorziening]
vast = { wet = "jw" }
[voorziening.velden]
beschikkingnummer = "Besluit"
volgnummer = "Volgnummer"
client = { kop = "BSN", als = "bsn" }
productcategorie = "Categorie"
productcode = "Product"
aanbieder_agb = "AGB"
toewijzingnummer = { kop = "Toewijzing", optioneel = true }
ingangsdatum = "Ingang"
einddatum = "Einde"
"#;

const EXPORT: &str = "Besluit;Volgnummer;BSN;Categorie;Product;AGB;Toewijzing;Ingang;Einde\r\n\
    7001;1;999900006;45;45A03;42420001;1001;01-03-2026;31-12-2026\r\n\
    7999;1;999900006;45;45A04;42420001;1002;01-03-2026;31-12-2026\r\n\
    2026-B3;1;999900006;45;45A05;42420001;;01-03-2026;31-12-2026\r\n\
    7004;1;999900006;45;45A06;42420001;1004;01-04-2026;31-12-2026\r\n";

const VERDICT: &str = "select concat_ws(' ', koppeling.toewijzingnummer, koppeling.koppelstatus, \
    koppeling.beschikking_gelijk, toewijzing.beschikking_wijze, beschikking.beschikkingnummer) \
    from dwh.feit_koppeling as koppeling inner join dwh.feit_toewijzing as toewijzing using (toewijzing_sk) \
    inner join dwh.dim_beschikking as beschikking on toewijzing.beschikking_sk = beschikking.beschikking_sk \
    order by 1";

const FINDINGS: &str = "select concat_ws(' ', regelcode, toewijzingnummer, status) from dwh.feit_bevinding \
    where regelcode like 'DQ6%' order by 1";

fn kop(identificatie: &str, dagtekening: &str) -> Kop {
    Kop::new(Wet::Jw, "0384", "42420001").bericht(identificatie, dagtekening)
}

/// Four allocations with a start each; of two of them a request names the beschikking.
fn deliver_messages(warehouse: &Warehouse) {
    let products = ["45A03", "45A04", "45A05", "45A06"].map(|code| Product::new("45", code));
    let mut verzoek = Verzoekbericht::new(kop("V1", "2026-02-10"), BSN);
    let mut toewijzing = Toewijzingsbericht::new(kop("T1", "2026-02-21"), BSN);
    let mut start = Startbericht::new(kop("S1", "2026-03-10"), BSN);
    for (number, product) in (1..).zip(products) {
        let reference = format!("R{number}");
        let mut allocation = Toewijzing::new(1000 + number, product.clone(), "2026-03-01")
            .moment("2026-02-20", "10:00:00")
            .einddatum("2026-12-31");
        if number <= 2 {
            let asked = Aanvraag::new(reference.as_str(), product.clone(), "2026-03-01")
                .beschikking(7000 + number, "2026-02-01")
                .einddatum("2026-12-31");
            verzoek = verzoek.aanvraag(asked);
            allocation.referentie_aanbieder = Some(reference.as_str().into());
        }
        toewijzing = toewijzing.toewijzing(allocation);
        start = start.start(Start::new(1000 + number, product, "2026-03-01"));
    }
    warehouse.deliver("315.xml", verzoek.xml()).unwrap();
    warehouse.deliver("301.xml", toewijzing.xml()).unwrap();
    warehouse.deliver("305.xml", start.xml()).unwrap();
}

fn follow(warehouse: &Warehouse) -> String {
    fs::create_dir(warehouse.path("zaken")).unwrap();
    fs::write(warehouse.path("mapping.toml"), MAPPING).unwrap();
    fs::write(warehouse.path("zaken/voorzieningen.csv"), EXPORT).unwrap();
    let file = warehouse.path("sluis.toml");
    let without = fs::read_to_string(&file).unwrap();
    let source = "[[source]]\nname = \"zaken\"\nkind = \"zaaksysteem\"\npath = \"zaken\"\n\
                  mapping = \"mapping.toml\"\ngemeentecode = \"0384\"\n";
    fs::write(file, format!("{without}{source}")).unwrap();
    without
}

const UNKNOWN: [&str; 4] = [
    "1001 gekoppeld niet_toetsbaar verzoek 7001",
    "1002 gekoppeld niet_toetsbaar verzoek 7002",
    "1003 gekoppeld niet_toetsbaar geen onbekend",
    "1004 gekoppeld niet_toetsbaar geen onbekend",
];

const TOLD: [&str; 4] = [
    "1001 gekoppeld gelijk toewijzingnummer 7001",
    "1002 gekoppeld verschillend toewijzingnummer 7999",
    "1003 gekoppeld niet_toetsbaar kenmerken 2026-B3",
    "1004 gekoppeld niet_toetsbaar toewijzingnummer 7004",
];

#[test]
fn an_export_decides_the_beschikking_and_without_it_all_is_as_before() {
    let warehouse = Warehouse::new().unwrap();
    warehouse.configure(&[]).unwrap();
    deliver_messages(&warehouse);
    warehouse.run().unwrap();
    assert_eq!(warehouse.query(VERDICT).unwrap(), UNKNOWN);
    let before = warehouse.facts().unwrap();
    let without = follow(&warehouse);
    let told = warehouse.run().unwrap();
    assert_eq!(warehouse.query(VERDICT).unwrap(), TOLD, "{told:?}");
    // 1002: another beschikking than the request; 1004: a provision of another period.
    assert_eq!(
        warehouse.query(FINDINGS).unwrap(),
        ["DQ63 1002 open", "DQ64 1004 open"].map(str::to_owned)
    );
    let per_way = "select string_agg(concat(wijze, ' ', aantal), ', ' order by wijze) from mart.brug_beschikking \
                   where onderwerp = 'toewijzing'";
    assert_eq!(warehouse.value(per_way).unwrap(), "kenmerken 1, toewijzingnummer 3");
    let granted = "select count(*) from dwh.feit_voorziening as v inner join dwh.dim_client as c using (client_sk) \
                   inner join dwh.feit_toewijzing as t on v.toewijzing_sk = t.toewijzing_sk and t.client_sk = c.client_sk";
    assert_eq!(warehouse.value(granted).unwrap(), "3", "the same person as in the messages");
    fs::write(warehouse.path("sluis.toml"), without).unwrap();
    let forgotten = warehouse.sluis(&["csv", "vergeet", "zaken", "--reden", "proef"]).unwrap();
    assert_eq!(forgotten.code, 0, "{forgotten:?}");
    warehouse.run().unwrap();
    assert_eq!(warehouse.query(VERDICT).unwrap(), UNKNOWN);
    assert_eq!(warehouse.value("select count(*) from dwh.feit_voorziening").unwrap(), "0");
    assert_eq!(
        warehouse.query(FINDINGS).unwrap(),
        ["DQ63 1002 opgelost", "DQ64 1004 opgelost"].map(str::to_owned)
    );
    assert_eq!(before.differences(&warehouse.facts().unwrap()), Vec::<String>::new());
}

#[test]
fn it_makes_no_difference_which_came_first() {
    let first = Warehouse::new().unwrap();
    first.configure(&[]).unwrap();
    follow(&first);
    assert_eq!(first.run().unwrap().code, 0);
    deliver_messages(&first);
    first.run().unwrap();
    assert_eq!(first.query(VERDICT).unwrap(), TOLD);
    let both = Warehouse::new().unwrap();
    both.configure(&[]).unwrap();
    follow(&both);
    deliver_messages(&both);
    both.run().unwrap();
    let differences = first.facts().unwrap().differences(&both.facts().unwrap());
    assert_eq!(differences, Vec::<String>::new());
}
