//! Rules that a message breaks by itself, and that leave an observation.

use super::bericht_301 as bericht_301_v2;
use crate::tests::{change, lees_tekst, part};
use crate::voorbeeld::{
    bericht, bericht_301, bericht_305, bericht_323, client, client_met_prestaties, kop_retour,
    prestatie, retourcodes, toegewezen_product,
};

/// The observations of a message that loads: rule and record.
#[track_caller]
fn gezien(text: &str) -> Vec<(&'static str, Option<u32>)> {
    let waarnemingen = lees_tekst(text).unwrap().bericht.waarnemingen;
    waarnemingen.into_iter().map(|een| (een.code.code(), een.regel)).collect()
}

/// A 301 with these contacts of the person, and with a relation that has the contact `relatie`.
fn met_contacten(contacten: &str, relatie: &str) -> String {
    let good = bericht_301(&[1]);
    let old = part(&good, "<jw301:Contact>", "\n\t\t</jw301:Contactgegevens>");
    let text = change(&good, old, contacten);
    let naam = part(&text, "<jw301:Naam>", "<jw301:Contactgegevens>").to_owned();
    let relatie = format!(
        "<jw301:Relaties><jw301:Relatie><jw301:Nummer>1</jw301:Nummer><jw301:Soort>03</jw301:Soort>\
         {naam}{relatie}</jw301:Relatie></jw301:Relaties>"
    );
    change(&text, "<jw301:Contactgegevens>", &(relatie + "<jw301:Contactgegevens>"))
}

fn contact(soort: &str, inhoud: &[&str]) -> String {
    format!("<jw301:Contact><jw301:Soort>{soort}</jw301:Soort>{}</jw301:Contact>", inhoud.concat())
}

const TELEFOON: &str = "<jw301:Telefoon><ijw:Telefoon01><ijw:Telefoonnummer>020</ijw:Telefoonnummer>\
                        <ijw:Landnummer>0031</ijw:Landnummer></ijw:Telefoon01></jw301:Telefoon>";
const ADRES: &str = "<jw301:Adres><ijw:Huis><ijw:Huisnummer>9</ijw:Huisnummer></ijw:Huis>\
                     <ijw:Postcode>9999XX</ijw:Postcode></jw301:Adres>";
const HUIS: &str = "<jw301:Adres><ijw:Huis><ijw:Huisnummer>9</ijw:Huisnummer></ijw:Huis>\
                    </jw301:Adres>";
const POSTCODE: &str = "<jw301:Adres><ijw:Postcode>9999XX</ijw:Postcode></jw301:Adres>";

#[test]
fn tr006_a_contact_has_a_telephone_or_a_house_with_a_postcode() {
    let goed = contact("01", &[ADRES]);
    for (inhoud, expect) in [
        (&[ADRES][..], false),
        (&[TELEFOON], false),
        (&[HUIS, TELEFOON], false),
        (&[ADRES, TELEFOON], false),
        (&[HUIS], true),
        (&[POSTCODE], true),
        (&[], true),
    ] {
        let expect = if expect { vec![("TR006", None)] } else { vec![] };
        let een = contact("01", inhoud);
        assert_eq!(gezien(&met_contacten(&een, &goed)), expect, "{inhoud:?}");
        // One is enough, wherever it stands, and what stands in another does not make up for it.
        assert_eq!(gezien(&met_contacten(&(goed.clone() + &een), &goed)), expect, "{inhoud:?}");
        assert_eq!(gezien(&met_contacten(&(een.clone() + &goed), &goed)), expect, "{inhoud:?}");
        assert_eq!(gezien(&met_contacten(&goed, &een)), expect, "{inhoud:?}");
    }
    let halves = contact("01", &[HUIS]) + &contact("01", &[POSTCODE]);
    assert_eq!(gezien(&met_contacten(&halves, &goed)), [("TR006", None)]);
}

#[test]
fn tr061_a_person_has_an_address() {
    let goed = contact("01", &[ADRES]);
    let tijdelijk = contact("04", &[TELEFOON]);
    for soort in ["01", "02", "03"] {
        let een = contact(soort, &[ADRES]);
        assert_eq!(gezien(&met_contacten(&een, &tijdelijk)), [], "{soort}");
        assert_eq!(gezien(&met_contacten(&(tijdelijk.clone() + &een), &goed)), [], "{soort}");
        assert_eq!(gezien(&met_contacten(&(een + &tijdelijk), &goed)), [], "{soort}");
    }
    // The address of a relation is not that of the person.
    assert_eq!(gezien(&met_contacten(&tijdelijk, &goed)), [("TR061", None)]);
    let both = contact("04", &[]);
    assert_eq!(gezien(&met_contacten(&both, &goed)), [("TR006", None), ("TR061", None)]);
}

#[test]
fn contacts_are_judged_where_the_rules_hold() {
    assert_eq!(gezien(&bericht_301(&[1])), []);
    assert_eq!(gezien(&bericht_305(&[1])), []);
    // A person that does not load, and what an answer repeats.
    let bad = met_contacten(&contact("04", &[]), &contact("04", &[]));
    assert_eq!(gezien(&change(&bad, ">999900006<", ">999900007<")), []);
    let record = toegewezen_product(1, &retourcodes(&["0200"]));
    let retour =
        bericht("302", &kop_retour(&["0200"]), &client("301", &record, &retourcodes(&["0200"])));
    let retour = retour.replace("<jw302:Soort>03<", "<jw302:Soort>04<");
    assert_eq!(gezien(&retour), []);
    // The rules came with 3.0.
    let older = bericht_301_v2(1);
    assert!(older.contains("Soort>03<"), "the example has an address");
    assert_eq!(gezien(&older.replace("Soort>03<", "Soort>04<")), []);
    // Without its schema a release may name a person's contacts otherwise.
    let v31 = |text: &str| text.replace("/3_2/", "/3_1/").replace("Subversie>2<", "Subversie>1<");
    assert_eq!(gezien(&v31(&bad)), [("TR006", None), ("TR061", None)]);
    let good = bericht_301(&[1]);
    let contacten = part(&good, "<jw301:Contactgegevens>", "\n\t\t<jw301:ToegewezenProducten>");
    assert_eq!(gezien(&v31(&change(&good, contacten, ""))), []);
}

/// A line with its references; with a `vorig` it is a credit.
fn regel(nummer: &str, vorig: &str) -> String {
    let een = prestatie(nummer, "");
    if vorig.is_empty() {
        return een;
    }
    let einde = format!(">{nummer}</b:ReferentieNummer>");
    let vorig = format!("{einde}<b:VorigReferentieNummer>{vorig}</b:VorigReferentieNummer>");
    change(&change(&een, &einde, &vorig), "DebetCredit>D<", "DebetCredit>C<")
}

/// A 323 of two persons with these lines each, and with the right total.
fn bericht_met(een: &[(&str, &str)], twee: &[(&str, &str)]) -> String {
    let lines = |lines: &[(&str, &str)]| {
        lines.iter().map(|(nummer, vorig)| regel(nummer, vorig)).collect::<String>()
    };
    let clienten = client_met_prestaties("999900006", &lines(een), "")
        + &client_met_prestaties("999900018", &lines(twee), "");
    let totaal: i64 =
        een.iter().chain(twee).map(|(_, vorig)| if vorig.is_empty() { 1 } else { -1 }).sum();
    let text = bericht_323(&clienten, totaal.unsigned_abs() * 5_000);
    if totaal < 0 { change(&text, "DebetCredit>D<", "DebetCredit>C<") } else { text }
}

#[test]
fn tr315_a_line_is_taken_back_once() {
    for (een, twee, expect) in [
        (&[("A", ""), ("B", "X")][..], &[("C", "Y")][..], vec![]),
        (&[("A", ""), ("B", "")], &[("C", "")], vec![]),
        (&[("A", "X"), ("B", "X")], &[("C", "")], vec![2]),
        (&[("A", "X"), ("B", "Y")], &[("C", "X"), ("D", "Y"), ("E", "X")], vec![3, 4, 5]),
        // References are compared as they are written.
        (&[("A", "X"), ("B", "x")], &[("C", "X1")], vec![]),
    ] {
        let expect: Vec<_> = expect.into_iter().map(|regel| ("TR315", Some(regel))).collect();
        assert_eq!(gezien(&bericht_met(een, twee)), expect, "{een:?} {twee:?}");
    }
}

#[test]
fn tr316_a_line_of_the_message_itself_is_not_taken_back() {
    for (een, twee, expect) in [
        (&[("A", ""), ("B", "X")][..], &[("C", "Y")][..], vec![]),
        (&[("A", ""), ("B", "A")], &[("C", "")], vec![("TR316", Some(2))]),
        // Before the line that is taken back, and of another person.
        (&[("A", "C"), ("B", "")], &[("C", "")], vec![("TR316", Some(1))]),
        (
            &[("A", ""), ("B", "A")],
            &[("C", "A")],
            vec![("TR315", Some(3)), ("TR316", Some(2)), ("TR316", Some(3))],
        ),
    ] {
        assert_eq!(gezien(&bericht_met(een, twee)), expect, "{een:?} {twee:?}");
    }
}

#[test]
fn a_line_that_does_not_load_takes_part_and_carries_nothing() {
    let text = bericht_met(&[("A", ""), ("B", "X")], &[("C", "X"), ("D", "A")]);
    let expect = [("TR315", Some(3)), ("TR316", Some(4))];
    assert_eq!(gezien(&text), expect);
    let product = |text: &str, nummer: &str| {
        let begin = text.find(&format!(">{nummer}</ijw:ReferentieNummer>")).unwrap();
        let (before, after) = text.split_at(begin);
        before.to_owned() + &change(after, ">45A03<", "><")
    };
    // A fault in the line itself, in its person, and two lines that are one.
    assert_eq!(gezien(&product(&text, "A")), expect);
    assert_eq!(gezien(&product(&text, "B")), expect);
    assert_eq!(gezien(&product(&text, "C")), [("TR316", Some(4))]);
    assert_eq!(gezien(&change(&text, ">999900006<", ">999900007<")), expect);
    assert_eq!(gezien(&change(&text, ">999900018<", ">999900019<")), []);
    let double = bericht_met(&[("A", ""), ("A", "")], &[("B", "X"), ("B", "X"), ("C", "A")]);
    assert_eq!(gezien(&double), [("TR316", Some(5))]);
}

#[test]
fn tr358_the_total_is_the_sum_of_the_lines() {
    let good = bericht_met(&[("A", ""), ("B", "X")], &[("C", "")]);
    assert_eq!(gezien(&good), []);
    assert_eq!(gezien(&change(&good, ">5000<", ">5001<")), [("TR358", None)]);
    // A refused line counts; a line without an amount makes the sum unknown.
    let refused = change(&good, ">45A03<", "><");
    assert_eq!(gezien(&refused), []);
    assert_eq!(gezien(&change(&refused, ">5000<", ">5001<")), [("TR358", None)]);
    let onleesbaar = change(&good, "<ijw:Bedrag>5000<", "<ijw:Bedrag>x<");
    assert_eq!(gezien(&change(&onleesbaar, ">5000<", ">5001<")), []);
}
