//! Rules that hold lines against the size of their allocation, or against its deliveries. B0001 is the allocation, B0002
//! its start.

use domain::{Eenheid, Frequentie, Wet};

use super::{BIJ, Bij, Verhaal, verwacht, verwacht_van};
use crate::Antwoord;

const S: &str = "2026-01-05";
const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];
const FEB: [&str; 2] = ["2026-02-01", "2026-02-28"];
const MRT: [&str; 2] = ["2026-03-01", "2026-03-31"];
const OP_B3: &[&str] = &["B0003"];
const OP_TOEWIJZING: &[&str] = &["-"];
const CREDIT: Bij = Bij { referentie: Some("R1"), dagtekening: Some("2026-02-15"), ..BIJ };

/// An allocation for January and February 2026 of so many units.
fn van(volume: i64, eenheid: Eenheid, frequentie: Frequentie) -> Verhaal {
    let bij = Bij { volume, eenheid, frequentie, ..BIJ };
    Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "2026-02-28", bij).start(S, BIJ)
}

fn uren(volume: i64) -> Bij {
    Bij { volume, tarief: None, ..BIJ }
}

#[test]
fn tr321_the_volume_of_a_period() {
    // January 2026 touches five calendar weeks and has 31 days.
    for (frequentie, max) in [
        (Frequentie::Dag, 93),
        (Frequentie::Week, 15),
        (Frequentie::Maand, 3),
        (Frequentie::Totaal, 3),
    ] {
        let basis = van(3, Eenheid::Uur, frequentie);
        verwacht_van("TR321", &basis.clone().lijn(JAN, "R1", 100, uren(max)), &[]);
        let meer = basis.clone().lijn(JAN, "R1", 100, uren(max + 1));
        verwacht_van("TR321", &meer, OP_B3);
        // Also judged when it was rejected, not when it was credited.
        verwacht_van("TR321", &meer.clone().teruggestuurd("9321"), OP_B3);
        verwacht_van("TR321", &meer.lijn(JAN, "R2", -100, Bij { volume: max + 1, ..CREDIT }), &[]);
        // Minutes of hours.
        let minuten = |volume| Bij { eenheid: Eenheid::Minuut, ..uren(volume) };
        verwacht_van("TR321", &basis.clone().lijn(JAN, "R1", 100, minuten(max * 60)), &[]);
        verwacht_van("TR321", &basis.lijn(JAN, "R1", 100, minuten(max * 60 + 1)), OP_B3);
    }
}

#[test]
fn tr321_only_where_volumes_can_be_compared() {
    let veel = uren(9_999);
    for frequentie in [Frequentie::VierWeken, Frequentie::Jaar] {
        verwacht_van(
            "TR321",
            &van(3, Eenheid::Uur, frequentie).lijn(JAN, "R1", 100, veel.clone()),
            &[],
        );
    }
    // Another unit is TR341, an unknown allocation TR338; a budget and a category have no volume.
    verwacht_van(
        "TR321",
        &van(3, Eenheid::Etmaal, Frequentie::Week).lijn(JAN, "R1", 100, veel.clone()),
        &[],
    );
    verwacht_van("TR321", &Verhaal::new().lijn(JAN, "R1", 100, veel.clone()), &[]);
    let categorie =
        Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "", Bij { product: "45", ..BIJ });
    verwacht_van("TR321", &categorie.lijn(JAN, "R1", 100, veel.clone()), &[]);
    // Before release 3.0.
    let voor = Bij { dagtekening: Some("2020-12-31"), ..veel };
    verwacht_van("TR321", &van(3, Eenheid::Uur, Frequentie::Week).lijn(JAN, "R1", 100, voor), &[]);
}

#[test]
fn tr321_household_help_has_six_weeks_under_the_wmo() {
    let hulp = |product, wet| {
        let bij = Bij { product, volume: 1, ..BIJ };
        let basis =
            Verhaal::new().onder(wet).toewijzing("2025-12-20", "2026-01-01", "2026-02-28", bij);
        basis.lijn(JAN, "R1", 100, Bij { product, ..uren(6) })
    };
    verwacht_van("TR321", &hulp("01/01A03", Wet::Wmo), &[]);
    verwacht_van("TR321", &hulp("02/02A03", Wet::Wmo), &["B0002"]);
    verwacht_van("TR321", &hulp("45/45A04", Wet::Jw), &["B0002"]);
}

#[test]
fn tr322_the_volume_of_the_whole_allocation() {
    // January and February 2026 touch nine calendar weeks, one of them both.
    let twee = |een, twee| {
        van(3, Eenheid::Uur, Frequentie::Week).lijn(JAN, "R1", 100, een).lijn(FEB, "R2", 100, twee)
    };
    verwacht_van("TR322", &twee(uren(15), uren(12)), &[]);
    verwacht_van("TR322", &twee(uren(15), uren(13)), OP_TOEWIJZING);
    // What was rejected, or belongs to another person, is not counted; what is open is.
    verwacht_van("TR322", &twee(uren(15), uren(13)).teruggestuurd("9322"), &[]);
    verwacht_van("TR322", &twee(uren(15), Bij { antwoord: Antwoord::Afgewezen, ..uren(13) }), &[]);
    verwacht_van("TR322", &twee(uren(15), Bij { client: 2, ..uren(13) }), &[]);
    verwacht_van(
        "TR322",
        &twee(uren(15), Bij { antwoord: Antwoord::Open, ..uren(13) }),
        OP_TOEWIJZING,
    );
    // Nor what was credited, whether the credit was answered or not.
    for antwoord in [Antwoord::Open, Antwoord::Geaccepteerd] {
        let credit = Bij { volume: 15, antwoord, ..CREDIT };
        verwacht_van("TR322", &twee(uren(15), uren(13)).lijn(JAN, "R3", -100, credit), &[]);
    }
    // Hours and minutes of hours together.
    let minuten = |volume| Bij { eenheid: Eenheid::Minuut, ..uren(volume) };
    verwacht_van("TR322", &twee(uren(15), minuten(720)), &[]);
    verwacht_van("TR322", &twee(uren(15), minuten(721)), OP_TOEWIJZING);
    verwacht_van("TR322", &twee(uren(15), Bij { eenheid: Eenheid::Etmaal, ..uren(99) }), &[]);
}

#[test]
fn tr322_needs_a_size_and_release_3_0() {
    let open = Bij { volume: 3, ..BIJ };
    let basis = Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "", open);
    // Without an end the total runs to the last period.
    verwacht_van("TR322", &basis.clone().lijn(JAN, "R1", 100, uren(16)), OP_TOEWIJZING);
    verwacht_van("TR322", &basis.lijn(JAN, "R1", 100, uren(16)).lijn(FEB, "R2", 100, uren(0)), &[]);
    let budget = Bij { budget: Some(1), ..BIJ };
    let basis = Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "", budget);
    verwacht_van("TR322", &basis.lijn(JAN, "R1", 100, uren(999)), &[]);
    let voor = Bij { dagtekening: Some("2020-12-31"), ..uren(999) };
    verwacht_van("TR322", &van(3, Eenheid::Uur, Frequentie::Week).lijn(JAN, "R1", 100, voor), &[]);
    let jaar = van(3, Eenheid::Uur, Frequentie::Jaar).lijn(JAN, "R1", 100, uren(999));
    verwacht_van("TR322", &jaar, &[]);
}

#[test]
fn tr369_the_budget_in_euros() {
    let budget = Bij { product: "", budget: Some(300), ..BIJ };
    let basis = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "2026-12-31", budget)
        .start(S, Bij { product: "", ..BIJ });
    let tweede = |euro, bij: Bij| {
        basis.clone().lijn(JAN, "R1", 200, Bij { volume: 4, ..BIJ }).lijn(FEB, "R2", euro, bij)
    };
    verwacht(&tweede(100, BIJ), &[]);
    verwacht(&tweede(150, Bij { volume: 3, ..BIJ }), &["TR369 -"]);
    // What was rejected is not counted, what is open is; a credit counts back.
    let open = Bij { antwoord: Antwoord::Open, volume: 3, ..BIJ };
    verwacht(&tweede(150, open), &["TR369 -"]);
    verwacht(&tweede(150, Bij { antwoord: Antwoord::Afgewezen, volume: 3, ..BIJ }), &[]);
    verwacht(&tweede(150, Bij { volume: 3, ..BIJ }).teruggestuurd("9369"), &[]);
    verwacht(
        &tweede(150, Bij { volume: 3, ..BIJ }).lijn(JAN, "R3", -200, Bij { volume: 4, ..CREDIT }),
        &[],
    );
    // What does not belong to the allocation spends nothing of it (TR304, TR332).
    verwacht_van("TR369", &tweede(150, Bij { client: 2, volume: 3, ..BIJ }), &[]);
    verwacht_van("TR369", &tweede(150, Bij { agb: 2, volume: 3, ..BIJ }), &[]);
    // The credit of a rejected debit gives nothing back.
    let geen_ruimte = basis
        .clone()
        .lijn(JAN, "R1", 200, Bij { volume: 4, ..BIJ })
        .teruggestuurd("9307")
        .lijn(JAN, "R3", -200, Bij { volume: 4, ..CREDIT })
        .lijn(FEB, "R2", 350, Bij { volume: 7, ..BIJ });
    verwacht_van("TR369", &geen_ruimte, OP_TOEWIJZING);
    // Without a budget, or before release 3.0: not judged.
    let zonder = Verhaal::met_toewijzing().start(S, BIJ).lijn(JAN, "R1", 999, BIJ);
    verwacht_van("TR369", &zonder, &[]);
    verwacht_van(
        "TR369",
        &tweede(150, Bij { dagtekening: Some("2020-12-31"), volume: 3, ..BIJ }),
        &[],
    );
}

#[test]
fn dq47_declared_where_no_delivery_is_known() {
    let basis = Verhaal::met_toewijzing();
    let geleverd = |stop: Option<[&str; 2]>| {
        let gestart = basis.clone().start("2026-01-20", BIJ);
        match stop {
            Some([eind, reden]) => gestart.stop("2026-01-20", eind, reden, BIJ),
            None => gestart,
        }
    };
    verwacht_van("DQ47", &geleverd(None).lijn(JAN, "R1", 100, BIJ), &[]);
    verwacht_van("DQ47", &geleverd(None).lijn(MRT, "R1", 100, BIJ), &[]);
    verwacht_van("DQ47", &geleverd(Some(["2026-02-01", "31"])).lijn(FEB, "R1", 100, BIJ), &[]);
    verwacht_van(
        "DQ47",
        &geleverd(Some(["2026-02-28", "31"])).lijn(MRT, "R1", 100, BIJ),
        OP_TOEWIJZING,
    );
    // One finding per allocation, and it says that no line may be rejected for it.
    let twee = basis.clone().lijn(JAN, "R1", 100, BIJ).lijn(FEB, "R2", 100, BIJ);
    verwacht_van("DQ47", &twee, OP_TOEWIJZING);
    let bevindingen = twee.uitkomst().bevindingen;
    let dq47 = bevindingen.iter().find(|bevinding| bevinding.regelcode == "DQ47").unwrap();
    assert!(dq47.toelichting.contains(": 2,") && dq47.toelichting.contains("OP364"));
    // A pause is no end; a start outside the allocation is no delivery.
    verwacht_van("DQ47", &geleverd(Some(["2026-02-01", "20"])).lijn(MRT, "R1", 100, BIJ), &[]);
    verwacht_van(
        "DQ47",
        &basis.clone().start("2025-12-31", BIJ).lijn(JAN, "R1", 100, BIJ),
        OP_TOEWIJZING,
    );
    // Lines that do not count are not judged: rejected, credited, or not of this allocation.
    verwacht_van("DQ47", &basis.clone().lijn(JAN, "R1", 100, BIJ).teruggestuurd("9321"), &[]);
    verwacht_van(
        "DQ47",
        &basis.clone().lijn(JAN, "R1", 100, BIJ).lijn(JAN, "R2", -100, CREDIT),
        &[],
    );
    verwacht_van("DQ47", &basis.clone().lijn(JAN, "R1", 100, Bij { client: 2, ..BIJ }), &[]);
    verwacht_van("DQ47", &basis.lijn(JAN, "R1", 100, Bij { nummer: Some(999), ..BIJ }), &[]);
}

#[test]
fn dq47_looks_at_every_delivery() {
    let twee = Verhaal::met_toewijzing()
        .start(S, BIJ)
        .stop(S, "2026-01-31", "31", BIJ)
        .start("2026-03-01", BIJ)
        .stop("2026-03-01", "2026-03-31", "31", BIJ);
    for (periode, berichten) in [
        (JAN, &[][..]),
        (FEB, OP_TOEWIJZING),
        (MRT, &[]),
        (["2026-04-01", "2026-04-30"], OP_TOEWIJZING),
    ] {
        verwacht_van("DQ47", &twee.clone().lijn(periode, "R1", 100, BIJ), berichten);
    }
}
