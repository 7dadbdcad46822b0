//! Rules on one message with its answers.

use domain::{Berichtsoort, Gemeentecode, KetenSleutel, Release, Wet};

use super::{agb, dag};
use crate::{Antwoord, Berichtkring, Declaratiekop, Kader, Toetsing, toets_bericht};

/// A message of Monday 2 February 2026, answered the day after.
pub(super) fn bericht(berichtsoort: Berichtsoort) -> Berichtkring {
    let gemeente: Gemeentecode = "0363".parse().unwrap();
    Berichtkring {
        sleutel: KetenSleutel::van_toewijzing(Wet::Jw, gemeente, 1.try_into().unwrap()),
        wet: Wet::Jw,
        gemeente,
        agb: agb(1),
        berichtsoort,
        release: Release::R3_2,
        identificatie: "B0001".parse().unwrap(),
        dagtekening: dag("2026-02-02"),
        antwoord: Antwoord::Geaccepteerd,
        eerste_antwoord: Some(dag("2026-02-03")),
        woonplaats: None,
        declaratie: None,
        declaratie_antwoord: None,
        waarnemingen: Vec::new(),
        teruggestuurd: Vec::new(),
    }
}

/// A 323 over January 2026.
pub(super) fn declaratie() -> Berichtkring {
    Berichtkring {
        declaratie: Some(Declaratiekop {
            begin: dag("2026-01-01"),
            eind: Some(dag("2026-01-31")),
            laatste_eerdere_begin: None,
        }),
        ..bericht(Berichtsoort::B323)
    }
}

pub(super) fn toets(bericht: &Berichtkring, peildatum: &str) -> Toetsing {
    toets_bericht(bericht, &Kader::op(dag(peildatum)))
}

/// The codes of the findings on the first of June, each with the place that it hangs on (`-`: the message).
#[track_caller]
pub(super) fn verwacht(bericht: &Berichtkring, bevindingen: &[&str]) {
    let toetsing = toets(bericht, "2026-06-01");
    assert_eq!(codes(&toetsing), bevindingen, "{toetsing:#?}");
}

pub(super) fn codes(toetsing: &Toetsing) -> Vec<String> {
    let mut codes: Vec<_> = toetsing
        .bevindingen
        .iter()
        .map(|bevinding| {
            let plaats = bevinding.regelnummer;
            let plaats = plaats.map_or("-".to_owned(), |plaats| plaats.to_string());
            format!("{} {plaats}", bevinding.regelcode)
        })
        .collect();
    codes.sort();
    codes
}

const RETOUREN: [Berichtsoort; 6] = [
    Berichtsoort::B301,
    Berichtsoort::B305,
    Berichtsoort::B307,
    Berichtsoort::B315,
    Berichtsoort::B317,
    Berichtsoort::B319,
];

/// Answered on `datum`; never: an empty text.
fn beantwoord(bericht: Berichtkring, datum: &str) -> Berichtkring {
    Berichtkring { eerste_antwoord: (!datum.is_empty()).then(|| dag(datum)), ..bericht }
}

#[test]
fn op090_a_retour_within_three_working_days() {
    for soort in RETOUREN {
        verwacht(&bericht(soort), &[]);
        verwacht(&beantwoord(bericht(soort), "2026-02-05"), &[]);
        verwacht(&beantwoord(bericht(soort), "2026-02-06"), &["OP090 -"]);
        verwacht(&beantwoord(bericht(soort), ""), &["OP090 -"]);
    }
    // Without answer the finding waits for its term, and says when it comes.
    let open = beantwoord(bericht(Berichtsoort::B305), "");
    let toetsing = toets(&open, "2026-02-05");
    assert_eq!(codes(&toetsing), [""; 0]);
    assert_eq!(toetsing.houdbaarheid.tot, Some(dag("2026-02-06")));
    assert_eq!(codes(&toets(&open, "2026-02-06")), ["OP090 -"]);
    // Rejection is an answer too.
    verwacht(&Berichtkring { antwoord: Antwoord::Afgewezen, ..bericht(Berichtsoort::B305) }, &[]);
    // A declaration and its answer have no retour.
    verwacht(&beantwoord(bericht(Berichtsoort::B325), ""), &[]);
    verwacht(&beantwoord(declaratie(), "2026-02-10"), &[]);
    // Before release 3.0.
    verwacht(&Berichtkring { dagtekening: dag("2020-12-31"), ..open }, &[]);
}

#[test]
fn op090x4_an_answer_on_a_declaration_within_ten_working_days() {
    verwacht(&beantwoord(declaratie(), "2026-02-16"), &[]);
    verwacht(&beantwoord(declaratie(), "2026-02-17"), &["OP090x4 -"]);
    let open = beantwoord(declaratie(), "");
    assert_eq!(codes(&toets(&open, "2026-02-16")), [""; 0]);
    assert_eq!(codes(&toets(&open, "2026-02-17")), ["OP090x4 -"]);
    verwacht(&beantwoord(bericht(Berichtsoort::B301), "2026-02-05"), &[]);
}
