//! The generator: the same every time, complete, and valid.

use std::collections::BTreeSet;

use testkit::bsn::Reeks;
use testkit::{Indeling, Opdracht, defecten, genereer, verhalen};

use super::inbox::Inbox;

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let one = Inbox::new(60, |opdracht| opdracht.defect_promille = 400);
    let two = Inbox::new(60, |opdracht| opdracht.defect_promille = 400);
    assert_eq!(one.inhoud(), two.inhoud());
    for tabel in ["koppelingen.csv", "prestaties.csv", "bevindingen.csv", "geheimen.txt"] {
        assert_eq!(one.tekst(tabel), two.tekst(tabel));
    }
    let other = Inbox::new(60, |opdracht| opdracht.seed = 8);
    assert_ne!(one.inhoud(), other.inhoud());
}

#[test]
fn every_story_is_told_in_five_thousand_clients() {
    // Nothing is written: all messages lie before that month.
    let inbox = Inbox::new(5000, |opdracht| {
        opdracht.vanaf_maand = Some(40);
        opdracht.waarheid = None;
    });
    assert_eq!(inbox.verslag.bestanden, 0);
    let told: BTreeSet<&str> = inbox.verslag.verhalen.iter().map(|(naam, _)| *naam).collect();
    let missing: Vec<&str> = verhalen().filter(|naam| !told.contains(naam)).collect();
    assert_eq!(missing, [""; 0]);
    for naam in [
        "antwoord_open",
        "antwoord_kop",
        "antwoord_declaratie",
        "antwoord_goed",
        "antwoord_deels",
        "retour_open",
        "retour_akkoord",
        "retour_kop",
        "retour_regel",
        "retour_client",
        "retour_dubbel",
        "correctie_na_afwijzing",
        "credit_goedgekeurd",
        "credit_afgewezen",
        "credit_in_behandeling",
        "debet_na_credit",
        "dubbel_bestand",
        "dubbel_323",
        "dubbel_andere_bytes",
        "beide_wetten",
        "herzonden_na_verwijderen",
        "vorm_inspanning",
        "vorm_output",
        "vorm_aspecifiek",
        "vorm_generiek",
    ] {
        assert!(told.contains(naam), "{naam}");
    }
}

#[test]
fn every_defect_is_told_three_times_in_the_inbox_of_the_truth() {
    let inbox = Inbox::new(5000, |opdracht| {
        opdracht.defect_promille = 65;
        opdracht.seed = 5;
        opdracht.vanaf_maand = Some(40);
        opdracht.waarheid = None;
    });
    let told: std::collections::BTreeMap<&str, u64> =
        inbox.verslag.verhalen.iter().copied().collect();
    let rare: Vec<(&str, u64)> = defecten()
        .map(|naam| (naam, told.get(naam).copied().unwrap_or_default()))
        .filter(|(_, count)| *count < 3)
        .collect();
    assert_eq!(rare, []);
}

#[test]
fn a_generated_inbox_is_valid_but_for_what_must_be_refused() {
    let inbox = Inbox::new(300, |opdracht| opdracht.defect_promille = 700);
    let Some(faults) = super::xsd::invalid(&inbox.bestanden()) else { return };
    let faults: BTreeSet<String> =
        faults.into_iter().map(|(path, _)| path.to_str().unwrap().to_owned()).collect();
    let planned: BTreeSet<String> = inbox
        .rijen("quarantaine")
        .into_iter()
        .filter(|rij| matches!(rij["code"].as_str(), "DATE_INVALID" | "CODE_UNKNOWN"))
        .map(|rij| rij["bestand"].clone())
        .collect();
    assert!(planned.len() > 6);
    assert_eq!(faults, planned);
}

#[test]
fn two_windows_make_the_whole() {
    let part = |vanaf: Option<u32>, tot: Option<u32>| {
        Inbox::new(40, |opdracht| {
            opdracht.vanaf_maand = vanaf;
            opdracht.tot_maand = tot;
        })
    };
    let whole = part(None, None).inhoud();
    let early = part(None, Some(6)).inhoud();
    let late = part(Some(6), None).inhoud();
    assert!(!early.is_empty() && !late.is_empty());
    let both = early.into_iter().chain(late);
    assert_eq!(both.collect::<std::collections::BTreeMap<_, _>>(), whole);
}

#[test]
fn a_folder_a_day_holds_the_same_messages() {
    let flat = Inbox::new(20, |_| {});
    let per_day = Inbox::new(20, |opdracht| opdracht.indeling = Indeling::PerDay);
    assert_eq!(flat.inhoud(), per_day.inhoud());
    assert!(per_day.bestanden().iter().all(|path| !path.parent().unwrap().ends_with("in")));
}

#[test]
fn more_clients_than_test_bsns_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut opdracht = Opdracht::new(folder.path().to_owned(), 9092, 1, 1).unwrap();
    let error = genereer(&opdracht).unwrap_err().to_string();
    assert!(error.contains("only 9091 BSNs are kept free for tests"), "{error}");
    opdracht.reeks = Reeks::Groot;
    opdracht.vanaf_maand = Some(9);
    assert!(genereer(&opdracht).is_ok());
}
