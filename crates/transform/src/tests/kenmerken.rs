//! Rules on records that share a reference number.

use domain::{Berichtsoort, KetenSleutel, Wet};

use super::{agb, client, dag};
use crate::{Antwoord, Kader, Kenmerkgroep, Kenmerklid, Kenmerksoort, toets_kenmerk};

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

/// The findings as code, message and place; the same for any order of the records.
#[track_caller]
fn verwacht(soort: Kenmerksoort, leden: &[Kenmerklid], bevindingen: &[&str]) {
    let toets = |leden: Vec<Kenmerklid>| {
        let sleutel =
            KetenSleutel::van_toewijzing(Wet::Jw, "0363".parse().unwrap(), 1.try_into().unwrap());
        let groep = Kenmerkgroep { sleutel, wet: Wet::Jw, soort, leden };
        toets_kenmerk(&groep, &Kader::op(dag("2026-06-01")))
    };
    let toetsing = toets(leden.to_vec());
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
    assert_eq!(toets(leden.iter().rev().cloned().collect()), toetsing);
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
    // A rejected message was never sent, whichever of the two it is.
    let later = lijn("2026-02-05", "D2", 1);
    verwacht(soort, &[afgewezen(eerste.clone()), later.clone()], &[]);
    verwacht(soort, &[eerste, afgewezen(later)], &[]);
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
    verwacht(soort, &[eerste, afgewezen(later)], &[]);
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
