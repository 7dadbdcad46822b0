//! Releases whose schema is not public: 2.0, 2.2 to 2.4, 3.0 and 3.1.

use domain::{Code, Oordeel};

use super::bericht_301 as bericht_301_v2;
use crate::Waarschuwing;
use crate::tests::{change, lees_tekst, part, records, refusal};
use crate::voorbeeld::{
    bericht, bericht_301, bericht_305, bericht_315, client, kop_antwoord, kop_retour, retourcodes,
    start_product,
};

/// A message of 3.2 as one of 3.0.
fn oud(text: &str) -> String {
    text.replace("/3_2/", "/3_0/").replace("BerichtSubversie>2<", "BerichtSubversie>0<")
}

fn afwijkingen(text: &str) -> Option<u32> {
    lees_tekst(text).unwrap().waarschuwingen.get(&Waarschuwing::SchemaAfwijking).copied()
}

#[test]
fn an_unknown_element_is_passed_over_and_counted() {
    let good = bericht_301(&[1, 2]);
    let nieuw = "<jw301:Nieuw>geheim<a><b>1</b></a></jw301:Nieuw>";
    for before in [
        "<jw301:Client>",
        "<jw301:Geslacht>",
        "<ijw:Achternaam>",
        "<jw301:ToegewezenProduct>",
        "<jw301:Einddatum>",
        "<ijw:Volume>",
        "<jw301:BerichtCode>",
        "</jw301:Bericht>",
    ] {
        let text = change(&good, before, &format!("{nieuw}{before}"));
        assert_eq!(records(&oud(&text)), (2, vec![]), "{before}");
        assert_eq!(afwijkingen(&oud(&text)), Some(1), "{before}");
        // The schema of 3.2 is public.
        let streng = lees_tekst(&text).map(|gelezen| gelezen.afkeuringen.len());
        assert_ne!(streng, Ok(0), "{before}");
    }
    assert_eq!(afwijkingen(&oud(&good)), None);
    let text =
        change(&bericht_301_v2(3), "<wmo301:Afgiftedatum>", "<wmo301:Nieuw/><wmo301:Afgiftedatum>");
    assert_eq!((records(&text), afwijkingen(&text)), ((3, vec![]), Some(1)));
}

#[test]
fn an_element_of_the_other_law_is_passed_over() {
    let naam = "</jw315:Naam>";
    let gezag = format!("{naam}<jw315:GezagsdragerBekend>1</jw315:GezagsdragerBekend>");
    let text = oud(&change(&bericht_315(&["A"]), naam, &gezag))
        .replace("/ijw/", "/iwmo/")
        .replace("jw315", "wmo315")
        .replace(">446<", ">444<")
        .replace(">55<", ">02<");
    assert_eq!((records(&text), afwijkingen(&text)), ((1, vec![]), Some(1)));
}

#[test]
fn the_order_is_free() {
    let good = bericht_301(&[1]);
    let ingang = "<jw301:Ingangsdatum>2026-04-01</jw301:Ingangsdatum>";
    let eind = "<jw301:Einddatum>2026-07-14</jw301:Einddatum>";
    let swapped = good.replace(ingang, "").replace(eind, &format!("{eind}{ingang}"));
    assert_eq!(records(&oud(&swapped)), (1, vec![]));
    assert_eq!(records(&swapped).1.len(), 1);
    // Also of the decision around allocations.
    let text = bericht_301_v2(2);
    let nummer = "<wmo301:BeschikkingNummer>7001</wmo301:BeschikkingNummer>";
    let text = change(&text, nummer, "");
    let producten = "</wmo301:ToegewezenProducten>";
    let text = change(&text, producten, &format!("{producten}{nummer}"));
    assert_eq!(records(&text), (3, vec![]));
    assert_eq!(lees_tekst(&text).unwrap().bericht.beschikkingen.len(), 2);
}

#[test]
fn only_what_a_record_needs_must_be_there() {
    let verzoek = bericht_315(&["A"]);
    let without = |from, to| change(&verzoek, part(&verzoek, from, to), "");
    for (text, is_good) in [
        (without("<jw315:Verwijzer>", "<jw315:Raamcontract>"), true),
        (without("<jw315:Naam>", "<jw315:AangevraagdeProducten>"), true),
        (without("<jw315:Geboortedatum>", "<jw315:Geslacht>"), true),
        (without("<jw315:XsdVersie>", "</jw315:Header>"), true),
        (without("<jw315:Geslacht>", "<jw315:Naam>"), false),
        (without("<jw315:ReferentieAanbieder>", "<jw315:BeschikkingNummer>"), false),
        (without("<jw315:ToewijzingIngangsdatum>", "<jw315:ToewijzingEinddatum>"), false),
        (without("<ijw:Categorie>", "<ijw:Code>"), false),
        (without("<ijw:Volume>", "<ijw:Eenheid>"), false),
    ] {
        let (loaded, refused) = records(&oud(&text));
        let codes: Vec<_> = refused.into_iter().map(|(_, code, _)| code).collect();
        let expect = if is_good { (1, vec![]) } else { (0, vec![Code::FieldMissing]) };
        assert_eq!((loaded, codes), expect, "{text}");
    }
    let toewijzing = bericht_301(&[1]);
    let nummer = "<jw301:ToewijzingNummer>1</jw301:ToewijzingNummer>";
    assert_eq!(records(&oud(&change(&toewijzing, nummer, ""))).1[0].1, Code::FieldMissing);
    let identificatie = "<ijw:Identificatie>B301</ijw:Identificatie>";
    let (code, pad) = refusal(&oud(&change(&toewijzing, identificatie, "")));
    let expect = "Bericht/Header/BerichtIdentificatie/Identificatie";
    assert_eq!((code, pad.as_str()), (Code::HeaderInvalid, expect));
}

#[test]
fn a_person_without_records_refuses_the_file() {
    let none = oud(&bericht("305", "", &client("305", "", "")));
    let pad = "Bericht/Client/StartProducten/StartProduct".to_owned();
    assert_eq!(refusal(&none), (Code::XsdInvalid, pad));
}

#[test]
fn a_double_element_or_a_bad_value_is_refused_all_the_same() {
    let begin = "<jw305:Begindatum>2026-04-03</jw305:Begindatum>";
    let good = bericht_305(&[1, 2]);
    for (to, code, naam) in [
        (begin.repeat(2), Code::XsdInvalid, "Begindatum"),
        (begin.replace("04-03", "02-30"), Code::DateInvalid, "Begindatum"),
        (begin.replace("jw305:", "ijw:"), Code::XsdInvalid, "Begindatum"),
        (format!("{begin}<jw305:RetourCodes/>"), Code::XsdInvalid, "RetourCodes"),
    ] {
        let pad = format!("Bericht/Client/StartProducten/StartProduct/{naam}");
        let expect = (1, vec![(1, code, pad)]);
        assert_eq!(records(&oud(&change(&good, begin, &to))), expect, "{to}");
    }
    let text = change(&good, "<jw305:Begindatum>", "tekst<jw305:Begindatum>");
    assert_eq!(refusal(&oud(&text)).0, Code::XsdInvalid);
}

#[test]
fn an_answer_needs_its_codes() {
    let record = |codes: &[&str]| {
        let codes = if codes.is_empty() { String::new() } else { retourcodes(codes) };
        let inhoud = client("305", &start_product(1, &codes), &retourcodes(&["0200"]));
        oud(&bericht("306", &kop_retour(&["0200"]), &inhoud))
    };
    let oordeel = |text: &str| lees_tekst(text).unwrap().bericht.bericht.oordeel;
    assert_eq!(oordeel(&record(&["0200"])), Some(Oordeel::Geaccepteerd));
    assert_eq!(oordeel(&record(&["9074"])), Some(Oordeel::Afgewezen));
    let pad = "Bericht/Client/StartProducten/StartProduct/RetourCodes".to_owned();
    assert_eq!(refusal(&record(&[])), (Code::FieldMissing, pad));
    // Where we do not look a code may stand.
    let goed = record(&["0200"]);
    let before = "<jw305:Begindatum>".replace("305", "306");
    let with = |inside: &str| {
        change(&goed, &before, &format!("<jw306:Nieuw>{inside}</jw306:Nieuw>{before}"))
    };
    assert_eq!(oordeel(&with("tekst<a><b/>1</a>")), Some(Oordeel::Geaccepteerd));
    assert_eq!(afwijkingen(&with("tekst<a><b/>1</a>")), Some(1));
    let code = "<a><jw306:RetourCode>9074</jw306:RetourCode></a>";
    assert_eq!(refusal(&with(code)).0, Code::XsdInvalid);
}

/// A 306 of 3.0 that says on everything that all is well.
fn goed_306() -> String {
    let record = start_product(1, &retourcodes(&["0200"]));
    let inhoud = client("305", &record, &retourcodes(&["0200"]));
    oud(&bericht("306", &kop_retour(&["0200"]), &inhoud))
}

/// A 308 of 2.2 in `Clienten`, with `inhoud` behind its header.
fn retour_2_2(kop: &str, inhoud: &str) -> String {
    let heen = "http://www.istandaarden.nl/iwmo/2_2";
    format!(
        "<b:Bericht xmlns:b='{heen}/wmo308/schema' xmlns:i='{heen}/basisschema/schema'><b:Header>\
         <b:BerichtCode>421</b:BerichtCode><b:BerichtVersie>2</b:BerichtVersie>\
         <b:BerichtSubversie>2</b:BerichtSubversie><b:Afzender>42420001</b:Afzender>\
         <b:Ontvanger>0363</b:Ontvanger><b:BerichtIdentificatie><i:Identificatie>P1</i:Identificatie>\
         <i:Dagtekening>2018-06-10</i:Dagtekening></b:BerichtIdentificatie>\
         <b:IdentificatieRetour>R1</b:IdentificatieRetour>\
         <b:DagtekeningRetour>2018-06-12</b:DagtekeningRetour>{kop}</b:Header>{inhoud}</b:Bericht>"
    )
}

#[test]
fn an_answer_accepts_nothing_by_passing_over() {
    let codes = |prefix: &str, code: &str| {
        format!(
            "<{prefix}:RetourCodes><{prefix}:RetourCode>{code}</{prefix}:RetourCode></{prefix}:RetourCodes>"
        )
    };
    let oordeel = |text: &str| lees_tekst(text).unwrap().bericht.bericht.oordeel;
    // A 302 of 3.1 with the content of 2.x.
    let vorm_2 = bericht(
        "302",
        &kop_retour(&[]),
        "<m:Clienten><m:Client><m:Bsn>999900006</m:Bsn></m:Client></m:Clienten>",
    )
    .replace("/3_2/", "/3_1/")
    .replace("BerichtSubversie>2<", "BerichtSubversie>1<");
    assert_eq!(refusal(&vorm_2), (Code::XsdInvalid, "Bericht/Clienten".to_owned()));
    let goed = goed_306();
    assert_eq!(oordeel(&goed), Some(Oordeel::Geaccepteerd));
    let kop = "<jw306:XsdVersieRetour>";
    let in_kop = |inside: &str| change(&goed, kop, &format!("{inside}{kop}"));
    let negen = codes("jw306", "9074");
    let alle = codes("jw306", "0200");
    for (text, code) in [
        (in_kop(&format!("<jw306:Extra>{negen}</jw306:Extra>")), Code::HeaderInvalid),
        (in_kop(&negen), Code::HeaderInvalid),
        (in_kop("<jw306:Retourcode>9074</jw306:Retourcode>"), Code::HeaderInvalid),
        (change(&goed, &alle, "<jw306:RetourCodes/>"), Code::HeaderInvalid),
        (change(&goed, &alle, "<jw306:RetourCodes> </jw306:RetourCodes>"), Code::HeaderInvalid),
        (
            change(
                &goed,
                "</jw306:RetourCodes>",
                "<jw306:Code>9074</jw306:Code></jw306:RetourCodes>",
            ),
            Code::HeaderInvalid,
        ),
        (change(&goed, "<jw306:Client>", &format!("{negen}<jw306:Client>")), Code::XsdInvalid),
        (change(&goed, "<jw306:Client>", "<jw306:Nieuw/><jw306:Client>"), Code::XsdInvalid),
        (change(&goed, "</jw306:Bericht>", &format!("{negen}</jw306:Bericht>")), Code::XsdInvalid),
        (change(&goed, "</jw306:Bericht>", "<jw306:Nieuw/></jw306:Bericht>"), Code::XsdInvalid),
        // Of a record.
        (
            goed.replace(
                &format!("{alle}\n\t\t\t</jw306:StartProduct>"),
                "<jw306:RetourCodes/></jw306:StartProduct>",
            ),
            Code::FieldMissing,
        ),
    ] {
        assert_ne!(text, goed);
        assert_eq!(refusal(&text).0, code, "{text}");
    }
    // What is no code may be in the header.
    assert_eq!(
        oordeel(&in_kop("<jw306:Extra><a>1</a></jw306:Extra>")),
        Some(Oordeel::Geaccepteerd)
    );

    let alle = codes("b", "0200");
    let negen = codes("b", "9074");
    assert_eq!(oordeel(&retour_2_2("", "")), Some(Oordeel::Geaccepteerd));
    assert_eq!(oordeel(&retour_2_2(&alle, "")), Some(Oordeel::Geaccepteerd));
    assert_eq!(oordeel(&retour_2_2(&negen, "")), Some(Oordeel::Afgewezen));
    for (kop, inhoud, code) in [
        ("", "<b:Client><b:Bsn>999900006</b:Bsn></b:Client>", Code::XsdInvalid),
        ("", &negen, Code::XsdInvalid),
        ("", "<b:Nieuw/>", Code::XsdInvalid),
        (&format!("<b:Extra>{negen}</b:Extra>"), "", Code::HeaderInvalid),
        ("<b:RetourCodes/>", "", Code::HeaderInvalid),
    ] {
        assert_eq!(refusal(&retour_2_2(kop, inhoud)).0, code, "{kop} {inhoud}");
    }
}

#[test]
fn a_heen_message_has_no_codes_in_its_root() {
    let text = oud(&bericht_301(&[1]));
    for before in ["<jw301:Client>", "</jw301:Bericht>"] {
        let text = change(
            &text,
            before,
            &format!("{}{before}", retourcodes(&["9074"]).replace("m:", "jw301:")),
        );
        assert_eq!(refusal(&text).0, Code::XsdInvalid);
    }
}

#[test]
fn a_325_needs_the_codes_of_its_header() {
    let text = oud(&bericht("325", &kop_antwoord(&["0001"]), ""));
    assert!(lees_tekst(&text).is_ok());
    let codes = part(&text, "<jw325:RetourCodes>", "</jw325:Header>");
    let without = change(&text, codes, "");
    assert_eq!(refusal(&without).0, Code::HeaderInvalid);
}
