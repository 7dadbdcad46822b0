//! Who may see and do what.

use axum::http::StatusCode;
use sqlx::PgPool;
use web::Rol;

use crate::fixture::Site;

#[sqlx::test(migrations = false)]
async fn a_role_sees_and_does_what_it_may_and_no_more(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    for (pad, nodig) in [
        ("/quarantaine", Rol::Lezer),
        ("/quarantaine.csv", Rol::Lezer),
        ("/quarantaine/1", Rol::Lezer),
        ("/kwaliteit", Rol::Lezer),
        ("/kwaliteit/verantwoordelijke.xlsx", Rol::Lezer),
        ("/ketens", Rol::Lezer),
        ("/audit", Rol::Beheerder),
        ("/audit.csv", Rol::Beheerder),
        ("/audit.xlsx", Rol::Beheerder),
        ("/instellingen", Rol::Beheerder),
        ("/instellingen/migraties.csv", Rol::Beheerder),
    ] {
        for rol in [Rol::Lezer, Rol::Operator, Rol::Beheerder] {
            let expect = if rol >= nodig { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(site.get(rol, pad).await.status, expect, "{pad} as {rol:?}");
        }
    }
    let lezer = site.get(Rol::Lezer, "/quarantaine/1").await;
    assert!(!lezer.tekst().contains("method=\"post\" action=\"/quarantaine"), "no form");
    for (pad, velden) in [
        ("/quarantaine/opnieuw", "sleutel=6f9619ff-8b86-4d01-b42d-00cf4fc964ff&nummer=1"),
        ("/quarantaine/1/opgelost", "reden=klaar"),
    ] {
        assert_eq!(site.post(Rol::Lezer, pad, velden).await.status, StatusCode::FORBIDDEN);
    }
    let rest = "select count(*)::text from beheer.verzoek union all \
                select count(*)::text from beheer.quarantaine where status = 'open'";
    assert_eq!(site.teksten(rest).await, ["0", "3"]);
}

#[sqlx::test(migrations = false)]
async fn what_does_not_exist_is_not_found(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    for pad in [
        "/quarantaine/99",
        "/quarantaine/x",
        "/quarantaine/99999999999999999999",
        "/kwaliteit/peildatum",
        "/kwaliteit/pg_user",
        "/kwaliteit/kwaliteit_bevinding.pdf",
    ] {
        assert_eq!(site.get(Rol::Beheerder, pad).await.status, StatusCode::NOT_FOUND, "{pad}");
    }
    for pad in ["/quarantaine/opnieuw", "/quarantaine/1/opgelost"] {
        let antwoord = site.get(Rol::Beheerder, pad).await;
        assert!(antwoord.status.is_client_error(), "no action by GET: {pad}");
    }
}

#[sqlx::test(migrations = false)]
async fn what_is_asked_never_becomes_part_of_a_statement(pool: PgPool) {
    let site = Site::gevuld(pool).await;
    for pad in [
        "/kwaliteit/kwaliteit_bevinding?wet=x%27%3B+drop+table+beheer.audit%3B--",
        "/kwaliteit/kwaliteit_bevinding?gemeente=%25&aanbieder=%5C&van=2025-99&tot=x",
        "/quarantaine?code=%27&bron=%22&voor=1%3B&status=%24%24",
        "/audit?handeling=%27%29--&van=morgen&tot=9999-99-99&voor=-",
    ] {
        assert_eq!(site.get(Rol::Beheerder, pad).await.status, StatusCode::OK, "{pad}");
    }
    assert_eq!(site.teksten("select count(*)::text from beheer.audit").await, ["2"]);
}
