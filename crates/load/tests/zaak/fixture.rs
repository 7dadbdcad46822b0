//! Small deliveries, and a warehouse to put them in.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a fixture that cannot be made is a failing test"
)]

use chrono::{DateTime, NaiveDate};
use domain::zaaksysteem::{Entiteit, Record, Veldwaarde};
use load::Db;
use load::ledger::{NewRun, RunSoort, next_task_id, start_run};
use load::slot::Slot;
use load::zaak::{Begonnen, Geschreven, Levering, Leveringsoort, Schrijver};
use sqlx::PgPool;

pub(crate) fn dag(dag: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, dag).unwrap()
}

pub(crate) fn tekst(text: &str) -> Veldwaarde {
    Veldwaarde::Tekst(text.into())
}

pub(crate) fn record(entiteit: Entiteit, paren: &[(&str, Veldwaarde)]) -> Record {
    let mut waarden = vec![Veldwaarde::Leeg; entiteit.velden().len()];
    for (naam, waarde) in paren {
        waarden[entiteit.veld(naam).unwrap().0] = waarde.clone();
    }
    Record { entiteit, waarden }
}

/// A team in a department.
pub(crate) fn team(naam: &str, afdeling: &str) -> Record {
    record(Entiteit::Team, &[("team", tekst(naam)), ("afdeling", tekst(afdeling))])
}

/// A delivery of teams, with what most tests do not care about.
pub(crate) fn levering(naam: &str, peildatum: u32) -> Levering<'_> {
    Levering {
        bron: "suite",
        naam,
        bestand_id: None,
        sha256: [u8::try_from(naam.len() * 7 + usize::try_from(peildatum).unwrap()).unwrap(); 32],
        grootte: 100,
        gewijzigd_ns: 5,
        peildatum: dag(peildatum),
        soort: Leveringsoort::Volledig,
        daling_max: 50,
        is_bevestigd: false,
        gemeente: "0384".parse().ok(),
        entiteiten: &[Entiteit::Team],
        taak_id: 0,
        run_id: 0,
        poging: 1,
        gestart_op: DateTime::UNIX_EPOCH,
    }
}

/// Records on the lines from 2.
pub(crate) fn regels(records: impl IntoIterator<Item = Record>) -> Vec<(u64, Record)> {
    (2..).zip(records).collect()
}

pub(crate) struct Wereld {
    pub(crate) db: Db,
    pub(crate) slot: Slot,
    pub(crate) run_id: i64,
}

impl Wereld {
    pub(crate) async fn new(pool: PgPool) -> Self {
        let db = Db::from_pool(pool);
        db.migrate().await.unwrap();
        let slot = Slot::take(&db).await.unwrap().unwrap();
        let run = NewRun {
            soort: RunSoort::Run,
            gestart_door: "test",
            versie: "0",
            peildatum: dag(1),
            rerun_van: None,
        };
        let run_id = start_run(&db, &slot, &run).await.unwrap();
        Self { db, slot, run_id }
    }

    /// The writer of a new task.
    pub(crate) async fn begin(&self, levering: &Levering<'_>) -> Schrijver {
        let taak_id = match levering.taak_id {
            0 => next_task_id(&self.db).await.unwrap(),
            taak_id => taak_id,
        };
        let levering = Levering { taak_id, run_id: self.run_id, ..levering.clone() };
        match Schrijver::begin(&self.db, &self.slot, &levering).await.unwrap() {
            Begonnen::Nieuw(schrijver) => *schrijver,
            Begonnen::Al(_) => panic!("the task was written"),
        }
    }

    /// Loads a delivery with a row for every record.
    pub(crate) async fn laad(
        &self,
        levering: &Levering<'_>,
        rijen: &[(u64, Record)],
    ) -> Geschreven {
        let mut schrijver = self.begin(levering).await;
        schrijver.rijen(rijen).await.unwrap();
        schrijver.sluit(u64::try_from(rijen.len()).unwrap()).await.unwrap()
    }

    /// Loads a delivery of teams.
    pub(crate) async fn teams(
        &self,
        levering: &Levering<'_>,
        teams: &[(&str, &str)],
    ) -> Geschreven {
        let records = teams.iter().map(|(naam, afdeling)| team(naam, afdeling));
        self.laad(levering, &regels(records)).await
    }

    /// The runs of teams, as `team department from until`, in that order.
    pub(crate) async fn stand(&self) -> Vec<String> {
        self.teksten(
            "select concat_ws(' ', team, afdeling, extract(day from gezien_van), \
                 coalesce(extract(day from gezien_tot)::text, '-')) \
             from landing.csv_team order by team, gezien_van",
        )
        .await
    }

    /// One message in landing: chains wait for nothing where there is none.
    pub(crate) async fn bericht(&self) {
        let sql = "insert into landing.bericht (bestand_id, taak_id, identiteit, wet, berichtsoort, release, \
             gemeentecode, agb_code, afzender, ontvanger, identificatie, retourcodes, inhoud, dagtekening, \
             ontvangen_op) values (-1, -1, gen_random_uuid(), 'jw', 'JW301', '3.2', '0384', '42420001', 'a', \
             'b', 'c', '{}', gen_random_uuid(), '2026-04-01', now())";
        sqlx::raw_sql(sql).execute(self.db.pool()).await.unwrap();
    }

    pub(crate) async fn teksten(&self, sql: &'static str) -> Vec<String> {
        sqlx::query_scalar(sql).fetch_all(self.db.pool()).await.unwrap()
    }

    pub(crate) async fn getal(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.db.pool()).await.unwrap()
    }
}
