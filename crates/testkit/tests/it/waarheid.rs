//! The truth adds up, and agrees with what stands in the files.

use std::collections::{BTreeMap, BTreeSet};

use super::inbox::{Inbox, getal};

fn inbox() -> Inbox {
    Inbox::new(250, |opdracht| opdracht.defect_promille = 300)
}

#[test]
fn what_is_read_is_loaded_refused_or_known() {
    let inbox = inbox();
    let bestanden = inbox.rijen("bestanden");
    assert_eq!(bestanden.len(), inbox.bestanden().len());
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for rij in &bestanden {
        let parts = ["geladen", "gequarantaineerd", "dubbel"];
        let records = |naam: &str| getal(rij, naam);
        let bedrag = |naam: &str| getal(rij, &format!("bedrag_{naam}_eurocent"));
        assert_eq!(records("gelezen"), parts.iter().map(|part| records(part)).sum::<i64>());
        assert_eq!(bedrag("gelezen"), parts.iter().map(|part| bedrag(part)).sum::<i64>());
        for naam in ["gelezen", "geladen", "gequarantaineerd", "dubbel"] {
            let sum = sums.entry(naam).or_default();
            *sum = (sum.0 + records(naam), sum.1 + bedrag(naam));
        }
    }
    for rij in inbox.rijen("totalen") {
        let sum = (getal(&rij, "records"), getal(&rij, "bedrag_eurocent"));
        assert_eq!(sum, sums[rij["uitkomst"].as_str()], "{rij:?}");
        assert!(sum.0 > 0 && sum.1 > 0, "{rij:?}");
    }
    let quarantined = inbox.rijen("quarantaine");
    let refused: i64 = quarantined.iter().map(|rij| getal(rij, "records")).sum();
    assert_eq!(refused, sums["gequarantaineerd"].0);
    let amounts = quarantined.iter().filter(|rij| !rij["bedrag_eurocent"].is_empty());
    let refused: i64 = amounts.map(|rij| getal(rij, "bedrag_eurocent")).sum();
    assert_eq!(refused, sums["gequarantaineerd"].1);
}

#[test]
fn every_loaded_line_is_a_prestatie_with_a_koppeling() {
    let inbox = inbox();
    let prestaties = inbox.rijen("prestaties");
    let loaded: i64 =
        inbox.rijen("bestanden").iter().map(|rij| getal(rij, "bedrag_geladen_eurocent")).sum();
    assert_eq!(prestaties.iter().map(|rij| getal(rij, "bedrag_eurocent")).sum::<i64>(), loaded);
    let sleutel = |rij: &super::inbox::Rij| {
        (rij["agb_code"].clone(), rij["bericht_identificatie"].clone(), rij["regelnummer"].clone())
    };
    let koppelingen: BTreeMap<_, _> = inbox
        .rijen("koppelingen")
        .into_iter()
        .filter(|rij| rij["berichtsoort"] == "323")
        .map(|rij| (sleutel(&rij), rij))
        .collect();
    assert_eq!(koppelingen.len(), prestaties.len());
    for prestatie in &prestaties {
        let koppeling = &koppelingen[&sleutel(prestatie)];
        let is_rejected = prestatie["status"] == "afgewezen";
        assert_eq!(koppeling["koppelstatus"] == "afgewezen", is_rejected, "{prestatie:?}");
        let counts = koppeling["koppelstatus"] == "gekoppeld";
        assert_eq!(prestatie["telt_mee"] == "t", counts, "{prestatie:?}");
        assert_eq!(prestatie["retourcodes"] == "{}", !is_rejected, "{prestatie:?}");
    }
}

#[test]
fn a_taken_back_debit_has_an_accepted_credit() {
    let prestaties = inbox().rijen("prestaties");
    let accepted: BTreeSet<&str> = prestaties
        .iter()
        .filter(|rij| rij["debet_credit"] == "C" && rij["status"] == "goedgekeurd")
        .map(|rij| rij["vorig_referentienummer"].as_str())
        .collect();
    assert!(accepted.len() > 10);
    for debet in prestaties.iter().filter(|rij| rij["debet_credit"] == "D") {
        let is_accepted = accepted.contains(debet["referentienummer"].as_str());
        assert_eq!(debet["status"] == "gecrediteerd", is_accepted, "{debet:?}");
    }
}

#[test]
fn records_and_secrets_are_those_of_the_files() {
    let inbox = inbox();
    let secrets = inbox.tekst("geheimen.txt");
    let secrets: BTreeSet<&str> = secrets.lines().collect();
    let per_file: BTreeMap<String, i64> = inbox
        .rijen("bestanden")
        .into_iter()
        .map(|rij| (rij["bestand"].clone(), getal(&rij, "gelezen")))
        .collect();
    for (naam, xml) in inbox.inhoud() {
        let text = String::from_utf8(xml).unwrap();
        let count = |record: &str| text.matches(&format!("</{record}>")).count();
        let soort = naam.split('_').nth(1).unwrap();
        let record = match soort.get(soort.len() - 3..).unwrap() {
            "301" => Some("ToegewezenProduct"),
            "305" => Some("StartProduct"),
            "307" => Some("StopProduct"),
            "315" => Some("AangevraagdProduct"),
            "323" => Some("Prestatie"),
            _ => None,
        };
        let records = record.map_or(1, |record| count(&format!("{soort}:{record}")));
        assert_eq!(i64::try_from(records).unwrap(), per_file[&naam], "{naam}");
        for element in ["Bsn", "Achternaam", "Straatnaam", "Postcode", "Telefoonnummer"] {
            for part in text.split(&format!(":{element}>")).skip(1).step_by(2) {
                let value = part.split('<').next().unwrap();
                assert!(secrets.contains(value) || value == "000000000", "{element} {value}");
            }
        }
    }
}

#[test]
fn messages_and_allocations_are_unique() {
    let inbox = inbox();
    for (tabel, kolommen) in [
        ("toewijzingen", &["toewijzing_sk"][..]),
        ("versies", &["toewijzing_sk", "versie"]),
        ("berichten", &["wet", "berichtsoort", "identificatie"]),
        ("koppelingen", &["agb_code", "bericht_identificatie", "regelnummer"]),
        ("leveringen", &["agb_code", "bsn", "toewijzingnummer", "productcode", "startdatum"]),
    ] {
        let rijen = inbox.rijen(tabel);
        let keys: BTreeSet<Vec<&str>> = rijen
            .iter()
            .map(|rij| kolommen.iter().map(|kolom| rij[*kolom].as_str()).collect())
            .collect();
        assert_eq!(keys.len(), rijen.len(), "{tabel}");
    }
}

#[test]
fn a_key_turns_persons_into_pseudonyms() {
    let key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let inbox = Inbox::new(3, |opdracht| opdracht.sleutel = Some(key.parse().unwrap()));
    let sleutels: BTreeSet<String> =
        inbox.rijen("toewijzingen").iter().map(|rij| rij["clientsleutel"].clone()).collect();
    // The pseudonym of 999900006 under this key.
    assert!(sleutels.contains("df47eabb-1ca9-ba6a-31cf-f023b444cb13"), "{sleutels:?}");
    assert!(sleutels.iter().all(|sleutel| sleutel.len() == 36));
}
