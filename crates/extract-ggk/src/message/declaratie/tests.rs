//! Tests of the 323.

use domain::Code;

use crate::Waarschuwing;
use crate::tests::{change, lees_tekst, records, refusal};
use crate::voorbeeld::{bericht_323, client_met_prestaties, prestatie};

const PAD: &str = "Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie";

/// Two persons with two lines each, 200 euros.
fn voorbeeld() -> String {
    let een = prestatie("RN1", "") + &prestatie("RN2", "");
    let twee = prestatie("RN3", "") + &prestatie("RN4", "");
    let clienten = client_met_prestaties("999900006", &een, "")
        + &client_met_prestaties("999900018", &twee, "");
    bericht_323(&clienten, 20_000)
}

#[test]
fn a_323_is_read() {
    let text = bericht_323(&client_met_prestaties("999900006", &prestatie("RN1", ""), ""), 5_000);
    insta::assert_compact_debug_snapshot!(lees_tekst(&text).unwrap().bericht.inhoud, @r#"Declaratie(Declaratie { declaratienummer: Tekst("DN001"), periode: Periode { begin: 2026-04-01, eind: Some(2026-04-30) }, dagtekening: 2026-05-06, totaal: Eurocent(5000) }, [Prestatie { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), referentienummer: Tekst("RN1"), vorig_referentienummer: None, nummer: Toewijzingnummer(300201), product: Product { categorie: Productcategorie([52, 53]), code: Some(Tekst("45A03")) }, periode: Periode { begin: 2026-04-01, eind: Some(2026-04-30) }, volume: Volume(4), eenheid: Uur, tarief: Some(Eurocent(1250)), bedrag: Eurocent(5000), debet_credit: Debet }])"#);
}

#[test]
fn a_faulty_line_is_refused_alone_and_keeps_its_amount() {
    let begin =
        "<ijw:Begindatum>2026-04-01</ijw:Begindatum>\n\t\t\t\t\t\t<ijw:Einddatum>2026-04-30<";
    let bedrag = ">5000</ijw:Bedrag>";
    let teken = bedrag.to_owned() + "\n\t\t\t\t\t\t<ijw:DebetCredit>D<";
    for (from, to, code, pad, amount) in [
        (">RN1<", "><", Code::TextBlank, "ProductReferentie/ReferentieNummer", Some(5_000)),
        (">300201<", ">x<", Code::NumberInvalid, "ToewijzingNummer", Some(5_000)),
        (">45</", ">99</", Code::CodeUnknown, "ProductCategorie", Some(5_000)),
        (
            begin,
            &begin.replace("04-30", "03-31"),
            Code::Tr018,
            "ProductPeriode/Einddatum",
            Some(5_000),
        ),
        (">4</", ">4,5</", Code::NumberInvalid, "GeleverdVolume", Some(5_000)),
        (">04<", ">99<", Code::CodeUnknown, "Eenheid", Some(5_000)),
        (bedrag, ">50,00</ijw:Bedrag>", Code::NumberInvalid, "IngediendBedrag/Bedrag", None),
        (
            &teken,
            &teken.replace(">D<", ">X<"),
            Code::CodeUnknown,
            "IngediendBedrag/DebetCredit",
            None,
        ),
        ("<jw323:Eenheid>04</jw323:Eenheid>", "", Code::FieldMissing, "Eenheid", Some(5_000)),
        ("<jw323:Eenheid>", "tekst<jw323:Eenheid>", Code::XsdInvalid, "", Some(5_000)),
    ] {
        let text = change(&voorbeeld(), from, to);
        let pad = format!("{PAD}/{pad}").trim_end_matches('/').to_owned();
        assert_eq!(records(&text), (3, vec![(1, code, pad)]), "{to}");
        let bedrag = lees_tekst(&text).unwrap().afkeuringen[0].bedrag;
        assert_eq!(bedrag.map(domain::Eurocent::waarde), amount, "{to}");
    }
}

#[test]
fn a_credit_line_is_negative() {
    let text = change(
        &voorbeeld(),
        "<ijw:DebetCredit>D</ijw:DebetCredit>\n\t\t\t\t\t</jw323:I",
        "<ijw:DebetCredit>C</ijw:DebetCredit>\n\t\t\t\t\t</jw323:I",
    );
    let gelezen = lees_tekst(&change(&text, ">45A03<", "><")).unwrap();
    assert_eq!(gelezen.afkeuringen[0].bedrag.map(domain::Eurocent::waarde), Some(-5_000));
}

#[test]
fn a_faulty_person_refuses_the_lines_of_that_person() {
    let text = change(&voorbeeld(), ">999900018<", ">999900019<");
    let (loaded, refused) = records(&text);
    let pad = "Bericht/Declaratie/Clienten/Client/Bsn".to_owned();
    let expect = vec![(3, Code::BsnInvalid, pad.clone()), (4, Code::BsnInvalid, pad)];
    assert_eq!((loaded, refused), (2, expect));
    let sum: i64 = lees_tekst(&text)
        .unwrap()
        .afkeuringen
        .iter()
        .filter_map(|one| one.bedrag)
        .map(domain::Eurocent::waarde)
        .sum();
    assert_eq!(sum, 10_000);
}

#[test]
fn of_two_lines_with_one_reference_neither_loads() {
    let (loaded, refused) = records(&change(&voorbeeld(), ">RN4<", ">RN1<"));
    let expect = vec![(1, Code::Tr101, PAD.to_owned()), (4, Code::Tr101, PAD.to_owned())];
    assert_eq!((loaded, refused), (2, expect));
    // Another earlier reference makes another key.
    let vorig =
        ">RN1</ijw:ReferentieNummer><ijw:VorigReferentieNummer>RN0</ijw:VorigReferentieNummer>";
    let text = change(&voorbeeld(), ">RN4</ijw:ReferentieNummer>", vorig);
    assert_eq!(records(&text), (4, vec![]));
}

#[test]
fn a_fault_in_the_declaration_refuses_the_file_and_counts_it() {
    let periode = "<ijw:Einddatum>2026-04-30<";
    for (from, to, code, pad) in [
        (">DN001<", ">DN-001<", Code::TextInvalid, "DeclaratieNummer"),
        (">DN001<", "><", Code::TextBlank, "DeclaratieNummer"),
        (periode, &periode.replace("04-30", "03-31"), Code::Tr018, "DeclaratiePeriode/Einddatum"),
        (">20000<", ">x<", Code::NumberInvalid, "TotaalIngediendBedrag/TotaalBedrag"),
        ("<jw323:Clienten>", "<jw323:Extra/><jw323:Clienten>", Code::XsdInvalid, "?"),
    ] {
        let text = change(&voorbeeld(), from, to);
        assert_eq!(refusal(&text), (code, format!("Bericht/Declaratie/{pad}")), "{to}");
        let refused = lees_tekst(&text).unwrap_err();
        assert_eq!((refused.records, refused.bedrag.waarde()), (4, 20_000));
    }
    let empty = bericht_323(&client_met_prestaties("999900006", "", ""), 0);
    assert_eq!(refusal(&empty).0, Code::XsdInvalid);
    assert_eq!(refusal(&bericht_323("", 0)).0, Code::FieldMissing);
}

#[test]
fn sums_that_do_not_add_up_are_warnings() {
    let warnings =
        |text: &str| lees_tekst(text).unwrap().waarschuwingen.into_keys().collect::<Vec<_>>();
    assert_eq!(warnings(&voorbeeld()), []);
    assert_eq!(
        warnings(&change(&voorbeeld(), ">20000<", ">20001<")),
        [Waarschuwing::TotaalWijktAf]
    );
    assert_eq!(warnings(&change(&voorbeeld(), ">1250<", ">1251<")), [Waarschuwing::BedragWijktAf]);
    // A refused line still counts; a line without an amount makes the total unknown.
    assert_eq!(warnings(&change(&voorbeeld(), ">45A03<", "><")), []);
    assert_eq!(warnings(&change(&voorbeeld(), ">5000<", ">x<")), []);
}
