use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Code;

use crate::container::Document;
use crate::tests::{change, opties, sleutel};
use crate::voorbeeld::{bericht_301, bericht_305};
use crate::{BestandAfkeuring, Gelezen, lees, lees_document};

const UUID: &str = "9c0f7b90-5c69-41e5-a837-0800200c9a66";
const ANDER: &str = "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0";

fn stuurgegevens(berichtcode: &str, cross: &str, functie: &str) -> String {
    let functie = match functie {
        "" => String::new(),
        functie => format!("<S:functie>{functie}</S:functie>"),
    };
    format!(
        "<S:berichtcode>{berichtcode}</S:berichtcode>\
         <S:zender><S:organisatie>0384</S:organisatie><S:applicatie>Eigen</S:applicatie></S:zender>\
         <S:ontvanger><S:organisatie>42420001</S:organisatie><S:applicatie>GGk</S:applicatie>\
         <S:gebruiker>Jansen</S:gebruiker></S:ontvanger>\
         <S:referentienummer>{UUID}</S:referentienummer>\
         <S:tijdstipBericht>20260506101112</S:tijdstipBericht>{cross}{functie}"
    )
}

/// An envelope of koppelvlak `0210` or `0310` with this payload.
fn envelop(koppelvlak: &str, root: &str, cross: &str, functie: &str, payload: &str) -> String {
    let code = root.rsplit('_').next().unwrap();
    let stuurgegevens = stuurgegevens(code, cross, functie);
    let base64 = STANDARD.encode(payload);
    let (ns, bericht) = match koppelvlak {
        "0210" => (
            "http://www.stufstandaarden.nl/koppelvlak/ggk0210",
            format!("<G:bericht><G:xmlBestand>{base64}</G:xmlBestand></G:bericht>"),
        ),
        _ => (
            "http://www.stufstandaarden.nl/sectormodel/ggk/0210",
            format!("<G:bericht S:bestandsnaam='a.xml'>{base64}</G:bericht>"),
        ),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<G:{root} xmlns:G='{ns}' \
         xmlns:S='http://www.egem.nl/StUF/StUF0301'><G:stuurgegevens>{stuurgegevens}</G:stuurgegevens>\
         <G:parameters><G:applicatieVersie>0004</G:applicatieVersie>\
         <G:applicatieSubversie>0003</G:applicatieSubversie><G:functieVersie>0002</G:functieVersie>\
         <G:functieSubversie>0002</G:functieSubversie>{bericht}</G:parameters></G:{root}>"
    )
}

fn heen(functie: &str, payload: &str) -> String {
    envelop("0210", "envelopHeenbericht-ggk_Di01", "", functie, payload)
}

fn fout(code: &str) -> String {
    let cross = format!("<S:crossRefnummer>{ANDER}</S:crossRefnummer>");
    let stuurgegevens = stuurgegevens("Fo01", &cross, "");
    format!(
        "<S:Fo01Bericht xmlns:S='http://www.egem.nl/StUF/StUF0301'>\
         <S:stuurgegevens>{stuurgegevens}</S:stuurgegevens><S:body><S:code>{code}</S:code>\
         <S:plek>client</S:plek><S:omschrijving>BSN 999900006 van Jansen</S:omschrijving>\
         <S:details>999900006</S:details><S:detailsXML><root><x/></root></S:detailsXML></S:body>\
         </S:Fo01Bericht>"
    )
}

fn soap(versie: &str, inhoud: &str) -> String {
    let ns = match versie {
        "1.1" => "http://schemas.xmlsoap.org/soap/envelope/",
        _ => "http://www.w3.org/2003/05/soap-envelope",
    };
    let inhoud = inhoud.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "");
    format!(
        "<e:Envelope xmlns:e='{ns}'><e:Header><x e:mustUnderstand='1'><y>z</y></x></e:Header>\
         <e:Body>{inhoud}</e:Body></e:Envelope>"
    )
}

fn read(text: &str) -> Result<Document, BestandAfkeuring> {
    lees_document(text.as_bytes(), &opties(), &sleutel())
}

#[track_caller]
fn bericht(text: &str) -> Gelezen {
    match read(text) {
        Ok(Document::Bericht(gelezen)) => *gelezen,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn refusal(text: &str) -> (Code, String) {
    let refused = read(text).unwrap_err();
    (refused.afkeuring.code, refused.afkeuring.plaats.pad)
}

#[test]
fn a_message_comes_out_of_every_envelope_as_it_went_in() {
    let bare = bericht_301(&[1, 2]);
    let mut expect = lees(bare.as_bytes(), &opties(), &sleutel()).unwrap();
    expect.bericht.envelop = Some(UUID.parse().unwrap());
    for koppelvlak in ["0210", "0310"] {
        let text = envelop(koppelvlak, "envelopHeenbericht-ggk_Di01", "", "JW301", &bare);
        assert_eq!(bericht(&text), expect);
        for versie in ["1.1", "1.2"] {
            assert_eq!(bericht(&soap(versie, &text)), expect);
        }
    }
    assert_eq!(bericht(&bare).bericht.envelop, None);
    // Line breaks in the payload, and upper case in the reference.
    let text = heen("JW301", &bare);
    let broken = text
        .replace("</G:xmlBestand>", "\r\n\t </G:xmlBestand>")
        .replace("<G:xmlBestand>", "<G:xmlBestand>\n")
        .replace(UUID, &UUID.to_uppercase());
    assert_eq!(bericht(&broken), expect);
}

#[test]
fn an_answer_travels_in_an_envelope_of_its_own() {
    let bare = crate::voorbeeld::bericht("302", &crate::voorbeeld::kop_retour(&["0200"]), "");
    let cross = format!("<S:crossRefnummer>{ANDER}</S:crossRefnummer>");
    let make =
        |cross: &str| envelop("0210", "envelopRetourbericht-ggk_Du01", cross, "JW302", &bare);
    let alone = lees(bare.as_bytes(), &opties(), &sleutel());
    assert_eq!(read(&make(&cross)).is_ok(), alone.is_ok());
    assert_eq!(refusal(&make("")).0, Code::EnvelopeInvalid);
}

#[test]
fn a_fault_keeps_its_code_and_what_it_is_about() {
    for text in [fout("IB014"), soap("1.1", &fout("IB014"))] {
        let Ok(Document::Ketenfout(fout)) = read(&text) else { panic!("it is a fault") };
        assert_eq!(fout.code.as_str(), "IB014");
        assert_eq!(fout.referentie.as_ref().unwrap().as_str(), UUID);
        assert_eq!(fout.betreft.as_ref().unwrap().as_str(), ANDER);
        assert_eq!(fout.zender.as_ref().unwrap().as_str(), "0384");
        assert_eq!(fout.ontvanger.as_ref().unwrap().as_str(), "42420001");
        assert_eq!(fout.gemeente.as_ref().unwrap().to_string(), "0384");
        assert_eq!(fout.tijdstip.unwrap().to_string(), "2026-05-06 10:11:12");
        let shown = format!("{fout:?}");
        assert!(!shown.contains("999900006") && !shown.contains("Jansen"));
    }
    assert!(read(&fout("StUF055")).is_ok());
    for code in ["", "IB14", "Jansen", "999900006", "IB014 Jansen"] {
        assert_eq!(refusal(&fout(code)), (Code::EnvelopeInvalid, "body/code".to_owned()));
    }
    let bare = fout("IB014").replace("<S:crossRefnummer>", "<S:crossRefnummer>x");
    assert_eq!(refusal(&bare).1, "stuurgegevens/crossRefnummer");
}

#[test]
fn a_fault_of_another_municipality_is_refused() {
    let mut opties = opties();
    let mut read = |gemeente: &str| {
        opties.gemeenten = [gemeente.parse().unwrap()].into();
        lees_document(fout("IB014").as_bytes(), &opties, &sleutel())
    };
    assert!(read("0384").is_ok());
    assert_eq!(read("0363").unwrap_err().afkeuring.code, Code::GemeenteNotAllowed);
}

#[test]
fn envelope_and_message_agree() {
    let mismatch = |functie: &str, payload: &str| {
        let refused = read(&heen(functie, payload)).unwrap_err();
        assert_eq!(refused.afkeuring.code, Code::EnvelopeMismatch, "{functie}");
        refused.records
    };
    assert_eq!(mismatch("WMO301", &bericht_301(&[1, 2])), 2);
    assert_eq!(mismatch("JW305", &bericht_301(&[1, 2])), 2);
    assert_eq!(mismatch("jw301", &bericht_301(&[1])), 1);
    assert_eq!(mismatch("Dummy", &bericht_305(&[1])), 1);
}

#[test]
fn a_fault_of_the_message_is_placed_inside_the_envelope() {
    let bad = change(&bericht_301(&[1]), "<jw301:BerichtCode>436", "<jw301:BerichtCode>999");
    let alone = lees(bad.as_bytes(), &opties(), &sleutel()).unwrap_err();
    let refused = read(&heen("JW301", &bad)).unwrap_err();
    assert_eq!(refused.afkeuring.plaats.pad, format!("envelop!{}", alone.afkeuring.plaats.pad));
    assert_eq!(refused.afkeuring.plaats.regel, alone.afkeuring.plaats.regel);
    // A record that is refused.
    let bad = change(&bericht_301(&[1, 2]), "<jw301:Ingangsdatum>", "<jw301:Ingangsdatum>x");
    let read = bericht(&heen("JW301", &bad));
    assert!(read.afkeuringen[0].afkeuring.plaats.pad.starts_with("envelop!Bericht/"));
    assert_eq!(
        refusal(&heen("JW301", "Hier staat tekst")),
        (Code::FileTypeMismatch, "envelop!".to_owned())
    );
}

#[test]
fn an_ei_file_is_set_aside_wherever_it_is() {
    let ei = "014140200P0000000000000000\r\n0200000199990000600000000";
    assert_eq!(refusal(ei), (Code::EiFlatFile, String::new()));
    assert_eq!(refusal(&heen("WMO301", ei)), (Code::EiFlatFile, "envelop!".to_owned()));
    let tekst = heen("Dummy", "bsn;naam")
        .replace("<G:xmlBestand>", "<G:tekstBestand bestandsnaam='q1.csv'>")
        .replace("</G:xmlBestand>", "</G:tekstBestand>");
    assert_eq!(refusal(&tekst), (Code::EiFlatFile, "envelop!".to_owned()));
}

#[test]
fn a_damaged_envelope_is_refused() {
    let good = heen("JW301", &bericht_301(&[1]));
    assert!(read(&good).is_ok());
    let element = |naam: &str| {
        let end = format!("</S:{naam}>");
        crate::tests::part(&good, &format!("<S:{naam}>"), &end).to_owned() + &end
    };
    for (from, to, pad) in [
        ("Di01</S:", "Du01</S:", "stuurgegevens/berichtcode"),
        (UUID, "1", "stuurgegevens/referentienummer"),
        (UUID, "", "stuurgegevens/referentienummer"),
        ("20260506101112", "2026-05-06", "stuurgegevens/tijdstipBericht"),
        ("JW301</S:", "</S:", "stuurgegevens/functie"),
        ("<G:xmlBestand>", "<G:xmlBestand>!", "parameters/bericht"),
        ("<G:xmlBestand>", "<G:xmlBestand><G:x/>", "parameters/bericht/xmlBestand"),
        (
            "<G:xmlBestand>",
            "<G:tekstBestand>YQ==</G:tekstBestand><G:xmlBestand>",
            "parameters/bericht",
        ),
        ("<G:bericht>", "<G:bericht>tekst", "parameters/bericht/?"),
        ("<G:parameters>", "<G:Jansen/><G:parameters>", "parameters"),
        ("</G:parameters>", "<G:Jansen/></G:parameters>", "parameters/?"),
        ("<S:functie>", "<S:Jansen/><S:functie>", "stuurgegevens/functie"),
        (&element("referentienummer"), "", "stuurgegevens/referentienummer"),
        (&element("functie"), "", "stuurgegevens/functie"),
        ("<S:applicatie>Eigen", "<G:applicatie>Eigen", "stuurgegevens/zender of ontvanger/?"),
    ] {
        let bad =
            change(&good, from, to).replace("<G:applicatie>Eigen</S:", "<G:applicatie>Eigen</G:");
        assert_eq!(refusal(&bad), (Code::EnvelopeInvalid, pad.to_owned()), "{from} -> {to}");
    }
    // Two in one SOAP body.
    let bare = good.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "");
    assert_eq!(refusal(&soap("1.1", &(bare.clone() + &bare))).0, Code::EnvelopeInvalid);
}

#[test]
fn an_envelope_is_xml_before_it_is_an_envelope() {
    let good = heen("JW301", &bericht_301(&[1]));
    for (from, to, code) in [
        ("</G:parameters>", "", Code::XmlNotWellformed),
        ("<G:parameters>", "<G:parameters>&x;", Code::XmlNotWellformed),
        ("JW301</S:functie>", "JW301</S:functie><Jansen/", Code::XmlNotWellformed),
        ("encoding=\"UTF-8\"?>", "encoding=\"UTF-8\"?><!DOCTYPE a>", Code::XmlDoctype),
        ("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"", Code::XmlEncoding),
    ] {
        assert_eq!(refusal(&change(&good, from, to)).0, code, "{to}");
    }
    assert_eq!(refusal(&(good.clone() + "<a/>")).0, Code::XmlNotWellformed);
    let cut = good.split_at(good.len() - 40).0;
    assert_eq!(refusal(cut).0, Code::XmlNotWellformed);
}

#[test]
fn an_envelope_of_something_else_is_an_unknown_message() {
    let unknown = |text: &str| assert_eq!(refusal(text).0, Code::MessageTypeUnknown, "{text}");
    unknown(&soap("1.1", ""));
    unknown(&soap("1.2", &bericht_301(&[1])));
    unknown("<Envelope xmlns='urn:x'/>");
    unknown("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'>x</e:Envelope>");
    unknown(&fout("IB014").replace("Fo01", "Fo02"));
    unknown(&heen("JW301", "x").replace("koppelvlak/ggk0210", "koppelvlak/ggk0999"));
}
