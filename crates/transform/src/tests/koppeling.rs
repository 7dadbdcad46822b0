//! Verdicts.

use super::{BIJ, Bij, Verhaal, WEG};
use crate::{Antwoord, FeitKoppeling};

/// client, aanbieder, product, periode (first letters), wijze, status, found
pub(super) fn oordeel(feit: &FeitKoppeling) -> String {
    let letter = |gelijkheid: crate::Gelijkheid| gelijkheid.code().chars().next().unwrap();
    format!(
        "{}{}{}{}{} {} {}{}",
        letter(feit.client_gelijk),
        letter(feit.aanbieder_gelijk),
        letter(feit.product_gelijk),
        letter(feit.periode_gelijk),
        letter(feit.beschikking_gelijk),
        feit.koppelwijze.code(),
        feit.koppelstatus.code(),
        if feit.toewijzing.is_some() { " +" } else { "" }
    )
}

#[track_caller]
pub(super) fn check(verhaal: &Verhaal, verwacht: &[&str]) {
    let oordelen: Vec<_> = verhaal.uitkomst().koppelingen.iter().map(oordeel).collect();
    assert_eq!(oordelen, verwacht);
}

const DAG: &str = "2026-01-05";
const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];

#[test]
fn a_start_is_compared_on_every_part() {
    let nummer = "toewijzingnummer";
    let cases: Vec<(Bij, &str, String)> = vec![
        (BIJ, DAG, format!("ggggn {nummer} gekoppeld +")),
        (Bij { ingang: Some("2026-01-01"), ..BIJ }, DAG, format!("ggggn {nummer} gekoppeld +")),
        (Bij { client: 2, ..BIJ }, DAG, format!("vgggn {nummer} afgekeurd +")),
        (Bij { agb: 2, ..BIJ }, DAG, format!("gvggn {nummer} afgekeurd +")),
        (Bij { product: "45/45A05", ..BIJ }, DAG, format!("ggvgn {nummer} afgekeurd +")),
        (Bij { product: "45", ..BIJ }, DAG, format!("ggvgn {nummer} afgekeurd +")),
        (Bij { product: "", ..BIJ }, DAG, format!("ggvgn {nummer} afgekeurd +")),
        (Bij { ingang: Some("2026-01-02"), ..BIJ }, DAG, format!("gggvn {nummer} afgekeurd +")),
        (BIJ, "2025-12-31", format!("gggvn {nummer} afgekeurd +")),
        (BIJ, "2027-01-01", format!("gggvn {nummer} afgekeurd +")),
        (BIJ, "2026-12-31", format!("ggggn {nummer} gekoppeld +")),
        (Bij { antwoord: Antwoord::Afgewezen, ..BIJ }, DAG, format!("ggggn {nummer} afgewezen +")),
        (
            Bij { antwoord: Antwoord::Afgewezen, client: 2, ..BIJ },
            DAG,
            format!("vgggn {nummer} afgewezen +"),
        ),
        (Bij { antwoord: Antwoord::Open, ..BIJ }, DAG, format!("ggggn {nummer} gekoppeld +")),
        (WEG, DAG, format!("ggggn {nummer} ingetrokken +")),
        (Bij { nummer: Some(999), ..BIJ }, DAG, "nnnnn geen wees".to_owned()),
        (Bij { nummer: None, ..BIJ }, DAG, "ggggn kenmerken gekoppeld +".to_owned()),
        (Bij { nummer: None, ..BIJ }, "2027-01-01", "nnnnn geen wees".to_owned()),
        (Bij { nummer: None, client: 2, ..BIJ }, DAG, "nnnnn geen wees".to_owned()),
        (Bij { nummer: None, product: "45", ..BIJ }, DAG, "nnnnn geen wees".to_owned()),
    ];
    for (bij, begin, verwacht) in cases {
        check(&Verhaal::met_toewijzing().start(begin, bij), &[&verwacht]);
    }
}

#[test]
fn generiek_and_aspecifiek_leave_the_product_open_in_a_declaration() {
    for toegewezen in ["", "45", "45/45A04"] {
        let verhaal = Verhaal::new()
            .toewijzing("2025-12-20", "2026-01-01", "", Bij { product: toegewezen, ..BIJ })
            .start(DAG, Bij { product: toegewezen, ..BIJ })
            .lijn(JAN, "R1", 100, BIJ);
        let goed = "ggggn toewijzingnummer gekoppeld +";
        check(&verhaal, &[goed, goed]);
    }
    let ander = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "", Bij { product: "46", ..BIJ })
        .lijn(JAN, "R1", 100, BIJ);
    check(&ander, &["ggvgn toewijzingnummer afgekeurd +"]);
}

#[test]
fn a_declaration_is_compared_on_every_part() {
    let nummer = "toewijzingnummer";
    let cases: Vec<(Bij, [&str; 2], String)> = vec![
        (BIJ, JAN, format!("ggggn {nummer} gekoppeld +")),
        (Bij { client: 2, ..BIJ }, JAN, format!("vgggn {nummer} afgekeurd +")),
        (Bij { agb: 2, ..BIJ }, JAN, format!("gvggn {nummer} afgekeurd +")),
        (Bij { product: "45/45A05", ..BIJ }, JAN, format!("ggvgn {nummer} afgekeurd +")),
        (BIJ, ["2025-12-01", "2025-12-31"], format!("gggvn {nummer} afgekeurd +")),
        (BIJ, ["2026-12-01", "2027-01-01"], format!("gggvn {nummer} afgekeurd +")),
        (Bij { nummer: Some(999), ..BIJ }, JAN, "nnnnn geen wees".to_owned()),
        (Bij { antwoord: Antwoord::Afgewezen, ..BIJ }, JAN, format!("ggggn {nummer} afgewezen +")),
    ];
    for (bij, periode, verwacht) in cases {
        check(&Verhaal::met_toewijzing().lijn(periode, "R1", 100, bij), &[&verwacht]);
    }
}

#[test]
fn a_removed_allocation_is_found_with_another_period() {
    let verhaal = Verhaal::met_toewijzing()
        .toewijzing("2026-02-01", "2026-01-01", "2026-01-01", Bij { reden: Some("13"), ..BIJ })
        .start("2026-01-01", BIJ)
        .lijn(["2026-01-01", "2026-01-01"], "R1", 100, BIJ);
    let af = "gggvn toewijzingnummer afgekeurd +";
    check(&verhaal, &[af, af]);
}

#[test]
fn nothing_links_to_an_allocation_that_was_only_rejected() {
    let verhaal = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "", Bij { antwoord: Antwoord::Afgewezen, ..BIJ })
        .start(DAG, BIJ);
    check(&verhaal, &["nnnnn geen wees"]);
}

#[test]
fn two_fitting_allocations_are_none() {
    let verhaal = Verhaal::met_toewijzing()
        .toewijzing("2025-12-20", "2026-01-01", "", Bij { nummer: Some(101), ..BIJ })
        .start(DAG, Bij { nummer: None, ..BIJ });
    check(&verhaal, &["nnnnn geen wees"]);
}

#[test]
fn a_withdrawn_start_and_its_removal_are_both_withdrawn() {
    let verhaal = Verhaal::met_toewijzing()
        .start(DAG, BIJ)
        .start(DAG, Bij { dagtekening: Some("2026-01-10"), ..WEG })
        .start(DAG, Bij { dagtekening: Some("2026-01-10"), ..BIJ });
    let nummer = "toewijzingnummer";
    let weg = format!("ggggn {nummer} ingetrokken +");
    check(&verhaal, &[&weg, &weg, &format!("ggggn {nummer} gekoppeld +")]);
    assert_eq!(verhaal.uitkomst().leveringen.len(), 1);
}
