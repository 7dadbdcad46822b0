//! Facts: cases, provisions, benefits and figures.

use sqlx::PgPool;

use crate::fixture::{Rij, Warehouse, persoon};

#[sqlx::test(migrations = false)]
async fn time_spent_runs_from_application_to_decision_less_the_suspension(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    // Name, fields, days spent, days suspended, late.
    let cases = [
        (
            "gewoon",
            r#""aanvraagdatum": "2026-01-01", "besluitdatum": "2026-01-31", "uiterste_einddatum": "2026-01-31""#,
            "30 - f",
        ),
        (
            "laat",
            r#""aanvraagdatum": "2026-01-01", "besluitdatum": "2026-01-31", "uiterste_einddatum": "2026-01-30", "einddatum_gepland": "2026-03-01""#,
            "30 - t",
        ),
        (
            "gepland",
            r#""aanvraagdatum": "2026-01-01", "besluitdatum": "2026-01-31", "einddatum_gepland": "2026-01-15""#,
            "30 - t",
        ),
        ("melding", r#""aanmelddatum": "2026-01-01", "einddatum": "2026-01-11""#, "10 - -"),
        ("open", r#""aanvraagdatum": "2026-01-01", "uiterste_einddatum": "2026-01-02""#, "- - -"),
        ("zonder begin", r#""besluitdatum": "2026-01-11""#, "- - -"),
        (
            "achterstevoren",
            r#""aanvraagdatum": "2026-02-01", "besluitdatum": "2026-01-11""#,
            "- - -",
        ),
        (
            "opgeschort",
            r#""aanvraagdatum": "2026-01-01", "besluitdatum": "2026-01-31", "opschorting_van": "2026-01-10", "opschorting_tot": "2026-01-15""#,
            "25 5 -",
        ),
        (
            "eerder opgeschort",
            r#""aanvraagdatum": "2026-01-10", "besluitdatum": "2026-01-31", "opschorting_van": "2026-01-01", "opschorting_tot": "2026-01-15""#,
            "16 5 -",
        ),
        (
            "nog opgeschort",
            r#""aanvraagdatum": "2026-01-01", "besluitdatum": "2026-01-31", "opschorting_van": "2026-01-21""#,
            "20 10 -",
        ),
        (
            "na besluit opgeschort",
            r#""aanvraagdatum": "2026-01-01", "besluitdatum": "2026-01-31", "opschorting_van": "2026-02-21", "opschorting_tot": "2026-02-25""#,
            "30 0 -",
        ),
        (
            "open opgeschort",
            r#""aanvraagdatum": "2026-01-01", "opschorting_van": "2026-01-10", "opschorting_tot": "2026-01-15""#,
            "- 5 -",
        ),
        (
            "open nog opgeschort",
            r#""aanvraagdatum": "2026-01-01", "opschorting_van": "2026-01-10""#,
            "- - -",
        ),
    ];
    for (naam, velden, _) in cases {
        warehouse
            .land(Rij::nieuw("zaak", naam, &format!(r#""zaaknummer": "{naam}", {velden}"#)))
            .await;
    }
    warehouse.publish().await;
    for (naam, _, expected) in cases {
        let sql = format!(
            "select concat_ws(' ', coalesce(doorlooptijd_dagen::text, '-'), coalesce(opschorting_dagen::text, '-'), \
             coalesce(is_te_laat::text, '-')) from dwh.feit_zaak where zaaknummer = '{naam}'"
        );
        let expected = expected.replace(" f", " false").replace(" t", " true");
        assert_eq!(warehouse.texts(&sql).await, [expected], "{naam}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_row_that_fell_out_of_a_full_delivery_ends_and_stays(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let zaak = |status: &str| {
        format!(
            r#""zaaknummer": "Z1", "status": "{status}", "leefgebieden": ["wonen", "werk", "wonen"]"#
        )
    };
    warehouse.land(Rij::nieuw("zaak", "Z1", &zaak("open"))).await;
    warehouse.publish().await;
    let rows = "select concat_ws(' ', zaaknummer, status, array_to_string(leefgebieden, ','), bestand_id, vervallen_op) from dwh.feit_zaak";
    assert_eq!(warehouse.texts(rows).await, ["Z1 open werk,wonen 20260131"]);
    assert_eq!(
        warehouse.texts("select leefgebied from dwh.zaak_leefgebied order by 1").await,
        ["werk", "wonen"]
    );

    warehouse.end("zaken", "zaak", "Z1", "2026-02-28").await;
    let rapport = warehouse.publish().await;
    assert_eq!((rapport.geschreven(), rapport.verwijderd()), (1, 0));
    assert_eq!(warehouse.texts(rows).await, ["Z1 open werk,wonen 20260131 2026-02-28"]);

    // It comes back with another content.
    warehouse.land(Rij { van: "2026-03-31", ..Rij::nieuw("zaak", "Z1", &zaak("dicht")) }).await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, ["Z1 dicht werk,wonen 20260331"]);
}

#[sqlx::test(migrations = false)]
async fn two_sources_and_two_municipalities_stand_side_by_side(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    for (bron, gemeente) in [("zaken", "0384"), ("zaken", "0363"), ("jeugd", "0384"), ("jeugd", "")]
    {
        warehouse
            .land(Rij {
                bron,
                gemeente,
                ..Rij::nieuw("zaak", "Z1", r#""zaaknummer": "Z1", "wet": "wmo""#)
            })
            .await;
    }
    warehouse.publish().await;
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws(' ', f.bron, f.gemeentecode, f.zaaknummer, f.gemeente_sk = g.gemeente_sk, f.bestand_id, f.regel) \
                 from dwh.feit_zaak as f inner join dwh.dim_gemeente as g on f.gemeentecode = g.gemeentecode order by 1"
            )
            .await,
        [
            "jeugd 0000 Z1 t 20260131 139",
            "jeugd 0384 Z1 t 20260131 139",
            "zaken 0363 Z1 t 20260131 139",
            "zaken 0384 Z1 t 20260131 139",
        ]
    );
    assert_eq!(
        warehouse.texts("select count(distinct zaak_sk)::text from dwh.feit_zaak").await,
        ["4"]
    );
}

#[sqlx::test(migrations = false)]
async fn a_provision_gets_person_and_case_through_its_beschikking_also_when_that_comes_later(
    pool: PgPool,
) {
    let warehouse = Warehouse::new(pool).await;
    let voorziening = r#""beschikkingnummer": "0012", "volgnummer": "1", "wet": "wmo", "beschikking_sk": 10384000000012,
        "productcategorie": "02", "productcode": "02A03", "volume": 3, "eenheid": "04", "frequentie": "2", "budget": 100,
        "aanbieder_agb": "42420001", "toewijzingnummer": 77"#;
    warehouse.land(Rij::nieuw("voorziening", "v", voorziening)).await;
    warehouse.publish().await;
    let rows = "select concat_ws(' ', v.beschikkingnummer, v.beschikking_sk, right(c.clientsleutel::text, 2), a.agb_code, p.productcode, \
                v.volume, v.budget_eurocent, v.toewijzing_sk, coalesce(z.zaaknummer, '-')) from dwh.feit_voorziening as v \
                inner join dwh.dim_client as c on v.client_sk = c.client_sk \
                inner join dwh.dim_aanbieder as a on v.aanbieder_sk = a.aanbieder_sk \
                inner join dwh.dim_product as p on v.product_sk = p.product_sk \
                left join dwh.feit_zaak as z on v.zaak_sk = z.zaak_sk";
    let expected = |client: &str, zaak: &str| {
        [format!("0012 10384000000012 {client} 42420001 02A03 3 100 10384000000077 {zaak}")]
    };
    assert_eq!(warehouse.texts(rows).await, expected("00", "-"));
    // Another source tells of it, until its own does.
    let beschikking = r#""beschikkingnummer": "12", "wet": "wmo", "beschikking_sk": 10384000000012, "zaaknummer": "Z1""#;
    let met = |nummer: u32| format!(r#"{beschikking}, "client": "{}""#, persoon(nummer));
    warehouse.land(Rij { bron: "jeugd", ..Rij::nieuw("beschikking", "12", &met(9)) }).await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, expected("09", "-"));
    warehouse.land(Rij::nieuw("beschikking", "12", beschikking)).await;
    let zaak = format!(r#""zaaknummer": "Z1", "client": "{}""#, persoon(1));
    warehouse.land(Rij::nieuw("zaak", "Z1", &zaak)).await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, expected("01", "Z1"));
    // What the beschikking itself says goes before the case.
    warehouse.end("zaken", "beschikking", "12", "2026-02-28").await;
    warehouse.land(Rij { van: "2026-02-28", ..Rij::nieuw("beschikking", "12", &met(2)) }).await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, expected("02", "Z1"));
}

#[sqlx::test(migrations = false)]
async fn case_beschikking_and_provision_may_come_from_three_sources(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let land = async |bron, entiteit, sleutel, velden: &str| {
        warehouse.land(Rij { bron, ..Rij::nieuw(entiteit, sleutel, velden) }).await;
    };
    for nummer in ["1", "2"] {
        let velden = format!(
            r#""beschikkingnummer": "12", "volgnummer": "{nummer}", "wet": "wmo", "beschikking_sk": 10384000000012"#
        );
        land("voorzieningen", "voorziening", nummer, &velden).await;
    }
    let besluit = |zaak: &str, rest: &str| {
        format!(
            r#""beschikkingnummer": "12", "wet": "wmo", "beschikking_sk": 10384000000012, "zaaknummer": "{zaak}"{rest}"#
        )
    };
    let zaak = |zaak: &str, nummer: u32| {
        format!(r#""zaaknummer": "{zaak}", "client": "{}""#, persoon(nummer))
    };
    land("besluiten", "beschikking", "12", &besluit("Z1", "")).await;
    land("zaken", "zaak", "Z1", &zaak("Z1", 1)).await;
    warehouse.publish().await;
    let rows = "select concat_ws(' ', v.volgnummer, z.bron, z.zaaknummer, right(c.clientsleutel::text, 2)) \
                from dwh.feit_voorziening as v inner join dwh.dim_client as c on v.client_sk = c.client_sk \
                left join dwh.feit_zaak as z on v.zaak_sk = z.zaak_sk order by 1";
    assert_eq!(warehouse.texts(rows).await, ["1 zaken Z1 01", "2 zaken Z1 01"]);

    // Two have a case of that number: neither is it, until the one that decided has it.
    land("jeugd", "zaak", "Z1", &zaak("Z1", 2)).await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, ["1 00", "2 00"]);
    land("besluiten", "zaak", "Z1", &zaak("Z1", 3)).await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, ["1 besluiten Z1 03", "2 besluiten Z1 03"]);

    // A beschikking that stands goes before one that ended, whichever was told last.
    warehouse
        .land(Rij {
            bron: "archief",
            van: "2026-02-28",
            tot: Some("2026-03-31"),
            ..Rij::nieuw("beschikking", "12", &besluit("Z9", ""))
        })
        .await;
    warehouse.publish().await;
    assert_eq!(warehouse.texts(rows).await, ["1 besluiten Z1 03", "2 besluiten Z1 03"]);
}

#[sqlx::test(migrations = false)]
async fn who_a_beschikking_of_another_source_means_stands_in_the_list_of_that_source(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let velden = r#""beschikkingnummer": "12", "volgnummer": "1", "wet": "wmo", "beschikking_sk": 10384000000012"#;
    let voorziening = Rij { bron: "voorzieningen", ..Rij::nieuw("voorziening", "1", velden) };
    warehouse.land(voorziening).await;
    let nummer = persoon(16);
    let besluit = format!(
        r#""beschikkingnummer": "12", "wet": "wmo", "beschikking_sk": 10384000000012, "client": "{nummer}""#
    );
    warehouse.land(Rij::nieuw("beschikking", "12", &besluit)).await;
    let lijst = format!(r#""client": "{nummer}", "persoon": "{}""#, persoon(1));
    warehouse.land(Rij::nieuw("client", "16", &lijst)).await;
    warehouse.publish().await;
    let rows = "select right(c.clientsleutel::text, 2) from dwh.feit_voorziening as v \
                inner join dwh.dim_client as c on v.client_sk = c.client_sk";
    assert_eq!(warehouse.texts(rows).await, ["01"]);
}

#[sqlx::test(migrations = false)]
async fn a_product_code_without_a_category_is_of_the_category_that_it_begins_with(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    for (nummer, product) in [
        ("1", r#""productcategorie": "02", "productcode": "02A03""#),
        ("2", r#""productcode": "02A03""#),
        ("3", r#""productcode": "45A04""#),
    ] {
        let velden = format!(
            r#""beschikkingnummer": "12", "volgnummer": "{nummer}", "wet": "wmo", {product}"#
        );
        warehouse.land(Rij::nieuw("voorziening", nummer, &velden)).await;
    }
    warehouse.publish().await;
    let rows = "select concat_ws(' ', v.volgnummer, p.productcategorie, p.productcode) \
                from dwh.feit_voorziening as v inner join dwh.dim_product as p \
                on v.product_sk = p.product_sk order by 1";
    assert_eq!(warehouse.texts(rows).await, ["1 02 02A03", "2 02 02A03", "3 45 45A04"]);
    let producten = "select concat_ws(' ', productcategorie, productcode) from dwh.dim_product \
                     where product_sk > 0 order by 1";
    assert_eq!(warehouse.texts(producten).await, ["02 02A03", "45 45A04"]);
}

#[sqlx::test(migrations = false)]
async fn what_a_provision_does_not_name_is_unknown(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let cases = [
        ("kaal", "0384", r#""wet": "wmo", "toewijzingnummer": null"#, "0 0 0 -"),
        ("jeugd", "0384", r#""wet": "jw", "toewijzingnummer": 5"#, "0 0 0 20384000000005"),
        ("pw", "0384", r#""wet": "pw", "toewijzingnummer": 5"#, "0 0 0 -"),
        ("geen gemeente", "", r#""wet": "wmo", "toewijzingnummer": 5"#, "0 0 0 -"),
    ];
    for (naam, gemeente, velden, _) in cases {
        let velden = format!(r#""beschikkingnummer": "{naam}", "volgnummer": "1", {velden}"#);
        warehouse.land(Rij { gemeente, ..Rij::nieuw("voorziening", naam, &velden) }).await;
    }
    warehouse.publish().await;
    for (naam, _, _, expected) in cases {
        let sql = format!(
            "select concat_ws(' ', client_sk, aanbieder_sk, product_sk, coalesce(toewijzing_sk::text, '-')) \
             from dwh.feit_voorziening where beschikkingnummer = '{naam}'"
        );
        assert_eq!(warehouse.texts(&sql).await, [expected], "{naam}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_benefit_is_of_the_participatiewet(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let velden = format!(
        r#""client": "{}", "regeling": "PW", "ingangsdatum": "2024-01-01", "bedrag_maand": 130000, "huishoudtype": "alleenstaand""#,
        persoon(1)
    );
    warehouse.land(Rij::nieuw("uitkering", "u", &velden)).await;
    warehouse.publish().await;
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws(' ', u.wet, u.gemeentecode, u.regeling, u.bedrag_maand_eurocent, right(c.clientsleutel::text, 2)) \
                 from dwh.feit_uitkering as u inner join dwh.dim_client as c on u.client_sk = c.client_sk"
            )
            .await,
        ["pw 0384 PW 130000 01"]
    );
}

#[sqlx::test(migrations = false)]
async fn a_figure_knows_its_area_period_and_municipality(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let cases = [
        ("BU03630101", "", "2024JJ00", "0363 jaar buurt"),
        ("GM0384", "0384", "2024KW03", "0384 kwartaal gemeente"),
        ("WK038401", "0384", "2024MM12", "0384 maand wijk"),
        ("PV26", "", "2024HJ02", "0000 halfjaar provincie"),
        ("NL01", "", "20240305", "0000 dag land"),
        ("GM0363", "", "2024W110", "0363 week gemeente"),
        ("GM0363", "", "2024X000", "0363 overig gemeente"),
    ];
    for (gebied, gemeente, periode, _) in cases {
        let velden = format!(
            r#""gebiedscode": "{gebied}", "periode": "{periode}", "indicator": "eenzaam", "waarde": 12.5, "n": 40"#
        );
        let sleutel = format!("{gebied} {periode}");
        warehouse.land(Rij { gemeente, ..Rij::nieuw("meting", &sleutel, &velden) }).await;
    }
    warehouse.publish().await;
    for (gebied, _, periode, expected) in cases {
        let sql = format!(
            "select concat_ws(' ', m.gemeentecode, m.periode_soort, g.niveau) from dwh.feit_meting as m \
             inner join dwh.dim_gebied as g on m.gebied_sk = g.gebied_sk where m.gebiedscode = '{gebied}' \
             and m.periode = '{periode}' and m.waarde = 12.5 and m.n = 40 and m.wet is null"
        );
        assert_eq!(warehouse.texts(&sql).await, [expected], "{gebied} {periode}");
    }
}
