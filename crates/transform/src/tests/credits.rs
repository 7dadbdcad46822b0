//! Rules on debits and credits, and on removing what was declared on.

use super::{BIJ, Bij, Verhaal, verwacht, verwacht_van};
use crate::Antwoord;

const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];
const FEB: [&str; 2] = ["2026-02-01", "2026-02-28"];
const CREDIT: Bij = Bij { referentie: Some("R1"), dagtekening: Some("2026-02-15"), ..BIJ };
const OPEN: Bij = Bij { antwoord: Antwoord::Open, ..BIJ };
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };

/// Allocation B0001, start B0002, and a debit B0003 of January 2026 with this answer.
fn debet(bij: Bij) -> Verhaal {
    basis().lijn(JAN, "R1", 100, bij)
}

fn basis() -> Verhaal {
    Verhaal::met_toewijzing().start("2026-01-05", BIJ)
}

/// Declared in 2022, when release 3.1 came in April.
fn in_2022(dagtekening: &'static str) -> Bij {
    Bij { dagtekening: Some(dagtekening), ..BIJ }
}

#[test]
fn tr323_a_credit_takes_back_an_earlier_debit() {
    for antwoord in [Antwoord::Geaccepteerd, Antwoord::Open] {
        verwacht(&debet(Bij { antwoord, ..BIJ }).lijn(JAN, "R2", -100, CREDIT), &[]);
    }
    let zonder = &["TR323 B0004"];
    verwacht(&debet(AF).lijn(JAN, "R2", -100, CREDIT), zonder);
    verwacht(&debet(BIJ).teruggestuurd("9321").lijn(JAN, "R2", -100, CREDIT), zonder);
    verwacht(&debet(BIJ).lijn(JAN, "R2", -100, Bij { referentie: Some("R9"), ..CREDIT }), zonder);
    // A rejected credit is judged as well.
    let afgewezen = Bij { referentie: Some("R9"), antwoord: Antwoord::Afgewezen, ..CREDIT };
    verwacht(&debet(BIJ).lijn(JAN, "R2", -100, afgewezen), zonder);
    // Another period, product, person or provider is another line.
    verwacht_van("TR323", &debet(BIJ).lijn(FEB, "R2", -100, CREDIT), &["B0004"]);
    for bij in [
        Bij { product: "45/45A05", ..CREDIT },
        Bij { client: 2, ..CREDIT },
        Bij { agb: 2, ..CREDIT },
        Bij { nummer: Some(101), ..CREDIT },
    ] {
        verwacht_van("TR323", &debet(BIJ).lijn(JAN, "R2", -100, bij), &["B0004"]);
    }
}

#[test]
fn tr323_the_debit_is_of_another_message_and_not_later() {
    let vroeg = Bij { dagtekening: Some("2026-01-30"), ..CREDIT };
    verwacht_van("TR323", &debet(BIJ).lijn(JAN, "R2", -100, vroeg), &["B0004"]);
    let zelfde_dag = Bij { dagtekening: Some("2026-01-31"), ..CREDIT };
    verwacht_van("TR323", &debet(BIJ).lijn(JAN, "R2", -100, zelfde_dag), &[]);
    let samen = debet(BIJ).lijn(JAN, "R2", -100, CREDIT).samen();
    verwacht_van("TR323", &samen, &["B0003"]);
    // The same number in an earlier message will do, whatever its own message holds.
    let eerder = basis()
        .lijn(JAN, "R1", 100, BIJ)
        .lijn(JAN, "R1", 100, CREDIT)
        .lijn(JAN, "R2", -100, CREDIT)
        .samen();
    verwacht_van("TR323", &eerder, &[]);
    let later = basis()
        .lijn(JAN, "R1", 100, BIJ)
        .lijn(JAN, "R2", -100, BIJ)
        .maar(|lijn| lijn.record.vorig_referentienummer = Some("R1".parse().unwrap()))
        .samen();
    let later = later.lijn(JAN, "R1", 100, Bij { dagtekening: Some("2026-01-31"), ..BIJ });
    verwacht_van("TR323", &later, &[]);
}

#[test]
fn tr323_needs_a_credit_with_a_reference_and_release_3_0() {
    verwacht_van("TR323", &debet(BIJ), &[]);
    verwacht_van(
        "TR323",
        &debet(BIJ).lijn(JAN, "R2", -100, Bij { referentie: None, ..CREDIT }),
        &[],
    );
    let voor = Bij { dagtekening: Some("2020-12-31"), ..CREDIT };
    verwacht_van("TR323", &debet(BIJ).lijn(JAN, "R2", -100, voor), &[]);
}

#[test]
fn tr390_a_debit_is_credited_once() {
    let tweede = Bij { dagtekening: Some("2026-02-16"), ..CREDIT };
    let een = debet(BIJ).lijn(JAN, "R2", -100, CREDIT);
    verwacht(&een.clone().lijn(JAN, "R3", -100, tweede.clone()), &["TR390 B0005"]);
    // The second is judged when it was rejected, and does not disturb when the first was.
    let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..tweede.clone() };
    verwacht(&een.clone().lijn(JAN, "R3", -100, afgewezen), &["TR390 B0005"]);
    let af = Bij { antwoord: Antwoord::Afgewezen, ..CREDIT };
    verwacht(&debet(BIJ).lijn(JAN, "R2", -100, af).lijn(JAN, "R3", -100, tweede.clone()), &[]);
    // An open one counts; within one message the later line is the second.
    let open = Bij { antwoord: Antwoord::Open, ..CREDIT };
    verwacht(
        &debet(BIJ).lijn(JAN, "R2", -100, open).lijn(JAN, "R3", -100, tweede.clone()),
        &["TR390 B0005"],
    );
    verwacht(&een.clone().lijn(JAN, "R3", -100, CREDIT).samen(), &["TR390 B0004"]);
    // Another provider may have used the same number.
    verwacht_van("TR390", &een.lijn(JAN, "R3", -100, Bij { agb: 2, ..tweede }), &[]);
}

#[test]
fn tr390_needs_a_reference_and_release_3_1() {
    let los = Bij { referentie: None, ..CREDIT };
    verwacht_van(
        "TR390",
        &debet(BIJ).lijn(JAN, "R2", -100, los.clone()).lijn(JAN, "R3", -100, los),
        &[],
    );
    let twee = |dagtekening| {
        let credit = Bij { referentie: Some("R1"), ..in_2022("2022-03-01") };
        let tweede = Bij { referentie: Some("R1"), ..in_2022(dagtekening) };
        debet(in_2022("2022-02-01")).lijn(JAN, "R2", -100, credit).lijn(JAN, "R3", -100, tweede)
    };
    verwacht_van("TR390", &twee("2022-04-03"), &[]);
    verwacht_van("TR390", &twee("2022-04-04"), &["B0005"]);
}

#[test]
fn tr389_over_messages_tr416_within_one() {
    let weer = Bij { dagtekening: Some("2026-02-20"), ..BIJ };
    let los = debet(BIJ).lijn(JAN, "R2", 100, weer.clone());
    verwacht(&los, &["TR389 -"]);
    verwacht(&los.clone().samen(), &["TR416 B0003"]);
    // Twice in the first message and once more in a second.
    let beide = debet(BIJ).lijn(JAN, "R2", 100, BIJ).samen().lijn(JAN, "R3", 100, weer.clone());
    verwacht(&beide, &["TR389 -", "TR416 B0003"]);
    // A third in the same message is a second finding there.
    let drie = debet(BIJ).lijn(JAN, "R2", 100, BIJ).samen().lijn(JAN, "R3", 100, BIJ).samen();
    verwacht(&drie, &["TR416 B0003", "TR416 B0003"]);
    // A credit excuses TR389 and not TR416; a rejected line is not heard in TR389.
    let credit = Bij { dagtekening: Some("2026-02-21"), ..CREDIT };
    verwacht(&los.clone().lijn(JAN, "R3", -100, credit.clone()), &[]);
    verwacht(&los.clone().samen().lijn(JAN, "R3", -100, credit), &["TR416 B0003"]);
    verwacht(&los.clone().teruggestuurd("9389"), &[]);
    verwacht(&los.samen().teruggestuurd("0001"), &["TR416 B0003"]);
}

#[test]
fn tr389_holds_from_the_first_message_under_release_3_1() {
    let twee =
        |dagtekening| debet(in_2022("2022-03-01")).lijn(JAN, "R2", 100, in_2022(dagtekening));
    verwacht_van("TR389", &twee("2022-04-03"), &[]);
    verwacht_van("TR389", &twee("2022-04-04"), &["-"]);
}

#[test]
fn tr416_the_same_number_product_and_period() {
    let naast = |periode, bij: Bij| debet(BIJ).lijn(periode, "R2", 100, bij).samen();
    verwacht_van("TR416", &naast(JAN, BIJ), &["B0003"]);
    verwacht_van("TR416", &naast(FEB, BIJ), &[]);
    verwacht_van("TR416", &naast(JAN, Bij { product: "45/45A05", ..BIJ }), &[]);
    verwacht_van("TR416", &naast(JAN, Bij { nummer: Some(101), ..BIJ }), &[]);
    // A credit beside its debit is TR316.
    verwacht_van("TR416", &debet(BIJ).lijn(JAN, "R2", -100, CREDIT).samen(), &[]);
    let in_2022 = |dagtekening| {
        let bij = in_2022(dagtekening);
        debet(bij.clone()).lijn(JAN, "R2", 100, bij).samen()
    };
    verwacht_van("TR416", &in_2022("2022-04-03"), &[]);
    verwacht_van("TR416", &in_2022("2022-04-04"), &["B0003"]);
}

#[test]
fn tr385_what_was_approved_is_not_removed() {
    let weg = |verhaal: Verhaal, bij: Bij| {
        verhaal.toewijzing(
            "2026-02-10",
            "2026-01-01",
            "2026-01-01",
            Bij { reden: Some("13"), ..bij },
        )
    };
    verwacht_van("TR385", &weg(debet(BIJ), BIJ), &["B0004"]);
    verwacht_van("TR385", &weg(debet(BIJ), AF), &["B0004"]);
    // Nothing approved, or taken back.
    verwacht_van("TR385", &weg(basis(), BIJ), &[]);
    verwacht_van("TR385", &weg(debet(OPEN), BIJ), &[]);
    verwacht_van("TR385", &weg(debet(AF), BIJ), &[]);
    verwacht_van("TR385", &weg(debet(BIJ).teruggestuurd("9321"), BIJ), &[]);
    verwacht_van("TR385", &weg(debet(BIJ).lijn(JAN, "R2", -100, CREDIT), BIJ), &[]);
    let los = Bij { referentie: Some("R9"), ..CREDIT };
    verwacht_van("TR385", &weg(basis().lijn(JAN, "R2", -100, los), BIJ), &[]);
    // Declared after the removal: TR384. On another number: not this allocation.
    let later = Bij { dagtekening: Some("2026-02-11"), ..BIJ };
    verwacht_van("TR385", &weg(debet(later), BIJ), &[]);
    verwacht_van("TR385", &weg(debet(Bij { nummer: Some(101), ..BIJ }), BIJ), &[]);
}

#[test]
fn tr385_needs_reason_13_and_release_3_1() {
    let korter = |reden| {
        debet(BIJ).toewijzing("2026-02-10", "2026-01-01", "2026-01-01", Bij { reden, ..BIJ })
    };
    verwacht_van("TR385", &korter(Some("05")), &[]);
    verwacht_van("TR385", &korter(None), &[]);
    let weg = |dagtekening| {
        let bij = Bij { reden: Some("13"), ..in_2022(dagtekening) };
        debet(in_2022("2022-02-01")).toewijzing("2022-03-01", "2026-01-01", "2026-01-01", bij)
    };
    verwacht_van("TR385", &weg("2022-04-03"), &[]);
    verwacht_van("TR385", &weg("2022-04-04"), &["B0004"]);
}
