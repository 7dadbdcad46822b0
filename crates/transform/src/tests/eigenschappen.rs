//! What holds for any chain: the order of records means nothing, and every record is accounted for.

use proptest::prelude::*;

use super::{BIJ, Bij, Verhaal, agb};
use crate::{
    Antwoord, Beschikkingwijze, Gelijkheid, Kader, Keten, Koppelreden, Koppelstatus, transform,
};
use domain::{Eenheid, Eurocent, Release, StatusAanlevering, record::Onderdeel};

const DAGEN: [&str; 6] =
    ["2026-01-01", "2026-01-05", "2026-01-20", "2026-02-10", "2026-03-15", "2026-04-01"];
const PRODUCTEN: [&str; 3] = ["45/45A04", "45", ""];
const REDENEN: [&str; 3] = ["20", "31", "32"];

const REFERENTIES: [Option<&str>; 3] = [Some("R1"), Some("R2"), None];
const ONDERDELEN: [Onderdeel; 4] =
    [Onderdeel::Aangevraagd, Onderdeel::Nieuw, Onderdeel::TeWijzigen, Onderdeel::Ongewijzigd];

fn bij() -> impl Strategy<Value = Bij> {
    let wie = (0..4_usize, 1..3_u32, 0..3_usize, 0..3_usize, 0..6_usize, 0..6_u8);
    let wat = (0..3_usize, 0..3_usize, 0..2_usize, 0..4_usize);
    let hoeveel = (0..3_usize, 0..3_usize, any::<bool>());
    (wie, wat, hoeveel).prop_map(
        |(
            (nummer, agb, antwoord, product, dagtekening, soort),
            (beschikking, referentie, release, wijziging),
            (volume, eenheid, heeft_budget),
        )| {
            Bij {
                nummer: [Some(100), Some(100), Some(101), None][nummer],
                agb,
                client: u8::from(soort == 3) + 1,
                product: PRODUCTEN[product],
                dagtekening: Some(DAGEN[dagtekening]),
                antwoord: [Antwoord::Open, Antwoord::Geaccepteerd, Antwoord::Afgewezen][antwoord],
                status: match soort {
                    2 => StatusAanlevering::Verwijderen,
                    4 => StatusAanlevering::Gewijzigd,
                    5 => StatusAanlevering::Ongewijzigd,
                    _ => StatusAanlevering::Eerste,
                },
                beschikking: [Some(7), Some(8), None][beschikking],
                referentie: REFERENTIES[referentie],
                release: [Release::R2_1, Release::R3_2][release],
                reden: [None, None, Some("05"), Some("13")][wijziging],
                volume: [2, 40, 999][volume],
                eenheid: [Eenheid::Uur, Eenheid::Minuut, Eenheid::Euro][eenheid],
                budget: heeft_budget.then_some(150),
                ..BIJ
            }
        },
    )
}

/// Writes one record: 301, 305, 307, 323, a request (every other one with a second product) or 319.
fn schrijf(
    verhaal: Verhaal,
    soort: u8,
    bij: Bij,
    [een, twee]: [usize; 2],
    reden: usize,
) -> Verhaal {
    let (begin, eind) = (DAGEN[een.min(twee)], DAGEN[een.max(twee)]);
    match soort {
        0 => verhaal.toewijzing(DAGEN[een], DAGEN[0], DAGEN[twee], bij),
        1 => verhaal.start(begin, bij),
        2 => verhaal.stop(begin, DAGEN[twee], REDENEN[reden], bij),
        3 => {
            let is_tweede = !verhaal.keten.prestaties.is_empty() && bij.beschikking.is_none();
            let verhaal = verhaal.lijn(
                [begin, eind],
                REDENEN[reden],
                if een > 3 { -100 } else { 100 },
                Bij {
                    nummer: bij.nummer.or(Some(100)),
                    product: PRODUCTEN[0],
                    referentie: (een > 3).then_some(REDENEN[twee % 3]),
                    ..bij
                },
            );
            if is_tweede { verhaal.samen() } else { verhaal }
        }
        4 => {
            let gevraagd = verhaal.verzoek(begin, ONDERDELEN[een % 4], eind, bij.clone());
            match twee % 2 {
                0 => gevraagd,
                _ => gevraagd.ook(ONDERDELEN[1 + een % 3], eind, bij),
            }
        }
        _ => verhaal.antwoord(
            begin,
            Bij {
                referentie: bij.referentie.or(Some("R1")),
                reden: ["1", "2"].get(reden).copied(),
                ..bij
            },
        ),
    }
}

/// Chains; in half of them two senders write for all providers, under the same identifications.
fn verhaal() -> impl Strategy<Value = Verhaal> {
    let records = (0..6_u8, bij(), 0..6_usize, 0..6_usize, 0..3_usize);
    let voorzieningen = prop::collection::vec((bij(), 0..3_usize, 0..6_usize, 0..6_usize), 0..4);
    let delen = (prop::collection::vec(records, 0..16), voorzieningen, any::<bool>());
    delen.prop_map(|(records, voorzieningen, is_gedeeld)| {
        let mut verhaal = records.into_iter().fold(
            Verhaal::new().op("2026-06-01"),
            |verhaal, (soort, bij, een, twee, reden)| {
                schrijf(verhaal, soort, bij, [een, twee], reden)
            },
        );
        for (bij, beschikking, begin, eind) in voorzieningen {
            let periode = [DAGEN[begin / 3], DAGEN[eind]];
            verhaal = verhaal.voorziening(["7", "8", "2026-B1"][beschikking], periode, bij);
        }
        if is_gedeeld {
            verhaal.herkomsten(|herkomst| {
                herkomst.identificatie = format!("G{}", herkomst.bestand_id / 2).parse().unwrap();
                herkomst.bericht_agb = agb(if herkomst.bestand_id % 2 == 0 { 91 } else { 92 });
            });
        }
        verhaal
    })
}

pub(super) fn geschud(keten: &Keten, seed: u64) -> Keten {
    fn schud<T>(lijst: &mut [T], mut seed: u64) {
        for index in (1..lijst.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            lijst.swap(index, usize::try_from(seed >> 33).unwrap() % (index + 1));
        }
    }
    let mut keten = keten.clone();
    schud(&mut keten.toewijzingen, seed);
    schud(&mut keten.starts, seed);
    schud(&mut keten.stops, seed);
    schud(&mut keten.prestaties, seed);
    schud(&mut keten.verzoeken, seed);
    schud(&mut keten.antwoorden, seed);
    schud(&mut keten.voorzieningen, seed);
    keten
}

proptest! {
    #[test]
    fn the_order_of_records_means_nothing(verhaal in verhaal(), seed: u64) {
        let geschud = geschud(&verhaal.keten, seed);
        prop_assert_eq!(transform(&geschud, &Kader::op(verhaal.peildatum)), verhaal.uitkomst());
    }

    #[test]
    fn a_case_system_changes_nothing_but_beschikkingen(verhaal in verhaal()) {
        let mut met = verhaal.uitkomst();
        let mut kaal = verhaal.clone();
        kaal.keten.voorzieningen.clear();
        let mut zonder = kaal.uitkomst();
        for feit in zonder.koppelingen.iter().chain(&met.koppelingen) {
            if feit.toewijzing.is_none() {
                prop_assert_eq!(feit.beschikking_gelijk.code(), "niet_toetsbaar");
            }
        }
        for uitkomst in [&mut met, &mut zonder] {
            for feit in &mut uitkomst.toewijzingen {
                feit.stand.beschikking = None;
                feit.stand.beschikking_wijze = Beschikkingwijze::Geen;
            }
            for feit in &mut uitkomst.versies {
                feit.stand.beschikking = None;
                feit.stand.beschikking_wijze = Beschikkingwijze::Geen;
            }
            for feit in &mut uitkomst.koppelingen {
                feit.beschikking_gelijk = Gelijkheid::NietToetsbaar;
                feit.redenen.retain(|reden| *reden != Koppelreden::AndereBeschikking);
                // What differs besides shows only when the link is not clean.
                if feit.koppelstatus == Koppelstatus::Gekoppeld {
                    feit.redenen.clear();
                }
            }
            uitkomst.bevindingen.retain(|bevinding| {
                !["DQ63", "DQ64", "DQ65", "DQ66"].contains(&bevinding.regelcode)
            });
        }
        prop_assert_eq!(met, zonder);
    }

    #[test]
    fn every_record_has_one_verdict_and_every_cent_one_line(verhaal in verhaal()) {
        let uitkomst = verhaal.uitkomst();
        let keten = &verhaal.keten;
        let records = keten.starts.len() + keten.stops.len() + keten.prestaties.len();
        prop_assert_eq!(uitkomst.koppelingen.len(), records);
        let sleutels: std::collections::BTreeSet<_> =
            uitkomst.koppelingen.iter().map(|feit| &feit.sleutel).collect();
        prop_assert_eq!(sleutels.len(), records);
        prop_assert_eq!(uitkomst.prestaties.len(), keten.prestaties.len());
        let som = |bedragen: Vec<Eurocent>| bedragen.iter().map(|bedrag| bedrag.waarde()).sum::<i64>();
        prop_assert_eq!(
            som(keten.prestaties.iter().map(|rij| rij.record.bedrag).collect()),
            som(uitkomst.prestaties.iter().map(|feit| feit.bedrag).collect())
        );
    }

    #[test]
    fn keys_of_rows_are_unique(verhaal in verhaal()) {
        let uitkomst = verhaal.uitkomst();
        let leveringen: std::collections::BTreeSet<_> =
            uitkomst.leveringen.iter().map(|feit| feit.levering_sk).collect();
        prop_assert_eq!(leveringen.len(), uitkomst.leveringen.len());
        let bevindingen: std::collections::BTreeSet<_> =
            uitkomst.bevindingen.iter().map(|feit| feit.bevinding_sk).collect();
        prop_assert_eq!(bevindingen.len(), uitkomst.bevindingen.len());
        let toewijzingen: std::collections::BTreeSet<_> =
            uitkomst.toewijzingen.iter().map(|feit| feit.toewijzing).collect();
        prop_assert_eq!(toewijzingen.len(), uitkomst.toewijzingen.len());
        let versies: std::collections::BTreeSet<_> =
            uitkomst.versies.iter().map(|feit| (feit.toewijzing, feit.versie)).collect();
        prop_assert_eq!(versies.len(), uitkomst.versies.len());
        let verzoeken: std::collections::BTreeSet<_> =
            uitkomst.verzoeken.iter().map(|feit| (&feit.sleutel, feit.volgnummer)).collect();
        prop_assert_eq!(verzoeken.len(), uitkomst.verzoeken.len());
    }

    #[test]
    fn what_is_referred_to_exists_and_counts(verhaal in verhaal()) {
        let uitkomst = verhaal.uitkomst();
        let geldig: std::collections::BTreeMap<_, _> = uitkomst
            .toewijzingen
            .iter()
            .filter(|feit| feit.aantal_versies > 0)
            .map(|feit| (feit.toewijzing, feit))
            .collect();
        for feit in &uitkomst.koppelingen {
            prop_assert!(feit.toewijzing.is_none_or(|sleutel| geldig.contains_key(&sleutel)));
        }
        for feit in &uitkomst.leveringen {
            prop_assert!(feit.toewijzing.is_none_or(|sleutel| geldig.contains_key(&sleutel)));
        }
        for feit in &uitkomst.verzoeken {
            let Some(sleutel) = feit.toewijzing else { continue };
            let toewijzing = &geldig[&sleutel];
            prop_assert_eq!(toewijzing.stand.nummer, feit.toegewezen_nummer);
            prop_assert!(feit.retour_status != Antwoord::Afgewezen);
        }
    }

    #[test]
    fn every_requested_product_has_one_row_and_an_answer_with_a_date(verhaal in verhaal()) {
        let uitkomst = verhaal.uitkomst();
        let gevraagd = verhaal.keten.verzoeken.iter();
        let gevraagd = gevraagd.filter(|rij| rij.record.onderdeel != Onderdeel::Ongewijzigd);
        prop_assert_eq!(uitkomst.verzoeken.len(), gevraagd.count());
        for feit in &uitkomst.verzoeken {
            let code = feit.antwoord.code();
            prop_assert_eq!(feit.antwoorddatum.is_some(), code != "open");
            prop_assert_eq!(feit.doorlooptijd_dagen.is_some(), ["toegewezen", "afgewezen"].contains(&code));
            prop_assert_eq!(feit.reden_afwijzing.is_some(), code == "afgewezen");
            prop_assert_eq!(feit.toewijzing.is_some(), code == "toegewezen");
        }
    }

    #[test]
    fn counting_deliveries_of_an_allocation_never_overlap(verhaal in verhaal()) {
        let uitkomst = verhaal.uitkomst();
        let beschikking = |feit: &crate::FeitLevering| {
            let mut starts = verhaal.keten.starts.iter();
            let start = starts.find(|rij| {
                let herkomst = &rij.herkomst;
                (&herkomst.identificatie, herkomst.bericht_agb)
                    == (&feit.sleutel.bericht_identificatie, feit.sleutel.agb)
            });
            start.and_then(|rij| rij.record.beschikking)
        };
        for een in &uitkomst.leveringen {
            for twee in &uitkomst.leveringen {
                let zelfde = een.telt_mee && twee.telt_mee && een.toewijzing == twee.toewijzing
                    && een.client == twee.client && een.agb == twee.agb
                    && een.nummer == twee.nummer && een.product == twee.product
                    && (een.nummer.is_some() || beschikking(een) == beschikking(twee));
                if zelfde && een.startdatum < twee.startdatum {
                    prop_assert!(een.einddatum.is_some_and(|eind| eind <= twee.startdatum), "{:#?}", uitkomst.leveringen);
                }
            }
        }
    }

    #[test]
    fn an_outcome_holds_between_its_dates(verhaal in verhaal(), dagen in 0..200_u64) {
        let uitkomst = verhaal.uitkomst();
        let datum = verhaal.peildatum + chrono::Days::new(dagen);
        if uitkomst.houdbaarheid.tot.is_none_or(|tot| datum < tot) {
            prop_assert_eq!(transform(&verhaal.keten, &Kader::op(datum)).bevindingen, uitkomst.bevindingen);
        }
    }
}
