//! The story as text, from rows made by hand.

use load::verhaal::{Deel, Redenen, Vertelling};
use serde_json::{Value, json};

use super::tekst::{self, Stijl};

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
    Vertelling::van("Toewijzing 1001".to_owned(), delen, &Redenen::default(), "0384").unwrap()
}

#[test]
fn colour_is_only_added_where_it_is_wanted() {
    let lines = vec![line("P1", None, 3, 800, "goedgekeurd")];
    let found = vec![finding("TR319", "R", "open", Some(("323", "B1", 3)))];
    let vertelling = tell(&[("prestaties", lines), ("bevindingen", found)]);
    let waar = ("jw", "0384");
    let plain = tekst::schrijf(&vertelling, waar, Stijl::default());
    let stijl = Stijl { has_colour: true, ..Stijl::default() };
    let painted = tekst::schrijf(&vertelling, waar, stijl);
    assert!(!plain.contains('\u{1b}'));
    assert!(
        painted.contains("\u{1b}[31m! TR319 (grond voor afwijzing): Iets klopt niet.\u{1b}[0m")
    );
    let codes = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m"];
    let bare = codes.iter().fold(painted, |text, code| text.replace(code, ""));
    assert_eq!(bare, plain);
}

#[test]
fn a_very_long_story_is_told_by_month_unless_all_is_wanted() {
    let waar = ("jw", "0384");
    let write = |aantal: i32, is_volledig: bool| {
        let lines = (1..=aantal).map(|nummer| {
            let mut row = line(&format!("P{nummer}"), None, 3, 100, "goedgekeurd");
            row["regelnummer"] = json!(nummer);
            row
        });
        let correctie = line("C1", Some("P1"), 9, -100, "goedgekeurd");
        let lines = lines.chain([correctie]).collect();
        let mut found = vec![
            finding("TR319", "R", "open", Some(("323", "B1", 1))),
            finding("TR319", "R", "open", Some(("323", "B1", 2))),
            finding("DQ39", "D", "open", Some(("323", "B1", 2))),
            finding("TR416", "R", "opgelost", None),
            finding("TR416", "R", "opgelost", None),
        ];
        let elsewhere = |nummer| finding("TR366", "R", "open", Some(("325", "B9", nummer)));
        found.extend((1..=aantal).map(elsewhere));
        let vertelling = tell(&[("prestaties", lines), ("bevindingen", found)]);
        assert_eq!(
            vertelling.verhaal.maanden[0].regels.len(),
            usize::try_from(aantal).unwrap() + 1
        );
        let stijl = Stijl { is_volledig, ..Stijl::default() };
        tekst::schrijf(&vertelling, waar, stijl)
    };
    let short = write(10_000, false);
    assert!(short.lines().count() < 30, "{short}");
    for text in [
        "2026-03: 10001 regels waarvan 1 correctie, ingediend 10 000,00 euro",
        "bevindingen: DQ39, TR319 (2 keer)\n",
        "10001 regels, samengevat per maand; --alles vertelt ze een voor een\n",
        "TR366 (10000 keer); --alles vertelt ze een voor een\n",
        "TR416 (2 keer)\n",
    ] {
        assert!(short.contains(text), "{text}: {short}");
    }
    for text in [write(10_000, true), write(199, false)] {
        assert!(text.contains("Declaratieregel P199 ") && !text.contains("--alles"));
        assert!(text.contains("! TR366 (grond voor afwijzing, 325 B9, record 199)"));
    }
    assert!(write(200, false).contains("201 regels, samengevat"));
}
