//! Master data of CSV beside messages: whichever comes first, the members are the same.

use domain::Geslacht;
use domain::record::{Client, IngelezenBericht};
use sqlx::{AssertSqlSafe, PgPool};

use crate::fixture::{AGB, Wereld, b301, b305, client, start, toewijzing};

const DAG: &str = "2026-04-01";

const LEDEN: &str = "select 'client ' || right(clientsleutel::text, 2) || ' ' || concat_ws(' ', gebiedscode, geslacht, \
    geboortejaar, is_actueel, geldig_van, geldig_tot, is_bericht, is_csv) as lid from dwh.dim_client where client_sk > 0 \
    union all select 'aanbieder ' || concat_ws(' ', agb_code, aanbiedernaam, aanbiedergroep, is_actueel, geldig_van, \
    geldig_tot, is_bericht, is_csv) from dwh.dim_aanbieder where aanbieder_sk > 0 \
    union all select 'product ' || concat_ws(' ', productcode, product_omschrijving, segment, toewijzingsvorm, is_actueel, \
    geldig_van, is_bericht, is_csv) from dwh.dim_product where product_sk > 0 order by 1";

/// A message about person 1; what it knows of the person.
fn message(known: Option<(i16, Geslacht)>) -> IngelezenBericht {
    let mut message = b301("A1", vec![toewijzing(1, 300, 1)]);
    message.clienten = known
        .into_iter()
        .map(|(jaar, geslacht)| Client { client: client(1), geboortejaar: Some(jaar), geslacht })
        .collect();
    message
}

/// Persons 1 and 2 with a move of person 1, the provider of the messages and their product.
async fn land(pool: &PgPool) {
    let een = client(1).to_string();
    let twee = client(2).to_string();
    let sql = format!(
        "insert into landing.csv_client (bron, gemeentecode, rij_sleutel, gezien_van, gezien_tot, bestand_id, regel, \
         client, geboortejaar, geslacht, gebiedscode) values \
         ('zaken', '0363', md5('1')::uuid, '2026-01-31', '2026-02-28', 1, 2, '{een}', 1950, '1', 'BU03840101'), \
         ('zaken', '0363', md5('1')::uuid, '2026-02-28', null, 1, 2, '{een}', 1950, '1', 'BU03840102'), \
         ('zaken', '0363', md5('2')::uuid, '2026-01-31', null, 1, 3, '{twee}', 1960, '2', null); \
         insert into landing.csv_aanbieder (bron, gemeentecode, rij_sleutel, gezien_van, bestand_id, regel, aanbieder_agb, \
         aanbiedernaam, aanbiedergroep) values ('zaken', '0363', md5('a')::uuid, '2026-01-31', 1, 4, '{AGB}', 'Zorg', 'Groep'); \
         insert into landing.csv_product (bron, gemeentecode, rij_sleutel, gezien_van, bestand_id, regel, wet, \
         productcategorie, productcode, product_omschrijving, segment) select 'zaken', '0363', md5('p')::uuid, '2026-01-31', \
         1, 5, 'wmo', '{}', '{}', 'Hulp', 'licht'",
        crate::fixture::product().categorie.code(),
        crate::fixture::product().code.unwrap(),
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.unwrap();
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_message_before_the_master_data(pool: PgPool) {
    let wereld = Wereld::new(pool.clone()).await;
    wereld.load(&[message(None)]).await;
    wereld.publish(DAG).await;
    land(&pool).await;
    wereld.publish_csv().await;
    assert_eq!(wereld.text(LEDEN).await, expected("1 1950"));
    facts_point_to_what_holds(&wereld).await;
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn master_data_before_the_message(pool: PgPool) {
    let wereld = Wereld::new(pool.clone()).await;
    land(&pool).await;
    wereld.publish_csv().await;
    wereld.load(&[message(None)]).await;
    wereld.publish(DAG).await;
    assert_eq!(wereld.text(LEDEN).await, expected("1 1950"));
    facts_point_to_what_holds(&wereld).await;
    assert_eq!(wereld.publish_csv().await.geschreven(), 0);
    // Everything anew as a first load: the same.
    sqlx::raw_sql("delete from beheer.publicatie").execute(wereld.db.pool()).await.unwrap();
    wereld.publish(DAG).await;
    assert_eq!(wereld.text(LEDEN).await, expected("1 1950"));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_a_message_knows_of_a_person_wins_whichever_comes_first(pool: PgPool) {
    let wereld = Wereld::new(pool.clone()).await;
    wereld.load(&[message(Some((1951, Geslacht::Vrouw)))]).await;
    wereld.publish(DAG).await;
    land(&pool).await;
    wereld.publish_csv().await;
    assert_eq!(wereld.text(LEDEN).await, expected("2 1951"));
    // A newer message that knows less leaves the rest to the list.
    let mut newer = b305("S1", vec![start(1, Some(300), 1)]);
    newer.bericht.dagtekening = crate::fixture::datum("2026-03-31");
    newer.clienten =
        vec![Client { client: client(1), geboortejaar: None, geslacht: Geslacht::Onbekend }];
    wereld.load(&[newer]).await;
    wereld.publish(DAG).await;
    assert_eq!(wereld.text(LEDEN).await, expected("1 1950"));
    assert_eq!(wereld.publish_csv().await.geschreven(), 0);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn without_the_source_the_members_are_as_the_messages_left_them(pool: PgPool) {
    let wereld = Wereld::new(pool.clone()).await;
    wereld.load(&[message(None)]).await;
    wereld.publish(DAG).await;
    let before = wereld.text(LEDEN).await;
    let facts = wereld.facts().await;
    land(&pool).await;
    wereld.publish_csv().await;
    assert_ne!(wereld.text(LEDEN).await, before);
    sqlx::raw_sql(
        "truncate landing.csv_client, landing.csv_aanbieder, landing.csv_product, beheer.csv_levering",
    )
    .execute(&pool)
    .await
    .unwrap();
    wereld.publish_csv().await;
    wereld.publish_csv().await;
    assert_eq!(wereld.text(LEDEN).await, before);
    assert_eq!(wereld.facts().await, facts);
}

fn expected(van_een: &str) -> Vec<String> {
    let code = crate::fixture::product().code.unwrap();
    vec![
        format!("aanbieder {AGB} Zorg Groep t 1900-01-01 t t"),
        format!("client 01 BU03840101 {van_een} f 1900-01-01 2026-02-28 t t"),
        format!("client 01 BU03840102 {van_een} t 2026-02-28 t t"),
        "client 02 2 1960 t 1900-01-01 f t".to_owned(),
        format!("product {code} Hulp licht specifiek t 1900-01-01 t t"),
    ]
}

async fn facts_point_to_what_holds(wereld: &Wereld) {
    let facts = "select concat_ws(' ', c.gebiedscode, c.is_actueel, a.aanbiedernaam, p.segment) from dwh.feit_toewijzing as f \
                 inner join dwh.dim_client as c on f.client_sk = c.client_sk \
                 inner join dwh.dim_aanbieder as a on f.aanbieder_sk = a.aanbieder_sk \
                 inner join dwh.dim_product as p on f.product_sk = p.product_sk";
    assert_eq!(wereld.text(facts).await, ["BU03840102 t Zorg licht"]);
}
