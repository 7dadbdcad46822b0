//! Checks that must find what no publication makes.

use sqlx::PgPool;

use crate::fixture::{Rij, Warehouse, persoon};

/// Facts of messages with what they name.
const FEITEN: [(&str, &[&str]); 8] = [
    ("feit_bericht", &["aanbieder"]),
    ("feit_toewijzing", &["aanbieder", "client", "product"]),
    ("feit_toewijzing_versie", &["aanbieder", "client", "product"]),
    ("feit_koppeling", &["aanbieder", "client", "product"]),
    ("feit_levering", &["aanbieder", "client", "product"]),
    ("feit_prestatie", &["aanbieder", "client", "product"]),
    ("feit_bevinding", &["aanbieder", "client", "product"]),
    ("feit_verzoek", &["aanbieder", "client", "product"]),
];

/// Keys of a fact, all unknown.
const SLEUTELS: [&str; 10] = [
    "gemeente_sk",
    "aanbieder_sk",
    "client_sk",
    "product_sk",
    "beschikking_sk",
    "regel_sk",
    "reden_sk",
    "reden_wijziging_sk",
    "reden_afwijzing_sk",
    "toewijzing_sk",
];

#[sqlx::test(migrations = false)]
async fn a_provision_of_a_beschikking_that_is_not_there_is_found(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    for (volgnummer, sleutel) in [("1", "-12"), ("2", "null")] {
        let velden = format!(
            r#""beschikkingnummer": "B-1", "volgnummer": "{volgnummer}", "wet": "wmo", "beschikking_sk": {sleutel}"#
        );
        warehouse.land(Rij::nieuw("voorziening", volgnummer, &velden)).await;
    }
    warehouse.publish().await;
    let dangling = "select concat_ws(' ', tabel, kolom, sleutel, rijen) from (";
    let dangling = format!(
        "{dangling}{}) as c",
        check(include_str!("../../../../sql/check/csv_dangling.sql"))
    );
    assert_eq!(warehouse.texts(&dangling).await, [""; 0]);
    warehouse.execute("delete from dwh.dim_beschikking where beschikking_sk = -12").await;
    assert_eq!(warehouse.texts(&dangling).await, ["feit_voorziening beschikking_sk -12 1"]);
}

#[sqlx::test(migrations = false)]
async fn a_fact_of_a_message_that_names_a_former_row_is_found(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let client = format!(r#""client": "{}""#, persoon(1));
    let aanbieder = r#""aanbieder_agb": "42420001""#;
    let product = r#""wet": "wmo", "productcategorie": "02", "productcode": "02A03""#;
    for (entiteit, velden, veld) in [
        ("client", client.as_str(), "geslacht"),
        ("aanbieder", aanbieder, "aanbiedernaam"),
        ("product", product, "segment"),
    ] {
        let inhoud = |waarde: &str| format!(r#"{velden}, "{veld}": "{waarde}""#);
        let oud = inhoud("1");
        let oud = Rij { tot: Some("2026-02-28"), ..Rij::nieuw(entiteit, "1", &oud) };
        warehouse.land(oud).await;
        let nieuw = inhoud("2");
        warehouse.land(Rij { van: "2026-02-28", ..Rij::nieuw(entiteit, "1", &nieuw) }).await;
    }
    warehouse.publish().await;
    for (feit, _) in FEITEN {
        warehouse.execute(&format!("alter table dwh.{feit} rename to {feit}_oud")).await;
        wijs(&warehouse, feit, "", "0").await;
    }
    let dangling = "select concat_ws(' ', feit, kolom) from (";
    let dangling = format!(
        "{dangling}{}) as c",
        check(include_str!("../../../../sql/check/dangling_dimension.sql"))
    );
    assert_eq!(warehouse.texts(&dangling).await, [""; 0]);
    for (feit, leden) in FEITEN {
        for lid in leden {
            let former = format!(
                "(select {lid}_sk from dwh.dim_{lid} where not is_actueel and {lid}_sk <> 0)"
            );
            let kolom = format!("{lid}_sk");
            wijs(&warehouse, feit, &kolom, &former).await;
            assert_eq!(warehouse.texts(&dangling).await, [format!("{feit} {kolom}")]);
        }
        wijs(&warehouse, feit, "", "0").await;
    }
}

/// The query without the end of a statement.
fn check(sql: &str) -> &str {
    sql.trim_end().trim_end_matches(';')
}

/// Makes a fact one row of which one key has a value.
async fn wijs(warehouse: &Warehouse, feit: &str, sleutel: &str, waarde: &str) {
    let kolommen = SLEUTELS.map(|kolom| {
        let waarde = if kolom == sleutel { waarde } else { "0" };
        format!("{waarde}::bigint as {kolom}")
    });
    let kolommen = kolommen.join(", ");
    warehouse.execute(&format!("create or replace view dwh.{feit} as select {kolommen}")).await;
}
