//! What people read, as snapshots, and the pages of a long list.

use sqlx::PgPool;
use web::Rol;

use crate::fixture::{Site, inhoud};
use crate::html::tags;

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_warehouse_where_nothing_ran_tells_what_to_do(pool: PgPool) {
    let site = Site::new(pool);
    insta::assert_snapshot!("overzicht_leeg", inhoud(&site.get(Rol::Operator, "/").await.html));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_night_that_went_wrong_tells_what_and_what_to_do(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    for (naam, pad) in [
        ("overzicht", "/"),
        ("runs", "/runs"),
        ("run_deels", "/runs/2"),
        ("run_mislukt", "/runs/3"),
        ("bronnen", "/bronnen"),
        ("bron", "/bronnen/berichten"),
    ] {
        insta::assert_snapshot!(naam, inhoud(&site.get(Rol::Operator, pad).await.html));
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_request_that_waits_while_nobody_leads_is_told(pool: PgPool) {
    let mut site = Site::met_nachten(pool).await;
    assert!(!site.get(Rol::Lezer, "/").await.html.contains("geen dienst die leidt"));
    site.is_leider = false;
    let html = site.get(Rol::Lezer, "/").await.html;
    assert!(html.contains("1 verzoek wacht langer dan een kwartier"), "{html}");
    let leeft = "update beheer.leider set host = 'sluis-2', sinds = '2026-11-21 10:00:00+00', \
                 hartslag = '2026-11-22 07:59:30+00'";
    sqlx::raw_sql(leeft).execute(&site.pool).await.unwrap();
    let html = site.get(Rol::Lezer, "/").await.html;
    assert!(html.contains("De dienst op sluis-2 leidt sinds 21-11-2026 11:00"), "{html}");
    assert!(!html.contains("langer dan een kwartier"), "{html}");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_long_list_is_read_page_by_page_without_gap_or_double(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    sqlx::raw_sql(include_str!("veel.sql")).execute(&site.pool).await.unwrap();
    let mut pad = "/runs?status=succeeded".to_owned();
    let mut runs: Vec<String> = Vec::new();
    loop {
        let html = site.get(Rol::Lezer, &pad).await.html;
        let tags = tags(&html);
        let links = tags.iter().filter(|tag| tag.naam == "a").filter_map(|tag| tag.heeft("href"));
        runs.extend(links.filter(|naar| naar.starts_with("/runs/")).map(ToOwned::to_owned));
        let ouder = tags.iter().find(|tag| tag.heeft("rel") == Some("next"));
        let Some(naar) = ouder.and_then(|tag| tag.heeft("href")) else { break };
        pad = naar.replace("&#38;", "&");
        assert!(pad.contains("status=succeeded"), "the choice stays: {pad}");
    }
    let verwacht: Vec<String> =
        (4..=123).rev().chain([1]).map(|run: i64| format!("/runs/{run}")).collect();
    assert_eq!(runs, verwacht);
}
