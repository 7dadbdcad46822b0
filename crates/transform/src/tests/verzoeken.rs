//! Requests and their answers.

use domain::{
    Beschikkingnummer, Release, Toewijzingnummer,
    record::Onderdeel::{Aangevraagd, Nieuw, Ongewijzigd, TeWijzigen},
};

use super::{BIJ, Bij, Verhaal};
use crate::{Antwoord, FeitVerzoek, InKeten};

const R: Bij = Bij { referentie: Some("R1"), ..BIJ };
const NEE: Bij = Bij { reden: Some("4"), ..R };
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..R };
const V: &str = "2025-12-01";
const B: &str = "2026-01-01";

/// answer, its date, days, reason of refusal, number that honours it
fn regel(feit: &FeitVerzoek) -> String {
    assert_eq!(feit.toewijzing.is_some(), feit.antwoord == crate::VerzoekUitkomst::Toegewezen);
    format!(
        "{} {} {} {} {}",
        feit.antwoord.code(),
        feit.antwoorddatum.map_or("-".to_owned(), |datum| datum.to_string()),
        feit.doorlooptijd_dagen.map_or("-".to_owned(), |dagen| dagen.to_string()),
        feit.reden_afwijzing.map_or("-", |reden| reden.code()),
        feit.toegewezen_nummer.map_or("-".to_owned(), |nummer| nummer.to_string()),
    )
}

#[track_caller]
fn check(verhaal: &Verhaal, verwacht: &[&str]) {
    let regels: Vec<_> = verhaal.uitkomst().verzoeken.iter().map(regel).collect();
    assert_eq!(regels, verwacht);
}

const OPEN: &str = "open - - - -";
const JA: &str = "toegewezen 2025-12-20 19 - 100";

/// Request R1 of 2025-12-01 for the product of `BIJ` from 2026-01-01.
fn gevraagd() -> Verhaal {
    Verhaal::new().verzoek(V, Aangevraagd, B, R)
}

fn toegekend(bij: Bij) -> Verhaal {
    gevraagd().toewijzing("2025-12-20", B, "", bij)
}

#[test]
fn an_allocation_or_an_answer_ends_a_request() {
    let twee = |verhaal: Verhaal, datum| verhaal.antwoord(datum, R);
    let cases: Vec<(Verhaal, &str)> = vec![
        (gevraagd(), OPEN),
        (toegekend(R), JA),
        (gevraagd().antwoord("2025-12-08", NEE), "afgewezen 2025-12-08 7 4 -"),
        // Looked into is no end.
        (twee(gevraagd(), "2025-12-05"), "in_onderzoek 2025-12-05 - - -"),
        (twee(gevraagd(), "2025-12-05").antwoord("2025-12-18", NEE), "afgewezen 2025-12-18 17 4 -"),
        (twee(toegekend(R), "2025-12-05"), JA),
        // What was granted is granted, whatever was said.
        (toegekend(R).antwoord("2025-12-24", NEE), JA),
        // The first of two answers, in any order; the reason is that of the answer that counts.
        (
            gevraagd()
                .antwoord("2025-12-09", Bij { reden: Some("7"), ..R })
                .antwoord("2025-12-08", NEE),
            "afgewezen 2025-12-08 7 4 -",
        ),
        (twee(twee(gevraagd(), "2025-12-09"), "2025-12-05"), "in_onderzoek 2025-12-05 - - -"),
        // Rejected messages answer nothing.
        (gevraagd().antwoord("2025-12-08", Bij { reden: Some("4"), ..AF }), OPEN),
        (toegekend(AF), OPEN),
        (
            gevraagd()
                .antwoord("2025-12-08", Bij { reden: Some("4"), ..AF })
                .antwoord("2025-12-10", R),
            "in_onderzoek 2025-12-10 - - -",
        ),
        // Of another reference, provider or person.
        (toegekend(BIJ), OPEN),
        (toegekend(Bij { referentie: Some("R2"), ..BIJ }), OPEN),
        (toegekend(Bij { agb: 2, ..R }), OPEN),
        (toegekend(Bij { client: 2, ..R }), OPEN),
        (gevraagd().antwoord("2025-12-08", Bij { agb: 2, ..NEE }), OPEN),
        (gevraagd().antwoord("2025-12-08", Bij { referentie: Some("R2"), ..NEE }), OPEN),
        // Dates that contradict each other are not hidden.
        (gevraagd().toewijzing("2025-11-28", B, "", R), "toegewezen 2025-11-28 -3 - 100"),
        (gevraagd().antwoord("2025-11-30", NEE), "afgewezen 2025-11-30 -1 4 -"),
    ];
    for (verhaal, verwacht) in cases {
        check(&verhaal, &[verwacht]);
    }
}

#[test]
fn a_rejected_request_keeps_its_row_and_has_no_answer() {
    let verhaal = Verhaal::new()
        .verzoek(V, Aangevraagd, B, AF)
        .toewijzing("2025-12-20", B, "", R)
        .antwoord("2025-12-08", NEE);
    check(&verhaal, &[OPEN]);
    assert_eq!(verhaal.uitkomst().verzoeken[0].retour_status, Antwoord::Afgewezen);
}

#[test]
fn the_date_is_that_of_the_version_that_names_the_request() {
    // A later version keeps the reference on the allocation, but is not the answer.
    let later = toegekend(R).toewijzing("2026-02-01", B, "2026-06-30", BIJ);
    check(&later, &[JA]);
    // A change that answers a second request.
    let tweede = toegekend(R)
        .verzoek("2026-02-01", TeWijzigen, "2026-03-01", Bij { referentie: Some("R2"), ..BIJ })
        .toewijzing("2026-02-10", B, "2026-06-30", Bij { referentie: Some("R2"), ..BIJ });
    check(&tweede, &[JA, "toegewezen 2026-02-10 9 - 100"]);
    // The earliest, when it was sent twice.
    check(&toegekend(R).toewijzing("2026-01-10", B, "2026-06-30", R), &[JA]);
}

#[test]
fn the_allocation_that_fits_the_request_best_honours_it() {
    let bij = |nummer, product| Bij { nummer: Some(nummer), product, ..R };
    let met = |toewijzingen: &[(i64, &'static str, &str)]| {
        let mut verhaal = gevraagd();
        for (nummer, product, begin) in toewijzingen {
            verhaal = verhaal.toewijzing("2025-12-20", begin, "", bij(*nummer, product));
        }
        verhaal
    };
    let (goed, ander) = ("45/45A04", "46");
    let later = "2026-01-05";
    for (toewijzingen, nummer) in [
        (vec![(100, ander, B), (101, goed, B)], 101),
        (vec![(100, goed, later), (101, goed, B)], 101),
        (vec![(100, ander, B), (101, goed, later)], 101),
        (vec![(100, ander, later)], 100),
        (vec![(101, goed, B), (100, goed, B)], 100),
        (vec![(102, ander, later), (101, ander, "2026-01-06")], 101),
    ] {
        let verwacht = format!("toegewezen 2025-12-20 19 - {nummer}");
        check(&met(&toewijzingen), &[&verwacht]);
    }
}

#[test]
fn a_317_has_a_row_per_requested_product() {
    let nummer = |nummer| Bij { nummer: Some(nummer), ..R };
    let nieuw = Bij { product: "46", ..R };
    let gevraagd = Verhaal::new()
        .toewijzing("2025-06-01", "2025-06-01", "", BIJ)
        .toewijzing("2025-06-01", "2025-06-01", "", Bij { nummer: Some(101), product: "46", ..BIJ })
        .verzoek("2025-12-01", Ongewijzigd, B, nummer(101))
        .ook(TeWijzigen, B, nummer(100))
        .ook(Nieuw, B, nieuw.clone());
    check(&gevraagd, &[OPEN, OPEN]);
    let feiten = gevraagd.uitkomst().verzoeken;
    let onderdelen: Vec<_> = feiten.iter().map(|feit| feit.onderdeel.code()).collect();
    assert_eq!(onderdelen, ["te_wijzigen", "nieuw"]);
    assert_eq!(feiten.iter().map(|feit| feit.volgnummer).collect::<Vec<_>>(), [2, 3]);
    assert!(feiten.iter().all(|feit| feit.sleutel.berichtsoort.code() == "317"));
    // A product to change is named by its allocation.
    assert_eq!(feiten[0].product, super::product("45/45A04"));
    assert_eq!(feiten[0].nummer.map(Toewijzingnummer::waarde), Some(100));
    // The 301 names the request on all its rows, with the old date on what did not change.
    let toegekend = gevraagd
        .toewijzing("2025-06-01", "2025-06-01", "", Bij { product: "46", ..nummer(101) })
        .toewijzing("2025-12-08", "2025-06-01", "2025-12-31", nummer(100))
        .toewijzing("2025-12-09", "2026-01-05", "", Bij { nummer: Some(102), ..nieuw });
    check(&toegekend, &["toegewezen 2025-12-08 7 - 100", "toegewezen 2025-12-09 8 - 102"]);
    assert_eq!(toegekend.uitkomst().verzoeken[0].product, super::product("45/45A04"));
}

#[test]
fn a_change_can_be_honoured_by_a_new_allocation() {
    // 100 is repeated unchanged with the reference; the answer is 101.
    let verhaal = Verhaal::new()
        .toewijzing("2025-06-01", "2025-06-01", "2025-12-31", BIJ)
        .verzoek(V, TeWijzigen, B, R)
        .toewijzing("2025-06-01", "2025-06-01", "2025-12-31", R)
        .toewijzing("2025-12-09", B, "", Bij { nummer: Some(101), ..R });
    check(&verhaal, &["toegewezen 2025-12-09 8 - 101"]);
    // When the named one does not carry the reference, what fits does.
    let ander = Verhaal::new().verzoek(V, TeWijzigen, B, R).toewijzing(
        "2025-12-09",
        B,
        "",
        Bij { nummer: Some(101), ..R },
    );
    check(&ander, &["toegewezen 2025-12-09 8 - 101"]);
    assert_eq!(ander.uitkomst().verzoeken[0].product, None);
}

#[test]
fn the_products_of_one_317_do_not_take_each_others_allocation() {
    let bij = |nummer| Bij { nummer: Some(nummer), ..R };
    let dag = "2025-12-09";
    // Both change to the same product and day: each is honoured by the one it names.
    let beide = Verhaal::new()
        .verzoek(V, TeWijzigen, B, bij(100))
        .ook(TeWijzigen, B, bij(101))
        .toewijzing(dag, B, "", bij(100))
        .toewijzing(dag, B, "", bij(101));
    check(&beide, &["toegewezen 2025-12-09 8 - 100", "toegewezen 2025-12-09 8 - 101"]);
    // A new product beside a change of the same product, granted from another day.
    let nieuw = Verhaal::new()
        .verzoek(V, TeWijzigen, B, bij(100))
        .ook(Nieuw, B, R)
        .toewijzing(dag, B, "", bij(100))
        .toewijzing(dag, "2026-01-05", "", bij(101));
    check(&nieuw, &["toegewezen 2025-12-09 8 - 100", "toegewezen 2025-12-09 8 - 101"]);
    // A rejected 317 names nothing: what it would have changed can answer another request.
    for (antwoord, nummer) in [(Antwoord::Afgewezen, 100), (Antwoord::Open, 101)] {
        let genoemd = Verhaal::new()
            .verzoek(V, TeWijzigen, B, Bij { antwoord, ..bij(100) })
            .verzoek(V, Nieuw, B, R)
            .toewijzing(dag, B, "", bij(100))
            .toewijzing(dag, "2026-01-05", "", bij(101));
        let feiten = genoemd.uitkomst().verzoeken;
        assert_eq!(feiten[1].toegewezen_nummer.map(Toewijzingnummer::waarde), Some(nummer));
    }
    // A product to change that nobody knows is not generiek.
    let onbekend = Verhaal::new()
        .verzoek(V, TeWijzigen, B, bij(100))
        .toewijzing(dag, "2026-01-05", "", Bij { product: "", ..bij(101) })
        .toewijzing(dag, B, "", bij(102));
    check(&onbekend, &["toegewezen 2025-12-09 8 - 102"]);
}

#[test]
fn requests_with_one_reference_share_their_answers() {
    let verhaal = gevraagd().verzoek("2025-12-03", Aangevraagd, B, Bij { product: "46", ..R });
    check(
        &verhaal.clone().antwoord("2025-12-08", NEE),
        &["afgewezen 2025-12-08 7 4 -", "afgewezen 2025-12-08 5 4 -"],
    );
    check(&verhaal.toewijzing("2025-12-20", B, "", R), &[JA, "toegewezen 2025-12-20 17 - 100"]);
}

#[test]
fn a_request_of_release_2_0_is_honoured_by_what_came_after_it() {
    const OUD: Bij = Bij { nummer: None, beschikking: Some(7), release: Release::R2_0, ..BIJ };
    const ACHT: Bij = Bij { beschikking: Some(8), ..OUD };
    const GEEN: Bij = Bij { beschikking: None, ..OUD };
    let ja = "toegewezen 2017-02-10 9 - -";
    let gevraagd = |bij| Verhaal::new().verzoek("2017-02-01", Aangevraagd, "2017-03-01", bij);
    for (bij, toegewezen, toewijzing, verwacht) in [
        (OUD, "2017-02-10", OUD, ja),
        (OUD, "2017-02-01", OUD, "toegewezen 2017-02-01 0 - -"),
        (OUD, "2017-01-31", OUD, OPEN),
        (OUD, "2017-02-10", ACHT, OPEN),
        (GEEN, "2017-02-10", ACHT, ja),
        (OUD, "2017-02-10", GEEN, ja),
        (OUD, "2017-02-10", Bij { product: "46", ..OUD }, OPEN),
        (OUD, "2017-02-10", Bij { client: 2, ..OUD }, OPEN),
        (OUD, "2017-02-10", Bij { agb: 2, ..OUD }, OPEN),
        (OUD, "2017-02-10", Bij { antwoord: Antwoord::Afgewezen, ..OUD }, OPEN),
        // It names the request that it honours: another one.
        (OUD, "2017-02-10", Bij { referentie: Some("R1"), ..OUD }, OPEN),
    ] {
        let verhaal = gevraagd(bij).toewijzing(toegewezen, "2017-03-01", "", toewijzing.clone());
        check(&verhaal, &[verwacht]);
    }
    // The first that came after it.
    let twee = gevraagd(OUD).toewijzing("2017-02-20", "2017-03-01", "", OUD).toewijzing(
        "2017-02-10",
        "2017-03-15",
        "",
        OUD,
    );
    check(&twee, &[ja]);
    let uitkomst = twee.uitkomst();
    let feit = &uitkomst.verzoeken[0];
    let toewijzing =
        uitkomst.toewijzingen.iter().find(|een| Some(een.toewijzing) == feit.toewijzing);
    assert_eq!(toewijzing.unwrap().stand.ingangsdatum, super::dag("2017-03-15"));
    // Its chain is the group of its person and provider.
    assert_eq!(feit.keten, toewijzing.unwrap().keten);
}

#[test]
fn a_row_says_what_was_asked() {
    let verhaal = Verhaal::new().verzoek(V, Aangevraagd, B, Bij { beschikking: Some(7), ..R });
    let uitkomst = verhaal.uitkomst();
    let [feit] = uitkomst.verzoeken.as_slice() else { panic!("one request") };
    let rij = &verhaal.keten.verzoeken[0];
    assert_eq!(feit.keten, rij.keten(verhaal.keten.wet, verhaal.keten.gemeente));
    assert_eq!(feit.sleutel.berichtsoort.code(), "315");
    assert_eq!((feit.sleutel.regelnummer, feit.volgnummer), (1, 1));
    assert_eq!(feit.aanvraagdatum, super::dag(V));
    assert_eq!((feit.gevraagd_ingangsdatum, feit.gevraagd_einddatum), (Some(super::dag(B)), None));
    assert_eq!(feit.beschikking.map(Beschikkingnummer::waarde), Some(7));
    assert_eq!(feit.referentie, rij.record.referentie);
    assert_eq!((&feit.product, feit.nummer), (&rij.record.product, None));
    // Requests are no records of a delivery: they have no verdict.
    assert!(uitkomst.koppelingen.is_empty());
    // The answer is of the same chain as the request.
    let antwoord = gevraagd().antwoord("2025-12-08", NEE).keten.antwoorden.remove(0);
    assert_eq!(antwoord.keten(verhaal.keten.wet, verhaal.keten.gemeente), feit.keten);
}
