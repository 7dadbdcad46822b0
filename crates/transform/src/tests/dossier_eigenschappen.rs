//! What holds for any dossier.

use std::collections::BTreeSet;

use domain::record::Onderdeel;
use domain::{Eenheid, Eurocent, Frequentie, Omvang};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::eigenschappen::geschud;
use super::{BIJ, Bij, Verhaal, dag};
use crate::Antwoord;

const DAGEN: [&str; 6] =
    ["2026-01-01", "2026-01-02", "2026-01-10", "2026-01-31", "2026-02-01", "2026-03-15"];
const PRODUCTEN: [&str; 5] = ["45/45A04", "45/45A05", "45", "46", ""];
const REDENEN: [Option<&str>; 5] = [None, None, Some("04"), Some("05"), Some("13")];
const REFERENTIES: [Option<&str>; 4] = [Some("R1"), Some("R2"), Some("R3"), None];
const ONDERDELEN: [Onderdeel; 3] =
    [Onderdeel::Nieuw, Onderdeel::TeWijzigen, Onderdeel::Ongewijzigd];

/// One record: what kind, how it differs, its days, and whether it goes with the one before it.
type Zin = (u8, Bij, [usize; 3], bool);

fn zin() -> impl Strategy<Value = Zin> {
    let wat = (0..4_u8, 100..104_i64, 0..5_usize, 0..3_usize, 0..5_usize, 0..4_usize);
    (wat, [0..6_usize, 0..6_usize, 0..6_usize], any::<bool>(), 1..3_i64).prop_map(
        |((soort, nummer, product, antwoord, reden, referentie), dagen, hoort_bij, volume)| {
            let bij = Bij {
                nummer: Some(nummer).filter(|_| dagen != [5, 5, 5]),
                product: PRODUCTEN[product],
                dagtekening: Some(DAGEN[dagen[0]]),
                antwoord: [Antwoord::Open, Antwoord::Geaccepteerd, Antwoord::Afgewezen][antwoord],
                reden: REDENEN[reden],
                referentie: REFERENTIES[referentie],
                volume,
                ..BIJ
            };
            (soort, bij, dagen, hoort_bij)
        },
    )
}

fn schrijf(verhaal: Verhaal, (soort, bij, [een, twee, drie], hoort_bij): Zin) -> Verhaal {
    let (begin, eind) = (DAGEN[twee], if twee < drie { DAGEN[drie] } else { "" });
    let budget = (drie == 2).then(|| Eurocent::new(100 * bij.volume));
    let omvang = (drie == 3).then(|| Omvang {
        volume: bij.volume.try_into().unwrap(),
        eenheid: Eenheid::Uur,
        frequentie: [Frequentie::Week, Frequentie::Totaal][een % 2],
    });
    match soort {
        0 | 1 => {
            let is_vervolg = hoort_bij && !verhaal.keten.toewijzingen.is_empty();
            let verhaal = if is_vervolg {
                verhaal.mede(begin, eind, bij)
            } else {
                verhaal.toewijzing(DAGEN[een], begin, eind, bij)
            };
            verhaal.toegewezen(|rij| {
                rij.record.budget = budget;
                rij.record.omvang = omvang.or(rij.record.omvang.filter(|_| budget.is_none()));
            })
        }
        2 => {
            let laatste = verhaal.keten.verzoeken.last().map(|rij| rij.record.clone());
            let onderdeel = ONDERDELEN[(een + twee) % 3];
            let verhaal = match laatste.filter(|_| hoort_bij) {
                None if twee > 2 => verhaal.verzoek(begin, Onderdeel::Aangevraagd, begin, bij),
                None => verhaal.verzoek(begin, onderdeel, begin, bij),
                Some(laatste) if laatste.onderdeel == Onderdeel::Aangevraagd => verhaal
                    .ook(Onderdeel::Aangevraagd, begin, bij)
                    .gevraagd(|record| record.regel = laatste.regel + 1),
                Some(laatste) => verhaal.ook(onderdeel, begin, bij).gevraagd(|record| {
                    record.referentie = laatste.referentie;
                }),
            };
            verhaal.gevraagd(|record| {
                record.budget = budget;
                record.omvang = omvang;
                record.einddatum = (een != 1).then(|| dag(DAGEN[een]));
            })
        }
        _ => {
            let referentie = bij.referentie.or(Some("R1"));
            let reden = Some("4").filter(|_| drie > 1);
            verhaal.antwoord(begin, Bij { reden, referentie, ..bij })
        }
    }
}

fn verhaal() -> impl Strategy<Value = Verhaal> {
    prop::collection::vec(zin(), 0..16)
        .prop_map(|zinnen| zinnen.into_iter().fold(Verhaal::new().op("2026-04-01"), schrijf))
}

proptest! {
    #[test]
    fn the_order_of_records_means_nothing(verhaal in verhaal(), seed: u64) {
        let geschud = Verhaal { keten: geschud(&verhaal.keten, seed), ..verhaal.clone() };
        prop_assert_eq!(geschud.toets(), verhaal.toets());
        prop_assert_eq!(geschud.uitkomst(), verhaal.uitkomst());
    }

    #[test]
    fn keys_are_unique_and_of_the_dossier(verhaal in verhaal()) {
        let bevindingen = verhaal.toets().bevindingen;
        let sleutels: BTreeSet<_> = bevindingen.iter().map(|bevinding| bevinding.bevinding_sk).collect();
        prop_assert_eq!(sleutels.len(), bevindingen.len());
        let ketens: BTreeSet<_> = bevindingen.iter().map(|bevinding| bevinding.keten).collect();
        prop_assert!(ketens.len() <= 1);
    }

    #[test]
    fn an_outcome_holds_between_its_dates(verhaal in verhaal(), dagen in 0..200_u64) {
        for later in [false, true] {
            let toets = |verhaal: &Verhaal| if later {
                let uitkomst = verhaal.uitkomst();
                (uitkomst.bevindingen, uitkomst.houdbaarheid)
            } else {
                let toetsing = verhaal.toets();
                (toetsing.bevindingen, toetsing.houdbaarheid)
            };
            let mut vroeg = verhaal.clone();
            vroeg.peildatum = dag("2026-01-02");
            let (bevindingen, houdbaarheid) = toets(&vroeg);
            let mut laat = vroeg.clone();
            laat.peildatum = vroeg.peildatum + chrono::Days::new(dagen);
            if houdbaarheid.tot.is_none_or(|tot| laat.peildatum < tot) {
                prop_assert_eq!(&toets(&laat).0, &bevindingen);
            }
        }
    }

    /// Asked day after day, the actual allocations are those whose state of the day before is actual.
    #[test]
    fn what_is_actual_is_what_was_known(verhaal in verhaal()) {
        let kader = crate::Kader::op(verhaal.peildatum);
        let sleutel = domain::KetenSleutel::new(-1);
        let beeld = crate::dossier::DossierBeeld::new(&verhaal.keten, sleutel, &kader);
        let nummers: BTreeSet<_> = beeld.standen().map(|(nummer, ..)| nummer).collect();
        let mut actueel = beeld.actueel();
        for dag in DAGEN.map(dag) {
            let nu: Vec<_> = actueel.op(dag).iter().map(|(nummer, stand)| (*nummer, stand.rij)).collect();
            let verwacht: Vec<_> = nummers
                .iter()
                .filter_map(|nummer| Some((*nummer, beeld.stand_op(*nummer, dag.pred_opt()?)?)))
                .filter(|(_, stand)| stand.is_actueel(dag))
                .map(|(nummer, stand)| (nummer, stand.rij))
                .collect();
            prop_assert_eq!(nu, verwacht);
        }
    }

    /// A rejected message is judged, and changes nothing for others.
    #[test]
    fn what_was_rejected_counts_as_never_sent(verhaal in verhaal()) {
        let mut zonder = verhaal.clone();
        let telt = |herkomst: &crate::Herkomst| herkomst.antwoord != Antwoord::Afgewezen;
        zonder.keten.toewijzingen.retain(|rij| telt(&rij.herkomst));
        zonder.keten.verzoeken.retain(|rij| telt(&rij.herkomst));
        zonder.keten.antwoorden.retain(|rij| telt(&rij.herkomst));
        let over: BTreeSet<_> = verhaal
            .keten
            .toewijzingen
            .iter()
            .map(|rij| &rij.herkomst)
            .chain(verhaal.keten.verzoeken.iter().map(|rij| &rij.herkomst))
            .filter(|herkomst| !telt(herkomst))
            .map(|herkomst| herkomst.identificatie.clone())
            .collect();
        let van_anderen: Vec<_> = verhaal
            .toets()
            .bevindingen
            .into_iter()
            .filter(|een| een.bericht_identificatie.as_ref().is_none_or(|id| !over.contains(id)))
            .collect();
        prop_assert_eq!(zonder.toets().bevindingen, van_anderen);
    }
}

/// What these properties say is said of every rule.
#[test]
fn every_rule_on_dossiers_is_met() {
    let mut loper = TestRunner::deterministic();
    let mut gezien = BTreeSet::new();
    for _ in 0..3_000 {
        let bevindingen = verhaal().new_tree(&mut loper).unwrap().current().toets().bevindingen;
        gezien.extend(bevindingen.into_iter().map(|bevinding| bevinding.regelcode));
    }
    let van_dossiers = crate::regels().filter(|(_, kring)| *kring == crate::Kring::Dossier);
    let codes: BTreeSet<_> = van_dossiers.map(|(regel, _)| regel.code).collect();
    assert_eq!(gezien, codes);
}
