//! What is published depends on landing alone.

use load::zaak_publish;
use sqlx::PgPool;

use crate::fixture::{Rij, Warehouse, persoon};

/// A row and the delivery that ends it.
type Stap = (&'static str, &'static str, &'static str, Option<&'static str>, String);

fn wereld() -> Vec<Stap> {
    let client = |nummer: u32, rest: &str| format!(r#""client": "{}"{rest}"#, persoon(nummer));
    vec![
        ("client", "16", "2026-01-31", Some("2026-02-28"), client(16, r#", "postcode": "1271AA""#)),
        ("client", "16", "2026-02-28", None, format!(r#"{}, "persoon": "{}""#, client(16, ""), persoon(1))),
        ("client", "1", "2026-01-31", Some("2026-03-31"), client(1, r#", "gebiedscode": "BU03840101""#)),
        ("client", "1", "2026-03-31", None, client(1, r#", "gebiedscode": "BU03840102", "geslacht": "1""#)),
        ("gebied", "1271AA", "2026-02-28", None, r#""postcode": "1271AA", "gebiedscode": "BU03840103""#.to_owned()),
        ("zaak", "Z1", "2026-01-31", Some("2026-02-28"), format!(r#""zaaknummer": "Z1", "team": "Noord", {}"#, client(16, ""))),
        ("zaak", "Z1", "2026-02-28", Some("2026-03-31"), format!(r#""zaaknummer": "Z1", "team": "Zuid", "leefgebieden": ["wonen"], {}"#, client(16, ""))),
        ("zaak", "Z2", "2026-03-31", None, format!(r#""zaaknummer": "Z2", {}"#, client(2, ""))),
        ("beschikking", "12", "2026-02-28", None, r#""beschikkingnummer": "12", "wet": "wmo", "beschikking_sk": 10384000000012, "zaaknummer": "Z1""#.to_owned()),
        ("voorziening", "12-1", "2026-01-31", None, r#""beschikkingnummer": "12", "volgnummer": "1", "wet": "wmo", "beschikking_sk": 10384000000012, "productcategorie": "02", "productcode": "02A03", "aanbieder_agb": "42420001""#.to_owned()),
        ("aanbieder", "1", "2026-02-28", Some("2026-03-31"), r#""aanbieder_agb": "42420001", "aanbiedernaam": "Een""#.to_owned()),
        ("aanbieder", "1", "2026-03-31", None, r#""aanbieder_agb": "42420001", "aanbiedernaam": "Twee""#.to_owned()),
        ("product", "1", "2026-03-31", None, r#""wet": "wmo", "productcategorie": "02", "productcode": "02A03", "segment": "licht""#.to_owned()),
        ("uitkering", "1", "2026-01-31", Some("2026-02-28"), format!(r#""regeling": "PW", "ingangsdatum": "2024-01-01", {}"#, client(1, ""))),
        ("meting", "1", "2026-01-31", None, r#""gebiedscode": "GM0363", "periode": "2024JJ00", "indicator": "i", "waarde": 1"#.to_owned()),
    ]
}

#[sqlx::test(migrations = false)]
async fn every_delivery_on_its_own_gives_the_same_as_all_at_once(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    // As if the deliveries came in this order: of a day that has not come yet nothing is known.
    for (volgorde, dagen) in [
        ("in order", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("backwards", ["2026-03-31", "2026-02-28", "2026-01-31"]),
    ] {
        for table in [
            "client",
            "gebied",
            "zaak",
            "beschikking",
            "voorziening",
            "aanbieder",
            "product",
            "uitkering",
            "meting",
        ] {
            warehouse.execute(&format!("truncate landing.csv_{table}")).await;
        }
        for count in 1..=dagen.len() {
            let bekend = &dagen[..count];
            for table in [
                "client",
                "gebied",
                "zaak",
                "beschikking",
                "voorziening",
                "aanbieder",
                "product",
                "uitkering",
                "meting",
            ] {
                warehouse.execute(&format!("truncate landing.csv_{table}")).await;
            }
            for (entiteit, sleutel, van, tot, velden) in &wereld() {
                if bekend.contains(van) {
                    let tot = tot.filter(|tot| bekend.contains(tot));
                    warehouse.land(Rij { van, tot, ..Rij::nieuw(entiteit, sleutel, velden) }).await;
                }
            }
            warehouse.publish().await;
        }
        let stepwise = warehouse.published().await;
        warehouse
            .execute(
                "delete from dwh.dim_client where client_sk > 0; delete from dwh.dim_product where product_sk > 0; \
                 delete from dwh.dim_aanbieder where aanbieder_sk > 0; delete from dwh.dim_team where team_sk > 0; \
                 truncate dwh.feit_zaak, dwh.zaak_leefgebied, dwh.feit_voorziening, dwh.feit_uitkering, dwh.feit_meting, \
                 ref.postcode_gebied",
            )
            .await;
        warehouse.publish().await;
        let at_once = warehouse.published().await;
        assert!(at_once.len() > 20);
        assert_eq!(stepwise, at_once, "{volgorde}");
    }
}

#[sqlx::test(migrations = false)]
async fn without_a_new_delivery_nothing_is_done(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    warehouse.land(Rij::nieuw("zaak", "Z1", r#""zaaknummer": "Z1""#)).await;
    warehouse.deliver().await;
    assert!(zaak_publish::has_work(&warehouse.db).await.unwrap());
    assert_eq!(warehouse.publish_due().await.geschreven(), 1);
    assert!(!zaak_publish::has_work(&warehouse.db).await.unwrap());
    assert!(warehouse.publish_due().await.tabellen.is_empty());
    // A delivery that is written again is another one.
    warehouse.execute("update beheer.csv_levering set rijen = rijen").await;
    assert!(zaak_publish::has_work(&warehouse.db).await.unwrap());
    assert_eq!(warehouse.publish_due().await.geschreven(), 0);
}
