//! Whatever the order in which deliveries arrive, landing is what a plain fold over them in their own order gives.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a model that cannot be made or asked is a failing test"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::zaaksysteem::Record;
use load::zaak::{Levering, Leveringsoort};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sqlx::PgPool;

use super::fixture::{Wereld, levering, regels, team};

/// More of them, once: `CSV_GEVALLEN=1000`.
const GEVALLEN: usize = 40;

/// A delivery of the model: its rows are (key, content).
#[derive(Debug, Clone)]
struct Model {
    dag: u32,
    naam: String,
    soort: Leveringsoort,
    rijen: Vec<(u8, u8)>,
}

/// What a delivery tells of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zegt {
    Inhoud(u8),
    Niets,
    Weg,
}

impl Model {
    fn zegt(&self, sleutel: u8) -> Zegt {
        let inhoud: BTreeSet<u8> =
            self.rijen.iter().filter(|rij| rij.0 == sleutel).map(|rij| rij.1).collect();
        match (inhoud.len(), self.soort) {
            (0, Leveringsoort::Volledig) => Zegt::Weg,
            (1, _) => Zegt::Inhoud(*inhoud.first().unwrap()),
            _ => Zegt::Niets,
        }
    }

    fn telt(&self) -> bool {
        self.rijen.iter().any(|rij| matches!(self.zegt(rij.0), Zegt::Inhoud(_)))
    }
}

/// Key, content, day from, day until.
type Run = (String, String, i32, Option<i32>);

/// The runs of one key: of a day the full delivery with the greatest name, then changes with a greater name than that.
fn looptijden(leveringen: &[Model], sleutel: u8) -> Vec<Run> {
    let mut dagen: BTreeMap<u32, Vec<&Model>> = BTreeMap::new();
    for levering in leveringen.iter().filter(|levering| levering.telt()) {
        dagen.entry(levering.dag).or_default().push(levering);
    }
    let mut runs: Vec<Run> = Vec::new();
    for (dag, mut leveringen) in dagen {
        leveringen.sort_by(|een, ander| een.naam.cmp(&ander.naam));
        let vol = leveringen.iter().rposition(|een| een.soort == Leveringsoort::Volledig);
        let later = leveringen.iter().skip(vol.map_or(0, |plek| plek + 1));
        let vermelding = later.rev().map(|een| een.zegt(sleutel)).find(|zegt| *zegt != Zegt::Niets);
        let zegt = vermelding.or_else(|| vol.map(|plek| leveringen[plek].zegt(sleutel)));
        let dag = i32::try_from(dag).unwrap();
        let open = runs.last_mut().filter(|run| run.3.is_none());
        let staat = open.as_ref().map(|run| run.1.clone());
        let nieuw = match zegt {
            None | Some(Zegt::Niets) => continue,
            Some(Zegt::Weg) => None,
            Some(Zegt::Inhoud(inhoud)) => Some(inhoud.to_string()),
        };
        if vermelding.is_none() && staat == nieuw {
            continue;
        }
        if let Some(run) = open {
            run.3 = Some(dag);
        }
        if let Some(inhoud) = nieuw {
            runs.push((sleutel.to_string(), inhoud, dag, None));
        }
    }
    runs
}

fn verwacht(leveringen: &[Model]) -> Vec<Run> {
    (0..4).flat_map(|sleutel| looptijden(leveringen, sleutel)).collect()
}

fn model(soort: impl Strategy<Value = Leveringsoort>) -> impl Strategy<Value = Model> {
    let rijen = proptest::collection::vec((0..4_u8, 0..2_u8), 0..5);
    (1..5_u32, 0..3_u8, soort, rijen).prop_map(|(dag, letter, soort, rijen)| {
        let naam = format!("map/{}", char::from(b'a' + letter));
        Model { dag, naam, soort, rijen }
    })
}

fn record(rij: (u8, u8)) -> Record {
    team(&rij.0.to_string(), &rij.1.to_string())
}

impl Wereld {
    async fn laad_model(&self, model: &Model, bestand_id: Option<i64>) -> i64 {
        let gegeven = Levering {
            soort: model.soort,
            is_bevestigd: true,
            bestand_id,
            ..levering(&model.naam, model.dag)
        };
        self.laad(&gegeven, &regels(model.rijen.iter().copied().map(record))).await.bestand_id
    }

    async fn runs(&self) -> Vec<Run> {
        sqlx::query_as(
            "select team, afdeling, extract(day from gezien_van)::integer, \
             extract(day from gezien_tot)::integer from landing.csv_team order by team, gezien_van",
        )
        .fetch_all(self.db.pool())
        .await
        .unwrap()
    }

    async fn leeg(&self) {
        sqlx::raw_sql(
            "truncate landing.csv_team, beheer.csv_levering, beheer.csv_onbeslist, beheer.bestand",
        )
        .execute(self.db.pool())
        .await
        .unwrap();
    }

    /// Every row comes from a line with its key and content.
    async fn is_te_herleiden(&self, geladen: &[(i64, Model)]) {
        let rijen: Vec<(String, String, i64, i64)> =
            sqlx::query_as("select team, afdeling, bestand_id, regel from landing.csv_team")
                .fetch_all(self.db.pool())
                .await
                .unwrap();
        for (sleutel, inhoud, bestand_id, regel) in rijen {
            let (_, model) = geladen.iter().find(|(nummer, _)| *nummer == bestand_id).unwrap();
            let rij = model.rijen[usize::try_from(regel - 2).unwrap()];
            assert_eq!((sleutel, inhoud), (rij.0.to_string(), rij.1.to_string()));
        }
    }

    async fn speel(&self, leveringen: &[Model], anders: &[(u8, u8)]) {
        self.leeg().await;
        let mut geladen: Vec<(i64, Model)> = Vec::new();
        for (plek, model) in leveringen.iter().enumerate() {
            let bestand_id = self.laad_model(model, None).await;
            geladen.push((bestand_id, model.clone()));
            assert_eq!(self.runs().await, verwacht(&leveringen[..=plek]), "{leveringen:?}");
        }
        self.is_te_herleiden(&geladen).await;
        let mut leveringen = leveringen.to_vec();
        for (plek, (bestand_id, _)) in geladen.iter().enumerate() {
            // Of another delivery of that day with a lesser name it is not kept what it told.
            if leveringen.iter().filter(|een| een.dag == leveringen[plek].dag).count() > 1 {
                continue;
            }
            anders.clone_into(&mut leveringen[plek].rijen);
            self.laad_model(&leveringen[plek], Some(*bestand_id)).await;
            assert_eq!(self.runs().await, verwacht(&leveringen), "again {plek}: {leveringen:?}");
        }
    }
}

async fn beproef(pool: PgPool, soort: impl Strategy<Value = Leveringsoort> + Clone) {
    let wereld = Wereld::new(pool).await;
    let mut runner = TestRunner::deterministic();
    let strategy = (
        proptest::collection::vec(model(soort), 2..6),
        proptest::collection::vec((0..4_u8, 0..2_u8), 0..5),
    );
    let gevallen = std::env::vars().find(|(naam, _)| naam == "CSV_GEVALLEN");
    let gevallen = gevallen.map_or(GEVALLEN, |(_, aantal)| aantal.parse().unwrap());
    for _ in 0..gevallen {
        let (mut leveringen, anders) = strategy.new_tree(&mut runner).unwrap().current();
        // A name twice on a day is another case: the file that was read last counts.
        let mut namen = BTreeSet::new();
        leveringen.retain(|een| namen.insert((een.dag, een.naam.clone())));
        wereld.speel(&leveringen, &anders).await;
    }
}

#[sqlx::test(migrations = false)]
async fn full_deliveries_in_any_order_give_the_same_runs(pool: PgPool) {
    beproef(pool, Just(Leveringsoort::Volledig)).await;
}

#[sqlx::test(migrations = false)]
async fn changes_in_any_order_give_the_same_runs(pool: PgPool) {
    beproef(pool, Just(Leveringsoort::Mutaties)).await;
}

#[sqlx::test(migrations = false)]
async fn full_deliveries_and_changes_in_any_order_give_the_same_runs(pool: PgPool) {
    let soort = prop_oneof![Just(Leveringsoort::Volledig), Just(Leveringsoort::Mutaties)];
    beproef(pool, soort).await;
}
