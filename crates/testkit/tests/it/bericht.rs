//! Hand-made messages are valid in every shape.

use domain::Wet;
use testkit::bericht::{
    Declaratiebericht, Kop, Opmaak, Persoon, Prestatie, Product, Start, Startbericht, Stop,
    Stopbericht, Toewijzing, Toewijzingsbericht,
};

/// Every kind and shape of message that the builder knows, for one law.
fn shapes(wet: Wet) -> Vec<(String, Vec<u8>)> {
    let kop = Kop::new(wet, "0384", "42420001");
    let (categorie, code) = if wet == Wet::Jw { ("45", "45A03") } else { ("02", "02A03") };
    let product = Product::new(categorie, code);
    let persoon = Persoon {
        commentaar: Some("Niet <echt> & verzonnen".into()),
        datum_gebruik: Some("2".into()),
        geboortedatum: "2010-01-01".into(),
        ..Persoon::from("999900006")
    };
    let toewijzing = Toewijzingsbericht::new(kop.bericht("T1", "2026-04-01"), persoon.clone())
        .toewijzing(Toewijzing::new(1, product.clone(), "2026-04-01").einddatum("2026-12-31"))
        .toewijzing(Toewijzing::new(2, product.clone(), "2026-04-01").aspecifiek(categorie))
        .toewijzing(
            Toewijzing::new(3, product.clone(), "2026-04-01")
                .generiek(600_000)
                .einddatum("2026-12-31")
                .reden("04")
                .moment("2026-04-02", "08:30:00.5"),
        );
    let start = Startbericht::new(kop.bericht("S1", "2026-04-10"), persoon.clone())
        .start(Start::new(1, product.clone(), "2026-04-06").toewijzing_ingangsdatum("2026-04-01"))
        .start(Start::new(3, None, "2026-04-06").status("3"))
        .start(Start::new(9, product.clone(), "2026-04-06").taakgericht());
    let stop = Stopbericht::new(kop.bericht("P1", "2026-05-10"), persoon)
        .stop(Stop::new(1, product.clone(), "2026-04-06", "2026-05-01").reden("20"))
        .stop(Stop::new(9, product, "2026-04-06", "2026-05-01").taakgericht().status("3"));
    let regel = |nummer: u32| Prestatie::new(nummer, (categorie, code), "2026-04-01", "2026-04-30");
    let declaratie =
        Declaratiebericht::new(kop.bericht("D1", "2026-05-03"), "2026-04-01", "2026-04-30")
            .prestatie("999900006", regel(1))
            .prestatie("999900018", regel(2).geleverd(3, "14", 2000))
            .prestatie("999900006", regel(3).euro(700).credit("D0-1"));
    let named = |name: &str, xml: Vec<u8>| (format!("{}_{name}.xml", wet.code()), xml);
    vec![
        named("301", toewijzing.xml()),
        named("302_goed", toewijzing.retour("R1", "2026-04-02").xml()),
        named("302_kop", toewijzing.retour("R2", "2026-04-02").kopcode("0001").xml()),
        named("302_regel", toewijzing.retour("R3", "2026-04-02").regelcode(2, "9332").xml()),
        named("305", start.xml()),
        named("306_regel", start.retour("R4", "2026-04-11").regelcode(1, "9019").xml()),
        named("306_client", start.retour("R5", "2026-04-11").clientcode("0001").xml()),
        named("307", stop.xml()),
        named("308_regel", stop.retour("R6", "2026-05-11").regelcode(1, "9413").xml()),
        named("323", declaratie.xml()),
        named("325_goed", declaratie.antwoord("A1", "2026-05-09").xml()),
        named("325_kop", declaratie.antwoord("A2", "2026-05-09").kopcode("0001").xml()),
        named("325_decl", declaratie.antwoord("A3", "2026-05-09").declaratiecode("9333").xml()),
        named("325_regel", declaratie.antwoord("A4", "2026-05-09").regelcode(2, "9339").xml()),
        named(
            "325_client",
            declaratie.antwoord("A5", "2026-05-09").clientcode("999900006", "8187").xml(),
        ),
    ]
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
fn layout_follows_the_standard() {
    let kop = Kop::new(Wet::Wmo, "0363", "42420001").release(0);
    let start = |kop| Startbericht::new(kop, "999900006").start(Start::new(1, None, "2026-04-06"));
    let text = String::from_utf8(start(kop.clone()).xml()).unwrap();
    assert!(text.ends_with("</wmo305:Bericht>\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.contains("http://www.istandaarden.nl/iwmo/3_0/wmo305/schema"));
    assert!(text.contains("<wmo305:BerichtSubversie>0<"));
    let flat = String::from_utf8(start(kop.opmaak(Opmaak::Plat)).xml()).unwrap();
    assert_eq!(flat.lines().count(), 2);
    assert_eq!(flat.replace("\r\n", ""), text.replace(['\t', '\r', '\n'], ""));
}

#[test]
fn an_answer_grants_what_it_does_not_send_back() {
    let kop = Kop::new(Wet::Jw, "0384", "42420001");
    let regel = Prestatie::new(1, ("45", "45A03"), "2026-04-01", "2026-04-30");
    let declaratie =
        Declaratiebericht::new(kop.bericht("D1", "2026-05-03"), "2026-04-01", "2026-04-30")
            .prestatie("999900006", regel.clone().geleverd(2, "04", 1000))
            .prestatie("999900018", regel.geleverd(1, "04", 500).credit("D0-1"));
    assert_eq!(declaratie.som(), 1500);
    let antwoord = declaratie.antwoord("A1", "2026-05-09").regelcode(1, "9321").xml();
    let text = String::from_utf8(antwoord).unwrap();
    let granted = text.split("TotaalToegekendBedrag>").nth(1).unwrap();
    assert!(granted.contains("TotaalBedrag>500<") && granted.contains("DebetCredit>C<"));
    assert_eq!(text.matches("<jw325:Prestatie>").count(), 1);
}
