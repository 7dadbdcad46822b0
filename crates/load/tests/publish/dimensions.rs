//! Dimensions: members for what arrives, with keys that the program and the database compute alike.

use domain::record::Client;
use domain::{
    Clientsleutel, Geslacht, Product, RedenBeeindiging, RedenWijziging, Release, Wet, is_feestdag,
    is_werkdag,
};
use sqlx::{AssertSqlSafe, PgPool};

use crate::fixture::{
    AGB, VROEG, Wereld, b301, b305, b323, client, datum, prestatie, product, start, toewijzing,
};

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_calendar_is_that_of_the_rules(pool: PgPool) {
    let days: Vec<(chrono::NaiveDate, bool, bool)> = sqlx::query_as(
        "select datum, is_feestdag, is_werkdag from dwh.dim_datum where datum_sk > 0",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(days.len(), 7670);
    for (day, feestdag, werkdag) in days {
        assert_eq!((feestdag, werkdag), (is_feestdag(day), is_werkdag(day)), "{day}");
    }
    let row: (i32, i16, i16, String, String, i16, i16) = sqlx::query_as(
        "select datum_sk, halfjaar, kwartaal, maandnaam, maand_label, iso_jaar, iso_week \
         from dwh.dim_datum where datum = '2027-01-01'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(row, (20_270_101, 1, 1, "januari".to_owned(), "2027-01".to_owned(), 2026, 53));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_key_of_a_person_is_computed_alike(pool: PgPool) {
    let sleutel = |first: [u8; 8]| [first, [9; 8]].concat().try_into().unwrap();
    let keys: [[u8; 16]; 5] = [
        // Would be the key of onbekend.
        sleutel([0; 8]),
        // Sets the sign.
        sleutel([0x80, 0, 0, 0, 0, 0, 0, 0]),
        sleutel([0xff; 8]),
        // Tells the order of the bytes.
        sleutel([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]),
        sleutel([0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10]),
    ];
    for key in keys.map(Clientsleutel::from_bytes) {
        let mut transaction = pool.begin().await.unwrap();
        let person = format!(
            "create temporary table pub_persoon as select '{key}'::uuid as clientsleutel, \
             true as is_bericht, null::boolean as is_csv"
        );
        let upsert = include_str!("../../../../sql/dwh/dimension/upsert_client.sql");
        sqlx::query(AssertSqlSafe(person)).execute(&mut *transaction).await.unwrap();
        sqlx::query(upsert).execute(&mut *transaction).await.unwrap();
        let stored: i64 =
            sqlx::query_scalar("select client_sk from dwh.dim_client where client_sk > 0")
                .fetch_one(&mut *transaction)
                .await
                .unwrap();
        assert_eq!(stored, key.surrogaat(), "{key}");
        transaction.rollback().await.unwrap();
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn members_are_inferred_from_messages(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut generiek = toewijzing(2, 301, 1);
    generiek.product = None;
    let mut aspecifiek = toewijzing(3, 302, 2);
    aspecifiek.product = Some(Product { code: None, ..product() });
    let declaratie = b323("F1", vec![prestatie(1, 300, 200)]);
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1), generiek, aspecifiek]), declaratie]).await;
    wereld.publish(VROEG).await;
    let keys: Vec<i64> =
        sqlx::query_scalar("select client_sk from dwh.dim_client where client_sk > 0 order by 1")
            .fetch_all(wereld.db.pool())
            .await
            .unwrap();
    let mut expect = [1, 2, 200].map(|number| client(number).surrogaat());
    expect.sort_unstable();
    assert_eq!(keys, expect);
    let products: Vec<(i64, String, String)> = sqlx::query_as(
        "select product_sk, toewijzingsvorm, categorie_omschrijving from dwh.dim_product \
         where product_sk > 0 order by toewijzingsvorm",
    )
    .fetch_all(wereld.db.pool())
    .await
    .unwrap();
    let expect = [
        (Some(Product { code: None, ..product() }), "aspecifiek", "Begeleiding"),
        (None, "generiek", "onbekend"),
        (Some(product()), "specifiek", "Begeleiding"),
    ]
    .map(|(product, vorm, categorie)| {
        let key = Product::surrogaat(Wet::Wmo, product.as_ref());
        (key, vorm.to_owned(), categorie.to_owned())
    });
    assert_eq!(products, expect);
    let sql: i64 = sqlx::query_scalar("select dwh.surrogaat('product|wmo|02|02A01')")
        .fetch_one(wereld.db.pool())
        .await
        .unwrap();
    assert_eq!(sql, Product::surrogaat(Wet::Wmo, Some(&product())));
    let rest = "select agb_code || ' ' || aanbiedernaam from dwh.dim_aanbieder \
                where aanbieder_sk > 0 union all select gebiedscode from dwh.dim_gebied \
                where gebied_sk > 0 union all select gemeentecode from dwh.dim_gemeente \
                where gemeente_sk > 0";
    assert_eq!(wereld.text(rest).await, [format!("{AGB} onbekend").as_str(), "GM0363", "0363"]);
}

/// What CBS told of a municipality is known at its first message, and figures of CBS find it.
#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_new_municipality_gets_what_cbs_told_of_it(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    // One transaction, so that all rows have the same moment.
    sqlx::raw_sql(
        "insert into dwh.dim_gebied (gebied_sk, gebiedscode, gemeentecode, niveau, gebiedsnaam, provinciecode, \
         naam_versie) values (dwh.surrogaat('gebied|GM0363|'), 'GM0363', '0363', 'gemeente', 'Amsterdam', 'PV27', \
         '202601010200'), (27, 'PV27', null, 'provincie', 'Noord-Holland (PV)', 'PV27', '202601010200'); \
         insert into dwh.dim_statline_combinatie values (1, false, true, false, 'onbekend', '', '{}', '{}', '{}'); \
         insert into dwh.dim_statline_periode values ('onbekend', '2020JJ00', 'jaar', '2020', '', '1', null, null, \
         now(), null); \
         insert into ref.statline_tabel values ('onbekend', '1', 'b', 'v4', '', '', '', '', '', '', '', '', '', '', \
         '', '', null, 2, 2, 0, 0, 0, 1, now()); \
         insert into dwh.feit_statline (onderwerp_sk, gebied_sk, combinatie_sk, gemeente_sk, vermenigvuldiger, taak_id, geladen_op, \
         is_totaal, is_marge, gemeentecode, tabel_id, versie, periode, periode_soort, eenheid, waarde, dimensies) \
         values (0, dwh.surrogaat('gebied|GM0363|'), 1, 0, 1, 1, now(), false, false, '0363', 'onbekend', '1', \
         '2020JJ00', 'jaar', '', 1, '{}'), (0, 27, 1, 0, 1, 1, now(), false, false, null, 'onbekend', '1', \
         '2020JJ00', 'jaar', '', 1, '{}')",
    )
    .execute(wereld.db.pool())
    .await
    .unwrap();
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    wereld.publish(VROEG).await;
    let known = "select concat_ws(' ', gemeentenaam, provincie) from dwh.dim_gemeente where gemeente_sk > 0 \
                 union all select gebiedsnaam from dwh.dim_gebied where gebiedscode = 'GM0363' \
                 union all select string_agg(gemeente_sk::text, ' ' order by gemeente_sk) from dwh.feit_statline";
    assert_eq!(wereld.text(known).await, ["Amsterdam Noord-Holland", "Amsterdam", "0 363"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_person_is_as_the_newest_message_says(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let known = "select concat_ws(' ', geboortejaar, geslacht) from dwh.dim_client \
                 where client_sk > 0";
    wereld.load(&[b323("F1", vec![prestatie(1, 300, 1)])]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["0"]);
    // (identification, date, year of birth): of one day the 301 counts.
    for (message, dagtekening, jaar, expect) in [
        (b305("S1", vec![start(1, Some(300), 1)]), "2026-01-06", 1951, "1951 2"),
        (b301("A1", vec![toewijzing(1, 300, 1)]), "2026-01-06", 1952, "1952 2"),
        (b305("S2", vec![start(1, Some(300), 1)]), "2026-01-05", 1953, "1952 2"),
        (b305("S3", vec![start(1, Some(300), 1)]), "2026-01-07", 1954, "1954 2"),
    ] {
        let mut message = message;
        message.bericht.dagtekening = datum(dagtekening);
        message.clienten =
            vec![Client { client: client(1), geboortejaar: Some(jaar), geslacht: Geslacht::Vrouw }];
        wereld.load(&[message]).await;
        wereld.publish(VROEG).await;
        assert_eq!(wereld.text(known).await, [expect]);
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn code_lists_and_rules_are_filled_once(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    load::publish::refresh_reference(&mut connection).await.unwrap();
    let count = "select count(*) from dwh.dim_regel union all select count(*) from dwh.dim_reden \
                 union all select count(*) from ref.productcategorie";
    let counts: Vec<i64> = sqlx::query_scalar(count).fetch_all(&pool).await.unwrap();
    assert!(counts[0] > 25 && counts[1] > 450 && counts[2] == 42);
    let written = "select sum(n_tup_upd)::bigint from pg_stat_xact_user_tables";
    sqlx::query("begin").execute(&mut *connection).await.unwrap();
    load::publish::refresh_reference(&mut connection).await.unwrap();
    let updated: i64 = sqlx::query_scalar(written).fetch_one(&mut *connection).await.unwrap();
    assert_eq!(updated, 0);
    // Every code that the domain accepts has its words, and never two of one release.
    let codes = ["1", "2", "3", "4", "6"].map(str::to_owned);
    let codes = codes.into_iter().chain((1..=39).map(|code| format!("{code:02}")));
    for ((code, wet), release) in codes
        .flat_map(|code| [(code.clone(), Wet::Wmo), (code, Wet::Jw)])
        .flat_map(|code| RELEASES.map(|release| (code.clone(), release)))
    {
        let version: Release = release.parse().unwrap();
        let list = if code.len() == 1 { "reden_intrekking" } else { "reden_wijziging" };
        for (list, accepted) in [
            ("reden_beeindiging", RedenBeeindiging::parse(wet, version, &code).is_ok()),
            (list, RedenWijziging::parse(wet, version, &code).is_ok()),
        ] {
            let (all, now): (i64, i64) = sqlx::query_as(
                "select count(*), count(*) filter (where coalesce(release_van, '0') <= $4 \
                 and coalesce(release_tot, '9') > $4) from dwh.dim_reden \
                 where lijst = $1 and wet = $2 and code = $3",
            )
            .bind(list)
            .bind(wet.code())
            .bind(&code)
            .bind(release)
            .fetch_one(&mut *connection)
            .await
            .unwrap();
            assert!(now <= 1 && (all > 0 || !accepted), "{list} {wet} {code} {release}");
            // Where a code has two meanings, every release has one of them.
            assert!(all < 2 || now == 1 || !accepted, "{list} {wet} {code} {release}");
        }
    }
}

const RELEASES: [&str; 8] = ["2.0", "2.1", "2.2", "2.3", "2.4", "3.0", "3.1", "3.2"];
