//! Lists: tariffs, ceilings and postcodes.

use sqlx::PgPool;

use crate::fixture::{Rij, Warehouse};

const TARIEVEN: &str = "select concat_ws(' ', bron, wet, gemeentecode, agb_code, productcategorie, productcode, eenheid, \
    tarief_eurocent, geldig_van, geldig_tot) from ref.contract_tarief order by 1";

fn tarief(rest: &str) -> String {
    format!(
        r#""wet": "wmo", "aanbieder_agb": "42420001", "productcategorie": "02", "productcode": "02A03", "eenheid": "04",
        "geldig_van": "2026-01-01", "tarief": 6000{rest}"#
    )
}

#[sqlx::test(migrations = false)]
async fn tariffs_of_sources_stand_beside_those_of_the_command(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    warehouse
        .execute(
            "insert into ref.contract_tarief values ('wmo', '0384', '42420001', '02', '02A03', '04', 5900, '2026-01-01', null)",
        )
        .await;
    warehouse.land(Rij::nieuw("tarief", "1", &tarief(""))).await;
    warehouse
        .land(Rij {
            bron: "jeugd",
            ..Rij::nieuw("tarief", "1", &tarief(r#", "geldig_tot": "2026-12-31""#))
        })
        .await;
    warehouse.publish().await;
    let command = "wmo 0384 42420001 02 02A03 04 5900 2026-01-01";
    assert_eq!(
        warehouse.texts(TARIEVEN).await,
        [
            format!(" {command}"),
            "jeugd wmo 0384 42420001 02 02A03 04 6000 2026-01-01 2026-12-31".to_owned(),
            "zaken wmo 0384 42420001 02 02A03 04 6000 2026-01-01".to_owned(),
        ]
    );
    // The command replaces and counts its own list only.
    let lijst = load::referentie::Lijst::Tarieven(Vec::new());
    let bewaren = load::referentie::Bewaren::Ja {
        wie: "test",
        aanleiding: load::referentie::Aanleiding::Bestand,
    };
    let verschil = load::referentie::replace(&warehouse.db, &lijst, bewaren).await.unwrap();
    assert_eq!((verschil.weg, verschil.erbij), (1, 0));
    assert_eq!(warehouse.texts(TARIEVEN).await.len(), 2);
    let stand = load::referentie::list(&warehouse.db).await.unwrap();
    assert!(stand.iter().all(|lijst| lijst.rijen == 0));
}

#[sqlx::test(migrations = false)]
async fn a_tariff_that_fell_out_held_until_the_day_before(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let cases = [
        ("weg", Some("2026-02-28"), "2026-01-01", "2026-02-27"),
        ("nooit begonnen", Some("2026-02-28"), "2026-03-01", ""),
        ("staat", None, "2026-01-01", "-"),
    ];
    for (nummer, (naam, tot, van, _)) in (0..).zip(cases) {
        let velden =
            tarief("").replace("02A03", &format!("02A0{nummer}")).replace("2026-01-01", van);
        warehouse.land(Rij { tot, ..Rij::nieuw("tarief", naam, &velden) }).await;
    }
    warehouse.publish().await;
    for (nummer, (naam, _, _, expected)) in (0..).zip(cases) {
        let sql = format!(
            "select coalesce(geldig_tot::text, '-') from ref.contract_tarief where productcode = '02A0{nummer}'"
        );
        let expected: Vec<String> =
            (!expected.is_empty()).then(|| expected.to_owned()).into_iter().collect();
        assert_eq!(warehouse.texts(&sql).await, expected, "{naam}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_tariff_that_no_rule_can_read_is_counted_and_left_out(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let cases = [
        ("pw", "0384", tarief("").replace(r#""wet": "wmo""#, r#""wet": "pw""#)),
        ("hele categorie", "0384", tarief(r#", "productcode": null"#)),
        ("zonder eenheid", "0384", tarief(r#", "eenheid": null"#)),
        ("andere eenheid", "0384", tarief(r#", "eenheid": "99""#)),
        ("andere categorie", "0384", tarief(r#", "productcategorie": "99""#)),
        ("zonder gemeente", "", tarief("")),
    ];
    for (naam, gemeente, velden) in &cases {
        warehouse.land(Rij { gemeente, ..Rij::nieuw("tarief", naam, velden) }).await;
    }
    let rapport = warehouse.publish().await;
    assert_eq!(rapport.tarieven_buiten_lijst, 6);
    assert!(warehouse.texts(TARIEVEN).await.is_empty());
}

#[sqlx::test(migrations = false)]
async fn a_ceiling_may_be_of_one_category_or_of_all(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let plafond = r#""wet": "jw", "aanbieder_agb": "42420001", "geldig_van": "2026-01-01", "geldig_tot": "2026-12-31", "bedrag": 5000000"#;
    warehouse.land(Rij::nieuw("budgetplafond", "alle", plafond)).await;
    let een = format!(r#"{plafond}, "productcategorie": "45""#);
    warehouse
        .land(Rij { tot: Some("2026-02-28"), ..Rij::nieuw("budgetplafond", "45", &een) })
        .await;
    warehouse.publish().await;
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws(' ', wet, gemeentecode, agb_code, coalesce(productcategorie, '-'), bedrag_eurocent, geldig_tot, vervallen_op) \
                 from ref.budgetplafond order by 1"
            )
            .await,
        ["jw 0384 42420001 - 5000000 2026-12-31", "jw 0384 42420001 45 5000000 2026-12-31 2026-02-28"]
    );
}
