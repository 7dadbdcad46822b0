//! The official worked chains that are about declarations, by their number.

use domain::Eenheid;

use super::{BIJ, Bij, Verhaal, verwacht, verwacht_van};

const JAN: [&str; 2] = ["2021-01-01", "2021-01-31"];

/// Casus 16: a budget for anything, and a start later in the first month.
fn casus_16() -> Verhaal {
    let generiek = Bij { nummer: Some(500_101), product: "", budget: Some(60_000), ..BIJ };
    Verhaal::new()
        .op("2021-06-01")
        .toewijzing("2020-12-20", "2021-01-01", "2021-12-31", generiek.clone())
        .start("2021-01-15", Bij { budget: None, ..generiek })
}

fn lijn(product: &'static str, volume: i64, eenheid: Eenheid, tarief: i64) -> Bij {
    let dagtekening = Some("2021-02-05");
    Bij {
        nummer: Some(500_101),
        product,
        volume,
        eenheid,
        tarief: Some(tarief),
        dagtekening,
        ..BIJ
    }
}

#[test]
fn casus_16_two_products_in_one_month_before_the_first_day_of_care() {
    let verhaal = casus_16()
        .lijn(JAN, "R1", 250, lijn("45/45A48", 25, Eenheid::Uur, 1000))
        .lijn(JAN, "R2", 2500, lijn("43/43A07", 10, Eenheid::Etmaal, 25_000))
        .samen();
    verwacht(&verhaal, &[]);
    let uitkomst = verhaal.uitkomst();
    assert!(uitkomst.prestaties.iter().all(|feit| feit.telt_mee));
    assert!(uitkomst.koppelingen.iter().all(|feit| feit.koppelstatus.code() == "gekoppeld"));
    assert_eq!(uitkomst.prestaties.len(), 2);
}

#[test]
fn casus_16_a_budget_is_money() {
    // 25 hours and 10 etmalen are 35 of nothing: what counts is the amount.
    let tot = |euro: i64| {
        casus_16().lijn(JAN, "R1", 250, lijn("45/45A48", 25, Eenheid::Uur, 1000)).lijn(
            JAN,
            "R2",
            euro,
            lijn("43/43A07", 10, Eenheid::Etmaal, euro * 10),
        )
    };
    verwacht(&tot(59_750), &[]);
    verwacht(&tot(59_760), &["TR369 -"]);
}

#[test]
fn casus_1_a_lengthened_allocation_is_declared_on_as_before() {
    let toegewezen = Bij { nummer: Some(667_899), volume: 3, ..BIJ };
    let verlengd = Bij { reden: Some("04"), ..toegewezen.clone() };
    let basis = Verhaal::new()
        .op("2023-12-01")
        .toewijzing("2022-12-20", "2023-01-01", "2023-06-30", toegewezen.clone())
        .start("2023-01-05", toegewezen.clone())
        .toewijzing("2023-05-10", "2023-01-01", "2023-12-31", verlengd);
    let lijn = |volume| Bij { tarief: Some(100), volume, ..toegewezen.clone() };
    let juli = ["2023-07-01", "2023-07-31"];
    // July touches six calendar weeks of three hours; the whole year 53.
    verwacht(&basis.clone().lijn(juli, "R1", 18, lijn(18)), &[]);
    verwacht(&basis.lijn(juli, "R1", 19, lijn(19)), &["TR321 B0004"]);
}

#[test]
fn iv078_a_broken_month_has_its_whole_volume() {
    for (frequentie, volume, meer) in
        [(domain::Frequentie::Week, 9, 10), (domain::Frequentie::Maand, 3, 4)]
    {
        let toegewezen = Bij { volume: 3, frequentie, ..BIJ };
        let basis = Verhaal::new()
            .toewijzing("2021-10-01", "2021-10-12", "2021-12-13", toegewezen)
            .start("2021-10-12", BIJ);
        let okt = |volume| {
            basis.clone().lijn(["2021-10-12", "2021-10-31"], "R1", 100, Bij { volume, ..BIJ })
        };
        verwacht_van("TR321", &okt(volume), &[]);
        verwacht_van("TR321", &okt(meer), &["B0003"]);
    }
}
