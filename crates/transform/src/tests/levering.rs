//! Deliveries.

use super::{BIJ, Bij, Verhaal, WEG};
use crate::{Antwoord, FeitLevering};

fn regel(feit: &FeitLevering) -> String {
    format!(
        "{}..{} {} reden {} pauzes {}/{} wacht {}/{}/{} duur {} {}",
        feit.startdatum,
        feit.einddatum.map_or(String::new(), |datum| datum.to_string()),
        feit.einddatum_bron.code(),
        feit.reden_beeindiging.map_or("-".to_owned(), |reden| reden.to_string()),
        feit.onderbrekingen,
        feit.dagen_onderbroken,
        feit.wachttijd_dagen.map_or("-".to_owned(), |dagen| dagen.to_string()),
        feit.wachttijd_toewijzing_dagen.map_or("-".to_owned(), |dagen| dagen.to_string()),
        feit.planningsbuffer_dagen.map_or("-".to_owned(), |dagen| dagen.to_string()),
        feit.duur_dagen.map_or("-".to_owned(), |dagen| dagen.to_string()),
        if feit.telt_mee { "telt" } else { "telt niet" }
    )
}

#[track_caller]
fn check(verhaal: &Verhaal, verwacht: &[&str]) {
    let regels: Vec<_> = verhaal.uitkomst().leveringen.iter().map(regel).collect();
    assert_eq!(regels, verwacht);
}

const S: &str = "2026-01-05";
const LOPEND: &str = "2026-01-05.. lopend reden - pauzes 0/0 wacht 4/16/12 duur - telt";

#[test]
fn a_delivery_runs_until_its_definitive_stop() {
    let start = Verhaal::met_toewijzing().start(S, BIJ);
    check(&start, &[LOPEND]);
    check(
        &start.clone().stop(S, "2026-03-31", "31", BIJ),
        &["2026-01-05..2026-03-31 gemeten reden 31 pauzes 0/0 wacht 4/16/12 duur 86 telt"],
    );
    // A pause alone does not end it (casus 2 and 3 of the standard end it later).
    let pauze = start.stop(S, "2026-02-28", "20", BIJ);
    check(&pauze, &[LOPEND]);
    check(
        &pauze.clone().stop(S, "2026-02-28", "32", BIJ),
        &["2026-01-05..2026-02-28 gemeten reden 32 pauzes 0/0 wacht 4/16/12 duur 55 telt"],
    );
    check(
        &pauze.stop(S, "2026-03-31", "32", BIJ),
        &["2026-01-05..2026-03-31 gemeten reden 32 pauzes 0/0 wacht 4/16/12 duur 86 telt"],
    );
}

#[test]
fn a_restart_after_a_pause_belongs_to_the_delivery() {
    let hervat = Verhaal::met_toewijzing()
        .start(S, BIJ)
        .stop(S, "2026-02-28", "20", BIJ)
        .start("2026-03-11", BIJ);
    check(&hervat, &["2026-01-05.. lopend reden - pauzes 1/10 wacht 4/16/12 duur - telt"]);
    let twee = hervat.stop("2026-03-11", "2026-04-10", "20", BIJ).start("2026-04-10", BIJ);
    check(&twee, &["2026-01-05.. lopend reden - pauzes 2/10 wacht 4/16/12 duur - telt"]);
    check(
        &twee.stop("2026-04-10", "2026-06-30", "31", BIJ),
        &["2026-01-05..2026-06-30 gemeten reden 31 pauzes 2/10 wacht 4/16/12 duur 177 telt"],
    );
}

#[test]
fn after_a_definitive_stop_a_new_delivery_begins() {
    let verhaal = Verhaal::met_toewijzing()
        .start(S, BIJ)
        .stop(S, "2026-02-28", "32", BIJ)
        .start("2026-06-01", BIJ);
    check(
        &verhaal,
        &[
            "2026-01-05..2026-02-28 gemeten reden 32 pauzes 0/0 wacht 4/16/12 duur 55 telt",
            "2026-06-01.. lopend reden - pauzes 0/0 wacht 151/163/12 duur - telt",
        ],
    );
}

#[test]
fn what_does_not_link_does_not_count() {
    let buiten = Verhaal::met_toewijzing().start("2027-02-01", BIJ);
    check(&buiten, &["2027-02-01.. lopend reden - pauzes 0/0 wacht 396/408/12 duur - telt niet"]);
    let wees = Verhaal::met_toewijzing().start(S, Bij { nummer: Some(999), ..BIJ });
    check(&wees, &["2026-01-05.. lopend reden - pauzes 0/0 wacht -/-/- duur - telt niet"]);
    let kenmerken = Verhaal::met_toewijzing().start(S, Bij { nummer: None, ..BIJ });
    check(&kenmerken, &[LOPEND]);
    // Rejected and withdrawn starts make no delivery, a double makes no second one.
    let niets = Verhaal::met_toewijzing()
        .start(S, Bij { antwoord: Antwoord::Afgewezen, ..BIJ })
        .start("2026-02-01", BIJ)
        .start("2026-02-01", Bij { dagtekening: Some("2026-02-10"), ..WEG });
    check(&niets, &[]);
    check(&Verhaal::met_toewijzing().start(S, BIJ).start(S, BIJ), &[LOPEND]);
}

#[test]
fn a_start_during_a_delivery_has_a_row_that_does_not_count() {
    let verhaal = Verhaal::met_toewijzing().start(S, BIJ).start("2026-02-01", BIJ).stop(
        S,
        "2026-03-31",
        "31",
        BIJ,
    );
    check(
        &verhaal,
        &[
            "2026-01-05..2026-03-31 gemeten reden 31 pauzes 0/0 wacht 4/16/12 duur 86 telt",
            "2026-02-01.. lopend reden - pauzes 0/0 wacht 31/43/12 duur - telt niet",
        ],
    );
}

#[test]
fn only_the_first_stop_in_order_ends_a_delivery() {
    let gestopt = Verhaal::met_toewijzing().start(S, BIJ).stop(S, "2026-03-31", "31", BIJ);
    let verwacht = "2026-01-05..2026-03-31 gemeten reden 31 pauzes 0/0 wacht 4/16/12 duur 86 telt";
    // Later by date (TR415), earlier by date but sent later (TR414), another key (TR382), another client.
    for verhaal in [
        gestopt.clone().stop(S, "2026-04-30", "32", BIJ),
        gestopt.clone().stop(S, "2026-02-28", "32", Bij { dagtekening: Some("2026-04-01"), ..BIJ }),
        gestopt.clone().stop("2026-01-06", "2026-02-28", "32", BIJ),
        gestopt.clone().stop(S, "2026-02-28", "32", Bij { client: 2, ..BIJ }),
        gestopt.stop(S, "2026-02-28", "32", Bij { antwoord: Antwoord::Afgewezen, ..BIJ }),
    ] {
        check(&verhaal, &[verwacht]);
    }
}

#[test]
fn a_stop_before_the_start_ends_a_delivery_that_does_not_count() {
    let verhaal = Verhaal::met_toewijzing().start(S, BIJ).stop(S, "2026-01-03", "31", BIJ);
    check(
        &verhaal,
        &["2026-01-05..2026-01-03 gemeten reden 31 pauzes 0/0 wacht 4/16/12 duur -1 telt niet"],
    );
}

#[test]
fn waiting_uses_the_first_allocation_date() {
    let verhaal = Verhaal::met_toewijzing()
        .toewijzing("2026-01-04", "2026-01-01", "2027-06-30", Bij { reden: Some("04"), ..BIJ })
        .start(S, BIJ);
    check(&verhaal, &[LOPEND]);
}
