//! Release 2.x: beschikkingen, allocations without number, and what a status says.

use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{Release, StatusAanlevering, Toewijzingnummer, record::Onderdeel::Aangevraagd};

use super::koppeling::check;
use super::{BIJ, Bij, Verhaal, verwacht};
use crate::{Antwoord, FeitToewijzing};

/// Release 2.1: beschikking 7, no number.
const OUD: Bij =
    Bij { nummer: None, beschikking: Some(7), release: Release::R2_1, ingang: None, ..BIJ };
/// Release 2.1 without beschikking.
const KAAL: Bij = Bij { beschikking: None, ..OUD };
const MET: Bij = Bij { nummer: Some(100), ..OUD };
const S: &str = "2018-01-05";
const B: &str = "2018-01-01";
const E: &str = "2018-12-31";

fn basis() -> Verhaal {
    Verhaal::new().toewijzing("2017-12-20", B, E, OUD).op("2018-02-01")
}

/// (number, beschikking, versions) of every allocation.
fn stand(verhaal: &Verhaal) -> Vec<(Option<i64>, Option<i64>, u32)> {
    let regel = |feit: &FeitToewijzing| {
        (
            feit.stand.nummer.map(Toewijzingnummer::waarde),
            feit.stand.beschikking.map(|verwijzing| match verwijzing {
                Beschikkingverwijzing::Nummer(nummer) => nummer.waarde(),
                Beschikkingverwijzing::Kenmerk(_) => panic!("a number"),
            }),
            feit.aantal_versies,
        )
    };
    let mut regels: Vec<_> = verhaal.uitkomst().toewijzingen.iter().map(regel).collect();
    regels.sort_unstable();
    regels
}

#[test]
fn an_allocation_without_number_is_told_apart_by_beschikking_product_and_first_day() {
    let een = basis();
    assert_eq!(stand(&een), [(None, Some(7), 1)]);
    let uitkomst = een.uitkomst();
    let [feit] = uitkomst.toewijzingen.as_slice() else { panic!("one allocation") };
    assert!(!feit.keten.heeft_nummer() && feit.keten.waarde() != feit.toewijzing.waarde());
    assert_eq!(uitkomst.versies[0].toewijzing, feit.toewijzing);
    // The same allocation, shortened: a version.
    let korter = een.clone().toewijzing("2018-03-01", B, "2018-06-30", OUD);
    assert_eq!(stand(&korter), [(None, Some(7), 2)]);
    assert_eq!(korter.uitkomst().toewijzingen[0].toewijzing, feit.toewijzing);
    for (begin, bij) in [
        (B, Bij { beschikking: Some(8), ..OUD }),
        (B, KAAL),
        (B, Bij { product: "45", ..OUD }),
        (B, Bij { client: 2, ..OUD }),
        (B, Bij { agb: 2, ..OUD }),
        ("2018-01-02", OUD),
    ] {
        let twee = een.clone().toewijzing("2018-03-01", begin, E, bij.clone());
        assert_eq!(twee.uitkomst().toewijzingen.len(), 2, "{bij:?}");
    }
}

#[test]
fn findings_on_allocations_of_one_group_have_keys_of_their_own() {
    let bij = Bij { nummer: None, ..BIJ };
    let verhaal = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "", Bij { beschikking: Some(7), ..bij.clone() })
        .toewijzing("2025-12-20", "2026-01-01", "", Bij { beschikking: Some(8), ..bij });
    verwacht(&verhaal, &["OP295 -", "OP295 -"]);
    let uitkomst = verhaal.uitkomst();
    let [een, twee] = uitkomst.bevindingen.as_slice() else { panic!("two findings") };
    assert!(een.bevinding_sk != twee.bevinding_sk && een.keten == twee.keten);
    assert!(een.nummer.is_none() && !een.keten.heeft_nummer());
}

#[test]
fn the_newest_version_that_names_a_beschikking_decides() {
    let een = Verhaal::new().toewijzing("2017-12-20", B, E, MET);
    let weer = |beschikking, eind| {
        let bij = Bij { beschikking, dagtekening: Some("2018-03-02"), ..MET };
        een.clone().toewijzing("2018-03-01", B, eind, bij)
    };
    for (verhaal, verwacht) in [
        (weer(Some(7), E), (Some(7), 1)),
        (weer(None, E), (Some(7), 1)),
        (weer(Some(8), E), (Some(8), 2)),
        (weer(None, "2018-06-30"), (Some(7), 2)),
        (weer(Some(8), "2018-06-30"), (Some(8), 2)),
        // Kept over a version without, and compared with it.
        (
            weer(None, "2018-06-30").toewijzing(
                "2018-04-01",
                B,
                "2018-06-30",
                Bij { beschikking: Some(8), ..MET },
            ),
            (Some(8), 3),
        ),
    ] {
        assert_eq!(stand(&verhaal), [(Some(100), verwacht.0, verwacht.1)]);
    }
    // A resend may add the beschikking that the first one left out.
    let later = Verhaal::new()
        .toewijzing("2017-12-20", B, E, Bij { beschikking: None, ..MET })
        .toewijzing("2018-03-01", B, E, MET);
    assert_eq!(stand(&later), [(Some(100), Some(7), 1)]);
    let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..MET };
    assert_eq!(
        stand(&Verhaal::new().toewijzing("2017-12-20", B, E, afgewezen)),
        [(Some(100), Some(7), 0)]
    );
}

#[test]
fn a_request_lends_its_beschikking_to_the_allocation_that_honours_it() {
    const R: Bij = Bij { referentie: Some("R1"), ..BIJ };
    const V: Bij = Bij { referentie: Some("R1"), beschikking: Some(7), ..BIJ };
    let af = Antwoord::Afgewezen;
    let met = |verzoeken: Vec<(&str, Bij)>| {
        let mut verhaal = Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "", R);
        for (datum, bij) in verzoeken {
            verhaal = verhaal.verzoek(datum, Aangevraagd, "2026-01-01", bij);
        }
        verhaal
    };
    let ander = |nummer| Bij { beschikking: Some(nummer), ..V };
    for (verzoeken, beschikking) in [
        (vec![("2025-12-01", V)], Some(7)),
        (vec![("2025-12-01", R)], None),
        (vec![("2025-12-01", Bij { antwoord: af, ..V })], None),
        (vec![("2025-12-01", Bij { referentie: Some("R2"), ..V })], None),
        (vec![("2025-12-01", Bij { client: 2, ..V })], None),
        (vec![("2025-12-01", Bij { agb: 2, ..V })], None),
        (vec![("2025-12-05", ander(9)), ("2025-12-01", ander(8))], Some(8)),
        (vec![("2025-12-05", ander(9)), ("2025-12-01", R)], Some(9)),
        (vec![("2025-12-01", Bij { antwoord: af, ..ander(8) }), ("2025-12-05", V)], Some(7)),
    ] {
        assert_eq!(stand(&met(verzoeken.clone())), [(Some(100), beschikking, 1)], "{verzoeken:?}");
    }
    // The allocation's own one is stronger; later versions without reference keep what was lent.
    let eigen = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "", Bij { beschikking: Some(9), ..R })
        .verzoek("2025-12-01", Aangevraagd, "2026-01-01", V);
    assert_eq!(stand(&eigen), [(Some(100), Some(9), 1)]);
    let later =
        met(vec![("2025-12-01", V)]).toewijzing("2026-03-01", "2026-01-01", "2026-06-30", BIJ);
    assert_eq!(stand(&later), [(Some(100), Some(7), 2)]);
    // Two requests, by two versions: the earliest request, whichever version came first.
    let tweede = |referentie, datum, nummer| {
        met(vec![])
            .toewijzing("2026-02-01", "2026-01-01", "", Bij { referentie: Some("R2"), ..R })
            .verzoek(datum, Aangevraagd, "2026-01-01", Bij { referentie, ..ander(nummer) })
            .verzoek("2025-12-03", Aangevraagd, "2026-01-01", V)
    };
    assert_eq!(stand(&tweede(Some("R2"), "2025-12-01", 8)), [(Some(100), Some(8), 1)]);
    assert_eq!(stand(&tweede(Some("R2"), "2025-12-05", 8)), [(Some(100), Some(7), 1)]);
    // Nobody names it in 3.x, so there is nothing to compare.
    let start = met(vec![("2025-12-01", V)]).start("2026-01-05", BIJ);
    check(&start, &["ggggn toewijzingnummer gekoppeld +"]);
}

#[test]
fn a_record_with_a_number_is_compared_on_its_beschikking_too() {
    let met = || Verhaal::new().toewijzing("2017-12-20", B, E, MET);
    let nummer = "toewijzingnummer";
    for (bij, verwacht) in [
        (MET, format!("ggggg {nummer} gekoppeld +")),
        (Bij { beschikking: Some(8), ..MET }, format!("ggggv {nummer} gekoppeld +")),
        (Bij { beschikking: None, ..MET }, format!("ggggn {nummer} gekoppeld +")),
        (Bij { product: "45", ..MET }, format!("ggvgg {nummer} afgekeurd +")),
        // A wrong number is no reason to look further.
        (Bij { nummer: Some(999), ..MET }, "nnnnn geen wees".to_owned()),
    ] {
        check(&met().start(S, bij), &[&verwacht]);
    }
    let zonder = Verhaal::new().toewijzing("2017-12-20", B, E, Bij { beschikking: None, ..MET });
    check(&zonder.start(S, MET), &[&format!("ggggn {nummer} gekoppeld +")]);
}

#[test]
fn a_record_without_number_is_found_by_its_beschikking() {
    let twee = |bij: Bij| basis().toewijzing("2017-12-20", "2018-04-01", E, bij);
    let ander = Bij { product: "46", ..OUD };
    let onbekend = Verhaal::new().toewijzing("2017-12-20", B, E, KAAL);
    let goed = "ggggg beschikking gekoppeld +";
    let wees = "nnnnn geen wees";
    let cases: Vec<(Verhaal, &str, Bij, &str)> = vec![
        (basis(), S, OUD, goed),
        (basis(), S, Bij { ingang: Some(B), ..OUD }, goed),
        // What differs shows; one candidate is not narrowed.
        (basis(), S, Bij { product: "45", ..OUD }, "ggvgg beschikking afgekeurd +"),
        (basis(), S, Bij { ingang: Some("2018-02-01"), ..OUD }, "gggvg beschikking afgekeurd +"),
        (basis(), "2019-02-01", OUD, "gggvg beschikking afgekeurd +"),
        // An allocation with a number can be found by its beschikking too.
        (Verhaal::new().toewijzing("2017-12-20", B, E, MET), S, OUD, goed),
        // Several: by product, by first day, by the day of the start.
        (twee(ander.clone()), S, OUD, goed),
        (twee(ander.clone()), S, Bij { product: "46", ..OUD }, "gggvg beschikking afgekeurd +"),
        (twee(OUD), "2018-06-01", Bij { ingang: Some(B), ..OUD }, goed),
        (twee(OUD), "2018-06-01", Bij { ingang: Some("2018-04-01"), ..OUD }, goed),
        (twee(OUD), S, OUD, goed),
        (twee(OUD), "2018-06-01", OUD, wees),
        (twee(ander), S, Bij { product: "45", ..OUD }, "ggvgg beschikking afgekeurd +"),
        // Another person or provider is no candidate; another beschikking neither.
        (basis(), S, Bij { client: 2, ..OUD }, wees),
        (basis(), S, Bij { agb: 2, ..OUD }, wees),
        (basis(), S, Bij { beschikking: Some(8), ..OUD }, wees),
        // An allocation whose beschikking nobody knows may fit.
        (onbekend.clone(), S, OUD, "ggggn kenmerken gekoppeld +"),
        (onbekend.clone(), S, Bij { product: "45", ..OUD }, wees),
        (onbekend.toewijzing("2017-12-20", B, E, OUD), S, OUD, goed),
        // Without beschikking: what fits, if it is one.
        (basis(), S, KAAL, "ggggn kenmerken gekoppeld +"),
        (basis(), "2019-02-01", KAAL, wees),
        (twee(OUD), "2018-06-01", KAAL, wees),
        // A rejected allocation is none.
        (
            Verhaal::new().toewijzing(
                "2017-12-20",
                B,
                E,
                Bij { antwoord: Antwoord::Afgewezen, ..OUD },
            ),
            S,
            OUD,
            wees,
        ),
        (basis(), S, Bij { antwoord: Antwoord::Afgewezen, ..OUD }, "ggggg beschikking afgewezen +"),
    ];
    for (verhaal, begin, bij, verwacht) in cases {
        let gestart = verhaal.start(begin, bij.clone());
        assert_eq!(
            gestart
                .uitkomst()
                .koppelingen
                .iter()
                .map(super::koppeling::oordeel)
                .collect::<Vec<_>>(),
            [verwacht],
            "{begin} {bij:?}"
        );
    }
}

#[test]
fn deliveries_of_two_beschikkingen_run_side_by_side() {
    let acht = Bij { beschikking: Some(8), ..OUD };
    let verhaal = basis()
        .toewijzing("2017-12-20", B, E, acht.clone())
        .start(S, OUD)
        .start(S, acht.clone())
        .stop(S, "2018-01-31", "31", OUD);
    verwacht(&verhaal, &[]);
    let uitkomst = verhaal.uitkomst();
    let einden: Vec<_> = uitkomst.leveringen.iter().map(|feit| feit.einddatum.is_some()).collect();
    assert_eq!(einden, [true, false]);
    let [een, twee] = uitkomst.leveringen.as_slice() else { panic!("two deliveries") };
    assert!(een.telt_mee && twee.telt_mee && een.levering_sk != twee.levering_sk);
    assert_ne!(een.toewijzing, twee.toewijzing);
    // A stop of the other beschikking has no start here.
    let mis = basis().start(S, OUD).stop(S, "2018-01-31", "31", acht);
    verwacht(&mis, &["TR382 B0003"]);
}

#[test]
fn an_allocation_without_number_that_ended_expects_a_stop() {
    let eind = "2019-12-31";
    let verhaal =
        Verhaal::new().toewijzing("2017-12-20", B, eind, OUD).start(S, OUD).op("2020-02-01");
    verwacht(&verhaal, &["OP288 -"]);
    verwacht(&verhaal.clone().stop(S, eind, "31", OUD), &[]);
    let tot = verhaal.op("2018-06-01").uitkomst().houdbaarheid.tot;
    assert_eq!(tot, Some(super::dag("2020-01-09")));
}

/// Lot of every start in order of sending (g in force, d double, i withdrawn), and the codes of the findings.
#[track_caller]
fn statussen(records: &[(&'static str, &str)], lot: &str, bevindingen: &[&str]) {
    let mut verhaal = basis();
    for (datum, status) in records {
        let bij = Bij { dagtekening: Some(datum), status: status.parse().unwrap(), ..OUD };
        verhaal = verhaal.start(S, bij);
    }
    let uitkomst = verhaal.uitkomst();
    let gevonden: String = uitkomst
        .koppelingen
        .iter()
        .map(|feit| match feit.koppelstatus.code() {
            "ingetrokken" => 'i',
            _ if uitkomst.leveringen.iter().any(|levering| levering.sleutel == feit.sleutel) => 'g',
            _ => 'd',
        })
        .collect();
    assert_eq!(gevonden, lot, "{records:?}");
    verwacht(&verhaal, bevindingen);
}

#[test]
fn a_change_takes_the_place_of_a_delivery_and_a_repeat_adds_nothing() {
    const A: &str = "2018-01-06";
    const C: &str = "2018-01-07";
    const D: &str = "2018-01-08";
    statussen(&[(A, "2")], "g", &[]);
    statussen(&[(A, "1"), (C, "2")], "ig", &[]);
    statussen(&[(A, "1"), (C, "2"), (D, "2")], "iig", &[]);
    statussen(&[(A, "2"), (A, "2")], "ig", &[]);
    statussen(&[(A, "1"), (C, "2"), (D, "3")], "iii", &[]);
    // A change does not reach a delivery of a later day.
    statussen(&[(A, "2"), (C, "1")], "gd", &["TR074 B0003"]);
    statussen(&[(A, "9")], "g", &[]);
    statussen(&[(A, "1"), (C, "9"), (D, "9")], "gdd", &[]);
    statussen(&[(A, "9"), (A, "1")], "dg", &[]);
    // A repeat goes with what it repeats.
    statussen(&[(A, "1"), (C, "9"), (D, "3")], "iii", &[]);
    statussen(&[(A, "1"), (C, "9"), (D, "2")], "iig", &[]);
    statussen(&[(A, "9"), (C, "9"), (D, "3")], "iii", &[]);
    statussen(&[(A, "1"), (C, "3"), (D, "9")], "iig", &[]);
    // Two real deliveries: one is left, and the repeat with it.
    statussen(&[(A, "1"), (A, "1"), (C, "9"), (D, "3")], "igdi", &[]);
    statussen(&[(A, "1"), (A, "9"), (C, "1"), (D, "3")], "igdi", &["TR074 B0004"]);
    statussen(&[(A, "3"), (C, "9")], "ig", &["TR063 B0002"]);
}

#[test]
fn a_rejected_change_changes_nothing() {
    let weer = |status| Bij { dagtekening: Some("2018-01-08"), status, ..OUD };
    let gewijzigd = weer(StatusAanlevering::Gewijzigd);
    let verhaal = basis()
        .start(S, OUD)
        .start(S, Bij { antwoord: Antwoord::Afgewezen, ..gewijzigd })
        .start(S, Bij { product: "45", ..weer(StatusAanlevering::Gewijzigd) });
    check(
        &verhaal,
        &[
            "ggggg beschikking gekoppeld +",
            "ggggg beschikking afgewezen +",
            "ggvgg beschikking afgekeurd +",
        ],
    );
    verwacht(&verhaal, &["DQ13 B0004"]);
}

#[test]
fn only_the_rules_that_release_2_knew_judge_it() {
    let weer = Bij { dagtekening: Some("2018-01-09"), ..MET };
    let met = || Verhaal::new().toewijzing("2017-12-20", B, E, MET).start(S, MET).op("2018-02-01");
    // TR326 and TR415 did not exist; a double, a wrong number and a stop without start did.
    verwacht(&met().start("2018-01-20", MET), &[]);
    verwacht(&met().start(S, weer), &["TR074 B0003"]);
    verwacht(&met().start(S, Bij { nummer: Some(999), ..MET }), &["TR019 B0003"]);
    verwacht(&met().stop("2018-01-06", "2018-01-31", "31", MET), &["TR382 B0003"]);
    verwacht(&met().stop(S, "2018-01-04", "31", MET), &["TR018 B0003"]);
    verwacht(
        &met().start("2018-01-06", Bij { status: StatusAanlevering::Verwijderen, ..MET }),
        &["TR063 B0003"],
    );
    // No number, no TR019; our own comparisons do not depend on a release.
    verwacht(&basis().start("2019-02-01", OUD), &["DQ15 B0002"]);
    verwacht(&basis().start(S, Bij { beschikking: Some(8), ..OUD }), &[]);
    for (regel, _) in crate::regels().filter(|(regel, _)| regel.code.starts_with("TR")) {
        let oud = [
            "TR002", "TR018", "TR019", "TR056", "TR063", "TR071", "TR074", "TR101", "TR134",
            "TR135", "TR378", "TR382",
        ];
        // TR381 has a first day of its own.
        let begin = super::dag(if regel.code == "TR381" { "2019-04-01" } else { "2021-01-01" });
        assert_eq!(regel.geldig_van.is_none(), oud.contains(&regel.code), "{}", regel.code);
        assert!(regel.geldig_van.is_none_or(|van| van >= begin), "{}", regel.code);
    }
}
