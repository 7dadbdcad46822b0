//! The worked cases of the standard on starts and stops, by their number.

use domain::{Release, StatusAanlevering, Wet};

use super::koppeling::oordeel;
use super::{BIJ, Bij, Verhaal};

/// A case: what was sent, and what must be known on `peildatum`.
struct Casus {
    nummer: u8,
    verhaal: Verhaal,
    peildatum: &'static str,
    /// Number of versions and end of the allocation, when there is one.
    toewijzing: &'static str,
    /// Verdicts: starts before stops.
    oordelen: &'static [&'static str],
    /// First day, last day and reason of the stop.
    leveringen: &'static [&'static str],
    bevindingen: &'static [&'static str],
}

const GEKOPPELD: &str = "ggggn toewijzingnummer gekoppeld +";
const INGETROKKEN: &str = "ggggn toewijzingnummer ingetrokken +";
const WEES: &str = "nnnnn geen wees";

const fn bij(nummer: i64, product: &'static str) -> Bij {
    Bij { nummer: Some(nummer), product, ..BIJ }
}

/// Of the Wmo, with a start on 17 May 2023.
fn gestart(nummer: i64) -> Verhaal {
    Verhaal::new()
        .onder(Wet::Wmo)
        .toewijzing("2023-05-08", "2023-05-15", "2023-12-31", bij(nummer, "07/07A12"))
        .start("2023-05-17", bij(nummer, "07/07A12"))
}

/// Lengthened in time: the delivery goes on, and no new start comes.
fn casus_1() -> Casus {
    let toegewezen = Bij { volume: 3, ..bij(667_899, "45/45A04") };
    let opgerekt = Bij { reden: Some("04"), ..toegewezen.clone() };
    Casus {
        nummer: 1,
        verhaal: Verhaal::new()
            .toewijzing("2022-12-20", "2023-01-01", "2023-06-30", toegewezen.clone())
            .start("2023-01-05", toegewezen)
            .toewijzing("2023-05-10", "2023-01-01", "2023-12-31", opgerekt),
        peildatum: "2023-09-01",
        toewijzing: "2 2023-12-31",
        oordelen: &[GEKOPPELD],
        leveringen: &["2023-01-05.. - telt"],
        bevindingen: &[],
    }
}

/// A pause that turns out to be the end: two stops with one Einddatum, since reason is part of the key (3.2).
fn casus_2() -> Casus {
    let stop = || bij(668_877, "07/07A12");
    Casus {
        nummer: 2,
        verhaal: gestart(668_877).stop("2023-05-17", "2023-06-20", "20", stop()).stop(
            "2023-05-17",
            "2023-06-20",
            "23",
            stop(),
        ),
        peildatum: "2023-12-01",
        toewijzing: "1 2023-12-31",
        oordelen: &[GEKOPPELD, GEKOPPELD, GEKOPPELD],
        leveringen: &["2023-05-17..2023-06-20 23 telt"],
        bevindingen: &[],
    }
}

/// The same with a later Einddatum.
fn casus_3() -> Casus {
    let stop = || bij(12_563, "07/07A12");
    Casus {
        nummer: 3,
        verhaal: gestart(12_563).stop("2023-05-17", "2023-06-07", "20", stop()).stop(
            "2023-05-17",
            "2023-06-29",
            "23",
            stop(),
        ),
        peildatum: "2023-12-01",
        toewijzing: "1 2023-12-31",
        oordelen: &[GEKOPPELD, GEKOPPELD, GEKOPPELD],
        leveringen: &["2023-05-17..2023-06-29 23 telt"],
        bevindingen: &[],
    }
}

/// A stop with a wrong reason, removed and delivered again in one message.
fn casus_4() -> Casus {
    let stop = |status| Bij { status, dagtekening: Some("2023-07-03"), ..bij(668_878, "07/07A12") };
    let mut verhaal = gestart(668_878)
        .stop("2023-05-17", "2023-06-29", "22", bij(668_878, "07/07A12"))
        .stop("2023-05-17", "2023-06-29", "22", stop(StatusAanlevering::Verwijderen))
        .stop("2023-05-17", "2023-06-29", "19", stop(StatusAanlevering::Eerste));
    let bericht = verhaal.keten.stops[1].herkomst.clone();
    verhaal.keten.stops[2].herkomst = bericht;
    verhaal.keten.stops[2].record.regel = 2;
    Casus {
        nummer: 4,
        verhaal,
        peildatum: "2023-12-01",
        toewijzing: "1 2023-12-31",
        oordelen: &[GEKOPPELD, INGETROKKEN, INGETROKKEN, GEKOPPELD],
        leveringen: &["2023-05-17..2023-06-29 19 telt"],
        bevindingen: &[],
    }
}

/// Taakgericht: no allocation, no number, no fault.
fn casus_8() -> Casus {
    let zonder = Bij { nummer: None, release: Release::R3_0, ..bij(0, "44/44A47") };
    Casus {
        nummer: 8,
        verhaal: Verhaal::new().start("2021-05-21", zonder.clone()).stop(
            "2021-05-21",
            "2021-12-31",
            "31",
            zonder,
        ),
        peildatum: "2022-03-01",
        toewijzing: "",
        oordelen: &[WEES, WEES],
        leveringen: &["2021-05-21.. - telt niet"],
        bevindingen: &[],
    }
}

/// Aspecifiek: start and stop name the category alone; the provider asked for the end (reason 12).
fn casus_10() -> Casus {
    let aspecifiek = || bij(1_000_001, "54");
    let ingetrokken = Bij { reden: Some("12"), ..aspecifiek() };
    Casus {
        nummer: 10,
        verhaal: Verhaal::new()
            .toewijzing("2023-04-17", "2023-05-01", "2024-04-30", aspecifiek())
            .start("2023-05-02", aspecifiek())
            .toewijzing("2023-08-21", "2023-05-01", "2023-08-31", ingetrokken)
            .stop("2023-05-02", "2023-08-31", "37", aspecifiek()),
        peildatum: "2023-12-01",
        toewijzing: "2 2023-08-31",
        oordelen: &[GEKOPPELD, GEKOPPELD],
        leveringen: &["2023-05-02..2023-08-31 37 telt"],
        bevindingen: &[],
    }
}

#[test]
fn the_cases_of_the_standard_on_starts_and_stops() {
    for casus in [casus_1(), casus_2(), casus_3(), casus_4(), casus_8(), casus_10()] {
        let (nummer, verhaal) = (casus.nummer, casus.verhaal.op(casus.peildatum));
        let uitkomst = verhaal.uitkomst();
        let datum =
            |datum: Option<chrono::NaiveDate>| datum.map_or(String::new(), |it| it.to_string());
        let toewijzing = uitkomst.toewijzingen.first().map_or(String::new(), |feit| {
            format!("{} {}", feit.aantal_versies, datum(feit.stand.einddatum))
        });
        assert_eq!(toewijzing, casus.toewijzing, "casus {nummer}");
        let oordelen: Vec<_> = uitkomst.koppelingen.iter().map(oordeel).collect();
        assert_eq!(oordelen, casus.oordelen, "casus {nummer}");
        let leveringen: Vec<_> = uitkomst
            .leveringen
            .iter()
            .map(|feit| {
                let reden = feit.reden_beeindiging.map_or("-".to_owned(), |it| it.to_string());
                let telt = if feit.telt_mee { "telt" } else { "telt niet" };
                format!("{}..{} {reden} {telt}", feit.startdatum, datum(feit.einddatum))
            })
            .collect();
        assert_eq!(leveringen, casus.leveringen, "casus {nummer}");
        assert_eq!(verhaal.bevindingen(), casus.bevindingen, "casus {nummer}");
    }
}

#[test]
fn what_the_cases_forbid_is_found() {
    // 1: a start after the lengthening comes while the delivery runs.
    let casus = casus_1();
    let weer = Bij { volume: 3, ..bij(667_899, "45/45A04") };
    let verhaal = casus.verhaal.op(casus.peildatum).start("2023-07-01", weer);
    assert_eq!(verhaal.bevindingen(), ["TR326 B0004"]);
    // 2: before release 3.2 the reason was not in the key.
    let oud = Bij { release: Release { versie: 3, subversie: 1 }, ..bij(668_877, "07/07A12") };
    let verhaal = gestart(668_877)
        .stop("2023-05-17", "2023-06-20", "20", oud.clone())
        .stop("2023-05-17", "2023-06-20", "23", oud)
        .op("2023-07-01");
    assert_eq!(verhaal.bevindingen(), ["TR074 B0004"]);
    // 3: the definitive stop may not be dated before the pause.
    let stop = || bij(12_563, "07/07A12");
    let eerder = Bij { dagtekening: Some("2023-06-09"), ..stop() };
    let verhaal = gestart(12_563)
        .stop("2023-05-17", "2023-06-07", "20", stop())
        .stop("2023-05-17", "2023-06-06", "23", eerder)
        .op("2023-07-01");
    assert_eq!(verhaal.bevindingen(), ["TR414 B0004"]);
    // 4: without the removal it is a stop after a definitive one.
    let mut casus = casus_4();
    casus.verhaal.keten.stops.remove(1);
    let verhaal = casus.verhaal.op(casus.peildatum);
    assert_eq!(verhaal.bevindingen(), ["TR415 B0004"]);
    // 10: a start that adds the code has another product than the allocation.
    let casus = casus_10();
    let mut verhaal = casus.verhaal.op("2023-05-03");
    verhaal.keten.stops.clear();
    verhaal.keten.toewijzingen.truncate(1);
    verhaal.keten.starts[0].record.product = super::product("54/54A01");
    assert_eq!(verhaal.bevindingen(), ["DQ13 B0002"]);
}
