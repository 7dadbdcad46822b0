//! What a case system says: which beschikking an allocation gets, the fifth part of the verdict, and what differs.

use domain::Release;
use domain::record::Onderdeel::Aangevraagd;
use domain::zaaksysteem::Beschikkingverwijzing;

use super::{BIJ, Bij, Verhaal, product, verwacht, verwacht_van};
use crate::{Antwoord, Uitkomst};

const B: &str = "2026-01-01";
const E: &str = "2026-12-31";
const JAAR: [&str; 2] = [B, E];
const KAAL: Bij = Bij { nummer: None, ..BIJ };
const VRAAG: Bij = Bij { referentie: Some("R1"), ..BIJ };

/// Allocation 100, a start on it and a line, all in order.
fn basis() -> Verhaal {
    levering(Verhaal::new().toewijzing("2025-12-20", B, E, BIJ))
}

fn levering(verhaal: Verhaal) -> Verhaal {
    verhaal.start("2026-01-05", BIJ).lijn(["2026-01-01", "2026-01-31"], "D1", 100, BIJ)
}

/// The same on a request that names `beschikking`.
fn met_verzoek(beschikking: i64) -> Verhaal {
    let bij = Bij { beschikking: Some(beschikking), ..VRAAG };
    levering(Verhaal::new().toewijzing("2025-12-20", B, E, VRAAG)).verzoek(
        "2025-12-17",
        Aangevraagd,
        B,
        bij,
    )
}

/// Beschikking of every allocation (`B`: not a number) and how it was found.
fn grondslagen(uitkomst: &Uitkomst) -> Vec<String> {
    let stand = |stand: &crate::ToewijzingStand| {
        let beschikking = match stand.beschikking {
            None => "-".to_owned(),
            Some(Beschikkingverwijzing::Nummer(nummer)) => nummer.to_string(),
            Some(Beschikkingverwijzing::Kenmerk(_)) => "B".to_owned(),
        };
        format!("{beschikking} {}", stand.beschikking_wijze.code())
    };
    let versies: Vec<_> = uitkomst.versies.iter().map(|feit| stand(&feit.stand)).collect();
    let actueel: Vec<_> = uitkomst.toewijzingen.iter().map(|feit| stand(&feit.stand)).collect();
    assert!(versies.iter().all(|versie| actueel.contains(versie)), "{versies:?} {actueel:?}");
    actueel
}

/// (status, beschikking) of every verdict.
fn oordelen(uitkomst: &Uitkomst) -> Vec<(&'static str, &'static str)> {
    let oordeel =
        |feit: &crate::FeitKoppeling| (feit.koppelstatus.code(), feit.beschikking_gelijk.code());
    uitkomst.koppelingen.iter().map(oordeel).collect()
}

#[track_caller]
fn check(verhaal: &Verhaal, grondslag: &str, oordeel: &'static str, bevindingen: &[&str]) {
    let uitkomst = verhaal.uitkomst();
    assert_eq!(grondslagen(&uitkomst), [grondslag]);
    assert_eq!(oordelen(&uitkomst), [("gekoppeld", oordeel); 2]);
    verwacht(verhaal, bevindingen);
}

#[test]
fn the_case_system_wins_over_the_request_and_the_request_over_nothing() {
    let niet = "niet_toetsbaar";
    check(&basis(), "- geen", niet, &[]);
    check(&met_verzoek(7), "7 verzoek", niet, &[]);
    check(&basis().voorziening("7", JAAR, BIJ), "7 toewijzingnummer", niet, &[]);
    check(&met_verzoek(7).voorziening("007", JAAR, BIJ), "7 toewijzingnummer", "gelijk", &[]);
    let anders = met_verzoek(7).voorziening("8", JAAR, BIJ);
    check(&anders, "8 toewijzingnummer", "verschillend", &["DQ63 -"]);
    assert_eq!(
        anders.uitkomst().bevindingen[0].toelichting,
        "BeschikkingNummer is 7 volgens het verzoek, 8 volgens het zaaksysteem."
    );
    let tekst = met_verzoek(7).voorziening("jan@b.nl", JAAR, BIJ);
    check(&tekst, "B toewijzingnummer", "verschillend", &["DQ63 -"]);
    assert!(!tekst.uitkomst().bevindingen[0].toelichting.contains("jan"));
    // One that answers for the same number under two keys is one beschikking.
    let dubbel = met_verzoek(7).voorziening("7", JAAR, BIJ).voorziening("7", JAAR, BIJ);
    check(&dubbel, "7 toewijzingnummer", "gelijk", &[]);
}

#[test]
fn a_message_that_names_its_beschikking_is_compared_with_the_case_system() {
    let oud = Bij { beschikking: Some(7), release: Release::R2_1, ..BIJ };
    let met = |beschikking: &str, bij: Bij| {
        Verhaal::new()
            .toewijzing("2025-12-20", B, E, oud.clone())
            .start("2026-01-05", bij)
            .voorziening(beschikking, JAAR, BIJ)
    };
    let oordeel = |verhaal: &Verhaal| oordelen(&verhaal.uitkomst())[0];
    let gelijk = met("7", oud.clone());
    assert_eq!(oordeel(&gelijk), ("gekoppeld", "gelijk"));
    verwacht(&gelijk, &[]);
    // The record names that of the messages, the case system another one, which wins.
    let anders = met("8", oud.clone());
    assert_eq!(oordeel(&anders), ("gekoppeld", "verschillend"));
    verwacht(&anders, &["DQ63 -", "DQ63 B0002"]);
    // The record names that of the case system.
    let nieuw = met("8", Bij { beschikking: Some(8), ..oud.clone() });
    assert_eq!(oordeel(&nieuw), ("gekoppeld", "gelijk"));
    verwacht(&nieuw, &["DQ63 -"]);
    // The record names none: what both sides know of the allocation.
    let stil = Bij { beschikking: None, ..oud.clone() };
    assert_eq!(oordeel(&met("7", stil.clone())), ("gekoppeld", "gelijk"));
    assert_eq!(oordeel(&met("8", stil)), ("gekoppeld", "verschillend"));
    // A record without number is found by what the messages name, never by the case system.
    let zonder = Bij { nummer: None, ..oud.clone() };
    assert_eq!(oordeel(&met("8", zonder.clone())), ("gekoppeld", "verschillend"));
    let acht = Bij { beschikking: Some(8), ..zonder };
    assert_eq!(oordeel(&met("8", acht)), ("wees", "niet_toetsbaar"));
}

#[test]
fn without_number_the_one_beschikking_with_its_characteristics_is_taken() {
    let met = |periode, bij| met_verzoek(7).voorziening("8", periode, bij);
    let kenmerken = "8 kenmerken";
    check(&met(JAAR, KAAL), kenmerken, "verschillend", &["DQ63 -"]);
    let twee = met(JAAR, KAAL).voorziening("8", [B, ""], KAAL);
    check(&twee, kenmerken, "verschillend", &["DQ63 -"]);
    let oneens = met(JAAR, KAAL).voorziening("9", JAAR, KAAL);
    for verhaal in [
        oneens,
        met(["2026-01-02", E], KAAL),
        met(["", E], KAAL),
        met(JAAR, Bij { client: 2, ..KAAL }),
        met(JAAR, Bij { agb: 2, ..KAAL }),
        met(JAAR, Bij { product: "45", ..KAAL }),
        met(JAAR, Bij { product: "", ..KAAL }),
        // One that names another number is of that allocation.
        met(JAAR, Bij { nummer: Some(999), ..KAAL }),
    ] {
        check(&verhaal, "7 verzoek", "niet_toetsbaar", &[]);
    }
    // The number goes before what fits.
    let beide = met(JAAR, KAAL).voorziening("7", JAAR, BIJ);
    check(&beide, "7 toewijzingnummer", "gelijk", &[]);
    let mut onvolledig = met(JAAR, KAAL);
    onvolledig.keten.voorzieningen[0].agb = None;
    check(&onvolledig, "7 verzoek", "niet_toetsbaar", &[]);
    let generiek = Bij { product: "", ..BIJ };
    let verhaal = Verhaal::new().toewijzing("2025-12-20", B, E, generiek).voorziening(
        "8",
        JAAR,
        Bij { product: "", ..KAAL },
    );
    assert_eq!(grondslagen(&verhaal.uitkomst()), [kenmerken]);
}

#[test]
fn of_several_beschikkingen_with_a_number_that_of_the_first_day_is_taken() {
    let vorig = ["2025-01-01", "2025-12-31"];
    let volgend = ["2027-01-01", "2027-12-31"];
    for (rijen, grondslag, oordeel) in [
        (vec![("8", vorig), ("7", JAAR), ("9", volgend)], "7 toewijzingnummer", "gelijk"),
        (vec![("7", vorig), ("8", JAAR)], "8 toewijzingnummer", "verschillend"),
        (vec![("8", vorig), ("7", volgend)], "7 toewijzingnummer", "gelijk"),
        (vec![("8", ["", ""]), ("7", volgend)], "7 toewijzingnummer", "gelijk"),
        (vec![("8", JAAR), ("9", JAAR)], "7 verzoek", "niet_toetsbaar"),
        (vec![("8", ["", ""]), ("9", ["", ""])], "7 verzoek", "niet_toetsbaar"),
    ] {
        let verhaal = rijen.iter().fold(met_verzoek(7), |verhaal, (beschikking, periode)| {
            verhaal.voorziening(beschikking, *periode, BIJ)
        });
        let uitkomst = verhaal.uitkomst();
        assert_eq!(grondslagen(&uitkomst), [grondslag], "{rijen:?}");
        assert_eq!(oordelen(&uitkomst), [("gekoppeld", oordeel); 2], "{rijen:?}");
    }
}

#[test]
fn a_provision_that_ended_answers_only_where_none_stands() {
    let nummer = "7 toewijzingnummer";
    // The case system corrected the number of the beschikking, or of the provision.
    let beschikking = met_verzoek(7).voorziening("8", JAAR, BIJ).vervallen();
    check(&beschikking, "8 toewijzingnummer", "verschillend", &["DQ63 -"]);
    check(&beschikking.clone().voorziening("7", JAAR, BIJ), nummer, "gelijk", &[]);
    let korter = [B, "2026-06-30"];
    let volgnummer = met_verzoek(7).voorziening("7", korter, BIJ).vervallen();
    verwacht_van("DQ64", &volgnummer, &["-"]);
    check(&volgnummer.voorziening("7", JAAR, BIJ), nummer, "gelijk", &[]);
    // One that stands and begins later goes before one that ended and begins with the allocation.
    let later = beschikking.clone().voorziening("7", ["2026-02-01", E], BIJ);
    assert_eq!(grondslagen(&later.uitkomst()), [nummer]);
    // One without number that stands goes before one with a number that ended.
    let zonder = beschikking.voorziening("7", JAAR, KAAL);
    check(&zonder, "7 kenmerken", "gelijk", &[]);
    let kaal = met_verzoek(7).voorziening("8", JAAR, KAAL).vervallen();
    check(&kaal, "8 kenmerken", "verschillend", &["DQ63 -"]);
    check(&kaal.voorziening("7", JAAR, KAAL), "7 kenmerken", "gelijk", &[]);
}

#[test]
fn every_version_and_a_rejected_allocation_have_the_beschikking_of_the_case_system() {
    let korter = basis().toewijzing("2026-02-01", B, "2026-06-30", BIJ);
    let met = korter.voorziening("8", [B, "2026-06-30"], BIJ);
    let uitkomst = met.uitkomst();
    assert_eq!(uitkomst.versies.len(), 2);
    assert_eq!(grondslagen(&uitkomst), ["8 toewijzingnummer"]);
    let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };
    let verhaal =
        Verhaal::new().toewijzing("2025-12-20", B, E, afgewezen).voorziening("8", JAAR, BIJ);
    assert_eq!(grondslagen(&verhaal.uitkomst()), ["8 toewijzingnummer"]);
    verwacht(&verhaal, &[]);
}

#[test]
fn an_orphan_is_compared_with_nothing() {
    let verhaal = Verhaal::new().start("2026-01-05", BIJ).voorziening("8", JAAR, BIJ);
    assert_eq!(oordelen(&verhaal.uitkomst()), [("wees", "niet_toetsbaar")]);
    verwacht(&verhaal, &["TR019 B0001"]);
}

#[test]
fn dq64_tells_another_period_than_that_of_the_provision() {
    let met = |periode| basis().voorziening("8", periode, BIJ);
    let open = |periode| {
        Verhaal::new().toewijzing("2025-12-20", B, "", BIJ).voorziening("8", periode, BIJ)
    };
    for goed in [met(JAAR), met([B, ""]), met(["", E]), met(["", ""]), open([B, ""])] {
        verwacht_van("DQ64", &goed, &[]);
    }
    for (anders, tekst) in [
        (met(["2026-02-01", E]), "Ingangsdatum is 2026-01-01, in het zaaksysteem 2026-02-01."),
        (met([B, "2026-06-30"]), "Einddatum is 2026-12-31, in het zaaksysteem 2026-06-30."),
        (open(JAAR), "Einddatum is niet gevuld, in het zaaksysteem 2026-12-31."),
        (
            met(["2026-02-01", "2026-06-30"]),
            "Ingangsdatum is 2026-01-01, in het zaaksysteem 2026-02-01. Einddatum is 2026-12-31, \
             in het zaaksysteem 2026-06-30.",
        ),
    ] {
        verwacht_van("DQ64", &anders, &["-"]);
        let uitkomst = anders.uitkomst();
        assert!(uitkomst.bevindingen.iter().any(|bevinding| bevinding.toelichting == tekst));
    }
    // Provisions that follow one another are one period; one without a last day leaves it open.
    let half = met([B, "2026-06-30"]);
    verwacht_van("DQ64", &half.clone().voorziening("8", ["2026-07-01", E], BIJ), &[]);
    verwacht_van("DQ64", &half.voorziening("8", ["2026-07-01", ""], BIJ), &[]);
    // A removed allocation has no period.
    let weg = Bij { reden: Some("13"), ..BIJ };
    verwacht_van("DQ64", &met(["2026-02-01", E]).toewijzing("2026-02-01", B, B, weg), &[]);
}

#[test]
fn dq65_tells_another_product_than_that_of_the_provision() {
    let met = |toegewezen: &'static str, voorzien: &'static str| {
        let bij = Bij { product: toegewezen, ..BIJ };
        Verhaal::new().toewijzing("2025-12-20", B, E, bij).voorziening(
            "8",
            JAAR,
            Bij { product: voorzien, ..BIJ },
        )
    };
    for (toegewezen, voorzien, bevindingen) in [
        ("45/45A04", "45/45A04", &[][..]),
        ("45/45A04", "45/45A05", &["-"]),
        ("45/45A04", "46", &["-"]),
        // What one side leaves open is no difference.
        ("45/45A04", "45", &[]),
        ("45", "45/45A04", &[]),
        ("45", "46/46A01", &["-"]),
        ("45/45A04", "", &[]),
        ("", "45/45A04", &[]),
    ] {
        verwacht_van("DQ65", &met(toegewezen, voorzien), bevindingen);
    }
    // One of several provisions has it.
    verwacht_van("DQ65", &met("45/45A04", "46").voorziening("8", JAAR, BIJ), &[]);
    verwacht_van("DQ65", &basis(), &[]);
    let weg = Bij { reden: Some("13"), ..BIJ };
    verwacht_van("DQ65", &met("45/45A04", "46").toewijzing("2026-02-01", B, B, weg), &[]);
    assert_eq!(met("45", "46").keten.voorzieningen[0].product, product("46"));
}

#[test]
fn dq66_tells_another_provider_than_that_of_the_provision() {
    let met = |agb| basis().voorziening("8", JAAR, Bij { agb, ..BIJ });
    verwacht_van("DQ66", &met(1), &[]);
    verwacht_van("DQ66", &met(2), &["-"]);
    verwacht_van("DQ66", &met(2).voorziening("8", JAAR, BIJ), &[]);
    verwacht_van("DQ66", &basis(), &[]);
    let mut stil = met(2);
    stil.keten.voorzieningen[0].agb = None;
    verwacht_van("DQ66", &stil, &[]);
    let weg = Bij { reden: Some("13"), ..BIJ };
    verwacht_van("DQ66", &met(2).toewijzing("2026-02-01", B, B, weg), &[]);
}
