//! Requests and their answers are valid in every shape.

use domain::Wet;
use testkit::bericht::{
    Aanvraag, Antwoordbericht, Kop, Nieuw, Persoon, Product, TeWijzigen, Verwijzer, Verzoekbericht,
    Wijzigingsbericht,
};

/// Every shape of 315 to 320, for one law.
fn shapes(wet: Wet) -> Vec<(String, Vec<u8>)> {
    let kop = Kop::new(wet, "0384", "42420001");
    let (categorie, code) = if wet == Wet::Jw { ("45", "45A03") } else { ("02", "02A03") };
    let product = Product::new(categorie, code);
    let huisarts = Verwijzer {
        naam: Some("Qwerpraktijk".into()),
        zorgverlenercode: Some("01999999".into()),
        ..Verwijzer::new("02")
    };
    let persoon = Persoon { commentaar: Some("Verzonnen".into()), ..Persoon::from("999900006") };
    let verzoek = Verzoekbericht::new(kop.bericht("V1", "2026-04-01"), persoon)
        .aanvraag(Aanvraag::new("REF-1", product.clone(), "2026-05-01"))
        .aanvraag(
            Aanvraag {
                raamcontract: Some("1".into()),
                commentaar: Some("Ook verzonnen".into()),
                ..Aanvraag::new("REF-2", product.clone(), "2026-05-01")
            }
            .beschikking(7001, "2026-04-15")
            .einddatum("2026-12-31")
            .omvang(60, "01", "2")
            .verwijzer(huisarts),
        )
        .aanvraag(Aanvraag::new("REF-3", None, "2026-05-01").budget(600_000));
    let wijziging = Wijzigingsbericht::new(kop.bericht("W1", "2026-06-01"), "999900006", "REF-4")
        .ongewijzigd(1)
        .ongewijzigd(2)
        .wijzig(TeWijzigen::new(3, "2026-07-01").einddatum("2026-12-31").omvang(6, "04", "4"))
        .nieuw(Nieuw::new(product.clone(), "2026-07-01"));
    let alleen_nieuw =
        Wijzigingsbericht::new(kop.bericht("W2", "2026-06-01"), "999900006", "REF-5")
            .ongewijzigd(1)
            .nieuw(Nieuw::new(product, "2026-07-01"));
    let onderzoek = Antwoordbericht::in_onderzoek(kop.bericht("A1", "2026-04-03"), "REF-1");
    let afgewezen = Antwoordbericht::afgewezen(kop.bericht("A2", "2026-04-20"), "REF-1", "3");
    let named = |name: &str, xml: Vec<u8>| (format!("{}_{name}.xml", wet.code()), xml);
    let mut shapes = vec![
        named("315", verzoek.xml()),
        named("316_goed", verzoek.retour("R1", "2026-04-02").xml()),
        named("316_kop", verzoek.retour("R2", "2026-04-02").kopcode("0001").xml()),
        named("316_regel", verzoek.retour("R3", "2026-04-02").regelcode(2, "9347").xml()),
        named("316_client", verzoek.retour("R4", "2026-04-02").clientcode("0001").xml()),
        named("317", wijziging.xml()),
        named("317_nieuw", alleen_nieuw.xml()),
        named("318_goed", wijziging.retour("R5", "2026-06-02").xml()),
        named("318_regel", wijziging.retour("R6", "2026-06-02").regelcode(3, "9350").xml()),
        named("319_onderzoek", onderzoek.xml()),
        named("319_afgewezen", afgewezen.xml()),
        named("320_goed", onderzoek.retour("R7", "2026-04-04").xml()),
        named("320_regel", afgewezen.retour("R8", "2026-04-21").regelcode(1, "9355").xml()),
    ];
    if wet == Wet::Jw {
        let elders = Antwoordbericht::afgewezen(kop.bericht("A3", "2026-04-20"), "REF-1", "8")
            .woonplaatsbeginsel("0363");
        shapes.push(named("319_elders", elders.xml()));
        let retour = elders.retour("R9", "2026-04-21").regelcode(1, "9355");
        shapes.push(named("320_elders", retour.xml()));
    }
    shapes
}

#[test]
fn every_shape_is_valid() {
    let dir = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for wet in [Wet::Wmo, Wet::Jw] {
        for (name, xml) in shapes(wet) {
            let path = dir.path().join(name);
            std::fs::write(&path, xml).unwrap();
            files.push(path);
        }
    }
    if let Some(faults) = super::xsd::invalid(&files) {
        assert_eq!(faults, []);
    }
}

#[test]
fn a_retour_counts_the_products_of_a_317_in_document_order() {
    let kop = Kop::new(Wet::Jw, "0384", "42420001");
    let wijziging = Wijzigingsbericht::new(kop.bericht("W1", "2026-06-01"), "999900006", "REF-4")
        .ongewijzigd(11)
        .wijzig(TeWijzigen::new(12, "2026-07-01"))
        .nieuw(Nieuw::new(Product::new("45", "45A03"), "2026-07-01"));
    for (regel, klasse) in
        [(1, "OngewijzigdProduct"), (2, "TeWijzigenProduct"), (3, "NieuwProduct")]
    {
        let xml = wijziging.retour("R1", "2026-06-02").regelcode(regel, "9350").xml();
        let text = String::from_utf8(xml).unwrap();
        let close = format!("</jw318:{klasse}>");
        let class =
            text.split_once(&close).unwrap().0.rsplit("<jw318:RetourCodes>").next().unwrap();
        assert!(class.contains(">9350<"), "{klasse}: {class}");
        assert_eq!(text.matches(">9350<").count(), 1, "{klasse}");
        // Two products, Verzoek and Client, besides the header.
        assert_eq!(text.matches(">0200<").count(), 5, "{klasse}");
    }
}
