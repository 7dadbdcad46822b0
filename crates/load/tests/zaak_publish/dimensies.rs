//! Members and their history: persons, providers, products, areas, teams and employees.

use sqlx::PgPool;

use crate::fixture::{Rij, Warehouse, persoon};

const CLIENTS: &str = "select concat_ws(' ', right(clientsleutel::text, 2), gebiedscode, geslacht, \
    geboortejaar, is_actueel, geldig_van, geldig_tot, \
    client_sk = ('x' || left(replace(clientsleutel::text, '-', ''), 16))::bit(64)::bigint) \
    from dwh.dim_client where client_sk > 0 order by clientsleutel, geldig_van";

fn client(nummer: u32, rest: &str) -> String {
    format!(r#""client": "{}"{rest}"#, persoon(nummer))
}

#[sqlx::test(migrations = false)]
async fn a_person_has_a_row_for_every_stand_and_facts_point_to_the_one_that_holds(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let oud = client(1, r#", "geslacht": "2", "geboortejaar": 1950, "gebiedscode": "BU03840101""#);
    let nieuw =
        client(1, r#", "geslacht": "2", "geboortejaar": 1950, "gebiedscode": "BU03840102""#);
    let gelijk = client(
        1,
        r#", "geslacht": "2", "geboortejaar": 1950, "gebiedscode": "BU03840102", "huishouden": "00000000-0000-4000-8000-000000000009""#,
    );
    for (van, tot, velden) in [
        ("2026-01-31", Some("2026-02-28"), &oud),
        ("2026-02-28", Some("2026-03-31"), &nieuw),
        ("2026-03-31", None, &gelijk),
    ] {
        warehouse.land(Rij { van, tot, ..Rij::nieuw("client", "1", velden) }).await;
    }
    warehouse
        .land(Rij::nieuw("zaak", "Z1", &format!(r#""zaaknummer": "Z1", {}"#, client(1, ""))))
        .await;
    warehouse.publish().await;
    assert_eq!(
        warehouse.texts(CLIENTS).await,
        ["01 BU03840101 2 1950 f 1900-01-01 2026-02-28 f", "01 BU03840102 2 1950 t 2026-02-28 t",]
    );
    let fact = "select c.gebiedscode || ' ' || c.is_actueel from dwh.feit_zaak as z \
                inner join dwh.dim_client as c on z.client_sk = c.client_sk";
    assert_eq!(warehouse.texts(fact).await, ["BU03840102 true"]);
    assert_eq!(
        warehouse.texts("select distinct gebiedscode || ' ' || niveau || ' ' || gemeentecode from dwh.dim_gebied where niveau = 'buurt' order by 1").await,
        ["BU03840101 buurt 0384", "BU03840102 buurt 0384"]
    );
}

#[sqlx::test(migrations = false)]
async fn history_grows_and_shrinks_with_landing(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let een = client(1, r#", "gebiedscode": "BU03840101""#);
    let twee = client(1, r#", "gebiedscode": "BU03840102""#);
    warehouse.land(Rij::nieuw("client", "1", &een)).await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(CLIENTS).await, ["01 BU03840101 0 t 1900-01-01 t"]);
    warehouse.end("zaken", "client", "1", "2026-02-28").await;
    warehouse.land(Rij { van: "2026-02-28", ..Rij::nieuw("client", "1", &twee) }).await;
    warehouse.publish().await;
    assert_eq!(
        warehouse.texts(CLIENTS).await,
        ["01 BU03840101 0 f 1900-01-01 2026-02-28 f", "01 BU03840102 0 t 2026-02-28 t"]
    );
    // A source that goes takes along what only it knew.
    warehouse.execute("delete from landing.csv_client where gezien_van = '2026-01-31'").await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(CLIENTS).await, ["01 BU03840102 0 t 1900-01-01 t"]);
    warehouse.execute("delete from landing.csv_client").await;
    warehouse.publish().await;
    assert!(warehouse.texts(CLIENTS).await.is_empty());
}

#[sqlx::test(migrations = false)]
async fn the_list_in_which_a_person_stands_wins_over_a_newer_one_that_ended(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let hier = client(1, r#", "gebiedscode": "BU03840101", "geboortejaar": 1950"#);
    let daar = client(1, r#", "gebiedscode": "BU03630101", "geslacht": "1""#);
    warehouse.land(Rij::nieuw("client", "1", &hier)).await;
    warehouse
        .land(Rij {
            bron: "jeugd",
            gemeente: "0363",
            van: "2026-02-28",
            tot: Some("2026-03-31"),
            ..Rij::nieuw("client", "1", &daar)
        })
        .await;
    warehouse.publish().await;
    assert_eq!(
        warehouse.texts(CLIENTS).await,
        [
            "01 BU03840101 0 1950 f 1900-01-01 2026-02-28 f",
            "01 BU03630101 1 1950 f 2026-02-28 2026-03-31 f",
            "01 BU03840101 1 1950 t 2026-03-31 t",
        ]
    );
}

#[sqlx::test(migrations = false)]
async fn a_number_becomes_the_person_of_a_list_of_its_space_also_when_that_comes_later(
    pool: PgPool,
) {
    let warehouse = Warehouse::new(pool).await;
    let facts = "select concat_ws(' ', z.bron, z.gemeentecode, z.zaaknummer, right(c.clientsleutel::text, 2)) \
                 from dwh.feit_zaak as z inner join dwh.dim_client as c on z.client_sk = c.client_sk order by 1";
    let zaak = |nummer: &str| format!(r#""zaaknummer": "{nummer}", {}"#, client(16, ""));
    warehouse.land(Rij::nieuw("zaak", "Z1", &zaak("Z1"))).await;
    warehouse.land(Rij { gemeente: "0363", ..Rij::nieuw("zaak", "Z1", &zaak("Z1")) }).await;
    warehouse.land(Rij { bron: "jeugd", ..Rij::nieuw("zaak", "Z1", &zaak("Z1")) }).await;
    warehouse.publish().await;
    assert_eq!(
        warehouse.texts(facts).await,
        ["jeugd 0384 Z1 10", "zaken 0363 Z1 10", "zaken 0384 Z1 10"]
    );

    // The list of one municipality serves another as long as it names one person.
    let velden = format!(r#"{}, "persoon": "{}""#, client(16, ""), persoon(1));
    warehouse.land(Rij::nieuw("client", "16", &velden)).await;
    warehouse.publish().await;
    assert_eq!(
        warehouse.texts(facts).await,
        ["jeugd 0384 Z1 01", "zaken 0363 Z1 01", "zaken 0384 Z1 01"]
    );

    // A list of whatever source counts; one that ended gives way to one that stands.
    let velden = format!(r#"{}, "persoon": "{}""#, client(16, ""), persoon(2));
    warehouse.land(Rij { gemeente: "0363", ..Rij::nieuw("client", "16", &velden) }).await;
    warehouse
        .land(Rij {
            bron: "jeugd",
            van: "2026-02-28",
            tot: Some("2026-03-31"),
            ..Rij::nieuw("client", "16", &velden)
        })
        .await;
    warehouse.publish().await;
    assert_eq!(
        warehouse.texts(facts).await,
        ["jeugd 0384 Z1 01", "zaken 0363 Z1 02", "zaken 0384 Z1 01"]
    );
    // Nobody is called by the number any more.
    assert_eq!(warehouse.texts(CLIENTS).await, ["01 0 t 1900-01-01 t", "02 0 t 1900-01-01 t"]);
}

#[sqlx::test(migrations = false)]
async fn an_area_comes_from_the_postcode_when_the_list_has_none(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let gebied = |code: &str| format!(r#""postcode": "1271AA", "gebiedscode": "{code}""#);
    warehouse
        .land(Rij { bron: "buurten", ..Rij::nieuw("gebied", "1271AA", &gebied("BU03840103")) })
        .await;
    warehouse
        .land(Rij {
            bron: "oud",
            tot: Some("2026-02-01"),
            ..Rij::nieuw("gebied", "1271AA", &gebied("BU03840109"))
        })
        .await;
    warehouse.land(Rij::nieuw("client", "1", &client(1, r#", "postcode": "1271AA""#))).await;
    warehouse
        .land(Rij::nieuw(
            "client",
            "2",
            &client(2, r#", "postcode": "1271AA", "gebiedscode": "BU03840101""#),
        ))
        .await;
    warehouse.land(Rij::nieuw("client", "3", &client(3, r#", "postcode": "9999ZZ""#))).await;
    warehouse.publish().await;
    assert_eq!(
        warehouse.texts(CLIENTS).await,
        ["01 BU03840103 0 t 1900-01-01 t", "02 BU03840101 0 t 1900-01-01 t", "03 0 t 1900-01-01 t"]
    );
}

#[sqlx::test(migrations = false)]
async fn providers_get_names_and_keep_the_former_ones(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let velden = |naam: &str| {
        format!(
            r#""aanbieder_agb": "42420001", "aanbiedernaam": "{naam}", "aanbiedergroep": "Groep A""#
        )
    };
    warehouse
        .land(Rij {
            tot: Some("2026-02-28"),
            ..Rij::nieuw("aanbieder", "42420001", &velden("Zorg Een"))
        })
        .await;
    warehouse
        .land(Rij {
            van: "2026-02-28",
            ..Rij::nieuw("aanbieder", "42420001", &velden("Zorg Twee"))
        })
        .await;
    warehouse
        .land(Rij::nieuw("meting", "m", r#""aanbieder_agb": "42420002", "periode": "2025JJ00", "indicator": "tevreden", "waarde": 7.5"#))
        .await;
    warehouse.publish().await;
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws(' ', agb_code, aanbiedernaam, aanbiedergroep, is_actueel, geldig_van, geldig_tot, \
                 aanbieder_sk = agb_code::bigint) from dwh.dim_aanbieder where aanbieder_sk > 0 order by agb_code, geldig_van"
            )
            .await,
        [
            "42420001 Zorg Een Groep A f 1900-01-01 2026-02-28 f",
            "42420001 Zorg Twee Groep A t 2026-02-28 t",
            "42420002 onbekend onbekend t 1900-01-01 t",
        ]
    );
}

#[sqlx::test(migrations = false)]
async fn a_product_follows_the_days_of_its_list(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let velden = |segment: &str, rest: &str| {
        format!(
            r#""wet": "wmo", "productcategorie": "02", "productcode": "02A03", "product_omschrijving": "Begeleiding", "segment": "{segment}"{rest}"#
        )
    };
    let oud = velden("licht", r#", "geldig_van": "2020-01-01", "geldig_tot": "2025-06-30""#);
    let nieuw = velden(
        "zwaar",
        r#", "geldig_van": "2025-07-01", "geldig_tot": "2026-12-31", "opvolger_productcategorie": "02", "opvolger_productcode": "02A05""#,
    );
    warehouse.land(Rij { tot: Some("2026-02-28"), ..Rij::nieuw("product", "02A03", &oud) }).await;
    warehouse.land(Rij { van: "2026-02-28", ..Rij::nieuw("product", "02A03", &nieuw) }).await;
    let voorziening = r#""beschikkingnummer": "B1", "volgnummer": "1", "wet": "jw", "productcategorie": "45", "beschikking_sk": -1"#;
    warehouse.land(Rij::nieuw("voorziening", "B1-1", voorziening)).await;
    warehouse.publish().await;
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws(' ', wet, productcategorie, productcode, segment, toewijzingsvorm, opvolger_productcode, is_actueel, \
                 geldig_van, geldig_tot, product_sk = dwh.surrogaat(concat_ws('|', 'product', wet, productcategorie, productcode))) \
                 from dwh.dim_product where product_sk > 0 order by wet desc, geldig_van"
            )
            .await,
        [
            "wmo 02 02A03 licht specifiek f 2020-01-01 2025-07-01 f",
            "wmo 02 02A03 zwaar specifiek 02A05 t 2025-07-01 2027-01-01 t",
            "jw 45  onbekend aspecifiek t 1900-01-01 t",
        ]
    );
}

#[sqlx::test(migrations = false)]
async fn teams_and_employees_are_known_by_a_case_before_their_list_comes(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let medewerker = persoon(77);
    let zaak = format!(r#""zaaknummer": "Z1", "team": "Noord", "medewerker": "{medewerker}""#);
    warehouse.land(Rij::nieuw("zaak", "Z1", &zaak)).await;
    warehouse.publish().await;
    let rows = "select concat_ws(' ', z.zaaknummer, t.team, t.afdeling, m.functie, m.caseload_norm, m.fte, mt.team) \
                from dwh.feit_zaak as z inner join dwh.dim_team as t on z.team_sk = t.team_sk \
                inner join dwh.dim_medewerker as m on z.medewerker_sk = m.medewerker_sk \
                inner join dwh.dim_team as mt on m.team_sk = mt.team_sk";
    assert_eq!(warehouse.texts(rows).await, ["Z1 Noord onbekend onbekend onbekend"]);
    let velden = format!(
        r#""medewerker": "{medewerker}", "team": "Zuid", "functie": "consulent", "caseload_norm": 40, "fte": 0.8"#
    );
    warehouse.land(Rij { bron: "personeel", ..Rij::nieuw("medewerker", "77", &velden) }).await;
    warehouse
        .land(Rij {
            bron: "personeel",
            ..Rij::nieuw("team", "Noord", r#""team": "Noord", "afdeling": "Sociaal""#)
        })
        .await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, ["Z1 Noord Sociaal consulent 40 0.8 Zuid"]);
    assert_eq!(
        warehouse.texts("select team from dwh.dim_team where team_sk > 0 order by 1").await,
        ["Noord", "Zuid"]
    );
}
