//! What holds for any chain: the order of records means nothing, and every record is accounted for.

use proptest::prelude::*;

use super::{BIJ, Bij, Verhaal};
use crate::{Antwoord, Keten, transform};
use domain::{Eurocent, StatusAanlevering};

const DAGEN: [&str; 6] =
    ["2026-01-01", "2026-01-05", "2026-01-20", "2026-02-10", "2026-03-15", "2026-04-01"];
const PRODUCTEN: [&str; 3] = ["45/45A04", "45", ""];
const REDENEN: [&str; 3] = ["20", "31", "32"];

fn bij() -> impl Strategy<Value = Bij> {
    (0..4_u8, 1..3_u32, 0..3_u8, 0..3_usize, 0..6_usize, 0..4_u8).prop_map(
        |(nummer, agb, antwoord, product, dagtekening, soort)| Bij {
            nummer: [Some(100), Some(100), Some(101), None][usize::from(nummer)],
            agb,
            client: u8::from(soort == 3) + 1,
            product: PRODUCTEN[product],
            dagtekening: Some(DAGEN[dagtekening]),
            antwoord: [Antwoord::Open, Antwoord::Geaccepteerd, Antwoord::Afgewezen]
                [usize::from(antwoord)],
            status: if soort == 2 {
                StatusAanlevering::Verwijderen
            } else {
                StatusAanlevering::Eerste
            },
            ..BIJ
        },
    )
}

fn verhaal() -> impl Strategy<Value = Verhaal> {
    prop::collection::vec((0..4_u8, bij(), 0..6_usize, 0..6_usize, 0..3_usize), 0..14).prop_map(
        |records| {
            let mut verhaal = Verhaal::new().op("2026-06-01");
            for (soort, bij, een, twee, reden) in records {
                let (begin, eind) = (DAGEN[een.min(twee)], DAGEN[een.max(twee)]);
                verhaal = match soort {
                    0 => verhaal.toewijzing(
                        DAGEN[een],
                        DAGEN[0],
                        DAGEN[twee],
                        Bij { nummer: bij.nummer.or(Some(100)), ..bij },
                    ),
                    1 => verhaal.start(begin, bij),
                    2 => verhaal.stop(begin, DAGEN[twee], REDENEN[reden], bij),
                    _ => verhaal.lijn(
                        [begin, eind],
                        REDENEN[reden],
                        if een > 3 { -100 } else { 100 },
                        Bij {
                            nummer: bij.nummer.or(Some(100)),
                            product: PRODUCTEN[0],
                            referentie: (een > 3).then_some(REDENEN[twee % 3]),
                            ..bij
                        },
                    ),
                };
            }
            verhaal
        },
    )
}

fn geschud(keten: &Keten, seed: u64) -> Keten {
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
    keten
}

proptest! {
    #[test]
    fn the_order_of_records_means_nothing(verhaal in verhaal(), seed: u64) {
        let geschud = geschud(&verhaal.keten, seed);
        prop_assert_eq!(transform(&geschud, verhaal.peildatum), verhaal.uitkomst());
    }

    #[test]
    fn every_record_has_one_verdict_and_every_cent_one_line(verhaal in verhaal()) {
        let uitkomst = verhaal.uitkomst();
        let keten = &verhaal.keten;
        let records = keten.starts.len() + keten.stops.len() + keten.prestaties.len();
        prop_assert_eq!(uitkomst.koppelingen.len(), records);
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
    }

    #[test]
    fn counting_deliveries_of_an_allocation_never_overlap(verhaal in verhaal()) {
        let uitkomst = verhaal.uitkomst();
        for een in &uitkomst.leveringen {
            for twee in &uitkomst.leveringen {
                let zelfde = een.telt_mee && twee.telt_mee && een.toewijzing == twee.toewijzing
                    && een.client == twee.client && een.sleutel.agb == twee.sleutel.agb
                    && een.nummer == twee.nummer && een.product == twee.product;
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
            prop_assert_eq!(transform(&verhaal.keten, datum).bevindingen, uitkomst.bevindingen);
        }
    }
}
