//! Rules on starts and stops in time and on what they name. B0001 is the allocation of 2026, B0002 mostly its start.

use super::{BIJ, Bij, Verhaal, WEG, verwacht};
use crate::Antwoord;
use domain::Release;

const S: &str = "2026-01-05";
const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };

const fn op(dagtekening: &'static str, bij: Bij) -> Bij {
    Bij { dagtekening: Some(dagtekening), ..bij }
}

fn basis() -> Verhaal {
    Verhaal::met_toewijzing().start(S, BIJ)
}

#[test]
fn tr134_tr137_nothing_is_later_than_its_message() {
    let vroeg = "2026-01-04";
    // Toewijzingsdatum; a rejected record is judged too.
    let toewijzing =
        |bij: Bij| Verhaal::new().toewijzing(S, "2026-01-01", "2026-12-31", bij).op(vroeg);
    verwacht(&toewijzing(op(S, BIJ)), &[]);
    verwacht(&toewijzing(op(vroeg, BIJ)), &["TR134 B0001"]);
    verwacht(&toewijzing(op(vroeg, AF)), &["TR134 B0001"]);
    // Begindatum of a start; a removal is not judged.
    let nieuw = Verhaal::met_toewijzing;
    verwacht(&nieuw().start(S, op(S, BIJ)), &[]);
    verwacht(&nieuw().start(S, op(vroeg, BIJ)), &["TR134 B0002"]);
    verwacht(&basis().start(S, op("2026-01-05", WEG)).op(vroeg), &[]);
    verwacht(&nieuw().start(S, op(vroeg, WEG)).op(vroeg), &["TR063 B0002"]);
    // Einddatum of a stop, not its Begindatum.
    verwacht(&basis().stop(S, "2026-01-20", "31", op("2026-01-20", BIJ)), &[]);
    verwacht(&basis().stop(S, "2026-01-20", "31", op("2026-01-19", BIJ)), &["TR134 B0003"]);
    // ProductPeriode.
    verwacht(&basis().lijn(JAN, "R1", 100, op("2026-01-31", BIJ)), &[]);
    verwacht(&basis().lijn(JAN, "R1", 100, op("2026-01-30", BIJ)), &["TR137 B0003"]);
    let beide = basis().lijn(JAN, "R1", 100, op("2025-12-31", BIJ));
    verwacht(&beide, &["TR134 B0003", "TR137 B0003"]);
    // TR137 judges from release 3.0 on.
    let oud = Verhaal::new()
        .lijn(["2020-12-01", "2020-12-31"], "R1", 100, op("2020-12-30", BIJ))
        .op("2020-12-31");
    verwacht(&oud, &[]);
}

#[test]
fn op271_a_start_within_five_working_days() {
    // Five working days after Monday 5 January 2026: 12 January.
    let start = |bij: Bij| Verhaal::met_toewijzing().start(S, bij);
    verwacht(&start(op("2026-01-12", BIJ)), &[]);
    verwacht(&start(op("2026-01-13", BIJ)), &["OP271 B0002"]);
    // Allocated afterwards: from the message.
    let achteraf = |dagtekening| {
        Verhaal::new()
            .toewijzing("2026-02-02", "2026-01-01", "2026-12-31", BIJ)
            .start(S, op(dagtekening, BIJ))
    };
    verwacht(&achteraf("2026-02-09"), &[]);
    verwacht(&achteraf("2026-02-10"), &["OP271 B0002"]);
    // Lengthened afterwards: from the message that allocated the first day, not from one that does not.
    let verlengd = |dagtekening| {
        Verhaal::new()
            .toewijzing("2025-12-20", "2026-01-01", "2026-01-31", BIJ)
            .toewijzing("2026-01-20", "2026-01-01", "2026-02-01", Bij { reden: Some("04"), ..BIJ })
            .toewijzing("2026-03-02", "2026-01-01", "2026-06-30", Bij { reden: Some("04"), ..BIJ })
            .start("2026-02-05", op(dagtekening, BIJ))
            .op("2026-03-02")
    };
    verwacht(&verlengd("2026-03-09"), &[]);
    verwacht(&verlengd("2026-03-10"), &["OP271 B0004"]);
    // Rejected, double, of another allocation, or a correction: not judged.
    verwacht(&start(op("2026-01-13", AF)).op(S), &[]);
    verwacht(&basis().start(S, op("2026-01-13", BIJ)), &["TR074 B0003"]);
    let ander = Bij { client: 2, ..BIJ };
    verwacht(&start(op("2026-01-13", ander)), &["DQ12 B0002"]);
    let gecorrigeerd = basis().start(S, op("2026-01-13", WEG));
    verwacht(&gecorrigeerd.clone().start("2026-01-06", op("2026-01-14", BIJ)), &[]);
    // A withdrawal that comes later, or of another number, is no excuse.
    let later = start(op("2026-01-13", BIJ))
        .start("2026-01-06", op("2026-01-14", BIJ))
        .start("2026-01-06", op("2026-01-15", WEG));
    verwacht(&later, &["OP271 B0002"]);
    let tweede = Bij { nummer: Some(101), ..BIJ };
    let tweede = gecorrigeerd
        .toewijzing("2025-12-20", "2026-01-01", "2026-12-31", tweede.clone())
        .start(S, op("2026-01-13", tweede))
        .op(S);
    verwacht(&tweede, &["OP271 B0005"]);
    // Before release 3.0.
    let oud = Verhaal::new()
        .toewijzing("2020-06-01", "2020-06-01", "2020-12-31", BIJ)
        .start("2020-06-01", op("2020-09-01", BIJ))
        .op("2020-06-01");
    verwacht(&oud, &[]);
}

#[test]
fn op272_a_stop_within_five_working_days() {
    // Five working days after Friday 20 March 2026: 27 March.
    let stop = |bij: Bij| basis().stop(S, "2026-03-20", "31", bij);
    verwacht(&stop(op("2026-03-27", BIJ)), &[]);
    verwacht(&stop(op("2026-03-28", BIJ)), &["OP272 B0003"]);
    verwacht(&stop(op("2026-03-28", AF)), &[]);
    verwacht(&stop(BIJ).stop(S, "2026-03-20", "31", op("2026-03-28", BIJ)), &["TR074 B0004"]);
    // A pause is judged; the stop that makes it definitive is not.
    let pauze = |bij: Bij| basis().stop(S, "2026-03-20", "20", bij);
    verwacht(&pauze(op("2026-03-28", BIJ)), &["OP272 B0003"]);
    verwacht(&pauze(BIJ).stop(S, "2026-03-25", "31", op("2026-05-01", BIJ)), &[]);
    verwacht(&pauze(AF).stop(S, "2026-03-25", "31", op("2026-05-01", BIJ)), &["OP272 B0004"]);
    // After a restart the stop is on another start, and judged.
    let hervat = pauze(BIJ).start("2026-04-01", BIJ);
    verwacht(
        &hervat.stop("2026-04-01", "2026-04-10", "31", op("2026-05-01", BIJ)),
        &["OP272 B0005"],
    );
    // A correction is as old as what it corrects.
    let gecorrigeerd = stop(BIJ).stop(S, "2026-03-20", "31", op("2026-03-21", WEG));
    verwacht(&gecorrigeerd.stop(S, "2026-03-19", "31", op("2026-05-01", BIJ)), &[]);
    // Allocated afterwards: from the message.
    let achteraf = |dagtekening| {
        Verhaal::new()
            .toewijzing("2026-06-01", "2026-01-01", "2026-12-31", BIJ)
            .start(S, op("2026-06-02", BIJ))
            .stop(S, "2026-03-20", "31", op(dagtekening, BIJ))
    };
    verwacht(&achteraf("2026-06-08"), &[]);
    verwacht(&achteraf("2026-06-09"), &["OP272 B0003"]);
    // Before release 3.0.
    let oud = Verhaal::new()
        .toewijzing("2020-06-01", "2020-06-01", "2020-12-31", BIJ)
        .start("2020-06-01", BIJ)
        .stop("2020-06-01", "2020-08-01", "31", op("2020-12-31", BIJ));
    verwacht(&oud.op("2020-06-01"), &[]);
}

#[test]
fn dq11_a_record_without_the_number_that_it_could_have() {
    let zonder = Bij { nummer: None, ..BIJ };
    let met = |bij: Bij| basis().start("2026-02-02", bij);
    verwacht(&met(zonder.clone()), &["DQ11 B0003"]);
    verwacht(&met(Bij { antwoord: Antwoord::Afgewezen, ..zonder.clone() }), &["DQ11 B0003"]);
    let gestopt = met(zonder.clone()).stop("2026-02-02", "2026-02-20", "31", zonder.clone());
    verwacht(&gestopt, &["DQ11 B0003", "DQ11 B0004"]);
    // Outside the period of the allocation too.
    verwacht(&basis().start("2027-02-01", zonder.clone()), &["DQ11 B0003"]);
    // Another product, person or provider: taakgericht.
    verwacht(&met(Bij { product: "45", ..zonder.clone() }), &[]);
    verwacht(&met(Bij { client: 2, ..zonder.clone() }), &[]);
    verwacht(&met(Bij { agb: 2, ..zonder.clone() }), &[]);
    // A removed or rejected allocation is none; release 2.x had other rules; a removal is not judged.
    let weg = Bij { reden: Some("13"), ..BIJ };
    let weg = Verhaal::met_toewijzing().toewijzing("2026-01-02", "2026-01-01", "2026-01-01", weg);
    verwacht(&weg.start(S, zonder.clone()), &[]);
    let af = Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "", AF);
    verwacht(&af.start(S, zonder.clone()), &[]);
    verwacht(&met(Bij { release: Release::R2_1, ..zonder.clone() }), &[]);
    verwacht(&basis().start("2026-02-02", Bij { nummer: None, ..WEG }), &["TR063 B0003"]);
}

#[test]
fn dq24_a_shortened_allocation_needs_a_stop() {
    let reden = Bij { reden: Some("05"), ..BIJ };
    let korter = |eind: &str| basis().toewijzing("2026-03-02", "2026-01-01", eind, reden.clone());
    // Five working days after Tuesday 31 March 2026: 9 April (Good Friday, Easter Monday).
    let maart = korter("2026-03-31");
    verwacht(&maart.clone().op("2026-04-09"), &[]);
    verwacht(&maart.clone().op("2026-04-10"), &["DQ24 -", "OP288 -"]);
    let gestopt = maart.clone().stop(S, "2026-03-31", "36", BIJ);
    verwacht(&gestopt.op("2026-05-01"), &[]);
    let pauze = maart.stop(S, "2026-03-31", "20", BIJ).op("2026-05-01");
    verwacht(&pauze, &["DQ24 -", "OP288 -"]);
    // Shortened to a day that had passed: from the message.
    let februari = korter("2026-02-27");
    verwacht(&februari.clone().op("2026-03-09"), &[]);
    verwacht(&februari.op("2026-03-10"), &["DQ24 -", "OP288 -"]);
    // A later change of something else does not hide it, and brings no new date.
    let meer = Bij { reden: Some("14"), volume: 3, ..BIJ };
    let gewijzigd = korter("2026-03-31").toewijzing("2026-03-20", "2026-01-01", "2026-03-31", meer);
    super::verwacht_van("DQ24", &gewijzigd.clone().op("2026-04-09"), &[]);
    super::verwacht_van("DQ24", &gewijzigd.op("2026-04-10"), &["-"]);
    // Lengthened again, but not as far as it was.
    let deels = korter("2026-03-31").toewijzing(
        "2026-03-20",
        "2026-01-01",
        "2026-06-30",
        Bij { reden: Some("04"), ..BIJ },
    );
    verwacht(&deels.op("2026-07-08"), &["DQ24 -", "OP288 -"]);
    // Lengthened, removed, never started, or open before.
    verwacht(&korter("2027-06-30").op("2027-06-30"), &[]);
    let weg = Bij { reden: Some("13"), ..BIJ };
    let weg = basis().toewijzing("2026-03-02", "2026-01-01", "2026-01-01", weg);
    verwacht(&weg.op("2026-06-01"), &["DQ15 B0002"]);
    let zonder = Verhaal::met_toewijzing().toewijzing(
        "2026-03-02",
        "2026-01-01",
        "2026-03-31",
        reden.clone(),
    );
    verwacht(&zonder.op("2026-06-01"), &["OP295 -"]);
    let open = Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "", BIJ).start(S, BIJ);
    let open = open.toewijzing("2026-03-02", "2026-01-01", "2026-03-31", reden.clone());
    verwacht(&open.op("2026-06-01"), &["DQ24 -", "OP288 -"]);
}

#[test]
fn dq25_the_reason_of_a_stop_follows_that_of_the_allocation() {
    let met = |reden: &'static str, stop: &str| {
        let versie = Bij { reden: Some(reden), ..BIJ };
        basis().toewijzing("2026-03-02", "2026-01-01", "2026-03-31", versie).stop(
            S,
            "2026-03-31",
            stop,
            BIJ,
        )
    };
    for (reden, past) in [
        ("02", Some("02")),
        ("03", Some("36")),
        ("04", None),
        ("05", Some("36")),
        ("06", Some("39")),
        ("07", Some("35")),
        ("08", Some("36")),
        ("09", Some("38")),
        ("10", Some("36")),
        ("11", Some("36")),
        ("12", Some("37")),
        ("14", None),
    ] {
        let bevindingen: &[&str] = if past.is_some() { &["DQ25 B0004"] } else { &[] };
        verwacht(&met(reden, "34"), bevindingen);
        verwacht(&met(reden, past.unwrap_or("31")), &[]);
    }
    // In the Wmo a move is another code.
    let mut wmo = met("07", "35");
    wmo.keten.wet = domain::Wet::Wmo;
    verwacht(&wmo, &["DQ25 B0004"]);
    let versie = Bij { reden: Some("05"), ..BIJ };
    let korter = || basis().toewijzing("2026-03-02", "2026-01-01", "2026-03-31", versie.clone());
    // Another day, a pause, sent before the change, or rejected.
    verwacht(&korter().stop(S, "2026-03-30", "34", BIJ), &[]);
    verwacht(&korter().stop(S, "2026-03-31", "20", BIJ), &[]);
    verwacht(&korter().stop(S, "2026-03-01", "34", op("2026-03-01", BIJ)), &[]);
    verwacht(&korter().stop(S, "2026-03-31", "34", AF), &[]);
    // Release 3.0 had not all reasons.
    let r3_0 = Bij { release: Release::R3_0, ..BIJ };
    verwacht(&korter().stop(S, "2026-03-31", "34", r3_0), &[]);
}

#[test]
fn dq27_a_pause_of_thirteen_weeks() {
    let pauze = basis().stop(S, "2026-01-30", "20", BIJ);
    // 30 January and 91 days: 1 May.
    verwacht(&pauze.clone().op("2026-05-01"), &[]);
    verwacht(&pauze.clone().op("2026-05-02"), &["DQ27 B0003"]);
    verwacht(&pauze.clone().start("2026-03-02", BIJ).op("2026-06-01"), &[]);
    verwacht(&pauze.clone().stop(S, "2026-01-30", "31", BIJ).op("2026-06-01"), &[]);
    // A second pause counts from its own end.
    let tweede = pauze.clone().start("2026-03-02", BIJ).stop("2026-03-02", "2026-04-01", "20", BIJ);
    verwacht(&tweede.clone().op("2026-07-01"), &[]);
    verwacht(&tweede.op("2026-07-02"), &["DQ27 B0005"]);
    // A pause that is rejected, or of a delivery that does not count.
    verwacht(&basis().stop(S, "2026-01-30", "20", AF).op("2026-06-01"), &[]);
    let buiten = Verhaal::met_toewijzing().start("2025-12-31", BIJ);
    let buiten = buiten.stop("2025-12-31", "2026-01-30", "20", BIJ).op("2026-06-01");
    verwacht(&buiten, &["DQ15 B0002", "DQ15 B0003"]);
    // A start of another person is no restart; before release 3.0.
    let ander = pauze.start("2026-03-02", Bij { client: 2, ..BIJ }).op("2026-06-01");
    verwacht(&ander, &["DQ12 B0004", "DQ27 B0003"]);
    let oud = Verhaal::new()
        .toewijzing("2020-06-01", "2020-06-01", "", BIJ)
        .start("2020-06-01", BIJ)
        .stop("2020-06-01", "2020-08-01", "20", BIJ);
    verwacht(&oud.op("2021-06-01"), &[]);
}

#[test]
fn dq63_another_beschikking_than_that_of_the_allocation() {
    let met = |beschikking: Option<i64>| Bij { beschikking, release: Release::R2_1, ..BIJ };
    let basis = |bij: Bij| Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "2026-12-31", bij);
    verwacht(&basis(met(Some(7))).start(S, met(Some(7))), &[]);
    verwacht(&basis(met(Some(7))).start(S, met(Some(8))), &["DQ63 B0002"]);
    let gestopt = basis(met(Some(7))).start(S, met(Some(7)));
    verwacht(&gestopt.stop(S, "2026-01-20", "20", met(Some(8))), &["DQ63 B0003"]);
    // One of the two names none; a withdrawn record is not judged.
    verwacht(&basis(met(Some(7))).start(S, met(None)), &[]);
    verwacht(&basis(met(None)).start(S, met(Some(8))), &[]);
    let weg = Bij { status: domain::StatusAanlevering::Verwijderen, ..met(Some(8)) };
    verwacht(&basis(met(Some(7))).start(S, met(Some(8))).start(S, weg).op(S), &[]);
}
