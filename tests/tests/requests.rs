//! Requests (315, 317) and their answers (316, 318, 319, 320, 301), from the inbox to the facts.

use domain::Wet;
use sluis_tests::{Facts, Warehouse};
use testkit::bericht::{
    Aanvraag, Antwoordbericht, Kop, Nieuw, Product, TeWijzigen, Toewijzing, Toewijzingsbericht,
    Verzoekbericht, Wijzigingsbericht,
};

const BSN: &str = "999900006";

/// A file of the inbox.
type File = (&'static str, Vec<u8>);

fn kop(identificatie: &str, dagtekening: &str) -> Kop {
    Kop::new(Wet::Jw, "0384", "42420001").bericht(identificatie, dagtekening)
}

fn product() -> Product {
    Product::new("45", "45A03")
}

/// The allocation as first sent, on request R1.
fn toewijzing() -> Toewijzing {
    Toewijzing {
        referentie_aanbieder: Some("R1".into()),
        ..Toewijzing::new(1001, product(), "2026-03-01")
    }
    .moment("2026-02-20", "10:00:00")
    .einddatum("2026-12-31")
}

/// One of everything: granted after being looked into, rejected, changed, taken no notice of, and not understood.
fn messages() -> Vec<File> {
    let verzoek = Verzoekbericht::new(kop("V1", "2026-02-10"), BSN)
        .aanvraag(
            Aanvraag::new("R1", product(), "2026-03-01")
                .beschikking(7001, "2026-02-01")
                .einddatum("2026-12-31"),
        )
        .aanvraag(Aanvraag::new("R2", Product::new("49", "49A01"), "2026-03-01"));
    let geweigerd = Verzoekbericht::new(kop("V2", "2026-02-10"), BSN).aanvraag(Aanvraag::new(
        "R3",
        product(),
        "2026-03-01",
    ));
    let wijziging = Wijzigingsbericht::new(kop("W1", "2026-05-01"), BSN, "R4")
        .wijzig(TeWijzigen::new(1001, "2026-03-01").einddatum("2026-06-30"));
    let nieuw = Wijzigingsbericht::new(kop("W2", "2026-05-01"), BSN, "R5")
        .ongewijzigd(1001)
        .nieuw(Nieuw::new(Product::new("49", "49A02"), "2026-06-01"));
    let onderzoek = Antwoordbericht::in_onderzoek(kop("A1", "2026-02-12"), "R1");
    let afgewezen = Antwoordbericht::afgewezen(kop("A2", "2026-02-17"), "R2", "3");
    let vergist = Antwoordbericht::afgewezen(kop("A3", "2026-05-04"), "R5", "2");
    let eerste = Toewijzingsbericht::new(kop("T1", "2026-02-21"), BSN).toewijzing(toewijzing());
    let tweede = Toewijzingsbericht::new(kop("T2", "2026-05-07"), BSN).toewijzing(
        Toewijzing { referentie_aanbieder: Some("R4".into()), ..toewijzing() }
            .moment("2026-05-06", "11:00:00")
            .einddatum("2026-06-30")
            .reden("12"),
    );
    vec![
        ("315.xml", verzoek.xml()),
        ("316.xml", verzoek.retour("RV1", "2026-02-11").xml()),
        ("315_geweigerd.xml", geweigerd.xml()),
        ("316_geweigerd.xml", geweigerd.retour("RV2", "2026-02-11").regelcode(1, "9347").xml()),
        ("317.xml", wijziging.xml()),
        ("318.xml", wijziging.retour("RW1", "2026-05-02").xml()),
        ("317_nieuw.xml", nieuw.xml()),
        ("319_onderzoek.xml", onderzoek.xml()),
        ("319_afgewezen.xml", afgewezen.xml()),
        ("320.xml", afgewezen.retour("RA2", "2026-02-18").xml()),
        ("319_vergist.xml", vergist.xml()),
        ("320_vergist.xml", vergist.retour("RA3", "2026-05-05").regelcode(1, "9355").xml()),
        ("301.xml", eerste.xml()),
        ("301_gewijzigd.xml", tweede.xml()),
    ]
}

const REQUESTS: &str = "select soort, regelnummer, volgnummer, onderdeel, referentie_aanbieder, p.productcode, \
    toewijzingnummer, toegewezen_toewijzingnummer, v.beschikkingnummer, retour_status, antwoord, antwoorddatum, \
    reden_afwijzing, doorlooptijd_dagen, gevraagd_einddatum \
    from dwh.feit_verzoek as v inner join dwh.dim_product as p using (product_sk) \
    order by referentie_aanbieder";

const EXPECTED: [&str; 5] = [
    // Asked on 10 February, looked into on the 12th, allocated on the 20th.
    "315|1|1|aangevraagd|R1|45A03||1001|7001|geaccepteerd|toegewezen|2026-02-20||10|2026-12-31",
    "315|2|1|aangevraagd|R2|49A01||||geaccepteerd|afgewezen|2026-02-17|3|7|",
    // The municipality did not take this message in.
    "315|1|1|aangevraagd|R3|45A03||||afgewezen|open||||",
    "317|1|1|te_wijzigen|R4|45A03|1001|1001||geaccepteerd|toegewezen|2026-05-06||5|2026-06-30",
    // The provider rejected the answer; the unchanged product is no request.
    "317|1|2|nieuw|R5|49A02||||open|open||||",
];

/// Delivers every file in a run of its own, in this order.
fn one_by_one(files: &[File]) -> Facts {
    let warehouse = Warehouse::new().unwrap();
    for (name, bytes) in files {
        warehouse.deliver(name, bytes).unwrap();
        let outcome = warehouse.run().unwrap();
        assert_eq!(outcome.code, 0, "{name}: {outcome:?}");
    }
    assert_eq!(warehouse.query(REQUESTS).unwrap(), EXPECTED);
    warehouse.facts().unwrap()
}

#[test]
fn every_order_of_request_answer_and_allocation_gives_the_same_facts() {
    let files = messages();
    let warehouse = Warehouse::new().unwrap();
    for (name, bytes) in &files {
        warehouse.deliver(name, bytes).unwrap();
    }
    assert_eq!(warehouse.run().unwrap().code, 0);
    assert_eq!(warehouse.query(REQUESTS).unwrap(), EXPECTED);
    let expected = warehouse.facts().unwrap();
    // In reverse: answers before requests, allocations before both. Rotated: allocations and 319s first, each in order.
    let reverse = files.iter().rev().cloned().collect();
    let mut rotated = files.clone();
    rotated.rotate_left(7);
    for order in [reverse, rotated] {
        let names: Vec<&str> = order.iter().map(|(name, _)| *name).collect();
        let differences = one_by_one(&order).differences(&expected);
        assert!(differences.is_empty(), "{names:?}: {differences:#?}");
    }
}

#[test]
fn an_allocation_knows_the_beschikking_of_its_request() {
    let warehouse = Warehouse::new().unwrap();
    for (name, bytes) in messages() {
        warehouse.deliver(name, bytes).unwrap();
    }
    warehouse.run().unwrap();
    let allocation = "select b.beschikkingnummer, b.ingangsdatum, b.afgiftedatum, b.bron, t.referentie_aanbieder, \
        t.aantal_versies, t.einddatum from dwh.feit_toewijzing as t \
        inner join dwh.dim_beschikking as b using (beschikking_sk)";
    assert_eq!(warehouse.query(allocation).unwrap(), ["7001|2026-02-01||verzoek|R4|2|2026-06-30"]);
    let messages = "select berichtsoort, identificatie, retour_status, aantal_regels from dwh.feit_bericht \
        where berichtsoort in ('315', '317', '319') order by 1, 2";
    assert_eq!(
        warehouse.query(messages).unwrap(),
        [
            "315|V1|geaccepteerd|2",
            "315|V2|afgewezen|1",
            "317|W1|geaccepteerd|1",
            "317|W2|open|1",
            "319|A1|open|1",
            "319|A2|geaccepteerd|1",
            "319|A3|afgewezen|1",
        ]
    );
}

#[test]
fn a_reference_that_holds_the_person_is_refused_and_never_shown() {
    let warehouse = Warehouse::new().unwrap();
    let verzoek = Verzoekbericht::new(kop("V1", "2026-02-10"), BSN)
        .aanvraag(Aanvraag::new(format!("R-{BSN}"), product(), "2026-03-01"))
        .aanvraag(Aanvraag::new("R2", product(), "2026-03-01"));
    warehouse.deliver("315.xml", verzoek.xml()).unwrap();
    let outcome = warehouse.run().unwrap();
    assert_eq!(outcome.code, 3, "{outcome:?}");
    let refused = "select code, regelnummer from beheer.quarantaine";
    let refused = warehouse.query(refused).unwrap();
    assert!(refused.iter().any(|row| row.starts_with("BSN_IN_REFERENCE|")), "{refused:?}");
    let listed = warehouse.sluis(&["quarantine", "list", "--json"]).unwrap();
    let dump = String::from_utf8_lossy(&warehouse.dump().unwrap()).into_owned();
    for text in [&outcome.stdout, &outcome.stderr, &listed.stdout, &dump] {
        assert!(!text.contains(BSN));
    }
}

#[test]
fn a_317_is_refused_whole_and_a_315_per_product_unless_set_otherwise() {
    let verzoek = Verzoekbericht::new(kop("V1", "2026-02-10"), BSN)
        .aanvraag(Aanvraag::new("R1", product(), "2026-02-30"))
        .aanvraag(Aanvraag::new("R2", product(), "2026-03-01"));
    let wijziging = Wijzigingsbericht::new(kop("W1", "2026-05-01"), BSN, "R4")
        .wijzig(TeWijzigen::new(1001, "2026-02-30"))
        .nieuw(Nieuw::new(product(), "2026-06-01"));
    for (unit, loaded) in [("record", &["R2"][..]), ("bericht", &[][..])] {
        let warehouse = Warehouse::new().unwrap();
        let config = std::fs::read_to_string(warehouse.path("sluis.toml")).unwrap();
        let config = format!("{config}[ggk]\nbericht_bij_fout = \"{unit}\"\n");
        std::fs::write(warehouse.path("sluis.toml"), config).unwrap();
        warehouse.deliver("315.xml", verzoek.xml()).unwrap();
        warehouse.deliver("317.xml", wijziging.xml()).unwrap();
        assert_eq!(warehouse.run().unwrap().code, 3, "{unit}");
        let requests = "select referentie_aanbieder from dwh.feit_verzoek order by 1";
        assert_eq!(warehouse.query(requests).unwrap(), loaded, "{unit}");
        let balance =
            "select sum(gelezen), sum(geladen), sum(gequarantaineerd) from beheer.bestand";
        let sums = format!("3|{}|{}", loaded.len(), 3 - loaded.len());
        assert_eq!(warehouse.query(balance).unwrap(), [sums], "{unit}");
    }
}
