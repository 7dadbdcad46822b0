//! Rules on records that share a reference number.

use domain::{Berichtsoort, KetenSleutel, Wet};

use proptest::prelude::*;

use super::{agb, client, dag};
use crate::{Antwoord, Kader, Kenmerkgroep, Kenmerklid, Kenmerksoort, Toetsing, toets_kenmerk};

fn lid(berichtsoort: Berichtsoort, dagtekening: &str, bericht: &str, regel: u32) -> Kenmerklid {
    let is_declaratie = regel == 0;
    Kenmerklid {
        gemeente: "0363".parse().unwrap(),
        agb: agb(1),
        bericht_agb: agb(1),
        berichtsoort,
        identificatie: bericht.parse().unwrap(),
        dagtekening: dag(dagtekening),
        antwoord: Antwoord::Open,
        regel: (!is_declaratie).then_some(regel),
        nummer: None,
        client: (!is_declaratie).then(|| client(1)),
        product: None,
    }
}

fn lijn(dagtekening: &str, bericht: &str, regel: u32) -> Kenmerklid {
    lid(Berichtsoort::B323, dagtekening, bericht, regel)
}

fn verzoek(dagtekening: &str, bericht: &str, regel: u32) -> Kenmerklid {
    lid(Berichtsoort::B315, dagtekening, bericht, regel)
}

fn afgewezen(lid: Kenmerklid) -> Kenmerklid {
    Kenmerklid { antwoord: Antwoord::Afgewezen, ..lid }
}

fn toets(soort: Kenmerksoort, leden: Vec<Kenmerklid>) -> Toetsing {
    let sleutel =
        KetenSleutel::van_toewijzing(Wet::Jw, "0363".parse().unwrap(), 1.try_into().unwrap());
    let groep = Kenmerkgroep { sleutel, wet: Wet::Jw, soort, leden };
    toets_kenmerk(&groep, &Kader::op(dag("2026-06-01")))
}

/// The findings as code, message and place; the same for any order of the records.
#[track_caller]
fn verwacht(soort: Kenmerksoort, leden: &[Kenmerklid], bevindingen: &[&str]) {
    let toetsing = toets(soort, leden.to_vec());
    let mut gevonden: Vec<_> = toetsing
        .bevindingen
        .iter()
        .map(|bevinding| {
            let bericht = bevinding.bericht_identificatie.as_ref().unwrap();
            let plaats = bevinding.regelnummer.map_or("-".to_owned(), |regel| regel.to_string());
            format!("{} {bericht} {plaats}", bevinding.regelcode)
        })
        .collect();
    gevonden.sort();
    assert_eq!(gevonden, bevindingen);
    assert_eq!(toets(soort, leden.iter().rev().cloned().collect()), toetsing);
}

#[test]
fn tr314_a_reference_of_a_line_is_used_once() {
    let soort = Kenmerksoort::Prestatie;
    let eerste = lijn("2026-01-05", "D1", 3);
    verwacht(soort, std::slice::from_ref(&eerste), &[]);
    verwacht(soort, &[eerste.clone(), lijn("2026-02-05", "D0", 1)], &["TR314 D0 1"]);
    // Within one message too, and every time again.
    let weer = lijn("2026-01-05", "D1", 7);
    verwacht(
        soort,
        &[eerste.clone(), weer, lijn("2026-03-05", "D3", 1)],
        &["TR314 D1 7", "TR314 D3 1"],
    );
    // A rejected message does not take the number; a later one is judged, rejected or not.
    let later = lijn("2026-02-05", "D2", 1);
    verwacht(soort, &[afgewezen(eerste.clone()), later.clone()], &[]);
    verwacht(soort, &[eerste, afgewezen(later)], &["TR314 D2 1"]);
    // Before release 3.0.
    verwacht(soort, &[lijn("2020-01-05", "D1", 1), lijn("2020-02-05", "D2", 1)], &[]);
}

#[test]
fn tr333_a_declaration_number_is_used_once() {
    let soort = Kenmerksoort::Declaratie;
    let (eerste, later) = (lijn("2026-01-05", "D1", 0), lijn("2026-01-05", "D2", 0));
    verwacht(soort, std::slice::from_ref(&eerste), &[]);
    verwacht(soort, &[eerste.clone(), later.clone()], &["TR333 D2 -"]);
    verwacht(soort, &[afgewezen(eerste.clone()), later.clone()], &[]);
    verwacht(soort, &[eerste, afgewezen(later)], &["TR333 D2 -"]);
    verwacht(soort, &[lijn("2020-01-05", "D1", 0), lijn("2020-02-05", "D2", 0)], &[]);
}

#[test]
fn tr347_a_reference_of_a_request_is_used_once() {
    let soort = Kenmerksoort::Verzoek;
    let (eerste, later) = (verzoek("2026-01-05", "V1", 1), verzoek("2026-02-05", "V2", 1));
    verwacht(soort, std::slice::from_ref(&eerste), &[]);
    verwacht(soort, &[eerste.clone(), later.clone()], &["TR347 V2 1"]);
    // A 315 and a 317 share their references.
    let wijziging = Kenmerklid { berichtsoort: Berichtsoort::B317, ..later.clone() };
    verwacht(soort, &[eerste.clone(), wijziging], &["TR347 V2 1"]);
    // Within one message it is TR383.
    verwacht(soort, &[eerste.clone(), verzoek("2026-01-05", "V1", 2)], &[]);
    // A rejected request does not take the number; a later one is judged, rejected or not.
    verwacht(soort, &[afgewezen(eerste.clone()), later.clone()], &[]);
    verwacht(soort, &[eerste, afgewezen(later)], &["TR347 V2 1"]);
    verwacht(soort, &[verzoek("2020-01-05", "V1", 1), verzoek("2020-02-05", "V2", 1)], &[]);
}

const DAGEN: [&str; 3] = ["2025-12-31", "2026-01-05", "2026-02-05"];
const SOORTEN: [Kenmerksoort; 3] =
    [Kenmerksoort::Prestatie, Kenmerksoort::Declaratie, Kenmerksoort::Verzoek];

fn leden() -> impl Strategy<Value = (Kenmerksoort, Vec<Kenmerklid>)> {
    // A message has one date and one answer, whichever of its records is meant.
    let bericht = (0..3_usize, 0..3_usize);
    let berichten = prop::collection::vec(bericht, 4);
    let records = prop::collection::vec((0..4_usize, 1..3_u32, 1..4_u32), 0..12);
    (0..3_usize, berichten, records).prop_map(|(soort, berichten, records)| {
        let soort = SOORTEN[soort];
        let leden = records.into_iter().map(|(bericht, sender, regel)| {
            let (datum, antwoord) = berichten[bericht];
            let (berichtsoort, regel) = match soort {
                Kenmerksoort::Prestatie => (Berichtsoort::B323, regel),
                Kenmerksoort::Declaratie => (Berichtsoort::B323, 0),
                Kenmerksoort::Verzoek if bericht % 2 == 0 => (Berichtsoort::B315, regel),
                Kenmerksoort::Verzoek => (Berichtsoort::B317, regel),
            };
            Kenmerklid {
                bericht_agb: agb(sender),
                antwoord: [Antwoord::Open, Antwoord::Geaccepteerd, Antwoord::Afgewezen][antwoord],
                ..lid(berichtsoort, DAGEN[datum], &format!("B{bericht}"), regel)
            }
        });
        (soort, leden.collect())
    })
}

proptest! {
    #[test]
    fn the_order_of_records_means_nothing((soort, leden) in leden(), seed: usize) {
        let mut geschud = leden.clone();
        if !geschud.is_empty() {
            let midden = seed % geschud.len();
            geschud.rotate_left(midden);
            geschud.reverse();
        }
        let toetsing = toets(soort, leden);
        prop_assert_eq!(&toets(soort, geschud), &toetsing);
        let sleutels: std::collections::BTreeSet<_> =
            toetsing.bevindingen.iter().map(|feit| feit.bevinding_sk).collect();
        prop_assert_eq!(sleutels.len(), toetsing.bevindingen.len());
    }

    #[test]
    fn all_but_the_first_user_of_a_number_are_found((soort, leden) in leden()) {
        let plaats = |lid: &Kenmerklid| {
            ((lid.dagtekening, lid.identificatie.clone(), lid.bericht_agb), lid.regel)
        };
        let telt = leden.iter().filter(|lid| lid.antwoord != Antwoord::Afgewezen);
        let gevonden = toets(soort, leden.clone()).bevindingen.len();
        let eerste = telt.map(&plaats).min();
        let latere = leden.iter().filter(|lid| eerste.as_ref().is_some_and(|it| plaats(lid) >= *it));
        let records: std::collections::BTreeSet<_> = latere.map(plaats).collect();
        if soort == Kenmerksoort::Verzoek {
            let berichten: std::collections::BTreeSet<_> =
                records.iter().map(|(bericht, _)| bericht).collect();
            prop_assert!(gevonden + 1 >= berichten.len());
        } else {
            prop_assert_eq!(gevonden, records.len().saturating_sub(1));
        }
    }
}
