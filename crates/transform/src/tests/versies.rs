//! Rules on the versions of an allocation. B0001 is the allocation, later messages are versions of it.

use domain::{Eenheid, Eurocent, Frequentie, Omvang, record};

use super::{BIJ, Bij, Verhaal, product, verwacht};
use crate::Antwoord;

const B: &str = "2026-01-01";
const E: &str = "2026-12-31";
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };
const GEWIJZIGD: Bij = Bij { reden: Some("04"), ..BIJ };

/// An allocation with a start, so that nothing else is missed.
fn basis() -> Verhaal {
    Verhaal::met_toewijzing().op("2026-01-05")
}

fn omvang(volume: i64, frequentie: Frequentie) -> Option<Omvang> {
    let volume = volume.try_into().unwrap();
    Some(Omvang { volume, eenheid: Eenheid::Uur, frequentie })
}

type Wijziging = fn(&mut record::Toewijzing);

/// A later version that differs by `wijzig`, with a reason.
fn gewijzigd(wijzig: impl Fn(&mut record::Toewijzing)) -> Verhaal {
    let mut verhaal = basis().toewijzing("2026-01-02", B, E, GEWIJZIGD);
    wijzig(&mut verhaal.keten.toewijzingen[1].record);
    verhaal
}

#[test]
fn tr332_a_number_is_of_one_person_at_one_provider() {
    let met = |bij: Bij| basis().toewijzing("2026-01-02", B, E, bij);
    verwacht(&met(BIJ), &[]);
    // Not the same allocation, so no reason is needed: IV099 says so all the same.
    verwacht(&met(Bij { client: 2, ..BIJ }), &["IV099 B0002", "TR332 B0002"]);
    verwacht(&met(Bij { agb: 2, reden: Some("14"), ..BIJ }), &["TR332 B0002"]);
    // A rejected one is judged, and takes no number.
    verwacht(&met(Bij { client: 2, ..AF }), &["TR332 B0002"]);
    let na_afgewezen = Verhaal::new().toewijzing("2025-12-20", B, E, Bij { client: 2, ..AF });
    verwacht(&na_afgewezen.clone().op("2026-01-05"), &[]);
    verwacht(&na_afgewezen.toewijzing("2026-01-02", B, E, BIJ).op("2026-01-05"), &["TR332 B0001"]);
    // Another number, no number, and before release 3.0.
    verwacht(&met(Bij { client: 2, nummer: Some(101), ..BIJ }), &[]);
    verwacht(&met(Bij { client: 2, nummer: None, ..BIJ }), &[]);
    let oud = Bij { dagtekening: Some("2020-12-31"), ..BIJ };
    let oud = Verhaal::new()
        .toewijzing("2020-01-01", "2020-01-01", "2020-02-01", oud.clone())
        .toewijzing("2020-01-02", "2020-01-01", "2020-02-01", Bij { client: 2, ..oud });
    verwacht(&oud.op("2020-01-02"), &[]);
}

#[test]
fn op033x1_the_end_the_budget_and_the_total_volume_may_change() {
    let wijzigingen: [(Wijziging, &[&str]); 10] = [
        (|_| {}, &["IV099 B0002"]),
        (|it| it.periode = periode(B, "2026-06-30"), &[]),
        (|it| it.periode = periode(B, "2027-06-30"), &[]),
        (|it| it.product = product("45/45A05"), &["OP033x1 B0002"]),
        (|it| it.periode = periode("2026-01-02", E), &["OP033x1 B0002"]),
        (|it| it.omvang = omvang(2, Frequentie::Maand), &["OP033x1 B0002"]),
        (|it| it.omvang = omvang(3, Frequentie::Week), &["OP033x1 B0002"]),
        (|it| it.omvang = None, &["OP033x1 B0002"]),
        (
            |it| {
                it.omvang = it.omvang.map(|omvang| Omvang { eenheid: Eenheid::Etmaal, ..omvang });
            },
            &["OP033x1 B0002"],
        ),
        (|it| it.budget = Some(Eurocent::new(1)), &["OP033x1 B0002"]),
    ];
    for (wijzig, bevindingen) in wijzigingen {
        verwacht(&gewijzigd(wijzig), bevindingen);
        // A rejected version was never sent.
        let mut afgewezen = gewijzigd(wijzig);
        afgewezen.keten.toewijzingen[1].herkomst.antwoord = Antwoord::Afgewezen;
        verwacht(&afgewezen, &[]);
    }
    // The volume over the whole period may change, and so may a budget.
    let mut totaal = gewijzigd(|it| it.omvang = omvang(3, Frequentie::Totaal));
    totaal.keten.toewijzingen[0].record.omvang = omvang(2, Frequentie::Totaal);
    verwacht(&totaal, &[]);
    let mut budget = gewijzigd(|it| it.budget = Some(Eurocent::new(2)));
    budget.keten.toewijzingen[0].record.budget = Some(Eurocent::new(1));
    verwacht(&budget, &[]);
    // Before release 3.0, and between two persons (TR332).
    let mut oud = gewijzigd(|it| it.product = product("45/45A05"));
    oud.herkomsten(|herkomst| herkomst.dagtekening = super::dag("2020-12-31"));
    assert!(!oud.bevindingen().iter().any(|code| code.starts_with("OP033x1")));
    let ander = Bij { client: 2, product: "45", ..GEWIJZIGD };
    verwacht(&basis().toewijzing("2026-01-02", B, E, ander), &["TR332 B0002"]);
}

fn periode(begin: &str, eind: &str) -> domain::Periode {
    domain::Periode::new(super::dag(begin), Some(super::dag(eind))).unwrap()
}

#[test]
fn iv099_a_reason_belongs_to_a_change() {
    let basis = basis();
    let korter = |bij: Bij| basis.clone().toewijzing("2026-01-02", B, "2026-06-30", bij);
    // Changed without reason, and with one.
    verwacht(&korter(BIJ), &["IV099 B0002"]);
    verwacht(&korter(GEWIJZIGD), &[]);
    verwacht(&korter(AF), &[]);
    verwacht(&korter(Bij { nummer: Some(101), ..BIJ }), &[]);
    // Unchanged with a reason, of a later moment.
    let weer =
        |toegewezen: &str, bij: Bij| korter(GEWIJZIGD).toewijzing(toegewezen, B, "2026-06-30", bij);
    verwacht(&weer("2026-01-03", BIJ), &[]);
    verwacht(&weer("2026-01-03", GEWIJZIGD), &["IV099 B0003"]);
    verwacht(&weer("2026-01-03", Bij { reden: Some("05"), ..BIJ }), &["IV099 B0003"]);
    verwacht(&weer("2026-01-02", GEWIJZIGD), &[]);
    verwacht(&weer("2026-01-02", Bij { tijd: "09:00:01", ..GEWIJZIGD }), &["IV099 B0003"]);
    verwacht(&weer("2026-01-03", Bij { antwoord: Antwoord::Afgewezen, ..GEWIJZIGD }), &[]);
    // The first one known may have a reason: what it changed is not known.
    let eerste = Verhaal::new().toewijzing("2025-12-20", B, E, GEWIJZIGD).op("2026-01-05");
    verwacht(&eerste, &[]);
    // Before release 3.0.
    let mut oud = korter(BIJ);
    oud.herkomsten(|herkomst| herkomst.dagtekening = super::dag("2020-12-31"));
    assert!(!oud.bevindingen().iter().any(|code| code.starts_with("IV099")));
}
