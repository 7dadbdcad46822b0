//! A warehouse whose landing is filled by hand: a row is what a delivery of a source told.

use chrono::NaiveDate;
use load::Db;
use load::ledger::{NewRun, RunSoort, start_run};
use load::publish::run_checks;
use load::slot::Slot;
use load::zaak_publish::{self, ZaakRapport};
use sqlx::{AssertSqlSafe, PgPool};

/// Municipality of rows that name none.
pub(crate) const GEMEENTE: &str = "0384";

/// What CSV fills, with the part of a row that no order of arrival may change.
const TABELLEN: [&str; 14] = [
    "dwh.dim_gemeente",
    "dwh.dim_gebied",
    "dwh.dim_client",
    "dwh.dim_aanbieder",
    "dwh.dim_product",
    "dwh.dim_team",
    "dwh.dim_medewerker",
    "dwh.feit_zaak",
    "dwh.zaak_leefgebied",
    "dwh.feit_voorziening",
    "dwh.feit_uitkering",
    "dwh.feit_meting",
    "ref.budgetplafond",
    "ref.postcode_gebied",
];

/// A row of landing: `bron`, entity, key, first and last day, and its fields as JSON.
pub(crate) struct Rij<'r> {
    pub(crate) bron: &'r str,
    pub(crate) entiteit: &'r str,
    pub(crate) gemeente: &'r str,
    pub(crate) van: &'r str,
    pub(crate) tot: Option<&'r str>,
    pub(crate) sleutel: &'r str,
    pub(crate) velden: &'r str,
}

impl<'r> Rij<'r> {
    /// A row of source `zaken` that stands since January.
    pub(crate) const fn nieuw(entiteit: &'r str, sleutel: &'r str, velden: &'r str) -> Self {
        Self {
            bron: "zaken",
            entiteit,
            gemeente: GEMEENTE,
            van: "2026-01-31",
            tot: None,
            sleutel,
            velden,
        }
    }
}

/// A pseudonym that ends in this number.
pub(crate) fn persoon(nummer: u32) -> String {
    format!("{nummer:08x}-0000-4000-8000-{nummer:012x}")
}

/// A warehouse with a run that has the slot.
pub(crate) struct Warehouse {
    pub(crate) db: Db,
    slot: Slot,
    run_id: i64,
}

impl Warehouse {
    pub(crate) async fn new(pool: PgPool) -> Self {
        let db = Db::from_pool(pool);
        db.migrate().await.unwrap();
        let slot = Slot::take(&db).await.unwrap().unwrap();
        let run = NewRun {
            soort: RunSoort::Run,
            gestart_door: "test",
            versie: "0",
            peildatum: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
            rerun_van: None,
        };
        let run_id = start_run(&db, &slot, &run).await.unwrap();
        Self { db, slot, run_id }
    }

    pub(crate) async fn execute(&self, sql: &str) {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(self.db.pool()).await.unwrap();
    }

    /// One text per row, in the order of the query.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(self.db.pool()).await.unwrap()
    }

    /// Writes a row in landing; the file is the day, the line the first digits of the key.
    pub(crate) async fn land(&self, rij: Rij<'_>) {
        let Rij { bron, entiteit, gemeente, van, tot, sleutel, velden } = rij;
        let tot = tot.map_or_else(|| "null".to_owned(), |tot| format!("\"{tot}\""));
        let regel = sleutel.bytes().map(i64::from).sum::<i64>();
        let bestand_id = van.replace('-', "");
        let gemeente_json =
            if gemeente.is_empty() { "null".to_owned() } else { format!("\"{gemeente}\"") };
        self.execute(&format!(
            "insert into landing.csv_{entiteit} select (jsonb_populate_record( \
             null::landing.csv_{entiteit}, '{{\"bron\": \"{bron}\", \"gemeentecode\": {gemeente_json}, \
             \"gezien_van\": \"{van}\", \"gezien_tot\": {tot}, \"bestand_id\": {bestand_id}, \
             \"regel\": {regel}}}'::jsonb || jsonb_build_object('rij_sleutel', \
             md5('{gemeente} {entiteit} {sleutel}')) || '{{{velden}}}'::jsonb)).*"
        ))
        .await;
    }

    /// Ends the run of a row that stands.
    pub(crate) async fn end(&self, bron: &str, entiteit: &str, sleutel: &str, tot: &str) {
        self.execute(&format!(
            "update landing.csv_{entiteit} set gezien_tot = '{tot}' where bron = '{bron}' \
             and rij_sleutel = md5('{GEMEENTE} {entiteit} {sleutel}')::uuid and gezien_tot is null"
        ))
        .await;
    }

    /// Tells that a delivery was written.
    pub(crate) async fn deliver(&self) {
        self.execute(
            "insert into beheer.csv_levering (bron, bestand_id, naam, peildatum, soort, entiteiten, rijen) \
             select 'zaken', coalesce(max(bestand_id), 0) + 1, 'f.csv', '2026-01-31', 'volledig', \
             '{zaak}', 1 from beheer.csv_levering",
        )
        .await;
    }

    /// Publishes after a delivery; every check is well, and another time changes nothing.
    pub(crate) async fn publish(&self) -> ZaakRapport {
        self.deliver().await;
        let rapport = self.publish_due().await;
        self.deliver().await;
        let again = self.publish_due().await;
        assert_eq!((again.geschreven(), again.verwijderd()), (0, 0), "{again:?}");
        for check in run_checks(&self.db).await.unwrap() {
            assert_eq!(check.rows, 0, "{}", check.name);
        }
        rapport
    }

    /// Publishes when a delivery came.
    pub(crate) async fn publish_due(&self) -> ZaakRapport {
        zaak_publish::publish(&self.db, &self.slot, self.run_id).await.unwrap()
    }

    /// Everything that was published, as text.
    pub(crate) async fn published(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for table in TABELLEN {
            rows.extend(
                self.texts(&format!(
                    "select '{table} ' || to_jsonb(t)::text from {table} as t order by 1"
                ))
                .await,
            );
        }
        rows
    }
}
