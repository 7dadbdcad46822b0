//! Months that were made by hand, so small that the figures are counted on paper.

use std::collections::BTreeSet;

use sqlx::PgPool;

use crate::{execute, migrated, texts};

/// Puts rows in `table`: each an object with what matters; what must be filled beside it is zero, empty or false.
async fn rows(pool: &PgPool, table: &str, common: &str, rows: &[String]) {
    for row in rows {
        execute(
            pool,
            &format!(
                "set session_replication_role = replica; \
                 insert into {table} overriding system value select (jsonb_populate_record(null::{table}, ( \
                   select jsonb_object_agg(attname, case when atttypid = 'bool'::regtype then 'false'::jsonb \
                     when atttypid = 'time'::regtype then '\"00:00\"' \
                     when typcategory = 'N' then '0' when typcategory = 'D' then '\"2025-01-01\"' \
                     when typcategory = 'A' then '[]' \
                     when atttypid = 'uuid'::regtype then to_jsonb(gen_random_uuid()) else '\"\"' end) \
                   from pg_attribute inner join pg_type on atttypid = pg_type.oid \
                   where attrelid = '{table}'::regclass and attnum > 0 and attnotnull \
                 ) || '{{{common}}}' || '{{{row}}}')).*; \
                 reset session_replication_role"
            ),
        )
        .await;
    }
}

const WHO: &str = r#""wet": "wmo", "gemeentecode": "0363", "agb_code": "42420001", "gemeente_sk": 363,
    "aanbieder_sk": 1, "product_sk": 7"#;

/// The reference date is a Tuesday; 42420001 and product 7 exist.
async fn world(pool: &PgPool) {
    migrated(pool).await;
    let run = r#""run_id": 1, "soort": "run", "status": "succeeded", "geeindigd_op": "2026-03-31",
        "peildatum": "2026-03-31""#;
    rows(pool, "beheer.run", run, &[r#""versie": "0""#.to_owned()]).await;
    let product =
        r#""product_sk": 7, "wet": "wmo", "productcategorie": "02", "productcode": "02A03""#;
    rows(pool, "dwh.dim_product", product, &[r#""toewijzingsvorm": "specifiek""#.to_owned()]).await;
}

#[track_caller]
fn assert_rows(shown: &BTreeSet<String>, expected: &[&str]) {
    let expected: BTreeSet<String> = expected.iter().map(|&row| row.to_owned()).collect();
    assert_eq!(*shown, expected);
}

async fn lines(pool: &PgPool, lines: &[String]) {
    let common = format!(
        r#"{WHO}, "debet_credit": "D", "status": "goedgekeurd", "eenheid": "04",
        "productperiode_begin": "2025-03-01", "productperiode_eind": "2025-03-31""#
    );
    rows(pool, "dwh.feit_prestatie", &common, lines).await;
}

#[sqlx::test(migrations = false)]
async fn a_line_is_an_outlier_beyond_five_deviations_of_the_median(pool: PgPool) {
    world(&pool).await;
    // Median 12, MAD 1: limits 12 -/+ 7.413. Tariffs: median 5000, MAD 0: limits 2500 and 7500.
    let volumes = [10, 10, 11, 11, 12, 12, 12, 13, 13, 19, 20];
    let tariffs = [5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5001, 7500, 7501];
    let made: Vec<String> = volumes
        .iter()
        .zip(tariffs)
        .enumerate()
        .map(|(n, (volume, tariff))| {
            let agb = if n < 10 { "42420001" } else { "42420002" };
            format!(
                r#""regelnummer": {n}, "geleverd_volume": {volume}, "tarief_eurocent": {tariff}, "agb_code": "{agb}""#
            )
        })
        .collect();
    lines(&pool, &made).await;
    // A credit, a line that was sent back, and nine lines of another unit say nothing of what is usual.
    let silent = [
        r#""debet_credit": "C", "geleverd_volume": 900"#,
        r#""status": "afgewezen", "geleverd_volume": 900"#,
    ];
    lines(&pool, &silent.map(str::to_owned)).await;
    let few: Vec<String> =
        (0..9).map(|n| format!(r#""eenheid": "16", "geleverd_volume": {}"#, n * n * 100)).collect();
    lines(&pool, &few).await;
    let limits = "select concat_ws(' ', meting, aantal, mediaan, mad, ondergrens, bovengrens) \
        from mart.kwaliteit_uitschieter_grens";
    assert_rows(
        &texts(&pool, limits).await,
        &["tarief 11 5000 0 2500.0 7500.0", "volume 11 12 1 4.587 19.413"],
    );
    let outliers = "select concat_ws(' ', agb_code, meting, maand, aantal, aantal_uitschieters) \
        from mart.kwaliteit_uitschieter";
    assert_rows(
        &texts(&pool, outliers).await,
        &[
            "42420001 tarief 2025-03-01 10 0",
            "42420001 volume 2025-03-01 10 0",
            "42420002 tarief 2025-03-01 1 1",
            "42420002 volume 2025-03-01 1 1",
        ],
    );
}

#[sqlx::test(migrations = false)]
async fn hours_of_a_person_add_up_over_providers_and_laws(pool: PgPool) {
    world(&pool).await;
    let february = r#""productperiode_begin": "2025-02-01", "productperiode_eind": "2025-02-28""#;
    lines(
        &pool,
        &[
            // March has 744 hours: 400 + 300 + 60.
            r#""client_sk": 1, "geleverd_volume": 400"#.to_owned(),
            r#""client_sk": 1, "geleverd_volume": 300, "agb_code": "42420002", "wet": "jw""#
                .to_owned(),
            r#""client_sk": 1, "geleverd_volume": 3600, "eenheid": "01""#.to_owned(),
            // 700 + 50 times 4 - 200; a line that was sent back and one in euros count for nothing.
            r#""client_sk": 2, "geleverd_volume": 700"#.to_owned(),
            r#""client_sk": 2, "geleverd_volume": 50, "eenheid": "16""#.to_owned(),
            r#""client_sk": 2, "geleverd_volume": 200, "debet_credit": "C""#.to_owned(),
            r#""client_sk": 2, "geleverd_volume": 900, "status": "afgewezen""#.to_owned(),
            r#""client_sk": 2, "geleverd_volume": 900, "eenheid": "83""#.to_owned(),
            // February has 28 nights: 672 hours.
            format!(r#""client_sk": 2, "geleverd_volume": 29, "eenheid": "14", {february}"#),
            format!(r#""client_sk": 3, "geleverd_volume": 28, "eenheid": "14", {february}"#),
        ],
    )
    .await;
    let shown = "select concat_ws(' ', gemeentecode, maand, aantal_personen, aantal_aanbieders_hoogste, \
        uren_gedeclareerd, uren_mogelijk, uren_boven_grens) from mart.kwaliteit_volume_persoon";
    assert_rows(
        &texts(&pool, shown).await,
        &["0363 2025-02-01 1 1 696.0 672.0 24.0", "0363 2025-03-01 1 2 760.0 744.0 16.0"],
    );
}

#[sqlx::test(migrations = false)]
async fn who_receives_is_late_with_the_answer(pool: PgPool) {
    world(&pool).await;
    let identity = |n: u32| format!("00000000-0000-0000-0000-{n:012}");
    let mut messages = Vec::new();
    for (n, soort, sent, answered) in [
        (1, "301", "2026-03-02", Some(("302", "2026-03-05"))),
        (2, "301", "2026-03-02", Some(("302", "2026-03-06"))),
        (3, "305", "2026-03-27", None),
        (4, "305", "2026-03-24", None),
        (5, "323", "2026-03-02", Some(("325", "2026-03-16"))),
        (6, "323", "2026-03-02", Some(("325", "2026-03-17"))),
    ] {
        let message = identity(n);
        messages.push(format!(
            r#""berichtsoort": "{soort}", "dagtekening": "{sent}", "identiteit": "{message}""#
        ));
        if let Some((retour, on)) = answered {
            messages.push(format!(
                r#""berichtsoort": "{retour}", "dagtekening": "{on}", "betreft_identiteit": "{message}""#
            ));
        }
    }
    let common = format!(r#"{WHO}, "retour_status": "open""#);
    rows(&pool, "dwh.feit_bericht", &common, &messages).await;
    let shown = "select concat_ws(' ', norm, verantwoordelijke, berichtsoort, binnen_norm, te_laat, aantal_open, \
        percentage, coalesce(mediaan_werkdagen::text, '-')) from mart.kwaliteit_tijdigheid";
    assert_rows(
        &texts(&pool, shown).await,
        &[
            "OP090 aanbieder 301 1 1 0 50.0 3",
            "OP090 gemeente 305 0 1 1 0.0 -",
            "OP090x4 gemeente 323 1 1 0 50.0 10",
        ],
    );
    // The page of the provider has his own terms only.
    let page = "select concat_ws(' ', maand, aantal_te_laat, percentage_op_tijd) from mart.kwaliteit_aanbieder";
    assert_rows(&texts(&pool, page).await, &["2026-03-01 1 50.0"]);
}

#[sqlx::test(migrations = false)]
async fn a_start_is_in_time_after_the_allocation_that_holds_its_day(pool: PgPool) {
    world(&pool).await;
    let message = |id: u32, soort: &str, on: &str| {
        format!(
            r#""bestand_id": {id}, "berichtsoort": "{soort}", "identificatie": "M{id}", "dagtekening": "{on}""#
        )
    };
    let common = format!(r#"{WHO}, "retour_status": "geaccepteerd""#);
    let messages = [
        message(1, "301", "2026-01-05"),
        // Lengthened: only now does the allocation hold 1 February.
        message(2, "301", "2026-02-16"),
        message(3, "305", "2026-02-23"),
        message(4, "305", "2026-02-24"),
    ];
    rows(&pool, "dwh.feit_bericht", &common, &messages).await;
    let allocated = |id: u32, end: &str| {
        format!(
            r#""bestand_id": {id}, "keten": 9, "ingangsdatum": "2026-01-01", "einddatum": "{end}""#
        )
    };
    let allocations = [allocated(1, "2026-01-31"), allocated(2, "2026-06-30")];
    let law = r#""wet": "wmo", "gemeentecode": "0363", "agb_code": "42420001""#;
    rows(&pool, "landing.toewijzing", law, &allocations).await;
    let started = |id: u32, begin: &str| {
        format!(
            r#""bestand_id": {id}, "keten": 9, "begindatum": "{begin}", "status_aanlevering": "1", "regel": 1,
            "toewijzingnummer": 9, "productcategorie": "02", "productcode": "0{id}A03""#
        )
    };
    let starts = [started(3, "2026-02-01"), started(4, "2026-01-31")];
    rows(&pool, "landing.start", law, &starts).await;
    let linked = |id: u32| {
        format!(
            r#""bericht_identificatie": "M{id}", "berichtsoort": "305", "regelnummer": 1, "keten_sk": 9,
            "toewijzing_sk": 9, "koppelstatus": "gekoppeld", "koppelwijze": "toewijzingnummer",
            "client_gelijk": "gelijk", "aanbieder_gelijk": "gelijk", "product_gelijk": "gelijk",
            "periode_gelijk": "gelijk", "beschikking_gelijk": "niet_toetsbaar""#
        )
    };
    rows(&pool, "dwh.feit_koppeling", WHO, &[linked(3), linked(4)]).await;
    let shown = "select concat_ws(' ', bericht_identificatie, vanaf, werkdagen, uitkomst) \
        from mart.kwaliteit_tijdigheid_regel where norm = 'OP271'";
    assert_rows(
        &texts(&pool, shown).await,
        &["M3 2026-02-16 5 binnen_norm", "M4 2026-01-31 17 te_laat"],
    );
}

#[sqlx::test(migrations = false)]
async fn the_page_of_a_provider_tells_apart_what_the_municipality_must_mend(pool: PgPool) {
    world(&pool).await;
    let mut messages: Vec<String> = (1..5)
        .map(|n| format!(r#""bestand_id": {n}, "berichtsoort": "301", "identificatie": "A{n}""#))
        .collect();
    messages.push(r#""bestand_id": 5, "berichtsoort": "305", "identificatie": "S1""#.to_owned());
    let common = format!(
        r#"{WHO}, "retour_status": "nvt", "aantal_regels": 2, "dagtekening": "2026-03-02""#
    );
    rows(&pool, "dwh.feit_bericht", &common, &messages).await;
    let findings = [
        // Two allocations are missing in one message.
        r#""regelcode": "OP087", "ernst": "P", "berichtsoort": "301", "bericht_identificatie": "A1""#,
        r#""regelcode": "OP087", "ernst": "P", "berichtsoort": "301", "bericht_identificatie": "A1""#,
        r#""regelcode": "TR332", "ernst": "R", "berichtsoort": "301", "bericht_identificatie": "A2", "regelnummer": 1"#,
        r#""regelcode": "OP090", "ernst": "P", "berichtsoort": "301", "bericht_identificatie": "A3""#,
        r#""regelcode": "OP090", "ernst": "P", "berichtsoort": "305", "bericht_identificatie": "S1""#,
        r#""regelcode": "TR019", "ernst": "R", "berichtsoort": "305", "bericht_identificatie": "S1", "regelnummer": 2"#,
        r#""regelcode": "OP295", "ernst": "P", "berichtsoort": "301""#,
    ];
    let findings: Vec<String> = findings
        .iter()
        .enumerate()
        .map(|(n, row)| format!(r#"{row}, "bevinding_sk": {n}"#))
        .collect();
    let common = format!(
        r#"{WHO}, "status": "open", "eerst_gezien_op": "2026-03-31", "laatst_gezien_op": "2026-03-31""#
    );
    rows(&pool, "dwh.feit_bevinding", &common, &findings).await;
    let page = "select concat_ws(' ', maand, aantal_bevindingen_r, aantal_bevindingen_p, aantal_bevindingen_d, \
        aantal_bevindingen_gemeente) from mart.kwaliteit_aanbieder";
    assert_rows(&texts(&pool, page).await, &["2026-03-01 1 2 0 4"]);
    let counts = "select concat_ws(' ', regelcode, verantwoordelijke, aantal_open, aantal_getroffen, \
        aantal_getoetst, promille) from mart.kwaliteit_bevinding where regelcode in ('OP087', 'TR019', 'OP295')";
    assert_rows(
        &texts(&pool, counts).await,
        &["OP087 gemeente 2 1 4 250.0", "OP295 aanbieder 1", "TR019 aanbieder 1 1 2 500.0"],
    );
}

#[sqlx::test(migrations = false)]
async fn a_line_that_is_double_for_two_reasons_counts_once(pool: PgPool) {
    world(&pool).await;
    let messages: Vec<String> = (1..4)
        .map(|n| {
            format!(
                r#""bestand_id": {n}, "berichtsoort": "323", "identificatie": "F{n}", "dagtekening": "2025-0{n}-10""#
            )
        })
        .collect();
    let common = format!(r#"{WHO}, "retour_status": "open""#);
    rows(&pool, "dwh.feit_bericht", &common, &messages).await;
    let declared = |n: u32, line: u32, begin: &str| {
        format!(
            r#""keten_sk": 9, "toewijzingnummer": 9, "bericht_identificatie": "F{n}", "regelnummer": {line},
            "productperiode_begin": "{begin}""#
        )
    };
    // Line 1 of F1 comes again in F2, under the same reference, and in F3; the other lines are of other periods.
    let declared = [
        declared(1, 1, "2025-01-01"),
        declared(2, 1, "2025-01-01"),
        declared(3, 1, "2025-01-01"),
        declared(3, 2, "2025-02-01"),
    ];
    lines(&pool, &declared).await;
    let findings = [
        r#""regelcode": "TR389", "berichtsoort": "301", "bevinding_sk": 1"#.to_owned(),
        r#""regelcode": "TR314", "berichtsoort": "323", "bevinding_sk": 2, "bericht_identificatie": "F2",
            "regelnummer": 1"#
            .to_owned(),
    ];
    let common = format!(
        r#"{WHO}, "ernst": "R", "status": "open", "keten_sk": 9, "toewijzingnummer": 9,
        "eerst_gezien_op": "2025-03-31", "laatst_gezien_op": "2025-03-31""#
    );
    rows(&pool, "dwh.feit_bevinding", &common, &findings).await;
    let shown = "select concat_ws(' ', maand, verantwoordelijke, dubbele_declaraties, hergebruikte_referentienummers, \
        aantal_regels, aantal_dubbel) from mart.kwaliteit_dubbel";
    assert_rows(
        &texts(&pool, shown).await,
        &["2025-02-01 aanbieder 0 1 1 1", "2025-03-01 aanbieder 1 0 1 1"],
    );
}

#[sqlx::test(migrations = false)]
async fn stops_are_missing_of_what_began_and_ended(pool: PgPool) {
    world(&pool).await;
    let allocated = |n: u32, end: &str| {
        format!(
            r#""toewijzing_sk": {n}, "keten_sk": {n}, "toewijzingnummer": {n}, "einddatum": {end}"#
        )
    };
    let common = format!(
        r#"{WHO}, "retour_status": "geaccepteerd", "ingangsdatum": "2026-01-01", "aantal_versies": 1"#
    );
    // Five working days before the reference date is 24 March: of what ended then a stop may still come.
    let allocations = [
        allocated(1, r#""2026-03-23""#),
        allocated(2, r#""2026-03-23""#),
        allocated(3, r#""2026-03-24""#),
        allocated(4, "null"),
        allocated(5, r#""2026-02-28""#),
    ];
    rows(&pool, "dwh.feit_toewijzing", &common, &allocations).await;
    // The last one has no start.
    let linked: Vec<String> = (1..5)
        .map(|n| {
            format!(
                r#""bericht_identificatie": "S{n}", "berichtsoort": "305", "regelnummer": 1, "keten_sk": {n},
                "toewijzing_sk": {n}, "koppelstatus": "gekoppeld", "koppelwijze": "toewijzingnummer",
                "client_gelijk": "gelijk", "aanbieder_gelijk": "gelijk", "product_gelijk": "gelijk",
                "periode_gelijk": "gelijk", "beschikking_gelijk": "niet_toetsbaar""#
            )
        })
        .collect();
    rows(&pool, "dwh.feit_koppeling", WHO, &linked).await;
    let delivered: Vec<String> = (1..5)
        .map(|n| {
            format!(
                r#""bericht_identificatie": "S{n}", "regelnummer": 1, "keten_sk": {n}, "toewijzing_sk": {n},
                "levering_sk": {n}, "telt_mee": true, "einddatum_bron": "lopend""#
            )
        })
        .collect();
    rows(&pool, "dwh.feit_levering", WHO, &delivered).await;
    let finding = format!(
        r#"{WHO}, "regelcode": "OP288", "ernst": "P", "status": "open", "berichtsoort": "301", "keten_sk": 1"#
    );
    rows(&pool, "dwh.feit_bevinding", &finding, &[r#""toewijzingnummer": 1"#.to_owned()]).await;
    let shown = "select concat_ws(' ', maand, aantal_toewijzingen, aantal_geeindigd, aantal_zonder_stop, \
        percentage_zonder_stop) from mart.kwaliteit_regie";
    assert_rows(&texts(&pool, shown).await, &["2026-01-01 5 2 1 50.0"]);
}
