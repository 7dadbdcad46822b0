//! Messages of release 2: 2.1 by its schema, 2.0 by the names of its examples.

use domain::Wet;
use testkit::bericht::v2::{Bericht, Beschikking, Beschikt, Start, Stop, Toewijzing, Verzoek};
use testkit::bericht::{Kop, Persoon, Product, Verwijzer};

/// Every kind of message of release 2.`subversie`.
fn messages(subversie: u8) -> [Bericht; 4] {
    let kop = Kop::new(Wet::Wmo, "0363", "42420001").release_2(subversie);
    let product = Product::new("02", "02A03");
    let persoon = Persoon { commentaar: Some("Verzonnen".into()), ..Persoon::from("999900006") };
    let decided = Beschikt {
        product: Product::aspecifiek("7"),
        ingangsdatum: "2018-04-01".into(),
        einddatum: Some("2018-12-31".into()),
        omvang: Some(["60".into(), "1".into(), "3".into()]),
    };
    let toewijzing = Bericht::new(
        kop.bericht("T1", "2018-04-01"),
        persoon.clone(),
        Beschikking::new(7001, "2018-04-01")
            .afgiftedatum("2018-03-28")
            .einddatum("2018-12-31")
            .toewijzing(Toewijzing::new(product.clone(), "2018-04-01").nummer(1))
            .toewijzing(
                Toewijzing::new(Product::aspecifiek("7"), "2018-04-01")
                    .einddatum("2018-12-31")
                    .reden(if subversie == 0 { "4" } else { "04" })
                    .omvang(60, "1", "3")
                    .moment("2018-04-02", "08:30:00"),
            ),
    )
    .client("999900018", {
        let toewijzing = Toewijzing::new(product.clone(), "2018-05-01").nummer(3);
        Beschikking::new(7002, "2018-05-01").toewijzing(toewijzing).beschikt(decided)
    });
    let start = Bericht::new(
        kop.bericht("S1", "2018-04-10"),
        persoon.clone(),
        vec![
            Start::new(product.clone(), "2018-04-06").beschikking(7001).nummer(1),
            Start::new(Product::aspecifiek("7"), "2018-04-06")
                .beschikking(7001)
                .toewijzing_ingangsdatum("2018-04-01")
                .omvang(60, "01", "3")
                .status("3"),
        ],
    )
    .client("999900018", Start::new(product.clone(), "2018-05-06").nummer(3))
    .status("9");
    let stop = Bericht::new(
        kop.bericht("P1", "2018-06-10"),
        persoon,
        Stop::new(product.clone(), "2018-04-06", "2018-06-01").beschikking(7001).reden("20"),
    )
    .client("999900018", Stop::new(product.clone(), "2018-05-06", "2018-06-01").nummer(3));
    let verzoek = Bericht::new(
        kop.bericht("V1", "2018-03-01"),
        "999900006",
        Verzoek {
            verwijzer: Verwijzer { naam: Some("Qwerpraktijk".into()), ..Verwijzer::new("02") },
            raamcontract: Some("2".into()),
            ..Verzoek::new("REF-1", product.clone(), "2018-04-01")
        }
        .beschikking(7001, "2018-04-01")
        .einddatum("2018-12-31")
        .omvang(6, "04", "2"),
    )
    .client("999900018", Verzoek::new("REF-2", product, "2018-05-01"));
    [toewijzing, start, stop, verzoek]
}

#[test]
fn every_message_of_2_1_is_valid() {
    let dir = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for bericht in messages(1) {
        let soort = bericht.soort();
        let shapes = [
            ("heen", bericht.xml()),
            ("goed", bericht.retour("R1", "2018-07-01").xml()),
            ("kop", bericht.retour("R2", "2018-07-01").kopcode("0001").xml()),
            ("regel", bericht.retour("R3", "2018-07-01").regelcode(2, "9019").xml()),
            ("client", bericht.retour("R4", "2018-07-01").clientcode("0001").xml()),
        ];
        for (name, xml) in shapes {
            let path = dir.path().join(format!("{soort}_{name}.xml"));
            std::fs::write(&path, xml).unwrap();
            files.push(path);
        }
    }
    assert_eq!(files.len(), 20);
    if let Some(faults) = super::xsd::invalid(&files) {
        assert_eq!(faults, []);
    }
}

#[test]
fn a_code_is_for_one_record_over_all_clients() {
    let [_, start, ..] = messages(1);
    let text = String::from_utf8(start.retour("R1", "2018-07-01").regelcode(3, "9019").xml());
    let text = text.unwrap();
    let (before, after) = text.split_once(">9019<").unwrap();
    assert_eq!(before.matches("<wmo306:StartProduct>").count(), 3);
    assert!(!after.contains("<wmo306:StartProduct>"));
}

/// The names of elements in order, without those that are repeated.
fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(2) {
        let name = tag.split(['>', ' ', '/']).next().unwrap();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[test]
fn release_2_0_has_names_of_its_own() {
    let [toewijzing, start, stop, verzoek] = messages(0).map(|bericht| bericht.xml());
    let text = String::from_utf8(start).unwrap();
    assert!(text.contains("http://www.istandaarden.nl/iwmo/2_0/wmo305/schema/2_0"));
    let expected = "wmo305:Bericht wmo305:Header wmo305:Berichtspecificatie iwmo:Code iwmo:Versie \
        iwmo:SubVersie wmo305:Afzender wmo305:Ontvanger wmo305:Berichtidentificatie \
        iwmo:Identificatie iwmo:Dagtekening iwmo:Tekenset wmo305:Clienten wmo305:Client wmo305:Bsn \
        wmo305:Clientnummer wmo305:Geboortedatum iwmo:Datum wmo305:Geslacht wmo305:Naam \
        iwmo:Geslachtsnaam iwmo:Naam iwmo:Voorvoegsel iwmo:NaamCode iwmo:Voorletters \
        wmo305:StatusAanlevering wmo305:StartProducten wmo305:StartProduct \
        wmo305:Beschikkingnummer wmo305:Product iwmo:Categorie wmo305:Begindatum \
        wmo305:Aanbieder wmo305:Ingangsdatum wmo305:Omvang iwmo:Volume iwmo:Eenheid iwmo:Frequentie";
    assert_eq!(names(&text), expected.split_whitespace().collect::<Vec<_>>());
    for (xml, has, misses) in [
        (toewijzing, "wmo301:Gemeentecode", "ToewijzingNummer"),
        (stop, "wmo307:Beschikkingnummer", "ToewijzingIngangsdatum"),
        (verzoek, "wmo315:Begindatum", "ReferentieAanbieder"),
    ] {
        let text = String::from_utf8(xml).unwrap();
        assert!(text.contains(has), "{has}");
        assert!(!text.contains(misses), "{misses}");
    }
}
