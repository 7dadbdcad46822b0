//! What an operator does about a refusal.

use axum::http::StatusCode;
use sqlx::PgPool;
use web::Rol;

use crate::fixture::Site;

const SLEUTEL: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
const ANDERE: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc96400";

const VERZOEKEN: &str = "select inhoud || ' door ' || wie || ' via ' || herkomst \
                         from beheer.verzoek order by verzoek_id";
const AUDIT: &str = "select concat_ws('|', wie, handeling, object, resultaat, herkomst) \
                     from beheer.audit where audit_id > 2 order by audit_id";

#[sqlx::test(migrations = false)]
async fn reading_again_is_a_request_that_counts_once(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    // The numbers of the fixture were given by hand.
    sqlx::raw_sql("alter table beheer.audit alter audit_id restart with 3")
        .execute(&site.pool)
        .await
        .unwrap();
    let stuur = async |velden: String| {
        let antwoord = site.post(Rol::Operator, "/quarantaine/opnieuw", &velden).await;
        assert_eq!(antwoord.status, StatusCode::SEE_OTHER);
        antwoord.naar.unwrap()
    };
    let een = format!("sleutel={SLEUTEL}&nummer=1&code=");
    assert_eq!(stuur(een.clone()).await, "/quarantaine/1?melding=aangenomen-1");
    assert_eq!(stuur(een).await, "/quarantaine/1?melding=stond-al-1");
    let nog_eens = format!("sleutel={ANDERE}&nummer=1");
    assert_eq!(stuur(nog_eens).await, "/quarantaine/1?melding=stond-al-1");
    let terug = site.get(Rol::Operator, "/quarantaine/1?melding=stond-al-1").await;
    assert!(terug.tekst().contains("stond al open als verzoek 1"));
    for (velden, expect) in [
        ("code=XML_NAMESPACE", "/quarantaine?melding=aangenomen-"),
        ("", "/quarantaine?melding=aangenomen-"),
    ] {
        let sleutel =
            if velden.is_empty() { ANDERE } else { "6f9619ff-8b86-4d01-b42d-00cf4fc96401" };
        let naar = stuur(format!("sleutel={sleutel}&{velden}")).await;
        assert!(naar.starts_with(expect), "{naar}");
    }
    assert_eq!(
        site.teksten(VERZOEKEN).await,
        [
            "replay rijen=1 code= door o.perator via pagina",
            "replay rijen= code=XML_NAMESPACE door o.perator via pagina",
            "replay rijen= code= door o.perator via pagina",
        ]
    );
    assert_eq!(site.teksten(AUDIT).await.len(), 5, "every press is accounted for");
}

#[sqlx::test(migrations = false)]
async fn a_form_that_makes_no_sense_asks_nothing(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    for (velden, status) in [
        (format!("sleutel={SLEUTEL}&nummer=99"), StatusCode::NOT_FOUND),
        (format!("sleutel={SLEUTEL}&code=NIET_BEKEND"), StatusCode::NOT_FOUND),
        ("sleutel=x&nummer=1".to_owned(), StatusCode::BAD_REQUEST),
        ("nummer=1".to_owned(), StatusCode::BAD_REQUEST),
        // Dealt with already: back to the page that tells so.
        (format!("sleutel={SLEUTEL}&nummer=4"), StatusCode::SEE_OTHER),
    ] {
        let antwoord = site.post(Rol::Operator, "/quarantaine/opnieuw", &velden).await;
        assert_eq!(antwoord.status, status, "{velden}");
    }
    assert!(site.teksten(VERZOEKEN).await.is_empty());
}

#[sqlx::test(migrations = false)]
async fn a_refusal_is_closed_with_a_reason_that_names_nobody(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    sqlx::raw_sql("alter table beheer.audit alter audit_id restart with 3")
        .execute(&site.pool)
        .await
        .unwrap();
    let pad = "/quarantaine/1/opgelost";
    for (reden, expect) in [
        ("", "Geef een reden: waarom dit niet"),
        ("over+999900006", "lijkt een BSN te staan"),
        ("over+9999+00+006", "lijkt een BSN te staan"),
    ] {
        let antwoord = site.post(Rol::Operator, pad, &format!("reden={reden}")).await;
        assert_eq!(antwoord.status, StatusCode::UNPROCESSABLE_ENTITY, "{reden}");
        assert!(antwoord.tekst().contains(expect), "{reden}");
        assert!(!antwoord.tekst().contains("9999"), "it is not sent back");
    }
    assert!(site.teksten(AUDIT).await.is_empty());
    for melding in ["opgelost", "was-dicht"] {
        let antwoord = site.post(Rol::Operator, pad, "reden=oud+bestand").await;
        let naar = format!("/quarantaine/1?melding={melding}");
        assert_eq!((antwoord.status, antwoord.naar), (StatusCode::SEE_OTHER, Some(naar)));
    }
    assert_eq!(
        site.teksten(AUDIT).await,
        ["o.perator|quarantaine opgelost|quarantaine 1|oud bestand|pagina"]
    );
    let open =
        "select quarantaine_id::text from beheer.quarantaine where status = 'open' order by 1";
    assert_eq!(site.teksten(open).await, ["2", "3"]);
}
