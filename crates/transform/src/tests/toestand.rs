//! Versions of an allocation.

use super::{BIJ, Bij, Verhaal, dag};
use crate::Antwoord;

/// (number of versions, end, original end, reason, removed, answer)
fn stand(
    verhaal: &Verhaal,
) -> (u32, Option<String>, Option<String>, Option<String>, bool, &'static str) {
    let uitkomst = verhaal.uitkomst();
    let [feit] = uitkomst.toewijzingen.as_slice() else { panic!("one allocation") };
    assert_eq!(usize::try_from(feit.aantal_versies).unwrap(), uitkomst.versies.len());
    (
        feit.aantal_versies,
        feit.stand.einddatum.map(|datum| datum.to_string()),
        feit.einddatum_oorspronkelijk.map(|datum| datum.to_string()),
        feit.stand.reden_wijziging.map(|reden| reden.to_string()),
        feit.stand.is_verwijderd,
        feit.stand.retour_status.code(),
    )
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

const V: &str = "2026-01-01";

#[test]
fn the_newest_version_decides_and_a_resend_is_none() {
    let plain = Verhaal::met_toewijzing();
    let einde = some("2026-12-31");
    assert_eq!(stand(&plain), (1, einde.clone(), einde.clone(), None, false, "geaccepteerd"));

    let korter =
        plain.clone().toewijzing("2026-05-01", V, "2026-06-30", Bij { reden: Some("05"), ..BIJ });
    let na = (2, some("2026-06-30"), einde.clone(), some("05"), false, "geaccepteerd");
    assert_eq!(stand(&korter), na);

    // Unchanged, reason empty again (IV099): clears nothing.
    let herhaald = korter.clone().toewijzing(
        "2026-05-01",
        V,
        "2026-06-30",
        Bij { dagtekening: Some("2026-06-01"), ..BIJ },
    );
    assert_eq!(stand(&herhaald), na);
    // An old state sent again with its own moment: no version either.
    let oud = herhaald.clone().toewijzing(
        "2025-12-20",
        V,
        "2026-12-31",
        Bij { dagtekening: Some("2026-06-02"), ..BIJ },
    );
    assert_eq!(stand(&oud), na);
    // Order of versions is the moment, not the date of the message.
    let laat = oud.toewijzing(
        "2026-02-01",
        V,
        "2026-09-30",
        Bij { dagtekening: Some("2026-07-01"), reden: Some("05"), ..BIJ },
    );
    assert_eq!(stand(&laat), (3, some("2026-06-30"), einde, some("05"), false, "geaccepteerd"));
}

#[test]
fn time_orders_two_versions_of_one_day() {
    let verhaal = Verhaal::met_toewijzing()
        .toewijzing(
            "2026-05-01",
            V,
            "2026-09-30",
            Bij { reden: Some("04"), tijd: "10:00:00.9", ..BIJ },
        )
        .toewijzing(
            "2026-05-01",
            V,
            "2026-08-31",
            Bij { reden: Some("05"), tijd: "10:00:00.25", ..BIJ },
        );
    assert_eq!(stand(&verhaal).1, some("2026-09-30"));
    let uitkomst = verhaal.uitkomst();
    assert_eq!(uitkomst.versies[1].vervangen_op, Some(uitkomst.versies[2].toewijzingsmoment));
    assert_eq!(uitkomst.versies[2].vervangen_op, None);
}

#[test]
fn removal_stays_until_a_longer_period() {
    let verwijderd =
        Verhaal::met_toewijzing().toewijzing("2026-02-01", V, V, Bij { reden: Some("13"), ..BIJ });
    assert_eq!(
        stand(&verwijderd),
        (2, some(V), some("2026-12-31"), some("13"), true, "geaccepteerd")
    );
    let herhaald = verwijderd.clone().toewijzing(
        "2026-02-01",
        V,
        V,
        Bij { dagtekening: Some("2026-03-01"), ..BIJ },
    );
    assert_eq!(stand(&herhaald), stand(&verwijderd));
    let hersteld =
        herhaald.toewijzing("2026-03-05", V, "2026-12-31", Bij { reden: Some("14"), ..BIJ });
    assert!(!stand(&hersteld).4);
    // Reason 01 on one day was a removal before April 2022; a one-day allocation without reason is not.
    let oud =
        Verhaal::met_toewijzing().toewijzing("2026-02-01", V, V, Bij { reden: Some("01"), ..BIJ });
    assert!(stand(&oud).4);
    assert!(!stand(&Verhaal::new().toewijzing("2025-12-20", V, V, BIJ)).4);
    assert!(
        !stand(&Verhaal::met_toewijzing().toewijzing(
            "2026-02-01",
            V,
            "2026-02-28",
            Bij { reden: Some("01"), ..BIJ }
        ))
        .4
    );
    // A one-day allocation can still be removed: only the reason changes.
    let een_dag = Verhaal::new().toewijzing("2025-12-20", V, V, BIJ).toewijzing(
        "2026-01-05",
        V,
        V,
        Bij { reden: Some("13"), ..BIJ },
    );
    assert_eq!((stand(&een_dag).0, stand(&een_dag).4), (2, true));
}

#[test]
fn a_rejected_version_does_not_count() {
    let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..BIJ };
    let verhaal = Verhaal::met_toewijzing().toewijzing(
        "2026-05-01",
        V,
        "2026-06-30",
        Bij { reden: Some("05"), ..afgewezen.clone() },
    );
    assert_eq!(stand(&verhaal).0, 1);
    let alleen = Verhaal::new().toewijzing("2025-12-20", V, "2026-12-31", afgewezen);
    assert_eq!(stand(&alleen), (0, some("2026-12-31"), None, None, false, "afgewezen"));
    let open = Bij { antwoord: Antwoord::Open, ..BIJ };
    let wacht = Verhaal::new().toewijzing("2025-12-20", V, "2026-12-31", open.clone());
    assert_eq!(stand(&wacht).5, "open");
    let geaccepteerd = wacht.toewijzing(
        "2025-12-20",
        V,
        "2026-12-31",
        Bij { dagtekening: Some("2026-01-10"), ..BIJ },
    );
    assert_eq!((stand(&geaccepteerd).0, stand(&geaccepteerd).5), (1, "geaccepteerd"));
}

#[test]
fn a_reference_is_kept_from_the_version_that_had_it() {
    let verhaal = Verhaal::new()
        .toewijzing("2025-12-20", V, "2026-12-31", Bij { referentie: Some("REF1"), ..BIJ })
        .toewijzing("2026-05-01", V, "2026-06-30", Bij { reden: Some("05"), ..BIJ });
    let uitkomst = verhaal.uitkomst();
    let referentie = uitkomst.toewijzingen[0].stand.referentie_aanbieder.as_ref();
    assert_eq!(referentie.map(domain::Tekst::as_str), Some("REF1"));
    assert_eq!(uitkomst.toewijzingen[0].stand.toewijzingsdatum, dag("2026-05-01"));
}
