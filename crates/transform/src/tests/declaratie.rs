//! Declaration lines.

use super::{BIJ, Bij, Verhaal, verwacht};
use crate::Antwoord;

const JAN: [&str; 2] = ["2026-01-01", "2026-01-31"];
const FEB: [&str; 2] = ["2026-02-01", "2026-02-28"];
const OPEN: Bij = Bij { antwoord: Antwoord::Open, ..BIJ };
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };
const CREDIT: Bij = Bij { referentie: Some("R1"), dagtekening: Some("2026-02-15"), ..BIJ };

#[track_caller]
fn check(verhaal: &Verhaal, statussen: &[&str]) {
    let gevonden: Vec<_> = verhaal
        .uitkomst()
        .prestaties
        .iter()
        .map(|feit| {
            format!("{}{}", feit.status.code(), if feit.telt_mee { "" } else { " telt niet" })
        })
        .collect();
    assert_eq!(gevonden, statussen);
}

fn basis() -> Verhaal {
    Verhaal::met_toewijzing().start("2026-01-05", BIJ)
}

#[test]
fn the_answer_decides_the_status() {
    check(&basis().lijn(JAN, "R1", 100, OPEN), &["ingediend"]);
    check(&basis().lijn(JAN, "R1", 100, BIJ), &["goedgekeurd"]);
    check(&basis().lijn(JAN, "R1", 100, AF), &["afgewezen telt niet"]);
    check(&basis().lijn(JAN, "R1", 100, BIJ).teruggestuurd("9341"), &["afgewezen telt niet"]);
    check(&basis().lijn(JAN, "R1", 100, Bij { client: 2, ..BIJ }), &["goedgekeurd telt niet"]);
}

#[test]
fn an_accepted_credit_takes_back_its_debit() {
    let debet = basis().lijn(JAN, "R1", 100, BIJ);
    check(&debet.clone().lijn(JAN, "R2", -100, CREDIT), &["gecrediteerd", "goedgekeurd"]);
    let wachtend = Bij { antwoord: Antwoord::Open, ..CREDIT };
    check(&debet.clone().lijn(JAN, "R2", -100, wachtend), &["goedgekeurd", "ingediend"]);
    check(
        &debet.clone().lijn(JAN, "R2", -100, CREDIT).teruggestuurd("8017"),
        &["goedgekeurd", "afgewezen telt niet"],
    );
    check(&debet.clone().lijn(FEB, "R2", -100, CREDIT), &["goedgekeurd", "goedgekeurd"]);
    check(
        &debet.lijn(JAN, "R2", -100, Bij { agb: 2, ..CREDIT }),
        &["goedgekeurd", "goedgekeurd telt niet"],
    );
}

#[test]
fn a_period_is_declared_once_unless_credited() {
    let debet = basis().lijn(JAN, "R1", 100, BIJ);
    let tweede = Bij { dagtekening: Some("2026-02-20"), ..BIJ };
    verwacht(&debet.clone().lijn(JAN, "R2", 100, tweede.clone()), &["TR389 -"]);
    verwacht(
        &debet.clone().lijn(JAN, "R2", 100, tweede.clone()).lijn(JAN, "R3", 100, tweede.clone()),
        &["TR389 -"],
    );
    verwacht(&debet.clone().lijn(FEB, "R2", 100, BIJ), &[]);
    verwacht(
        &debet.clone().lijn(JAN, "R2", -100, CREDIT).lijn(JAN, "R3", 100, tweede.clone()),
        &[],
    );
    let wachtend = Bij { antwoord: Antwoord::Open, ..CREDIT };
    verwacht(
        &debet.clone().lijn(JAN, "R2", -100, wachtend).lijn(JAN, "R3", 100, tweede.clone()),
        &[],
    );
    verwacht(
        &debet.clone().lijn(
            JAN,
            "R2",
            100,
            Bij { antwoord: Antwoord::Afgewezen, ..tweede.clone() },
        ),
        &[],
    );
    verwacht(&debet.lijn(JAN, "R2", 100, tweede).teruggestuurd("9389"), &[]);
}
