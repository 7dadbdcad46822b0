//! Who sent a message and whose records are in it: in release 2.x not always the same provider.

use domain::{Berichtsoort, Release, record::Onderdeel::Aangevraagd};

use super::{BIJ, Bij, Verhaal, agb};
use crate::Uitkomst;

/// Release 2.1: beschikking 7, no number.
const OUD: Bij = Bij { nummer: None, beschikking: Some(7), release: Release::R2_1, ..BIJ };
const S: &str = "2018-01-05";

/// Two senders report the same delivery and the same request of provider 1, each in a message `X` of one day.
fn dubbel() -> Verhaal {
    let bij = Bij { dagtekening: Some("2018-02-01"), ..OUD };
    let mut verhaal = Verhaal::new()
        .toewijzing("2017-12-20", "2018-01-01", "2018-12-31", OUD)
        .start(S, bij.clone())
        .start(S, bij.clone())
        .stop(S, "2018-02-01", "20", bij.clone())
        .stop(S, "2018-02-01", "31", bij.clone())
        .verzoek(
            "2018-02-01",
            Aangevraagd,
            "2018-03-01",
            Bij { beschikking: Some(8), ..bij.clone() },
        )
        .verzoek("2018-02-01", Aangevraagd, "2018-04-01", Bij { beschikking: Some(9), ..bij })
        .op("2018-03-01");
    verhaal.herkomsten(|herkomst| {
        herkomst.identificatie = "X".parse().unwrap();
        herkomst.bericht_agb = agb(if herkomst.bestand_id % 2 == 0 { 92 } else { 91 });
    });
    verhaal
}

/// The same records, the other way round.
fn omgekeerd(mut verhaal: Verhaal) -> Uitkomst {
    verhaal.keten.starts.reverse();
    verhaal.keten.stops.reverse();
    verhaal.keten.verzoeken.reverse();
    verhaal.uitkomst()
}

#[test]
fn two_senders_with_one_identification_do_not_mix() {
    let uitkomst = dubbel().uitkomst();
    assert_eq!(omgekeerd(dubbel()), uitkomst);
    // Each record has its own key; all are of the provider that they name.
    for soort in [Berichtsoort::B305, Berichtsoort::B307] {
        let sleutels = uitkomst.koppelingen.iter().map(|feit| &feit.sleutel);
        let afzenders: Vec<_> = sleutels
            .filter(|sleutel| sleutel.berichtsoort == soort)
            .map(|sleutel| sleutel.agb)
            .collect();
        assert_eq!(afzenders, [agb(91), agb(92)], "{soort:?}");
    }
    assert!(uitkomst.koppelingen.iter().all(|feit| feit.agb == agb(1)));
    assert!(uitkomst.leveringen.iter().all(|feit| feit.agb == agb(1)));
    let verzoeken: Vec<_> =
        uitkomst.verzoeken.iter().map(|feit| (feit.agb, feit.sleutel.agb)).collect();
    assert_eq!(verzoeken, [(agb(1), agb(91)), (agb(1), agb(92))]);
    // One delivery: the second start repeats the first, whose message is that of the smaller provider.
    let [levering] = uitkomst.leveringen.as_slice() else { panic!("one delivery") };
    assert_eq!(levering.sleutel.agb, agb(91));
    let dubbele: Vec<_> = uitkomst
        .bevindingen
        .iter()
        .filter(|feit| feit.regelcode == "TR074")
        .map(|feit| (feit.berichtsoort, feit.agb))
        .collect();
    assert_eq!(dubbele, [(Berichtsoort::B305, agb(1)), (Berichtsoort::B307, agb(1))]);
}

#[test]
fn findings_on_messages_of_two_senders_have_keys_of_their_own() {
    // A number that nobody gave out.
    let los = Bij { nummer: Some(999), ..OUD };
    let mut verhaal = Verhaal::new().start(S, los.clone()).start("2018-01-06", los);
    let sleutels = |verhaal: &Verhaal| {
        let bevindingen = verhaal.uitkomst().bevindingen;
        let sleutels: std::collections::BTreeSet<_> =
            bevindingen.iter().map(|feit| feit.bevinding_sk).collect();
        (bevindingen.len(), sleutels.len())
    };
    let apart = sleutels(&verhaal);
    assert!(apart.0 > 1);
    verhaal.herkomsten(|herkomst| {
        herkomst.identificatie = "X".parse().unwrap();
        herkomst.bericht_agb = agb(if herkomst.bestand_id % 2 == 0 { 92 } else { 91 });
    });
    assert_eq!(sleutels(&verhaal), apart);
}

#[test]
fn a_key_of_a_finding_does_not_change_between_versions_of_the_program() {
    let verhaal = Verhaal::new().start("2026-01-05", BIJ);
    let uitkomst = verhaal.uitkomst();
    let [bevinding] = uitkomst.bevindingen.as_slice() else { panic!("one finding") };
    assert_eq!((bevinding.regelcode, bevinding.bevinding_sk), ("TR019", 905_253_897_473_832_052));
}

#[test]
fn a_reason_has_the_release_of_its_message() {
    let verhaal = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "", BIJ)
        .start("2026-01-05", BIJ)
        .stop("2026-01-05", "2026-02-01", "31", Bij { release: Release::R3_0, ..BIJ });
    let uitkomst = verhaal.uitkomst();
    assert_eq!(uitkomst.leveringen[0].reden_release, Some(Release::R3_0));
    assert_eq!(uitkomst.toewijzingen[0].stand.release, Release::R3_2);
    // A resend in another release that names the reason of the version.
    let reden = Bij { reden: Some("13"), release: Release::R3_0, ..BIJ };
    let aangevuld = verhaal.toewijzing("2025-12-20", "2026-01-01", "", reden).uitkomst();
    let stand = &aangevuld.versies[0].stand;
    assert!(aangevuld.versies.len() == 1 && stand.reden_wijziging.is_some());
    assert_eq!(stand.release, Release::R3_0);
    let lopend = Verhaal::met_toewijzing().start("2026-01-05", BIJ).uitkomst();
    assert_eq!(lopend.leveringen[0].reden_release, None);
}
