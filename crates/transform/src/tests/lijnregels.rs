//! Rules that look at one declaration line. The line is B0003 unless a test says so.

use domain::{Eenheid, Eurocent, Frequentie, Gemeentecode, Wet};

use super::{BIJ, Bij, Verhaal, WEG, agb, dag, product, verwacht, verwacht_van};
use crate::{Antwoord, Geldigheid, PrestatieRij, Productlijst, Tarieven};

const S: &str = "2026-01-05";
const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];
const FEB: [&str; 2] = ["2026-02-01", "2026-02-28"];
const L: &[&str] = &["B0003"];
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };

fn basis() -> Verhaal {
    Verhaal::met_toewijzing().start(S, BIJ)
}

/// An allocation that ran long ago, with its start.
fn oud() -> Verhaal {
    Verhaal::new()
        .toewijzing("2018-12-20", "2019-01-01", "", BIJ)
        .start("2019-01-01", Bij { release: domain::Release::R2_1, ..BIJ })
}

fn jan(bij: Bij) -> Verhaal {
    basis().lijn(JAN, "R1", 100, bij)
}

/// A line of January 2026 that `wijzig` changes.
fn gewijzigd(wijzig: impl FnOnce(&mut PrestatieRij)) -> Verhaal {
    jan(BIJ).maar(wijzig)
}

#[test]
fn a_plain_line_breaks_no_rule() {
    verwacht(&jan(BIJ), &[]);
}

#[test]
fn tr319_a_period_after_the_declared_month() {
    verwacht(
        &gewijzigd(|lijn| lijn.declaratieperiode_eind = Some(dag("2026-01-30"))),
        &["TR319 B0003"],
    );
    // An earlier month may follow later.
    verwacht(&gewijzigd(|lijn| lijn.declaratieperiode_eind = Some(dag("2026-02-28"))), &[]);
    verwacht(&gewijzigd(|lijn| lijn.declaratieperiode_eind = None), &[]);
    let voor_3_0 = |dagtekening| {
        oud()
            .lijn(["2020-11-01", "2020-11-30"], "R1", 100, Bij { dagtekening, ..BIJ })
            .maar(|lijn| lijn.declaratieperiode_eind = Some(dag("2020-10-31")))
    };
    verwacht_van("TR319", &voor_3_0(Some("2020-12-31")), &[]);
    verwacht_van("TR319", &voor_3_0(Some("2021-01-01")), L);
}

#[test]
fn tr335_five_years() {
    let op = |dagtekening| {
        oud().lijn(
            ["2021-01-01", "2021-01-31"],
            "R1",
            100,
            Bij { dagtekening: Some(dagtekening), ..BIJ },
        )
    };
    verwacht(&op("2026-01-31"), &[]);
    verwacht(&op("2026-02-01"), &["TR335 B0003"]);
    verwacht(
        &op("2026-02-01").maar(|lijn| lijn.herkomst.antwoord = Antwoord::Afgewezen),
        &["TR335 B0003"],
    );
    // Not yet in force in 2020.
    let voor = oud().lijn(
        ["2015-01-01", "2015-01-31"],
        "R1",
        100,
        Bij { dagtekening: Some("2020-12-31"), ..BIJ },
    );
    verwacht_van("TR335", &voor, &[]);
}

#[test]
fn tr346_the_amount_is_volume_times_tariff() {
    verwacht(&gewijzigd(|lijn| lijn.record.bedrag = Eurocent::new(9999)), &["TR346 B0003"]);
    verwacht(&gewijzigd(|lijn| lijn.record.bedrag = Eurocent::new(10_000)), &[]);
    verwacht(&jan(Bij { antwoord: Antwoord::Afgewezen, volume: 3, ..BIJ }), &["TR346 B0003"]);
    // Of a credit the amount is negative.
    let credit = Bij { referentie: Some("R1"), dagtekening: Some("2026-02-15"), ..BIJ };
    verwacht(&jan(BIJ).lijn(JAN, "R2", -100, credit.clone()), &[]);
    verwacht(&jan(BIJ).lijn(JAN, "R2", -99, credit), &["TR346 B0004"]);
    // Not judged: without a tariff (CD087), in euros (CS339).
    verwacht_van("TR346", &jan(Bij { tarief: None, volume: 3, ..BIJ }), &[]);
    verwacht_van("TR346", &jan(Bij { eenheid: Eenheid::Euro, volume: 3, ..BIJ }), &[]);
    let voor = oud().lijn(["2020-11-01", "2020-11-30"], "R1", 99, BIJ);
    verwacht_van("TR346", &voor, &[]);
}

#[test]
fn tr346_minutes_may_carry_the_rounding_of_an_hour() {
    // 50,05 an hour is 0,83 a minute, rounded down by 0,42 cent: 90 minutes are 75,08 (75,075), not 74,70.
    for (eurocent, bericht) in
        [(7508, &[][..]), (7470, &[]), (7516, &[]), (7517, L), (7424, &[]), (7423, L)]
    {
        let minuten = Bij { eenheid: Eenheid::Minuut, volume: 90, tarief: Some(83), ..BIJ };
        let verhaal = jan(minuten).maar(|lijn| lijn.record.bedrag = Eurocent::new(eurocent));
        verwacht_van("TR346", &verhaal, bericht);
    }
}

#[test]
fn cs339_euros_are_their_own_volume() {
    let toewijzing =
        Bij { eenheid: Eenheid::Euro, volume: 20_000, frequentie: Frequentie::Maand, ..BIJ };
    let basis = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "2026-12-31", toewijzing)
        .start(S, BIJ);
    let euros = |volume, eenheid| {
        basis.clone().lijn(JAN, "R1", 100, Bij { volume, eenheid, tarief: None, ..BIJ })
    };
    verwacht(&euros(10_000, Eenheid::Euro), &[]);
    verwacht(&euros(9_999, Eenheid::Euro), &["CS339 B0003"]);
    verwacht_van("CS339", &euros(9_999, Eenheid::Uur), &[]);
    let credit = Bij {
        eenheid: Eenheid::Euro,
        volume: 10_000,
        tarief: None,
        referentie: Some("R1"),
        dagtekening: Some("2026-02-15"),
        ..BIJ
    };
    verwacht(&euros(10_000, Eenheid::Euro).lijn(JAN, "R2", -100, credit), &[]);
    let voor = Bij { dagtekening: Some("2020-12-31"), ..BIJ };
    verwacht_van(
        "CS339",
        &euros(9_999, Eenheid::Euro).lijn(
            JAN,
            "R2",
            100,
            Bij { eenheid: Eenheid::Euro, tarief: None, ..voor },
        ),
        L,
    );
}

#[test]
fn cs337_one_calendar_month() {
    verwacht(
        &basis().lijn(["2026-01-31", "2026-02-01"], "R1", 100, BIJ),
        &["CS337 B0003", "TR387 B0003", "TR388 B0003"],
    );
    verwacht_van("CS337", &basis().lijn(["2026-01-10", "2026-01-11"], "R1", 100, BIJ), &[]);
    // The same month of another year is another month.
    verwacht_van("CS337", &basis().lijn(["2026-01-01", "2027-01-31"], "R1", 100, AF), L);
    verwacht_van("CS337", &oud().lijn(["2020-11-30", "2020-12-01"], "R1", 100, BIJ), &[]);
}

#[test]
fn cd060_a_credit_names_its_debit() {
    verwacht(&jan(Bij { referentie: Some("R0"), ..BIJ }), &["CD060 B0003"]);
    // Without a reference a credit is nothing more than that: TR323 and TR390 need one.
    verwacht(&basis().lijn(JAN, "R1", -100, BIJ), &["CD060 B0003"]);
    let credit = Bij { referentie: Some("R1"), dagtekening: Some("2026-02-15"), ..BIJ };
    verwacht(&jan(BIJ).lijn(JAN, "R2", -100, credit), &[]);
    let voor = Bij { referentie: Some("R0"), ..BIJ };
    verwacht_van("CD060", &oud().lijn(["2020-11-01", "2020-11-30"], "R1", 100, voor), &[]);
}

#[test]
fn cd087_a_tariff_unless_in_euros() {
    verwacht(&jan(Bij { tarief: None, ..BIJ }), &["CD087 B0003"]);
    verwacht(&jan(Bij { tarief: Some(0), ..BIJ }), &["TR346 B0003"]);
    verwacht_van("CD087", &jan(Bij { eenheid: Eenheid::Euro, ..BIJ }), L);
    verwacht_van("CD087", &jan(Bij { eenheid: Eenheid::Euro, tarief: None, ..BIJ }), &[]);
    verwacht_van(
        "CD087",
        &oud().lijn(["2020-11-01", "2020-11-30"], "R1", 100, Bij { tarief: None, ..BIJ }),
        &[],
    );
}

#[test]
fn tr387_tr388_a_month_as_far_as_the_allocation_covers_it() {
    // The example of IV089.
    let basis = Verhaal::new()
        .op("2022-06-20")
        .toewijzing("2022-04-01", "2022-04-08", "2022-06-17", BIJ)
        .start("2022-04-08", BIJ);
    for (begin, eind, bevindingen) in [
        ("2022-04-08", "2022-04-30", &[][..]),
        ("2022-05-01", "2022-05-31", &[]),
        ("2022-06-01", "2022-06-17", &[]),
        ("2022-04-09", "2022-04-30", &["TR387 B0003"]),
        ("2022-05-02", "2022-05-31", &["TR387 B0003"]),
        ("2022-05-01", "2022-05-30", &["TR388 B0003"]),
        ("2022-06-01", "2022-06-16", &["TR388 B0003"]),
        // Outside the allocation too, beside TR307 and TR308: but a month that it has no day of is whole.
        ("2022-04-01", "2022-04-30", &["TR307 B0003", "TR387 B0003"]),
        ("2022-06-01", "2022-06-30", &["TR308 B0003", "TR388 B0003"]),
        ("2022-04-01", "2022-04-29", &["TR307 B0003", "TR387 B0003", "TR388 B0003"]),
        ("2022-06-02", "2022-06-30", &["TR308 B0003", "TR387 B0003", "TR388 B0003"]),
        ("2022-07-01", "2022-07-31", &["TR308 B0003"]),
        ("2022-07-01", "2022-07-30", &["TR308 B0003", "TR388 B0003"]),
    ] {
        verwacht(&basis.clone().lijn([begin, eind], "R1", 100, BIJ), bevindingen);
    }
    let open =
        Verhaal::new().toewijzing("2022-04-01", "2022-04-08", "", BIJ).start("2022-04-08", BIJ);
    verwacht(&open.clone().lijn(["2022-06-01", "2022-06-30"], "R1", 100, BIJ), &[]);
    verwacht(&open.lijn(["2022-06-01", "2022-06-29"], "R1", 100, AF), &["TR388 B0003"]);
}

#[test]
fn tr387_tr388_need_an_allocation_and_release_3_1() {
    let half = ["2026-01-10", "2026-01-20"];
    verwacht(&basis().lijn(half, "R1", 100, BIJ), &["TR387 B0003", "TR388 B0003"]);
    verwacht(&basis().lijn(half, "R1", 100, Bij { nummer: Some(999), ..BIJ }), &["TR338 B0003"]);
    let half = ["2022-03-10", "2022-03-20"];
    let op =
        |dagtekening| oud().lijn(half, "R1", 100, Bij { dagtekening: Some(dagtekening), ..BIJ });
    verwacht(&op("2022-04-03"), &[]);
    verwacht(&op("2022-04-04"), &["TR387 B0003", "TR388 B0003"]);
}

#[test]
fn dq39_a_day_has_24_hours() {
    for (eenheid, past) in [
        (Eenheid::Minuut, 44_640),
        (Eenheid::Uur, 744),
        (Eenheid::Etmaal, 31),
        (Eenheid::Dagdeel, 186),
    ] {
        let lijn = |volume| jan(Bij { volume, eenheid, ..BIJ });
        verwacht_van("DQ39", &lijn(past), &[]);
        verwacht_van("DQ39", &lijn(past + 1), L);
        // Also what was rejected, but no credit.
        verwacht_van("DQ39", &lijn(past + 1).maar(|lijn| lijn.is_teruggestuurd = true), L);
        verwacht_van(
            "DQ39",
            &basis().lijn(JAN, "R1", -100, Bij { volume: past + 1, eenheid, ..BIJ }),
            &[],
        );
    }
    for eenheid in [Eenheid::StuksInspanning, Eenheid::StuksOutput, Eenheid::Euro] {
        verwacht_van("DQ39", &jan(Bij { volume: 99_999_999, eenheid, ..BIJ }), &[]);
    }
}

#[test]
fn tr381_a_code_fits_its_category() {
    let mut lijst = Productlijst::default();
    let tot = Geldigheid { van: None, tot: Some(dag("2026-01-31")) };
    lijst.voeg_toe(Wet::Jw, product("45/45A04").unwrap(), tot);
    let met_lijst = |verhaal: Verhaal| {
        let mut verhaal = verhaal;
        verhaal.kader.productlijst = Some(lijst.clone());
        verhaal
    };
    let volledig = |bij: Bij| {
        let vraag = Bij { referentie: Some("V1"), ..bij.clone() };
        Verhaal::new()
            .toewijzing("2025-12-20", "2026-01-01", "2026-12-31", bij.clone())
            .start(S, bij.clone())
            .stop(S, "2026-01-20", "31", bij.clone())
            .verzoek("2026-01-20", super::Onderdeel::Aangevraagd, "2026-02-01", vraag.clone())
            .verzoek("2026-01-20", super::Onderdeel::Nieuw, "2026-02-01", vraag.clone())
            .ook(super::Onderdeel::Nieuw, "2026-02-02", vraag)
    };
    // Without the list nothing is judged; a code of the list, and no code at all, are good.
    verwacht_van("TR381", &volledig(Bij { product: "45/45A05", ..BIJ }), &[]);
    verwacht_van("TR381", &met_lijst(volledig(BIJ)), &[]);
    verwacht_van("TR381", &met_lijst(volledig(Bij { product: "45", ..BIJ })), &[]);
    verwacht_van("TR381", &met_lijst(volledig(Bij { product: "", ..BIJ })), &[]);
    // One finding per record, on every kind.
    let anders = volledig(Bij { product: "45/45A05", ..BIJ });
    verwacht_van("TR381", &met_lijst(anders), &["B0001", "B0002", "B0003", "B0004", "B0005"]);
    // The list of the day of the message counts, for rejected records as well.
    verwacht_van("TR381", &met_lijst(jan(BIJ)), &[]);
    verwacht_van("TR381", &met_lijst(jan(Bij { dagtekening: Some("2026-02-01"), ..AF })), L);
    // Since April 2019.
    let op = |dagtekening: &str| {
        let anders = Bij { product: "45/45A05", release: domain::Release::R2_1, ..BIJ };
        met_lijst(Verhaal::new().toewijzing(dagtekening, "2019-04-01", "", anders))
    };
    verwacht_van("TR381", &op("2019-03-31"), &[]);
    verwacht_van("TR381", &op("2019-04-01"), &["B0001"]);
    // What was withdrawn, and its withdrawal, are not judged.
    let weg = Bij { product: "45/45A05", dagtekening: Some("2026-01-06"), ..WEG };
    let terug = basis().start(S, Bij { product: "45/45A05", ..BIJ }).start(S, weg);
    verwacht_van("TR381", &met_lijst(terug), &[]);
}

#[test]
fn cs100_a_product_period_is_in_2021_or_later() {
    let lijn = |periode: [&str; 2], dagtekening| {
        let bij = Bij { dagtekening: Some(dagtekening), ..BIJ };
        Verhaal::new().op("2021-02-01").lijn(periode, "R1", 100, bij)
    };
    verwacht_van("CS100", &lijn(["2020-12-01", "2020-12-31"], "2021-01-04"), &["B0001"]);
    verwacht_van("CS100", &lijn(["2021-01-01", "2021-01-31"], "2021-02-01"), &[]);
    // Before release 3.0.
    verwacht_van("CS100", &lijn(["2020-11-01", "2020-11-30"], "2020-12-31"), &[]);
}

#[test]
fn tr418_the_tariff_of_the_contract() {
    let gemeente: Gemeentecode = "0363".parse().unwrap();
    let mut tarieven = Tarieven::default();
    let product = product("45/45A04").unwrap();
    let jan_2026 = Geldigheid { van: Some(dag("2026-01-01")), tot: Some(dag("2026-01-31")) };
    tarieven.voeg_toe(
        (Wet::Jw, gemeente, agb(1), Eenheid::Uur),
        product,
        jan_2026,
        Eurocent::new(5000),
    );
    let met_tarief = |verhaal: Verhaal| {
        let mut verhaal = verhaal;
        verhaal.kader.tarieven = Some(tarieven.clone());
        verhaal
    };
    verwacht(&met_tarief(jan(BIJ)), &[]);
    let ander = Bij { tarief: Some(2500), volume: 4, ..BIJ };
    verwacht(&met_tarief(jan(ander.clone())), &["TR418 B0003"]);
    verwacht(
        &met_tarief(jan(Bij { antwoord: Antwoord::Afgewezen, ..ander.clone() })),
        &["TR418 B0003"],
    );
    // Not judged: no tariffs loaded, none for this period, provider or unit, or none declared.
    verwacht(&jan(ander.clone()), &[]);
    verwacht(&met_tarief(basis().lijn(FEB, "R1", 100, ander.clone())), &[]);
    verwacht_van("TR418", &met_tarief(jan(Bij { agb: 2, ..ander.clone() })), &[]);
    verwacht_van("TR418", &met_tarief(jan(Bij { eenheid: Eenheid::Minuut, ..ander })), &[]);
    verwacht_van("TR418", &met_tarief(jan(Bij { tarief: None, ..BIJ })), &[]);
    // Since release 3.2.
    let op = |dagtekening| {
        let bij = Bij { dagtekening: Some(dagtekening), tarief: Some(2500), volume: 4, ..BIJ };
        met_tarief(jan(bij))
    };
    verwacht_van("TR418", &op("2023-04-02"), &[]);
    verwacht_van("TR418", &op("2023-04-03"), L);
}

#[test]
fn tr304_a_317_names_allocations_of_its_own_person() {
    use super::Onderdeel::{Nieuw, Ongewijzigd, TeWijzigen};
    let ander = Bij { client: 2, referentie: Some("V1"), ..BIJ };
    let vraag = |onderdeel, bij: Bij| basis().verzoek("2026-02-01", onderdeel, "2026-03-01", bij);
    for onderdeel in [TeWijzigen, Ongewijzigd] {
        verwacht_van("TR304", &vraag(onderdeel, ander.clone()), L);
        verwacht_van("TR304", &vraag(onderdeel, Bij { client: 1, ..ander.clone() }), &[]);
        let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..ander.clone() };
        verwacht_van("TR304", &vraag(onderdeel, afgewezen), L);
        let onbekend = Bij { nummer: Some(999), ..ander.clone() };
        verwacht_van("TR304", &vraag(onderdeel, onbekend), &[]);
        let voor = Bij { dagtekening: Some("2020-12-31"), ..ander.clone() };
        verwacht_van("TR304", &vraag(onderdeel, voor), &[]);
    }
    verwacht_van("TR304", &vraag(Nieuw, ander.clone()), &[]);
    // One finding per record.
    let twee = vraag(TeWijzigen, ander.clone()).ook(Ongewijzigd, "2026-03-01", ander);
    verwacht_van("TR304", &twee, L);
}
