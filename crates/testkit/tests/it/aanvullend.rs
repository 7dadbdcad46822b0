//! Requests and messages of release 2, when they are asked for.

use std::collections::{BTreeMap, BTreeSet};

use testkit::historie;

use super::inbox::{Inbox, getal};

fn inbox(clienten: usize) -> Inbox {
    Inbox::new(clienten, |opdracht| {
        opdracht.verzoek_promille = 400;
        opdracht.historie_promille = 500;
        opdracht.defect_promille = 0;
    })
}

#[test]
fn without_being_asked_there_are_none() {
    let inbox = Inbox::new(50, |opdracht| opdracht.defect_promille = 0);
    assert_eq!(inbox.rijen("verzoeken"), []);
    assert_eq!(inbox.rijen("beschikkingen"), []);
    assert!(inbox.rijen("berichten").iter().all(|rij| rij["release"].starts_with('3')));
}

#[test]
fn every_message_is_valid() {
    let inbox = inbox(120);
    let berichten = inbox.rijen("berichten");
    let soorten: BTreeSet<&str> =
        berichten.iter().map(|rij| rij["berichtsoort"].as_str()).collect();
    for soort in ["315", "316", "317", "318", "319", "320"] {
        assert!(soorten.contains(soort), "{soort}");
    }
    let releases: BTreeSet<&str> = berichten.iter().map(|rij| rij["release"].as_str()).collect();
    assert!(releases.contains("2.1") && releases.contains("2.3"), "{releases:?}");
    if let Some(faults) = super::xsd::invalid(&inbox.bestanden()) {
        assert_eq!(faults, []);
    }
}

#[test]
fn every_story_is_told_in_two_thousand_clients() {
    let inbox = Inbox::new(2000, |opdracht| {
        opdracht.verzoek_promille = 300;
        opdracht.historie_promille = 300;
        opdracht.vanaf_maand = Some(40);
        opdracht.waarheid = None;
    });
    let told: BTreeSet<&str> = inbox.verslag.verhalen.iter().map(|(naam, _)| *naam).collect();
    let missing: Vec<&str> = historie().filter(|naam| !told.contains(naam)).collect();
    assert_eq!(missing, [""; 0]);
    for naam in [
        "verzoek_geweigerd",
        "verzoek_toegewezen",
        "verzoek_deels",
        "verzoek_nieuw",
        "verzoek_in_onderzoek",
        "verzoek_wijziging",
        "verzoek_afgewezen",
        "verzoek_antwoord_geweigerd",
        "verzoek_open",
    ] {
        assert!(told.contains(naam), "{naam}");
    }
}

#[test]
fn a_granted_request_is_named_by_its_allocation() {
    let inbox = inbox(300);
    let toewijzingen = inbox.rijen("toewijzingen");
    let versies = inbox.rijen("versies");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for rij in inbox.rijen("verzoeken") {
        *counts.entry(format!("{} {}", rij["soort"], rij["antwoord"])).or_default() += 1;
        let is_granted = rij["antwoord"] == "toegewezen";
        assert_eq!(rij["toegewezen_toewijzingnummer"].is_empty(), !is_granted, "{rij:?}");
        assert_eq!(rij["reden_afwijzing"].is_empty(), rij["antwoord"] != "afgewezen", "{rij:?}");
        if rij["retour_status"] == "afgewezen" {
            assert_eq!(rij["antwoord"], "open", "{rij:?}");
        }
        if is_granted {
            let is_named = |other: &&super::inbox::Rij| {
                other["toewijzingnummer"] == rij["toegewezen_toewijzingnummer"]
                    && other["wet"] == rij["wet"]
                    && other["referentie_aanbieder"] == rij["referentie_aanbieder"]
            };
            let versie = versies.iter().find(is_named).unwrap();
            assert_eq!(versie["toewijzingsdatum"], rij["antwoorddatum"], "{rij:?}");
            assert!(getal(&rij, "doorlooptijd_dagen") >= 0, "{rij:?}");
        }
    }
    for kind in ["315 toegewezen", "315 afgewezen", "315 open", "317 toegewezen", "317 afgewezen"] {
        assert!(counts.contains_key(kind), "{kind}: {counts:?}");
    }
    let sk: BTreeSet<&str> =
        toewijzingen.iter().map(|rij| rij["beschikking_sk"].as_str()).collect();
    assert!(sk.len() > 50 && sk.contains("0"), "{sk:?}");
}

#[test]
fn a_key_gives_allocations_without_number_a_key_of_their_own() {
    let key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let inbox = Inbox::new(300, |opdracht| {
        opdracht.historie_promille = 1000;
        opdracht.sleutel = Some(key.parse().unwrap());
    });
    let toewijzingen = inbox.rijen("toewijzingen");
    let los: Vec<_> =
        toewijzingen.iter().filter(|rij| rij["toewijzingnummer"].is_empty()).collect();
    assert!(los.len() > 50);
    let keys: BTreeSet<i64> = los.iter().map(|rij| getal(rij, "toewijzing_sk")).collect();
    assert!(keys.len() == los.len() && keys.iter().all(|key| *key < 0));
    let wijzen: BTreeSet<String> =
        inbox.rijen("koppelingen").iter().map(|rij| rij["koppelwijze"].clone()).collect();
    assert!(wijzen.contains("beschikking"), "{wijzen:?}");
}
