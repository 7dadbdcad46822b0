//! One breach per rule, and what comes with it. Messages are numbered in the order they are written.

use super::{BIJ, Bij, Verhaal, WEG, verwacht};
use crate::Antwoord;

const S: &str = "2026-01-05";
const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };
const WEES: Bij = Bij { nummer: Some(999), ..BIJ };

/// Allocation B0001 with start B0002.
fn basis() -> Verhaal {
    Verhaal::met_toewijzing().start(S, BIJ)
}

#[test]
fn a_clean_chain_has_no_findings() {
    verwacht(&basis().stop(S, "2026-02-20", "31", BIJ).lijn(JAN, "R1", 100, BIJ), &[]);
}

#[test]
fn tr018_a_stop_before_its_start() {
    verwacht(&basis().stop(S, "2026-01-04", "31", BIJ), &["TR018 B0003"]);
    verwacht(&basis().stop(S, S, "31", BIJ), &[]);
    verwacht(&basis().stop(S, "2026-01-04", "31", WEG), &["TR063 B0003"]);
}

#[test]
fn tr019_an_unknown_number() {
    verwacht(&basis().start(S, WEES), &["TR019 B0003"]);
    verwacht(&basis().stop(S, "2026-02-01", "31", WEES), &["TR019 B0003", "TR382 B0003"]);
    verwacht(&basis().start(S, Bij { antwoord: Antwoord::Afgewezen, ..WEES }), &["TR019 B0003"]);
    verwacht(&basis().start(S, Bij { nummer: None, client: 3, ..BIJ }), &[]);
}

#[test]
fn tr063_a_removal_of_nothing() {
    verwacht(&basis().start("2026-01-06", WEG), &["TR063 B0003"]);
    verwacht(&basis().start(S, WEG).op("2026-01-02"), &[]);
    // A removal does not reach a delivery of a later day.
    let te_vroeg = Bij { dagtekening: Some("2026-01-04"), ..WEG };
    verwacht(&basis().start(S, te_vroeg), &["TR063 B0003"]);
    // Nor a rejected one; a rejected removal removes nothing.
    verwacht(
        &Verhaal::met_toewijzing().start(S, AF).start(S, WEG).op("2026-01-02"),
        &["TR063 B0003"],
    );
    verwacht(&basis().start(S, Bij { antwoord: Antwoord::Afgewezen, ..WEG }), &[]);
}

#[test]
fn tr071_a_removed_start_with_a_stop() {
    let gestopt = basis().stop(S, "2026-01-20", "31", BIJ).op("2026-01-21");
    let laat = Bij { dagtekening: Some("2026-01-22"), ..WEG };
    // The start is gone, so the stop has none (TR382), and the allocation has none (OP295 after its term).
    verwacht(&gestopt.clone().start(S, laat.clone()), &["OP295 -", "TR071 B0004", "TR382 B0003"]);
    let netjes =
        gestopt.stop(S, "2026-01-20", "31", Bij { dagtekening: Some("2026-01-21"), ..WEG });
    verwacht(&netjes.start(S, laat), &["OP295 -"]);
}

#[test]
fn tr074_a_key_delivered_twice() {
    let weer = Bij { dagtekening: Some("2026-01-08"), ..BIJ };
    verwacht(&basis().start(S, weer.clone()), &["TR074 B0003"]);
    let gestopt = basis().stop(S, "2026-01-20", "31", BIJ);
    verwacht(&gestopt.clone().stop(S, "2026-01-20", "31", BIJ), &["TR074 B0004"]);
    // Withdrawn first, so not double; a rejected one does not count as first, but is judged itself.
    verwacht(
        &basis().start(S, Bij { dagtekening: Some("2026-01-07"), ..WEG }).start(S, weer.clone()),
        &[],
    );
    verwacht(&Verhaal::met_toewijzing().start(S, AF).start(S, weer.clone()), &[]);
    verwacht(&basis().start(S, Bij { antwoord: Antwoord::Afgewezen, ..weer }), &["TR074 B0003"]);
}

#[test]
fn the_reason_is_part_of_the_key_of_a_stop_since_3_2() {
    let oud = Bij { release: domain::Release { versie: 3, subversie: 1 }, ..BIJ };
    let eerste = |bij: Bij| basis().stop(S, "2026-01-20", "31", bij);
    verwacht(&eerste(oud.clone()).stop(S, "2026-01-20", "32", oud), &["TR074 B0004"]);
    verwacht(&eerste(BIJ).stop(S, "2026-01-20", "32", BIJ), &["TR415 B0004"]);
}

#[test]
fn tr326_a_start_while_one_runs() {
    verwacht(&basis().start("2026-02-01", BIJ), &["TR326 B0003"]);
    verwacht(&basis().stop(S, "2026-01-31", "20", BIJ).start("2026-01-31", BIJ), &[]);
    verwacht(&basis().stop(S, "2026-02-02", "31", BIJ).start("2026-02-01", BIJ), &["TR326 B0004"]);
    verwacht(&basis().start("2026-02-01", Bij { client: 2, ..BIJ }), &["DQ12 B0003"]);
    verwacht(&basis().start("2026-02-01", AF), &["TR326 B0003"]);
}

#[test]
fn tr382_a_stop_without_its_start() {
    verwacht(&basis().stop("2026-01-06", "2026-01-31", "31", BIJ), &["TR382 B0003"]);
    let ander = Bij { product: "45/45A05", ..BIJ };
    verwacht(&basis().stop(S, "2026-01-31", "31", ander), &["DQ13 B0003", "TR382 B0003"]);
}

#[test]
fn tr382_a_stop_on_a_start_that_another_one_followed() {
    let einddatums = |verhaal: &Verhaal| -> Vec<_> {
        let leveringen = verhaal.uitkomst().leveringen;
        leveringen.iter().map(|levering| levering.einddatum.map(|it| it.to_string())).collect()
    };
    let hervat = |bij: Bij| {
        basis().stop(S, "2026-01-20", "20", BIJ).start("2026-01-26", bij).op("2026-02-01")
    };
    let stop = |begin: &str, eind: &str, bij: Bij| {
        hervat(BIJ).stop(begin, eind, "31", bij).op("2026-02-01")
    };
    let oud = stop(S, "2026-02-10", BIJ);
    verwacht(&oud, &["TR382 B0005"]);
    assert_eq!(einddatums(&oud), [None]);
    verwacht(&stop(S, "2026-01-26", BIJ), &["TR382 B0005"]);
    verwacht(&stop(S, "2026-02-10", AF), &["TR382 B0005"]);
    let goed = stop("2026-01-26", "2026-02-10", BIJ);
    verwacht(&goed, &[]);
    assert_eq!(einddatums(&goed), [Some("2026-02-10".to_owned())]);
    // After the wrong stop the right one still ends it.
    let beide = oud.stop("2026-01-26", "2026-02-10", "31", BIJ);
    verwacht(&beide, &["TR382 B0005"]);
    assert_eq!(einddatums(&beide), [Some("2026-02-10".to_owned())]);
    // A late stop that ends before the later start, and one that was sent before it.
    verwacht(&stop(S, "2026-01-25", Bij { dagtekening: Some("2026-01-28"), ..BIJ }), &[]);
    let vooraf = stop(S, "2026-01-27", Bij { dagtekening: Some("2026-01-25"), ..BIJ });
    verwacht(&vooraf, &["TR134 B0005"]);
    // A later start that is rejected, of another product, or came while the first one ran, followed nothing.
    let na = |bij: Bij| hervat(bij).stop(S, "2026-02-10", "31", BIJ);
    verwacht(&na(AF), &[]);
    verwacht(&na(Bij { product: "45/45A05", ..BIJ }), &["DQ13 B0004"]);
    verwacht(&basis().start("2026-01-26", BIJ).stop(S, "2026-02-10", "31", BIJ), &["TR326 B0003"]);
}

#[test]
fn tr413_tr414_tr415_the_order_of_stops() {
    let pauze = basis().stop(S, "2026-01-20", "20", BIJ);
    verwacht(&pauze.clone().stop(S, "2026-01-25", "20", BIJ), &["TR413 B0004"]);
    verwacht(&pauze.clone().stop(S, "2026-01-20", "31", BIJ), &[]);
    let laat = Bij { dagtekening: Some("2026-01-23"), ..BIJ };
    verwacht(&pauze.stop(S, "2026-01-19", "31", laat.clone()), &["TR414 B0004"]);
    let gestopt = basis().stop(S, "2026-01-20", "31", BIJ);
    verwacht(&gestopt.clone().stop(S, "2026-01-25", "32", BIJ), &["TR415 B0004"]);
    verwacht(&gestopt.stop(S, "2026-01-19", "20", laat), &["TR414 B0004", "TR415 B0004"]);
}

#[test]
fn stops_of_one_day_break_no_rule_that_some_order_keeps() {
    let twee = |eerste: [&str; 2], tweede: [&str; 2]| {
        let dag = Bij { dagtekening: Some("2026-01-23"), ..BIJ };
        basis().stop(S, eerste[0], eerste[1], dag.clone()).stop(S, tweede[0], tweede[1], dag)
    };
    let (pauze, stop) = (["2026-01-20", "20"], ["2026-01-21", "31"]);
    for verhaal in [twee(pauze, stop), twee(stop, pauze)] {
        verwacht(&verhaal, &[]);
        assert_eq!(verhaal.uitkomst().leveringen[0].einddatum, Some(super::dag("2026-01-21")));
    }
    // The pause ends later, two pauses, or two stops: wrong in every order.
    let vroeg = ["2026-01-19", "31"];
    verwacht(&twee(pauze, vroeg), &["TR414 B0004"]);
    verwacht(&twee(vroeg, pauze), &["TR414 B0003"]);
    verwacht(&twee(pauze, ["2026-01-21", "20"]), &["TR413 B0004"]);
    verwacht(&twee(stop, vroeg), &["TR415 B0003"]);
}

#[test]
fn a_rule_does_not_judge_messages_from_before_its_release() {
    let nieuw =
        || Verhaal::new().toewijzing("2022-12-20", "2023-01-01", "", BIJ).start("2023-01-05", BIJ);
    let pauze = |tweede: &'static str| {
        nieuw().stop("2023-01-05", "2023-02-01", "20", BIJ).stop(
            "2023-01-05",
            "2023-03-30",
            "20",
            Bij { dagtekening: Some(tweede), ..BIJ },
        )
    };
    let pauze = |tweede| pauze(tweede).op("2023-04-10");
    verwacht(&pauze("2023-04-02"), &[]);
    verwacht(&pauze("2023-04-03"), &["TR413 B0004"]);
}

#[test]
fn an_unlinked_stop_does_not_end_a_delivery_nor_disturb_the_right_one() {
    let ander = Bij { product: "45/45A05", ..BIJ };
    let verhaal = basis().stop(S, "2026-02-20", "31", ander).stop(
        S,
        "2026-01-31",
        "31",
        Bij { dagtekening: Some("2026-02-25"), ..BIJ },
    );
    verwacht(&verhaal, &["DQ13 B0003", "OP272 B0004", "TR382 B0003", "TR414 B0004", "TR415 B0004"]);
    assert_eq!(verhaal.uitkomst().leveringen[0].einddatum, Some(super::dag("2026-01-31")));
    // A stop out of order ends nothing, so the next start comes while the delivery runs.
    let laat = Bij { dagtekening: Some("2026-02-25"), ..BIJ };
    let pauze = basis().stop(S, "2026-02-20", "20", BIJ).stop(S, "2026-01-31", "31", laat.clone());
    verwacht(&pauze.start("2026-02-10", BIJ), &["TR326 B0005", "TR414 B0004"]);
}

#[test]
fn dq12_to_dq15_hang_on_the_record() {
    let nieuw = Verhaal::met_toewijzing;
    verwacht(&nieuw().start(S, Bij { agb: 2, ..BIJ }), &["DQ12 B0002"]);
    verwacht(&nieuw().start(S, Bij { product: "45", ..BIJ }), &["DQ13 B0002"]);
    verwacht(&nieuw().start(S, Bij { ingang: Some("2026-01-02"), ..BIJ }), &["DQ14 B0002"]);
    verwacht(&nieuw().start("2025-12-31", BIJ), &["DQ15 B0002"]);
    let stop = nieuw().start("2025-12-31", BIJ).stop("2025-12-31", "2026-01-31", "31", BIJ);
    verwacht(&stop, &["DQ15 B0002", "DQ15 B0003"]);
}

#[test]
fn the_rules_on_declarations() {
    verwacht(&basis().lijn(JAN, "R1", 100, Bij { client: 2, ..BIJ }), &["TR304 B0003"]);
    verwacht(&basis().lijn(JAN, "R1", 100, Bij { agb: 2, ..BIJ }), &["DQ12 B0003"]);
    verwacht(&basis().lijn(["2025-12-01", "2025-12-31"], "R1", 100, BIJ), &["TR307 B0003"]);
    verwacht(&basis().lijn(["2027-01-01", "2027-01-31"], "R1", 100, BIJ), &["TR308 B0003"]);
    verwacht(&basis().lijn(JAN, "R1", 100, WEES), &["TR338 B0003"]);
    verwacht(&basis().lijn(JAN, "R1", 100, Bij { product: "45/45A05", ..BIJ }), &["TR340 B0003"]);
    verwacht(
        &basis().lijn(JAN, "R1", 100, Bij { product: "46/46A05", ..BIJ }),
        &["TR339 B0003", "TR340 B0003"],
    );
    let verwijderd = Verhaal::met_toewijzing().toewijzing(
        "2026-02-01",
        "2026-01-01",
        "2026-01-01",
        Bij { reden: Some("13"), ..BIJ },
    );
    let daarna = Bij { dagtekening: Some("2026-02-05"), ..BIJ };
    verwacht(
        &verwijderd.lijn(JAN, "R1", 100, daarna),
        &["TR308 B0003", "TR384 B0003", "TR388 B0003"],
    );
}

#[test]
fn tr341_hours_may_be_declared_in_minutes() {
    for (eenheid, bevindingen) in [
        (domain::Eenheid::Uur, vec![]),
        (domain::Eenheid::Minuut, vec!["TR341 B0003"]),
        (domain::Eenheid::Etmaal, vec!["TR341 B0003"]),
    ] {
        let mut verhaal = basis().lijn(JAN, "R1", 100, BIJ);
        verhaal.keten.prestaties[0].record.eenheid = eenheid;
        let bevindingen = if eenheid == domain::Eenheid::Minuut { vec![] } else { bevindingen };
        verwacht(&verhaal, &bevindingen);
    }
}

#[test]
fn op295_an_allocation_without_start() {
    // Five working days after Thursday 1 January 2026 (a holiday itself): 8 January.
    let zonder = Verhaal::met_toewijzing();
    verwacht(&zonder.clone().op("2026-01-08"), &[]);
    verwacht(&zonder.clone().op("2026-01-09"), &["OP295 -"]);
    verwacht(&zonder.clone().start(S, AF), &["OP295 -"]);
    verwacht(&zonder.clone().start(S, Bij { client: 2, ..BIJ }), &["DQ12 B0002"]);
    verwacht(&zonder.clone().start(S, Bij { nummer: None, ..BIJ }), &["DQ11 B0002"]);
    let weg = zonder.toewijzing(
        "2026-02-01",
        "2026-01-01",
        "2026-01-01",
        Bij { reden: Some("13"), ..BIJ },
    );
    verwacht(&weg, &[]);
    // Allocated afterwards: the term runs from the message.
    let laat = Verhaal::new().toewijzing("2026-02-20", "2026-01-01", "", BIJ);
    verwacht(&laat.clone().op("2026-02-27"), &[]);
    verwacht(&laat.op("2026-02-28"), &["OP295 -"]);
    // Before March 2020 starts were not mandatory.
    verwacht(&Verhaal::new().toewijzing("2019-12-20", "2020-01-01", "", BIJ), &[]);
}

#[test]
fn op288_an_allocation_that_ended_without_stop() {
    // Five working days after Thursday 31 December 2026: 8 January 2027 (New Year is a holiday).
    verwacht(&basis().op("2027-01-08"), &[]);
    verwacht(&basis().op("2027-01-09"), &["OP288 -"]);
    verwacht(&basis().stop(S, "2026-12-31", "31", BIJ).op("2027-02-01"), &[]);
    verwacht(
        &basis().stop(S, "2026-02-28", "20", BIJ).op("2027-02-01"),
        &["DQ27 B0003", "OP288 -"],
    );
    verwacht(&Verhaal::met_toewijzing().start("2025-12-31", BIJ).op("2027-02-01"), &["DQ15 B0002"]);
    // Shortened afterwards: from the message of Monday 2 February 2026.
    let reden = Bij { reden: Some("05"), ..BIJ };
    let korter = basis().toewijzing("2026-02-02", "2026-01-01", "2026-01-31", reden);
    verwacht(&korter.clone().op("2026-02-09"), &[]);
    verwacht(&korter.op("2026-02-10"), &["DQ24 -", "OP288 -"]);
    // A start without number is taakgericht: no stop is due.
    let zonder = Bij { nummer: None, ..BIJ };
    let taakgericht = Verhaal::met_toewijzing().start(S, zonder).op("2027-02-01");
    super::verwacht_van("OP288", &taakgericht, &[]);
    // Before April 2019 nothing was due.
    let oud = Bij { release: domain::Release::R2_1, ..BIJ };
    let tot = |eind| {
        let verhaal = Verhaal::new().toewijzing("2018-12-20", "2019-01-01", eind, oud.clone());
        verhaal.start("2019-01-07", oud.clone())
    };
    verwacht(&tot("2019-03-31"), &[]);
    verwacht(&tot("2019-04-01"), &["OP288 -"]);
}

#[test]
fn an_outcome_says_how_long_it_holds() {
    let grenzen = |verhaal: Verhaal| {
        let tot = verhaal.uitkomst().houdbaarheid;
        [tot.vanaf, tot.tot].map(|datum| datum.map_or(String::new(), |datum| datum.to_string()))
    };
    let zonder = Verhaal::met_toewijzing();
    assert_eq!(grenzen(zonder.clone().op("2026-01-08")), ["", "2026-01-09"]);
    assert_eq!(grenzen(zonder.op("2026-01-09")), ["2026-01-09", ""]);
    assert_eq!(grenzen(basis()), ["", "2027-01-09"]);
    assert_eq!(grenzen(basis().op("2027-02-01")), ["2027-01-09", ""]);
    assert_eq!(grenzen(basis().stop(S, "2026-02-01", "31", BIJ)), ["", ""]);
}
