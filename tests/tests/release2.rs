//! Messages of release 2: several persons, beschikkingen, allocations without a number.

use domain::Wet;
use sluis_tests::{Facts, Warehouse};
use testkit::bericht::v2::{Bericht, Beschikking, Start, Stop, Toewijzing, Verzoek};
use testkit::bericht::{Kop, Persoon, Product};

const EEN: &str = "999900006";
const TWEE: &str = "999900018";

/// A file of the inbox.
type File = (&'static str, Vec<u8>);

fn kop(subversie: u8, identificatie: &str, dagtekening: &str) -> Kop {
    let kop = Kop::new(Wet::Wmo, "0363", "42420001").release_2(subversie);
    kop.bericht(identificatie, dagtekening)
}

fn product() -> Product {
    Product::new("2", "02A03")
}

/// Two persons: the first with an allocation without number, the second with one that has a number.
fn messages(subversie: u8) -> Vec<File> {
    let beschikking = |nummer: u32| Beschikking::new(nummer, "2018-04-01").einddatum("2018-12-31");
    let toegewezen = || Toewijzing::new(product(), "2018-04-01").einddatum("2018-12-31");
    let toewijzing = Bericht::new(
        kop(subversie, "T1", "2018-04-01"),
        EEN,
        beschikking(7001).toewijzing(toegewezen()),
    )
    .client(TWEE, beschikking(7002).toewijzing(toegewezen().nummer(1002)));
    let start = Bericht::new(
        kop(subversie, "S1", "2018-04-10"),
        EEN,
        Start::new(product(), "2018-04-06").beschikking(7001),
    )
    .client(TWEE, Start::new(product(), "2018-04-07").beschikking(7002).nummer(1002));
    let stop = Bericht::new(
        kop(subversie, "P1", "2018-06-10"),
        EEN,
        Stop::new(product(), "2018-04-06", "2018-06-01").beschikking(7001),
    )
    .client(TWEE, Stop::new(product(), "2018-04-07", "2018-06-02").nummer(1002));
    vec![
        ("301.xml", toewijzing.xml()),
        ("302.xml", toewijzing.retour("RT1", "2018-04-02").xml()),
        ("305.xml", start.xml()),
        ("306.xml", start.retour("RS1", "2018-04-11").xml()),
        ("307.xml", stop.xml()),
    ]
}

const VERDICTS: &str = "select berichtsoort, regelnummer, toewijzingnummer, client_gelijk, aanbieder_gelijk, \
    product_gelijk, periode_gelijk, beschikking_gelijk, koppelwijze, koppelstatus \
    from dwh.feit_koppeling order by 1, 2";

fn load(files: &[File], runs_apart: bool) -> (Warehouse, Facts) {
    let warehouse = Warehouse::new().unwrap();
    for (name, bytes) in files {
        warehouse.deliver(name, bytes).unwrap();
        if runs_apart {
            let outcome = warehouse.run().unwrap();
            assert_eq!(outcome.code, 0, "{name}: {outcome:?}");
        }
    }
    if !runs_apart {
        let outcome = warehouse.run().unwrap();
        assert_eq!(outcome.code, 0, "{outcome:?}");
    }
    let facts = warehouse.facts().unwrap();
    (warehouse, facts)
}

#[test]
fn starts_and_stops_link_by_number_and_by_beschikking() {
    for subversie in 1..=4 {
        let (warehouse, _) = load(&messages(subversie), false);
        let number = "gelijk|gelijk|gelijk|gelijk";
        assert_eq!(
            warehouse.query(VERDICTS).unwrap(),
            [
                format!("305|1||{number}|gelijk|beschikking|gekoppeld"),
                format!("305|2|1002|{number}|gelijk|toewijzingnummer|gekoppeld"),
                format!("307|1||{number}|gelijk|beschikking|gekoppeld"),
                format!("307|2|1002|{number}|niet_toetsbaar|toewijzingnummer|gekoppeld"),
            ],
            "2.{subversie}"
        );
        let deliveries = "select toewijzingnummer, startdatum, einddatum, reden_beeindiging, telt_mee \
            from dwh.feit_levering order by 2";
        assert_eq!(
            warehouse.query(deliveries).unwrap(),
            ["|2018-04-06|2018-06-01|19|t", "1002|2018-04-07|2018-06-02|19|t"]
        );
        let messages = "select berichtsoort, release, retour_status, aantal_regels from dwh.feit_bericht \
            where retour_status <> 'nvt' order by 1";
        assert_eq!(
            warehouse.query(messages).unwrap(),
            [
                format!("301|2.{subversie}|geaccepteerd|2"),
                format!("305|2.{subversie}|geaccepteerd|2"),
                format!("307|2.{subversie}|open|2"),
            ]
        );
        let decisions = "select beschikkingnummer, afgiftedatum, einddatum, bron from dwh.dim_beschikking \
            where beschikking_sk <> 0 order by 1";
        assert_eq!(
            warehouse.query(decisions).unwrap(),
            ["7001|2018-04-01|2018-12-31|toewijzing", "7002|2018-04-01|2018-12-31|toewijzing"]
        );
        let categories =
            "select distinct productcategorie from dwh.dim_product where product_sk <> 0";
        assert_eq!(warehouse.query(categories).unwrap(), ["02"], "written as 2");
        assert_eq!(warehouse.query("select count(*) from dwh.feit_bevinding").unwrap(), ["0"]);
    }
}

#[test]
fn every_order_gives_the_same_facts() {
    let files = messages(1);
    let (_, expected) = load(&files, false);
    let reverse = files.iter().rev().cloned().collect();
    let mut rotated = files.clone();
    rotated.rotate_left(2);
    for order in [reverse, rotated] {
        let names: Vec<&str> = order.iter().map(|(name, _)| *name).collect();
        let (_, facts) = load(&order, true);
        let differences = facts.differences(&expected);
        assert!(differences.is_empty(), "{names:?}: {differences:#?}");
    }
}

#[test]
fn a_request_of_2_0_is_honoured_by_its_beschikking() {
    let verzoek = Bericht::new(
        kop(0, "V1", "2016-03-01"),
        EEN,
        Verzoek::new("-", product(), "2016-04-01").beschikking(7001, "2016-03-01"),
    );
    let toewijzing = Bericht::new(
        kop(0, "T1", "2016-03-15"),
        EEN,
        Beschikking::new(7001, "2016-04-01")
            .toewijzing(Toewijzing::new(product(), "2016-04-01").moment("2016-03-14", "09:00:00")),
    );
    let start = Bericht::new(
        kop(0, "S1", "2016-04-10"),
        EEN,
        Start::new(product(), "2016-04-06").beschikking(7001).toewijzing_ingangsdatum("2016-04-01"),
    );
    let files =
        [("305.xml", start.xml()), ("301.xml", toewijzing.xml()), ("315.xml", verzoek.xml())];
    let (warehouse, _) = load(&files, true);
    let request = "select beschikkingnummer, referentie_aanbieder, antwoord, antwoorddatum, doorlooptijd_dagen, \
        toewijzing_sk = (select toewijzing_sk from dwh.feit_toewijzing) from dwh.feit_verzoek";
    assert_eq!(warehouse.query(request).unwrap(), ["7001||toegewezen|2016-03-14|13|t"]);
    let all = "gelijk|gelijk|gelijk|gelijk|gelijk|beschikking|gekoppeld";
    assert_eq!(warehouse.query(VERDICTS).unwrap(), [format!("305|1||{all}")]);
    // 2.0 repeats the BSN as the number of the client.
    let dump = String::from_utf8_lossy(&warehouse.dump().unwrap()).into_owned();
    assert!(!dump.contains(EEN));
}

#[test]
fn a_fault_in_a_person_refuses_the_records_of_that_person_only() {
    let start = |begin: &str| Start::new(product(), begin).nummer(1);
    let bericht = Bericht::new(kop(1, "S1", "2018-04-10"), EEN, start("2018-04-03"))
        .client(
            Persoon { bsn: "999900007".into(), ..Persoon::from(EEN) },
            vec![start("2018-04-04"), start("2018-04-05")],
        )
        .client(TWEE, vec![start("2018-04-06"), start("2018-02-30")]);
    let warehouse = Warehouse::new().unwrap();
    warehouse.deliver("305.xml", bericht.xml()).unwrap();
    assert_eq!(warehouse.run().unwrap().code, 3);
    let refused = "select regelnummer, code from beheer.quarantaine order by 1";
    assert_eq!(
        warehouse.query(refused).unwrap(),
        ["2|BSN_INVALID", "3|BSN_INVALID", "5|DATE_INVALID"]
    );
    let loaded = "select regelnummer from dwh.feit_koppeling order by 1";
    assert_eq!(warehouse.query(loaded).unwrap(), ["1", "4"]);
    assert_eq!(warehouse.value("select aantal_regels from dwh.feit_bericht").unwrap(), "5");
}

#[test]
fn what_is_not_public_or_not_of_the_release_is_set_aside_with_its_reason() {
    let start = Bericht::new(kop(1, "S1", "2018-04-10"), EEN, Start::new(product(), "2018-04-03"));
    let text = String::from_utf8(start.xml()).unwrap();
    let declaratie = text.replace("wmo305", "wmo303").replace(">418<", ">416<");
    let verzoek = text.replace("wmo305", "wmo317").replace(">418<", ">480<");
    let nieuwer = text.replace("2_1", "4_0").replace("BerichtVersie>2<", "BerichtVersie>4<");
    let warehouse = Warehouse::new().unwrap();
    warehouse.deliver("303.xml", declaratie).unwrap();
    warehouse.deliver("317.xml", verzoek).unwrap();
    warehouse.deliver("nieuwer.xml", nieuwer).unwrap();
    assert_eq!(warehouse.run().unwrap().code, 3);
    let refused = "select b.naam, b.foutcode from beheer.bestand as b order by 1";
    assert_eq!(
        warehouse.query(refused).unwrap(),
        [
            "303.xml|MESSAGE_NOT_PUBLIC",
            "317.xml|MESSAGE_TYPE_UNKNOWN",
            "nieuwer.xml|VERSION_UNSUPPORTED",
        ]
    );
}
