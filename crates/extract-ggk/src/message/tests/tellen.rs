//! Records and amounts of what stands where it may not are counted: the sums of the ledger need them.

use domain::{Code, Eurocent};

use super::bericht_301 as bericht_301_v2;
use crate::tests::{change, lees_tekst, part, records, refusal};
use crate::voorbeeld::{bericht_301, bericht_305, bericht_323, client_met_prestaties, prestatie};

/// Two persons, of two lines and one, 50 euros each.
fn declaratie() -> String {
    let twee = prestatie("RN1", "") + &prestatie("RN2", "");
    let clienten = client_met_prestaties("999900006", &twee, "")
        + &client_met_prestaties("999900018", &prestatie("RN3", ""), "");
    bericht_323(&clienten, 15_000)
}

/// Code, records and cents of a refused file.
fn geweigerd(text: &str) -> (Code, u32, i64) {
    let refused = lees_tekst(text).unwrap_err();
    (refused.afkeuring.code, refused.records, refused.bedrag.waarde())
}

/// What stands from `from` up to and including `to` twice.
fn dubbel(text: &str, from: &str, to: &str) -> String {
    let stuk = part(text, from, to).to_owned() + to;
    change(text, &stuk, &stuk.repeat(2))
}

#[test]
fn a_second_content_counts_for_the_refused_file() {
    let text = dubbel(&bericht_301(&[1, 2]), "<jw301:Client>", "</jw301:Client>");
    assert_eq!(geweigerd(&text), (Code::XsdInvalid, 4, 0));
    let text = dubbel(&bericht_301_v2(1), "<wmo301:Clienten>", "</wmo301:Clienten>");
    assert_eq!(geweigerd(&text), (Code::XsdInvalid, 6, 0));
    let text = dubbel(&declaratie(), "<jw323:Declaratie>", "</jw323:Declaratie>");
    assert_eq!(geweigerd(&text), (Code::XsdInvalid, 6, 30_000));
    let text = dubbel(&declaratie(), "<jw323:Clienten>", "</jw323:Clienten>");
    assert_eq!(geweigerd(&text), (Code::XsdInvalid, 6, 30_000));
}

#[test]
fn the_records_of_a_second_container_are_refused_with_their_person() {
    for (text, container, soort) in [
        (bericht_301(&[1, 2]), "ToegewezenProducten", "jw301"),
        (bericht_305(&[1, 2]), "StartProducten", "jw305"),
    ] {
        let twee =
            dubbel(&text, &format!("<{soort}:{container}>"), &format!("</{soort}:{container}>"));
        let oud = |text: &str| {
            text.replace("/3_2/", "/3_0/").replace("BerichtSubversie>2<", "BerichtSubversie>0<")
        };
        for twee in [oud(&twee), twee] {
            let (loaded, refused) = records(&twee);
            let pad = format!("Bericht/Client/{container}");
            let expect: Vec<_> =
                (1..=4).map(|regel| (regel, Code::XsdInvalid, pad.clone())).collect();
            assert_eq!((loaded, refused), (0, expect), "{twee}");
        }
    }
}

#[test]
fn the_lines_of_a_second_or_late_container_keep_their_amount() {
    let lines = "</jw323:Prestaties>";
    let twee = dubbel(&declaratie(), "<jw323:Prestaties>", lines);
    let laat = change(&declaratie(), "<jw323:Bsn>999900006</jw323:Bsn>", "");
    let laat = change(&laat, lines, &format!("{lines}<jw323:Bsn>999900006</jw323:Bsn>"));
    for (text, aantal) in [(twee, 4), (laat, 2)] {
        let gelezen = lees_tekst(&text).unwrap();
        let bedragen: Vec<_> = gelezen.afkeuringen.iter().map(|een| een.bedrag).collect();
        assert_eq!(bedragen, vec![Some(Eurocent::new(5_000)); aantal], "{text}");
        assert_eq!(records(&text).0, 1);
    }
    // The lines before the rest of the declaration: the file is refused, with all of them.
    let text = declaratie();
    let clienten =
        part(&text, "<jw323:Clienten>", "</jw323:Clienten>").to_owned() + "</jw323:Clienten>";
    let text = change(
        &change(&text, &clienten, ""),
        "<jw323:DeclaratieNummer>",
        &format!("{clienten}<jw323:DeclaratieNummer>"),
    );
    assert_eq!(geweigerd(&text), (Code::XsdInvalid, 3, 15_000));
}

#[test]
fn a_second_request_of_a_317_is_one_record_still() {
    let een = "<m:Verzoek><m:ReferentieAanbieder>REF-1</m:ReferentieAanbieder>\
        <m:RedenVerzoek>1</m:RedenVerzoek></m:Verzoek>";
    let client = format!("<m:Client><m:Bsn>999900006</m:Bsn>{een}{een}</m:Client>");
    let text = crate::voorbeeld::bericht("317", "", &client);
    let pad = "Bericht/Client/Verzoek".to_owned();
    assert_eq!(records(&text), (0, vec![(1, Code::XsdInvalid, pad)]));
    let text = change(&text, "</jw317:Bericht>", "<jw317:Client/></jw317:Bericht>");
    assert_eq!(refusal(&text).0, Code::XsdInvalid);
}
