//! `sluis explain`: a chain as a story, that a person can follow back to its files.

use domain::Wet;
use sluis_tests::Warehouse;
use testkit::bericht::v2;
use testkit::bericht::{
    Aanvraag, Antwoordbericht, Declaratiebericht, Kop, Prestatie, Product, Start, Startbericht,
    Stop, Stopbericht, TeWijzigen, Toewijzing, Toewijzingsbericht, Verzoekbericht,
    Wijzigingsbericht,
};

const BSN: &str = "999900006";
const OTHER_BSN: &str = "999900018";

fn kop(identificatie: &str, dagtekening: &str) -> Kop {
    Kop::new(Wet::Jw, "0384", "42420001").bericht(identificatie, dagtekening)
}

fn product() -> Product {
    Product::new("45", "45A03")
}

fn toewijzing() -> Toewijzing {
    Toewijzing {
        referentie_aanbieder: Some("R1".into()),
        ..Toewijzing::new(1001, product(), "2026-03-01")
    }
    .moment("2026-02-20", "10:00:00")
    .einddatum("2026-12-31")
    .omvang("8", "04", "4")
}

/// Puts the message, and what the receiver says of it, in the inbox.
macro_rules! deliver {
    ($warehouse:expr, $name:expr, $heen:expr, $retour:expr) => {
        $warehouse.deliver(&format!("{}.xml", $name), $heen.xml()).unwrap();
        $warehouse.deliver(&format!("{}_retour.xml", $name), $retour.xml()).unwrap();
    };
}

/// Asked, granted, begun, declared, partly rejected, corrected, changed on request and stopped.
fn told() -> Warehouse {
    let mut warehouse = Warehouse::new().unwrap();
    "2026-06-05".clone_into(&mut warehouse.peildatum);
    let verzoek = Verzoekbericht::new(kop("V1", "2026-02-10"), BSN).aanvraag(
        Aanvraag::new("R1", product(), "2026-03-01")
            .beschikking(7001, "2026-02-01")
            .einddatum("2026-12-31"),
    );
    deliver!(warehouse, "315", verzoek, verzoek.retour("RV1", "2026-02-11"));
    let onderzoek = Antwoordbericht::in_onderzoek(kop("A1", "2026-02-12"), "R1");
    deliver!(warehouse, "319", onderzoek, onderzoek.retour("RA1", "2026-02-13"));
    let eerste = Toewijzingsbericht::new(kop("T1", "2026-02-21"), BSN).toewijzing(toewijzing());
    deliver!(warehouse, "301", eerste, eerste.retour("RT1", "2026-02-23"));
    let vreemd = Startbericht::new(kop("S0", "2026-03-03"), OTHER_BSN)
        .start(Start::new(1001, product(), "2026-03-02").toewijzing_ingangsdatum("2026-03-01"));
    deliver!(
        warehouse,
        "305_ander",
        vreemd,
        vreemd.retour("RS0", "2026-03-04").regelcode(1, "9019")
    );
    let start = Startbericht::new(kop("S1", "2026-03-06"), BSN)
        .start(Start::new(1001, product(), "2026-03-05").toewijzing_ingangsdatum("2026-03-01"));
    deliver!(warehouse, "305", start, start.retour("RS1", "2026-03-09"));
    let line = |begin: &str, eind: &str| Prestatie::new(1001, ("45", "45A03"), begin, eind);
    let maart = Declaratiebericht::new(kop("D1", "2026-04-03"), "2026-03-01", "2026-03-31")
        .prestatie(BSN, line("2026-03-01", "2026-03-31").referentie("P1").geleverd(8, "04", 6000))
        .prestatie(BSN, line("2026-03-01", "2026-03-31").referentie("P2"));
    deliver!(
        warehouse,
        "323_maart",
        maart,
        maart.antwoord("RD1", "2026-04-10").regelcode(2, "9322")
    );
    let april = Declaratiebericht::new(kop("D2", "2026-05-04"), "2026-04-01", "2026-04-30")
        .prestatie(
            BSN,
            line("2026-03-01", "2026-03-31").referentie("P3").geleverd(8, "04", 6000).credit("P1"),
        )
        .prestatie(BSN, line("2026-03-01", "2026-03-31").referentie("P4").geleverd(7, "04", 6000))
        .prestatie(BSN, line("2026-04-01", "2026-04-30").referentie("P5").geleverd(6, "04", 6000));
    deliver!(warehouse, "323_april", april, april.antwoord("RD2", "2026-05-08"));
    let wijziging = Wijzigingsbericht::new(kop("W1", "2026-05-11"), BSN, "R2")
        .wijzig(TeWijzigen::new(1001, "2026-03-01").einddatum("2026-05-31"));
    deliver!(warehouse, "317", wijziging, wijziging.retour("RW1", "2026-05-12"));
    let tweede = Toewijzingsbericht::new(kop("T2", "2026-05-14"), BSN).toewijzing(
        Toewijzing { referentie_aanbieder: Some("R2".into()), ..toewijzing() }
            .moment("2026-05-14", "11:00:00")
            .einddatum("2026-05-31")
            .reden("12"),
    );
    deliver!(warehouse, "301_gewijzigd", tweede, tweede.retour("RT2", "2026-05-15"));
    let stop = Stopbericht::new(kop("E1", "2026-06-02"), BSN).stop(
        Stop::new(1001, product(), "2026-03-05", "2026-05-31")
            .toewijzing_ingangsdatum("2026-03-01")
            .reden("31"),
    );
    warehouse.deliver("307.xml", stop.xml()).unwrap();
    let mei = Declaratiebericht::new(kop("D3", "2026-06-03"), "2026-05-01", "2026-05-31")
        .prestatie(BSN, line("2026-05-01", "2026-05-31").referentie("P6").geleverd(8, "04", 6000));
    warehouse.deliver("323_mei.xml", mei.xml()).unwrap();
    // Never answered, and nobody is granted it.
    let alleen = Verzoekbericht::new(kop("V2", "2026-05-20"), OTHER_BSN).aanvraag(Aanvraag::new(
        "R9",
        Product::new("49", "49A01"),
        "2026-06-01",
    ));
    warehouse.deliver("315_alleen.xml", alleen.xml()).unwrap();
    let outcome = warehouse.run().unwrap();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    warehouse
}

const CHAIN: [&str; 5] = ["explain", "--wet", "jw", "--gemeente", "0384"];

fn explain(warehouse: &Warehouse, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = CHAIN.iter().chain(arguments).copied().collect();
    let outcome = warehouse.sluis(&arguments).unwrap();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    for bsn in [BSN, OTHER_BSN] {
        assert!(!outcome.stdout.contains(bsn));
    }
    outcome.stdout
}

#[test]
fn a_chain_is_told_as_a_story() {
    let warehouse = told();
    let story = explain(&warehouse, &["--toewijzing", "1001"]);
    insta::assert_snapshot!("toewijzing", story);
    let keys =
        warehouse.query("select clientsleutel from dwh.dim_client where client_sk > 0").unwrap();
    assert!(!keys.is_empty());
    for key in keys {
        assert!(!story.contains(&key), "the key of a person is in the story");
    }
    let wide: Vec<&str> = story.lines().filter(|line| line.chars().count() > 100).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    assert!(!story.contains('\u{1b}'), "colour without a terminal");
    assert_eq!(explain(&warehouse, &["--beschikking", "7001"]), story);
    assert_eq!(explain(&warehouse, &["--referentie", "R1", "--agb", "42420001"]), story);
    // Of the change, and of a declaration line.
    for referentie in ["R2", "P2"] {
        assert_eq!(explain(&warehouse, &["--referentie", referentie, "--agb", "42420001"]), story);
    }
}

#[test]
fn a_request_without_allocation_has_a_story_and_an_unknown_one_is_2() {
    let warehouse = told();
    let story = explain(&warehouse, &["--referentie", "R9", "--agb", "42420001"]);
    insta::assert_snapshot!("verzoek", story);
    for arguments in [
        &["--toewijzing", "1002"][..],
        &["--beschikking", "1"],
        &["--referentie", "R9", "--agb", "42420002"],
    ] {
        let arguments: Vec<&str> = CHAIN.iter().chain(arguments).copied().collect();
        let outcome = warehouse.sluis(&arguments).unwrap();
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains("nothing is known of jw 0384"), "{outcome:?}");
        assert!(outcome.stderr.contains("\nhint: "), "{outcome:?}");
    }
}

#[test]
fn the_json_keeps_its_keys_and_its_sums_add_up() {
    let warehouse = told();
    let one = explain(&warehouse, &["--toewijzing", "1001", "--json"]);
    let one: serde_json::Value = serde_json::from_str(&one).unwrap();
    for key in [
        "wet",
        "gemeentecode",
        "toewijzingnummer",
        "toewijzing",
        "versies",
        "verzoeken",
        "antwoorden",
        "records",
        "bevindingen",
        "leveringen",
        "prestaties",
        "quarantaine",
        "verhaal",
    ] {
        assert!(one.get(key).is_some(), "{key}");
    }
    let total = &one["verhaal"]["totaal"];
    let cents = |name: &str| total[format!("{name}_eurocent")].as_i64().unwrap();
    let parts = ["goedgekeurd", "afgewezen", "gecrediteerd", "open"].map(cents);
    assert_eq!(cents("ingediend"), parts.iter().sum::<i64>());
    let sum = |filter: &str| {
        let sql = format!("select sum(bedrag_eurocent) from dwh.feit_prestatie where {filter}");
        warehouse.value(&sql).unwrap().parse::<i64>().unwrap()
    };
    assert_eq!(cents("ingediend"), sum("debet_credit = 'D'"));
    assert_eq!(cents("betaalbaar"), sum("status in ('goedgekeurd', 'gecrediteerd')"));
    let several = explain(&warehouse, &["--beschikking", "7001", "--json"]);
    let several: serde_json::Value = serde_json::from_str(&several).unwrap();
    assert_eq!(several["beschikkingnummer"], 7001);
    assert_eq!(several["verhalen"], serde_json::json!([one]));
}

/// Two allocations without a number, of one person at one provider.
#[test]
fn an_allocation_without_a_number_has_a_story_of_its_own() {
    let kop = |identificatie: &str, dagtekening: &str| {
        let kop = Kop::new(Wet::Wmo, "0363", "42420001").release_2(1);
        kop.bericht(identificatie, dagtekening)
    };
    let product = || Product::new("2", "02A03");
    let warehouse = Warehouse::new().unwrap();
    for (nummer, ingang, begin) in
        [(7001, "2018-04-01", "2018-04-06"), (7003, "2018-07-01", "2018-07-05")]
    {
        let toewijzing = v2::Toewijzing::new(product(), ingang).einddatum("2018-12-31");
        let besluit = v2::Beschikking::new(nummer, ingang).einddatum("2018-12-31");
        let toewijzing = v2::Bericht::new(
            kop(&format!("T{nummer}"), ingang),
            BSN,
            besluit.toewijzing(toewijzing),
        );
        let start = v2::Start::new(product(), begin).beschikking(nummer);
        let start = v2::Bericht::new(kop(&format!("S{nummer}"), begin), BSN, start);
        warehouse.deliver(&format!("301_{nummer}.xml"), toewijzing.xml()).unwrap();
        warehouse.deliver(&format!("305_{nummer}.xml"), start.xml()).unwrap();
    }
    assert_eq!(warehouse.run().unwrap().code, 0);
    for (nummer, other) in [("7001", "7003"), ("7003", "7001")] {
        let arguments = ["explain", "--wet", "wmo", "--gemeente", "0363", "--beschikking", nummer];
        let story = warehouse.sluis(&arguments).unwrap();
        assert_eq!(story.code, 0, "{story:?}");
        let story = story.stdout;
        assert!(story.starts_with("Toewijzing zonder nummer (wmo, gemeente 0363)\n"), "{story}");
        for part in ["301_", "305_"] {
            assert!(story.contains(&format!("{part}{nummer}.xml")), "{story}");
            assert!(!story.contains(&format!("{part}{other}.xml")), "{story}");
        }
        assert!(story.contains("oordeel: gekoppeld op beschikking"), "{story}");
        assert!(story.contains("\nLeveringen\n"), "{story}");
    }
}

/// A 301 of the provider that leaves out an allocation that still runs: OP087 is about what is left out.
#[test]
fn an_allocation_that_a_message_leaves_out_is_told_in_its_own_story() {
    let warehouse = Warehouse::new().unwrap();
    let numbered = |nummer: u32, dag: &str| {
        Toewijzing::new(nummer, product(), "2026-03-01").moment(dag, "10:00:00")
    };
    let eerste = Toewijzingsbericht::new(kop("T1", "2026-02-21"), BSN)
        .toewijzing(numbered(1001, "2026-02-20"));
    let tweede = Toewijzingsbericht::new(kop("T2", "2026-03-21"), BSN)
        .toewijzing(numbered(1002, "2026-03-20"));
    deliver!(warehouse, "T1", eerste, eerste.retour("RT1", "2026-02-23"));
    deliver!(warehouse, "T2", tweede, tweede.retour("RT2", "2026-03-23"));
    assert_eq!(warehouse.run().unwrap().code, 0);
    let missed = explain(&warehouse, &["--toewijzing", "1001"]);
    assert_eq!(missed.matches("! OP087").count(), 1, "{missed}");
    let named = explain(&warehouse, &["--toewijzing", "1002"]);
    assert!(named.contains("T2.xml") && !named.contains("OP087"), "{named}");
}

/// More lines than anybody reads: told by month, and all of them when that is wanted.
#[test]
fn a_chain_of_many_lines_is_told_by_month() {
    const LINES: usize = 10_000;
    let warehouse = Warehouse::new().unwrap();
    let toewijzing = Toewijzingsbericht::new(kop("T1", "2026-02-21"), BSN).toewijzing(toewijzing());
    deliver!(warehouse, "301", toewijzing, toewijzing.retour("RT1", "2026-02-23"));
    let mut maart = Declaratiebericht::new(kop("D1", "2026-04-03"), "2026-03-01", "2026-03-31");
    for nummer in 0..LINES {
        let line = Prestatie::new(1001, ("45", "45A03"), "2026-03-01", "2026-03-31");
        maart = maart.prestatie(BSN, line.referentie(format!("P{nummer}")).geleverd(1, "04", 6000));
    }
    warehouse.deliver("323.xml", maart.xml()).unwrap();
    assert_eq!(warehouse.run().unwrap().code, 0);
    let short = explain(&warehouse, &["--toewijzing", "1001"]);
    assert!(short.lines().count() < 100, "{}", short.lines().count());
    assert!(short.contains("\n2026-03: 10000 regels, ingediend 600 000,00 euro"), "{short}");
    let all = explain(&warehouse, &["--toewijzing", "1001", "--alles"]);
    assert_eq!(all.matches("Declaratieregel P").count(), LINES);
    let json = explain(&warehouse, &["--toewijzing", "1001", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["verhaal"]["maanden"][0]["regels"].as_array().unwrap().len(), LINES);
}
