//! The columns of landing are the fields of the model.

use domain::zaaksysteem::{Entiteit, Veldsoort};
use sqlx::PgPool;

use super::fixture::Wereld;

const VAST: [(&str, &str); 7] = [
    ("bron", "text"),
    ("gemeentecode", "character(4)"),
    ("rij_sleutel", "uuid"),
    ("gezien_van", "date"),
    ("gezien_tot", "date"),
    ("bestand_id", "bigint"),
    ("regel", "bigint"),
];

const fn kolomsoort(soort: Veldsoort) -> &'static str {
    match soort {
        Veldsoort::Datum => "date",
        Veldsoort::Geheel | Veldsoort::Eurocent | Veldsoort::Jaar | Veldsoort::Toewijzingnummer => {
            "bigint"
        }
        Veldsoort::Decimaal => "numeric",
        Veldsoort::JaNee => "boolean",
        Veldsoort::Client | Veldsoort::Pseudoniem => "uuid",
        Veldsoort::Lijst => "text[]",
        _ => "text",
    }
}

#[sqlx::test(migrations = false)]
async fn every_entity_has_a_table_with_its_fields(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    for entiteit in Entiteit::ALLE {
        let kolommen: Vec<(String, String, bool)> = sqlx::query_as(
            "select attname::text, format_type(atttypid, atttypmod), attnotnull from pg_attribute \
             where attrelid = to_regclass('landing.csv_' || $1) and attnum > 0 order by attnum",
        )
        .bind(entiteit.naam())
        .fetch_all(wereld.db.pool())
        .await
        .unwrap();
        let mut verwacht: Vec<(String, String, bool)> = VAST
            .iter()
            .map(|(naam, soort)| {
                let is_verplicht = !matches!(*naam, "gemeentecode" | "gezien_tot");
                ((*naam).to_owned(), (*soort).to_owned(), is_verplicht)
            })
            .collect();
        let velden = entiteit.velden().iter().filter(|veld| veld.naam != "gemeentecode");
        verwacht.extend(velden.map(|veld| {
            (veld.naam.to_owned(), kolomsoort(veld.soort).to_owned(), veld.is_verplicht)
        }));
        if matches!(entiteit, Entiteit::Beschikking | Entiteit::Voorziening) {
            verwacht.push(("beschikking_sk".to_owned(), "bigint".to_owned(), false));
        }
        assert_eq!(kolommen, verwacht, "{entiteit}");
    }
    let tabellen = "select count(*) from pg_tables where schemaname = 'landing' \
         and tablename like 'csv\\_%'";
    assert_eq!(wereld.getal(tabellen).await, 13);
}
