//! Release 2.0, which is known from examples only.

use domain::Code;
use domain::record::Inhoud;

use super::{bericht_301, bericht_305, bericht_307, bericht_315};
use crate::tests::{change, lees_tekst, records, refusal};

#[test]
fn a_301_is_read_by_the_names_of_its_release() {
    let text = bericht_301(0);
    assert!(text.contains(":Beschikkingnummer>7001<") && text.contains(":Gemeentecode>0363<"));
    let bericht = lees_tekst(&text).unwrap().bericht;
    assert_eq!((bericht.clienten.len(), bericht.beschikkingen.len()), (2, 2));
    let Inhoud::Toewijzing(toewijzingen) = bericht.inhoud else { panic!("no allocations") };
    insta::assert_compact_debug_snapshot!(toewijzingen[0], @r#"Toewijzing { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: None, aanbieder: Some(AgbCode(42420001)), beschikking: Some(Beschikkingnummer(7001)), referentie_aanbieder: None, product: Some(Product { categorie: Productcategorie([48, 50]), code: Some(Tekst("02A03")) }), toewijzingsdatum: 2018-04-01, toewijzingstijd: 08:30:00, periode: Periode { begin: 2018-04-01, eind: Some(2018-12-31) }, reden_wijziging: None, omvang: Some(Omvang { volume: Volume(60), eenheid: Minuut, frequentie: VierWeken }), budget: None }"#);
}

#[test]
fn a_withdrawal_has_a_reason_of_one_digit() {
    let datum = "</wmo301:Einddatum><wmo301:Omvang>";
    let plat = bericht_301(0).lines().map(str::trim).collect::<String>();
    assert!(plat.contains(datum));
    let with = |code: &str| {
        let reden = format!(
            "</wmo301:Einddatum><wmo301:RedenIntrekking>{code}</wmo301:RedenIntrekking><wmo301:Omvang>"
        );
        change(&plat, datum, &reden)
    };
    let Inhoud::Toewijzing(records_) = lees_tekst(&with("4")).unwrap().bericht.inhoud else {
        panic!()
    };
    assert_eq!(
        records_[0].reden_wijziging.map(|reden| reden.code().to_owned()),
        Some("4".to_owned())
    );
    let refused = records(&with("5")).1;
    assert_eq!(refused[0].1, Code::CodeUnknown);
    assert!(refused[0].2.ends_with("/ToegewezenProduct/RedenIntrekking"), "{}", refused[0].2);
}

#[test]
fn the_municipality_of_a_record_is_that_of_the_header() {
    let text =
        change(&bericht_301(0), ">0363</wmo301:Gemeentecode>", ">0384</wmo301:Gemeentecode>");
    let (loaded, refused) = records(&text);
    assert_eq!((loaded, refused.len()), (2, 1));
    assert!(refused[0].1 == Code::XsdInvalid && refused[0].2.ends_with("/Gemeentecode"));
}

#[test]
fn a_start_and_a_stop_name_the_decision_and_the_date_of_the_allocation() {
    let Inhoud::Start(starts) = lees_tekst(&bericht_305(0)).unwrap().bericht.inhoud else {
        panic!()
    };
    insta::assert_compact_debug_snapshot!(starts[0], @r#"Start { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: None, aanbieder: Some(AgbCode(42420001)), beschikking: Some(Beschikkingnummer(7001)), product: Some(Product { categorie: Productcategorie([48, 50]), code: Some(Tekst("02A03")) }), toewijzing_ingangsdatum: Some(2018-04-01), begindatum: 2018-04-06, status: Eerste }"#);
    let Inhoud::Stop(stops) = lees_tekst(&bericht_307(0)).unwrap().bericht.inhoud else { panic!() };
    insta::assert_compact_debug_snapshot!(stops[0], @r#"Stop { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: None, aanbieder: Some(AgbCode(42420001)), beschikking: Some(Beschikkingnummer(7001)), product: Some(Product { categorie: Productcategorie([48, 50]), code: Some(Tekst("02A03")) }), toewijzing_ingangsdatum: Some(2018-04-01), begindatum: 2018-04-06, reden_beeindiging: RedenBeeindiging { bytes: [49, 57], lengte: 2 }, einddatum: 2018-06-01, status: Eerste }"#);
}

#[test]
fn a_request_has_no_reference() {
    let Inhoud::Verzoek(verzoeken) = lees_tekst(&bericht_315(0)).unwrap().bericht.inhoud else {
        panic!()
    };
    insta::assert_compact_debug_snapshot!(verzoeken[0], @r#"Verzoek { regel: 1, volgnummer: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), onderdeel: Aangevraagd, referentie: None, aanbieder: Some(AgbCode(42420001)), nummer: None, product: Some(Product { categorie: Productcategorie([48, 50]), code: Some(Tekst("02A03")) }), beschikking: Some(Beschikkingnummer(7001)), beschikking_ingangsdatum: None, ingangsdatum: Some(2018-04-01), einddatum: None, omvang: None, budget: None, verwijzer: Some(Gemeente), raamcontract: None, reden_verzoek: None }"#);
}

#[test]
fn a_place_has_the_names_of_the_release() {
    for (text, from, to, pad) in [
        (bericht_301(0), ">7001<", ">x<", "Bericht/Clienten/Client/Beschikking/Beschikkingnummer"),
        (
            bericht_305(0),
            ">7001<",
            ">x<",
            "Bericht/Clienten/Client/StartProducten/StartProduct/Beschikkingnummer",
        ),
        (
            bericht_305(0),
            ">2018-04-01<",
            ">x<",
            "Bericht/Clienten/Client/StartProducten/StartProduct/Ingangsdatum",
        ),
    ] {
        let (_, refused) = records(&change(&text, from, to));
        assert_eq!(refused[0].2, pad);
    }
    for (from, to, pad) in [
        ("Versie>2<", "Versie>x<", "Bericht/Header/Berichtspecificatie/Versie"),
        (">418<", ">420<", "Bericht/Header/Berichtspecificatie/Code"),
        (">S1<", "><", "Bericht/Header/Berichtidentificatie/Identificatie"),
    ] {
        let (code, at) = refusal(&change(&bericht_305(0), from, to));
        assert_eq!((code, at.as_str()), (Code::HeaderInvalid, pad));
    }
}
