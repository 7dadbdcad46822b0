//! Releases 2.1 to 2.4.

use domain::record::Inhoud;
use domain::{Berichtsoort, Code, Oordeel, Release, StatusAanlevering, Wet};
use testkit::bericht::v2::{Bericht, Start, Stop, Verzoek};

use super::{
    EEN, TWEE, alle, bericht_301, bericht_305, bericht_307, bericht_315, beschikking, kop, product,
    text, toewijzing,
};
use crate::tests::{change, lees_tekst, opties, part, records, refusal, sleutel};
use crate::{BerichtBijFout, lees};

const PAD_301: &str = "Bericht/Clienten/Client/Beschikking/ToegewezenProducten/ToegewezenProduct";

#[test]
fn every_kind_is_read_in_every_release() {
    for subversie in 0..=4 {
        for (bericht, aantal) in alle(subversie) {
            assert_eq!(records(&bericht), (aantal, vec![]), "2.{subversie} {bericht}");
            let gelezen = lees_tekst(&bericht).unwrap();
            let kop = gelezen.bericht.bericht;
            assert_eq!(kop.release, Release { versie: 2, subversie });
            assert_eq!(
                (kop.gemeente.to_string(), kop.agb.to_string()),
                ("0363".into(), "42420001".into())
            );
            assert!(
                gelezen.waarschuwingen.is_empty(),
                "2.{subversie} {:?}",
                gelezen.waarschuwingen
            );
        }
    }
}

#[test]
fn the_jeugdwet_has_its_own_namespace_and_lists() {
    let kop = testkit::bericht::Kop::new(Wet::Jw, "0363", "42420001").release_2(1);
    let product = testkit::bericht::Product::new("45", "45A03");
    let start = |product| Start::new(product, "2018-04-06").nummer("1");
    let bericht = text(Bericht::new(kop.bericht("S1", "2018-04-10"), EEN, start(product)).xml());
    assert!(bericht.contains("/ijw/2_1/jw305/schema/2_1"));
    assert_eq!(records(&bericht), (1, vec![]));
    let other = change(&bericht, ">45</", ">02</");
    assert_eq!(records(&other).1[0].1, Code::CodeUnknown);
}

#[test]
fn a_301_is_read() {
    let bericht = lees_tekst(&bericht_301(1)).unwrap().bericht;
    assert_eq!((bericht.clienten.len(), bericht.beschikkingen.len()), (2, 2));
    assert_eq!(bericht.beschikkingen[0].client, bericht.clienten[0].client);
    insta::assert_compact_debug_snapshot!(
        (&bericht.beschikkingen[0].nummer, bericht.beschikkingen[0].afgiftedatum, bericht.beschikkingen[0].periode), @"(Beschikkingnummer(7001), 2018-03-28, Periode { begin: 2018-04-01, eind: Some(2018-12-31) })");
    let Inhoud::Toewijzing(toewijzingen) = bericht.inhoud else { panic!("no allocations") };
    let of_client: Vec<_> = toewijzingen
        .iter()
        .map(|een| (een.regel, een.client == bericht.clienten[0].client, een.beschikking))
        .collect();
    let nummers: Vec<_> = bericht.beschikkingen.iter().map(|een| Some(een.nummer)).collect();
    assert_eq!(of_client, [(1, true, nummers[0]), (2, true, nummers[0]), (3, false, nummers[1])]);
    insta::assert_compact_debug_snapshot!(toewijzingen[0], @r#"Toewijzing { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: Some(Toewijzingnummer(1)), aanbieder: Some(AgbCode(42420001)), beschikking: Some(Beschikkingnummer(7001)), referentie_aanbieder: None, product: Some(Product { categorie: Productcategorie([48, 50]), code: Some(Tekst("02A03")) }), toewijzingsdatum: 2018-04-01, toewijzingstijd: 08:30:00, periode: Periode { begin: 2018-04-01, eind: Some(2018-12-31) }, reden_wijziging: None, omvang: Some(Omvang { volume: Volume(60), eenheid: Minuut, frequentie: VierWeken }), budget: None }"#);
}

#[test]
fn an_allocation_may_have_no_number() {
    let een = beschikking(7001).toewijzing(toewijzing(None)).toewijzing(toewijzing(None));
    let bericht = text(Bericht::new(kop(1).bericht("T1", "2018-04-02"), EEN, een).xml());
    // The same product from the same day by the same decision, at one moment: neither may win.
    let double: Vec<_> = (1..=2).map(|regel| (regel, Code::Tr101, PAD_301.to_owned())).collect();
    assert_eq!(records(&bericht), (0, double));
    let later = change(&bericht, ">08:30:00<", ">08:30:01<");
    assert_eq!(records(&later), (2, vec![]));
}

#[test]
fn the_numbers_of_categories_and_units_need_no_leading_zero() {
    let categorie = ">02</iwmo:Categorie>";
    for value in ["2", "002", " +2\n"] {
        let bericht = bericht_305(1).replace(categorie, &format!(">{value}</iwmo:Categorie>"));
        let gelezen = lees_tekst(&bericht).unwrap().bericht;
        let Inhoud::Start(starts) = gelezen.inhoud else { panic!("no starts") };
        assert_eq!(starts[0].product.as_ref().unwrap().categorie.code(), "02", "{value:?}");
    }
    let eenheid = ">01</iwmo:Eenheid>";
    assert_eq!(records(&bericht_305(1).replace(eenheid, ">1</iwmo:Eenheid>")), (2, vec![]));
    for (from, to, pad) in [
        (categorie, ">19</iwmo:Categorie>", "Product/Categorie"),
        (categorie, ">x</iwmo:Categorie>", "Product/Categorie"),
        (eenheid, ">84</iwmo:Eenheid>", "Omvang/Eenheid"),
        (eenheid, ">21</iwmo:Eenheid>", "Omvang/Eenheid"),
    ] {
        let pad = format!("Bericht/Clienten/Client/StartProducten/StartProduct/{pad}");
        let expect = (1, vec![(1, Code::CodeUnknown, pad)]);
        assert_eq!(records(&change(&bericht_305(1), from, to)), expect, "{to}");
    }
}

#[test]
fn a_status_of_2_or_9_was_allowed() {
    let status = ">1</wmo305:StatusAanlevering></wmo305:StartProduct>";
    let text = bericht_305(1).split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><");
    assert!(text.contains(status));
    for (code, expect) in [
        ("2", StatusAanlevering::Gewijzigd),
        ("3", StatusAanlevering::Verwijderen),
        ("9", StatusAanlevering::Ongewijzigd),
    ] {
        let text = change(&text, status, &status.replacen('1', code, 1));
        let Inhoud::Start(starts) = lees_tekst(&text).unwrap().bericht.inhoud else { panic!() };
        assert_eq!(starts[0].status, expect);
    }
    let text = change(&text, status, &status.replacen('1', "4", 1));
    assert_eq!(records(&text).1[0].1, Code::CodeUnknown);
}

#[test]
fn a_reason_belongs_to_the_release() {
    for (code, expect) in [("34", [true, true, true, false]), ("36", [false, false, true, true])] {
        let found = [0, 1, 4].map(|subversie| {
            let stop =
                Stop::new(product(), "2018-04-06", "2018-06-01").beschikking("1").reden(code);
            let kop = kop(subversie).bericht("P1", "2018-06-10");
            records(&text(Bericht::new(kop, EEN, stop).xml())).1.is_empty()
        });
        assert_eq!(found, [expect[0], expect[1], expect[2]], "{code}");
    }
}

#[test]
fn a_fault_in_a_person_refuses_that_person_only() {
    let twee = format!(">{TWEE}<");
    for (text, expect) in [
        (bericht_301(1), (2, vec![3])),
        (bericht_305(1), (1, vec![2])),
        (bericht_315(1), (1, vec![2])),
    ] {
        let text = change(&text, &twee, ">999900019<");
        let (loaded, refused) = records(&text);
        let regels: Vec<_> = refused.iter().map(|(regel, ..)| *regel).collect();
        assert_eq!((loaded, regels), expect);
        let pad = "Bericht/Clienten/Client/Bsn".to_owned();
        assert!(
            refused.into_iter().all(|(_, code, at)| (code, at) == (Code::BsnInvalid, pad.clone()))
        );
        assert_eq!(lees_tekst(&text).unwrap().bericht.clienten.len(), 1);
        assert!(lees_tekst(&text).unwrap().bericht.beschikkingen.len() <= 1);
    }
}

#[test]
fn a_fault_in_a_decision_refuses_the_records_of_its_person() {
    let good = bericht_301(1);
    let beschikking = "Bericht/Clienten/Client/Beschikking";
    for (from, to, code, pad) in [
        (">2018-03-28<", ">2018-02-30<", Code::DateInvalid, "Afgiftedatum"),
        (">7001<", ">x<", Code::NumberInvalid, "BeschikkingNummer"),
        (">7001<", ">1000000000<", Code::NumberRange, "BeschikkingNummer"),
        (
            ">02</iwmo:Categorie>",
            ">20</iwmo:Categorie>",
            Code::CodeUnknown,
            "BeschiktProducten/BeschiktProduct/Product/Categorie",
        ),
        (
            ">3</iwmo:Frequentie>",
            ">7</iwmo:Frequentie>",
            Code::CodeUnknown,
            "BeschiktProducten/BeschiktProduct/Omvang/Frequentie",
        ),
        (
            "<wmo301:BeschiktProducten>",
            "<wmo301:Extra/><wmo301:BeschiktProducten>",
            Code::XsdInvalid,
            "?",
        ),
    ] {
        let expect: Vec<_> =
            (1..=2).map(|regel| (regel, code, format!("{beschikking}/{pad}"))).collect();
        let text = change(&good, from, to);
        assert_eq!(records(&text), (1, expect), "{to}");
        assert_eq!(lees_tekst(&text).unwrap().bericht.beschikkingen.len(), 1);
    }
    // An allocation of its own is a record.
    let text = change(&good, ">1</wmo301:ToewijzingNummer>", ">x</wmo301:ToewijzingNummer>");
    let expect = (1, Code::NumberInvalid, format!("{PAD_301}/ToewijzingNummer"));
    assert_eq!(records(&text), (2, vec![expect]));
}

#[test]
fn a_person_may_stand_in_a_message_twice() {
    let een = || beschikking(7001).toewijzing(toewijzing(Some(1)));
    let twice = |second| {
        text(Bericht::new(kop(1).bericht("T1", "2018-04-02"), EEN, een()).client(EEN, second).xml())
    };
    let other = twice(beschikking(7002).toewijzing(toewijzing(Some(2))));
    let gelezen = lees_tekst(&other).unwrap().bericht;
    assert_eq!((gelezen.clienten.len(), gelezen.beschikkingen.len()), (1, 2));
    let same = twice(beschikking(7001).toewijzing(toewijzing(Some(2))));
    assert_eq!(records(&same), (2, vec![]));
    assert_eq!(lees_tekst(&same).unwrap().bericht.beschikkingen.len(), 1);
    // The same decision that says something else: neither may win.
    let different = beschikking(7001).afgiftedatum("2018-03-01").toewijzing(toewijzing(Some(2)));
    let codes: Vec<_> = records(&twice(different)).1.into_iter().map(|(_, code, _)| code).collect();
    assert_eq!(codes, [Code::Tr101, Code::Tr101]);
    // The same record.
    let codes: Vec<_> = records(&twice(een())).1.into_iter().map(|(_, code, _)| code).collect();
    assert_eq!(codes, [Code::Tr101, Code::Tr101]);
    // Of two persons it is two.
    let two = Bericht::new(kop(1).bericht("T1", "2018-04-02"), EEN, een()).client(TWEE, een());
    assert_eq!(records(&text(two.xml())), (2, vec![]));
}

#[test]
fn a_315_is_read() {
    let Inhoud::Verzoek(verzoeken) = lees_tekst(&bericht_315(1)).unwrap().bericht.inhoud else {
        panic!("no requests")
    };
    insta::assert_compact_debug_snapshot!(verzoeken[0], @r#"Verzoek { regel: 1, volgnummer: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), onderdeel: Aangevraagd, referentie: Some(Tekst("REF-1")), aanbieder: Some(AgbCode(42420001)), nummer: None, product: Some(Product { categorie: Productcategorie([48, 50]), code: Some(Tekst("02A03")) }), beschikking: Some(Beschikkingnummer(7001)), beschikking_ingangsdatum: Some(2018-03-01), ingangsdatum: Some(2018-04-01), einddatum: None, omvang: None, budget: None, verwijzer: Some(Gemeente), raamcontract: None, reden_verzoek: None }"#);
    let double = change(&bericht_315(1), ">REF-2<", ">REF-1<");
    // One reference for two persons.
    assert_eq!(records(&double), (2, vec![]));
    let verzoek = || Verzoek::new("REF-1", product(), "2018-04-01");
    let one = Bericht::new(kop(1).bericht("V1", "2018-03-20"), EEN, vec![verzoek(), verzoek()]);
    assert_eq!(records(&text(one.xml())).1.len(), 2);
}

#[test]
fn a_reference_may_hold_the_bsn_of_no_person_of_the_message() {
    for bsn in [EEN, TWEE] {
        let text = change(&bericht_315(1), ">REF-1<", &format!(">A{bsn}<"));
        let pad = "Bericht/Clienten/Client/Producten/Product/ReferentieAanbieder".to_owned();
        assert_eq!(records(&text), (1, vec![(1, Code::BsnInReference, pad)]));
        let text = change(&bericht_315(1), ">V1<", &format!(">{bsn}<"));
        assert_eq!(refusal(&text), (Code::BsnInReference, "Bericht/Header".to_owned()));
    }
    let other = change(&bericht_315(1), ">REF-1<", ">999900031<");
    assert_eq!(records(&other), (2, vec![]));
}

#[test]
fn a_decision_whose_number_is_the_bsn_is_refused_with_its_records() {
    let text = change(&bericht_301(1), ">7001<", &format!(">{EEN}<"));
    let gelezen = lees_tekst(&text).unwrap();
    let refused: Vec<_> = gelezen
        .afkeuringen
        .iter()
        .map(|een| (een.afkeuring.code, een.afkeuring.plaats.pad.clone()))
        .collect();
    let fout = (Code::BsnInReference, format!("{PAD_301}/BeschikkingNummer"));
    assert_eq!(refused, [fout.clone(), fout]);
    assert_eq!(gelezen.bericht.beschikkingen.len(), 1);
    assert!(!format!("{gelezen:?}").contains(EEN));
}

#[test]
fn a_whole_message_of_several_persons_can_be_refused_for_one_record() {
    let text = change(&bericht_301(1), ">2018-05-01<", ">2018-02-30<");
    let mut opties = opties();
    opties.bericht_bij_fout = BerichtBijFout::Bericht;
    let refused = lees(text.as_bytes(), &opties, &sleutel()).unwrap_err();
    assert_eq!((refused.afkeuring.code, refused.records), (Code::DateInvalid, 3));
}

#[test]
fn the_schema_of_2_1_is_public_so_its_order_and_number_count() {
    let good = bericht_305(1);
    let begin = "<wmo305:Begindatum>2018-04-06</wmo305:Begindatum>";
    let aanbieder = "<wmo305:Aanbieder>42420001</wmo305:Aanbieder>";
    let pad = "Bericht/Clienten/Client/StartProducten/StartProduct";
    for (from, to, code, naam) in [
        (begin, "", Code::FieldMissing, "Begindatum"),
        (begin, &begin.repeat(2), Code::XsdInvalid, "Begindatum"),
        (aanbieder, "", Code::FieldMissing, "Aanbieder"),
        (aanbieder, "<wmo305:Aanbieder>4242001</wmo305:Aanbieder>", Code::TextInvalid, "Aanbieder"),
        (begin, &format!("{begin}<wmo305:Nieuw>1</wmo305:Nieuw>"), Code::XsdInvalid, "?"),
    ] {
        let expect = (1, vec![(1, code, format!("{pad}/{naam}"))]);
        assert_eq!(records(&change(&good, from, to)), expect, "{to}");
    }
    let status = "<wmo305:StatusAanlevering>1</wmo305:StatusAanlevering>";
    let (loaded, refused) = records(&change(&good, status, ""));
    assert_eq!(
        (loaded, refused[0].1, refused[0].2.as_str()),
        (1, Code::FieldMissing, "Bericht/Clienten/Client/StatusAanlevering")
    );
    let product = part(&good, "<wmo305:StartProducten>", "</wmo305:Client>");
    let none = change(&good, product, "<wmo305:StartProducten/>");
    assert_eq!(refusal(&none).0, Code::XsdInvalid);
    let clienten = part(&good, "<wmo305:Clienten>", "</wmo305:Bericht>");
    assert_eq!(
        refusal(&change(&good, clienten, "")),
        (Code::FieldMissing, "Bericht/Clienten".to_owned())
    );
    assert_eq!(refusal(&change(&good, clienten, "<wmo305:Clienten/>")).0, Code::FieldMissing);
    let twice = change(&good, clienten, &clienten.repeat(2));
    assert_eq!(refusal(&twice).0, Code::XsdInvalid);
}

#[test]
fn a_retour_answers_by_the_codes_of_its_release() {
    let toewijzing = beschikking(7001).toewijzing(toewijzing(Some(1)));
    let heen = Bericht::new(kop(1).bericht("T1", "2018-04-02"), EEN, toewijzing);
    let start = Start::new(product(), "2018-04-06").nummer("1");
    let start = Bericht::new(kop(1).bericht("S1", "2018-04-10"), EEN, start);
    let stop = Stop::new(product(), "2018-04-06", "2018-06-01").nummer("1");
    let stop = Bericht::new(kop(1).bericht("P1", "2018-06-10"), EEN, stop);
    let verzoek = Verzoek::new("REF-1", product(), "2018-04-01");
    let verzoek = Bericht::new(kop(1).bericht("V1", "2018-03-20"), EEN, verzoek);
    for (heen, soort) in [
        (heen, Berichtsoort::B302),
        (start, Berichtsoort::B306),
        (stop, Berichtsoort::B308),
        (verzoek, Berichtsoort::B316),
    ] {
        let retour = heen.retour("R1", "2018-06-20");
        let gelezen = lees_tekst(&text(retour.clone().xml())).unwrap().bericht.bericht;
        assert_eq!((gelezen.soort, gelezen.oordeel), (soort, Some(Oordeel::Geaccepteerd)));
        assert_eq!(
            gelezen.betreft.unwrap().identificatie.as_str(),
            heen.kop.identificatie.to_string()
        );
        let afgewezen = text(retour.clone().kopcode("0200").regelcode(1, "D034").xml());
        let gelezen = lees_tekst(&afgewezen).unwrap().bericht.bericht;
        assert_eq!(gelezen.oordeel, Some(Oordeel::Afgewezen), "{soort}");
        // A code of 3.x.
        assert_eq!(refusal(&text(retour.kopcode("9413").xml())).0, Code::CodeUnknown);
    }
}

#[test]
fn a_message_kind_of_3_x_does_not_exist() {
    for (from, to, code) in [
        ("wmo305", "wmo317", Code::MessageTypeUnknown),
        ("wmo305", "wmo303", Code::MessageNotPublic),
        ("2_1", "2_5", Code::VersionUnsupported),
    ] {
        assert_eq!(refusal(&bericht_305(1).replace(from, to)).0, code, "{to}");
    }
    let (code, pad) = refusal(&bericht_307(1).replace("Subversie>1<", "Subversie>2<"));
    assert_eq!(
        (code, pad.as_str()),
        (Code::VersionUnsupported, "Bericht/Header/BerichtVersie (header 2.2, namespace 2.1)")
    );
}
