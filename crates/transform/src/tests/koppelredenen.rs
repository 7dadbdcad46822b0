//! Why a verdict is what it is.

use super::{BIJ, Bij, Verhaal, WEG};
use crate::{Antwoord, Koppelstatus};
use domain::Release;

const S: &str = "2026-01-05";
const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };
const ZONDER: Bij = Bij { nummer: None, ..BIJ };
const OUD: Bij = Bij { release: Release::R2_1, beschikking: Some(7), ..BIJ };

/// The reasons of all records, starts before stops before lines.
#[track_caller]
fn check(verhaal: &Verhaal, verwacht: &[&str]) {
    let koppelingen = verhaal.uitkomst().koppelingen;
    let redenen: Vec<String> = koppelingen
        .iter()
        .map(|feit| feit.redenen.iter().map(|reden| reden.code()).collect::<Vec<_>>().join(", "))
        .collect();
    assert_eq!(redenen, verwacht);
    for feit in &koppelingen {
        assert!(feit.redenen.is_sorted(), "{:?}", feit.redenen);
        assert!(!feit.redenen.is_empty() || feit.koppelstatus == Koppelstatus::Gekoppeld);
    }
}

fn nieuw() -> Verhaal {
    Verhaal::met_toewijzing()
}

#[test]
fn a_start_says_everything_that_differs() {
    let cases: Vec<(&str, Bij, &str)> = vec![
        (S, BIJ, ""),
        (S, Bij { ingang: Some("2026-01-01"), ..BIJ }, ""),
        (S, Bij { client: 2, ..BIJ }, "andere_client"),
        (S, Bij { agb: 2, ..BIJ }, "andere_aanbieder"),
        (S, Bij { product: "45/45A05", ..BIJ }, "andere_productcode"),
        (S, Bij { product: "45", ..BIJ }, "andere_productcode"),
        (S, Bij { product: "46/45A04", ..BIJ }, "andere_productcategorie"),
        (S, Bij { product: "", ..BIJ }, "andere_productcategorie, andere_productcode"),
        (S, Bij { ingang: Some("2026-01-02"), ..BIJ }, "andere_ingangsdatum"),
        ("2025-12-31", BIJ, "voor_ingangsdatum"),
        ("2027-01-01", BIJ, "na_einddatum"),
        ("2026-12-31", BIJ, ""),
        (S, AF, "afgewezen"),
        (S, WEG, "ingetrokken"),
        (S, Bij { antwoord: Antwoord::Afgewezen, ..WEG }, "ingetrokken, afgewezen"),
        (S, Bij { nummer: Some(999), ..BIJ }, "geen_toewijzing"),
        (S, Bij { nummer: Some(999), ..AF }, "geen_toewijzing, afgewezen"),
        (S, Bij { nummer: Some(999), ..WEG }, "geen_toewijzing, ingetrokken"),
        (
            "2025-12-31",
            Bij { client: 2, agb: 2, product: "46/46A01", ingang: Some("2026-02-01"), ..AF },
            "andere_client, andere_aanbieder, andere_productcategorie, andere_productcode, \
             andere_ingangsdatum, voor_ingangsdatum, afgewezen",
        ),
    ];
    for (begin, bij, verwacht) in cases {
        check(&nieuw().start(begin, bij), &[verwacht]);
    }
}

#[test]
fn a_record_without_number_says_why_nothing_fits() {
    check(&nieuw().start(S, ZONDER), &[""]);
    check(&nieuw().start(S, Bij { client: 2, ..ZONDER }), &["geen_passende_toewijzing"]);
    check(&nieuw().start("2027-01-01", ZONDER), &["geen_passende_toewijzing"]);
    let twee = nieuw().toewijzing("2025-12-20", JAN[0], "", Bij { nummer: Some(101), ..BIJ });
    check(&twee.start(S, ZONDER), &["meer_passende_toewijzingen"]);
    // By beschikking: none, several, and one of which the rest differs.
    let oud = |bij: Bij| Bij { nummer: None, ..bij };
    let basis = Verhaal::new().toewijzing("2025-12-20", JAN[0], "2026-12-31", OUD);
    check(&basis.clone().start(S, oud(OUD)), &[""]);
    check(
        &basis.clone().start(S, oud(Bij { beschikking: Some(8), ..OUD })),
        &["geen_passende_toewijzing"],
    );
    check(
        &basis.clone().start("2027-01-01", oud(Bij { product: "45", ..OUD })),
        &["andere_productcode, na_einddatum"],
    );
    let twee = basis.toewijzing("2025-12-20", JAN[0], "", Bij { nummer: Some(101), ..OUD });
    check(&twee.start(S, oud(OUD)), &["meer_passende_toewijzingen"]);
}

#[test]
fn another_beschikking_is_said_of_a_record_that_links() {
    let basis = || Verhaal::new().toewijzing("2025-12-20", JAN[0], "2026-12-31", OUD);
    let ander = Bij { beschikking: Some(8), ..OUD };
    let verhaal = basis().start(S, ander.clone());
    check(&verhaal, &["andere_beschikking"]);
    assert!(verhaal.uitkomst().koppelingen[0].koppelstatus == Koppelstatus::Gekoppeld);
    check(&basis().start(S, Bij { client: 2, ..ander }), &["andere_client, andere_beschikking"]);
}

#[test]
fn a_withdrawn_start_and_its_removal_are_withdrawn_and_their_stop_is_not() {
    let weg = Bij { dagtekening: Some("2026-01-10"), ..WEG };
    let verhaal = nieuw().start(S, BIJ).start(S, weg).stop(S, "2026-01-09", "31", BIJ);
    check(&verhaal, &["ingetrokken", "ingetrokken", ""]);
}

#[test]
fn a_line_says_everything_that_differs() {
    let cases: Vec<([&str; 2], Bij, &str)> = vec![
        (JAN, BIJ, ""),
        (JAN, Bij { client: 2, ..BIJ }, "andere_client"),
        (JAN, Bij { agb: 2, ..BIJ }, "andere_aanbieder"),
        (JAN, Bij { product: "45/45A05", ..BIJ }, "andere_productcode"),
        (JAN, Bij { product: "46/45A04", ..BIJ }, "andere_productcategorie"),
        (["2025-12-01", "2025-12-31"], BIJ, "voor_ingangsdatum"),
        (["2027-01-01", "2027-01-31"], BIJ, "na_einddatum"),
        (["2025-12-01", "2027-01-31"], BIJ, "voor_ingangsdatum, na_einddatum"),
        (JAN, AF, "afgewezen"),
        (JAN, Bij { nummer: Some(999), ..BIJ }, "geen_toewijzing"),
        (JAN, Bij { nummer: Some(999), ..AF }, "geen_toewijzing, afgewezen"),
    ];
    for (periode, bij, verwacht) in cases {
        check(&nieuw().lijn(periode, "R1", 100, bij), &[verwacht]);
    }
    check(&nieuw().lijn(JAN, "R1", 100, BIJ).teruggestuurd("9389"), &["afgewezen"]);
    // What the allocation leaves open is not compared.
    let generiek = Verhaal::new().toewijzing("2025-12-20", JAN[0], "", Bij { product: "", ..BIJ });
    check(&generiek.lijn(JAN, "R1", 100, BIJ), &[""]);
}

#[test]
fn a_removed_allocation_is_a_reason() {
    let weg = Bij { reden: Some("13"), ..BIJ };
    let verhaal = nieuw()
        .toewijzing("2026-02-01", "2026-01-01", "2026-01-01", weg)
        .start("2026-01-01", BIJ)
        .start(S, BIJ)
        .lijn(["2026-01-01", "2026-01-01"], "R1", 100, BIJ);
    check(
        &verhaal,
        &["toewijzing_verwijderd", "na_einddatum, toewijzing_verwijderd", "toewijzing_verwijderd"],
    );
}
