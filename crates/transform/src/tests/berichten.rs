//! Rules on one message with its answers.

use domain::{Berichtsoort, Eenheid, Eurocent, Gemeentecode, KetenSleutel, Periode, Release, Wet};

use super::{agb, client, dag, product};
use crate::{
    Antwoord, Antwoordkop, Berichtkring, Declaratiekop, Geldigheid, Gemeentelijst, Kader,
    Lijnwaarden, Teruggestuurd, Toetsing, Waargenomen, toets_bericht,
};

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

/// A 323 over a period, sent on a day.
fn over(dagtekening: &str, begin: &str, eind: &str, eerder: Option<&str>) -> Berichtkring {
    let declaratie = Declaratiekop {
        begin: dag(begin),
        eind: Some(dag(eind)),
        laatste_eerdere_begin: eerder.map(dag),
    };
    let dagtekening = dag(dagtekening);
    Berichtkring {
        dagtekening,
        eerste_antwoord: Some(dagtekening),
        declaratie: Some(declaratie),
        ..bericht(Berichtsoort::B323)
    }
}

#[test]
fn tr134_tr137_a_declaration_is_not_about_the_future() {
    verwacht(&over("2026-01-31", "2026-01-01", "2026-01-31", None), &[]);
    verwacht(&over("2026-01-30", "2026-01-01", "2026-01-31", None), &["TR137 -"]);
    verwacht(&over("2025-12-31", "2026-01-01", "2026-01-31", None), &["TR134 -", "TR137 -"]);
    // TR137 judges from release 3.0 on; another message has no such period.
    verwacht(&over("2020-12-01", "2020-12-01", "2020-12-31", None), &[]);
    verwacht(&bericht(Berichtsoort::B305), &[]);
}

#[test]
fn tr318_declarations_do_not_go_back_in_time() {
    let januari = |eerder| over("2026-02-02", "2026-01-01", "2026-01-31", eerder);
    verwacht(&januari(None), &[]);
    // A second one of the same month, and a gap, are fine (IV090).
    verwacht(&januari(Some("2026-01-01")), &[]);
    verwacht(&januari(Some("2025-10-01")), &[]);
    verwacht(&januari(Some("2026-02-01")), &["TR318 -"]);
    // A rejected one is judged too.
    let afgewezen = Berichtkring { antwoord: Antwoord::Afgewezen, ..januari(Some("2026-02-01")) };
    verwacht(&afgewezen, &["TR318 -"]);
    verwacht(&over("2020-12-31", "2020-11-01", "2020-11-30", Some("2020-12-01")), &[]);
}

#[test]
fn cs340_a_declaration_is_about_one_calendar_month() {
    for (begin, eind, is_maand) in [
        ("2026-01-01", "2026-01-31", true),
        ("2024-02-01", "2024-02-29", true),
        ("2024-02-01", "2024-02-28", false),
        ("2025-12-01", "2025-12-31", true),
        ("2026-01-02", "2026-01-31", false),
        ("2026-01-02", "2026-02-01", false),
        ("2026-01-01", "2026-02-28", false),
        ("2026-01-01", "2026-01-01", false),
    ] {
        let verwachting: &[&str] = if is_maand { &[] } else { &["CS340 -"] };
        verwacht(&over("2026-03-02", begin, eind, None), verwachting);
    }
    verwacht(&over("2020-12-31", "2020-12-02", "2020-12-31", None), &[]);
    // An end that is not known is not judged.
    let mut open = declaratie();
    open.declaratie.as_mut().unwrap().eind = None;
    verwacht(&open, &[]);
}

#[test]
fn cs100_a_declaration_is_about_2021_or_later() {
    verwacht(&over("2021-02-01", "2021-01-01", "2021-01-31", None), &[]);
    verwacht(&over("2021-01-04", "2020-12-01", "2020-12-31", None), &["CS100 -"]);
    verwacht(&over("2020-12-31", "2020-12-01", "2020-12-31", None), &[]);
    verwacht(&bericht(Berichtsoort::B301), &[]);
}

/// A 325 that answers a known 323.
fn antwoord() -> Berichtkring {
    Berichtkring {
        declaratie_antwoord: Some(Antwoordkop {
            is_declaratie_bekend: true,
            declaratienummer: Some("D1".parse().unwrap()),
            van_declaratie: Some("D1".parse().unwrap()),
            is_nummer_bekend: true,
            is_andere_xsd_versie: Some(false),
            heeft_geweigerde_regels: false,
        }),
        eerste_antwoord: None,
        ..bericht(Berichtsoort::B325)
    }
}

fn met_kop(wijzig: impl Fn(&mut Antwoordkop)) -> Berichtkring {
    let mut bericht = antwoord();
    wijzig(bericht.declaratie_antwoord.as_mut().unwrap());
    bericht
}

#[test]
fn tr337_an_answer_is_on_a_known_declaration() {
    verwacht(&antwoord(), &[]);
    let onbekend = met_kop(|kop| {
        kop.is_declaratie_bekend = false;
        kop.van_declaratie = None;
    });
    verwacht(&onbekend, &["TR337 -"]);
    verwacht(&Berichtkring { dagtekening: dag("2020-12-31"), ..onbekend }, &[]);
    verwacht(&declaratie(), &[]);
}

#[test]
fn tr376_an_answer_has_the_number_of_its_declaration() {
    verwacht(&met_kop(|kop| kop.declaratienummer = Some("D2".parse().unwrap())), &["TR376 -"]);
    // Of an unknown declaration the number may still be that of another one.
    let onbekend = |is_nummer_bekend: bool| {
        met_kop(|kop| {
            kop.is_declaratie_bekend = false;
            kop.van_declaratie = None;
            kop.is_nummer_bekend = is_nummer_bekend;
        })
    };
    verwacht(&onbekend(true), &["TR337 -"]);
    verwacht(&onbekend(false), &["TR337 -", "TR376 -"]);
    // Without DeclaratieAntwoord there is no number.
    verwacht(&met_kop(|kop| kop.declaratienummer = None), &[]);
}

#[test]
fn tr371_an_answer_names_the_xsd_of_its_declaration() {
    verwacht(&met_kop(|kop| kop.is_andere_xsd_versie = Some(true)), &["TR371 -"]);
    verwacht(&met_kop(|kop| kop.is_andere_xsd_versie = None), &[]);
    verwacht(&declaratie(), &[]);
}

fn waarden() -> Lijnwaarden {
    Lijnwaarden {
        client: client(1),
        nummer: 100.try_into().unwrap(),
        product: product("45/45A04").unwrap(),
        periode: Periode::new(dag("2026-01-01"), Some(dag("2026-01-31"))).unwrap(),
        volume: 2.try_into().unwrap(),
        eenheid: Eenheid::Uur,
        tarief: Some(Eurocent::new(5000)),
        bedrag: Eurocent::new(10_000),
    }
}

/// Sends line 3 back; `ingediend`: what the 323 says.
fn stuurt_terug(
    bericht: Berichtkring,
    antwoord: Option<Lijnwaarden>,
    ingediend: Option<Lijnwaarden>,
) -> Berichtkring {
    let teruggestuurd = vec![Teruggestuurd {
        regel: 3,
        referentienummer: "R1".parse().unwrap(),
        waarden: antwoord,
        ingediend,
        nummer: Some(100.try_into().unwrap()),
    }];
    Berichtkring { teruggestuurd, ..bericht }
}

#[test]
fn tr366_a_line_that_comes_back_was_declared() {
    verwacht(&stuurt_terug(antwoord(), Some(waarden()), Some(waarden())), &[]);
    verwacht(&stuurt_terug(antwoord(), Some(waarden()), None), &["TR366 3"]);
    // What was refused at the gate may be the line; of an unknown declaration nothing is known.
    let geweigerd = met_kop(|kop| kop.heeft_geweigerde_regels = true);
    verwacht(&stuurt_terug(geweigerd, Some(waarden()), None), &[]);
    let onbekend = met_kop(|kop| {
        kop.is_declaratie_bekend = false;
        kop.van_declaratie = None;
    });
    verwacht(&stuurt_terug(onbekend, Some(waarden()), None), &["TR337 -"]);
}

#[test]
fn tr367_a_line_comes_back_as_it_was_declared() {
    let anders: [fn(&mut Lijnwaarden); 8] = [
        |lijn| lijn.nummer = 101.try_into().unwrap(),
        |lijn| lijn.product = product("46/45A04").unwrap(),
        |lijn| lijn.product = product("45/45A05").unwrap(),
        |lijn| lijn.periode = Periode::new(dag("2026-01-02"), Some(dag("2026-01-31"))).unwrap(),
        |lijn| lijn.volume = 3.try_into().unwrap(),
        |lijn| lijn.eenheid = Eenheid::Minuut,
        |lijn| lijn.tarief = None,
        |lijn| lijn.bedrag = Eurocent::new(-10_000),
    ];
    let mut genoemd = std::collections::BTreeSet::new();
    for wijzig in anders {
        let mut lijn = waarden();
        wijzig(&mut lijn);
        let bericht = stuurt_terug(antwoord(), Some(lijn), Some(waarden()));
        verwacht(&bericht, &["TR367 3"]);
        genoemd.insert(toets(&bericht, "2026-06-01").bevindingen.remove(0).toelichting);
    }
    assert_eq!(genoemd.len(), 8, "every difference is named: {genoemd:?}");
    // Of a 325 that was read before the values were kept nothing is compared.
    verwacht(&stuurt_terug(antwoord(), None, Some(waarden())), &[]);
}

#[test]
fn tr304_a_line_comes_back_for_the_person_of_the_declaration() {
    let ander = Lijnwaarden { client: client(2), ..waarden() };
    verwacht(&stuurt_terug(antwoord(), Some(ander.clone()), Some(waarden())), &["TR304 3"]);
    verwacht(&stuurt_terug(antwoord(), Some(waarden()), Some(waarden())), &[]);
    verwacht(&stuurt_terug(antwoord(), Some(ander), None), &["TR366 3"]);
}

#[test]
fn tr134_and_tr137_a_line_comes_back_over_a_period_that_has_passed() {
    let terug = |dagtekening: &str| {
        let bericht = Berichtkring { dagtekening: dag(dagtekening), ..antwoord() };
        stuurt_terug(bericht, Some(waarden()), Some(waarden()))
    };
    verwacht(&terug("2026-01-31"), &[]);
    verwacht(&terug("2026-01-30"), &["TR137 3"]);
    verwacht(&terug("2026-01-01"), &["TR137 3"]);
    verwacht(&terug("2025-12-31"), &["TR134 3", "TR137 3"]);
    // What it repeats is judged, not what was declared; of an old 325 that is not known.
    let mut onbekend = terug("2025-12-31");
    onbekend.teruggestuurd[0].waarden = None;
    verwacht(&onbekend, &[]);
}

#[test]
fn tr378_a_municipality_exists() {
    let mut lijst = Gemeentelijst::default();
    let tot = |tot: &str| Geldigheid { van: None, tot: Some(dag(tot)) };
    lijst.voeg_toe("0363".parse().unwrap(), Geldigheid::default());
    lijst.voeg_toe("0370".parse().unwrap(), tot("2021-02-02"));
    lijst.voeg_toe("0373".parse().unwrap(), tot("2021-02-01"));
    let van = |van: &str| Geldigheid { van: Some(dag(van)), tot: None };
    lijst.voeg_toe("0377".parse().unwrap(), van("2026-02-02"));
    lijst.voeg_toe("0388".parse().unwrap(), van("2026-02-03"));
    let kader = Kader { gemeentelijst: Some(lijst), ..Kader::op(dag("2026-06-01")) };
    let toets = |gemeente: &str, woonplaats: Option<&str>| {
        let bericht = Berichtkring {
            gemeente: gemeente.parse().unwrap(),
            woonplaats: woonplaats.map(|code| code.parse().unwrap()),
            ..bericht(Berichtsoort::B319)
        };
        codes(&toets_bericht(&bericht, &kader))
    };
    assert_eq!(toets("0363", None), [""; 0]);
    assert_eq!(toets("9998", None), ["TR378 -"]);
    assert_eq!(toets("0363", Some("9998")), ["TR378 -"]);
    assert_eq!(toets("9998", Some("9999")), ["TR378 -"]);
    // A former code may be used for what began before the merger: judged when it ended more than five years ago.
    assert_eq!(toets("0370", None), [""; 0]);
    assert_eq!(toets("0373", None), ["TR378 -"]);
    // A code that is still to come is not known.
    assert_eq!(toets("0377", None), [""; 0]);
    assert_eq!(toets("0388", None), ["TR378 -"]);
    // Without list nothing is judged.
    let onbekend =
        Berichtkring { gemeente: "9998".parse().unwrap(), ..bericht(Berichtsoort::B319) };
    verwacht(&onbekend, &[]);
}

#[test]
fn what_the_reader_saw_becomes_a_finding() {
    for (code, soort) in [
        ("TR006", Berichtsoort::B301),
        ("TR061", Berichtsoort::B301),
        ("TR315", Berichtsoort::B323),
        ("TR316", Berichtsoort::B323),
        ("TR342", Berichtsoort::B325),
        ("TR358", Berichtsoort::B323),
    ] {
        let gezien = |plaatsen: &[Option<u32>]| Berichtkring {
            waarnemingen: plaatsen
                .iter()
                .map(|regel| Waargenomen { code: code.to_owned(), regel: *regel, nummer: None })
                .collect(),
            ..bericht(soort)
        };
        verwacht(&gezien(&[]), &[]);
        verwacht(&gezien(&[None]), &[&format!("{code} -")]);
        verwacht(&gezien(&[Some(2), Some(1)]), &[&format!("{code} 1"), &format!("{code} 2")]);
        verwacht(&gezien(&[Some(2), Some(2)]), &[&format!("{code} 2")]);
        let oud = Berichtkring { dagtekening: dag("2020-12-31"), ..gezien(&[None]) };
        verwacht(&oud, &[]);
        assert_eq!(crate::regel(code).unwrap().retourcode, Some("0001"));
    }
    // A code that no rule has is not shown.
    let onbekend = vec![Waargenomen { code: "XX001".to_owned(), regel: None, nummer: None }];
    verwacht(&Berichtkring { waarnemingen: onbekend, ..declaratie() }, &[]);
}
