//! What the pages look like with something in them, and that a download holds the same.

use sqlx::PgPool;
use web::Rol;

use crate::fixture::Site;

#[sqlx::test(migrations = false)]
async fn the_pages_of_a_night_with_refusals(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    for (naam, rol, pad) in [
        ("quarantaine", Rol::Operator, "/quarantaine"),
        (
            "quarantaine_gekozen",
            Rol::Lezer,
            "/quarantaine?status=alle&code=CODE_UNKNOWN&bron=jeugd",
        ),
        ("weigering", Rol::Operator, "/quarantaine/2?melding=aangenomen-7"),
        ("weigering_dicht", Rol::Operator, "/quarantaine/4"),
        ("audit", Rol::Beheerder, "/audit"),
    ] {
        let antwoord = site.get(rol, pad).await;
        insta::assert_snapshot!(naam, antwoord.inhoud());
    }
    let antwoord = site.get(Rol::Beheerder, "/instellingen").await.inhoud();
    // Every migration to come has a row below this.
    let (boven, schema) = antwoord.split_once("<h2>Schema</h2>").unwrap();
    let (schema_voor, na) = boven.split_once("Schema van de database</dt><dd>").unwrap();
    let (_, na) = na.split_once("</dd>").unwrap();
    insta::assert_snapshot!(
        "instellingen",
        format!("{schema_voor}Schema van de database</dt><dd>N</dd>{na}")
    );
    assert!(schema.contains("<td class=\"tekst\">0001</td><td class=\"tekst\">create beheer</td>"));
}

#[sqlx::test(migrations = false)]
async fn no_file_name_shows_a_bsn_and_nothing_is_a_tag_or_a_formula(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    for pad in
        ["/quarantaine?status=alle", "/quarantaine/1", "/quarantaine/2", "/quarantaine/3", "/audit"]
    {
        let html = site.get(Rol::Beheerder, pad).await;
        assert!(!html.tekst().contains("999900006"), "{pad}");
        assert!(!html.tekst().contains("<b>323"), "{pad}");
    }
    let csv = site.get(Rol::Lezer, "/quarantaine.csv?status=alle").await;
    assert_eq!(
        csv.bestand.as_deref(),
        Some("attachment; filename=\"sluis-quarantaine-2026-11-23.csv\"")
    );
    let csv = csv.tekst();
    let rijen: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        rijen,
        [
            "\u{feff}Nummer;Stand;Code;Bron;Bestand;Record;Records;Bedrag;Geweigerd op;Plaats",
            "4;opgelost;CODE_UNKNOWN;jeugd;<b>323</b>.xml;5;1;-1,00;20-11-2026 04:00;regel 12 (byte 120) Bericht/Prestatie",
            "3;open;CODE_UNKNOWN;jeugd;<b>323</b>.xml;4;1;1234,56;20-11-2026 04:00;regel 9 (byte 99) Bericht/Prestatie",
            "2;open;XML_NAMESPACE;berichten;client_*********.xml;;1;;20-11-2026 04:00;regel 1 (byte 0)",
            "1;open;XML_NAMESPACE;berichten;'=SOM(1).xml;;1;;20-11-2026 04:00;regel 1 (byte 0)",
            "",
        ]
    );
    let audit = site.get(Rol::Beheerder, "/audit.csv").await;
    assert!(audit.tekst().contains(";'=afgesproken met de aanbieder;"), "{}", audit.tekst());
}

#[sqlx::test(migrations = false)]
async fn a_selection_holds_for_the_page_and_for_the_download(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    let regels = async |pad: &str| {
        let csv = site.get(Rol::Beheerder, pad).await;
        csv.tekst().lines().count() - 1
    };
    for (pad, expect) in [
        ("/quarantaine.csv", 3),
        ("/quarantaine.csv?status=opgelost", 1),
        ("/quarantaine.csv?status=vervallen", 0),
        ("/quarantaine.csv?bron=jeugd", 1),
        ("/quarantaine/redenen.csv", 2),
        ("/quarantaine/redenen.csv?code=CODE_UNKNOWN&status=alle", 1),
        ("/audit.csv", 2),
        ("/audit.csv?handeling=run", 1),
        // Half past eleven at night in UTC is the next day in Amsterdam.
        ("/audit.csv?van=2026-11-21&tot=2026-11-21", 1),
        ("/audit.csv?tot=2026-11-20", 1),
        ("/audit.csv?van=2026-11-22", 0),
    ] {
        assert_eq!(regels(pad).await, expect, "{pad}");
    }
    let pagina = site.get(Rol::Lezer, "/quarantaine?status=alle&code=CODE_UNKNOWN").await;
    assert!(
        pagina.tekst().contains("href=\"/quarantaine.csv?status=alle&#38;code=CODE_UNKNOWN\""),
        "{}",
        pagina.tekst()
    );
}

#[sqlx::test(migrations = false)]
async fn long_lists_are_leafed_through_and_nothing_is_shown_twice(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    sqlx::raw_sql(
        "insert into beheer.quarantaine (quarantaine_id, bestand_id, plaats, code, uitleg, status, \
         records, gemaakt_op) overriding system value select nummer, 1, 'regel 1', 'X', 'x.', 'open', \
         1, '2026-11-21 03:00:00+00' from generate_series(5, 204) as nummer",
    )
    .execute(&site.pool)
    .await
    .unwrap();
    let mut pad = "/quarantaine?status=alle".to_owned();
    let mut gezien = Vec::new();
    loop {
        let pagina = site.get(Rol::Lezer, &pad).await;
        let html = pagina.tekst();
        let nummers = html.split("href=\"/quarantaine/").skip(1);
        gezien
            .extend(nummers.filter_map(|rest| rest.split('"').next().unwrap().parse::<i64>().ok()));
        let Some((_, naar)) =
            html.split_once("rel=\"next\"").and_then(|(voor, _)| voor.rsplit_once("<a href=\""))
        else {
            break;
        };
        naar.trim().trim_end_matches('"').replace("&#38;", "&").clone_into(&mut pad);
    }
    assert_eq!(gezien, (1..=204).rev().collect::<Vec<i64>>());
    let csv = site.get(Rol::Lezer, "/quarantaine.csv?status=alle").await;
    assert_eq!(csv.tekst().lines().count(), 205, "a download has all rows");
}
