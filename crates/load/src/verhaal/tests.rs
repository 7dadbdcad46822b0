//! The story, from rows made by hand.

use serde_json::{Value, json};

use super::*;
use crate::beheer::RedenRij;

fn redenen() -> Redenen {
    let reden =
        |lijst: &str, code: &str, van: Option<&str>, tot: Option<&str>, text: &str| RedenRij {
            lijst: lijst.to_owned(),
            code: code.to_owned(),
            release_van: van.map(str::to_owned),
            release_tot: tot.map(str::to_owned),
            omschrijving: text.to_owned(),
        };
    Redenen(vec![
        reden("retourcode", "0200", None, None, "In orde"),
        reden("retourcode", "9019", None, None, "Er is geen toewijzing"),
        reden("reden_wijziging", "01", None, Some("3.0"), "Vroeger"),
        reden("reden_wijziging", "01", Some("3.0"), None, "Nu"),
    ])
}

fn line(referentie: &str, vorig: Option<&str>, dag: u32, bedrag: i64, status: &str) -> Value {
    json!({
        "declaratienummer": "D1", "referentienummer": referentie, "vorig_referentienummer": vorig,
        "agb_code": "42420001", "bericht_agb_code": "42420001", "productperiode_begin": "2026-03-01",
        "productperiode_eind": "2026-03-31", "productcategorie": "45", "productcode": "45A03",
        "geleverd_volume": 8, "eenheid": "04", "tarief_eurocent": 100, "bedrag_eurocent": bedrag,
        "debet_credit": if bedrag < 0 { "C" } else { "D" }, "status": status, "telt_mee": true,
        "bericht_identificatie": "B1", "regelnummer": dag, "dagtekening": format!("2026-04-{dag:02}"),
        "release": "3.2", "koppelstatus": "gekoppeld", "koppelwijze": "toewijzingnummer",
        "bestand": "berichten/323.xml",
    })
}

fn finding(code: &str, ernst: &str, status: &str, record: Option<(&str, &str, i32)>) -> Value {
    json!({
        "regelcode": code, "ernst": ernst, "status": status, "agb_code": "42420001",
        "berichtsoort": record.map_or("301", |(soort, ..)| soort),
        "bericht_identificatie": record.map(|(_, bericht, _)| bericht),
        "regelnummer": record.map(|(.., regel)| regel).filter(|regel| *regel > 0),
        "toelichting": "Iets klopt niet.",
    })
}

fn tell(delen: &[(&'static str, Vec<Value>)]) -> Vertelling {
    let deel = |(naam, rijen): &(&'static str, Vec<Value>)| Deel { naam, rijen: rijen.clone() };
    let delen = delen.iter().map(deel).collect();
    Vertelling::van("Toewijzing 1001".to_owned(), delen, &redenen(), "0384").unwrap()
}

fn vertel(delen: &[(&'static str, Vec<Value>)]) -> Verhaal {
    tell(delen).verhaal
}

#[test]
fn a_correction_stands_below_what_it_corrects() {
    let lines = vec![
        line("P1", None, 3, 800, "gecrediteerd"),
        line("P2", None, 4, 400, "goedgekeurd"),
        line("P3", Some("P1"), 9, -800, "goedgekeurd"),
        line("P4", Some("P2"), 10, -400, "ingediend"),
        line("P5", None, 11, 200, "afgewezen"),
        line("P6", None, 12, 100, "ingediend"),
    ];
    let verhaal = vertel(&[("prestaties", lines)]);
    let [maand] = verhaal.maanden.as_slice() else { panic!("one month") };
    let names: Vec<&str> =
        maand.regels.iter().map(|regel| regel.wat.split(" (").next().unwrap()).collect();
    assert_eq!(
        names,
        [
            "Declaratieregel P1",
            "Correctie P3 op P1",
            "Declaratieregel P2",
            "Correctie P4 op P2",
            "Declaratieregel P5",
            "Declaratieregel P6",
        ]
    );
    let expected = Bedragen {
        ingediend_eurocent: 1500,
        goedgekeurd_eurocent: 400,
        afgewezen_eurocent: 200,
        gecrediteerd_eurocent: 800,
        open_eurocent: 100,
        credit_goedgekeurd_eurocent: -800,
        credit_open_eurocent: -400,
        credit_afgewezen_eurocent: 0,
        betaalbaar_eurocent: 400,
    };
    assert_eq!((maand.bedragen, verhaal.totaal), (expected, expected));
}

#[test]
fn a_finding_stands_under_its_record_or_with_the_whole() {
    let found = vec![
        finding("DQ39", "D", "open", Some(("323", "B1", 3))),
        finding("TR319", "R", "open", Some(("323", "B1", 3))),
        // On the message: under its first record.
        finding("TR318", "R", "geaccepteerd", Some(("323", "B1", 0))),
        finding("TR322", "R", "open", None),
        finding("TR366", "R", "open", Some(("325", "B9", 2))),
        finding("OP295", "P", "opgelost", None),
    ];
    let lines =
        vec![line("P1", None, 3, 800, "goedgekeurd"), line("P2", None, 4, 400, "goedgekeurd")];
    let verhaal = vertel(&[("prestaties", lines), ("bevindingen", found)]);
    let of_line = |index: usize| -> Vec<&str> {
        verhaal.maanden[0].regels[index].bevindingen.iter().map(|v| v.regelcode.as_str()).collect()
    };
    assert_eq!((of_line(0), of_line(1)), (vec!["TR318", "TR319", "DQ39"], vec![]));
    let whole: Vec<(&str, Option<&str>)> =
        verhaal.bevindingen.iter().map(|v| (v.regelcode.as_str(), v.waarover.as_deref())).collect();
    assert_eq!(whole, [("TR322", None), ("TR366", Some("325 B9, record 2"))]);
    assert_eq!(verhaal.opgelost, ["OP295"]);
}

#[test]
fn a_finding_on_a_message_of_another_sender_is_not_of_this_one() {
    let mut other = finding("TR319", "R", "open", Some(("323", "B1", 3)));
    other["agb_code"] = json!("42420002");
    let mine = finding("DQ39", "D", "open", Some(("323", "B1", 3)));
    // In release 2 the message may name another provider than its record: both are its own.
    let mut of_message = finding("TR318", "R", "open", Some(("323", "B1", 0)));
    of_message["agb_code"] = json!("42420003");
    let mut regel = line("P1", None, 3, 800, "goedgekeurd");
    regel["bericht_agb_code"] = json!("42420003");
    let verhaal =
        vertel(&[("prestaties", vec![regel]), ("bevindingen", vec![other, mine, of_message])]);
    let codes = |found: &[Vondst]| -> Vec<String> {
        found.iter().map(|vondst| vondst.regelcode.clone()).collect()
    };
    assert_eq!(codes(&verhaal.maanden[0].regels[0].bevindingen), ["TR318", "DQ39"]);
    assert_eq!(codes(&verhaal.bevindingen), ["TR319"]);
}

#[test]
fn codes_are_told_in_the_words_of_their_release() {
    let redenen = redenen();
    for (code, release, expect) in
        [("01", "2.4", "01 Vroeger"), ("01", "3.0", "01 Nu"), ("99", "3.2", "99")]
    {
        assert_eq!(redenen.noem("reden_wijziging", code, release), expect);
    }
    for (codes, expect) in [
        (vec!["0200"], "afgewezen (306 van 2026-03-04): 0200 In orde"),
        (vec!["0200", "9019"], "afgewezen (306 van 2026-03-04): 9019 Er is geen toewijzing"),
        (vec![], "afgewezen (306 van 2026-03-04)"),
    ] {
        let retour = json!({
            "oordeel": "afgewezen", "retourcodes": codes, "antwoord_soort": "306",
            "antwoord_dagtekening": "2026-03-04",
        });
        assert_eq!(redenen.antwoord(&serde_json::from_value(retour).unwrap(), "3.2"), expect);
    }
}

#[test]
fn a_verdict_gives_its_reasons() {
    for (row, expect) in [
        (json!({}), "nog niet beoordeeld"),
        (
            json!({ "koppelstatus": "gekoppeld", "koppelwijze": "beschikking", "koppelreden": "" }),
            "gekoppeld op beschikking",
        ),
        (
            json!({ "koppelstatus": "wees", "koppelwijze": "geen", "koppelreden": "geen_toewijzing" }),
            "wees: hoort bij geen toewijzing: er is geen toewijzing met dit nummer",
        ),
        (
            json!({
                "koppelstatus": "afgekeurd", "koppelwijze": "toewijzingnummer",
                "koppelreden": "andere_client, na_einddatum",
            }),
            "afgekeurd (gevonden op toewijzingnummer): de toewijzing is van een andere client; het valt \
             na de einddatum van de toewijzing",
        ),
        // Computed before there were reasons.
        (
            json!({ "koppelstatus": "afgekeurd", "koppelreden": "", "product_gelijk": "verschillend" }),
            "afgekeurd (gevonden): ander product",
        ),
        (json!({ "koppelstatus": "afgewezen", "koppelreden": "afgewezen" }), "afgewezen"),
    ] {
        assert_eq!(woorden::oordeel(&serde_json::from_value(row).unwrap()), expect);
    }
}
